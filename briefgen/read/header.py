"""Header lines: who wrote an article and for whom, as the lines between headline and text say it.

Reads  one block at a time.
Finds  bylines: ``By Jane Doe and John Smith``, ``JANE DOE Associated Press``, ``Jane Doe, Staff Writer``,
       ``Office of the Spokesperson``; lines that are only the name of an outlet.
Misses a bare name, which may be a heading.
"""

import re

from briefgen.read.words import listing, outlet_named

LONGEST = 160  # characters

_NAME_WORD = r"(?:[^\W\d_a-zß-öø-ÿ][\w.'’-]*|de|van|von|der|den|la|le|el|al|bin|di|da|del)"
_NAMES = re.compile(rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,4}}")
_BY = re.compile(r"(?:(?:written|reported|posted|report|words|text|story)\s+)?by:?\s+(?=[^\W\d_a-z])", re.IGNORECASE)
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
    """The outlet that a whole line names, or None."""
    return outlet_named(words) if len(words) <= LONGEST else None


def _is_names(words: str) -> bool:
    """Whether all words but the small ones are written with a capital, as in a list of names."""
    plain = re.findall(r"[\w.'’-]+", words)
    return bool(plain) and all(w[0].isupper() or w.lower() in _SMALL_WORDS for w in plain) and len(plain) <= 24  # noqa: PLR2004


def _ends_in(words: str, endings: list[str]) -> bool:
    low = words.lower().rstrip(". ")
    return len(low.split()) <= 6 and any(low == e or low.endswith(f" {e}") for e in endings)  # noqa: PLR2004
