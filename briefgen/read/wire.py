"""Wire copy: text as it is pasted from a news site or an agency's feed, with or without front matter."""

import re

from briefgen.read.desk import stands_alone
from briefgen.read.paragraphs import Block, blocks_of

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def wire_blocks(text: str, first_line: int) -> list[Block]:
    """The blocks of a pasted text. first_line: the file's line that the text begins on."""
    without_comments = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    return blocks_of(without_comments, stands_alone, first_line)
