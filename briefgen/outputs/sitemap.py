"""sitemap.xml (sitemaps.org) and robots.txt: every page with the date of the newest article it is made from."""

from collections.abc import Iterator, Sequence

from lxml import etree

from briefgen import routes
from briefgen.config import Settings
from briefgen.model import Corpus
from briefgen.routes import Route

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
LARGEST = 50_000  # addresses in one file, by the protocol; an index may name as many files
NOT_FOR_PUBLICATION = "# Built with drafts: not for publication."  # a line of robots.txt, which `publish` heeds
_WHOLE_DAY = 10  # characters of YYYY-MM-DD


def sitemaps(corpus: Corpus, settings: Settings) -> Iterator[tuple[Route, bytes]]:
    """sitemap.xml; where there are more pages than fit into one file, an index of several. base_url is not empty."""
    pages = list(_pages(corpus))
    if len(pages) <= LARGEST:
        yield routes.SITEMAP, _urls(pages, settings)
        return
    index = etree.fromstring(f'<sitemapindex xmlns="{NAMESPACE}"/>')
    for number, first in enumerate(range(0, len(pages), LARGEST), 1):
        part, some = routes.sitemap(number), pages[first : first + LARGEST]
        yield part, _urls(some, settings)
        _add(
            index,
            "sitemap",
            routes.address(settings.base_url, part),
            max((day for _, day in some if day), default=None),
        )
    yield routes.SITEMAP, _written(index)


def _urls(pages: Sequence[tuple[Route, str | None]], settings: Settings) -> bytes:
    root = etree.fromstring(f'<urlset xmlns="{NAMESPACE}"/>')
    for route, day in pages:
        _add(root, "url", routes.address(settings.base_url, route), day)
    return _written(root)


def _add(to: etree._Element, name: str, address: str, day: str | None) -> None:
    one = etree.SubElement(to, f"{{{NAMESPACE}}}{name}")
    etree.SubElement(one, f"{{{NAMESPACE}}}loc").text = address
    if day:
        etree.SubElement(one, f"{{{NAMESPACE}}}lastmod").text = day


def _written(root: etree._Element) -> bytes:
    etree.indent(root, " ")
    return etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n"


def robots(corpus: Corpus, settings: Settings) -> bytes:
    """robots.txt: everything may be read; where the sitemap is, if there is one. With drafts, nothing may be."""
    if any(briefing.article.draft for briefing in corpus.briefings):
        lines = [NOT_FOR_PUBLICATION, "User-agent: *", "Disallow: /"]
    else:
        lines = ["User-agent: *", "Allow: /"]
    if settings.base_url:
        lines += ["", f"Sitemap: {routes.address(settings.base_url, routes.SITEMAP)}"]
    return ("\n".join(lines) + "\n").encode()


def _pages(corpus: Corpus) -> Iterator[tuple[Route, str | None]]:
    """Every page but 404.html, with the day of its newest article."""
    days = {b.id: _day(b.article.updated or b.article.published) for b in corpus.briefings}
    newest = max((day for day in days.values() if day), default=None)
    for route in (routes.HOME, routes.CALENDAR, routes.EVENTS, routes.BRIEFINGS, routes.PEOPLE, routes.PLACES):
        yield route, newest
    for route in (routes.ORGANIZATIONS, routes.SERIES, routes.CHANGES, routes.ARCHIVE, routes.ABOUT):
        yield route, newest
    for briefing in corpus.briefings:
        yield routes.briefing(briefing.id), days[briefing.id]
    merged = (
        (routes.event, corpus.events),
        (routes.person, corpus.people),
        (routes.place, corpus.places),
        (routes.organization, corpus.organizations),
    )
    for route_of, entities in merged:
        for one in entities:
            yield route_of(one.id), max((day for name in one.briefings if (day := days[name])), default=None)


def _day(when: str | None) -> str | None:
    return when[:_WHOLE_DAY] if when and len(when) >= _WHOLE_DAY else None
