"""Blocks: which events are worth comparing, so that ten thousand are not compared with one another.

Finds  for an event those that share a series, a pair, a guest, a body or a place with it in a month.
Misses in a block of more than four hundred, events that many others stand between.

Blocks stay from build to build: events come and go, and only what they change is asked for anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from briefgen.link.agreement import SERIES_SLACK, Candidate, in_order

NEIGHBOURS = 400  # of the events that share a block, each is compared with so many before it and after it
A_YEAR = 366  # days
LONGEST_REACH = 150  # days, of an event without dates of its own
FOREMOST = 8  # of the people, states and bodies of an event: more name no event more exactly

Block = tuple[str, ...]


class Blocks:
    """The events by what they share."""

    def __init__(self) -> None:
        self._members: dict[Block, list[Candidate]] = {}
        self._of: dict[Candidate, tuple[Block, ...]] = {}

    def change(self, gone: Iterable[Candidate], new: Iterable[Candidate]) -> set[Candidate]:
        """Take events out and put events in; the others whose neighbours may be different now, a block being full."""
        left: defaultdict[Block, set[Candidate]] = defaultdict(set)
        for one in gone:
            for block in self._of.pop(one):
                left[block].add(one)
        come: defaultdict[Block, list[Candidate]] = defaultdict(list)
        for one in new:
            self._of[one] = tuple(_blocks_of(one))
            for block in self._of[one]:
                come[block].append(one)
        crowded: set[Candidate] = set()
        for block in left.keys() | come.keys():
            before = self._members.get(block, [])
            after = [one for one in before if one not in left[block]] if block in left else before
            after = sorted([*after, *come.get(block, ())], key=in_order)
            if before and max(len(before), len(after)) > NEIGHBOURS + 1:
                crowded.update(after)
            if after:
                self._members[block] = after
            else:
                self._members.pop(block, None)
        return crowded

    def neighbours(self, one: Candidate) -> set[Candidate]:
        """The events to compare one with."""
        found: set[Candidate] = set()
        for block in self._of[one]:
            members = self._members[block]
            if len(members) > NEIGHBOURS + 1:
                at = members.index(one)
                members = members[max(at - NEIGHBOURS, 0) : at + NEIGHBOURS + 1]
            found.update(members)
        found.discard(one)
        return found


def _blocks_of(one: Candidate) -> Iterator[Block]:
    """What was put off is looked for in the months around its article as well: it was planned for another day."""
    event, cast = one.event, one.cast
    if event.series and event.edition:
        yield "edition", event.series, str(event.edition)
    shared: list[Block] = []
    if event.series:
        shared.append(("series", event.series))
    if one.place:
        shared.append(("place", one.place.country or one.place.id))
    if event.kind == "visit":
        shared += (("guest", guest) for guest in sorted(cast.people)[:FOREMOST])
    if not event.series:
        shared += (("body", body) for body in sorted(cast.bodies)[:FOREMOST])
    shared += (("people", *pair) for pair in combinations(sorted(cast.people)[:FOREMOST], 2))
    shared += (("states", *pair) for pair in combinations(sorted(cast.states)[:FOREMOST], 2))
    for month in _months(one):
        yield from ((*what, month) for what in shared)


def _months(one: Candidate) -> list[str]:
    """The months in which an event may lie, with a margin; "undated" where nothing tells."""
    spans = [span for span in (one.window, one.reach if one.event.status == "postponed" else None) if span]
    if not spans and one.reach:
        spans = [one.reach]
    if not spans:
        return ["undated"]
    earliest, latest = min(first for first, _ in spans), max(last for _, last in spans)
    first = max(earliest, latest - (A_YEAR if one.window else LONGEST_REACH)) - SERIES_SLACK
    begin, end = _date(first), _date(latest + SERIES_SLACK)
    months = range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month)
    return [f"{month // 12}-{month % 12 + 1:02}" for month in months]


def _date(ordinal: int) -> date:
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))
