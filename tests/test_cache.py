import sqlite3
from pathlib import Path

import pytest

from briefgen.cache import open_cache
from briefgen.frozen import replace
from tests.briefings import briefing, person
from tests.conftest import article

FOUND = briefing("a", None, people=(person("Ann Lee"),)).findings


def test_findings_come_back_as_they_were(tmp_path: Path) -> None:
    with open_cache(tmp_path / "deep" / "c.sqlite", "side") as cache:
        cache.put("key", FOUND)
    with open_cache(tmp_path / "deep" / "c.sqlite", "side") as cache:
        assert cache.get("key") == FOUND
        assert cache.get("other") is None


def test_the_key_follows_the_text_and_the_language_side_but_not_the_files_place(tmp_path: Path) -> None:
    one = article("Words.")
    with open_cache(tmp_path / "c", "side") as cache, open_cache(tmp_path / "c", "new side") as newer:
        assert cache.key(one) == cache.key(replace(one, path="elsewhere.txt", tags=("x",)))
        assert cache.key(one) != cache.key(replace(one, body="Other words."))
        assert cache.key(one) != cache.key(replace(one, published="2025-01-01"))
        assert cache.key(one) != newer.key(one)


def test_a_damaged_file_is_set_aside_and_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    path.write_bytes(b"not a database at all" * 100)
    with open_cache(path, "side") as cache:
        assert cache.get("key") is None
        cache.put("key", FOUND)
        assert cache.get("key") == FOUND
    assert (tmp_path / "c.damaged").exists()


def test_a_full_disk_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What took hours to find is not set aside because nothing can be written just now."""
    path = tmp_path / "c.sqlite"
    with open_cache(path, "side") as cache:
        cache.put("key", FOUND)
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", lambda _: Refusing(full))
        with pytest.raises(sqlite3.OperationalError, match="full"), open_cache(path, "side"):
            pass
    with open_cache(path, "side") as cache:
        assert cache.get("key") == FOUND
    assert not (tmp_path / "c.damaged").exists()


class Refusing:
    """A database on a disk that takes nothing."""

    def __init__(self, error: sqlite3.Error) -> None:
        self._error = error

    def execute(self, _: str) -> None:
        raise self._error

    def close(self) -> None:
        pass


def test_what_another_side_found_is_dropped_on_request(tmp_path: Path) -> None:
    with open_cache(tmp_path / "c", "old") as cache:
        cache.put("old key", FOUND)
    with open_cache(tmp_path / "c", "new") as cache:
        cache.put("new key", FOUND)
        cache.forget_other_sides()
        assert cache.get("old key") is None
        assert cache.get("new key") == FOUND
