"""Articles kept as they were read, by the bytes of their files: reading one costs milliseconds, asking again little.

One sqlite file, .briefgen/articles.sqlite. A key is made of all that the reading of a file depends on: its name and
bytes, the settings, our own code and word lists, and the libraries that read Markdown and web pages. What no file asks
for any more goes.
"""

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from importlib import metadata
from pathlib import Path

import msgspec

from briefgen.cache import is_damage
from briefgen.config import Settings
from briefgen.errors import Problem
from briefgen.model import Article
from briefgen.read import Reader, read_article
from briefgen.read.files import Source

FILE = Path(".briefgen", "articles.sqlite")  # below the site's root
LIBRARIES = ("lxml", "lxml-html-clean", "markdown", "nh3", "pyyaml", "trafilatura")
Read = tuple[Article | None, list[Problem]]
_TABLE = "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, read BLOB NOT NULL) WITHOUT ROWID"
_DECODER = msgspec.msgpack.Decoder(Read)


@contextmanager
def reader(root: Path, settings: Settings) -> Iterator[Reader]:
    """A read_article() that reads only what it has not read before. A damaged file is begun anew."""
    path = root / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(_opened(path)) as database:
        kept = _Kept(database, settings)
        yield kept.read
        kept.tidy()


class _Kept:
    def __init__(self, database: sqlite3.Connection, settings: Settings) -> None:
        self._db = database
        self._side = f"{code_fingerprint()} {settings!r}".encode()
        self._limit = settings.max_article_bytes
        self._asked: set[bytes] = set()
        self._new: list[tuple[bytes, bytes]] = []

    def read(self, source: Source, settings: Settings) -> Read:
        """The article of a file and the problems met."""
        key = self._key(source)
        row = self._db.execute("SELECT read FROM kept WHERE key = ?", (key,)).fetchone() if key else None
        if row and key:
            try:
                found: Read = _DECODER.decode(row[0])
            except msgspec.MsgspecError:
                pass  # read anew below, and kept over it
            else:
                self._asked.add(key)
                return found
        made = read_article(source, settings)
        if key and key == self._key(source):  # nobody has saved the file in between
            with contextlib.suppress(UnicodeEncodeError):  # a name that is no text is read each time
                self._new.append((key, msgspec.msgpack.encode(made)))
                self._asked.add(key)
        return made

    def tidy(self) -> None:
        """Keep what was read anew, and drop what nobody asked for."""
        known = {key for (key,) in self._db.execute("SELECT key FROM kept")}
        with self._db:
            self._db.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", self._new)
            self._db.executemany("DELETE FROM kept WHERE key = ?", [(key,) for key in known - self._asked])

    def _key(self, source: Source) -> bytes | None:
        """None for what is no plain file of an article's size: the reader says what is wrong with it."""
        try:
            if not source.file.is_file() or source.file.stat().st_size > self._limit:
                return None
            content = source.file.read_bytes()
        except OSError:
            return None
        return hashlib.sha256(b"\0".join((self._side, source.path.encode("utf-8", "surrogatepass"), content))).digest()


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
        database.execute("SELECT key, read FROM kept LIMIT 1").fetchone()
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database
