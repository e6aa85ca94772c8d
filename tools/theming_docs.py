"""docs/theming.md, made from the style sheet and base.html: for those who give a site looks of their own."""

import re
from collections.abc import Iterator
from pathlib import Path

THEME = Path(__file__).parent.parent
BLOCKS = {
    "policy": "what the page may load, for its Content-Security-Policy",
    "follow": "more for the head: a feed of the page, a script",
    "name": "the name of the site, with its logo",
    "search": "the search box",
    "content": "all between head and foot",
}
_OPENING = """# Looks of your own

Made from `static/style.css` and `templates/base.html` by `make docs`; do not edit.

What you put into `templates/` and `static/` beside your `briefgen.yml` goes over what comes with briefgen, file by
file; all else stays as it is, and comes new with each version. Name, logo, language and footer are settings
([settings.md](settings.md)); words on the pages are changed in a catalogue ([translating.md](translating.md)).

## Colours, type and widths

Write a style sheet with what is to change, say `static/desk.css`, and name it in `briefgen.yml`: `style: desk.css`.
Every page loads it after briefgen's own.

```css
:root { --link: #00518f; --visited: #4b3a80; --head: "Helvetica Neue", Arial, sans-serif; --measure: 38rem; }
@media (prefers-color-scheme: dark) { :root { --link: #8fc4f5; --visited: #c3b4f0; } }
```

A colour that you set outside of `@media` holds in the dark, too: set both. Text needs a contrast of 4.5:1 with
`--ground` and with `--panel`. Put colours into `@media screen { … }` to leave paper black on white. Fonts are files in
`static/`: a page loads nothing from elsewhere, and no font unless the block `policy` of `base.html` gains
`font-src 'self'`.

Any rule of `static/style.css` can be overruled the same way. To have none of it, put a `style.css` of your own into
`static/`: it takes the place of the theme's. An `icon.svg` there is the icon of the site.
"""
_TEMPLATES = """## Templates

A file in your `templates/` replaces the theme's of the same name: `pages/event.html` the pages of events,
`parts/quote.html` every quote, `base.html` what stands around all pages. The theme's own stays in reach as
`theme/…`, so that a file need hold only what is to change.

One block of every page, in `templates/base.html` (the home page has a `name` of its own):

```jinja
{% extends "theme/base.html" %}
{% block name %}
<p class="site-name"><a href="{{ frame.home }}">{{ frame.site }}</a> – the desk</p>
{% endblock %}
```

One macro of a part, in `templates/parts/quote.html`; its others are handed on by name:

```jinja
{% from "theme/parts/quote.html" import statement as theirs, said as theirs_too %}
{% set statement = theirs %}
{% set said = theirs_too %}
{% macro quote(q, speaker=true) %}
<blockquote id="{{ q.anchor }}" lang="{{ q.language }}" dir="auto">“{{ q.words }}”</blockquote>
{% endmacro %}
```

[templates.md](templates.md) lists what each template may use. Keep `id="{{ ….anchor }}"` where you find it: marks and
lists of other pages lead there. A template at fault stops the build with its line. `briefgen serve` shows each change
as you save.
"""


def theming_page() -> str:
    """The text of docs/theming.md. Raises where a block of base.html is not told of, or one told of is gone."""
    blocks = re.findall(r"\{% block (\w+) %\}", (THEME / "templates" / "base.html").read_text("utf-8"))
    if blocks != list(BLOCKS):
        raise SystemExit(f"tools/theming_docs.py tells of the blocks {list(BLOCKS)}; base.html has {blocks}")
    lines = [
        _OPENING,
        "| Property | What for | Light | Dark |",
        "|---|---|---|---|",
        *_properties((THEME / "static" / "style.css").read_text("utf-8")),
        "",
        _TEMPLATES,
        "Blocks of `base.html`:\n",
        *(f"- `{name}`: {what}" for name, what in BLOCKS.items()),
        "",
        "Parts, each with its macros:\n",
        *_parts(),
    ]
    return "\n".join(lines) + "\n"


def _properties(sheet: str) -> Iterator[str]:
    """A row a property of the first :root, with what the comment beside it says, and its value in the dark."""
    light, dark = re.findall(r"^\s*:root \{\n(.*?)^\s*\}", sheet, re.DOTALL | re.MULTILINE)[:2]
    in_the_dark = dict(re.findall(r"(--\w+): (.+?);", dark))
    for name, value, what in re.findall(r"(--\w+): (.+?);(?: /\* (.+?) \*/)?$", light, re.MULTILINE):
        if not what:
            raise SystemExit(f"static/style.css: {name} needs a comment that says what it is for")
        dark_value = f"`{in_the_dark[name]}`" if name in in_the_dark else "the same"
        yield f"| `{name}` | {what} | `{value}` | {dark_value} |"


def _parts() -> Iterator[str]:
    for path in sorted((THEME / "templates" / "parts").glob("*.html")):
        macros = re.findall(r"\{% macro (\w+\(.*?\)) -?%\}", path.read_text("utf-8"))
        yield f"- `parts/{path.name}`: {', '.join(f'`{macro}`' for macro in macros)}"
