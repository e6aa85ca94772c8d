"""A site in Arabic: written from right to left, nothing scrolls sideways, what articles say keeps its own language."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from briefgen.build import build
from briefgen.config import load_settings
from briefgen.new import make_site
from tests.browser.conftest import AS_OF, served

pytestmark = pytest.mark.browser

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SPACED = "[...document.querySelectorAll('body :lang(ar)')].map(e => getComputedStyle(e).letterSpacing)"
QUOTED = "[...document.querySelectorAll('blockquote')].map(q => [q.lang, getComputedStyle(q).direction].join())"


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    root = tmp_path_factory.mktemp("arabic")
    make_site(root)
    with (root / "briefgen.yml").open("a", encoding="utf-8") as file:
        file.write("\ninterface_language: ar\n")
    build(root, load_settings(root), as_of=AS_OF)
    with served(root / "site") as at:
        yield root / "site", at


def test_a_site_in_arabic_runs_from_right_to_left_and_fits_a_phone(arabic: tuple[Path, str], browser: Browser) -> None:
    site, at = arabic
    pages = [next(site.glob(f"{kind}/*/index.html")).relative_to(site).parent for kind in ("briefings", "events")]
    quoted = set()
    with browser.new_context(viewport={"width": 320, "height": 800}) as context:
        page = context.new_page()
        for path in ("", "calendar/", *(f"{one.as_posix()}/" for one in pages)):
            page.goto(f"{at}/{path}")
            root = page.locator("html")
            assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("ar", "rtl"), path
            assert page.evaluate(SIDEWAYS) == 0, path
            assert set(page.evaluate(SPACED)) <= {"0px", "normal"}, path
            quoted.update(page.evaluate(QUOTED))
    assert quoted == {"en,ltr"}
