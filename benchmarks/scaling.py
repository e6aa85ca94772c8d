"""What archives of other sizes take: the arithmetic of docs/scaling.md, from a site that is built.

    python benchmarks/scaling.py SITE-FOLDER [--memory MB]

Reads  a folder made by benchmarks/corpus.py in which `briefgen build` has run, as large as can be (10,000 articles),
       and benchmarks/results/extraction.json. --memory: the peak of that build's largest process.
Writes benchmarks/results/scaling.json and the section of docs/scaling.md.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from extraction import KEPT, Results
from performance import PAGE, RESULTS, write_section

WORDS = 400  # an article
SIZES = (10_000, 1_000_000, 100_000_000)
CORES = {10_000: 2, 1_000_000: 64, 100_000_000: 2_048}
SITEMAP = 50_000  # addresses in one file
PARTS = {
    "articles": "content/**/*.md",
    "findings": ".briefgen/cache.sqlite",
    "articles as read": ".briefgen/articles.sqlite",
    "site": "site/**/*",
    "full-text index, in the site": "site/pagefind/**/*",
    "`data/briefings.jsonl`, in the site": "site/data/briefings.jsonl",
    "`data/events.json`, in the site": "site/data/events.json",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A site that was measured."""

    articles: int
    pages: int
    files: int
    memory: int  # MB
    sizes: dict[str, int]  # bytes, by part


def main() -> None:
    """Measure the folder, and write."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("folder", type=Path)
    options.add_argument("--memory", type=int, required=True)
    given = options.parse_args()
    built = measure(given.folder, given.memory)
    (RESULTS / "scaling.json").write_text(json.dumps(asdict(built), indent=1) + "\n", "utf-8")
    speed = Results(**json.loads(KEPT.read_text("utf-8"))).speed("ours", "cpu")
    write_section("arithmetic", "The arithmetic", section(built, speed), PAGE.with_name("scaling.md"))


def measure(folder: Path, memory: int) -> Built:
    """Count files and bytes."""
    sizes = {part: sum(p.stat().st_size for p in folder.glob(glob) if p.is_file()) for part, glob in PARTS.items()}
    files = [p for p in (folder / "site").rglob("*") if p.is_file()]
    return Built(
        articles=sum(1 for _ in (folder / "content").rglob("*.md")),
        pages=sum(p.suffix == ".html" for p in files),
        files=len(files),
        memory=memory,
        sizes=sizes,
    )


def section(built: Built, speed: float) -> Iterator[str]:
    """The tables. speed: words a second of one core."""
    yield f"A core reads {speed:,.0f} words a second ([performance.md](performance.md)); an article has {WORDS}. All"
    yield f"else grows as measured in a built site of {built.articles:,} articles (`benchmarks/corpus.py`), by"
    yield "multiplication alone. A cluster is taken to lose nothing; a tenth is more likely."
    yield ""
    yield f"| | {' | '.join(f'{size:,} articles' for size in SIZES)} |"
    yield f"|---|{'---:|' * len(SIZES)}"
    hours = {size: size * WORDS / speed / 3600 for size in SIZES}
    rows = {
        "extraction, core hours": [f"{hours[n]:,.1f}" for n in SIZES],
        "on so many cores": [f"{CORES[n]:,}" for n in SIZES],
        "takes": [_time(hours[n] / CORES[n]) for n in SIZES],
        "memory of the workers, 600 MB each": [_bytes(CORES[n] * 600e6) for n in SIZES],
    }
    for part, size in built.sizes.items():
        rows[part] = [_bytes(size * n / built.articles) for n in SIZES]
    rows["pages"] = [f"{built.pages * n // built.articles:,}" for n in SIZES]
    rows["files"] = [f"{built.files * n // built.articles:,}" for n in SIZES]
    rows["files of the sitemap"] = [f"{max(1, -(-built.pages * n // built.articles // SITEMAP)):,}" for n in SIZES]
    rows["memory of linking and rendering, one process"] = [
        _bytes(built.memory * 1e6 * n / built.articles) for n in SIZES
    ]
    for name, values in rows.items():
        yield f"| {name} | {' | '.join(values)} |"


def _time(hours: float) -> str:
    return f"{hours:,.1f} h" if hours >= 1 else f"{hours * 60:,.0f} min"


def _bytes(count: float) -> str:
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if count < 1000 or unit == "TB":  # noqa: PLR2004
            return f"{count:,.0f} {unit}" if count >= 10 else f"{count:,.1f} {unit}"  # noqa: PLR2004
        count /= 1000
    raise AssertionError("the last unit takes all")


if __name__ == "__main__":
    main()
