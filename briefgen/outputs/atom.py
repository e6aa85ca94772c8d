"""The Atom feeds (RFC 4287): the latest briefings of the site, of one event, of one person; and what has changed.

Updated is the article's own date, never that of the build. An article without a date cannot be dated truthfully and is
left out, and so is what it changed. Ids are tag URIs that survive a move of the site.

Entries are written as text, each once for all feeds that it stands in; the tests read them, and write them, with lxml.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from briefgen import routes
from briefgen.config import Settings
from briefgen.model import Briefing, Corpus, MergedEvent, StatusReport
from briefgen.outputs.values import EPOCH, for_xml, instant
from briefgen.routes import Route
from briefgen.scope import LANGUAGE
from briefgen.status_changes import status_changes
from briefgen.texts import ENGLISH, Texts
from briefgen.views.catalogue import around
from briefgen.words import words

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
    briefings: Sequence[Briefing] | None  # None: it tells of what has changed


def channels(corpus: Corpus, settings: Settings, texts: Texts = ENGLISH) -> Iterator[Channel]:
    """Yield the feed of the site and that of changes, then those of events and people."""
    by_id = {b.id: b for b in corpus.briefings}
    yield Channel(
        id=routes.tag("feed", settings.title),
        title=settings.title,
        subtitle=settings.description,
        file=routes.FEED,
        page=routes.HOME,
        briefings=corpus.briefings,
    )
    yield Channel(
        id=routes.tag("changes", settings.title),
        title=f"{texts.gettext('Changes')} – {settings.title}",
        subtitle=texts.gettext("Events told of for the first time, and events whose status became another."),
        file=routes.CHANGES_FEED,
        page=routes.CHANGES,
        briefings=None,
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


def feeds(corpus: Corpus, settings: Settings, texts: Texts = ENGLISH) -> Iterator[tuple[Route, bytes]]:
    """Yield every feed. settings.base_url is not empty."""
    known: dict[str, str] = {}
    for channel in channels(corpus, settings, texts):
        if channel.briefings is None:
            yield channel.file, changes_feed(channel, corpus, settings, texts)
        else:
            yield channel.file, feed(channel, channel.briefings, settings, known)
        if len(known) > KEPT:
            known.clear()


def changes_feed(channel: Channel, corpus: Corpus, settings: Settings, texts: Texts) -> bytes:
    """The newest changes of events as a document: what came new, and what became of it, each with its sentence."""
    found = [
        (when, event, before, report)
        for event in corpus.events
        for before, report in status_changes(event)
        if (when := instant(report.asserted))
    ]
    latest = sorted(found, key=lambda change: (change[0], change[1].id), reverse=True)[:ENTRIES]
    by_id = {b.id: b for b in corpus.briefings}
    entries = [
        (when, _change(when, event, before, report, by_id[report.source.briefing], settings, texts))
        for when, event, before, report in latest
    ]
    return _document(channel, entries, settings)


def feed(channel: Channel, briefings: Iterable[Briefing], settings: Settings, known: dict[str, str]) -> bytes:
    """One feed as a document. settings.base_url is not empty. known: the entries of feeds before it, by briefing."""
    dated = ((when, b) for b in briefings if (when := instant(b.article.updated or b.article.published)))
    latest = list(islice(dated, ENTRIES))
    for when, briefing in latest:
        if briefing.id not in known:
            known[briefing.id] = _entry(briefing, when, settings)
    return _document(channel, [(when, known[briefing.id]) for when, briefing in latest], settings)


def _document(channel: Channel, entries: Sequence[tuple[str, str]], settings: Settings) -> bytes:
    """A feed around entries, each with when it was updated."""
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
        f" <updated>{max((when for when, _ in entries), default=EPOCH)}</updated>",
        " <author>",
        f"  <name>{_text(settings.title)}</name>",
        " </author>",
        f' <link rel="self" type="application/atom+xml" href="{_attribute(here)}"/>',
        f' <link rel="alternate" type="text/html" href="{_attribute(page)}"/>',
        " <generator>briefgen</generator>",
    ]
    return "\n".join((*lines, *(entry for _, entry in entries), "</feed>\n")).encode()


def _entry(briefing: Briefing, when: str, settings: Settings) -> str:
    article = briefing.article
    page = routes.address(settings.base_url, routes.briefing(briefing.id))
    lines = _opened(article.language, routes.tag("briefing", briefing.id), article.title, when)
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


def _opened(language: str, name: str, title: str, when: str) -> list[str]:
    """What every entry begins with. name: the tag that is its id."""
    return [
        f' <entry xml:lang="{_attribute(language)}">',
        f"  <id>{_text(name)}</id>",
        f"  <title>{_text(title)}</title>",
        f"  <updated>{when}</updated>",
    ]


def _change(
    when: str,
    event: MergedEvent,
    before: StatusReport | None,
    report: StatusReport,
    briefing: Briefing,
    settings: Settings,
    texts: Texts,
) -> str:
    """The entry of a change. Its id holds what became of what by whose word, so that the next change is another."""
    status = words(texts).status
    became = status[report.status]
    if before:
        became = texts.gettext("%(before)s → %(now)s", before=status[before.status], now=became)
    page = routes.address(settings.base_url, routes.event(event.id))
    sentence = routes.address(settings.base_url, routes.briefing(briefing.id))
    name = routes.tag("change", f"{event.id}.{report.status}.{briefing.id}")
    lines = [
        *_opened(LANGUAGE, name, f"{event.name}: {became}", when),
        f'  <link rel="alternate" href="{_attribute(page)}"/>',
        f'  <link rel="related" href="{_attribute(routes.anchored(sentence, report.source.evidence.sentence))}"/>',
    ]
    if briefing.article.url:
        lines.append(f'  <link rel="via" href="{_attribute(briefing.article.url)}"/>')
    lines.append(f"  <summary>{_text(''.join(around(briefing, report.source.evidence)))}</summary>")
    return "\n".join((*lines, " </entry>"))


def _text(text: str) -> str:
    return for_xml(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _attribute(text: str) -> str:
    return _text(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
