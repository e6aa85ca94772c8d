"""One frozen class a page type: all that its template may say; and the pages that a corpus makes."""

from collections.abc import Iterator

from briefgen.config import Settings
from briefgen.model import Corpus
from briefgen.views.page import Colophon, Page

__all__ = ["Colophon", "Page", "site_pages"]


def site_pages(corpus: Corpus, settings: Settings, as_of: str, colophon: Colophon) -> Iterator[Page]:
    """Yield every page of the site, home first. Names are settled now; each view is made when Page.view() is called.

    as_of: ISO date or time that everything about "now" is decided by.
    """
    raise NotImplementedError
    yield
