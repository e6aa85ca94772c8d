"""All files of a site made in memory from a corpus, for tests that look at many pages."""

from functools import cache

from briefgen.config import Settings
from briefgen.model import Corpus
from briefgen.outputs import outputs
from briefgen.render import assets, environment, html
from briefgen.routes import Route
from briefgen.views import site_pages
from tests import corpora

KINDS = ("corpus", "hostile", "empty")


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
