"""Copies: articles that print the same wire text, under whatever headline and in whatever outlet.

Reads  the paragraphs of each article, datelines put aside.
Finds  articles most of whose words stand in paragraphs of an earlier one.
Misses texts that were rewritten sentence by sentence.

A copy is a second printing and no second voice: it does not count as support.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from briefgen.model import Article, Briefing
from briefgen.slugs import fold, short_hash

MOSTLY = 0.7  # of the shorter article's words; agencies' subscribers cut paragraphs and seldom change them
SHORTEST = 8  # words of a paragraph that can show anything: "He spoke on Monday." stands in many articles
KEPT = 20_000  # articles whose paragraphs are remembered, for the preview, which merges after every change
TOO_COMMON = 50  # articles that hold a paragraph; more make it a boilerplate


def copies_of(briefings: Iterable[Briefing]) -> Mapping[str, str]:
    """The id of the original by the id of each copy. The earliest article is the original; undated ones come last."""
    ordered = sorted(briefings, key=lambda b: (b.article.published or "9999", b.id))
    texts = {b.id: _paragraphs(b.article) for b in ordered}
    holders: defaultdict[str, list[str]] = defaultdict(list)
    found: dict[str, str] = {}
    for briefing in ordered:
        shared: Counter[str] = Counter()
        for mark, words in texts[briefing.id].items():
            for earlier in holders[mark][:TOO_COMMON]:
                shared[earlier] += words
            holders[mark].append(briefing.id)
        original = _original(texts, briefing.id, shared)
        if original is not None:
            found[briefing.id] = found.get(original, original)
    return found


def _original(texts: Mapping[str, Mapping[str, int]], copy: str, shared: Counter[str]) -> str | None:
    """The article with which this one shares most of the shorter text; None where there is none."""
    sizes = {name: sum(texts[name].values()) for name in (copy, *shared)}
    alike = [name for name, words in shared.items() if words >= MOSTLY * min(sizes[name], sizes[copy])]
    return max(alike, key=lambda name: (shared[name], name), default=None)


@lru_cache(maxsize=KEPT)
def _paragraphs(article: Article) -> Mapping[str, int]:
    """The words of each paragraph that is long enough, by a hash of what it says."""
    found: dict[str, int] = {}
    for span in article.paragraphs:
        start = span.start
        if article.dateline and span.start <= article.dateline.span.start < span.end:
            start = min(article.dateline.span.end, span.end)
        words: Sequence[str] = "".join(c if c.isalnum() else " " for c in fold(article.body[start : span.end])).split()
        if len(words) >= SHORTEST:
            found[short_hash(" ".join(words))] = len(words)
    return found
