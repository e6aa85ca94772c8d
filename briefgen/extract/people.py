"""People: which mentions of names mean the same human being.

Reads  the texts of an article's PERSON mentions, in order.
Finds  one person behind "Volodymyr Zelensky", "Zelenskyy", "President Zelenskiy"; "Xi [Jinping]" and "Xi"; "Fumio
       Kishida" and "Kishida Fumio"; "Joe Biden" and "Joseph R. Biden Jr."; "al-Abadi" and "Abadi".
Misses two people of one surname where the text itself does not tell them apart (the first named one is taken).
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from briefgen.lexicon.people_words import listed
from briefgen.slugs import fold

_ARTICLE = re.compile(r"^(?:a[lnrstdz]|as|ash|ad|el|ul)[-‐‑](?=\w{3})")


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name in the text: tokens [start, end), its words for comparison, and the title's head before it."""

    start: int
    end: int
    form: str  # as shown: "Xi Jinping" for "Xi [Jinping]"
    words: tuple[str, ...]
    title: str | None  # "president"
    she: bool | None  # what an honorific or a title says


@dataclass(slots=True)
class Individual:
    """All mentions of one person, in order of the text."""

    mentions: list[NameMention] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The fullest form: of the most words, then the longest, then the first."""
        forms = [m.form for m in self.mentions]
        return max(forms, key=lambda f: (not f.isupper(), len(f.split()), len(f), -forms.index(f)))

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other forms, in order of first use."""
        return tuple(f for f in dict.fromkeys(m.form for m in self.mentions) if f != self.name)

    @property
    def full(self) -> list[tuple[str, ...]]:
        """The forms of two words or more, for comparison."""
        return [m.words for m in self.mentions if len(m.words) > 1]


def shown(text: str) -> str:
    """A name as it is shown: editorial brackets off, white space evened out."""
    return " ".join(re.sub(r"[\[\]]", "", text).split()).strip(" ,'’\"“”")


def name_words(form: str) -> tuple[str, ...]:
    """The words of a name for comparison: folded, without initials, particles, suffixes; one sound spelled alike."""
    words = [_ARTICLE.sub("", w.strip(".,'’")) for w in fold(form).replace("‐", "-").replace("‑", "-").split()]
    left_out = listed("name_words", "suffixes")
    kept = [w for w in words if len(w) > 1 and w not in listed("name_words", "particles")]
    kept = [w for i, w in enumerate(kept) if i == 0 or w not in left_out]
    return tuple(_sound(w) for w in kept or [w for w in words if w])


def individuals(mentions: Sequence[NameMention]) -> list[Individual]:
    """Part the mentions by person; people in the order of their first mention."""
    found: list[Individual] = []
    for mention in (m for m in mentions if len(m.words) > 1):
        person = next((p for p in found if any(same_full_name(mention.words, full) for full in p.full)), None)
        if person is None:
            found.append(person := Individual())
        person.mentions.append(mention)
    for mention in (m for m in mentions if len(m.words) <= 1):
        _place(mention, found)
    for person in found:
        person.mentions.sort(key=lambda m: m.start)
    return sorted(found, key=lambda p: p.mentions[0].start)


def _place(mention: NameMention, found: list[Individual]) -> None:
    """Give a single name to the person who bears it, or to a new one."""
    word = mention.words[0] if mention.words else mention.form.casefold()
    for rank in (_surname, _any_word):
        bearers = [p for p in found if any(rank(word, full) for full in (p.full or [p.mentions[0].words]))]
        bearers = [p for p in bearers if _agree(p, mention)] or bearers
        if bearers:
            titled = [p for p in bearers if mention.title and any(m.title == mention.title for m in p.mentions)]
            (titled or bearers)[0].mentions.append(mention)
            return
    found.append(Individual([mention]))


def _agree(person: Individual, mention: NameMention) -> bool:
    said = {m.she for m in person.mentions if m.she is not None}
    return mention.she is None or not said or mention.she in said


def _surname(word: str, full: tuple[str, ...]) -> bool:
    return word == full[-1] or (word == full[0] and (word in listed("name_words", "family_first") or len(full) == 1))


def _any_word(word: str, full: tuple[str, ...]) -> bool:
    return word in full or any(word in part.split("-") for part in full)


def same_full_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names can be one person's."""
    if set(one) == set(other) or "".join(one).replace("-", "") == "".join(other).replace("-", ""):
        return True
    shorter, longer = sorted((one, other), key=len)
    if set(shorter) <= set(longer) and (shorter[-1] == longer[-1] or shorter[0] == longer[0]):
        return True
    return one[-1] == other[-1] and bool(_given_groups(one[0]) & _given_groups(other[0]))


def _sound(word: str) -> str:
    """Endings that are transliterated in several ways, written one way."""
    word = re.sub(r"(?:yy|iy|ij|ii|yi|yj)$", "y", word)
    word = re.sub(r"(?<=sk)i$", "y", word)
    word = re.sub(r"ei$", "ey", word)
    return word.replace("'", "").replace("’", "").replace("ʼ", "")


def _given_groups(name: str) -> frozenset[int]:
    return _variants().get(name, frozenset())


@cache
def _variants() -> dict[str, frozenset[int]]:
    """The groups of given names that are written forms of one, by name."""
    groups = tomllib.loads(files("briefgen.lexicon").joinpath("given_name_variants.toml").read_text("utf-8"))["same"]
    found: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        for name in group:
            found.setdefault(_sound(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}
