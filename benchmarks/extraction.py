"""How fast extraction is, beside the bare spaCy pipeline of the same model on the same texts and cores.

    python benchmarks/extraction.py [FOLDER] [--runs 5] [--articles 300] [--keep | --written]

Reads  articles below FOLDER; without one, the demonstration's and as many of benchmarks/corpus.py as --articles says.
Makes  one process for each way, so that none has another's settings; they run in turn, once each in every round:
       the bare pipeline as spaCy's documentation runs it, nlp.pipe(texts); the same pipeline as we set it up; ours with
       all components and rules, to encoded findings; ours in two processes.
Prints words a second by the clock and by the processors' time, medians of all rounds, and the ratios, medians of the
       rounds' own. --keep also puts them into benchmarks/results/ and writes the section of docs/performance.md;
       --written writes it again from what is there.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Self

from performance import RESULTS, write_section

HERE = Path(__file__).resolve()
KEPT = RESULTS / "extraction.json"
WAYS = {
    "bare": "bare `nlp.pipe`, spaCy's defaults",
    "set": "the same pipeline, quickened (`nlp.load` without our components)",
    "ours": "briefgen, one process",
    "two": "briefgen, two processes",
}
IDLE = 0.97  # of a core: whoever has less was not alone
RATIOS = (
    ("briefgen ÷ bare at spaCy's defaults", "ours", "bare"),
    ("briefgen ÷ the quickened pipeline", "ours", "set"),
    ("the quickened pipeline ÷ bare", "set", "bare"),
    ("two processes ÷ one", "two", "ours"),
)
# Milliseconds of a processor for an article of 400 words, before and after, as measured when each was made.
GAINED = """
Where it comes from, in milliseconds of a processor for an article of 400 words, measured on the same machine when each
was made. Findings are the same bytes before and after.

| | before | after |
|---|---:|---:|
| vectors of words: kept by word, layers without what training needs (`pipes/tok2vec.py`) | 8.8 | 4.4 |
| parser: steps that hold the interpreter's lock (`pipes/transitions.py`) | 10.0 | 4.1 |
| entity recognizer, its own vectors included: whole texts at once (`pipes/recognizer.py`) | 21 | 5.7 |
| attribute ruler and lemmatizer: looked up once a word (`pipes/word_forms.py`) | 10.1 | 0.5 |
| layout: sentence starts set at once (`pipes/layout.py`) | 3.6 | 0.3 |
| garbage collection: model frozen, fewer collections (`engines/here.py`) | 7 | 2.6 |

One process uses one thread: OpenBLAS with two halves the speed of each core. Batches no longer matter, since each
article is computed by itself, which also makes its findings independent of the articles it is read with.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What was measured: seconds of each round by way, and of what."""

    machine: str
    cores: int
    date: str
    versions: dict[str, str]
    articles: int
    words: int
    clock: dict[str, list[float]]
    cpu: dict[str, list[float]]
    memory: dict[str, int]  # peak of one process, in MB

    def speed(self, way: str, seconds: str = "clock") -> float:
        """Words a second."""
        taken: dict[str, list[float]] = getattr(self, seconds)
        return self.words / statistics.median(taken[way])

    def ratios(self, way: str, to: str, seconds: str = "clock") -> list[float]:
        """How many times as fast one way is as another, round by round."""
        taken: dict[str, list[float]] = getattr(self, seconds)
        return [b / a for a, b in zip(taken[way], taken[to], strict=True)]

    @property
    def share(self) -> float:
        """How much of a core one process had: 1 on an idle machine."""
        return statistics.median(b / a for a, b in zip(self.clock["ours"], self.cpu["ours"], strict=True))


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("folder", type=Path, nargs="?")
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--articles", type=int, default=300)
    options.add_argument("--keep", action="store_true")
    options.add_argument("--written", action="store_true")
    options.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.way:
        _serve(given.way, given.folder)
        return
    if given.written:
        write_section("extraction", "Extraction", section(Results(**json.loads(KEPT.read_text("utf-8")))))
        return
    with tempfile.TemporaryDirectory() as made:
        results = measure(given.folder or _corpus(Path(made), given.articles), given.runs)
    for line in told(results):
        print(line)
    if given.keep:
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        KEPT.write_text(json.dumps(asdict(results), indent=1) + "\n", "utf-8")
        write_section("extraction", "Extraction", section(results))


def measure(folder: Path, rounds: int) -> Results:
    """Run all ways in turn, after one round to warm up."""
    clock: dict[str, list[float]] = {way: [] for way in WAYS}
    cpu: dict[str, list[float]] = {way: [] for way in WAYS}
    memory: dict[str, int] = {}
    about: dict[str, Any] = {}
    with ExitStack() as open_:
        running = {way: open_.enter_context(_Way(way, folder)) for way in WAYS}
        for number in range(rounds + 1):
            for way, process in running.items():
                about = process.run()
                if number:
                    clock[way].append(about["clock"])
                    cpu[way].append(about["cpu"])
                memory[way] = about["memory"]
    return Results(
        machine=_machine(),
        cores=len(os.sched_getaffinity(0)),
        date=time.strftime("%Y-%m-%d"),
        versions=about["versions"],
        articles=about["articles"],
        words=about["words"],
        clock=clock,
        cpu=cpu,
        memory=memory,
    )


def told(results: Results) -> Iterator[str]:
    """The results in lines."""
    rounds = len(results.clock["bare"])
    yield f"{results.words:,} words in {results.articles} articles; {rounds} rounds; {results.machine}"
    for way, name in WAYS.items():
        speed, cpu = results.speed(way), results.speed(way, "cpu")
        yield f"{name:66} {speed:8,.0f} words/s {cpu:8,.0f} words/CPU s {results.memory[way]:5} MB"
    for name, way, to in RATIOS:
        yield f"{name:66} {statistics.median(results.ratios(way, to)):8.2f}"


def section(results: Results) -> Iterator[str]:
    """The results in Markdown."""
    versions = ", ".join(f"{name} {version}" for name, version in sorted(results.versions.items()))
    yield f"`python benchmarks/extraction.py --articles N --runs {len(results.clock['bare'])} --keep`, {results.date}:"
    yield f"{results.articles} articles of {results.words // results.articles} words, {results.cores} cores of"
    yield f"{results.machine}; {versions}. Each way in a process of its own, the ways in turn, medians of"
    yield f"{len(results.clock['bare'])} rounds."
    yield ""
    yield "| Way | words/s | words/CPU s | peak memory of a process |"
    yield "|---|---:|---:|---:|"
    for way, name in WAYS.items():
        speed, cpu = results.speed(way), results.speed(way, "cpu")
        yield f"| {name} | {speed:,.0f} | {cpu:,.0f} | {results.memory[way]} MB |"
    yield ""
    yield "| Ratio | by the clock | lowest | highest | by the processors' time |"
    yield "|---|---:|---:|---:|---:|"
    for name, way, to in RATIOS:
        each, cpu = results.ratios(way, to), statistics.median(results.ratios(way, to, "cpu"))
        cores = 2 if way == "two" else 1  # each had its own
        told = " | ".join(f"{value:.2f}" for value in (statistics.median(each), min(each), max(each), cores * cpu))
        yield f"| {name} | {told} |"
    if results.share < IDLE:
        yield ""
        yield f"**The machine was not idle**: one process had {results.share:.0%} of a core, so what the clock says is"
        yield "less than on an idle one, of two processes above all. The processors' time is nearer to it."
    yield ""
    yield from GAINED.strip().splitlines()


class _Way:
    """A process that goes one way each time it is asked."""

    def __init__(self, way: str, folder: Path) -> None:
        command = [sys.executable, str(HERE), str(folder), "--way", way]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def run(self) -> dict[str, Any]:
        assert self._process.stdin is not None  # noqa: S101
        assert self._process.stdout is not None  # noqa: S101
        print("go", file=self._process.stdin, flush=True)
        found: dict[str, Any] = json.loads(self._process.stdout.readline())
        return found


def _serve(way: str, folder: Path) -> None:
    """In its own process: do it each time a line comes, and tell what it took."""
    from briefgen import nlp  # noqa: PLC0415
    from briefgen.config import Settings  # noqa: PLC0415
    from briefgen.read import read_articles  # noqa: PLC0415

    articles, _ = read_articles(folder, Settings(content=str(folder.resolve()), timezone="UTC"))
    words = sum(len(a.body.split()) for a in articles)
    run, versions = _way(way, articles)
    for _ in sys.stdin:
        begun, cpu = time.perf_counter(), _cpu()
        run()
        clock, cpu = time.perf_counter() - begun, _cpu() - cpu
        who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        memory = max(resource.getrusage(one).ru_maxrss for one in who) // 1024
        model = nlp.model_name(None)
        versions |= {model: nlp.model_version(model)}
        about = {"clock": clock, "cpu": cpu, "words": words, "articles": len(articles), "memory": memory}
        print(json.dumps({**about, "versions": versions}), flush=True)


def _way(way: str, articles: Sequence[Any]) -> tuple[Callable[[], object], dict[str, str]]:
    from importlib.metadata import version  # noqa: PLC0415

    from briefgen import nlp  # noqa: PLC0415

    versions = {name: version(name) for name in ("spacy", "thinc", "numpy")} | {"python": platform.python_version()}
    name = nlp.model_name(None)
    texts = [a.body for a in articles]
    if way == "bare":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pipeline = import_module(name).load()
        return lambda: sum(1 for _ in pipeline.pipe(texts)), versions
    if way == "set":
        pipeline = nlp.quickened(name)
        return lambda: sum(1 for _ in pipeline.pipe(texts, batch_size=nlp.BATCH)), versions
    from briefgen.engines import here  # noqa: PLC0415
    from briefgen.lanes import run  # noqa: PLC0415

    wanted = {str(i): article for i, article in enumerate(articles)}
    pipeline = nlp.load(name)
    if way == "ours":
        return lambda: sum(1 for _ in here.read(pipeline, wanted)), versions
    for _ in here.read(pipeline, wanted):
        pass  # what forks find made, as the one process finds it in its later rounds
    lanes = [partial(here.read, pipeline, share) for share in here.shares(wanted, 2)]
    return lambda: sum(1 for _ in run(lanes, lambda result: len(result[1]))), versions


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _corpus(folder: Path, count: int) -> Path:
    """The demonstration's articles and made-up ones."""
    subprocess.run(
        [sys.executable, str(HERE.with_name("corpus.py")), str(folder), str(count), "--real"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    for path in (HERE.parents[1] / "content").rglob("*.md"):
        (folder / "content" / path.name).write_bytes(path.read_bytes())
    return folder / "content"


def _machine() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    name = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
    return f"{name}, {platform.system()}"


if __name__ == "__main__":
    main()
