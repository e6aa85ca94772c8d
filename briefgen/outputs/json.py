"""Values -> JSON that is the same on every machine and safe to read line by line."""

import json
from typing import Any

import msgspec

# JSON lets these stand as they are, but what splits a text into lines (Python's splitlines for one) breaks there.
_LINE_BREAKS = {"\u0085": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029", "\x7f": "\\u007f"}


def line(value: Any) -> bytes:
    """One line of JSON, its newline included: keys sorted, no NaN or Infinity (ValueError)."""
    return _encoded(value, indent=None)


def document(value: Any) -> bytes:
    """The same, laid out for reading and for comparing versions."""
    return _encoded(value, indent=1)


def _encoded(value: Any, indent: int | None) -> bytes:
    plain = msgspec.to_builtins(value)
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(plain, ensure_ascii=False, allow_nan=False, sort_keys=True, indent=indent, separators=separators)
    for character, escape in _LINE_BREAKS.items():
        text = text.replace(character, escape)
    return f"{text}\n".encode()
