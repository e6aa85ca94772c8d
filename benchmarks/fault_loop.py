"""The fault loop: a build killed, a write torn in two, the disk full, at every call that changes a file.

    python benchmarks/fault_loop.py                 all faults of a whole build, then all of making the search index
    python benchmarks/fault_loop.py --every 20      every twentieth of them

The new site is the demonstration, the old one the same without its newest article. Calls are those of the system
(fault_calls.c, which a C compiler makes and which is loaded before all libraries), sqlite's and the removal of the old
site among them; those that would change nothing are no places for a fault. killed: SIGKILL before the call. torn: the
first half of a write, then SIGKILL. full: the call fails (a write after its first half), and so does every later one
that needs space.

After each fault the site must be one or the other, the articles and their ledger old or new, the files of others
untouched; the next build must end well, give the new site and leave nothing beside it. Each build is a fork of a
process that has loaded all, and the faults of two builds that left the same bytes need the next build but once. What
is found in an article, its pages and drawings are made once and handed to every build: making them changes no file.
Prints how many faults were tried and what each came to; ends with 1 at the first that left anything else.
"""

import argparse
import ctypes
import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from errno import ENOSPC
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from briefgen import build as building  # noqa: E402
from briefgen import making  # noqa: E402
from briefgen.config import Settings  # noqa: E402
from briefgen.engines import here  # noqa: E402
from briefgen.model import Article  # noqa: E402
from briefgen.outputs.search import search_files  # noqa: E402
from briefgen.write import MANIFEST  # noqa: E402

SETTINGS = Settings(base_url="https://example.org/", timezone="UTC")
AS_OF = "2025-11-01"
THEIRS = {"CNAME": b"desk.example.org", "own/photo.jpg": b"photo"}
KINDS = {"killed": 2, "torn": 3, "full": 4}  # as fault_calls.c numbers them
DONE, FAILED, BUG, KILLED = 0, 1, 2, -9
ENDS = {DONE: "done", FAILED: "failed as it should", KILLED: "killed"}
INDEX = making.SEARCH

Tree = dict[str, bytes]
Work = Callable[[Path], object]


def main() -> int:
    """Run the loop; 0 where every fault left the old site or the new one."""
    options = argparse.ArgumentParser(description="Faults at every call that changes a file.")
    options.add_argument("--every", type=int, default=1, metavar="N", help="every N-th call only")
    options.add_argument("--only", nargs="*", choices=("build", "index"), default=("build", "index"))
    options.add_argument("--faults", nargs="*", choices=tuple(KINDS), default=tuple(KINDS))
    chosen = options.parse_args()
    if not hasattr(ctypes.CDLL(None), "faults_arm"):
        return _with_faults()
    with tempfile.TemporaryDirectory() as folder:
        desk = _desk(Path(folder))
        loops = {"build": partial(_of_builds, desk), "index": partial(_of_indexes, desk)}
        return max(loops[name](chosen.faults, range(0, 1_000_000, chosen.every)) for name in chosen.only)


def _with_faults() -> int:
    """Run this program again, with the calls that fail loaded before all else."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "faults.so")
        source = Path(__file__).with_name("fault_calls.c")
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", made, source, "-ldl"], check=True)  # noqa: S607
        environment = {**os.environ, "LD_PRELOAD": str(made)}
        return subprocess.run([sys.executable, *sys.argv], env=environment, check=False).returncode


# What is built --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Desk:
    """A root with the old site and everything at hand for the new one; what both sites and both ledgers hold."""

    root: Path
    build: Work
    index: Work  # gives a hash of all files of the search index
    sites: tuple[Tree, Tree]  # the old one and the new one
    contents: tuple[Tree, Tree]


def _desk(folder: Path) -> Desk:
    root, ahead, later = folder / "desk", folder / "ahead", folder / "later"
    shutil.copytree(ROOT / "content", root / "content")
    (root / "content" / "_data").mkdir(exist_ok=True)
    newest = max((p for p in (root / "content").rglob("*") if p.suffix in {".md", ".txt", ".html"}), key=str)
    kept = newest.read_bytes()
    newest.unlink()
    found: dict[str, bytes] = {}
    build = partial(_build, found=found)
    build(root)
    _remember_pages()  # of the builds from here on, which are all of the new site
    newest.write_bytes(kept)
    shutil.copytree(root, ahead)
    build(ahead)
    shutil.copytree(root, later)
    shutil.rmtree(root / INDEX)  # a build makes it first of all: see the loop of the index
    shutil.copytree(ahead / INDEX, root / INDEX)
    for name, data in THEIRS.items():
        (root / "site" / name).parent.mkdir(exist_ok=True)
        (root / "site" / name).write_bytes(data)
    corpus, _, _ = building.corpus_of(later, SETTINGS)

    def index(root: Path) -> object:
        digest = hashlib.sha256()
        for file in search_files(corpus, root / INDEX):
            content = file.read()
            digest.update(f"{file.name}\0{len(content)}\0".encode() + content)
        return digest.hexdigest()

    shutil.copytree(later / INDEX, root.parent / "only" / INDEX)
    sites = ({**_tree(root / "site"), **THEIRS}, {**_tree(ahead / "site"), **THEIRS})
    return Desk(root, build, index, sites, (_tree(root / "content"), _tree(ahead / "content")))


def _build(root: Path, found: dict[str, bytes]) -> None:
    def engine(model: str, missing: Mapping[str, Article]) -> Iterator[tuple[str, bytes]]:
        found.update(here.search(model, {key: article for key, article in missing.items() if key not in found}))
        yield from ((key, found[key]) for key in missing)

    building.build(root, SETTINGS, as_of=AS_OF, engine=engine)


def _remember_pages() -> None:
    """Let pages, and what stands beside them, be made once."""
    pages: dict[object, tuple[bytes, set[str]]] = {}  # with what they looked up
    beside: list[Any] = []
    module: Any = making
    html, outputs = module.html, module.outputs

    def html_once(env: Any, page: Any) -> bytes:
        lookups = page.make.args[-1].lookups  # of its catalogue
        if page.path not in pages:
            pages[page.path] = (html(env, page), set(lookups.keys))
        lookups.keys |= pages[page.path][1]
        return pages[page.path][0]

    def outputs_once(*given: Any) -> Iterable[Any]:
        beside.extend(outputs(*given) if not beside else ())
        return iter(beside)

    module.html, module.outputs = html_once, outputs_once


def _tree(folder: Path) -> Tree:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


# The loops ------------------------------------------------------------------------------------------------------------


def _of_builds(desk: Desk, faults: Iterable[str], numbers: Iterable[int]) -> int:
    """Faults of whole builds."""

    def look(root: Path) -> str | None:
        """Which site is there; None where it is neither."""
        site, content = _tree(root / "site"), _tree(root / "content")
        draft = content.pop("_data/.ids.json.new", None)  # a ledger that was not written to its end is none
        if site not in desk.sites or content not in desk.contents or (draft and content == desk.contents[1]):
            return None
        if site == desk.sites[0] and content == desk.contents[1]:
            return None  # the ledger comes after the site that it tells of
        return "new site" if site == desk.sites[1] else "old site"

    def clean(root: Path) -> bool:
        beside = {path.name for path in root.iterdir()} - {"content", "site", ".briefgen"}
        kept = {path.name for path in (root / ".briefgen").iterdir()} - {
            "search",
            "last-build",
            "lock",
            "maps",
            "pages",
        }
        content = _tree(root / "content")
        return (
            _tree(root / "site") == desk.sites[1]
            and content == desk.contents[1]
            and not beside
            and kept == {"cache.sqlite", "articles.sqlite"}
        )

    return _loop("a whole build", desk.root, desk.build, look, clean, faults, numbers)


def _of_indexes(desk: Desk, faults: Iterable[str], numbers: Iterable[int]) -> int:
    """Faults of making the search index: the next one is as without them, and nothing else is kept."""
    root = desk.root.parent / "only"
    shutil.copytree(root, faultless := root.with_name("faultless"))
    wanted = desk.index(faultless)

    def clean(root: Path) -> bool:
        return len(list((root / INDEX).iterdir())) == 1 and desk.index(root) == wanted

    def look(root: Path) -> str | None:
        return "no site touched" if {path.name for path in root.iterdir()} == {INDEX.parts[0]} else None

    return _loop("the search index", root, desk.index, look, clean, faults, numbers)


def _loop(
    what: str,
    start: Path,
    work: Work,
    look: Callable[[Path], str | None],
    clean: Callable[[Path], bool],
    faults: Iterable[str],
    numbers: Iterable[int],
) -> int:
    """Try every fault, each kind until it is past the last call; 1 where one left anything else than it may."""
    return max(_of_kind(what, start, work, look, clean, fault, numbers) for fault in faults)


def _of_kind(
    what: str,
    start: Path,
    work: Work,
    look: Callable[[Path], str | None],
    clean: Callable[[Path], bool],
    fault: str,
    numbers: Iterable[int],
) -> int:
    begun, root = time.monotonic(), start.with_name("tried")
    came_to: Counter[tuple[str, str]] = Counter()
    known_clean: set[str] = set()
    for number in numbers:
        shutil.copytree(start, root, symlinks=True)
        end = _in_a_fork(work, root, KINDS[fault], number)
        last = end == DONE and not _reached(root)
        left = look(root)
        if end not in ENDS or left is None:
            print(f"{what}: {fault} at call {number}: ended {end}, and left what is neither old nor new")
            return _kept(root)
        state = _state(root)
        if state not in known_clean:
            if _in_a_fork(work, root) != DONE or not clean(root):
                print(f"{what}: {fault} at call {number}: the next build is not clean")
                return _kept(root)
            known_clean.add(state)
        shutil.rmtree(root)
        if last:
            break
        came_to[ENDS[end], left] += 1
        if not number % 100:
            print(f"  {fault} at call {number:,}, {time.monotonic() - begun:.0f} s …", file=sys.stderr, flush=True)
    print(
        f"{what}, {fault}: {came_to.total():,} faults in {time.monotonic() - begun:.0f} s left {len(known_clean):,} "
        "different states, always the old or the new; the next build was always clean"
    )
    for (ended, site), times in sorted(came_to.items()):
        print(f"  {ended:20}  {site:15}  {times:6,}", flush=True)
    return 0


def _kept(root: Path) -> int:
    """Keep what a fault left, for whoever looks into it."""
    kept = shutil.move(root, Path(tempfile.mkdtemp(prefix="fault-"), "left"))
    print(f"kept: {kept}")
    return 1


def _in_a_fork(work: Work, root: Path, kind: int = 0, number: int = 0) -> int:
    """Do some work in a fork of this process, which has loaded all: DONE, FAILED, BUG or KILLED."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = BUG
    try:
        faults = ctypes.CDLL(None)
        faults.faults_arm(os.fsencode(root.resolve()), kind, ctypes.c_long(number))
        work(root)
        code = DONE
    except OSError as error:
        code = FAILED if error.errno == ENOSPC else BUG
    except sqlite3.OperationalError:  # as the command line takes it
        code = FAILED
    except BaseException:  # noqa: BLE001  the child must not go on as a second loop
        traceback.print_exc()
    finally:
        _reached_file(root).write_bytes(b"yes" if ctypes.CDLL(None).faults_seen() > number else b"")
        os._exit(code)


def _reached_file(root: Path) -> Path:
    return root.with_name("reached")


def _reached(root: Path) -> bool:
    """Whether the work that was done last came to the call of its fault, and went on in spite of it."""
    return bool(_reached_file(root).read_bytes())


def _state(root: Path) -> str:
    """A hash of all that a root holds, whatever its folders beside the site happen to be called."""
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        own = path.name.endswith(f"-{path.lstat().st_ino}")
        name = re.sub(r"(\.briefgen-|making-)\w+|(instead-of-)\d+", r"\1\2", path.relative_to(root).as_posix())
        digest.update(f"{name}\0{own}\0{path.lstat().st_mode}\0".encode("utf-8", "surrogateescape"))
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            digest.update(f"{len(content)}\0".encode() + content)
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
