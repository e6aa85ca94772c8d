"""The lists that lead to the pages: A to Z, events by date, the archive by month; the page on method; the 404 page."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from briefgen import routes
from briefgen.model import MergedEvent
from briefgen.routes import Route
from briefgen.scope import LANGUAGE
from briefgen.views.catalogue import Catalogue
from briefgen.views.dates import UNDATED, is_past
from briefgen.views.part import Part
from briefgen.views.parts import BriefingRow, EventRow, Frame, Link, Status
from briefgen.views.sheet import Sheet

NO_LETTER = "0–9"
Listed = tuple[str, Route, str | None, str]  # name, page, note, language of the name


class Entry(Part, frozen=True, kw_only=True):
    """A line of an index."""

    name: str
    href: str
    note: str | None
    language: str


class Letter(Part, frozen=True, kw_only=True):
    """The entries under one letter."""

    letter: str
    anchor: str
    entries: tuple[Entry, ...]


class IndexPage(Part, frozen=True, kw_only=True):
    """An index from A to Z: people, places, organizations or briefings."""

    frame: Frame
    heading: str
    count: str  # "12 people"
    letters: tuple[Letter, ...]


class EventsPage(Part, frozen=True, kw_only=True):
    """All events by date."""

    frame: Frame
    coming: tuple[EventRow, ...]  # from as_of on, soonest first
    undated: tuple[EventRow, ...]
    past: tuple[EventRow, ...]  # latest first


class ArchiveMonth(Part, frozen=True, kw_only=True):
    """The briefings of a month, newest first."""

    title: str
    anchor: str
    rows: tuple[BriefingRow, ...]


class ArchivePage(Part, frozen=True, kw_only=True):
    """All briefings by month."""

    frame: Frame
    count: str
    months: tuple[ArchiveMonth, ...]


class StatusWord(Part, frozen=True, kw_only=True):
    """A status and what it asserts."""

    status: Status
    meaning: str


class AboutPage(Part, frozen=True, kw_only=True):
    """How facts are found, what the words mean, what the site was made with."""

    frame: Frame
    counts: str
    statuses: tuple[StatusWord, ...]
    version: str  # of briefgen
    pipeline: str  # name and version of the language model
    gazetteer: str  # whose places these are


class NotFoundPage(Part, frozen=True, kw_only=True):
    """What a host shows for an address without a page."""

    frame: Frame
    links: tuple[Link, ...]


def people_index(catalogue: Catalogue) -> IndexPage:
    """Make the index of people, by the name as written (nobody can say from outside which part is the family's)."""
    found = (
        (p.name, routes.person(p.id), catalogue.texts.state(p.country) if p.country else None, LANGUAGE)
        for p in catalogue.corpus.people
    )
    texts = catalogue.texts
    count = texts.ngettext("%(num)s person", "%(num)s people", len(catalogue.corpus.people))
    return _index(catalogue, routes.PEOPLE, texts.gettext("People"), count, found)


def places_index(catalogue: Catalogue) -> IndexPage:
    """Make the index of places."""
    found = (
        (p.name, routes.place(p.id), _kind_and_country(catalogue, p.kind, p.country), LANGUAGE)
        for p in catalogue.corpus.places
    )
    texts = catalogue.texts
    count = texts.ngettext("%(num)s place", "%(num)s places", len(catalogue.corpus.places))
    return _index(catalogue, routes.PLACES, texts.gettext("Places"), count, found)


def organizations_index(catalogue: Catalogue) -> IndexPage:
    """Make the index of organizations."""
    bodies = catalogue.corpus.organizations
    found = (
        (o.name, routes.organization(o.id), catalogue.texts.state(o.country) if o.country else None, LANGUAGE)
        for o in bodies
    )
    texts = catalogue.texts
    count = texts.ngettext("%(num)s organization", "%(num)s organizations", len(bodies))
    return _index(catalogue, routes.ORGANIZATIONS, texts.gettext("Organizations"), count, found)


def briefings_index(catalogue: Catalogue) -> IndexPage:
    """Make the index of headlines."""
    found = (
        (b.article.title, routes.briefing(b.id), b.article.outlet, b.article.language)
        for b in catalogue.corpus.briefings
    )
    texts = catalogue.texts
    count = texts.ngettext("%(num)s briefing", "%(num)s briefings", len(catalogue.corpus.briefings))
    return _index(catalogue, routes.BRIEFINGS, texts.gettext("Briefings"), count, found)


def events_page(catalogue: Catalogue) -> EventsPage:
    """Make the list of events."""
    sheet = Sheet(catalogue, routes.EVENTS)
    undated = [e for e in catalogue.corpus.events if not (e.start or e.end)]
    dated = sorted((e for e in catalogue.corpus.events if e.start or e.end), key=_by_date)
    past = [e for e in dated if is_past(e.start, e.end, catalogue.as_of)]
    return EventsPage(
        frame=sheet.frame(
            sheet.texts.gettext("Events"),
            sheet.texts.gettext("Summits, meetings, talks, calls and visits."),
            (Link(text=sheet.texts.gettext("Events"), href=sheet.way(routes.EVENTS)),),
        ),
        coming=tuple(sheet.event_row(e) for e in dated if not is_past(e.start, e.end, catalogue.as_of)),
        undated=tuple(map(sheet.event_row, undated)),
        past=tuple(map(sheet.event_row, reversed(past))),
    )


def archive_page(catalogue: Catalogue) -> ArchivePage:
    """Make the archive."""
    sheet = Sheet(catalogue, routes.ARCHIVE)
    months = []
    no_date = (sheet.texts.gettext("No date"), "no-date")
    for month, group in groupby(catalogue.corpus.briefings, key=lambda b: (b.article.published or "")[:7]):
        rows = tuple(map(sheet.briefing_row, group))
        title, anchor = (sheet.dates.month(month), f"m-{month}") if month else no_date
        months.append(ArchiveMonth(title=title, anchor=anchor, rows=rows))
    return ArchivePage(
        frame=sheet.frame(
            sheet.texts.gettext("Archive"),
            sheet.texts.gettext("All briefings by month."),
            (Link(text=sheet.texts.gettext("Archive"), href=sheet.way(routes.ARCHIVE)),),
        ),
        count=sheet.texts.ngettext("%(num)s briefing", "%(num)s briefings", len(catalogue.corpus.briefings)),
        months=tuple(months),
    )


def about_page(catalogue: Catalogue) -> AboutPage:
    """Make the page on method."""
    sheet = Sheet(catalogue, routes.ABOUT)
    corpus, colophon, texts, words = catalogue.corpus, catalogue.colophon, catalogue.texts, catalogue.words
    return AboutPage(
        frame=sheet.frame(
            texts.gettext("Method"),
            texts.gettext("How the facts on this site are found."),
            (Link(text=texts.gettext("Method"), href=sheet.way(routes.ABOUT)),),
        ),
        counts=texts.gettext(
            "%(briefings)s and %(events)s",
            briefings=texts.ngettext("%(num)s briefing", "%(num)s briefings", len(corpus.briefings)),
            events=texts.ngettext("%(num)s event", "%(num)s events", len(corpus.events)),
        ),
        statuses=tuple(
            StatusWord(status=sheet.status(key), meaning=meaning) for key, meaning in words.status_meaning.items()
        ),
        version=colophon.version,
        pipeline=f"{colophon.pipeline} {colophon.pipeline_version}",
        gazetteer=texts.gettext(
            "Places: GeoNames (geonames.org), CC BY 4.0, abridged; regions, waters and venues: briefgen."
        ),
    )


def not_found_page(catalogue: Catalogue) -> NotFoundPage:
    """Make the page for a wrong address."""
    sheet = Sheet(catalogue, routes.NOT_FOUND)
    frame = sheet.frame(sheet.texts.gettext("Page not found"))
    return NotFoundPage(frame=frame, links=(Link(text=sheet.texts.gettext("Home page"), href=frame.home), *frame.nav))


def _index(catalogue: Catalogue, route: Route, heading: str, count: str, found: Iterable[Listed]) -> IndexPage:
    sheet, alphabet = Sheet(catalogue, route), catalogue.texts.alphabet
    entries = sorted(found, key=lambda entry: (alphabet.order(entry[0]), entry[0], entry[1]))
    return IndexPage(
        frame=sheet.frame(
            heading,
            sheet.texts.gettext("%(count)s, from A to Z.", count=count),
            (Link(text=heading, href=sheet.way(route)),),
        ),
        heading=heading,
        count=count,
        letters=tuple(_letters(sheet, entries)),
    )


def _letters(sheet: Sheet, entries: Iterable[Listed]) -> Iterator[Letter]:
    alphabet = sheet.texts.alphabet
    grouped = groupby(entries, key=lambda entry: alphabet.initial(entry[0]) or NO_LETTER)
    for number, (letter, group) in enumerate(grouped, 1):
        made = (
            Entry(name=name, href=sheet.way(to), note=note, language=language) for name, to, note, language in group
        )
        yield Letter(letter=letter, anchor=f"letter-{number}", entries=tuple(made))


def _kind_and_country(catalogue: Catalogue, kind: str, country: str | None) -> str:
    shown = catalogue.texts.state(country) if country and kind != "country" else None
    return catalogue.texts.listed([word for word in (catalogue.words.place_kind[kind], shown) if word])


def _by_date(event: MergedEvent) -> tuple[str, str]:
    return (event.start or event.end or UNDATED, event.id)
