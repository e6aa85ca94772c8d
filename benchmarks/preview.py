"""How long the preview takes from a saved article to the page in the browser, extraction included.

    python benchmarks/preview.py [--articles 1000 10000] [--runs 7] [--folder DIR]

Starts `briefgen serve` on a made-up archive (corpus.py), opens the page of an article in Chromium, writes a new word
into the article's file, and waits until the browser shows it: no reload by hand, and the language pipeline reads the
text anew. Prints the median, the shortest and the longest of so many savings after one that warms up.
"""

import argparse
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import corpus
import peers
from performance import Telling
from playwright.sync_api import Page, sync_playwright

from tests.browser import chromium

AS_OF = "2026-11-20"
PAUSE = 2  # seconds between two savings, as somebody who writes makes at least; the preview tidies up meanwhile
PATIENCE = 120_000  # milliseconds until a saved article counts as lost


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description="From a saved article to the page in the browser.")
    options.add_argument("--articles", type=int, nargs="+", default=[1000])
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--folder", type=Path, help="where the sites are made and kept (else a temporary folder)")
    options.add_argument("--keep", action="store_true", help="write the section of docs/performance.md")
    given = options.parse_args()
    say = Telling(f"python benchmarks/preview.py --articles {' '.join(map(str, given.articles))} --runs {given.runs}")
    say(f"{peers.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=chromium.ARGUMENTS)
        for number in given.articles:
            site = (given.folder or Path(temporary)) / f"briefgen-{number}"
            if not (site / ".briefgen").exists():
                corpus.make_site(site, number)
            with serving(site) as address:
                took = measure(browser.new_page(), address, site, given.runs)
            told = f"{statistics.median(took):.2f} s ({min(took):.2f} to {max(took):.2f})"
            say(f"{number:,} articles: saved article to page, median of {given.runs}: {told}")
        browser.close()
    if given.keep:
        say.keep("preview", "Preview")


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Run the preview of a site; gives its address once it shows the site."""
    command = [sys.executable, "-m", "briefgen", "serve", "--root", str(site), "--port", "8700", "--as-of", AS_OF]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        for line in process.stderr or ():
            if found := re.search(r"preview at (http://\S+)", line):
                yield found[1]
                break
        process.send_signal(signal.SIGINT)


def measure(page: Page, address: str, site: Path, runs: int) -> list[float]:
    """Seconds from each saving to the word in the page, after one saving that warms up."""
    articles = sorted((site / "content").rglob("*.md"))
    path = articles[-len(articles) // 3]
    text = path.read_text("utf-8")
    page.goto(f"{address}briefings/{briefing_of(page, address, path)}/")
    took = []
    for run in range(runs + 1):
        word = f"Nr{time.monotonic_ns()}"
        begun = time.perf_counter()
        path.write_text(f"{text.rstrip()} The file has the number {word}.\n", "utf-8")
        page.wait_for_function(
            "word => document.body && document.body.innerText.includes(word)", arg=word, timeout=PATIENCE
        )
        if run:
            took.append(time.perf_counter() - begun)
        time.sleep(PAUSE)
    path.write_text(text, "utf-8")
    return took


def briefing_of(page: Page, address: str, path: Path) -> str:
    """The id of an article's briefing, from the site's own data."""
    records = page.request.get(f"{address}data/briefings.jsonl", timeout=PATIENCE).text().splitlines()
    found = (json.loads(line) for line in records if path.name in line)
    return str(next(record["id"] for record in found if record["path"].endswith(path.name)))


if __name__ == "__main__":
    main()
