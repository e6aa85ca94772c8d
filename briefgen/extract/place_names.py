"""Names of places that are made with a noun, and need stand in no list.

Reads  the words one by one, the nouns that venues, regions and waters are named with (lexicon).
Finds  names that the noun ends ("Chkalovsky air base", "Homs province", "Qayyarah Airfield West") or begins ("Camp
       Lemonnier", "Joint Base Andrews"), and what stands behind "the town of".
Misses names with four small words in a row; names that go on behind the noun belong to something else ("Pacific Islands
       Forum").
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefgen import lexicon
from briefgen.extract.metonymy import words
from briefgen.extract.wording import Word
from briefgen.lexicon import gazetteer
from briefgen.model import PlaceKind

_LONGEST = 7  # words of a name


@dataclass(frozen=True, slots=True)
class MadeName:
    """Characters [start, end) of the body, and what the noun says that they name."""

    start: int
    end: int
    kind: PlaceKind


def made_names(body: str, spoken: Sequence[Word], listed: Mapping[int, int]) -> Iterator[MadeName]:
    """All such names; they may overlap. spoken: the words of the body; listed: names of the gazetteer, start to end."""
    for i, word in enumerate(spoken):
        if word.key in words("settlements"):
            yield from _behind_of(body, spoken, i, listed)
        kind = _kind_of(word.key, capital=word.capital)
        first = _first_of_name(body, spoken, i) if kind else i
        if kind and first < i:
            yield from _before_noun(body, spoken, first, i, kind, listed)
        elif word.capital and (opening := _opening(spoken, i)):
            last = _last_of_name(body, spoken, i)
            if last >= i + opening:
                yield MadeName(word.start, spoken[last].end, "venue")


def _before_noun(
    body: str, spoken: Sequence[Word], first: int, noun: int, kind: PlaceKind, listed: Mapping[int, int]
) -> Iterator[MadeName]:
    if spoken[noun].capital and _goes_on(body, spoken, noun):
        return
    if not spoken[noun].capital and _only_describes(body, spoken, first, noun, listed):
        return
    sided = spoken[noun].capital and _is_side(body, spoken, noun + 1)
    yield MadeName(spoken[first].start, spoken[noun + sided].end, kind)


def _behind_of(body: str, spoken: Sequence[Word], noun: int, listed: Mapping[int, int]) -> Iterator[MadeName]:
    """The name behind "the town of", where no list has it."""
    first = noun + 2
    if first >= len(spoken) or spoken[noun + 1].text != "of" or spoken[first].start in listed:
        return
    last = first + (spoken[first].text.lower() in words("small_in_names"))
    if last >= len(spoken) or not spoken[last].capital or lexicon.state_of(spoken[last].text):
        return
    while last + 1 < len(spoken) and spoken[last + 1].capital and _gap(body, spoken, last + 1) == " ":
        last += 1
    yield MadeName(spoken[first].start, spoken[last].end, "city")


@lru_cache(maxsize=50_000)
def _kind_of(said: str, *, capital: bool) -> PlaceKind | None:
    if capital and said in words("venue_capital"):
        return "venue"
    kinds: tuple[PlaceKind, ...] = ("venue", "region", "water")
    return next((kind for kind in kinds if said in words(f"{kind}_after")), None)


def _opening(spoken: Sequence[Word], at: int) -> int:
    """How many words before a venue's name tell that it is one: "Camp", "Joint Base"; 0 for none."""
    pair = f"{spoken[at].text} {spoken[at + 1].text}".lower() if at + 1 < len(spoken) else ""
    return 2 if pair in words("venue_before") else 1 if spoken[at].text.lower() in words("venue_before") else 0


def _only_describes(body: str, spoken: Sequence[Word], first: int, noun: int, listed: Mapping[int, int]) -> bool:
    """Whether a small noun only says what lies on a water or in a region: "the Black Sea resort"."""
    end = listed.get(spoken[first].start)
    if end != spoken[noun - 1].end or spoken[noun].text not in words("venue_after"):
        return False
    return gazetteer.locations(body[spoken[first].start : end])[0].kind in {"water", "region", "country"}


def _goes_on(body: str, spoken: Sequence[Word], noun: int) -> bool:
    """Whether a name goes on behind the noun, so that it is of something else: "Pacific Islands Forum"."""
    after = noun + 1
    if after >= len(spoken) or _gap(body, spoken, after) != " " or not spoken[after].capital:
        return False
    return not _is_side(body, spoken, after) and _kind_of(spoken[after].key, capital=spoken[after].capital) is None


def _is_side(body: str, spoken: Sequence[Word], at: int) -> bool:
    """Whether a word ends a name as in "Airfield West"."""
    return at < len(spoken) and _gap(body, spoken, at) == " " and spoken[at].text in {"West", "East", "North", "South"}


def _first_of_name(body: str, spoken: Sequence[Word], noun: int) -> int:
    """The first word of the name that a noun ends; the noun's own place where there is no name."""
    first = noun
    for i in range(noun - 1, max(noun - _LONGEST, -1), -1):
        said = spoken[i].text.lower()
        if _gap(body, spoken, i + 1) not in {" ", "-"}:
            break
        if spoken[i].capital and said not in words("never_in_names"):
            first = i
        elif spoken[i].capital or said not in words("small_before"):
            break
    while first < noun and (lexicon.state_of(spoken[first].text) or spoken[first].text.lower() in words("directions")):
        first += 1
    return first if any(word.capital for word in spoken[first:noun]) else noun


def _last_of_name(body: str, spoken: Sequence[Word], noun: int) -> int:
    last = noun
    for i in range(noun + 1, min(noun + _LONGEST, len(spoken))):
        if _gap(body, spoken, i) not in {" ", "-"}:
            break
        if spoken[i].capital:
            last = i
        elif spoken[i].text not in words("small_in_names"):
            break
    return last


def _gap(body: str, spoken: Sequence[Word], at: int) -> str:
    """What stands before a word, behind the one before it."""
    return body[spoken[at - 1].end : spoken[at].start]
