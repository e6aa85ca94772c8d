"""The files of a site in the making: pages, what lies beside them, and the search index, each in a lane of its own."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, starmap
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from briefgen.config import Settings
from briefgen.errors import Problem
from briefgen.lanes import Lane, run
from briefgen.model import Corpus, Ledger
from briefgen.outputs import outputs
from briefgen.outputs.search import IndexFile, SearchUnavailable, search_files
from briefgen.render import html
from briefgen.routes import Route
from briefgen.texts import Texts
from briefgen.traces import Trace, Tracer
from briefgen.views import Page, Pages
from briefgen.write import Keep, Kept

if TYPE_CHECKING:
    from jinja2 import Environment

SEARCH = Path(".briefgen", "search")  # below the site's root
MAPS = Path(".briefgen", "maps")
WORTH_FORKING = 200  # pages: fewer are made sooner than processes are started
Progress = Callable[[str, int, int], None]  # what is being done, how many are done, of how many (0: nobody knows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A build as far as its pages: everything is known and has its name, and no page is made yet."""

    settings: Settings
    corpus: Corpus
    pages: Pages
    assets: Mapping[Route, Path]
    texts: Texts
    env: "Environment"
    before: Ledger  # as the last build left it
    parsed: int  # articles that the cache did not know
    problems: tuple[Problem, ...]


class Making:
    """Makes every file of a site and hands each to what it is given: what write() takes.

    last: the traces of the pages of the last build; those that would be made from the same are taken over. as_left:
    whether a file of the site is as the last build left it, by its name. at_once: processes that make pages. Once all
    is made, traces has those of all pages that have one, and problems has what was met.
    """

    def __init__(
        self,
        ready: Prepared,
        root: Path,
        last: Mapping[str, Trace],
        as_left: Callable[[str], bool],
        *,
        at_once: int,
        progress: Progress | None,
        is_searched: bool,
    ) -> None:
        self.traces: dict[str, Trace] = {}
        self.problems: list[Problem] = []
        self._ready = ready
        self._root = root
        self._last = last
        self._as_left = as_left
        self._at_once = at_once
        self._progress = progress
        self._is_searched = is_searched

    def __call__(self, keep: Keep) -> Iterator[Kept]:
        """Yield what was done with each file, as they are made."""
        files = self._made(keep, tuple(self._ready.pages.values()))
        if self._progress:
            files = _with_progress(files, set(map(str, self._ready.pages)), self._progress)
        for done in files:
            if isinstance(done, Problem):
                self.problems.append(done)
                continue
            if trace := self._last[done.kept.name] if done.is_same else done.trace:
                self.traces[done.kept.name] = trace
            yield done.kept
        yield from (keep(route, path.read_bytes()) for route, path in self._ready.assets.items())

    def _made(self, keep: Keep, pages: Sequence[Page]) -> "Iterable[_Done | Problem]":
        """These pages and all that is no page, in several processes where that is sooner."""
        shares = [pages[i :: self._at_once] for i in range(self._at_once)]
        lanes: list[Lane[_Done | Problem]] = [
            partial(self._beside, keep),
            *(partial(self._pages, keep, s) for s in shares),
        ]
        if self._is_searched:
            lanes.insert(0, partial(self._index, keep))
        if self._at_once > 1 and len(pages) >= WORTH_FORKING:
            return run(lanes, _size)
        return chain.from_iterable(lane() for lane in reversed(lanes))

    def _pages(self, keep: Keep, pages: Iterable[Page]) -> "Iterator[_Done]":
        catalogue = self._ready.pages.catalogue
        tracer = Tracer(catalogue)
        for page in pages:
            if kept := self._again(keep, str(page.path), tracer):
                yield _Done(kept, is_same=True)
                continue
            catalogue.lookups.forget()
            kept = keep(page.path, html(self._ready.env, page))
            yield _Done(kept, tracer.trace(catalogue.lookups.keys))

    def _again(self, keep: Keep, name: str, tracer: Tracer) -> Kept | None:
        """Take over a page that the site holds, where it would be made from the same; None for another."""
        last = self._last.get(name)
        return self._there(keep, name) if last and tracer.holds(last) else None

    def _beside(self, keep: Keep) -> "Iterator[_Done]":
        ready = self._ready
        made = outputs(ready.corpus, ready.settings, ready.texts, self._root / MAPS)
        return map(_Done, starmap(partial(self._unless_there, keep), made))

    def _unless_there(self, keep: Keep, route: Route, content: bytes) -> Kept:
        """Take a file; without reading the one that the site holds, where that is as it was and was the same."""
        again = self._there(keep, str(route))
        if again and again.digest == hashlib.sha256(content).hexdigest():
            return again
        return keep(route, content)

    def _there(self, keep: Keep, name: str) -> Kept | None:
        """A file as the site holds it, where it is as the last build left it."""
        return keep.again(name) if self._as_left(name) else None

    def _index(self, keep: Keep) -> "Iterator[_Done | Problem]":
        """The files of full-text search; none, and a warning, where its program cannot be run."""
        ready = self._ready
        try:
            for index in search_files(ready.corpus, self._root / SEARCH, ready.texts, at_once=self._at_once):
                yield _Done(self._taken(keep, index))
        except SearchUnavailable as unavailable:
            yield unavailable.problem

    def _taken(self, keep: Keep, file: IndexFile) -> Kept:
        """Take a file of the index: the one that the site holds, the kept one by another name, or its content."""
        if not (file.digest and file.kept):
            return keep(file.name, file.read())
        again = self._there(keep, file.name)
        if again and again.digest == file.digest:
            return again
        return keep.linked(file.name, file.kept, file.digest)


class Unwritten:
    """For a build that writes nothing."""

    def __call__(self, path: PurePath | str, content: bytes) -> Kept:
        """Take a file."""
        return Kept(str(path), "", len(content), is_fresh=True)

    def again(self, _name: str) -> Kept | None:
        """Know of no file that is there."""
        return None

    def linked(self, name: str, _kept: Path, digest: str) -> Kept:
        """Take a file that lies elsewhere."""
        return Kept(name, digest, 0, is_fresh=True)


class _Done(NamedTuple):
    """A file of the new site; for a page its trace, or that it is as the last build made it."""

    kept: Kept
    trace: Trace | None = None
    is_same: bool = False


def _with_progress(
    files: Iterable[_Done | Problem], pages: Collection[str], progress: Progress
) -> Iterator[_Done | Problem]:
    """The files; how many of them are pages is told on the way. pages: their names."""
    total, count = len(pages), 0
    for done in files:
        if isinstance(done, _Done) and done.kept.name in pages:
            count += 1
            progress("making pages", count, total)
        yield done


def _size(done: _Done | Problem) -> int:
    """What it weighed for the process that kept it: so often does that look whether it is still waited for."""
    return done.kept.size if isinstance(done, _Done) else 0
