"""The known bodies: organizations.toml by name and acronym."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from briefgen.lexicon import institution, load_toml

BodyKind = Literal["international", "civil", "armed", "organs", "media"]


@dataclass(frozen=True, slots=True)
class Body:
    """A body of the lists."""

    name: str  # the full name
    kind: BodyKind


def body(words: str) -> Body | None:
    """The body that goes by this name or acronym; a leading "the" and curly apostrophes make no difference."""
    return _bodies().get(_bare(words))


def full_name(words: str) -> str:
    """The full name of the body of the lists that goes by this name; the words themselves where they lack it."""
    if found := body(words):
        return found.name
    national = institution(words)
    return national[0] if national else words


def is_listed(words: str) -> bool:
    """Whether a body of the lists goes by this name."""
    return _bare(words) in _ranks() or body(words) is not None


def rank(words: str) -> int:
    """The place of a name among the names of its body, the full one first; a large number where the lists lack it."""
    return _ranks().get(_bare(words), 99)


def called(name: str) -> tuple[str, ...]:
    """The common nouns that mean a body once its full name has been given: "NATO" -> "alliance"."""
    return _called().get(name, ())


def canonical(words: str) -> str | None:
    """The usual name of a body that every state has: "ministry of defence" -> "Defense Ministry"."""
    return _generic().get(words.replace("’", "'").lower())


def owner_state(words: str) -> str | None:
    """The state whose bodies this owner's are, where the owner is neither a state nor its capital: "Gaza"."""
    owners: Mapping[str, str] = load_toml("institutions")["owners"]
    return owners.get(_bare(words))


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
    kinds: tuple[BodyKind, ...] = ("international", "civil", "armed", "organs")
    for kind in kinds:
        for names in load_toml("organizations")[kind]:
            for name in names:
                found.setdefault(_bare(name), Body(names[0], kind))
    for name in load_toml("organizations")["media"]:
        found.setdefault(_bare(name), Body(name, "media"))
    return found


@cache
def _called() -> Mapping[str, tuple[str, ...]]:
    nouns = load_toml("organizations")["called"].items()
    found: dict[str, tuple[str, ...]] = {}
    for noun, names in nouns:
        for name in names:
            found[name] = (*found.get(name, ()), noun)
    return found


@cache
def _ranks() -> Mapping[str, int]:
    national = (row for rows in load_toml("institutions")["named"].values() for row in rows)
    listed = (row for kind in ("international", "civil", "armed", "organs") for row in load_toml("organizations")[kind])
    ranked = (
        sorted(row, key=lambda name: name != row[0] and not _is_spelled_out(name)) for row in (*national, *listed)
    )
    return {_bare(name): i for row in ranked for i, name in enumerate(row)}


def _is_spelled_out(name: str) -> bool:
    return name.count(" ") > 1 and not any(word.isupper() for word in name.split())


@cache
def _generic() -> Mapping[str, str]:
    rows = load_toml("institutions")["generic"].values()
    return {name: _usual(row[0]) for group in rows for row in group for name in row}


def _usual(name: str) -> str:
    return " ".join(w if w in {"of", "the", "and"} else w.capitalize() for w in name.split())


def _bare(words: str) -> str:
    return words.replace("’", "'").removeprefix("the ").removeprefix("The ")
