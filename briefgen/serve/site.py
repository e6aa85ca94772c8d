"""What the preview shows of one build: each file is made when it is first asked for, and kept until the next build.

A page is rendered, a map is drawn, a file of static/ is read from where it lies; the other files beside the pages
(data, feeds, calendars) are made all at once with the first of them that is asked for, and so is the index of full-text
search. Nothing is written, and no other file of the disk can be had.
"""

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from briefgen import routes
from briefgen.errors import Problem
from briefgen.lanes import cores
from briefgen.making import SEARCH, Prepared
from briefgen.model import MergedPlace
from briefgen.outputs import outputs
from briefgen.outputs.search import SearchUnavailable, search_files
from briefgen.render import html, keep_templates
from briefgen.routes import Route

Files = Iterable[tuple[Route, bytes]]


class Site:
    """The files of one build, by their names below the site ("events/index.html"). Any thread may ask."""

    def __init__(
        self,
        pages: Mapping[str, Callable[[], bytes]],
        assets: Mapping[str, Path],
        outputs: Callable[[], Files],
        search: Callable[[], Files],
        below: str = "/",
        drafts: Collection[str] = (),
        maps: Mapping[str, Callable[[], bytes]] | None = None,
    ) -> None:
        """pages: what renders each. maps: what draws each. outputs, search: what makes all those files.

        below: the path of the site's root. drafts: the pages of articles that are not to be published.
        """
        self.below = below
        self._drafts = frozenset(drafts)
        self.pages = pages
        self._maps = maps or {}
        self._assets = {name: path.resolve() for name, path in assets.items()}
        self._makers = {"outputs": outputs, "search": search}
        self._made: dict[str, bytes] = {}
        self._making = threading.Lock()

    def content(self, name: str) -> bytes | None:
        """The bytes of a file; None where the site has none of this name, and for dotfiles.

        Raises Refused where a template is at fault.
        """
        if any(part.startswith(".") for part in name.split("/")):
            return None
        if name in self._assets:
            return _unlinked(self._assets[name])
        with self._making:
            if name in self.pages and name not in self._made:
                self._made[name] = self.pages[name]()
            elif name in self._maps and name not in self._made:
                self._made[name] = self._maps[name]()
            elif name not in self._made and not name.endswith("index.html"):  # which pages alone are called
                self._make("search" if _is_of_search(name) else "outputs")
            return self._made.get(name)

    def mark(self, name: str | None) -> str:
        """What the preview says on a page of a site that holds drafts; empty where it holds none."""
        if name in self._drafts:
            return "Draft: this article is shown in the preview only."
        return "This preview shows drafts: what it says may rest on them." if self._drafts else ""

    def _make(self, kind: str) -> None:
        """Make the files of a kind, once."""
        if kind in self._makers:
            self._made |= {str(route): content for route, content in self._makers[kind]()}
            del self._makers[kind]


def site_of(ready: Prepared, root: Path, tell: Callable[[Iterable[Problem]], None]) -> Site:
    """The site that a build would write. tell: is told where there can be no full-text search."""
    keep_templates(ready.env)  # the last good site stays so while a template is being changed

    def search() -> Files:
        try:
            if not ready.settings.search:
                return ()
            found = search_files(ready.corpus, root / SEARCH, ready.texts, at_once=cores())
            return ((Route(file.name), file.read()) for file in found)
        except SearchUnavailable as unavailable:
            tell([unavailable.problem])
            return ()

    return Site(
        _Rendered(ready),
        {str(route): path for route, path in ready.assets.items()},
        partial(outputs, ready.corpus, ready.settings, ready.texts),
        search,
        path_of(ready.settings.base_url),
        [str(routes.briefing(b.id)) for b in ready.corpus.briefings if b.article.draft],
        {str(routes.place_map(p.id)): partial(_drawn, p) for p in ready.corpus.places if p.lat is not None},
    )


def _drawn(place: MergedPlace) -> bytes:
    from briefgen.outputs.maps import draw  # noqa: PLC0415  its libraries take a quarter of a second

    return draw(place)


class _Rendered(Mapping[str, Callable[[], bytes]]):
    """What renders each page, by its name."""

    def __init__(self, ready: Prepared) -> None:
        self._ready = ready

    def __getitem__(self, name: str) -> Callable[[], bytes]:
        route = Route(name)
        if str(route) != name:  # such as a name with two slashes, which leads to no file
            raise KeyError(name)
        return partial(html, self._ready.env, self._ready.pages[route])

    def __iter__(self) -> Iterator[str]:
        return map(str, self._ready.pages)

    def __len__(self) -> int:
        return len(self._ready.pages)


def path_of(base_url: str) -> str:
    """The path that a site is published below, "/" or "/news/", as a server sees it: decoded."""
    parts = [part for part in unquote(urlsplit(base_url).path).split("/") if part]
    return "/" + "".join(f"{part}/" for part in parts)


def _is_of_search(name: str) -> bool:
    return name == str(routes.FACETS) or name.startswith(f"{routes.SEARCH_INDEX}/")


def _unlinked(path: Path) -> bytes | None:
    """The bytes of a file; None where it is gone, or where a link has come to stand in its way."""
    try:
        return path.read_bytes() if path.resolve() == path and path.is_file() else None
    except OSError:
        return None
