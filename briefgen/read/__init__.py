"""content/ -> Articles: one file a format."""

from pathlib import Path

from briefgen.config import Settings
from briefgen.errors import Problem
from briefgen.model import Article


def read_articles(root: Path, settings: Settings) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """Read every article below the content folder, sorted by path, with all problems found, errors and warnings."""
    return (), ()
