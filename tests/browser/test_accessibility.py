"""axe-core finds nothing to mend (WCAG 2.2 AA, best practice) on each kind of page, at three widths, light and dark.

The site has every kind of page, lists of an event that are too long for its own among them; each page is loaded once,
and then turned. On paper nothing is touched, so targets have no size there.
"""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from briefgen import routes
from briefgen.views import TEMPLATES
from tests.browser.conftest import MANY, Watched
from tests.corpora import AS_OF, COLOPHON, SETTINGS
from tests.large import EVENT, large
from tests.made import site_pages

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 768, 1280)
REDIRECT = "pages/redirect.html"


def one_of_each() -> dict[str, str]:
    """The address of a page for each template: that of the large event, else the first."""
    found: dict[str, str] = {}
    for page in site_pages(large(MANY), SETTINGS, AS_OF, COLOPHON):
        if page.template not in found or page.path == routes.event(EVENT):
            found[page.template] = f"/{page.path}"
    return found


def complaints(page: Page, *, on_paper: bool = False) -> list[str]:
    rules = {"target-size": {"enabled": not on_paper}}
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}, "rules": rules})
    assert results.response["passes"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in results.response["violations"]]


def turned(page: Page) -> dict[str, list[str]]:
    """What axe complains of, by width and scheme."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found[f"{width} {scheme}"] = complaints(page)
    page.emulate_media(media="print", color_scheme="light")
    found["print"] = complaints(page, on_paper=True)
    return {how: some for how, some in found.items() if some}


def test_there_is_a_page_of_each_kind() -> None:
    assert set(one_of_each()) == set(TEMPLATES.values())


@pytest.mark.parametrize("template", sorted({*TEMPLATES.values()} - {REDIRECT}))
def test_axe_has_no_complaint_and_nothing_comes_from_elsewhere(
    large_address: str, watched: Watched, template: str
) -> None:
    watched.page.goto(large_address + one_of_each()[template])
    assert turned(watched.page) == {}
    assert [url for url in watched.requests if not url.startswith((large_address, "data:"))] == []
    assert watched.errors == []


def test_axe_has_no_complaint_of_a_page_that_has_moved(large_address: str, browser: Browser) -> None:
    there = f"{large_address}/{routes.event(EVENT)}"

    def stay(route: Any) -> None:
        route.fulfill(status=204)  # a browser then stays where it is

    with browser.new_context() as context:
        page = context.new_page()
        page.route(there, stay)
        page.goto(large_address + one_of_each()[REDIRECT])
        assert page.url.endswith(one_of_each()[REDIRECT])
        assert turned(page) == {}
