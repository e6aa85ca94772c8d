"""How fast extraction is, beside the bare spaCy pipeline of the same model on the same texts and one core.

    python benchmarks/extraction.py [FOLDER] [--runs 5]

Reads  articles below FOLDER (else the demonstration content), repeated until there are enough words.
Prints words a CPU second, medians of paired runs: the bare pipeline at spaCy's own defaults, the bare pipeline as we
       set it (numpy's matrix product, one thread), ours with all components and extractors; and the ratios.
"""

import argparse
import os
import statistics
import time
import warnings
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import nlp
from briefgen.config import Settings
from briefgen.extract import extract
from briefgen.model import Article
from briefgen.read import read_articles

if TYPE_CHECKING:
    from collections.abc import Callable

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as nlp.load() does it, before numpy is there
ENOUGH = 20_000  # words a run
TEXTS_AT_ONCE = nlp.BATCH


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("folder", type=Path, nargs="?", default=Path(__file__).parent.parent / "content")
    options.add_argument("--runs", type=int, default=5)
    given = options.parse_args()
    articles = corpus(given.folder)
    words = sum(len(a.body.split()) for a in articles)
    model = nlp.model_name(None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        default, quick = import_module(model).load(), import_module(model).load()
    ours = nlp.load(model)
    nlp.prefer_numpy_gemm(quick)
    texts = [a.body for a in articles]
    ways: dict[str, Callable[[], object]] = {
        "bare, spaCy's defaults": lambda: list(default.pipe(texts)),
        "bare, as we set it": lambda: list(quick.pipe(texts, batch_size=TEXTS_AT_ONCE)),
        "ours, extraction included": lambda: [extract(a, doc) for a, doc in nlp.parse(ours, articles)],
    }
    for run in ways.values():
        run()
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(given.runs):
        for name, run in ways.items():
            begun = time.process_time()
            run()
            times[name].append(time.process_time() - begun)
    print(f"{words:,} words in {len(articles)} articles, {model} {nlp.model_version(model)}, {given.runs} paired runs")
    for name, taken in times.items():
        print(f"{name:28} {words / statistics.median(taken):8,.0f} words a CPU second")
    first, second, third = times.values()
    print(f"ours / bare at the defaults  {statistics.median(a / c for a, c in zip(first, third, strict=True)):8.2f}")
    print(f"ours / bare as we set it     {statistics.median(b / c for b, c in zip(second, third, strict=True)):8.2f}")


def corpus(folder: Path) -> list[Article]:
    """The articles of a folder, over and over until there are enough words."""
    found, _ = read_articles(folder, Settings(content=str(folder.resolve()), timezone="UTC"))
    size = sum(len(a.body.split()) for a in found)
    return list(found) * max(1, -(-ENOUGH // max(size, 1)))


if __name__ == "__main__":
    main()
