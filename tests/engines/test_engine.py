"""What a build does with an engine: it keeps what comes, as it comes, and asks only for what is missing."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from briefgen.build import findings_of
from briefgen.cache import decode, encode
from briefgen.cli import _check_machines, _engine, main, parser
from briefgen.config import Settings
from briefgen.engines import cluster, here
from briefgen.model import Article, Findings
from briefgen.scope import NOTHING


class Engine:
    """One that reads nothing, notes what it is asked for, and breaks off after so many articles."""

    def __init__(self, breaks_after: int = 1000) -> None:
        self.breaks_after = breaks_after
        self.asked: list[list[str]] = []

    def __call__(self, _model: str, missing: Mapping[str, Article]) -> Iterator[tuple[str, bytes]]:
        self.asked.append([article.body for article in missing.values()])
        for number, key in enumerate(list(missing)[::-1]):
            if number == self.breaks_after:
                raise KeyboardInterrupt
            yield key, encode(NOTHING)


def test_a_build_that_was_stopped_goes_on_where_it_was(articles: dict[str, Article], tmp_path: Path) -> None:
    told = articles
    broken, whole = Engine(breaks_after=20), Engine()
    with pytest.raises(KeyboardInterrupt):
        findings_of(told, tmp_path, Settings(), engine=broken)
    kept = {article.body for article in told.values()}
    found, count = findings_of(told, tmp_path, Settings(), engine=whole)
    assert found == dict.fromkeys(told, NOTHING)
    assert count == len(kept) - 20
    assert findings_of(told, tmp_path, Settings(), engine=whole)[1] == 0
    assert len(whole.asked[0]) == count
    assert whole.asked[1] == []


def test_findings_come_back_in_the_order_of_the_articles(
    articles: dict[str, Article], found: dict[str, bytes], tmp_path: Path
) -> None:
    def backwards(_model: str, missing: Mapping[str, Article]) -> Iterator[tuple[str, bytes]]:
        by_body = {article.body: found[key] for key, article in articles.items()}
        yield from ((key, by_body[article.body]) for key, article in list(missing.items())[::-1])

    result, _ = findings_of(articles, tmp_path, Settings(), engine=backwards)
    assert list(result.items()) == [(key, decode(found[key])) for key in articles]


def test_what_the_cache_knows_can_be_gone_on_with_while_a_few_articles_are_read(
    articles: dict[str, Article], found: dict[str, bytes], tmp_path: Path
) -> None:
    """In the process that goes on nothing is read: its engine was asked elsewhere."""
    some = dict(list(articles.items())[:-1])
    whole, seen = Engine(), list[Mapping[str, Findings]]()
    known, _ = findings_of(some, tmp_path, Settings(), engine=whole)
    result, count = findings_of(articles, tmp_path, Settings(), engine=whole, meanwhile=seen.append)
    assert seen == [known]
    assert result == dict.fromkeys(articles, NOTHING)
    assert count == 1
    assert len(whole.asked) == 1


@pytest.mark.parametrize("option", ["--scheduler", "--shared"])
def test_what_is_for_a_cluster_needs_one(option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "content").mkdir()
    assert main(["build", "--root", str(tmp_path), option, "tcp://127.0.0.1:9"]) == 2
    assert "add --engine dask" in capsys.readouterr().err


def test_the_command_line_chooses_engine_and_processes() -> None:
    options = parser().parse_args(["build", "--jobs", "3"])
    _check_machines(options)
    at_once, engine = _engine(options)
    assert at_once == 3
    assert (engine.func, engine.keywords) == (here.search, {"at_once": 3})  # type: ignore[attr-defined]
    options = parser().parse_args(["check", "--engine", "dask", "--scheduler", "tcp://a:1", "--shared", "s3://b/c"])
    _check_machines(options)
    at_once, engine = _engine(options)
    wanted = {"scheduler": "tcp://a:1", "shared": "s3://b/c", "at_once": at_once}
    assert (engine.func, engine.keywords) == (cluster.search, wanted)  # type: ignore[attr-defined]


@pytest.mark.parametrize("jobs", ["0", "-1", "two", ""])
def test_no_processes_are_none(jobs: str) -> None:
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(["build", "--jobs", jobs])
    assert ended.value.code == 2
