"""feed.atom (RFC 4287): the latest briefings. Ids are tag URIs (RFC 4151) that survive a move of the site.

Updated is the article's own date, never that of the build. An article without a date cannot be dated truthfully and is
left out. Characters that XML forbids are dropped.
"""

import hashlib
import re

from lxml import etree

from briefgen import routes
from briefgen.config import Settings
from briefgen.model import Briefing, Corpus

ENTRIES = 50
ATOM = "http://www.w3.org/2005/Atom"
EMPTY = f'<feed xmlns="{ATOM}"/>'
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# An authority nobody owns (RFC 2606): the site's own address would change the ids when the site moves.
AUTHORITY = "tag:briefgen.invalid,2026:"
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHOLE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)\Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def feed(corpus: Corpus, settings: Settings) -> bytes:
    """The feed of a site. settings.base_url is not empty."""
    dated = [(when, b) for b in corpus.briefings if (when := _instant(b.article.updated or b.article.published))]
    latest = dated[:ENTRIES]
    root = etree.fromstring(EMPTY)
    root.set(XML_LANG, settings.language)
    _add(root, "id", f"{AUTHORITY}feed/{_token(settings.title)}")
    _add(root, "title", settings.title)
    if settings.description:
        _add(root, "subtitle", settings.description)
    _add(root, "updated", max((when for when, _ in latest), default="1970-01-01T00:00:00Z"))
    _add(_add(root, "author"), "name", settings.title)
    _add(root, "link", rel="self", type="application/atom+xml", href=routes.address(settings.base_url, routes.FEED))
    _add(root, "link", rel="alternate", type="text/html", href=routes.address(settings.base_url, routes.HOME))
    _add(root, "generator", "briefgen")
    for when, briefing in latest:
        _entry(root, briefing, when, settings)
    etree.indent(root, " ")
    return etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n"


def _entry(root: etree._Element, briefing: Briefing, when: str, settings: Settings) -> None:
    article = briefing.article
    entry = _add(root, "entry")
    entry.set(XML_LANG, _clean(article.language))
    _add(entry, "id", f"{AUTHORITY}briefing/{_token(briefing.id)}")
    _add(entry, "title", article.title)
    _add(entry, "updated", when)
    if published := _instant(article.published):
        _add(entry, "published", published)
    if article.byline or article.outlet:
        _add(_add(entry, "author"), "name", article.byline or article.outlet)
    _add(entry, "link", rel="alternate", href=routes.address(settings.base_url, routes.briefing(briefing.id)))
    if briefing.findings.what:
        _add(entry, "summary", briefing.findings.what[0].text)
    for tag in article.tags:
        _add(entry, "category", term=tag)


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{ATOM}}}{name}", {key: _clean(value) for key, value in attributes.items()})
    made.text = None if text is None else _clean(text)
    return made


def _instant(when: str | None) -> str | None:
    """The RFC 3339 moment of an ISO date; the beginning of a day where only that is known; None for less."""
    if not when or not _DAY.match(when):
        return None
    whole = _WHOLE.match(when)
    return f"{whole[1]}{whole[2] or ':00'}{whole[3]}" if whole else f"{when[:10]}T00:00:00Z"


def _token(name: str) -> str:
    """A name as a tag URI may hold it: ids of other scripts as a hash."""
    plain = re.fullmatch(r"[A-Za-z0-9._-]+", name)
    return name if plain else hashlib.sha256(name.encode()).hexdigest()[:16]


def _clean(text: str) -> str:
    return _ILLEGAL.sub("", text)
