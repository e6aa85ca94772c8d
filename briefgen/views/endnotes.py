"""The sentences that the source marks of a page lead to, for the page itself: paper cannot follow a link."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_type_hints

from briefgen.views.catalogue import sentence_of, without_dateline
from briefgen.views.part import Part, fields_of
from briefgen.views.parts import Mark
from briefgen.views.sheet import Sheet


class Endnote(Part, frozen=True, kw_only=True):
    """A sentence as the article has it, by the number of its source."""

    number: int
    source: str  # "Xinhua, 29 August 2025"
    sentence: str  # "sentence 4"
    language: str
    words: str


def endnotes(sheet: Sheet, *shown: object) -> tuple[Endnote, ...]:
    """The sentences behind the marks of what is shown, by the numbers of their sources and in reading order."""
    cited = dict.fromkeys(sheet.cited[mark.href] for mark in _marks(shown) if mark.href in sheet.cited)
    found = []
    for name, sentence in cited:
        briefing, number = sheet.catalogue.briefings[name], sheet.numbers.get(name)
        place = sentence_of(briefing, sentence)
        if number and place:
            words = without_dateline(briefing, place.start, place.end)
            note = Endnote(
                number=number,
                source=sheet.source_name(briefing),
                sentence=sheet.sentence(sentence),
                language=briefing.article.language,
                words=words,
            )
            found.append((number, place.start, note))
    return tuple(note for _, _, note in sorted(found, key=lambda item: item[:2]))


def _marks(shown: object) -> Iterator[Mark]:
    """Every mark in a value, however deep."""
    kind: Any = type(shown)
    if kind is Mark:
        yield shown  # type: ignore[misc]
    elif kind is tuple or kind is list:
        for one in shown:  # type: ignore[attr-defined]
            yield from _marks(one)
    else:
        for name in _leading_to_marks(kind):
            yield from _marks(getattr(shown, name))


@cache
def _leading_to_marks(kind: type) -> tuple[str, ...]:
    """The fields of a class of values that may hold marks, in order."""
    hints = get_type_hints(kind) if fields_of(kind) else {}
    return tuple(name for name in fields_of(kind) if _may_hold_marks(hints[name]))


def _may_hold_marks(hint: Any) -> bool:
    return (
        hint is Mark
        or any(map(_may_hold_marks, get_args(hint)))
        or (isinstance(hint, type) and bool(_leading_to_marks(hint)))
    )
