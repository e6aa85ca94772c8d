"""Cloudflare Pages: the site with ``_headers`` and ``_redirects``. Its own tool takes the folder from there."""

from pathlib import Path
from typing import ClassVar

from briefgen.config import Settings
from briefgen.publish.rules import HostOptions, HostTarget


class CloudflareOptions(HostOptions):
    """A folder made ready for Cloudflare Pages, with `_headers` and `_redirects`."""

    KIND: ClassVar[str] = "cloudflare"
    EXAMPLE: ClassVar[str] = "cloudflare, or cloudflare:public"


class CloudflareTarget(HostTarget):
    """Cloudflare follows a redirect whether or not a page stands there, and reads 2,000 of them at the most."""

    FORCED: ClassVar[str] = "301"
    MOST_REDIRECTS: ClassVar[int] = 2000

    def __init__(self, given: CloudflareOptions, root: Path, settings: Settings) -> None:
        super().__init__(given.KIND, given, root, settings)
