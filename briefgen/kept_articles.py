"""Articles kept as they were read: reading one costs milliseconds, asking again little.

One sqlite file, .briefgen/articles.sqlite, a row a file. An article is given again where the system says that its file
is the same as before (notes.py), and else where it holds the same bytes; and where the settings, our own code and word
lists and the libraries that read are those it was read with. What no file asks for any more goes.
"""

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache
from importlib import metadata
from pathlib import Path

import msgspec

from briefgen.cache import is_damage
from briefgen.config import Settings
from briefgen.errors import Problem
from briefgen.model import Article
from briefgen.notes import Note, is_past, note_of
from briefgen.read import Reader, read_article
from briefgen.read.files import Source

FILE = Path(".briefgen", "articles.sqlite")  # below the site's root
LIBRARIES = ("lxml", "lxml-html-clean", "markdown", "nh3", "pyyaml", "trafilatura")
Read = tuple[Article | None, list[Problem]]
_TABLE = (
    "CREATE TABLE IF NOT EXISTS article"
    " (path BLOB PRIMARY KEY, note BLOB NOT NULL, digest BLOB NOT NULL, read BLOB NOT NULL) WITHOUT ROWID"
)
_DECODER = msgspec.msgpack.Decoder(Read)


class Memory:
    """What was read in this process, so that the preview asks no database for what has not changed."""

    def __init__(self) -> None:
        self.side = b""
        self.read: dict[str, tuple[Note, Read]] = {}
        self.noted: Mapping[str, Note] = {}  # files as they were looked at a moment ago, by their path


@contextmanager
def reader(root: Path, settings: Settings, memory: Memory | None = None) -> Iterator[Reader]:
    """A read_article() that reads only what it has not read before. A damaged file is begun anew."""
    path = root / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(_opened(path)) as database:
        kept = _Kept(database, settings, memory or Memory())
        yield kept.read
        kept.tidy()


class _Kept:
    def __init__(self, database: sqlite3.Connection, settings: Settings, memory: Memory) -> None:
        self._db = database
        self._side = hashlib.sha256(f"{code_fingerprint()} {settings!r}".encode()).digest()
        self._limit = settings.max_article_bytes
        if memory.side != self._side:
            memory.side, memory.read = self._side, {}
        self._memory = memory
        self._remembered = memory.read
        memory.read = {}
        self._asked: set[bytes] = set()
        self._new: list[tuple[bytes, bytes, bytes, bytes]] = []

    def read(self, source: Source, settings: Settings) -> Read:
        """The article of a file and the problems met."""
        note = self._memory.noted.get(str(source.file)) or note_of(source.file)
        remembered = self._remembered.get(source.path)
        if remembered and remembered[0] == note:
            self._memory.read[source.path] = remembered
            self._asked.add(_named(source))
            return remembered[1]
        found = self._read(source, settings, note)
        if is_past(note) and note == note_of(source.file):
            self._memory.read[source.path] = (note, found)
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
        made = read_article(source, settings)
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
        known = {path for (path,) in self._db.execute("SELECT path FROM article")}
        gone = known - self._asked
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
