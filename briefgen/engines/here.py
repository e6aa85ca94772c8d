"""Reading on this computer, in as many processes as it has cores.

Each process loads the model for itself and ends when its articles are read, so that the one that goes on to link and
to render has never held it. Articles go to them by their length, so that all end at about the same time. The package
spaCy is imported only where there is an article.
"""

import gc
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from briefgen import nlp
from briefgen.cache import encode
from briefgen.lanes import run
from briefgen.model import Article
from briefgen.visible import Visible

if TYPE_CHECKING:
    from spacy.language import Language

WORTH_FORKING = 4  # articles for each process: fewer are read sooner than processes are made
# Of objects made before Python looks for unused ones: an article and its parse are some thirty thousand, which hold
# each other. At Python's own 700 the looking takes a twelfth of the time (measured).
_OBJECTS = 100_000


def search(model: str, missing: Mapping[str, Article], *, at_once: int = 1) -> Iterator[tuple[str, bytes]]:
    """Read the articles in at most so many processes; an Engine."""
    count = min(at_once, len(missing) // WORTH_FORKING)
    lanes = [partial(_load_and_read, model, share) for share in shares(missing, count)] if missing else []
    yield from run(lanes, lambda result: len(result[1]))


def _load_and_read(model: str, articles: Mapping[str, Article]) -> Iterator[tuple[str, bytes]]:
    yield from read(nlp.load(model), articles)


class Kept:
    """An Engine for one process that goes on: it loads the pipeline at the first article or before, and keeps it."""

    def __init__(self) -> None:
        self._model = ""
        self._pipeline: Language | None = None
        self._loading = threading.Lock()

    def load(self, model: str) -> "Language":
        """Have the pipeline loaded; any thread may ask."""
        with self._loading:
            if self._pipeline is None or model != self._model:
                self._pipeline, self._model = nlp.load(model), model
            return self._pipeline

    def __call__(self, model: str, missing: Mapping[str, Article]) -> Iterator[tuple[str, bytes]]:
        """Read the articles in this process."""
        if not missing:
            return
        yield from read(self.load(model), missing)


def shares(missing: Mapping[str, Article], count: int) -> list[dict[str, Article]]:
    """The articles in so many parts of about the same length, at least one part; each part's longest first."""
    by_length = sorted(missing.items(), key=lambda item: -len(item[1].body))
    return [dict(by_length[i :: max(count, 1)]) for i in range(max(count, 1))]


def read(pipeline: "Language", articles: Mapping[str, Article]) -> Iterator[tuple[str, bytes]]:
    """Read articles one after the other, in this process."""
    from briefgen.extract import extract  # noqa: PLC0415  it imports spaCy

    seen = {key: Visible(article) for key, article in articles.items()}
    docs = nlp.parse(pipeline, (visible.article for visible in seen.values()))
    with _few_collections():
        for (key, visible), (article, doc) in zip(seen.items(), docs, strict=True):
            yield key, encode(visible.restore(extract(article, doc)))


@contextmanager
def _few_collections() -> Iterator[None]:
    was_on, before = gc.isenabled(), gc.get_threshold()
    gc.set_threshold(_OBJECTS, *before[1:])
    gc.freeze()  # model and word lists are in use for ever
    gc.enable()
    try:
        yield
    finally:
        if not was_on:
            gc.disable()
        gc.unfreeze()
        gc.set_threshold(*before)
