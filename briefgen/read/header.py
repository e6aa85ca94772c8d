"""Header lines: who wrote an article and for whom, as the lines between headline and text say it.

Reads  one block at a time.
Finds  bylines: ``By Jane Doe and John Smith``, ``JANE DOE Associated Press``, ``Jane Doe, Staff Writer``,
       ``Office of the Spokesperson``; lines that are only the name of an outlet.
       Beside a stamp also bare names, and names with the place they write from.
Misses bare names elsewhere, which may be headings.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

from briefgen.read.words import listing, outlet_named
from briefgen.slugs import fold

LONGEST = 160  # characters

_NAME_WORD = r"(?:[^\W\d_a-zß-öø-ÿ][\w.'’-]*|de|van|von|der|den|la|le|el|al|bin|di|da|del)"
_NAMES = re.compile(rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,4}}")
_BY = re.compile(r"(?i:(?:(?:written|reported|posted|report|words|text|story)\s+)?by:?\s+)(?=[^\W\d_a-zß-öø-ÿ])")
_NAMED_IN = re.compile(
    rf"{_NAMES.pattern}(?:(?:,\s+|\s+and\s+){_NAMES.pattern})*(?P<place>\s+in\s+{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,3}})?"
)
_SOURCE = re.compile(r"(?:source|via|from|agency)\s*[:：]\s*", re.IGNORECASE)
_NAME_LIKE = re.compile(rf"{_NAME_WORD}(?:[\s,]+{_NAME_WORD}){{0,4}}")
_SMALL_WORDS = frozenset(
    [
        "and",
        "in",
        "with",
        "for",
        "of",
        "the",
        "de",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "di",
        "da",
        "del",
        "at",
        "to",
        "by",
    ]
)


def byline_in(words: str) -> str | None:
    """The name of the author, office or desk where a whole line is a byline; None where it is none."""
    if len(words) > LONGEST:
        return None
    if words.lower().rstrip(".:") in listing("furniture")["bylines"]["offices"]:
        return words
    if (by := _BY.match(words)) and not re.search(r"[.!?]$", re.sub(r"\b[A-Z]\.$", "", words)):
        names = words[by.end() :]
        return names if _is_names(names) else None
    name, comma, title = words.partition(", ")
    titles = listing("furniture")["bylines"]["titles"]
    if comma and _NAMES.fullmatch(name) and title.lower().strip() and _ends_in(title, titles):
        return words
    return None


def outlet_line(words: str) -> str | None:
    """The outlet that a whole line names, alone, as the source or with its place (``BBC News, Vienna``), or None."""
    if len(words) > LONGEST:
        return None
    plain = _SOURCE.sub("", words, count=1)
    name, comma, place = plain.partition(", ")
    return outlet_named(plain) or (outlet_named(name) if comma and _NAME_LIKE.fullmatch(place) else None)


def bare_byline(words: str) -> str | None:
    """Names alone, or with the place they write from, as they stand beside a stamp: ``Jane Doe in Vienna``.

    A name without its place is taken only where its first word is a given name: two words may be anything.
    """
    found = _NAMED_IN.fullmatch(words) if len(words) <= LONGEST else None
    if not found:
        return None
    return words if found["place"] or fold(words.split(maxsplit=1)[0]) in _given_names() else None


def _is_names(words: str) -> bool:
    """Whether all words but the small ones are written with a capital, as in a list of names."""
    plain = re.findall(r"[\w.'’-]+", words)
    return bool(plain) and all(w[0].isupper() or w.lower() in _SMALL_WORDS for w in plain) and len(plain) <= 24  # noqa: PLR2004


def _ends_in(words: str, endings: list[str]) -> bool:
    low = words.lower().rstrip(". ")
    return len(low.split()) <= 6 and any(low == e or low.endswith(f" {e}") for e in endings)  # noqa: PLR2004


@cache
def _given_names() -> frozenset[str]:
    lists = tomllib.loads(files("briefgen.lexicon").joinpath("name_given.toml").read_text("utf-8"))
    return frozenset(name for names in lists.values() if isinstance(names, list) for name in names)
