"""Fuzz the reading of files, led by what code each input reaches (atheris; Linux, not in CI).

    pip install atheris
    python benchmarks/fuzz_coverage.py -runs=100000 -max_len=2000 CORPUS

CORPUS: a folder of inputs to begin with, which gains those that reach something new; copy content/ into it. The options
are libFuzzer's. An input that fails is kept as crash-…, and its traceback printed; one that takes longer than two
seconds too (-timeout=2).
"""

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))
with atheris.instrument_imports(include=["briefgen.read", "briefgen.identity", "briefgen.slugs", "markdown", "yaml"]):
    from tests.fuzz import checks

SUFFIXES = (".md", ".txt", ".html")


def one(data: bytes) -> None:
    """The first byte says which kind of file the others are."""
    if data:
        checks.read(data[1:], SUFFIXES[data[0] % len(SUFFIXES)])


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
