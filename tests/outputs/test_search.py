"""The search index: from the same pages the same bytes, made once, and without Pagefind a warning."""

import dataclasses
import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from briefgen.frozen import replace
from briefgen.locks import is_used
from briefgen.model import Corpus
from briefgen.outputs import search
from briefgen.outputs.search import SearchUnavailable, search_files
from briefgen.routes import Route
from briefgen.texts import ENGLISH
from tests.corpora import corpus, hostile

OF = corpus()


def made(of: Corpus, kept: Path, *, at_once: int = 1) -> dict[str, bytes]:
    return {file.name: file.read() for file in search_files(of, kept, at_once=at_once)}


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = made(OF, tmp_path / "a"), made(OF, tmp_path / "b")
    assert first == second
    assert {"pagefind/pagefind.js", "pagefind/pagefind-entry.json", "search/facets.json"} <= set(first)
    assert any(name.startswith("pagefind/fragment/") for name in first)


def test_an_index_is_made_anew_only_for_other_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = made(OF, tmp_path)
    monkeypatch.setattr(search, "_make", lambda *_: pytest.fail("the kept index was not used"))
    assert made(OF, tmp_path) == before
    monkeypatch.undo()
    changed = replace(OF, people=())
    assert made(changed, tmp_path) != before
    assert len(list(tmp_path.iterdir())) == 1


def test_another_build_at_the_same_time_takes_nothing_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another index is made while this one is being made, and again while its files are being read."""
    other, alone = replace(OF, people=()), made(OF, tmp_path / "alone")
    make = search._make

    def meanwhile(*given: Any) -> None:
        monkeypatch.setattr(search, "_make", make)
        assert made(other, tmp_path / "both")
        make(*given)

    monkeypatch.setattr(search, "_make", meanwhile)
    files = iter(search_files(OF, tmp_path / "both"))
    first = [next(files), next(files)]
    made(other, tmp_path / "both")
    assert {file.name: file.read() for file in (*first, *files)} == alone
    made(OF, tmp_path / "both")
    assert len(list((tmp_path / "both").iterdir())) == 1, "what nobody uses goes"


def test_what_is_known_of_a_file_is_its_hash_and_a_list_that_is_damaged_is_made_again_with_the_index(
    tmp_path: Path,
) -> None:
    files = list(search_files(OF, tmp_path))
    kept = [file for file in files if file.digest]
    assert {file.name for file in files} - {file.name for file in kept} == {
        "search/facets.json",
        "pagefind/bundles.json",
        "pagefind/facets.json",
    }
    assert all(file.digest == hashlib.sha256(file.read()).hexdigest() for file in kept)
    assert all(file.kept and file.kept.read_bytes() == file.read() for file in kept)
    assert {file.kept.stat().st_mode & 0o777 for file in kept if file.kept} == {0o644}
    [listed] = tmp_path.glob(f"*/{search.LIST}")
    before = made(OF, tmp_path)
    listed.write_bytes(listed.read_bytes()[:-5])
    assert made(OF, tmp_path) == before
    assert listed.read_bytes().endswith(b"}\n")


def test_a_kept_index_that_somebody_wrote_into_is_made_again(tmp_path: Path) -> None:
    """The site has the same files by other names."""
    before = made(OF, tmp_path)
    [script] = tmp_path.glob("*/pagefind.js")
    for harm in (
        lambda: script.write_bytes(script.read_bytes().replace(b"e", b"f")),
        lambda: script.write_bytes(b""),
        script.unlink,
        lambda: script.chmod(0o600),
    ):
        harm()
        assert made(OF, tmp_path) == before
        assert script.stat().st_mode & 0o777 == 0o644


def test_a_kept_index_that_was_copied_from_elsewhere_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = made(OF, tmp_path)
    for path in tmp_path.glob("*/*"):
        os.utime(path, (0, 0))
    monkeypatch.setattr(search, "_make", lambda *_: pytest.fail("the kept index was not used"))
    assert made(OF, tmp_path) == before


def test_what_a_killed_build_left_goes_with_the_next_one(tmp_path: Path) -> None:
    made(OF, tmp_path)
    (tmp_path / "making-x" / "in").mkdir(parents=True)
    made(OF, tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


def filed(files: dict[str, bytes], folder: str = "") -> dict[str, dict[str, set[str]]]:
    """What each page of a bundle is filed under, by kind."""
    facets = json.loads(files[f"pagefind/{folder}facets.json"])
    found: dict[str, dict[str, set[str]]] = {page: {} for page in facets["pages"]}
    for kind in ("person", "place", "status", "year"):
        for value, numbers in facets[kind].items():
            for number in numbers:
                found[facets["pages"][number]].setdefault(kind, set()).add(value)
    return found


def test_facets_file_each_page_under_its_people_places_statuses_and_years(tmp_path: Path) -> None:
    files = made(OF, tmp_path)
    facets = filed(files)
    for briefing in OF.briefings:
        page = facets[f"/briefings/{briefing.id}/"]
        assert page.get("person", set()) == {p.name for p in briefing.findings.people}
        assert page.get("year", set()) == {(briefing.article.published or "")[:4]}
    assert {f"/events/{e.id}/" for e in OF.events} <= set(facets)
    for kind, values in json.loads(files["search/facets.json"]).items():
        assert values == sorted({value for page in facets.values() for value in page.get(kind, ())})


def test_a_small_site_has_one_bundle(tmp_path: Path) -> None:
    files = made(OF, tmp_path)
    assert json.loads(files["pagefind/bundles.json"]) == {}
    assert not [name for name in files if name.startswith(("pagefind/articles", "pagefind/names"))]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few pages to a bundle that the small corpus has several."""
    monkeypatch.setattr(search, "PAGES", 1)
    monkeypatch.setattr(search, "SHORT", 4)


def folders(files: dict[str, bytes]) -> list[str]:
    return ["", *(f"{folder}/" for folder in json.loads(files["pagefind/bundles.json"]))]


@pytest.mark.usefixtures("few")
def test_each_page_is_in_one_bundle_and_each_bundle_an_index(tmp_path: Path) -> None:
    files = made(OF, tmp_path)
    pages = [page for folder in folders(files) for page in filed(files, folder)]
    assert sorted(pages) == sorted(f"/{e.route.parent}/" for e in search._entries(OF, ENGLISH))
    assert len(folders(files)) > 2
    for folder in folders(files):
        kinds = {page.startswith("/briefings/") for page in filed(files, folder)}
        assert len(kinds) == 1, "articles have bundles of their own"
        assert len(filed(files, folder)) <= (1 if kinds == {True} else 4)
        entry = json.loads(files[f"pagefind/{folder}pagefind-entry.json"])
        assert entry["languages"]["en"]["page_count"] == len(filed(files, folder))
        assert (f"pagefind/{folder}pagefind.js" in files) == (not folder), "the program is there once"


@pytest.mark.usefixtures("few")
def test_the_page_of_a_name_counts_more_than_an_article_with_it(tmp_path: Path) -> None:
    weights = json.loads(made(OF, tmp_path)["pagefind/bundles.json"])
    assert {folder: weight > 1 for folder, weight in weights.items()} == {f: f.startswith("names") for f in weights}
    assert len(set(weights.values())) == 2


@pytest.mark.usefixtures("few")
def test_a_change_makes_only_the_bundles_of_the_pages_it_touches_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = search._make
    runs: list[set[str]] = []

    def noted(program: Path, documents: dict[str, str], folder: Path) -> None:
        runs.append(set(documents))
        make(program, documents, folder)

    monkeypatch.setattr(search, "_make", noted)
    before = made(OF, tmp_path)
    assert len(runs) == len(folders(before))
    runs.clear()
    first = OF.briefings[0]
    changed = replace(first, article=replace(first.article, body=f"{first.article.body}\n\nOne more sentence."))
    after = made(replace(OF, briefings=(changed, *OF.briefings[1:])), tmp_path)
    assert len(runs) == 1
    assert f"briefings/{first.id}/index.html" in runs[0]
    [own] = [folder for folder in folders(after) if f"/briefings/{first.id}/" in filed(after, folder)]
    others = tuple(f"pagefind/{folder}" for folder in folders(after) if folder and folder != own)
    assert all(before[name] == data for name, data in after.items() if name.startswith(others))
    assert after == made(replace(OF, briefings=(changed, *OF.briefings[1:])), tmp_path / "fresh")
    assert len(list(tmp_path.iterdir())) == len(folders(after)) + 1, "what nobody uses goes"


@pytest.mark.usefixtures("few")
def test_however_many_are_made_at_once_the_bytes_are_the_same(tmp_path: Path) -> None:
    assert made(OF, tmp_path / "two", at_once=2) == made(OF, tmp_path / "one")


@pytest.mark.usefixtures("few")
def test_where_one_bundle_cannot_be_made_nothing_stays_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make, runs = search._make, []

    def fail_later(*given: Any) -> None:
        runs.append(given)
        if len(runs) > 1:
            raise SearchUnavailable("out of order")
        make(*given)

    monkeypatch.setattr(search, "_make", fail_later)
    with pytest.raises(SearchUnavailable, match="out of order"):
        made(OF, tmp_path)
    assert [folder for folder in tmp_path.iterdir() if is_used(folder)] == []


def test_a_site_however_large_has_no_more_bundles_than_a_browser_can_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "PAGES", 1)
    some = next(search._entries(OF, ENGLISH))
    entries = [dataclasses.replace(some, route=Route(f"briefings/{number}/index.html")) for number in range(500)]
    bundles = search._bundles(entries)
    assert len(bundles) == 2**search.DEEPEST
    assert sum(len(bundle.entries) for bundle in bundles) == 500


def test_a_page_more_moves_no_page_to_another_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Save where its own bundle has grown too large, which is halved."""
    monkeypatch.setattr(search, "PAGES", 50)
    some = next(search._entries(OF, ENGLISH))
    entries = [dataclasses.replace(some, route=Route(f"briefings/{number}/index.html")) for number in range(400)]
    halved = 0
    for number in range(300, 400):
        before, after = search._bundles(entries[:number]), search._bundles(entries[: number + 1])
        routes = [{entry.route for entry in bundle.entries} for bundle in before]
        changed = [bundle for bundle in after if {entry.route for entry in bundle.entries} not in routes]
        assert len(changed) <= 2
        halved += len(changed) == 2
    assert halved


def test_hostile_words_are_text_to_the_index(tmp_path: Path) -> None:
    assert "pagefind/pagefind.js" in made(hostile(), tmp_path)


def test_without_pagefind_there_is_a_reason_and_a_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(SearchUnavailable) as caught:
        made(OF, tmp_path)
    assert caught.value.problem.severity == "warning"
    assert "search: no" in caught.value.problem.hint


def test_a_result_gives_a_date_no_more_exactly_than_the_source_does() -> None:
    year = replace(OF.events[0], start="2026-01-01", end="2026-12-31", precision="year", participants=(), place=None)
    [entry] = [e for e in search._entries(replace(OF, events=(year,)), ENGLISH) if e.kind == "event"]
    assert entry.date == "2026"
    assert ". ." not in entry.text
    briefing = next(search._entries(OF, ENGLISH))
    assert briefing.date == "Other, 1 September 2025"
