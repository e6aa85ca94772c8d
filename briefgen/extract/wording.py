"""Wording: the words of a text one by one, and the longest runs of them that a word list knows.

Reads  doc.text. Words that hyphens, slashes or dashes hold together are taken apart ("U.S.-China").
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from spacy.tokens import Doc

Value = TypeVar("Value")
_KEPT = "briefgen_words"  # key of Doc.user_data

# "U.S."; "St." and the like before a name; all other words, with what apostrophes, "&" and "+" hold together:
# "L'Aquila", "OPEC+".
_WORD = re.compile(
    r"(?:[A-Z]\.){2,}"
    r"|(?:St|Ste|Mt|Ft|Gen|Gov|Sen|Rep|Dr|Mrs?|Ms|Sgt|Col|Lt|Maj|Capt|Adm)\.(?= [A-Z])"
    r"|[^\W_](?:[\w&+]|['’](?=\w))*['’]?"
)
_POSSESSIVE = re.compile(r"(?<=\w)['’]s?$|(?<=\.)['’]s?$")
_GAP = re.compile(r"[  ]|[-‐‑–/]|, |\. | & ")
_LONGEST = 9  # words in a name; "Organization for the Prohibition of Chemical Weapons" has seven
_SMALL = frozenset(
    {"al", "el", "coalition", "anti", "counter", "foreign", "defense", "defence", "interior", "ministry"}
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word: characters [start, end) of the text, without its possessive ending."""

    start: int
    end: int
    text: str
    capital: bool  # begins as a name does


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


def longest_matches(doc: Doc, words: Sequence[Word], known: Callable[[str], Value | None]) -> list[Match[Value]]:
    """The longest runs of words, from left to right and apart from each other, for which a list has a value.

    A run begins with a capital (or a word such as "al") and has nothing but a space, a hyphen or a comma between words.
    """
    text = doc.text  # spaCy puts it together anew whenever it is asked
    found: list[Match[Value]] = []
    i = 0
    while i < len(words):
        run = _run(text, words, i) if words[i].capital or words[i].text in _SMALL else 0
        for j in range(i + run, i, -1):
            start, end = words[i].start, words[j - 1].end
            value = known(" ".join(text[start:end].split()))
            if value is not None:
                found.append(Match(start, end, value))
                i = j - 1
                break
        i += 1
    return found


def _run(text: str, words: Sequence[Word], first: int) -> int:
    """How many words from the first one can be of one name."""
    count = 1
    while count < _LONGEST and first + count < len(words):
        gap = text[words[first + count - 1].end : words[first + count].start]
        if not _GAP.fullmatch(gap) and gap not in {"'s ", "’s ", "' ", "’ "}:
            break
        count += 1
    return count
