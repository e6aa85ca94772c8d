"""Only those pages are made that can differ from what the last build left."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from jinja2 import Environment

from briefgen import making, render, traces
from briefgen.build import build
from briefgen.cache import encode
from briefgen.config import load_settings
from briefgen.last import FILE
from briefgen.model import Article
from briefgen.scope import NOTHING
from briefgen.views import Page

TEXT = "---\ntitle: {}\npublished: 2025-09-0{}\n---\n\nThey met on Monday. It was the second of their talks.\n"
TITLES = ("Envoys meet in Geneva", "Leaders meet in Tianjin", "Ministers meet in Oslo", "Talks in Vienna", "A call")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site of five articles, one a day, in which nothing is found; built."""
    (tmp_path / "content/_data").mkdir(parents=True)
    for number, title in enumerate(TITLES, 1):
        (tmp_path / f"content/{number}.md").write_text(TEXT.format(title, number), "utf-8")
    (tmp_path / "briefgen.yml").write_text("search: no\n", "utf-8")
    built(tmp_path)
    return tmp_path


@pytest.fixture
def made(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the pages that are made from now on."""
    names: list[str] = []
    html = render.html

    def noting(env: Environment, page: Page) -> bytes:
        names.append(str(page.path))
        return html(env, page)

    monkeypatch.setattr(making, "html", noting)
    return names


def engine(_model: str, missing: Mapping[str, Article]) -> Iterator[tuple[str, bytes]]:
    yield from ((key, encode(NOTHING)) for key in missing)


def built(root: Path) -> dict[str, bytes]:
    build(root, load_settings(root, None), as_of="2026-11-20", engine=engine)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "site").rglob("*.html")}


def briefings(made: list[str]) -> set[str]:
    return {name.split("/")[1] for name in made if name.startswith("briefings/")} - {"index.html"}


def test_after_a_change_only_the_pages_that_show_it_are_made(root: Path, made: list[str]) -> None:
    """Its own, and those of its neighbours in time, which lead to it by its title."""
    (root / "content/1.md").write_text(TEXT.format("Envoys part in Geneva", 1), "utf-8")
    built(root)
    assert briefings(made) == {"envoys-part-in-geneva", "leaders-meet-in-tianjin"} or briefings(made) == {
        "envoys-meet-in-geneva",
        "leaders-meet-in-tianjin",
    }


def test_words_that_no_other_page_shows_change_one_briefing(root: Path, made: list[str]) -> None:
    path = root / "content/3.md"
    path.write_text(path.read_text("utf-8").replace("second", "third"), "utf-8")
    built(root)
    assert briefings(made) == {"ministers-meet-in-oslo"}


@pytest.mark.parametrize("change", ["setting", "template", "static file", "traces gone", "last build gone"])
def test_where_anything_but_articles_and_data_has_changed_all_pages_are_made(
    root: Path, made: list[str], change: str
) -> None:
    changes: Mapping[str, tuple[str, str | None]] = {
        "setting": ("briefgen.yml", "search: no\ntitle: Other\n"),
        "template": ("templates/parts/none.html", "x"),
        "static file": ("static/own.css", "p { margin: 0 }"),
        "traces gone": (str(traces.FILE), None),
        "last build gone": (str(FILE), None),
    }
    name, content = changes[change]
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    if content:
        (root / name).write_text(content, "utf-8")
    else:
        (root / name).unlink()
        (root / "content/6.md").write_text(TEXT.format("More", 6), "utf-8")  # or there would be nothing to do
    built(root)
    assert len(briefings(made)) >= len(TITLES)


@pytest.mark.parametrize("harm", ["damaged", "gone", "of another mode"])
def test_a_page_that_is_not_as_it_was_left_is_made_anew(root: Path, made: list[str], harm: str) -> None:
    before = built(root)
    page = root / "site/briefings/a-call/index.html"
    harms: Mapping[str, Callable[[], object]] = {
        "damaged": lambda: page.write_text("damaged", "utf-8"),
        "gone": page.unlink,
        "of another mode": lambda: page.chmod(0o600),
    }
    harms[harm]()
    assert built(root) == before
    assert briefings(made) == {"a-call"}
    assert page.stat().st_mode & 0o777 == 0o644
