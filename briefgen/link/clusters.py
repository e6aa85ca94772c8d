"""Clusters that grow by joining, each join agreed to by the whole of both sides."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Clusters(Generic[T]):
    """Items by number, each at first alone."""

    def __init__(self, items: Sequence[T]) -> None:
        self._items = items
        self._of = list(range(len(items)))
        self._members = {i: [i] for i in range(len(items))}

    def members(self, item: int) -> list[int]:
        """The numbers of all items in the same cluster as this one."""
        return self._members[self._of[item]]

    def together(self, one: int, other: int) -> bool:
        """Whether two items are in one cluster."""
        return self._of[one] == self._of[other]

    def join(self, one: int, other: int, agreed: Callable[[list[T], list[T]], bool] = lambda _a, _b: True) -> bool:
        """Join the clusters of two items where the two whole clusters agree; say whether they are one now."""
        a, b = sorted((self._of[one], self._of[other]))
        if a == b:
            return True
        if not agreed([self._items[i] for i in self._members[a]], [self._items[i] for i in self._members[b]]):
            return False
        for i in self._members[b]:
            self._of[i] = a
        self._members[a] = sorted(self._members[a] + self._members.pop(b))
        return True

    def __iter__(self) -> Iterator[list[T]]:
        return iter([[self._items[i] for i in members] for _, members in sorted(self._members.items())])
