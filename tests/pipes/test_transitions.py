"""Parser and recognizer decide as spaCy's own loops do."""

from typing import TYPE_CHECKING

import pytest
from spacy.tokens import Doc, Span

from briefgen.pipes import recognizer, transitions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language


def prepared(model: "Language", texts: "Iterable[str]") -> list[Doc]:
    """Texts as the parser gets them: vectors, and a sentence that has to begin at every line."""
    docs = [model.get_pipe("tok2vec")(model.make_doc(text)) for text in texts]
    for doc in docs:
        for token in doc[1:]:
            if doc[token.i - 1].text.startswith("\n"):
                token.is_sent_start = True
    return docs


def tree(doc: Doc) -> list[tuple[int, str, bool | None]]:
    return [(token.head.i, token.dep_, token.is_sent_start) for token in doc]


def entities(doc: Doc) -> list[tuple[str, str]]:
    return [(token.ent_iob_, token.ent_type_) for token in doc]


def test_trees_are_those_of_spacy(nlp: "Language", bare: "Language", texts: list[str]) -> None:
    assert "parser" not in nlp.pipe_names
    ours = transitions._Stepped(bare.get_pipe("parser"))
    found = ours.pipe(prepared(bare, texts))
    expected = bare.get_pipe("parser").pipe(prepared(bare, texts))  # type: ignore[attr-defined]
    assert list(map(tree, found)) == list(map(tree, expected))


@pytest.mark.parametrize("marked", [False, True], ids=["nothing marked", "names marked"])
def test_entities_are_those_of_spacy(nlp: "Language", bare: "Language", texts: list[str], *, marked: bool) -> None:
    assert "ner" not in nlp.pipe_names

    def docs() -> list[Doc]:
        made = prepared(bare, texts)
        for doc in made if marked else ():
            spans = [
                Span(doc, i, min(i + 1 + i % 3, len(doc)), "PERSON" if i % 2 else "ORG") for i in range(2, len(doc), 17)
            ]
            doc.set_ents(spans, default="missing")
        return made

    expected = list(map(entities, bare.get_pipe("ner").pipe(docs())))  # type: ignore[attr-defined]
    for ours in (transitions._Stepped(bare.get_pipe("ner")), recognizer.Recognizer(bare, "test")):
        assert list(map(entities, ours.pipe(docs()))) == expected


@pytest.mark.parametrize("at_once", [1, 3])
def test_a_text_is_read_alike_in_any_company(
    nlp: "Language", texts: list[str], monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    expected = [(tree(doc), entities(doc)) for doc in nlp.pipe(texts)]
    monkeypatch.setattr(transitions, "TOKENS_AT_ONCE", at_once * 100)
    found = {text: (tree(doc), entities(doc)) for text, doc in zip(texts[::-1], nlp.pipe(texts[::-1]), strict=True)}
    assert [found[text] for text in texts] == expected
