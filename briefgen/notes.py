"""Notes: what the system tells of a file without its being opened; equal notes of two moments mean an unchanged file.

Misses a second change in the same tick of the clock as the first: a note shows every later change only once it is past.
"""

import os
import time
from pathlib import Path

TICK = 2_000_000_000  # nanoseconds: the coarsest clock of a file system in use
_LINK, _KIND = 0o120000, 0o170000
_PLAIN = 5  # numbers in the note of what is no link

Note = tuple[int, ...]


def note_of(path: str | Path) -> Note:
    """Identity, size, times and mode of a file: of a link, those of what it leads to, and its own time and identity."""
    try:
        found = os.lstat(path)
        if found.st_mode & _KIND == _LINK:
            own, found = found, os.stat(path)  # noqa: PTH116
            return (*_noted(found), own.st_mtime_ns, own.st_ino)
    except OSError as error:
        return (error.errno or 0,)
    return _noted(found)


def _noted(found: os.stat_result) -> Note:
    return (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_mode)


def is_plain(note: Note) -> bool:
    """Whether a note is that of something that is there and no link."""
    return len(note) == _PLAIN


def changed_since(note: Note, moment: int) -> bool:
    """Whether a file was changed in the tick before a moment (nanoseconds) or later."""
    if len(note) < _PLAIN:
        return False
    limit = moment - TICK
    return note[2] > limit or note[3] > limit or (not is_plain(note) and note[5] > limit)


def is_past(note: Note) -> bool:
    """Whether a change from now on would give another note."""
    return not changed_since(note, time.time_ns())
