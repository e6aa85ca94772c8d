"""The home page: what is under way, what comes next, what is new, and what was promised without a report."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from briefgen import routes
from briefgen.model import MergedEvent
from briefgen.views.agenda import agenda, overdue
from briefgen.views.catalogue import Catalogue, Selection, StepAt
from briefgen.views.changes import ChangeDay, change_days
from briefgen.views.dates import is_past
from briefgen.views.part import Part
from briefgen.views.parts import Agenda, BriefingRow, EventRow, Frame, Link, Step
from briefgen.views.sheet import Sheet

NEXT = 12  # lines of what comes next
CHANGED = 8
EVENTS = 20
LATEST = 10
OVERDUE = 10
FRESH = 7  # days after which "under way" without dates is no longer news


class HomePage(Part, frozen=True, kw_only=True):
    """The first page."""

    frame: Frame
    purpose: str
    under_way: tuple[EventRow, ...]
    coming: tuple[Agenda, ...]  # from as_of on, soonest first
    changed: tuple[ChangeDay, ...]  # newest first
    events: tuple[EventRow, ...]  # latest first
    more_events: int  # how many the table leaves out
    latest: tuple[BriefingRow, ...]
    browse: tuple[Link, ...]  # "People (12)"
    overdue: tuple[Step, ...]
    more_overdue: int


def home_page(catalogue: Catalogue) -> HomePage:
    """Make the home page."""
    sheet = Sheet(catalogue, routes.HOME)
    corpus, settings = catalogue.corpus, catalogue.settings
    every_step = catalogue.all_steps()
    late = overdue(catalogue, every_step)
    events = sorted(corpus.events, key=lambda e: (e.start or "", e.id), reverse=True)
    ahead = (at for at in every_step if not is_past(at.step.start, at.step.end, catalogue.as_of))
    steps = tuple(at for at in ahead if not _tells_its_event(catalogue, at))
    coming = agenda(sheet, Selection(corpus.events, steps), coming_only=True)
    purpose = settings.description or sheet.texts.gettext(
        "Who met, what was said and what comes next: every fact leads to the sentence that it comes from."
    )
    return HomePage(
        frame=sheet.frame(settings.title, purpose),
        purpose=purpose,
        under_way=tuple(sheet.event_row(e) for e in corpus.events if _is_under_way(catalogue, e)),
        coming=tuple(islice(coming, NEXT)),
        changed=change_days(sheet, CHANGED, statuses_only=True),
        events=tuple(map(sheet.event_row, events[:EVENTS])),
        more_events=max(0, len(events) - EVENTS),
        latest=tuple(map(sheet.briefing_row, corpus.briefings[:LATEST])),
        browse=tuple(_browse(sheet)),
        overdue=tuple(map(sheet.step, late[:OVERDUE])),
        more_overdue=max(0, len(late) - OVERDUE),
    )


def _tells_its_event(catalogue: Catalogue, at: StepAt) -> bool:
    """Whether a next step says of its event only what the event's own line says: that it is on those days."""
    event = catalogue.event_of(at)
    return event is not None and (event.start, event.end) == (at.step.start, at.step.end)


def _browse(sheet: Sheet) -> Iterator[Link]:
    corpus, texts = sheet.catalogue.corpus, sheet.texts
    for text, route in (
        (texts.ngettext("%(num)s event", "%(num)s events", len(corpus.events)), routes.EVENTS),
        (texts.ngettext("%(num)s person", "%(num)s people", len(corpus.people)), routes.PEOPLE),
        (texts.ngettext("%(num)s place", "%(num)s places", len(corpus.places)), routes.PLACES),
        (
            texts.ngettext("%(num)s organization", "%(num)s organizations", len(corpus.organizations)),
            routes.ORGANIZATIONS,
        ),
        (texts.ngettext("%(num)s briefing A–Z", "%(num)s briefings A–Z", len(corpus.briefings)), routes.BRIEFINGS),
    ):
        yield Link(text=text, href=sheet.way(route))
    if sheet.catalogue.series:
        count = len(sheet.catalogue.series)
        yield Link(text=texts.ngettext("%(num)s series", "%(num)s series", count), href=sheet.way(routes.SERIES))
    yield Link(text=texts.gettext("All briefings by month"), href=sheet.way(routes.ARCHIVE))


def _is_under_way(catalogue: Catalogue, event: MergedEvent) -> bool:
    """Whether an event was reported under way and is not over; without dates, whether the report is fresh."""
    if event.status != "under_way":
        return False
    if event.end or event.start:
        return not is_past(event.start, event.end, catalogue.as_of)
    told = max((r.asserted[:10] for r in event.history if r.asserted), default="")
    return told >= _days_before(catalogue.as_of[:10], FRESH)


def _days_before(day: str, number: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=number)).isoformat()
