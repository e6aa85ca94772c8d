"""Search in a real browser: nothing loads before it is used, words and filters find pages, no word becomes markup."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from briefgen.build import build
from briefgen.config import load_settings
from briefgen.outputs import search
from tests.browser.conftest import AS_OF, Watched, served

pytestmark = pytest.mark.browser


def test_the_box_on_every_page_leads_to_results(address: str, page: Page) -> None:
    page.goto(address)
    box = page.get_by_role("searchbox", name="Search the site")
    box.fill("Reykjavik")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/index\.html\?q=Reykjavik$"))
    first = page.locator("#search-results a").first
    expect(first).to_be_visible()
    first.click()
    expect(page.locator("main")).to_contain_text("Reykjavik")


def test_no_script_runs_and_no_index_loads_before_search_is_used(address: str, watched: Watched) -> None:
    watched.page.goto(address)
    assert not [url for url in watched.requests if url.endswith(".js")]
    watched.page.goto(f"{address}/search/")
    expect(watched.page.locator("#search-query")).to_be_visible()
    assert not [url for url in watched.requests if "/pagefind/" in url]
    watched.page.locator("#search-query").fill("shipping")
    expect(watched.page.locator("#search-results li").first).to_be_visible()
    assert [url for url in watched.requests if "/pagefind/" in url]
    assert watched.errors == []


def test_a_filter_leaves_the_pages_that_it_fits(address: str, page: Page) -> None:
    page.goto(f"{address}/search/?q=talks")
    results = page.locator("#search-results a")
    expect(results.first).to_be_visible()
    everything = results.count()
    page.get_by_label("Person").select_option("Mette Lind")
    expect(page).to_have_url(re.compile("person=Mette"))
    expect(results).not_to_have_count(everything)  # the address is changed first
    expect(page.locator("#search-results a").filter(has_text="Denmark to join")).to_have_count(1)
    assert 0 < page.locator("#search-results a").count() < everything


def test_a_query_of_markup_stays_text(address: str, watched: Watched) -> None:
    watched.page.goto(f"{address}/search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20shipping")
    expect(watched.page.locator("#search-status")).not_to_be_empty()
    assert watched.page.locator("main img").count() == 0
    assert watched.errors == []


def test_without_scripts_the_lists_from_a_to_z_serve(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/search/?q=shipping")
        expect(page.locator("#search-form")).to_be_hidden()
        page.get_by_role("main").get_by_role("link", name="People").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("People")


def test_several_bundles_are_searched_and_filtered_as_one(
    desk: Path, watched: Watched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "PAGES", 1)
    root, page = tmp_path / "desk", watched.page
    shutil.copytree(desk, root)
    build(root, replace(load_settings(root), output="bundles"), as_of=AS_OF)
    folders = json.loads((root / "bundles" / "pagefind" / "bundles.json").read_text("utf-8"))
    assert len(folders) > 2
    with served(root) as address:
        found: dict[str, list[set[str | None]]] = {"site": [], "bundles": []}
        links = page.locator("#search-results a")
        for site, seen in found.items():
            page.goto(f"{address}/{site}/search/?q=talks")
            expect(links.first).to_be_visible()
            seen.append({link.text_content() for link in links.all()})
            page.get_by_label("Person").select_option("Mette Lind")
            expect(page).to_have_url(re.compile("person=Mette"))
            expect(links.filter(has_text="Denmark to join")).to_have_count(1)
            expect(links).not_to_have_count(len(seen[0]))
            seen.append({link.text_content() for link in links.all()})
        assert found["site"] == found["bundles"]
    assert watched.errors == []
