"""Notes: what the system tells of a file without its being opened; equal notes of two moments mean an unchanged file.

Misses a second change in the same tick of the clock as the first: a note shows every later change only once it is past.
"""

import os
import time
from pathlib import Path

TICK = 2_000_000_000  # nanoseconds: the coarsest clock of a file system in use
_LINK, _KIND = 0o120000, 0o170000

Note = tuple[int, ...]


def note_of(path: str | Path) -> Note:
    """Identity, size, times and mode of a file: of a link, those of what it leads to and its own."""
    try:
        own = os.lstat(path)
        found = own if own.st_mode & _KIND != _LINK else os.stat(path)  # noqa: PTH116
    except OSError as error:
        return (error.errno or 0,)
    return (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_mode, own.st_mtime_ns)


def changed_since(note: Note, moment: int) -> bool:
    """Whether a file was changed in the tick before a moment (nanoseconds) or later."""
    return max((*note[2:4], *note[5:]), default=0) > moment - TICK


def is_past(note: Note) -> bool:
    """Whether a change from now on would give another note."""
    return not changed_since(note, time.time_ns())
