"""States: sentences in the manner of the wires, written for these tests."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.extract.states import find_states
from briefgen.extract.text import Text
from briefgen.extract.who import find_parties

Reader = Callable[..., Text]
ARTICLES = tomllib.loads(Path(__file__).with_name("where_articles.toml").read_text("utf-8"))["article"]

PARTIES = {
    "Brazil rejected the plan, and Chile abstained.": {"BR", "CL"},
    "The Peruvian president met Ecuadorean officials.": {"PE", "EC"},
    "Ankara said that it would answer.": {"TR"},
    "A treaty was signed between Norway and Sweden.": {"NO", "SE"},
    "The ambassadors of Kenya and Ghana protested.": {"KE", "GH"},
    "He called on Iran to release them.": {"IR"},
    "Japan's defense ministry confirmed the report.": {"JP"},
    "Egyptian and Qatari mediators drafted the text.": {"EG", "QA"},
    "The U.S.-China talks ended on Friday.": {"US", "CN"},
    "The meeting was brokered by Oman and Qatar. Envoys left at noon.": {"OM", "QA"},
    "The Kremlin denied it.": {"RU"},
    "Six countries, including Mexico and Peru, signed.": {"MX", "PE"},
    "Iran. That was the answer of Iraq. Envoys left.": {"IQ"},
    "Belarus. Belarus denied it.": {"BY"},
    "The leaders of North and South Korea agreed to meet.": {"KP", "KR"},
    "A summit between North, South Korea was announced.": {"KP", "KR"},
    "South and North Korea signed it.": {"KP", "KR"},
    "South Korea signed it. To the north, nobody did.": {"KR"},
}
NO_PARTIES = [
    "They met in Geneva, Switzerland, on Monday.",
    "The Minsk agreements and the Treaty of Lisbon were cited.",
    "The London Stock Exchange fell.",
    "The meeting was on Syria and the situation in Yemen.",
    "The Vienna-based agency and the Panama-flagged tanker were named.",
    "The ship sank in the Gulf of Finland, off the South China Sea.",
    "Hezbollah and Hamas rejected the offer.",
    "He flew to Malta and stayed in Cyprus.",
    "The Syrian civil war went on.",
]


def codes(text: Text) -> set[str]:
    return {state.code for state in find_states(text)}


@pytest.mark.parametrize(("words", "expected"), PARTIES.items())
def test_who_acts_is_represented_or_addressed_is_a_state(read_text: Reader, words: str, expected: set[str]) -> None:
    assert codes(read_text(words)) >= expected


@pytest.mark.parametrize("words", NO_PARTIES)
def test_settings_topics_and_parts_of_names_are_no_states(read_text: Reader, words: str) -> None:
    assert codes(read_text(words)) == set()


def test_an_official_named_stands_for_the_state_served(read_text: Reader) -> None:
    [state] = find_parties(read_text("Prime Minister Anwar Ibrahim opened the meeting.")).states
    assert (state.code, [e.rule for e in state.mentions]) == ("MY", ["states/served"])


def test_a_former_official_stands_for_no_state(read_text: Reader) -> None:
    assert find_parties(read_text("Former Prime Minister Tony Blair opened the meeting.")).states == ()


def test_a_person_called_as_a_state_is_none(read_text: Reader) -> None:
    assert codes(read_text("Michael Jordan said so, and Jordan smiled.")) == set()


def test_georgia_of_atlanta_is_no_state(read_text: Reader) -> None:
    assert codes(read_text("Georgia sued the company, a court in Atlanta said.")) == set()
    assert codes(read_text("Georgia sued the company, a court in Tbilisi said.")) == {"GE"}


def test_a_short_form_that_the_article_gives_to_another_body_is_of_no_state(read_text: Reader) -> None:
    words = "The Syrian Democratic Forces (SDF) met envoys. The SDF agreed with Chile."
    assert [s.code for s in find_states(read_text(words))] == ["CL"]
    assert [s.code for s in find_states(read_text("The SDF agreed with Chile."))] == ["JP", "CL"]


def test_the_state_of_the_headline_comes_first(read_text: Reader) -> None:
    assert [s.code for s in find_states(read_text("Chile agreed with Peru."))] == ["CL", "PE"]
    assert [s.code for s in find_states(read_text("Chile agreed with Peru.", headline="Peru signs"))] == ["PE", "CL"]


def test_articles_of_the_wires_keep_the_floor(read_text: Reader) -> None:
    right = found = wanted = 0
    for made in ARTICLES:
        about = {key: made[key] for key in ("headline", "dateline") if key in made}
        got = {state.code for state in find_parties(read_text(made["body"], **about)).states}
        must, may = set(made["states"]), set(made.get("may_be_states", ()))
        right, found, wanted = right + len(got & must), found + len(got - may), wanted + len(must)
    assert right / found > 0.96, f"precision {right}/{found}"
    assert right / wanted > 0.95, f"recall {right}/{wanted}"


WORDS = ["Georgia", "Iran", "U.S.", "-", "China", "'s", "the", "Kremlin", "said", "with", ",", "Geneva", "on", "Russian",
         "officials", ".", "House of Representatives", "including", "\n\n", "U.S.-China"]  # fmt: skip


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)))
def test_any_text_gives_states_that_slice_it(read_text: Reader, words: str) -> None:
    for state in find_states(read_text(words)):
        assert len(state.code) == 2
        assert all(words[e.start : e.end] == e.text for e in state.mentions)
