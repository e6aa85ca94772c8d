"""Addresses over several builds: they stay when articles come, go, are renamed or retitled, and old ones lead on."""

import shutil
from pathlib import Path

import pytest

from briefgen.build import build
from briefgen.config import Settings

SETTINGS = Settings(base_url="https://example.org/", search=False)
FIRST = """---
title: Ministers to meet in Oslo on trade
published: 2031-03-01T10:00:00Z
source: Test Wire North
---

OSLO, March 1 — Norwegian Trade Minister Kari Lund will meet Canadian Trade Minister Paul Roy in Oslo on March 9, her
office said on Saturday.
"""
SECOND = """---
title: Lund and Roy meet in Oslo
published: 2031-03-09T18:00:00Z
source: Test Wire South
---

OSLO, March 9 — Norwegian Trade Minister Kari Lund met Canadian Trade Minister Paul Roy in Oslo on Sunday.
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A site with one article and an editor's data folder, built once."""
    (tmp_path / "content" / "_data").mkdir(parents=True)
    (tmp_path / "content" / "a.md").write_text(FIRST, "utf-8")
    made(tmp_path)
    return tmp_path


def made(desk: Path) -> set[str]:
    """The addresses of a build's pages."""
    build(desk, SETTINGS, as_of="2031-04-01T00:00:00Z")
    return {p.relative_to(desk / "site").as_posix() for p in (desk / "site").rglob("index.html")}


def test_a_renamed_and_a_retitled_article_keep_their_address(desk: Path) -> None:
    before = made(desk)
    (desk / "content" / "a.md").rename(desk / "content" / "b.md")
    assert made(desk) == before
    text = (desk / "content" / "b.md").read_text("utf-8")
    (desk / "content" / "b.md").write_text(
        text.replace("Ministers to meet in Oslo on trade", "Oslo talks set"), "utf-8"
    )
    assert made(desk) == before


def test_an_earlier_article_that_comes_later_takes_no_address_away(desk: Path) -> None:
    before = made(desk)
    (desk / "content" / "0.md").write_text(SECOND.replace("2031-03-09T18", "2031-02-09T18"), "utf-8")
    assert before <= made(desk)


def test_an_article_that_goes_and_comes_back_restores_every_byte(desk: Path) -> None:
    (desk / "content" / "b.md").write_text(SECOND, "utf-8")
    made(desk)
    before = {p: p.read_bytes() for p in (desk / "site").rglob("*") if p.is_file()}
    (desk / "content" / "b.md").unlink()
    made(desk)
    (desk / "content" / "b.md").write_text(SECOND, "utf-8")
    made(desk)
    assert {p: p.read_bytes() for p in (desk / "site").rglob("*") if p.is_file()} == before


def test_the_ledger_decides_nothing_that_the_articles_do_not_say(desk: Path) -> None:
    (desk / "content" / "b.md").write_text(SECOND, "utf-8")
    with_ledger = made(desk)
    shutil.rmtree(desk / "content" / "_data")
    shutil.rmtree(desk / "site")
    assert made(desk) == with_ledger
    assert not (desk / "content" / "_data").exists()


def test_an_address_that_gave_way_leads_to_the_new_one(desk: Path) -> None:
    ids = desk / "content" / "_data" / "ids.json"
    text = ids.read_text("utf-8")
    event = next(line for line in text.splitlines() if "#meeting#2031-03-09" in line)
    name = event.split('"')[1]
    ids.write_text(text.replace('"moved": {}', f'"moved": {{"events/old-name": "events/{name}"}}'), "utf-8")
    assert "events/old-name/index.html" in made(desk)
    page = (desk / "site" / "events" / "old-name" / "index.html").read_text("utf-8")
    assert f'content="0; url=../{name}/index.html"' in page
    assert f'<link rel="canonical" href="https://example.org/events/{name}/">' in page
