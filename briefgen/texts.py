"""The site's own words in its own language: headings, labels, sentences of ours. Never those of an article.

A text is named by its English words; a catalogue (gettext) gives those of another language. Where a catalogue has
none, the English ones stand. Nothing here looks at the environment: LANG has no effect.
"""

import gettext as catalogues
from collections.abc import Mapping, Sequence
from typing import Final

from briefgen.alphabet import Alphabet
from briefgen.lexicon import state_name

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ISOLATE, END, RIGHT_TO_LEFT = "\u2068", "\u2069", "\u200f"  # of the Unicode bidirectional algorithm (UAX 9)


class Texts:
    """The texts of one language.

    language: BCP 47 tag of the pages. months: as they stand beside a day ("1 января"); months_alone: by themselves
    ("январь"). states: the names of states by ISO code; those that it lacks are named in English.
    """

    def __init__(
        self,
        language: str = "en",
        translations: catalogues.NullTranslations | None = None,
        *,
        is_rtl: bool = False,
        months: Sequence[str] = MONTHS,
        months_alone: Sequence[str] = MONTHS,
        states: Mapping[str, str] | None = None,
    ) -> None:
        self.language: Final = language
        self.translations: Final = translations or catalogues.NullTranslations()
        self.is_rtl: Final = is_rtl
        self.months: Final = tuple(months)
        self.months_alone: Final = tuple(months_alone)
        self._states = states or {}
        # translators: the small letters of your alphabet in their order; accented ones only where they are letters of
        # their own. Names are sorted by it.
        letters = self.pgettext("alphabet", "abcdefghijklmnopqrstuvwxyz")
        self.alphabet: Final = Alphabet(letters)

    def gettext(self, message: str, **values: object) -> str:
        """The text with its %(values)s put in."""
        return _filled(self.translations.gettext(message), values)

    def ngettext(self, one: str, many: str, number: int, **values: object) -> str:
        """The text in the form that the number wants; %(num)s is the number."""
        return _filled(self.translations.ngettext(one, many, number), {"num": number} | values)

    def pgettext(self, context: str, message: str, **values: object) -> str:
        """The text as it is meant in a context, where the English words have several senses."""
        return _filled(self.translations.pgettext(context, message), values)

    def listed(self, names: Sequence[str]) -> str:
        """Enumerate with the language's own comma: "A, B".

        Where the language is written from right to left, each keeps its own direction and the whole runs to the left:
        "Reuters، 3 مايو" would else begin with its first Latin letter, and put the day behind the month.
        """
        if self.is_rtl and len(names) > 1:
            names = [f"{ISOLATE}{name}{END}" for name in names]
            return RIGHT_TO_LEFT + self.gettext(", ").join(names)
        return self.gettext(", ").join(names)

    def state(self, code: str) -> str:
        """The name of a state; the code itself where none is known."""
        return self._states.get(code) or state_name(code)


def _filled(text: str, values: Mapping[str, object]) -> str:
    return text % values if values else text


ENGLISH: Final = Texts()
