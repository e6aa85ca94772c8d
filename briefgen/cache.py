"""Findings kept by what they were made from, so that a build with nothing new loads no spaCy.

One sqlite file. A damaged or foreign file is set aside and begun anew: the cache can always be made again.
"""

import hashlib
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from briefgen.model import Article, Findings

_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(Findings)


def key(article: Article, fingerprint: str) -> str:
    """Hash of all that the findings depend on: the article as read (not where it lies) and the language side."""
    read = msgspec.structs.asdict(article) if isinstance(article, msgspec.Struct) else msgspec.to_builtins(article)
    for part in ("path", "slug", "draft", "note", "tags", "url"):
        del read[part]
    return hashlib.sha256(fingerprint.encode() + b"\0" + _ENCODER.encode(read)).hexdigest()


class Cache:
    """Findings by key. Make one with open_cache()."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def get(self, name: str) -> Findings | None:
        """What is kept under a key; None where there is nothing, or nothing that can be read."""
        row = self._db.execute("SELECT findings FROM kept WHERE key = ?", (name,)).fetchone()
        try:
            return _DECODER.decode(row[0]) if row else None
        except msgspec.MsgspecError:
            return None

    def put(self, name: str, findings: Findings) -> None:
        """Keep findings at once, so that a stopped build goes on where it was."""
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (name, _ENCODER.encode(findings)))

    def keep_only(self, names: Collection[str]) -> None:
        """Forget all else."""
        with self._db:
            old = [row[0] for row in self._db.execute("SELECT key FROM kept") if row[0] not in names]
            self._db.executemany("DELETE FROM kept WHERE key = ?", [(name,) for name in old])


@contextmanager
def open_cache(path: Path | None) -> Iterator[Cache]:
    """Open the cache file, making it where it is missing; None gives a cache that forgets."""
    connection = _connect(path) if path else sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, findings BLOB) WITHOUT ROWID")
    try:
        yield Cache(connection)
    finally:
        connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("SELECT key, findings FROM kept LIMIT 1").fetchone()
    except sqlite3.OperationalError:  # no such table: a new file
        pass
    except sqlite3.DatabaseError:
        connection.close()
        path.replace(path.with_suffix(".damaged"))
        connection = sqlite3.connect(path)
    return connection
