"""Tellings: which briefings tell of whom, kept up to date while briefings come, change and go.

Every list is in the order of its briefings, so that what an article changes is found and put in its place without a
look at the others.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

from briefgen.link import day
from briefgen.model import Briefing, Organization, Person, Place, QuoteRef, StepRef
from briefgen.ranked import At, Ranked

V = TypeVar("V")
Rank = tuple[str, str, str]  # of a briefing: its day, when it was published, its id; undated ones first


class Told(Ranked[V]):
    """Values by name, each told by a briefing: those of the oldest first, those of one briefing in reverse."""

    def newest_first(self, name: str) -> list[V]:
        """All values of a name: of the newest briefing first, those of one briefing in its own order."""
        return [value for _, value in reversed(self.of(name))]


@dataclass(frozen=True, slots=True)
class Changed:
    """What is not as it was the last time, by id."""

    briefings: frozenset[str]
    named: frozenset[str]  # whom and what these name, or named
    faces: frozenset[str]  # those of them that have another name, state or kind than before


class Tellings:
    """What briefings tell, by whom they tell it of."""

    def __init__(self) -> None:
        self.briefings: dict[str, Briefing] = {}
        self.people = Told[tuple[Briefing, Person]]()
        self.organizations = Told[tuple[Briefing, Organization]]()
        self.places = Told[tuple[Briefing, Place]]()
        self.quotes = Told[QuoteRef]()  # by speaker
        self.next_steps = Told[StepRef]()  # by actor and place
        self._ranks: list[Rank] = []

    def change(self, briefings: Iterable[Briefing]) -> Changed:
        """Be told of these briefings and no others; what is different now."""
        now = {b.id: b for b in briefings}
        before = self.briefings
        gone = before.keys() - now.keys()
        new = [b for name, b in now.items() if before.get(name) is not b]
        out = [before[name] for name in (*gone, *(b.id for b in new)) if name in before]
        named = frozenset(name for briefing in (*out, *new) for _, name, _, _ in self._all_of(briefing))
        faces = {name: self._face(name) for name in named}
        for briefing in out:
            del self._ranks[bisect_left(self._ranks, _rank(briefing))]
        self._ranks = sorted(chain(self._ranks, map(_rank, new)))
        gone_by, new_by = self._sorted(out), self._sorted(new)
        for told in gone_by.keys() | new_by.keys():
            told.change(((name, at) for name, at, _ in gone_by.get(told, ())), new_by.get(told, ()))
        self.briefings = now
        return Changed(
            briefings=frozenset(gone.union(b.id for b in new)),
            named=named,
            faces=frozenset(name for name, face in faces.items() if self._face(name) != face),
        )

    def _sorted(self, briefings: Iterable[Briefing]) -> dict[Told[Any], list[tuple[str, At, Any]]]:
        """All that briefings tell, by what it belongs among."""
        found: dict[Told[Any], list[tuple[str, At, Any]]] = {}
        for briefing in briefings:
            for told, name, at, value in self._all_of(briefing):
                found.setdefault(told, []).append((name, at, value))
        return found

    def newest_first(self) -> tuple[Briefing, ...]:
        """The briefings; undated ones last."""
        known = self.briefings
        return tuple([known[name] for _, _, name in reversed(self._ranks)])

    def party(self, name: str) -> Person | Organization | None:
        """A person or body as the newest briefing has it."""
        found = self.people.last(name) or self.organizations.last(name)
        return found[1] if found else None

    def place(self, name: str | None) -> Place | None:
        """A place as the oldest briefing has it."""
        found = self.places.first(name)
        return found[1] if found else None

    def _face(self, name: str) -> tuple[object, ...]:
        """All that events show of a party or place."""
        party, place = self.party(name), self.place(name)
        return (
            party and (type(party), party.name, party.country),
            place and (place.name, place.country, place.kind),
        )

    def _all_of(self, briefing: Briefing) -> Iterator[tuple[Told[Any], str, At, Any]]:
        """All that a briefing tells: among what it belongs, by which name, at which place; and it itself."""
        found, rank = briefing.findings, _rank(briefing)
        for i, person in enumerate(found.people):
            yield self.people, person.id, (rank, -i), (briefing, person)
        for i, body in enumerate(found.organizations):
            yield self.organizations, body.id, (rank, -i), (briefing, body)
        for i, place in enumerate(found.places):
            yield self.places, place.id, (rank, -i), (briefing, place)
        for i, quote in enumerate(found.quotes):
            if quote.speaker:
                yield self.quotes, quote.speaker, (rank, -i), QuoteRef(briefing=briefing.id, index=i)
        for i, step in enumerate(found.next_steps):
            for name in dict.fromkeys([*step.actors, *step.places]):
                yield self.next_steps, name, (rank, -i), StepRef(briefing=briefing.id, index=i)


def _rank(briefing: Briefing) -> Rank:
    return day(briefing), briefing.article.published or "", briefing.id
