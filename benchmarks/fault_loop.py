"""The fault loop: a process killed, and a disk full, at every call that changes a file while a site is written.

    python benchmarks/fault_loop.py              every call of putting the new site in the place of the old one
    python benchmarks/fault_loop.py --whole 40   40 calls, drawn by --seed, of whole builds: cache, ledger, pages

The new site is the demonstration, the old one the same without its newest article. After each fault the site must be
one or the other, the files of others untouched, and the next build must give the new site and leave nothing beside it.
Prints how many faults were tried and what each came to; ends with 1 at the first that left anything else.
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from briefgen.build import build  # noqa: E402
from briefgen.config import Settings  # noqa: E402
from briefgen.write import MANIFEST, write  # noqa: E402
from tests import faults  # noqa: E402

SETTINGS = Settings(base_url="https://example.org/", timezone="UTC")
AS_OF = "2025-11-01"
THEIRS = {"CNAME": b"desk.example.org", "own/photo.jpg": b"photo"}
ENDS = {faults.DONE: "done", faults.FAILED: "failed as it should", faults.KILLED: "killed"}

Tree = dict[str, bytes]


def main() -> int:
    """Run the loop; 0 where every fault left the old site or the new one."""
    options = argparse.ArgumentParser(description="Faults at every call that changes a file.")
    options.add_argument("--whole", type=int, metavar="N", help="so many calls of whole builds instead")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desk = _desk(Path(folder))
        if chosen.whole:
            return _loop(desk, lambda root: lambda: _build(root), _drawn(desk, chosen.whole, chosen.seed))
        return _loop(desk, lambda root: lambda: _put(root, desk.new), count())


@dataclass(frozen=True, slots=True)
class Desk:
    """A root with the old site and everything at hand for the new one; what both sites hold."""

    root: Path
    old: Tree
    new: Tree


def _desk(folder: Path) -> Desk:
    root = folder / "desk"
    shutil.copytree(ROOT / "content", root / "content")
    (root / "content" / "_data").mkdir(exist_ok=True)
    _build(root)
    new = _tree(root / "site")
    newest = max((p for p in (root / "content").rglob("*") if p.suffix in {".md", ".txt", ".html"}), key=str)
    kept = newest.read_bytes()
    newest.unlink()
    _build(root)
    old = _tree(root / "site")
    newest.write_bytes(kept)
    for name, data in THEIRS.items():
        (root / "site" / name).parent.mkdir(exist_ok=True)
        (root / "site" / name).write_bytes(data)
    return Desk(root, {**old, **THEIRS}, {**new, **THEIRS})


def _build(root: Path) -> None:
    build(root, SETTINGS, as_of=AS_OF, at_once=1)


def _put(root: Path, files: Tree) -> None:
    ours = ((PurePosixPath(name), data) for name, data in files.items() if name not in THEIRS)
    write(ours, root / "site", root)


def _tree(site: Path) -> Tree:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def _drawn(desk: Desk, number: int, seed: int) -> Iterator[int]:
    """Calls of a whole build, drawn at random from as many as one makes at least."""
    root, most, ended = desk.root.parent / "counted", 1, faults.KILLED
    while ended == faults.KILLED:
        most *= 2
        shutil.copytree(desk.root, root)
        ended = faults.run(lambda: _build(root), root, "killed", most)
        shutil.rmtree(root)
    yield from sorted(random.Random(seed).sample(range(most // 2), min(number, most // 2)))  # noqa: S311  no secret


def _loop(desk: Desk, work: Callable[[Path], Callable[[], None]], numbers: Iterator[int]) -> int:
    tried = list[tuple[faults.Fault, int]]()
    came_to: Counter[tuple[faults.Fault, str, str]] = Counter()
    ended = set[faults.Fault]()
    for number in numbers:
        for fault in faults.FAULTS:
            if fault in ended:
                continue
            root = desk.root.parent / "tried"
            shutil.copytree(desk.root, root, symlinks=True)
            end = faults.run(work(root), root, fault, number)
            left = _tree(root / "site")
            if end not in ENDS or left not in (desk.old, desk.new):
                print(f"{fault} at call {number}: ended {end}, and the site is neither the old one nor the new one")
                return 1
            work(root)()
            beside = sorted(p.name for p in root.iterdir() if p.name not in {"content", "site", ".briefgen"})
            if _tree(root / "site") != desk.new or beside:
                print(f"{fault} at call {number}: the next build is not clean; beside the site: {beside}")
                return 1
            shutil.rmtree(root)
            tried.append((fault, number))
            came_to[fault, ENDS[end], "new" if left == desk.new else "old"] += 1
            if end == faults.DONE:
                ended.add(fault)
        if len(ended) == len(faults.FAULTS):
            break
    print(f"{len(tried):,} faults; the site was always the old one or the new one, the next build always clean")
    for (fault, end, site), times in sorted(came_to.items()):
        print(f"  {fault:6}  {end:20}  {site} site  {times:6,}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
