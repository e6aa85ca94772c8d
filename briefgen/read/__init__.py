"""content/ -> Articles: files are found, their text is read, front matter is taken off, blocks become articles."""

import re
from pathlib import Path

from briefgen.config import Settings
from briefgen.errors import Problem
from briefgen.model import Article
from briefgen.read.characters import normalize, turning_characters
from briefgen.read.desk import edit
from briefgen.read.files import Source, find_sources, read_text
from briefgen.read.front_matter import part_front_matter
from briefgen.read.wire import wire_blocks

_CONFLICT = re.compile(r"^(?:<{7} .*|>{7} .*)$", re.MULTILINE)


def read_articles(root: Path, settings: Settings) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """Read every article below the content folder, sorted by path, with all problems found, errors and warnings.

    A file with an error is left out. Bad input raises nothing.
    """
    root = root.resolve()
    sources, problems = find_sources(root, (root / settings.content).resolve())
    articles: list[Article] = []
    for source in sources:
        article, found = read_article(source, settings)
        problems.extend(found)
        if article and not any(problem.severity == "error" for problem in found):
            articles.append(article)
    return tuple(articles), tuple(sorted(problems, key=lambda p: (p.path, p.line or 0, p.message)))


def read_article(source: Source, settings: Settings) -> tuple[Article | None, list[Problem]]:
    """Read one file: the article, None where there is none in it, and the problems met."""
    raw, problem = read_text(source, settings.max_article_bytes)
    if problem:
        return None, [problem]
    problems = [
        Problem(
            source.path, f"holds {name}, which turns the direction of writing; it is dropped", line, severity="warning"
        )
        for line, name in turning_characters(raw)[:1]
    ]
    text = normalize(raw)
    if conflict := _CONFLICT.search(text):
        line = text.count("\n", 0, conflict.start()) + 1
        return None, [Problem(source.path, "unresolved merge conflict", line)]
    parted = part_front_matter(text, source.path, settings.timezone)
    problems.extend(parted.problems)
    blocks = wire_blocks(parted.body, parted.first_line)
    article, found = edit(
        blocks,
        parted.metadata,
        path=source.path,
        format=source.format,
        language=settings.language,
        zone=settings.timezone,
    )
    return article, problems + found
