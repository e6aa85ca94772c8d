"""Places: sentences and articles in the manner of the wires, written for these tests."""

import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from briefgen.extract.text import Text
from briefgen.extract.where import find_places
from briefgen.extract.who import find_parties
from briefgen.model import Place
from briefgen.slugs import fold

Reader = Callable[..., Text]
Finder = Callable[..., list[Place]]
ARTICLES = tomllib.loads(Path(__file__).with_name("where_articles.toml").read_text("utf-8"))["article"]


@pytest.fixture
def places(read_text: Reader) -> Finder:
    def find(body: str, **about: str) -> list[Place]:
        text = read_text(body, **about)
        return list(find_places(text, find_parties(text).cast))

    return find


def names(found: Iterable[Place]) -> list[str]:
    return [place.name for place in found]


SETTINGS = {
    "Ministers of the two countries met in Geneva on Monday.": ["Geneva"],
    "He will fly to Cairo, Amman and Doha next week.": ["Cairo", "Amman", "Doha"],
    "The envoy left Baku for Yerevan on Friday.": ["Baku", "Yerevan"],
    "Missiles struck Kharkiv overnight, killing four people.": ["Kharkiv"],
    "The president visited Vietnam in May.": ["Vietnam"],
    "The Reykjavik summit ended without a deal.": ["Reykjavik"],
    "Troops advanced toward the town of Orikhivka, an official said.": ["Orikhivka"],
    "Peacekeepers will be sent to Mali within weeks.": ["Mali"],
    "Switzerland will host the peace conference in June.": ["Switzerland"],
    "Warships sailed through the Strait of Hormuz on Sunday.": ["Strait of Hormuz"],
    "The king received him at Drottningholm Palace.": ["Drottningholm Palace"],
    "A base on Diego Garcia was used, the ministry said.": ["Diego Garcia"],
    "She set off on a tour of the Middle East on Monday.": ["Middle East"],
}
NO_PLACES = [
    "Moscow rejected the proposal, and Washington said nothing.",
    "The Minsk agreements and the Geneva Conventions were cited.",
    "The Paris Club of creditors wrote to the London Stock Exchange.",
    "Russia said that it would answer, and China agreed.",
    "The New York Times reported the remarks.",
    "The statement on Syria was signed by the United States.",
    "Talks about Ukraine were useful, he said.",
    "Senator Tom Cotton met Jordan Bardella and Paris Hilton.",
    "The Vienna-based agency published a report.",
    "Officials from Israel and a delegation from Lebanon will take part.",
    "The United States sent arms to Israel.",
    "Tensions over Taiwan have risen.",
]


@pytest.mark.parametrize(("words", "expected"), SETTINGS.items())
def test_where_something_happens_is_a_place(places: Finder, words: str, expected: list[str]) -> None:
    assert names(places(words)) == expected


@pytest.mark.parametrize("words", NO_PLACES)
def test_who_acts_what_is_talked_about_and_what_only_bears_a_name_is_no_place(places: Finder, words: str) -> None:
    assert names(places(words)) == []


def test_the_city_of_the_dateline_is_a_place_and_what_holds_it_is_none(places: Finder) -> None:
    [found] = places("JUBA, South Sudan (AP) — The president spoke on Monday.", dateline="JUBA, South Sudan (AP) —")
    assert (found.name, found.country, found.kind, found.principal) == ("Juba", "SS", "city", True)


def test_a_dateline_of_two_cities_gives_both(places: Finder) -> None:
    found = places("WASHINGTON/MOSCOW (Reuters) - The two spoke.", dateline="WASHINGTON/MOSCOW (Reuters) -")
    assert [(p.name, p.country) for p in found] == [("Washington", "US"), ("Moscow", "RU")]


@pytest.mark.parametrize(
    ("words", "name", "country", "near"),
    [
        ("He spoke in Paris, Texas, on Monday.", "Paris", "US", (33.7, -95.6)),
        ("He spoke in Paris on Monday.", "Paris", "FR", (48.9, 2.3)),
        ("She spoke in Washington on Monday.", "Washington", "US", (38.9, -77.0)),
        ("They met in Olympia, Washington, in May.", "Olympia", "US", (47.0, -122.9)),
        ("They met in Victoria, British Columbia, in May.", "Victoria", "CA", (48.4, -123.4)),
        ("The Lebanese army deployed in Tripoli on Sunday.", "Tripoli", "LB", (34.4, 35.8)),
        ("The Libyan army deployed in Tripoli on Sunday.", "Tripoli", "LY", (32.9, 13.2)),
        ("He arrived in Kiev on Monday.", "Kiev", "UA", (50.5, 30.5)),
        ("Fighting raged in Gaza on Monday.", "Gaza", "PS", (31.4, 34.4)),
        ("The leaders met in Birmingham, England.", "Birmingham", "GB", (52.5, -1.9)),
        ("The leaders met in Birmingham, Alabama.", "Birmingham", "US", (33.5, -86.8)),
    ],
)
def test_a_name_of_several_places_is_settled_by_what_stands_beside_it(
    places: Finder, words: str, name: str, country: str, near: tuple[float, float]
) -> None:
    [found] = places(words)
    assert (found.name, found.country) == (name, country)
    assert found.lat == pytest.approx(near[0], abs=0.5)
    assert found.lon == pytest.approx(near[1], abs=0.5)


@pytest.mark.parametrize("words", ["They met in Cambridge on Monday.", "They met in Victoria on Monday."])
def test_a_name_that_nothing_settles_is_a_place_without_a_point(places: Finder, words: str) -> None:
    [found] = places(words)
    assert (found.lat, found.lon, found.country) == (None, None, None)


def test_georgia_is_the_country_beside_tbilisi_and_the_state_beside_atlanta(places: Finder) -> None:
    country = places("The envoy flew to Georgia. Protesters marched in Tbilisi, the capital.")
    state = places("He travelled to Georgia for a rally with Republican voters in Atlanta.")
    assert {(p.name, p.country) for p in country} == {("Georgia", "GE"), ("Tbilisi", "GE")}
    assert {(p.name, p.country) for p in state} == {("Georgia", "US"), ("Atlanta", "US")}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Talks were held at the Astoria Hotel in Riga.", "Astoria Hotel"),
        ("They met at Nicosia's Ledra Palace on Friday.", "Ledra Palace"),
        ("They laid wreaths at the Brest Fortress in Brest, Belarus.", "Brest Fortress"),
    ],
)
def test_a_venue_has_the_point_of_the_city_that_the_text_ties_it_to(places: Finder, words: str, name: str) -> None:
    found = {place.name: place for place in places(words)}
    assert found[name].kind == "venue"
    assert found[name].lat is not None


def test_a_venue_that_nothing_ties_to_a_city_has_no_point(places: Finder) -> None:
    [found] = places("He was received at the Astoria Hotel.")
    assert (found.name, found.kind, found.lat) == ("Astoria Hotel", "venue", None)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("He spoke in the Kremlin.", "venue"),
        ("He spoke in Novosibirsk.", "city"),
        ("He spoke in Siberia.", "region"),
        ("He spoke in Norway.", "country"),
        ("The ship sank in the Red Sea.", "water"),
        ("Clashes broke out in Dohuk province.", "region"),
        ("He flew to Camp David.", "venue"),
    ],
)
def test_a_place_is_of_a_kind(places: Finder, words: str, kind: str) -> None:
    assert [place.kind for place in places(words)] == [kind]


def test_the_country_or_region_that_only_locates_a_place_is_none(places: Finder) -> None:
    assert names(places("They met at Bled in Slovenia and in Graz, Austria.")) == ["Bled", "Graz"]


def test_forms_of_one_place_are_one_place_with_all_mentions(places: Finder) -> None:
    body = "ODESA (Reuters) - A missile hit Odesa.\n\nThe minister arrived in Odesa, in southern Ukraine, at noon."
    [found] = places(body, dateline="ODESA (Reuters) -")
    assert (found.name, len(found.mentions)) == ("Odesa", 3)


def test_the_setting_of_the_main_event_is_principal_before_the_dateline(places: Finder) -> None:
    body = "MOSCOW (AP) — Putin will visit Tashkent on Monday.\n\nHe was in Osh in May."
    found = places(body, headline="Putin to fly to Uzbekistan", dateline="MOSCOW (AP) —")
    assert {p.name for p in found if p.principal} == {"Tashkent", "Uzbekistan"}


def test_what_is_only_talked_about_is_not_where_the_main_event_is(places: Finder) -> None:
    found = places("The two met in Oslo for talks on ending the war in Sudan.")
    assert {p.name: p.principal for p in found} == {"Oslo": True, "Sudan": False}


def test_the_longest_name_of_a_list_is_taken_whole(places: Finder) -> None:
    assert names(places("They met in the Great Hall of the People on Monday.")) == ["Great Hall of the People"]


def test_articles_of_the_wires_keep_the_floor(places: Finder) -> None:
    right = found = wanted = 0
    for made in ARTICLES:
        about = {key: made[key] for key in ("headline", "dateline") if key in made}
        forms = [{_key(form) for form in (p.name, *p.aliases)} for p in places(made["body"], **about)]
        must = {_key(name) for name in made["places"]}
        may = {_key(name) for name in made.get("may_be_places", ())}
        hits = sum(any(name in form for form in forms) for name in must)
        right, wanted = right + hits, wanted + len(must)
        found += hits + sum(not form & (must | may) for form in forms)
    assert right / found > 0.97, f"precision {right}/{found}"
    assert right / wanted > 0.94, f"recall {right}/{wanted}"


def _key(name: str) -> str:
    return fold(name.removeprefix("the ").removeprefix("The "))


WORDS = ["in", "at", "to", "from", "of", ",", ".", "the", "Paris", "Georgia", "Moscow", "visited", "Camp", "Palace",
         "town", "'s", "U.S.", "Syria", "West", "Port", "\n\n", "(AP) —", "Joint Base", "St.", "talks", "said", "-"]  # fmt: skip


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)))
@example("in")
@example("Camp")
@example("town of")
@example("Paris, ")
def test_any_text_gives_places_that_slice_it(places: Finder, words: str) -> None:
    for place in places(words):
        assert place.mentions
        assert all(words[e.start : e.end] == e.text for e in place.mentions)
        assert (place.lat is None) == (place.lon is None)
