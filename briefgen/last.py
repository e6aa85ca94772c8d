"""The last build: what it was made from and what it left. Where neither has changed, the next has nothing to do;
where only articles and data have, it takes over pages that cannot differ (traces.py).

Reads  of every file that a build depends on (articles, data, templates, static files, the package itself, the folders
       of installed packages) and of every file that it wrote, no more than the system's notes: size, times, inode.
Kept   in .briefgen/last-build, written whole or not at all. A damaged one counts for nothing.
Misses a file of the site that was exchanged for one of the same size, time and inode; whoever can do that may.

An input that was changed shortly before the build began is compared by its content as well: a second change in the same
tick of the clock would leave the notes as they were.
"""

import hashlib
import os
import stat
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from briefgen.config import Settings
from briefgen.frozen import replace
from briefgen.notes import Note, changed_since, is_plain, note_of
from briefgen.report import Report
from briefgen.whole import write_whole

FILE = Path(".briefgen", "last-build")  # below the site's root
VERSION = 3

Notes = dict[str, Note]


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a build depends on, as it was before the build began."""

    asked: str  # the settings and the options
    files: Notes
    recent: dict[str, str]  # SHA-256 of those that changed just before


class LastBuild(msgspec.Struct, frozen=True, array_like=True):
    """The last build of a folder: what it was made from, and what it wrote, each file with its note."""

    version: int
    inputs: Inputs
    output: str
    written: list[tuple[str, Note]]
    traces: str | None  # the hash of the file of traces (traces.py)
    report: Report


def options_of(*, as_of: str, keep_going: bool, strict: bool, drafts: bool = False) -> Mapping[str, object]:
    """What a build was asked for beside the settings."""
    return {"as_of": as_of, "keep_going": keep_going, "strict": strict, "drafts": drafts}


def inputs_of(root: Path, settings: Settings, options: Mapping[str, object]) -> Inputs:
    """Note all that a build with these options depends on; before it reads anything."""
    now = time.time_ns()
    files = _found(root, settings)
    recent = {path: _digest(path) for path, note in files.items() if changed_since(note, now)}
    return Inputs(_asked(settings, options), files, recent)


def last_build(root: Path, settings: Settings) -> LastBuild | None:
    """The last build into the same output folder; None where there is none that can be understood."""
    try:
        kept = msgspec.msgpack.decode((root / FILE).read_bytes(), type=LastBuild)
    except (OSError, msgspec.MsgspecError):
        return None
    return kept if kept.version == VERSION and kept.output == settings.output else None


def unchanged(last: LastBuild, root: Path, settings: Settings, options: Mapping[str, object]) -> Report | None:
    """The report of the last build, where another would find the same and write nothing; else None."""
    begun = time.perf_counter()
    if not as_before(last.inputs, root, settings, options):
        return None
    if not _as_written(str(root / settings.output), last.written):
        return None
    return replace(last.report, parsed=0, changed=0, moves=(), seconds=time.perf_counter() - begun)


def as_left(last: LastBuild | None, site: Path) -> Callable[[str], bool]:
    """What tells of a file of the site, by its name, whether it is as the last build left it."""
    notes, before = dict(last.written) if last else {}, f"{site}/"
    return lambda name: name in notes and _written(before + name) == notes[name]


def only_content_differs(last: LastBuild, now: Inputs, root: Path, settings: Settings) -> bool:
    """Whether all that differs from the last build lies in the folder of articles and data."""
    content = f"{root / settings.content}{os.sep}"
    different = differing(last.inputs, now)
    return different is not None and all(path.startswith(content) for path in different)


def as_before(inputs: Inputs, root: Path, settings: Settings, options: Mapping[str, object]) -> bool:
    """Whether nothing that a build depends on has changed since it was noted."""
    if inputs.asked != _asked(settings, options):
        return False
    return _found(root, settings) == inputs.files and all(_digest(path) == was for path, was in inputs.recent.items())


def inputs_after(
    before: Inputs, told: Collection[str], root: Path, settings: Settings, options: Mapping[str, object]
) -> Inputs | None:
    """As inputs_of(), where the system has told of each file that changed since another look.

    What it does not tell of is looked at as well: what links lead to, and what could not be looked at before. None
    where folders have changed, or what was asked for.
    """
    if before.asked != _asked(settings, options):
        return None
    now = time.time_ns()
    files = dict(before.files)
    places = tuple(f"{place}{os.sep}" for place in _places(root, settings))
    for path in {*told, *(path for path, note in files.items() if not is_plain(note))}:
        note = note_of(path)
        if note == files.get(path):
            continue
        is_folder = is_plain(note) and stat.S_ISDIR(note[4])
        was_folder = path not in files and any(name.startswith(f"{path}{os.sep}") for name in files)
        if is_folder or was_folder or not path.startswith(places):
            return None
        if os.path.lexists(path):
            files[path] = note
        else:
            files.pop(path, None)
    recent = {path for path in {*told, *before.recent} if path in files and changed_since(files[path], now)}
    return Inputs(before.asked, files, {path: _digest(path) for path in recent})


def differing(before: Inputs, now: Inputs) -> set[str] | None:
    """The files that have come, gone or changed between two looks; None where something else was asked for."""
    if before.asked != now.asked:
        return None
    was = before.files
    found = {path for path, note in now.files.items() if was.get(path) != note}
    found.update(was.keys() - now.files.keys())
    found.update(
        path
        for path, digest in before.recent.items()
        if (now.recent[path] if path in now.recent else _digest(path)) != digest
    )
    return found


def with_own(inputs: Inputs, own: Iterable[Path]) -> Inputs:
    """The inputs with those files as they are now, which the build itself wrote at its end."""
    written = notes_of(path for path in own if path.exists())
    recent = {path: digest for path, digest in inputs.recent.items() if path not in written}
    return Inputs(inputs.asked, {**inputs.files, **written}, recent)


def remember(
    root: Path,
    settings: Settings,
    inputs: Inputs,
    report: Report,
    written: Iterable[str],
    own: Iterable[Path],
    traces: str | None,
) -> None:
    """Keep what a build was made from and what it wrote. own: inputs that it wrote itself, at its end.

    traces: the hash of the file of traces.
    """
    site = str(root / settings.output)
    notes = [(name, note) for name in written if (note := _written(f"{site}/{name}"))]
    kept = LastBuild(VERSION, with_own(inputs, own), settings.output, notes, traces, report)
    write_whole(root / FILE, msgspec.msgpack.encode(kept))


def _asked(settings: Settings, options: Mapping[str, object]) -> str:
    return repr((settings, sorted(options.items()), sys.version, sorted(sys.path)))


def _found(root: Path, settings: Settings) -> Notes:
    """All that a build depends on, now. Of the folders of packages, which change with each installation, themselves."""
    found = {folder: note_of(folder) for folder in sys.path if folder.endswith(("site-packages", "dist-packages"))}
    for place in _places(root, settings):
        found.update(_notes(place))
    return found


def _places(root: Path, settings: Settings) -> Iterator[Path]:
    """The folders and files that a build depends on."""
    here = Path(__file__).parent
    theme = () if (here / "_theme").is_dir() else (here.parent / "templates", here.parent / "static")
    yield from (root / part for part in (settings.content, settings.templates, settings.static, settings.locale))
    yield from (here, *theme)
    if settings.model and Path(settings.model).is_dir():
        yield Path(settings.model)


def notes_of(places: Iterable[Path]) -> Notes:
    """The notes of these files, and of all that is in these folders."""
    return {path: note for place in places for path, note in _notes(place)}


def _notes(place: Path) -> Iterator[tuple[str, Note]]:
    """A file or folder with its notes, and all that is in a folder, compiled Python apart."""
    if not place.is_dir():
        yield str(place), note_of(str(place))
        return
    folders = [str(place)]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        if entry.name != "__pycache__":
                            folders.append(entry.path)
                    else:
                        yield entry.path, note_of(entry.path)
        except OSError as error:
            yield str(error.filename), (error.errno or 0,)


def _as_written(site: str, written: Iterable[tuple[str, Note]]) -> bool:
    """Whether these files are as a build left them. Asked of each file of a site at each build: so without a call."""
    look = os.lstat
    try:
        for name, note in written:
            found = look(f"{site}/{name}")
            if (found.st_ino, found.st_size, found.st_mtime_ns, found.st_mode) != note:
                return False
    except OSError:
        return False
    return True


def _written(path: str) -> Note:
    """The notes of a file that a build wrote; its time of change is left out, which any link to it moves."""
    try:
        found = os.lstat(path)
    except OSError:
        return ()
    return (found.st_ino, found.st_size, found.st_mtime_ns, found.st_mode)


def _digest(path: str) -> str:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return str(error.errno)
