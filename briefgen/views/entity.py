"""The pages of one person, one place and one organization: what articles say of them, and nothing from elsewhere."""

from collections.abc import Iterable

from msgspec.structs import replace

from briefgen import routes
from briefgen.model import MergedOrganization, MergedPerson, MergedPlace, QuoteRef, RoleHeld, StepRef
from briefgen.views.catalogue import Catalogue, StatementAt
from briefgen.views.dates import UNDATED, Moment, is_past
from briefgen.views.linked_data import Node, organization_node, person_node, place_node
from briefgen.views.part import Part
from briefgen.views.parts import BriefingRow, EventRow, Frame, Link, Mark, Picture, Quotation, Step
from briefgen.views.sheet import Sheet, other_names, position


class RoleRow(Part, frozen=True, kw_only=True):
    """A role as an article gave it, at that article's date."""

    role: str
    as_of: Moment | None
    outlet: str
    mark: Mark


class PersonPage(Part, frozen=True, kw_only=True):
    """One person."""

    frame: Frame
    name: str
    country: str | None  # the state served
    roles: tuple[RoleRow, ...]  # newest first
    other_names: tuple[str, ...]
    events: tuple[EventRow, ...]
    quotes: tuple[Quotation, ...]  # newest first
    positions: tuple[Quotation, ...]  # reported speech, newest first
    steps: tuple[Step, ...]
    briefings: tuple[BriefingRow, ...]
    feed: str | None  # href, where the site has an address


class OrganizationPage(Part, frozen=True, kw_only=True):
    """One organization."""

    frame: Frame
    name: str
    country: str | None
    other_names: tuple[str, ...]
    events: tuple[EventRow, ...]
    quotes: tuple[Quotation, ...]
    positions: tuple[Quotation, ...]
    steps: tuple[Step, ...]
    briefings: tuple[BriefingRow, ...]


class PlacePage(Part, frozen=True, kw_only=True):
    """One place."""

    frame: Frame
    name: str
    kind: str
    country: str | None
    other_names: tuple[str, ...]
    position: str | None  # "39.14° N, 117.18° E"
    map: Picture | None
    coming: tuple[EventRow, ...]  # events from as_of on, and undated ones
    past: tuple[EventRow, ...]
    steps: tuple[Step, ...]
    briefings: tuple[BriefingRow, ...]


def person_page(catalogue: Catalogue, person: MergedPerson) -> PersonPage:
    """Make the page of a person."""
    sheet = Sheet(catalogue, routes.person(person.id))
    return PersonPage(
        frame=_frame(
            sheet,
            person.name,
            sheet.texts.gettext("People"),
            routes.PEOPLE,
            len(person.briefings),
            person_node(catalogue, person),
        ),
        name=person.name,
        country=sheet.texts.state(person.country) if person.country else None,
        roles=tuple(
            RoleRow(
                role=held.role,
                as_of=sheet.dates.stamp(held.as_of and held.as_of[:10]),
                outlet=_outlet(catalogue, held.source.briefing),
                mark=sheet.mark(catalogue.briefings[held.source.briefing], held.source.evidence, outlet_said=True),
            )
            for held in _telling(person.roles)
        ),
        other_names=other_names(person.name, person.aliases),
        events=_events(sheet, person.events),
        quotes=_quotes(sheet, person.quotes),
        positions=_positions(sheet, person.id),
        steps=_steps(sheet, person.next_steps),
        briefings=_briefings(sheet, person.briefings),
        feed=sheet.way(routes.person_feed(person.id)) if catalogue.settings.base_url else None,
    )


def organization_page(catalogue: Catalogue, body: MergedOrganization) -> OrganizationPage:
    """Make the page of an organization."""
    sheet = Sheet(catalogue, routes.organization(body.id))
    return OrganizationPage(
        frame=_frame(
            sheet,
            body.name,
            sheet.texts.gettext("Organizations"),
            routes.ORGANIZATIONS,
            len(body.briefings),
            organization_node(catalogue, body),
        ),
        name=body.name,
        country=sheet.texts.state(body.country) if body.country else None,
        other_names=other_names(body.name, body.aliases),
        events=_events(sheet, body.events),
        quotes=_quotes(sheet, body.quotes),
        positions=_positions(sheet, body.id),
        steps=_steps(sheet, body.next_steps),
        briefings=_briefings(sheet, body.briefings),
    )


def place_page(catalogue: Catalogue, place: MergedPlace) -> PlacePage:
    """Make the page of a place."""
    sheet = Sheet(catalogue, routes.place(place.id))
    events = [catalogue.events[name] for name in place.events if name in catalogue.events]
    past = [e for e in events if is_past(e.start, e.end, catalogue.as_of)]
    coming = sorted((e for e in events if e not in past), key=lambda e: (e.start or UNDATED, e.id))
    return PlacePage(
        frame=_frame(
            sheet,
            place.name,
            sheet.texts.gettext("Places"),
            routes.PLACES,
            len(place.briefings),
            place_node(catalogue, place),
        ),
        name=place.name,
        kind=sheet.words.place_kind[place.kind],
        country=sheet.texts.state(place.country) if place.country and place.kind != "country" else None,
        other_names=other_names(place.name, place.aliases),
        position=None if place.lat is None or place.lon is None else position(sheet.texts, place.lat, place.lon),
        map=sheet.map(place.id),
        coming=tuple(map(sheet.event_row, coming)),
        past=tuple(map(sheet.event_row, past)),
        steps=_steps(sheet, place.next_steps),
        briefings=_briefings(sheet, place.briefings),
    )


def _telling(roles: tuple[RoleHeld, ...]) -> list[RoleHeld]:
    """The roles without those that another one says more fully: "President" beside "Russian President"."""
    said = [held.role.casefold() for held in roles]
    return [h for h in roles if not any(role.endswith(f" {h.role.casefold()}") for role in said)]


def _frame(sheet: Sheet, name: str, kind: str, index: routes.Route, briefings: int, about: Node) -> Frame:
    description = sheet.texts.ngettext(
        "%(name)s: named in %(num)s briefing.", "%(name)s: named in %(num)s briefings.", briefings, name=name
    )
    here = Link(text=name, href="", language=sheet.found_language)
    return sheet.frame(name, description, (Link(text=kind, href=sheet.way(index)), here), about)


def _outlet(catalogue: Catalogue, briefing: str) -> str:
    article = catalogue.briefings[briefing].article
    return article.outlet or article.title


def _events(sheet: Sheet, names: Iterable[str]) -> tuple[EventRow, ...]:
    events = sheet.catalogue.events
    return tuple(sheet.event_row(events[name]) for name in names if name in events)


def _quotes(sheet: Sheet, refs: Iterable[QuoteRef]) -> tuple[Quotation, ...]:
    found = enumerate(sheet.catalogue.quotes(refs), 1)
    return tuple(replace(sheet.quotation(at), anchor=f"quote-{number}") for number, at in found)


def _positions(sheet: Sheet, speaker: str) -> tuple[Quotation, ...]:
    """What somebody is reported to hold, newest first, the same words once."""
    found: dict[str, StatementAt] = {}
    for at in sheet.catalogue.statements_of(speaker):
        found.setdefault(at.statement.text.casefold(), at)
    shown = enumerate(found.values(), 1)
    return tuple(
        replace(sheet.statement(at.briefing, at.index + 1, at.statement), anchor=f"position-{number}")
        for number, at in shown
    )


def _steps(sheet: Sheet, refs: Iterable[StepRef]) -> tuple[Step, ...]:
    """By date, undated last."""
    found = sorted(sheet.catalogue.steps(refs), key=lambda at: at.step.start or at.step.end or UNDATED)
    return tuple(replace(sheet.step(at), anchor=f"step-{number}") for number, at in enumerate(found, 1))


def _briefings(sheet: Sheet, names: Iterable[str]) -> tuple[BriefingRow, ...]:
    briefings = sheet.catalogue.briefings
    return tuple(sheet.briefing_row(briefings[name]) for name in names)
