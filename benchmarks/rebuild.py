"""How long a build takes beside Hugo and Pelican on the same articles: full, nothing changed, one article changed.

    python benchmarks/rebuild.py [--articles 1000 10000] [--runs 5] [--folder DIR] [--growth] [--no-pelican]

Reads  made-up archives (corpus.py), made anew where DIR does not hold them yet. Extraction is cached, save in the one
       article that is changed: its text is read by the language pipeline, and loading that is part of the time.
Prints medians of paired runs: in each run the three programs do the same, one after the other; and the ratios to Hugo.
       Peak memory is that of the largest process. Builds are whole commands, from the start of the program to its end.
       --growth compares the times of the largest archive with those of the one before it.
Needs  benchmarks/requirements.txt (Hugo and Pelican), which `make bench` installs beside briefgen.
"""

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import corpus
import peers
from performance import Telling

AS_OF = "2026-11-20"
TASKS = ("full", "nothing changed", "one changed")


@dataclass(frozen=True, slots=True)
class Program:
    """One of the programs to compare: how it builds, and its folder."""

    name: str
    folder: Path
    command: Sequence[str]
    forget: Callable[[Path], None]  # what makes the next build a full one


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--articles", type=int, nargs="+", default=[1000])
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--folder", type=Path, help="where the sites are made and kept (else a temporary folder)")
    options.add_argument("--growth", action="store_true")
    options.add_argument("--no-pelican", action="store_true")
    options.add_argument("--no-hugo", action="store_true")
    options.add_argument("--keep", action="store_true", help="write the section of docs/performance.md")
    given = options.parse_args()
    say = Telling(f"python benchmarks/rebuild.py {' '.join(_shown(given))}")
    say(f"{peers.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    medians: dict[int, Mapping[tuple[str, str], float]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        for number in given.articles:
            programs = prepare(given.folder or Path(temporary), number)
            left_out = {name for name in ("pelican", "hugo") if getattr(given, f"no_{name}")}
            medians[number] = compare([p for p in programs if p.name not in left_out], number, given.runs, say)
    if given.growth and len(given.articles) > 1:
        small, large = given.articles[-2:]
        for task in TASKS:
            grown = medians[large]["briefgen", task] / medians[small]["briefgen", task]
            say(f"{task}: {large:,} articles take {grown:.1f} times as long as {small:,}")
    if given.keep:
        say.keep("rebuild", "Rebuild")


def _shown(given: argparse.Namespace) -> list[str]:
    """The options that bear on the figures."""
    flags = (f"--{flag}" for flag in ("no-pelican", "no-hugo", "growth") if getattr(given, flag.replace("-", "_")))
    return ["--articles", *map(str, given.articles), "--runs", str(given.runs), *flags]


def prepare(folder: Path, number: int) -> list[Program]:
    """The sites of the programs, made where they are missing."""
    ours, hugo, pelican = (folder / f"{name}-{number}" for name in ("briefgen", "hugo", "pelican"))
    told = list(corpus.stories(number, 1))
    if not (ours / ".briefgen").exists():
        shutil.rmtree(ours, ignore_errors=True)
        corpus.make_site(ours, number)
    program = [sys.executable, "-m", "briefgen", "build", "--root", str(ours), "--as-of", AS_OF, "--quiet"]
    return [
        Program("hugo", hugo, peers.hugo_site(hugo, told), peers.clean),
        Program("briefgen", ours, program, peers.clean),
        Program("pelican", pelican, peers.pelican_site(pelican, told), peers.clean),
    ]


def compare(
    programs: Sequence[Program], number: int, runs: int, say: Callable[[str], None]
) -> Mapping[tuple[str, str], float]:
    """Time the three tasks in paired runs and print the medians. A first run of each program is not counted."""
    for program in programs:
        program.forget(program.folder)
        timed(program)
    times: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for run in range(runs):
        for task in TASKS:
            for program in programs:
                if task == "full":
                    program.forget(program.folder)
                elif task == "one changed":
                    change(program.folder, run)
                times[program.name, task].append(timed(program))
    medians = {key: statistics.median(found) for key, found in times.items()}
    say(f"\n{number:,} articles, medians of {runs} paired runs, seconds")
    for task in TASKS:
        line = [f"{p.name} {medians[p.name, task]:8.2f}" for p in programs]
        for p in programs:
            if p.name != "hugo" and ("hugo", task) in times:
                pairs = zip(times[p.name, task], times["hugo", task], strict=True)
                line.append(f"{p.name} ÷ hugo {statistics.median(a / b for a, b in pairs):6.3f}")
        say(f"  {task:16} " + "   ".join(line))
    for program in programs:
        program.forget(program.folder)
        say(f"  peak memory of a full build, {program.name}: {peak(program):,.0f} MB")
    for folder in {program.folder.parent for program in programs}:
        peers.forget_aside(folder)
    return medians


def timed(program: Program) -> float:
    """Seconds of one build as a whole command."""
    begun = time.perf_counter()
    subprocess.run(program.command, cwd=program.folder, check=True, stdout=subprocess.DEVNULL, env=peers.as_installed())
    return time.perf_counter() - begun


def peak(program: Program) -> float:
    """The largest resident size of any process of a build, in MB."""
    measure = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [sys.executable, "-c", measure, *program.command]
    ended = subprocess.run(
        command, cwd=program.folder, check=True, capture_output=True, text=True, env=peers.as_installed()
    )
    return int(ended.stdout.split()[-1]) * (resource.getpagesize() // 4096) / 1024


def change(folder: Path, run: int) -> None:
    """Change a word in one article of the site: another one each run, of the newest month but one."""
    articles = sorted((folder / "content").rglob("*.md"))
    path = articles[-(len(articles) // 3) - run]
    text = path.read_text("utf-8")
    begin = text.index("\n\n", text.index("— ") if "— " in text else 0)
    changed = re.sub(r"\b(\w{6,})\b", lambda found: found[1] + "x", text[begin:], count=1)
    path.write_text(text[:begin] + changed, "utf-8")


if __name__ == "__main__":
    main()
