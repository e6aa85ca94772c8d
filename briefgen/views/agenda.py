"""What has a date: the calendar of next steps and events, and the lists that the home page takes from it."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from briefgen import routes
from briefgen.model import MergedEvent
from briefgen.scope import LANGUAGE
from briefgen.views.catalogue import NO_MONTH, PROMISED, Catalogue, Selection, StepAt
from briefgen.views.dates import is_past, month_of
from briefgen.views.part import Part
from briefgen.views.parts import Agenda, Frame, Link, Step
from briefgen.views.sheet import Sheet

MOST_LINKS = 60  # to parts of the calendar; a person's own page leads to the others, and months are all there
MOST_LINES = 200  # under each heading, where the months have pages that hold the others

Dated = MergedEvent | StepAt


class Month(Part, frozen=True, kw_only=True):
    """The lines of a month, or of a year where no month is known."""

    title: str  # "August 2025"
    anchor: str  # "m-2025-08"
    lines: tuple[Agenda, ...]


class Filter(Part, frozen=True, kw_only=True):
    """One way to look at part of the calendar."""

    kind: str  # "status"
    label: str  # "By status"
    links: tuple[Link, ...]


class CalendarPage(Part, frozen=True, kw_only=True):
    """Everything that has a date, by month; then what was promised without a report, and what has no date.

    Of a long calendar all of it stands on the pages of its months, and elsewhere what is nearest to the present.
    """

    frame: Frame
    heading: str
    whole: str | None  # href of the whole calendar, on a part of it
    filters: tuple[Filter, ...]
    all_ics: str  # href of the calendar of all events
    confirmed_ics: str  # of that of the events that were confirmed
    steps_ics: str  # and of that of the next steps
    coming: tuple[Month, ...]  # from as_of on
    overdue: tuple[Step, ...]  # latest first
    undated: tuple[Step, ...]  # still open, newest article first
    earlier: tuple[Month, ...]  # what is past, latest month first
    more: Mapping[str, int]  # by the name of each of these four, how many are left to the pages of months


def calendar_page(catalogue: Catalogue) -> CalendarPage:
    """Make the calendar."""
    everything = Selection(catalogue.corpus.events, tuple(catalogue.all_steps()))
    sheet = Sheet(catalogue, routes.CALENDAR)
    return _calendar(sheet, sheet.texts.gettext("Calendar"), everything, (), _filters(sheet), _most(catalogue))


def filtered_calendar_page(catalogue: Catalogue, kind: str, name: str) -> CalendarPage:
    """Make the part of the calendar that is filtered by a "status", a "person", an "event" or a "month"."""
    sheet = Sheet(catalogue, routes.calendar_of(kind, name))
    heading = sheet.texts.gettext("Calendar: %(part)s", part=_called(catalogue, kind, name))
    most = None if kind == "month" else _most(catalogue)
    return _calendar(sheet, heading, catalogue.selection(kind, name), (Link(text=heading, href=""),), (), most)


def _most(catalogue: Catalogue) -> int | None:
    """How many lines are shown under a heading; None for all."""
    return MOST_LINES if catalogue.has_months else None


def _calendar(
    sheet: Sheet,
    heading: str,
    shown: Selection,
    crumbs: tuple[Link, ...],
    filters: tuple[Filter, ...],
    most: int | None,
) -> CalendarPage:
    catalogue = sheet.catalogue
    on_time = tuple(at for at in shown.steps if not catalogue.is_overdue(at))  # the others have a list of their own
    dated = _by_date(catalogue, Selection(shown.events, on_time))
    found: dict[str, list[Any]] = {
        "coming": [one for one, past in dated if not past],
        "overdue": overdue(catalogue, shown.steps),
        "undated": [at for at in shown.steps if _is_open(at)],
        "earlier": [one for one, past in dated if past],
    }
    cut = {name: every[-most:] if most and name == "earlier" else every[:most] for name, every in found.items()}
    whole = sheet.way(routes.CALENDAR)
    return CalendarPage(
        frame=sheet.frame(
            heading,
            sheet.texts.gettext("Events and next steps by date."),
            (Link(text=sheet.texts.gettext("Calendar"), href=whole), *crumbs),
        ),
        heading=heading,
        whole=whole if crumbs else None,
        filters=filters,
        all_ics=sheet.way(routes.CALENDAR_ICS),
        confirmed_ics=sheet.way(routes.CONFIRMED_ICS),
        steps_ics=sheet.way(routes.STEPS_ICS),
        coming=tuple(_months(sheet, cut["coming"])),
        overdue=tuple(map(sheet.step, cut["overdue"])),
        undated=tuple(map(sheet.step, cut["undated"])),
        earlier=tuple(_months(sheet, cut["earlier"]))[::-1],
        more={name: len(every) - len(cut[name]) for name, every in found.items()},
    )


def _filters(sheet: Sheet) -> tuple[Filter, ...]:
    """The parts of the calendar, by status and then by who and what has the most next steps; the latest month first."""
    catalogue = sheet.catalogue
    made = []
    labels = {
        "month": sheet.texts.gettext("By month"),
        "status": sheet.texts.gettext("By status"),
        "person": sheet.texts.gettext("By person"),
        "event": sheet.texts.gettext("By event"),
    }
    for kind, label in labels.items():
        found = [(name, part) for (of, name), part in catalogue.selections.items() if of == kind]
        if kind == "month":
            shown = sorted(found, key=itemgetter(0), reverse=True)
        else:
            shown = sorted(found, key=lambda item: (-len(item[1].steps) - len(item[1].events), item[0]))[:MOST_LINKS]
        links = (
            Link(text=_called(catalogue, kind, name), href=sheet.way(routes.calendar_of(kind, name)))
            for name, _ in shown
        )
        made.append(Filter(kind=kind, label=label, links=tuple(links)))
    return tuple(filter_ for filter_ in made if filter_.links)


def _called(catalogue: Catalogue, kind: str, name: str) -> str:
    if kind == "status":
        return catalogue.words.status[name]
    if kind == "month":
        return catalogue.texts.gettext("Undated") if name == NO_MONTH else catalogue.dates.month(name)
    return catalogue.names_of_people[name] if kind == "person" else catalogue.events[name].name


def agenda(sheet: Sheet, shown: Selection, *, coming_only: bool = False) -> Iterator[Agenda]:
    """The lines of every dated event and next step, by date.

    coming_only: without those before as_of, of which no line is made.
    """
    dated = _by_date(sheet.catalogue, shown)
    return _lines(sheet, (one for one, past in dated if not (past and coming_only)))


def _by_date(catalogue: Catalogue, shown: Selection) -> list[tuple[Dated, bool]]:
    """What has a date, in its order, and whether it lies before as_of."""
    every: list[Dated] = [*shown.events, *shown.steps]
    dated = [(one, is_past(*_dates(one), catalogue.as_of)) for one in every if any(_dates(one))]
    return sorted(dated, key=lambda item: _order(item[0]))


def _lines(sheet: Sheet, dated: Iterable[Dated]) -> Iterator[Agenda]:
    lines = (_line(sheet, one) if sheet.own else _shared_line(sheet, one) for one in dated)
    return (line for line in lines if line)


def _shared_line(sheet: Sheet, one: Dated) -> Agenda | None:
    key = one.id if isinstance(one, MergedEvent) else (one.briefing.id, one.index)
    return sheet.catalogue.lookups.shared(sheet.shared.lines, key, lambda: _line(sheet, one))


def _line(sheet: Sheet, one: Dated) -> Agenda | None:
    return _event_line(sheet, one) if isinstance(one, MergedEvent) else _step_line(sheet, one)


def _dates(one: Dated) -> tuple[str | None, str | None]:
    return (one.start, one.end) if isinstance(one, MergedEvent) else (one.step.start, one.step.end)


def _order(one: Dated) -> tuple[str, str, int, str, int]:
    """By month, what fills a year before what has a month of it; then by date; at one date events first, then by id."""
    if isinstance(one, MergedEvent):
        return (month_of(one.start, one.end), one.start or one.end or "", 0, one.id, 0)
    step = one.step
    return (month_of(step.start, step.end), step.start or step.end or "", 1, one.briefing.id, one.index)


def overdue(catalogue: Catalogue, steps: Iterable[StepAt]) -> list[StepAt]:
    """The steps that were promised for a time that is past and that no source reports, latest date first."""
    late = [at for at in steps if catalogue.is_overdue(at)]
    return sorted(late, key=lambda at: at.step.end or at.step.start or "", reverse=True)


def _is_open(at: StepAt) -> bool:
    undated = not (at.step.start or at.step.end)
    return undated and at.step.status in {*PROMISED, "possible", "conditional", "called_for"}


def _event_line(sheet: Sheet, event: MergedEvent) -> Agenda | None:
    when = sheet.dates.moment(event.start, event.end, event.precision)
    if when is None:
        return None
    return Agenda(
        when=when,
        text=event.name,
        language=LANGUAGE,
        href=sheet.way(routes.event(event.id)),
        kind=sheet.words.event_kind[event.kind],
        status=sheet.status(event.status),
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
        kind=sheet.texts.gettext("next step"),
        status=step.status,
        overdue=step.overdue,
        who=step.actors,
        place=step.places[0] if step.places else None,
        mark=step.mark,
    )


def _months(sheet: Sheet, dated: Iterable[Dated]) -> Iterator[Month]:
    """The lines of what stands in the order of its dates, by month."""
    for month, group in groupby(dated, key=lambda one: month_of(*_dates(one))):
        if lines := tuple(_lines(sheet, group)):
            yield Month(title=sheet.dates.month(month), anchor=f"m-{month}", lines=lines)
