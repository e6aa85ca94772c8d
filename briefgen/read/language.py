"""Whether a text is English.

Reads  the words of a text.
Finds  texts in other languages by how few of their words are the small words of English, or by their script.
Misses texts of fewer than forty words in Latin letters, which may be lists of names, and which other language it is.
"""

import re
from collections import Counter

FEWEST = 40  # words
# Small words that are no words of another language in Latin letters, or rare ones there ("in", "is", "for", "a" are
# left out). Among the first sixty words of an English news text one in twelve or more is one of these (lowest of 160
# articles and openings: 0.08, of whole articles 0.16); of ten other languages fewer than one in twenty.
SMALL = frozenset(
    [
        "about",
        "after",
        "also",
        "and",
        "are",
        "as",
        "be",
        "been",
        "but",
        "by",
        "from",
        "had",
        "has",
        "have",
        "he",
        "his",
        "it",
        "its",
        "more",
        "not",
        "of",
        "on",
        "said",
        "she",
        "than",
        "that",
        "the",
        "their",
        "they",
        "this",
        "to",
        "were",
        "when",
        "which",
        "who",
        "will",
        "with",
        "would",
    ]
)
SHARE = 0.07
UNKNOWN = "und"  # the tag for a language that is not known (RFC 5646, 4.1)
JUDGED = 20_000  # characters of a text that are looked at

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")


def is_other_than_english(text: str) -> bool:
    """Whether a text is long enough to tell, and not English."""
    text = text[:JUDGED].casefold()
    characters = Counter(text)
    letters = sum(count for character, count in characters.items() if _LETTER.match(character))
    latin = sum(count for character, count in characters.items() if _LATIN.match(character))
    if letters >= FEWEST and 2 * latin < letters:
        return True
    words = _WORD.findall(text)
    return len(words) >= FEWEST and sum(word in SMALL for word in words) < SHARE * len(words)
