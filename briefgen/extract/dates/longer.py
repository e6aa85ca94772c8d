"""Weeks, months, quarters, seasons and years: "next week", "mid-June", "later this year", "the end of 2026".

Finds  each with its first and last day; "early", "mid", "late", halves and "later this" as parts of it.
Misses fiscal years, school years and the like.
"""

import re
from dataclasses import replace
from datetime import date

from briefgen.extract.dates.periods import (
    Period,
    month_period,
    months_period,
    shifted,
    third_of,
    week_period,
    weekend_period,
    year_period,
)
from briefgen.extract.dates.sense import Rules, Sense, day_in_year, parts_of, year_of_month
from briefgen.extract.dates.vocabulary import (
    BEHIND,
    FULL_MONTH,
    MONTH,
    THIRD,
    TO,
    WEEKDAY,
    YEAR,
    day_pattern,
    month_number,
)
from briefgen.lexicon import load_toml

SUNDAY = 6


def unit_period(day: date, unit: str) -> Period:
    """The week, month or the like that holds a day."""
    match unit:
        case "week":
            return week_period(day)
        case "weekend":
            return weekend_period(day)
        case "month":
            return month_period(day.year, day.month)
        case "quarter":
            return months_period(day.year, (day.month - 1) // 3 * 3 + 1, 3)
        case _:
            return year_period(day.year)


def moved(anchor: date, unit: str, count: int) -> date:
    """The anchor, some units away."""
    match unit:
        case "week" | "weekend":
            return shifted(anchor, days=7 * count)
        case "month":
            return shifted(anchor.replace(day=1), months=count)
        case "quarter":
            return shifted(anchor.replace(day=1), months=3 * count)
        case "day":
            return shifted(anchor, days=count)
        case _:
            return shifted(anchor.replace(day=1), years=count)


def _relative_unit(match: re.Match[str], sense: Sense) -> Period | None:
    """Next week, this month, last year, later this year, late next month, the end of the year."""
    anchor, got = sense.anchor, match.groupdict()
    if anchor is None:
        return None
    which, unit = " ".join(got["which"].casefold().split()), got["unit"].casefold()
    shift = {"next": 1, "the coming": 1, "last": -1}.get(which, 0)
    if (which, unit) == ("this", "week") and anchor.weekday() == SUNDAY and sense.ahead:
        shift = 1  # what is ahead this week is not on the day that ends it
    if which == "the" and unit == "weekend" and not sense.ahead:
        last = shifted(anchor, days=-7) if anchor.weekday() < 5 else anchor  # noqa: PLR2004
        return weekend_period(last)
    period = unit_period(moved(anchor, unit, shift), unit)
    side = " ".join((got.get("side") or "").casefold().split()).removesuffix(" in")
    if side == "later":
        return Period(min(shifted(anchor, days=1), period.end or anchor), period.end, "approximate")
    if side == "earlier":
        return Period(period.start, max(shifted(anchor, days=-1), period.start or anchor), "approximate")
    return _part_of(period, got.get("third"))


def _part_of(period: Period, words: str | None) -> Period:
    """The early, middle or late part of a period, as the words before it say; halves as halves."""
    words = " ".join((words or "").casefold().split()).removesuffix("-").removesuffix(" of").removeprefix("the ")
    words = words.removeprefix("very ")
    if not words:
        return period
    if words in {"first half", "second half"}:
        return _half_of(period, first=words.startswith("first"))
    part = {"early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid"}.get(words, "late")
    if period.precision == "week" and period.start and period.end:
        begins, ends = {"early": (0, 1), "mid": (2, 3), "late": (4, 6)}[part]
        return Period(shifted(period.start, days=begins), shifted(period.start, days=ends), "approximate")
    return third_of(period, part)


def _half_of(period: Period, *, first: bool) -> Period:
    start, end = period.start, period.end
    if start is None or end is None:
        return period
    if (start.year, start.month) == (end.year, end.month):
        middle = start.replace(day=15)
        return Period(start, middle, "range") if first else Period(middle.replace(day=16), end, "range")
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    return months_period(start.year, start.month + (0 if first else months // 2), max(months // 2, 1))


def _named_month(match: re.Match[str], sense: Sense) -> Period | None:
    """In June, June 2026, mid-June, last October."""
    got = match.groupdict()
    month, which = month_number(got["m"]), (got.get("which") or "").casefold()
    if got.get("y"):
        year: int | None = int(got["y"])
    else:
        sense = replace(sense, ahead={"next": True, "last": False}.get(which, sense.ahead))
        year = year_of_month(month, sense)
        if (
            year
            and sense.anchor
            and which in {"next", "last"}
            and (year, month) == (sense.anchor.year, sense.anchor.month)
        ):
            year += 1 if which == "next" else -1
    return _part_of(month_period(year, month), got.get("third")) if year else None


def _two_months(match: re.Match[str], sense: Sense) -> Period | None:
    first, last = month_number(match["m1"]), month_number(match["m2"])
    year = int(match["y"]) - (last < first) if match["y"] else year_of_month(first, sense)
    if not year or first == last:
        return None
    return months_period(year, first, (last - first) % 12 + 1, "approximate" if match["or"] else "range")


def _season(match: re.Match[str], sense: Sense) -> Period | None:
    got = match.groupdict()
    first = int(load_toml("dates")["seasons"][got["season"].casefold()])
    which = " ".join((got.get("which") or "").casefold().split())
    if got.get("y"):
        year: int | None = int(got["y"])
    elif sense.anchor is None:
        return None
    else:
        ahead = {"next": True, "the coming": True, "last": False}.get(which, sense.ahead)
        year = sense.anchor.year if which == "this" else year_of_month(first, replace(sense, ahead=ahead))
        if which == "this" and first == 12 and sense.anchor.month < 3:  # noqa: PLR2004
            year = sense.anchor.year - 1
    return _part_of(months_period(year, first, 3, "season"), got.get("third")) if year else None


def _year_words(words: str | None, sense: Sense) -> int | None:
    """The year that "2026", "next year", "this year" or nothing at all mean."""
    words = (words or "").casefold()
    if re.fullmatch(r"\d{4}", words):
        return int(words)
    if sense.anchor is None:
        return None
    return sense.anchor.year + (1 if "next" in words else -1 if "last" in words else 0)


def _quarter(match: re.Match[str], sense: Sense) -> Period | None:
    got = match.groupdict()
    number = int(got["q"]) if got.get("q") else int(load_toml("dates")["ordinals"][got["ordinal"].casefold()])
    year = _year_words(got.get("year"), sense)
    if year is None or number > 4:  # noqa: PLR2004
        return None
    made = months_period(year, 3 * number - 2, 3)
    if not got.get("year") and sense.anchor and sense.ahead and made.end and made.end < sense.anchor:
        return months_period(year + 1, 3 * number - 2, 3)
    return made


def _half_year(match: re.Match[str], sense: Sense) -> Period | None:
    year = _year_words(match["year"], sense)
    return _half_of(year_period(year), first=match["ordinal"].casefold() == "first") if year else None


def _plain_year(match: re.Match[str], _: Sense) -> Period | None:
    return _part_of(year_period(int(match["y"])), match.groupdict().get("third"))


def _years(match: re.Match[str], _: Sense) -> Period | None:
    first, last = int(match["y1"]), int(match["y2"])
    return Period(year_period(first).start, year_period(last).end, "range") if first < last else None


def _week_of(match: re.Match[str], sense: Sense) -> Period | None:
    day = day_in_year(*parts_of(match), sense)
    return week_period(day) if day else None


def _edge_week(match: re.Match[str], sense: Sense) -> Period | None:
    """ "The last week of March": the week that holds the month's last day, or its first."""
    month = month_number(match["m"])
    year = int(match["y"]) if match["y"] else year_of_month(month, sense)
    if year is None:
        return None
    whole = month_period(year, month)
    day = whole.end if match["edge"].casefold() == "last" else whole.start
    return replace(week_period(day), precision="approximate") if day else None


_SEASON = r"(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)\b"
_THIRD_OF = rf"(?:(?P<third>(?i:{THIRD}))[\s-]+)?"
_NUMBERED = r"first|second|third|fourth"

RULES: Rules = (
    (
        "unit",
        (
            rf"(?:(?P<side>(?i:later\s+in|later|earlier\s+in|earlier))\s+)?{_THIRD_OF}(?P<which>(?i:the\s+coming|this|next|last))\s+"
            r"(?P<unit>(?i:weekend|week|month|quarter|year))\b(?!-)"
        ),
        _relative_unit,
    ),
    (
        "unit-of-now",
        (
            rf"(?:(?P<side>(?i:later\s+in|earlier\s+in))|(?P<third>(?i:{THIRD})))\s+(?P<which>the)\s+"
            r"(?P<unit>(?i:week|month|quarter|year))\b(?!-)"
        ),
        _relative_unit,
    ),
    ("weekend", r"(?P<which>(?i:the))\s+(?P<unit>(?i:weekend))\b(?!\s+of)", _relative_unit),
    ("week-of", rf"(?i:the\s+week\s+(?:of|beginning|starting))\s+(?:{WEEKDAY},?\s+)?{day_pattern()}", _week_of),
    (
        "week-of-month",
        rf"(?i:the\s+(?P<edge>first|last)\s+week\s+(?:of|in))\s+(?P<m>{MONTH})(?:,?\s+(?P<y>{YEAR}))?",
        _edge_week,
    ),
    ("month-of-year", rf"{_THIRD_OF}(?P<m>{MONTH}),?\s+(?:of\s+)?(?P<y>{YEAR})", _named_month),
    ("month-late", rf"(?P<third>(?i:{THIRD}))[\s-]+(?P<m>{MONTH})", _named_month),
    ("month-which", rf"(?P<which>(?i:this|next|last))\s+(?P<m>{MONTH})", _named_month),
    ("month-behind", rf"(?i:{BEHIND})\s+(?P<core>(?P<m>{MONTH}))(?!\s+\d)", _named_month),
    ("month-before", rf"(?P<m>{FULL_MONTH})(?=['’]s\s|\s+[a-z])", _named_month),
    (
        "months",
        rf"(?:(?i:from|between)\s+)?(?P<m1>{MONTH})(?:{TO}|\s+and\s+|(?P<or>\s+or\s+))(?P<m2>{MONTH})(?:,?\s+(?P<y>{YEAR}))?",
        _two_months,
    ),
    ("season", rf"{_THIRD_OF}(?:(?P<which>(?i:this|next|last|the\s+coming))\s+){_SEASON}", _season),
    ("season-in", rf"(?<=\bin\s)(?:the\s+)?{_SEASON}(?!\s+of\s+\D)(?!\s+\w+ing)", _season),
    ("season-of-year", rf"{_THIRD_OF}(?:the\s+)?{_SEASON}\s+(?:of\s+)?(?P<y>{YEAR})", _season),
    (
        "quarter",
        rf"(?i:the\s+(?P<ordinal>{_NUMBERED})\s+quarter)(?:\s+of\s+(?P<year>{YEAR}|(?i:this|next|last)\s+year))?",
        _quarter,
    ),
    ("quarter-short", rf"Q(?P<q>[1-4])(?:\s+(?P<year>{YEAR}))?(?!\w)", _quarter),
    (
        "half-year",
        rf"(?i:the\s+(?P<ordinal>first|second)\s+half)\s+of\s+(?P<year>{YEAR}|(?i:the|this|next|last)\s+year)",
        _half_year,
    ),
    ("year-late", rf"(?P<third>(?i:{THIRD}))[\s-]+(?P<y>{YEAR})", _plain_year),
    ("year", rf"(?i:{BEHIND})\s+(?:the\s+(?:year|summer|season)\s+)?(?P<core>(?P<y>{YEAR}))(?!-)", _plain_year),
    ("years", rf"(?:(?i:from|between)\s+)(?P<y1>{YEAR})(?:{TO}|\s+and\s+)(?P<y2>{YEAR})", _years),
)
