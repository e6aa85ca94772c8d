"""places.geojson (RFC 7946): the places with known coordinates. Positions are longitude first, then latitude."""

from typing import Any

from briefgen import routes
from briefgen.config import Settings
from briefgen.model import Corpus, MergedPlace
from briefgen.outputs import json


def geojson(corpus: Corpus, settings: Settings) -> bytes:
    """A FeatureCollection, sorted by id; places without coordinates are left out."""
    names = {e.id: e.name for e in corpus.events}
    features = [_feature(p, names, settings) for p in corpus.places if p.lat is not None and p.lon is not None]
    return json.document({"type": "FeatureCollection", "features": features})


def _feature(place: MergedPlace, names: dict[str, str], settings: Settings) -> dict[str, Any]:
    page = routes.address(settings.base_url, routes.place(place.id)) if settings.base_url else None
    return {
        "type": "Feature",
        "id": place.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
        "properties": {
            "name": place.name,
            "country": place.country,
            "kind": place.kind,
            "events": [{"id": name, "name": names[name]} for name in place.events],
            "briefings": list(place.briefings),
            "url": page,
        },
    }
