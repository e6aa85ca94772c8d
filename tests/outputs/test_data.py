"""site/data/: every export is as its published JSON Schema says, and means what the contract fixes."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from briefgen import routes
from briefgen.frozen import replace
from briefgen.model import Corpus
from briefgen.outputs import json as encoder
from briefgen.outputs.data import briefing_of, data_files
from briefgen.outputs.schema import TYPES, schema, schema_files
from briefgen.routes import Route
from tests import corpora

# The names that the contract fixes; fields may be added, none may be left out.
BRIEFING = """schema id path title published updated language body sentences what people organizations states places dates
    quotes statements next_steps events"""
EVENT = """id name aliases kind series edition status history start end precision place participants parent briefings
    next_steps quotes differs"""
PARTS = {
    "sentences": "id start end",
    "what": "start end text sentence",
    "people": "id name aliases role country principal mentions",
    "organizations": "id name aliases mentions",
    "places": "id name country lat lon kind principal mentions",
    "dates": "text start end precision evidence",
    "quotes": "text speaker speaker_name cue addressee evidence",
    "statements": "text speaker speaker_name cue evidence",
    "next_steps": "text status condition actors places start end precision according_to event evidence",
    "events": "id event name kind status start end precision place participants mentions",
}


def exported(of: Corpus) -> dict[Route, bytes]:
    return dict(data_files(of))


def lines(of: Corpus) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported(of)[routes.DATA_BRIEFINGS].splitlines()]


def against(name: str, instance: Any) -> list[str]:
    """What is wrong with an instance, by its schema."""
    validator = Draft202012Validator(schema(name))
    return [f"{error.json_path}: {error.message[:120]}" for error in validator.iter_errors(instance)]


@pytest.mark.parametrize("name", TYPES)
def test_each_schema_is_itself_valid_and_published(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert json.loads(dict(schema_files())[routes.schema(name)]) == schema(name)


@pytest.mark.parametrize(
    "of", [corpora.corpus(), corpora.hostile(), corpora.empty()], ids=["plain", "hostile", "empty"]
)
def test_every_export_is_as_its_schema_says(of: Corpus) -> None:
    made = exported(of)
    for line in lines(of):
        assert against("briefing", line) == []
    for name in ("events", "people", "places", "organizations"):
        assert against(name, json.loads(made[Route(f"data/{name}.json")])) == []


def test_the_export_of_the_demonstration_is_as_its_schemas_say(demonstration_site: Path) -> None:
    """Held against the schemas that lie beside it."""
    data = demonstration_site / "data"

    def published(name: str) -> Draft202012Validator:
        return Draft202012Validator(json.loads((data / "schema" / f"{name}.json").read_text("utf-8")))

    told = [json.loads(line) for line in (data / "briefings.jsonl").read_text("utf-8").splitlines()]
    assert len(told) > 9
    for line in told:
        published("briefing").validate(line)
    for name in ("events", "people", "places", "organizations"):
        records = json.loads((data / f"{name}.json").read_text("utf-8"))
        assert records
        published(name).validate(records)


def test_a_field_that_is_missing_or_of_another_type_is_against_the_schema() -> None:
    [line, *_] = lines(corpora.corpus())
    assert against("briefing", {**line, "published": 7})
    assert against("briefing", {key: value for key, value in line.items() if key != "quotes"})
    assert against("briefing", {**line, "people": None})


def test_the_names_of_the_contract_are_all_there() -> None:
    made = lines(corpora.corpus())
    assert all(set(BRIEFING.split()) <= set(line) for line in made)
    for part, names in PARTS.items():
        records = [record for line in made for record in line[part]]
        assert records, part
        assert all(set(names.split()) <= set(record) for record in records), part
    events = json.loads(exported(corpora.corpus())[routes.DATA_EVENTS])
    assert all(set(EVENT.split()) <= set(event) for event in events)
    [summit] = [event for event in events if event["differs"]]
    assert set(summit["history"][0]) >= {"status", "asserted", "briefing", "evidence"}
    assert set(summit["participants"][0]) >= {"person", "role", "country", "attendance"}
    assert set(summit["differs"][0]["values"][0]) >= {"value", "briefing", "evidence"}


@pytest.mark.parametrize("of", [corpora.corpus(), corpora.hostile()], ids=["plain", "hostile"])
def test_evidence_slices_the_body_and_names_a_sentence_that_holds_it(of: Corpus) -> None:
    for line in lines(of):
        sentences = {s["id"]: s for s in line["sentences"]}
        found = list(evidence_in(line))
        assert found
        for one in found:
            assert line["body"][one["start"] : one["end"]] == one["text"]
            assert sentences[one["sentence"]]["start"] <= one["start"]


def evidence_in(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, dict):
        own = [node] if {"start", "end", "text", "sentence"} <= set(node) else []
        return own + [one for value in node.values() for one in evidence_in(value)]
    return [one for value in node for one in evidence_in(value)] if isinstance(node, list) else []


def test_the_record_beside_a_page_is_the_one_in_the_whole_export() -> None:
    made, of = exported(corpora.corpus()), corpora.corpus()
    for line in lines(of):
        assert json.loads(made[routes.briefing_data(line["id"])]) == line
    for event in json.loads(made[routes.DATA_EVENTS]):
        assert json.loads(made[routes.event_data(event["id"])]) == event


def test_ids_in_an_export_lead_to_records_of_the_export() -> None:
    made = exported(corpora.corpus())
    briefings = {line["id"]: line for line in lines(corpora.corpus())}
    quotes = {q["id"] for line in briefings.values() for q in line["quotes"]}
    steps = {s["id"] for line in briefings.values() for s in line["next_steps"]}
    events = {event["id"]: event for event in json.loads(made[routes.DATA_EVENTS])}
    people = json.loads(made[routes.DATA_PEOPLE])
    assert people
    for person in people:
        assert set(person["briefings"]) <= set(briefings)
        assert set(person["events"]) <= set(events)
        assert set(person["quotes"]) <= quotes
        assert set(person["next_steps"]) <= steps
    for event in events.values():
        assert event["parent"] is None or event["parent"] in events
        assert set(event["briefings"]) <= set(briefings)


def test_row_58_a_record_is_one_line_whatever_its_text_holds() -> None:
    """Also for readers that break lines where Unicode does."""
    text = exported(corpora.hostile())[routes.DATA_BRIEFINGS].decode()
    assert len(text.splitlines()) == len(corpora.hostile().briefings)


def test_row_56_text_comes_back_as_it_was() -> None:
    [line] = lines(corpora.hostile())
    assert line["quotes"][0]["text"] == corpora.HOSTILE


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_row_110_what_json_has_no_number_for_is_an_error(number: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        encoder.document({"lat": number})
    briefing = next(b for b in corpora.corpus().briefings if b.findings.places)
    nowhere = replace(briefing.findings.places[0], lat=number)
    with pytest.raises(ValueError, match="JSON"):
        encoder.line([briefing_of(replace(briefing, findings=replace(briefing.findings, places=(nowhere,))), {})])
