"""An article as the parser should see it: without soft hyphens, marks of direction and what else shows nothing.

Such characters stand between words of real copy, and a parser takes them for letters. They are left out for the parse,
and what was found is then moved to where it stands in the article's own text, so that every piece of evidence stays
word for word what the file says.
"""

from itertools import accumulate
from typing import Any, TypeVar

from briefgen.frozen import Frozen, replace
from briefgen.model import Article, Dateline, Evidence, Findings, Sentence, Span
from briefgen.read.characters import UNSEEN

T = TypeVar("T")


class Visible:
    """An article with its visible text, and the way back."""

    def __init__(self, article: Article) -> None:
        self.whole = article
        self.article = article
        self._body_offset: list[int] | None = None  # of each visible character, and of the end
        if UNSEEN.search(article.body):
            shown = [not UNSEEN.match(c) for c in article.body]
            before = [0, *accumulate(map(int, shown))]
            self._body_offset = [i for i, is_shown in enumerate(shown) if is_shown] + [len(article.body)]
            self.article = _moved_article(article, before)

    def restore(self, found: Findings) -> Findings:
        """Findings of the visible article, with the offsets and words of the whole one."""
        return found if self._body_offset is None else self._restored(found)

    def _restored(self, value: T) -> T:
        """A value with all evidence and sentences in it moved."""
        if isinstance(value, Evidence):
            start, end = self._moved(value.start, value.end)
            return replace(value, start=start, end=end, text=self.whole.body[start:end])
        if isinstance(value, Sentence):
            start, end = self._moved(value.start, value.end)
            return replace(value, start=start, end=end)
        if isinstance(value, tuple):
            return tuple(map(self._restored, value))  # type: ignore[return-value]
        if isinstance(value, Frozen):
            parts: dict[str, Any] = {name: self._restored(getattr(value, name)) for name in value.__struct_fields__}
            return replace(value, **parts)
        return value

    def _moved(self, start: int, end: int) -> tuple[int, int]:
        at = self._body_offset or []
        return at[start], at[end - 1] + 1


def _moved_article(article: Article, before: list[int]) -> Article:
    """The article with its visible text. before: for each offset of the body, the visible characters before it."""

    def moved(span: Span) -> Span | None:
        start, end = before[span.start], before[span.end]
        return Span(start, end) if start < end else None

    dateline = article.dateline
    if dateline is not None:
        span = moved(dateline.span)
        place = moved(dateline.place) if dateline.place else None
        dateline = Dateline(span=span, place=place, date=dateline.date) if span else None
    paragraphs = (moved(span) for span in article.paragraphs)
    return replace(
        article,
        body=UNSEEN.sub("", article.body),
        headline=moved(article.headline) if article.headline else None,
        dateline=dateline,
        paragraphs=tuple(span for span in paragraphs if span is not None),
    )
