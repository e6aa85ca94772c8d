"""Articles for engines to read, and what is found in them."""

from typing import TYPE_CHECKING

import pytest

from briefgen.engines import here
from briefgen.model import Article
from tests.conftest import article

if TYPE_CHECKING:
    from spacy.language import Language

NAMES = ("Ivanov", "Petrov", "Meier", "Rossi", "Kovac", "Larsen", "Novak", "Silva")
TOWNS = ("Geneva", "Vienna", "Oslo", "Rome", "Ankara")


@pytest.fixture(scope="session")
def articles() -> dict[str, Article]:
    """Fifty articles by key, of several lengths."""
    made = {}
    for i in range(50):
        name, town = NAMES[i % len(NAMES)], TOWNS[i % len(TOWNS)]
        lead = f"Foreign Minister Anna {name} will meet her Turkish counterpart in {town} on March {i % 28 + 1}."
        more = (
            f"\n\n“We hope for peace in round {i},” {name} told reporters on Monday. Talks were held in {town} in May."
        )
        made[f"key-{i:02}"] = article(
            lead + more * (i % 4), headline=f"Ministers meet in {town}", published="2026-02-20"
        )
    return made


@pytest.fixture(scope="session")
def found(nlp: "Language", articles: dict[str, Article]) -> dict[str, bytes]:
    """What one process finds in them."""
    return dict(here.read(nlp, articles))
