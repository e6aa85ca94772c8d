"""Follow the files that a site is made from, and rebuild after each change.

Folders are watched by the system. The settings file, and folders that come and go, are looked at twice a second: an
editor that saves by renaming would take the watch with the old file.
"""

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path

from watchfiles import awatch

GLANCE = 500  # milliseconds between two looks at what the system does not watch

Marks = dict[Path, tuple[int, ...]]


async def follow(inputs: Callable[[], list[Path]], rebuild: Callable[[], None]) -> None:
    """Call rebuild in a thread after each change below the inputs, one call at a time. Ends when cancelled.

    inputs: the files and folders that count now, whether they exist or not.
    """
    overdue = False
    while True:
        places = inputs()
        marks = _marks(places)
        folders = [place for place in marks if place.is_dir()]
        with contextlib.suppress(FileNotFoundError):  # a folder went between the look and the watch
            looks = awatch(*folders, rust_timeout=GLANCE, yield_on_timeout=True, step=50)
            async with contextlib.aclosing(looks):
                async for changes in looks:
                    if changes or overdue:
                        overdue = False
                        await asyncio.to_thread(rebuild)
                    if _marks(places) != marks:
                        break
        overdue = True  # rebuilt once the new places are watched, so that no change falls between


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
