"""The known bodies: organizations.toml by name and acronym."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from briefgen.lexicon import load_toml

BodyKind = Literal["international", "civil", "armed", "media"]


@dataclass(frozen=True, slots=True)
class Body:
    """A body of the lists."""

    name: str  # the full name
    kind: BodyKind


def body(words: str) -> Body | None:
    """The body that goes by this name or acronym; a leading "the" and curly apostrophes make no difference."""
    return _bodies().get(_bare(words))


@cache
def body_words(key: str) -> frozenset[str]:
    """One of the lists of words that make a body's name, in lower case."""
    return frozenset(load_toml("organizations")[key])


@cache
def _bodies() -> Mapping[str, Body]:
    found: dict[str, Body] = {}
    kinds: tuple[BodyKind, ...] = ("international", "civil", "armed")
    for kind in kinds:
        for names in load_toml("organizations")[kind]:
            for name in names:
                found.setdefault(_bare(name), Body(names[0], kind))
    for name in load_toml("organizations")["media"]:
        found.setdefault(_bare(name), Body(name, "media"))
    return found


def _bare(words: str) -> str:
    return words.replace("’", "'").removeprefix("the ").removeprefix("The ")
