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


def rank(words: str) -> int:
    """The place of a name among the names of its body, the full one first; a large number where the lists lack it."""
    return _ranks().get(_bare(words), 99)


def canonical(words: str) -> str | None:
    """The usual name of a body that every state has: "ministry of defence" -> "Defense Ministry". Case has no effect."""
    return _generic().get(words.replace("’", "'").lower())


@cache
def forces() -> frozenset[str]:
    """Of these the names that mean a body only beside a state."""
    return frozenset(name for row in load_toml("institutions")["generic"]["forces"] for name in row)


def generic_names() -> Mapping[str, str]:
    """The names of bodies that every state has, in lower case, with the usual one of each."""
    return _generic()


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


@cache
def _ranks() -> Mapping[str, int]:
    national = (row for rows in load_toml("institutions")["named"].values() for row in rows)
    listed = (row for kind in ("international", "civil", "armed") for row in load_toml("organizations")[kind])
    return {_bare(name): i for row in (*national, *listed) for i, name in enumerate(row)}


@cache
def _generic() -> Mapping[str, str]:
    rows = load_toml("institutions")["generic"].values()
    return {name: _usual(row[0]) for group in rows for row in group for name in row}


def _usual(name: str) -> str:
    return " ".join(w if w in {"of", "the", "and"} else w.capitalize() for w in name.split())


def _bare(words: str) -> str:
    return words.replace("’", "'").removeprefix("the ").removeprefix("The ")
