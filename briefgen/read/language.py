"""Whether a text is English.

Reads  the words of a text.
Finds  texts in other languages by how few of their words are the small words of English, or by their script.
Misses texts of fewer than forty words in Latin letters, which may be lists of names, and which other language it is.
"""

import re

FEWEST = 40  # words
# In English news one word in six or more is one of these (lowest of 124 articles: 0.16); of other languages in Latin
# letters hardly any is.
SMALL = frozenset(
    (
        "the",
        "and",
        "of",
        "to",
        "that",
        "with",
        "by",
        "from",
        "will",
        "would",
        "which",
        "were",
        "their",
        "they",
        "his",
        "said",
    )
)
SHARE = 0.08
UNKNOWN = "und"  # the tag for a language that is not known (RFC 5646, 4.1)
JUDGED = 20_000  # characters of a text that are looked at

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")


def is_other_than_english(text: str) -> bool:
    """Whether a text is long enough to tell, and not English."""
    text = text[:JUDGED].casefold()
    letters = len(_LETTER.findall(text))
    if letters >= FEWEST and 2 * len(_LATIN.findall(text)) < letters:
        return True
    words = _WORD.findall(text)
    return len(words) >= FEWEST and sum(word in SMALL for word in words) < SHARE * len(words)
