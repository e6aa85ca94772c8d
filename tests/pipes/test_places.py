"""Places among the recognizer's people: whatever it says, a place's words make a place."""

from typing import TYPE_CHECKING

import pytest
from spacy.tokens import Doc, Span

from briefgen.pipes.places import settle_places

if TYPE_CHECKING:
    from spacy.language import Language


def doc_of(nlp: "Language", words: str, *people: str) -> Doc:
    """The words with these names as the only entities, all people."""
    with nlp.select_pipes(disable=["ner", "briefgen_propagate"]):
        doc = nlp(words)
    spans = []
    for name in people:
        at = words.index(name)
        span = doc.char_span(at, at + len(name))
        assert span is not None
        spans.append(Span(doc, span.start, span.end, label="PERSON"))
    doc.set_ents(spans)
    return doc


@pytest.mark.parametrize(
    ("words", "name", "label"),
    [
        ("They met in Muscat on Friday.", "Muscat", "GPE"),
        ("Shells fell on the village of Sudzha.", "Sudzha", "GPE"),
        ("Flights left for Chad on Friday.", "Chad", "GPE"),
        ("The retreat from Kherson began on Friday.", "Kherson", "GPE"),
        ("They heard it from Kherson on Friday.", "Kherson", "PERSON"),
        ("A base on Diego Garcia was used.", "Diego Garcia", "GPE"),
        ("They met at Schloss Meseberg.", "Schloss Meseberg", "FAC"),
        ("Crowds came to the Verdun Memorial.", "Verdun Memorial", "FAC"),
        ("Rebels seized Goma on Friday.", "Goma", "GPE"),
        ("They have confidence in Lincoln.", "Lincoln", "PERSON"),
        ("They read it in Lincoln's words.", "Lincoln", "PERSON"),
        ("They wrote to Lincoln.", "Lincoln", "PERSON"),
        ("Lincoln spoke.", "Lincoln", "PERSON"),
    ],
)
def test_a_name_where_only_a_place_stands_is_a_place(nlp: "Language", words: str, name: str, label: str) -> None:
    doc = doc_of(nlp, words, name)
    settle_places(doc)
    assert [(ent.text, ent.label_) for ent in doc.ents] == [(name, label)]


def test_a_surname_of_the_article_stays_a_person(nlp: "Language") -> None:
    doc = doc_of(nlp, "Abraham Lincoln spoke. They met in Lincoln.", "Abraham Lincoln")
    doc.set_ents([*doc.ents, Span(doc, 7, 8, label="PERSON")])
    assert settle_places(doc) == frozenset()
    assert [ent.label_ for ent in doc.ents] == ["PERSON", "PERSON"]


def test_a_place_is_one_wherever_it_stands(nlp: "Language") -> None:
    doc = doc_of(nlp, "Muscat waits. They met in Muscat.", "Muscat")
    doc.set_ents([*doc.ents, Span(doc, 6, 7, label="PERSON")])
    assert settle_places(doc) == {"Muscat"}
    assert [ent.label_ for ent in doc.ents] == ["GPE", "GPE"]
