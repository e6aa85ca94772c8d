"""How the source puts an act: sentences in the manner of the wires, written for these tests."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.extract.modality import modality_of
from briefgen.extract.modality_words import CERTAINTIES
from briefgen.extract.text import Text

Reader = Callable[..., Text]

# The sentence, the head of the act in it, and how certain it is.
VERBS = {
    ("Lavrov met Wang in Ankara.", "met"): "past",
    ("Lavrov has met Wang twice.", "met"): "past",
    ("Lavrov did not meet Wang.", "meet"): "denied",
    ("Lavrov will meet Wang in Ankara.", "meet"): "planned",
    ("Lavrov will not meet Wang.", "meet"): "ruled_out",
    ("Lavrov won't meet Wang.", "meet"): "ruled_out",
    ("Lavrov is to meet Wang.", "meet"): "planned",
    ("Lavrov is going to meet Wang.", "meet"): "planned",
    ("Lavrov is due to meet Wang.", "meet"): "planned",
    ("Lavrov is scheduled to meet Wang.", "meet"): "planned",
    ("Lavrov agreed to meet Wang.", "meet"): "planned",
    ("Lavrov plans to meet Wang.", "meet"): "planned",
    ("Lavrov said he would meet Wang.", "meet"): "planned",
    ("Lavrov said he would not meet Wang.", "meet"): "ruled_out",
    ("The talks would be held in Oman, the ministry said.", "held"): "planned",
    ("It was confirmed that the talks would take place in Oman.", "take"): "planned",
    ("Lavrov is expected to meet Wang.", "meet"): "expected",
    ("Lavrov is likely to meet Wang.", "meet"): "expected",
    ("Lavrov will likely meet Wang.", "meet"): "expected",
    ("The ministry expects the text to be signed.", "signed"): "expected",
    ("Lavrov may meet Wang.", "meet"): "possible",
    ("Lavrov could meet Wang.", "meet"): "possible",
    ("Lavrov is considering meeting Wang.", "meeting"): "possible",
    ("Lavrov offered to meet Wang.", "meet"): "possible",
    ("Lavrov invited Wang to visit Moscow.", "visit"): "possible",
    ("Lavrov is ready to meet Wang.", "meet"): "possible",
    ("Lavrov wants to meet Wang.", "meet"): "possible",
    ("Lavrov hopes that Wang will come.", "come"): "possible",
    ("Lavrov said he hoped Wang would come.", "come"): "possible",
    ("Lavrov may agree to meet Wang.", "meet"): "possible",
    ("Lavrov will meet Wang if Beijing agrees.", "meet"): "conditional",
    ("If confirmed, Lavrov will meet Wang.", "meet"): "conditional",
    ("Lavrov will not meet Wang unless Beijing agrees.", "meet"): "ruled_out",
    ("Lavrov is willing to meet Wang, but only if Beijing agrees.", "meet"): "conditional",
    ("In the event of an attack, the alliance will respond.", "respond"): "conditional",
    ("Guterres urged Israel to lift the blockade.", "lift"): "called_for",
    ("Guterres called on Israel to lift the blockade.", "lift"): "called_for",
    ("Guterres demanded that Israel lift the blockade.", "lift"): "called_for",
    ("Israel must lift the blockade.", "lift"): "called_for",
    ("Israel should lift the blockade.", "lift"): "called_for",
    ("Israel needs to lift the blockade.", "lift"): "called_for",
    ("Lavrov refused to meet Wang.", "meet"): "ruled_out",
    ("Lavrov ruled out meeting Wang.", "meeting"): "ruled_out",
    ("Lavrov did not rule out meeting Wang.", "meeting"): "possible",
    ("Lavrov does not plan to meet Wang.", "meet"): "ruled_out",
    ("Kim broke a commitment made in June.", "made"): "past",
    ("Washington has no intention of sending troops.", "sending"): "ruled_out",
    ("Lavrov had planned to meet Wang.", "meet"): "past",
    ("Lavrov could have met Wang.", "met"): "none",
    ("Lavrov would've met Wang.", "met"): "none",
    ("The only way to peace is to talk.", "talk"): "none",
    ("In order to help, Japan sent a team.", "help"): "none",
    ("Orban has accepted an invitation to visit Moscow.", "visit"): "planned",
    ("Orban has rejected an invitation to visit Moscow.", "visit"): "ruled_out",
    ("Blinken to meet Wang in Beijing next week", "meet"): "planned",
    ("Kremlin reports Putin to meet leaders of China and Japan in Lima", "meet"): "planned",
    ("Arrangements are being made for Lavrov to meet Wang in Seoul.", "meet"): "planned",
    ("A decision was taken for the ministers to meet in Geneva.", "meet"): "planned",
    ("No arrangements have been made for Lavrov to meet Wang.", "meet"): "ruled_out",
}
NOUNS = {
    ("The ministers will hold talks in Oman.", "talks"): "planned",
    ("The ministers held talks in Oman.", "talks"): "past",
    ("Macron proposed a summit.", "summit"): "possible",
    ("Macron called off the summit.", "summit"): "cancelled",
    ("The summit was postponed.", "summit"): "postponed",
    ("Macron rejected a summit.", "summit"): "ruled_out",
    ("Guterres called for a ceasefire.", "ceasefire"): "called_for",
    ("He spoke ahead of the summit.", "summit"): "planned",
    ("He spoke after the summit.", "summit"): "past",
    ("They discussed a possible summit.", "summit"): "possible",
    ("Putin does not rule out the possibility of a summit.", "summit"): "possible",
}


def certainty(read_text: Reader, body: str, head: str) -> str:
    return modality_of(next(t for t in read_text(body).doc if t.text == head)).certainty


@pytest.mark.parametrize(("body", "head"), VERBS, ids=str)
def test_a_verb_is_as_certain_as_its_clause_puts_it(read_text: Reader, body: str, head: str) -> None:
    assert certainty(read_text, body, head) == VERBS[body, head]


@pytest.mark.parametrize(("body", "head"), NOUNS, ids=str)
def test_an_event_is_as_certain_as_its_clause_puts_it(read_text: Reader, body: str, head: str) -> None:
    assert certainty(read_text, body, head) == NOUNS[body, head]


CONDITIONS = {
    "Erdogan will host the talks if both sides agree.": "if both sides agree",
    "Carney will recognise the state on condition that it holds elections.": "on condition that it holds elections",
    "Putin is ready to meet Zelenskiy, but only after the text is agreed.": "only after the text is agreed",
}


@pytest.mark.parametrize("body", CONDITIONS, ids=str)
def test_a_condition_is_given_in_its_words(read_text: Reader, body: str) -> None:
    found = [modality_of(t).condition for t in read_text(body).doc if t.text in {"host", "recognise", "meet"}]
    assert [c.text for c in found if c is not None] == [CONDITIONS[body]]


@pytest.mark.parametrize("body", ["He will come even if it rains.", "He asked if Wang would come."])
def test_an_if_that_grants_or_asks_is_no_condition(read_text: Reader, body: str) -> None:
    assert [modality_of(t).condition for t in read_text(body).doc if t.pos_ == "VERB"] == [None] * 2


WORDS = st.lists(
    st.sampled_from(
        [
            "Lavrov",
            "will",
            "not",
            "to",
            "meet",
            "said",
            "he",
            "would",
            "if",
            "plans",
            "refused",
            "rule",
            "out",
            "is",
            "was",
            "been",
            "going",
            "may",
            "and",
            ",",
            "Wang",
            "talks",
            "the",
            "of",
        ]
    ),
    max_size=20,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS)
def test_any_words_have_a_modality(read_text: Reader, words: list[str]) -> None:
    for token in read_text(" ".join(words)).doc:
        assert modality_of(token).certainty in CERTAINTIES
