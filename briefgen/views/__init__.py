"""One frozen class a page type: all that its template may say; and the pages that a corpus makes."""

import dataclasses
from collections.abc import Iterator

from briefgen.config import Settings
from briefgen.model import Corpus
from briefgen.texts import ENGLISH, Texts
from briefgen.views.catalogue import Catalogue
from briefgen.views.listing import TEMPLATES, Listed, PageLister, Pages
from briefgen.views.page import Colophon, Page

__all__ = ["TEMPLATES", "Catalogue", "Colophon", "Listed", "Page", "PageLister", "Pages", "names", "site_pages"]


def names(view: type) -> set[str]:
    """The names that a template may use: the fields of its view."""
    return {field.name for field in dataclasses.fields(view)}


def site_pages(
    corpus: Corpus, settings: Settings, as_of: str, colophon: Colophon, texts: Texts = ENGLISH
) -> Iterator[Page]:
    """Yield every page of the site, home first. Names are settled now; each view is made when Page.view() is called.

    as_of: ISO date or time that everything about "now" is decided by. texts: the site's own words.
    """
    catalogue = Catalogue(corpus, settings, as_of, colophon, texts)
    return (listed.of(catalogue) for listed in PageLister().list(catalogue))
