"""The search index: from the same pages the same bytes, made once, and without Pagefind a warning."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefgen.model import Corpus
from briefgen.outputs import search
from briefgen.outputs.search import SearchUnavailable, search_files
from briefgen.texts import ENGLISH
from tests.corpora import corpus, hostile

OF = corpus()


def made(of: Corpus, kept: Path) -> dict[str, bytes]:
    return {str(route): data for route, data in search_files(of, kept)}


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
    assert {str(route): data for route, data in (*first, *files)} == alone
    made(OF, tmp_path / "both")
    assert len(list((tmp_path / "both").iterdir())) == 1, "what nobody uses goes"


def test_what_a_killed_build_left_goes_with_the_next_one(tmp_path: Path) -> None:
    made(OF, tmp_path)
    (tmp_path / "making-x" / "in").mkdir(parents=True)
    made(OF, tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


def test_facets_file_each_page_under_its_people_places_statuses_and_years(tmp_path: Path) -> None:
    facets = json.loads(made(OF, tmp_path)["search/facets.json"])
    for briefing in OF.briefings:
        filed = facets[f"/briefings/{briefing.id}/"]
        assert filed.get("person", []) == [p.name for p in briefing.findings.people]
        assert filed.get("year", []) == [(briefing.article.published or "")[:4]]
    assert {f"/events/{e.id}/" for e in OF.events} <= set(facets)


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
