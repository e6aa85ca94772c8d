"""The same facts for search engines and other readers of schema.org, one graph a page (JSON-LD 1.1).

Things are named by tag URIs, which stay when the site moves; "url" is given where the site has an address. Nothing is
said that the page does not say: an event that is only possible or was ruled out is no Event here, since schema.org
would take it for scheduled, and a key without a value is left out. eventStatus is one of schema.org's EventStatusType:
it has no word for "in progress", so what is under way and what was held stay EventScheduled.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

from briefgen import routes
from briefgen.lexicon import state_name
from briefgen.model import Briefing, EventStatus, MergedEvent, MergedOrganization, MergedPerson, MergedPlace, is_state
from briefgen.routes import Route, tag
from briefgen.views.catalogue import Catalogue, PlaceFace
from briefgen.views.parts import Link
from briefgen.views.share import card

SCHEMA = "https://schema.org"
EVENT_STATUS: Mapping[EventStatus, str] = {
    "planned": f"{SCHEMA}/EventScheduled",
    "confirmed": f"{SCHEMA}/EventScheduled",
    "under_way": f"{SCHEMA}/EventScheduled",
    "held": f"{SCHEMA}/EventScheduled",
    "postponed": f"{SCHEMA}/EventPostponed",
    "cancelled": f"{SCHEMA}/EventCancelled",
}
IN_PERSON = f"{SCHEMA}/OfflineEventAttendanceMode"
REMOTE = f"{SCHEMA}/OnlineEventAttendanceMode"
Node = dict[str, Any]


def graph(*nodes: Node | None) -> Node | None:
    """The nodes of a page as one document; None where there is nothing to say."""
    made = [node for node in nodes if node]
    return {"@context": SCHEMA, "@graph": made} if made else None


def crumbs_node(catalogue: Catalogue, page: Route, crumbs: Iterable[Link]) -> Node | None:
    """The way from the home page to this one. Needs the site's address: a breadcrumb is nothing but links."""
    base = catalogue.settings.base_url
    links = list(crumbs)
    if not base or len(links) < 2:  # noqa: PLR2004  the home page alone is no way
        return None
    items = [
        _node("ListItem", position=number, name=link.text, item=_absolute(base, page, link))
        for number, link in enumerate(links, 1)
    ]
    return _node("BreadcrumbList", itemListElement=items)


def event_node(catalogue: Catalogue, event: MergedEvent) -> Node | None:
    """The event of a page; None for one that schema.org has no honest status for."""
    if event.status not in EVENT_STATUS:
        return None
    place = catalogue.faces_of_places.get(event.place or "")
    parent = catalogue.events.get(event.parent or "")
    known_to_the_day = event.precision in {"time", "part-of-day", "day", "range"}
    return _node(
        "Event",
        tag("event", event.id),
        name=event.name,
        alternateName=list(event.aliases),
        description=_description(catalogue, event),
        startDate=event.start if known_to_the_day else None,
        endDate=event.end if known_to_the_day else None,
        eventStatus=EVENT_STATUS[event.status],
        eventAttendanceMode=REMOTE if event.kind == "call" else IN_PERSON if place else None,
        location=place_node(catalogue, place) if place else None,
        attendee=[node for one in event.participants if (node := _party(catalogue, one.party, one.role))],
        superEvent=_reference("Event", tag("event", parent.id), parent.name) if parent else _series(event),
        subEvent=[_reference("Event", tag("event", e.id), e.name) for e in catalogue.children.get(event.id, ())],
        workFeatured=[_node("CreativeWork", name=name) for name in _documents(catalogue, event)],
        subjectOf=[_article_reference(catalogue, catalogue.briefings[name]) for name in event.briefings],
        image=_picture(catalogue, event, place),
        url=_url(catalogue, routes.event(event.id)),
    )


def _documents(catalogue: Catalogue, event: MergedEvent) -> Iterable[str]:
    """The papers that came of an event, each name once."""
    own = {(m.briefing, m.event) for m in event.mentions}
    found = ((b, outcome) for b in event.briefings for outcome in catalogue.briefings[b].findings.outcomes)
    names = (name for b, outcome in found if (b, outcome.event) in own for name in outcome.documents)
    return {name.casefold(): name for name in names}.values()


def _picture(catalogue: Catalogue, event: MergedEvent, place: PlaceFace | None) -> str | None:
    """The address of the event's picture, where it has one."""
    has_one = card(event, place, catalogue.settings, catalogue.texts)
    return _url(catalogue, routes.event_picture(event.id)) if has_one else None


def briefing_node(catalogue: Catalogue, briefing: Briefing) -> Node:
    """The briefing as an article that is based on the source article."""
    article, found = briefing.article, briefing.findings
    told = [merged for e in found.events if (merged := catalogue.merged(briefing.id, e.id))]
    about = {event.id: event for event in told}.values()
    dateline = article.dateline
    return _node(
        "NewsArticle",
        tag("briefing", briefing.id),
        headline=article.title,
        inLanguage=article.language,
        datePublished=article.published,
        dateModified=article.updated,
        dateline=article.body[dateline.place.start : dateline.place.end] if dateline and dateline.place else None,
        author=_node("Person", name=article.byline) if article.byline else None,
        sourceOrganization=_node("Organization", name=article.outlet) if article.outlet else None,
        isBasedOn=article.url,
        about=[_reference("Event", tag("event", e.id), e.name) for e in about if e.status in EVENT_STATUS],
        mentions=[
            *(_reference("Person", tag("person", p.id), p.name) for p in found.people),
            *(_reference("Organization", tag("organization", o.id), o.name) for o in found.organizations),
            *(_reference("Place", tag("place", p.id), p.name) for p in found.places),
        ],
        hasPart=list(_quotations(catalogue, briefing)),
        url=_url(catalogue, routes.briefing(briefing.id)),
    )


def person_node(catalogue: Catalogue, person: MergedPerson) -> Node:
    """A person, with the newest role that an article gives."""
    return _node(
        "Person",
        tag("person", person.id),
        name=person.name,
        alternateName=list(person.aliases),
        jobTitle=person.roles[0].role if person.roles else None,
        url=_url(catalogue, routes.person(person.id)),
    )


def organization_node(catalogue: Catalogue, body: MergedOrganization) -> Node:
    """An organization."""
    return _node(
        "Organization",
        tag("organization", body.id),
        name=body.name,
        alternateName=list(body.aliases),
        url=_url(catalogue, routes.organization(body.id)),
    )


def place_node(catalogue: Catalogue, place: MergedPlace | PlaceFace) -> Node:
    """A place with its address as far as it is known."""
    is_city = place.kind == "city"
    return _node(
        "Country" if place.kind == "country" else "City" if is_city else "Place",
        tag("place", place.id),
        name=place.name,
        alternateName=list(place.aliases),
        address=_node("PostalAddress", addressLocality=place.name if is_city else None, addressCountry=place.country)
        if place.country or is_city
        else None,
        geo=_node("GeoCoordinates", latitude=place.lat, longitude=place.lon) if place.lat is not None else None,
        url=_url(catalogue, routes.place(place.id)),
    )


def _quotations(catalogue: Catalogue, briefing: Briefing) -> Iterator[Node]:
    for number, quote in enumerate(briefing.findings.quotes, 1):
        speaker = _party(catalogue, quote.speaker, None) if quote.speaker else None
        if speaker is None and quote.speaker_name:
            speaker = _node("Person", name=quote.speaker_name)
        yield _node(
            "Quotation",
            tag("quote", f"{briefing.id}.{number}"),
            text=quote.text,
            inLanguage=briefing.article.language,
            spokenByCharacter=speaker,
            creator=speaker,
        )


def _party(catalogue: Catalogue, party: str, role: str | None) -> Node | None:
    if person := catalogue.names_of_people.get(party):
        return _node("Person", tag("person", party), name=person, jobTitle=role)
    if body := catalogue.names_of_bodies.get(party):
        return _node("Organization", tag("organization", party), name=body)
    return _node("Country", name=state_name(party)) if is_state(party) else None


def _series(event: MergedEvent) -> Node | None:
    return _node("EventSeries", tag("series", event.series), name=event.series) if event.series else None


def _description(catalogue: Catalogue, event: MergedEvent) -> str | None:
    """The words of the newest article that tell of the event."""
    own = {(m.briefing, m.event) for m in event.mentions}
    for name in event.briefings:
        found = catalogue.briefings[name].findings
        for told in found.events:
            if (name, told.id) in own:
                sentence = next((s for s in found.sentences if s.id == told.mentions[0].sentence), None)
                body = catalogue.briefings[name].article.body
                return body[sentence.start : sentence.end] if sentence else None
    return None


def _article_reference(catalogue: Catalogue, briefing: Briefing) -> Node:
    url = _url(catalogue, routes.briefing(briefing.id))
    return _node("NewsArticle", tag("briefing", briefing.id), headline=briefing.article.title, url=url)


def _reference(kind: str, name: str, shown: str) -> Node:
    return {"@type": kind, "@id": name, "name": shown}


def _node(kind: str, identifier: str | None = None, **keys: Any) -> Node:
    """A node without the keys that have no value."""
    head: Node = {"@type": kind} | ({"@id": identifier} if identifier else {})
    return head | {key: value for key, value in keys.items() if value is not None and value != []}


def _url(catalogue: Catalogue, route: Route) -> str | None:
    base = catalogue.settings.base_url
    return routes.address(base, route) if base else None


def _absolute(base: str, page: Route, link: Link) -> str:
    here, href = routes.address(base, page), link.href
    if not href:
        return here
    if href.startswith(("/", "#")):
        return urljoin(here, href).removesuffix("index.html")
    folder = here.rpartition("/")[0]
    while href.startswith("../"):  # as urljoin() does, which takes both apart each time
        folder, href = folder.rpartition("/")[0], href[3:]
    return f"{folder}/{href}".removesuffix("index.html")
