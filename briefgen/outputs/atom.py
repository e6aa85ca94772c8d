"""The Atom feeds (RFC 4287): the latest briefings of the site, of one event, of one person.

Updated is the article's own date, never that of the build. An article without a date cannot be dated truthfully and is
left out. Ids are tag URIs that survive a move of the site.

Entries are written as text, each once for all feeds that it stands in; the tests read them, and write them, with lxml.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from briefgen import routes
from briefgen.config import Settings
from briefgen.model import Briefing, Corpus
from briefgen.outputs.values import EPOCH, for_xml, instant
from briefgen.routes import Route

ENTRIES = 50
KEPT = 1 << 17  # entries that are remembered, a kilobyte each: most stand in several feeds
ATOM = "http://www.w3.org/2005/Atom"


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
    known: dict[str, str] = {}
    for channel in channels(corpus, settings):
        yield channel.file, feed(channel, settings, known)
        if len(known) > KEPT:
            known.clear()


def feed(channel: Channel, settings: Settings, known: dict[str, str]) -> bytes:
    """One feed as a document. settings.base_url is not empty. known: the entries of feeds before it, by briefing."""
    dated = ((when, b) for b in channel.briefings if (when := instant(b.article.updated or b.article.published)))
    latest = list(islice(dated, ENTRIES))
    lines = [
        "<?xml version='1.0' encoding='utf-8'?>",
        f'<feed xmlns="{ATOM}" xml:lang="{_attribute(settings.interface_language)}">',
        f" <id>{_text(channel.id)}</id>",
        f" <title>{_text(channel.title)}</title>",
    ]
    if channel.subtitle:
        lines.append(f" <subtitle>{_text(channel.subtitle)}</subtitle>")
    here, page = (routes.address(settings.base_url, route) for route in (channel.file, channel.page))
    lines += [
        f" <updated>{max((when for when, _ in latest), default=EPOCH)}</updated>",
        " <author>",
        f"  <name>{_text(settings.title)}</name>",
        " </author>",
        f' <link rel="self" type="application/atom+xml" href="{_attribute(here)}"/>',
        f' <link rel="alternate" type="text/html" href="{_attribute(page)}"/>',
        " <generator>briefgen</generator>",
    ]
    for when, briefing in latest:
        if briefing.id not in known:
            known[briefing.id] = _entry(briefing, when, settings)
        lines.append(known[briefing.id])
    lines.append("</feed>\n")
    return "\n".join(lines).encode()


def _entry(briefing: Briefing, when: str, settings: Settings) -> str:
    article = briefing.article
    page = routes.address(settings.base_url, routes.briefing(briefing.id))
    lines = [
        f' <entry xml:lang="{_attribute(article.language)}">',
        f"  <id>{_text(routes.tag('briefing', briefing.id))}</id>",
        f"  <title>{_text(article.title)}</title>",
        f"  <updated>{when}</updated>",
    ]
    if published := instant(article.published):
        lines.append(f"  <published>{published}</published>")
    if name := article.byline or article.outlet:
        lines += ["  <author>", f"   <name>{_text(name)}</name>", "  </author>"]
    lines.append(f'  <link rel="alternate" href="{_attribute(page)}"/>')
    if article.url:
        lines.append(f'  <link rel="via" href="{_attribute(article.url)}"/>')
    if briefing.findings.what:
        lines.append(f"  <summary>{_text(briefing.findings.what[0].text)}</summary>")
    lines += [f'  <category term="{_attribute(word)}"/>' for word in article.tags]
    return "\n".join((*lines, " </entry>"))


def _text(text: str) -> str:
    return for_xml(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _attribute(text: str) -> str:
    return _text(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
