"""The search page: a form, and the lists that serve where scripts do not run."""

from briefgen import routes
from briefgen.views.catalogue import Catalogue
from briefgen.views.part import Part
from briefgen.views.parts import Frame, Link
from briefgen.views.sheet import Sheet


class SearchPage(Part, frozen=True, kw_only=True):
    """Full-text search over all pages."""

    frame: Frame
    script: str  # href
    lists: tuple[Link, ...]  # from A to Z, for readers without scripts


def search_page(catalogue: Catalogue) -> SearchPage:
    """Make the search page."""
    sheet = Sheet(catalogue, routes.SEARCH)
    texts = sheet.texts
    here = Link(text=texts.gettext("Search"), href=sheet.way(routes.SEARCH))
    lists = (
        (texts.gettext("Briefings"), routes.BRIEFINGS),
        (texts.gettext("Events"), routes.EVENTS),
        (texts.gettext("People"), routes.PEOPLE),
        (texts.gettext("Places"), routes.PLACES),
        (texts.gettext("Organizations"), routes.ORGANIZATIONS),
    )
    return SearchPage(
        frame=sheet.frame(here.text, texts.gettext("Search all briefings."), (here,)),
        script=sheet.way(routes.SEARCH_SCRIPT),
        lists=tuple(Link(text=text, href=sheet.way(route)) for text, route in lists),
    )
