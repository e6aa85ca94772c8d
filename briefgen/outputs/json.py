"""Values -> JSON that is the same on every machine and safe to read line by line."""

import math
from functools import cache
from typing import Any, get_args, get_type_hints

import msgspec

# JSON lets these stand as they are, but what splits a text into lines (Python's splitlines for one) breaks there.
_LINE_BREAKS = {c.encode(): f"\\u{ord(c):04x}".encode() for c in "\u0085\u2028\u2029\x7f"}
_encoder = msgspec.json.Encoder(order="sorted")  # five times as fast as json.dumps


def line(value: Any) -> bytes:
    """One line of JSON, its newline included: keys sorted, no NaN or Infinity (ValueError)."""
    _check_numbers(value)
    made = _encoder.encode(value)
    for character, escape in _LINE_BREAKS.items():
        if character[-1:] in made:  # a single byte is found ten times as fast, and mostly not at all
            made = made.replace(character, escape)
    return made + b"\n"


def document(value: Any) -> bytes:
    """The same, laid out for reading and for comparing versions."""
    return laid_out(line(value))


def laid_out(line: bytes) -> bytes:
    """The document of what a line says."""
    return msgspec.json.format(line, indent=1) + b"\n"


def _check_numbers(value: Any) -> None:
    """Raise ValueError for a number that JSON has no word for; the encoder would write null."""
    kind: Any = type(value)
    if kind is float:
        if not math.isfinite(value):
            raise ValueError(f"JSON has no number for {value}")
    elif kind is dict:
        for one in value.values():
            _check_numbers(one)
    elif kind in {list, tuple}:
        for one in value:
            _check_numbers(one)
    else:
        for name in _numbers_of(kind):
            _check_numbers(getattr(value, name))


@cache
def _numbers_of(kind: Any) -> tuple[str, ...]:
    """The fields of a Struct that may hold a float, or what has such a field; none of any other class."""
    if not (isinstance(kind, type) and issubclass(kind, msgspec.Struct)):
        return ()
    return tuple(name for name, hint in get_type_hints(kind).items() if _may_hold_a_number(hint))


def _may_hold_a_number(hint: Any) -> bool:
    return hint in {float, Any, object} or any(map(_may_hold_a_number, get_args(hint))) or bool(_numbers_of(hint))
