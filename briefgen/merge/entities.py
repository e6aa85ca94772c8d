"""People, bodies and places over all articles: their names, roles with dates, and where each is named."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from briefgen.merge.tellings import Changed, Tellings, Told
from briefgen.model import (
    Briefing,
    Evidence,
    MergedEvent,
    MergedOrganization,
    MergedPerson,
    MergedPlace,
    Organization,
    Person,
    Place,
    QuoteRef,
    RoleHeld,
    Source,
    StepRef,
)

E = TypeVar("E", Person, Organization, Place)
M = TypeVar("M", MergedPerson, MergedOrganization, MergedPlace)


class EntityMerger:
    """Merges people, bodies and places, time after time, and makes only those anew that have changed."""

    def __init__(self) -> None:
        self._events: dict[str, MergedEvent] = {}
        self._events_of: dict[str, dict[str, MergedEvent]] = {}  # by party or place
        self._people: dict[str, MergedPerson] = {}
        self._organizations: dict[str, MergedOrganization] = {}
        self._places: dict[str, MergedPlace] = {}

    def merge(
        self, tellings: Tellings, changed: Changed, events: Iterable[MergedEvent]
    ) -> tuple[tuple[MergedPerson, ...], tuple[MergedOrganization, ...], tuple[MergedPlace, ...]]:
        """The people, bodies and places of all briefings, each kind sorted by id. events: all of the corpus."""
        names = changed.named | self._take_in(events)
        return (
            _renewed(self._people, names, self._shown(tellings, tellings.people), _person),
            _renewed(self._organizations, names, self._shown(tellings, tellings.organizations), _organization),
            _renewed(self._places, names, self._shown(tellings, tellings.places), _place),
        )

    def _take_in(self, events: Iterable[MergedEvent]) -> set[str]:
        """Bring up to date which events name whom; the parties and places of those that are not as before."""
        now = {event.id: event for event in events}
        before, self._events = self._events, now
        gone = [old for name, old in before.items() if now.get(name) is not old]
        new = [event for name, event in now.items() if before.get(name) is not event]
        for event in gone:
            for party in _named_in(event):
                self._events_of[party].pop(event.id)
        for event in new:
            for party in _named_in(event):
                self._events_of.setdefault(party, {})[event.id] = event
        return {party for event in (*gone, *new) for party in _named_in(event)}

    def _shown(self, tellings: Tellings, told: Told[tuple[Briefing, E]]) -> "Callable[[str], _Shown[E] | None]":
        """What gives all that is said of an entity of one kind, by its id; None where there is none of that id."""

        def shown(name: str) -> _Shown[E] | None:
            told_of = told.newest_first(name)
            if not told_of:
                return None
            events = sorted(self._events_of.get(name, {}).values(), key=lambda e: (e.start or "", e.id), reverse=True)
            return _Shown(
                id=name,
                entities=[entity for _, entity in told_of],
                told_by=[briefing for briefing, _ in told_of],
                events=[event.id for event in events],
                quotes=tellings.quotes.newest_first(name),
                next_steps=tellings.next_steps.newest_first(name),
            )

        return shown


def _named_in(event: MergedEvent) -> dict[str, None]:
    """The parties and the place of an event, each once."""
    return dict.fromkeys([*(p.party for p in event.participants), *([event.place] if event.place else [])])


@dataclass(frozen=True, slots=True)
class _Shown(Generic[E]):
    """All that articles say of a person, body or place: each briefing, newest first, with how it has the entity."""

    id: str
    entities: list[E]
    told_by: list[Briefing]
    events: list[str]
    quotes: list[QuoteRef]
    next_steps: list[StepRef]

    @property
    def briefings(self) -> tuple[str, ...]:
        """The ids of the briefings, each once."""
        return tuple(dict.fromkeys(b.id for b in self.told_by))


def _renewed(
    known: dict[str, M], names: Iterable[str], shown: Callable[[str], _Shown[E] | None], make: Callable[[_Shown[E]], M]
) -> tuple[M, ...]:
    """The merged entities of a kind, sorted by id, those of these names made anew; the very same where they come out
    the same. known: all of the kind by id, which is brought up to date.
    """
    for name in names:
        said = shown(name)
        if said is None:
            known.pop(name, None)
            continue
        made = make(said)
        if known.get(name) != made:
            known[name] = made
    return tuple([known[name] for name in sorted(known)])


def _person(shown: _Shown[Person]) -> MergedPerson:
    return MergedPerson(
        id=shown.id,
        name=_usual_name(shown.entities),
        aliases=_aliases(shown.entities),
        country=_most_often(p.country for p in shown.entities),
        roles=tuple(_roles(shown)),
        briefings=shown.briefings,
        events=tuple(shown.events),
        quotes=tuple(shown.quotes),
        next_steps=tuple(shown.next_steps),
    )


def _organization(shown: _Shown[Organization]) -> MergedOrganization:
    return MergedOrganization(
        id=shown.id,
        name=_usual_name(shown.entities),
        aliases=_aliases(shown.entities),
        country=_most_often(o.country for o in shown.entities),
        briefings=shown.briefings,
        events=tuple(shown.events),
        quotes=tuple(shown.quotes),
        next_steps=tuple(shown.next_steps),
    )


def _place(shown: _Shown[Place]) -> MergedPlace:
    best = next((p for p in shown.entities if p.lat is not None), shown.entities[0])
    return MergedPlace(
        id=shown.id,
        name=_usual_name(shown.entities),
        aliases=_aliases(shown.entities),
        country=best.country,
        lat=best.lat,
        lon=best.lon,
        kind=best.kind,
        briefings=shown.briefings,
        events=tuple(shown.events),
        next_steps=tuple(shown.next_steps),
    )


def _usual_name(entities: Sequence[E]) -> str:
    """The name that most articles use; of names of several words where there is one, the longer among equals."""
    counts = Counter(e.name for e in entities)
    return max(counts, key=lambda n: (len(n.split()) > 1 and not n.isupper(), counts[n], len(n), n))


def _aliases(entities: Sequence[E]) -> tuple[str, ...]:
    forms = {e.name for e in entities}.union(*(e.aliases for e in entities))
    return tuple(sorted(forms - {_usual_name(entities)}))


def _most_often(values: Iterable[str | None]) -> str | None:
    counts = Counter(v for v in values if v)
    return max(counts, key=lambda v: (counts[v], v)) if counts else None


def _roles(shown: _Shown[Person]) -> Iterable[RoleHeld]:
    seen: set[str] = set()
    for briefing, person in zip(shown.told_by, shown.entities, strict=True):
        if person.role and person.role.casefold() not in seen:
            seen.add(person.role.casefold())
            source = Source(briefing=briefing.id, evidence=_role_shown(person))
            yield RoleHeld(role=person.role, as_of=briefing.article.anchor, source=source)


def _role_shown(person: Person) -> Evidence:
    """The mention whose words hold the role; else the first."""
    role = person.role or ""
    return next((m for m in person.mentions if role in m.text), person.mentions[0])
