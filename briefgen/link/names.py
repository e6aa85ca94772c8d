"""Names compared as a newsroom would: accents, brackets, initials and transliteration aside."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from briefgen.slugs import fold

_SUFFIXES = frozenset({"jr", "sr"})


@lru_cache(maxsize=1 << 16)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name for comparison: folded, without initials and "Jr.", endings such as -skiy and -skyy alike."""
    plain = re.sub(r"[\[\]()]", "", fold(name))
    words = [_sound(w) for w in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", plain)]
    kept = tuple(w for w in words if len(w) > 1 and w not in _SUFFIXES)
    return kept or tuple(words)


def same_given_name(one: str, other: str) -> bool:
    """Whether two given names, as name_words() gives them, are forms of one: Joe and Joseph, Sergei and Serhiy."""
    return one == other or bool(_groups().get(one, frozenset()) & _groups().get(other, frozenset()))


def compatible_names(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names (of two words or more each) can be one person's.

    Either has all the words of the other in any order, or both end alike and their first words are forms of one name.
    """
    if set(one) <= set(other) or set(other) <= set(one):
        return True
    return one[-1] == other[-1] and same_given_name(one[0], other[0])


def _sound(word: str) -> str:
    word = re.sub(r"(?:yy|iy|ij|ii|yi)$", "y", word)
    word = re.sub(r"ei$", "ey", word)
    return re.sub(r"ski$", "sky", word)


@cache
def _groups() -> dict[str, frozenset[int]]:
    listed = tomllib.loads(files("briefgen.lexicon").joinpath("given_name_variants.toml").read_text("utf-8"))["same"]
    found: dict[str, set[int]] = {}
    for number, group in enumerate(listed):
        for name in group:
            found.setdefault(_sound(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}
