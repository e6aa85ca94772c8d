"""What the words beside a time expression make of it: "by Friday", "since 2014", "on Friday at 11 a.m.".

Finds  deadlines and beginnings, which leave one end open; two times of which one is meant ("on Monday or Tuesday"),
       which are about the time from the one to the other; a time put on the day beside it; a bare part of the day
       ("in the afternoon") put on the day named before it.
"""

import re
from dataclasses import replace
from datetime import date

from briefgen.extract.dates.direction import MODIFIES
from briefgen.extract.dates.periods import Period, at_clock, day_period, shifted
from briefgen.extract.dates.sense import Reading
from briefgen.extract.modality_words import governing
from briefgen.extract.tokens import Span

LEAD = 90  # characters before an expression in which its preposition is looked for
BESIDE = 16  # characters between a day and the time that belongs to it
_BOUND = re.compile(
    r"\b(?P<word>by|until|till|before|from|since|starting(?:\s+(?:on|from|in))?|beginning(?:\s+(?:on|in))?|as\s+of"
    r"|no\s+later\s+than|not\s+later\s+than|effective|through)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_FROM_NOW = re.compile(r"\b(?P<word>between\s+now\s+and)\s+(?:[\w'’-]+\s+){0,6}$", re.IGNORECASE)
_DEADLINES = ("by", "until", "till", "before", "no later", "not later", "through")
_OR = re.compile(r",?\s+or\s+(?:(?:on|in|at|by|for)\s+)?(?:the\s+)?\Z", re.IGNORECASE)
_BETWEEN_DAY_AND_TIME = re.compile(r"[\s,(]*(?:at|on|from|around|about)?[\s,]*\Z")


def bounded(body: str, reading: Reading, period: Period, span: Span, anchor: date | None) -> tuple[Reading, Period]:
    """The period as the preposition before it bounds it: "by Friday", "since 2014", "from August 12"."""
    before = body[max(reading.start - LEAD, 0) : reading.start]
    if (now := _FROM_NOW.search(before)) and anchor is not None:
        return replace(reading, start=reading.start - len(before) + now.start("word")), replace(
            period, start=anchor, precision="range"
        )
    bound = _BOUND.search(before)
    if bound is None or (span.root.dep_ in MODIFIES and span.root.head.i > span.root.i):
        return reading, period
    word = bound["word"].casefold()
    if word in {"until", "till"} and any(governing(up) == "postponed" for up in span.root.ancestors):
        return reading, period  # the new date
    reading = replace(reading, start=reading.start - len(before) + bound.start("word"))
    if not word.startswith(_DEADLINES):
        return reading, Period(period.start, None, "range", period.clock)
    if word == "through":
        return reading, Period(None, period.end, "range", period.clock)
    ends = (
        word != "before" or " end of " in f" {body[reading.start : reading.end].casefold()} "
    )  # "before the end of May"
    end = period.end if ends else period.start and shifted(period.start, days=-1)
    return reading, Period(None, end, "range", period.clock)


def with_alternatives(body: str, found: list[tuple[Reading, Period]]) -> list[tuple[Reading, Period]]:
    """Join two times of which one is meant: "on Monday or Tuesday", "in late May or in June", "by Monday or Friday"."""
    joined: list[tuple[Reading, Period]] = []
    for reading, period in found:
        if joined and (either := _either(body, joined[-1], (reading, period))):
            joined[-1] = either
        else:
            joined.append((reading, period))
    return joined


def _either(body: str, one: tuple[Reading, Period], other: tuple[Reading, Period]) -> tuple[Reading, Period] | None:
    """The two as one, from the beginning of the first to the end of the second; None where they are no alternatives."""
    (before, first), (after, second) = one, other
    begin, end = first.start or first.end, second.end
    if begin is None or end is None or first.end is None or end < first.end or first.clock or second.clock:
        return None
    if not _OR.match(body[before.end : after.start]):
        return None
    return replace(before, end=after.end), Period(first.start, end, "approximate" if first.start else "range")


def with_times(body: str, found: list[tuple[Reading, Period]]) -> list[tuple[Reading, Period]]:
    """Join a time to the day beside it: "on Friday at 11 a.m. local time"; a second time in brackets says the same."""
    joined: list[tuple[Reading, Period]] = []
    for reading, period in found:
        if joined and _stands_beside(body, joined[-1][0], reading):
            before, earlier = joined[-1]
            if earlier.precision == period.precision == "time":
                joined[-1] = (replace(before, end=reading.end), earlier)
                continue
            if "time" in {earlier.precision, period.precision}:
                day, clock = (period, earlier.clock) if earlier.precision == "time" else (earlier, period.clock)
                if day.start is not None and day.start == day.end:
                    joined[-1] = (replace(before, end=reading.end), at_clock(day, clock))
                    continue
        joined.append((reading, period))
    return joined


def _stands_beside(body: str, before: Reading, after: Reading) -> bool:
    between = body[before.end : after.start]
    return len(between) < BESIDE and _BETWEEN_DAY_AND_TIME.match(between) is not None


def on_named_days(body: str, found: list[tuple[Reading, Period]]) -> list[tuple[Reading, Period]]:
    """Put a bare part of the day on the day that its paragraph names last before it: "on Friday … in the evening"."""
    kept: list[tuple[Reading, Period]] = []
    named: tuple[int, date] | None = None  # where the last single day ends in the text, and the day
    for reading, period in found:
        if reading.rule == "part-of-day":
            if named is not None and "\n" not in body[named[0] : reading.start]:
                kept.append((reading, day_period(named[1], "part-of-day")))
                continue
        elif period.start is not None and period.start == period.end:
            named = (reading.end, period.start)
        kept.append((reading, period))
    return kept
