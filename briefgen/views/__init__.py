"""One frozen class a page type: all that its template may say; and the pages that a corpus makes."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from briefgen import routes
from briefgen.config import Settings
from briefgen.model import Briefing, Corpus, MergedEvent
from briefgen.routes import Route
from briefgen.texts import ENGLISH, Texts
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
from briefgen.views.event import EventListPage, EventPage, event_list_page, event_lists, event_page
from briefgen.views.home import HomePage, home_page
from briefgen.views.page import Colophon, Page
from briefgen.views.redirect import RedirectPage, redirect_page
from briefgen.views.search import SearchPage, search_page
from briefgen.views.series import SeriesIndexPage, SeriesPage, series_index_page, series_page

__all__ = ["TEMPLATES", "Colophon", "Page", "names", "site_pages"]

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


def names(view: type) -> set[str]:
    """The names that a template may use: the fields of its view."""
    return {field.name for field in dataclasses.fields(view)}


def site_pages(
    corpus: Corpus, settings: Settings, as_of: str, colophon: Colophon, texts: Texts = ENGLISH
) -> Iterator[Page]:
    """Yield every page of the site, home first. Names are settled now; each view is made when Page.view() is called.

    as_of: ISO date or time that everything about "now" is decided by. texts: the site's own words.
    """
    catalogue = Catalogue(corpus, settings, as_of, colophon, texts)
    for path, view, make in _lists(settings):
        yield Page(path=path, template=TEMPLATES[view], sources=("briefgen",), make=partial(make, catalogue))
    for briefing in corpus.briefings:
        yield _page(routes.briefing(briefing.id), BriefingPage, _source(briefing), briefing_page, catalogue, briefing)
    for event in corpus.events:
        source = _of_event(catalogue, event)
        yield _page(routes.event(event.id), EventPage, source, event_page, catalogue, event)
        for kind, number in event_lists(catalogue, event):
            route = routes.event_list(event.id, kind, number)
            yield _page(route, EventListPage, source, event_list_page, catalogue, event, kind, number)
    for person in corpus.people:
        source = _first(catalogue, person.briefings)
        yield _page(routes.person(person.id), PersonPage, source, person_page, catalogue, person)
    for place in corpus.places:
        source = _first(catalogue, place.briefings)
        yield _page(routes.place(place.id), PlacePage, source, place_page, catalogue, place)
    for body in corpus.organizations:
        source = _first(catalogue, body.briefings)
        yield _page(routes.organization(body.id), OrganizationPage, source, organization_page, catalogue, body)
    for name, events in catalogue.series.items():
        yield _page(routes.series(name), SeriesPage, _of_event(catalogue, events[0]), series_page, catalogue, name)
    for kind, name in catalogue.selection_names():
        path = routes.calendar_of(kind, name)
        yield _page(path, CalendarPage, (f"calendar by {kind}",), filtered_calendar_page, catalogue, kind, name)
    for old, new in corpus.ledger.moved.items():
        here, there = (routes.of_kind(*name.split("/", 1)) for name in (old, new))
        yield _page(here, RedirectPage, (f"redirect of {old}",), redirect_page, catalogue, here, there)


def _lists(settings: Settings) -> Iterator[tuple[Route, type, Callable[[Catalogue], Any]]]:
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


def _page(path: Route, view: type, sources: tuple[str, ...], make: Callable[..., Any], *given: Any) -> Page:
    return Page(path=path, template=TEMPLATES[view], sources=sources, make=partial(make, *given))


def _source(briefing: Briefing) -> tuple[str, ...]:
    return (briefing.article.path,)


def _first(catalogue: Catalogue, briefings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(catalogue.briefings[name].article.path for name in briefings[:1])


def _of_event(catalogue: Catalogue, event: MergedEvent) -> tuple[str, ...]:
    return _first(catalogue, event.briefings)
