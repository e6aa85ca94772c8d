"""Next steps: what is still to come, who acts, when, and in words that can be read by themselves."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.extract import extract
from briefgen.extract.text import Text
from briefgen.model import Findings, NextStep

Reader = Callable[..., Text]
TUESDAY = "2025-08-12"
TOLD: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("step_sentences.toml").read_text("utf-8"))["told"]


@pytest.fixture
def findings(read_text: Reader) -> Callable[..., Findings]:
    def find(body: str, **about: str | None) -> Findings:
        text = read_text(body, **({"published": TUESDAY} | about))
        return extract(text.article, text.doc.parsed)

    return find


Finder = Callable[..., Findings]


def row(step: NextStep) -> list[str]:
    return [step.status, step.text, " ".join(step.actors), step.start or ""]


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told["body"][:70])
def test_a_paragraph_tells_its_steps(findings: Finder, told: dict[str, Any]) -> None:
    assert [row(step) for step in findings(told["body"]).next_steps] == told["steps"]


def test_a_name_with_a_hyphen_before_a_small_word_is_one_name(findings: Finder) -> None:
    found = findings("North Korean leader Kim Jong Un will meet South Korean President Moon Jae-in in Panmunjom.")
    [event], [step] = found.events, found.next_steps
    assert set(event.participants) == set(step.actors) == {"kim-jong-un", "moon-jae-in"}


def test_both_act_whose_offices_stand_in_small_letters(findings: Finder) -> None:
    body = "Germany's chancellor Friedrich Merz and France's president Emmanuel Macron will meet in Toulon on Friday."
    [step] = findings(body).next_steps
    assert step.actors == ("friedrich-merz", "emmanuel-macron")


@pytest.mark.parametrize(
    ("body", "end"),
    [
        ("The leaders are expected to adopt a development strategy for the bloc until 2035.", None),
        ("The ministers will approve a roadmap to 2030.", None),
        ("France will adopt a climate plan through 2040.", None),
        ("Xi Jinping will present a plan for 2026 to 2030.", None),
        ("The ministers will approve a roadmap by 2030.", "2030-12-31"),
        ("The United States will keep troops in Poland through 2030.", "2030-12-31"),
        ("On Friday the leaders will adopt a strategy until 2035.", "2025-08-15"),
    ],
)
def test_the_years_that_a_paper_holds_for_are_no_days_of_its_adoption(
    findings: Finder, body: str, end: str | None
) -> None:
    [step] = findings(body).next_steps
    assert step.end == end


NONE = [
    "Vladimir Putin met Xi Jinping in Beijing on Monday.",
    "Emmanuel Macron wants peace.",
    "Donald Trump hopes to be remembered as a peacemaker.",
    "Will Donald Trump meet Vladimir Putin?",
    "The move could hurt trade between China and the United States.",
    "Marco Rubio declined to comment.",
    "Dmitry Peskov declined to specify the possible topics of the conversation.",
    "Emmanuel Macron refused to give details of the plan.",
    "If Xi Jinping should visit Moscow, the talks would be about gas.",
    "Donald Trump thanked Friedrich Merz for the decision to send air defences.",
    "The ministers met to discuss cooperation.",
    "Antonio Costa said Europe must be united.",
    "The only way to end the war is to talk, Guterres said.",
    "In 2019, Kim Jong Un had agreed to meet Donald Trump.",
    "Nobody will accept this.",
    '"We must act," Emmanuel Macron said.',
    '"I don\'t think Vladimir Putin will compromise," said Maria Snegova, a senior fellow at a think tank.',
    '"Vladimir Putin will wait," said Maria Snegova, a senior fellow at a think tank.',
    "Turkmenistan has yet to reply.",
    "The European Union had warned Kyiv that it could freeze aid.",
    "Asked whether he would attend, Donald Trump shrugged.",
    "Keir Starmer, who was due to visit Paris on Monday, stayed at home.",
]


@pytest.mark.parametrize("body", NONE)
def test_what_is_past_general_or_only_wished_is_no_step(findings: Finder, body: str) -> None:
    assert [row(step) for step in findings(body).next_steps] == []


def test_a_headline_joins_the_step_that_the_text_tells_in_full(findings: Finder) -> None:
    found = findings(
        "Indian Prime Minister Narendra Modi will visit Moscow on Friday, the ministry said.",
        headline="Modi to visit Moscow this week",
    )
    assert [row(step) for step in found.next_steps] == [
        ["planned", "Indian Prime Minister Narendra Modi will visit Moscow on Friday", "narendra-modi", "2025-08-15"]
    ]


def test_the_same_step_told_twice_is_one(findings: Finder) -> None:
    found = findings(
        "Sergei Lavrov will visit Ankara on Thursday, the ministry said.\n\n"
        "Turkey's foreign minister invited reporters. Lavrov will visit Ankara to discuss grain, he said."
    )
    assert [(s.status, s.start) for s in found.next_steps] == [("planned", "2025-08-14")]


def test_visits_to_two_cities_are_two(findings: Finder) -> None:
    found = findings("Sergei Lavrov will visit Ankara on Thursday. On Saturday, Lavrov will visit Cairo.")
    assert [(s.start, s.places) for s in found.next_steps] == [
        ("2025-08-14", ("ankara-tr",)), ("2025-08-16", ("cairo-eg",)),
    ]  # fmt: skip


def test_who_says_so_is_named(findings: Finder) -> None:
    found = findings("Vladimir Putin will visit Tianjin, Kremlin spokesman Dmitry Peskov said.")
    assert [(s.actors, s.according_to) for s in found.next_steps] == [(("vladimir-putin",), "dmitry-peskov")]


def test_a_condition_stands_in_its_words(findings: Finder) -> None:
    [step] = findings("Mark Carney will fly to Delhi if the court allows it.").next_steps
    assert (step.status, step.condition) == ("conditional", "if the court allows it")


def test_a_step_belongs_to_the_event_it_tells_of(findings: Finder) -> None:
    found = findings("Vladimir Putin and Xi Jinping will meet in Tianjin on Sunday.")
    [step] = found.next_steps
    assert step.event in {event.id for event in found.events}


def test_an_undated_article_gives_steps_without_dates(findings: Finder) -> None:
    found = findings("Vladimir Putin will visit Tianjin on Sunday.", published=None)
    assert [(s.status, s.start, s.end) for s in found.next_steps] == [("planned", None, None)]


def test_a_statement_speaks_for_the_one_in_its_headline(findings: Finder) -> None:
    found = findings(
        "We will send a mission to Nairobi next week.", headline="Statement by President William Ruto on the mission"
    )
    assert [s.text for s in found.next_steps] == ["William Ruto: “We will send a mission to Nairobi next week”"]


WORDS = st.lists(
    st.sampled_from(
        [
            "Putin",
            "Xi",
            "he",
            "they",
            "it",
            "will",
            "would",
            "to",
            "meet",
            "visit",
            "said",
            "if",
            "only",
            "but",
            "and",
            "agreed",
            "who",
            "Friday",
            "Beijing",
            ",",
            ".",
            "“",
            "”",
            ";",
            "urged",
            "the",
            "talks",
            "not",
        ]
    ),
    max_size=30,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS)
def test_any_words_give_steps_that_stand_where_they_say(findings: Finder, words: list[str]) -> None:
    body = " ".join(words)
    found = findings(body)
    parties = {p.id for p in found.people} | {o.id for o in found.organizations}
    for step in found.next_steps:
        at = step.evidence
        assert body[at.start : at.end] == at.text
        assert step.text
        assert all(actor in parties or len(actor) == 2 for actor in step.actors)
