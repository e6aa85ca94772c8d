"""docs/performance.md: a section for each benchmark, which its script writes from the results it keeps.

A section stands between two comments that name it. Whatever stands outside them, and the sections of other benchmarks,
are left as they are.
"""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
RESULTS = Path(__file__).parent / "results"  # one JSON file for each benchmark
HEAD = """# Performance

Each section is written by the benchmark that it names, from the results that lie in `benchmarks/results/`. Figures are
of one machine; what travels are the ratios, since both sides of each were measured in one run.
"""


def write_section(name: str, title: str, lines: Iterable[str], page_file: Path = PAGE) -> None:
    """Write a section of a page, in its place or behind the others. lines: Markdown."""
    opens, closes = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    section = "\n".join([opens, "", f"## {title}", "", *lines, "", closes])
    page = page_file.read_text("utf-8") if page_file.exists() else HEAD
    place = re.compile(f"{re.escape(opens)}.*?{re.escape(closes)}", re.DOTALL)
    found = place.sub(lambda _: section, page) if place.search(page) else f"{page.rstrip()}\n\n{section}\n"
    page_file.write_text(found, "utf-8")


class Telling:
    """Prints lines, and keeps them for a section."""

    def __init__(self, command: str) -> None:
        self._command = command
        self._lines: list[str] = []

    def __call__(self, line: str) -> None:
        """Print a line."""
        print(line, flush=True)
        self._lines.append(line)

    def keep(self, name: str, title: str) -> None:
        """Write the section: the command, the day, and the lines as they were printed."""
        told = f"`{self._command}`, {date.today().isoformat()}:"  # noqa: DTZ011  the day where the machine stands
        write_section(name, title, [told, "", "```text", *self._lines, "```"])
