"""The built site in a real browser: quiet, readable on a phone and in the dark, each mark leads to its sentence."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser

BRIEFING = "/briefings/norway-and-canada-to-hold-second-round-of-arctic-shipping-talks-in-june/"


def pages(desk: Path) -> list[str]:
    """One address of each kind of page, and every list."""
    site = desk / "site"
    found = {path.relative_to(site) for path in site.rglob("*.html")}
    kinds: dict[tuple[str, int], str] = {}
    for path in sorted(found):
        kinds.setdefault((path.parts[0], len(path.parts)), f"/{path.as_posix()}")
    return list(kinds.values())


def test_no_page_asks_others_for_anything_and_none_has_an_error(desk: Path, address: str, watched: Watched) -> None:
    for path in pages(desk):
        watched.page.goto(address + path)
    assert len(watched.requests) > len(pages(desk))
    assert {urlsplit(url).netloc for url in watched.requests if not url.startswith("data:")} == {
        urlsplit(address).netloc
    }
    assert watched.errors == []


def test_the_home_page_leads_to_each_briefing(address: str, page: Page) -> None:
    page.goto(address)
    latest = page.get_by_role("region", name="Latest briefings")
    expect(latest.get_by_role("listitem")).to_have_count(3)
    latest.get_by_role("link", name="Norway and Canada to hold second round of Arctic shipping talks in June").click()
    expect(page).to_have_url(f"{address}{BRIEFING}index.html")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Arctic shipping talks")


def test_a_mark_leads_to_its_sentence_which_is_marked_and_back(address: str, page: Page) -> None:
    page.goto(address + BRIEFING)
    mark = page.locator("figure.quote a.mark").first
    wanted = mark.get_attribute("href")
    assert wanted
    assert wanted.startswith("#s")
    plain = page.locator(f"{wanted} .words").evaluate("e => getComputedStyle(e).backgroundColor")
    mark.click()
    target = page.locator(":target")
    expect(target).to_be_in_viewport()
    expect(target).to_contain_text("knowing which ships are where")
    marked = target.locator(".words").evaluate("e => getComputedStyle(e).backgroundColor")
    assert marked != plain
    page.go_back()
    expect(mark).to_be_in_viewport()
    expect(page.locator(":target")).to_have_count(0)


def test_the_keyboard_reaches_the_text_first(address: str, page: Page) -> None:
    page.goto(address + BRIEFING)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to content")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}{BRIEFING}#content")


def test_an_event_page_names_its_sources_and_each_mark_leads_into_a_briefing(address: str, page: Page) -> None:
    page.goto(f"{address}/events/index.html")
    page.locator("main a[href$='/index.html']").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    mark = page.locator("main a.mark").first
    mark.click()
    expect(page).to_have_url(re.compile(r"/briefings/[^/]+/index\.html#s\d+$"))
    expect(page.locator(":target")).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 390])
def test_no_page_scrolls_sideways_on_a_phone(desk: Path, address: str, browser: Browser, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        wide = []
        for path in pages(desk):
            page.goto(address + path)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append(path)
    assert wide == []


LUMINANCE = """element => {
  const [r, g, b] = getComputedStyle(element).%s.match(/[\\d.]+/g).slice(0, 3)
    .map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_in_both_color_schemes(address: str, browser: Browser, scheme: str) -> None:
    """Contrast of at least 7:1 (WCAG 2.2, 1.4.6) for the text of a page, on the right kind of ground."""
    with browser.new_context(color_scheme="dark" if scheme == "dark" else "light") as context:
        page = context.new_page()
        page.goto(address + BRIEFING)
        ground = page.locator("body").evaluate(LUMINANCE % "backgroundColor")
        ink = page.locator("body").evaluate(LUMINANCE % "color")
    lighter, darker = max(ground, ink), min(ground, ink)
    assert (lighter + 0.05) / (darker + 0.05) >= 7
    assert (ground < ink) == (scheme == "dark")


def test_the_site_works_from_the_disk_without_a_server(desk: Path, watched: Watched) -> None:
    page = watched.page
    page.goto((desk / "site" / "index.html").as_uri())
    page.get_by_role("link", name="People").first.click()
    page.get_by_role("link", name="Ingrid Solvang").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ingrid Solvang")
    assert watched.errors == []


def test_only_the_search_page_has_a_script_and_only_one_of_its_own(desk: Path) -> None:
    site = desk / "site"
    for path in site.rglob("*.html"):
        scripts = re.findall(r"<script(?! type=\"application/ld\+json\")([^>]*)>([^<]*)", path.read_text("utf-8"))
        is_search = path.relative_to(site).parts[0] == "search"
        assert scripts == ([(' type="module" src="../static/search.js"', "")] if is_search else []), path
