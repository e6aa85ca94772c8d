"""Word forms are those of the model's own rule book."""

from typing import TYPE_CHECKING

import spacy

from briefgen.pipes import word_forms

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def parsed(model: "Language", text: str) -> "Doc":
    doc = model.make_doc(text)
    for name in ("tok2vec", "tagger", "parser"):
        doc = model.get_pipe(name)(doc)
    return doc


def test_forms_are_those_of_ruler_and_lemmatizer(nlp: "Language", bare: "Language", texts: list[str]) -> None:
    assert isinstance(nlp.get_pipe(word_forms.NAME), word_forms.WordForms)
    ours = word_forms.WordForms(bare, "test")
    for text in texts:
        expected = bare.get_pipe("lemmatizer")(bare.get_pipe("attribute_ruler")(parsed(bare, text)))
        found = ours(parsed(bare, text))
        assert [(t.text, t.pos_, t.tag_, t.lemma_, t.dep_, str(t.morph)) for t in found] == [
            (t.text, t.pos_, t.tag_, t.lemma_, t.dep_, str(t.morph)) for t in expected
        ]


def test_a_word_beside_another_has_the_lemma_that_both_make(nlp: "Language") -> None:
    lemmas = [token.lemma_ for token in nlp("They're gonna go, and let's say so.")]
    assert lemmas[2:4] == ["go", "to"]
    assert "us" in lemmas


def test_all_words_are_looked_up_anew_once_too_many_are_kept(nlp: "Language", bare: "Language") -> None:
    ours = word_forms.WordForms(bare, "test")
    ours._forms = dict.fromkeys(range(word_forms.MOST_KEPT + 1), (0, 0, 0, 0, 0))  # type: ignore[arg-type]
    assert [token.lemma_ for token in ours(parsed(bare, "The envoys met."))] == ["the", "envoy", "meet", "."]
    assert len(ours._forms) == 4


def test_a_rule_book_that_looks_further_is_left_to_spacy() -> None:
    model = spacy.blank("en")
    ruler = model.add_pipe("attribute_ruler")
    model.add_pipe("lemmatizer")
    ruler.add([[{"ENT_TYPE": "GPE"}]], {"LEMMA": "place"})  # type: ignore[attr-defined]
    assert not word_forms.remember_word_forms(model)
    assert model.pipe_names == ["attribute_ruler", "lemmatizer"]
