"""Where sources answer a question differently: each answer once, with those who give it. None is merged away."""

from collections import defaultdict
from collections.abc import Iterable

from briefgen.model import ABSENT, Difference, Reading
from briefgen.texts import Texts
from briefgen.views.part import Part
from briefgen.views.parts import Value
from briefgen.views.sheet import Sheet

TELLERS = 3  # sources named behind one answer; the others are counted


class Disagreement(Part, frozen=True, kw_only=True):
    """A question that sources answer differently. No answer is merged away."""

    question: str
    answers: tuple[Value, ...]


def differences(sheet: Sheet, found: Iterable[Difference]) -> tuple[Disagreement, ...]:
    """The questions with their answers, in the order in which they were given.

    Where sources differ on the one day of an event, they differ on its begin and on its end: that is one question.
    """
    all_found = tuple(found)
    days = [one.readings for one in all_found if one.field in {"start", "end"}]
    one_day = len(days) == 2 and days[0] == days[1]  # noqa: PLR2004  its begin and its end
    return tuple(
        _disagreement(sheet, one, "day" if one_day and one.field == "start" else one.field)
        for one in all_found
        if not (one_day and one.field == "end")
    )


def _disagreement(sheet: Sheet, difference: Difference, question: str) -> Disagreement:
    by_value: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in difference.readings:
        by_value[reading.value].append(reading)
    answers = (_answer(sheet, difference.field, value, readings) for value, readings in by_value.items())
    return Disagreement(question=sheet.words.differs[question], answers=tuple(answers))


def _answer(sheet: Sheet, field: str, value: str, readings: list[Reading]) -> Value:
    """One answer as the kind of question wants it shown, with the articles that give it."""
    link = sheet.place(value) if field == "place" else None
    shown = sheet.dates.moment(value) if field in {"start", "end"} else None
    text = link.text if link else shown.text if shown else sheet.words.status.get(value, value)
    if field == "participants":
        text = sheet.party(value.removeprefix(ABSENT)).name
        if value.startswith(ABSENT):
            text = sheet.texts.gettext("without %(name)s", name=text)
    sources = [reading.source for reading in readings]
    told_by = list(dict.fromkeys(sheet.source_name(sheet.catalogue.briefings[s.briefing]) for s in sources))
    others = len(told_by) - TELLERS
    return Value(
        text=text,
        href=link.href if link else None,
        datetime=shown.datetime if shown else None,
        note=_tellers(sheet.texts, told_by[:TELLERS], others),
        marks=sheet.marks(sources[:TELLERS], outlet_said=True),
    )


def _tellers(texts: Texts, told_by: list[str], others: int) -> str:
    names = texts.gettext("; ").join(told_by)
    if others <= 0:
        return names
    return texts.ngettext("%(names)s and %(num)s more", "%(names)s and %(num)s more", others, names=names)
