"""Series: the events that come back, one page a series, with its editions in order."""

from briefgen import routes
from briefgen.views.catalogue import Catalogue
from briefgen.views.part import Part
from briefgen.views.parts import EventRow, Frame, Link
from briefgen.views.sheet import Sheet


class SeriesRow(Part, frozen=True, kw_only=True):
    """A series in the list of all."""

    name: str
    href: str
    count: str  # "3 events"


class SeriesIndexPage(Part, frozen=True, kw_only=True):
    """All series, by name."""

    frame: Frame
    rows: tuple[SeriesRow, ...]


class SeriesPage(Part, frozen=True, kw_only=True):
    """One series."""

    frame: Frame
    name: str
    events: tuple[EventRow, ...]  # by date, undated last


def series_index_page(catalogue: Catalogue) -> SeriesIndexPage:
    """Make the list of series."""
    sheet = Sheet(catalogue, routes.SERIES)
    here = Link(text=sheet.texts.gettext("Series"), href=sheet.way(routes.SERIES))
    rows = (
        SeriesRow(
            name=name,
            href=sheet.way(routes.series(name)),
            count=sheet.texts.ngettext("%(num)s event", "%(num)s events", len(events)),
        )
        for name, events in sorted(
            catalogue.series.items(), key=lambda item: (catalogue.texts.alphabet.order(item[0]), item[0])
        )
    )
    return SeriesIndexPage(
        frame=sheet.frame(here.text, sheet.texts.gettext("Events that come back."), (here,)), rows=tuple(rows)
    )


def series_page(catalogue: Catalogue, name: str) -> SeriesPage:
    """Make the page of a series."""
    sheet = Sheet(catalogue, routes.series(name))
    crumbs = (
        Link(text=sheet.texts.gettext("Series"), href=sheet.way(routes.SERIES)),
        Link(text=name, href="", language=sheet.found_language),
    )
    events = catalogue.series[name]
    description = sheet.texts.ngettext("%(name)s: %(num)s event.", "%(name)s: %(num)s events.", len(events), name=name)
    return SeriesPage(
        frame=sheet.frame(name, description, crumbs), name=name, events=tuple(map(sheet.event_row, events))
    )
