"""The tables and the map's points: CSV with its description, and GeoJSON."""

import csv
import io
import json
import re

import pytest
import shapely

from briefgen.outputs.geojson import geojson
from briefgen.outputs.tables import table, tables
from tests.corpora import SETTINGS, corpus, hostile


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


@pytest.mark.parametrize("of", [corpus(), hostile()], ids=["plain", "hostile"])
def test_tables_have_the_columns_that_their_description_names(of: object) -> None:
    made = {route.name: data for route, data in tables(of, SETTINGS)}  # type: ignore[arg-type]
    package = json.loads(made.pop("datapackage.json"))
    assert {r["path"] for r in package["resources"]} == set(made)
    for resource in package["resources"]:
        rows = list(csv.reader(io.StringIO(made[resource["path"]].decode(), newline="")))
        columns = [field["name"] for field in resource["schema"]["fields"]]
        assert rows[0] == columns
        assert all(len(row) == len(columns) for row in rows)


def test_each_table_has_a_row_for_each_thing() -> None:
    of = corpus()
    made = {route.name: read(data) for route, data in tables(of, SETTINGS) if route.suffix == ".csv"}
    assert [row["id"] for row in made["events.csv"]] == [e.id for e in of.events]
    assert len(made["next-steps.csv"]) == sum(len(b.findings.next_steps) for b in of.briefings)
    assert len(made["quotes.csv"]) == sum(len(b.findings.quotes) for b in of.briefings)
    assert [row["title"] for row in made["sources.csv"]] == [b.article.title for b in of.briefings]


def test_every_event_row_names_the_sentence_that_dates_it() -> None:
    of = corpus()
    rows = next(read(data) for route, data in tables(of, SETTINGS) if route.name == "events.csv")
    for row, event in zip(rows, of.events, strict=True):
        if event.dated_by:
            assert row["date_source"] == f"{event.dated_by.briefing}#{event.dated_by.evidence.sentence}"


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "+1", "-1", "@x", "\tx", "\rx"])
def test_row_106_a_cell_that_looks_like_a_formula_is_defused(cell: str) -> None:
    [row] = read(table(("a", "b"), [(cell, None)]))
    assert row == {"a": f"'{cell}", "b": ""}


def test_numbers_stay_numbers() -> None:
    [row] = read(table(("lat",), [(-33.87,)]))
    assert row == {"lat": "-33.87"}


def test_points_are_longitude_first() -> None:
    of = corpus()
    document = json.loads(geojson(of, SETTINGS))
    points = {f["id"]: f["geometry"]["coordinates"] for f in document["features"]}
    assert points == {p.id: [p.lon, p.lat] for p in of.places if p.lat is not None}
    assert all(f["type"] == "Feature" and f["properties"]["name"] for f in document["features"])
    assert json.loads(geojson(hostile(), SETTINGS))["type"] == "FeatureCollection"


FIELD = re.compile(r'(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)')


def by_the_rule(data: bytes) -> list[list[str]]:
    """The rows of a table by the grammar of RFC 4180, which has no room for anything else."""
    text, at = data.decode(), 0
    rows: list[list[str]] = [[]]
    while at < len(text):
        found = FIELD.match(text, at)
        assert found, text[at : at + 40]
        rows[-1].append(found[1].replace('""', '"') if found[1] is not None else found[2])
        if found[3] == "\r\n":
            rows.append([])
        at = found.end()
    assert rows.pop() == []
    return rows


@pytest.mark.parametrize("of", [corpus(), hostile()], ids=["plain", "hostile"])
def test_tables_follow_rfc_4180_to_the_letter(of: object) -> None:
    for route, data in tables(of, SETTINGS):  # type: ignore[arg-type]
        if route.suffix == ".csv":
            rows = by_the_rule(data)
            assert rows == list(csv.reader(io.StringIO(data.decode(), newline="")))
            assert len({len(row) for row in rows}) == 1


def test_the_points_are_loaded_by_another_library() -> None:
    of = corpus()
    loaded = shapely.from_geojson(geojson(of, SETTINGS))
    points = [(point.x, point.y) for point in shapely.get_parts(loaded)]
    assert points == [(p.lon, p.lat) for p in of.places if p.lat is not None]
