"""To be written."""

from briefgen.extract.cast import Cast
from briefgen.extract.text import Text
from briefgen.model import DateMention, Event, Place


def find_events(text: Text, cast: Cast, places: tuple[Place, ...], dates: tuple[DateMention, ...]) -> tuple[Event, ...]:
    """To be written."""
    return ()
