"""A small site built for the browser, served to it, and the browser itself."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from briefgen.build import build
from briefgen.config import load_settings
from briefgen.new import make_site
from tests import made
from tests.browser import chromium
from tests.corpora import SETTINGS
from tests.large import large

MANY = 32  # articles of one event: more than its page shows of anything but those who take part
AS_OF = "2026-03-05T09:00:00Z"

# Written for the tests: two more reports of the sample's story, and one of a summit.
ARTICLES = {
    "follow-up.md": """---
title: Denmark to join Arctic shipping talks in Ottawa
published: 2026-03-04T09:10:00Z
source: The Example Times
---

COPENHAGEN, March 4 (Example Times) — Denmark will take part in a second round of talks on Arctic shipping between \
Norway and Canada in Ottawa on June 16 and 17, Danish Foreign Minister Mette Lind said on Wednesday.

“We would rather sit at the table than read about it,” Lind told reporters.
""",
    "summit.txt": """Leaders to meet in Reykjavik for Arctic Council summit
OSLO, March 4 (Sample Wire) - Norwegian Prime Minister Henrik Aas will meet Canadian Prime Minister Claire Roy at an \
Arctic Council summit in Reykjavik on May 12, his office said on Wednesday.

"There is a great deal to talk about," Aas told reporters in Oslo.

Aas and Roy last met in Ottawa on January 20.
""",
}


@pytest.fixture(scope="package")  # not the session: its event loop would be in the way of others
def browser() -> Iterator[Browser]:
    path = chromium.executable()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI has no Chromium: tools/find-browser installs one")
        pytest.skip("no Chromium: on Debian, apt-get install chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="package")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a built site."""
    root = tmp_path_factory.mktemp("desk")
    make_site(root)
    for name, text in ARTICLES.items():
        (root / "content" / name).write_text(text, "utf-8")
    build(root, load_settings(root), as_of=AS_OF)
    return root


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path, handler: type[SimpleHTTPRequestHandler] = _Handler) -> Iterator[str]:
    """The address of a folder that is served as any static host would."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="package")
def address(desk: Path) -> Iterator[str]:
    """Where the built site is served."""
    with served(desk / "site") as at:
        yield at


@pytest.fixture(scope="package")
def large_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a site with every kind of page is served, below the path that its 404.html counts on."""
    folder = tmp_path_factory.mktemp("large")
    path = urlsplit(SETTINGS.base_url).path.strip("/")
    for route, content in made.files(large(MANY)).items():
        (folder / path / route).parent.mkdir(parents=True, exist_ok=True)
        (folder / path / route).write_bytes(content)
    with served(folder) as at:
        yield f"{at}/{path}"


class Watched:
    """A page that notes what it asks of others, and what goes wrong in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", self._note_request)
        page.on("console", self._note_message)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _note_request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(message.text)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        context.set_default_timeout(15_000)
        yield context.new_page()


@pytest.fixture
def watched(page: Page) -> Watched:
    return Watched(page)
