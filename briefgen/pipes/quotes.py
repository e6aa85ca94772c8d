"""Quotes: the stretches between quotation marks, found before the parser.

Reads  characters alone, a line (that is a paragraph, or the headline) at a time.
Finds  “…”, "…", ‘…’, '…', ``…'', «…», „…“, also with unlike or wrong-way marks; the stretch that a paragraph leaves
       open where the next one opens anew; the outermost marks where marks are nested.
Sets   doc.spans["quotes"]: the words inside, as tokens; no sentence starts inside a short stretch.
Misses stretches that are never closed, and those whose opening mark is lost. An apostrophe is no mark.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc

Tendency = Literal["open", "close", "either"]

_OPENING = "“„‟«「『"
_CLOSING = "”»」』"
_DOUBLE = re.compile(rf"``|''|’’|[{_OPENING}{_CLOSING}\"″＂]")
_SINGLE = re.compile(r"(?<!['’‘`])['’‘](?!['’])")
# A mark opens after these as after a space, closes before these as before one.
_BEFORE = frozenset("([{—–-/…>")
_AFTER = frozenset(".,;:!?)]}—–-/…<")
_MARKS = frozenset("'\"‘’“”„«»`")
# Words that begin with an apostrophe. (Decades as in '90s begin with a digit.)
_ELIDED = re.compile(r"(?:\d|(?:em|til|tis|twas|cause|round|bout|n|s|re|ll|ve)\b)", re.IGNORECASE)
_ENDS_SPEECH = frozenset(",.!?…")
_SHORT = 12  # tokens


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """The words text[start:end] between marks, without outer spaces and the comma of the sentence around them."""

    start: int
    end: int
    outer_start: int  # with the marks
    outer_end: int
    left_open: bool = False  # runs to the end of its paragraph; the next paragraph takes it up
    comma: bool = False  # a comma stood before the closing mark: "…," he said


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    tendency: Tendency


def find_stretches(text: str) -> list[Stretch]:
    """All outermost quoted stretches of a text whose paragraphs are its lines, in order."""
    found: list[Stretch] = []
    pending: Stretch | None = None
    for start, end in _lines(text):
        marks = [_double(text, m.start(), m.end(), start, end) for m in _DOUBLE.finditer(text, start, end)]
        doubles, rest = _paired(text, marks, end)
        if pending and _opens_here(marks, start, text):
            found.append(pending)
        singles, _ = _paired(text, [m for m in _singles(text, start, end) if m], end)
        found += _outermost(text, doubles, singles)
        pending = rest
    return sorted(found)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for line in re.finditer(r"[^\n]+", text):
        if not line.group().isspace():
            yield line.start(), line.end()


def _double(text: str, start: int, end: int, first: int, last: int) -> _Mark:
    """A double mark with what it tends to do, by its form, then by where it stands."""
    before = text[start - 1] if start > first else " "
    after = text[end] if end < last else " "
    opens = (before.isspace() or before in _BEFORE) and not after.isspace()
    closes = (after.isspace() or after in _AFTER) and not before.isspace()
    form = text[start:end]
    if form in _OPENING or form == "``":
        return _Mark(start, end, "close" if closes and not opens and form in "“„" else "open")
    if form in _CLOSING or form in {"''", "’’"}:
        return _Mark(start, end, "either" if opens and not closes else "close")
    return _Mark(start, end, "either" if opens == closes else "open" if opens else "close")


def _singles(text: str, first: int, last: int) -> Iterator[_Mark | None]:
    """Single marks that are no apostrophes. One after an s closes only where no other can before the next opens."""
    hits = list(_SINGLE.finditer(text, first, last))
    next_is_close = False  # whether, seen from here, a sure closing mark comes before an opening one
    marks: list[_Mark | None] = []
    for m in reversed(hits):
        before = text[m.start() - 1] if m.start() > first else " "
        after = text[m.end()] if m.end() < last else " "
        opens = (before.isspace() or before in _BEFORE or before in _MARKS) and (after.isalnum() or after in "[(…$€£")
        closes = not before.isspace() and not after.isalnum() and m.group() != "‘"
        if opens and not _ELIDED.match(text, m.end()):
            marks.append(_Mark(m.start(), m.end(), "open"))
            next_is_close = False
        elif closes and not opens and not (before in "sS" and next_is_close):
            marks.append(_Mark(m.start(), m.end(), "close"))
            next_is_close = True
    return reversed(marks)


def _paired(text: str, marks: list[_Mark], last: int) -> tuple[list[Stretch], Stretch | None]:
    """The closed stretches, and the one left open at the end of the paragraph."""
    found: list[Stretch] = []
    opened: _Mark | None = None
    for mark in marks:
        if opened is None:
            opened = mark if mark.tendency != "close" else None
        elif mark.tendency == "open":
            opened = mark  # the earlier one was never closed: where it ends is not known
        else:
            if stretch := _stretch(text, opened.start, opened.end, mark.start, mark.end):
                found.append(stretch)
            opened = None
    rest = _stretch(text, opened.start, opened.end, last, last, left_open=True) if opened else None
    return found, rest


def _stretch(text: str, outer: int, start: int, end: int, outer_end: int, *, left_open: bool = False) -> Stretch | None:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    comma = words.endswith(",")
    words = words.rstrip(", ")
    if not words:
        return None
    return Stretch(start, start + len(words), outer, outer_end, left_open=left_open, comma=comma)


def _opens_here(marks: list[_Mark], start: int, text: str) -> bool:
    """Whether a paragraph opens with a mark, bullets and spaces aside."""
    return bool(marks) and marks[0].tendency != "close" and not any(c.isalnum() for c in text[start : marks[0].start])


def _outermost(text: str, doubles: list[Stretch], singles: list[Stretch]) -> list[Stretch]:
    """Of double and single stretches those that no other holds; where two cross, or in doubt, the double one."""
    kept: list[Stretch] = []
    inside: list[Stretch] = []
    at = 0
    for single in singles:
        while at < len(doubles) and doubles[at].outer_end <= single.outer_start:
            at += 1
        here = at
        while here < len(doubles) and doubles[here].outer_start < single.outer_end:
            here += 1
        met = doubles[at:here]
        speech = single.comma or text[single.end - 1] in _ENDS_SPEECH
        if not met or (speech and all(_holds(single, d) for d in met)):
            kept.append(single)
            inside += met
    taken = set(inside)
    return kept + [d for d in doubles if d not in taken]


def _holds(outer: Stretch, inner: Stretch) -> bool:
    return outer.outer_start < inner.outer_start and inner.outer_end < outer.outer_end


@Language.component("briefgen_quotes", assigns=["doc.spans", "token.is_sent_start"])
def quotes(doc: Doc) -> Doc:
    """Set doc.spans["quotes"] and keep sentences from starting inside short stretches."""
    spans = (doc.char_span(s.start, s.end, label="QUOTE", alignment_mode="expand") for s in find_stretches(doc.text))
    doc.spans["quotes"] = [span for span in spans if span is not None]
    for span in doc.spans["quotes"]:
        if len(span) <= _SHORT:
            for token in span[1:]:
                if token.is_sent_start is None:
                    token.is_sent_start = False
    return doc
