"""An entity as one briefing has it, its forms, and the settling of ids once the briefings' entities are linked."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from briefgen.ledger import assign
from briefgen.model import Event, Keys, Organization, Person, Place
from briefgen.slugs import fold, short_hash, slug

E = TypeVar("E", Person, Organization, Place, Event)
N = TypeVar("N", Person, Organization, Place)
REMEMBERED = 1 << 16  # names


@dataclass(frozen=True, slots=True)
class Occurrence(Generic[E]):
    """An entity of one briefing, with the day of the briefing ("" where it has none)."""

    briefing: str
    day: str
    entity: E


@dataclass(frozen=True, slots=True)
class Form(Generic[N]):
    """One way to name a person, body or place, with all who name it just so: newsrooms do so by the thousand."""

    entity: N  # as the earliest of them has it
    occurrences: tuple[Occurrence[N], ...]  # in the order of all, which is that of the articles' days

    @property
    def first(self) -> Occurrence[N]:
        """The earliest."""
        return self.occurrences[0]


@dataclass(frozen=True, slots=True)
class Settled:
    """The corpus id by (briefing id, id in the briefing); what each id is known by; ids that gave way to others."""

    ids: Mapping[tuple[str, str], str]
    keys: Mapping[str, Keys]
    gave_way: Mapping[str, str]


def forms_of(entities: Sequence[Occurrence[N]], asked: Callable[[N], Hashable]) -> list[Form[N]]:
    """The forms of entities, the earliest first. asked: what of an entity linking asks; the same makes one form."""
    found: dict[Hashable, list[Occurrence[N]]] = {}
    for one in entities:
        found.setdefault(asked(one.entity), []).append(one)
    return [Form(members[0].entity, tuple(members)) for members in found.values()]


def settle_ids(
    clusters: Iterable[list[Form[N]]],
    naming: Callable[[N], tuple[object, str, str | None]],
    kept: Mapping[str, Keys],
) -> Settled:
    """Give every cluster the id that it was published under, or else the slug of its earliest good name.

    naming says of an entity: how good its name is (greater is better), the name, and a country that tells namesakes
    apart. The name is taken from the earliest form of the best kind, so that later articles do not change it.
    New clusters with one name are told apart by country, then by the earliest briefing.
    """
    ordered = sorted(clusters, key=lambda c: (c[0].first.day, c[0].first.briefing, c[0].entity.id))
    keys = [tuple(sorted({_key(form.entity) for form in cluster})) for cluster in ordered]

    def make(number: int, taken: set[str]) -> str:
        cluster = ordered[number]
        best = max(naming(form.entity)[0] for form in cluster)  # type: ignore[type-var]
        named = (naming(form.entity) for form in cluster)
        _, name, country = next(found for found in named if found[0] == best)
        plain = slug(name) or f"x-{short_hash(name)}"
        first = cluster[0].first
        choices = (plain, f"{plain}-{country.lower()}" if country else "", f"{plain}-{short_hash(first.briefing)}")
        return next((c for c in choices if c and c not in taken), f"{plain}-{short_hash(repr(first))}")

    assigned = assign(keys, make, kept)
    named = zip(ordered, assigned.ids, strict=True)
    return Settled(
        ids={(o.briefing, o.entity.id): name for cluster, name in named for form in cluster for o in form.occurrences},
        keys=dict(zip(assigned.ids, keys, strict=True)),
        gave_way=assigned.gave_way,
    )


def _key(entity: N) -> str:
    """The name with its state, which tells namesakes apart."""
    name = _folded(entity.name)
    return f"{name}|{entity.country}" if entity.country else name


@lru_cache(maxsize=REMEMBERED)
def _folded(name: str) -> str:
    return fold(name)
