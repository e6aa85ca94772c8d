"""An entity as one briefing has it, and the settling of ids once the briefings' entities are linked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from briefgen.model import Event, Organization, Person, Place
from briefgen.slugs import short_hash, slug

E = TypeVar("E", Person, Organization, Place, Event)


@dataclass(frozen=True, slots=True)
class Occurrence(Generic[E]):
    """An entity of one briefing, with the day of the briefing ("" where it has none)."""

    briefing: str
    day: str
    entity: E


def settle_ids(
    clusters: Iterable[list[Occurrence[E]]], naming: Callable[[Occurrence[E]], tuple[object, str, str | None]]
) -> dict[tuple[str, str], str]:
    """Give every cluster an id: the slug of the name that its earliest occurrence of the best kind has.

    naming says of an occurrence: how good its name is (greater is better), the name, and a country that tells namesakes
    apart. Taken from the earliest, so that later articles do not change it. Clusters with one name are told apart by
    country, then by the earliest briefing.
    """
    found: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for cluster in sorted(clusters, key=lambda c: (c[0].day, c[0].briefing, c[0].entity.id)):
        best = max(naming(o)[0] for o in cluster)  # type: ignore[type-var]
        _, name, country = naming(next(o for o in cluster if naming(o)[0] == best))
        plain = slug(name) or f"x-{short_hash(name)}"
        choices = (plain, f"{plain}-{country.lower()}" if country else "", f"{plain}-{short_hash(cluster[0].briefing)}")
        made = next((c for c in choices if c and c not in taken), f"{plain}-{short_hash(repr(cluster[0]))}")
        taken.add(made)
        found.update({(o.briefing, o.entity.id): made for o in cluster})
    return found
