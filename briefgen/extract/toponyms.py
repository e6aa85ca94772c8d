"""Toponyms: the names in an article that are of places, and the states that stand near them.

Reads  the words, doc.ents, the cast, the gazetteer, the nouns that venues, regions and waters are named with (lexicon).
Finds  names of the gazetteer; names made with a place's noun ("Chkalovsky air base", "Homs province"); what else the
       recognizer takes for a place; what holds a place ("Paris, Texas").
Misses names without capitals; names of the gazetteer that are also common words, unless the recognizer sees them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc, Span

from briefgen import lexicon
from briefgen.extract.cast import Cast
from briefgen.extract.metonymy import span_at, words
from briefgen.extract.text import Text
from briefgen.extract.wording import Match, Word, longest_matches, words_of
from briefgen.lexicon import bodies, gazetteer
from briefgen.model import PlaceKind

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_HOLDERS = frozenset({"PERSON", "ORG", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "NORP"})
# A city that the recognizer does not see is one all the same from so many inhabitants on: below, common words and
# surnames are among the names ("Of", "Bush", "Nice").
_WELL_KNOWN = 300_000
_LONGEST = 6  # words of a name made with a noun


@dataclass(frozen=True, slots=True)
class Toponym:
    """Characters [start, end) of the body that name a place."""

    start: int
    end: int
    name: str  # without "the", in one line
    kind: PlaceKind | None  # as its noun tells; None: as the gazetteer has it
    core: str | None = None  # the listed name in a made one: "Homs" in "Homs province"
    within: str | None = None  # what is named as holding it: "Texas" in "Paris, Texas"
    holds: bool = False  # it only says where the place before it lies


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
    states = tuple((m.start, m.value) for m in matches if m.value)
    taken = [m for m in matches if _is_name(doc, m)]
    found = {t.start: t for t in (_listed(doc, m) for m in taken)}
    for made in _made(doc, spoken, found):
        found = {s: t for s, t in found.items() if t.end <= made.start or s >= made.end}
        found[made.start] = made
    for seen in _recognized(doc):
        if not any(t.start < seen.end and t.end > seen.start for t in found.values()):
            found[seen.start] = seen
    blocked = _blocked(text, cast)
    apart = [t for _, t in sorted(found.items()) if not blocked.get(t.start, 0) > t.end - t.start]
    return Named(tuple(_with_holders(doc, apart)), states)


@lru_cache(maxsize=100_000)
def _known(name: str) -> str | None:
    """The state's code where the words name one, "" for another place; None for words that no place has."""
    if code := lexicon.state_of(name):
        return code
    if gazetteer.is_place(name):
        return ""
    return None


def _is_name(doc: Doc, match: Match[str]) -> bool:
    """Whether listed words are a place's name here, and not a common word, a surname or an adjective."""
    name = doc.text[match.start : match.end]
    if match.value:
        return lexicon.state_named(name) is not None
    span = span_at(doc, match.start, match.end)
    if any(t.ent_type_ in _PLACES for t in span):
        return True
    if not any(t.pos_ == "PROPN" for t in span):
        return False
    largest = gazetteer.locations(name)[0]
    return largest.kind != "city" or largest.weight >= _WELL_KNOWN


def _listed(doc: Doc, match: Match[str]) -> Toponym:
    return Toponym(match.start, match.end, _plain(doc.text[match.start : match.end]), None)


def _plain(name: str) -> str:
    name = " ".join(name.split())
    return name[4:] if name[:4].lower() == "the " else name


def _made(doc: Doc, spoken: Sequence[Word], listed: dict[int, Toponym]) -> Iterator[Toponym]:
    """Names that a noun ends ("Homs province") or begins ("Camp Lemonnier")."""
    for i, word in enumerate(spoken):
        if kind := _kind_of(word.text):
            first = _first_of_name(doc, spoken, i)
            if first < i:
                yield _of_words(doc, spoken[first : i + 1], kind, listed)
        if word.capital and word.text.lower() in words("venue_before"):
            last = _last_of_name(doc, spoken, i)
            if last > i:
                yield _of_words(doc, spoken[i : last + 1], "venue", listed)


def _kind_of(noun: str) -> PlaceKind | None:
    kinds: tuple[PlaceKind, ...] = ("venue", "region", "water")
    return next((kind for kind in kinds if noun.lower() in words(f"{kind}_after")), None)


def _of_words(doc: Doc, run: Sequence[Word], kind: PlaceKind, listed: dict[int, Toponym]) -> Toponym:
    start, end = run[0].start, run[-1].end
    core = listed.get(start)
    return Toponym(start, end, _plain(doc.text[start:end]), kind, core.name if core else None)


def _first_of_name(doc: Doc, spoken: Sequence[Word], noun: int) -> int:
    first = noun
    for i in range(noun - 1, max(noun - _LONGEST, -1), -1):
        if doc.text[spoken[i].end : spoken[i + 1].start] not in {" ", "-"}:
            break
        if spoken[i].capital and spoken[i].text.lower() not in words("never_in_names"):
            first = i
        elif spoken[i].text.lower() not in {"air", "military", "international", "of", "the"}:
            break
    return first if lexicon.state_of(spoken[first].text) is None else noun


def _last_of_name(doc: Doc, spoken: Sequence[Word], noun: int) -> int:
    last = noun
    for i in range(noun + 1, min(noun + _LONGEST, len(spoken))):
        if doc.text[spoken[i - 1].end : spoken[i].start] not in {" ", "-"}:
            break
        if spoken[i].capital:
            last = i
        elif spoken[i].text not in {"of", "de", "la", "du", "the", "al"}:
            break
    return last


def _recognized(doc: Doc) -> Iterator[Toponym]:
    for ent in doc.ents:
        if ent.label_ in _PLACES and any(t.pos_ == "PROPN" for t in ent) and not bodies.body(ent.text):
            start = ent[1].idx if ent[0].lower_ == "the" and len(ent) > 1 else ent.start_char
            end = ent[-2].idx + len(ent[-2]) if ent[-1].tag_ == "POS" and len(ent) > 1 else ent.end_char
            if start < end:
                yield Toponym(start, end, _plain(doc.text[start:end]), None)


def _blocked(text: Text, cast: Cast) -> dict[int, int]:
    """The length of the name of a person, body, event or document around a character; a name of this length is free."""
    longest: dict[int, int] = {}

    def note(start: int, end: int, length: int) -> None:
        for i in range(start, end):
            longest[i] = max(longest.get(i, 0), length)

    for mention in cast.mentions:
        if mention.how == "name":
            note(mention.start, mention.end, mention.end - mention.start)
    for ent in text.doc.ents:
        if ent.label_ in _HOLDERS and not _tells_setting(ent):
            first = ent.start_char + (4 if ent.text.lower().startswith("the ") else 0)
            whole = ent.end_char - first
            note(first, ent.end_char, len(text.doc.text) if ent.label_ == "PERSON" else whole)
    return longest


def _tells_setting(ent: Span) -> bool:
    """Whether it is the name of a meeting by its place: "the Alaska Summit"."""
    return ent.label_ in {"EVENT", "ORG"} and ent[-1].lower_ in words("settings")


def _with_holders(doc: Doc, found: Sequence[Toponym]) -> Iterator[Toponym]:
    """The toponyms, with what is named behind a comma as holding them."""
    held = False
    for i, one in enumerate(found):
        after = found[i + 1] if i + 1 < len(found) else None
        if after is not None and doc.text[one.end : after.start] == ", " and _holds(doc, one, after):
            yield replace(one, within=after.name, holds=held)
            held = True
        else:
            yield replace(one, holds=held)
            held = False


def _holds(doc: Doc, one: Toponym, other: Toponym) -> bool:
    if lexicon.state_named(one.name):
        return False
    if gazetteer.locate(one.core or one.name, within=other.name):
        return True
    listed = gazetteer.locations(other.name)
    outer = bool(listed) and listed[0].kind in {"country", "region"}
    closed = doc.text[other.end : other.end + 1] in {",", ".", ";", ""} or other.end == len(doc.text)
    return outer and closed and not gazetteer.is_place(one.name)
