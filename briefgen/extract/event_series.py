"""Recurring summits and formats: which series a phrase names, and which edition of it.

Reads  series.toml and the words of a phrase ("the 51st G7 summit", "a meeting of NATO defence ministers").
Finds  a body with a level ("G7" + "summit"), and events with names of their own ("Munich Security Conference").
Misses series that only their place or their chairman names ("the Kananaskis summit").
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from briefgen.extract.event_lexicon import read_lexicon
from briefgen.model import EventKind

ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
            "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
            "nineteenth"]  # fmt: skip
TENS = {"twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70,
        "eightieth": 80, "ninetieth": 90, "hundredth": 100, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
        "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}  # fmt: skip
# Up to this many words may stand between a body and its level: "NATO allies' defence ministers"
REACH = 4


_NUMBERED_KINDS: dict[str, EventKind] = {"summit": "summit", "forum": "conference", "dialogue": "talks"}
# A number, then capitalised words, then the noun.
_NUMBERED = re.compile(
    r"\b(?P<number>\d{1,3}(?:st|nd|rd|th)|[A-Za-z]+(?:st|nd|rd|th)|inaugural|Inaugural)\s+(?:annual\s+)?"
    r"(?P<name>[A-Z][\w'’.]*(?:[- ](?:and |of the |of )?[A-Z][\w'’.]*){0,5})\s+(?P<noun>(?i:summit|forum|dialogue))\b"
)

_ROUND = re.compile(r"\b([\w-]+) (?:round|session)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Series:
    """A recurring event as a phrase names it."""

    name: str
    kind: EventKind
    edition: int | None


@dataclass(frozen=True, slots=True)
class _Level:
    words: re.Pattern[str]
    suffix: str
    kind: EventKind


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    kind: EventKind
    forms: re.Pattern[str]


def series_of(phrase: str) -> Series | None:
    """The series that a phrase names, or None. phrase: an event's noun with what belongs to it."""
    plain = _plain(phrase)
    numbered = _numbered(phrase)
    if numbered and "-" in numbered.name and not bodies_in(numbered.name):
        return numbered  # "the 5th U.S.-ASEAN summit": of a pair, whatever bodies the phrase names besides
    for named in _named():
        if match := named.forms.search(plain):
            number = re.search(r"\d+$", match.group())
            return Series(named.name, named.kind, int(number.group()) if number else edition_of(phrase))
    for level in _levels():
        fits = level.words.search(plain)
        body = _body_beside(plain, fits) if fits else None
        if body:
            return Series(f"{body} {level.suffix}", level.kind, edition_of(phrase))
    return numbered


def series_of_body(name: str, phrase: str) -> Series | None:
    """The series of summits of a body that holds one ("APEC leaders opened their summit"); phrase: the event's noun."""
    bodies = bodies_in(name)
    return Series(f"{bodies[0]} summit", "summit", edition_of(phrase)) if len(bodies) == 1 else None


def _numbered(phrase: str) -> Series | None:
    """A series that no list knows, by its number: "the first Central Asia-Italy summit"."""
    match = _NUMBERED.search(phrase.replace("–", "-").replace("—", "-"))
    if match is None:
        return None
    edition = 1 if match["number"].casefold() == "inaugural" else edition_of(match["number"])
    kind = _NUMBERED_KINDS[match["noun"].casefold()]
    return Series(f"{match['name'].strip()} {match['noun'].casefold()}", kind, edition) if edition else None


def bare_names(body: str) -> list[tuple[int, int]]:
    """Where events stand by a name that needs no noun ("COP29", "the UN General Assembly"): [start, end), in order."""
    return [match.span() for match in _bare().finditer(body)]


def edition_of(phrase: str) -> int | None:
    """The ordinal in a phrase: 51 for "the 51st G7 summit", 24 for "XXIV Olympic Winter Games"; None without one."""
    if match := re.search(r"\b(\d{1,3})(?:st|nd|rd|th)\b", phrase):
        return int(match.group(1))
    if match := re.search(r"\b[IVXLC]{2,}\b", phrase):
        return _roman(match.group())
    for match in re.finditer(r"\b([a-z]+)(?:-([a-z]+))?\b", phrase.casefold()):
        tens, unit = match.groups()
        if tens in ORDINALS:
            return ORDINALS.index(tens) + 1
        if tens in TENS and (unit in ORDINALS[:9] or (unit is None and tens.endswith("th"))):
            return TENS[tens] + (ORDINALS.index(unit) + 1 if unit else 0)
    return None


def round_in(phrase: str) -> int | None:
    """Which of several rounds a phrase tells of: 6 for "the sixth round of the talks"; None where it does not say."""
    counted = _ROUND.search(phrase)
    return edition_of(counted[1]) if counted else None


def bodies_in(phrase: str) -> tuple[str, ...]:
    """The names of the bodies with recurring meetings that a phrase names."""
    plain = _plain(phrase)
    return tuple(name for name, forms in _bodies() if forms.search(plain))


def _body_beside(plain: str, level: re.Match[str]) -> str | None:
    """The body that stands shortly before the level, or after it with "of"."""
    best: tuple[int, str] | None = None
    for name, forms in _bodies():
        for match in forms.finditer(plain):
            between = plain[match.end() : level.start()] if match.end() <= level.start() else ""
            after = plain[level.end() : match.start()] if match.start() >= level.end() else ""
            reach = len((between or after).split())
            beside = match.end() <= level.start() or re.search(r"\b(?:of|from)\b", after)
            if beside and reach <= REACH and (best is None or reach < best[0]):
                best = (reach, name)
    return best[1] if best else None


def _plain(phrase: str) -> str:
    """Lower case, curly apostrophes straight, no dots in abbreviations, one space at a time."""
    phrase = phrase.replace("’", "'").replace("–", "-").casefold()
    phrase = re.sub(r"\b([a-z])\.(?=[a-z]\.)|(?<=\.[a-z])\.", r"\1", phrase)
    return " ".join(phrase.split())


def _roman(word: str) -> int | None:
    values = [ROMAN[letter] for letter in word]
    total = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    return total if total > 1 else None


def _any_of(forms: list[str], extra: str = "") -> re.Pattern[str]:
    words = [re.escape(_plain(form)) for form in sorted(forms, key=len, reverse=True)] + ([extra] if extra else [])
    # A body within a hyphened pair ("EU-China summit") is one side of it, not the holder of a series.
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w+]|-(?!nation))")


@cache
def _levels() -> tuple[_Level, ...]:
    return tuple(
        _Level(_any_of(level["words"]), level["suffix"], cast("EventKind", level["kind"]))
        for level in read_lexicon("series.toml")["levels"]
    )


@cache
def _bodies() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (body["name"], _any_of([body["name"], *body["aliases"]])) for body in read_lexicon("series.toml")["bodies"]
    )


@cache
def _named() -> tuple[_Named, ...]:
    return tuple(
        _Named(
            named["name"],
            cast("EventKind", named["kind"]),
            _any_of(named["forms"], named.get("pattern", "").casefold()),
        )
        for named in read_lexicon("series.toml")["named"]
    )


@cache
def _bare() -> re.Pattern[str]:
    named = [entry for entry in read_lexicon("series.toml")["named"] if entry.get("bare")]
    forms = [re.escape(form) for entry in named for form in entry["forms"]]
    patterns = [entry["pattern"] for entry in named if "pattern" in entry]
    words = "|".join(sorted(forms, key=len, reverse=True) + patterns)
    return re.compile(rf"(?<![\w-])(?:{words})(?!\w)")
