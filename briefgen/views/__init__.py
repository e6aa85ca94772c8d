"""One frozen class a page type: all that its template may say; and the list of pages."""

from briefgen.views.catalogue import Catalogue
from briefgen.views.listing import TEMPLATES, Listed, PageLister, Pages
from briefgen.views.page import Colophon, Page
from briefgen.views.part import fields_of

__all__ = ["TEMPLATES", "Catalogue", "Colophon", "Listed", "Page", "PageLister", "Pages", "names"]


def names(view: type) -> set[str]:
    """The names that a template may use: the fields of its view."""
    return set(fields_of(view))
