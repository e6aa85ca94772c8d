"""The sitemap: one file, or an index of files none of which is longer than the protocol allows."""

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from briefgen.outputs import sitemap
from briefgen.routes import SITEMAP, Route
from tests.corpora import SETTINGS, corpus, empty, hostile

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("sitemap.xsd")))


def sitemaps() -> dict[Route, Any]:
    found = sitemap.sitemaps(corpus(), SETTINGS)
    return {route: etree.fromstring(content) for route, content in found}


def addresses(tree: Any) -> list[str]:
    return [str(e.text) for e in tree.iter("{*}loc")]


def test_few_pages_are_in_one_file() -> None:
    assert list(sitemaps()) == [SITEMAP]


def test_more_pages_than_fit_are_in_parts_that_an_index_names(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = sitemaps()[SITEMAP]
    monkeypatch.setattr(sitemap, "LARGEST", 4)
    found = sitemaps()
    index = found.pop(SITEMAP)
    assert index.tag == f"{{{sitemap.NAMESPACE}}}sitemapindex"
    assert addresses(index) == [f"{SETTINGS.base_url}{route}" for route in found]
    assert [address for tree in found.values() for address in addresses(tree)] == addresses(whole)
    assert {len(addresses(tree)) for tree in list(found.values())[:-1]} == {4}
    newest = max(str(e.text) for e in whole.iter("{*}lastmod"))
    assert max(str(e.text) for e in index.iter("{*}lastmod")) == newest


@pytest.mark.parametrize("of", [corpus(), hostile(), empty()], ids=["plain", "hostile", "empty"])
@pytest.mark.parametrize("largest", [50_000, 5], ids=["one file", "several files"])
def test_every_sitemap_is_as_the_protocol_asks(monkeypatch: pytest.MonkeyPatch, of: Any, largest: int) -> None:
    monkeypatch.setattr(sitemap, "LARGEST", largest)
    for _, content in sitemap.sitemaps(of, SETTINGS):
        SCHEMA.assertValid(etree.fromstring(content))


@pytest.mark.parametrize(
    "entry",
    [
        "<loc>pages/</loc>",
        "<loc>https://example.org/a b</loc>",
        "<loc>https://example.org/</loc><lastmod>today</lastmod>",
        "",
    ],
)
def test_the_schema_refuses_what_the_protocol_refuses(entry: str) -> None:
    written = f'<urlset xmlns="{sitemap.NAMESPACE}"><url>{entry}</url></urlset>'
    assert not SCHEMA.validate(etree.fromstring(written))
