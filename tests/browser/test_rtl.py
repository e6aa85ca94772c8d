"""A site in Arabic: written from right to left, nothing scrolls sideways, what articles say keeps its own language."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from briefgen.build import build
from briefgen.config import load_settings
from briefgen.new import make_site
from tests.browser.conftest import AS_OF, served
from tests.browser.test_accessibility import complaints

pytestmark = pytest.mark.browser

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SPACED = "[...document.querySelectorAll('body :lang(ar)')].map(e => getComputedStyle(e).letterSpacing)"
SIDES = (
    "[...document.querySelectorAll('.source p')].map(p => [p.parentElement.lang, getComputedStyle(p).direction].join())"
)
ARABIC = """---
title: وزيرا الخارجية يجتمعان في أوسلو
published: 2026-03-04T08:00:00Z
source: صحيفة المثال
language: ar
---

اجتمع وزيرا الخارجية في أوسلو يوم الأربعاء. وسيلتقيان مجددًا في أوتاوا.
"""
QUOTED = "[...document.querySelectorAll('blockquote')].map(q => [q.lang, getComputedStyle(q).direction].join())"


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    root = tmp_path_factory.mktemp("arabic")
    make_site(root)
    (root / "content" / "arabic.md").write_text(ARABIC, "utf-8")
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


def test_each_article_keeps_its_own_side_among_the_words_of_the_site(
    arabic: tuple[Path, str], browser: Browser
) -> None:
    site, at = arabic
    sides = set()
    with browser.new_context() as context:
        page = context.new_page()
        for path in site.glob("briefings/*/index.html"):
            page.goto(f"{at}/{path.relative_to(site)}")
            sides.update(page.evaluate(SIDES))
    assert sides == {"en,ltr", "ar,rtl"}


def test_axe_has_no_complaint_of_a_page_from_right_to_left(arabic: tuple[Path, str], browser: Browser) -> None:
    site, at = arabic
    indexes = [path for pattern in ("*.html", "*/index.html") for path in sorted(site.glob(pattern))]
    first = [next(site.glob(f"{kind}/*/index.html")) for kind in ("briefings", "events", "people", "places")]
    paths = [path.relative_to(site) for path in (*indexes, *first)]
    assert len(paths) > 14
    found = {}
    with browser.new_context() as context:
        page = context.new_page()
        for path in paths:
            page.goto(f"{at}/{path}")
            for width, scheme in ((320, "light"), (1280, "dark")):
                page.set_viewport_size({"width": width, "height": 800})
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                found[f"{path} {width} {scheme}"] = complaints(page)
    assert {where: some for where, some in found.items() if some} == {}
