"""site/data/schema/: the JSON Schemas (draft 2020-12) of the data files, made from the types that are encoded."""

from collections.abc import Iterator
from typing import Any

import msgspec

from briefgen import routes
from briefgen.outputs import json
from briefgen.outputs.records import BriefingRecord, EventRecord, OrganizationRecord, PersonRecord, PlaceRecord
from briefgen.outputs.timeline import TimelineRecord
from briefgen.routes import Route

TYPES: dict[str, tuple[Any, str]] = {
    "briefing": (BriefingRecord, "A line of briefings.jsonl"),
    "events": (list[EventRecord], "events.json"),
    "people": (list[PersonRecord], "people.json"),
    "places": (list[PlaceRecord], "places.json"),
    "organizations": (list[OrganizationRecord], "organizations.json"),
    "timeline": (list[TimelineRecord], "timeline.json"),
}


def schema_files() -> Iterator[tuple[Route, bytes]]:
    """Yield each schema with its route."""
    for name in TYPES:
        yield routes.schema(name), json.document(schema(name))


def schema(name: str) -> dict[str, Any]:
    """The schema of a data file: "briefing" (of a line), "events", "people", "places", "organizations", "timeline"."""
    record, title = TYPES[name]
    made = msgspec.json.schema(record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"tag:briefgen.invalid,2026:schema/{name}/1",
        "title": title,
        **made,
    }
