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
from collections.abc import Collection, Container
from pathlib import Path

# What says that this cannot be done here, and not that something is wrong: no space is not among them.
IMPOSSIBLE = frozenset({
    errno.EXDEV, errno.EPERM, errno.EACCES, errno.EBUSY, errno.EINVAL, errno.EMLINK, errno.ENOSYS, errno.ENOTSUP,
})  # fmt: skip
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


def fill(twin: Path, old: Path, gone: Collection[str]) -> None:
    """Give the twin all that the old folder holds and the twin does not, but what is gone, and folders emptied by that.

    gone: names from the old folder, with forward slashes. Folders get the mode and owner that they had. Nothing in the
    old folder changes.
    """
    emptied = {name[: at + 1] for name in gone for at, character in enumerate(name) if character == "/"}
    _fill(f"{twin}/", f"{old}/", "", frozenset(gone), emptied | ({""} if gone else set()))


# Plain names here, as in write.py: a site has tens of thousands of files.
def _fill(twin: str, old: str, at: str, gone: Container[str], emptied: Container[str]) -> None:
    """The same for a folder in it. at: "", or its name with a slash behind."""
    new = twin + at
    if at not in emptied:
        os.makedirs(new, exist_ok=True)  # noqa: PTH103
    with os.scandir(old + at) as entries:
        for entry in entries:
            name = at + entry.name
            if entry.is_dir(follow_symlinks=False):
                _fill(twin, old, f"{name}/", gone, emptied)
            elif name not in gone:
                if at in emptied:
                    os.makedirs(new, exist_ok=True)  # noqa: PTH103
                with contextlib.suppress(FileExistsError):  # the twin's own goes before
                    os.link(entry.path, twin + name, follow_symlinks=False)
    if os.path.isdir(new):  # noqa: PTH112
        _like(new, old + at)


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


def carry_over(old: Path, new: Path, ours: Container[str]) -> None:
    """Take what strangers put into the old folder after its twin was filled along to the new one.

    ours: the files of the old folder that are not strangers'.
    """
    before = len(f"{old}/")
    for folder, _, files in os.walk(old):
        at = f"{folder}/"[before:]
        for file in files:
            if at + file in ours:
                continue
            late, there = Path(folder, file), new / at / file
            if os.path.lexists(there) and not _newer(late, there):
                continue
            there.parent.mkdir(parents=True, exist_ok=True)
            late.replace(there)


def _newer(late: Path, there: Path) -> bool:
    """Whether a file was put in the place of another that the twin has."""
    one, other = late.lstat(), there.lstat()
    return one.st_ino != other.st_ino and one.st_mtime_ns > other.st_mtime_ns
