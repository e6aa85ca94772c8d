"""What has changed, newest first: new briefings, new events, and events whose status became another."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby

from briefgen import routes
from briefgen.model import Briefing, MergedEvent, StatusReport
from briefgen.scope import LANGUAGE
from briefgen.status_changes import TO_THE_DAY, status_changes
from briefgen.views.catalogue import Catalogue
from briefgen.views.dates import Moment
from briefgen.views.part import Part
from briefgen.views.parts import Frame, Link, Mark
from briefgen.views.sheet import Sheet

MOST = 400  # lines on the page


class Change(Part, frozen=True, kw_only=True):
    """One thing that an article changed."""

    kind: str  # "new briefing", "new event", "status"
    text: str
    href: str
    language: str
    note: str | None  # "planned → held"
    mark: Mark | None


class ChangeDay(Part, frozen=True, kw_only=True):
    """The changes of one day, by the dates of the articles that made them."""

    when: Moment
    changes: tuple[Change, ...]


class ChangesPage(Part, frozen=True, kw_only=True):
    """The changes of all days, newest first."""

    frame: Frame
    feed: str | None
    days: tuple[ChangeDay, ...]


def changes_page(catalogue: Catalogue) -> ChangesPage:
    """Make the page of changes."""
    sheet = Sheet(catalogue, routes.CHANGES)
    here = Link(text=sheet.texts.gettext("Changes"), href=sheet.way(routes.CHANGES))
    frame = sheet.frame(here.text, sheet.texts.gettext("New briefings, new events, and what became of them."), (here,))
    feed = sheet.way(routes.CHANGES_FEED) if catalogue.settings.base_url else None
    return ChangesPage(frame=frame, feed=feed, days=change_days(sheet, MOST))


def change_days(sheet: Sheet, most: int, *, statuses_only: bool = False) -> tuple[ChangeDay, ...]:
    """The newest changes by day. statuses_only: without new briefings."""
    found = [(day, number, make) for number, (day, make) in enumerate(_changes(sheet, statuses_only))]
    found.sort(key=lambda item: (item[0], -item[1]), reverse=True)
    days = groupby(found[:most], key=lambda item: item[0])
    made = ((sheet.dates.stamp(day), tuple(make() for _, _, make in group)) for day, group in days)
    return tuple(ChangeDay(when=when, changes=changes) for when, changes in made if when)


def last_change(sheet: Sheet, event: MergedEvent) -> ChangeDay | None:
    """The last time that the status of an event became another; None where it has had but one."""
    first_and_changes = list(_of_event(sheet, event))
    if len(first_and_changes) <= 1:
        return None
    day, make = first_and_changes[-1]
    when = sheet.dates.stamp(day)
    return ChangeDay(when=when, changes=(make(),)) if when else None


Made = Callable[[], Change]  # most changes are too old to be shown, and are never made


def _changes(sheet: Sheet, statuses_only: bool) -> Iterator[tuple[str, Made]]:
    for event in sheet.catalogue.corpus.events:
        yield from _of_event(sheet, event)
    if statuses_only:
        return
    for briefing in sheet.catalogue.corpus.briefings:
        published = briefing.article.published
        if published and len(published) >= TO_THE_DAY:
            yield published[:10], partial(_new_briefing, sheet, briefing)


def _new_briefing(sheet: Sheet, briefing: Briefing) -> Change:
    return Change(
        kind=sheet.texts.pgettext("kind of change", "new briefing"),
        text=briefing.article.title,
        href=sheet.way(routes.briefing(briefing.id)),
        language=briefing.article.language,
        note=briefing.article.outlet,
        mark=None,
    )


def _of_event(sheet: Sheet, event: MergedEvent) -> Iterator[tuple[str, Made]]:
    """The first report of an event, and each report that gives it another status than the one before."""
    for before, report in status_changes(event):
        yield (report.asserted or "")[:TO_THE_DAY], partial(_new_status, sheet, event, before, report)


def _new_status(sheet: Sheet, event: MergedEvent, before: StatusReport | None, report: StatusReport) -> Change:
    now = sheet.words.status[report.status]
    note, kind = now, sheet.texts.pgettext("kind of change", "new event")
    if before:
        note = sheet.texts.gettext("%(before)s → %(now)s", before=sheet.words.status[before.status], now=now)
        kind = sheet.texts.pgettext("kind of change", "status")
    return Change(
        kind=kind,
        text=event.name,
        href=sheet.way(routes.event(event.id)),
        language=LANGUAGE,
        note=note,
        mark=sheet.mark(sheet.catalogue.briefings[report.source.briefing], report.source.evidence),
    )
