"""The article that the project began with, dropped untouched into an empty site and into the demonstration's.

Skipped where it is absent: it is not part of the repository.
"""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from briefgen.build import build
from briefgen.config import Settings
from tests.conftest import ROOT, SHARED

SEED = SHARED / "seed" / "article.txt"
TITLE = "Putin Does Not Rule Out Possibility of Meeting With Zelensky - Kremlin"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed article is not part of the repository")


@dataclass(frozen=True)
class Built:
    """A site with the seed in it: the seed's record and page, and the merged events."""

    output: Path
    record: Mapping[str, Any]
    events: Mapping[str, Mapping[str, Any]]

    def page(self, folder: str, name: str) -> html.HtmlElement:
        return html.parse(str(self.output / folder / name / "index.html")).getroot()

    def ids(self, kind: str, *names: str) -> list[str]:
        """The ids that the record gives to these names; fails where it has one of them not or twice."""
        found = []
        for name in names:
            [one] = [entity["id"] for entity in self.record[kind] if entity["name"] == name]
            found.append(one)
        return found


@pytest.fixture(scope="module", params=["alone", "in the demonstration"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("seed")
    if request.param == "alone":
        (root / "content").mkdir()
    else:
        shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(SEED, root / "content" / "article.txt")
    build(root, Settings(timezone="UTC"), as_of="2025-08-29T12:00:00Z", strict=True)
    data = root / "site" / "data"
    records = map(json.loads, (data / "briefings.jsonl").read_text("utf-8").splitlines())
    [record] = [r for r in records if r["path"] == "content/article.txt"]
    events = json.loads((data / "events.json").read_text("utf-8"))
    return Built(root / "site", record, {event["id"]: event for event in events})


def test_the_headline_is_shown_without_stamps(site: Built) -> None:
    assert site.record["title"] == TITLE
    [heading] = site.page("briefings", site.record["id"]).iter("h1")
    assert heading.text_content().strip() == TITLE
    assert "GMT" not in site.record["body"]


def test_it_was_published_and_updated_as_its_stamps_say(site: Built) -> None:
    assert (site.record["published"], site.record["updated"]) == ("2025-08-29T10:12:00Z", "2025-08-29T10:39:00Z")


def test_the_five_people_are_found_with_their_roles(site: Built) -> None:
    roles = {p["name"]: (p["role"], p["country"]) for p in site.record["people"]}
    assert set(roles) == {"Vladimir Putin", "Volodymyr Zelensky", "Dmitry Peskov", "Donald Trump", "Xi Jinping"}
    assert roles["Dmitry Peskov"] == ("Kremlin spokesman", "RU")
    assert roles["Donald Trump"] == ("US President", "US")
    assert roles["Vladimir Putin"] == ("Russian President", "RU")
    assert [roles[name][1] for name in ("Volodymyr Zelensky", "Xi Jinping")] == ["UA", "CN"]


def test_the_places_are_found_where_they_are(site: Built) -> None:
    places = {p["name"]: (p["country"], p["lat"] is not None) for p in site.record["places"]}
    assert set(places) == {"Alaska", "Tianjin", "Beijing", "China"}
    assert places == {"Alaska": ("US", True), "Tianjin": ("CN", True), "Beijing": ("CN", True), "China": ("CN", True)}


def test_the_visit_to_tianjin_and_beijing_is_a_planned_step_of_putins(site: Built) -> None:
    cities = site.ids("places", "Tianjin", "Beijing")
    [step] = [s for s in site.record["next_steps"] if s["evidence"]["text"].startswith("Vladimir Putin will visit")]
    assert step["status"] == "planned"
    assert step["actors"] == site.ids("people", "Vladimir Putin")
    assert set(cities) <= set(step["places"])
    assert step["according_to"] == site.ids("people", "Dmitry Peskov")[0]


def test_the_meeting_with_zelensky_is_possible_and_never_planned(site: Built) -> None:
    [putin, zelensky] = site.ids("people", "Vladimir Putin", "Volodymyr Zelensky")
    steps = [s for s in site.record["next_steps"] if zelensky in s["actors"] or "Zelensky" in s["text"]]
    events = [e for e in site.record["events"] if {putin, zelensky} <= set(e["participants"])]
    assert {s["status"] for s in steps} == {"possible"}
    assert {e["status"] for e in events} == {"possible"}


def test_all_quotes_are_peskovs(site: Built) -> None:
    quotes = site.record["quotes"]
    assert len(quotes) == site.record["body"].count("“") + site.record["body"].count('"') // 2
    assert {q["speaker"] for q in quotes} == set(site.ids("people", "Dmitry Peskov"))


def test_the_sco_summit_has_a_page_of_its_own_planned_in_tianjin(site: Built) -> None:
    [told] = [e for e in site.record["events"] if e["series"] == "SCO summit"]
    assert (told["kind"], told["status"], told["place"]) == ("summit", "planned", *site.ids("places", "Tianjin"))
    merged = site.events[told["event"]]
    assert (merged["kind"], merged["place"]) == ("summit", told["place"])
    assert site.record["id"] in merged["briefings"]
    [heading] = site.page("events", merged["id"]).iter("h1")
    assert "SCO summit in Tianjin" in heading.text_content()
    if len(merged["briefings"]) == 1:
        assert merged["status"] == "planned"
