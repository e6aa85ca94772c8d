"""The grammar of time expressions: all rules together, the longest reading at each place.

Reads  plain text. Each rule is a regular expression without nested repetition and a function from its match and the
       day that is counted from to a period; where two rules read the same words, the longer reading counts.
Finds  days (days.py, weekdays.py), longer periods (longer.py), counted time (counted.py), times of the day (clock.py).
Misses days counted from another event ("two days after the talks"), and what has no calendar date ("soon", "in the
       coming days").
"""

import re
from functools import cache

from briefgen.extract.dates import clock, counted, days, longer, weekdays
from briefgen.extract.dates.sense import Reading, Resolve


def readings(body: str) -> list[Reading]:
    """All time expressions of a text in order, none within or across another; the longest reading at each place."""
    found = [
        Reading(match.start("core" if "core" in pattern.groupindex else 0), match.end(), name, match, resolve)
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


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str], Resolve], ...]:
    together = (*days.RULES, *weekdays.RULES, *longer.RULES, *counted.RULES, *clock.rules())
    return tuple((name, re.compile(rf"(?<![\w.,/-])(?:{pattern})"), resolve) for name, pattern, resolve in together)
