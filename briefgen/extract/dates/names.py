"""Dates that are names: "Good Friday", "the September 11 attacks"; figures that are no year ("in 2000 cases"); and
stretches that look back ("the first visit in seven years").

Reads  the words around an expression, lexicon/dates.toml, entities of the parse.
"""

import re
from functools import cache

from briefgen.extract.dates.sense import Reading
from briefgen.extract.tokens import Span
from briefgen.lexicon import load_toml

BEFORE, AFTER = 12, 24  # characters around an expression that may belong to a name
RECORD = 12  # tokens between a superlative and the stretch that it counts over


def is_name(body: str, reading: Reading, span: Span) -> bool:
    """Whether the words of a reading are part of a name, or a number, and no time. span: its tokens."""
    first = max(reading.start - BEFORE, 0)
    name = _names().search(body[first : reading.end + AFTER])
    if name is not None and first + name.start() < reading.end and first + name.end() > reading.start:
        return True
    if reading.rule == "day":
        after = body[reading.end : reading.end + AFTER].split()[:1]
        return not reading.match["y1"] and bool(after) and after[0].casefold().strip(".,;:") in _deeds()
    if reading.rule == "in":
        return _counts_a_record(span)
    if reading.rule == "year":
        token = span[0]
        return token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ == "NNS"
    return span.root.ent_type_ == "PERSON" and reading.rule.startswith("month")


def _counts_a_record(span: Span) -> bool:
    """ "The first visit in seven years", "the heaviest losses in two months": a stretch that ends now, in any tense."""
    for i in range(span.start - 1, max(span.start - RECORD, span.sent.start) - 1, -1):
        word = span.doc[i]
        if word.tag_ in {"JJS", "RBS"} or word.lower_ in _unique():
            return True
        if word.pos_ in {"VERB", "AUX"}:  # "the first round will be held in two weeks"
            return False
    return False


@cache
def _unique() -> frozenset[str]:
    return frozenset(load_toml("dates")["names"]["unique"])


@cache
def _names() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, load_toml("dates")["names"]["words"])))


@cache
def _deeds() -> frozenset[str]:
    return frozenset(load_toml("dates")["names"]["deeds"])
