"""Articles kept as they were read: what is kept is what reading gives, and nothing of another file or setting."""

import gc
import os
import sqlite3
import weakref
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen import kept_articles
from briefgen.config import Settings
from briefgen.errors import Problem
from briefgen.kept_articles import FILE, articles_of, reader
from briefgen.model import Article
from briefgen.read import article as reading
from briefgen.read import read_articles
from briefgen.read.article import read_article
from briefgen.read.files import Source

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

    monkeypatch.setattr(reading, "read_article", fail)


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


TEXTS = ("", "# Talks\n\nThey met on Monday.\n", "# Visit\n\nHe left.\n", "<<<<<<< ours\n", "\u202eturned\n\nText.\n")
NAMES = ("one.md", "two.md", "ONE.md", "folder/three.txt", "_aside/four.md", "five.pdf")
steps = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), st.sampled_from(TEXTS)),
    st.tuples(st.just("remove"), st.sampled_from(NAMES)),
    st.tuples(st.just("link"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("settings"), st.sampled_from(["en", "fr"])),
)


@given(st.lists(st.tuples(st.lists(steps, max_size=3), st.booleans()), min_size=1, max_size=4))
def test_what_is_remembered_is_what_reading_gives_and_what_stays_is_the_very_same(
    days: list[tuple[list[tuple[str, ...]], bool]],
) -> None:
    with TemporaryDirectory() as folder:
        root, settings, memory = Path(folder), Settings(), kept_articles.Memory()
        for name in NAMES[:4]:
            _put(root / "content" / name, TEXTS[1])
        before = articles_of(root, settings, memory)[0]
        for edits, is_past in days:
            told = set[str]()
            for kind, *about in edits:
                path = root / "content" / about[0]
                if kind == "settings":
                    settings = replace(settings, language=about[0])
                    continue
                told.add(str(path))
                path.unlink(missing_ok=True)
                if kind == "write":
                    _put(path, about[1])
                elif kind == "link":
                    path.parent.mkdir(exist_ok=True)
                    path.symlink_to(root / "content" / about[1])
                    told |= {str(root / "content" / name) for name in NAMES}
            memory.changed = told
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(kept_articles, "is_past", lambda _, is_past=is_past: is_past)
                found = articles_of(root, settings, memory)
            assert found == read_articles(root, settings)
            kept = {article.path: article for article in before}
            assert all(kept[article.path] is article for article in found[0] if kept.get(article.path) == article)
            before = found[0]


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_where_one_article_changed_nothing_else_is_looked_at(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = kept_articles.Memory()
    monkeypatch.setattr(kept_articles, "is_past", lambda _: True)
    articles_of(root, Settings(), memory)
    read_now: list[str] = []

    def read_and_note(source: Source, to: Settings) -> tuple[Article | None, list[Problem]]:
        read_now.append(source.path)
        return read_article(source, to)

    monkeypatch.setattr(reading, "read_article", read_and_note)
    monkeypatch.setattr(kept_articles, "find_sources", pytest.fail)
    (root / "content/one.md").write_text(TEXT.format("Another"), "utf-8")
    memory.changed = [str(root / "content/one.md")]
    assert [article.title for article in articles_of(root, Settings(), memory)[0]] == ["Another", "Two"]
    assert read_now == ["content/one.md"]


def test_what_reading_leaves_behind_goes_though_nothing_else_looks_for_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build has Python look for no circles of objects, and each text that is parsed is one."""

    class Circle:
        def __init__(self) -> None:
            self.myself = self

    left: list[weakref.ref[Circle]] = []

    def leaving(source: Source, settings: Settings) -> object:
        left.append(weakref.ref(Circle()))
        return read_article(source, settings)

    monkeypatch.setattr(reading, "read_article", leaving)
    monkeypatch.setattr(kept_articles, "IN_A_ROW", 3)
    gc.disable()
    try:
        read(root)
        assert [circle() for circle in left] == [None] * 3
    finally:
        gc.enable()
