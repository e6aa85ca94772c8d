"""The model as spaCy itself runs it, beside which ours is held."""

import warnings
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from briefgen import nlp as language_side
from briefgen.config import Settings
from briefgen.read import read_articles
from tests.conftest import ROOT

if TYPE_CHECKING:
    from spacy.language import Language

    from briefgen.model import Article


@pytest.fixture(scope="session")
def bare() -> "Language":
    """The model alone, with numpy's matrix product and our lemmas."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made: Language = import_module(language_side.model_name(None)).load()
    language_side.prefer_numpy_gemm(made)
    language_side.read_square_brackets_as_round(made)
    language_side.mend_lemmas(made)
    return made


@pytest.fixture(scope="session")
def texts() -> list[str]:
    """Texts of all kinds: the demonstration's, and what tries the edges."""
    found: list[Article] = list(read_articles(ROOT, Settings(content="content", timezone="UTC"))[0])
    odd = [
        "",
        "Yes.",
        "\n",
        "  Two  spaces.\n\nThey're gonna go; let's see. Y'all got ta. There is no [date] yet.",
        "“",
    ]
    return odd + [article.body for article in found]
