"""The policy that `publish` has a host send with every page, in a real browser: strict, and enough for all pages."""

import re
from collections.abc import Iterator
from html import unescape
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import ClassVar

import pytest
from playwright.sync_api import expect

from briefgen.config import Settings
from briefgen.publish import publish
from briefgen.publish.where import find_target
from tests.browser.conftest import Watched, served

pytestmark = pytest.mark.browser


class Host(SimpleHTTPRequestHandler):
    """A host that heeds the rules for all addresses."""

    rules: ClassVar[list[tuple[str, str]]] = []

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        for name, value in self.rules:
            self.send_header(name, value)
        super().end_headers()


@pytest.fixture(scope="module")
def public(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as netlify would take it."""
    folder = tmp_path_factory.mktemp("public")
    publish(desk, Settings(), find_target(f"netlify:{folder}", desk, Settings()))
    return folder


@pytest.fixture
def host(public: Path) -> Iterator[str]:
    rules = (public / "_headers").read_text("utf-8").split("/static/*")[0]
    Host.rules = re.findall(r"^  ([\w-]+): (.+)$", rules, re.MULTILINE)
    assert "Content-Security-Policy" in dict(Host.rules)
    with served(public, Host) as address:
        yield address


def directives(policy: str) -> dict[str, set[str]]:
    return {name: set(sources) for name, *sources in (part.split() for part in policy.split(";") if part.strip())}


def test_the_policy_sent_is_what_the_pages_ask_for_and_that_nobody_frames_them(public: Path, host: str) -> None:
    assert host
    own = [re.search(r'Security-Policy" content="([^"]+)"', p.read_text("utf-8")) for p in public.rglob("*.html")]
    wanted = [directives(unescape(found[1])) for found in own if found]
    sent = directives(dict(Host.rules)["Content-Security-Policy"])
    assert sent.pop("frame-ancestors") == {"'none'"}
    assert sent == {
        name: set().union(*(policy.get(name, set()) for policy in wanted)) for policy in wanted for name in policy
    }
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"} & set().union(*sent.values())


def test_under_the_policy_sent_each_page_is_whole_and_has_no_error(public: Path, host: str, watched: Watched) -> None:
    pages = sorted(p.relative_to(public).as_posix() for p in public.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        answer = watched.page.goto(f"{host}/{page}")
        assert answer
        assert answer.headers["content-security-policy"]
        assert watched.page.evaluate("document.styleSheets.length && document.styleSheets[0].cssRules.length > 10"), (
            page
        )
        shown = "[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)"
        assert watched.page.evaluate(shown) == [], page
    assert watched.errors == []


def test_under_the_policy_sent_search_finds_and_filters(host: str, watched: Watched) -> None:
    watched.page.goto(f"{host}/search/?q=shipping")
    expect(watched.page.locator("#search-results li").first).to_be_visible()
    watched.page.get_by_label("Person").select_option("Mette Lind")
    expect(watched.page.locator("#search-results a").filter(has_text="Denmark to join")).to_have_count(1)
    assert watched.errors == []


def test_the_policy_sent_stops_what_a_page_without_one_would_let_in(
    public: Path, host: str, watched: Watched, tmp_path: Path
) -> None:
    (public / "bare.html").write_text("<p>Bare<script>window.ran = 1</script><img src=//elsewhere.example/x>", "utf-8")
    try:
        watched.page.goto(f"{host}/bare.html")
    finally:
        (public / "bare.html").unlink()
    assert watched.page.evaluate("window.ran") is None
    assert len([error for error in watched.errors if "Content Security Policy" in error]) == 2
    (tmp_path / "bare.html").write_text("<script>window.ran = 1</script>", "utf-8")
    with served(tmp_path) as unguarded:
        watched.page.goto(f"{unguarded}/bare.html")
    assert watched.page.evaluate("window.ran") == 1
