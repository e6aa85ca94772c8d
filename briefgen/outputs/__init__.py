"""The files beside the HTML, one file a format; each a function from the corpus to bytes."""

from collections.abc import Iterator

from briefgen import routes
from briefgen.config import Settings
from briefgen.model import Corpus
from briefgen.outputs.atom import feed
from briefgen.outputs.data import data_files
from briefgen.outputs.schema import schema_files
from briefgen.outputs.sitemap import robots, sitemap
from briefgen.routes import Route


def outputs(corpus: Corpus, settings: Settings) -> Iterator[tuple[Route, bytes]]:
    """Yield every file of the site that is neither a page nor an asset: data, schemas, feed, sitemap, robots.txt.

    Feed and sitemap need absolute addresses: without a base_url in the settings there are none.
    """
    yield from data_files(corpus)
    yield from schema_files()
    yield routes.ROBOTS, robots(settings)
    if settings.base_url:
        yield routes.FEED, feed(corpus, settings)
        yield routes.SITEMAP, sitemap(corpus, settings)
