"""Briefings -> the same briefings with ids that hold over all articles, and their events grouped into the real ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.ledger import EMPTY
from briefgen.link.events import EventLinker, Reason, reasons
from briefgen.link.grouping import Doubt
from briefgen.link.occurrences import Occurrence, Settled
from briefgen.link.organizations import asked as asked_of_organization
from briefgen.link.organizations import link_organizations
from briefgen.link.parties import Known
from briefgen.link.people import asked as asked_of_person
from briefgen.link.people import link_people
from briefgen.link.places import asked as asked_of_place
from briefgen.link.places import link_places
from briefgen.memory import Last
from briefgen.model import Briefing, Event, Findings, Ledger, Organization, Person, Place, Settlement

NOTHING = Settlement()


@dataclass(frozen=True, slots=True)
class Linked:
    """Briefings with corpus ids, earliest first, undated last; and their events in clusters of one and the same."""

    briefings: tuple[Briefing, ...]
    events: tuple[tuple[Occurrence[Event], ...], ...]
    doubts: tuple[Doubt, ...]  # pairs of clusters that may be one
    people: Settled
    organizations: Settled
    places: Settled


@dataclass(frozen=True, slots=True)
class _Named:
    """A briefing with whom and what it names, as linking asks for it."""

    briefing: Briefing
    people: tuple[Occurrence[Person], ...]
    organizations: tuple[Occurrence[Organization], ...]
    places: tuple[Occurrence[Place], ...]
    asked: tuple[tuple[object, ...], ...]  # all that linking asks of each kind


@dataclass(frozen=True, slots=True)
class _Relabelled:
    """A briefing with the ids of the corpus, and what of it bears on the linking of events."""

    named: _Named
    ids: tuple[tuple[str, ...], ...]  # those of the corpus, kind by kind in the order of _Named
    briefing: Briefing
    events: tuple[Occurrence[Event], ...]
    known: Known


class Linker:
    """Links briefings, time after time, and looks again only at what has changed since: for the preview.

    Gives what a new one would give. What is not asked for again is forgotten.
    """

    def __init__(self) -> None:
        self._named: dict[str, _Named] = {}
        self._people = Last[Settled]()
        self._organizations = Last[Settled]()
        self._places = Last[Settled]()
        self._relabelled: dict[str, _Relabelled] = {}
        self._ids: tuple[Mapping[tuple[str, str], str], ...] = ({}, {}, {})
        self._events = EventLinker()

    def link(self, briefings: Iterable[Briefing], ledger: Ledger = EMPTY, settled: Settlement = NOTHING) -> Linked:
        """Say which people, bodies, places and events of different articles are the same. Order has no effect.

        ledger: the ids that were published before. settled: what the editor says.
        """
        self._named = {b.id: _named(b, self._named.get(b.id)) for b in briefings}
        named = sorted(self._named.values(), key=lambda n: (day(n.briefing) or "9999", n.briefing.id))
        people = self._people(
            ([n.asked[0] for n in named], ledger.people, settled.not_the_same),
            lambda: link_people([o for n in named for o in n.people], ledger.people, settled.not_the_same),
        )
        bodies = self._organizations(
            ([n.asked[1] for n in named], ledger.organizations),
            lambda: link_organizations([o for n in named for o in n.organizations], ledger.organizations),
        )
        places = self._places(
            ([n.asked[2] for n in named], ledger.places),
            lambda: link_places([o for n in named for o in n.places], ledger.places),
        )
        ids = (people.ids, bodies.ids, places.ids)
        renamed = {name for new, old in zip(ids, self._ids, strict=True) for name in _briefings_of_changes(new, old)}
        before = [self._relabelled.get(n.briefing.id) for n in named]
        linked = [
            kept if kept and kept.named is n and n.briefing.id not in renamed else _relabelled(n, ids, kept)
            for n, kept in zip(named, before, strict=True)
        ]
        self._ids = ids
        self._relabelled = {one.briefing.id: one for one in linked}
        found = self._events.link(
            [o for one in linked for o in one.events],
            _best_places(one.briefing for one in linked),
            _known(one.known for one in linked),
            settled,
        )
        return Linked(
            briefings=tuple(one.briefing for one in linked),
            events=tuple(found.clusters),
            doubts=tuple(found.doubts),
            people=people,
            organizations=bodies,
            places=places,
        )


def link(briefings: Iterable[Briefing], ledger: Ledger = EMPTY, settled: Settlement = NOTHING) -> Linked:
    """Link briefings once; as Linker.link()."""
    return Linker().link(briefings, ledger, settled)


def day(briefing: Briefing) -> str:
    """The day a briefing's article speaks from; "" where it has none."""
    return briefing.article.anchor or ""


def why(linked: Linked, cluster: Sequence[Occurrence[Event]]) -> list[Reason]:
    """Why each article's event is in a cluster of the linked ones."""
    return reasons(cluster, _best_places(linked.briefings), _known(map(_known_from, linked.briefings)))


def _named(briefing: Briefing, before: _Named | None) -> _Named:
    """Whom and what a briefing names. before: the same, as it was found for this id the last time."""
    if before is not None and before.briefing is briefing:
        return before
    told, found = day(briefing), briefing.findings
    where = (briefing.id, told)
    asked = (
        (where, tuple((one.id, asked_of_person(one)) for one in found.people)),
        (where, tuple((one.id, asked_of_organization(one)) for one in found.organizations)),
        (where, tuple((one.id, asked_of_place(one)) for one in found.places)),
    )
    kept = before.asked if before is not None else asked
    return _Named(
        briefing,
        tuple(Occurrence(briefing.id, told, one) for one in found.people),
        tuple(Occurrence(briefing.id, told, one) for one in found.organizations),
        tuple(Occurrence(briefing.id, told, one) for one in found.places),
        tuple(old if old == new else new for old, new in zip(kept, asked, strict=True)),
    )


def _relabelled(named: _Named, ids: Sequence[Mapping[tuple[str, str], str]], before: _Relabelled | None) -> _Relabelled:
    """A briefing with the ids of the corpus. ids: of people, bodies and places. before: the same, of the last time."""
    own = _own_ids(named)
    new = tuple(tuple(known[named.briefing.id, name] for name in names) for names, known in zip(own, ids, strict=True))
    if before is not None and before.named is named and before.ids == new:
        return before
    people, bodies, places = (dict(zip(old, name, strict=True)) for old, name in zip(own, new, strict=True))
    briefing = _with_ids(named.briefing, bodies | people, places)
    return _Relabelled(
        named=named,
        ids=new,
        briefing=briefing,
        events=tuple(Occurrence(briefing.id, day(briefing), event) for event in briefing.findings.events),
        known=_known_from(briefing),
    )


def _briefings_of_changes(new: Mapping[tuple[str, str], str], old: Mapping[tuple[str, str], str]) -> set[str]:
    """The briefings in which something has another id than the last time."""
    return set() if new is old else {briefing for (briefing, _), _ in new.items() ^ old.items()}


def _own_ids(named: _Named) -> tuple[tuple[str, ...], ...]:
    """Those of a briefing's people, bodies and places."""
    found = named.briefing.findings
    return tuple(tuple(one.id for one in kind) for kind in (found.people, found.organizations, found.places))


def _known_from(briefing: Briefing) -> Known:
    """What one briefing tells of its parties: the state of each for whom it gives one, and which of them are bodies."""
    found = briefing.findings
    countries: dict[str, str | None] = {body.id: body.country for body in found.organizations if body.country}
    countries |= {who.id: who.country for who in found.people if who.country}
    return Known(countries, frozenset(body.id for body in found.organizations))


def _known(told: Iterable[Known]) -> Known:
    """What all briefings tell together, the earliest first: a later one counts."""
    countries: dict[str, str | None] = {}
    bodies: set[str] = set()
    for one in told:
        countries |= one.countries
        bodies |= one.bodies
    return Known(countries, frozenset(bodies))


def _best_places(briefings: Iterable[Briefing]) -> dict[str, Place]:
    """A place by corpus id, one with coordinates where there is one."""
    found: dict[str, Place] = {}
    for briefing in briefings:
        for place in briefing.findings.places:
            if place.id not in found or (found[place.id].lat is None and place.lat is not None):
                found[place.id] = place
    return found


def _with_ids(briefing: Briefing, parties: Mapping[str, str], places: Mapping[str, str]) -> Briefing:
    """The briefing with every id of a person, body or place replaced by that of the corpus; state codes stay."""

    def party(old: str) -> str:
        return parties.get(old, old)

    def maybe(old: str | None) -> str | None:
        return old and party(old)

    def place(old: str) -> str:
        return places.get(old, old)

    def all_of(old: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(party(one) for one in old))

    found = briefing.findings
    findings: Findings = replace(
        found,
        people=tuple(replace(p, id=party(p.id)) for p in found.people),
        organizations=tuple(replace(o, id=party(o.id)) for o in found.organizations),
        places=tuple(replace(p, id=place(p.id)) for p in found.places),
        quotes=tuple(replace(q, speaker=maybe(q.speaker)) for q in found.quotes),
        statements=tuple(replace(s, speaker=maybe(s.speaker)) for s in found.statements),
        next_steps=tuple(
            replace(
                s,
                actors=all_of(s.actors),
                places=tuple(dict.fromkeys(map(place, s.places))),
                according_to=maybe(s.according_to),
            )
            for s in found.next_steps
        ),
        events=tuple(
            replace(
                e,
                place=e.place and place(e.place),
                participants=all_of(e.participants),
                absent=tuple(replace(a, party=party(a.party)) for a in e.absent),
            )
            for e in found.events
        ),
    )
    return replace(briefing, findings=findings)
