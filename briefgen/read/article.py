"""One file -> an article: its text is read, front matter is taken off, blocks become what stands in the article."""

import re

from briefgen.config import Settings
from briefgen.errors import Problem
from briefgen.model import Article
from briefgen.read.characters import normalize, turning_characters
from briefgen.read.desk import edit
from briefgen.read.files import Source, read_text
from briefgen.read.front_matter import Parted, part_front_matter
from briefgen.read.markdown import markdown_blocks, too_complex
from briefgen.read.markup import TooComplexError
from briefgen.read.metadata import Metadata
from briefgen.read.paragraphs import Block
from briefgen.read.unsafe import unsafe
from briefgen.read.webpage import webpage_blocks
from briefgen.read.wire import wire_blocks

_CONFLICT = re.compile(r"^(?:<{7} .*|>{7} .*)$", re.MULTILINE)


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
        return None, [Problem(source.path, "unresolved merge conflict", line, "keep one side, and take the marks out")]
    parted = part_front_matter(text, source.path, settings.timezone)
    problems.extend(parted.problems)
    if source.format != "webpage":
        problems.extend(unsafe(parted.body, source.path, parted.first_line))
    blocks, metadata, complaint = _blocks(parted, source, settings)
    if complaint:
        return None, [*problems, complaint]
    article, found = edit(
        blocks,
        metadata,
        path=source.path,
        format=source.format,
        language=settings.language,
        zone=settings.timezone,
    )
    return article, problems + found


def _blocks(parted: Parted, source: Source, settings: Settings) -> tuple[list[Block], Metadata, Problem | None]:
    """The blocks of a file by its format, what is known beside them, and the problem where it cannot be read."""
    try:
        if source.format == "webpage":
            blocks, head = webpage_blocks(parted.body, parted.first_line, settings.timezone)
            return blocks, parted.metadata.or_else(head), None
        if source.format == "markdown":
            if excess := too_complex(parted.body):
                line, reason = excess
                return [], parted.metadata, _too_complex(source.path, reason, parted.first_line + line - 1)
            return markdown_blocks(parted.body, parted.first_line), parted.metadata, None
    except TooComplexError as why:
        return [], parted.metadata, _too_complex(source.path, str(why), parted.first_line)
    return wire_blocks(parted.body, parted.first_line), parted.metadata, None


def _too_complex(path: str, reason: str, line: int) -> Problem:
    return Problem(path, f"too complex: {reason}", line, "take such lines out, or save the words alone as .txt")
