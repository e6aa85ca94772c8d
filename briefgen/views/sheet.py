"""One page in the making: the parts that all pages share, with links that lead from this page."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from briefgen import routes
from briefgen.model import Briefing, Evidence, MergedEvent, Precision, Source, Statement
from briefgen.routes import Route
from briefgen.scope import LANGUAGE
from briefgen.texts import Texts
from briefgen.views import linked_data
from briefgen.views.catalogue import Catalogue, QuoteAt, StepAt, around, sentence_of, without_dateline
from briefgen.views.dates import Moment
from briefgen.views.linked_data import Node
from briefgen.views.parts import (
    BriefingRow,
    EventRow,
    Excerpt,
    Frame,
    Link,
    Mark,
    Party,
    Picture,
    Quotation,
    Result,
    Status,
    Step,
    Value,
)
from briefgen.views.shared import Shared, folder_of


@lru_cache(maxsize=4)
def navigation(texts: Texts) -> tuple[tuple[str, Route], ...]:
    """What the head of every page leads to."""
    return (
        (texts.gettext("Events"), routes.EVENTS),
        (texts.gettext("Calendar"), routes.CALENDAR),
        (texts.gettext("People"), routes.PEOPLE),
        (texts.gettext("Places"), routes.PLACES),
        (texts.gettext("Organizations"), routes.ORGANIZATIONS),
        (texts.gettext("Archive"), routes.ARCHIVE),
        (texts.gettext("Method"), routes.ABOUT),
    )


@lru_cache(maxsize=4)
def downloads(texts: Texts) -> tuple[tuple[str, Route], ...]:
    """What the foot of every page offers."""
    return (
        (texts.gettext("Briefings (JSON Lines)"), routes.DATA_BRIEFINGS),
        (texts.gettext("Events (JSON)"), routes.DATA_EVENTS),
        (texts.gettext("People (JSON)"), routes.DATA_PEOPLE),
        (texts.gettext("Places (JSON)"), routes.DATA_PLACES),
        (texts.gettext("Organizations (JSON)"), routes.DATA_ORGANIZATIONS),
        (texts.gettext("Tables (CSV)"), routes.DATAPACKAGE),
        (texts.gettext("Places (GeoJSON)"), routes.PLACES_GEOJSON),
        (texts.gettext("Timeline (JSON)"), routes.TIMELINE),
        (texts.gettext("Calendar (iCalendar)"), routes.CALENDAR_ICS),
    )


class Sheet:
    """A page being made. sources: the briefings that its source marks count, in the order of its list of sources."""

    def __init__(self, catalogue: Catalogue, page: Route, sources: Sequence[str] = ()) -> None:
        self.catalogue = catalogue
        self.page = page
        self.texts, self.words, self.dates = catalogue.texts, catalogue.words, catalogue.dates
        self.found_language = self.foreign(LANGUAGE)
        base = catalogue.settings.base_url
        self.way = routes.way_from_anywhere(base) if page == routes.NOT_FOUND else routes.way_from(page)
        self.cited: dict[str, tuple[str, str]] = {}  # where a mark leads -> (briefing, sentence)
        folder = folder_of(page)
        self.shared = Shared() if folder is None else catalogue.shared.setdefault(folder, Shared())
        self.own = page.parts[1] if folder and len(folder) == 1 else None  # what the page is about, by its id
        self._itself = Shared() if self.own else self.shared  # what leads into its own folder, or may
        self.numbers = {name: number for number, name in enumerate(sources, 1)}

    def frame(
        self,
        title: str,
        description: str = "",
        crumbs: Iterable[Link] = (),
        about: Node | None = None,
        picture: Route | None = None,
    ) -> Frame:
        """What stands around the content. crumbs: from below the home page to this one; about: what the page shows.

        picture: what goes with the page where it is shared.
        """
        settings = self.catalogue.settings
        home = () if self.page == routes.HOME else (Link(text=self.texts.gettext("Home"), href=self.way(routes.HOME)),)
        way_here = (*home, *crumbs)
        has_address = bool(settings.base_url)
        return Frame(
            **self._common,
            title=title,
            description=description or settings.description,
            canonical=routes.address(settings.base_url, self.page)
            if has_address and self.page != routes.NOT_FOUND
            else None,
            share=routes.address(settings.base_url, picture) if has_address and picture else None,
            crumbs=way_here,
            linked_data=linked_data.graph(about, linked_data.crumbs_node(self.catalogue, self.page, way_here)),
        )

    @property
    def _common(self) -> dict[str, Any]:
        """The part of the frame that pages side by side have in common."""
        if not (known := self.shared.frame):
            settings, way = self.catalogue.settings, self.way
            known |= {
                "site": settings.title,
                "language": self.texts.language,
                "is_rtl": self.texts.is_rtl,
                "found_language": self.found_language,
                "home": way(routes.HOME),
                "logo": way(routes.static(settings.logo)) if settings.logo else None,
                "style": way(routes.STYLE),
                "own_style": way(routes.static(settings.style)) if settings.style else None,
                "icon": way(routes.ICON),
                "search": way(routes.SEARCH) if settings.search else None,
                "feed": way(routes.FEED) if settings.base_url else None,
                "nav": tuple(Link(text=text, href=way(route)) for text, route in navigation(self.texts)),
                "as_of": self.dates.stamp(self.catalogue.as_of) or Moment(self.catalogue.as_of, None),
                "footer": settings.footer,
                "about": way(routes.ABOUT),
                "changes": way(routes.CHANGES),
                "data": tuple(Link(text=text, href=way(route)) for text, route in downloads(self.texts)),
            }
        return known

    # Words ---------------------------------------------------------------------------------------------------------

    def foreign(self, language: str) -> str | None:
        """The language where it is not that of the pages."""
        own, other = (tag.split("-")[0].lower() for tag in (self.texts.language, language))
        return language if own != other else None

    def status(self, name: str) -> Status:
        """A status as a word."""
        return Status(name=name.replace("_", "-"), word=self.words.status[name])

    def sentence(self, name: str) -> str:
        """What a sentence is called by its number: "sentence 4" for "s4"."""
        return self._called("", name)

    def source_name(self, briefing: Briefing) -> str:
        """What an article is called as a source: "Xinhua, 29 August 2025"."""
        known = self.catalogue.source_names
        if briefing.id not in known:
            day = self.dates.stamp((briefing.article.published or "")[:10])
            outlet = briefing.article.outlet or briefing.article.title
            known[briefing.id] = self.texts.listed([outlet, day.text] if day else [outlet])
        return known[briefing.id]

    # Names that lead to their pages ------------------------------------------------------------------------------

    def party(self, name: str, note: str | None = None) -> Party:
        """The person, organization or state of this id."""
        known = (self.shared if name != self.own else self._itself).parties
        return self.catalogue.lookups.shared(known, (name, note), lambda: self._party(name, note))

    def _party(self, name: str, note: str | None) -> Party:
        if person := self.catalogue.names_of_people.get(name):
            return Party(name=person, href=self.way(routes.person(name)), note=note, language=self.found_language)
        if body := self.catalogue.names_of_bodies.get(name):
            return Party(name=body, href=self.way(routes.organization(name)), note=note, language=self.found_language)
        return Party(name=self.texts.state(name), href=None, note=note)

    def speaker(self, name: str | None, shown: str | None, briefing: Briefing) -> Party | None:
        """Who speaks, with the role that this article gives; None where the article leaves it open."""
        if name is None:
            return Party(name=shown, href=None, note=None, language=self.found_language) if shown else None
        return self.party(name, next((p.role for p in briefing.findings.people if p.id == name), None))

    def place(self, name: str | None) -> Link | None:
        """A place by its id."""
        if name is None:
            return None
        known = (self.shared if name != self.own else self._itself).places
        return self.catalogue.lookups.shared(known, name, lambda: self._place(name))

    def _place(self, name: str) -> Link | None:
        place = self.catalogue.faces_of_places.get(name)
        if place is None:
            return None
        return Link(text=place.name, href=self.way(routes.place(place.id)), language=self.found_language)

    def map(self, name: str | None) -> Picture | None:
        """The map of a place; None where its coordinates are not known."""
        place = self.catalogue.faces_of_places.get(name or "")
        if place is None or place.lat is None or place.lon is None:
            return None
        country = self.texts.state(place.country) if place.country and place.kind != "country" else None
        alt = self.texts.gettext(
            "Map of the surroundings of %(place)s, at %(position)s",
            place=self.texts.listed([place.name, country] if country else [place.name]),
            position=position(self.texts, place.lat, place.lon),
        )
        return Picture(href=self.way(routes.place_map(place.id)), alt=alt)

    def event(self, event: MergedEvent) -> Link:
        """An event's page."""
        known = (self.shared if event.id != self.own else self._itself).events
        found = known.get(event.id)
        if found is None:
            href = self.way(routes.event(event.id))
            found = known[event.id] = Link(text=event.name, href=href, language=self.found_language)
        return found

    # Where it is written ------------------------------------------------------------------------------------------

    def mark(self, briefing: Briefing, evidence: Evidence, *, outlet_said: bool = False) -> Mark:
        """The source mark of a finding. outlet_said: the outlet's name stands beside it."""
        key = (briefing.id, evidence.sentence, outlet_said)
        known = (self.shared if briefing.id != self.own and not self.numbers else self._itself).marks
        found = known.get(key)
        if found is None:
            found = known[key] = self._mark(briefing, evidence, outlet_said=outlet_said)
        return found

    def _mark(self, briefing: Briefing, evidence: Evidence, *, outlet_said: bool) -> Mark:
        number = self.numbers.get(briefing.id)
        href = self._sentence_href(briefing.id, evidence.sentence)
        here = href.startswith("#")  # on the article's own page
        outlet = None if here or number or outlet_said else briefing.article.outlet
        label = outlet or (evidence.sentence if here or not number else str(number))
        title = self._called("" if here else briefing.id, evidence.sentence)
        if self.numbers:
            self.cited[href] = (briefing.id, evidence.sentence)
        return Mark(label=label, href=href, named=outlet is not None, title=title)

    def _href(self, briefing: str) -> str:
        """Where the page of a briefing is, by its id."""
        known = (self.shared if briefing != self.own else self._itself).hrefs
        found = known.get(briefing)
        if found is None:
            found = known[briefing] = self.way(routes.briefing(briefing))
        return found

    def _sentence_href(self, briefing: str, sentence: str) -> str:
        here = briefing == self.own and self.page == routes.briefing(briefing)
        return routes.anchored("" if here else self._href(briefing), sentence)

    def _called(self, briefing: str, name: str) -> str:
        """What a sentence is called with its article; with "", by itself."""
        known, key = self.catalogue.sentences, (briefing, name)
        found = known.get(key)
        if found is None:
            where = self.texts.gettext("sentence %(number)s", number=name.removeprefix("s"))
            of = self.catalogue.briefings.get(briefing)
            found = known[key] = self.texts.listed([self.source_name(of), where]) if of else where
        return found

    def marks(self, sources: Iterable[Source], *, outlet_said: bool = False) -> tuple[Mark, ...]:
        """The marks of several sources; those that would look and lead the same, once. outlet_said: as for mark()."""
        briefings = self.catalogue.briefings
        found = (self.mark(briefings[s.briefing], s.evidence, outlet_said=outlet_said) for s in sources)
        return tuple({(m.label, m.href): m for m in found}.values())

    def excerpt(self, source: Source) -> Excerpt:
        """The sentence itself, with the words that show the fact set apart."""
        briefing = self.catalogue.briefings[source.briefing]
        before, words, after = around(briefing, source.evidence)
        return Excerpt(
            before=before,
            words=words,
            after=after,
            language=briefing.article.language,
            source=self.source_name(briefing),
            sentence=self.sentence(source.evidence.sentence),
            href=self._sentence_href(briefing.id, source.evidence.sentence),
            original=_at_the_words(briefing, f"{before}{words}{after}"),
        )

    # Findings -----------------------------------------------------------------------------------------------------

    def quotation(self, at: QuoteAt) -> Quotation:
        """A quote with its speaker."""
        quote, briefing = at.quote, at.briefing
        return Quotation(
            anchor=f"quote-{at.index + 1}",
            words=quote.text,
            language=briefing.article.language,
            speaker=self.speaker(quote.speaker, quote.speaker_name, briefing),
            cue=quote.cue,
            addressee=quote.addressee,
            said=self.dates.stamp((briefing.article.published or "")[:10]),
            mark=self.mark(briefing, quote.evidence),
        )

    def statement(self, briefing: Briefing, number: int, said: Statement) -> Quotation:
        """Reported speech, as the article words it."""
        return Quotation(
            anchor=f"statement-{number}",
            words=said.text,
            language=briefing.article.language,
            speaker=self.speaker(said.speaker, said.speaker_name, briefing),
            cue=said.cue,
            addressee=None,
            said=self.dates.stamp((briefing.article.published or "")[:10]),
            mark=self.mark(briefing, said.evidence),
        )

    def result(self, briefing: Briefing, number: int) -> Result:
        """What came of an event, as the whole sentence; number: among the article's outcomes, from 0."""
        outcome = briefing.findings.outcomes[number]
        place = sentence_of(briefing, outcome.evidence.sentence)
        start, end = (place.start, place.end) if place else (outcome.evidence.start, outcome.evidence.end)
        return Result(
            anchor=f"result-{number + 1}",
            kind=outcome.status.replace("_", "-"),
            word=self.words.outcome[outcome.status],
            words=without_dateline(briefing, start, end),
            language=briefing.article.language,
            documents=outcome.documents,
            said=self.dates.stamp((briefing.article.published or "")[:10]),
            mark=self.mark(briefing, outcome.evidence),
        )

    def step(self, at: StepAt) -> Step:
        """A next step."""
        has_its_own = self.own or self.numbers  # they may lead to the page itself, or count its sources
        known = (self._itself if has_its_own else self.shared).steps
        return self.catalogue.lookups.shared(known, (at.briefing.id, at.index), lambda: self._step(at))

    def _step(self, at: StepAt) -> Step:
        step, briefing, event = at.step, at.briefing, self.catalogue.event_of(at)
        return Step(
            anchor=f"step-{at.index + 1}",
            text=step.text,
            language=briefing.article.language,
            status=self.status(step.status),
            condition=step.condition,
            actors=tuple(self.party(name) for name in step.actors),
            according_to=self.speaker(step.according_to, None, briefing),
            places=tuple(link for link in map(self.place, step.places) if link),
            due=self.dates.moment(step.start, step.end, step.precision),
            overdue=self.catalogue.is_overdue(at),
            event=self.event(event) if event else None,
            mark=self.mark(briefing, step.evidence),
        )

    def event_row(self, event: MergedEvent) -> EventRow:
        """An event in a list."""
        known = (self.shared if self.own not in {event.id, event.place} else self._itself).event_rows
        return self.catalogue.lookups.shared(known, event.id, lambda: self._event_row(event))

    def _event_row(self, event: MergedEvent) -> EventRow:
        return EventRow(
            name=event.name,
            language=self.found_language,
            href=self.way(routes.event(event.id)),
            kind=self.words.event_kind[event.kind],
            status=self.status(event.status),
            due=self.due(event),
            when=self.dates.moment(event.start, event.end, event.precision),
            place=self.place(event.place),
            briefings=len(event.briefings),
        )

    def due(self, event: MergedEvent) -> str | None:
        """The words for an event whose date has passed without a report."""
        when = self.dates.moment(event.start, event.end, event.precision)
        if when is None or not self.catalogue.is_due(event):
            return None
        return self.texts.gettext("was due %(when)s — no report yet", when=when.text)

    def briefing_row(self, briefing: Briefing) -> BriefingRow:
        """A briefing in a list."""
        known = (self.shared if briefing.id != self.own else self._itself).briefing_rows
        found = known.get(briefing.id)
        if found is None:
            found = known[briefing.id] = BriefingRow(
                title=briefing.article.title,
                href=self._href(briefing.id),
                language=briefing.article.language,
                outlet=briefing.article.outlet,
                published=self.dates.stamp(briefing.article.published),
            )
        return found

    def original_of(self, briefing: Briefing) -> Link | None:
        """The briefing whose text this one prints again."""
        name = self.catalogue.copies.get(briefing.id)
        original = self.catalogue.briefings.get(name or "")
        if original is None:
            return None
        return Link(text=self.source_name(original), href=self.way(routes.briefing(original.id)))

    def dated(
        self, start: str | None, end: str | None, precision: Precision | None, marks: tuple[Mark, ...] = ()
    ) -> Value | None:
        """A date as a value; None for no date."""
        when = self.dates.moment(start, end, precision)
        return Value(text=when.text, href=None, datetime=when.datetime, note=None, marks=marks) if when else None

    def named(self, link: Link | Party, marks: tuple[Mark, ...] = (), note: str | None = None) -> Value:
        """A name as a value."""
        words = link.text if isinstance(link, Link) else link.name
        return Value(text=words, href=link.href, datetime=None, note=note, marks=marks, language=link.language)


def _at_the_words(briefing: Briefing, words: str) -> str | None:
    """The address of the article itself, where it has one, at these words."""
    article = briefing.article
    return routes.pointed(article.url, words, article.body) if article.url else None


def other_names(name: str, aliases: Sequence[str]) -> tuple[str, ...]:
    """The other names of a thing without those that are only a part of its name, or of one another."""
    if not aliases:
        return ()
    kept = [name]
    for alias in sorted(aliases, key=len, reverse=True):
        if not any(f" {alias.casefold()} " in f" {other.casefold().replace(',', ' ')} " for other in kept):
            kept.append(alias)
    return tuple(alias for alias in dict.fromkeys(aliases) if alias in kept[1:])


def position(texts: Texts, lat: float, lon: float) -> str:
    """Degrees north and east as words, to two decimals (about a kilometre: more than a city has)."""
    north, east = f"{abs(lat):.2f}°", f"{abs(lon):.2f}°"
    shown = (
        texts.gettext("%(degrees)s N", degrees=north) if lat >= 0 else texts.gettext("%(degrees)s S", degrees=north),
        texts.gettext("%(degrees)s E", degrees=east) if lon >= 0 else texts.gettext("%(degrees)s W", degrees=east),
    )
    return texts.listed(shown)
