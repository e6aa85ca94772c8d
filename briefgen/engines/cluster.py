"""Reading on many machines: a Dask cluster reads the articles in batches, and what it finds comes back here.

Needs the extra ``briefgen[dask]``, on every worker the same version of briefgen and of its model as here (each worker
compares them), and nothing else: without a shared place articles and findings travel with the tasks. With one (a folder
that all machines see, or an object store, by its fsspec address) they lie there, so that the scheduler handles names
alone, and what was found once is found again by any later build, on any machine.

A worker that is lost loses what it had not handed in; its batch is read by another. A batch that ends three workers is
halved, so that an article that no worker survives is told by its name, and all others are read.
"""

import hashlib
import logging
import secrets
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from briefgen import nlp
from briefgen.cache import is_sound
from briefgen.engines.here import read
from briefgen.errors import BriefgenError, Problem, Refused
from briefgen.model import Article

if TYPE_CHECKING:
    from spacy.language import Language

LARGEST_BATCH = 64  # articles: some seconds of work
SMALLEST_SHARE = 4  # batches for each thread of the cluster, so that all end at about the same time
WAITING = 2  # batches that a thread has before it, besides the one it reads
TRIES = 3  # workers that a batch may take along before it is halved
TIMEOUT = "20s"  # for the scheduler to answer
_EXTRA = "pip install 'briefgen[dask]'"
_reading = threading.Lock()  # a worker may have several threads, and a pipeline is for one
_articles = msgspec.msgpack.Decoder(dict[str, Article])


class Unlike(Exception):
    """A worker has another version of briefgen, or of its model."""


def search(
    model: str, missing: Mapping[str, Article], *, scheduler: str | None, shared: str | None, at_once: int
) -> Iterator[tuple[str, bytes]]:
    """Read the articles on the cluster of a scheduler ("tcp://host:8786"), or on one of this machine's own; an Engine.

    shared: the fsspec address of a place that all machines reach. at_once: workers of a cluster of one's own.
    Raises Refused where there is no cluster, or another version on it, and BriefgenError for articles that no worker
    survives, after all others.
    """
    if not missing:
        return
    distributed = _distributed()
    side = nlp.fingerprint(model)
    place = Shared(shared, side) if shared else None
    left = dict(missing)
    for key, findings in place.known(missing) if place else ():
        del left[key]
        yield key, findings
    if left:
        with _client(distributed, scheduler, at_once) as client:
            yield from _Work(distributed, client, model, side, place).of(left)


class _Work:
    """The batches that a cluster has before it."""

    def __init__(self, distributed: Any, client: Any, model: str, side: str, place: "Shared | None") -> None:
        self._distributed, self._client = distributed, client
        self._model, self._side, self._place = model, side, place
        self._under_way: dict[Any, tuple[str, dict[str, Article]]] = {}  # by future: a batch and its name
        self._lost: list[Article] = []

    def of(self, articles: dict[str, Article]) -> Iterator[tuple[str, bytes]]:
        """All findings, as they come."""
        threads = max(sum(self._client.nthreads().values()), 1)
        batches = batched(articles, -(-len(articles) // (threads * SMALLEST_SHARE)))
        done = self._distributed.as_completed()
        for batch in islice(batches, threads * (1 + WAITING)):
            self._send(done, batch)
        for future in done:
            name, batch = self._under_way.pop(future)
            if future.status == "finished":
                yield from self._handed_in(future.result())
            else:
                self._failed(done, future, batch)
            if self._place:
                self._place.drop(name)
            for more in islice(batches, 1):
                self._send(done, more)
        if self._lost:
            hint = "take it out, and report it: no article should end the program that reads it"
            raise BriefgenError([Problem(a.path, "every worker that read it ended", hint=hint) for a in self._lost])

    def _send(self, done: Any, batch: dict[str, Article]) -> None:
        content: bytes = msgspec.msgpack.encode(batch)
        name = hashlib.sha256(self._side.encode() + content).hexdigest()
        shared = self._place.send(name, content) if self._place else None
        future = self._client.submit(
            read_batch, self._model, self._side, None if shared else content, shared, name, key=f"briefgen-{name}"
        )
        self._under_way[future] = name, batch
        done.add(future)

    def _handed_in(self, results: list[tuple[str, bytes]] | list[str]) -> Iterator[tuple[str, bytes]]:
        for result in results:
            if isinstance(result, str):
                assert self._place is not None  # noqa: S101  only then names come
                yield result, self._place.get(result)
            else:
                yield result

    def _failed(self, done: Any, future: Any, batch: dict[str, Article]) -> None:
        """Send halves of a batch that took its workers along; raise what else went wrong."""
        if future.status == "cancelled":
            hint = "what was read is kept; build again to go on"
            raise BriefgenError([Problem("--scheduler", "the scheduler is gone", hint=hint)])
        error = future.exception()
        if isinstance(error, self._distributed.KilledWorker):
            if len(batch) == 1:
                self._lost += batch.values()
            for half in batched(batch, -(-len(batch) // 2)) if len(batch) > 1 else ():
                self._send(done, half)
        elif isinstance(error, Unlike):
            hint = "install the same version of briefgen, of its model and of spaCy on all machines"
            raise Refused([Problem("--engine dask", str(error), hint=hint)]) from error
        else:
            raise error


def batched(articles: Mapping[str, Article], size: int) -> Iterator[dict[str, Article]]:
    """The articles in parts of this size, or of LARGEST_BATCH where that is smaller; articles of a length together."""
    by_length = iter(sorted(articles.items(), key=lambda item: -len(item[1].body)))
    while batch := dict(islice(by_length, min(max(size, 1), LARGEST_BATCH))):
        yield batch


# On the workers ------------------------------------------------------------------------------------------------------


def read_batch(
    model: str, side: str, content: bytes | None, shared: str | None, name: str
) -> list[tuple[str, bytes]] | list[str]:
    """Read one batch, in a worker: its findings by key, or the keys alone where they were put into the shared place.

    Raises Unlike where this worker would find other things than the one who asks.
    """
    if nlp.fingerprint(model) != side:
        raise Unlike("a worker has another version of briefgen, of its model or of spaCy than this computer")
    place = Shared(shared, side) if shared else None
    if content is None:
        assert place is not None  # noqa: S101
        content = place.sent(name)
    articles = _articles.decode(content)
    known = {key for key, _ in place.known(articles)} if place else set()
    with _reading:
        found = read(_pipeline(model), {key: article for key, article in articles.items() if key not in known})
        if place is None:
            return list(found)
        for key, findings in found:
            place.put(key, findings)
    return list(articles)


@cache
def _pipeline(model: str) -> "Language":
    return nlp.load(model)


# The shared place ----------------------------------------------------------------------------------------------------


class Shared:
    """Findings by key, and batches on their way, in a place that all machines reach."""

    def __init__(self, address: str, side: str) -> None:
        """Raises Refused where the place cannot be reached. side: nlp.fingerprint() of what reads."""
        import fsspec  # noqa: PLC0415  comes with the extra

        self.address = address
        try:
            self._system, root = fsspec.core.url_to_fs(address)
        except (ImportError, ValueError) as error:
            hint = "a folder that all machines see, or an address such as s3://bucket/briefgen (needs s3fs)"
            raise Refused([Problem("--shared", str(error), hint=hint)]) from error
        self._findings = f"{root.rstrip('/')}/findings/{side[:16]}"
        self._batches = f"{root.rstrip('/')}/batches"

    def known(self, keys: Mapping[str, Article]) -> Iterator[tuple[str, bytes]]:
        """Those of the keys whose findings lie there, with them."""
        folders = {key[:2] for key in keys}
        there = {path.rpartition("/")[2] for folder in sorted(folders) for path in self._listed(folder)}
        for key in keys:
            if key in there and is_sound(findings := self.get(key)):
                yield key, findings

    def get(self, key: str) -> bytes:
        """The findings kept under a key."""
        return self._read(self._path(key))

    def put(self, key: str, findings: bytes) -> None:
        """Keep findings."""
        self._write(self._path(key), findings)

    def send(self, name: str, content: bytes) -> str:
        """Lay a batch there for a worker; gives the address of the place."""
        self._write(f"{self._batches}/{name}", content)
        return self.address

    def drop(self, name: str) -> None:
        """Take away a batch that was read."""
        with suppress(FileNotFoundError):
            self._system.rm_file(f"{self._batches}/{name}")

    def sent(self, name: str) -> bytes:
        """The batch of this name."""
        return self._read(f"{self._batches}/{name}")

    def _path(self, key: str) -> str:
        return f"{self._findings}/{key[:2]}/{key}"

    def _listed(self, folder: str) -> Sequence[str]:
        self._system.invalidate_cache()
        try:
            found: list[str] = self._system.ls(f"{self._findings}/{folder}", detail=False)
        except FileNotFoundError:
            return ()
        return found

    def _read(self, path: str) -> bytes:
        content: bytes = self._system.cat_file(path)
        return content

    def _write(self, path: str, content: bytes) -> None:
        """Whole or not at all: object stores write so, a file system does with a second name."""
        if "file" not in self._system.protocol:
            self._system.pipe_file(path, content)
            return
        self._system.makedirs(path.rpartition("/")[0], exist_ok=True)
        half = f"{path}.{secrets.token_hex(8)}.part"
        self._system.pipe_file(half, content)
        self._system.mv(half, path)


# The cluster ---------------------------------------------------------------------------------------------------------


def _distributed() -> Any:
    try:
        import distributed  # noqa: PLC0415
    except ImportError:
        raise Refused([Problem("--engine dask", "the package distributed is not installed", hint=_EXTRA)]) from None
    return distributed


@contextmanager
def _client(distributed: Any, scheduler: str | None, at_once: int) -> Iterator[Any]:
    """A client of the scheduler, or of a cluster of this machine's own that ends with it."""
    with ExitStack() as open_:
        if scheduler is None:
            cluster = distributed.LocalCluster(
                n_workers=at_once,
                threads_per_worker=1,
                memory_limit=0,  # else it ends workers on small machines, where the model alone is over its share
                dashboard_address=None,
                silence_logs=logging.CRITICAL,
            )
            scheduler = open_.enter_context(cluster).scheduler_address
        try:
            client = distributed.Client(scheduler, timeout=TIMEOUT)
        except (OSError, ValueError) as error:
            hint = "start one with `dask scheduler`, workers with `dask worker tcp://HOST:8786 --nthreads 1`"
            raise Refused([Problem("--scheduler", f"no scheduler answers at {scheduler}", hint=hint)]) from error
        yield open_.enter_context(client)
