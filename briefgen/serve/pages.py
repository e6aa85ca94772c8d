"""What the preview adds to a page on its way out, and the page that stands in for what could not be made."""

import re
from collections.abc import Iterable
from html import escape
from importlib.resources import files

from briefgen.errors import Problem

RELOAD_SCRIPT = files("briefgen.serve").joinpath("reload.js").read_bytes()
POLICY = re.compile(rb'(<meta\s+http-equiv="Content-Security-Policy"\s+content=")([^"]*)"', re.IGNORECASE)
NEEDED = ("script-src", "connect-src")  # what the reload script needs to come from here


BODY = re.compile(rb"<body\b[^>]*>", re.IGNORECASE)


def with_reload(page: bytes, build: str | None, mark: str = "") -> bytes:
    """The page with the script that reloads it after a build other than this one, let through by the page's policy.

    mark: what stands above all else on it, such as that it is a draft.
    """
    if mark:
        note = f'<p id="briefgen-drafts" role="note"><strong>{escape(mark)}</strong></p>'.encode()
        page = BODY.sub(lambda found: found[0] + note, page, count=1)
    script = f'<script src="/__briefgen__/reload.js" data-build="{build or ""}"></script>'.encode()
    page = POLICY.sub(lambda found: found[1] + _widened(found[2].decode()).encode() + b'"', page, count=1)
    head, end, tail = page.rpartition(b"</body>")
    return head + script + end + tail if end else page + script


def _widened(policy: str) -> str:
    """The page's own content security policy, with our script and its channel allowed beside what was."""
    directives = {name: rest for name, _, rest in (part.strip().partition(" ") for part in policy.split(";")) if name}
    for name in NEEDED:
        before = [source for source in directives.get(name, "").split() if source != "'none'"]
        directives[name] = " ".join(dict.fromkeys([*before, "'self'"]))
    return "; ".join(f"{name} {rest}".strip() for name, rest in directives.items())


def failure_page(problems: Iterable[Problem], build: str | None = None) -> bytes:
    """A page that says why there is no site yet, or why a build has not this page; the next build reloads it."""
    listed = "".join(f"<li><pre>{escape(str(problem))}</pre></li>" for problem in problems)
    title = "This page could not be made" if build else "The site could not be built yet"
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'"></head>'
        f"<body><h1>{title}</h1><ul>{listed}</ul></body></html>"
    )
    return with_reload(page.encode("utf-8", "backslashreplace"), build)
