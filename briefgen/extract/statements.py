"""To be written."""

from briefgen.extract.cast import Cast
from briefgen.extract.text import Text
from briefgen.model import Statement


def find_statements(text: Text, cast: Cast) -> tuple[Statement, ...]:
    """To be written."""
    return ()
