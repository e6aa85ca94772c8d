"""Events: which articles tell of the same summit, meeting, talks, call or visit.

Links  events whose agreement (agreement.py) is enough and in which nothing contradicts (grouping.py).
Misses events told so barely that only their kind is known; two events of one article are never one.

Events agree in pairs, and what agrees, if only by way of others, makes a component. No cluster reaches beyond its
component, so that after a change only the components that it touches are grouped anew: the result is that of linking
all from the beginning.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from briefgen.link.agreement import Agreement, Candidate, agree, candidate, in_order, may_agree
from briefgen.link.blocks import Blocks
from briefgen.link.grouping import (
    DOUBTFUL,
    ENOUGH,
    MOVED_ENOUGH,
    Cluster,
    Component,
    Doubt,
    Sides,
    group,
    moved,
)
from briefgen.link.occurrences import Occurrence
from briefgen.link.parties import Known
from briefgen.model import Event, Keys, Place, Settlement

__all__ = ["ENOUGH", "Doubt", "EventLinker", "LinkedEvents", "Reason", "event_keys", "reasons"]


@dataclass(frozen=True, slots=True)
class LinkedEvents:
    """Clusters of events that are one, and the pairs of clusters of which it is not sure."""

    clusters: list[Cluster]
    doubts: list[Doubt]


def event_keys(one: Occurrence[Event]) -> Keys:
    """What an event of an article is known again by: the article, with what it calls it and when it puts it."""
    start = (one.entity.start or "")[:10]
    named = (f"{one.briefing}#{one.entity.id}", f"{one.briefing}#{one.entity.kind}#{start}")
    return (*named, f"{one.briefing}@{start}") if start else named


class EventLinker:
    """Says which events are one, time after time, and looks again only at what has changed."""

    def __init__(self) -> None:
        self._candidates: dict[str, tuple[Candidate, ...]] = {}  # by briefing
        self._naming: defaultdict[str, set[str]] = defaultdict(set)  # the briefings whose events name whom and where
        self._blocks = Blocks()
        self._agreeing: dict[Candidate, dict[Candidate, Agreement]] = {}
        self._component_of: dict[Candidate, Component] = {}
        self._components: dict[Component, None] = {}
        self._places: Mapping[str, Place] = {}
        self._known = Known({}, frozenset())
        self._settled = Settlement()

    def link(
        self,
        told: Mapping[str, Sequence[Occurrence[Event]]],
        places: Mapping[str, Place],
        known: Known,
        settled: Settlement,
    ) -> LinkedEvents:
        """Say which events are one: all those of the last time, with those of some briefings as they are now.

        told: the events of each briefing that is new, gone or not as it was, with corpus ids of people and places.
        known: of people and bodies, by corpus id. What the editor settled goes before all else.
        """
        gone, new = self._take_in(told, places, known)
        touched = self._compare(gone, new)
        if (settled.same, settled.apart) != (self._settled.same, self._settled.apart):
            touched.update(self._all())
        self._settled = settled
        self._group_anew(gone, touched, settled)
        components = sorted(self._components, key=lambda found: found.members[0].order)
        clusters = sorted(chain.from_iterable(found.clusters for found in components), key=lambda c: c[0])
        return LinkedEvents([told for _, told in clusters], [doubt for found in components for doubt in found.doubts])

    def _all(self) -> Iterable[Candidate]:
        return chain.from_iterable(self._candidates.values())

    def _take_in(
        self, told: Mapping[str, Sequence[Occurrence[Event]]], places: Mapping[str, Place], known: Known
    ) -> tuple[list[Candidate], list[Candidate]]:
        """Bring the candidates up to date: those that are no more, and those made now."""
        gone: list[Candidate] = []
        new: list[Candidate] = []
        changed = _differing(self._known.countries, known.countries) | (self._known.bodies ^ known.bodies)
        changed |= _differing(self._places, places)
        asked = dict(told)
        if changed:
            others = {briefing for name in changed for briefing in self._naming.get(name, ())}.difference(told)
            asked |= {briefing: [one.told for one in self._candidates[briefing]] for briefing in others}
        for briefing, events in asked.items():
            before = self._candidates.pop(briefing, ())
            made: list[Candidate] = []
            for at, one in enumerate(events):
                kept = before[at] if at < len(before) else None
                same = kept is not None and kept.told == one and not (changed and _bears_on(kept.event, changed))
                made.append(kept if kept is not None and same else candidate(one, at, places, known))
            gone += [one for at, one in enumerate(before) if at >= len(made) or made[at] is not one]
            new += [one for at, one in enumerate(made) if at >= len(before) or before[at] is not one]
            if made:
                self._candidates[briefing] = tuple(made)
            for name in _names(before):
                self._naming[name].discard(briefing)
            for name in _names(made):
                self._naming[name].add(briefing)
        self._places, self._known = places, known
        return gone, sorted(new, key=in_order)

    def _compare(self, gone: Sequence[Candidate], new: Sequence[Candidate]) -> set[Candidate]:
        """Bring what agrees up to date; every event that is new, or agrees with others than before."""
        touched = set(new)
        for one in gone:
            for other in self._agreeing.pop(one, ()):
                del self._agreeing[other][one]
                touched.add(other)
        crowded = self._blocks.change(gone, new)
        done: set[Candidate] = set()
        for one in (*new, *crowded.difference(new)):
            neighbours = self._blocks.neighbours(one)
            agreeing = self._agreeing.setdefault(one, {})
            for other in [other for other in agreeing if other not in neighbours]:
                del agreeing[other], self._agreeing[other][one]
                touched |= {one, other}
            for other in may_agree(one, neighbours.difference(done).difference(agreeing)):
                pair = (one, other) if one.order < other.order else (other, one)
                if (found := _agreement(*pair)) is not None:
                    agreeing[other] = self._agreeing.setdefault(other, {})[one] = found
                    touched |= {one, other}
            done.add(one)
        return touched.difference(gone)

    def _group_anew(
        self,
        gone: Sequence[Candidate],
        touched: Iterable[Candidate],
        settled: Settlement,
    ) -> None:
        """Group the components anew that hold a touched event or held one that is gone."""
        old = {self._component_of[one] for one in (*gone, *touched) if one in self._component_of}
        pool = {member for found in old for member in found.members}.union(touched)
        for found in old:
            self._components.pop(found, None)
        for one in gone:
            self._component_of.pop(one, None)
            pool.discard(one)
        together, sides = _of_the_editor(self._all(), settled)
        pool.update(one for members in together for one in members)
        for members in self._connected(sorted(pool, key=in_order), together):
            inside = set(members)
            mine = [g for g in together if g[0] in inside]
            found = group(members, self._agreeing, mine, sides)
            for one in members:
                self._components.pop(self._component_of.get(one, found), None)
            self._component_of.update(dict.fromkeys(members, found))
            self._components[found] = None

    def _connected(
        self,
        pool: Sequence[Candidate],
        together: Iterable[Sequence[Candidate]],
    ) -> Iterable[list[Candidate]]:
        """The events of the pool, and all that they lead to, parted into components; each in order."""
        tied: defaultdict[Candidate, set[Candidate]] = defaultdict(set)
        for members in together:
            for one in members:
                tied[one].update(members)
        seen: set[Candidate] = set()
        for start in pool:
            if start in seen:
                continue
            seen.add(start)
            found, waiting = [], [start]
            while waiting:
                one = waiting.pop()
                found.append(one)
                fresh = {*self._agreeing.get(one, ()), *tied.get(one, ())} - seen
                seen |= fresh
                waiting += fresh
            yield sorted(found, key=in_order)


def _differing(one: Mapping[str, object], other: Mapping[str, object]) -> set[str]:
    """The keys with different values, and those that only one has."""
    if one == other:
        return set()
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}


def _names(candidates: Iterable[Candidate]) -> set[str]:
    """The parties and places of events."""
    return {name for one in candidates for name in (*one.event.participants, one.event.place) if name}


def _bears_on(event: Event, changed: set[str]) -> bool:
    return not changed.isdisjoint(event.participants) or event.place in changed


def _agreement(one: Candidate, other: Candidate) -> Agreement | None:
    """What two events agree in, earlier first, where that may make them one, or would if dates had no say."""
    found = agree(one, other)
    if not found.against and found.score >= DOUBTFUL:
        return found
    if moved((one, other)) and agree(one, other, moved=True).score >= MOVED_ENOUGH:
        return found
    return None


def _of_the_editor(
    candidates: Iterable[Candidate], settled: Settlement
) -> tuple[list[list[Candidate]], Mapping[Candidate, Sides]]:
    """The events that are one by the editor's word, and for each event its side in each "apart"."""
    if not settled.same and not settled.apart:
        return [], {}
    order = sorted(candidates, key=in_order)
    by_key: defaultdict[str, list[Candidate]] = defaultdict(list)
    for one in order:
        by_key[event_keys(one.told)[0]].append(one)  # its own name in its article: the others may be shared

    def members(keys: Keys) -> list[Candidate]:
        wanted = {one: None for key in keys for one in by_key.get(key, ())}
        return [one for one in order if one in wanted] if len(wanted) > 1 else list(wanted)

    sides: defaultdict[Candidate, dict[int, int]] = defaultdict(dict)
    for rule, parts in enumerate(settled.apart):
        for side, keys in enumerate(parts):
            for one in members(keys):
                sides[one][rule] = side
    return [found for keys in settled.same if len(found := members(keys)) > 1], dict(sides)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an event is counted to a cluster: the one that it agrees with most, and in what. other None: it is alone."""

    one: Occurrence[Event]
    other: Occurrence[Event] | None
    agreement: Agreement


def reasons(cluster: Sequence[Occurrence[Event]], places: Mapping[str, Place], known: Known) -> list[Reason]:
    """The reason for each event of a cluster, in order."""
    made = [candidate(one, at, places, known) for at, one in enumerate(cluster)]
    put_off = moved(made)
    found = []
    for i, one in enumerate(cluster):
        ranked = [(agree(made[i], made[j], moved=put_off), other) for j, other in enumerate(cluster) if j != i]
        best, other = max(ranked, key=lambda item: item[0].score, default=(Agreement(()), None))
        found.append(Reason(one, other, best))
    return found
