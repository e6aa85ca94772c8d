"""The parser and the entity recognizer of spaCy, stepped from here: the same decisions, in a third of the time.

Both read a text in steps, one decision a step, chosen by the scores of a small network. spaCy 3.8 takes all steps in
compiled code that holds no interpreter lock, and asks for that lock some hundred times a step only to see that nothing
went wrong (Cython 3, functions without ``noexcept``): more than half of the time goes there. Where the lock is held
already, asking costs next to nothing. So here each step of a group of texts is a call that holds it, and the scores of
all of them are worked out at once.

Scores are computed for a fixed number of texts, some of them empty, so that no text's decisions can depend on which
others it is read with. Models of another build, and searches wider than one, are left to spaCy.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps

from briefgen.pipes import recognizer

AT_ONCE = 32  # texts
TOKENS_AT_ONCE = 8_000  # in them, unless a single text is longer; 6 kB each
_STEPPED = {"parser": "briefgen_parser", "ner": "briefgen_stepped_recognizer"}
Vectors = NDArray[np.float32]


def step_here(nlp: Language) -> list[str]:
    """Put this in the place of parser and recognizer where it equals them; gives the names of those it stands for."""
    done = []
    for name, ours in _STEPPED.items():
        if name in nlp.pipe_names and _is_known(pipe := nlp.get_pipe(name)):
            nlp.add_pipe(recognizer.NAME if name == "ner" and recognizer.can_recognize(pipe) else ours, after=name)
            nlp.disable_pipe(name)
            done.append(name)
    return done


def _is_known(pipe: Any) -> bool:
    model = getattr(pipe, "model", None)
    if model is None or model.name != "parser_model" or not isinstance(model.ops, NumpyOps):
        return False
    pieces = model.layers[1].maybe_get_dim("nP")
    return bool(pipe.cfg["beam_width"] == 1 and model.attrs["has_upper"] and pieces and pieces > 1)


class _Stepped:
    """A component that takes the steps of another one."""

    def __init__(self, of: Any) -> None:
        self._of = of
        upper = of.model.layers[2]
        self._weights: Vectors = np.ascontiguousarray(upper.get_param("W").T)
        self._bias: Vectors = upper.get_param("b")

    def __call__(self, doc: Doc) -> Doc:
        """Read one text."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = AT_ONCE) -> Iterator[Doc]:  # noqa: ARG002  ours is better
        """Read many, in order."""
        for group in _groups(docs):
            self._of.set_annotations(group, self._read(group))
            yield from group

    def _read(self, docs: list[Doc]) -> list[Any]:
        """The last states of some texts, at most AT_ONCE."""
        states: list[Any] = self._of.moves.init_batch(docs)
        unfinished = [state for state in states if not state.is_final()]
        if not unfinished:
            return states
        model = self._of.model.predict(docs)
        unseen = np.flatnonzero(model._class_mask == 0)  # noqa: SLF001
        hidden: Vectors = np.zeros((AT_ONCE, self._weights.shape[0]), np.float32)
        while unfinished:
            count = len(unfinished)
            hidden[:count] = model.state2vec.predict(model.get_token_ids(unfinished))
            scores = (hidden @ self._weights)[:count]
            scores += self._bias
            if unseen.size:
                scores[:, unseen] = scores.min()
            unfinished = self._of.transition_states(unfinished, scores)
        model.clear_memory()
        return states


def _groups(docs: Iterable[Doc]) -> Iterator[list[Doc]]:
    group: list[Doc] = []
    tokens = 0
    for doc in docs:
        if group and (len(group) == AT_ONCE or tokens + len(doc) > TOKENS_AT_ONCE):
            yield group
            group, tokens = [], 0
        group.append(doc)
        tokens += len(doc)
    if group:
        yield group


@Language.factory(_STEPPED["parser"], assigns=["token.dep", "token.head", "token.is_sent_start", "doc.sents"])
def parser(nlp: Language, name: str) -> _Stepped:  # noqa: ARG001  a factory's signature
    """The parser of the pipeline, stepped from here."""
    return _Stepped(nlp.get_pipe("parser"))


@Language.factory(_STEPPED["ner"], assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def stepped_recognizer(nlp: Language, name: str) -> _Stepped:  # noqa: ARG001
    """The entity recognizer of the pipeline, stepped from here."""
    return _Stepped(nlp.get_pipe("ner"))
