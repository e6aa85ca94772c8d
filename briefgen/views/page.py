"""What every page has: its file, its view, its template; and what a view says of the build that made it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from briefgen.routes import Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Colophon:
    """What the pages were made with."""

    version: str  # of briefgen
    pipeline: str  # name of the spaCy pipeline
    pipeline_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to come: its name is settled, its view is made when asked for and not kept."""

    path: Route
    template: str  # below templates/, "pages/event.html"
    sources: tuple[str, ...]  # what it is made from, to be named when two pages claim one file
    make: Callable[[], Any]

    def view(self) -> Any:
        """The frozen view: all that the template may say."""
        return self.make()
