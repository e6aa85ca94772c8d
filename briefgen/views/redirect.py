"""Redirects: the page at an old address, which leads to the new one without a script."""

from briefgen import routes
from briefgen.routes import Route
from briefgen.views.catalogue import Catalogue
from briefgen.views.part import Part
from briefgen.views.parts import Frame
from briefgen.views.sheet import Sheet


class RedirectPage(Part, frozen=True, kw_only=True):
    """A page that moved."""

    frame: Frame
    target: str  # href
    canonical: str  # the same as an absolute address, where the site has one


def redirect_page(catalogue: Catalogue, page: Route, target: Route) -> RedirectPage:
    """Make the page that leads from one address to another."""
    sheet = Sheet(catalogue, page)
    href, base = sheet.way(target), catalogue.settings.base_url
    return RedirectPage(
        frame=sheet.frame(sheet.texts.gettext("This page has moved")),
        target=href,
        canonical=routes.address(base, target) if base else href,
    )
