"""The tables: events, next steps, quotes and sources as CSV (RFC 4180), described by a datapackage.json (Frictionless).

One fact a column, and beside it the briefing and the sentence that show it. A cell that a spreadsheet would take for a
formula gets an apostrophe before it; the JSON files hold every value as it is.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from briefgen import routes
from briefgen.config import Settings
from briefgen.model import Corpus, MergedPlace, Source
from briefgen.outputs import json
from briefgen.outputs.values import step_id
from briefgen.routes import Route

FORMULA = ("=", "+", "-", "@", "\t", "\r")
Row = Sequence[str | int | float | None]

COLUMNS: Mapping[Route, tuple[str, ...]] = {
    routes.EVENTS_CSV: (
        "id", "name", "kind", "status", "start", "end", "precision", "date_source", "place", "place_name", "lat", "lon",
        "place_source", "participants", "series", "edition", "part_of", "briefings",
    ),
    routes.STEPS_CSV: (
        "id", "text", "status", "condition", "start", "end", "precision", "actors", "places", "according_to", "event",
        "briefing", "sentence", "evidence",
    ),
    routes.QUOTES_CSV: (
        "id", "text", "speaker", "speaker_name", "cue", "addressee", "briefing", "sentence",
    ),
    routes.SOURCES_CSV: (
        "id", "title", "outlet", "published", "updated", "language", "url", "path",
    ),
}  # fmt: skip
NUMBERS = frozenset({"lat", "lon"})
WHOLE_NUMBERS = frozenset({"edition"})


def tables(corpus: Corpus, settings: Settings) -> Iterator[tuple[Route, bytes]]:
    """Yield the tables and their description."""
    rows = {
        routes.EVENTS_CSV: _events(corpus),
        routes.STEPS_CSV: _steps(corpus),
        routes.QUOTES_CSV: _quotes(corpus),
        routes.SOURCES_CSV: _sources(corpus),
    }
    for route, columns in COLUMNS.items():
        yield route, table(columns, rows[route])
    yield routes.DATAPACKAGE, json.document(_package(settings))


def table(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A header and rows as CSV: CRLF, UTF-8, cells made safe for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def _safe(cell: str | float | None) -> str | float:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(FORMULA) else cell.replace("\0", "")
    return cell


def _events(corpus: Corpus) -> Iterator[Row]:
    places = {p.id: p for p in corpus.places}
    for event in corpus.events:
        place = places.get(event.place or "")
        yield (
            event.id, event.name, event.kind, event.status, event.start, event.end, event.precision,
            _where(event.dated_by), event.place, *_position(place),
            _where(event.placed_by), _listed(p.party for p in event.participants), event.series, event.edition,
            event.parent, _listed(event.briefings),
        )  # fmt: skip


def _steps(corpus: Corpus) -> Iterator[Row]:
    for briefing in corpus.briefings:
        for index, step in enumerate(briefing.findings.next_steps):
            event = corpus.event_of.get((briefing.id, step.event)) if step.event else None
            yield (
                step_id(briefing.id, index), step.text, step.status, step.condition, step.start, step.end,
                step.precision, _listed(step.actors), _listed(step.places), step.according_to, event, briefing.id,
                step.evidence.sentence, step.evidence.text,
            )  # fmt: skip


def _quotes(corpus: Corpus) -> Iterator[Row]:
    for briefing in corpus.briefings:
        for number, quote in enumerate(briefing.findings.quotes, 1):
            yield (
                f"{briefing.id}#quote-{number}", quote.text, quote.speaker, quote.speaker_name, quote.cue,
                quote.addressee, briefing.id, quote.evidence.sentence,
            )  # fmt: skip


def _sources(corpus: Corpus) -> Iterator[Row]:
    for briefing in corpus.briefings:
        a = briefing.article
        yield briefing.id, a.title, a.outlet, a.published, a.updated, a.language, a.url, a.path


def _position(place: MergedPlace | None) -> tuple[str | None, float | None, float | None]:
    return (place.name, place.lat, place.lon) if place else (None, None, None)


def _where(source: Source | None) -> str | None:
    """A source as the id of a briefing and its sentence: "alaska-talks#s4"."""
    return f"{source.briefing}#{source.evidence.sentence}" if source else None


def _listed(ids: Iterable[str]) -> str:
    return " ".join(ids)


def _package(settings: Settings) -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "briefings",
        "title": settings.title,
        "description": "Ids in one cell are parted by spaces. An apostrophe before = + - @ keeps a spreadsheet from"
        " running the cell; briefings.jsonl and events.json hold every value as it is.",
        "resources": [
            {
                "name": route.stem,
                "path": route.name,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": [{"name": name, "type": _type(name)} for name in columns], "primaryKey": ["id"]},
            }
            for route, columns in COLUMNS.items()
        ],
    }


def _type(column: str) -> str:
    return "number" if column in NUMBERS else "integer" if column in WHOLE_NUMBERS else "string"
