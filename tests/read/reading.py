"""Short ways from a file's bytes to an Article, for the tests of reading."""

from pathlib import Path

from briefgen.config import Settings
from briefgen.errors import Problem
from briefgen.model import Article, Span
from briefgen.read import read_articles


def read_files(root: Path, **settings: object) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """All articles and problems of root/content."""
    return read_articles(root, Settings(**settings))  # type: ignore[arg-type]


def read_one(root: Path, text: str | bytes, name: str = "a.txt", **settings: object) -> Article:
    """The one article that content/ holds, which must be without any problem."""
    articles, problems = read_with_problems(root, text, name, **settings)
    assert problems == ()
    [article] = articles
    return article


def read_with_problems(
    root: Path, text: str | bytes, name: str = "a.txt", **settings: object
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    file = root / "content" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_files(root, **settings)


def paragraphs(article: Article) -> list[str]:
    return [article.body[p.start : p.end] for p in article.paragraphs]


def words(article: Article, span: Span | None) -> str | None:
    return article.body[span.start : span.end] if span else None
