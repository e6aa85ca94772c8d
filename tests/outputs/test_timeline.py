"""timeline.json: every date once, as exact as it is known, with the sentence that gives it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from briefgen.config import Settings
from briefgen.outputs.schema import schema
from briefgen.outputs.timeline import edtf, timeline
from tests import corpora


def rows(kind: str, settings: Settings = corpora.SETTINGS) -> list[dict[str, Any]]:
    made = json.loads(timeline(getattr(corpora, kind)(), settings))
    assert isinstance(made, list)
    return made


@pytest.mark.parametrize("kind", ["corpus", "hostile", "empty"])
def test_it_is_as_its_schema_says(kind: str) -> None:
    assert not list(Draft202012Validator(schema("timeline")).iter_errors(rows(kind)))


def test_every_dated_event_and_step_stands_there_once_and_nothing_undated() -> None:
    corpus = corpora.corpus()
    events = {e.id for e in corpus.events if e.start or e.end}
    steps = {
        f"{b.id}#step-{i}"
        for b in corpus.briefings
        for i, step in enumerate(b.findings.next_steps, 1)
        if step.start or step.end
    }
    assert events
    assert steps
    assert sorted(row["id"] for row in rows("corpus")) == sorted(events | steps)


def test_each_row_leads_to_the_words_of_its_source() -> None:
    bodies = {b.id: b.article.body for b in corpora.corpus().briefings}
    sourced = [row for row in rows("corpus") if row["source"]]  # an event's date may be the editor's
    assert {row["kind"] for row in sourced} == {"event", "next step"}
    for row in sourced:
        evidence = row["source"]["evidence"]
        assert bodies[row["source"]["briefing"]][evidence["start"] : evidence["end"]] == evidence["text"]


def test_rows_stand_by_date() -> None:
    dates = [row["start"] or row["end"] for row in rows("corpus")]
    assert dates == sorted(dates)


def test_without_an_address_of_the_site_there_are_no_links() -> None:
    assert {row["url"] for row in rows("corpus", Settings())} == {None}


@pytest.mark.parametrize(
    ("start", "end", "precision", "written"),
    [
        ("2025-08-31", None, "day", "2025-08-31"),
        ("2025-08-31", "2025-08-31", "part-of-day", "2025-08-31"),
        ("2025-08-31T10:00:00Z", None, "time", "2025-08-31T10:00:00Z"),
        ("2025-08-31", "2025-09-01", "range", "2025-08-31/2025-09-01"),
        ("2025-09-01", "2025-09-30", "month", "2025-09"),
        ("2026-01-01", "2026-12-31", "year", "2026"),
        ("2025-09-15", "2025-09-15", "approximate", "2025-09-15~"),
        ("2025-09-11", "2025-09-20", "approximate", "2025-09-11~/2025-09-20~"),
        (None, "2026-06-30", "day", "../2026-06-30"),
        (None, None, None, ""),
    ],
)
def test_edtf_is_as_exact_as_the_date(start: str | None, end: str | None, precision: Any, written: str) -> None:
    assert edtf(start, end, precision) == written


@given(st.dates(), st.dates(), st.sampled_from(["day", "week", "month", "season", "year", "range", "approximate"]))
def test_edtf_begins_where_the_date_begins(one: Any, other: Any, precision: Any) -> None:
    first, last = sorted((one.isoformat(), other.isoformat()))
    assert first.startswith(edtf(first, last, precision).split("/")[0].rstrip("~"))
