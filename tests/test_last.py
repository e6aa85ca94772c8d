"""The last build: a build after which nothing changed does nothing, and any change at all is noticed."""

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen import build as building
from briefgen.build import build
from briefgen.config import load_settings
from briefgen.last import FILE, differing, inputs_after, inputs_of, last_build, options_of, unchanged, with_own
from briefgen.model import Article, Findings
from briefgen.report import Report
from briefgen.scope import NOTHING

AS_OF = "2026-11-20"
ARTICLE = (
    "---\ntitle: {}\npublished: 2025-09-0{}\n---\n\nThey met in Tianjin on Monday. It was the second of their talks.\n"
)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of two articles in which nothing is found."""
    content = tmp_path / "content"
    (content / "_data").mkdir(parents=True)
    (content / "one.md").write_text(ARTICLE.format("Leaders meet in Tianjin", 1), "utf-8")
    (content / "two.md").write_text(ARTICLE.format("Envoys meet in Geneva", 2), "utf-8")
    (tmp_path / "briefgen.yml").write_text("search: no\n", "utf-8")
    (tmp_path / "static").mkdir()
    (tmp_path / "templates").mkdir()

    def found(articles: "Mapping[str, Article]", *_: object) -> tuple[Mapping[str, Findings], int]:
        return dict.fromkeys(articles, NOTHING), 0

    monkeypatch.setattr(building, "findings_of", found)
    return tmp_path


def built(root: Path, as_of: str = AS_OF) -> Report:
    return build(root, load_settings(root, None), as_of=as_of)


def skipped(root: Path, as_of: str = AS_OF) -> bool:
    options = options_of(as_of=as_of, keep_going=False, strict=False)
    settings = load_settings(root, None)
    last = last_build(root, settings)
    return last is not None and unchanged(last, root, settings, options) is not None


def test_a_second_build_reads_and_writes_nothing_and_reports_the_same(site: Path) -> None:
    first, second = built(site), built(site)
    assert (second.articles, second.files, second.problems) == (first.articles, first.files, first.problems)
    assert (second.parsed, second.changed) == (0, 0)
    assert skipped(site)


def _touch_up(path: Path) -> None:
    """Change a file to another of the same size and time."""
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"e", b"a"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "an article": lambda root: _touch_up(root / "content/one.md"),
    "an article added": lambda root: shutil.copy(root / "content/one.md", root / "content/three.md"),
    "an article removed": lambda root: (root / "content/one.md").unlink(),
    "an article renamed": lambda root: (root / "content/one.md").rename(root / "content/other.md"),
    "the editor's data": lambda root: (root / "content/_data/people.yml").write_text("[]\n", "utf-8"),
    "a template": lambda root: (root / "templates/x.html").write_text("x", "utf-8"),
    "a static file": lambda root: (root / "static/x.css").write_text("p { margin: 0 }", "utf-8"),
    "a word of the interface": lambda root: _put(root / "locale/de.toml"),
    "a setting": lambda root: (root / "briefgen.yml").write_text("search: no\ntitle: Other\n", "utf-8"),
    "a page damaged": lambda root: (root / "site/index.html").write_text("damaged", "utf-8"),
    "a page removed": lambda root: (root / "site/index.html").unlink(),
    "a page exchanged for a link": lambda root: _exchange_for_link(root / "site/index.html"),
    "a page's mode": lambda root: (root / "site/index.html").chmod(0o600),
    "the manifest removed": lambda root: (root / "site/.briefgen-manifest.json").unlink(),
    "the note of the last build damaged": lambda root: (root / FILE).write_bytes(b"\x80"),
}


def _put(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("", "utf-8")


def _exchange_for_link(path: Path) -> None:
    path.rename(path.with_name("moved"))
    path.symlink_to(path.with_name("moved"))


@pytest.mark.parametrize("what", CHANGES)
def test_every_change_to_what_a_build_reads_or_wrote_is_noticed(site: Path, what: str) -> None:
    built(site)
    assert skipped(site)
    CHANGES[what](site)
    assert not skipped(site)


def test_another_day_another_output_and_other_options_are_noticed(site: Path) -> None:
    built(site)
    assert not skipped(site, "2026-11-21")
    settings = load_settings(site, None)
    last = last_build(site, settings)
    assert last
    assert unchanged(last, site, settings, options_of(as_of=AS_OF, keep_going=True, strict=False)) is None


def test_a_stranger_s_file_in_the_site_is_no_reason_to_build(site: Path) -> None:
    built(site)
    (site / "site/CNAME").write_text("news.example", "utf-8")
    assert skipped(site)


EDITS: dict[str, Callable[[Path], list[Path]]] = {
    "an article": lambda root: _edited(root / "content/one.md"),
    "an article added": lambda root: _edited(root / "content/three.md"),
    "an article removed": lambda root: _removed(root / "content/one.md"),
    "an article renamed": lambda root: _renamed(root / "content/one.md", root / "content/other.md"),
    "a file that came and went": lambda root: _removed(*_edited(root / "content/.draft")),
    "what a link leads to": lambda root: _edited(root / "elsewhere/target.md")[:0],
    "what a link leads nowhere for": lambda root: _removed(root / "elsewhere/target.md")[:0],
    "what a link waits for": lambda root: _edited(root / "elsewhere/missing.md")[:0],
    "a link": lambda root: _removed(root / "content/link.md"),
    "a folder moved in": lambda root: _renamed(root / "beside", root / "content/new")[1:],
    "a folder moved away": lambda root: _renamed(root / "content/folder", root / "away")[:1],
    "nothing": lambda _: [],
}


def _edited(path: Path) -> list[Path]:
    path.write_text(ARTICLE.format("Talks", 3), "utf-8")
    return [path]


def _removed(*paths: Path) -> list[Path]:
    for path in paths:
        path.unlink()
    return list(paths)


def _renamed(old: Path, new: Path) -> list[Path]:
    old.rename(new)
    return [old, new]


@pytest.mark.parametrize("what", EDITS)
def test_what_the_system_tells_gives_what_a_look_at_everything_gives(site: Path, what: str) -> None:
    for folder in ("content/folder", "beside", "elsewhere"):
        (site / folder).mkdir()
        (site / folder / "x.md").write_text("x", "utf-8")
    _edited(site / "elsewhere/target.md")
    (site / "content/link.md").symlink_to(site / "elsewhere/target.md")
    (site / "content/waiting.md").symlink_to(site / "elsewhere/missing.md")
    settings, options = load_settings(site, None), options_of(as_of=AS_OF, keep_going=False, strict=False)
    before = inputs_of(site, settings, options)
    told = EDITS[what](site)
    after = inputs_after(before, [str(path) for path in told], site, settings, options)
    now = inputs_of(site, settings, options)
    assert (after is None) is what.startswith("a folder")
    if after is not None:
        assert after.files == now.files
        assert differing(before, after) == differing(before, now)
        assert differing(after, now) == set()
    assert inputs_after(before, [], site, settings, {**options, "strict": True}) is None


def test_a_second_change_in_the_same_tick_is_told_of_though_the_notes_are_the_same(site: Path) -> None:
    settings, options = load_settings(site, None), options_of(as_of=AS_OF, keep_going=False, strict=False)
    before = inputs_of(site, settings, options)
    path = site / "content/one.md"
    path.write_bytes(path.read_bytes().replace(b"e", b"a"))
    note = before.files[str(path)]
    after = inputs_after(before, [str(path)], site, settings, options)
    assert after is not None
    assert differing(before, replace(after, files={**after.files, str(path): note})) == {str(path)}


def test_what_a_build_wrote_itself_is_no_change_though_it_was_written_shortly_before_as_well(site: Path) -> None:
    settings, options = load_settings(site, None), options_of(as_of=AS_OF, keep_going=False, strict=False)
    ledger = site / "content/_data/ids.json"
    ledger.write_text("{}", "utf-8")
    before = inputs_of(site, settings, options)
    ledger.write_text("{ }", "utf-8")
    assert differing(before, inputs_of(site, settings, options)) == {str(ledger)}
    assert differing(with_own(before, [ledger]), inputs_of(site, settings, options)) == set()
