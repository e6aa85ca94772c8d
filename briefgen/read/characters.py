"""Characters: what is made equal or put aside before a text is read.

Finds  line ends of every kind, characters that show nothing, characters that turn the direction of writing.
Misses letters of one script that pose as those of another.

What shows nothing stays inside a line, since a sentence is quoted as it stands in the file (visible.py takes care that
the parser does not see it); it goes at the ends of lines, where it could only hide that a line is empty.
"""

import re
import unicodedata

# Soft hyphen, zero-width characters, marks and overrides of direction, invisible operators, byte order mark.
UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe0e\ufe0f]")
_UNSEEN_EDGES = re.compile(rf"^(?:{UNSEEN.pattern})+|(?:{UNSEEN.pattern})+$", re.MULTILINE)
# Overrides and embeddings make a text read otherwise than it is written: worth a warning, as the others are not.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Controls, and the separators that only look like line ends (U+2028, U+0085, form feed ...).
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def normalize(text: str) -> str:
    """The text in NFC with plain line ends, controls as blanks, and no character that turns it. Keeps the lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNSEEN_EDGES.sub("", _CONTROL.sub(" ", _TURNING.sub("", text)))
    return unicodedata.normalize("NFC", text)


def collapse(text: str) -> str:
    """The words of a text on one line, parted by single blanks."""
    return " ".join(text.split())


def clean(text: str) -> str:
    """A text from a header or a web page as one tidy line, without what shows nothing."""
    return collapse(UNSEEN.sub("", normalize(text)))


def turning_characters(text: str) -> list[tuple[int, str]]:
    """Where a text turns its direction by hand: line, counted from 1, and the character's name as U+202E."""
    return [(text.count("\n", 0, m.start()) + 1, f"U+{ord(m[0]):04X}") for m in _TURNING.finditer(text)]
