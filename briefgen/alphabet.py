"""The order of names, by a language's own alphabet. The same on every computer: the builder's LANG has no effect."""

import unicodedata

from briefgen.slugs import fold

_BEHIND = 0x1000  # added to the code points of other scripts, which stand behind the alphabet
_QUOTES = "\"'“”‘’«»„ "  # a name in quotation marks stands where it would without them


class Alphabet:
    """letters: small letters in order. A letter that is not among them counts as its base letter: é as e."""

    def __init__(self, letters: str) -> None:
        first = ord("a")
        self._ranks = {c: first + i for i, c in enumerate(unicodedata.normalize("NFC", letters))}

    def order(self, name: str) -> tuple[int, ...]:
        """What names are sorted by: digits and signs first, then the alphabet, then other scripts."""
        return tuple(map(self._rank, self._plain(name).lstrip(_QUOTES)))

    def initial(self, name: str) -> str | None:
        """The capital that a name stands under; None where it begins with a digit."""
        first = next((c for c in self._plain(name) if c.isalnum()), "0")
        return first.upper() if first.isalpha() else None

    def _plain(self, name: str) -> str:
        """In small letters, without the marks that make no letter of this alphabet."""
        small = unicodedata.normalize("NFC", name).casefold()
        return "".join(c if c in self._ranks else fold(c) for c in small)

    def _rank(self, letter: str) -> int:
        return self._ranks.get(letter) or (ord(letter) if letter < "a" else ord(letter) + _BEHIND)
