"""The entity recognizer of spaCy, decided for whole texts at once: the same entities, in a fraction of the time.

Its network sees the word at hand and, inside an entity, the entity's first word and the word before. So outside
entities the scores of all words are worked out together, and only entities of several words are followed word by word.
What may be decided where is spaCy's own (spacy/pipeline/_parser_internals/ner.pyx, is_valid): names that were marked
before are kept, no entity runs over the end of a sentence or begins with white space. Of several best decisions the
first counts.

Recognizers of another build are left alone (transitions.py).
"""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span

NAME = "briefgen_recognizer"
_ASKED: list[int | str] = ["ENT_IOB", "ENT_TYPE", "SENT_START", "IS_SPACE"]
_INSIDE, _BEGINS = 1, 3  # spaCy's values of ENT_IOB for words of an entity; 0 and 2 are words of none
_FEATURES = 3  # of the network: the word, the first word of the entity, the word before
_BLOCKED = ""  # the label of words that shall be in no entity
Vectors = NDArray[np.float32]
Found = tuple[int, int, str]  # tokens [start, end) and the label


def can_recognize(pipe: Any) -> bool:
    """Whether the steps of a recognizer are those known here."""
    names = {pipe.moves.get_class_name(i)[:2] for i in range(pipe.moves.n_moves)}
    layer = pipe.model.layers[1]
    return bool(
        layer.get_dim("nF") == _FEATURES
        and names == {"B-", "I-", "L-", "U-", "O"}
        and not pipe.model.attrs.get("unseen_classes")
    )


@Language.factory(NAME, assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
class Recognizer:
    """The component: Doc -> Doc with the entities that the pipeline's "ner" would find."""

    def __init__(self, nlp: Language, name: str, of: str = "ner") -> None:
        self.name = name
        pipe: Any = nlp.get_pipe(of)
        self._vectors, self._lower = pipe.model.layers[0], pipe.model.layers[1]
        upper = pipe.model.layers[2]
        self._weights: Vectors = np.ascontiguousarray(upper.get_param("W").T)
        self._bias: Vectors = upper.get_param("b")
        self._lower_bias: Vectors = self._lower.get_param("b")
        classes = [pipe.moves.get_class_name(i).partition("-") for i in range(pipe.moves.n_moves)]
        self._labels = [label for _, _, label in classes]
        self._class = {(kind, label): i for i, (kind, _, label) in enumerate(classes)}
        self._begin = np.array([kind == "B" for kind, _, _ in classes])
        self._unit = np.array([kind == "U" and label != _BLOCKED for kind, _, label in classes])
        self._out = np.array([kind == "O" for kind, _, _ in classes])

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of a text."""
        found = [
            Span(doc, start, end, label=label, kb_id=doc[start].ent_kb_id) for start, end, label in self._entities(doc)
        ]
        doc.set_ents(found, default="unmodified")
        iob: Any = doc.to_array("ENT_IOB")
        iob[iob == 0] = 2
        return doc.from_array("ENT_IOB", iob)

    def pipe(self, docs: Iterable[Doc], batch_size: int = 1) -> Iterator[Doc]:  # noqa: ARG002  each by itself
        """Set the entities of many texts, in order."""
        return map(self, docs)

    def _entities(self, doc: Doc) -> Iterator[Found]:
        if not len(doc):
            return
        text = _Text(doc)
        features: Vectors = self._lower.predict(self._vectors.predict([doc]))
        outside = features[1:, 0] + features[0, 1]  # the first row is that of no word
        outside += features[0, 2]
        best = self._best_outside(text, self._scores(outside))
        at = 0
        for i in np.flatnonzero(~np.append(self._out, [False])[best]).tolist():
            if i < at:
                continue
            if best[i] == len(self._labels):
                return  # spaCy goes no further either where nothing may be decided
            label = self._labels[best[i]]
            if not self._begin[best[i]]:
                yield i, i + 1, label
                continue
            end = self._end(text, features, i, label)
            if end is None:
                return
            yield i, end, label
            at = end

    def _scores(self, states: Vectors) -> Vectors:
        """The scores of all classes for states by their summed features, (states, hidden, pieces)."""
        states += self._lower_bias
        best = states[..., 0]
        for piece in range(1, states.shape[-1]):
            best = np.maximum(best, states[..., piece])
        found: Vectors = best @ self._weights
        found += self._bias
        return found

    def _best_outside(self, text: "_Text", scores: Vectors) -> NDArray[np.int64]:
        """The best decision for each word outside entities, by class; behind the last class where there is none."""
        free = (text.iob != _BEGINS) & ~text.space
        begin = free & (text.iob != _INSIDE) & (text.next_iob != _BEGINS) & ~text.next_opens
        begin[-1] = False
        allowed = begin[:, None] & self._begin
        allowed |= (free & (text.next_iob != _INSIDE))[:, None] & self._unit
        allowed |= ((text.iob != _BEGINS) & (text.iob != _INSIDE))[:, None] & self._out
        for i in np.flatnonzero(text.iob == _BEGINS).tolist():
            label = text.label(i)
            goes_on = text.next_iob[i] == _INSIDE and label != _BLOCKED
            if (only := self._class.get(("B" if goes_on else "U", label))) is not None:
                allowed[i, only] = True
        scores[~allowed] = -np.inf
        best: NDArray[np.int64] = scores.argmax(axis=1)
        best[~allowed.any(axis=1)] = len(self._labels)
        return best

    def _end(self, text: "_Text", features: Vectors, start: int, label: str) -> int | None:
        """Where the entity ends that begins here; None where it may neither go on nor end."""
        for i in range(start + 1, len(text.iob)):
            go_on, end = self._class["I", label], self._class["L", label]
            may_go_on, may_end = text.may_go_on(i, label), text.may_end(i, label)
            if not may_end and text.must_end_as(i) and ("L", text.label(i)) in self._class:
                return i + 1  # a marked entity of another label ends here, and this one with it
            if may_go_on and may_end:
                state = features[i + 1, 0] + features[start + 1, 1]
                state += features[i, 2]
                scores = self._scores(state[None])[0]
                may_end = scores[end] > scores[go_on] or (scores[end] == scores[go_on] and end < go_on)
            if may_end:
                return i + 1
            if not may_go_on:
                return None
        return None


class _Text:
    """What is known of each word before."""

    def __init__(self, doc: Doc) -> None:
        known: Any = doc.to_array(_ASKED)
        self._strings = doc.vocab.strings
        self.iob: NDArray[np.int64] = known[:, 0].astype(np.int64)
        self._types: list[int] = known[:, 1].tolist()
        self.space: NDArray[np.bool_] = known[:, 3] == 1
        self.next_iob: NDArray[np.int64] = np.append(self.iob[1:], 0)
        self.next_opens: NDArray[np.bool_] = np.append(known[1:, 2] == 1, [False])

    def label(self, i: int) -> str:
        """The label that a word was marked with; "" for none."""
        return self._strings[self._types[i]]

    def may_go_on(self, i: int, label: str) -> bool:
        """Whether an entity of this label may go on behind this word."""
        if i + 1 == len(self.iob) or self.iob[i] == _BEGINS or self.next_iob[i] == _BEGINS:
            return False
        if self.iob[i] == _INSIDE:
            return bool(self.next_iob[i] == _INSIDE and self.label(i) == label)
        return not self.next_opens[i]

    def may_end(self, i: int, label: str) -> bool:
        """Whether an entity of this label may end with this word."""
        if self.must_end_as(i):
            return self.label(i) == label
        return bool(self.next_iob[i] != _INSIDE)

    def must_end_as(self, i: int) -> bool:
        """Whether a marked entity ends with this word."""
        return bool(self.iob[i] == _INSIDE and self.next_iob[i] != _INSIDE)
