"""Make the pages of docs/ that come from the code: settings, command line, extractors, templates, theming.

`python tools/docs.py` writes them; with --check it writes nothing, names those that are not current and exits with 1.
"""

import argparse
import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

from template_docs import templates_page
from theming_docs import theming_page

from briefgen.cli import EXIT_CODES, parser
from briefgen.config import FILE, Settings

ROOT = Path(__file__).parent.parent
ABLATION = ROOT / "benchmarks" / "results" / "ablation.md"  # what benchmarks/ablation.py printed
ADDS = (
    "F1 or rate on labelled articles with everything there, in per cent, and what is gained or lost without each part;",
    "in the last row with the small model in the place of the medium one. The articles are not in the repository;",
    "`python benchmarks/ablation.py --gold FOLDER --score SCRIPT > benchmarks/results/ablation.md` makes the table,",
    "and `make docs` takes it in.\n",
)
MADE = "Made from `{}` by `make docs`; do not edit.\n"


def settings_page() -> str:
    """docs/settings.md: every setting of briefgen.yml, in the order of the class."""
    lines = [
        "# Settings\n",
        MADE.format("briefgen/config.py"),
        f"`{FILE}` in the site's root holds one setting a line, such as `title: Summit desk`. All are optional. Values",
        "are taken as they are written, so `language: no` is Norwegian. An unknown setting, or a value that makes no",
        "sense, stops the build before anything is read; all of them are told at once, each with its line.\n",
    ]
    for setting in fields(Settings):
        default, example = setting.default, setting.metadata["example"]
        default = {True: "yes", False: "no"}.get(default, default) if isinstance(default, bool) else default
        lines += [f"## `{setting.name}`\n", f"{setting.metadata['about']}\n"]
        lines += [f"- Default: {f'`{default}`' if default not in (None, '', ()) else 'none'}"]
        lines += [f"- Example: `{setting.name}: {example}`"] if example else []
        lines += [""]
    return "\n".join(lines).rstrip() + "\n"


def command_page() -> str:
    """docs/cli.md: the commands with their options, and the exit codes."""
    top = parser()
    commands = next(a for a in top._actions if isinstance(a, argparse._SubParsersAction))  # noqa: SLF001
    lines = ["# Command line\n", MADE.format("briefgen/cli.py")]
    lines += ["`briefgen --version` prints the version. Folders are named from the current one.\n"]
    for name, command in commands.choices.items():
        options = [a for a in command._actions if not isinstance(a, argparse._HelpAction)]  # noqa: SLF001
        positional = "".join(f" {a.metavar}" for a in options if not a.option_strings)
        lines += [f"## `briefgen {name}{positional}`\n", f"{command.description}\n"]
        lines += ["| Option | Meaning |", "|---|---|", *(_option(a) for a in options), ""]
    lines += ["## Exit codes\n", "| Code | Meaning |", "|---|---|"]
    lines += [f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items()]
    lines += [
        "",
        "What was asked for goes to standard output; progress, warnings and errors go to standard error, an error",
        "as `content/x.md:12: error: …`. All problems are told at once. A traceback is a bug: please report it.",
        "",
        "With `--format json` standard output holds one line instead, an object: `schema` (`briefgen/outcome/1`),",
        "`exit_code`, `problems` (each with `path`, `line` or null, `severity`, `message`, `hint`) and `report`:",
        "numbers of `articles`, of them `parsed` anew, `briefings`, `events`, `files`, of them `changed`, and",
        "`maybe_the_same`; null where nothing was built. More keys may come.",
    ]
    return "\n".join(lines) + "\n"


def _option(action: argparse.Action) -> str:
    value = f" {action.metavar or action.dest.upper()}" if action.nargs != 0 else ""
    names = ", ".join(f"`{name}{value}`" for name in action.option_strings) or f"`{action.metavar}`"
    return f"| {names} | {action.help} |"


def extractors_page() -> str:
    """docs/extractors.md: what each module of the language side reads, finds and misses, in its own words."""
    lines = [
        "# What is found, and what is missed\n",
        MADE.format("briefgen/pipes/` and `briefgen/extract/"),
        "Every finding carries the words that show it and the name of its rule: `briefgen explain FILE` prints them.",
        "Weak evidence gives no finding. Each part says what it misses; what is listed there is known, not hidden.\n",
    ]
    for title, folder in (("Before and after the parser", "pipes"), ("Questions to an article", "extract")):
        lines += [f"## {title}\n"]
        for path in sorted((ROOT / "briefgen" / folder).rglob("*.py")):
            told = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
            if "\nFinds" in told:
                lines += _module(path.relative_to(ROOT / "briefgen").as_posix(), told)
    if ABLATION.exists():
        lines += ["## What each part adds\n", *ADDS, ABLATION.read_text("utf-8")]
    return "\n".join(lines).rstrip() + "\n"


def _module(name: str, told: str) -> Iterator[str]:
    """A module's docstring as Markdown: its first lines, then Reads, Finds and Misses as a list."""
    opening, *parts = re.split(r"^(?=(?:Reads|Finds|Misses)\s)", told, flags=re.MULTILINE)
    yield f"### `{name}`\n"
    yield f"{_escaped(opening)}\n"
    for part in parts:
        label, _, text = part.partition(" ")
        yield f"- **{label}** {_escaped(text)}"
    yield ""


def _escaped(text: str) -> str:
    """One paragraph of plain words in Markdown; code between double backticks stays code."""
    pieces = re.split(r"(``.+?``)", " ".join(text.split()))
    return "".join(p if p.startswith("``") else re.sub(r"([*_<\[\]`|\\])", r"\\\1", p) for p in pieces)


PAGES: dict[str, Callable[[], str]] = {
    "docs/settings.md": settings_page,
    "docs/cli.md": command_page,
    "docs/extractors.md": extractors_page,
    "docs/templates.md": templates_page,
    "docs/theming.md": theming_page,
}


def main() -> int:
    """Write the pages, or say which are not current."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true")
    check = options.parse_args().check
    stale = [name for name, make in PAGES.items() if _read(ROOT / name) != make()]
    for name in stale:
        if check:
            print(f"{name} is not current: run `make docs`", file=sys.stderr)
        else:
            (ROOT / name).parent.mkdir(exist_ok=True)
            (ROOT / name).write_text(PAGES[name](), "utf-8")
            print(f"wrote {name}")
    return 1 if check and stale else 0


def _read(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main())
