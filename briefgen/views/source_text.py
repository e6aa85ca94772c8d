"""The source text of a briefing page: all of the body, cut into numbered sentences that can be linked to."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise

from briefgen.model import Article, Briefing, Sentence
from briefgen.views.part import Part
from briefgen.views.parts import Link


class Piece(Part, frozen=True, kw_only=True):
    """A stretch of the text: a numbered sentence, or what stands between two."""

    anchor: str | None  # "s4"; None between sentences
    number: str | None  # "4"
    text: str
    facts: tuple[Link, ...]  # what on this page the sentence shows


class Block(Part, frozen=True, kw_only=True):
    """A paragraph, or the headline."""

    headline: bool
    pieces: tuple[Piece, ...]


def source_text(briefing: Briefing, facts: Mapping[str, Sequence[Link]]) -> tuple[Block, ...]:
    """The body as blocks in order. facts: the links back from each sentence, by its id.

    No words are left out: what no paragraph holds makes a block of its own.
    """
    article, sentences = briefing.article, briefing.findings.sentences
    starts = [s.start for s in sentences]
    blocks = []
    for start, end in _stretches(article):
        inside = sentences[bisect_left(starts, start) : bisect_left(starts, end)]
        pieces = tuple(_pieces(article.body, start, end, inside, facts))
        if pieces:
            blocks.append(Block(headline=bool(article.headline and start < article.headline.end), pieces=pieces))
    return tuple(blocks)


def _stretches(article: Article) -> list[tuple[int, int]]:
    """The ranges of headline and paragraphs, and of whatever lies between them."""
    spans = [article.headline, *article.paragraphs]
    edges = sorted({0, len(article.body), *(edge for s in spans if s for edge in (s.start, s.end))})
    return [(a, b) for a, b in pairwise(edges) if article.body[a:b].strip()]


def _pieces(
    body: str, start: int, end: int, sentences: Sequence[Sentence], facts: Mapping[str, Sequence[Link]]
) -> list[Piece]:
    pieces = []
    at = start
    for sentence in sentences:
        if at < sentence.start:
            pieces.append(Piece(anchor=None, number=None, text=body[at : sentence.start], facts=()))
        last = min(sentence.end, end)
        pieces.append(
            Piece(
                anchor=sentence.id,
                number=sentence.id.removeprefix("s"),
                text=body[sentence.start : last],
                facts=tuple(facts.get(sentence.id, ())),
            )
        )
        at = max(at, last)
    if at < end and (body[at:end].strip()):
        pieces.append(Piece(anchor=None, number=None, text=body[at:end], facts=()))
    return pieces
