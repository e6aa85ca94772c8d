"""The site's own words in its own language: headings, labels, sentences of ours. Never those of an article.

A text is named by its English words; a catalogue (gettext) gives those of another language. Where a catalogue has
none, the English ones stand.
"""

import gettext as catalogues
from typing import Final


class Texts:
    """The texts of one language. language: BCP 47 tag of the pages."""

    def __init__(self, language: str = "en", translations: catalogues.NullTranslations | None = None) -> None:
        self.language: Final = language
        self.translations: Final = translations or catalogues.NullTranslations()

    def gettext(self, message: str, **values: object) -> str:
        """The text with its %(values)s put in."""
        return _filled(self.translations.gettext(message), values)

    def ngettext(self, one: str, many: str, number: int, **values: object) -> str:
        """The text in the form that the number wants; %(num)s is the number."""
        return _filled(self.translations.ngettext(one, many, number), {"num": number} | values)

    def pgettext(self, context: str, message: str, **values: object) -> str:
        """The text as it is meant in a context, where the English words have several senses."""
        return _filled(self.translations.pgettext(context, message), values)

    def npgettext(self, context: str, one: str, many: str, number: int, **values: object) -> str:
        """The text as meant in a context, in the form that the number wants."""
        return _filled(self.translations.npgettext(context, one, many, number), {"num": number} | values)


def _filled(text: str, values: dict[str, object]) -> str:
    return text % values if values else text


ENGLISH: Final = Texts()
