"""To be written."""

from briefgen.extract.cast import Cast
from briefgen.extract.text import Text
from briefgen.model import Quote


def find_quotes(text: Text, cast: Cast) -> tuple[Quote, ...]:
    """To be written."""
    return ()
