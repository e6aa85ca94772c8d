"""Toponyms: the names in an article that are of places, and the states that stand near them.

Reads  the words, doc.ents, the cast, the dateline, the gazetteer.
Finds  names of the gazetteer; names made with a place's noun (place_names.py); what else the recognizer takes for a
       place; what holds a place ("Paris, Texas"; "Amiens in France") or lies beside it ("the Ritz-Carlton in Riyadh").
Misses names without capitals; names of the gazetteer that are also common words, unless the recognizer sees them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from briefgen import lexicon
from briefgen.extract.cast import Cast
from briefgen.extract.metonymy import span_at, words
from briefgen.extract.place_names import made_names
from briefgen.extract.text import Text
from briefgen.extract.tokens import Span
from briefgen.extract.wording import Match, Word, longest_matches
from briefgen.lexicon import bodies, gazetteer
from briefgen.model import PlaceKind

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_NAMES = frozenset({"PERSON", "ORG", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "NORP"})
# A city that the recognizer does not see is one all the same from so many inhabitants on: below, common words and
# surnames are among the names ("Of", "Bush", "Nice").
_WELL_KNOWN = 300_000
_KNOWN = 20_000  # of names of several words


@dataclass(frozen=True, slots=True)
class Toponym:
    """Characters [start, end) of the body that name a place."""

    start: int
    end: int
    name: str  # without "the", in one line
    kind: PlaceKind | None = None  # as its noun tells; None: as the gazetteer has it
    core: str | None = None  # the listed name in a made one: "Homs" in "Homs province"
    within: str | None = None  # what is named as holding it: "Texas" in "Paris, Texas"
    near: str | None = None  # the city that it stands in or near: "the Ritz-Carlton in Riyadh", "Warsaw's Royal Castle"
    holds: bool = False  # it only says where the place beside it lies
    dateline: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """The toponyms of an article in reading order, and the states that it names in any way, by position."""

    toponyms: tuple[Toponym, ...]
    states: tuple[tuple[int, str], ...]

    def states_within(self, start: int, end: int) -> frozenset[str]:
        """The states named in body[start:end]."""
        first, last = bisect_left(self.states, (start, "")), bisect_left(self.states, (end, ""))
        return frozenset(code for _, code in self.states[first:last])


def find_toponyms(text: Text, cast: Cast) -> Named:
    """All names of places, whatever they stand for there."""
    spoken, ents = text.words, text.doc.ents
    matches = longest_matches(text.runs, _known)
    listed = [_named(text, m.start, m.end) for m in matches if _is_name(text, m)]
    made = list(_made(text, spoken, listed))
    seen = list(_recognized(text, ents))
    fuller = [one for one in seen if _is_full_name(one.name)]
    longest_first = sorted([*made, *fuller, *listed], key=lambda one: one.start - one.end)
    found = _with_cores(_apart([*_of_dateline(text), *longest_first, *seen]))
    free = _free(text, cast, ents, found)
    return Named(tuple(_tied(text.article.body, free)), tuple((m.start, m.value) for m in matches if m.value))


@lru_cache(maxsize=100_000)
def _known(name: str) -> str | None:
    """The state's code where the words name one, "" for another place; None for words that no place has."""
    return lexicon.state_of(name) or ("" if gazetteer.is_place(name) else None)


def _is_name(text: Text, match: Match[str]) -> bool:
    """Whether listed words are a place's name here, and not a common word, a surname or an adjective."""
    doc, name = text.doc, text.article.body[match.start : match.end]
    if match.value:
        return lexicon.state_named(name) is not None
    if bodies.body(name):
        return False
    span = span_at(doc, match.start, match.end)
    if any(t.ent_type_ in _PLACES for t in span):
        return name.lower() not in words("sides")
    if not any(t.pos_ == "PROPN" for t in span):
        return False
    if span.start and doc[span.start - 1].lower_ in words("at") and all(t.ent_type_ in {"", "ORG"} for t in span):
        return not lexicon.is_generic_institution(name)
    largest = gazetteer.locations(name)[0]
    return largest.kind != "city" or largest.weight >= (_WELL_KNOWN if len(span) == 1 else _KNOWN)


def _named(text: Text, start: int, end: int, kind: PlaceKind | None = None, core: str | None = None) -> Toponym:
    name = " ".join(text.article.body[start:end].split())
    bare = name.removeprefix("the ").removeprefix("The ").removeprefix("THE ")
    if bare != name and any(place.name.startswith("The ") for place in gazetteer.locations(name)[:1]):
        bare = name  # "The Hague"
    return Toponym(start, end, bare, kind, core)


def _of_dateline(text: Text) -> Iterator[Toponym]:
    """The cities of the dateline: "WASHINGTON/MOSCOW"."""
    dateline = text.article.dateline
    if dateline is None or dateline.place is None:
        return
    at = dateline.place.start
    for name in text.article.body[at : dateline.place.end].split("/"):
        start = at + len(name) - len(name.lstrip())
        if name.strip():
            yield replace(_named(text, start, start + len(name.strip())), dateline=True)
        at += len(name) + 1


def _made(text: Text, spoken: Sequence[Word], listed: Sequence[Toponym]) -> Iterator[Toponym]:
    cores = {one.start: one for one in listed}
    for made in made_names(text.article.body, spoken, {one.start: one.end for one in listed}):
        core = cores.get(made.start)
        told = made.kind != "venue" or text.article.body[made.start : made.end].split()[-1].lower() in words(
            "of_cities"
        )
        yield _named(text, made.start, made.end, made.kind, core.name if core and told else None)


def _with_cores(found: Sequence[Toponym]) -> list[Toponym]:
    """Names made with a noun, with the place in them that the article names by itself too: "Verdun" of its memorial."""
    names = {one.name.casefold() for one in found if one.kind is None}
    return [
        replace(one, core=one.name.split()[0])
        if one.kind and not one.core and one.name.split()[0].casefold() in names
        else one
        for one in found
    ]


def _recognized(text: Text, ents: Iterable[Span]) -> Iterator[Toponym]:
    """What the recognizer takes for a place and no list has."""
    for ent in ents:
        if ent.label_ not in _PLACES or bodies.body(ent.text) or not any(t.pos_ == "PROPN" for t in ent):
            continue
        start = ent[1].idx if ent[0].lower_ == "the" and len(ent) > 1 else ent.start_char
        end = ent[-2].idx + len(ent[-2]) if ent[-1].tag_ == "POS" and len(ent) > 1 else ent.end_char
        if start < end and text.article.body[start:end].lower() not in words("sides"):
            yield _named(text, start, end)


def _is_full_name(name: str) -> bool:
    """Whether several words are one unlisted name: "Wadi Barada", in which "Wadi" is none."""
    said = name.split()
    capitals = len(said) > 1 and all(word[0].isupper() and word[-1].isalpha() for word in said)
    return capitals and not lexicon.state_of(said[0]) and not gazetteer.is_place(name)


def _apart(ranked: Iterable[Toponym]) -> list[Toponym]:
    """The toponyms that do not overlap an earlier one in this ranking, in reading order."""
    taken: set[int] = set()
    found = []
    for one in ranked:
        if taken.isdisjoint(range(one.start, one.end)):
            taken.update(range(one.start, one.end))
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _free(text: Text, cast: Cast, ents: Sequence[Span], found: Sequence[Toponym]) -> list[Toponym]:
    """The toponyms that are no part of the name of a person, a body, an event or a document."""
    starts = [one.start for one in found]
    bound: set[int] = set()
    names = [(m.start, m.end, False) for m in cast.mentions if m.how == "name"]
    names += [(e.start_char, e.end_char, True) for e in ents if e.label_ == "PERSON"]
    names += [(*_without_article(e), False) for e in ents if e.label_ in _NAMES]
    for start, end, person in names:
        for one in found[max(bisect_left(starts, start) - 1, 0) : bisect_left(starts, end)]:
            inside = start <= one.start and one.end <= end and (one.start, one.end) != (start, end)
            holds_name = one.kind is not None and one.start <= start and end <= one.end
            if (inside and not _is_setting(text.article.body[one.end : end])) or (
                person and start < one.end and not holds_name
            ):
                bound.add(one.start)
    return [one for one in found if one.start not in bound or one.dateline]


def _without_article(ent: Span) -> tuple[int, int]:
    return (ent[1].idx if ent[0].lower_ == "the" and len(ent) > 1 else ent.start_char, ent.end_char)


def _is_setting(behind: str) -> bool:
    """Whether the rest of a name makes a meeting of it: "the Berlin Ministerial Conference"."""
    return any(word.lower() in words("settings") and word != "Round" for word in behind.split()[:4])


def _tied(body: str, found: Sequence[Toponym]) -> Iterator[Toponym]:
    """The toponyms, with what the words beside them tell of where they lie."""
    ties = [_tie(body, one, other) for one, other in pairwise(found)]
    for i, one in enumerate(found):
        before, after = ties[i - 1] if i else None, ties[i] if i < len(ties) else None
        within, near = one.within, one.near
        if after:
            within, near = (found[i + 1].name, near) if after == "held" else (within, found[i + 1].name)
        if before == "owned":
            owner = found[i - 1].name
            within, near = (owner, near) if lexicon.state_named(owner) else (within, owner)
        holds = before == "held" or after == "owned"
        yield replace(one, within=within, near=None if after == "owned" else near, holds=holds)


def _tie(body: str, one: Toponym, other: Toponym) -> Literal["held", "owned", "beside"] | None:
    """How two neighbours hang together: the second holds the first, the first owns the second, or they lie together."""
    between = " ".join(body[one.end : other.start].split())
    if between in {"'s", "’s", "'", "’"}:
        return "owned"
    state = lexicon.state_named(one.name) is not None
    if between in _INSIDE and not state and gazetteer.locate(one.core or one.name, within=other.name):
        return "held"
    if between == "," and not state and _says_which(body, one, other):
        return "held"
    if state or gazetteer.is_place(one.name) or between not in {*_INSIDE, *_BESIDE}:
        return None
    listed = gazetteer.locations(other.name)
    if not listed:
        return None
    if listed[0].kind in {"country", "region"}:
        return "held" if between in _INSIDE else None
    return "beside" if one.kind == "venue" or between != "," else None


def _says_which(body: str, one: Toponym, other: Toponym) -> bool:
    """Whether a state behind a comma tells that no listed place of the name is meant: "in Clark, Philippines".

    A capital keeps its own state ("In Paris, Germany said"), and so does what goes on as a list or a clause.
    """
    listed = gazetteer.locations(one.core or one.name)
    known = bool(listed) and not gazetteer.is_seat(listed[0]) and lexicon.state_named(other.name) is not None
    return known and _SET_OFF.match(body, other.end) is not None


_SET_OFF = re.compile(r"[.;)]|,? (?:on|to|at|for|during|from|where|this|next|last|today|yesterday)\b")
_INSIDE = frozenset(
    {",", "in", ", in", *(f"{c}in {d}ern" for c in ("", ", ") for d in ("north", "south", "east", "west"))}
)
_BESIDE = frozenset({"near", ", near", "outside", ", outside"})
