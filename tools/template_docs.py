"""docs/templates.md, made from the view classes: for those who write their own templates."""

import inspect
import re
import sys
from collections.abc import Iterator
from typing import Any, cast

from briefgen.views import TEMPLATES, dates, parts
from briefgen.views.part import fields_of

_FIELD = re.compile(r"    (\w+): (.+?)(?:  # (.+))?$")
_OPENING = """# Templates

Made from `briefgen/views/` by `make docs`; do not edit.

A page is a *view* put into a *template*. To change a page, put a file of the same name into your own `templates/`
folder (say `templates/pages/event.html`); every file that you do not replace comes from briefgen. Templates are
[Jinja](https://jinja.palletsprojects.com/) templates, and these rules hold for all of them:

- A template may use the names listed here and no others; a wrong name stops the build with the template's line.
- Everything is escaped, whatever the template's suffix. No article text is ever markup.
- A value of `None` or an empty list means that the articles do not say: leave the section out.
- Links (`href`) are ready to use on the page that they are given for, and on no other.
- Import the parts (`templates/parts/`) inside the block that uses them.

[theming.md](theming.md) tells how to change one block or one macro, and the colours and type of the style sheet.
"""


def templates_page() -> str:
    """The text of docs/templates.md."""
    return "\n".join([_OPENING, "## Pages\n", *_pages(), "## Parts of pages\n", *_parts()]).rstrip() + "\n"


def _pages() -> Iterator[str]:
    for view, template in TEMPLATES.items():
        yield f"### `{template}`: {view.__name__}\n"
        yield from _described(view)


def _parts() -> Iterator[str]:
    """Every class that a view holds, directly or not, in the order of the names."""
    modules = [sys.modules[view.__module__] for view in TEMPLATES]
    modules += [parts, dates, sys.modules["briefgen.views.source_text"]]
    found = {
        name: one
        for module in modules
        for name, one in vars(module).items()
        if inspect.isclass(one) and fields_of(cast("Any", one)) and one.__module__.startswith("briefgen.views")
    }
    pages = set(TEMPLATES)
    used = "\n".join(line for view in [*pages, *found.values()] for line in _described(view))
    for name, one in sorted(found.items()):
        if one not in pages and not name.startswith("_") and re.search(rf"`[^`]*\b{name}\b[^`]*`", used):
            yield f"### {name}\n"
            yield from _described(one)


def _described(view: type) -> Iterator[str]:
    """The class's first words, then a line a field with its type and the comment beside it."""
    yield f"{inspect.getdoc(view)}\n"
    for line in inspect.getsource(view).splitlines():
        if field := _FIELD.match(line):
            name, kind, comment = field.groups()
            yield f"- `{name}`: `{kind}`{f': {comment}' if comment else ''}"
    yield ""
