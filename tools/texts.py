"""Keep the catalogues: gather every text of ours from briefgen/ and templates/, and bring each language's file in line.

`python tools/texts.py` writes briefgen/locale/briefgen.pot and the .po files, whose new texts are then empty, to be
translated; with --check it writes nothing, names those that are not current and exits with 1. Dates and line numbers
are left out, so that a file changes only where its texts do.
"""

import argparse
import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from briefgen.catalogues import INSIDE, TEMPLATE, THEME

ROOT = Path(__file__).parent.parent
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
OPTIONS = {"**.html": {"newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
DATED = re.compile(
    r'^"(?:POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Report-Msgid-Bugs-To): .*\n', re.MULTILINE
)
HEADER = """\
# The texts of briefgen, the program that makes event briefings.
# Part of briefgen, under its licence (MIT). Kept by `make texts`.
#"""


def gathered() -> Catalog:
    """Every text of the code and the templates, sorted by where it stands."""
    catalog = Catalog(project="briefgen", charset="utf-8", header_comment=HEADER, fuzzy=False)
    for folder in ("briefgen", "templates"):
        found = extract_from_dir(
            ROOT / folder, METHODS, OPTIONS, comment_tags=("translators:",), strip_comment_tags=True
        )
        for name, line, text, comments, context in sorted(found, key=lambda row: (row[0], row[1])):
            catalog.add(text, None, [(f"{folder}/{name}", line)], auto_comments=comments, context=context)
    return catalog


def written(catalog: Catalog) -> str:
    """A catalogue as the text of its file."""
    file = io.BytesIO()
    write_po(file, catalog, width=120, include_lineno=False, ignore_obsolete=True)
    return DATED.sub("", file.getvalue().decode())


def in_line(path: Path, template: Catalog) -> str:
    """The file of a language with the texts that there are now: what was translated stays, what is new is empty."""
    with path.open("rb") as file:
        catalog = read_po(file, ignore_obsolete=True, abort_invalid=True)
    catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
    return written(catalog)


def main() -> int:
    """Write the catalogues, or say which are not current."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true")
    check = options.parse_args().check
    template = gathered()
    made = {TEMPLATE: written(template)}
    made |= {path: in_line(path, template) for path in sorted(THEME.glob(f"*/{INSIDE.as_posix()}"))}
    stale = [path for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        name = path.relative_to(ROOT).as_posix()
        if check:
            print(f"{name} is not current: run `make texts`", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[path], "utf-8")
            print(f"wrote {name}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
