"""`briefgen serve` in a real browser: a change shows by itself, a mistake shows a banner until it is mended."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from briefgen.new import make_site

pytestmark = pytest.mark.browser

ARTICLE = "content/arctic-shipping-talks.md"
TITLE = "Norway and Canada to hold second round of Arctic shipping talks in June"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A new site and the address that its preview announces."""
    make_site(tmp_path)
    command = [sys.executable, "-m", "briefgen", "serve", "--port", "8400", "--as-of", "2026-03-05"]
    process = subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, env={**os.environ, "NO_COLOR": "1"}
    )
    assert process.stderr
    try:
        told = ""
        for line in process.stderr:
            told += line
            if found := re.search(r"preview at (http://\S+)", line):
                yield tmp_path, found[1]
                break
        else:
            pytest.fail(f"the preview did not start: {told}")
    finally:
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
        process.stderr.close()
        ended = process.wait(20)
    assert (ended, "Traceback" in rest) == (0, False), rest


def test_a_change_shows_by_itself_and_a_mistake_shows_a_banner_until_mended(
    served: tuple[Path, str], page: Page
) -> None:
    root, address = served
    article = root / ARTICLE
    text = article.read_text("utf-8")
    page.goto(address)
    expect(page.get_by_role("link", name=TITLE).first).to_be_visible()

    article.write_text(text.replace(TITLE, "Norway and Canada to talk again"), "utf-8")
    expect(page.get_by_role("link", name="Norway and Canada to talk again").first).to_be_visible()
    expect(page.get_by_role("link", name=TITLE)).to_have_count(0)

    article.write_text(text.replace("2026-03-03T15:40:00Z", "2026-02-30"), "utf-8")
    banner = page.get_by_role("alert")
    expect(banner).to_contain_text(f"{ARTICLE}:3: error:")
    expect(page.get_by_role("link", name="Norway and Canada to talk again").first).to_be_visible()

    article.write_text(text, "utf-8")
    expect(page.get_by_role("link", name=TITLE).first).to_be_visible()
    expect(banner).to_have_count(0)
    assert not (root / "site").exists()


def test_a_broken_template_keeps_the_last_good_site(served: tuple[Path, str], page: Page) -> None:
    root, address = served
    page.goto(address)
    expect(page.get_by_role("link", name=TITLE).first).to_be_visible()
    (root / "templates" / "pages").mkdir(parents=True)
    (root / "templates" / "pages" / "home.html").write_text("{% if %}", "utf-8")
    banner = page.get_by_role("alert")
    expect(banner).to_contain_text("templates/pages/home.html:1: error:")
    expect(page.get_by_role("link", name=TITLE).first).to_be_visible()
