"""Reading on a Dask cluster: the same bytes as on one machine, whatever becomes of its workers."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import distributed
import pytest

from briefgen import nlp as language_side
from briefgen.engines import cluster
from briefgen.errors import BriefgenError, Refused
from briefgen.model import Article

Articles = dict[str, Article]
Found = dict[str, bytes]
Read = Callable[..., dict[str, bytes]]
MODEL = language_side.model_name(None)


@pytest.fixture(scope="module")
def workers() -> Iterator[Any]:
    """Three worker processes of this machine."""
    make: Any = distributed.LocalCluster
    with make(n_workers=3, threads_per_worker=1, memory_limit=0, dashboard_address=None, silence_logs=50) as made:
        yield made


def test_findings_are_those_of_one_machine_though_a_worker_is_killed(
    workers: Any, articles: Articles, found: Found
) -> None:
    pids = [worker.pid for worker in workers.workers.values()]
    came: Found = {}
    for key, findings in cluster.search(MODEL, articles, scheduler=workers.scheduler_address, shared=None, at_once=1):
        if not came:
            os.kill(pids[0], signal.SIGKILL)
        came[key] = findings
    assert came == found
    assert pids[0] not in [worker.pid for worker in workers.workers.values()]


def test_a_shared_place_carries_articles_and_findings(
    workers: Any, articles: Articles, found: Found, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options: Any = {"scheduler": workers.scheduler_address, "shared": str(tmp_path / "shared"), "at_once": 1}
    half = dict(list(articles.items())[::2])
    assert dict(cluster.search(MODEL, half, **options)) == {key: found[key] for key in half}
    assert list((tmp_path / "shared" / "batches").iterdir()) == []
    kept = [path for path in (tmp_path / "shared" / "findings").rglob("*") if path.is_file()]
    assert sorted(path.name for path in kept) == sorted(half)
    kept[0].write_bytes(kept[0].read_bytes()[:100])  # as a machine that broke down might leave it
    assert dict(cluster.search(MODEL, articles, **options)) == found
    monkeypatch.setattr(distributed, "Client", lambda *_, **__: pytest.fail("a cluster was asked"))
    assert dict(cluster.search(MODEL, articles, **options)) == found


def test_a_worker_of_another_version_is_refused(
    workers: Any, articles: Articles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language_side, "fingerprint", lambda _: "another")
    with pytest.raises(Refused, match="another version"):
        list(cluster.search(MODEL, articles, scheduler=workers.scheduler_address, shared=None, at_once=1))


def test_an_article_that_no_worker_survives_is_told_after_all_others_were_read(
    articles: Articles, found: Found
) -> None:
    """With a cluster that is played: real workers would take a minute to die."""
    fatal = articles["key-07"]
    work = cluster._Work(_Played(), _Played.client(fatal, found), MODEL, "side", None)
    came: Found = {}
    with pytest.raises(BriefgenError) as told:
        _each(work.of(articles), came)
    assert came == {key: findings for key, findings in found.items() if key != "key-07"}
    assert [problem.message for problem in told.value.problems] == ["every worker that read it ended"]


def _each(items: Iterator[tuple[str, bytes]], into: Found) -> None:
    for key, findings in items:
        into[key] = findings


class _Played:
    """As much of distributed as the engine uses, in this thread: a batch with the fatal article ends its workers."""

    class KilledWorker(Exception):
        pass

    class Future:
        def __init__(self, results: list[tuple[str, bytes]] | None) -> None:
            self.results = results
            self.status = "error" if results is None else "finished"

        def result(self) -> list[tuple[str, bytes]]:
            assert self.results is not None
            return self.results

        def exception(self) -> Exception:
            return _Played.KilledWorker()

    class Client:
        def __init__(self, fatal: Article, found: Found) -> None:
            self.fatal, self.found = fatal, found

        def nthreads(self) -> dict[str, int]:
            return {"worker": 2}

        def submit(self, _function: object, _model: str, _side: str, content: bytes, *_: object, **__: str) -> Any:
            batch = cluster._articles.decode(content)
            survives = self.fatal not in batch.values()
            return _Played.Future([(key, self.found[key]) for key in batch] if survives else None)

    @staticmethod
    def client(fatal: Article, found: Found) -> Any:
        return _Played.Client(fatal, found)

    @staticmethod
    def as_completed() -> Any:
        class Done(list[Any]):
            def __iter__(self) -> Iterator[Any]:
                while self:
                    yield self.pop(0)

            def add(self, future: Any) -> None:
                self.append(future)

        return Done()


def test_nobody_at_the_address_is_told_with_how_to_start_one(
    articles: Articles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "TIMEOUT", "1s")
    with pytest.raises(Refused, match=r"no scheduler answers at tcp://127\.0\.0\.1:9"):
        list(cluster.search(MODEL, articles, scheduler="tcp://127.0.0.1:9", shared=None, at_once=1))


def test_without_the_extra_it_is_said_how_to_get_it(articles: Articles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(Refused) as told:
        list(cluster.search(MODEL, articles, scheduler=None, shared=None, at_once=1))
    assert told.value.problems[0].hint == "pip install 'briefgen[dask]'"


def test_an_address_that_no_file_system_knows_is_refused(articles: Articles) -> None:
    with pytest.raises(Refused, match="--shared"):
        list(cluster.search(MODEL, articles, scheduler=None, shared="nowhere://here", at_once=1))


def test_nothing_to_read_asks_no_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert list(cluster.search(MODEL, {}, scheduler=None, shared=None, at_once=1)) == []
