"""Days by their month, and figures: "August 31", "Oct. 22-23", "from 7 to 9 September", "31.08.2025".

Finds  days and spans of days, the year settled by the article's day where it is left out; parts of a day.
Misses what the calendar lacks ("June 31"), and figures that can be read two ways ("04/06/2026").
"""

import re
from dataclasses import replace

from briefgen.extract.dates.periods import Period, day_period, make_day, span_of
from briefgen.extract.dates.sense import Rules, Sense, day_in_year, parts_of
from briefgen.extract.dates.vocabulary import (
    DAY,
    HALF,
    LATE,
    MONTH,
    PART,
    SHORT_WEEKDAY,
    STOP,
    TO,
    WEEKDAY,
    YEAR,
    day_pattern,
    figures_of,
    month_number,
)


def _one_day(match: re.Match[str], sense: Sense) -> Period | None:
    day = day_in_year(*parts_of(match), sense)
    if day is None:
        return None
    inexact = any(match.groupdict().get(key) for key in ("half", "late", "part"))
    return day_period(day, "part-of-day" if inexact else "day")


def _two_days(match: re.Match[str], sense: Sense) -> Period | None:
    """ "August 31 to September 3"; the year behind the second counts for both."""
    (m1, d1, y1), (m2, d2, y2) = parts_of(match, 1), parts_of(match, 2)
    if y1 is None and y2 is not None:
        y1 = y2 if (m1, d1) <= (m2, d2) else y2 - 1
    start = day_in_year(m1, d1, y1, sense)
    if start is None:
        return None
    end = make_day(y2 or start.year + ((m2, d2) < (m1, d1)), m2, d2)
    return span_of(start, end) if end else None


def _days_of_month(match: re.Match[str], sense: Sense) -> Period | None:
    """ "October 26–28", "7 to 9 September", "March 1, 2 and 3"; "July 30 or 31" is about both."""
    year = match["y"]
    month, first, last = month_number(match["m"]), figures_of(match["d1"]), figures_of(match["d2"])
    start = day_in_year(month, first, int(year) if year else None, sense)
    end = start and make_day(start.year, month, last)
    if not (start and end and first < last):
        return None
    return replace(span_of(start, end), precision="approximate") if match.groupdict().get("or") else span_of(start, end)


def _numeric(match: re.Match[str], _: Sense) -> Period | None:
    got = match.groupdict()
    if got.get("dd") and "/" in match[0] and int(got["mm"]) <= 12 and int(got["dd"]) <= 12 and got["mm"] != got["dd"]:  # noqa: PLR2004
        return None  # 04/06/2026: the day or the month first, nobody knows
    month, day = int(got["mm"]), int(got["dd"])
    if "/" in match[0] and month > 12:  # noqa: PLR2004
        month, day = day, month
    made = make_day(int(got["yyyy"]), month, day)
    return day_period(made) if made else None


_WITH_PARTS = rf"(?:(?P<half>(?i:{HALF}))|(?P<late>(?i:{LATE})))?"
_FROM = r"(?:(?i:from|between)\s+)?"
_ITS_YEAR = rf"(?:,?\s+(?P<y>{YEAR}))?"

RULES: Rules = (
    ("iso", r"(?P<yyyy>\d{4})-(?P<mm>\d\d)-(?P<dd>\d\d)(?![\d-])", _numeric),
    ("dotted", r"(?P<dd>\d\d?)\.(?P<mm>\d\d?)\.(?P<yyyy>\d{4})(?![\d.]\d)", _numeric),
    ("slashed", r"(?P<mm>\d\d?)/(?P<dd>\d\d?)/(?P<yyyy>\d{4})(?!\d)", _numeric),
    (
        "day",
        (
            rf"{_WITH_PARTS}(?:(?:{WEEKDAY}|{SHORT_WEEKDAY}),?\s+(?:the\s+)?)?{day_pattern()}"
            rf"(?:\s+\((?:{WEEKDAY})\))?(?:\s+(?P<part>{PART}))?"
        ),
        _one_day,
    ),
    (
        "weekday-day",
        rf"(?P<late>(?i:{LATE}))?(?:{WEEKDAY})(?:\s+(?P<part>{PART}))?\s*[(,]\s*{day_pattern()}\)?",
        _one_day,
    ),
    ("days", rf"{_FROM}{day_pattern(1)}(?:{TO}|\s+and\s+){day_pattern(2)}", _two_days),
    ("days-of-month", rf"{_FROM}(?P<m>{MONTH})\s+(?P<d1>{DAY}){TO}(?P<d2>{DAY}){_ITS_YEAR}", _days_of_month),
    (
        "days-of-month-and",
        rf"{_FROM}(?P<m>{MONTH})\s+(?P<d1>{DAY})(?:,\s+{DAY})?,?\s+(?:and|&|(?P<or>or))\s+(?P<d2>{DAY})(?:,?\s+(?P<y>{YEAR})|{STOP})",
        _days_of_month,
    ),
    (
        "days-before-month",
        rf"{_FROM}(?P<d1>{DAY})(?:{TO}|\s+(?:and|&|(?P<or>or))\s+)(?P<d2>{DAY})\s+(?:of\s+)?(?P<m>{MONTH}){_ITS_YEAR}",
        _days_of_month,
    ),
)
