"""Netlify: the site with ``_headers`` and ``_redirects``. Its own tool, or its build, takes the folder from there."""

from pathlib import Path
from typing import ClassVar

from briefgen.config import Settings
from briefgen.publish.rules import HostOptions, HostTarget


class NetlifyOptions(HostOptions):
    """A folder made ready for Netlify, with `_headers` and `_redirects`."""

    KIND: ClassVar[str] = "netlify"
    EXAMPLE: ClassVar[str] = "netlify, or netlify:public"


class NetlifyTarget(HostTarget):
    """Netlify follows a redirect from an address where a page stands only if it is forced, with an exclamation mark."""

    FORCED: ClassVar[str] = "301!"
    MOST_REDIRECTS: ClassVar[int] = 10_000

    def __init__(self, given: NetlifyOptions, root: Path, settings: Settings) -> None:
        super().__init__(given.KIND, given, root, settings)
