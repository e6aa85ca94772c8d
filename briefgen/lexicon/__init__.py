"""The word lists of the package: loaded once, when first asked for.

Every list is a file of this folder and says at its head where it comes from. Here are the loader and what all stages
ask about states: the state that a name, an adjective, a capital or an institution stands for.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

GAZETTEER_CREDIT = "Places: GeoNames (geonames.org), CC BY 4.0, abridged; regions, waters and venues: briefgen."


@cache
def load_toml(name: str) -> Mapping[str, Any]:
    """The list briefgen/lexicon/NAME.toml. Raises FileNotFoundError where there is none."""
    return tomllib.loads(files("briefgen.lexicon").joinpath(f"{name}.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory with the English words for it."""

    code: str  # ISO 3166-1 alpha-2; XK for Kosovo
    name: str
    names: tuple[str, ...]  # all names, the short one first
    adjectives: tuple[str, ...]  # "Russian"; also who its people are: "Swede"
    capitals: tuple[str, ...]
    metonyms: tuple[str, ...]  # capitals that can stand for the government
    lat: float
    lon: float


@cache
def countries() -> Mapping[str, Country]:
    """All states and territories by code."""
    return {code: _country(code, row) for code, row in load_toml("countries").items()}


def state_of(words: str) -> str | None:
    """The code of the state that a name, an adjective or a word for its people stands for; None where there is none.

    Case counts ("US" is a state and "us" is not, "Turkey" and "turkey"), save that all may be in capitals. A leading
    "the" and a possessive ending are passed over; the plurals of the words for people are known.
    """
    return _states().get(_bare(words))


@lru_cache(maxsize=100_000)
def can_open_state(word: str) -> bool:
    """Whether words that state_of() knows can begin with this one."""
    return word.lower() == "the" or _bare(word) in _openings()


def state_named(words: str) -> str | None:
    """The code of the state that these words are a name of, adjectives and words for people left out."""
    return _names().get(_bare(words))


def state_name(code: str) -> str:
    """The short English name of a state; the code itself where it is not known."""
    country = countries().get(code)
    return country.name if country else code


def capital_state(words: str) -> str | None:
    """The state whose government this capital can stand for: "Moscow" -> "RU"."""
    return _capitals().get(_bare(words))


def institution(words: str) -> tuple[str, str] | None:
    """The name and the state of a national body that is known by this name: "the Kremlin" -> ("Kremlin", "RU")."""
    return _institutions().get(_bare(words))


def is_generic_institution(words: str) -> bool:
    """Whether every state has a body of this name: "Foreign Ministry", "parliament"."""
    return _bare(words).lower() in _generic()


@lru_cache(maxsize=100_000)
def _bare(words: str) -> str:
    """Without article, possessive, line breaks and curly apostrophes."""
    words = " ".join(words.replace("’", "'").split())
    for article in ("the ", "The ", "THE "):
        words = words.removeprefix(article)
    return words.removesuffix("'s").removesuffix("'") if words.endswith(("'s", "s'")) else words


def _country(code: str, row: Mapping[str, Any]) -> Country:
    lat, lon = row["at"]
    names = (row["name"], *row["names"])
    return Country(
        code, row["name"], names, tuple(row["adjectives"]), tuple(row["capitals"]), tuple(row["metonyms"]), lat, lon
    )


@cache
def _names() -> Mapping[str, str]:
    return dict(_shouted((n, c.code) for c in countries().values() for n in c.names))


@cache
def _states() -> Mapping[str, str]:
    people = ((form, c.code) for c in countries().values() for word in c.adjectives for form in (word, *_plural(word)))
    return {**dict(_shouted(people)), **_names()}


@cache
def _openings() -> frozenset[str]:
    return frozenset(name[:end] for name in _states() for end in range(1, len(name) + 1))


@cache
def _capitals() -> Mapping[str, str]:
    return dict(_shouted((n, c.code) for c in countries().values() for n in c.metonyms))


@cache
def _institutions() -> Mapping[str, tuple[str, str]]:
    rows = ((row, state) for state, rows in load_toml("institutions")["named"].items() for row in rows)
    return {_bare(form): (row[0], state) for row, state in rows for form in row}


@cache
def _generic() -> frozenset[str]:
    return frozenset(
        form for rows in load_toml("institutions")["generic"].values() for row in rows for form in map(_bare, row)
    )


def _plural(word: str) -> tuple[str, ...]:
    return () if word.endswith(("s", "ese", "ish", "ch", "men", "ic")) else (f"{word}s",)


def _shouted(pairs: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Each name also in capitals, as datelines and headlines have it."""
    for name, code in pairs:
        name = name.replace("’", "'")  # noqa: PLW2901
        yield name, code
        yield name.upper(), code
