"""One page in the making: the parts that all pages share, with links that lead from this page."""

from collections.abc import Iterable, Sequence

from briefgen import routes
from briefgen.lexicon import state_name
from briefgen.model import Briefing, Evidence, MergedEvent, Precision, Source, Statement
from briefgen.routes import Route
from briefgen.views import linked_data
from briefgen.views.catalogue import Catalogue, QuoteAt, StepAt, around
from briefgen.views.dates import Moment, moment, stamp
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
    Step,
    Value,
)
from briefgen.views.words import EVENT_KIND, STATUS

NAV = (
    ("Events", routes.EVENTS),
    ("Calendar", routes.CALENDAR),
    ("People", routes.PEOPLE),
    ("Places", routes.PLACES),
    ("Organizations", routes.ORGANIZATIONS),
    ("Archive", routes.ARCHIVE),
    ("Method", routes.ABOUT),
)
DOWNLOADS = (
    ("Briefings (JSON Lines)", routes.DATA_BRIEFINGS),
    ("Events (JSON)", routes.DATA_EVENTS),
    ("People (JSON)", routes.DATA_PEOPLE),
    ("Places (JSON)", routes.DATA_PLACES),
    ("Organizations (JSON)", routes.DATA_ORGANIZATIONS),
    ("Tables (CSV)", routes.DATAPACKAGE),
    ("Places (GeoJSON)", routes.PLACES_GEOJSON),
    ("Calendar (iCalendar)", routes.CALENDAR_ICS),
)


class Sheet:
    """A page being made. sources: the briefings that its source marks count, in the order of its list of sources."""

    def __init__(self, catalogue: Catalogue, page: Route, sources: Sequence[str] = ()) -> None:
        self.catalogue = catalogue
        self.page = page
        base = catalogue.settings.base_url
        self.way = routes.way_from_anywhere(base) if page == routes.NOT_FOUND else routes.way_from(page)
        self.cited: dict[str, tuple[str, str]] = {}  # where a mark leads -> (briefing, sentence)
        self.numbers = {name: number for number, name in enumerate(sources, 1)}

    def frame(self, title: str, description: str = "", crumbs: Iterable[Link] = (), about: Node | None = None) -> Frame:
        """What stands around the content. crumbs: from below the home page to this one; about: what the page shows."""
        settings, way = self.catalogue.settings, self.way
        home = () if self.page == routes.HOME else (Link(text="Home", href=way(routes.HOME)),)
        way_here = (*home, *crumbs)
        has_address = bool(settings.base_url)
        return Frame(
            title=title,
            site=settings.title,
            description=description or settings.description,
            language=settings.language,
            home=way(routes.HOME),
            style=way(routes.STYLE),
            icon=way(routes.ICON),
            search=way(routes.SEARCH) if settings.search else None,
            feed=way(routes.FEED) if has_address else None,
            canonical=routes.address(settings.base_url, self.page)
            if has_address and self.page != routes.NOT_FOUND
            else None,
            nav=tuple(Link(text=text, href=way(route)) for text, route in NAV),
            crumbs=way_here,
            as_of=stamp(self.catalogue.as_of) or Moment(self.catalogue.as_of, None),
            footer=settings.footer,
            about=way(routes.ABOUT),
            changes=way(routes.CHANGES),
            linked_data=linked_data.graph(about, linked_data.crumbs_node(self.catalogue, self.page, way_here)),
            data=tuple(Link(text=text, href=way(route)) for text, route in DOWNLOADS),
        )

    # Names that lead to their pages ------------------------------------------------------------------------------

    def party(self, name: str, note: str | None = None) -> Party:
        """The person, organization or state of this id."""
        if person := self.catalogue.people.get(name):
            return Party(name=person.name, href=self.way(routes.person(name)), note=note)
        if body := self.catalogue.organizations.get(name):
            return Party(name=body.name, href=self.way(routes.organization(name)), note=note)
        return Party(name=state_name(name), href=None, note=note)

    def speaker(self, name: str | None, shown: str | None, briefing: Briefing) -> Party | None:
        """Who speaks, with the role that this article gives; None where the article leaves it open."""
        if name is None:
            return Party(name=shown, href=None, note=None) if shown else None
        return self.party(name, next((p.role for p in briefing.findings.people if p.id == name), None))

    def place(self, name: str | None) -> Link | None:
        """A place by its id."""
        place = self.catalogue.places.get(name or "")
        return Link(text=place.name, href=self.way(routes.place(place.id))) if place else None

    def map(self, name: str | None) -> Picture | None:
        """The map of a place; None where its coordinates are not known."""
        place = self.catalogue.places.get(name or "")
        if place is None or place.lat is None or place.lon is None:
            return None
        country = f", {state_name(place.country)}" if place.country and place.kind != "country" else ""
        alt = f"Map of the surroundings of {place.name}{country}, at {position(place.lat, place.lon)}"
        return Picture(href=self.way(routes.place_map(place.id)), alt=alt)

    def event(self, event: MergedEvent) -> Link:
        """An event's page."""
        return Link(text=event.name, href=self.way(routes.event(event.id)))

    # Where it is written ------------------------------------------------------------------------------------------

    def mark(self, briefing: Briefing, evidence: Evidence, *, outlet_said: bool = False) -> Mark:
        """The source mark of a finding. outlet_said: the outlet's name stands beside it."""
        own = routes.briefing(briefing.id)
        number = self.numbers.get(briefing.id)
        outlet = briefing.article.outlet if own != self.page and not number and not outlet_said else None
        label = outlet or (str(number) if number and own != self.page else evidence.sentence)
        where = f"sentence {evidence.sentence.removeprefix('s')}"
        title = where if own == self.page else f"{source_name(briefing)}, {where}"
        href = self.way(own, evidence.sentence)
        self.cited[href] = (briefing.id, evidence.sentence)
        return Mark(label=label, href=href, named=outlet is not None, title=title)

    def marks(self, sources: Iterable[Source]) -> tuple[Mark, ...]:
        """The marks of several sources; those that would look and lead the same, once."""
        found = (self.mark(self.catalogue.briefings[s.briefing], s.evidence) for s in sources)
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
            source=source_name(briefing),
            sentence=f"sentence {source.evidence.sentence.removeprefix('s')}",
            href=self.way(routes.briefing(briefing.id), source.evidence.sentence),
            original=briefing.article.url,
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
            said=stamp((briefing.article.published or "")[:10]),
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
            said=stamp((briefing.article.published or "")[:10]),
            mark=self.mark(briefing, said.evidence),
        )

    def step(self, at: StepAt) -> Step:
        """A next step."""
        step, briefing, event = at.step, at.briefing, self.catalogue.event_of(at)
        return Step(
            anchor=f"step-{at.index + 1}",
            text=step.text,
            language=briefing.article.language,
            status=STATUS[step.status],
            condition=step.condition,
            actors=tuple(self.party(name) for name in step.actors),
            according_to=self.speaker(step.according_to, None, briefing),
            places=tuple(link for link in map(self.place, step.places) if link),
            due=moment(step.start, step.end, step.precision),
            overdue=self.catalogue.is_overdue(at),
            event=self.event(event) if event else None,
            mark=self.mark(briefing, step.evidence),
        )

    def event_row(self, event: MergedEvent) -> EventRow:
        """An event in a list."""
        when = moment(event.start, event.end, event.precision)
        return EventRow(
            name=event.name,
            href=self.way(routes.event(event.id)),
            kind=EVENT_KIND[event.kind],
            status=STATUS[event.status],
            due=self.due(event),
            when=when,
            place=self.place(event.place),
            briefings=len(event.briefings),
        )

    def due(self, event: MergedEvent) -> str | None:
        """The words for an event whose date has passed without a report."""
        when = moment(event.start, event.end, event.precision)
        return f"was due {when.text} — no report yet" if when and self.catalogue.is_due(event) else None

    def briefing_row(self, briefing: Briefing) -> BriefingRow:
        """A briefing in a list."""
        return BriefingRow(
            title=briefing.article.title,
            href=self.way(routes.briefing(briefing.id)),
            language=briefing.article.language,
            outlet=briefing.article.outlet,
            published=stamp(briefing.article.published),
        )

    def original_of(self, briefing: Briefing) -> Link | None:
        """The briefing whose text this one prints again."""
        name = self.catalogue.corpus.copies.get(briefing.id)
        original = self.catalogue.briefings.get(name or "")
        return Link(text=source_name(original), href=self.way(routes.briefing(original.id))) if original else None

    def dated(
        self, start: str | None, end: str | None, precision: Precision | None, marks: tuple[Mark, ...] = ()
    ) -> Value | None:
        """A date as a value; None for no date."""
        when = moment(start, end, precision)
        return Value(text=when.text, href=None, datetime=when.datetime, note=None, marks=marks) if when else None

    def named(self, link: Link | Party, marks: tuple[Mark, ...] = (), note: str | None = None) -> Value:
        """A name as a value."""
        words = link.text if isinstance(link, Link) else link.name
        return Value(text=words, href=link.href, datetime=None, note=note, marks=marks)


def other_names(name: str, aliases: Iterable[str]) -> tuple[str, ...]:
    """The other names of a thing without those that are only a part of its name, or of one another."""
    kept = [name]
    for alias in sorted(aliases, key=len, reverse=True):
        if not any(f" {alias.casefold()} " in f" {other.casefold().replace(',', ' ')} " for other in kept):
            kept.append(alias)
    return tuple(alias for alias in dict.fromkeys(aliases) if alias in kept[1:])


def position(lat: float, lon: float) -> str:
    """Degrees north and east as words, to two decimals (about a kilometre: more than a city has)."""
    return f"{abs(lat):.2f}° {'N' if lat >= 0 else 'S'}, {abs(lon):.2f}° {'E' if lon >= 0 else 'W'}"


def source_name(briefing: Briefing) -> str:
    """What an article is called as a source: "Xinhua, 29 August 2025"."""
    day = stamp((briefing.article.published or "")[:10])
    outlet = briefing.article.outlet or briefing.article.title
    return f"{outlet}, {day.text}" if day else outlet
