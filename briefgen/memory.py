"""What a stage remembers from one build to the next, within one process: for the preview, which builds at each saving.

A memory gives what would be found anew, and is asked with all that the finding depends on. What is compared is mostly
the very same object as before, so that comparing the whole archive takes no time.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

V = TypeVar("V")


class Last(Generic[V]):
    """The last result of a function, with what it was made from."""

    def __init__(self) -> None:
        self._kept: tuple[object, V] | None = None

    def __call__(self, asked: object, make: Callable[[], V]) -> V:
        """The result for what is asked: the last one where that is equal, else made anew."""
        if self._kept is None or self._kept[0] != asked:
            self._kept = (asked, make())
        return self._kept[1]
