"""Articles kept as they were read: reading one costs milliseconds, asking again little.

One sqlite file, .briefgen/articles.sqlite, a row a file. An article is given again where the system says that its file
is the same as before (notes.py), and else where it holds the same bytes; and where the settings, our own code and word
lists and the libraries that read are those it was read with. What no file asks for any more goes.
"""

import contextlib
import gc
import hashlib
import os
import sqlite3
import stat
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib import metadata
from pathlib import Path

import msgspec

from briefgen.cache import is_damage
from briefgen.config import Settings
from briefgen.errors import Problem
from briefgen.model import Article
from briefgen.notes import Note, is_past, note_of
from briefgen.read import Reader, assembled
from briefgen.read.files import Source, find_sources, is_left_alone

FILE = Path(".briefgen", "articles.sqlite")  # below the site's root
IN_A_ROW = 200  # articles that are read between two looks for objects that are not used any more
LIBRARIES = ("lxml", "lxml-html-clean", "markdown", "nh3", "pyyaml", "trafilatura")
Read = tuple[Article | None, list[Problem]]
_TABLE = (
    "CREATE TABLE IF NOT EXISTS article"
    " (path BLOB PRIMARY KEY, note BLOB NOT NULL, digest BLOB NOT NULL, read BLOB NOT NULL) WITHOUT ROWID"
)
_DECODER = msgspec.msgpack.Decoder(Read)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a reading of all files gave."""

    root: Path
    sources: Mapping[str, Source]  # by the system's name of the file
    beside: Sequence[Problem]  # with what is no article
    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]


class Memory:
    """What was read in this process, so that the preview asks no database for what has not changed."""

    def __init__(self) -> None:
        self.side = b""
        self.read: dict[str, tuple[Note, Read]] = {}  # by path; without a note where it would not tell of every change
        self.unsure: set[str] = set()  # files without a note
        self.last: _Reading | None = None
        self.noted: Mapping[str, Note] = {}  # files as they were looked at a moment ago, by their path
        self.changed: Collection[str] | None = None  # all that may differ from the last reading; None: anything


def articles_of(root: Path, settings: Settings, memory: Memory) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """As read_articles(); where it is known what may have changed, nothing else is looked at."""
    last = memory.last if memory.side == _side(settings) else None
    again = _again(last, root, settings, memory) if last else None
    memory.last = memory.changed = None  # until the end of this reading
    with reader(root, settings, memory, whole=again is None) as kept:
        if last is None or again is None:
            sources, beside = find_sources(root.resolve(), (root / settings.content).resolve())
            found = assembled([kept(source, settings) for source in sources], beside)
            last = _Reading(root, {str(source.file): source for source in sources}, beside, *found)
        else:
            before = [memory.read[source.path][1] for source in again]
            now = [kept(source, settings) for source in again]
            last = _with_changes(
                last, [pair for pair in zip(before, now, strict=True) if pair[0] is not pair[1]], memory
            )
    memory.last = last
    return last.articles, last.problems


def _again(last: _Reading, root: Path, settings: Settings, memory: Memory) -> list[Source] | None:
    """What is to be read again where the articles are the files that they were before; None where they may not be.

    A name that comes or goes, and a link, can change what is said of other files.
    """
    content = root / settings.content
    if memory.changed is None or last.root != root or content.resolve() != content:
        return None
    below = f"{content}{os.sep}"
    names = {n for n in memory.changed if n.startswith(below) and not is_left_alone(n.removeprefix(below))}
    names |= memory.unsure
    if not all(name in last.sources and _is_plain(name) for name in names):
        return None
    return [last.sources[name] for name in sorted(names)]


def _is_plain(name: str) -> bool:
    try:
        return stat.S_ISREG(os.lstat(name).st_mode)
    except OSError:
        return False


def _with_changes(last: _Reading, changes: Sequence[tuple[Read, Read]], memory: Memory) -> _Reading:
    """A reading with some files read anew, each as it was before and as it is now."""
    articles = list(last.articles)
    for (was, told_before), (article, told) in changes:
        at = bisect_left(articles, article.path, key=lambda a: a.path) if article else len(articles)
        if article is None or told != told_before or at == len(articles) or articles[at] is not was:
            found = assembled([read for _, read in memory.read.values()], last.beside)
            return replace(last, articles=found[0], problems=found[1])
        articles[at] = article
    return replace(last, articles=tuple(articles))


@contextmanager
def reader(root: Path, settings: Settings, memory: Memory | None = None, *, whole: bool = True) -> Iterator[Reader]:
    """A read_article() that reads only what it has not read before. A damaged file is begun anew.

    whole: whether every article is asked for, so that what nobody asks for is forgotten.
    """
    path = root / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(_opened(path)) as database:
        kept = _Kept(database, settings, memory or Memory(), whole=whole)
        yield kept.read
        kept.tidy()


def _side(settings: Settings) -> bytes:
    """Hash of all that reading depends on beside the files."""
    return hashlib.sha256(f"{code_fingerprint()} {settings!r}".encode()).digest()


class _Kept:
    def __init__(self, database: sqlite3.Connection, settings: Settings, memory: Memory, *, whole: bool) -> None:
        self._db = database
        self._side = _side(settings)
        self._limit = settings.max_article_bytes
        if memory.side != self._side:
            memory.side, memory.read = self._side, {}
        self._memory = memory
        self._remembered = memory.read
        self._whole = whole
        if whole:
            memory.read, memory.unsure = {}, set()
        self._asked: set[bytes] = set()
        self._made = 0  # articles that were read from their files
        self._new: list[tuple[bytes, bytes, bytes, bytes]] = []

    def read(self, source: Source, settings: Settings) -> Read:
        """The article of a file and the problems met; the very same as the last time where they are equal."""
        note = self._memory.noted.get(str(source.file)) or note_of(source.file)
        remembered = self._remembered.get(source.path)
        if remembered and remembered[0] == note:
            self._memory.read[source.path] = remembered
            self._asked.add(_named(source))
            return remembered[1]
        found = self._read(source, settings, note)
        if remembered and remembered[1] == found:
            found = remembered[1]
        if is_past(note) and note == note_of(source.file):
            self._memory.read[source.path] = (note, found)
            self._memory.unsure.discard(str(source.file))
        else:
            self._memory.read[source.path] = ((), found)
            self._memory.unsure.add(str(source.file))
        return found

    def _read(self, source: Source, settings: Settings, note: Note) -> Read:
        """From the database where the file is as it was, else from the file."""
        noted = msgspec.msgpack.encode(note)
        row = self._db.execute("SELECT note, digest, read FROM article WHERE path = ?", (_named(source),)).fetchone()
        if row and row[0] == noted and row[1].startswith(self._side) and (known := _decoded(row[2])):
            self._asked.add(_named(source))
            return known
        digest = self._digest(source)
        if row and digest and row[1] == digest and (known := _decoded(row[2])):
            self._keep(source, note, digest, row[2])
            return known
        from briefgen.read.article import read_article  # noqa: PLC0415  its libraries take a sixth of a second

        made = read_article(source, settings)
        self._made += 1
        if not self._made % IN_A_ROW:
            gc.collect(0)  # a parsed text is a circle of objects, and a build looks for none by itself (cli.py)
        if digest and digest == self._digest(source):  # nobody has saved the file in between
            with contextlib.suppress(UnicodeEncodeError):  # a name that is no text is read each time
                self._keep(source, note, digest, msgspec.msgpack.encode(made))
        return made

    def _keep(self, source: Source, note: Note, digest: bytes, encoded: bytes) -> None:
        """With its note only where that will tell of every later change."""
        noted = msgspec.msgpack.encode(note if is_past(note) else ())
        self._new.append((_named(source), noted, digest, encoded))
        self._asked.add(_named(source))

    def tidy(self) -> None:
        """Keep what was read anew, and drop what nobody asked for."""
        gone = set[bytes]()
        if self._whole:
            gone = {path for (path,) in self._db.execute("SELECT path FROM article")} - self._asked
        if self._new or gone:
            with self._db:
                self._db.executemany("INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?)", self._new)
                self._db.executemany("DELETE FROM article WHERE path = ?", [(path,) for path in gone])

    def _digest(self, source: Source) -> bytes | None:
        """Of all that the reading depends on; None for what is no plain file of an article's size.

        The reader says what is wrong with such a file.
        """
        try:
            if not source.file.is_file() or source.file.stat().st_size > self._limit:
                return None
            content = source.file.read_bytes()
        except OSError:
            return None
        return self._side + hashlib.sha256(content).digest()


def _named(source: Source) -> bytes:
    return source.path.encode("utf-8", "surrogatepass")


def _decoded(encoded: bytes) -> Read | None:
    try:
        found: Read = _DECODER.decode(encoded)
    except msgspec.MsgspecError:
        return None  # read anew, and kept over it
    return found


@cache
def code_fingerprint() -> str:
    """Hash of our own code and lists, and of the versions of the libraries that read."""
    digest = hashlib.sha256(" ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES).encode())
    here = Path(__file__).parent
    for path in sorted(p for p in here.rglob("*") if p.is_file() and p.suffix != ".pyc"):
        digest.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _opened(path: Path) -> sqlite3.Connection:
    try:
        return _with_table(path)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):  # a full disk, a folder that may not be written
            raise
        path.unlink()
        return _with_table(path)


def _with_table(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")  # it can always be made again
        database.execute(_TABLE)
        database.execute("SELECT path, note, digest, read FROM article LIMIT 1").fetchone()
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database
