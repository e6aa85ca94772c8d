"""Swapping: at every moment the old site or the new one, whatever happens to the process, and nothing of others is lost."""

import ctypes
import errno
import os
import shutil
import stat
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from briefgen import swap
from briefgen import write as writing
from briefgen.routes import Route
from briefgen.swap import carry_over, exchange, fill, look, old_in, twin_name
from briefgen.write import MANIFEST
from tests import faults
from tests.made import write_files

OLD = {"index.html": b"old", "a/index.html": b"old a", "gone/index.html": b"gone", "same.txt": b"same"}
NEW = {"index.html": b"new", "a/index.html": b"new a", "b/c/index.html": b"c", "same.txt": b"same"}
THEIRS = {"CNAME": b"desk.example.org", "a/photo.jpg": b"photo", "own/deep/file": b"own"}
Files = dict[str, bytes]


def put(root: Path, files: Files) -> tuple[str, ...]:
    written = write_files(((Route(name), data) for name, data in files.items()), root / "site", root)
    return tuple(problem.message for problem in written.problems)


def make(root: Path) -> Path:
    """A root with an old site, in which strangers keep files, a link and an empty folder."""
    (root / "content").mkdir(parents=True)
    put(root, OLD)
    for name, data in THEIRS.items():
        (root / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / name).write_bytes(data)
    (root / "site" / "own" / "empty").mkdir(mode=0o700)
    (root / "site" / "own" / "link").symlink_to("/nowhere")
    return root


def tree(folder: Path) -> dict[str, object]:
    """All that a folder holds, but for our list: bytes of files, targets of links, modes of folders."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink()) if path.is_symlink()
        else stat.S_IMODE(path.stat().st_mode) if path.is_dir() else path.read_bytes()
        for path in sorted(folder.rglob("*")) if path.name != MANIFEST
    }  # fmt: skip


@pytest.fixture
def both(tmp_path: Path) -> tuple[dict[str, object], dict[str, object]]:
    """The old site and the new one, whole, as a build without any fault gives them."""
    root = make(tmp_path / "faultless")
    old = tree(root / "site")
    assert put(root, NEW) == ()
    new = tree(root / "site")
    assert new.items() >= {**THEIRS, **NEW, "own/link": "/nowhere", "own/empty": 0o700}.items()
    assert not set(new) & {"gone", "gone/index.html"}
    return old, new


@pytest.mark.parametrize("fault", faults.FAULTS)
def test_rows_114_and_115_a_fault_at_any_call_leaves_the_old_site_or_the_new_one_and_the_next_build_is_clean(
    tmp_path: Path, both: tuple[dict[str, object], dict[str, object]], fault: faults.Fault
) -> None:
    old, new = both
    outcomes: list[tuple[int, bool]] = []
    for number in count():
        root = make(tmp_path / f"{number}")
        ended = faults.run(lambda root=root: put(root, NEW), root, fault, number)  # type: ignore[misc]
        left = tree(root / "site")
        assert left in (old, new), number
        outcomes.append((ended, left == new))
        assert put(root, NEW) == ()
        assert tree(root / "site") == new, number
        assert sorted(p.name for p in root.iterdir()) == ["content", "site"], number
        shutil.rmtree(root)
        if ended == faults.DONE:
            break
    assert len(outcomes) > 25
    assert {ended for ended, _ in outcomes[:20]} == {faults.KILLED if fault == "killed" else faults.FAILED}
    assert outcomes == sorted(outcomes, key=lambda o: o[1])  # the old site up to one call, the new one from there on


def test_the_first_build_comes_whole_or_not_at_all(tmp_path: Path) -> None:
    for number in count():
        root = tmp_path / f"{number}"
        (root / "content").mkdir(parents=True)
        ended = faults.run(lambda root=root: put(root, NEW), root, "killed", number)  # type: ignore[misc]
        found = (
            {n: d for n, d in tree(root / "site").items() if isinstance(d, bytes)} if (root / "site").exists() else {}
        )
        assert found in ({}, NEW)
        if ended == faults.DONE:
            break
    assert number > 10


def refuse(number: int) -> Callable[..., None]:
    def refusing(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refusing


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.EBUSY])
def test_row_103_where_folders_cannot_be_exchanged_files_are_replaced_one_by_one_and_a_warning_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, both: tuple[dict[str, object], dict[str, object]], number: int
) -> None:
    root = make(tmp_path / "desk")
    monkeypatch.setattr(writing, "exchange", refuse(number))
    [told] = put(root, NEW)
    assert "one by one" in told
    assert tree(root / "site") == both[1]
    assert put(root, NEW) == ()


def test_row_103_where_links_cannot_be_made_files_are_replaced_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, both: tuple[dict[str, object], dict[str, object]]
) -> None:
    root = make(tmp_path / "desk")
    monkeypatch.setattr(os, "link", refuse(errno.EPERM))
    [told] = put(root, NEW)
    assert "one by one" in told
    assert tree(root / "site") == both[1]


def test_row_103_a_mount_point_is_written_from_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, both: tuple[dict[str, object], dict[str, object]]
) -> None:
    root = make(tmp_path / "desk")
    monkeypatch.setattr(writing, "_is_mounted", lambda folder: folder == root / "site")
    [told] = put(root, NEW)
    assert "mount" in told or "one by one" in told
    assert tree(root / "site") == both[1]


@pytest.mark.parametrize("number", range(0, 60, 4))
def test_one_by_one_a_killed_build_leaves_whole_files_and_the_next_one_completes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, both: tuple[dict[str, object], dict[str, object]], number: int
) -> None:
    root = make(tmp_path / "desk")
    monkeypatch.setattr(writing, "exchange", refuse(errno.ENOSYS))
    faults.run(lambda: put(root, NEW), root, "killed", number)
    files = {name: data for name, data in tree(root / "site").items() if isinstance(data, bytes)}
    assert all(data in (OLD.get(name), NEW.get(name), THEIRS.get(name)) for name, data in files.items())
    assert files.items() >= THEIRS.items()
    put(root, NEW)
    assert tree(root / "site") == both[1]
    assert sorted(p.name for p in root.iterdir()) == ["content", "site"]


def test_a_full_disk_is_no_reason_to_replace_files_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make(tmp_path / "desk")
    old = tree(root / "site")
    monkeypatch.setattr(os, "link", refuse(errno.ENOSPC))
    with pytest.raises(OSError, match="No space"):
        put(root, NEW)
    assert tree(root / "site") == old


def test_an_old_page_that_could_not_be_removed_is_not_taken_for_a_stranger_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, both: tuple[dict[str, object], dict[str, object]]
) -> None:
    root, unlink = make(tmp_path / "desk"), os.unlink

    def stuck(path: str | Path, **how: int) -> None:
        if Path(path).name == "index.html":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        unlink(path, **how)

    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", stuck)
        put(root, NEW)
    put(root, NEW)
    assert tree(root / "site") == both[1]
    assert sorted(p.name for p in root.iterdir()) == ["content", "site"]


# The parts ------------------------------------------------------------------------------------------------------------


def test_two_folders_change_places(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    exchange(tmp_path / "one", tmp_path / "other")
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*/*")) == ["one/other", "other/one"]


def test_a_system_without_the_call_says_that_it_cannot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    with pytest.raises(OSError) as told:  # noqa: PT011
        exchange(tmp_path / "one", tmp_path / "other")
    assert told.value.errno in swap.IMPOSSIBLE


@pytest.mark.parametrize("at_once", [1, 2])
def test_what_stays_is_linked_and_keeps_mode_and_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(swap, "WORTH_FORKING", 1)
    old, twin = tmp_path / "old", tmp_path / "twin"
    (old / "own" / "deep").mkdir(parents=True, mode=0o750)
    (old / "own" / "file").write_bytes(b"x")
    (old / "own" / "deep" / "link").symlink_to("nowhere")
    (old / "own").chmod(0o2750)
    for folder in (old / "own" / "deep", old / "own", old):
        os.utime(folder, (1e9, 1e9))
    fill(twin, old, look(old), (), at_once=at_once)
    assert (twin / "own" / "file").samefile(old / "own" / "file")
    assert (twin / "own" / "deep" / "link").readlink() == Path("nowhere")
    assert stat.S_IMODE((twin / "own").stat().st_mode) == 0o2750
    assert {folder.stat().st_mtime for folder in (twin, twin / "own", twin / "own" / "deep")} == {1e9}


def test_a_folder_that_loses_its_last_file_goes_and_one_that_was_empty_stays(tmp_path: Path) -> None:
    old, twin = tmp_path / "old", tmp_path / "twin"
    (old / "ours").mkdir(parents=True)
    (old / "ours" / "page").touch()
    (old / "theirs").mkdir()
    (old / "ours" / "deep").mkdir()
    (old / "ours" / "deep" / "page").touch()
    (old / "above" / "kept").mkdir(parents=True)
    (old / "above" / "page").touch()
    (old / "above" / "kept" / "page").touch()
    fill(twin, old, look(old), ("ours/page", "ours/deep/page", "above/page"))
    assert sorted(tree(twin)) == ["above", "above/kept", "above/kept/page", "theirs"]


@pytest.mark.parametrize("at_once", [1, 2])
def test_an_old_folder_is_emptied_and_what_came_since_it_was_looked_at_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(swap, "WORTH_FORKING", 1)
    root = make(tmp_path / "desk")
    found = list(look(root / "site"))
    (root / "site" / "a" / "late").touch()
    swap.empty(root / "site", found, {"CNAME"}, at_once=at_once)
    left = {name for name, what in tree(root / "site").items() if not isinstance(what, int)}
    assert left == {"CNAME", "a/late"}
    assert sorted(path.name for path in (root / "site").iterdir()) == ["CNAME", "a"]


def test_what_strangers_put_in_at_the_last_moment_is_carried_over(tmp_path: Path) -> None:
    """Between the filling of the twin and the exchange: a new file, and one put in the place of another."""
    site, aside = tmp_path / "site", tmp_path / "aside"
    site.mkdir()
    (site / "CNAME").write_bytes(b"before")
    (site / "page").write_bytes(b"ours")
    twin = aside / twin_name(site)
    fill(twin, site, look(site), ("page",))
    (site / "late").mkdir()
    (site / "late" / "file").write_bytes(b"late")
    (site / "CNAME.new").write_bytes(b"after")
    os.utime(site / "CNAME.new", (4e9, 4e9))
    (site / "CNAME.new").rename(site / "CNAME")
    assert old_in(aside) is None
    exchange(twin, site)
    old = old_in(aside)
    assert old == twin
    carry_over(old, look(old), site, {"page"})
    assert tree(site) == {"CNAME": b"after", "late": 0o755, "late/file": b"late"}


def test_what_came_at_the_last_moment_is_carried_over_by_the_next_build_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make(tmp_path / "desk")

    def late(twin: Path, output: Path) -> None:
        (output / "late").write_bytes(b"late")
        exchange(twin, output)
        os._exit(faults.KILLED)

    monkeypatch.setattr(writing, "exchange", late)
    assert faults.run(lambda: put(root, NEW), root, "killed", 10_000) == faults.KILLED
    monkeypatch.undo()
    assert not (root / "site" / "late").exists()
    put(root, NEW)
    assert (root / "site" / "late").read_bytes() == b"late"
