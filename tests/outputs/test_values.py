"""Text as other formats want it: what XML allows stays, what it forbids goes, whatever the character."""

import sys

import pytest

from briefgen.outputs import json
from briefgen.outputs.values import for_xml


def is_allowed(number: int) -> bool:
    """XML 1.0, production 2."""
    return number in {9, 10, 13} or 0x20 <= number <= 0xD7FF or 0xE000 <= number <= 0xFFFD or number >= 0x10000


def test_every_character_that_xml_allows_stays_and_every_other_goes() -> None:
    assert [n for n in range(sys.maxunicode + 1) if (for_xml(chr(n)) == chr(n)) != is_allowed(n)] == []
    assert for_xml("a\0b\ufffec\td") == "abc\td"


@pytest.mark.parametrize("character", ["\u0085", "\u2028", "\u2029", "\x7f"])
def test_what_breaks_lines_is_escaped_in_json(character: str) -> None:
    assert json.line(f"é{character}”") == f'"é\\u{ord(character):04x}”"\n'.encode()
