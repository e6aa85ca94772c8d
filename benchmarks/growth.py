"""How each stage of a full build from cache grows with the archive.

    python benchmarks/growth.py [--articles 1000 10000] [--runs 3] [--jobs N] [--folder DIR] [--limit GB]
                                [--keep | --written]

Reads  made-up archives (corpus.py), made where DIR does not hold them yet; their caches are filled anew where another
       version of briefgen filled them.
Makes  each build in a process of its own: `briefgen build`, whose functions that STAGES names are timed. A stage has
       the time in its functions without that in functions of other stages; in forks as well, and with the programs that
       were started. Nothing is there before but the articles as read and what was found in them: no site, no notes of
       the last build, no search index. What Pagefind takes to make this is told by itself.
Prints medians of the runs: seconds of the processors, of these the ones in the programs themselves and not in the
       system, and by the clock, where a stage that several processes share has the longest of theirs; and for each size
       the ratio to the one before. --runs: of each size, the last for all further ones. --keep also puts them into
       benchmarks/results/, beside those of other sizes, and writes the section of docs/performance.md; --written writes
       it again from what is there.
       Before all, what memory costs that a process touches for the first time: on a virtual machine the first gigabytes
       can be at hand while each further page has to be asked of the host. A large archive then pays for the machine's
       memory what a small one does not, in whatever stage it happens to be: time of the system, not of the programs.
Stops  a build whose processes take more memory together than --limit.
"""

import argparse
import contextlib
import inspect
import io
import json
import os
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial, wraps
from importlib import import_module
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import Any, NoReturn

import corpus
import peers
from performance import RESULTS, write_section

AS_OF = "2026-11-20"
KEPT = RESULTS / "growth.json"
CACHES = ("articles.sqlite", "cache.sqlite")  # in .briefgen/: all that a build finds there
# The stages, and the functions that they are: module:name, as their callers look them up.
STAGES: Mapping[str, Sequence[str]] = {
    "looking at files": ("briefgen.build:inputs_of", "briefgen.kept_articles:find_sources"),
    "reading articles from the cache": ("briefgen.kept_articles:articles_of",),
    "ids": ("briefgen.identity:Identifier.identify", "briefgen.ledger:LedgerFile.load"),
    "findings from the cache": ("briefgen.build:findings_of", "briefgen.build:_briefings"),
    "finding copies": ("briefgen.merge.copies:CopyFinder.find",),
    "linking": ("briefgen.link:Linker.link",),
    "merging": ("briefgen.merge:Merger.merge", "briefgen.build:settle_values"),
    "listing pages": ("briefgen.build:Catalogue.__init__", "briefgen.build:_named_pages"),
    "compiling templates": ("briefgen.build:compile_all", "briefgen.build:take_compiled"),
    "making pages": ("briefgen.making:html",),
    "files beside the pages": ("briefgen.making:outputs",),
    "search index": ("briefgen.making:search_files", "briefgen.outputs.search:_files"),
    "writing, putting in place": (
        "briefgen.build:write_site",
        "briefgen.write:_Keeper.__call__",
        "briefgen.write:_Keeper.linked",
    ),
    "remembering": (
        "briefgen.build:remember",
        "briefgen.build:save_ledger",
        "briefgen.traces:save",
        "briefgen.traces:Tracer.trace",
    ),
    "waiting for other processes": ("briefgen.lanes:wait",),
}
# Those that are only called where there are several processes.
FORKING = {"briefgen.build:compile_all", "briefgen.lanes:wait"}
LANE = "briefgen.lanes:_work"  # what a fork runs, and never comes back from; a lane is its first argument
STARTING, REST, PAGEFIND = "starting", "everything else", "Pagefind, for the search index"
WAITING = "waiting for other processes"
UNITS = ("cpu", "program", "clock")  # of the seconds of a stage, in this order
# What a process wrote down: its number, by stage its seconds, calls of functions, and of each process that it waited
# for the seconds of the processors, those in the program, and the peak of its memory in MB.
Note = tuple[int, dict[str, tuple[float, float, float]], dict[str, int], dict[str, tuple[float, float, float]]]
LITTLE = 0.05  # seconds: a ratio to less says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Seconds of a stage."""

    cpu: float
    program: float  # of these, in the program itself and not in the system
    clock: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A build that was measured."""

    stages: Mapping[str, Spent]
    whole: Spent
    largest: int  # MB, the largest process
    together: int  # MB, all processes, pages that they share counted once


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--articles", type=int, nargs="+", default=[1000, 10_000])
    options.add_argument("--runs", type=int, nargs="+", default=[3])
    options.add_argument("--folder", type=Path, help="where the sites are made and kept (else a temporary folder)")
    options.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes of a build that work at once")
    options.add_argument("--limit", type=float, default=14, help="of memory, in GB")
    options.add_argument("--keep", action="store_true", help="write the section of docs/performance.md")
    options.add_argument("--written", action="store_true", help="write it from what was kept")
    options.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.build:
        _build(given.build, given.jobs)
        return
    if given.written:
        write_section("growth", "Growth", section(json.loads(KEPT.read_text("utf-8"))))
        return
    results = measured(given)
    for line in section(results):
        print(line)
    if given.keep:
        before = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
        results = dict(sorted({**before, **results}.items(), key=lambda one: int(one[0])))
        KEPT.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")
        write_section("growth", "Growth", section(results))


def measured(given: argparse.Namespace) -> dict[str, Any]:
    """Build each archive so often; the builds by its number of articles."""
    results: dict[str, Any] = {}
    memory = fresh_memory()
    with tempfile.TemporaryDirectory() as temporary:
        folder: Path = given.folder or Path(temporary)
        for number, often in zip_longest(given.articles, given.runs[: len(given.articles)], fillvalue=given.runs[-1]):
            machine = f"{peers.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
            site = folder / f"briefgen-{number}"
            prepare(site, number)
            runs = []
            for _ in range(often):
                forget(site)
                runs.append(asdict(built := build(site, given.jobs, given.limit)))
                print(f"{number:,} articles: {_line(built)}", file=sys.stderr, flush=True)
            results[str(number)] = {
                "command": f"python benchmarks/growth.py --articles {number} --runs {often} --jobs {given.jobs}",
                "date": date.today().isoformat(),  # noqa: DTZ011  the day where the machine stands
                "machine": machine,
                "memory": memory,
                "runs": runs,
            }
        peers.forget_aside(folder)
    return results


def fresh_memory() -> list[float]:
    """Seconds to touch memory for the first time, for each of the gigabytes that a large archive takes.

    Half of what is free at most, so that nothing is pushed out.
    """
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") >> 30
    number = max(1, min(8, free // 2))
    measure = (
        f"import mmap, time\nmemory, megabyte = mmap.mmap(-1, {number} << 30), bytes(range(256)) * 4096\n"
        f"for _ in range({number}):\n"
        "    begun = time.perf_counter()\n    for _ in range(1024):\n        memory.write(megabyte)\n"
        "    print(round(time.perf_counter() - begun, 2))"
    )
    ended = subprocess.run([sys.executable, "-c", measure], capture_output=True, text=True, check=True)
    return [float(line) for line in ended.stdout.split()]


def prepare(site: Path, number: int) -> None:
    """Make a site where it is missing, and fill its caches where this version of briefgen would not take from them."""
    if not (site / "content").exists():
        corpus.make_site(site, number)
    elif not corpus.is_kept(site, number):
        corpus.keep_findings(site, corpus.stories(number, 1))


def forget(site: Path) -> None:
    """Take away what the last build left, but for the caches of what was read and found."""
    peers.clean(site)
    for path in (site / ".briefgen").iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif not path.name.startswith(CACHES):
            path.unlink()


def build(site: Path, jobs: int, limit: float) -> Built:
    """Build a site in a process of its own. Ends the benchmark where it takes more memory than so many GB."""
    command = [sys.executable, __file__, "--build", str(site), "--jobs", str(jobs)]
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env=peers.as_installed(), start_new_session=True, text=True
    ) as process:
        together = 0
        while True:
            looked = time.perf_counter()
            together = max(together, sum(map(_memory, _family(process.pid))) // 1024)
            if together > limit * 1000:
                os.killpg(process.pid, signal.SIGKILL)
                raise SystemExit(f"stopped: {site} took {together:,} MB")
            try:  # looking takes the time of a large process itself
                told, _ = process.communicate(timeout=0.2 + 20 * (time.perf_counter() - looked))
            except subprocess.TimeoutExpired:
                continue
            break
    if process.returncode:
        raise SystemExit(f"the build of {site} failed")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    program = after.ru_utime - before.ru_utime
    cpu = program + after.ru_stime - before.ru_stime
    found = json.loads(told)
    stages = {name: Spent(**dict(zip(UNITS, spent, strict=True))) for name, spent in found["stages"].items()}
    whole = Spent(cpu=cpu, program=program, clock=time.perf_counter() - begun)
    return Built(stages=stages, whole=whole, largest=found["largest"], together=together)


def _family(pid: int) -> Iterator[int]:
    """A process and all that descend from it."""
    yield pid
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in listed.read_text("ascii").split():
                yield from _family(int(child))


def _memory(pid: int) -> int:
    """Of a process in kB: its share of what it has in common with others."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


# In the process that builds ------------------------------------------------------------------------------------------


class Watch:
    """Counts the time of this process to the stage that it is in: the innermost that has begun."""

    def __init__(self, stage: str) -> None:
        self.spent: dict[str, list[float]] = {}
        self.called = Counter[str]()
        self._stages = [stage]
        self._since = _now()

    def count(self) -> None:
        """Add the time since the last look."""
        now = _now()
        before = self.spent.get(self._stages[-1], [0.0] * len(UNITS))
        self.spent[self._stages[-1]] = [b + n - s for b, n, s in zip(before, now, self._since, strict=True)]
        self._since = now

    @contextlib.contextmanager
    def within(self, stage: str) -> Iterator[None]:
        """Count what happens now to a stage."""
        self.count()
        self._stages.append(stage)
        try:
            yield
        finally:
            self.count()
            self._stages.pop()


def _now() -> tuple[float, float, float]:
    """The seconds of this process so far, by each of UNITS."""
    return time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_utime, time.perf_counter()


class Timing:
    """The watch of this process, what its forks wrote down, and the processes that it waited for."""

    def __init__(self, notes: Path) -> None:
        self.watch = Watch(REST)
        self.notes = notes
        self.ended: dict[int, resource.struct_rusage] = {}

    def wrap(self, name: str, stage: str) -> None:
        """Time a function, method or generator function from now on."""
        owner, attribute, timed = _found(name)

        @wraps(timed)
        def call(*args: object, **more: object) -> object:
            self.watch.called[name] += 1
            with self.watch.within(stage):
                return timed(*args, **more)

        @wraps(timed)
        def generate(*args: object, **more: object) -> Iterator[object]:
            self.watch.called[name] += 1
            results = timed(*args, **more)
            while True:
                with self.watch.within(stage):
                    try:
                        result = next(results)
                    except StopIteration:
                        return
                yield result

        setattr(owner, attribute, generate if inspect.isgeneratorfunction(timed) else call)

    def wrap_lanes(self) -> None:
        """Have each fork begin a watch of its own, and write down what it showed in the end."""
        owner, attribute, work = _found(LANE)

        def timed(lane: Callable[[], Iterable[object]], *more: object) -> NoReturn:
            self.watch, self.ended = Watch(REST), {}

            def to_its_end() -> Iterator[object]:
                yield from lane()
                self.write_down()

            work(to_its_end, *more)
            raise AssertionError("a lane never comes back")

        setattr(owner, attribute, timed)

    def wrap_waiting(self) -> None:
        """Ask the system what each process took that ends, forks and programs alike."""

        def waitpid(pid: int, flags: int) -> tuple[int, int]:
            ended, status, usage = os.wait4(pid, flags)
            if ended:
                self.ended[ended] = usage
            return ended, status

        os.waitpid = waitpid

    def write_down(self) -> None:
        """Add a line about this process to the notes."""
        self.watch.count()
        ended = {
            pid: (usage.ru_utime + usage.ru_stime, usage.ru_utime, usage.ru_maxrss // 1024)
            for pid, usage in self.ended.items()
        }
        line = json.dumps([os.getpid(), self.watch.spent, self.watch.called, ended])
        with self.notes.open("a", encoding="utf-8") as notes:
            notes.write(f"{line}\n")


def _found(name: str) -> tuple[Any, str, Any]:
    """Where a function is looked up, by what name, and the function. Ends the benchmark where it is not there."""
    module, _, path = name.partition(":")
    try:
        owner: Any = import_module(module)
        *above, attribute = path.split(".")
        for part in above:
            owner = getattr(owner, part)
        return owner, attribute, getattr(owner, attribute)
    except (ImportError, AttributeError) as error:
        raise SystemExit(f"benchmarks/growth.py times {name}, which briefgen no longer has: {error}") from error


def _build(site: Path, jobs: int) -> None:
    """Run `briefgen build` and print as JSON what its stages took."""
    cli = import_module("briefgen.cli")
    with tempfile.TemporaryDirectory() as folder:
        timing = Timing(Path(folder, "notes"))
        for stage, names in STAGES.items():
            for name in names:
                timing.wrap(name, stage)
        timing.wrap_lanes()
        timing.wrap_waiting()
        timing.watch = Watch(REST)
        cpu, program, _ = _now()
        timing.watch.spent[STARTING] = [cpu, program, cpu]
        with contextlib.redirect_stdout(io.StringIO()) as said:
            code = cli.main(["build", "--root", str(site), "--as-of", AS_OF, "--jobs", str(jobs), "--format", "json"])
        if code:
            raise SystemExit(said.getvalue())
        if parsed := json.loads(said.getvalue())["report"]["parsed"]:
            raise SystemExit(f"{parsed} articles of {site} were not in the cache")
        timing.write_down()
        notes = [json.loads(line) for line in timing.notes.read_text("utf-8").splitlines()]
    print(json.dumps(_summed(notes, FORKING if jobs == 1 else ())))


def _summed(notes: Sequence[Note], idle: Collection[str]) -> object:
    """The notes of all processes together.

    Ends the benchmark where a function that is timed was never called, but for the idle ones.
    """
    called = Counter[str]()
    for _, _, calls, _ in notes:
        called.update(calls)
    if unused := [name for names in STAGES.values() for name in names if not called[name] and name not in idle]:
        raise SystemExit(f"benchmarks/growth.py times {', '.join(unused)}, which a build does not call")
    noted = {
        str(pid): [sum(seconds) for seconds in list(zip(*spent.values(), *ended.values(), strict=False))[:2]]
        for pid, spent, _, ended in notes
    }
    stages: dict[str, list[float]] = {}

    def add(stage: str, cpu: float, program: float, clock: float = 0.0) -> None:
        before = stages.get(stage, (0.0, 0.0, 0.0))
        stages[stage] = [before[0] + cpu, before[1] + program, max(before[2], clock)]

    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    for _, spent, _, ended in notes:
        for stage, seconds in spent.items():
            add(stage, *seconds)
        for pid, (cpu, program, memory) in ended.items():
            largest = max(largest, int(memory))
            if pid in noted:  # a fork's beginning and end
                add(REST, cpu - noted[pid][0], program - noted[pid][1])
            else:
                add(PAGEFIND, cpu, program)
    return {"stages": stages, "largest": largest}


# What it came to -----------------------------------------------------------------------------------------------------


def section(results: Mapping[str, Any]) -> Iterator[str]:
    """The section of docs/performance.md."""
    numbers = [int(number) for number in results]
    runs: Mapping[int, Any] = {number: results[str(number)]["runs"] for number in numbers}
    for one in results.values():
        yield f"`{one['command']}`, {one['date']}: {one['machine']}."
        yield ""
    yield "Seconds for each GB of memory that a process touches for the first time, just before the last of these:"
    yield f"{', '.join(map(str, next(reversed(results.values()))['memory']))}."
    yield ""
    yield "Full builds, findings in the cache. A stage is told without those that it calls; ratios to less than"
    yield f"{LITTLE} s are left out."
    titles = ("Seconds of the processors", "Of these, in the programs themselves", "Seconds by the clock")
    for title, unit in zip(titles, UNITS, strict=True):
        yield ""
        ratios = [f"{large:,} ÷ {small:,}" for small, large in pairwise(numbers)]
        yield f"| {title} | {' | '.join([*(f'{n:,}' for n in numbers), *ratios])} |"
        yield f"|---|{'---:|' * (len(numbers) + len(ratios))}"
        yield from _rows(runs, unit)
    yield ""
    yield f"| Memory, MB | {' | '.join(f'{n:,}' for n in numbers)} |"
    yield f"|---|{'---:|' * len(numbers)}"
    for title, which in (("largest process", "largest"), ("all processes together", "together")):
        peaks = [max(run[which] for run in runs[n]) for n in numbers]
        yield f"| {title} | {' | '.join(f'{peak:,}' for peak in peaks)} |"


def _rows(runs: Mapping[int, Sequence[Mapping[str, Any]]], unit: str) -> Iterator[str]:
    """A row for each stage and for all. unit: of the time."""

    def row(title: str, seconds: Callable[[Mapping[str, Any]], float]) -> str:
        medians = [statistics.median(map(seconds, found)) for found in runs.values()]
        ratios = [f"{large / small:.1f}" if small >= LITTLE else "" for small, large in pairwise(medians)]
        return f"| {title} | {' | '.join([*(f'{m:,.2f}' for m in medians), *ratios])} |"

    def of_stage(stage: str, run: Mapping[str, Any]) -> float:
        return float(run["stages"].get(stage, {unit: 0})[unit])

    for stage in (STARTING, *STAGES, REST):
        if unit == "clock" or stage != WAITING:
            yield row(stage, partial(of_stage, stage))
    if unit != "clock":
        yield row("**all these**", lambda run: run["whole"][unit] - run["stages"][PAGEFIND][unit])
        yield row(PAGEFIND, lambda run: run["stages"][PAGEFIND][unit])
    yield row("**in all**", lambda run: run["whole"][unit])


def _line(built: Built) -> str:
    """A build in a line, while it goes on."""
    return f"{built.whole.cpu:.1f} s of processors, {built.whole.clock:.1f} s, largest process {built.largest:,} MB"


if __name__ == "__main__":
    main()
