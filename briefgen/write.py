"""Bytes -> site/. The names of all files are settled first, then everything is built aside, then swapped in.

``.briefgen-manifest.json`` in the output says which files are ours, each with its SHA-256. A file that it does not list
belongs to somebody else and stays as it is, byte for byte; where one of ours would overwrite it, nothing is written.
Files of ours that no page asks for any more are removed, but only where nobody has changed them since.

The new site is made whole beside the old one, what has not changed by links, and the two change places in one step
(swap.py): a build that is killed, or finds the disk full, leaves the old site or the new one. Where the system cannot
do that, files are put in place one by one, each by a rename, and a warning says so; what was half swapped in is
completed by the next build, since the manifest of old and new files together is written before the first rename.
"""

import errno
import hashlib
import os
import shutil
import stat
import tempfile
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path, PurePath
from typing import NamedTuple, Protocol

import msgspec

from briefgen.errors import BriefgenError, Problem, Refused
from briefgen.locks import alone
from briefgen.swap import IMPOSSIBLE, Inside, carry_over, empty, exchange, fill, look, old_in, twin_name
from briefgen.whole import FILE_MODE, FOLDER_MODE

Name = str  # of a file, from the output folder, with forward slashes: a site has tens of thousands
Claim = tuple[Name, str]  # a file and what it is made from
MANIFEST = ".briefgen-manifest.json"
SCHEMA = "briefgen/manifest/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What one run did to the output folder: file names in order, and what the editor should know."""

    files: tuple[Name, ...]  # all files of ours
    changed: tuple[Name, ...]  # written anew; the others were already so
    removed: tuple[Name, ...]
    problems: tuple[Problem, ...]  # warnings


class Kept(NamedTuple):
    """What was done with a file of the new site."""

    name: Name
    digest: str  # SHA-256
    size: int  # bytes
    is_fresh: bool  # the old site does not hold it
    is_homeless: bool = False  # it could not be written, since another file has its name


class Keep(Protocol):
    """Takes files for the new site. Any process forked from here may call it."""

    def __call__(self, path: PurePath | Name, content: bytes) -> Kept:
        """Take a file with its content."""
        ...

    def again(self, name: Name) -> Kept | None:
        """Take a file as the old site has it; None where that has none of ours."""
        ...

    def linked(self, name: Name, kept: Path, digest: str) -> Kept:
        """Take a file of ours that lies elsewhere, by giving it another name; its SHA-256 is known."""
        ...


Making = Callable[[Keep], Iterable[Kept]]  # makes all files, hands each to what it is given, and tells of each


def settle(claims: Iterable[Claim]) -> None:
    """Check that no two sources claim one file. Each claim is a file and what it is made from.

    Names are compared as the most forgetful file system would: without case, in compatibility form. A file may not be
    another's folder either. Raises BriefgenError naming every pair.
    """
    taken = _Taken()
    if clashes := [clash for claim in claims if (clash := taken.take(*claim))]:
        raise BriefgenError(clashes)


class Settler:
    """Settles claims, time after time, and looks only at those that are new."""

    def __init__(self) -> None:
        self._last: Collection[Name] = ()
        self._taken = _Taken()

    def settle(self, claims: Sequence[Claim]) -> None:
        """Check that no two sources claim one file, as the function of this name does."""
        last, taken = self._last, self._taken
        self._last, self._taken = (), _Taken()  # should one of the names be none at all
        now = dict(claims)
        if len(now) < len(claims):
            settle(claims)
        known = set(last)
        for name in known.difference(now):
            taken.drop(name)
        new = [claim for claim in claims if claim[0] not in known]
        if [clash for claim in new if (clash := taken.take(*claim))]:
            settle(claims)  # tells of each in the order of all
        self._last, self._taken = now, taken


class _Taken:
    """The names that are taken already, each by whom."""

    def __init__(self) -> None:
        self._owner: dict[str, Claim] = {}
        self._below: dict[str, dict[Name, str]] = {}  # by folder, the files that lie in it

    def take(self, name: Name, source: str) -> Problem | None:
        """Note a claim; where another stands against it, what is to be told."""
        _check_name(name)
        key, *above = _folded(name)
        owner = self._owner.get(key) or next((self._owner[p] for p in above if p in self._owner), None)
        other = owner[1] if owner else next(iter(self._below.get(key, {}).values()), None)
        if other is not None:
            return Problem(source, f"writes {name}, which {other} also writes", hint="change one slug")
        self._owner[key] = (name, source)
        for folder in above:
            self._below.setdefault(folder, {})[name] = source
        return None

    def drop(self, name: Name) -> None:
        """Take back a claim that was noted."""
        key, *above = _folded(name)
        del self._owner[key]
        for folder in above:
            del self._below[folder][name]
            if not self._below[folder]:
                del self._below[folder]


def write(
    making: Making,
    output: Path,
    root: Path,
    inputs: Iterable[str] = ("content",),
    *,
    at_once: int = 1,
    waiting: Callable[[], None] = lambda: None,
) -> Written:
    """Make output hold exactly the files of ours that are made now, beside those of others.

    Each is written when it is made, beside the old site, by the process that makes it. Whatever making raises comes
    through, with the output untouched.
    inputs: folders of the root that must not become the output. at_once: processes that may work. waiting is called
    where another build has to end first.
    Raises Refused for a dangerous output folder and for a foreign file in the way, BriefgenError for two files of one
    name.
    """
    check_output(output, root, inputs)
    output = output.resolve()
    with alone(output.parent, waiting), _aside(output, at_once) as aside:
        old = read_manifest(output)
        twin = aside / twin_name(output)
        new, fresh = _build_aside(making, output, twin, old)
        there = list(look(output)) if output.is_dir() else []
        _refuse_foreign(new, old, output, there)
        stale, problems = _stale(old, new, output)
        if fresh or new != old:
            problems += _put_in_place(twin, output, old, new, fresh, stale, partial(fill, found=there, at_once=at_once))
    return Written(
        files=tuple(sorted(new, key=_parts)), changed=tuple(sorted(fresh, key=_parts)), removed=stale, problems=problems
    )


def _put_in_place(
    twin: Path,
    output: Path,
    old: Mapping[Name, str],
    new: Mapping[Name, str],
    fresh: Collection[Name],
    stale: Collection[Name],
    fill_in: Callable[..., None],
) -> tuple[Problem, ...]:
    """Swap the twin in, or its fresh files one by one where that is impossible, which a warning says.

    fill_in: fill(), with what the output holds.
    """
    try:
        if twin.is_relative_to(output):  # a mount point, which cannot be moved
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))  # noqa: TRY301
        _complete(twin, output, new, stale, fill_in)
        exchange(twin, output)
    except OSError as error:
        if error.errno not in IMPOSSIBLE:
            raise
        _replace_one_by_one(twin, output, old, new, fresh, stale)
        message = f"pages were replaced one by one: the folder cannot be exchanged whole ({error.strerror})"
        hint = (
            "it is a mount point, on a network drive, or not on Linux; a build that is killed is completed by the next"
        )
        return (Problem(str(output), message, hint=hint, severity="warning"),)
    return ()


def _complete(
    twin: Path, output: Path, new: Mapping[Name, str], stale: Collection[Name], fill_in: Callable[..., None]
) -> None:
    """Make the twin the whole new site: folders of ours, the manifest, and links to all else that the output holds."""
    for folder in (str(twin), *(f"{twin}/{name}" for name in _folders(new))):
        with suppress(FileExistsError):  # else all that it is to hold is linked
            os.mkdir(folder)  # noqa: PTH102
        os.chmod(folder, FOLDER_MODE)  # noqa: PTH101
    _write_manifest(twin, new)
    if output.is_dir():
        fill_in(twin, output, gone={*stale, MANIFEST})


def _replace_one_by_one(
    twin: Path,
    output: Path,
    old: Mapping[Name, str],
    new: Mapping[Name, str],
    fresh: Collection[Name],
    stale: Collection[Name],
) -> None:
    """Put fresh files in place, each by a rename, and remove the stale ones."""
    for folder in (twin, output, *(output / p for p in _folders(new))):
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(FOLDER_MODE)
    _write_manifest(twin, {**old, **new})
    (twin / MANIFEST).replace(output / MANIFEST)
    # The home page last, so that it leads somewhere.
    for name in sorted(fresh, key=lambda name: (-name.count("/"), _parts(name))):
        (twin / name).replace(output / name)
    for name in stale:
        (output / name).unlink()
    for emptied in reversed(_folders(stale)):
        try:
            (output / emptied).rmdir()
        except OSError:  # something else lives there
            continue
    _write_manifest(twin, new)
    (twin / MANIFEST).replace(output / MANIFEST)


def check_output(output: Path, root: Path, inputs: Iterable[str] = ("content",)) -> None:
    """Refuse a folder in which a build could do harm, with a sentence that says why. Touches nothing."""
    name = str(output)
    real, base = output.resolve(), root.resolve()
    reason = None
    if output.is_symlink() and not real.is_relative_to(base):
        reason = f"is a link to {real}, outside of the site's folder"
    elif real == Path(real.anchor):
        reason = "is the root of the file system"
    elif real == Path.home().resolve():
        reason = "is your home folder"
    elif real == base or base.is_relative_to(real):
        reason = "is the site's own folder or one above it"
    elif inside := next((i for i in inputs if _overlap(real, (base / i).resolve())), None):
        reason = f"overlaps {inside}/, which the site is made from"
    elif (real / ".git").exists():
        reason = "holds a .git, so it is the working tree of a repository"
    elif real.exists() and not real.is_dir():
        reason = "is not a folder"
    if reason:
        hint = "name an empty folder as output, such as site"
        raise Refused([Problem(name, f"nothing was written: the output folder {reason}", hint=hint)])


def read_manifest(output: Path) -> dict[Name, str]:
    """The files of ours in a folder with their SHA-256; empty where no build has written there.

    Raises Refused where the manifest cannot be understood.
    """
    path = output / MANIFEST
    if path.is_symlink() or not path.exists():
        return {}
    try:
        return _listed(path.read_bytes())
    except ValueError as error:  # of which those of msgspec are some
        message = "the list of our files is damaged, or written by another version; nothing was written"
        hint = "delete the pages in this folder and the list itself, then build again"
        raise Refused([Problem(str(path), message, hint=hint)]) from error


class _Manifest(msgspec.Struct):
    schema: str
    files: dict[Name, str]


def _listed(manifest: bytes) -> dict[Name, str]:
    kept = msgspec.json.decode(manifest, type=_Manifest)
    if kept.schema != SCHEMA:
        raise ValueError(f"{kept.schema} is not {SCHEMA}")
    for name in kept.files:
        _check_name(name)
    return kept.files


def _overlap(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)


def _check_name(name: Name) -> None:
    """Raise ValueError for what is no plain way down from the output folder to a file, or the name of the list."""
    parts = name.split("/")
    if "" in parts or "." in parts or ".." in parts or name == MANIFEST:
        raise ValueError(f"{name} is no name for a file of the site")


@lru_cache(maxsize=1 << 19)
def _folded(name: Name) -> tuple[str, ...]:
    """A name as the most forgetful file system keeps it, and those of the folders that it lies in."""
    if name.isascii():
        folded = name.lower()
    else:
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return (folded, *(folded[:at] for at, character in enumerate(folded) if character == "/"))


def _folders(files: Iterable[Name]) -> list[Name]:
    """All folders that hold these files, outer before inner."""
    nearest = {name.rpartition("/")[0] for name in files}
    found = {f[:at] for folder in nearest for f in [f"{folder}/"] for at, character in enumerate(f) if character == "/"}
    return sorted(found - {""}, key=_parts)


def _parts(name: Name) -> list[str]:
    """What names are sorted by: folder by folder."""
    return name.split("/")


@contextmanager
def _aside(output: Path, at_once: int) -> Iterator[Path]:
    """A fresh folder beside the output, on the same file system, gone at the end; those of killed builds go too."""
    prefix = f".{output.name}.briefgen-"
    beside = output if _is_mounted(output) else output.parent
    for left in beside.glob(f"{prefix}*"):
        _clear(left, output, at_once)
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=beside))
    try:
        yield folder
    finally:
        _clear(folder, output, at_once)


def _clear(aside: Path, output: Path, at_once: int) -> None:
    """Remove a folder aside, but for what strangers put into the old site in its last moment."""
    if old := old_in(aside):
        found = list(look(old))
        carry_over(old, found, output, {*read_manifest(old), MANIFEST})
        empty(old, found, {MANIFEST}, at_once=at_once)
        for inside in [path for path in old.iterdir() if path.name != MANIFEST]:
            if inside.is_dir() and not inside.is_symlink():
                shutil.rmtree(inside, ignore_errors=True)
        if any(path.name != MANIFEST for path in old.iterdir()):
            return  # left to the next build, with the list: without it what is left would be taken for strangers'
    shutil.rmtree(aside, ignore_errors=True)


def _is_mounted(folder: Path) -> bool:
    """Whether a folder is a mount point, also of the file system that it lies in."""
    try:
        mounts = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape").splitlines()
    except OSError:  # not Linux
        mounts = []
    at = str(folder).replace("\\", "\\134").replace(" ", "\\040").replace("\t", "\\011").replace("\n", "\\012")
    return folder.is_mount() or any(line.split(" ")[4] == at for line in mounts)


def _build_aside(
    making: Making, output: Path, twin: Path, old: Mapping[Name, str]
) -> tuple[dict[Name, str], list[Name]]:
    """Let each file that differs from the output's be written into the twin; give all with hashes, and the fresh."""
    digests: dict[Name, str] = {}
    fresh: list[Name] = []
    homeless: list[str] = []

    def claimed() -> Iterator[Claim]:
        for kept in making(_Keeper(output, twin, old)):
            yield kept.name, kept.name
            digests[kept.name] = kept.digest
            if kept.is_fresh:
                fresh.append(kept.name)
            if kept.is_homeless:
                homeless.append(kept.name)

    settle(claimed())
    if homeless:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), homeless[0])
    return digests, fresh


class _Keeper:
    """Keeps files for a twin, in whatever process asks for it: those that the output does not hold already."""

    def __init__(self, output: Path, twin: Path, ours: Mapping[Name, str]) -> None:
        self._old, self._new = f"{output}/", f"{twin}/"
        self._ours = ours  # files of the output, with their SHA-256
        self._folders: set[str] = set()  # that are there

    def __call__(self, path: PurePath | Name, content: bytes) -> Kept:
        """Write a file where it is fresh."""
        name = str(path)
        _check_name(name)
        is_fresh, is_homeless = not _holds(self._old + name, content), False
        if is_fresh:
            try:
                self._make_folder(name)
                _put(self._new + name, content)
            except (FileExistsError, IsADirectoryError, NotADirectoryError):
                is_homeless = True  # another of ours has its name, or that of a folder above: both will be named
        return Kept(name, hashlib.sha256(content).hexdigest(), len(content), is_fresh, is_homeless)

    def again(self, name: Name) -> Kept | None:
        """Let a file be as the output has it."""
        digest = self._ours.get(name)
        return Kept(name, digest, 0, is_fresh=False) if digest else None

    def linked(self, name: Name, kept: Path, digest: str) -> Kept:
        """Give a file another name, a tenth of the work of writing it; where that cannot be, write it."""
        _check_name(name)
        try:
            os.lstat(self._old + name)
        except (FileNotFoundError, NotADirectoryError):
            with suppress(OSError):  # on another disk, one name too many, a system without links; or it is homeless
                self._make_folder(name)
                os.link(kept, self._new + name)
                return Kept(name, digest, 0, is_fresh=True)
        return self(name, kept.read_bytes())

    def _make_folder(self, name: Name) -> None:
        """Make the folder of a file, where it is missing."""
        folder = self._new + name.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            self._folders.add(folder)


# Plain names and calls of the system here: with those of pathlib, a site of six thousand files took a second longer.
def _put(name: str, content: bytes) -> None:
    """Write a new file, with its mode whatever the umask."""
    handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
        os.fchmod(handle, FILE_MODE)
    finally:
        os.close(handle)


def _holds(name: str, content: bytes) -> bool:
    try:
        found = os.lstat(name)
    except (FileNotFoundError, NotADirectoryError):
        return False
    if not stat.S_ISREG(found.st_mode) or found.st_mode & 0o777 != FILE_MODE or found.st_size != len(content):
        return False
    with open(name, "rb") as file:  # noqa: PTH123
        return file.read() == content


def _refuse_foreign(new: Mapping[Name, str], old: Mapping[Name, str], output: Path, there: Iterable[Inside]) -> None:
    """Stop before the first change where a file or link of somebody else stands in the way of one of ours.

    there: what look() gave of the output.
    """
    folders, in_the_way = set(_folders(new)), set[Name]()
    for at, files, links in there:
        in_the_way.update(at + name for name in links if at + name in new or at + name in folders)
        in_the_way.update(at + name for name in files if at + name in folders)
        if at[:-1] in new:
            in_the_way.add(at[:-1])
        for name in files:
            if (file := at + name) in new and file not in old and _digest(output / file) != new[file]:
                in_the_way.add(file)
    if in_the_way:
        message = "is not a file that briefgen wrote, and a page would overwrite it; nothing was written"
        hint = "move it away, or choose another output folder"
        raise Refused(Problem(str(output / name), message, hint=hint) for name in in_the_way)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_manifest(twin: Path, files: Mapping[Name, str]) -> None:
    listed = _Manifest(SCHEMA, {name: files[name] for name in sorted(files, key=_parts)})
    (twin / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(listed), indent=1) + b"\n")
    (twin / MANIFEST).chmod(FILE_MODE)


def _stale(
    old: Mapping[Name, str], new: Mapping[Name, str], output: Path
) -> tuple[tuple[Name, ...], tuple[Problem, ...]]:
    """Our files that are asked for no more and are to go, and a warning for each kept since it was changed by hand."""
    stale: list[Name] = []
    problems: list[Problem] = []
    for name in sorted(old.keys() - new.keys(), key=_parts):
        there = output / name
        if there.is_symlink() or not there.is_file():
            continue
        if _digest(there) == old[name]:
            stale.append(name)
            continue
        message = "no page asks for this file any more, but it was changed by hand, so it was kept"
        problems.append(Problem(str(there), message, hint="delete it yourself", severity="warning"))
    return tuple(stale), tuple(problems)
