"""Values -> JSON that is the same on every machine and safe to read line by line."""

import json
from typing import Any

import msgspec

# JSON lets these stand as they are, but what splits a text into lines (Python's splitlines for one) breaks there.
_LINE_BREAKS = {"\u0085": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029", "\x7f": "\\u007f"}


def line(value: Any) -> bytes:
    """One line of JSON, its newline included: keys sorted, no NaN or Infinity (ValueError)."""
    return _safe(_compact(value)) + b"\n"


def document(value: Any) -> bytes:
    """The same, laid out for reading and for comparing versions."""
    return laid_out(line(value))


def laid_out(line: bytes) -> bytes:
    """The document of what a line says."""
    return msgspec.json.format(line, indent=1) + b"\n"  # json.dumps takes ten times as long to lay out


def _compact(value: Any) -> str:
    plain = msgspec.to_builtins(value)
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def _safe(text: str) -> bytes:
    for character, escape in _LINE_BREAKS.items():
        text = text.replace(character, escape)
    return text.encode()
