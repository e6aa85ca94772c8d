"""What has a date: the calendar of next steps and events, and the lists that the home page takes from it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from briefgen import routes
from briefgen.model import MergedEvent
from briefgen.views.catalogue import PROMISED, Catalogue, StepAt
from briefgen.views.dates import is_past, moment, month_words
from briefgen.views.parts import Agenda, Frame, Link, Step
from briefgen.views.sheet import Sheet
from briefgen.views.words import EVENT_KIND, STATUS


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The lines of a month, or of a year where no month is known."""

    title: str  # "August 2025"
    anchor: str  # "m-2025-08"
    lines: tuple[Agenda, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPage:
    """Everything that has a date, by month; then what was promised without a report, and what has no date."""

    frame: Frame
    coming: tuple[Month, ...]  # from as_of on
    overdue: tuple[Step, ...]  # latest first
    undated: tuple[Step, ...]  # still open, newest article first
    earlier: tuple[Month, ...]  # what is past, latest month first


def calendar_page(catalogue: Catalogue) -> CalendarPage:
    """Make the calendar."""
    sheet = Sheet(catalogue, routes.CALENDAR)
    lines = list(agenda(sheet))
    coming = [(key, line) for key, past, line in lines if not past]
    earlier = [(key, line) for key, past, line in lines if past]
    return CalendarPage(
        frame=sheet.frame(
            "Calendar", "Events and next steps by date.", (Link(text="Calendar", href=sheet.way(routes.CALENDAR)),)
        ),
        coming=tuple(_months(coming)),
        overdue=tuple(sheet.step(at) for at in overdue(catalogue)),
        undated=tuple(sheet.step(at) for at in catalogue.all_steps() if _is_open(at)),
        earlier=tuple(_months(earlier))[::-1],
    )


def agenda(sheet: Sheet) -> Iterator[tuple[str, bool, Agenda]]:
    """Every dated event and next step by date: (ISO date, whether it lies before as_of, its line)."""
    catalogue = sheet.catalogue
    dated: list[MergedEvent | StepAt] = [e for e in catalogue.corpus.events if e.start or e.end]
    dated += [at for at in catalogue.all_steps() if at.step.start or at.step.end]
    for one in sorted(dated, key=_order):
        start, end = (one.start, one.end) if isinstance(one, MergedEvent) else (one.step.start, one.step.end)
        line = _event_line(sheet, one) if isinstance(one, MergedEvent) else _step_line(sheet, one)
        if line:
            yield start or end or "", is_past(start, end, catalogue.as_of), line


def _order(one: MergedEvent | StepAt) -> tuple[str, int, str, int]:
    """By date; at one date events first, then by id."""
    if isinstance(one, MergedEvent):
        return (one.start or one.end or "", 0, one.id, 0)
    return (one.step.start or one.step.end or "", 1, one.briefing.id, one.index)


def overdue(catalogue: Catalogue) -> list[StepAt]:
    """The steps that were promised for a time that is past and that no source reports, latest date first."""
    late = [at for at in catalogue.all_steps() if catalogue.is_overdue(at)]
    return sorted(late, key=lambda at: at.step.end or at.step.start or "", reverse=True)


def _is_open(at: StepAt) -> bool:
    undated = not (at.step.start or at.step.end)
    return undated and at.step.status in {*PROMISED, "possible", "conditional", "called_for"}


def _event_line(sheet: Sheet, event: MergedEvent) -> Agenda | None:
    when = moment(event.start, event.end, event.precision)
    if when is None:
        return None
    return Agenda(
        when=when,
        text=event.name,
        language=sheet.catalogue.settings.language,
        href=sheet.way(routes.event(event.id)),
        kind=EVENT_KIND[event.kind],
        status=STATUS[event.status],
        overdue=sheet.catalogue.is_due(event),
        who=(),
        place=sheet.place(event.place),
        mark=None,
    )


def _step_line(sheet: Sheet, at: StepAt) -> Agenda | None:
    step = sheet.step(at)
    if step.due is None:
        return None
    return Agenda(
        when=step.due,
        text=step.text,
        language=step.language,
        href=sheet.way(routes.briefing(at.briefing.id), step.anchor),
        kind="next step",
        status=step.status,
        overdue=step.overdue,
        who=step.actors,
        place=step.places[0] if step.places else None,
        mark=step.mark,
    )


def _months(lines: Iterable[tuple[str, Agenda]]) -> Iterator[Month]:
    """Group lines that stand in the order of their dates."""
    for month, group in groupby(lines, key=lambda item: item[0][:7]):
        yield Month(title=month_words(month), anchor=f"m-{month}", lines=tuple(line for _, line in group))
