"""The grammar of time expressions: patterns, each with what it resolves to.

Reads  plain text. Each rule is a regular expression without nested repetition and a function from its match and the
       day that is counted from to a period; where two rules read the same words, the longer reading counts.
Finds  days, spans of days, weekdays, weeks, months, quarters, seasons, years, "in two weeks", "within 90 days", times.
Misses days counted from another event ("two days after the talks"), and what has no calendar date ("soon", "in the
       coming days").
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from briefgen.extract.dates.periods import (
    Period,
    at_clock,
    day_period,
    make_day,
    month_period,
    months_period,
    shifted,
    span_of,
    third_of,
    week_period,
    weekend_period,
    year_period,
)
from briefgen.lexicon import load_toml

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FAR, NEAR = (
    300,
    45,
)  # days: a date without year this far in the expected direction, this near in the other: the near one

# The building blocks. Group names take a number where a pattern holds two of a kind.
_M = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June|Jun\.?|July|Jul\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)(?![\w-]*\w)"
)
_FULL = rf"(?:{'|'.join(m for m in MONTHS if m not in {'May', 'March'})})\b"  # not also a verb
_D = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d|\w)"
_Y = r"(?:1[5-9]|20|21)\d\d(?![\d%]|[.,]\d|\w)"
_W = rf"(?:{'|'.join(WEEKDAYS)}|{'|'.join(w.upper() for w in WEEKDAYS)})(?!\w)"
_WA = r"(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\b\.?"
_DASH = r"\s?[-\u2010-\u2015]\s?"
_TO = rf"(?:{_DASH}|\s+(?:to|through|until|till)\s+)"
_PART = r"(?:morning|afternoon|evening|night|midday|noon)\b"
_HALF = (
    r"(?:the\s+)?(?:(?:first|second|latter)\s+half|morning|afternoon|evening|night|early\s+hours|late\s+hours)\s+of\s+"
)
_LATE = r"(?:(?:early|late|later)\s+(?:on\s+)?)"
_N = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a\s+couple\s+of)"
_WHICH = r"(?:this\s+coming|this\s+past|the\s+coming|this|next|last|the\s+following)"
_BEHIND = r"(?:in|of|by|since|until|till|from|through|during|for|before|after|to|between|and|early|late|around)"
_THIRD = (
    r"(?:early|mid|late|(?:the\s+)?(?:very\s+)?(?:beginning|start|middle|end|close|first\s+half|second\s+half)\s+of)"
)


def _day(n: int = 1) -> str:
    """Match a day with its month, either order, with or without year."""
    return (
        rf"(?:(?P<m{n}>{_M})\s+(?P<d{n}>{_D})|(?:the\s+)?(?P<e{n}>{_D})\s+(?:of\s+)?(?P<n{n}>{_M}))"
        rf"(?:,?\s+(?P<y{n}>{_Y}))?"
    )


@dataclass(frozen=True, slots=True)
class Sense:
    """What an expression is read against. ahead: whether its verb looks forward; None where nothing tells.

    sure: the expression hangs on that verb itself ("was sworn in on January 20"), not on one of its nouns.
    """

    anchor: date | None
    ahead: bool | None
    sure: bool = False


Resolve = Callable[[re.Match[str], Sense], Period | None]


@dataclass(frozen=True, slots=True)
class Reading:
    """Words that a rule reads as a time. Offsets count characters."""

    start: int
    end: int
    rule: str
    match: re.Match[str]
    resolve: Resolve


def readings(body: str) -> list[Reading]:
    """All time expressions of a text in order, none within or across another; the longest reading at each place."""
    found = [
        Reading(
            match.start("core") if "core" in pattern.groupindex else match.start(), match.end(), name, match, resolve
        )
        for name, pattern, resolve in _rules()
        for match in pattern.finditer(body)
        if match.end() > match.start()
    ]
    found.sort(key=lambda r: (r.start, -r.end))
    kept: list[Reading] = []
    for reading in found:
        if kept and reading.start < kept[-1].end:
            if reading.end - reading.start > kept[-1].end - kept[-1].start:
                kept[-1] = reading
            continue
        kept.append(reading)
    return kept


# From words to numbers -------------------------------------------------------------------------------------------


def _month(words: str) -> int:
    short = words[:3].casefold()
    return next(i for i, name in enumerate(MONTHS, 1) if name[:3].casefold() == short)


def _weekday(words: str) -> int:
    short = words[:3].casefold()
    return next(i for i, name in enumerate(WEEKDAYS) if name[:3].casefold() == short)


def _number(words: str) -> int:
    words = " ".join(words.casefold().split())
    return int(words) if words.isdecimal() else int(load_toml("dates")["numbers"][words])


def _figures(words: str) -> int:
    return int(re.sub(r"\D", "", words))


# From parts to days ----------------------------------------------------------------------------------------------


def _settle(candidates: list[date], sense: Sense) -> date | None:
    """Of one day in several years, the one that the article means."""
    anchor = sense.anchor
    if anchor is None or not candidates:
        return None
    nearest = min(candidates, key=lambda d: abs((d - anchor).days))
    if sense.ahead is None:
        return nearest
    fitting = [d for d in candidates if (d >= anchor if sense.ahead else d <= anchor)]
    best = min(fitting, key=lambda d: abs((d - anchor).days), default=nearest)
    odd = not sense.sure and abs((best - anchor).days) > FAR and abs((nearest - anchor).days) < NEAR
    return nearest if odd else best


def _on(month: int, day: int, year: int | None, sense: Sense) -> date | None:
    if year is not None:
        return make_day(year, month, day)
    if sense.anchor is None:
        return None
    around = (make_day(sense.anchor.year + shift, month, day) for shift in range(-4, 5))  # 29 February
    return _settle([d for d in around if d is not None], sense)


def _parts(match: re.Match[str], n: int = 1) -> tuple[int, int, int | None]:
    """Month, day and year of the nth day of a match."""
    got = match.groupdict()
    month, day, year = got[f"m{n}"] or got[f"n{n}"], got[f"d{n}"] or got[f"e{n}"], got[f"y{n}"]
    return _month(month), _figures(day), int(year) if year else None


def _one_day(match: re.Match[str], sense: Sense) -> Period | None:
    day = _on(*_parts(match), sense)
    if day is None:
        return None
    inexact = any(match.groupdict().get(key) for key in ("half", "late", "part"))
    return day_period(day, "part-of-day" if inexact else "day")


def _two_days(match: re.Match[str], sense: Sense) -> Period | None:
    (m1, d1, y1), (m2, d2, y2) = _parts(match, 1), _parts(match, 2)
    if y1 is None and y2 is not None:
        y1 = y2 if (m1, d1) <= (m2, d2) else y2 - 1
    start = _on(m1, d1, y1, sense)
    if start is None:
        return None
    end = make_day(y2 or start.year + ((m2, d2) < (m1, d1)), m2, d2)
    return span_of(start, end) if end else None


def _days_of_month(match: re.Match[str], sense: Sense) -> Period | None:
    year = match["y"]
    month, first, last = _month(match["m"]), _figures(match["d1"]), _figures(match["d2"])
    start = _on(month, first, int(year) if year else None, sense)
    end = start and make_day(start.year, month, last)
    return span_of(start, end) if start and end and first < last else None


def _numeric(match: re.Match[str], _: Sense) -> Period | None:
    got = match.groupdict()
    if got.get("dd") and "/" in match[0] and int(got["mm"]) <= 12 and int(got["dd"]) <= 12 and got["mm"] != got["dd"]:  # noqa: PLR2004
        return None  # 04/06/2026: the day or the month first, nobody knows
    month, day = int(got["mm"]), int(got["dd"])
    if "/" in match[0] and month > 12:  # noqa: PLR2004
        month, day = day, month
    made = make_day(int(got["yyyy"]), month, day)
    return day_period(made) if made else None


def _next_weekday(anchor: date, weekday: int, *, ahead: bool) -> date:
    """The nearest such day, the anchor itself included."""
    return shifted(anchor, days=(weekday - anchor.weekday()) % 7 if ahead else -((anchor.weekday() - weekday) % 7))


def _named_day(match: re.Match[str], sense: Sense) -> Period | None:
    """On Monday, last Friday, Thursday evening, Monday of next week."""
    anchor, got = sense.anchor, match.groupdict()
    if anchor is None:
        return None
    which, weekday = " ".join((got.get("which") or "").casefold().split()), _weekday(got["w"])
    day = _next_weekday(anchor, weekday, ahead=bool(sense.ahead))
    week = got.get("week") or got.get("week2")
    if week:
        shift = {"next": 7, "last": -7}.get(week.casefold().split()[-1], 0)
        day = shifted(week_period(shifted(anchor, days=shift)).start or anchor, days=weekday)
    elif which in {"next", "the following"} or which in {"this coming", "the coming"}:
        day = _next_weekday(shifted(anchor, days=1), weekday, ahead=True)
    elif which in {"last", "this past"}:
        day = _next_weekday(shifted(anchor, days=-1), weekday, ahead=False)
    inexact = any(got.get(key) for key in ("late", "part", "half"))
    return day_period(day, "part-of-day" if inexact else "day")


def _weekdays(match: re.Match[str], sense: Sense) -> Period | None:
    """Monday to Wednesday; Sunday and Monday where they follow each other."""
    anchor = sense.anchor
    if anchor is None:
        return None
    first, last = _weekday(match["w1"]), _weekday(match["w2"])
    if first == last:
        return None
    if sense.ahead:
        start = _next_weekday(anchor, first, ahead=True)
        return span_of(start, _next_weekday(start, last, ahead=True))
    end = _next_weekday(anchor, last, ahead=False)
    return span_of(_next_weekday(end, first, ahead=False), end)


def _relative_day(match: re.Match[str], sense: Sense) -> Period | None:
    anchor = sense.anchor
    if anchor is None:
        return None
    words = " ".join(match[0].casefold().split())
    if words == "overnight":
        first = anchor if sense.ahead else shifted(anchor, days=-1)
        return Period(first, shifted(first, days=1), "part-of-day")
    shifts = {
        "before yesterday": -2,
        "after tomorrow": 2,
        "yesterday": -1,
        "tomorrow": 1,
        "last night": -1,
        "last evening": -1,
    }
    shift = next((by for cue, by in shifts.items() if cue in words), 0)
    exact = words in {"today", "yesterday", "tomorrow"} or words.startswith("the day")
    return day_period(shifted(anchor, days=shift), "day" if exact else "part-of-day")


# Longer periods --------------------------------------------------------------------------------------------------


def _unit_period(day: date, unit: str) -> Period:
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


def _moved(anchor: date, unit: str, count: int) -> date:
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
    if which == "the" and unit == "weekend" and not sense.ahead:
        last = shifted(anchor, days=-7) if anchor.weekday() < 5 else anchor  # noqa: PLR2004
        return weekend_period(last)
    period = _unit_period(_moved(anchor, unit, shift), unit)
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


def _in_year(month: int, sense: Sense) -> int | None:
    """The year in which a month without year lies."""
    anchor = sense.anchor
    if anchor is None:
        return None
    this = date(anchor.year, anchor.month, 1)
    candidates = [d for shift in (-1, 0, 1) if (d := make_day(anchor.year + shift, month, 1))]
    found = _settle(candidates, replace(sense, anchor=this))
    return found.year if found else None


def _named_month(match: re.Match[str], sense: Sense) -> Period | None:
    """In June, June 2026, mid-June, last October."""
    got = match.groupdict()
    month, which = _month(got["m"]), (got.get("which") or "").casefold()
    if got.get("y"):
        year: int | None = int(got["y"])
    else:
        sense = replace(sense, ahead={"next": True, "last": False}.get(which, sense.ahead))
        year = _in_year(month, sense)
        if (
            year
            and sense.anchor
            and which in {"next", "last"}
            and (year, month) == (sense.anchor.year, sense.anchor.month)
        ):
            year += 1 if which == "next" else -1
    return _part_of(month_period(year, month), got.get("third")) if year else None


def _two_months(match: re.Match[str], sense: Sense) -> Period | None:
    first, last = _month(match["m1"]), _month(match["m2"])
    year = int(match["y"]) - (last < first) if match["y"] else _in_year(first, sense)
    return months_period(year, first, (last - first) % 12 + 1) if year and first != last else None


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
        year = sense.anchor.year if which == "this" else _in_year(first, replace(sense, ahead=ahead))
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


# Counted from the anchor ------------------------------------------------------------------------------------------


def _ago(match: re.Match[str], sense: Sense) -> Period | None:
    return _counted(match, sense, -1)


def _from_now(match: re.Match[str], sense: Sense) -> Period | None:
    return _counted(match, sense, 1) if sense.ahead or not match.groupdict().get("bare") else None


def _counted(match: re.Match[str], sense: Sense, sign: int) -> Period | None:
    """In two weeks, three months ago: as exact as its unit."""
    unit = match["unit"].casefold().removesuffix("s")
    if sense.anchor is None or unit in {"hour", "minute"}:
        return None
    count = sign * _number(match["n"])
    if unit == "day":
        return day_period(shifted(sense.anchor, days=count))
    if unit == "week":
        day = shifted(sense.anchor, days=7 * count)
        return replace(week_period(day), precision="approximate")
    return _unit_period(_moved(sense.anchor, unit, count), unit)


def _within(match: re.Match[str], sense: Sense) -> Period | None:
    """Within 90 days: no later than. In the next two weeks: from now on."""
    unit = match["unit"].casefold().removesuffix("s")
    if sense.anchor is None or sense.ahead is False:
        return None
    count = _number(match["n"])
    days, months, years = {"hour": (-(-count // 24), 0, 0), "day": (count, 0, 0), "week": (7 * count, 0, 0)}.get(
        unit, (0, count, 0) if unit == "month" else (0, 0, count)
    )
    end = shifted(sense.anchor, days=days, months=months, years=years)
    return Period(None if match["lead"].casefold() == "within" else sense.anchor, end, "range")


def _week_of(match: re.Match[str], sense: Sense) -> Period | None:
    day = _on(*_parts(match), sense)
    return week_period(day) if day else None


# Times of the day -------------------------------------------------------------------------------------------------


def _time_pattern() -> str:
    zones = "|".join(sorted(map(re.escape, load_toml("dates")["zones"]), key=len, reverse=True))
    zone = rf"\s*\(?(?P<z{{n}}>{zones}|[A-Z][a-z]+\s+time)\b\)?"
    return (
        rf"(?:(?P<h1>\d\d?)(?:[:.](?P<i1>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?(?:{zone.format(n=1)})?"
        rf"|(?P<h2>\d\d?)[:.](?P<i2>[0-5]\d){zone.format(n=2)}"
        rf"|(?P<h3>[0-2]\d)(?P<i3>[0-5]\d){zone.format(n=3)}"
        rf"|(?<=\bat\s)(?P<h4>\d\d?):(?P<i4>[0-5]\d)"
        rf"|(?P<noon>(?<=\bat\s)(?:noon|midnight))(?:{zone.format(n=5)})?)(?![\d:])"
    )


def _time(match: re.Match[str], sense: Sense) -> Period | None:
    """The anchor's day with the time; the day is put right where one stands beside."""
    got = {key: value for key, value in match.groupdict().items() if value}
    hour = int(next((got[key] for key in ("h1", "h2", "h3", "h4") if key in got), "12"))
    minute = int(next((got[key] for key in ("i1", "i2", "i3", "i4") if key in got), "0"))
    if got.get("noon") == "midnight":
        hour = 0
    if "half" in got:
        if not 1 <= hour <= 12:  # noqa: PLR2004
            return None
        hour = hour % 12 + (12 if got["half"] == "p" else 0)
    if sense.anchor is None or hour > 23:  # noqa: PLR2004
        return None
    zone = next((got[key] for key in ("z1", "z2", "z3", "z5") if key in got), "")
    offset = load_toml("dates")["zones"].get(" ".join(zone.split()), "")
    seconds = ":00" if offset else ""
    return at_clock(day_period(sense.anchor), f"T{hour:02}:{minute:02}{seconds}{offset}")


# The rules -------------------------------------------------------------------------------------------------------


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str], Resolve], ...]:
    return tuple((name, re.compile(rf"(?<![\w.,/-])(?:{pattern})"), resolve) for name, pattern, resolve in _patterns())


def _patterns() -> Iterator[tuple[str, str, Resolve]]:
    """Name, pattern and meaning of each rule."""
    units = r"(?P<unit>(?i:hours?|days?|weeks?|months?|years?))\b"
    stop = r"(?=\s*(?:[,.;:)\]\u2013\u2014\"”]|-\s|$|(?:in|at|with|to|and|for|that|during|by|as|after|before|he|she|it|they)\b))"
    yield "iso", r"(?P<yyyy>\d{4})-(?P<mm>\d\d)-(?P<dd>\d\d)(?![\d-])", _numeric
    yield "dotted", r"(?P<dd>\d\d?)\.(?P<mm>\d\d?)\.(?P<yyyy>\d{4})(?![\d.]\d)", _numeric
    yield "slashed", r"(?P<mm>\d\d?)/(?P<dd>\d\d?)/(?P<yyyy>\d{4})(?!\d)", _numeric
    yield (
        "day",
        (
            rf"(?:(?P<half>(?i:{_HALF}))|(?P<late>(?i:{_LATE})))?(?:(?:{_W}|{_WA}),?\s+(?:the\s+)?)?{_day()}"
            rf"(?:\s+\((?:{_W})\))?(?:\s+(?P<part>{_PART}))?"
        ),
        _one_day,
    )
    yield "weekday-day", rf"(?P<late>(?i:{_LATE}))?(?:{_W})(?:\s+(?P<part>{_PART}))?\s*[(,]\s*{_day()}\)?", _one_day
    yield "days", rf"(?:(?i:from|between)\s+)?{_day(1)}(?:{_TO}|\s+and\s+){_day(2)}", _two_days
    yield (
        "days-of-month",
        rf"(?:(?i:from|between)\s+)?(?P<m>{_M})\s+(?P<d1>{_D}){_TO}(?P<d2>{_D})(?:,?\s+(?P<y>{_Y}))?",
        _days_of_month,
    )
    yield (
        "days-of-month-and",
        (rf"(?:(?i:between)\s+)?(?P<m>{_M})\s+(?P<d1>{_D})\s+(?:and|&)\s+(?P<d2>{_D})(?:,?\s+(?P<y>{_Y})|{stop})"),
        _days_of_month,
    )
    yield (
        "days-before-month",
        (
            rf"(?:(?i:from|between)\s+)?(?P<d1>{_D})(?:{_TO}|\s+(?:and|&)\s+)(?P<d2>{_D})\s+(?:of\s+)?(?P<m>{_M})(?:,?\s+(?P<y>{_Y}))?"
        ),
        _days_of_month,
    )
    yield (
        "weekday",
        (
            rf"(?:(?P<half>(?i:{_HALF}))|(?P<late>(?i:{_LATE})))?(?:(?P<which>(?i:{_WHICH}))\s+)?(?P<w>{_W})(?:\s+(?P<part>{_PART}))?"
            r"(?:\s+(?:of\s+)?(?P<week>(?i:next|last|this))\s+(?i:week))?"
        ),
        _named_day,
    )
    yield "weekday-of-week", rf"(?P<week2>(?i:next|last|this))\s+(?i:week)\s+on\s+(?P<w>{_W})", _named_day
    yield "weekdays", rf"(?:(?i:from|between)\s+)?(?P<w1>{_W})(?:{_TO}|\s+(?:and|through)\s+)(?P<w2>{_W})", _weekdays
    yield (
        "today",
        (
            r"(?i:the\s+day\s+(?:after\s+tomorrow|before\s+yesterday)|(?:later|earlier|early|late)\s+(?:today|tomorrow|yesterday)"
            r"|(?:today|yesterday|tomorrow)(?:\s+(?:morning|afternoon|evening|night))?|tonight|overnight"
            r"|(?:this\s+(?:morning|afternoon|evening)|last\s+(?:night|evening)))\b"
        ),
        _relative_day,
    )
    yield (
        "unit",
        (
            r"(?:(?P<side>(?i:later\s+in|later|earlier\s+in|earlier))\s+)?"
            rf"(?:(?P<third>(?i:{_THIRD}))[\s-]+)?(?P<which>(?i:the\s+coming|this|next|last))\s+"
            r"(?P<unit>(?i:weekend|week|month|quarter|year))\b(?!-)"
        ),
        _relative_unit,
    )
    yield (
        "unit-of-now",
        (
            rf"(?:(?P<side>(?i:later\s+in|earlier\s+in))|(?P<third>(?i:{_THIRD})))\s+(?P<which>the)\s+(?P<unit>(?i:week|month|quarter|year))\b(?!-)"
        ),
        _relative_unit,
    )
    yield "weekend", r"(?P<which>(?i:the))\s+(?P<unit>(?i:weekend))\b(?!\s+of)", _relative_unit
    yield "week-of", rf"(?i:the\s+week\s+(?:of|beginning|starting))\s+(?:{_W},?\s+)?{_day()}", _week_of
    yield "month-of-year", rf"(?:(?P<third>(?i:{_THIRD}))[\s-]+)?(?P<m>{_M}),?\s+(?:of\s+)?(?P<y>{_Y})", _named_month
    yield "month-late", rf"(?P<third>(?i:{_THIRD}))[\s-]+(?P<m>{_M})", _named_month
    yield "month-which", rf"(?P<which>(?i:this|next|last))\s+(?P<m>{_M})", _named_month
    yield "month-behind", rf"(?i:{_BEHIND})\s+(?P<core>(?P<m>{_M}))(?!\s+\d)", _named_month
    yield "month-before", rf"(?P<m>{_FULL})(?=['’]s\s|\s+[a-z])", _named_month
    yield (
        "months",
        (rf"(?:(?i:from|between)\s+)?(?P<m1>{_M})(?:{_TO}|\s+and\s+)(?P<m2>{_M})(?:,?\s+(?P<y>{_Y}))?"),
        _two_months,
    )
    yield (
        "season",
        (
            rf"(?:(?P<third>(?i:{_THIRD}))[\s-]+)?(?:(?P<which>(?i:this|next|last|the\s+coming))\s+)(?P<season>spring|summer|autumn|fall|winter)\b"
        ),
        _season,
    )
    yield (
        "season-in",
        r"(?<=\bin\s)(?:the\s+)?(?P<season>spring|summer|autumn|fall|winter)\b(?!\s+of\s+\D)(?!\s+\w+ing)",
        _season,
    )
    yield (
        "season-of-year",
        (
            rf"(?:(?P<third>(?i:{_THIRD}))[\s-]+)?(?:the\s+)?(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)\s+(?:of\s+)?(?P<y>{_Y})"
        ),
        _season,
    )
    yield (
        "quarter",
        (
            rf"(?i:the\s+(?P<ordinal>first|second|third|fourth)\s+quarter)(?:\s+of\s+(?P<year>{_Y}|(?i:this|next|last)\s+year))?"
        ),
        _quarter,
    )
    yield "quarter-short", rf"Q(?P<q>[1-4])(?:\s+(?P<year>{_Y}))?(?!\w)", _quarter
    yield (
        "half-year",
        (rf"(?i:the\s+(?P<ordinal>first|second)\s+half)\s+of\s+(?P<year>{_Y}|(?i:the|this|next|last)\s+year)"),
        _half_year,
    )
    yield "year-late", rf"(?P<third>(?i:{_THIRD}))[\s-]+(?P<y>{_Y})", _plain_year
    yield "year", rf"(?i:{_BEHIND})\s+(?:the\s+(?:year|summer|season)\s+)?(?P<core>(?P<y>{_Y}))(?!-)", _plain_year
    yield "years", rf"(?:(?i:from|between)\s+)(?P<y1>{_Y})(?:{_TO}|\s+and\s+)(?P<y2>{_Y})", _years
    yield "ago", rf"(?P<n>(?i:{_N}))\s+{units}\s+ago\b", _ago
    yield "from-now", rf"(?P<n>(?i:{_N}))\s+{units}\s+from\s+(?:now|today)\b", _from_now
    yield "in-time", rf"(?i:in)\s+(?P<n>(?i:{_N}))\s+{units}['’]?\s+time\b", _from_now
    yield "in", rf"(?P<bare>(?i:in))\s+(?P<n>(?i:{_N}))\s+{units}(?!\s+(?:time|ago))", _from_now
    yield (
        "within",
        (
            rf"(?P<lead>(?i:within|(?:in|over|during)\s+the\s+(?:next|coming)))\s+(?:the\s+next\s+)?(?P<n>(?i:{_N}))\s+{units}"
        ),
        _within,
    )
    yield "time", _time_pattern(), _time
