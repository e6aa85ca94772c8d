"""The sitemap: one file, or an index of files none of which is longer than the protocol allows."""

from typing import Any

import pytest
from lxml import etree

from briefgen.outputs import sitemap
from briefgen.routes import SITEMAP, Route
from tests.corpora import SETTINGS, corpus


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
