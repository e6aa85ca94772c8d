"""feed.json (JSON Feed 1.1): the latest briefings, under the ids of the Atom feed."""

from typing import Any

from briefgen import routes
from briefgen.config import Settings
from briefgen.model import Briefing, Corpus
from briefgen.outputs import json
from briefgen.outputs.atom import ENTRIES
from briefgen.outputs.values import instant

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(corpus: Corpus, settings: Settings) -> bytes:
    """The feed of a site. settings.base_url is not empty. Articles without a date are left out, as in the Atom feed."""
    dated = [b for b in corpus.briefings if instant(b.article.updated or b.article.published)]
    document = {
        "version": VERSION,
        "title": settings.title,
        "home_page_url": routes.address(settings.base_url, routes.HOME),
        "feed_url": routes.address(settings.base_url, routes.JSON_FEED),
        "description": settings.description or None,
        "language": settings.interface_language,
        "authors": [{"name": settings.title}],
        "items": [_item(b, corpus, settings) for b in dated[:ENTRIES]],
    }
    return json.document(_given(document))


def _item(briefing: Briefing, corpus: Corpus, settings: Settings) -> dict[str, Any]:
    article, found = briefing.article, briefing.findings
    name = article.byline or article.outlet
    events = {corpus.event_of.get((briefing.id, e.id)): e.status for e in found.events}
    return _given(
        {
            "id": routes.tag("briefing", briefing.id),
            "url": routes.address(settings.base_url, routes.briefing(briefing.id)),
            "external_url": article.url,
            "title": article.title,
            "content_text": "\n".join(e.text for e in found.what) or article.title,
            "summary": found.what[0].text if found.what else None,
            "date_published": instant(article.published),
            "date_modified": instant(article.updated),
            "authors": [{"name": name}] if name else None,
            "tags": list(article.tags) or None,
            "language": article.language,
            "_briefgen": {
                "events": [
                    {"id": event, "status": status} for event, status in sorted(events.items(), key=str) if event
                ],
                "data": routes.address(settings.base_url, routes.briefing_data(briefing.id)),
            },
        }
    )


def _given(record: dict[str, Any]) -> dict[str, Any]:
    """A record without the keys that have no value."""
    return {key: value for key, value in record.items() if value is not None}
