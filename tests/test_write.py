"""Writing: names are settled first, the site is swapped in whole, and what is not ours stays as it is."""

import errno
import hashlib
import json
import os
import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import BriefgenError, Problem, Refused
from briefgen.lanes import run
from briefgen.routes import Route
from briefgen.write import MANIFEST, Keep, Kept, Making, Settler, Written, check_output, settle, write
from tests.made import write_files

Files = dict[str, bytes]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "desk" / "content").mkdir(parents=True)
    return tmp_path / "desk"


def put(root: Path, files: Files, output: Path | None = None) -> Written:
    return write_files(((Route(name), data) for name, data in files.items()), output or root / "site", root)


def there(folder: Path) -> Files:
    """The files of a folder, our list left out."""
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    return {name: data for name, data in found.items() if name != MANIFEST}


def clashes(*claims: tuple[str, str]) -> list[str]:
    try:
        settle(claims)
    except BriefgenError as error:
        return [str(problem) for problem in error.problems]
    return []


NAMES = st.sampled_from(["a/index.html", "A/index.html", "a", "a/index.html/b", "b/index.html", "b", "c", "C"])


@given(st.lists(st.lists(st.tuples(NAMES, st.sampled_from("xyz")), max_size=5), min_size=2, max_size=5))
def test_settling_again_finds_what_settling_anew_finds(editions: list[list[tuple[str, str]]]) -> None:
    settler = Settler()
    for claims in editions:
        try:
            settler.settle(claims)
            found = []
        except BriefgenError as error:
            found = [str(problem) for problem in error.problems]
        assert found == clashes(*claims)


SITE: Files = {"index.html": b"home", "people/a/index.html": b"a", "feed.atom": b"<feed/>"}


def test_the_folder_holds_what_was_given(root: Path) -> None:
    written = put(root, SITE)
    assert there(root / "site") == SITE
    assert list(written.files) == sorted(SITE)
    assert written.changed == written.files
    assert not written.problems


def test_a_second_time_nothing_is_touched(root: Path) -> None:
    put(root, SITE)
    before = {path: path.stat().st_mtime_ns for path in (root / "site").rglob("*")}
    written = put(root, SITE)
    assert (written.changed, written.removed) == ((), ())
    assert {path: path.stat().st_mtime_ns for path in (root / "site").rglob("*")} == before


def test_only_what_changed_is_written(root: Path) -> None:
    put(root, SITE)
    written = put(root, {**SITE, "index.html": b"news"})
    assert written.changed == ("index.html",)
    assert there(root / "site")["index.html"] == b"news"


def test_the_list_tells_each_file_with_its_hash(root: Path) -> None:
    put(root, SITE)
    listed = json.loads((root / "site" / MANIFEST).read_bytes())["files"]
    assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in SITE.items()}


def test_row_43_two_sources_of_one_file_are_both_named() -> None:
    [said] = clashes(("a/index.html", "content/x.md"), ("a/index.html", "content/y.md"))
    assert "content/y.md" in said
    assert "content/x.md" in said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Logo/index.html", "logo/index.html"),
        ("strasse/index.html", "straße/index.html"),
        ("ﬁnland/index.html", "finland/index.html"),
        ("Zürich/index.html", "Zu\u0308rich/index.html"),
    ],
)
def test_rows_11_and_46_names_that_some_file_system_takes_for_one_clash(one: str, other: str) -> None:
    assert len(clashes((one, "a"), (other, "b"))) == 1


def test_a_file_may_not_be_the_folder_of_another() -> None:
    assert clashes(("a", "x"), ("a/index.html", "y"))
    assert clashes(("a/index.html", "y"), ("a", "x"))
    assert not clashes(("a/b", "x"), ("a/c", "y"))


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", MANIFEST])
def test_row_41_nothing_is_written_outside(root: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no name for a file"):
        put(root, {name: b"x"})
    assert not (root / "site").exists()


def test_a_clash_writes_nothing(root: Path) -> None:
    put(root, SITE)
    with pytest.raises(BriefgenError):
        put(root, {"index.html": b"new", "Index.html": b"newer"})
    assert there(root / "site") == SITE


def test_row_114_whatever_fails_on_the_way_leaves_the_old_site_and_nothing_beside(root: Path) -> None:
    put(root, SITE)

    def failing() -> Iterator[tuple[Route, bytes]]:
        yield Route("index.html"), b"new"
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_files(failing(), root / "site", root)
    assert there(root / "site") == SITE
    assert sorted(path.name for path in root.iterdir()) == ["content", "site"]


def test_what_other_processes_keep_is_of_the_site_and_a_name_that_two_of_them_claim_is_told_of(root: Path) -> None:
    def lane(*names: str) -> Callable[[Keep], Iterable[Kept]]:
        return lambda keep: (keep(Route(name), name.encode()) for name in names)

    def making(*lanes: Callable[[Keep], Iterable[Kept]]) -> Making:
        return lambda keep: run([partial(one, keep) for one in lanes], lambda kept: kept.size)

    files = ("index.html", "people/a/index.html", "feed.atom")
    write(making(lane(*files[:2]), lane(files[2])), root / "site", root)
    assert there(root / "site") == {name: name.encode() for name in files}
    for one, other in (("x/index.html", "X/index.html"), ("x/index.html", "x"), ("x", "x/index.html"), ("x", "x")):
        with pytest.raises(BriefgenError, match=rf"writes {one}|writes {other}"):
            write(making(lane("index.html", one), lane(other)), root / "site", root)
        assert there(root / "site") == {name: name.encode() for name in files}
    with pytest.raises(ValueError, match="no name for a file"):
        write(making(lane("index.html"), lane("../x")), root / "site", root)
    assert not (root.parent / "x").exists()
    assert sorted(path.name for path in root.iterdir()) == ["content", "site"]


def linking(kept: Path, *names: str) -> Making:
    """Files of ours that lie elsewhere, all the same one, after a home page."""
    digest = hashlib.sha256(kept.read_bytes()).hexdigest()
    return lambda keep: (keep("index.html", b"home"), *(keep.linked(name, kept, digest) for name in names))


def test_a_file_that_lies_elsewhere_is_in_the_site_by_another_name(root: Path) -> None:
    kept = root / "kept"
    kept.write_bytes(b"index")
    written = write(linking(kept, "pagefind/a"), root / "site", root)
    assert written.changed == ("index.html", "pagefind/a")
    assert (root / "site/pagefind/a").samefile(kept)
    written = write(linking(kept, "pagefind/a"), root / "site", root)
    assert not written.changed, "what the site holds already is no change"
    put(root, {"index.html": b"home", "pagefind/a": b"another"})
    assert kept.read_bytes() == b"index", "it is replaced, and never written into"


@pytest.mark.parametrize("error", [errno.EXDEV, errno.EMLINK, errno.EPERM, errno.ENOTSUP])
def test_where_no_other_name_can_be_given_the_file_is_written(
    root: Path, error: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = root / "kept"
    kept.write_bytes(b"index")

    def refuse(*_: object) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(os, "link", refuse)
    write(linking(kept, "pagefind/a"), root / "site", root)
    assert there(root / "site") == {"index.html": b"home", "pagefind/a": b"index"}
    assert not (root / "site/pagefind/a").samefile(kept)
    assert stat.S_IMODE((root / "site/pagefind/a").stat().st_mode) == 0o644


def test_two_claims_of_a_name_never_write_into_the_file_that_lies_elsewhere(root: Path) -> None:
    kept = root / "kept"
    kept.write_bytes(b"index")
    one_by_one = linking(kept, "a")
    with pytest.raises(BriefgenError, match="writes a, which a also writes"):
        write(lambda keep: (*one_by_one(keep), keep("a", b"page")), root / "site", root)
    assert kept.read_bytes() == b"index"
    with pytest.raises(BriefgenError, match=r"writes index\.html"):
        write(linking(kept, "index.html"), root / "site", root)


def test_row_105_a_page_that_is_gone_is_removed_with_its_folder(root: Path) -> None:
    put(root, SITE)
    written = put(root, {"index.html": b"home"})
    assert list(written.removed) == ["feed.atom", "people/a/index.html"]
    assert not (root / "site" / "people").exists()


def test_row_104_files_of_others_stay_as_they_are(root: Path) -> None:
    put(root, SITE)
    own = {"CNAME": b"desk.example.org\n", ".nojekyll": b"", "people/a/photo.jpg": b"\xff", "verify.html": b"token"}
    for name, data in own.items():
        (root / "site" / name).write_bytes(data)
    put(root, {"index.html": b"home"})
    assert there(root / "site") == {**own, "index.html": b"home"}


def test_a_page_changed_by_hand_is_kept_and_named(root: Path) -> None:
    put(root, SITE)
    (root / "site" / "feed.atom").write_bytes(b"by hand")
    written = put(root, {"index.html": b"home"})
    assert (root / "site" / "feed.atom").read_bytes() == b"by hand"
    [problem] = written.problems
    assert problem.severity == "warning"
    assert "feed.atom" in str(problem)


def test_row_102_a_file_of_somebody_else_is_never_overwritten(root: Path) -> None:
    (root / "site").mkdir()
    (root / "site" / "index.html").write_bytes(b"somebody's")
    with pytest.raises(Refused, match=r"index\.html"):
        put(root, SITE)
    assert there(root / "site") == {"index.html": b"somebody's"}


def test_a_link_or_folder_in_the_place_of_a_page_is_never_written_through(root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / "site").mkdir()
    (root / "site" / "people").symlink_to(elsewhere)
    (root / "site" / "feed.atom").mkdir()
    with pytest.raises(Refused) as refused:
        put(root, SITE)
    assert {Path(p.path).name for p in refused.value.problems} == {"people", "feed.atom"}
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("name", ["content", "content/site", ".", ".."])
def test_row_101_the_output_is_never_what_the_site_is_made_from(root: Path, name: str) -> None:
    with pytest.raises(Refused, match="nothing was written"):
        check_output(root / name, root)


def test_row_101_root_home_and_repositories_are_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = root.parent / "home"
    (home / "project" / ".git").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    for folder, reason in ((Path("/"), "root of the file system"), (home, "home"), (home / "project", ".git")):
        with pytest.raises(Refused, match=reason):
            check_output(folder, root)
    (root / "page").write_bytes(b"")
    with pytest.raises(Refused, match="not a folder"):
        check_output(root / "page", root)


def test_row_103_a_link_is_followed_inside_the_sites_folder_and_not_out_of_it(root: Path, tmp_path: Path) -> None:
    (root / "public").mkdir()
    (root / "site").symlink_to("public")
    put(root, SITE)
    assert there(root / "public") == SITE
    (tmp_path / "outside").mkdir()
    (root / "away").symlink_to(tmp_path / "outside")
    with pytest.raises(Refused, match="outside"):
        put(root, SITE, root / "away")
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"[]",
        b"{",
        b'{"schema": "briefgen/manifest/9", "files": {}}',
        b'{"schema": "briefgen/manifest/1", "files": {"../x": "0"}}',
        b"\xff",
    ],
)
def test_a_damaged_list_stops_the_build_and_touches_nothing(root: Path, damaged: bytes) -> None:
    put(root, SITE)
    (root / "site" / MANIFEST).write_bytes(damaged)
    with pytest.raises(Refused, match="list of our files"):
        put(root, {"index.html": b"new"})
    assert there(root / "site") == SITE


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_row_118_modes_are_the_same_whatever_the_umask(root: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        put(root, SITE)
    finally:
        os.umask(before)
    paths = [root / "site", *(root / "site").rglob("*")]
    assert {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in paths} == {(True, 0o755), (False, 0o644)}


def test_row_116_a_second_build_waits_for_the_first_and_says_so(root: Path) -> None:
    """Both give their files slowly; the folder ends as one of them wanted it, and never mixed."""
    first, second = ({f"{i}/index.html": name for i in range(20)} for name in (b"first", b"second"))
    entered, go_on = threading.Event(), threading.Event()

    def slowly() -> Iterator[tuple[Route, bytes]]:
        for name, data in first.items():
            entered.set()
            go_on.wait(5)
            yield Route(name), data

    threads = [threading.Thread(target=write_files, args=(slowly(), root / "site", root))]
    threads[0].start()
    assert entered.wait(5)
    told = threading.Event()
    given = ((Route(name), data) for name, data in second.items())
    threads.append(
        threading.Thread(target=write_files, args=(given, root / "site", root), kwargs={"waiting": told.set})
    )
    threads[1].start()
    assert told.wait(5)
    assert threads[1].is_alive()
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert there(root / "site") == second


def test_problems_say_where_and_what_to_do() -> None:
    problem = Problem("content/a.md", "is empty", line=3, hint="write something")
    assert str(problem).startswith("content/a.md:3: ")
