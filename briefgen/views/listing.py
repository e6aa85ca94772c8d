"""The list of pages: their names are settled, and who makes each; no view is made yet.

The list is kept from build to build in one process: what has not changed has the very same entries, so that neither
making the list nor checking its names takes time for a whole archive.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Protocol

from briefgen import routes
from briefgen.config import Settings
from briefgen.routes import Route
from briefgen.views import indexes
from briefgen.views.agenda import CalendarPage, calendar_page, filtered_calendar_page
from briefgen.views.briefing import BriefingPage, briefing_page
from briefgen.views.catalogue import Catalogue
from briefgen.views.changes import ChangesPage, changes_page
from briefgen.views.entity import (
    OrganizationPage,
    PersonPage,
    PlacePage,
    organization_page,
    person_page,
    place_page,
)
from briefgen.views.event import EventListPage, EventPage, event_list_page, event_lists, event_page, may_have_lists
from briefgen.views.home import HomePage, home_page
from briefgen.views.page import Page
from briefgen.views.redirect import RedirectPage, redirect_page
from briefgen.views.search import SearchPage, search_page
from briefgen.views.series import SeriesIndexPage, SeriesPage, series_index_page, series_page

if TYPE_CHECKING:
    from briefgen.model import Briefing, MergedEvent

TEMPLATES: Mapping[type, str] = {
    HomePage: "pages/home.html",
    BriefingPage: "pages/briefing.html",
    EventPage: "pages/event.html",
    EventListPage: "pages/event_list.html",
    PersonPage: "pages/person.html",
    OrganizationPage: "pages/organization.html",
    PlacePage: "pages/place.html",
    indexes.IndexPage: "pages/index.html",
    indexes.EventsPage: "pages/events.html",
    CalendarPage: "pages/calendar.html",
    SeriesPage: "pages/series.html",
    SeriesIndexPage: "pages/series_index.html",
    ChangesPage: "pages/changes.html",
    indexes.ArchivePage: "pages/archive.html",
    SearchPage: "pages/search.html",
    indexes.AboutPage: "pages/about.html",
    indexes.NotFoundPage: "pages/404.html",
    RedirectPage: "pages/redirect.html",
}


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """A page of the list. Its view is made from a catalogue."""

    path: Route
    template: str
    sources: tuple[str, ...]
    make: Callable[[Catalogue], Any]

    def of(self, catalogue: Catalogue) -> Page:
        """The page of this build."""
        return Page(path=self.path, template=self.template, sources=self.sources, make=partial(self.make, catalogue))


class Pages(Mapping[Route, Page]):
    """The pages of a build by their names, home first."""

    def __init__(self, listed: Mapping[Route, Listed], catalogue: Catalogue) -> None:
        self.listed = listed
        self.catalogue = catalogue

    def __getitem__(self, path: Route) -> Page:
        return self.listed[path].of(self.catalogue)

    def __iter__(self) -> Iterator[Route]:
        return iter(self.listed)

    def __len__(self) -> int:
        return len(self.listed)


class PageLister:
    """Lists the pages, time after time."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[str, Listed]] = {}  # by kind and id
        self._sources: dict[str, Mapping[str, str]] = {}  # the same
        self._briefings: Mapping[str, Briefing] = {}
        self._short: dict[str, MergedEvent] = {}  # the events that can have no list too long for their page

    def list(self, catalogue: Catalogue) -> list[Listed]:
        """Every page of the site, home first. Two may claim one name: whoever asks has to check."""
        index = catalogue.index

        def told(some: Mapping[str, _Told]) -> dict[str, str]:
            """By id, the path of the newest article that tells of it."""
            briefings = index.briefings
            return {
                name: briefings[one.briefings[0]].article.path if one.briefings else "" for name, one in some.items()
            }

        found = [Listed(path, TEMPLATES[view], ("briefgen",), make) for path, view, make in _heads(catalogue.settings)]
        found += self._renewed("briefings", {b.id: b.article.path for b in index.corpus.briefings})
        events = self._renewed("events", told(index.events))
        for listed, lists in zip(events, self._long_lists(catalogue), strict=True):
            found += (listed, *lists)
        found += self._renewed("people", told(index.people))
        found += self._renewed("places", told(index.places))
        found += self._renewed("organizations", told(index.organizations))
        found += self._renewed("series", told({name: events[0] for name, events in index.series.items()}))
        for kind, names in groupby(index.selection_names(), key=itemgetter(0)):
            found += self._renewed(f"calendar/{kind}", {name: f"calendar by {kind}" for _, name in names})
        found += (_redirect(old) for old in index.corpus.ledger.moved)
        return found

    def _renewed(self, kind: str, sources: Mapping[str, str]) -> Iterable[Listed]:
        """The pages of a kind in order: those of the last time where they have the same source. sources: by id."""
        last = self._sources.get(kind, {})
        if sources == last and list(sources) == list(last):
            return self._kept.get(kind, {}).values()
        self._sources[kind] = sources
        before, now = self._kept.get(kind, {}), {}
        for name, source in sources.items():
            kept = before.get(name)
            same = kept is not None and kept.sources == ((source,) if source else ())
            now[name] = kept if kept is not None and same else _listed(kind, name, source)
        self._kept[kind] = now
        return now.values()

    def _long_lists(self, catalogue: Catalogue) -> Iterator[tuple[Listed, ...]]:
        """For each event the pages of its lists that are too long for its own."""
        before = self._briefings
        briefings = catalogue.index.briefings
        changed = {name for name, briefing in briefings.items() if before.get(name) is not briefing}
        short = self._short
        self._briefings, self._short = briefings, {}
        for name, event in catalogue.index.events.items():
            lists: tuple[Listed, ...] = ()
            known = short.get(name) is event and changed.isdisjoint(event.briefings)
            if known or not may_have_lists(catalogue, event):
                self._short[name] = event
            else:
                source = briefings[event.briefings[0]].article.path
                lists = tuple(
                    _list_of_event(name, kind, number, source) for kind, number in event_lists(catalogue, event)
                )
            yield lists


class _Told(Protocol):
    @property
    def briefings(self) -> tuple[str, ...]: ...


def _listed(kind: str, name: str, source: str) -> Listed:
    """A page of a kind that is made by an id."""
    sources = (source,) if source else ()
    kind, _, part = kind.partition("/")
    if part:
        return Listed(routes.calendar_of(part, name), TEMPLATES[CalendarPage], sources, partial(_selection, part, name))
    if kind == "series":
        return Listed(routes.series(name), TEMPLATES[SeriesPage], sources, partial(_series, name))
    view, make = _MADE[kind]
    return Listed(routes.of_kind(kind, name), TEMPLATES[view], sources, partial(make, name))


def _briefing(name: str, catalogue: Catalogue) -> BriefingPage:
    return briefing_page(catalogue, catalogue.briefings[name])


def _event(name: str, catalogue: Catalogue) -> EventPage:
    return event_page(catalogue, catalogue.events[name])


def _person(name: str, catalogue: Catalogue) -> PersonPage:
    return person_page(catalogue, catalogue.people[name])


def _place(name: str, catalogue: Catalogue) -> PlacePage:
    return place_page(catalogue, catalogue.places[name])


def _organization(name: str, catalogue: Catalogue) -> OrganizationPage:
    return organization_page(catalogue, catalogue.organizations[name])


def _series(name: str, catalogue: Catalogue) -> SeriesPage:
    return series_page(catalogue, name)


def _selection(kind: str, name: str, catalogue: Catalogue) -> CalendarPage:
    return filtered_calendar_page(catalogue, kind, name)


_MADE: Mapping[str, tuple[type, Callable[[str, Catalogue], Any]]] = {
    "briefings": (BriefingPage, _briefing),
    "events": (EventPage, _event),
    "people": (PersonPage, _person),
    "places": (PlacePage, _place),
    "organizations": (OrganizationPage, _organization),
}


def _list_of_event(name: str, kind: str, number: int, source: str) -> Listed:
    def make(catalogue: Catalogue) -> EventListPage:
        return event_list_page(catalogue, catalogue.events[name], kind, number)

    return Listed(routes.event_list(name, kind, number), TEMPLATES[EventListPage], (source,), make)


def _redirect(old: str) -> Listed:
    here = routes.of_kind(*old.split("/", 1))

    def make(catalogue: Catalogue) -> RedirectPage:
        return redirect_page(catalogue, here, routes.of_kind(*catalogue.moved[old].split("/", 1)))

    return Listed(here, TEMPLATES[RedirectPage], (f"redirect of {old}",), make)


def _heads(settings: Settings) -> Iterator[tuple[Route, type, Callable[[Catalogue], Any]]]:
    """The pages that every site has, home first."""
    yield routes.HOME, HomePage, home_page
    yield routes.CALENDAR, CalendarPage, calendar_page
    yield routes.EVENTS, indexes.EventsPage, indexes.events_page
    yield routes.BRIEFINGS, indexes.IndexPage, indexes.briefings_index
    yield routes.PEOPLE, indexes.IndexPage, indexes.people_index
    yield routes.PLACES, indexes.IndexPage, indexes.places_index
    yield routes.ORGANIZATIONS, indexes.IndexPage, indexes.organizations_index
    yield routes.SERIES, SeriesIndexPage, series_index_page
    yield routes.CHANGES, ChangesPage, changes_page
    yield routes.ARCHIVE, indexes.ArchivePage, indexes.archive_page
    if settings.search:
        yield routes.SEARCH, SearchPage, search_page
    yield routes.ABOUT, indexes.AboutPage, indexes.about_page
    yield routes.NOT_FOUND, indexes.NotFoundPage, indexes.not_found_page
