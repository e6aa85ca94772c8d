"""Toponyms: the names in an article that are of places, and the states that stand near them.

Reads  the words, doc.ents, the cast, the dateline, the gazetteer, the nouns that places are named with (lexicon).
Finds  names of the gazetteer; names made with a place's noun ("Chkalovsky air base", "Homs province"); what else the
       recognizer takes for a place; what holds a place ("Paris, Texas"; "Amiens in France").
Misses names without capitals; names of the gazetteer that are also common words, unless the recognizer sees them.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from spacy.tokens import Doc, Span

from briefgen import lexicon
from briefgen.extract.cast import Cast
from briefgen.extract.metonymy import span_at, words
from briefgen.extract.text import Text
from briefgen.extract.wording import Match, Word, longest_matches, words_of
from briefgen.lexicon import bodies, gazetteer
from briefgen.model import PlaceKind

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_NAMES = frozenset({"PERSON", "ORG", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "NORP"})
# A city that the recognizer does not see is one all the same from so many inhabitants on: below, common words and
# surnames are among the names ("Of", "Bush", "Nice").
_WELL_KNOWN = 300_000
_LONGEST = 7  # words of a name made with a noun


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


def find_toponyms(text: Text, cast: Cast) -> Named:
    """All names of places, whatever they stand for there."""
    doc = text.doc
    spoken = words_of(doc)
    matches = longest_matches(doc, spoken, _known)
    listed = [_named(doc, m.start, m.end) for m in matches if _is_name(doc, m)]
    made = sorted(_made(doc, spoken, listed), key=lambda one: one.start - one.end)
    found = _apart([*_of_dateline(text), *made, *listed, *_recognized(doc)])
    found = _with_cores(found)
    free = _free(text, cast, found)
    return Named(tuple(_tied(doc, free)), tuple((m.start, m.value) for m in matches if m.value))


@lru_cache(maxsize=100_000)
def _known(name: str) -> str | None:
    """The state's code where the words name one, "" for another place; None for words that no place has."""
    return lexicon.state_of(name) or ("" if gazetteer.is_place(name) else None)


def _is_name(doc: Doc, match: Match[str]) -> bool:
    """Whether listed words are a place's name here, and not a common word, a surname or an adjective."""
    name = doc.text[match.start : match.end]
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
    return largest.kind != "city" or largest.weight >= _WELL_KNOWN


def _named(doc: Doc, start: int, end: int, kind: PlaceKind | None = None, core: str | None = None) -> Toponym:
    name = " ".join(doc.text[start:end].split())
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
    for name in text.doc.text[at : dateline.place.end].split("/"):
        start = at + len(name) - len(name.lstrip())
        if name.strip():
            yield replace(_named(text.doc, start, start + len(name.strip())), dateline=True)
        at += len(name) + 1


def _made(doc: Doc, spoken: Sequence[Word], listed: Sequence[Toponym]) -> Iterator[Toponym]:
    """Names that a noun ends ("Homs province") or begins ("Camp Lemonnier")."""
    at = {one.start: one for one in listed}
    for i, word in enumerate(spoken):
        if word.text.lower() in words("settlements"):
            yield from _called(doc, spoken, i, at)
        kind = _kind_of(word)
        first = _first_of_name(doc, spoken, i) if kind else i
        if first < i:
            core = at.get(spoken[first].start)
            if _continues(doc, spoken, i) if word.capital else _described(spoken, first, i, at):
                continue
            end = spoken[i + 1].end if word.capital and _is_side(doc, spoken, i + 1) else word.end
            yield _named(doc, spoken[first].start, end, kind, core.name if core else None)
        elif word.capital and (named := _begins(spoken, i)):
            last = _last_of_name(doc, spoken, i)
            if last >= i + named:
                yield _named(doc, word.start, spoken[last].end, "venue")


def _called(doc: Doc, spoken: Sequence[Word], noun: int, at: Mapping[int, Toponym]) -> Iterator[Toponym]:
    """The name behind "the town of", where no list has it."""
    name = noun + 2
    if name >= len(spoken) or spoken[noun + 1].text != "of" or spoken[name].start in at:
        return
    if spoken[name].text.lower() in words("small_in_names") and name + 1 < len(spoken):
        name += 1
    if spoken[name].capital and not lexicon.state_of(spoken[name].text):
        last = name
        while (
            last + 1 < len(spoken)
            and spoken[last + 1].capital
            and doc.text[spoken[last].end : spoken[last + 1].start] == " "
        ):
            last += 1
        yield _named(doc, spoken[noun + 2].start, spoken[last].end, "city")


def _begins(spoken: Sequence[Word], at: int) -> int:
    """How many words before a venue's name tell that it is one: "Camp", "Joint Base"; 0 for none."""
    pair = f"{spoken[at].text} {spoken[at + 1].text}".lower() if at + 1 < len(spoken) else ""
    return 2 if pair in words("venue_before") else 1 if spoken[at].text.lower() in words("venue_before") else 0


def _with_cores(found: Sequence[Toponym]) -> list[Toponym]:
    """Names made with a noun, with the place in them that the article names by itself too: "Verdun" of its memorial."""
    names = {one.name.casefold() for one in found if one.kind is None}
    return [
        replace(one, core=one.name.split()[0])
        if one.kind and not one.core and one.name.split()[0].casefold() in names
        else one
        for one in found
    ]


def _described(spoken: Sequence[Word], first: int, noun: int, at: Mapping[int, Toponym]) -> bool:
    """Whether a small noun only says what lies on a water or in a region: "the Black Sea resort"."""
    before = at.get(spoken[first].start)
    if before is None or before.end != spoken[noun - 1].end or spoken[noun].text not in words("venue_after"):
        return False
    return gazetteer.locations(before.name)[0].kind in {"water", "region", "country"}


def _continues(doc: Doc, spoken: Sequence[Word], noun: int) -> bool:
    """Whether a name goes on behind the noun, so that it is of something else: "Pacific Islands Forum"."""
    if noun + 1 >= len(spoken) or doc.text[spoken[noun].end : spoken[noun + 1].start] != " ":
        return False
    after = spoken[noun + 1]
    return after.capital and not _is_side(doc, spoken, noun + 1) and _kind_of(after) is None


def _is_side(doc: Doc, spoken: Sequence[Word], at: int) -> bool:
    """Whether a word ends a name as in "Airfield West"."""
    if at >= len(spoken) or doc.text[spoken[at - 1].end : spoken[at].start] != " ":
        return False
    return spoken[at].text in {"West", "East", "North", "South"}


def _kind_of(noun: Word) -> PlaceKind | None:
    said = noun.text.lower()
    if noun.capital and said in words("venue_capital"):
        return "venue"
    kinds: tuple[PlaceKind, ...] = ("venue", "region", "water")
    return next((kind for kind in kinds if said in words(f"{kind}_after")), None)


def _first_of_name(doc: Doc, spoken: Sequence[Word], noun: int) -> int:
    """The first word of the name that a noun ends; the noun's own place where there is no name."""
    first = noun
    for i in range(noun - 1, max(noun - _LONGEST, -1), -1):
        said = spoken[i].text.lower()
        if doc.text[spoken[i].end : spoken[i + 1].start] not in {" ", "-"}:
            break
        if spoken[i].capital and said not in words("never_in_names"):
            first = i
        elif spoken[i].capital or said not in words("small_in_names"):
            break
    while first < noun and (lexicon.state_of(spoken[first].text) or spoken[first].text.lower() in words("directions")):
        first += 1
    return first if any(word.capital for word in spoken[first:noun]) else noun


def _last_of_name(doc: Doc, spoken: Sequence[Word], noun: int) -> int:
    last = noun
    for i in range(noun + 1, min(noun + _LONGEST, len(spoken))):
        if doc.text[spoken[i - 1].end : spoken[i].start] not in {" ", "-"}:
            break
        if spoken[i].capital:
            last = i
        elif spoken[i].text not in words("small_in_names"):
            break
    return last


def _recognized(doc: Doc) -> Iterator[Toponym]:
    """What the recognizer takes for a place and no list has."""
    for ent in doc.ents:
        if ent.label_ not in _PLACES or bodies.body(ent.text) or not any(t.pos_ == "PROPN" for t in ent):
            continue
        start = ent[1].idx if ent[0].lower_ == "the" and len(ent) > 1 else ent.start_char
        end = ent[-2].idx + len(ent[-2]) if ent[-1].tag_ == "POS" and len(ent) > 1 else ent.end_char
        if start < end and doc.text[start:end].lower() not in words("sides"):
            yield _named(doc, start, end)


def _apart(ranked: Iterable[Toponym]) -> list[Toponym]:
    """The toponyms that do not overlap an earlier one in this ranking, in reading order."""
    taken: set[int] = set()
    found = []
    for one in ranked:
        if taken.isdisjoint(range(one.start, one.end)):
            taken.update(range(one.start, one.end))
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _free(text: Text, cast: Cast, found: Sequence[Toponym]) -> list[Toponym]:
    """The toponyms that are no part of the name of a person, a body, an event or a document."""
    starts = [one.start for one in found]
    bound: set[int] = set()
    names = [(m.start, m.end, False) for m in cast.mentions if m.how == "name"]
    people = [ent for ent in text.doc.ents if ent.label_ == "PERSON"]
    surnames = {ent[-1].text for ent in people if len(ent) > 1}
    names += [(e.start_char, e.end_char, not _may_be_place(e, surnames)) for e in people]
    names += [(*_without_article(e), False) for e in text.doc.ents if e.label_ in _NAMES]
    for start, end, person in names:
        for one in found[max(bisect_left(starts, start) - 1, 0) : bisect_left(starts, end)]:
            inside = start <= one.start and one.end <= end and (one.start, one.end) != (start, end)
            holds_name = one.kind is not None and one.start <= start and end <= one.end
            if (inside and not _is_setting(text.doc.text[one.end : end])) or (
                person and start < one.end and not holds_name
            ):
                bound.add(one.start)
    return [one for one in found if one.start not in bound or one.dateline]


def _may_be_place(person: Span, surnames: set[str]) -> bool:
    """Whether what the recognizer takes for a person is a place of our lists, and nobody's surname."""
    if person.text in surnames and len(person) == 1:
        return False
    listed = gazetteer.locations(person.text)
    return bool(listed) and (listed[0].kind != "city" or listed[0].weight >= gazetteer.FAMOUS)


def _without_article(ent: Span) -> tuple[int, int]:
    return (ent[1].idx if ent[0].lower_ == "the" and len(ent) > 1 else ent.start_char, ent.end_char)


def _is_setting(behind: str) -> bool:
    """Whether the rest of a name makes a meeting of it: "the Berlin Ministerial Conference"."""
    return any(word.lower() in words("settings") and word != "Round" for word in behind.split()[:4])


def _tied(doc: Doc, found: Sequence[Toponym]) -> Iterator[Toponym]:
    """The toponyms, with what the words beside them tell of where they lie."""
    ties = [_tie(doc, one, other) for one, other in pairwise(found)]
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


def _tie(doc: Doc, one: Toponym, other: Toponym) -> Literal["held", "owned", "beside"] | None:
    """How two neighbours hang together: the second holds the first, the first owns the second, or they lie together."""
    between = " ".join(doc.text[one.end : other.start].split())
    if between in {"'s", "’s", "'", "’"}:
        return "owned"
    state = lexicon.state_named(one.name) is not None
    if between in _INSIDE and not state and gazetteer.locate(one.core or one.name, within=other.name):
        return "held"
    if state or gazetteer.is_place(one.name) or between not in {*_INSIDE, *_BESIDE}:
        return None
    listed = gazetteer.locations(other.name)
    if not listed:
        return None
    if listed[0].kind in {"country", "region"}:
        return "held" if between in _INSIDE else None
    return "beside" if one.kind == "venue" or between != "," else None


_INSIDE = frozenset({",", "in", ", in", "in northern", "in southern", "in eastern", "in western", "in central"})
_BESIDE = frozenset({"near", ", near", "outside", ", outside"})
