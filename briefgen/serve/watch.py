"""Follow the files that a site is made from, and rebuild after each change.

Folders are watched by the system, which tells what has changed: that is believed at once. When it is quiet again all is
looked at, since the system may have lost something and does not tell of everything (such as a file with two names). The
settings file, and folders that come and go, are looked at twice a second: an editor that saves by renaming would take
the watch with the old file.
"""

import asyncio
import contextlib
from collections.abc import Callable, Collection
from pathlib import Path

from watchfiles import Change, DefaultFilter, awatch

GLANCE = 500  # milliseconds between two looks at what the system does not watch
PAUSE = 10  # milliseconds without a change after which a saving is at its end

Marks = dict[Path, tuple[int, ...]]


async def follow(inputs: Callable[[], list[Path]], rebuild: Callable[[Collection[str] | None], None]) -> None:
    """Call rebuild in a thread after each change below the inputs, one call at a time. Ends when cancelled.

    inputs: the files and folders that count now, whether they exist or not. rebuild: takes the files that changed
    since the last call, None where it has to look by itself.
    """
    overdue = unsure = False
    while True:
        places = inputs()
        marks = _marks(places)
        folders = [place for place in marks if place.is_dir()]
        with contextlib.suppress(FileNotFoundError):  # a folder went between the look and the watch
            looks = awatch(*folders, rust_timeout=GLANCE, yield_on_timeout=True, step=PAUSE, watch_filter=_FILTER)
            async with contextlib.aclosing(looks):
                async for changes in looks:
                    if overdue or (unsure and not changes):
                        overdue = unsure = False
                        await asyncio.to_thread(rebuild, None)
                    elif changes:
                        unsure = True
                        await asyncio.to_thread(rebuild, {path for _, path in changes})
                    if _marks(places) != marks:
                        break
        overdue = True  # rebuilt once the new places are watched, so that no change falls between


def is_followed(path: str) -> bool:
    """Whether a change of this file is told: not of what editors and version control keep for themselves."""
    return _FILTER(Change.modified, path)


_FILTER = DefaultFilter()


def _marks(places: list[Path]) -> Marks:
    """What tells that a place was exchanged: a folder's identity, a file's identity, size and time of change."""
    marks: Marks = {}
    for place in places:
        try:
            found = place.stat()
        except OSError:
            continue
        marks[place] = (found.st_ino,) if place.is_dir() else (found.st_ino, found.st_size, found.st_mtime_ns)
    return marks
