"""Metonymy: whether the name of a state, a city or a house stands for a party or for a place.

Reads  the parse around a name: its preposition, the verb or noun above it, what it stands before.
Finds  places by "in", "at" and the like, by movement ("visit to", "arrived in"), by events before which they stand
       ("the Geneva talks"); parties as subjects and objects of acts, after "with", "between", "by", and where they
       own or describe what acts ("Russian officials", "Moscow's proposal").
Misses names that the parser ties to the wrong word; a headline without verbs.
"""

from functools import cache
from typing import Literal

from spacy.tokens import Doc, Span, Token

from briefgen.lexicon import load_toml

# place: where something happens; party: who acts, speaks, is addressed or represented; other: neither can be told.
Use = Literal["place", "party", "other"]

_SUBJECTS = frozenset({"nsubj", "csubj", "agent"})
_AS_PARTY = frozenset(
    {"with", "between", "by", "against", "among", "alongside", "versus", "vs", "than", "like", "including"}
)


def use_of(span: Span, *, city: bool) -> Use:
    """Whether a name stands for a place or a party. city: it is no state's name, so that it may host and be hit."""
    top = _shared_role(span.root)
    before = _preposition(span, top)
    if before is not None:
        return _after_preposition(before, city=city)
    above = top.head
    if top.dep_ in _SUBJECTS:
        return "place" if city and _lemma(above) in words("hosting") else "party"
    if top.dep_ == "nsubjpass":
        return "place" if city and _lemma(above) in words("reaching") else "party"
    if top.dep_ in {"dobj", "obj"}:
        return "place" if _lemma(above) in words("reaching") else "party"
    if top.dep_ == "poss":
        return "other" if city and above.lower_ in words("venues") else "party"
    if top.dep_ in {"compound", "nmod", "amod"} and above.i != top.i:
        return _before_noun(span, above, city=city)
    return "other"


def represents(span: Span) -> bool:
    """Whether an adjective or a name stands before one who acts for the state: "Russian officials", "U.S. envoy"."""
    doc = span.doc
    if span.end < len(doc) and doc[span.end].text in {"-", "–", "/"}:
        return True  # "Russian-Chinese", "U.S.-China"
    nouns = [t for t in doc[span.end : span.end + 4] if t.is_alpha]
    return any(t.lower_ in words("representing") or t.lemma_.lower() in words("representing") for t in nouns[:3])


@cache
def words(key: str) -> frozenset[str]:
    """A list of places_words.toml."""
    return frozenset(load_toml("places_words")[key])


def _shared_role(token: Token) -> Token:
    """The token whose role a name shares: the first of a list, the noun that it names ("the city of …" not)."""
    for _ in range(12):
        if token.dep_ in {"conj", "appos"} and token.head.i != token.i:
            token = token.head
        else:
            break
    return token


def _preposition(span: Span, top: Token) -> Token | None:
    """The preposition that governs a name, by the parse or, where it stands right before, by the words."""
    if top.dep_ in {"pobj", "pcomp"} and top.head.pos_ in {"ADP", "SCONJ", "ADV", "PART"}:
        return top.head
    first = span.start - 1
    while first >= 0 and span.doc[first].lower_ in _PASSED:
        first -= 1
    if first >= 0 and span.doc[first].lower_ in words("at") and span.doc[first].pos_ == "ADP" and _ends_phrase(span):
        return span.doc[first]
    return None


_PASSED = frozenset(
    [
        "the",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "downtown",
        "nearby",
        "neighboring",
        "neighbouring",
        "upstate",
        "occupied",
        "war-torn",
    ]
)


def _ends_phrase(span: Span) -> bool:
    """Whether no noun follows that the name only describes."""
    if span.end >= len(span.doc):
        return True
    after = span.doc[span.end]
    return after.pos_ not in {"NOUN", "PROPN"} and after.text not in {"'s", "’s", "'", "’", "-"}


def _after_preposition(before: Token, *, city: bool) -> Use:
    key = before.lower_
    above = before.head
    if key in words("at"):
        return "place"
    if key in words("toward"):
        return (
            "place"
            if _moves(above) and (key != "for" or city or _lemma(above) in {"leave", "depart", "head"})
            else "party"
        )
    if key in words("from"):
        return "place" if _moves(above) else "party"
    if key == "of":
        return "place" if above.lower_ in words("holding") or _lemma(above) in words("holding") else "party"
    if key == "on" and _lemma(above) in {"attack", "strike", "assault", "raid", "advance", "march", "airstrike"}:
        return "place" if city else "party"
    return "party" if key in _AS_PARTY or key in {"on", "about", "over"} else "other"


def _moves(token: Token) -> bool:
    return _lemma(token) in words("moving") or (
        token.dep_ in {"prep", "advmod"} and _lemma(token.head) in words("moving")
    )


def _before_noun(span: Span, above: Token, *, city: bool) -> Use:
    if city and (above.lower_ in words("settings") or _lemma(above) in words("settings")):
        return "place"
    return "party" if represents(span) else "other"


def _lemma(token: Token) -> str:
    return token.lemma_.lower()


def span_at(doc: Doc, start: int, end: int) -> Span:
    """The tokens that hold characters [start, end)."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span if span is not None else doc[0:1]
