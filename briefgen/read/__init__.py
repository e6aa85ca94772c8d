"""content/ -> Articles: files are found, their text is read, front matter is taken off, blocks become articles."""

from collections.abc import Callable, Iterable
from pathlib import Path

from briefgen.config import Settings
from briefgen.errors import Problem
from briefgen.model import Article
from briefgen.read.files import Source, find_sources

Reader = Callable[[Source, Settings], tuple[Article | None, list[Problem]]]


def read_articles(
    root: Path, settings: Settings, reader: Reader | None = None
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """Read every article below the content folder, sorted by path, with all problems found, errors and warnings.

    A file with an error is left out. Bad input raises nothing. reader: read_article(), or what gives the same.
    """
    from briefgen.read.article import read_article  # noqa: PLC0415  its libraries take a sixth of a second

    reader = reader or read_article
    root = root.resolve()
    sources, problems = find_sources(root, (root / settings.content).resolve())
    return assembled([reader(source, settings) for source in sources], problems)


def assembled(
    reads: Iterable[tuple[Article | None, list[Problem]]], beside: Iterable[Problem]
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles without those that have an error, and all problems sorted. beside: those of what is no article."""
    problems = list(beside)
    articles: list[Article] = []
    for article, found in reads:
        if article and not (found and any(problem.severity == "error" for problem in found)):
            articles.append(article)
        problems.extend(found)
    return tuple(articles), tuple(sorted(problems, key=lambda p: (p.path, p.line or 0, p.message)))
