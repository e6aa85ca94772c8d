"""axe-core finds nothing to mend (WCAG 2.2 AA, best practice) on each kind of page, at three widths, light and dark."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.test_site import pages

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_axe_has_no_complaint(browser: Browser, desk: Path, address: str, width: int, scheme: str) -> None:
    found: dict[str, list[str]] = {}
    with browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
    ) as context:
        page = context.new_page()
        for path in pages(desk):
            page.goto(address + path)
            results = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
            complaints = [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in results.response["violations"]]
            if complaints:
                found[path] = complaints
            assert results.response["passes"]
    assert found == {}
