"""Findings kept by what they were made from, so that a build with nothing new loads no spaCy.

One sqlite file. A damaged or foreign file is set aside and begun anew: the cache can always be made again.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from briefgen.model import Article, Findings

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Findings)
_TABLE = "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, side TEXT NOT NULL, findings BLOB NOT NULL)"
# Parts of an article that extraction never asks for.
_ELSEWHERE = frozenset({"path", "slug", "draft", "note", "tags", "url", "byline"})
_ASKED = tuple(name for name in Article.__struct_fields__ if name not in _ELSEWHERE)


def encode(findings: Findings) -> bytes:
    """Findings as the cache keeps them and engines hand them over."""
    return _ENCODER.encode(findings)


def decode(encoded: bytes) -> Findings:
    """The way back. Raises msgspec.MsgspecError for anything else."""
    return _DECODER.decode(encoded)


def is_sound(encoded: bytes) -> bool:
    """Whether these are findings, whole and of this version."""
    try:
        decode(encoded)
    except msgspec.MsgspecError:
        return False
    return True


class Cache:
    """Findings by article, as one language side (nlp.fingerprint) gives them. Make one with open_cache()."""

    def __init__(self, connection: sqlite3.Connection, side: str) -> None:
        self._db = connection
        self._side = side

    def key(self, article: Article) -> str:
        """Hash of all that the findings depend on: the article as read, wherever it lies, and the language side."""
        read = [getattr(article, name) for name in _ASKED]
        return hashlib.sha256(self._side.encode() + b"\0" + _ENCODER.encode(read)).hexdigest()

    def get(self, key: str) -> Findings | None:
        """What is kept under a key; None where there is nothing, or nothing that can be read."""
        row = self._db.execute("SELECT findings FROM kept WHERE key = ?", (key,)).fetchone()
        try:
            return _DECODER.decode(row[0]) if row else None
        except msgspec.MsgspecError:
            return None

    def put(self, key: str, findings: Findings) -> None:
        """Keep findings at once, so that a stopped build goes on where it was."""
        self.put_encoded(key, encode(findings))

    def put_encoded(self, key: str, encoded: bytes) -> None:
        """The same for findings that encode() gave."""
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", (key, self._side, encoded))

    def forget_other_sides(self) -> None:
        """Drop what other models, or other versions of our own rules, had found."""
        with self._db:
            self._db.execute("DELETE FROM kept WHERE side != ?", (self._side,))


@contextmanager
def open_cache(path: Path, side: str) -> Iterator[Cache]:
    """Open the cache file for one language side, making the file where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not _sound(path):
        path.replace(path.with_suffix(".damaged"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # a power cut costs the last findings, and no more
        connection.execute(_TABLE)
        yield Cache(connection, side)


def _sound(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        try:
            connection.execute(_TABLE)
            connection.execute("SELECT key, side, findings FROM kept LIMIT 1").fetchone()
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            return False
    return True


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether an error says that a file is no database, a damaged one or a foreign one; not, that the disk is full."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)  # Python's own: text that is no UTF-8
    return code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
