"""Reading with the keyboard alone, on paper, and without style or scripts; the calendar's filters."""

import io
import re
import unicodedata
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_site import BRIEFING, pages

pytestmark = pytest.mark.browser

FARTHEST = 200  # presses of a key before a reader has given up


# What has words and is not shown, but for what stands in a closed <details> and the form that scripts show.
UNSEEN = """() => [...document.querySelectorAll("main *")]
  .filter(e => e.textContent.trim() && !e.closest("details, [hidden]") && !e.getClientRects().length)
  .map(e => e.outerHTML.slice(0, 200))"""


def press_until(page: Page, key: str, selector: str) -> None:
    """Press a key until the focus is on what the selector names."""
    for _ in range(FARTHEST):
        page.keyboard.press(key)
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    pytest.fail(f"{key} does not reach {selector}")


def test_with_the_keyboard_alone_a_fact_leads_to_its_sentence_and_the_sentence_back_to_the_fact(
    address: str, page: Page
) -> None:
    page.goto(address + BRIEFING)
    press_until(page, "Tab", "#fact-when a.mark")
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring != "none"
    sentence = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    expect(page.locator(":target")).to_be_in_viewport()
    assert page.evaluate("location.hash") == sentence
    press_until(page, "Tab", f"{sentence} .shows a[href='#fact-when']")
    page.keyboard.press("Enter")
    expect(page.locator(":target")).to_be_in_viewport()
    assert page.evaluate("location.hash") == "#fact-when"
    press_until(page, "Tab", f"#fact-when a.mark[href='{sentence}']")


def test_with_the_keyboard_alone_the_words_behind_a_fact_of_an_event_are_opened(address: str, page: Page) -> None:
    page.goto(f"{address}/events/index.html")
    page.locator("main tbody a").first.click()
    press_until(page, "Tab", ".box summary")
    words = page.locator(".box details blockquote").first
    expect(words).to_be_hidden()
    page.keyboard.press("Enter")
    expect(words).to_be_visible()
    press_until(page, "Tab", ".box figcaption a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/briefings/[^/]+/index\.html#s\d+$"))
    expect(page.locator(":target")).to_be_in_viewport()


def test_the_calendar_is_filtered_by_status_person_and_event(address: str, page: Page) -> None:
    page.goto(f"{address}/calendar/index.html")
    rows = page.locator("main .agenda > li, main .steps > li")
    everything = rows.count()
    left = {}
    for label in ("By status", "By person", "By event"):
        page.goto(f"{address}/calendar/index.html")
        page.get_by_text(label, exact=True).click()
        choice = page.locator(".filters-by details[open] a").first
        name = choice.inner_text()
        choice.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(name)
        expect(page.get_by_role("main")).to_contain_text(name)
        left[label] = rows.count()
    assert all(0 < some < everything for some in left.values()), (left, everything)
    page.get_by_role("link", name="Whole calendar").click()
    expect(page).to_have_url(f"{address}/calendar/index.html")
    assert rows.count() == everything


def printed(page: Page) -> list[str]:
    """The text of each sheet of paper, ligatures ("oﬃcial") taken apart."""
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages
    return [" ".join(unicodedata.normalize("NFKC", sheet.extract_text()).split()) for sheet in sheets]


def test_a_printed_event_has_the_sentences_as_end_notes_and_nothing_to_click(address: str, page: Page) -> None:
    page.goto(f"{address}/events/index.html")
    page.locator("main tbody a").first.click()
    page.wait_for_load_state()
    notes = [" ".join(note.split()) for note in page.locator(".endnotes li").all_text_contents()]
    assert notes
    sheets = printed(page)
    whole = " ".join(sheets)
    assert "Sentences cited on this page" in whole
    for note in notes:
        assert "".join(note.split()) in "".join(whole.split())
    for number, sheet in enumerate(sheets, 1):
        assert f"{number} / {len(sheets)}" in sheet
    assert "Information as of 5 March 2026" in whole
    for furniture in ("Skip to content", "How do we know?", "Archive"):
        assert furniture not in whole


def test_a_printed_briefing_has_its_source_text_with_numbers(address: str, page: Page) -> None:
    page.goto(address + BRIEFING)
    sentence = page.locator(".sentence").nth(2)
    number = sentence.locator(".number").evaluate("e => e.lastChild.textContent")
    words = sentence.locator(".words").inner_text()
    whole = "".join("".join(printed(page)).split())
    assert "".join(f"{number}{words}".split()) in whole


def test_without_style_and_scripts_every_page_is_readable_and_leads_on(
    desk: Path, address: str, browser: Browser
) -> None:
    """Nothing is hidden but what a reader opens, and the order of the text is that of the page."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.route("**/*.css", lambda route: route.abort())
        for path in pages(desk):
            page.goto(address + path)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            unseen = page.evaluate(UNSEEN)
            assert unseen == [], path
        page.goto(address + BRIEFING)
        page.locator("figure.quote a.mark").first.click()
        expect(page.locator(":target")).to_be_in_viewport()
