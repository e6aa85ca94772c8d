"""To be written."""

from briefgen.extract.cast import Cast
from briefgen.extract.text import Text
from briefgen.model import Place


def find_places(text: Text, cast: Cast) -> tuple[Place, ...]:
    """To be written."""
    return ()
