"""Wording: the words of a text one by one, and the longest runs of them that a word list knows.

Reads  doc.text. Words that hyphens, slashes or dashes hold together are taken apart ("U.S.-China").
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar, cast

from spacy.tokens import Doc

Value = TypeVar("Value")
_KEPT = "briefgen_words"  # keys of Doc.user_data
_RUNS = "briefgen_runs"

# "U.S."; "St." and the like before a name; all other words, with what apostrophes, "&" and "+" hold together:
# "L'Aquila", "OPEC+".
_WORD = re.compile(
    r"(?:[A-Z]\.){2,}"
    r"|(?:St|Ste|Mt|Ft|Gen|Gov|Sen|Rep|Dr|Mrs?|Ms|Sgt|Col|Lt|Maj|Capt|Adm)\.(?= [A-Z])"
    r"|[^\W_](?:[\w&+]|['’](?=\w))*['’]?"
)
_POSSESSIVE = re.compile(r"(?<=\w)['’]s?$|(?<=\.)['’]s?$")
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


def words_of(doc: Doc) -> list[Word]:
    """All words of a text in order; put together once a Doc, since several questions ask for them."""
    if (kept := doc.user_data.get(_KEPT)) is not None:
        return cast("list[Word]", kept)
    found = []
    for match in _WORD.finditer(doc.text):
        text = _POSSESSIVE.sub("", match.group())
        if text:
            begins = text[0].isupper() or text[0].isdigit()
            found.append(Word(match.start(), match.start() + len(text), text, begins))
    doc.user_data[_KEPT] = found
    return found


def longest_matches(doc: Doc, known: Callable[[str], Value | None]) -> list[Match[Value]]:
    """The longest runs of words, from left to right and apart from each other, for which a list has a value.

    A run begins with a capital (or a word such as "al") and has nothing but a space, a hyphen or a comma between words.
    """
    found: list[Match[Value]] = []
    free = 0  # the first word that no match holds
    for run in _runs(doc):
        if run.first >= free and (value := known(run.text)) is not None:
            found.append(Match(run.start, run.end, value))
            free = run.last
    return found


def _runs(doc: Doc) -> list[Run]:
    """All runs of words, those that begin earlier before, of those the longer before; put together once a Doc."""
    if (kept := doc.user_data.get(_RUNS)) is not None:
        return cast("list[Run]", kept)
    text, words = doc.text, words_of(doc)
    tied = [_are_tied(text, one, other) for one, other in pairwise(words)]
    found = []
    for first, word in enumerate(words):
        if word.capital or word.text in _SMALL:
            last = first + 1
            while last - first < _LONGEST and last < len(words) and tied[last - 1]:
                last += 1
            ends = (words[at - 1].end for at in range(last, first, -1))
            found += [
                Run(first, last - back, word.start, end, " ".join(text[word.start : end].split()))
                for back, end in enumerate(ends)
            ]
    doc.user_data[_RUNS] = found
    return found


def _are_tied(text: str, one: Word, other: Word) -> bool:
    """Whether two neighbours can be of one name, by what stands between them."""
    gap = text[one.end : other.start]
    return gap in _GAPS or _GAP.fullmatch(gap) is not None
