"""Whose words a stretch of the article is, for next steps: "according to", and "I" and "we".

Reads  the quotes and statements with their speakers, the headline.
Finds  the speaker of the shortest quote or statement that holds a character; for an article that is all one person's
       words ("Statement by President …"), that person.
Misses speakers that quotes and statements miss.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from briefgen.extract.cast import Cast
from briefgen.extract.step_references import Speech
from briefgen.extract.text import Text
from briefgen.model import Quote, Statement

NEAR = 40  # characters of a title between "Statement by" and the name
NESTED = 6  # quotes and statements that can begin before a character and still hold it
_NARRATED = re.compile(
    r"(?:(?:joint|opening|closing|televised)\s+)?(?:statement|remarks|speech|address|message|letter|briefing|keynote)"
    r"\s+(?:by|from|of)\s+(?:the\s+)?",
    re.IGNORECASE,
)


class Voices:
    """Who speaks where in one article."""

    def __init__(self, quotes: Sequence[Quote], statements: Sequence[Statement], narrator: str | None) -> None:
        self._otherwise = Speech(narrator, own=narrator is not None)
        self._spans = sorted(
            [(q.evidence.start, q.evidence.end, Speech(q.speaker, own=True)) for q in quotes]
            + [(s.evidence.start, s.evidence.end, Speech(s.speaker)) for s in statements],
            key=lambda v: v[:2],
        )
        self._starts = [start for start, _, _ in self._spans]

    def at(self, offset: int) -> Speech:
        """Whose words hold this character; quotes count before statements, the shorter before the longer."""
        return min(self._holding(offset), key=lambda v: (not v[2].own, v[1] - v[0]), default=(0, 0, self._otherwise))[2]

    def end_at(self, offset: int) -> int | None:
        """Where the longest statement or quote that holds this character ends, and the words for its speaker begin."""
        return max((end for _, end, _ in self._holding(offset)), default=None)

    def _holding(self, offset: int) -> list[tuple[int, int, Speech]]:
        last = bisect_right(self._starts, offset)
        return [v for v in self._spans[max(last - NESTED, 0) : last] if v[1] > offset]


def narrator_of(text: Text, cast: Cast) -> str | None:
    """The person whose words the whole article is: "Statement by President …", "Remarks of …"."""
    headline = text.article.headline
    said = _NARRATED.match(text.article.body[: headline.end]) if headline else None
    if headline is None or said is None:
        return None
    named = cast.within(said.end(), headline.end)[:1]
    return next((m.parties[0] for m in named if m.start - said.end() < NEAR and len(m.parties) == 1), None)
