"""One folder put in the place of another, in one step.

A twin of the old folder is filled beside it: what stays is linked, not copied. Then the two change places by one call
of the system, so that whoever looks sees the old folder or the new one, and a process that is killed leaves one or the
other.
Misses systems and file systems that cannot exchange two folders (all but Linux; network drives, some containers): the
caller is told by an OSError of IMPOSSIBLE, and nothing has changed.

The old folder becomes the one beside. What came into it at the last moment is carried over before it is removed, also
when that is left to the next run: a folder that `twin_name` calls after an inode, and that has it, is an old one.
"""

import contextlib
import ctypes
import errno
import os
import shutil
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from briefgen.lanes import run

# What says that this cannot be done here, and not that something is wrong: no space is not among them.
IMPOSSIBLE = frozenset({
    errno.EXDEV, errno.EPERM, errno.EACCES, errno.EBUSY, errno.EINVAL, errno.EMLINK, errno.ENOSYS, errno.ENOTSUP,
})  # fmt: skip
T = TypeVar("T")
WORTH_FORKING = 2000  # folders: fewer are filled sooner than processes are started
_TWIN = "instead-of-"
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # of Linux


def exchange(one: Path, other: Path) -> None:
    """Let two folders of one file system change places; where the other does not exist, only the one moves."""
    if not os.path.lexists(other):
        one.rename(other)
        return
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(other))
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(other))


def twin_name(folder: Path) -> str:
    """The name of the twin of a folder, from which it can be told later whether the two have changed places."""
    return f"{_TWIN}{folder.stat().st_ino if folder.is_dir() else 0}"


class Inside(NamedTuple):
    """A folder below another, and what it holds."""

    at: str  # "" for the other itself, else its name from there, with a slash behind
    files: tuple[str, ...]
    links: tuple[str, ...]  # and pipes and the like: all that is neither a file nor a folder


def look(folder: Path) -> Iterator[Inside]:
    """A folder, and all that lie below it, each before those in it."""
    waiting = [""]
    while waiting:
        at = waiting.pop()
        files, links = list[str](), list[str]()
        with os.scandir(f"{folder}/{at}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{at}{entry.name}/")
                else:
                    (files if entry.is_file(follow_symlinks=False) else links).append(entry.name)
        yield Inside(at, tuple(files), tuple(links))


def fill(twin: Path, old: Path, found: Iterable[Inside], gone: Collection[str], *, at_once: int = 1) -> None:
    """Give the twin all that was found in the old folder and the twin does not hold, but what is gone, and folders
    emptied by that.

    found: what look() gave of the old folder. gone: names from there, with forward slashes. Folders get the mode and
    owner that they had. Nothing in the old folder changes. at_once: processes that may work.
    """
    emptied = {name[: at + 1] for name in gone for at, character in enumerate(name) if character == "/"}
    emptied |= {""} if gone else set()
    folders = [(at, [name for name in (*files, *links) if at + name not in gone]) for at, files, links in found]
    for at, names in folders:
        if names or at not in emptied:
            os.makedirs(f"{twin}/{at}", exist_ok=True)  # noqa: PTH103
    there = [one for one in folders if one[0] not in emptied or os.path.isdir(f"{twin}/{one[0]}")]  # noqa: PTH112
    _by_several(partial(_link, f"{twin}/", f"{old}/"), there, at_once)


# Plain names here, as in write.py: a site has tens of thousands of files.
def _link(twin: str, old: str, folders: Iterable[tuple[str, Iterable[str]]]) -> None:
    """Link files of these folders, all of which are there; then give each the marks of the old one."""
    for at, names in folders:
        before, after = old + at, twin + at
        for name in names:
            try:
                os.link(before + name, after + name, follow_symlinks=False)
            except FileExistsError:  # the twin's own goes before
                continue
        _like(after, before)


def _like(new: str, old: str) -> None:
    """Give a folder the mode, marks and owner of another."""
    was, now = os.stat(old), os.stat(new)  # noqa: PTH116
    if (was.st_uid, was.st_gid) != (now.st_uid, now.st_gid):
        os.chown(new, was.st_uid, was.st_gid)
    if was.st_mode != now.st_mode or not hasattr(os, "listxattr") or os.listxattr(old):
        shutil.copystat(old, new)
    else:  # the same, and there are most of them
        os.utime(new, ns=(was.st_atime_ns, was.st_mtime_ns))


def old_in(aside: Path) -> Path | None:
    """The old folder, where twin and old have changed places; None where they have not."""
    return next((p for p in aside.glob(f"{_TWIN}*") if p.name == f"{_TWIN}{p.stat().st_ino}"), None)


def carry_over(old: Path, found: Iterable[Inside], new: Path, ours: Container[str]) -> None:
    """Take what strangers put into the old folder after its twin was filled along to the new one.

    found: what look() gives of the old folder. ours: its files that are not strangers'.
    """
    for at, files, links in found:
        for file in (*files, *links):
            if at + file in ours:
                continue
            late, there = old / at / file, new / at / file
            if os.path.lexists(there) and not _newer(late, there):
                continue
            there.parent.mkdir(parents=True, exist_ok=True)
            late.replace(there)


def empty(folder: Path, found: Sequence[Inside], kept: Container[str], *, at_once: int = 1) -> None:
    """Remove what was found in a folder, but for what is to be kept, as far as it can be removed.

    found: what look() gave of it. kept: names from the folder. at_once: processes that may work.
    """
    _by_several(partial(_unlink, f"{folder}/", kept), found, at_once)
    for at, _, _ in reversed(found[1:]):
        with contextlib.suppress(OSError):
            os.rmdir(f"{folder}/{at}")  # noqa: PTH106


def _unlink(folder: str, kept: Container[str], found: Iterable[Inside]) -> None:
    for at, files, links in found:
        for name in (*files, *links):
            if at + name not in kept:
                with contextlib.suppress(OSError):
                    os.unlink(folder + at + name)  # noqa: PTH108


def _by_several(work: Callable[[Sequence[T]], None], folders: Sequence[T], at_once: int) -> None:
    """Let work be done on all of these, by so many processes where that is sooner."""

    def lane(share: Sequence[T]) -> Iterator[None]:
        work(share)
        yield from ()

    several = at_once if len(folders) >= WORTH_FORKING else 1
    for _ in run([partial(lane, folders[i::several]) for i in range(several)], lambda _: 0):
        pass


def _newer(late: Path, there: Path) -> bool:
    """Whether a file was put in the place of another that the twin has."""
    one, other = late.lstat(), there.lstat()
    return one.st_ino != other.st_ino and one.st_mtime_ns > other.st_mtime_ns
