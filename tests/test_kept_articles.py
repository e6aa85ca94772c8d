"""Articles kept as they were read: what is kept is what reading gives, and nothing of another file or setting."""

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen import kept_articles
from briefgen.config import Settings
from briefgen.kept_articles import FILE, reader
from briefgen.read import read_articles

TEXT = "---\ntitle: {}\n---\n\nBEIJING, Aug. 31 (Xinhua) -- They met on Monday.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    for name in ("one", "two"):
        (tmp_path / f"content/{name}.md").write_text(TEXT.format(name.title()), "utf-8")
    (tmp_path / "content/faulty.md").write_bytes(b"caf\xe9 at eight\n")
    return tmp_path


def read(root: Path, settings: Settings | None = None) -> tuple[object, object]:
    settings = settings or Settings()
    with reader(root, settings) as kept:
        return read_articles(root, settings, kept)


def asked(root: Path, question: str) -> object:
    with closing(sqlite3.connect(root / FILE)) as database, database:
        return database.execute(question).fetchone()


def no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("this was read before")

    monkeypatch.setattr(kept_articles, "read_article", fail)


def test_what_is_kept_is_what_reading_gives_problems_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = read_articles(root, Settings())
    assert read(root) == fresh
    no_reading(monkeypatch)
    assert read(root) == fresh


def test_a_change_that_leaves_size_and_time_is_read(root: Path) -> None:
    read(root)
    path = root / "content/one.md"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Monday", b"Friday"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert read(root) == read_articles(root, Settings())


def test_a_renamed_file_is_an_article_of_its_new_name(root: Path) -> None:
    read(root)
    (root / "content/one.md").rename(root / "content/other.md")
    assert read(root) == read_articles(root, Settings())


def test_other_settings_read_anew(root: Path) -> None:
    read(root)
    other = replace(Settings(), language="fr", timezone="Europe/Paris")
    assert read(root, other) == read_articles(root, other)


def test_what_no_file_asks_for_any_more_goes(root: Path) -> None:
    read(root)
    (root / "content/one.md").unlink()
    (root / "content/two.md").unlink()
    read(root)
    assert asked(root, "SELECT count(*) FROM article") == (1,)  # the faulty one


def test_a_damaged_file_is_begun_anew(root: Path) -> None:
    read(root)
    for left in root.glob(f"{FILE}-*"):
        left.unlink()
    (root / FILE).write_bytes(b"no database, and long enough to be looked at " * 50)
    assert read(root) == read_articles(root, Settings())


def test_what_cannot_be_decoded_is_read_anew(root: Path) -> None:
    read(root)
    asked(root, "UPDATE article SET read = x'c1'")
    assert read(root) == read_articles(root, Settings())
