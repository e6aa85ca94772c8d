"""`briefgen new`: a folder with a site to start from.

It holds settings with every key explained, a sample article, a README, and the workflow by which GitHub builds, checks
and publishes it.
"""

import re
from collections.abc import Iterator
from dataclasses import fields
from importlib.resources import files
from pathlib import Path
from textwrap import wrap

import yaml

from briefgen import __version__
from briefgen.config import FILE, GROUPS, Settings
from briefgen.errors import Problem, Refused

STARTER = {  # in the site -> in our package
    "README.md": "README.md",
    ".gitignore": "gitignore",
    ".github/workflows/publish.yml": "publish.yml",
    "content/_data/people.yml": "content/_data/people.yml",
    "content/_data/places.yml": "content/_data/places.yml",
    "content/_data/events.yml": "content/_data/events.yml",
    "content/arctic-shipping-talks.md": "content/arctic-shipping-talks.md",
}


def make_site(folder: Path) -> list[str]:
    """Make the folder and its files; give their names in order.

    Raises Refused, with nothing made, where the folder holds anything already or is a file.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Refused([Problem(str(folder), "is not a folder", hint="name one that does not exist yet")])
    if folder.is_dir() and any(folder.iterdir()):
        raise Refused([Problem(str(folder), "is not empty; nothing was made", hint="name a new folder")])
    made = {FILE: settings_file()}
    made |= {name: (files("briefgen") / "starter" / source).read_text("utf-8") for name, source in STARTER.items()}
    made = {name: text.replace("BRIEFGEN_VERSION", __version__) for name, text in made.items()}
    for name, text in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return sorted(made)


def settings_file() -> str:
    """A briefgen.yml that sets nothing: every setting explained and commented out, with its default or an example."""
    lines = [
        "# Settings of this site. All are optional: take the # away from a line that starts with '#name:'.",
        "# `briefgen check` tells what is wrong with them.",
    ]
    for about, example in _explained():
        lines += ["", *(f"# {line}" for line in wrap(about, 100)), f"#{example}"]
    return "\n".join(lines) + "\n"


def _explained() -> Iterator[tuple[str, str]]:
    """What each setting means, and a line that sets it."""
    for setting in fields(Settings):
        value = setting.metadata["example"] or setting.default
        written = yaml.safe_dump({setting.name: value}, width=1000, allow_unicode=True).strip()
        written = f"{setting.name}: {value}" if setting.name in GROUPS else written
        yield re.sub(r"\[(.+?)\]\(.+?\)", r"\1", setting.metadata["about"]).replace("`", ""), written
