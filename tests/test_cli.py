"""The command line: exit codes, what is printed where, and never a traceback for bad input."""

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

import briefgen.build
from briefgen import cli
from briefgen.config import Settings
from briefgen.errors import BriefgenError, Problem, Refused
from briefgen.frozen import replace
from briefgen.ledger import Move
from briefgen.model import EventDoubt
from briefgen.report import Report
from briefgen.terminal import Bars
from tests.made import write_files

WARNING = Problem("content/a.md", "has no date", line=2, severity="warning")
ERROR = Problem("content/b.md", "is not UTF-8", line=7, hint="convert it")


DOUBT = EventDoubt(one="alaska-talks", other="anchorage-talks", shared=("the same date",))


def report(*problems: Problem) -> Report:
    return Report(
        articles=3, parsed=1, briefings=3, events=1, doubts=(DOUBT,), files=12, changed=0, problems=problems, seconds=0.25
    )  # fmt: skip


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return tmp_path


@pytest.fixture
def built(site: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[dict[str, Any]]]:
    """built(outcome): the build gives this report or raises this error; gives the calls made to it."""

    def stand_in(outcome: Report | BaseException) -> list[dict[str, Any]]:
        calls: list[dict[str, Any]] = []

        def build(root: Path, settings: Settings, **rest: Any) -> Report:
            calls.append({"root": root, "settings": settings, **rest})
            if isinstance(outcome, BaseException):
                raise outcome
            return outcome

        monkeypatch.setattr(briefgen.build, "build", build)
        monkeypatch.setattr(briefgen.build, "check", build)
        return calls

    return stand_in


Built = Callable[..., list[dict[str, Any]]]


def test_the_version_is_printed_without_loading_anything_heavy() -> None:
    heavy = "import sys\nfrom briefgen.cli import main\ntry: main(['--version'])\nexcept SystemExit: pass\n"
    heavy += "print(sorted({'spacy', 'lxml', 'jinja2', 'yaml', 'tqdm'} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True).stdout
    assert told.startswith("briefgen 0.")
    assert told.endswith("[]\n")


def test_the_program_ends_at_once_and_says_all_that_it_has_to_say_before(site: Path) -> None:
    """What is in memory is not taken apart: a thing that would tell of it at the end of Python never does."""
    (site / "content" / "a.md").write_text("---\ntitle: Un\nlanguage: fr\n---\nUn texte.\n", "utf-8")
    telling = "import atexit, sys\nfrom briefgen.cli import program\natexit.register(print, 'taken apart')\nprogram()"
    for command, ending in ((["build"], "files"), (["check"], "taken apart")):
        run = [sys.executable, "-c", telling, *command]
        done = subprocess.run(run, cwd=site, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "1 article" in done.stdout
        assert ending in done.stdout
        assert ("taken apart" in done.stdout) == (command == ["check"])
    assert (site / "site" / "index.html").exists()


def test_a_build_ends_with_a_summary_and_warnings_on_the_other_stream(
    built: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    built(report(WARNING))
    assert cli.main(["build"]) == 0
    told = capsys.readouterr()
    assert told.out == (
        "built site: 3 articles (1 read anew), 3 briefings, 1 event, 12 files (0 changed), 1 warning, in 0.2 s\n"
    )
    assert told.err == "content/a.md:2: warning: has no date\n"


def test_quiet_says_nothing_when_all_is_well(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    built(report(WARNING))
    assert cli.main(["build", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_errors_are_told_all_at_once_with_their_hints_and_exit_1(
    built: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    built(BriefgenError([ERROR, WARNING]))
    assert cli.main(["build"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == (
        "content/a.md:2: warning: has no date\ncontent/b.md:7: error: is not UTF-8\n  hint: convert it\n"
        "briefgen: 1 error and 1 warning; no page was changed\n"
    )


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_program_gets_one_line_of_json_and_nothing_else(
    built: Built, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    built(report(WARNING))
    assert cli.main([command, "--format", "json"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert json.loads(told.out) == {
        "schema": "briefgen/outcome/1",
        "exit_code": 0,
        "problems": [
            {"path": "content/a.md", "line": 2, "severity": "warning", "message": "has no date", "hint": ""},
        ],
        "report": {
            "articles": 3, "parsed": 1, "briefings": 3, "events": 1, "files": 12, "changed": 0,
            "maybe_the_same": [{"one": "alaska-talks", "other": "anchorage-talks", "shared": ["the same date"]}],
        },
    }  # fmt: skip


@pytest.mark.parametrize(("outcome", "code"), [(BriefgenError([ERROR, WARNING]), 1), (Refused([ERROR, WARNING]), 4)])
def test_a_program_gets_errors_as_json_too(
    built: Built, capsys: pytest.CaptureFixture[str], outcome: BriefgenError, code: int
) -> None:
    built(outcome)
    assert cli.main(["build", "--format", "json"]) == code
    told = capsys.readouterr()
    found = json.loads(told.out)
    assert (told.err, found["exit_code"], found["report"]) == ("", code, None)
    assert [(p["path"], p["line"], p["severity"]) for p in found["problems"]] == [
        ("content/a.md", 2, "warning"),
        ("content/b.md", 7, "error"),
    ]


def test_what_was_built_in_spite_of_errors_exits_3(built: Built) -> None:
    calls = built(report(ERROR))
    assert cli.main(["build", "--keep-going"]) == 3
    assert calls[0]["keep_going"] is True


def test_a_refusal_exits_4(built: Built) -> None:
    built(Refused([Problem("/", "nothing was written: the output folder is the root of the file system")]))
    assert cli.main(["build"]) == 4


def test_unusable_settings_exit_2(built: Built, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    calls = built(report())
    (site / "briefgen.yml").write_text("titel: x\n", "utf-8")
    assert cli.main(["build"]) == 2
    assert "briefgen.yml:1: error: unknown setting 'titel'" in capsys.readouterr().err
    assert not calls


@pytest.mark.parametrize(
    "command",
    [
        [], ["publsh"], ["build", "--outptu", "x"], ["build", "--conten", "content"], ["build", "--as-of", "tomorrow"],
        ["build", "--as-of", "2026-11-24T06:00"], ["build", "--as-of", "2026-02-30"], ["serve", "--port", "0"],
        ["build", "-v", "-q"], ["explain"],
    ],
)  # fmt: skip
def test_a_command_line_that_cannot_be_understood_exits_2(site: Path, command: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(command)
    assert ended.value.code == 2


@pytest.mark.parametrize("command", [["build", "--content", "nowhere"], ["build", "--root", "nowhere"]])
def test_folders_that_do_not_exist_exit_2(built: Built, command: list[str]) -> None:
    built(report())
    assert cli.main(command) == 2


def test_no_content_folder_leads_to_briefgen_new(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "content").rmdir()
    assert cli.main(["build"]) == 2
    assert "briefgen new" in capsys.readouterr().err


def test_folders_on_the_command_line_are_named_from_the_current_one(built: Built, site: Path) -> None:
    calls = built(report())
    (site / "elsewhere" / "in").mkdir(parents=True)
    (site / "desk").mkdir()
    assert cli.main(["build", "--root", "desk", "--content", "elsewhere/in", "--output", "/srv/out"]) == 0
    [call] = calls
    assert call["root"] == site / "desk"
    assert (call["root"] / call["settings"].content).resolve() == site / "elsewhere" / "in"
    assert Path(os.path.normpath(call["root"] / call["settings"].output)) == Path("/srv/out")


def test_the_sites_own_articles_never_become_the_output_whichever_are_read(built: Built, site: Path) -> None:
    calls = built(report())
    (site / "elsewhere").mkdir()
    assert cli.main(["build", "--content", "elsewhere", "--output", "content"]) == 4
    assert not calls


@pytest.mark.parametrize(
    ("given", "epoch", "wanted"),
    [
        (["--as-of", "2026-11-24"], "0", "2026-11-24"),
        (["--as-of", "2026-11-24T06:00:00+02:00"], None, "2026-11-24T04:00:00Z"),
        ([], "1790000000", "2026-09-21T14:13:20Z"),
        ([], "-1", "1969-12-31T23:59:59Z"),
    ],
)
def test_now_is_as_of_else_source_date_epoch(
    built: Built, monkeypatch: pytest.MonkeyPatch, given: list[str], epoch: str | None, wanted: str
) -> None:
    calls = built(report())
    if epoch:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert cli.main(["build", *given]) == 0
    assert calls[0]["as_of"] == wanted


@pytest.mark.parametrize("epoch", ["abc", "1.5", "99999999999999999999"])
def test_a_source_date_epoch_that_is_no_number_exits_2(
    built: Built, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    built(report())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert cli.main(["build"]) == 2


def test_a_disk_that_refuses_is_told_with_the_path_and_exits_1(
    built: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    built(OSError(28, "No space left on device", "site/index.html"))
    assert cli.main(["build"]) == 1
    assert "site/index.html: error: No space left on device" in capsys.readouterr().err


def test_an_interrupt_exits_130(built: Built) -> None:
    built(KeyboardInterrupt())
    assert cli.main(["build"]) == 130


def test_being_told_to_end_counts_as_an_interrupt(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    built(report())
    monkeypatch.setattr(briefgen.build, "build", lambda *_, **__: os.kill(os.getpid(), signal.SIGTERM))
    assert cli.main(["build"]) == 130


def test_a_bug_escapes_with_its_traceback(built: Built) -> None:
    built(ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        cli.main(["build"])


def test_what_strangers_wrote_cannot_command_the_terminal(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    built(BriefgenError([Problem("content/\x1b[2J\u202e.md", "bad\x07 \udcff")]))
    assert cli.main(["build"]) == 1
    assert r"content/\x1b[2J\u202e.md: error: bad\x07 \udcff" in capsys.readouterr().err


def test_an_ascii_terminal_gets_the_nearest_it_has(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    built(BriefgenError([Problem("content/a.md", "“Café – 峰”")]))
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(raw, "ascii", write_through=True))
    assert cli.main(["build"]) == 1
    assert rb'"Cafe - \u5cf0"' in raw.getvalue()


def test_a_closed_output_is_no_traceback(site: Path) -> None:
    shell = ["sh", "-c", 'exec "$0" -m briefgen new desk >&-', sys.executable]
    ended = subprocess.run(shell, cwd=site, stderr=subprocess.PIPE, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_reader_that_goes_away_is_no_traceback(site: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        [sys.executable, "-m", "briefgen", "new", "desk"], cwd=site, stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (141, b"")


def test_drafts_are_never_shown_to_other_computers(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["serve", "--host", "0.0.0.0", "--drafts"]) == 2  # noqa: S104
    assert "this computer only" in capsys.readouterr().err


def test_the_preview_is_for_this_computer_alone_and_without_drafts_unless_that_is_said() -> None:
    asked = cli.parser().parse_args(["serve"])
    assert (asked.host, asked.drafts) == ("127.0.0.1", False)


def test_check_lists_the_events_that_may_be_one_ready_to_be_settled(
    built: Callable[..., list[dict[str, Any]]], capsys: pytest.CaptureFixture[str]
) -> None:
    built(report())
    assert cli.main(["check"]) == 0
    assert "  - alaska-talks, anchorage-talks  # the same date\n" in capsys.readouterr().out


def test_a_build_says_which_addresses_lead_elsewhere_and_which_events_were_parted(
    built: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    joined = Move(old="events/two", new="events/one", parted=False)
    parted = Move(old="events/three", new="events/four", parted=True)
    built(replace(report(), moves=(joined, parted)))
    assert cli.main(["build"]) == 0
    assert capsys.readouterr().out.startswith(
        "events/two leads to events/one from now on\n"
        "events/three is more than one by now: events/four was parted from it\nbuilt site: "
    )


def test_what_has_no_number_is_said_also_where_there_is_no_terminal() -> None:
    told = io.StringIO()
    with Bars(told) as bars:
        bars("reading articles", 1, 2)
        bars("waiting for another build of this site", 0, 0)
    assert told.getvalue() == "briefgen: waiting for another build of this site\n"


# publish --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def published(site: Path) -> Path:
    """A site with one page, built, and a folder that it was published to."""
    write_files(
        [(PurePosixPath("index.html"), b"<p>Home"), (PurePosixPath("events/a/index.html"), b"<p>A")],
        site / "site",
        site,
    )
    assert cli.main(["publish", "folder:www", "--quiet"]) == 0
    return site


def test_publishing_ends_with_a_summary(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (published / "www" / "CNAME").write_text("example.org", "utf-8")
    write_files(
        [(PurePosixPath("index.html"), b"<p>Anew"), (PurePosixPath("events/b/index.html"), b"<p>B")],
        published / "site",
        published,
    )
    assert cli.main(["publish", "folder:www", "--dry-run", "--allow-shrink"]) == 0
    where = published / "www"
    assert capsys.readouterr().out == (
        "+ events/b/index.html\n~ index.html\n- events/a/index.html\nkept, since it is not briefgen's: CNAME\n"
        f"would publish to folder:{where}: 1 new, 1 changed, 1 deleted, 0 as they were\n"
    )
    assert cli.main(["publish", "folder:www", "--allow-shrink"]) == 0
    assert capsys.readouterr().out.endswith(
        f"published to folder:{where}: 1 new, 1 changed, 1 deleted, 0 as they were\n"
    )


def test_what_must_not_be_published_exits_4_with_all_reasons(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (".env", "index.html.bak"):
        (published / "site" / name).write_text("x", "utf-8")
    assert cli.main(["publish", "folder:www"]) == 4
    told = capsys.readouterr().err
    assert "site/.env: error: looks private" in told
    assert "site/index.html.bak: error: looks private" in told
    assert told.endswith("briefgen: 2 errors; no page was changed\n")


def test_publishing_that_broke_off_exits_1_and_claims_nothing(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["publish", "git:https://127.0.0.1:1/x.git#pages"]) == 1
    assert capsys.readouterr().err.endswith("publishing broke off; run it again to finish\n")


@pytest.mark.parametrize("words", [[], ["wwww"], ["folder:"], ["git:https://a:b@example.org/x"]])
def test_a_target_that_is_none_exits_2(published: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["publish", *words]) == 2
    assert "a:b" not in capsys.readouterr().err
