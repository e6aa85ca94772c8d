"""A folder on this computer, such as the root of a web server. Each file is put in place by a rename."""

import hashlib
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from briefgen.config import Settings
from briefgen.publish import options
from briefgen.publish.options import Options, option
from briefgen.publish.site import Site
from briefgen.publish.target import LIST, Look, Target, folders_of, list_text, read_list
from briefgen.whole import FILE_MODE, FOLDER_MODE
from briefgen.write import check_output


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderOptions(Options):
    """A folder on this computer, such as the root of a web server."""

    KIND: ClassVar[str] = "folder"
    EXAMPLE: ClassVar[str] = "folder:/srv/www/briefings"

    path: Path = option("The folder. In briefgen.yml it is named from the site's root.", options.folder)


class FolderTarget(Target):
    """The files below a folder; those that a link leads to are not in it."""

    def __init__(self, given: FolderOptions, root: Path, settings: Settings) -> None:
        super().__init__(f"folder:{given.path}")
        self._folder = given.path if given.path.is_absolute() else root / given.path
        self._root = root
        self._inputs = (settings.content, settings.templates, settings.static, settings.output)

    def look(self, site: Site) -> Look:
        """Compare every file."""
        check_output(self._folder, self._root, self._inputs)
        there = {path.relative_to(self._folder).as_posix(): path for path in _files(self._folder)}
        ours: dict[str, str] = {}
        if LIST in there and not there[LIST].is_symlink():
            ours = read_list(there[LIST].read_bytes(), self)
        digests = site.digests
        same = {name for name in digests.keys() & there.keys() if _digest(there[name]) == digests[name]}
        gone = (ours.keys() & there.keys()) - digests.keys()
        touched = {name for name in gone if _digest(there[name]) != ours[name]}
        return Look(ours=ours, there=frozenset(there), same=frozenset(same), touched=frozenset(touched))

    def put(self, names: Sequence[str], site: Site) -> None:
        """Write each file beside its place, then rename it."""
        for name in names:
            self._write(name, site.files[name].read())

    def delete(self, names: Sequence[str]) -> None:
        """Remove the files, then the folders that are empty now."""
        for name in names:
            (self._folder / name).unlink(missing_ok=True)
        for folder in folders_of(names):
            if not any((self._folder / folder).iterdir()):
                (self._folder / folder).rmdir()

    def note(self, ours: Mapping[str, str]) -> None:
        """Write the list."""
        self._write(LIST, list_text(ours))

    def _write(self, name: str, content: bytes) -> None:
        place = self._folder / name
        for folder in reversed([parent for parent in place.parents if not parent.exists()]):
            folder.mkdir(exist_ok=True)
            folder.chmod(FOLDER_MODE)
        handle, draft = tempfile.mkstemp(prefix=".briefgen-", dir=place.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                os.fchmod(file.fileno(), FILE_MODE)
            Path(draft).replace(place)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise


def _files(folder: Path) -> list[Path]:
    """Everything below a folder that is not a folder itself; links are not followed, but counted."""
    found: list[Path] = []
    for above, inner, names in os.walk(folder):
        found += [Path(above, name) for name in (*names, *(i for i in inner if Path(above, i).is_symlink()))]
    return found


def _digest(path: Path) -> str:
    """The SHA-256 of a file; empty for a link or a thing that is no file."""
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
