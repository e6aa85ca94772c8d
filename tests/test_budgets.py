"""What a page may weigh on its way to a reader, compressed as a host would: each figure with its reason."""

import gzip
import re
import statistics
from functools import cache
from pathlib import Path
from typing import Any

from lxml import html

from briefgen import routes
from briefgen.render import theme_dir
from briefgen.routes import Route
from tests import made
from tests.large import ARTICLES, EVENT, large

FIRST_WINDOW = 14_000  # bytes: what a server sends before the first answer (ten segments)
STYLE = 10_000
LARGE_EVENT = 60_000


def weight(data: bytes) -> int:
    return len(gzip.compress(data, 9, mtime=0))


@cache
def site() -> dict[Route, bytes]:
    return made.files(large())


def test_the_home_page_and_a_median_briefing_fit_into_the_first_window(demonstration_site: Path) -> None:
    assert weight((demonstration_site / "index.html").read_bytes()) <= FIRST_WINDOW
    briefings = [weight(path.read_bytes()) for path in demonstration_site.glob("briefings/*/index.html")]
    assert len(briefings) > 10
    assert statistics.median(briefings) <= FIRST_WINDOW


def test_the_home_page_of_a_large_site_fits_too() -> None:
    assert weight(site()[routes.HOME]) <= FIRST_WINDOW


def test_the_style_sheet_is_small() -> None:
    assert weight((theme_dir() / "static" / "style.css").read_bytes()) <= STYLE


def test_the_page_of_an_event_with_two_hundred_articles_is_split_before_it_is_heavy() -> None:
    page = site()[routes.event(EVENT)]
    assert 10_000 < weight(page) <= LARGE_EVENT
    shown: Any = html.fromstring(page.decode())
    for kind in ("sources", "quotes", "positions", "steps", "participants"):
        whole = [page for route, page in site().items() if route.parts[:3] == ("events", EVENT, kind)]
        assert whole, kind
        assert shown.xpath(f"//a[contains(@href, '{kind}/index.html')]"), kind
    sources = b"".join(page for route, page in site().items() if route.parts[:3] == ("events", EVENT, "sources"))
    assert {int(n) for n in re.findall(rb"briefings/report-(\d+)/", sources)} == set(range(ARTICLES))


def test_no_page_asks_for_a_script_a_font_or_a_second_style_sheet() -> None:
    hints = "//style | //@style | //link[@rel='preload' or @rel='preconnect' or @rel='dns-prefetch']"
    for route, page in made.pages(site()).items():
        tree: Any = html.fromstring(page)
        scripts = [s for s in tree.iter("script") if s.get("type") != "application/ld+json"]
        assert len(scripts) == (route == routes.SEARCH), route
        [style] = tree.xpath("//link[@rel='stylesheet']/@href")
        assert style.endswith("static/style.css"), route
        assert not tree.xpath(hints), route
    assert b"@import" not in site()[routes.STYLE]
    assert b"url(" not in site()[routes.STYLE]
