"""Looks of one's own in a real browser: a style sheet that sets custom properties changes colours, type and widths."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from briefgen import routes
from tests import made
from tests.browser.conftest import served
from tests.corpora import SETTINGS, corpus

pytestmark = pytest.mark.browser

SHEET = """
:root { --link: #00518f; --visited: #00518f; --serif: cursive; --head: fantasy; --sans: monospace; --text: 20px; --measure: 200px; }
@media (prefers-color-scheme: dark) { :root { --ground: #010203; } }
"""
SEEN = """selector => {
    const style = getComputedStyle(document.querySelector(selector));
    return {ground: style.backgroundColor, color: style.color, type: style.fontFamily, size: style.fontSize,
            measure: style.maxInlineSize};
}"""


def test_a_style_sheet_of_ones_own_changes_colours_type_and_measure(tmp_path: Path, page: Page) -> None:
    for route, content in made.files(corpus(), replace(SETTINGS, style="desk.css")).items():
        (tmp_path / route).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / route).write_bytes(content)
    (tmp_path / routes.static("desk.css")).write_text(SHEET, "utf-8")
    with served(tmp_path) as at:
        page.goto(at)
        assert page.evaluate(SEEN, "main a")["color"] == "rgb(0, 81, 143)"
        assert page.evaluate(SEEN, "h1")["type"] == "fantasy"
        assert page.evaluate(SEEN, ".as-of")["type"] == "monospace"
        body = page.evaluate(SEEN, "body")
        assert (body["type"], body["size"]) == ("cursive", "20px")
        assert page.evaluate(SEEN, "main p")["measure"] == "200px"
        assert body["ground"] == "rgb(253, 252, 249)", "what the sheet does not set stays"
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(SEEN, "body")["ground"] == "rgb(1, 2, 3)"
