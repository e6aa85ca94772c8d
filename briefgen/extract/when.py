"""To be written."""

from briefgen.extract.text import Text
from briefgen.model import DateMention


def find_dates(text: Text) -> tuple[DateMention, ...]:
    """To be written."""
    return ()
