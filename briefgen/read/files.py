"""Files: which of those below the content folder are articles, and their text.

Reads  the folder tree, and of each article its bytes up to the limit.
Finds  articles by suffix; whatever cannot be one is a problem: links that lead out, pipes, other encodings,
       binary data.
Leaves alone, without a word: hidden files and editors' backups, folders and files whose name begins with an underscore,
other suffixes.
"""

import os
import re
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from briefgen.errors import Problem
from briefgen.model import Format

FORMATS: dict[str, Format] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "wire",
    ".html": "webpage",
    ".htm": "webpage",
}
LONGEST_PATH = 255  # bytes
DEEPEST = 60  # folders

_IGNORED = re.compile(r"[._#~].*|.*[~#]|Thumbs\.db|desktop\.ini", re.IGNORECASE | re.DOTALL)
_PLAIN = re.compile(r"[ -~]+")  # such a name is shown as it is
_BAD_NAME = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SIGNATURES = {b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"%PDF": "PDF", b"PK\x03\x04": "ZIP"}
_FILE_ITSELF = "put the file itself in its place, or take the link away"
_ELSEWHERE = "move it out of the content folder"
_RIGHTS = "see who owns it and who may read it: ls -l"
_AS_TEXT = "export it as text, Markdown or HTML; other files lie better outside of the content folder"


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is to be an article."""

    file: Path
    path: str  # as shown and published, from the site's root
    format: Format


def find_sources(root: Path, content: Path) -> tuple[list[Source], list[Problem]]:
    """All articles below a folder by path, and the problems with what lies there."""
    problems: list[Problem] = []
    if not content.is_dir():
        hint = "make it, or set 'content' in briefgen.yml"
        return [], [Problem(_shown(content, root), "the content folder does not exist", hint=hint)]
    entries = _walk(content, root, _shown(content, root), problems, 0)
    sources = [found for entry, shown in entries if (found := _source(entry, shown, root, content, problems))]
    sources.sort(key=lambda s: s.path)
    return _without_twins(sources, problems), problems


def is_left_alone(name: str) -> bool:
    """Whether a file, by its path from the content folder, is left alone for its name or that of a folder above it."""
    return any(_IGNORED.fullmatch(part) for part in Path(name).parts)


def read_text(source: Source, limit: int) -> tuple[str, Problem | None]:
    """The text of a file, or the problem with it. limit: in bytes; no more are read."""
    try:
        handle = os.open(source.file, os.O_RDONLY | os.O_NONBLOCK | getattr(os, "O_CLOEXEC", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return "", Problem(source.path, "is not a regular file; it was not read", hint=_ELSEWHERE)
            data = file.read(limit + 1)
    except OSError as error:
        return "", Problem(source.path, f"cannot be read: {error.strerror or error}", hint=_RIGHTS)
    if len(data) > limit:
        hint = "cut it, or raise 'max_article_bytes' in briefgen.yml"
        return "", Problem(source.path, f"is larger than the {limit} bytes allowed", hint=hint)
    return _decoded(data, source.path)


def _walk(
    folder: Path, root: Path, shown: str, problems: list[Problem], depth: int
) -> Iterator[tuple[os.DirEntry[str], str]]:
    """The entries below a folder that may be articles, by path, each with its path as shown; shown: the folder's."""
    if depth > DEEPEST:
        problems.append(Problem(shown, f"lies more than {DEEPEST} folders deep", hint="move it up"))
        return
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda e: e.name)
    except OSError as error:
        problems.append(Problem(shown, f"cannot be read: {error.strerror or error}", hint=_RIGHTS))
        return
    for entry in entries:
        name = entry.name
        if _IGNORED.fullmatch(name):
            continue
        below = f"{shown}/{name}" if _PLAIN.fullmatch(name) else _shown(Path(entry.path), root)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), root, below, problems, depth + 1)
        else:
            yield entry, below


def _source(entry: os.DirEntry[str], shown: str, root: Path, content: Path, problems: list[Problem]) -> Source | None:
    """The article that an entry is; None, perhaps with a problem, where it is none."""
    _, dot, suffix = entry.name.rpartition(".")
    format_ = FORMATS.get(f"{dot}{suffix}".lower())
    problem = None
    if entry.is_symlink():
        problem = _link_problem(Path(entry.path), shown, content, wanted=format_ is not None)
        if problem is None and format_ is None:
            return None
    elif not entry.is_file(follow_symlinks=False):
        problem = Problem(shown, "is a pipe, socket or device; it was not opened", hint=_ELSEWHERE)
    if problem is None and format_ is None:
        return None
    short = _PLAIN.fullmatch(entry.name) and shown.isascii() and len(shown) <= LONGEST_PATH
    problem = problem or (None if short else _name_problem(entry.path, shown, root))
    if problem:
        problems.append(problem)
        return None
    return _as_source(entry.path, shown, format_) if format_ else None


@lru_cache(maxsize=1 << 17)
def _as_source(path: str, shown: str, format_: Format) -> Source:
    return Source(Path(path), shown, format_)


def _link_problem(link: Path, shown: str, content: Path, *, wanted: bool) -> Problem | None:
    """What is wrong with a symbolic link: one to a file inside the content folder is as good as the file."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "it leads in a circle"
        return Problem(shown, f"is a link that leads nowhere: {reason}", hint=_FILE_ITSELF) if wanted else None
    if not target.is_relative_to(content.resolve()):
        return Problem(
            shown, f"is a link out of the content folder, to {target}; it was not followed", hint=_FILE_ITSELF
        )
    if target.is_dir():
        return Problem(shown, f"is a link to the folder {target}; links to folders are not followed", hint=_FILE_ITSELF)
    if target.is_file():
        return None
    return Problem(shown, "is a link to a pipe, socket or device; it was not opened", hint=_ELSEWHERE)


def _name_problem(path: str, shown: str, root: Path) -> Problem | None:
    raw = os.fsencode(os.path.relpath(path, root) if Path(path).is_relative_to(root) else path)
    if any("\udc80" <= c <= "\udcff" for c in path):
        return Problem(shown, "the name is not UTF-8", hint="rename the file")
    if _BAD_NAME.search(Path(path).name):
        return Problem(
            shown, "the name holds control characters or turns the direction of writing", hint="rename the file"
        )
    if len(raw) > LONGEST_PATH:
        return Problem(
            shown, f"the path is {len(raw)} bytes long; the limit is {LONGEST_PATH}", hint="use shorter names"
        )
    return None


def _shown(path: Path, root: Path) -> str:
    """A path from the site's root, with forward slashes and whatever cannot be printed escaped."""
    shown = path.relative_to(root) if path.is_relative_to(root) else path
    text = unicodedata.normalize("NFC", shown.as_posix())
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return _BAD_NAME.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def _without_twins(sources: list[Source], problems: list[Problem]) -> list[Source]:
    """Files whose paths differ only in case or in the form of their accents are one file on other systems."""
    same: defaultdict[str, list[Source]] = defaultdict(list)
    for source in sources:
        path = source.path
        same[path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()].append(source)
    twins = [group for group in same.values() if len(group) > 1]
    for group in twins:
        for source, other in zip(group[1:], group, strict=False):
            message = f"has the same name as {other.file.name!r} but for case or accents"
            problems.append(Problem(source.path, message, hint="rename one of them"))
    alone = {id(group[0]) for group in same.values() if len(group) == 1}
    return [source for source in sources if id(source) in alone]


def _decoded(data: bytes, path: str) -> tuple[str, Problem | None]:
    """The bytes as UTF-8, without a byte order mark; or what they are instead."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _utf16_like(data):
        hint = "convert it: iconv -f UTF-16 -t UTF-8"
        return "", Problem(path, "is not UTF-8 (looks like UTF-16)", hint=hint)
    kind = next((name for mark, name in _SIGNATURES.items() if data.startswith(mark)), None)
    if kind or b"\x00" in data:
        return "", Problem(path, f"is a binary file{f' ({kind})' if kind else ''}, not text", hint=_AS_TEXT)
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        start = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        line = data.count(b"\n", 0, start) + 1
        kind = "windows-1252" if any(0x80 <= b <= 0x9F for b in data) else "latin-1"  # noqa: PLR2004
        hint = f"convert it: iconv -f {kind.upper()} -t UTF-8"
        return "", Problem(path, f"is not UTF-8 at byte {start} (looks like {kind})", line, hint)


def _utf16_like(data: bytes) -> bool:
    """Whether every other byte of the beginning is NUL, as in UTF-16 without its mark."""
    head = data[:200]
    nuls = max(head[::2].count(0), head[1::2].count(0))
    return len(head) >= 4 and nuls * 2 >= len(head) * 0.8  # noqa: PLR2004
