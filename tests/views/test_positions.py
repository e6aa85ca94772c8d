"""Positions: reported speech on an event and of a person, always with its speaker and its sentence."""

from typing import Any

import pytest

from briefgen.frozen import replace
from briefgen.model import Briefing, Corpus, Statement, StepStatus
from briefgen.texts import ENGLISH
from briefgen.views.catalogue import Catalogue, statements_on
from briefgen.views.entity import person_page
from briefgen.views.event import event_page
from briefgen.views.event_lines import basis
from tests.corpora import AS_OF, COLOPHON, SETTINGS, article, corpus, evidence

OF = corpus()
FIRST = next(b for b in OF.briefings if b.id == "leaders-to-meet")
SPEECH = "The Test Union called for a review."


def said(words: str, speaker: str | None, name: str | None) -> Statement:
    body, sentences = FIRST.article.body, FIRST.findings.sentences
    return Statement(
        text=words, speaker=speaker, speaker_name=name, cue="said", evidence=evidence(body, words, sentences)
    )


def with_statements(*statements: Statement, **found: Any) -> tuple[Corpus, Briefing]:
    briefing = replace(FIRST, findings=replace(FIRST.findings, statements=statements, **found))
    briefings = tuple(briefing if b.id == briefing.id else b for b in OF.briefings)
    return replace(OF, briefings=briefings), briefing


def positions(of: Corpus) -> dict[str, list[str]]:
    catalogue = Catalogue(of, SETTINGS, AS_OF, COLOPHON)
    page = event_page(catalogue, catalogue.events["test-summit-2025"])
    return {v.speaker.name: [q.words for q in v.quotes] for v in page.positions if v.speaker}


def test_reported_speech_on_an_event_stands_on_its_page_by_speaker_with_its_sentence() -> None:
    catalogue = Catalogue(OF, SETTINGS, AS_OF, COLOPHON)
    page = event_page(catalogue, catalogue.events["test-summit-2025"])
    [voice] = page.positions
    [position] = voice.quotes
    assert (voice.speaker and voice.speaker.name, position.words) == ("Test Union", SPEECH)
    sentence = FIRST.findings.statements[0].evidence.sentence
    assert position.mark.href.endswith(f"briefings/leaders-to-meet/index.html#{sentence}")
    assert SPEECH in {note.words for note in page.endnotes}


@pytest.mark.parametrize(("speaker", "name"), [(None, None), (None, "three diplomats"), (None, "its foreign ministry")])
def test_what_nobody_who_is_named_says_is_nobodys_position(speaker: str | None, name: str | None) -> None:
    of, _ = with_statements(said(SPEECH, speaker, name))
    assert positions(of) == {}


def test_a_source_with_a_name_and_no_page_has_a_position() -> None:
    of, _ = with_statements(said(SPEECH, None, "China's foreign ministry"))
    assert positions(of) == {"China's foreign ministry": [SPEECH]}


@pytest.mark.parametrize(("status", "stays"), [("planned", False), ("expected", False), ("possible", True)])
def test_an_announcement_stands_among_the_next_steps_and_a_stance_among_the_positions(
    status: StepStatus, stays: bool
) -> None:
    step = replace(FIRST.findings.next_steps[0], status=status, evidence=said(SPEECH, None, None).evidence)
    of, _ = with_statements(said(SPEECH, "test-union", None), next_steps=(step,))
    assert bool(positions(of)) is stays


def test_the_same_words_of_one_speaker_stand_once() -> None:
    of, _ = with_statements(said(SPEECH, "test-union", None), said(SPEECH, "test-union", None))
    assert positions(of) == {"Test Union": [SPEECH]}


def test_of_an_article_about_something_else_only_sentences_that_mention_the_event_count() -> None:
    aside = said("her office said", "test-union", None)
    _, briefing = with_statements(aside, said(SPEECH, "test-union", None), what=FIRST.findings.what[1:])
    [event] = briefing.findings.events
    assert [at.statement.text for at in statements_on(briefing, event)] == ["her office said"]


def test_of_two_events_in_the_main_sentence_the_first_is_what_the_article_is_about() -> None:
    _, briefing = with_statements(said(SPEECH, "test-union", None))
    [first] = briefing.findings.events
    own = evidence(briefing.article.body, "her office", briefing.findings.sentences)
    second = replace(first, id="e2", mentions=(own,))
    briefing = replace(briefing, findings=replace(briefing.findings, events=(first, second)))
    assert [len(statements_on(briefing, event)) for event in (first, second)] == [1, 0]


def test_a_persons_page_has_what_the_person_is_reported_to_hold() -> None:
    of, _ = with_statements(said(SPEECH, "ana-lee", None), said("Lee told reporters", "test-union", None))
    catalogue = Catalogue(of, SETTINGS, AS_OF, COLOPHON)
    assert [q.words for q in person_page(catalogue, catalogue.people["ana-lee"]).positions] == [SPEECH]


@pytest.mark.parametrize(
    ("speaker", "name", "word"),
    [
        ("ana-lee", None, "named source"),
        (None, "China's foreign ministry", "named source"),
        (None, "three diplomats", "unnamed source"),
        (None, None, "speaker unclear"),
    ],
)
def test_a_page_says_whose_word_a_fact_is(speaker: str | None, name: str | None, word: str) -> None:
    statement = said(SPEECH, speaker, name)
    _, briefing = with_statements(statement)
    assert basis(ENGLISH, briefing, statement.evidence) == word


def test_what_no_source_says_is_reported_by_the_article() -> None:
    made, sentences = article("Talks end", ("The talks ended.",))
    briefing = Briefing(id="a", article=made, findings=replace(FIRST.findings, statements=(), quotes=()))
    assert basis(ENGLISH, briefing, evidence(made.body, "The talks ended", sentences)) == "reported"
