"""The files beside the HTML, one file a format; each a function from the corpus to bytes."""

from collections.abc import Iterator
from pathlib import Path

from briefgen import routes
from briefgen.config import Settings
from briefgen.model import Corpus
from briefgen.outputs.atom import feeds
from briefgen.outputs.calendar import calendars
from briefgen.outputs.data import data_files
from briefgen.outputs.geojson import geojson
from briefgen.outputs.jsonfeed import json_feed
from briefgen.outputs.kept_maps import place_maps
from briefgen.outputs.opml import opml
from briefgen.outputs.schema import schema_files
from briefgen.outputs.sitemap import robots, sitemaps
from briefgen.outputs.tables import tables
from briefgen.outputs.timeline import timeline
from briefgen.routes import Route
from briefgen.texts import ENGLISH, Texts


def outputs(
    corpus: Corpus, settings: Settings, texts: Texts = ENGLISH, kept_maps: Path | None = None
) -> Iterator[tuple[Route, bytes]]:
    """Yield every file of the site that is neither a page nor an asset: data, calendars, feeds, sitemap, robots.txt.

    Feeds and sitemap need absolute addresses: without a base_url in the settings there are none. kept_maps: a file of
    ours for the maps of the last time.
    """
    yield from data_files(corpus)
    yield from schema_files()
    yield from tables(corpus, settings)
    yield routes.PLACES_GEOJSON, geojson(corpus, settings)
    yield routes.TIMELINE, timeline(corpus, settings)
    yield from calendars(corpus, settings, texts)
    yield from place_maps(corpus, kept_maps)
    if settings.share_images and settings.base_url:
        from briefgen.outputs.share import share_images  # noqa: PLC0415  needs the extra "share"

        yield from share_images(corpus, settings, texts)
    yield routes.ROBOTS, robots(corpus, settings)
    if settings.base_url:
        yield from feeds(corpus, settings, texts)
        yield routes.JSON_FEED, json_feed(corpus, settings)
        yield routes.OPML, opml(corpus, settings, texts)
        yield from sitemaps(corpus, settings)
