"""The files beside the HTML, one file a format; each a function from the corpus to bytes."""

from collections.abc import Iterator

from briefgen.config import Settings
from briefgen.model import Corpus
from briefgen.routes import Route


def outputs(corpus: Corpus, settings: Settings) -> Iterator[tuple[Route, bytes]]:
    """Yield every file of the site that is neither a page nor an asset: data, schemas, feed, sitemap, robots.txt.

    Feed and sitemap need absolute addresses: without a base_url in the settings there are none.
    """
    raise NotImplementedError
    yield
