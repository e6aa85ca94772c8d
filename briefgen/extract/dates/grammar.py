"""The grammar of time expressions: all rules together, the longest reading at each place.

Reads  plain text. Each rule is a regular expression without nested repetition and a function from its match and the
       day that is counted from to a period; where two rules read the same words, the longer reading counts.
Finds  days (days.py, weekdays.py), longer periods (longer.py), counted time (counted.py), times of the day (clock.py).
Misses days counted from another event ("two days after the talks"), and what has no calendar date ("soon", "in the
       coming days").
"""

import re
from collections.abc import Iterator
from functools import cache

from briefgen.extract.dates import clock, counted, days, longer, weekdays
from briefgen.extract.dates.sense import Reading, Resolve, Rules
from briefgen.extract.dates.vocabulary import MONTHS, OPENINGS, WEEKDAYS


def readings(body: str) -> list[Reading]:
    """All time expressions of a text in order, none within or across another; the longest reading at each place."""
    found = [
        Reading(match.start("core" if "core" in match.re.groupindex else 0), match.end(), name, match, resolve)
        for name, match, resolve in matches(body)
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


def matches(body: str) -> Iterator[tuple[str, re.Match[str], Resolve]]:
    """What each rule finds, rule by rule and from left to right; they are only asked where one of them reads on."""
    starts = [place.start() for place in _any_rule().finditer(body)]
    for name, pattern, resolve in each_rule():
        end = 0
        for start in starts:
            if start >= end and (match := pattern.match(body, start)):
                end = match.end()
                yield name, match, resolve


@cache
def each_rule() -> tuple[tuple[str, re.Pattern[str], Resolve], ...]:
    """The name of each rule, what it reads and what that means."""
    return tuple((name, re.compile(_START + f"(?:{pattern})"), resolve) for name, pattern, resolve in _together())


@cache
def _any_rule() -> re.Pattern[str]:
    """Where any rule reads something: one pass with all rules takes a fifth of forty passes (measured)."""
    together = "|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern) for _, pattern, _ in _together())
    return re.compile(f"{_START}(?={_opening()})(?={together})")


def _opening() -> str:
    """A figure or an opening word; sorted by first letter, so that the machine passes over most words at once."""
    ends: dict[str, list[str]] = {}
    for word in sorted(OPENINGS):
        ends.setdefault(word[0], []).append(word[1:] + ("" if word in _SHORT else r"\b"))
    return "|".join([r"\d", *(rf"[{first}{first.upper()}](?i:{'|'.join(rest)})" for first, rest in ends.items())])


def _together() -> Rules:
    return (*days.RULES, *weekdays.RULES, *longer.RULES, *counted.RULES, *clock.rules())


_SHORT = frozenset(name[:3].casefold() for name in (*MONTHS, *WEEKDAYS))
_START = r"(?<![\w.,/-])"
