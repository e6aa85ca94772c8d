"""The story of a build from outside: two inputs for one address, two builds at once, what errors say."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen import cli
from briefgen.build import build
from briefgen.config import Settings
from briefgen.errors import BriefgenError
from briefgen.write import read_manifest
from tests.conftest import ROOT

WHEN = "2026-03-05"
ARTICLE = (
    "---\ntitle: {}\npublished: 2026-03-0{}\n{}---\n\nThe foreign ministers of Norway and Canada met in Oslo on Monday. "
    "They will meet again in Ottawa on June 16.\n"
)
SETTINGS = Settings(timezone="UTC")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content" / "_data").mkdir(parents=True)
    return tmp_path


def put(root: Path, name: str, title: str = "Ministers meet in Oslo", day: int = 2, more: str = "") -> None:
    (root / "content" / name).write_text(ARTICLE.format(title, day, more), "utf-8")


@pytest.mark.parametrize(("one", "other"), [("ottawa", "ottawa"), ("Ottawa", "ottawa"), ("ottawa!", "ottawa")])
def test_two_inputs_for_one_address_are_an_error_that_names_both(root: Path, one: str, other: str) -> None:
    put(root, "a.md", "Ministers meet", more=f"slug: {one}\n")
    put(root, "b.md", "Others meet", 3, more=f"slug: {other}\n")
    with pytest.raises(BriefgenError) as faulty:
        build(root, SETTINGS, as_of=WHEN)
    [told] = [problem for problem in faulty.value.problems if problem.severity == "error"]
    assert "content/a.md" in str(told)
    assert "content/b.md" in str(told)
    assert told.hint
    assert not (root / "site").exists()


def test_two_builds_at_once_end_both_well_and_the_second_finds_all_done(root: Path) -> None:
    for number in range(1, 4):
        put(root, f"{number}.md", f"Ministers meet for the {number}. time", number)
    command = [sys.executable, "-m", "briefgen", "build", "--root", str(root), "--as-of", WHEN]
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(2)
    ]
    told = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    assert sorted("(0 changed)" in out for out, _ in told) == [False, True], "one has done the work, the other waited"
    assert any("waiting for another build of this site" in err for _, err in told)
    listed = {str(name) for name in read_manifest(root / "site")}
    found = {p.relative_to(root / "site").as_posix() for p in (root / "site").rglob("*") if p.is_file()}
    assert found - listed == {".briefgen-manifest.json"}
    assert listed <= found
    assert sorted(p.name for p in root.iterdir()) == [".briefgen", "content", "site"]
    assert sorted(p.name for p in (root / "content" / "_data").iterdir()) == ["ids.json"]


FAULTY = {
    "encoding.md": b"# Talks\n\nCaf\xe9\n",
    "date.md": b"---\ntitle: Talks\npublished: 2026-02-30\n---\n\nThey met.\n",
    "tab.md": b"---\ntitle: Talks\n\tpublished: 2026\n---\n\nThey met.\n",
    "unclosed.md": b"---\ntitle: Talks\n\nThey met.\n",
    "twice.md": b"---\ntitle: Talks\ntitle: More\n---\n\nThey met.\n",
    "tag.md": b"---\ntitle: !!python/object/apply:os.system [x]\n---\n\nThey met.\n",
    "alias.md": b"---\ntitle: &a Talks\nsource: *a\n---\n\nThey met.\n",
    "address.md": b"---\ntitle: Talks\nurl: javascript:alert(1)\n---\n\nThey met.\n",
    "slug.md": b"---\ntitle: Talks\nslug: ../../x\n---\n\nThey met.\n",
    "nested.md": b"# Talks\n\n" + b"[" * 200 + b"\n",
    "conflict.md": b"# Talks\n\n<<<<<<< HEAD\nThey met.\n=======\nThey did not.\n>>>>>>> x\n",
    "controls.md": b"---\ntitle: Ta\x00lks\n---\n\nThey met.\n",
    "large.txt": b"x" * 2_000_001,
}


def test_all_errors_are_told_at_once_each_with_file_line_cause_and_way_out(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(root, "sound.md")
    for name, data in FAULTY.items():
        (root / "content" / name).write_bytes(data)
    (root / "content" / "_data" / "events.yml").write_text("x: [\n", "utf-8")
    assert cli.main(["build", "--root", str(root), "--as-of", WHEN, "--format", "json"]) == 1
    outcome = json.loads(capsys.readouterr().out)
    errors = {p["path"]: p for p in outcome["problems"] if p["severity"] == "error"}
    assert set(errors) == {f"content/{name}" for name in FAULTY} | {"content/_data/events.yml"}
    assert [path for path, p in errors.items() if not p["message"]] == []
    assert [path for path, p in errors.items() if not p["line"]] == ["content/controls.md", "content/large.txt"]
    assert [path for path, p in errors.items() if not p["hint"]] == []
    assert outcome["exit_code"] == 1
    assert outcome["report"] is None
    assert not (root / "site").exists()


def test_keep_going_builds_the_rest_and_exits_3(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(root, "sound.md")
    for name, data in FAULTY.items():
        (root / "content" / name).write_bytes(data)
    arguments = ["build", "--root", str(root), "--as-of", WHEN, "--keep-going"]
    assert cli.main(arguments) == 3
    first = capsys.readouterr().err
    assert all(f"content/{name}" in first for name in FAULTY)
    pages = [p.parent.name for p in (root / "site" / "briefings").glob("*/index.html")]
    assert pages == ["ministers-meet-in-oslo"]
    assert cli.main(arguments) == 3, "also where nothing has changed since"
    assert capsys.readouterr().err.count(": error: ") == first.count(": error: ")
