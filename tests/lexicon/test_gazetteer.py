"""The gazetteer: the places that newsrooms name, and which one is meant."""

import subprocess
import sys
from importlib.resources import files

import pytest

from briefgen import lexicon
from briefgen.lexicon import gazetteer

KNOWN = {
    "Crimea": "region", "Davos": "city", "Camp David": "venue", "Siberia": "region", "Scotland": "region",
    "Texas": "region", "Bavaria": "region", "Guangdong": "region", "Punjab": "region", "Donbas": "region",
    "Black Sea": "water", "Taiwan Strait": "water", "Suez Canal": "water", "Gaza Strip": "region",
    "West Bank": "region", "Kashmir": "region", "Kremlin": "venue", "White House": "venue", "Tianjin": "city",
    "Kananaskis": "city", "Sharm el-Sheikh": "city", "Panmunjom": "city", "Guantanamo Bay": "region",
    "Middle East": "region", "Europe": "region", "Sahel": "region", "Golan Heights": "region",
    "Great Hall of the People": "venue", "Mar-a-Lago": "venue", "Joint Base Andrews": "venue", "Norway": "country",
}  # fmt: skip


@pytest.mark.parametrize(("name", "kind"), KNOWN.items())
def test_places_of_the_news_are_known(name: str, kind: str) -> None:
    found = gazetteer.locate(name)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize("country", [c for c in lexicon.countries().values() if c.capitals], ids=lambda c: c.code)
def test_every_capital_is_found_in_its_state(country: lexicon.Country) -> None:
    found = gazetteer.locate(country.capitals[0], {country.code})
    assert found is not None
    assert found.country == country.code


def test_every_point_is_on_the_map() -> None:
    for key in ("Kyiv", "Fiji", "Bering Strait", "Kamchatka", "Apia"):
        for place in gazetteer.locations(key):
            assert -90 <= place.lat <= 90
            assert -180 <= place.lon <= 180


@pytest.mark.parametrize(
    ("name", "states", "within", "country"),
    [
        ("Paris", (), None, "FR"),
        ("Paris", (), "Texas", "US"),
        ("Washington", (), None, "US"),
        ("Washington", ("GB",), None, "US"),
        ("Cambridge", (), None, None),
        ("Cambridge", ("GB",), None, "GB"),
        ("Cambridge", (), "Massachusetts", "US"),
        ("Cambridge", (), "England", "GB"),
        ("Victoria", (), None, None),
        ("Victoria", ("SC",), None, "SC"),
        ("Tripoli", (), None, "LY"),
        ("Tripoli", ("LB",), None, "LB"),
        ("San Jose", ("CR", "US"), None, "CR"),
        ("Alexandria", (), None, "EG"),
        ("Alexandria", (), "Virginia", "US"),
        ("Odessa", (), None, "UA"),
        ("Islamabad", (), None, "PK"),
        ("Cancun", (), None, "MX"),
        ("Rafah", (), None, "PS"),
        ("Nowhereville", (), None, None),
    ],
)
def test_one_of_several_places_is_meant_only_where_something_tells_it(
    name: str, states: tuple[str, ...], within: str | None, country: str | None
) -> None:
    found = gazetteer.locate(name, states, within)
    assert (found and found.country) == country


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kiev", "Kyiv"), ("Sana'a", "Sanaa"), ("Sharm el Sheikh", "Sharm el-Sheikh"), ("N’Djamena", "Ndjamena"),
     ("Deir al-Zor", "Deir ez-Zor"), ("Élysée Palace", "Elysee Palace"), ("ZURICH", "Zürich")],
)  # fmt: skip
def test_spellings_of_one_place_find_it(one: str, other: str) -> None:
    assert gazetteer.locate(one) == gazetteer.locate(other)
    assert gazetteer.locate(one) is not None


def test_names_of_the_news_are_names_of_the_list() -> None:
    listed = {(place[0], place[1]) for place in _rows()}
    for state, cities in lexicon.load_toml("city_names").items():
        assert all((name, state) in listed for name in cities)


def test_the_list_says_where_it_comes_from() -> None:
    head = _text()[:400]
    assert "GeoNames" in head
    assert "CC BY 4.0" in head
    assert "GeoNames" in lexicon.GAZETTEER_CREDIT


def test_importing_reads_no_list() -> None:
    code = "from briefgen.lexicon import gazetteer as g; print(g._cities.cache_info().currsize)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "0"


def _text() -> str:
    return files("briefgen.lexicon").joinpath("cities.tsv").read_text("utf-8")


def _rows() -> list[list[str]]:
    return [line.split("\t") for line in _text().splitlines() if not line.startswith("#")]
