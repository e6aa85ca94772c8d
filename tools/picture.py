"""Take the pictures of the demonstration that the README shows: `make picture`, after `make site`."""

import io
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser import chromium  # noqa: E402  found only from the root

SITE = ROOT / "site"
PICTURES = ROOT / "docs" / "images"
LARGEST = 80_000  # bytes: a reader of the README waits for none
COLORS = 64


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture. width, height: of the window, in CSS pixels."""

    name: str
    page: str  # below site/
    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"
    at: str = ""  # id of what is brought into view


SHOTS = (
    Shot("event", "events/sco-summit-2025-tianjin/index.html", 1100, 1000),
    Shot("home", "index.html", 390, 780),
    Shot(
        "sentence",
        "briefings/sco-leaders-adopt-tianjin-declaration-and-agree-to-set-up-a-bank/index.html",
        390,
        780,
        at="s3",
    ),
    Shot("calendar", "calendar/index.html", 390, 780, "dark", "coming"),
)


def main() -> int:
    """Write the pictures; 1 where there is no browser, no such page, or a picture is too large."""
    path = chromium.executable()
    missing = [shot.page for shot in SHOTS if not (SITE / shot.page).exists()]
    if path is None or missing:
        print(f"needs a Chromium, and in site/ {', '.join(missing) or 'the pages'}", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        for shot in SHOTS:
            size = {"width": shot.width, "height": shot.height}
            page = browser.new_page(viewport=size, color_scheme=shot.scheme)  # type: ignore[arg-type]
            page.goto((SITE / shot.page).as_uri() + (f"#{shot.at}" if shot.at else ""))
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            page.close()
            target = PICTURES / f"{shot.name}.png"
            picture.quantize(COLORS, dither=Image.Dither.NONE).save(target, optimize=True)
            print(f"wrote {target.relative_to(ROOT)}: {target.stat().st_size:,} bytes")
        browser.close()
    return max(target.stat().st_size for target in PICTURES.glob("*.png")) > LARGEST


if __name__ == "__main__":
    sys.exit(main())
