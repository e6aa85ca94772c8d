"""The grammar of time expressions: what English words mean on a given day, without any parse."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.extract.dates.grammar import each_rule, matches, readings
from briefgen.extract.dates.sense import Sense

WAYS = {"ahead": True, "back": False, "": None}
TABLE = tomllib.loads(Path(__file__).with_name("expressions.toml").read_text("utf-8"))
ROWS = [(anchor, *row) for anchor, about in TABLE.items() for row in about["rows"]]


def resolved(words: str, anchor: str | None, way: str) -> list[tuple[str | None, str | None, str]]:
    sense = Sense(date.fromisoformat(anchor) if anchor else None, WAYS[way], sure=True)
    periods = [reading.resolve(reading.match, sense) for reading in readings(f"They will gather {words}.")]
    return [(*period.iso, period.precision) for period in periods if period]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[1]}, {row[2]}, on {row[0]}")
def test_expression_means_its_days(row: tuple[str, ...]) -> None:
    anchor, words, way, *meaning = row
    expected = [(meaning[0] or None, meaning[1] or None, meaning[2])] if meaning else []
    assert resolved(words, anchor, way) == expected


def test_rules_asked_together_find_what_each_finds_alone() -> None:
    texts = [f"They will gather {words}. {words.capitalize()}, too; {words.upper()}" for _, words, *_ in ROWS]
    texts += [path.read_text("utf-8") for path in (Path(__file__).parents[3] / "content").rglob("*.md")]
    for text in texts:
        alone = [(name, found.span()) for name, rule, _ in each_rule() for found in rule.finditer(text)]
        assert [(name, found.span()) for name, found, _ in matches(text)] == alone


@pytest.mark.parametrize(
    "words", ["on Monday", "on August 31", "next week", "in June", "today", "in two weeks", "this year"]
)
def test_without_a_day_to_count_from_nothing_is_resolved(words: str) -> None:
    assert resolved(words, None, "ahead") == []


@pytest.mark.parametrize("words", ["on August 31, 2025", "in June 2026", "in 2027", "on 31.08.2025"])
def test_what_names_its_year_needs_no_day_to_count_from(words: str) -> None:
    assert len(resolved(words, None, "ahead")) == 1


PIECES = st.lists(st.sampled_from(sorted({word for row in ROWS for word in row[1].split()})), max_size=12)


@given(PIECES, st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from([True, False, None]), st.booleans())
def test_any_words_give_calendar_dates_in_order(words: list[str], anchor: date, ahead: bool | None, sure: bool) -> None:
    body = " ".join(words)
    end = 0
    for reading in readings(body):
        assert end <= reading.start < reading.end <= len(body)
        end = reading.end
        period = reading.resolve(reading.match, Sense(anchor, ahead, sure=sure))
        if period and period.start and period.end:
            assert period.start <= period.end
