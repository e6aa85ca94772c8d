"""Problems that name their place and the way out, and the exceptions that carry them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in the input, told to the one who can mend it.

    path is shown as given (from the site's root). line counts from 1; None where the whole file is meant.
    """

    path: str
    message: str
    line: int | None = None
    hint: str = ""
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        tail = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{place}: {self.severity}: {self.message}{tail}"


class BriefgenError(Exception):
    """Faulty input: every problem found, in the order of their places. Nothing was written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.path, p.line or 0, p.message)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> "tuple[type[BriefgenError], tuple[tuple[Problem, ...]]]":
        return type(self), (self.problems,)  # so that it can be raised in another process


class Refused(BriefgenError):
    """Something that must not be done at all: a dangerous output folder, unusable settings or templates."""


class Unfinished(BriefgenError):
    """Publishing broke off: each file at the target is the old or the new one, and publishing again mends it."""
