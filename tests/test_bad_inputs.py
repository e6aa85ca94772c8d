"""Every row of the list of bad inputs has a test, or a reason why not; the list itself is read where it is at hand."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

TESTS = ROOT / "tests"
LIST = ROOT.parent / "shared" / "BAD-INPUTS.md"
ROWS = tomllib.loads((TESTS / "bad_inputs.toml").read_text("utf-8"))
NAMED = re.compile(r"def test_rows?_(\d+(?:_(?:(?:and_)?\d+))*(?:_to_\d+)?)(?=_)")


def rows_in_names() -> set[int]:
    """The rows that tests name in their own names."""
    found: set[int] = set()
    for path in TESTS.rglob("test_*.py"):
        for said in NAMED.findall(path.read_text("utf-8")):
            found |= {int(number) for number in re.findall(r"\d+", said)}
    return found


@pytest.mark.parametrize("row", ROWS["elsewhere"])
def test_the_test_that_stands_for_a_row_exists(row: str) -> None:
    path, _, name = ROWS["elsewhere"][row].partition("::")
    assert re.search(rf"^(?:async )?def {name}\(", Path(ROOT, path).read_text("utf-8"), re.MULTILINE)


def test_no_row_is_listed_that_a_test_names() -> None:
    assert rows_in_names() & {int(row) for part in ROWS.values() for row in part} == set()


@pytest.mark.skipif(not LIST.exists(), reason="the list is not at hand")
def test_every_row_of_the_list_is_accounted_for() -> None:
    listed = {int(number) for number in re.findall(r"^\| (\d+) \|", LIST.read_text("utf-8"), re.MULTILINE)}
    told = rows_in_names() | {int(row) for part in ROWS.values() for row in part}
    assert listed - told == set()
    assert told - listed == set()
