"""An entity as one briefing has it, and the settling of ids once the briefings' entities are linked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from briefgen.ledger import assign
from briefgen.model import Event, Keys, Organization, Person, Place
from briefgen.slugs import fold, short_hash, slug

E = TypeVar("E", Person, Organization, Place, Event)


@dataclass(frozen=True, slots=True)
class Occurrence(Generic[E]):
    """An entity of one briefing, with the day of the briefing ("" where it has none)."""

    briefing: str
    day: str
    entity: E


@dataclass(frozen=True, slots=True)
class Settled:
    """The corpus id by (briefing id, id in the briefing); what each id is known by; ids that gave way to others."""

    ids: Mapping[tuple[str, str], str]
    keys: Mapping[str, Keys]
    gave_way: Mapping[str, str]


def settle_ids(
    clusters: Iterable[list[Occurrence[E]]],
    naming: Callable[[Occurrence[E]], tuple[object, str, str | None]],
    kept: Mapping[str, Keys],
) -> Settled:
    """Give every cluster the id that it was published under, or else the slug of its earliest good name.

    naming says of an occurrence: how good its name is (greater is better), the name, and a country that tells namesakes
    apart. The name is taken from the earliest occurrence of the best kind, so that later articles do not change it.
    New clusters with one name are told apart by country, then by the earliest briefing.
    """
    ordered = sorted(clusters, key=lambda c: (c[0].day, c[0].briefing, c[0].entity.id))
    keys = [tuple(sorted({_key(o) for o in cluster})) for cluster in ordered]

    def make(number: int, taken: set[str]) -> str:
        cluster = ordered[number]
        best = max(naming(o)[0] for o in cluster)  # type: ignore[type-var]
        _, name, country = naming(next(o for o in cluster if naming(o)[0] == best))
        plain = slug(name) or f"x-{short_hash(name)}"
        choices = (plain, f"{plain}-{country.lower()}" if country else "", f"{plain}-{short_hash(cluster[0].briefing)}")
        return next((c for c in choices if c and c not in taken), f"{plain}-{short_hash(repr(cluster[0]))}")

    assigned = assign(keys, make, kept)
    named = zip(ordered, assigned.ids, strict=True)
    return Settled(
        ids={(o.briefing, o.entity.id): name for cluster, name in named for o in cluster},
        keys=dict(zip(assigned.ids, keys, strict=True)),
        gave_way=assigned.gave_way,
    )


def _key(one: Occurrence[E]) -> str:
    """The name with its state, which tells namesakes apart."""
    country = None if isinstance(one.entity, Event) else one.entity.country
    return f"{fold(one.entity.name)}|{country}" if country else fold(one.entity.name)
