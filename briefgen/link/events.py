"""Events: which articles tell of the same summit, meeting, talks, call or visit.

Links  events whose agreement (agreement.py) is enough and in which nothing contradicts.
Misses events told so barely that only their kind is known; two events of one article are never one.

A cluster takes another in only where no event of the one contradicts any of the other, so that an article which gives
no date cannot chain two meetings together; a new date is no contradiction once an article says that it was put off.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from briefgen.link.agreement import SERIES_SLACK, Agreement, Candidate, agree, candidate, may_agree
from briefgen.link.clusters import Clusters
from briefgen.link.occurrences import Occurrence
from briefgen.link.parties import Known
from briefgen.model import Event, Keys, Place, Settlement

Agreed = Callable[[list[int], list[int]], bool]
ENOUGH = 0.6
ON_AVERAGE = 0.45  # between all events of two clusters
MOVED_ENOUGH = 0.5  # where dates have no say
DOUBTFUL = 0.45  # from here on a pair that is not joined is shown to the editor
A_YEAR = 366  # days
NEIGHBOURS = 400  # of the events that share a pair or a place in one month, each is compared with so many before it


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two events that may be one: one occurrence of each, and what speaks for it."""

    one: Occurrence[Event]
    other: Occurrence[Event]
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class LinkedEvents:
    """Clusters of events that are one, and the pairs of clusters of which it is not sure."""

    clusters: list[list[Occurrence[Event]]]
    doubts: list[Doubt]


def event_keys(one: Occurrence[Event]) -> Keys:
    """What an event of an article is known again by: the article, with what it calls it and when it puts it."""
    start = (one.entity.start or "")[:10]
    named = (f"{one.briefing}#{one.entity.id}", f"{one.briefing}#{one.entity.kind}#{start}")
    return (*named, f"{one.briefing}@{start}") if start else named


def link_events(
    events: Sequence[Occurrence[Event]],
    places: Mapping[str, Place],
    known: Known,
    settled: Settlement,
) -> LinkedEvents:
    """Say which events are one. events carry corpus ids of people and places and come earliest first.

    known: of people and bodies, by corpus id. What the editor settled goes before all else.
    """
    groups, parted = _groups(events, settled)
    made = [candidate(one, places, known) for one in events]
    scored = _scored(made)
    clusters = Clusters(list(range(len(made))))
    refused: dict[tuple[int, int], tuple[int, int]] = {}  # clusters by their first members, and how large they were

    def kept_apart(a: list[int], b: list[int]) -> bool:
        return any(
            parted.get(i, {}).get(rule, side) != side for i in a for j in b for rule, side in parted.get(j, {}).items()
        )

    for group in groups:
        for other in group[1:]:
            clusters.join(group[0], other, lambda a, b: not kept_apart(a, b))

    def agreed(a: list[int], b: list[int]) -> bool:
        if refused.get((a[0], b[0])) == (len(a), len(b)):
            return False  # clusters only grow: these are the same as when they were asked before
        refused[a[0], b[0]] = (len(a), len(b))
        if kept_apart(a, b):
            return False
        moved = _moved([made[i] for i in (*a, *b)])
        total = 0.0
        for i in a:
            for j in b:
                found = agree(made[i], made[j], moved=moved)
                if found.against:
                    return False
                total += found.score
        return total / (len(a) * len(b)) >= ON_AVERAGE

    ranked = sorted(scored.items(), key=lambda item: (-item[1].score, item[0]))
    doubtful: list[tuple[int, int]] = []
    for (one, other), found in ranked:
        if found.against or found.score < DOUBTFUL:
            continue
        if found.score < ENOUGH or not clusters.join(one, other, agreed):
            doubtful.append((one, other))
    _join_put_off(scored, made, clusters, agreed)
    doubts = _doubts(doubtful, clusters, events, scored)
    return LinkedEvents([[events[i] for i in members] for members in clusters], doubts)


def _scored(made: Sequence[Candidate]) -> dict[tuple[int, int], Agreement]:
    """The pairs that may be one, with what they agree in: those that agree somewhat, or of which one was put off."""
    partners: defaultdict[int, set[int]] = defaultdict(set)
    for block in _blocks(made):
        for at, one in enumerate(block):
            partners[one].update(block[max(at - NEIGHBOURS, 0) : at])
    scored: dict[tuple[int, int], Agreement] = {}
    for other in sorted(partners):
        for one in sorted(partners.pop(other)):
            if not may_agree(made[one], made[other]):
                continue
            found = agree(made[one], made[other])
            if (not found.against and found.score >= DOUBTFUL) or _moved((made[one], made[other])):
                scored[one, other] = found
    return scored


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an event is counted to a cluster: the one that it agrees with most, and in what. other None: it is alone."""

    one: Occurrence[Event]
    other: Occurrence[Event] | None
    agreement: Agreement


def reasons(cluster: Sequence[Occurrence[Event]], places: Mapping[str, Place], known: Known) -> list[Reason]:
    """The reason for each event of a cluster, in order."""
    made = [candidate(one, places, known) for one in cluster]
    moved = _moved(made)
    found = []
    for i, one in enumerate(cluster):
        ranked = [(agree(made[i], made[j], moved=moved), other) for j, other in enumerate(cluster) if j != i]
        best, other = max(ranked, key=lambda item: item[0].score, default=(Agreement(()), None))
        found.append(Reason(one, other, best))
    return found


def _groups(
    events: Sequence[Occurrence[Event]], settled: Settlement
) -> tuple[list[list[int]], dict[int, dict[int, int]]]:
    """The events that are one by the editor's word, and for each event its side in each "apart"."""
    by_key: defaultdict[str, list[int]] = defaultdict(list)
    if settled.same or settled.apart:
        for i, one in enumerate(events):
            by_key[event_keys(one)[0]].append(i)  # its own name in its article: the others may be shared

    def members(keys: Keys) -> list[int]:
        return sorted({i for key in keys for i in by_key.get(key, ())})

    sides: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for rule, group in enumerate(settled.apart):
        for side, keys in enumerate(group):
            for i in members(keys):
                sides[i][rule] = side
    return [members(keys) for keys in settled.same if len(members(keys)) > 1], dict(sides)


def _moved(members: Sequence[Candidate]) -> bool:
    """Whether one of these events is told to have been put off."""
    return any(member.event.status == "postponed" for member in members)


def _join_put_off(
    pairs: Iterable[tuple[int, int]], made: Sequence[Candidate], clusters: Clusters[int], agreed: Agreed
) -> None:
    """Join what was put off to the event as it was planned, or is planned anew: dates part them only elsewhere."""
    for one, other in sorted(pairs):
        both = (made[one], made[other])
        if _moved(both) and agree(*both, moved=True).score >= MOVED_ENOUGH:
            clusters.join(one, other, agreed)


def _doubts(
    pairs: Sequence[tuple[int, int]],
    clusters: Clusters[int],
    events: Sequence[Occurrence[Event]],
    scored: Mapping[tuple[int, int], Agreement],
) -> list[Doubt]:
    """The best pair of each two clusters that stayed apart."""
    found: dict[tuple[int, int], Doubt] = {}
    for one, other in pairs:
        if not clusters.together(one, other):
            a, b = sorted((clusters.members(one)[0], clusters.members(other)[0]))
            found.setdefault((a, b), Doubt(events[one], events[other], scored[one, other]))
    return list(found.values())


def _blocks(made: Sequence[Candidate]) -> list[list[int]]:
    """Events that share a series, a pair, a guest, a body or a place in a month: only these are compared.

    What was put off is looked for in the months around its article as well: it was planned for another day.
    """
    blocks: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, one in enumerate(made):
        if one.event.series and one.event.edition:
            blocks["edition", one.event.series, str(one.event.edition)].append(i)
        for month in _months(one):
            if one.event.series:
                blocks["series", one.event.series, month].append(i)
            if one.place:
                blocks["place", one.place.country or one.place.id, month].append(i)
            for guest in sorted(one.cast.people)[:8] if one.event.kind == "visit" else ():
                blocks["guest", guest, month].append(i)
            for body in sorted(one.cast.bodies)[:8] if not one.event.series else ():
                blocks["body", body, month].append(i)
            for pair in combinations(sorted(one.cast.people)[:8], 2):
                blocks["people", *pair, month].append(i)
            for pair in combinations(sorted(one.cast.states)[:8], 2):
                blocks["states", *pair, month].append(i)
    return [block for _, block in sorted(blocks.items()) if len(block) > 1]


def _months(one: Candidate) -> list[str]:
    spans = [span for span in (one.window, one.reach if _moved([one]) else None) if span]
    if not spans and one.reach:
        spans = [one.reach]
    if not spans:
        return ["undated"]
    span = min(first for first, _ in spans), max(last for _, last in spans)
    longest = A_YEAR if one.window else 150  # days
    first = max(span[0].toordinal(), span[1].toordinal() - longest) - SERIES_SLACK.days
    last = span[1].toordinal() + SERIES_SLACK.days
    begin, end = date.fromordinal(max(first, 1)), date.fromordinal(min(last, date.max.toordinal()))
    months = (end.year - begin.year) * 12 + end.month - begin.month
    return [
        f"{(begin.year * 12 + begin.month - 1 + k) // 12}-{(begin.month - 1 + k) % 12 + 1:02}"
        for k in range(months + 1)
    ]
