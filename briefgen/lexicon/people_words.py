"""The word lists about people: roles.toml and the name_*.toml files, read once."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def listed(file: str, key: str) -> frozenset[str]:
    """The words that a list of a file (without .toml) holds."""
    return frozenset(_table(file)[key])


@cache
def mapped(file: str, key: str) -> dict[str, Any]:
    """The table of a file under this key, in the file's order."""
    found: dict[str, Any] = _table(file)[key]
    return found


@cache
def _table(file: str) -> dict[str, Any]:
    return tomllib.loads(files("briefgen.lexicon").joinpath(f"{file}.toml").read_text("utf-8"))
