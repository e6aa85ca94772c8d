"""The search page: a form, and the lists that serve where scripts do not run."""

from dataclasses import dataclass

from briefgen import routes
from briefgen.views.catalogue import Catalogue
from briefgen.views.parts import Frame, Link
from briefgen.views.sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """Full-text search over all pages."""

    frame: Frame
    script: str  # href
    lists: tuple[Link, ...]  # from A to Z, for readers without scripts


def search_page(catalogue: Catalogue) -> SearchPage:
    """Make the search page."""
    sheet = Sheet(catalogue, routes.SEARCH)
    lists = (
        ("Briefings", routes.BRIEFINGS),
        ("Events", routes.EVENTS),
        ("People", routes.PEOPLE),
        ("Places", routes.PLACES),
        ("Organizations", routes.ORGANIZATIONS),
    )
    return SearchPage(
        frame=sheet.frame("Search", "Search all briefings.", (Link(text="Search", href=sheet.way(routes.SEARCH)),)),
        script=sheet.way(routes.SEARCH_SCRIPT),
        lists=tuple(Link(text=text, href=sheet.way(route)) for text, route in lists),
    )
