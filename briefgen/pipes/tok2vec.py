"""The networks that read words in their context, made quick: the same layers and numbers, without what training needs.

Two thirds of a parse are spent in them. A word's first vector depends on the word alone, so it is worked out once and
kept; the layers over its neighbours are computed article by article in plain numpy, where spaCy's own code also notes
what it would need to learn from it. The kept vectors are computed in blocks of one size, so that they do not depend on
the words they were first met with. Measured: half the time of both networks (docs/performance.md).

Only the layers of spaCy's English models are known here (spacy.MultiHashEmbed.v2 and MaxoutWindowEncoder.v2 with a
window of one word on either side); what looks different is left to spaCy.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import Model, NumpyOps

Vectors = NDArray[np.float32]
MOST_KEPT = 40_000  # words, at 384 bytes; a model has two such networks
BLOCKS = (64, 32, 16, 8, 4, 2, 1)  # words computed at once: the first that this processor does evenly
PROBE = ("The", "talks", "of", "1974", "ended", "in", "Geneva", ".")
KNOWN = frozenset({"NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE", "ORTH", "LOWER"})
_KEY: list[int | str] = ["ORTH", "NORM", "SPACY"]  # all that the columns above depend on
_SPREAD = np.array([1, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], np.uint64)  # odd: to make one number of three
_LAYER = "residual(expand_window>>maxout>>layernorm>>dropout)"


def quicken(nlp: Language) -> int:
    """Put quick layers in the place of those they equal, in all components; gives how many."""
    done = 0
    for _, pipe in nlp.pipeline:
        model: Any = getattr(pipe, "model", None)
        for node in list(model.walk()) if isinstance(model, Model) else ():
            if not isinstance(node.ops, NumpyOps):
                continue
            quick = _embedding(node) or _encoder(node)
            if quick is not None:
                model.replace_node(node, quick)
                done += 1
    return done


def _no_training(_: Any) -> Any:
    raise NotImplementedError("these layers only predict")


# The vector of a word by itself ---------------------------------------------------------------------------------------


def _embedding(node: Model[Any, Any]) -> Model[Any, Any] | None:
    """The quick form of an embedding of words; None for anything else."""
    if not (node.name.startswith("extract_features>>") and node.name.endswith(">>ragged2list")):
        return None
    columns = {str(column) for part in node.walk() for column in part.attrs.get("columns", ())}
    attributes = {part.attrs.get("key_attr", "ORTH") for part in node.walk()}
    if not columns <= KNOWN or not attributes <= KNOWN:
        return None
    kept = _Kept(node)

    def forward(_: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[list[Vectors], Callable[[Any], Any]]:
        return ([kept.of(doc) for doc in docs], _no_training) if not is_train else node(docs, is_train)

    return Model("remembered_embedding", forward, dims={"nO": node.get_dim("nO")}, ops=node.ops)


class _Kept:
    """The vectors of the words met so far."""

    def __init__(self, embedding: Model[Any, Any]) -> None:
        self._embedding = embedding
        self._block = 0  # words computed at once; 0: not known yet
        self._rows: dict[int, int] = {}
        self._table: Vectors = np.zeros((MOST_KEPT, embedding.get_dim("nO")), np.float32)

    def of(self, doc: Doc) -> Vectors:
        """The vectors of a text's words, (words, width)."""
        parts: Any = doc.to_array(_KEY)
        keys: list[int] = (parts * _SPREAD).sum(axis=1, dtype=np.uint64).tolist()
        missing = {key: i for i, key in enumerate(keys) if key not in self._rows}
        if len(missing) > MOST_KEPT:
            return self._compute(doc, list(range(len(doc))))
        if len(missing) + len(self._rows) > MOST_KEPT:
            self._rows.clear()
            missing = {key: i for i, key in enumerate(keys)}
            if len(missing) > MOST_KEPT:
                return self._compute(doc, list(range(len(doc))))
        if missing:
            first = len(self._rows)
            self._table[first : first + len(missing)] = self._compute(doc, list(missing.values()))
            self._rows.update(zip(missing, range(first, first + len(missing)), strict=True))
        return self._table[[self._rows[key] for key in keys]]

    def _compute(self, doc: Doc, words: list[int]) -> Vectors:
        if not words:
            return self._table[:0]
        size = self._block = self._block or self._even(doc.vocab)
        found = []
        for at in range(0, len(words), size):
            some = words[at : at + size]
            block = some + some[:1] * (size - len(some))
            found.append(self._embedding.predict([_Some(doc, block)])[0][: len(some)])
        return np.concatenate(found)

    def _even(self, vocab: Vocab) -> int:
        """The most words that can be computed at once so that one has the same vector wherever it stands among them.

        The last rows of a block are summed in another order than the first by some processors' routines (measured: by
        those for AMD's Zen 3 from sixteen on), which shows in the last digit. Of one, there is but one place. Asked of
        the same words always, so that every process finds the same.
        """
        probe = Doc(vocab, words=list(PROBE))
        for size in BLOCKS:
            found = [self._embedding.predict([_Some(probe, [word] * size)])[0] for word in range(len(PROBE))]
            if all(np.array_equal(rows, np.broadcast_to(rows[:1], rows.shape)) for rows in found):
                return size
        return 1


class _Some:
    """Some words of a text, as an embedding reads a text."""

    def __init__(self, doc: Doc, words: list[int]) -> None:
        self._doc = doc
        self._words = words
        self.vocab = doc.vocab

    def __len__(self) -> int:
        return len(self._words)

    def to_array(self, columns: Any) -> Any:
        """What Doc.to_array() gives of these words."""
        return self._doc.to_array(columns)[self._words]


# The vectors of words in their context --------------------------------------------------------------------------------


def _encoder(node: Model[Any, Any]) -> Model[Any, Any] | None:
    """The quick form of an encoder over windows of words; None for anything else."""
    if not node.name.startswith("with_array(residual("):
        return None
    layers = [part for part in node.walk() if part.name.startswith("residual(") and part.name == _LAYER]
    if node.name != f"with_array({'>>'.join([_LAYER] * len(layers))})":
        return None
    computed = [_Layer(layer) for layer in layers]
    if any(layer.window != 1 or layer.pieces < 2 for layer in computed):  # noqa: PLR2004
        return None
    pad = node.attrs["pad"]

    def forward(_: Model[Any, Any], texts: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
        if is_train or not isinstance(texts, list):
            found: tuple[Any, Callable[[Any], Any]] = node(texts, is_train)
            return found
        return [_encoded(computed, words, pad) for words in texts], _no_training

    return Model("quick_encoder", forward, dims={"nO": node.get_dim("nO")}, ops=node.ops)


class _Layer:
    """The numbers of one layer. Maxout's pieces stand apart, so that numpy compares whole blocks."""

    def __init__(self, layer: Model[Any, Any]) -> None:
        parts = {part.name: part for part in layer.walk()}
        maxout, norm = parts["maxout"], parts["layernorm"]
        weights: Any = maxout.get_param("W")
        bias: Any = maxout.get_param("b")
        scale: Any = norm.get_param("G")
        shift: Any = norm.get_param("b")
        self.window: int = parts["expand_window"].attrs["window_size"]
        self.pieces: int = maxout.get_dim("nP")
        width, inputs = maxout.get_dim("nO"), maxout.get_dim("nI")
        weights = weights.transpose(1, 0, 2).reshape(self.pieces * width, inputs)
        self.weights: Vectors = np.ascontiguousarray(weights)
        self.bias: Vectors = np.ascontiguousarray(bias.T.reshape(self.pieces * width))
        self.scale: Vectors = scale
        self.shift: Vectors = shift


def _encoded(layers: list[_Layer], words: Vectors, pad: int) -> Vectors:
    """The words after all layers. pad: empty rows before and behind the text."""
    length, width = words.shape
    rows = length + 2 * pad
    known = np.zeros((rows, width), np.float32)
    known[pad : pad + length] = words
    around = np.zeros((rows, 3 * width), np.float32)
    for layer in layers:
        around[1:, :width] = known[:-1]
        around[:, width : 2 * width] = known
        around[:-1, 2 * width :] = known[1:]
        outputs = around @ layer.weights.T
        outputs += layer.bias
        best = np.maximum(outputs[:, :width], outputs[:, width : 2 * width])
        for piece in range(2, layer.pieces):
            np.maximum(best, outputs[:, piece * width : (piece + 1) * width], out=best)
        best -= np.add.reduce(best, axis=1, keepdims=True) / np.float32(width)
        variance = np.add.reduce(best * best, axis=1, keepdims=True) / np.float32(width)
        best *= (variance + np.float32(1e-08)) ** np.float32(-0.5)
        best *= layer.scale
        best += layer.shift
        known += best
    return known[pad : pad + length]
