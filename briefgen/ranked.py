"""Values by name, those of each name in order: kept so while values come and go, one at a time or by the thousand."""

from bisect import bisect_left, insort
from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Generic, TypeVar

V = TypeVar("V")
At = tuple[Any, ...]  # where a value stands among those of its name; no two stand at the same


class Ranked(Generic[V]):
    """Lists of values by name, each in order."""

    def __init__(self) -> None:
        self._lists: dict[Hashable, list[tuple[At, V]]] = {}

    def change(
        self, gone: Iterable[tuple[Hashable, At]], new: Iterable[tuple[Hashable, At, V]]
    ) -> dict[Hashable, None]:
        """Take values out by name and place, and put others in. The names that this bears on, each once."""
        touched: dict[Hashable, None] = {}
        for name, at in gone:
            values = self._lists[name]
            del values[bisect_left(values, at, key=_place)]
            touched[name] = None
        come: dict[Hashable, list[tuple[At, V]]] = {}
        for name, at, value in new:
            come.setdefault(name, []).append((at, value))
        for name, values in come.items():
            known = self._lists.setdefault(name, [])
            if len(values) < len(known):
                for one in values:
                    insort(known, one, key=_place)
            else:
                known += values
                known.sort(key=_place)
        touched.update(dict.fromkeys(come))
        for name in touched:
            if not self._lists[name]:
                del self._lists[name]
        return touched

    def of(self, name: Hashable) -> Sequence[tuple[At, V]]:
        """The values of a name with their places, in order."""
        return self._lists.get(name, ())

    def first(self, name: Hashable) -> V | None:
        """The first value of a name; None where there is none."""
        values = self._lists.get(name)
        return values[0][1] if values else None

    def last(self, name: Hashable) -> V | None:
        """The last value of a name; None where there is none."""
        values = self._lists.get(name)
        return values[-1][1] if values else None


def _place(value: tuple[At, object]) -> At:
    return value[0]
