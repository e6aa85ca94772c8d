"""Wording: the words of a text one by one, and the longest runs of them that a word list knows.

Reads  the text. Words that hyphens, slashes or dashes hold together are taken apart ("U.S.-China").
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")

# "U.S."; "St." and the like before a name; all other words, with what apostrophes, "&" and "+" hold together:
# "L'Aquila", "OPEC+".
_WORD = re.compile(
    r"(?:[A-Z]\.){2,}"
    r"|(?:St|Ste|Mt|Ft|Gen|Gov|Sen|Rep|Dr|Mrs?|Ms|Sgt|Col|Lt|Maj|Capt|Adm)\.(?= [A-Z])"
    r"|[^\W_](?:[\w&+]|['’](?=\w))*['’]?"
)
_POSSESSIVE = re.compile(r"(?<=\w)['’]s?$|(?<=\.)['’]s?$")
_ENDINGS = ("'s", "’s", "'", "’")
_GAP = re.compile(r"[  ]|[-‐‑–/]|, |\. | & ")
_GAPS = frozenset({" ", "'s ", "’s ", "' ", "’ "})
_LONGEST = 9  # words in a name; "Organization for the Prohibition of Chemical Weapons" has seven
_SMALL = frozenset(
    {"al", "el", "coalition", "anti", "counter", "foreign", "defense", "defence", "interior", "ministry"}
)


class Word(NamedTuple):
    """A word: characters [start, end) of the text, without its possessive ending."""

    start: int
    end: int
    text: str
    key: str  # the same in small letters
    capital: bool  # begins as a name does


class Run(NamedTuple):
    """Words [first, last) of the text that can be one name, in one line."""

    first: int
    last: int
    start: int  # characters
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Match(Generic[Value]):
    """Characters [start, end) of the text that a word list knows, and what it says of them."""

    start: int
    end: int
    value: Value


def words_of(body: str) -> list[Word]:
    """All words of a text in order."""
    found = []
    for match in _WORD.finditer(body):
        text = match.group()
        if text.endswith(_ENDINGS):
            text = _POSSESSIVE.sub("", text)
        if text:
            capital = text[0].isupper() or text[0].isdigit()
            found.append(Word(match.start(), match.start() + len(text), text, text.lower(), capital))
    return found


def runs_of(body: str, words: Sequence[Word]) -> list[Run]:
    """All runs of words of a text that can be names: those that begin earlier first, of those the longest first.

    A run begins with a capital (or a word such as "al") and has nothing but a space, a hyphen or a comma between words.
    """
    tied = [_are_tied(body, one, other) for one, other in pairwise(words)]
    found = []
    for first, word in enumerate(words):
        if word.capital or word.text in _SMALL:
            last = first + 1
            while last - first < _LONGEST and last < len(words) and tied[last - 1]:
                last += 1
            for behind in range(last, first, -1):
                end = words[behind - 1].end
                name = body[word.start : end]  # in ASCII all its spaces are single ones already
                found.append(Run(first, behind, word.start, end, name if name.isascii() else " ".join(name.split())))
    return found


def longest_matches(runs: Sequence[Run], known: Callable[[str], Value | None]) -> list[Match[Value]]:
    """The longest runs, from left to right and apart from each other, for which a list has a value."""
    found: list[Match[Value]] = []
    free = 0  # the first word that no match holds
    for first, last, start, end, text in runs:
        if first >= free and (value := known(text)) is not None:
            found.append(Match(start, end, value))
            free = last
    return found


def _are_tied(text: str, one: Word, other: Word) -> bool:
    """Whether two neighbours can be of one name, by what stands between them."""
    gap = text[one.end : other.start]
    return gap in _GAPS or _GAP.fullmatch(gap) is not None
