"""Saved web pages and fragments of them -> blocks and Metadata.

Reads  HTML as a browser saves it. Nothing is fetched.
Finds  the text of the article (trafilatura decides what on a page that is), and of the head: headline, dates, outlet,
       address, authors, language, as JSON-LD, meta elements and <time> give them.
Misses dates that stand only in the running text or the address: guessing them is how a wrong date gets in.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml import html

from briefgen.read.characters import clean
from briefgen.read.markup import blocks_in, parse_html
from briefgen.read.metadata import Metadata, fuller
from briefgen.read.paragraphs import Block
from briefgen.read.stamps import BadDateError, read_date
from briefgen.read.words import without_outlet

SHORTEST_ARTICLE = 200  # characters: what is shorter was cut wrongly, and the page's own marks are trusted instead
LARGEST_JSON = 1_000_000  # characters
_PAGE = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "parsely-pub-date", "sailthru.date", "publish_date",
    "publishdate", "publication_date", "pubdate", "article.published", "citation_publication_date", "date",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "dcterms.modified",
    "lastmod", "last-modified", "revision_date",
)  # fmt: skip
_TITLE = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "headline")
_OUTLET = ("og:site_name", "publisher", "dc.publisher", "application-name", "twitter:app:name:iphone")
_AUTHOR = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl", "dcterms.creator")


def webpage_blocks(text: str, first_line: int, zone: str | None) -> tuple[list[Block], Metadata]:
    """The blocks of a page's article, and what its head says. first_line: the file's line that the HTML begins on."""
    tree = parse_html(text)
    if tree is None:
        return [], Metadata()
    if not _PAGE.search(text):
        return blocks_in(tree, first_line), Metadata()
    metadata = page_metadata(tree, zone)
    return _article_blocks(text, tree, first_line), metadata


def _article_blocks(text: str, tree: html.HtmlElement, first_line: int) -> list[Block]:
    """What trafilatura takes for the article, or else what the page itself marks as such."""
    import trafilatura  # noqa: PLC0415  a second to load, for the sites that have saved pages

    marked = max(tree.xpath("//article|//main|//*[@role='main' or @itemprop='articleBody']"), key=_length, default=None)
    found = trafilatura.bare_extraction(
        text,
        with_metadata=False,
        include_comments=False,
        include_tables=False,
        include_images=False,
        include_links=False,
    )
    body = getattr(found, "body", None)
    taken = blocks_in(body, first_line) if body is not None else []
    if sum(len(block.text) for block in taken) >= SHORTEST_ARTICLE:
        return taken
    whole = marked if marked is not None else tree.find("body")
    return (
        taken
        if whole is None
        else max(taken, blocks_in(whole, first_line), key=lambda bs: sum(len(b.text) for b in bs))
    )


def _length(element: html.HtmlElement) -> int:
    return len(element.text_content())


def page_metadata(tree: html.HtmlElement, zone: str | None) -> Metadata:
    """What the head of a page says of its article. JSON-LD goes before meta elements, those before the text's marks."""
    meta = _meta(tree)
    article = _json_ld(tree)
    outlet = _name(article.get("publisher")) or _first(meta, _OUTLET)
    title = _heading(tree) or _words(article.get("headline")) or _first(meta, _TITLE) or _document_title(tree, outlet)
    return Metadata(
        title=title,
        published=_date([article.get("datePublished"), *(meta.get(n) for n in _PUBLISHED), *_times(tree)], zone),
        updated=_date([article.get("dateModified"), *(meta.get(n) for n in _UPDATED)], zone),
        outlet=outlet,
        url=_address(tree, meta, article),
        byline=_name(article.get("author")) or _first(meta, _AUTHOR),
        language=_language(_words(article.get("inLanguage")) or tree.get("lang") or meta.get("og:locale") or ""),
    )


def _meta(tree: html.HtmlElement) -> dict[str, str]:
    """The meta elements by name in small letters, the first of each."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = clean(element.get("content") or "")
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _json_ld(tree: html.HtmlElement) -> dict[str, Any]:
    """The first object of a JSON-LD script that is an article; {} where there is none."""
    for script in tree.iter("script"):
        words = script.text or ""
        if "ld+json" not in (script.get("type") or "").lower() or len(words) > LARGEST_JSON:
            continue
        try:
            data = json.loads(words, strict=False)
            found = next((o for o in _objects(data) if _is_article(o)), None)
        except (ValueError, RecursionError):
            continue
        if found:
            return found
    return {}


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that stand at the top, in a list or in @graph."""
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (part for part in graph if isinstance(part, dict)) if isinstance(graph, list) else ()


def _is_article(item: dict[str, Any]) -> bool:
    kinds = item.get("@type")
    return any(
        isinstance(k, str) and k.endswith(("Article", "Posting"))
        for k in (kinds if isinstance(kinds, list) else [kinds])
    )


def _name(value: Any) -> str | None:
    """The name of a JSON-LD person or organization, or of several."""
    names = [v.get("name") if isinstance(v, dict) else v for v in (value if isinstance(value, list) else [value])]
    return ", ".join(clean(n) for n in names if isinstance(n, str) and clean(n)) or None


def _words(value: Any) -> str | None:
    return (clean(value) or None) if isinstance(value, str) else None


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[n] for n in names if n in meta and not meta[n].startswith("http")), None)


def _heading(tree: html.HtmlElement) -> str | None:
    """The page's only first-level heading; where there are several, none of them is sure to be the headline."""
    headings = {clean(h.text_content()) for h in tree.iter("h1")} - {""}
    return headings.pop() if len(headings) == 1 else None


def _document_title(tree: html.HtmlElement, outlet: str | None) -> str | None:
    title = tree.find(".//title")
    return without_outlet(clean(title.text_content()), outlet)[0] or None if title is not None else None


def _times(tree: html.HtmlElement) -> list[str | None]:
    """The <time> elements that say they are the date of publication, or the only one above the text."""
    times = [t for t in tree.iter("time") if t.get("datetime")]
    about = [t for t in times if "pubdate" in t.attrib or "publish" in f"{t.get('itemprop')} {t.get('class')}".lower()]
    if not about and len({t.get("datetime") for t in times}) == 1:
        about = times[:1]
    return [t.get("datetime") for t in about]


def _date(values: list[Any], zone: str | None) -> str | None:
    """The first value that is a date, or one of the same day that says it more exactly."""
    found: str | None = None
    for value in values:
        try:
            found = fuller(found, read_date(clean(value), zone)) if isinstance(value, str) and value.strip() else found
        except BadDateError:
            continue
    return found


def _address(tree: html.HtmlElement, meta: dict[str, str], article: dict[str, Any]) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for address in (*links, meta.get("og:url"), article.get("url"), article.get("mainEntityOfPage")):
        if isinstance(address, str) and _is_address(address.strip()):
            return address.strip()
    return None


def _is_address(words: str) -> bool:
    try:
        parts = urlsplit(words)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username and " " not in words
    except ValueError:
        return False


def _language(tag: str) -> str | None:
    return tag.replace("_", "-") if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", tag) else None
