"""To be written."""

from briefgen.extract.cast import Cast
from briefgen.extract.text import Text
from briefgen.model import Evidence


def find_what(text: Text, cast: Cast) -> tuple[Evidence, ...]:
    """To be written."""
    return ()
