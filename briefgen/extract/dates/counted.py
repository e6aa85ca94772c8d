"""Time counted from the article's day: "two weeks ago", "in three months", "within 90 days".

Finds  days, weeks, months and years, as exact as their unit; what ends a stretch that begins now.
Misses time counted from another event ("two days after the talks"), and hours.
"""

import re
from dataclasses import replace

from briefgen.extract.dates.longer import moved, unit_period
from briefgen.extract.dates.periods import Period, day_period, shifted, week_period
from briefgen.extract.dates.sense import Rules, Sense
from briefgen.extract.dates.vocabulary import NUMBER, UNITS, number_of


def _ago(match: re.Match[str], sense: Sense) -> Period | None:
    return _counted(match, sense, -1)


def _from_now(match: re.Match[str], sense: Sense) -> Period | None:
    return _counted(match, sense, 1) if sense.ahead or not match.groupdict().get("bare") else None


def _counted(match: re.Match[str], sense: Sense, sign: int) -> Period | None:
    """In two weeks, three months ago: as exact as its unit."""
    unit = match["unit"].casefold().removesuffix("s")
    if sense.anchor is None or unit in {"hour", "minute"}:
        return None
    count = sign * number_of(match["n"])
    if unit == "day":
        return day_period(shifted(sense.anchor, days=count))
    if unit == "week":
        day = shifted(sense.anchor, days=7 * count)
        return replace(week_period(day), precision="approximate")
    return unit_period(moved(sense.anchor, unit, count), unit)


def _within(match: re.Match[str], sense: Sense) -> Period | None:
    """Within 90 days: no later than. In the next two weeks: from now on."""
    unit = match["unit"].casefold().removesuffix("s")
    if sense.anchor is None or sense.ahead is False:
        return None
    count = number_of(match["n"])
    days, months, years = {"hour": (-(-count // 24), 0, 0), "day": (count, 0, 0), "week": (7 * count, 0, 0)}.get(
        unit, (0, count, 0) if unit == "month" else (0, 0, count)
    )
    end = shifted(sense.anchor, days=days, months=months, years=years)
    return Period(None if match["lead"].casefold() == "within" else sense.anchor, end, "range")


_COUNT = rf"(?P<n>(?i:{NUMBER}))\s+{UNITS}"

RULES: Rules = (
    ("ago", rf"{_COUNT}\s+ago\b", _ago),
    ("from-now", rf"{_COUNT}\s+from\s+(?:now|today)\b", _from_now),
    ("in-time", rf"(?i:in)\s+{_COUNT}['’]?\s+time\b", _from_now),
    ("in", rf"(?P<bare>(?i:in))\s+{_COUNT}(?!\s+(?:time|ago))", _from_now),
    (
        "within",
        rf"(?P<lead>(?i:within|(?:in|over|during)\s+the\s+(?:next|coming)))\s+(?:the\s+next\s+)?{_COUNT}",
        _within,
    ),
)
