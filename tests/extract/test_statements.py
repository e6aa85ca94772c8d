"""Reported speech without marks: sentences in the manner of the wires, written for these tests."""

from collections.abc import Callable

import pytest

from briefgen.extract.statements import find_statements
from briefgen.extract.text import Text
from briefgen.extract.who import find_parties
from briefgen.model import Statement

Finder = Callable[[str], list[Statement]]


@pytest.fixture
def statements(read_text: Callable[..., Text]) -> Finder:
    def find(words: str) -> list[Statement]:
        text = read_text(words)
        return list(find_statements(text, find_parties(text).cast))

    return find


STATED = {
    "Kremlin spokesman Dmitry Peskov noted that no date had been set.": [("no date had been set", "Dmitry Peskov")],
    "Foreign Minister Hakan Fidan said on Tuesday the two sides had overcome most obstacles.": [("the two sides had overcome most obstacles", "Hakan Fidan")],
    "The talks will be held in Nairobi on October 7-8, the African Union said in a communique.": [("The talks will be held in Nairobi on October 7-8", "African Union")],
    "The leaders will not take a decision before their summit in Brussels, three EU diplomats said.": [("The leaders will not take a decision before their summit in Brussels", "three EU diplomats")],
    "The talks lasted two hours, according to Foreign Minister Wang Yi.": [("The talks lasted two hours", "Wang Yi")],
    "According to Foreign Minister Wang Yi, the talks lasted two hours.": [("the talks lasted two hours", "Wang Yi")],
    "Secretary of State Marco Rubio said that the door is open, but warned that time was short.": [("the door is open", "Marco Rubio"), ("time was short", "Marco Rubio")],
    "Peskov said the talks were useful, adding that the Kremlin expects more. Dmitry Peskov was in Minsk.": [("the talks were useful", "Dmitry Peskov"), ("the Kremlin expects more", "Dmitry Peskov")],
    "Iran has resumed work at the site, Prime Minister Keir Starmer told parliament.": [("Iran has resumed work at the site", "Keir Starmer")],
    "President Recep Tayyip Erdogan will travel to Cairo next week, his office said on Wednesday.": [("President Recep Tayyip Erdogan will travel to Cairo next week", "Recep Tayyip Erdogan's office")],
    "Hamas said in a statement it would free more hostages.": [("it would free more hostages", "Hamas")],
    "NATO Secretary General Mark Rutte told a news conference that allies would send more jets.": [("allies would send more jets", "Mark Rutte")],
    'Foreign Minister Hakan Fidan said the deal was done and that it was "a good day" for all.': [('the deal was done and that it was "a good day" for all', "Hakan Fidan")],
    "Ukraine's military said it had struck a depot, while Russia's defence ministry said it had shot down 50 drones.": [("it had struck a depot", "Ukraine's military"), ("it had shot down 50 drones", "Russia's defence ministry")],
    "The White House said in a statement that Trump had spoken with both leaders and that they would meet soon.": [("Trump had spoken with both leaders and that they would meet soon", "White House")],
    "Emmanuel Macron and Friedrich Merz agreed that Europe needed its own air defence.": [("Europe needed its own air defence", "Emmanuel Macron and Friedrich Merz")],
    "Mark Rutte, asked about the plan, said NATO allies would decide in The Hague.": [("NATO allies would decide in The Hague", "Mark Rutte")],
    "Two people familiar with the matter said Trump plans to fly to Budapest.": [("Trump plans to fly to Budapest", "Two people familiar with the matter")],
    "The Putin-Trump call went well, Kremlin spokesman Dmitry Peskov said.": [("The Putin-Trump call went well", "Dmitry Peskov")],
}  # fmt: skip
NONE = [
    "Foreign Minister Hakan Fidan denied that any contact had taken place.",
    "Foreign Minister Hakan Fidan did not say whether the talks would go on.",
    "Foreign Minister Hakan Fidan declined to say that the talks had failed.",
    "If Foreign Minister Hakan Fidan says the talks have failed, markets will fall.",
    "Did Foreign Minister Hakan Fidan say that the talks had failed?",
    "Foreign Minister Hakan Fidan asked if the talks would go on.",
    "In the past few weeks, Foreign Minister Hakan Fidan said little.",
    "Building on that desire, the two presidents agreed on a text.",
    "Turkey is to stop what Russia says is a flow of arms into Syria.",
    'Foreign Minister Hakan Fidan said "the talks have failed and will not go on".',
    "The new rules read that nobody may enter.",
    "",
]


@pytest.mark.parametrize("words", STATED)
def test_what_is_reported_is_a_whole_clause_with_its_speaker(statements: Finder, words: str) -> None:
    assert [(s.text, s.speaker_name) for s in statements(words)] == STATED[words]


@pytest.mark.parametrize("words", NONE)
def test_denials_questions_conditions_quotes_and_fragments_are_no_statements(statements: Finder, words: str) -> None:
    assert statements(words) == []


def test_what_somebody_says_in_what_a_document_tells_is_his(statements: Finder) -> None:
    words = "Foreign Minister Wang Yi told reporters that the talks were over, according to a ministry readout."
    assert [(s.text, s.speaker_name) for s in statements(words)] == [("the talks were over", "Wang Yi")]


def test_the_verb_is_the_cue_and_names_the_rule(statements: Finder) -> None:
    [statement] = statements("Kremlin spokesman Dmitry Peskov stressed that no date had been set.")
    assert (statement.cue, statement.speaker, statement.evidence.rule) == (
        "stressed",
        "dmitry-peskov",
        "statements/left",
    )
