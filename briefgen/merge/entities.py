"""People, bodies and places over all articles: their names, roles with dates, and where each is named."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

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


class Index:
    """Which events, quotes and next steps name a party or a place; briefings are asked newest first."""

    def __init__(self, briefings: Iterable[Briefing], events: Iterable[MergedEvent]) -> None:
        self.events: defaultdict[str, list[str]] = defaultdict(list)
        self.quotes: defaultdict[str, list[QuoteRef]] = defaultdict(list)
        self.next_steps: defaultdict[str, list[StepRef]] = defaultdict(list)
        for event in sorted(events, key=lambda e: (e.start or "", e.id), reverse=True):
            for party in dict.fromkeys([*(p.party for p in event.participants), event.place or ""]):
                self.events[party].append(event.id)
        for briefing in briefings:
            for i, quote in enumerate(briefing.findings.quotes):
                self.quotes[quote.speaker or ""].append(QuoteRef(briefing=briefing.id, index=i))
            for i, step in enumerate(briefing.findings.next_steps):
                for name in dict.fromkeys([*step.actors, *step.places]):
                    self.next_steps[name].append(StepRef(briefing=briefing.id, index=i))


def merge_people(briefings: Sequence[Briefing], index: Index) -> tuple[MergedPerson, ...]:
    """The people of all briefings (newest first), sorted by id."""
    made = []
    days = {b.id: b.article.anchor for b in briefings}
    for name, shown in _by_id((b.id, p) for b in briefings for p in b.findings.people):
        made.append(
            MergedPerson(
                id=name,
                name=_usual_name([p for _, p in shown]),
                aliases=_aliases([p for _, p in shown]),
                country=_most_often(p.country for _, p in shown),
                roles=tuple(_roles(shown, days)),
                briefings=_briefings(shown),
                events=tuple(index.events[name]),
                quotes=tuple(index.quotes[name]),
                next_steps=tuple(index.next_steps[name]),
            )
        )
    return tuple(made)


def merge_organizations(briefings: Sequence[Briefing], index: Index) -> tuple[MergedOrganization, ...]:
    """The bodies of all briefings (newest first), sorted by id."""
    return tuple(
        MergedOrganization(
            id=name,
            name=_usual_name([o for _, o in shown]),
            aliases=_aliases([o for _, o in shown]),
            country=_most_often(o.country for _, o in shown),
            briefings=_briefings(shown),
            events=tuple(index.events[name]),
            quotes=tuple(index.quotes[name]),
            next_steps=tuple(index.next_steps[name]),
        )
        for name, shown in _by_id((b.id, o) for b in briefings for o in b.findings.organizations)
    )


def merge_places(briefings: Sequence[Briefing], index: Index) -> tuple[MergedPlace, ...]:
    """The places of all briefings (newest first), sorted by id."""
    made = []
    for name, shown in _by_id((b.id, p) for b in briefings for p in b.findings.places):
        best = next((p for _, p in shown if p.lat is not None), shown[0][1])
        made.append(
            MergedPlace(
                id=name,
                name=_usual_name([p for _, p in shown]),
                aliases=_aliases([p for _, p in shown]),
                country=best.country,
                lat=best.lat,
                lon=best.lon,
                kind=best.kind,
                briefings=_briefings(shown),
                events=tuple(index.events[name]),
                next_steps=tuple(index.next_steps[name]),
            )
        )
    return tuple(made)


def _by_id(shown: Iterable[tuple[str, E]]) -> list[tuple[str, list[tuple[str, E]]]]:
    groups: defaultdict[str, list[tuple[str, E]]] = defaultdict(list)
    for briefing, entity in shown:
        groups[entity.id].append((briefing, entity))
    return sorted(groups.items())


def _briefings(shown: Sequence[tuple[str, E]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(briefing for briefing, _ in shown))


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


def _roles(shown: Sequence[tuple[str, Person]], days: dict[str, str | None]) -> Iterable[RoleHeld]:
    seen: set[str] = set()
    for briefing, person in shown:
        if person.role and person.role.casefold() not in seen:
            seen.add(person.role.casefold())
            yield RoleHeld(
                role=person.role, as_of=days[briefing], source=Source(briefing=briefing, evidence=_role_shown(person))
            )


def _role_shown(person: Person) -> Evidence:
    """The mention whose words hold the role; else the first."""
    role = person.role or ""
    return next((m for m in person.mentions if role in m.text), person.mentions[0])
