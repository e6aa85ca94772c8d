"""What full-text search costs: bytes that a reader loads for a word, and time to make the index after a change.

    python benchmarks/search_index.py [--articles 10000] [--pages 1000 2000 4000] [--words 20] [--runs 3]
                                      [--folder DIR] [--keep]

Reads  a made-up archive (corpus.py), made and built where DIR does not hold it yet.
Makes  the index for each largest number of pages that a bundle may have (PAGES of outputs/search.py); then again after
       a word of one article has changed, another article each run.
Prints medians: for words of the articles, each typed into the search page in Chromium, what is loaded of the index with
       the results that are shown (files as they lie, which Pagefind has compressed), without and with what the first
       word loads beside; and seconds of making the index again, by the clock and of the processors.
"""

import argparse
import mimetypes
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import corpus
import peers
from performance import Telling
from playwright.sync_api import Browser, expect, sync_playwright

from briefgen import routes
from briefgen.build import corpus_of
from briefgen.catalogues import load_texts
from briefgen.config import load_settings
from briefgen.frozen import replace
from briefgen.lanes import cores
from briefgen.model import Corpus
from briefgen.outputs import search
from briefgen.texts import Texts
from tests.browser import chromium

AS_OF = "2026-11-20"
PATIENCE = 120_000  # milliseconds until a word counts as not found
LETTERS = 5  # of a word, at least


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--articles", type=int, default=10_000)
    options.add_argument("--pages", type=int, nargs="+", default=[search.PAGES])
    options.add_argument("--words", type=int, default=20)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--folder", type=Path, help="where the site is made and kept (else a temporary folder)")
    options.add_argument("--keep", action="store_true", help="write the section of docs/performance.md")
    given = options.parse_args()
    asked = f"--articles {given.articles} --pages {' '.join(map(str, given.pages))}"
    say = Telling(f"python benchmarks/search_index.py {asked} --words {given.words} --runs {given.runs}")
    say(f"{peers.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        site = (given.folder or Path(temporary)) / f"briefgen-{given.articles}"
        prepare(site, given.articles)
        settings = load_settings(site, None)
        found, _, _ = corpus_of(site, settings)
        texts, _ = load_texts(site, settings)
        words = _words(found, given.words)
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=chromium.ARGUMENTS)
        for pages in given.pages:
            search.PAGES = pages
            with tempfile.TemporaryDirectory() as kept:
                files = {str(route): content for route, content in _index(found, Path(kept), texts)}
                with serving(site / "site", files) as (address, loaded):
                    first, further = read(browser, address, loaded, words)
                took = [changed(found, Path(kept), texts, run) for run in range(given.runs)]
            bundles = sum(name.endswith(search.ENTRY) for name in files)
            say(f"\n{given.articles:,} articles, bundles of {pages:,} pages at most: {bundles}")
            say(f"  loaded for a word: {further / 1000:,.0f} kB; for the first one: {first / 1000:,.0f} kB")
            clock, cpu = (statistics.median(times) for times in zip(*took, strict=True))
            say(f"  index made again after a change: {clock:.1f} s by the clock, {cpu:.1f} s of the processors")
        browser.close()
    if given.keep:
        say.keep("search", "Search index")


def prepare(site: Path, number: int) -> None:
    """Make the site and build it, where that is missing."""
    if not (site / "content").exists():
        corpus.make_site(site, number)
    elif not corpus.is_kept(site, number):
        corpus.keep_findings(site, corpus.stories(number, 1))
    if not (site / "site").exists():
        command = [sys.executable, "-m", "briefgen", "build", "--root", str(site), "--as-of", AS_OF, "--quiet"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _index(found: Corpus, kept: Path, texts: Texts) -> Iterator[tuple[routes.Route, bytes]]:
    for file in search.search_files(found, kept, texts, at_once=cores()):
        yield routes.Route(file.name), file.read()


def _words(found: Corpus, number: int) -> list[str]:
    """Words of the articles, the same each time, the frequent ones no likelier than the others."""
    seen = {word for b in found.briefings for word in re.findall(rf"\b[a-z]{{{LETTERS},}}\b", b.article.body)}
    return random.Random(1).sample(sorted(seen), number)  # noqa: S311  not for secrets


def changed(found: Corpus, kept: Path, texts: Texts, run: int) -> tuple[float, float]:
    """Seconds of making the index once a word of one article is another: by the clock, of the processors."""
    briefings = list(found.briefings)
    at = len(briefings) // 3 + run
    article = briefings[at].article
    body = re.sub(r"\b(\w{6,})\b", r"\1x", article.body, count=1)
    briefings[at] = replace(briefings[at], article=replace(article, body=body))
    anew = replace(found, briefings=tuple(briefings))
    begun, before = time.perf_counter(), _processors()
    for _ in _index(anew, kept, texts):
        pass
    took = time.perf_counter() - begun, _processors() - before
    for _ in _index(found, kept, texts):  # the bundles as they were: the next run makes one again, not two
        pass
    return took


def _processors() -> float:
    """Seconds of this process and those that it started."""
    used = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


# What a reader loads -------------------------------------------------------------------------------------------------


class Site(BaseHTTPRequestHandler):
    """Serves a built site with another index, and notes how much of the index was asked for."""

    def __init__(self, site: Path, files: Mapping[str, bytes], loaded: list[int], *more: object) -> None:
        self._site, self._files, self._loaded = site, files, loaded
        super().__init__(*more)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a file."""
        name = self.path.partition("?")[0].lstrip("/")
        name += "index.html" if not name or name.endswith("/") else ""
        is_index = name in self._files
        if is_index or not name.startswith(str(routes.SEARCH_INDEX)):
            try:
                content = self._files[name] if is_index else (self._site / name).read_bytes()
            except OSError:
                self.send_error(404)
                return
            if is_index:
                self._loaded.append(len(content))
            self.send_response(200)
            self.send_header("Content-Type", mimetypes.guess_type(name)[0] or "application/octet-stream")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        else:
            self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(site: Path, files: Mapping[str, bytes]) -> Iterator[tuple[str, list[int]]]:
    """Serve a site with these files instead of its index; gives its address, and a list that takes what is loaded."""
    loaded: list[int] = []
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Site, site, files, loaded)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", loaded
        server.shutdown()


def read(browser: Browser, address: str, loaded: list[int], words: list[str]) -> tuple[float, float]:
    """The median of bytes that are loaded for a word, where it is the first, and where another was asked for before."""
    first: list[int] = []
    further: list[int] = []
    for word, other in zip(words, [*words[1:], words[0]], strict=True):
        with browser.new_context() as context:
            page = context.new_page()
            page.goto(f"{address}/search/")
            for typed, found in ((word, first), (other, further)):
                loaded.clear()
                page.evaluate("document.getElementById('search-status').textContent = ''")
                page.fill("#search-query", typed)
                expect(page.locator("#search-status")).not_to_be_empty(timeout=PATIENCE)
                found.append(sum(loaded))
    return statistics.median(first), statistics.median(further)


if __name__ == "__main__":
    main()
