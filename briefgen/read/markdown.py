"""Markdown -> blocks: by way of HTML, where links, emphasis and lists are already told apart from text.

Reads  Markdown, HTML inside it, and whole bodies of HTML in a Markdown file, as exports of other tools give them.
Finds  paragraphs, headings, list items; a paste with one paragraph a line is parted there.
Misses tables and code, on purpose.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser

from briefgen.read.datelines import find_dateline
from briefgen.read.desk import stands_alone
from briefgen.read.markup import TooComplexError, blocks_in, parse_html
from briefgen.read.paragraphs import Block, groups_of, wrapped_at

# Beyond these the Markdown is no article, and the parser would take minutes (measured: 20 000 "[" take over 40 s).
LONGEST_RUN = 100  # the same mark without a break
DEEPEST = 50  # brackets, quotations, lists
DEEPEST_INDENT = 200  # columns
MOST_MARKS = 2000  # of one kind in one paragraph
MOST_LINES = 10_000
MOST_PARAGRAPHS = 5000
# Of the block parser: characters looked at, and what a look costs by itself, in characters. A page of prose takes
# a few times its length; headings line upon line, or items upon items, grow with the square of their number.
MOST_WORK = 25_000_000
A_LOOK = 2000

_RUN = re.compile(rf"([\[\](<`!*_\\&])\1{{{LONGEST_RUN},}}")
_RULE = re.compile(r"[ \t]*(?:[*_-][ \t]*){3,}")
_NESTED = re.compile(r"\s*(?:(?:[>*+-]|\d+[.)])\s*)*")
_HTML_BLOCK = re.compile(r"<(?:p|div|br|ul|ol|li|h[1-6]|section|article)\b", re.IGNORECASE)
_UNCLOSED = (  # what opens something in HTML, and what closes it
    ("<", re.compile(r"<[A-Za-z/!?][^<>]*(?:(?=<)|\Z)"), None),
    ("<!--", re.compile("<!--"), re.compile("-->")),
    ("<![", re.compile(r"<!\["), re.compile(r"\]>")),
    ("<?", re.compile(r"<\?"), re.compile(r"\?>")),
)
_PLAIN_LINE = re.compile(r"(?:\*{1,2}|_{1,2})?[^\W_\[]|[\"'“‘«(]")


def too_complex(text: str) -> tuple[int, str] | None:
    """The line, from 1, and the reason, where a text is no Markdown that anybody wrote; None where it may be parsed."""
    for number, line in enumerate(text.split("\n"), 1):
        if number > MOST_LINES:
            return number, f"more than {MOST_LINES:,} lines"
        if reason := _line_too_complex(line):
            return number, reason
    if unclosed := _unclosed(text):
        return unclosed
    for count, (start, group) in enumerate(groups_of(text), 1):
        if count > MOST_PARAGRAPHS:
            return start + 1, f"more than {MOST_PARAGRAPHS:,} paragraphs"
        if reason := _paragraph_too_complex("\n".join(group)):
            return start + 1, reason
    return None


def _line_too_complex(line: str) -> str | None:
    if _RULE.fullmatch(line):
        return None
    if run := _RUN.search(line):
        return f"{len(run[0])} times '{run[1]}' in a row"
    opening = _NESTED.match(line)
    depth = len(opening[0].split()) + opening[0].count(">") if opening else 0
    if depth > DEEPEST:
        return f"lists or quotations {depth} deep"
    indent = line.expandtabs(4)
    if indent.strip() and len(indent) - len(indent.lstrip()) > DEEPEST_INDENT:
        return f"indented by more than {DEEPEST_INDENT} columns"
    return None


def _paragraph_too_complex(words: str) -> str | None:
    """Marks by the thousand, or brackets that open and do not close."""
    for mark in "[]()<>*_`!&\\":
        if (times := words.count(mark)) > MOST_MARKS:
            return f"{times} times '{mark}' in one paragraph"
    for opening, closing in ("[]", "()"):
        depth = 0
        for mark in re.findall(rf"[\{opening}\{closing}]", words):
            depth = depth + 1 if mark == opening else max(depth - 1, 0)
            if depth > DEEPEST:
                return f"more than {DEEPEST} '{opening}' without '{closing}' in one paragraph"
    return None


def _unclosed(text: str) -> tuple[int, str] | None:
    """Tags, comments and their like by the dozen that open and do not close: for each the parser looks to the end."""
    for mark, opening, closing in _UNCLOSED:
        openings = list(opening.finditer(text))
        if len(openings) - (len(closing.findall(text)) if closing else 0) > DEEPEST:
            return text.count("\n", 0, openings[0].start()) + 1, f"more than {DEEPEST} '{mark}' that are not closed"
    return None


class _Parser(BlockParser):
    """Markdown's own, which counts its work."""

    work = 0

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802  Markdown's name
        """As it is there. Raises TooComplexError."""
        while blocks:
            self.work += len(blocks[0]) + A_LOOK
            if self.work > MOST_WORK:
                raise TooComplexError("headings, items or quotations without end")
            for processor in self.blockprocessors:
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break


def markdown_blocks(text: str, first_line: int) -> list[Block]:
    """The blocks of a Markdown text that is not too complex. first_line: the file's line that it begins on.

    Blocks of Markdown proper carry that first line: the parser does not tell theirs. Raises TooComplexError.
    """
    if _is_html(text):
        tree = parse_html(text)
        return [] if tree is None else blocks_in(tree, first_line)
    parser = Markdown(extensions=["tables", "fenced_code", "sane_lists", "footnotes"], output_format="html")
    parser.parser.__class__ = _Parser  # its block processors hold it already
    try:
        tree = parse_html(parser.convert(_with_lines_parted(text)))
    except RecursionError:
        raise TooComplexError("nested too deep") from None
    return [] if tree is None else [Block(block.text, first_line) for block in blocks_in(tree)]


def _is_html(text: str) -> bool:
    """Whether the paragraphs of a text are marked up in HTML and not by blank lines."""
    tags = len(_HTML_BLOCK.findall(text))
    return tags >= 3 and tags > sum(not _HTML_BLOCK.search("\n".join(g)) for _, g in groups_of(text))  # noqa: PLR2004


def _with_lines_parted(text: str) -> str:
    """The text with a blank line between lines that are paragraphs of their own.

    Those are header lines (stamp, byline, dateline), and all plain lines of a text that is not wrapped.
    """
    groups = groups_of(text)
    width = wrapped_at(groups)
    lines = text.split("\n")
    parted: list[str] = []
    fenced = False
    for before, line in zip(["", *lines], lines, strict=False):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        plain = bool(_PLAIN_LINE.match(before) and _PLAIN_LINE.match(line)) and not fenced
        if plain and "|" not in line and (not width or stands_alone(before.strip()) or _begins_alone(line.strip())):
            parted.append("")
        parted.append(line)
    return "\n".join(parted)


def _begins_alone(line: str) -> bool:
    return stands_alone(line) or bool(find_dateline(line))
