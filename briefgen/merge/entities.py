"""People, bodies and places over all articles: their names, roles with dates, and where each is named."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from briefgen.model import (
    Briefing,
    Evidence,
    Findings,
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


@dataclass(frozen=True, slots=True)
class _Refs:
    """What a briefing's quotes and next steps name, with where they stand."""

    briefing: Briefing
    quotes: tuple[tuple[str, QuoteRef], ...]
    next_steps: tuple[tuple[str, StepRef], ...]


class EntityMerger:
    """Merges people, bodies and places, time after time, and makes only those anew that have changed."""

    def __init__(self) -> None:
        self._refs: dict[str, _Refs] = {}
        self._people: dict[str, tuple[_Shown[Person], MergedPerson]] = {}
        self._organizations: dict[str, tuple[_Shown[Organization], MergedOrganization]] = {}
        self._places: dict[str, tuple[_Shown[Place], MergedPlace]] = {}

    def merge(
        self, briefings: Sequence[Briefing], events: Iterable[MergedEvent]
    ) -> tuple[tuple[MergedPerson, ...], tuple[MergedOrganization, ...], tuple[MergedPlace, ...]]:
        """The people, bodies and places of all briefings (newest first), each kind sorted by id."""
        self._refs = {b.id: _refs(b, self._refs.get(b.id)) for b in briefings}
        index = _Index(self._refs.values(), events)
        self._people = _renewed(briefings, lambda f: f.people, index, self._people, _person)
        self._organizations = _renewed(briefings, lambda f: f.organizations, index, self._organizations, _organization)
        self._places = _renewed(briefings, lambda f: f.places, index, self._places, _place)
        return (
            tuple(made for _, made in self._people.values()),
            tuple(made for _, made in self._organizations.values()),
            tuple(made for _, made in self._places.values()),
        )


def _refs(briefing: Briefing, before: _Refs | None) -> _Refs:
    if before is not None and before.briefing is briefing:
        return before
    found = briefing.findings
    quotes = ((q.speaker or "", QuoteRef(briefing=briefing.id, index=i)) for i, q in enumerate(found.quotes))
    steps = (
        (name, StepRef(briefing=briefing.id, index=i))
        for i, step in enumerate(found.next_steps)
        for name in dict.fromkeys([*step.actors, *step.places])
    )
    return _Refs(briefing, tuple(quotes), tuple(steps))


class _Index:
    """Which events, quotes and next steps name a party or a place; briefings are asked newest first."""

    def __init__(self, refs: Iterable[_Refs], events: Iterable[MergedEvent]) -> None:
        self.events: defaultdict[str, list[str]] = defaultdict(list)
        self.quotes: defaultdict[str, list[QuoteRef]] = defaultdict(list)
        self.next_steps: defaultdict[str, list[StepRef]] = defaultdict(list)
        for event in sorted(events, key=lambda e: (e.start or "", e.id), reverse=True):
            for party in dict.fromkeys([*(p.party for p in event.participants), event.place or ""]):
                self.events[party].append(event.id)
        for one in refs:
            for speaker, quote in one.quotes:
                self.quotes[speaker].append(quote)
            for name, step in one.next_steps:
                self.next_steps[name].append(step)


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
    briefings: Iterable[Briefing],
    of: Callable[[Findings], Iterable[E]],
    index: _Index,
    before: Mapping[str, tuple[_Shown[E], M]],
    make: Callable[[_Shown[E]], M],
) -> dict[str, tuple[_Shown[E], M]]:
    """The merged entities of a kind by id, sorted; those of before where all that is said of them is the same."""
    groups: defaultdict[str, tuple[list[E], list[Briefing]]] = defaultdict(lambda: ([], []))
    for briefing in briefings:
        for entity in of(briefing.findings):
            entities, told_by = groups[entity.id]
            entities.append(entity)
            told_by.append(briefing)
    found: dict[str, tuple[_Shown[E], M]] = {}
    for name, (entities, told_by) in sorted(groups.items()):
        lists = (index.events.get(name, []), index.quotes.get(name, []), index.next_steps.get(name, []))
        shown = _Shown(name, entities, told_by, *lists)
        kept = before.get(name)
        found[name] = kept if kept is not None and kept[0] == shown else (shown, make(shown))
    return found


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
