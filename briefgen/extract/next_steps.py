"""To be written."""

from briefgen.extract.cast import Cast
from briefgen.extract.text import Text
from briefgen.model import DateMention, Event, NextStep, Place


def find_next_steps(
    text: Text, cast: Cast, places: tuple[Place, ...], dates: tuple[DateMention, ...], events: tuple[Event, ...]
) -> tuple[NextStep, ...]:
    """To be written."""
    return ()
