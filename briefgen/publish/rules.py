"""The files ``_headers`` and ``_redirects``, by which Netlify and Cloudflare are told how to serve a site.

One content security policy holds for all addresses, since rules of several paths would add up to one that is too
strict for some. It allows what at least one page allows in its own <meta>; each page stays bound by its own as well.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote, urlsplit

from briefgen import routes
from briefgen.config import Settings
from briefgen.ledger import load_ledger
from briefgen.publish import options
from briefgen.publish.folder import FolderOptions, FolderTarget
from briefgen.publish.options import Options, option
from briefgen.publish.s3 import FOR_AN_HOUR
from briefgen.publish.site import Site, pages
from briefgen.publish.target import Look

HEADERS, REDIRECTS = "_headers", "_redirects"
OURS = "# Made by `briefgen publish`, which replaces it."
POLICY = re.compile(rb'<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]*)"', re.IGNORECASE)
HEAD = 4096  # bytes of a page within which its policy stands
STRICT = {"default-src": {"'none'"}, "style-src": {"'self'"}, "img-src": {"'self'"}, "base-uri": {"'none'"}}
NO_FETCH = {"base-uri", "form-action", "frame-ancestors"}  # directives that default-src does not stand for
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

Policy = dict[str, set[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class HostOptions(Options):
    """A folder made ready for a host that reads its rules from files."""

    folder: Path | None = option(
        "Folder that the host takes the site from. Without it the rules are written into the output folder itself.",
        options.folder,
        default=None,
    )


class HostTarget(FolderTarget):
    """A folder with the site and the two files of rules; or the output folder, which gains only these two."""

    FORCED: ClassVar[str] = "301"  # the code of a redirect that holds although a page stands at the old address
    MOST_REDIRECTS: ClassVar[int] = 2000

    def __init__(self, kind: str, given: HostOptions, root: Path, settings: Settings) -> None:
        folder = given.folder or root / settings.output
        super().__init__(FolderOptions(path=folder), root, settings)
        self._in_place = given.folder is None
        self._base = urlsplit(settings.base_url).path.strip("/")
        self._content, self._content_shown = root / settings.content, settings.content
        self.shown = f"{kind}:{given.folder or settings.output}"

    def prepared(self, site: Site) -> Site:
        """The site, below the path of its address, with the rules at the top."""
        if self._in_place and self._base:
            message = f"serves a folder at the top of its address, but base_url has the path /{self._base}/"
            raise self.refuse(message, f"name a folder for it, such as {self.shown.split(':')[0]}:public")
        rules = {HEADERS: self._headers(site).encode(), REDIRECTS: self._redirects(site).encode()}
        return site.below(self._base).beside(rules)

    def look(self, site: Site) -> Look:
        """In place, all is there already but the rules; those that begin with our line are ours."""
        if not self._in_place:
            return super().look(site)
        there = {name: self._folder / name for name in (HEADERS, REDIRECTS) if (self._folder / name).exists()}
        texts = {name: path.read_bytes() for name, path in there.items()}
        ours = {name: site.files[name].digest for name in texts if texts[name].startswith(OURS.encode())}
        built = {name: file.digest for name, file in site.files.items() if file.path}
        same = {name for name, text in texts.items() if text == site.files[name].read()} | built.keys()
        return Look(ours={**ours, **built}, there=frozenset(texts) | built.keys(), same=frozenset(same))

    def note(self, ours: Mapping[str, str]) -> None:
        """In place no list is needed: the build has its own."""
        if not self._in_place:
            super().note(ours)

    def _headers(self, site: Site) -> str:
        top = f"/{quote(self._base)}/" if self._base else "/"
        rules = {"Content-Security-Policy": policy_text(site), **FIXED}
        lines = [OURS, f"{top}*", *(f"  {name}: {value}" for name, value in rules.items())]
        lines += [f"{top}static/*", f"  Cache-Control: {FOR_AN_HOUR}"]
        return "\n".join(lines) + "\n"

    def _redirects(self, site: Site) -> str:
        """From the ledger: each address that was given up, and has a page that says so, to the one it leads to."""
        moved = load_ledger(self._content, self._content_shown).moved
        top = f"/{quote(self._base)}/" if self._base else "/"
        lines = [OURS]
        for old in sorted(moved)[: self.MOST_REDIRECTS // 2]:
            here, there = (routes.of_kind(*name.split("/", 1)) for name in (old, _end(old, moved)))
            if str(here) in site.files and str(there) in site.files:
                left, right = (top + quote(str(route.parent)) for route in (here, there))
                lines += [f"{left}{slash} {right}/ {self.FORCED}" for slash in ("", "/")]
        return "\n".join(lines) + "\n"


def policy_text(site: Site) -> str:
    """The policy for all pages of a site, and that nobody may frame them."""
    found = {match[1] for name in pages(site.files) if (match := POLICY.search(site.files[name].read()[:HEAD]))}
    joined = united([STRICT, *(_parsed(unescape(text.decode())) for text in sorted(found))])
    joined["frame-ancestors"] = {"'none'"}
    return "; ".join(f"{name} {' '.join(sorted(sources))}".strip() for name, sources in joined.items())


def united(policies: Iterable[Policy]) -> Policy:
    """A policy that allows what one of these allows, directive by directive."""
    known = list(policies)
    names = list(dict.fromkeys(name for policy in known for name in policy))
    return {name: _sources(name, known) for name in names}


def _sources(name: str, policies: list[Policy]) -> set[str]:
    sources: set[str] = set()
    for policy in policies:
        default = set() if name in NO_FETCH else policy.get("default-src", set())
        sources |= policy.get(name, default)
    return sources - {"'none'"} or {"'none'"}


def _parsed(text: str) -> Policy:
    parts = (part.split() for part in text.split(";"))
    return {name.lower(): set(sources) for name, *sources in filter(None, parts)}


def _end(old: str, moved: Mapping[str, str]) -> str:
    """Where a chain of moves ends."""
    seen = {old}
    while (there := moved[old]) in moved and there not in seen:
        seen.add(there)
        old = there
    return there
