"""The word lists about people: roles.toml, leaders.toml and the name_*.toml files, read once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def listed(file: str, key: str) -> frozenset[str]:
    """The words that a list of a file (without .toml) holds."""
    return frozenset(_table(file)[key])


@cache
def short_titles() -> frozenset[str]:
    """The words before a name that are shortened with a stop: "gen.", "hon."."""
    before_a_name = listed("roles", "heads") | listed("roles", "modifiers") | listed("roles", "honorifics")
    return frozenset(word for word in before_a_name if word.endswith(".") and word.count(".") == 1)


@cache
def mapped(file: str, key: str) -> dict[str, Any]:
    """The table of a file under this key, in the file's order."""
    found: dict[str, Any] = _table(file)[key]
    return found


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody whom a foreign desk places without a source. Years are None where none are listed."""

    name: str
    state: str  # ISO 3166-1 alpha-2
    since: int | None
    until: int | None
    first: bool  # leads or led the state


@cache
def leaders() -> tuple[Leader, ...]:
    """The people of leaders.toml."""
    return tuple(_leader(entry, state) for state, entries in _table("leaders")["served"].items() for entry in entries)


def _leader(entry: str, state: str) -> Leader:
    name, _, years = entry.rpartition(" ")
    if not years[:4].isdigit():
        return Leader(entry, state, None, None, entry in listed("leaders", "first"))
    since, _, until = years.partition("-")
    return Leader(name, state, int(since), int(until) if until else None, name in listed("leaders", "first"))


@cache
def _table(file: str) -> dict[str, Any]:
    return tomllib.loads(files("briefgen.lexicon").joinpath(f"{file}.toml").read_text("utf-8"))
