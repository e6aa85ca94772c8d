"""Briefings -> the same briefings with ids that hold over all articles, and their events grouped into the real ones."""

from bisect import bisect_left, insort
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

from briefgen.frozen import Frozen, replace
from briefgen.ledger import EMPTY
from briefgen.link.events import EventLinker, Reason, reasons
from briefgen.link.grouping import Doubt
from briefgen.link.occurrences import UNDATED, Form, Forms, Occurrence, Order, Settled
from briefgen.link.organizations import asked as asked_of_organization
from briefgen.link.organizations import link_organizations
from briefgen.link.parties import Known
from briefgen.link.people import asked as asked_of_person
from briefgen.link.people import link_people
from briefgen.link.places import asked as asked_of_place
from briefgen.link.places import link_places
from briefgen.memory import Last
from briefgen.model import (
    Absence,
    Briefing,
    Event,
    Findings,
    Ledger,
    NextStep,
    Organization,
    Person,
    Place,
    Quote,
    Settlement,
    Statement,
)

NOTHING = Settlement()
N = TypeVar("N", Person, Organization, Place)
S = TypeVar("S", Quote, Statement)
D = TypeVar("D", NextStep, Event, Absence)


@dataclass(frozen=True, slots=True)
class Linked:
    """Briefings with corpus ids, earliest first, undated last; and their events in clusters of one and the same."""

    briefings: tuple[Briefing, ...]
    events: tuple[tuple[Occurrence[Event], ...], ...]
    doubts: tuple[Doubt, ...]  # pairs of clusters that may be one
    people: Settled
    organizations: Settled
    places: Settled
    known: Known  # of people and bodies
    place_of: Mapping[str, Place]  # by corpus id, one with coordinates where there is one


class _Named(Frozen, frozen=True):
    """A briefing, and for each entity that it names, kind by kind, what linking asks of it."""

    briefing: Briefing
    people: tuple[Hashable, ...]
    organizations: tuple[Hashable, ...]
    places: tuple[Hashable, ...]


class Linker:
    """Links briefings, time after time, and looks again only at what has changed since: for the preview.

    Gives what a new one would give. What is not asked for again is forgotten.
    """

    def __init__(self) -> None:
        self._named: dict[str, _Named] = {}
        self._order: list[tuple[str, str]] = []  # day and id of each briefing
        self._linked: dict[str, Briefing] = {}  # with the ids of the corpus
        self._people = Forms[Person]()
        self._organizations = Forms[Organization]()
        self._places = Forms[Place]()
        self._who = Last[Settled]()
        self._which = Last[Settled]()
        self._where = Last[Settled]()
        self._ids: tuple[Mapping[Hashable, str], ...] = ({}, {}, {})
        self._events = EventLinker()

    def link(self, briefings: Iterable[Briefing], ledger: Ledger = EMPTY, settled: Settlement = NOTHING) -> Linked:
        """Say which people, bodies, places and events of different articles are the same. Order has no effect.

        ledger: the ids that were published before. settled: what the editor says.
        """
        changed = self._take_in({b.id: b for b in briefings})
        people, bodies, places = self._people.all(), self._organizations.all(), self._places.all()
        who = self._who(
            (people, ledger.people, settled.not_the_same),
            lambda: link_people(people, ledger.people, settled.not_the_same),
        )
        which = self._which((bodies, ledger.organizations), lambda: link_organizations(bodies, ledger.organizations))
        where = self._where((places, ledger.places), lambda: link_places(places, ledger.places))
        changed |= self._renamed((who.ids, which.ids, where.ids))
        for name in changed:
            if name in self._named:
                self._linked[name] = _relabelled(self._named[name], self._ids)
            else:
                self._linked.pop(name, None)
        known, place_of = _known(people, who, bodies, which), _best_places(places, where)
        told = {name: _events(self._linked[name]) if name in self._linked else () for name in changed}
        found = self._events.link(told, place_of, known, settled)
        return Linked(
            briefings=tuple([self._linked[name] for _, name in self._order]),
            events=tuple(found.clusters),
            doubts=tuple(found.doubts),
            people=who,
            organizations=which,
            places=where,
            known=known,
            place_of=place_of,
        )

    def _take_in(self, briefings: Mapping[str, Briefing]) -> set[str]:
        """Bring forms and order up to date; the ids of the briefings that are new, gone or not the same as before."""
        before = self._named
        gone = before.keys() - briefings.keys()
        new = {
            name: _Named(
                briefing,
                tuple(map(asked_of_person, briefing.findings.people)),
                tuple(map(asked_of_organization, briefing.findings.organizations)),
                tuple(map(asked_of_place, briefing.findings.places)),
            )
            for name, briefing in briefings.items()
            if (kept := before.get(name)) is None or kept.briefing is not briefing
        }
        old = [before.pop(name) for name in (*gone, *new) if name in before]
        for one in old:
            del self._order[bisect_left(self._order, _when(one.briefing))]
        for one in new.values():
            insort(self._order, _when(one.briefing))
        self._people.change(_people(old), _people(new.values()))
        self._organizations.change(_organizations(old), _organizations(new.values()))
        self._places.change(_places(old), _places(new.values()))
        before.update(new)
        return gone | new.keys()

    def _renamed(self, ids: tuple[Mapping[Hashable, str], ...]) -> set[str]:
        """Take the ids of the corpus over; the briefings in which something has another id than the last time."""
        found: set[str] = set()
        holders = (self._people.briefings, self._organizations.briefings, self._places.briefings)
        for new, old, briefings_of in zip(ids, self._ids, holders, strict=True):
            if new is not old:
                other = (asked for asked, name in new.items() if old.get(asked) != name)
                found.update(chain.from_iterable(map(briefings_of, other)))
        self._ids = ids
        return found


def link(briefings: Iterable[Briefing], ledger: Ledger = EMPTY, settled: Settlement = NOTHING) -> Linked:
    """Link briefings once; as Linker.link()."""
    return Linker().link(briefings, ledger, settled)


def day(briefing: Briefing) -> str:
    """The day a briefing's article speaks from; "" where it has none."""
    return briefing.article.anchor or ""


def why(linked: Linked, cluster: Sequence[Occurrence[Event]]) -> list[Reason]:
    """Why each article's event is in a cluster of the linked ones."""
    return reasons(cluster, linked.place_of, linked.known)


def _when(briefing: Briefing) -> tuple[str, str]:
    """What briefings are ordered by."""
    return day(briefing) or UNDATED, briefing.id


def _people(named: Iterable[_Named]) -> Iterator[tuple[Hashable, Order, Person]]:
    return chain.from_iterable(_numbered(one.briefing, one.people, one.briefing.findings.people) for one in named)


def _organizations(named: Iterable[_Named]) -> Iterator[tuple[Hashable, Order, Organization]]:
    found = ((one.briefing, one.organizations, one.briefing.findings.organizations) for one in named)
    return chain.from_iterable(_numbered(*one) for one in found)


def _places(named: Iterable[_Named]) -> Iterator[tuple[Hashable, Order, Place]]:
    return chain.from_iterable(_numbered(one.briefing, one.places, one.briefing.findings.places) for one in named)


def _numbered(
    briefing: Briefing, asked: Sequence[Hashable], entities: Sequence[N]
) -> Iterator[tuple[Hashable, Order, N]]:
    """A briefing's entities of one kind, each with what linking asks of it and its place in the order of all."""
    told, name = _when(briefing)
    for at, entity in enumerate(entities):
        yield asked[at], (told, name, at), entity


def _events(briefing: Briefing) -> tuple[Occurrence[Event], ...]:
    told = day(briefing)
    return tuple(Occurrence(briefing.id, told, event) for event in briefing.findings.events)


def _relabelled(named: _Named, ids: Sequence[Mapping[Hashable, str]]) -> Briefing:
    """A briefing with the ids of the corpus. ids: of people, bodies and places."""
    people, bodies, places = ids
    return _with_ids(
        named.briefing,
        tuple(people[asked] for asked in named.people),
        tuple(bodies[asked] for asked in named.organizations),
        tuple(places[asked] for asked in named.places),
    )


def _known(people: Iterable[Form[Person]], who: Settled, bodies: Iterable[Form[Organization]], which: Settled) -> Known:
    """What is known of parties: the state that the latest article gives, and which of them are bodies."""
    told = [(form.asked, form.entity.country, form.last, who, True) for form in people]
    told += [(form.asked, form.entity.country, form.last, which, False) for form in bodies]
    latest: dict[str, tuple[tuple[str, str, bool, int], str]] = {}
    for asked, country, (when, briefing, at), settled, is_person in told:
        if country:
            said = ((when, briefing, is_person, at), country)
            name = settled.ids[asked]
            latest[name] = max(latest.get(name, said), said)
    return Known({name: country for name, (_, country) in latest.items()}, frozenset(which.ids.values()))


def _best_places(places: Iterable[Form[Place]], where: Settled) -> dict[str, Place]:
    """A place by corpus id, one with coordinates where there is one; places come earliest first."""
    found: dict[str, Form[Place]] = {}
    for form in places:
        best = found.setdefault(where.ids[form.asked], form)
        if best.entity.lat is None and form.entity.lat is not None:
            found[where.ids[form.asked]] = form
    return {name: replace(form.entity, id=name) for name, form in found.items()}


def _with_ids(briefing: Briefing, people: Sequence[str], bodies: Sequence[str], places_: Sequence[str]) -> Briefing:
    """The briefing with every id of a person, body or place replaced by that of the corpus; state codes stay.

    The ids of the corpus stand in the order of the briefing's people, bodies and places.
    """
    found = briefing.findings
    own_bodies = {own.id: name for own, name in zip(found.organizations, bodies, strict=True)}
    parties = own_bodies | {own.id: name for own, name in zip(found.people, people, strict=True)}
    places = {own.id: name for own, name in zip(found.places, places_, strict=True)}

    def maybe(old: str | None) -> str | None:
        return old and parties.get(old, old)

    def all_of(old: tuple[str, ...], known: Mapping[str, str] = parties) -> tuple[str, ...]:
        return tuple(dict.fromkeys([known.get(one, one) for one in old]))

    findings: Findings = replace(
        found,
        people=_named(found.people, people),
        organizations=_named(found.organizations, bodies),
        places=_named(found.places, places_),
        quotes=tuple([_spoken(quote, maybe(quote.speaker)) for quote in found.quotes]),
        statements=tuple([_spoken(statement, maybe(statement.speaker)) for statement in found.statements]),
        next_steps=tuple(
            [
                _with(s, actors=all_of(s.actors), places=all_of(s.places, places), according_to=maybe(s.according_to))
                for s in found.next_steps
            ]
        ),
        events=tuple(
            [
                _with(
                    e,
                    place=e.place and places.get(e.place, e.place),
                    participants=all_of(e.participants),
                    absent=tuple([_with(a, party=parties.get(a.party, a.party)) for a in e.absent]),
                )
                for e in found.events
            ]
        ),
    )
    return replace(briefing, findings=findings)


def _named(entities: Sequence[N], ids: Sequence[str]) -> tuple[N, ...]:
    """The entities with these ids; each itself where it has its id already, as most do."""
    pairs = zip(entities, ids, strict=True)
    return tuple([one if one.id == name else replace(one, id=name) for one, name in pairs])


def _spoken(said: S, speaker: str | None) -> S:
    """The same for the speaker of what was said."""
    return said if said.speaker == speaker else replace(said, speaker=speaker)


def _with(value: D, **fields: Any) -> D:
    """The value with other fields; itself where they are the same, as they mostly are."""
    for name, new in fields.items():
        if getattr(value, name) != new:
            return replace(value, **fields)
    return value
