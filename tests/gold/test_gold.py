"""Precision and recall on labelled real articles, held above floors. Skipped where the articles are absent."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from briefgen.build import build
from briefgen.config import Settings
from tests.conftest import SHARED

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="the labelled articles are not part of the repository")


def built(tmp_path: Path, content: Path) -> Path:
    """The data folder of a site built from these articles."""
    settings = Settings(content=str(content), output=str(tmp_path / "site"))
    build(tmp_path, settings, as_of="2026-01-01")
    return tmp_path / "site" / "data"


def scored(script: str, *args: str) -> str:
    command = [sys.executable, str(SHARED / "eval" / script), *args]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_findings_on_the_gold_articles_stay_above_their_floors(tmp_path: Path) -> None:
    gold = SHARED / "gold" / "articles"
    data = built(tmp_path, gold)
    report = json.loads(scored("score.py", str(data / "briefings.jsonl"), str(gold), "--json"))
    print(scored("score.py", str(data / "briefings.jsonl"), str(gold)))  # noqa: T201  shown where a floor is broken
    assert report["absent"] == []
    reached = {field: 100 * row["value"] for field, row in report["fields"].items()}
    sunk = {f: (reached.get(f), floor) for f, floor in FLOORS["articles"].items() if reached.get(f, 0) < floor}
    assert sunk == {}


def test_merging_of_the_gold_clusters_stays_above_its_floors(tmp_path: Path) -> None:
    data = built(tmp_path, SHARED / "gold" / "clusters")
    table = scored("score_clusters.py", str(data), str(SHARED / "gold" / "clusters.json"))
    print(table)  # noqa: T201
    reached = dict(re.findall(r"^(pairs|b3) .*F1\s+([\d.]+)", table, re.MULTILINE))
    sunk = {f: (reached[f], floor) for f, floor in FLOORS["clusters"].items() if float(reached[f]) < floor}
    assert sunk == {}
    assert " 0 absent" in table
