"""All files of a site made in memory from a corpus, for tests that look at many pages."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import starmap
from pathlib import Path

from briefgen.config import Settings
from briefgen.model import Corpus
from briefgen.outputs import outputs
from briefgen.render import assets, environment, html
from briefgen.routes import Route
from briefgen.texts import ENGLISH, Texts
from briefgen.views import Catalogue, Colophon, Page, PageLister
from briefgen.write import Keep, Kept, Written, write
from tests import corpora

KINDS = ("corpus", "hostile", "empty")


def site_pages(
    corpus: Corpus, settings: Settings, as_of: str, colophon: Colophon, texts: Texts = ENGLISH
) -> Iterator[Page]:
    """Every page of the site of a corpus, home first. as_of: what decides on "now"."""
    catalogue = Catalogue(corpus, settings, as_of, colophon, texts)
    return (listed.of(catalogue) for listed in PageLister().list(catalogue))


def files(of: Corpus, settings: Settings = corpora.SETTINGS, as_of: str = corpora.AS_OF) -> dict[Route, bytes]:
    """The pages, the files beside them and the theme's own, by route."""
    env = environment()
    made = {page.path: html(env, page) for page in site_pages(of, settings, as_of, corpora.COLOPHON)}
    return {**made, **dict(outputs(of, settings)), **dict(assets())}


@cache
def site(kind: str) -> dict[Route, bytes]:
    """The site of a corpus of tests/corpora.py, by its name."""
    return files(getattr(corpora, kind)())


def pages(made: dict[Route, bytes]) -> dict[Route, str]:
    """The HTML pages among files."""
    return {route: data.decode() for route, data in made.items() if route.suffix == ".html"}


def write_files(
    files: Iterable[tuple[Route, bytes]], output: Path, root: Path, *, waiting: Callable[[], None] = lambda: None
) -> Written:
    """Write a site of these files, as they are asked for."""

    def making(keep: Keep) -> Iterator[Kept]:
        return starmap(keep, files)

    return write(making, output, root, waiting=waiting)
