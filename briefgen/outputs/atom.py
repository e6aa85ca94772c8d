"""The Atom feeds (RFC 4287): the latest briefings of the site, of one event, of one person.

Updated is the article's own date, never that of the build. An article without a date cannot be dated truthfully and is
left out. Ids are tag URIs that survive a move of the site.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from briefgen import routes
from briefgen.config import Settings
from briefgen.model import Briefing, Corpus
from briefgen.outputs.values import EPOCH, for_xml, instant
from briefgen.routes import Route

ENTRIES = 50
KEPT = 4096  # entries that are remembered: most stand in several feeds
ATOM = "http://www.w3.org/2005/Atom"
EMPTY = f'<feed xmlns="{ATOM}"/>'
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One feed: what it is called, where it stands, and the briefings it tells of, newest first."""

    id: str
    title: str
    subtitle: str
    file: Route
    page: Route  # the page that it follows
    briefings: Sequence[Briefing]


def channels(corpus: Corpus, settings: Settings) -> Iterator[Channel]:
    """Yield the feed of the site, then those of events and people."""
    by_id = {b.id: b for b in corpus.briefings}
    yield Channel(
        id=routes.tag("feed", settings.title),
        title=settings.title,
        subtitle=settings.description,
        file=routes.FEED,
        page=routes.HOME,
        briefings=corpus.briefings,
    )
    for event in corpus.events:
        yield Channel(
            id=routes.tag("event", event.id),
            title=f"{event.name} – {settings.title}",
            subtitle="",
            file=routes.event_feed(event.id),
            page=routes.event(event.id),
            briefings=[by_id[name] for name in event.briefings],
        )
    for person in corpus.people:
        yield Channel(
            id=routes.tag("person", person.id),
            title=f"{person.name} – {settings.title}",
            subtitle="",
            file=routes.person_feed(person.id),
            page=routes.person(person.id),
            briefings=[by_id[name] for name in person.briefings],
        )


def feeds(corpus: Corpus, settings: Settings) -> Iterator[tuple[Route, bytes]]:
    """Yield every feed. settings.base_url is not empty."""
    made: dict[str, etree._Element] = {}
    for channel in channels(corpus, settings):
        yield channel.file, feed(channel, settings, made)
        if len(made) > KEPT:
            made.clear()


def feed(channel: Channel, settings: Settings, known: dict[str, etree._Element]) -> bytes:
    """One feed as a document. settings.base_url is not empty. known: the entries of feeds before it, by briefing."""
    dated = [(when, b) for b in channel.briefings if (when := instant(b.article.updated or b.article.published))]
    latest = dated[:ENTRIES]
    root = etree.fromstring(EMPTY)
    root.set(XML_LANG, settings.interface_language)
    _add(root, "id", channel.id)
    _add(root, "title", channel.title)
    if channel.subtitle:
        _add(root, "subtitle", channel.subtitle)
    _add(root, "updated", max((when for when, _ in latest), default=EPOCH))
    _add(_add(root, "author"), "name", settings.title)
    _add(root, "link", rel="self", type="application/atom+xml", href=routes.address(settings.base_url, channel.file))
    _add(root, "link", rel="alternate", type="text/html", href=routes.address(settings.base_url, channel.page))
    _add(root, "generator", "briefgen")
    for when, briefing in latest:
        if briefing.id not in known:
            known[briefing.id] = _entry(briefing, when, settings)
        root.append(deepcopy(known[briefing.id]))
    etree.indent(root, " ")
    return etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n"


def _entry(briefing: Briefing, when: str, settings: Settings) -> etree._Element:
    article = briefing.article
    entry = _add(etree.fromstring(EMPTY), "entry")
    entry.set(XML_LANG, for_xml(article.language))
    _add(entry, "id", routes.tag("briefing", briefing.id))
    _add(entry, "title", article.title)
    _add(entry, "updated", when)
    if published := instant(article.published):
        _add(entry, "published", published)
    if article.byline or article.outlet:
        _add(_add(entry, "author"), "name", article.byline or article.outlet)
    _add(entry, "link", rel="alternate", href=routes.address(settings.base_url, routes.briefing(briefing.id)))
    if article.url:
        _add(entry, "link", rel="via", href=article.url)
    if briefing.findings.what:
        _add(entry, "summary", briefing.findings.what[0].text)
    for word in article.tags:
        _add(entry, "category", term=word)
    return entry


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{ATOM}}}{name}", {key: for_xml(value) for key, value in attributes.items()})
    made.text = None if text is None else for_xml(text)
    return made
