"""What a target is: a place where the site lives, and the list that says which files there are ours.

The list stands at the target itself, as ``.briefgen-published.json``: each file that publishing put there, with its
SHA-256. Whatever it does not name belongs to somebody else and is never overwritten or deleted.
"""

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Self

from briefgen.errors import Problem, Refused, Unfinished
from briefgen.publish.options import redacted
from briefgen.publish.site import Site

LIST = ".briefgen-published.json"
SCHEMA = "briefgen/published/1"
NO_FILES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is at a target before anything is changed."""

    ours: Mapping[str, str]  # the files that publishing put there, with SHA-256, as its list says
    there: frozenset[str]  # every file there
    same: frozenset[str] = NO_FILES  # files of the site that are there already, byte for byte
    touched: frozenset[str] = NO_FILES  # ours that the site has no more, and that somebody has changed since


class Target(ABC):
    """A place to publish to. Used as a context, within which it may keep temporary files."""

    def __init__(self, shown: str) -> None:
        self.shown = shown  # how messages call it; holds no password
        self._kept = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._kept.close()

    def prepared(self, site: Site) -> Site:
        """The site as this kind of place wants it."""
        return site

    @abstractmethod
    def look(self, site: Site) -> Look:
        """See what is there. Changes nothing. Raises Refused or Unfinished."""

    @abstractmethod
    def put(self, names: Sequence[str], site: Site) -> None:
        """Bring files of the site, in this order as far as the target can; each appears whole or not at all."""

    @abstractmethod
    def delete(self, names: Sequence[str]) -> None:
        """Remove files, and the folders that this empties."""

    @abstractmethod
    def note(self, ours: Mapping[str, str]) -> None:
        """Put the list of our files there."""

    def finish(self) -> None:  # noqa: B027  most targets have nothing left to do
        """Make it visible, where a target does that in one step."""

    def fail(self, message: str, hint: str = "") -> Unfinished:
        """An error of this target, with nothing secret in it."""
        return Unfinished([Problem(self.shown, redacted(message), hint=hint)])

    def refuse(self, message: str, hint: str = "") -> Refused:
        """What stops publishing before anything has changed."""
        return Refused([Problem(self.shown, redacted(message), hint=hint)])


def list_text(ours: Mapping[str, str]) -> bytes:
    """The list as it stands at the target."""
    return (json.dumps({"schema": SCHEMA, "files": dict(sorted(ours.items()))}, indent=1) + "\n").encode()


def read_list(text: bytes, target: Target) -> dict[str, str]:
    """The list that an earlier run left. Raises Refused where it cannot be trusted: deleting goes by it."""
    try:
        return _listed(text)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"the list of published files there, {LIST}, cannot be used ({error}); nothing was changed"
        raise target.refuse(message, "delete that file, then publish with --adopt") from error


def _listed(text: bytes) -> dict[str, str]:
    kept = json.loads(text)
    if kept["schema"] != SCHEMA:
        raise ValueError(f"it is {kept['schema']}, not {SCHEMA}")
    listed = {str(name): str(digest) for name, digest in kept["files"].items()}
    for name in listed:
        check_name(name)
    return listed


def check_name(name: str) -> None:
    """Raise ValueError where this is no name of a file below a folder."""
    path = PurePosixPath(name)
    sound = str(path) == name and not path.is_absolute() and ".." not in path.parts
    if not sound or not name or name == LIST or re.search(r"[\x00-\x1f\x7f\\]", name):
        raise ValueError(f"{name!r} is no name for a published file")


def folders_of(names: Iterable[str]) -> list[str]:
    """All folders that hold these files, the deepest first."""
    found = {str(parent) for name in names for parent in PurePosixPath(name).parents if parent.parts}
    return sorted(found, key=lambda folder: (-folder.count("/"), folder))


def temporary(target_name: str, stack: ExitStack) -> Path:
    """A folder that is gone when the stack is closed."""
    import tempfile  # noqa: PLC0415

    return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=f"briefgen-{target_name}-")))
