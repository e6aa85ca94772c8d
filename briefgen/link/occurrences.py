"""An entity as one briefing has it, its forms, and the settling of ids once the briefings' entities are linked."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from briefgen.frozen import Frozen
from briefgen.ledger import assign
from briefgen.model import Event, Keys, Organization, Person, Place
from briefgen.ranked import At, Ranked
from briefgen.slugs import fold, short_hash, slug

E = TypeVar("E", Person, Organization, Place, Event)
N = TypeVar("N", Person, Organization, Place)
Order = tuple[str, str, int]  # day of the briefing, the briefing, which of its entities: earliest first, undated last
REMEMBERED = 1 << 16  # names
UNDATED = "9999"  # sorts behind every day


class Occurrence(Frozen, Generic[E], frozen=True):
    """An entity of one briefing, with the day of the briefing ("" where it has none)."""

    briefing: str
    day: str
    entity: E


@dataclass(frozen=True, slots=True)
class Form(Generic[N]):
    """One way to name a person, body or place, for all who name it just so: newsrooms do so by the thousand.

    Two are equal where linking finds no difference between them.
    """

    asked: Hashable  # all that linking asks of the entity
    entity: N = field(compare=False)  # as the earliest of them has it
    own: str  # the id of that one, in its briefing
    first: Order
    last: Order
    number: int  # of occurrences


@dataclass(frozen=True, slots=True)
class Settled:
    """The corpus id by what linking asks of an entity; what each id is known by; ids that gave way to others."""

    ids: Mapping[Hashable, str]
    keys: Mapping[str, Keys]
    gave_way: Mapping[str, str]


class Forms(Generic[N]):
    """The forms of a kind of entity, kept up to date while occurrences come and go."""

    def __init__(self) -> None:
        self._members: Ranked[N] = Ranked()
        self._forms: dict[Hashable, Form[N]] = {}

    def change(self, gone: Iterable[tuple[Hashable, Order, N]], new: Iterable[tuple[Hashable, Order, N]]) -> None:
        """Take occurrences out and put occurrences in, each with what linking asks of it."""
        for asked in self._members.change(((asked, order) for asked, order, _ in gone), new):
            if members := self._members.of(asked):
                (first, entity), (last, _) = members[0], members[-1]
                self._forms[asked] = Form(asked, entity, entity.id, _order(first), _order(last), len(members))
            else:
                del self._forms[asked]

    def all(self) -> list[Form[N]]:
        """The forms, the earliest first."""
        return sorted(self._forms.values(), key=lambda form: form.first)

    def briefings(self, asked: Hashable) -> set[str]:
        """The ids of the briefings that have this form."""
        return {briefing for (_, briefing, _), _ in self._members.of(asked)}


def _order(at: At) -> Order:
    when, briefing, number = at
    return when, briefing, number


def settle_ids(
    clusters: Iterable[Sequence[Form[N]]],
    naming: Callable[[N], tuple[object, str, str | None]],
    kept: Mapping[str, Keys],
) -> Settled:
    """Give every cluster the id that it was published under, or else the slug of its earliest good name.

    naming says of an entity: how good its name is (greater is better), the name, and a country that tells namesakes
    apart. The name is taken from the earliest form of the best kind, so that later articles do not change it.
    New clusters with one name are told apart by country, then by the earliest briefing.
    """
    ordered = sorted(clusters, key=lambda c: (*c[0].first[:2], c[0].own))
    keys = [tuple(sorted({_key(form.entity) for form in cluster})) for cluster in ordered]

    def make(number: int, taken: set[str]) -> str:
        cluster = ordered[number]
        best = max(naming(form.entity)[0] for form in cluster)  # type: ignore[type-var]
        named = (naming(form.entity) for form in cluster)
        _, name, country = next(found for found in named if found[0] == best)
        plain = slug(name) or f"x-{short_hash(name)}"
        first = cluster[0].first[1]
        choices = (plain, f"{plain}-{country.lower()}" if country else "", f"{plain}-{short_hash(first)}")
        return next((c for c in choices if c and c not in taken), f"{plain}-{short_hash(f'{first} {cluster[0].own}')}")

    assigned = assign(keys, make, kept)
    named = zip(ordered, assigned.ids, strict=True)
    return Settled(
        ids={form.asked: name for cluster, name in named for form in cluster},
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
