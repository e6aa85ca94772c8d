"""Every link inside a site leads to a file of the site, and every #fragment to an element there."""

import json
import posixpath
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html

from briefgen.routes import Route
from tests import made
from tests.corpora import SETTINGS

FOLDER = urlsplit(SETTINGS.base_url).path
LEADING = "//@href | //@src | //@action | //@data"


def broken(files: dict[str, bytes], base: str) -> list[str]:
    """Links of pages and pictures that lead nowhere. base: the path below which the site lives, for those from a root."""
    ids: dict[str, set[str]] = {}
    links: list[tuple[str, str]] = []
    for name, data in files.items():
        if name.endswith(".html"):
            tree: Any = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
            ids[name] = {str(found) for found in tree.xpath("//@id")}
            links += [(name, str(link)) for link in tree.xpath(LEADING)]
        elif name.endswith(".css"):
            links += [(name, link) for link in re.findall(r"url\([\"']?([^)\"']+)", data.decode())]
    assert links
    return [f"{name} -> {link}" for name, link in links if not leads(name, link, files, ids, base)]


def leads(name: str, link: str, files: dict[str, bytes], ids: dict[str, set[str]], base: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return parts.scheme in {"http", "https", "data", "webcal", "mailto"}
    path = unquote(parts.path)
    if path.startswith("/"):
        if not path.startswith(base):
            return False
        target = path.removeprefix(base)
    else:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
    if target not in files:
        return False
    return not parts.fragment or unquote(parts.fragment) in ids.get(target, set())


def written(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def of(kind: str) -> dict[str, bytes]:
    return {str(route): data for route, data in made.site(kind).items()}


def test_a_link_that_leads_nowhere_is_found() -> None:
    files = {"index.html": b'<a href="gone/index.html">x</a><a href="#gone">x</a><a href="#here" id="here">x</a>'}
    assert broken(files, "/") == ["index.html -> gone/index.html", "index.html -> #gone"]


@pytest.mark.parametrize("kind", made.KINDS)
def test_every_link_of_the_test_corpora_resolves(kind: str) -> None:
    assert broken(of(kind), FOLDER) == []


def test_every_link_of_the_demonstration_resolves(demonstration_site: Path) -> None:
    assert broken(written(demonstration_site), "/") == []


def test_every_page_can_be_reached_from_the_first(demonstration_site: Path) -> None:
    files = written(demonstration_site)
    seen, open_pages = {"index.html"}, ["index.html"]
    while open_pages:
        name = open_pages.pop()
        tree: Any = html.document_fromstring(files[name], parser=html.HTMLParser(encoding="utf-8"))
        for link in tree.xpath("//a/@href"):
            parts = urlsplit(str(link))
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
            if not parts.netloc and target.endswith(".html") and target not in seen:
                seen.add(target)
                open_pages.append(target)
    unreached = {name for name in files if name.endswith(".html")} - seen - {"404.html", "search/index.html"}
    assert unreached == set()


def test_the_sitemap_names_every_page_but_those_that_are_not_for_finding() -> None:
    files = made.site("corpus")
    tree: Any = etree.fromstring(files[Route("sitemap.xml")])
    named = [str(e.text).removeprefix(SETTINGS.base_url) for e in tree.iter("{*}loc")]
    assert all(Route(name, "index.html") in files for name in named)
    assert len(named) == len(set(named))
    wanted = {
        p for p in made.pages(files) if p.parts[0] in {"briefings", "events", "people", "places", "organizations"}
    }
    assert {Route(name, "index.html") for name in named} >= wanted


def test_addresses_for_the_outside_are_those_of_files() -> None:
    """In feeds, canonical links, linked data and robots.txt."""
    files = of("corpus")
    outside = re.compile(re.escape(SETTINGS.base_url) + r"[^\s\"'<>\\#]*")
    found = {
        (name, link)
        for name, data in files.items()
        if name.endswith((".atom", ".html", ".opml", ".txt")) or name == "feed.json"
        for link in outside.findall(data.decode())
    }
    assert len(found) > 20
    targets = {(name, unquote(link.removeprefix(SETTINGS.base_url))) for name, link in found}
    assert [t for t in targets if t[1] not in files and f"{t[1].rstrip('/')}/index.html".lstrip("/") not in files] == []


def test_facets_of_the_search_name_pages_of_the_site(demonstration_site: Path) -> None:
    pages = json.loads((demonstration_site / "pagefind" / "facets.json").read_text("utf-8"))["pages"]
    assert len(pages) > 50
    assert [page for page in pages if not (demonstration_site / page.strip("/") / "index.html").exists()] == []
