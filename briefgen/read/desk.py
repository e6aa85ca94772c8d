"""The copy desk: blocks of text and what is known beside them -> an Article.

Reads  the blocks of one file in order, whatever its format.
Finds  the headline, the header lines between it and the text (stamps, bylines, outlet), the dateline, the paragraphs.
Misses a headline that ends in a full stop, and stamps further down than the second paragraph.

A line is left out of the body only where its shape leaves no doubt; all else stays as text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from briefgen.errors import Problem
from briefgen.model import Article, Dateline, Format, Span
from briefgen.read.characters import collapse
from briefgen.read.datelines import Opening, find_dateline
from briefgen.read.furniture import is_furniture, is_section, without_tail
from briefgen.read.header import bare_byline, byline_in, outlet_line
from briefgen.read.language import UNKNOWN, is_other_than_english
from briefgen.read.metadata import Metadata, fuller
from briefgen.read.paragraphs import Block
from briefgen.read.stamps import Stamp, read_stamp
from briefgen.read.words import outlet_at, outlet_named, without_outlet
from briefgen.scope import LONGEST

LONGEST_HEADLINE = 220  # characters
LONGEST_TITLE = 120  # characters of a title made from the first sentence
LONGEST_PLACE = 60  # characters of a line that is only a place
TEXT_ABOVE_STAMP = 2  # paragraphs (standfirst, summary) that may stand above a stamp
TEXT_ABOVE_BYLINE = 1

_SLUGLINE = re.compile(
    r"(?:(?:UPDATE|WRAPUP|CORRECTED|REFILE|EXCLUSIVE|URGENT|BREAKING)(?:\s+\d+)?\s*[-:]\s*)+(?=[A-Z\"'“‘])"
)
_FULL_STOP = re.compile(r"(?:[.,;:]|\.[\"'”’)\]]+)$")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.)+$|\b(?:Inc|Corp|Ltd|Co|Jr|Sr|No|etc)\.$")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3})[.!?][\"'”’]?\s+(?=[\"'“‘]?[A-Z])")


@dataclass(slots=True)
class _Header:
    """What the header lines said, as they are met."""

    published: str | None = None
    updated: str | None = None
    byline: str | None = None
    outlet: str | None = None
    place_line: int | None = None  # the line below a stamp, where some put the place
    day: str = ""  # a stamp that is only a day, on the block just read: the next may give its time
    problems: list[Problem] = field(default_factory=list)


def edit(
    blocks: Sequence[Block],
    metadata: Metadata,
    *,
    path: str,
    format: Format,  # noqa: A002  the field's name
    language: str,
    zone: str | None,
) -> tuple[Article | None, list[Problem]]:
    """Make an article of its blocks, with the problems met; None where there is neither headline nor text."""
    header = _Header()
    headline, suffix, rest = _headline(blocks, metadata, zone, header, path)
    texts = _joined_datelines(_texts(rest, headline, zone, header, path))
    if not headline and not texts:
        return None, [Problem(path, "is empty; it is left out", severity="warning")]
    if not texts:
        header.problems.append(Problem(path, "has a headline and no text", severity="warning"))
    body, paragraphs = _set(headline, [block.text for block in texts])
    published = fuller(metadata.published, header.published) or header.updated
    dateline, opening = _dateline(body, paragraphs, texts, header, published)
    if not published and opening and opening.year and dateline:
        published = dateline.date
    language = metadata.language or language
    if language.lower().startswith("en") and is_other_than_english(body):
        hint = "name its language in front matter: language: fr"
        message = "does not look like English; no facts are sought in it"
        header.problems.append(Problem(path, message, hint=hint, severity="warning"))
        language = UNKNOWN
    if len(body) > LONGEST:
        message = f"is longer than {LONGEST:,} characters; no facts are sought in it"
        header.problems.append(Problem(path, message, severity="warning"))
    article = Article(
        path=path,
        format=format,
        title=headline or _title_of(texts[0].text) or PurePosixPath(path).stem,
        body=body,
        headline=Span(0, len(headline)) if headline else None,
        dateline=dateline,
        paragraphs=tuple(paragraphs),
        published=published,
        updated=fuller(metadata.updated, header.updated),
        language=language,
        outlet=_outlet(metadata, suffix, opening, header),
        url=metadata.url,
        byline=metadata.byline or header.byline,
        tags=metadata.tags,
        slug=metadata.slug,
        draft=metadata.draft,
        note=metadata.note,
    )
    return article, header.problems


def stands_alone(line: str) -> bool:
    """Whether a line belongs to no paragraph around it: stamps, bylines, furniture."""
    return bool(read_stamp(line)) or is_furniture(line) or byline_in(line) is not None or bool(outlet_named(line))


def _headline(
    blocks: Sequence[Block], metadata: Metadata, zone: str | None, header: _Header, path: str
) -> tuple[str, str | None, Sequence[Block]]:
    """The headline ("" where there is none), the outlet behind it, and the blocks without it."""
    given, suffix = without_outlet(metadata.title, metadata.outlet) if metadata.title else ("", None)
    given = _SLUGLINE.sub("", given)
    for at, block in enumerate(blocks[:8]):
        first, outlet = without_outlet(block.text, metadata.outlet)
        first = _SLUGLINE.sub("", first)
        if given:
            if _same(first, given):
                _read_header(blocks[:at], zone, header, path)
                return given, suffix or outlet, blocks[at + 1 :]
            continue
        if is_furniture(block.text) or is_section(block.text) or _read_header([block], zone, header, path) != [block]:
            continue
        after = next((b for b in blocks[at + 1 :] if not is_furniture(b.text)), None)
        if after and _is_headline(first, after.text):
            return first, outlet, blocks[at + 1 :]
        return "", None, blocks[at:]
    return given, suffix, blocks


def _is_headline(words: str, after: str) -> bool:
    """Whether a first line reads as a headline: short, no sentence, and something follows."""
    return (
        0 < len(words) <= LONGEST_HEADLINE
        and any(c.isalpha() for c in words)
        and (not _FULL_STOP.search(words) or bool(_ABBREVIATED.search(words)))
        and not find_dateline(words)
        and not after[:1].islower()
        and not (len(words) > LONGEST_TITLE and _SENTENCE_END.search(words))
    )


def _same(one: str, other: str) -> bool:
    """Whether two lines are the same headline, marks and case put aside."""
    plain = [" ".join(re.findall(r"[^\W_]+", re.sub(r"['’]", "", words.casefold()))) for words in (one, other)]
    return bool(plain[0]) and plain[0] == plain[1]


def _texts(blocks: Sequence[Block], headline: str, zone: str | None, header: _Header, path: str) -> list[Block]:
    """The blocks that are text: without header lines above, furniture between and left-over stamps below."""
    texts: list[Block] = []
    for at, block in enumerate(blocks):
        if outlet := outlet_line(block.text) if len(texts) <= TEXT_ABOVE_BYLINE else None:
            header.outlet = header.outlet or outlet
            continue
        if is_furniture(block.text) or (not texts and headline and _same(block.text, headline)):
            continue
        if len(texts) <= TEXT_ABOVE_STAMP and not _read_header([block], zone, header, path, len(texts)):
            continue
        if len(texts) <= TEXT_ABOVE_BYLINE and _signs_beside(blocks, at):
            header.byline = header.byline or block.text
            continue
        stamp = read_stamp(block.text)
        if stamp and stamp.dated and stamp.timed:
            continue
        words = without_tail(block.text)
        if words:
            texts.append(Block(words, block.line))
    while texts and len(texts) > 1 and _is_footer(texts[-1].text):
        texts.pop()
    return texts


def _read_header(
    blocks: Sequence[Block], zone: str | None, header: _Header, path: str, texts_above: int = 0
) -> list[Block]:
    """Take in what header lines say, and give back the blocks that are none."""
    left: list[Block] = []
    for block in blocks:
        if stamp := read_stamp(block.text, zone):
            if header.day and block.line == header.place_line and stamp.timed and not stamp.dated:
                stamp = read_stamp(f"{header.day}, {block.text}", zone) or stamp
            _take_stamp(stamp, block, header, path)
            header.day = block.text if stamp.dated and not stamp.timed else ""
            continue
        header.day = ""
        if texts_above > TEXT_ABOVE_BYLINE or not _take_signature(block, zone, header, path):
            left.append(block)
    return left


def _take_signature(block: Block, zone: str | None, header: _Header, path: str) -> bool:
    """Take in a line of bylines, outlets and stamps, parted by bars or dots; False where it holds anything else."""
    if len(block.text) > LONGEST_HEADLINE:
        return False
    parts = [part.strip() for part in re.split(r"\s[|·•]\s", block.text)]
    if not all(_is_header_part(part, zone) for part in parts):
        return False
    for part in parts:
        if stamp := read_stamp(part, zone):
            _take_stamp(stamp, block, header, path)
        elif outlet := outlet_line(part):
            header.outlet = header.outlet or outlet
        else:
            header.byline = header.byline or byline_in(part)
    return True


def _signs_beside(blocks: Sequence[Block], at: int) -> bool:
    """Whether a block is a name next to a stamp or an outlet's line."""
    beside = [blocks[i].text for i in (at - 1, at + 1) if 0 <= i < len(blocks)]
    return bool(bare_byline(blocks[at].text)) and any(read_stamp(text) or outlet_line(text) for text in beside)


def _is_header_part(words: str, zone: str | None) -> bool:
    return bool(read_stamp(words, zone)) or byline_in(words) is not None or bool(outlet_line(words))


def _take_stamp(stamp: Stamp, block: Block, header: _Header, path: str) -> None:
    header.published = fuller(header.published, stamp.published)
    header.updated = fuller(header.updated, stamp.updated)
    if stamp.dated:
        header.place_line = block.line + 1
    if stamp.warning:
        header.problems.append(Problem(path, stamp.warning, block.line, severity="warning"))


def _is_footer(words: str) -> bool:
    """A stamp that is left at the very end, alone or behind the place of issue."""
    plain = re.sub(r"^\W*(?:END|ENDS)\b\W*", "", words)
    if read_stamp(plain):
        return True
    _, comma, tail = words.partition(", ")
    return bool(comma) and len(words) <= LONGEST_PLACE and (stamp := read_stamp(tail)) is not None and stamp.dated


def _joined_datelines(texts: list[Block]) -> list[Block]:
    """A dateline that stands by itself goes to the head of the paragraph below it."""
    for at, block in enumerate(texts[:3]):
        opening = find_dateline(block.text)
        if opening and opening.end == len(block.text) and at + 1 < len(texts):
            below = texts[at + 1]
            return [*texts[:at], Block(f"{block.text} {below.text}", block.line), *texts[at + 2 :]]
    return texts


def _set(headline: str, texts: Sequence[str]) -> tuple[str, list[Span]]:
    """The body, and where its paragraphs stand in it."""
    body = headline
    paragraphs: list[Span] = []
    parts = [headline] if headline else []
    at = len(headline) + 2 if headline else 0
    for words in texts:
        paragraphs.append(Span(at, at + len(words)))
        parts.append(words)
        at += len(words) + 2
    body = "\n\n".join(parts)
    return body, paragraphs


def _dateline(
    body: str, paragraphs: Sequence[Span], texts: Sequence[Block], header: _Header, published: str | None
) -> tuple[Dateline | None, Opening | None]:
    """The dateline of one of the first paragraphs: below the headline, a standfirst or a place of its own."""
    for paragraph, block in list(zip(paragraphs, texts, strict=True))[:3]:
        words = body[paragraph.start : paragraph.end]
        if opening := find_dateline(words):
            start = paragraph.start
            place = Span(start + opening.place[0], start + opening.place[1]) if opening.place else None
            return Dateline(span=Span(start, start + opening.end), place=place, date=opening.date(published)), opening
        if block.line == header.place_line and _is_place(words):
            return Dateline(span=paragraph, place=paragraph, date=None), None
    return None, None


def _is_place(words: str) -> bool:
    """A short line of capitalised words: ``The Kremlin, Moscow``."""
    plain = re.findall(r"[^\W\d_]+", words)
    capitals = [w for w in plain if w[0].isupper()]
    return (
        len(words) <= LONGEST_PLACE
        and bool(re.fullmatch(r"[^\W\d_][^\d:;!?\"“”]*[^\W\d_]\.?", words))
        and 1 <= len(plain) <= 6  # noqa: PLR2004
        and len(capitals) >= len(plain) - 1
    )


def _outlet(metadata: Metadata, suffix: str | None, opening: Opening | None, header: _Header) -> str | None:
    return (
        metadata.outlet or suffix or (opening.agency if opening else None) or header.outlet or outlet_at(metadata.url)
    )


def _title_of(text: str) -> str:
    """The first sentence, without dateline, cut at a word where it is long."""
    opening = find_dateline(text)
    words = collapse(text[opening.end :] if opening else text)
    first = _SENTENCE_END.split(words, maxsplit=1)[0].rstrip(" .")
    if len(first) <= LONGEST_TITLE:
        return first
    return first[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:—–-") + "…"
