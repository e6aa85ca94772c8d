"""Days by their weekday or counted from the article's: "on Monday", "last Friday", "tomorrow", "overnight".

Finds  the nearest such day in the direction that the verb looks, the article's own day included; spans of weekdays.
Misses weekdays of another week that only the paragraph tells.
"""

import re
from datetime import date

from briefgen.extract.dates.periods import Period, day_period, shifted, span_of, week_period
from briefgen.extract.dates.sense import Rules, Sense
from briefgen.extract.dates.vocabulary import HALF, LATE, PART, TO, WEEKDAY, WHICH, weekday_number


def _next_weekday(anchor: date, weekday: int, *, ahead: bool) -> date:
    """The nearest such day, the anchor itself included."""
    return shifted(anchor, days=(weekday - anchor.weekday()) % 7 if ahead else -((anchor.weekday() - weekday) % 7))


def _named_day(match: re.Match[str], sense: Sense) -> Period | None:
    """On Monday, last Friday, Thursday evening, Monday of next week."""
    anchor, got = sense.anchor, match.groupdict()
    if anchor is None:
        return None
    which, weekday = " ".join((got.get("which") or "").casefold().split()), weekday_number(got["w"])
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
    first, last = weekday_number(match["w1"]), weekday_number(match["w2"])
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


def _part_of_this_day(_: re.Match[str], sense: Sense) -> Period | None:
    """In the afternoon, later in the day: the article's own where it lies ahead; back, it is a day told before."""
    return day_period(sense.anchor, "part-of-day") if sense.anchor is not None and sense.ahead else None


RULES: Rules = (
    (
        "weekday",
        (
            rf"(?:(?P<half>(?i:{HALF}))|(?P<late>(?i:{LATE})))?(?:(?P<which>(?i:{WHICH}))\s+)?(?P<w>{WEEKDAY})"
            rf"(?:\s+(?P<part>{PART}))?(?:\s+(?:of\s+)?(?P<week>(?i:next|last|this))\s+(?i:week))?"
        ),
        _named_day,
    ),
    ("weekday-of-week", rf"(?P<week2>(?i:next|last|this))\s+(?i:week)\s+on\s+(?P<w>{WEEKDAY})", _named_day),
    (
        "weekdays",
        rf"(?:(?i:from|between)\s+)?(?P<w1>{WEEKDAY})(?:{TO}|\s+(?:and|through)\s+)(?P<w2>{WEEKDAY})",
        _weekdays,
    ),
    (
        "today",
        (
            r"(?i:the\s+day\s+(?:after\s+tomorrow|before\s+yesterday)|tonight|overnight|last\s+(?:night|evening)"
            r"|(?:later|earlier|early|late)\s+(?:today|tomorrow|yesterday)|this\s+(?:morning|afternoon|evening)"
            r"|(?:today|yesterday|tomorrow)(?:\s+(?:morning|afternoon|evening|night))?)\b"
        ),
        _relative_day,
    ),
    (
        "part-of-day",
        (
            r"(?i:(?:early\s+|late\s+)?in\s+the\s+(?:morning|afternoon|evening)"
            r"|(?:later|earlier)\s+(?:in|that|on)\s+(?:the\s+)?(?:same\s+)?day)\b(?!\s+(?:of|hours?)\b)"
        ),
        _part_of_this_day,
    ),
)
