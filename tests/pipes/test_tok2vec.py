"""The quick networks give the numbers of those they stand for."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from briefgen.pipes import tok2vec

if TYPE_CHECKING:
    from spacy.language import Language

NETWORKS = {"tok2vec": lambda pipe: pipe.model, "ner": lambda pipe: pipe.model.get_ref("tok2vec")}


@pytest.mark.parametrize("name", NETWORKS)
def test_the_vectors_are_those_of_spacy(nlp: "Language", bare: "Language", texts: list[str], name: str) -> None:
    ours, theirs = (NETWORKS[name](model.get_pipe(name)) for model in (nlp, bare))
    texts = [text for text in texts if text]  # spaCy's cannot take an empty one alone
    for text in texts:
        found, expected = ours.predict([nlp.make_doc(text)]), theirs.predict([bare.make_doc(text)])
        assert np.allclose(np.vstack(found), np.vstack(expected), rtol=0, atol=1e-5), text[:80]


def test_the_vectors_of_a_text_do_not_depend_on_those_before_it(nlp: "Language", texts: list[str]) -> None:
    network = NETWORKS["tok2vec"](nlp.get_pipe("tok2vec"))
    embedding = network.layers[0]
    assert embedding.name == "remembered_embedding"
    docs = [nlp.make_doc(text) for text in texts]
    first = network.predict(docs)
    [kept] = [
        cell.cell_contents for cell in embedding._func.__closure__ if isinstance(cell.cell_contents, tok2vec._Kept)
    ]
    kept._rows.clear()
    again = network.predict(docs[::-1])[::-1]
    assert all(np.array_equal(one, other) for one, other in zip(first, again, strict=True))


def test_more_words_than_are_kept_are_forgotten_and_met_again(
    nlp: "Language", bare: "Language", texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tok2vec, "MOST_KEPT", 150)
    embedding = NETWORKS["tok2vec"](bare.get_pipe("tok2vec")).layers[0]
    kept: Any = tok2vec._Kept(embedding)
    for text in filter(None, texts):
        doc = bare.make_doc(text)
        assert np.allclose(kept.of(doc), embedding.predict([doc])[0], rtol=0, atol=1e-5)
    assert len(kept._rows) <= 150


def test_networks_of_another_build_are_left_alone(bare: "Language") -> None:
    tagger = bare.get_pipe("tagger").model  # type: ignore[attr-defined]
    assert [node for node in tagger.walk() if tok2vec._embedding(node) or tok2vec._encoder(node)] == []
