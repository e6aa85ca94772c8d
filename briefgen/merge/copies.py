"""Copies: articles that print the same wire text, under whatever headline and in whatever outlet.

Reads  the paragraphs of each article, datelines put aside.
Finds  articles most of whose words stand in paragraphs of an earlier one.
Misses texts that were rewritten sentence by sentence.

A copy is a second printing and no second voice: it does not count as support.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from briefgen.frozen import Frozen
from briefgen.model import Article
from briefgen.slugs import fold

MOSTLY = 0.7  # of the shorter article's words; agencies' subscribers cut paragraphs and seldom change them
SHORTEST = 8  # words of a paragraph that can show anything: "He spoke on Monday." stands in many articles
_WORDS = re.compile(r"[^\W_]+")
_BETWEEN_WORDS = {code: " " for code in range(128) if not chr(code).isalnum()}  # the same in ASCII, quicker
_TYPESET = "\u2019\u201c\u201d\u2018\u2013\u2014\u2026\xa0"  # quotation marks, dashes, ellipsis, space: no words
TOO_COMMON = 50  # articles that hold a paragraph; more make it a boilerplate


class _Text(Frozen, frozen=True):
    """An article's paragraphs: the words of each by a mark of what it says."""

    article: Article
    paragraphs: Mapping[bytes, int]
    words: int


def copies_of(articles: Mapping[str, Article]) -> Mapping[str, str]:
    """Find copies once; as CopyFinder.find()."""
    return CopyFinder().find(articles)


class CopyFinder:
    """Finds copies, time after time; remembers what each article's paragraphs say, and which of them say the same."""

    def __init__(self) -> None:
        self._texts: dict[str, _Text] = {}
        self._holders: defaultdict[bytes, set[str]] = defaultdict(set)  # the briefings that hold each paragraph
        self._shared: set[bytes] = set()  # the paragraphs that more than one holds
        self._first: dict[bytes, list[tuple[str, str]]] = {}  # of such a paragraph, the earliest that hold it, in order
        self._original_of: dict[str, str] = {}  # by the id of a copy, which may itself be one of a copy

    def find(self, articles: Mapping[str, Article]) -> Mapping[str, str]:
        """The id of the original by the id of each copy. articles: by id of their briefings.

        The earliest is the original; undated ones come last.
        """
        touched = self._note(articles)
        for name in touched:
            self._original_of.pop(name, None)
            original = self._original(name, self._words_shared(name)) if name in self._texts else None
            if original is not None:
                self._original_of[name] = original
        found: dict[str, str] = {}
        for name in sorted(self._original_of, key=self._order):
            original = self._original_of[name]
            found[name] = found.get(original, original)
        return found

    def _order(self, name: str) -> tuple[str, str]:
        """What articles are ordered by: the day and time of publication; undated ones last."""
        return self._texts[name].article.published or "9999", name

    def _note(self, articles: Mapping[str, Article]) -> set[str]:
        """Bring up to date who holds which paragraph; the briefings that this bears on."""
        gone = self._texts.keys() - articles.keys()
        new = [
            name
            for name, article in articles.items()
            if name not in self._texts or self._texts[name].article is not article
        ]
        marks: set[bytes] = set()
        for name in (*gone, *new):
            if old := self._texts.pop(name, None):
                for mark in old.paragraphs:
                    self._holders[mark].discard(name)
                marks.update(old.paragraphs)
            if name in articles:
                text = self._texts[name] = _text(articles[name])
                for mark in text.paragraphs:
                    self._holders[mark].add(name)
                marks.update(text.paragraphs)
        touched = {*gone, *new}
        for mark in marks:
            touched |= self._holders[mark]
            self._first.pop(mark, None)
            (self._shared.add if len(self._holders[mark]) > 1 else self._shared.discard)(mark)
        return touched

    def _words_shared(self, name: str) -> Counter[str]:
        """How many words an article shares with each earlier one."""
        found: Counter[str] = Counter()
        paragraphs, own = self._texts[name].paragraphs, self._order(name)
        for mark in paragraphs.keys() & self._shared:
            for other in self._first_holders(mark):
                if other >= own:
                    break
                found[other[1]] += paragraphs[mark]
        return found

    def _first_holders(self, mark: bytes) -> Sequence[tuple[str, str]]:
        """The earliest articles that hold a paragraph, in order."""
        found = self._first.get(mark)
        if found is None:
            found = self._first[mark] = sorted(map(self._order, self._holders[mark]))[:TOO_COMMON]
        return found

    def _original(self, copy: str, shared: Counter[str]) -> str | None:
        """The article with which this one shares most of the shorter text; None where there is none."""
        own = self._texts[copy].words
        alike = [name for name, words in shared.items() if words >= MOSTLY * min(self._texts[name].words, own)]
        return max(alike, key=lambda name: (shared[name], name), default=None)


def _text(article: Article) -> _Text:
    paragraphs = _paragraphs(article)
    return _Text(article, paragraphs, sum(paragraphs.values()))


def _paragraphs(article: Article) -> Mapping[bytes, int]:
    """The words of each paragraph that is long enough, by a hash of what it says."""
    found: dict[bytes, int] = {}
    for span in article.paragraphs:
        start = span.start
        if article.dateline and span.start <= article.dateline.span.start < span.end:
            start = min(article.dateline.span.end, span.end)
        words = _words(article.body[start : span.end])
        if len(words) >= SHORTEST:
            found[_mark(words)] = len(words)
    return found


def _mark(words: Iterable[str]) -> bytes:
    """Eight bytes that stand for what a paragraph says: of ten million, hardly two have the same."""
    return hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _words(text: str) -> Sequence[str]:
    """The words of a text, folded. Most texts are plain but for the marks of typesetters, and need no fold()."""
    plain = text
    if not plain.isascii():
        for mark in _TYPESET:
            plain = plain.replace(mark, " ")
    if plain.isascii():
        return plain.lower().translate(_BETWEEN_WORDS).split()
    return _WORDS.findall(fold(text))
