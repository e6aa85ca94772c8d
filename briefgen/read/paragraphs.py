"""Paragraphs: lines of plain text -> blocks, by the shape that the file itself has.

Reads  text whose paragraphs are parted by blank lines and may be wrapped, or that has one paragraph a line.
Finds  the blocks, each on one line, without bullets; a list item is a block of its own.
Misses paragraphs of text wrapped by hand at widths that vary by more than a fifth.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefgen.read.characters import collapse

WIDEST_WRAP = 120  # characters; mail and terminals wrap at 65 to 80, editors at 80 to 120
NARROWEST_WRAP = 30
MOST_BULLETS = 4  # before one item: an emoji behind a dash behind a dot
NEARLY_FULL = 0.8  # of the widest line: a shorter one ends its paragraph

_BULLET = re.compile(
    r"\s*(?:[\u2022\u2023\u2043\u25a0-\u25ff\u2713-\u2718\u27a1-\u27bf\u2b05-\u2b55\u2190-\u21ff\u00b7\U0001f000-\U0001faff]+"
    r"|[*+\-\u2013](?=\s)|\(?\d{1,2}[.)](?=\s+[^\W\d_a-z])|o(?=\s{2,}))\s*"
)
_RULE = re.compile(r" (?:\* ){2,}\*(?= )| \*{3,}(?= )")  # a separator that lost its line
_ENDED = re.compile(r"[.!?:\u2026][\"'\u201d\u2019)\]]*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item or header line: its words on one line, and the file's line it begins on."""

    text: str
    line: int


def blocks_of(text: str, alone: Callable[[str], bool], first_line: int = 1) -> list[Block]:
    """Cut plain text into blocks. alone says of a line that it belongs to no paragraph, whatever stands around it."""
    lines = text.split("\n")
    groups = list(_groups(lines))
    width = wrapped_at(groups)
    found: list[Block] = []
    for start, group in groups:
        for offset, words in _joined(group, width, alone) if width else enumerate(group):
            found.extend(Block(part, first_line + start + offset) for part in parts_of(words))
    return found


def without_bullet(words: str) -> str:
    """The words behind a list's bullet, number or emoji."""
    for _ in range(MOST_BULLETS):
        bullet = _BULLET.match(words)
        if not bullet or not bullet.end():
            break
        words = words[bullet.end() :]
    return words


def wrapped_at(groups: Iterable[tuple[int, Sequence[str]]]) -> int:
    """The width that the paragraphs of a text are wrapped at; 0 where each line is a paragraph.

    A wrapped line is one that the first word of the next would not have fitted on, and few of them end a sentence.
    """
    runs = [[collapse(line) for line in run] for _, group in groups for run in _runs(group) if len(run) > 1]
    width = max((len(line) for run in runs for line in run), default=0)
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return 0
    breaks = [(line, after) for run in runs for line, after in pairwise(run)]
    full = sum(_nearly_full(line, after, width) for line, after in breaks)
    ended = sum(bool(_ENDED.search(line)) for line, _ in breaks)
    return width if full * 2 >= len(breaks) and ended * 2 <= len(breaks) else 0


def groups_of(text: str) -> list[tuple[int, list[str]]]:
    """The runs of lines between blank lines, each with the number, from 0, of its first line."""
    return list(_groups(text.split("\n")))


def _groups(lines: Sequence[str]) -> Iterable[tuple[int, list[str]]]:
    group: list[str] = []
    for number, line in enumerate([*lines, ""]):
        if line.strip():
            group.append(line)
        elif group:
            yield number - len(group), group
            group = []


def _nearly_full(line: str, after: str, width: int) -> bool:
    return len(line) + 1 + len(after.split(" ", 1)[0]) > width * NEARLY_FULL


def _joined(group: Sequence[str], width: int, alone: Callable[[str], bool]) -> Iterable[tuple[int, str]]:
    """Join the wrapped lines of one group: (line in the group, words)."""
    start, words, before = 0, "", ""
    margin = min(len(line) - len(line.lstrip()) for line in group)
    for number, line in enumerate(group):
        plain = collapse(line)
        goes_on = (
            before
            and not alone(before)
            and not alone(plain)
            and not _BULLET.match(line)
            and not _indented(line, margin)
            and (_nearly_full(before, plain, width) or plain[:1].islower())
        )
        if goes_on:
            words = f"{words} {plain}"
        else:
            if words:
                yield start, words
            start, words = number, line
        before = plain
    yield start, words


def _runs(group: Sequence[str]) -> Iterable[Sequence[str]]:
    """A group cut before each line that stands in: what is left may be wrapped, line for line."""
    margin = min(len(line) - len(line.lstrip()) for line in group)
    starts = [0, *(i for i, line in enumerate(group) if i and _indented(line, margin)), len(group)]
    return [group[a:b] for a, b in pairwise(starts)]


def _indented(line: str, margin: int) -> bool:
    """Whether a line stands in by two blanks or more: a new paragraph."""
    return len(line) - len(line.lstrip()) >= margin + 2


def parts_of(words: str) -> Iterable[str]:
    """The words without bullet, cut where a separator of asterisks stands between them."""
    for part in _RULE.split(collapse(without_bullet(words))):
        plain = without_bullet(part).strip()
        if plain:
            yield plain
