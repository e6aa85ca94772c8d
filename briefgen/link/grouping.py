"""Grouping: of events some of which agree, which are one.

Pairs join by their agreement, the strongest first. A group takes another in only where no event of the one contradicts
any of the other, so that an article which gives no date cannot chain two meetings together; a new date is no
contradiction once an article says that it was put off.
"""

from collections.abc import Callable, Mapping, Sequence

from briefgen.frozen import Frozen
from briefgen.link.agreement import Agreement, Candidate, agree
from briefgen.link.clusters import Clusters
from briefgen.link.occurrences import Occurrence, Order
from briefgen.model import Event

ENOUGH = 0.6
ON_AVERAGE = 0.45  # between all events of two groups
MOVED_ENOUGH = 0.5  # where dates have no say
DOUBTFUL = 0.45  # from here on a pair that is not joined is shown to the editor

Cluster = tuple[Occurrence[Event], ...]
Sides = Mapping[int, int]  # by the number of an "apart" of the editor, on which of its sides an event stands


class Doubt(Frozen, frozen=True):
    """Two events that may be one: one occurrence of each, and what speaks for it."""

    one: Occurrence[Event]
    other: Occurrence[Event]
    agreement: Agreement


class Component(Frozen, frozen=True, eq=False):
    """Events that agree with one another, if only by way of others, and what became of them."""

    members: tuple[Candidate, ...]  # in the order of all events
    clusters: tuple[tuple[Order, Cluster], ...]  # each with the place of its first event in the order of all
    doubts: tuple[Doubt, ...]


def moved(members: Sequence[Candidate]) -> bool:
    """Whether one of these events is told to have been put off."""
    return any(member.event.status == "postponed" for member in members)


def group(
    members: Sequence[Candidate],
    agreeing: Mapping[Candidate, Mapping[Candidate, Agreement]],
    one_by_editor: Sequence[Sequence[Candidate]],
    sides: Mapping[Candidate, Sides],
) -> Component:
    """Say which of these events are one; members in the order of all events.

    agreeing: what each pair agrees in that may be one. one_by_editor, sides: what the editor settled goes before all
    else.
    """
    if len(members) == 1:
        return Component(tuple(members), ((members[0].order, (members[0].told,)),), ())
    number = {one: i for i, one in enumerate(members)}
    scored = {
        (i, number[other]): found
        for i, one in enumerate(members)
        for other, found in agreeing.get(one, {}).items()
        if i < number[other]
    }
    clusters = Clusters(list(range(len(members))))
    by_number = [sides.get(one, {}) for one in members]

    def kept_apart(a: list[int], b: list[int]) -> bool:
        return bool(sides) and any(
            by_number[i].get(rule, side) != side for i in a for j in b for rule, side in by_number[j].items()
        )

    for settled in one_by_editor:
        for other in settled[1:]:
            clusters.join(number[settled[0]], number[other], lambda a, b: not kept_apart(a, b))
    agreed = _asker(members, scored, kept_apart)
    doubtful: list[tuple[int, int]] = []
    for (i, j), found in sorted(scored.items(), key=lambda item: (-item[1].score, item[0])):
        if found.score < DOUBTFUL:
            continue
        if found.score < ENOUGH or not clusters.join(i, j, agreed):
            doubtful.append((i, j))
    for i, j in sorted(scored):
        pair = (members[i], members[j])
        if moved(pair) and agree(*pair, moved=True).score >= MOVED_ENOUGH:
            clusters.join(i, j, agreed)
    return Component(
        members=tuple(members),
        clusters=tuple((members[c[0]].order, tuple(members[i].told for i in c)) for c in clusters),
        doubts=_doubts(doubtful, clusters, members, scored),
    )


def _asker(
    members: Sequence[Candidate],
    scored: Mapping[tuple[int, int], Agreement],
    kept_apart: Callable[[list[int], list[int]], bool],
) -> Callable[[list[int], list[int]], bool]:
    """What says whether two whole clusters are one."""
    refused: dict[tuple[int, int], tuple[int, int]] = {}  # clusters by their first members, and how large they were
    known: dict[tuple[int, int, bool], Agreement] = {}

    def agreement(one: int, other: int, put_off: bool) -> Agreement:
        key = (one, other, put_off)
        if key not in known:
            told = None if put_off else scored.get((one, other))
            known[key] = told or agree(members[one], members[other], moved=put_off)
        return known[key]

    def agreed(a: list[int], b: list[int]) -> bool:
        if refused.get((a[0], b[0])) == (len(a), len(b)):
            return False  # clusters only grow: these are the same as when they were asked before
        refused[a[0], b[0]] = (len(a), len(b))
        if kept_apart(a, b):
            return False
        put_off = moved([members[i] for i in (*a, *b)])
        total = 0.0
        for i in a:
            for j in b:
                found = agreement(i, j, put_off)
                if found.against:
                    return False
                total += found.score
        return total / (len(a) * len(b)) >= ON_AVERAGE

    return agreed


def _doubts(
    pairs: Sequence[tuple[int, int]],
    clusters: Clusters[int],
    members: Sequence[Candidate],
    scored: Mapping[tuple[int, int], Agreement],
) -> tuple[Doubt, ...]:
    """The best pair of each two clusters that stayed apart."""
    found: dict[tuple[int, int], Doubt] = {}
    for one, other in pairs:
        if not clusters.together(one, other):
            a, b = sorted((clusters.members(one)[0], clusters.members(other)[0]))
            found.setdefault((a, b), Doubt(members[one].told, members[other].told, scored[one, other]))
    return tuple(found.values())
