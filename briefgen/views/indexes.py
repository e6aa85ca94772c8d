"""The lists that lead to the pages: A to Z, events by date, the archive by month; the page on method; the 404 page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from briefgen import lexicon, routes
from briefgen.lexicon import state_name
from briefgen.model import MergedEvent
from briefgen.routes import Route
from briefgen.slugs import fold
from briefgen.views.catalogue import Catalogue
from briefgen.views.dates import UNDATED, is_past, month_words
from briefgen.views.parts import BriefingRow, EventRow, Frame, Link
from briefgen.views.sheet import Sheet
from briefgen.views.words import PLACE_KIND, STATUS, STATUS_MEANING, counted

NO_LETTER = "0–9"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of an index."""

    name: str
    href: str
    note: str | None
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The entries under one letter."""

    letter: str
    anchor: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """An index from A to Z: people, places, organizations or briefings."""

    frame: Frame
    heading: str
    count: str  # "12 people"
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsPage:
    """All events by date."""

    frame: Frame
    coming: tuple[EventRow, ...]  # from as_of on, soonest first
    undated: tuple[EventRow, ...]
    past: tuple[EventRow, ...]  # latest first


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveMonth:
    """The briefings of a month, newest first."""

    title: str
    anchor: str
    rows: tuple[BriefingRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePage:
    """All briefings by month."""

    frame: Frame
    count: str
    months: tuple[ArchiveMonth, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusWord:
    """A status and what it asserts."""

    word: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPage:
    """How facts are found, what the words mean, what the site was made with."""

    frame: Frame
    counts: str
    statuses: tuple[StatusWord, ...]
    version: str  # of briefgen
    pipeline: str  # name and version of the language model
    gazetteer: str | None  # whose places these are


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage:
    """What a host shows for an address without a page."""

    frame: Frame
    links: tuple[Link, ...]


def people_index(catalogue: Catalogue) -> IndexPage:
    """Make the index of people, by the name as written (nobody can say from outside which part is the family's)."""
    found = (
        (p.name, routes.person(p.id), state_name(p.country) if p.country else None) for p in catalogue.corpus.people
    )
    return _index(catalogue, routes.PEOPLE, "People", "person", found)


def places_index(catalogue: Catalogue) -> IndexPage:
    """Make the index of places."""
    found = ((p.name, routes.place(p.id), _kind_and_country(p.kind, p.country)) for p in catalogue.corpus.places)
    return _index(catalogue, routes.PLACES, "Places", "place", found)


def organizations_index(catalogue: Catalogue) -> IndexPage:
    """Make the index of organizations."""
    bodies = catalogue.corpus.organizations
    found = ((o.name, routes.organization(o.id), state_name(o.country) if o.country else None) for o in bodies)
    return _index(catalogue, routes.ORGANIZATIONS, "Organizations", "organization", found)


def briefings_index(catalogue: Catalogue) -> IndexPage:
    """Make the index of headlines."""
    found = ((b.article.title, routes.briefing(b.id), b.article.outlet) for b in catalogue.corpus.briefings)
    return _index(catalogue, routes.BRIEFINGS, "Briefings", "briefing", found)


def events_page(catalogue: Catalogue) -> EventsPage:
    """Make the list of events."""
    sheet = Sheet(catalogue, routes.EVENTS)
    undated = [e for e in catalogue.corpus.events if not (e.start or e.end)]
    dated = sorted((e for e in catalogue.corpus.events if e.start or e.end), key=_by_date)
    past = [e for e in dated if is_past(e.start, e.end, catalogue.as_of)]
    return EventsPage(
        frame=sheet.frame(
            "Events",
            "Summits, meetings, talks, calls and visits.",
            (Link(text="Events", href=sheet.way(routes.EVENTS)),),
        ),
        coming=tuple(sheet.event_row(e) for e in dated if not is_past(e.start, e.end, catalogue.as_of)),
        undated=tuple(map(sheet.event_row, undated)),
        past=tuple(map(sheet.event_row, reversed(past))),
    )


def archive_page(catalogue: Catalogue) -> ArchivePage:
    """Make the archive."""
    sheet = Sheet(catalogue, routes.ARCHIVE)
    months = []
    for month, group in groupby(catalogue.corpus.briefings, key=lambda b: (b.article.published or "")[:7]):
        rows = tuple(map(sheet.briefing_row, group))
        title, anchor = (month_words(month), f"m-{month}") if month else ("No date", "no-date")
        months.append(ArchiveMonth(title=title, anchor=anchor, rows=rows))
    return ArchivePage(
        frame=sheet.frame(
            "Archive", "All briefings by month.", (Link(text="Archive", href=sheet.way(routes.ARCHIVE)),)
        ),
        count=counted(len(catalogue.corpus.briefings), "briefing"),
        months=tuple(months),
    )


def about_page(catalogue: Catalogue) -> AboutPage:
    """Make the page on method."""
    sheet = Sheet(catalogue, routes.ABOUT)
    corpus, colophon = catalogue.corpus, catalogue.colophon
    return AboutPage(
        frame=sheet.frame(
            "Method", "How the facts on this site are found.", (Link(text="Method", href=sheet.way(routes.ABOUT)),)
        ),
        counts=f"{counted(len(corpus.briefings), 'briefing')} and {counted(len(corpus.events), 'event')}",
        statuses=tuple(StatusWord(word=STATUS[key], meaning=meaning) for key, meaning in STATUS_MEANING.items()),
        version=colophon.version,
        pipeline=f"{colophon.pipeline} {colophon.pipeline_version}",
        gazetteer=getattr(lexicon, "GAZETTEER_CREDIT", None),
    )


def not_found_page(catalogue: Catalogue) -> NotFoundPage:
    """Make the page for a wrong address."""
    sheet = Sheet(catalogue, routes.NOT_FOUND)
    frame = sheet.frame("Page not found")
    return NotFoundPage(frame=frame, links=(Link(text="Home page", href=frame.home), *frame.nav))


def _index(
    catalogue: Catalogue, route: Route, heading: str, one: str, found: Iterable[tuple[str, Route, str | None]]
) -> IndexPage:
    sheet = Sheet(catalogue, route)
    entries = sorted(found, key=lambda entry: (fold(entry[0]).lstrip("\"'“”‘’«»„ "), entry[0], entry[1]))
    count = counted(len(entries), one, heading.lower())
    return IndexPage(
        frame=sheet.frame(heading, f"{count}, from A to Z.", (Link(text=heading, href=sheet.way(route)),)),
        heading=heading,
        count=count,
        letters=tuple(_letters(sheet, entries)),
    )


def _letters(sheet: Sheet, entries: Iterable[tuple[str, Route, str | None]]) -> Iterator[Letter]:
    language = sheet.catalogue.settings.language
    for number, (letter, group) in enumerate(groupby(entries, key=lambda entry: _initial(entry[0])), 1):
        made = (Entry(name=name, href=sheet.way(to), note=note, language=language) for name, to, note in group)
        yield Letter(letter=letter, anchor=f"letter-{number}", entries=tuple(made))


def _initial(name: str) -> str:
    first = next((c for c in fold(name) if c.isalnum()), "0")
    return first.upper() if first.isalpha() else NO_LETTER


def _kind_and_country(kind: str, country: str | None) -> str:
    shown = state_name(country) if country and kind != "country" else None
    return ", ".join(filter(None, (PLACE_KIND[kind], shown)))


def _by_date(event: MergedEvent) -> tuple[str, str]:
    return (event.start or event.end or UNDATED, event.id)
