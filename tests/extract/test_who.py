"""Who: people with their fullest names, roles and states, in sentences of our own; what holds for any text."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.extract.text import Text
from briefgen.extract.what import find_what
from briefgen.extract.who import find_parties, mark_principals

ReadText = Callable[..., Text]
TEXTS = tomllib.loads(Path(__file__).with_name("who_sentences.toml").read_text("utf-8"))["text"]
NAMES = [
    "Putin",
    "Xi Jinping",
    "Volodymyr Zelenskyy",
    "President",
    "Kim Jong Un",
    "von der Leyen",
    "Al-Sisi",
    "the",
    "Kremlin",
]


def told(read_text: ReadText, words: str) -> dict[str, list[str]]:
    """Role and state of each person by name, "" for none."""
    people = find_parties(read_text(words, published="2025-09-01")).people
    return {p.name: [p.role or "", p.country or ""] for p in people}


@pytest.mark.parametrize("row", TEXTS, ids=[row["words"][:60] for row in TEXTS])
def test_each_person_is_found_once_with_role_and_state(read_text: ReadText, row: dict[str, Any]) -> None:
    assert told(read_text, row["words"]) == row["people"]


@pytest.mark.parametrize(
    "words",
    [
        "Ministers met in Muscat on Sunday, and in The Hague a day later.",
        "The crew of the USS Ronald Reagan left the port of Yokosuka.",
        "The Ford Foundation and the Carter Center sent observers.",
        "Reporting by Jane Doe",
        "Franco-German ties are strained, a diplomat said.",
        "The Greco-Turkish dialogue will resume.",
    ],
)
def test_places_ships_foundations_and_pairs_of_states_are_no_people(read_text: ReadText, words: str) -> None:
    found = told(read_text, words)
    no_people = {"Muscat", "Hague", "The Hague", "Ronald Reagan", "Ford", "Carter", "Franco-German", "Franco", "Greco"}
    assert not set(found) & no_people


def test_a_surname_of_many_alone_is_no_leader_and_an_institution_is_nobody(read_text: ReadText) -> None:
    assert told(read_text, "A reception is planned for Lee, Cheong Wa Dae said.").get("Lee", ["", ""]) == ["", ""]
    assert "Cheong Wa Dae" not in told(read_text, "A reception is planned, Cheong Wa Dae said.")
    assert told(read_text, "Chinese Premier Li arrived on Monday.") == {"Li": ["Chinese Premier", "CN"]}


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("Donald Trump held talks with Milos Zeman and invited him to Washington.", "milos-zeman"),
        ("Xi Jinping spoke by phone with Donald Trump and wants to meet him in Beijing.", "donald-trump"),
        ("Donald Trump asked Milos Zeman to meet him.", "donald-trump"),
    ],
)
def test_him_is_not_who_acts_on_him(read_text: ReadText, body: str, name: str) -> None:
    text = read_text(body)
    [him] = [token for token in text.doc if token.text == "him"]
    mention = find_parties(text).cast.at(him)
    assert mention is not None
    assert mention.parties == (name,)


def test_those_whom_the_main_event_names_are_principals_and_those_named_later_are_not(read_text: ReadText) -> None:
    text = read_text(
        "French President Emmanuel Macron met British Prime Minister Keir Starmer in Paris on Monday to talk about trade."
        "\n\nMacron and Starmer agreed to meet again in spring, Macron's office said.\n\nTrade has grown slowly for a decade."
        "\n\nThe tariff on steel was first set by Jacques Chirac.",
        published="2025-09-01",
    )
    parties = find_parties(text)
    people = mark_principals(text, parties, find_what(text, parties.cast))
    assert {p.name for p in people if p.principal} == {"Emmanuel Macron", "Keir Starmer"}
    assert {p.name for p in people if not p.principal} == {"Jacques Chirac"}


any_words = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from([*NAMES, "said", "met", ",", ".", "’s", "and", "“", "”", "-", "in"]), max_size=25).map(
        " ".join
    ),
)


@given(words=any_words)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_people_whose_mentions_slice_it_and_whose_aliases_stand_in_it(
    read_text: ReadText, words: str
) -> None:
    text = read_text(words or "x")
    for person in find_parties(text).people:
        for mention in person.mentions:
            assert text.article.body[mention.start : mention.end] == mention.text
        assert person.mentions
        assert all(word in text.article.body for alias in person.aliases for word in alias.split())


HOME = {
    "of the dateline's state": (
        "Zambian parliament passes mining law",
        "LUSAKA, March 3 (Reuters) - Zambia raised royalties on Monday.\n\nMines Minister Paul Kabuswe welcomed the law.",
        "ZM",
    ),
    "of the guest in a story from the host's capital": (
        "Thai king makes first state visit to China",
        "BEIJING (AP) — Thailand's king arrived on Friday.\n\nDefence Minister Paul Kabuswe came along.",
        "",
    ),
    "of a state named just before": (
        "Zambian parliament passes mining law",
        "LUSAKA, March 3 (Reuters) - Zambia raised royalties.\n\nIn Canada, Trade Minister Paul Kabuswe protested.",
        "",
    ),
    "of a state that has no such office": (
        "U.S. Senate debates trade",
        "WASHINGTON, March 3 (Reuters) - The United States set tariffs.\n\nForeign Minister Paul Kabuswe protested.",
        "",
    ),
    "of the leader who has a bare title there": (
        "At least 19 killed in Russian strike",
        "KYIV, Nov 19 (Reuters) - An attack hit President Volodymyr Zelenskiy's city.\n\nInterior Minister Paul Kabuswe said homes were hit.",
        "UA",
    ),
    "of a region elsewhere": (
        "Georgian president meets EU envoy",
        "TBILISI (AP) - Georgian President Mikheil Kavelashvili met an envoy.\n\nIn Atlanta, Governor Paul Kabuswe protested.",
        "",
    ),
    "of a body": (
        "Zambian parliament passes mining law",
        "LUSAKA, March 3 (Reuters) - Zambia raised royalties.\n\nFirst Quantum President Paul Kabuswe protested.",
        "",
    ),
}


@pytest.mark.parametrize(("headline", "body", "state"), HOME.values(), ids=HOME)
def test_a_bare_office_is_of_the_home_state_where_the_story_tells_one(
    read_text: ReadText, headline: str, body: str, state: str
) -> None:
    dateline = re.split(r"(?<=[-—] )", body, maxsplit=1)[0]
    found = find_parties(read_text(body, headline=headline, dateline=dateline)).people
    assert {p.name: p.country or "" for p in found}["Paul Kabuswe"] == state


def test_a_minister_who_bears_a_leaders_name_is_of_the_home_state(read_text: ReadText) -> None:
    body = "A bomb killed three soldiers in Colombia on Tuesday.\n\nDefence Minister Pedro Sanchez condemned it."
    assert told_in(read_text, "Blast at Colombian base", body)["Pedro Sanchez"] == "CO"


def test_a_president_known_by_his_surname_stays_of_his_own_state(read_text: ReadText) -> None:
    body = "Ukraine sees no end of the war.\n\nPresident Putin has not answered."
    assert told_in(read_text, "Ukraine waits", body)["Putin"] == "RU"


def told_in(read_text: ReadText, headline: str, body: str) -> dict[str, str | None]:
    return {p.name: p.country for p in find_parties(read_text(body, headline=headline)).people}


def test_a_datelines_city_is_nobodys_name(read_text: ReadText) -> None:
    body = (
        "LA PAZ, Nov 14 (Reuters) - Bolivian President Rodrigo Paz spoke on Friday.\n\nPaz flies home to La Paz today."
    )
    people = find_parties(read_text(body, headline="Paz speaks", dateline="LA PAZ, Nov 14 (Reuters) - ")).people
    assert [(p.name, p.aliases) for p in people] == [("Rodrigo Paz", ("Paz",))]
