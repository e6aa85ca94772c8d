"""Take the picture of an event's page that the README shows: `make picture`, after `make site`."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser import chromium  # noqa: E402  found only from the root

SHOWN = ROOT / "site" / "events" / "sco-summit-2025" / "index.html"
PICTURE = ROOT / "docs" / "images" / "event.png"


def main() -> int:
    """Write the picture; 1 where there is no browser or no such page."""
    path = chromium.executable()
    if path is None or not SHOWN.exists():
        print(f"needs a Chromium and {SHOWN.relative_to(ROOT)}", file=sys.stderr)
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        page = browser.new_page(viewport={"width": 1100, "height": 1000}, color_scheme="light")
        page.goto(SHOWN.as_uri())
        PICTURE.parent.mkdir(exist_ok=True)
        page.screenshot(path=PICTURE)
        browser.close()
    print(f"wrote {PICTURE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
