"""Lookups: what a page has asked for while its view was made, and so all that it depends on.

Each lookup has a key: what is asked for, a colon, and of what: "briefing:tianjin-summit", "face of a place:tianjin". A
page that asks for the same keys and gets the same values is the same page. What goes through all of a kind depends on
everything, and is made each time.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from briefgen.frozen import Frozen

V = TypeVar("V")
K = TypeVar("K")
EVERYTHING = "everything:"


class Lookups:
    """The keys that were asked for since the last forget()."""

    def __init__(self) -> None:
        self.keys: set[str] = set()

    def forget(self) -> None:
        """Begin anew, for another page."""
        self.keys = set()

    def note(self, key: str) -> None:
        """Note a lookup."""
        self.keys.add(key)

    def shared(self, known: "dict[K, Made[V]]", key: K, make: Callable[[], V]) -> V:
        """A value that pages share: it is made once, and to each that asks for it count the lookups of the making."""
        found = known.get(key)
        if found is None:
            asking, self.keys = self.keys, set()
            try:
                found = known[key] = Made(make(), frozenset(self.keys))
            finally:
                self.keys = asking
        self.keys |= found.lookups
        return found.value


class Made(Frozen, Generic[V], frozen=True):
    """A value, with what was looked up for it."""

    value: V
    lookups: frozenset[str]


class Noted(Mapping[str, V]):
    """Values by id, which note what is looked up in them. kind: before the colon of the keys."""

    def __init__(self, kind: str, values: Mapping[str, V], lookups: Lookups) -> None:
        self.kind = kind
        self.unnoted = values
        self._before = f"{kind}:"
        self._lookups = lookups

    def __getitem__(self, name: str) -> V:
        self._lookups.keys.add(self._before + name)
        return self.unnoted[name]

    def get(self, name: str, default: Any = None) -> Any:
        """As that of a dictionary."""
        self._lookups.keys.add(self._before + name)
        return self.unnoted.get(name, default)

    def __contains__(self, name: object) -> bool:
        self._lookups.keys.add(f"{self._before}{name}")
        return name in self.unnoted

    def __iter__(self) -> Iterator[str]:
        self._lookups.keys.add(EVERYTHING)
        return iter(self.unnoted)

    def __len__(self) -> int:
        self._lookups.keys.add(EVERYTHING)
        return len(self.unnoted)
