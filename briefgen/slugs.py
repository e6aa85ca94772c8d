"""Words -> the names that URLs and ids are made of. The same words always give the same slug."""

import hashlib
import re
import unicodedata
from functools import lru_cache

REMEMBERED = 1 << 16  # names
LONGEST = 80  # characters; a longer slug is cut at a word and ends in a hash of the whole

# Latin letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ə": "a", "ŋ": "n"}
)


def fold(words: str) -> str:
    """Lower case, without accents and in compatibility form: for comparing names, not for showing them."""
    if words.isascii():
        return words.lower()
    compatible = unicodedata.normalize("NFKC", words).casefold()
    plain = unicodedata.normalize("NFKD", compatible.translate(_LETTERS))
    marks = {ord(c): None for c in set(plain) if unicodedata.combining(c)}
    return plain.translate(marks) if marks else plain


@lru_cache(maxsize=REMEMBERED)
def slug(words: str) -> str:
    """Letters and digits parted by single hyphens; "" where there are none.

    Letters of other scripts stay as they are.
    """
    whole = "-".join(re.findall(r"[^\W_]+", re.sub(r"['’ʼ]", "", fold(words))))
    if len(whole) <= LONGEST:
        return whole
    head = whole[: LONGEST - 7].rsplit("-", 1)[0]
    return f"{head}-{short_hash(whole)}"


def short_hash(words: str) -> str:
    """Six hexadecimal digits that stand for these words."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:6]
