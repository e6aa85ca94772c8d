"""The editor's files: read with all their problems, and stronger than anything found."""

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.authority import load_authority
from briefgen.build import build
from briefgen.config import Settings
from briefgen.errors import Problem
from briefgen.ledger import Move

SETTINGS = Settings(search=False)
ARTICLE = """---
title: "{title}"
published: {day}T10:00:00Z
source: Test Wire
---

OSLO — {text}
"""
MEET = "Norwegian Trade Minister Kari Lund met Canadian Trade Minister Paul Roy in Oslo on {when}."


def written(folder: Path, **files: str) -> None:
    (folder / "_data").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / "_data" / f"{name}.yml").write_text(text, "utf-8")


def problems(folder: Path, **files: str) -> tuple[Problem, ...]:
    written(folder, **files)
    return load_authority(folder, "content")[1]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Two articles of two meetings of one pair, a month apart, built once so that ids are known."""
    for name, day, when in (("a", "2031-03-09", "Sunday, March 9"), ("b", "2031-04-09", "Wednesday, April 9")):
        path = tmp_path / "content" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(ARTICLE.format(title=f"Report {name}", day=day, text=MEET.format(when=when)), "utf-8")
    (tmp_path / "content" / "_data").mkdir()
    made(tmp_path)
    return tmp_path


def made(desk: Path, kind: str = "events") -> list[dict[str, Any]]:
    build(desk, SETTINGS, as_of="2031-05-01T00:00:00Z")
    rows: list[dict[str, Any]] = json.loads((desk / "site" / "data" / f"{kind}.json").read_text("utf-8"))
    return rows


def test_no_files_settle_nothing(tmp_path: Path) -> None:
    authority, found = load_authority(tmp_path, "content")
    assert (authority.people, authority.events, found) == ((), (), ())


@pytest.mark.parametrize(
    ("files", "line", "told", "hint"),
    [
        ({"people": "ana-lee:\n  nmae: Ana Lee\n"}, 1, "unknown key 'nmae'", "did you mean 'name'?"),
        ({"people": "ana-lee:\n  country: Peru\n"}, 1, "no two-letter code", "NO for Norway"),
        ({"people": "Ana Lee:\n  name: Ana Lee\n"}, 1, "last part of an address", "ana-lee"),
        ({"people": "ana-lee: Ana Lee\n"}, 1, "needs values below it", "name"),
        ({"places": "x:\n  lat: 95\n  lon: 3\n"}, 1, "no number of degrees", "-90 to 90"),
        ({"places": "x:\n  lat: 5\n"}, 1, "both lat and lon", ""),
        ({"places": "x:\n  kind: town\n"}, 1, "none of", ""),
        ({"events": "x:\n  start: 15 August\n"}, 1, "is no date", "2025-08-15"),
        ({"events": "x:\n  start: 2025-02-30\n"}, 1, "is no date", "2025-08-15"),
        ({"events": "x:\n  start: 2025-08-15\n  end: 2025-08-14\n"}, 1, "before it starts", ""),
        ({"events": "x:\n  end: 2025-08-14\n"}, 1, "no start", "give start"),
        ({"events": "x:\n  series: ':'\n"}, 1, "no letter and no digit", "address"),
        ({"events": "x:\n  was: [../../etc/x]\n"}, 1, "no id of an event", "addresses"),
        ({"events": "x:\n" + "  name: A\n" * 9_000}, 1, "larger than the 64 kB", ""),
        ({"events": "same:\n  - only-one\n"}, 1, "needs two events", "such as"),
        ({"events": "x:\n\tname: A\n"}, 2, "TAB", "blanks"),
        ({"events": "<<<<<<< HEAD\nx:\n"}, None, "merge conflict", "settle it"),
    ],
)
def test_row_87_each_fault_names_its_line_and_a_way_out(
    tmp_path: Path, files: dict[str, str], line: int | None, told: str, hint: str
) -> None:
    [found] = problems(tmp_path, **files)
    assert (found.line, found.severity) == (line, "error")
    assert told in found.message
    assert hint in found.hint


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    found = problems(
        tmp_path, people="a:\n  b: c\nd:\n  e: f\n", places="x:\n  lat: y\n  lon: 1\n", events="z:\n  start: q\n"
    )
    assert {p.path for p in found} == {f"content/_data/{n}.yml" for n in ("people", "places", "events")}
    assert len(found) == 4


def test_a_name_of_the_editors_wins_and_gives_the_address(desk: Path) -> None:
    written(desk / "content", people="lund:\n  name: Kari Lund-Berg\n  aliases: [Kari Lund]\n  country: NO\n")
    [person] = [p for p in made(desk, "people") if p["country"] == "NO"]
    assert (person["id"], person["name"]) == ("lund", "Kari Lund-Berg")
    assert "Kari Lund" in person["aliases"]


def test_another_id_for_a_known_name_moves_the_page_and_leaves_a_redirect(desk: Path) -> None:
    written(desk / "content", people="z-lund:\n  name: Kari Lund\n")
    assert "z-lund" in {p["id"] for p in made(desk, "people")}
    assert "../z-lund/" in (desk / "site" / "people" / "kari-lund" / "index.html").read_text("utf-8")


def test_coordinates_of_the_editors_win(desk: Path) -> None:
    written(desk / "content", places="oslo:\n  name: Oslo\n  lat: 1.5\n  lon: 2.5\n")
    [place] = [p for p in made(desk, "places") if p["name"] == "Oslo"]
    assert (place["id"], place["lat"], place["lon"]) == ("oslo", 1.5, 2.5)


def test_one_line_makes_two_events_one_and_another_parts_them_again(desk: Path) -> None:
    ids = [e["id"] for e in made(desk)]
    assert len(ids) == 2
    written(desk / "content", events=f"same:\n  - {', '.join(ids)}\n")
    told = build(desk, SETTINGS, as_of="2031-05-01T00:00:00Z").moves
    [event] = made(desk)
    assert len(event["briefings"]) == 2
    gone = next(name for name in ids if name != event["id"])
    assert told == (Move(old=f"events/{gone}", new=f"events/{event['id']}", parted=False),)
    assert (desk / "site" / "events" / gone / "index.html").read_text("utf-8").count('http-equiv="refresh"') == 1
    written(desk / "content", events=f"apart:\n  - {', '.join(ids)}\n")
    told = build(desk, SETTINGS, as_of="2031-05-01T00:00:00Z").moves
    assert told == (Move(old=f"events/{event['id']}", new=f"events/{gone}", parted=True),)
    assert sorted(e["id"] for e in made(desk)) == sorted(ids)


def test_a_pinned_event_has_the_editors_name_date_and_address_and_the_old_address_leads_there(desk: Path) -> None:
    old = made(desk)[0]["id"]
    text = f"oslo-round:\n  was: [{old}]\n  name: Oslo round\n  start: 2031-03-08\n  end: 2031-03-09\n"
    written(desk / "content", events=text)
    [event] = [e for e in made(desk) if e["id"] == "oslo-round"]
    assert (event["name"], event["start"], event["end"], event["precision"]) == (
        "Oslo round", "2031-03-08", "2031-03-09", "range",
    )  # fmt: skip
    assert "../oslo-round/" in (desk / "site" / "events" / old / "index.html").read_text("utf-8")


def test_the_editor_says_who_is_not_whom(desk: Path) -> None:
    text = ARTICLE.format(
        title="Report c", day="2031-04-11", text="Kari Anne Lund spoke to reporters in Oslo on Friday."
    )
    (desk / "content" / "c.md").write_text(text, "utf-8")
    assert [p["name"] for p in made(desk, "people") if "Lund" in p["name"]] == ["Kari Lund"]
    written(desk / "content", people="kari-lund:\n  name: Kari Lund\n  is_not: [Kari Anne Lund]\n")
    assert sorted(p["name"] for p in made(desk, "people") if "Lund" in p["name"]) == ["Kari Anne Lund", "Kari Lund"]


def test_the_place_whole_and_series_that_the_editor_pins_win(desk: Path) -> None:
    one, other = [e["id"] for e in made(desk)]
    bergen = "bergen:\n  name: Bergen\n  aliases: [Oslo]\n  country: NO\n  kind: region\n"
    rows = [f"round:\n  was: [{one}]\n  place: bergen\n  parent: {other}\n  series: Oslo rounds\n"]
    written(desk / "content", events="".join(rows), places=bergen)
    [event] = [e for e in made(desk) if e["id"] == "round"]
    assert (event["place"], event["parent"], event["series"]) == ("bergen", other, "Oslo rounds")
    [place] = [p for p in made(desk, "places") if p["id"] == "bergen"]
    assert (place["name"], place["kind"], "Oslo" in place["aliases"]) == ("Bergen", "region", True)


def test_a_date_that_is_pinned_keeps_the_precision_that_the_editor_gives(desk: Path) -> None:
    old = made(desk)[0]["id"]
    written(desk / "content", events=f"round:\n  was: [{old}]\n  start: 2031-03-08\n  precision: approximate\n")
    [event] = [e for e in made(desk) if e["id"] == "round"]
    assert (event["start"], event["end"], event["precision"]) == ("2031-03-08", None, "approximate")


def test_an_event_that_nobody_tells_of_is_a_warning_with_its_line(desk: Path) -> None:
    written(desk / "content", events="same:\n  - nowhere, nothing\nghost:\n  name: Ghost\n")
    report = build(desk, SETTINGS, as_of="2031-05-01T00:00:00Z")
    told = {(p.line, p.severity) for p in report.problems if p.path.endswith("events.yml")}
    assert told == {(1, "warning"), (3, "warning")}


@given(st.text(max_size=200))
def test_any_text_gives_problems_and_no_exception(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written(Path(folder), people=text, places=text, events=text)
        load_authority(Path(folder), "content")
