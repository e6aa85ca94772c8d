"""The command line: new, build, serve, check, explain, publish. The only module that prints.

What was asked for goes to standard output, everything else to standard error. Nothing heavy is imported before it is
needed, so that `briefgen --version` answers at once.
"""

import argparse
import contextlib
import gc
import io
import json
import os
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from briefgen import __version__
from briefgen.errors import BriefgenError, Problem, Refused, Unfinished

if TYPE_CHECKING:
    from briefgen.config import Settings
    from briefgen.engines import Engine
    from briefgen.publish import Published
    from briefgen.report import Report

EXIT_CODES = {
    0: "All is well. There may have been warnings.",
    1: "There are errors in the articles, or the disk refused; the site is as it was. Or publishing broke off.",
    2: "The command line or briefgen.yml cannot be used. Nothing was built.",
    3: "The site was built with --keep-going, in spite of the errors listed.",
    4: "Refused before anything was written: a dangerous output folder, a faulty template, no language model, "
    "a site that must not be published.",
    130: "Interrupted. The site is the old one or the new one.",
    141: "Whoever read the output went away.",
}
OK, FAULTY, USAGE, PARTLY, REFUSED, INTERRUPTED, UNREAD = EXIT_CODES
MOST_NAMED = 10  # files of others, in one line
AT_ONCE = 50_000  # new objects between two searches for circles of them: with Python's 700, a sixth of the time
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class _Unusable(BriefgenError):
    """The command line or the settings cannot be used."""


def program() -> NoReturn:
    """The program `briefgen`.

    After a build it ends at once: taking apart all that is in memory, piece by piece, would take Python half a second
    for ten thousand articles.
    """
    held: list[object] = []
    code = main(held=held)
    if held:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)
    sys.exit(code)


def main(arguments: Sequence[str] | None = None, *, held: list[object] | None = None) -> int:
    """Run one command and give its exit code (see EXIT_CODES). A bug escapes with its traceback.

    held: takes what a build has in memory at its end, so that it is not taken apart.
    """
    options = parser().parse_args(arguments)
    options.held = held
    gc.set_threshold(AT_ONCE)
    fail = partial(_fail, options)
    _prepare_streams()
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        code: int = options.run(options)
        if sys.stdout:
            sys.stdout.flush()  # so that a reader that went away is met here, and not when Python ends
    except _Unusable as unusable:
        return fail(unusable.problems, USAGE)
    except Refused as refused:
        return fail(refused.problems, REFUSED)
    except Unfinished as broken_off:
        return fail(broken_off.problems, FAULTY, "publishing broke off; run it again to finish")
    except BriefgenError as faulty:
        return fail(faulty.problems, FAULTY)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
    except (OSError, sqlite3.OperationalError) as error:  # a full disk, a folder that may not be written
        return fail([_by_system(error)], FAULTY)
    except KeyboardInterrupt:
        _say("briefgen: interrupted")
        return INTERRUPTED
    return code


# The commands --------------------------------------------------------------------------------------------------------


def _new(options: argparse.Namespace) -> int:
    from briefgen.new import make_site  # noqa: PLC0415

    made = make_site(options.folder)
    if not options.quiet:
        _answer(f"made {options.folder}: {', '.join(made)}")
        _answer(f"next: cd {options.folder} && briefgen serve")
    return OK


def _build(options: argparse.Namespace) -> int:
    from briefgen.last import last_build, options_of, unchanged  # noqa: PLC0415

    root, settings = _site(options)
    as_of = _as_of(options.as_of)
    _check_machines(options)
    _look_for_no_circles()
    asked = options_of(as_of=as_of, keep_going=options.keep_going, strict=options.strict)
    last = last_build(root, settings)
    if last and (report := unchanged(last, root, settings, asked)):
        return _close(options, report, f"built {options.output or settings.output}")
    from briefgen.build import build  # noqa: PLC0415  a quarter of a second, and only now
    from briefgen.terminal import Bars  # noqa: PLC0415

    at_once, engine = _engine(options)
    with Bars(sys.stderr, wanted=not options.quiet) as bars:
        report = build(
            root,
            settings,
            as_of=as_of,
            progress=bars,
            keep_going=options.keep_going,
            strict=options.strict,
            at_once=at_once,
            engine=engine,
            held=options.held if options.engine == "here" else None,  # a cluster is taken leave of
        )
    return _close(options, report, f"built {options.output or settings.output}")


def _check(options: argparse.Namespace) -> int:
    from briefgen.build import check  # noqa: PLC0415

    root, settings = _site(options)
    _check_machines(options)
    _look_for_no_circles()
    at_once, engine = _engine(options)
    report = check(root, settings, as_of=_as_of(options.as_of), strict=options.strict, at_once=at_once, engine=engine)
    if report.doubts and not options.quiet and options.format == "text":
        _answer("Maybe the same; settle each in _data/events.yml, under same: or apart:")
        for doubt in report.doubts:
            _answer(f"  - {doubt.one}, {doubt.other}  # {', '.join(doubt.shared)}")
    return _close(options, report, f"checked {options.content or settings.content}")


def _serve(options: argparse.Namespace) -> int:
    from briefgen.serve import serve  # noqa: PLC0415

    root, _ = _site(options)
    if options.host not in LOOPBACK:
        if options.drafts:
            raise _Unusable([Problem("--drafts", "drafts are shown to this computer only", hint="leave out --host")])
        _say(f"WARNING: listening on {options.host}: everyone who reaches this computer can read the preview")
    serve(
        root,
        lambda: _site(options)[1],
        host=options.host,
        port=options.port,
        drafts=options.drafts,
        as_of=lambda: _as_of(options.as_of),
        say=lambda line: None if options.quiet else _say(line),
        tell=_tell,
    )
    return OK


def _publish(options: argparse.Namespace) -> int:
    from briefgen.publish import publish  # noqa: PLC0415
    from briefgen.publish.where import find_target  # noqa: PLC0415
    from briefgen.terminal import Bars  # noqa: PLC0415

    root, settings = _site(options)
    try:
        target = find_target(options.target, root, settings)
    except Refused as refused:
        raise _Unusable(refused.problems) from None
    chosen = {name: getattr(options, name) for name in ("dry_run", "allow_shrink", "adopt")}
    with Bars(sys.stderr, wanted=not options.quiet) as bars:
        done = publish(root, settings, target, allowed=options.allow, progress=bars, **chosen)
    if not options.quiet:
        _tell(done.problems)
        for line in publication(done, verbose=options.verbose):
            _answer(line)
    return OK


def _explain(options: argparse.Namespace) -> int:
    from briefgen.build import find, find_event  # noqa: PLC0415
    from briefgen.explain import explain, explain_event  # noqa: PLC0415

    root, settings = _site(options)
    if not options.file.exists() and (event := find_event(root, settings, str(options.file))):
        for line in explain_event(event):
            _answer(line)
        return OK
    briefing = find(root, settings, options.file)
    source = options.file.read_text("utf-8", errors="replace")
    for line in explain(briefing, source):
        _answer(line)
    return OK


# What the commands share ---------------------------------------------------------------------------------------------


def _site(options: argparse.Namespace) -> "tuple[Path, Settings]":
    """The root of the site and its settings, with what the command line says instead of them."""
    from briefgen.config import load_settings  # noqa: PLC0415
    from briefgen.write import check_output  # noqa: PLC0415

    root: Path = options.root.resolve()
    if not root.is_dir():
        raise _Unusable([Problem(str(options.root), "is not a folder", hint="name the site's folder with --root")])
    try:
        settings = load_settings(root, options.config)
    except Refused as refused:
        raise _Unusable(refused.problems) from None
    if getattr(options, "output", None):
        settings = replace(settings, output=_from_root(options.output, root))
        check_output(root / settings.output, root, (settings.content,))  # the site's own articles, whichever are read
    if options.content:
        settings = replace(settings, content=_from_root(options.content, root))
    if not (root / settings.content).is_dir():
        hint = "`briefgen new DIR` makes a site to start from; --content names another folder"
        raise _Unusable([Problem(settings.content, "there is no such folder of articles", hint=hint)])
    if options.verbose:
        _say(f"root {root}; articles from {settings.content}, site to {settings.output}")
    return root, settings


def _look_for_no_circles() -> None:
    """Spare a build the search for circles of objects: it makes millions of objects, hardly a circle, and ends soon.

    A ninth of the time went into searching, and ever more of it the larger the archive. Reading new texts, which makes
    circles, searches by itself (engines/here.py, kept_articles.py).
    """
    gc.disable()


def _check_machines(options: argparse.Namespace) -> None:
    for name in ("scheduler", "shared"):
        if getattr(options, name) and options.engine != "dask":
            raise _Unusable([Problem(f"--{name}", "is for a cluster", hint="add --engine dask")])


def _engine(options: argparse.Namespace) -> "tuple[int, Engine]":
    """How many processes work at once, and who reads the articles that are new."""
    from briefgen.engines import cluster, here  # noqa: PLC0415
    from briefgen.lanes import cores  # noqa: PLC0415

    at_once = options.jobs or cores()
    if options.engine == "here":
        return at_once, partial(here.search, at_once=at_once)
    return at_once, partial(cluster.search, scheduler=options.scheduler, shared=options.shared, at_once=at_once)


def _from_root(given: Path, root: Path) -> str:
    """A folder named from the current one, as seen from the root of the site."""
    return Path(os.path.relpath(given.absolute(), root)).as_posix()


def _as_of(given: str | None, environ: Mapping[str, str] = os.environ) -> str:
    """What "now" means: --as-of, else SOURCE_DATE_EPOCH, else today in UTC. A day, or an instant in UTC.

    By the clock it is a day: every page shows it, and a site that was built again a minute later should be the same.
    """
    if given:
        return given
    epoch = environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).date().isoformat()
    try:
        now = datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        message = f"{epoch!r} is not a number of seconds since 1970"
        raise _Unusable([Problem("SOURCE_DATE_EPOCH", message, hint="unset it, or use --as-of")]) from None
    return _stamp(now)


def _instant(given: str) -> str:
    """--as-of in the form that the build wants: a day as it is, an instant in UTC."""
    try:
        if len(given) == len("2026-11-24"):
            return date.fromisoformat(given).isoformat()
        read = datetime.fromisoformat(given)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{given!r} is no date; write 2026-11-24 or 2026-11-24T06:00:00Z") from None
    if read.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{given!r} gives no time zone; write Z or +02:00 at its end")
    return _stamp(read.astimezone(UTC))


def _stamp(instant: datetime) -> str:
    return instant.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _jobs(given: str) -> int:
    if not given.isdecimal() or int(given) < 1:
        raise argparse.ArgumentTypeError(f"{given!r} is no number of processes; write 1 or more")
    return int(given)


def _port(given: str) -> int:
    highest = 65_535
    if not given.isdecimal() or not 1 <= int(given) <= highest:
        raise argparse.ArgumentTypeError(f"{given!r} is no port; they go from 1 to {highest}")
    return int(given)


def _close(options: argparse.Namespace, report: "Report", done: str) -> int:
    """Print warnings and the summary, or all of it for a program; give the exit code."""
    code = PARTLY if any(p.severity == "error" for p in report.problems) else OK
    if options.format == "json":
        _answer(as_json(report.problems, code, report))
    elif not options.quiet:
        _tell(report.problems)
        for line in moved(report):
            _answer(line)
        _answer(f"{done}: {summary(report)}")
    else:
        _tell(p for p in report.problems if p.severity == "error")
    return code


def as_json(problems: Iterable[Problem], code: int, report: "Report | None" = None) -> str:
    """The outcome of a build or check for a program, in one line of JSON; "report" is null where it came to none."""
    from msgspec.structs import asdict as fields_of  # noqa: PLC0415  only where it is asked for

    told = {
        "schema": "briefgen/outcome/1",
        "exit_code": code,
        "problems": [asdict(problem) for problem in problems],
        "report": None
        if report is None
        else {
            **{
                name: getattr(report, name)
                for name in ("articles", "parsed", "briefings", "events", "files", "changed")
            },
            "maybe_the_same": [fields_of(doubt) for doubt in report.doubts],
        },
    }
    return json.dumps(told, ensure_ascii=True)


def moved(report: "Report") -> Iterator[str]:
    """What became of published addresses, a line each."""
    for move in report.moves:
        if move.parted:
            yield f"{move.old} is more than one by now: {move.new} was parted from it"
        else:
            yield f"{move.old} leads to {move.new} from now on"


def summary(report: "Report") -> str:
    """A build in one line."""
    parts = [
        f"{_count(report.articles, 'article')} ({report.parsed} read anew)",
        _count(report.briefings, "briefing"),
        _count(report.events, "event"),
        f"{_count(report.files, 'file')} ({report.changed} changed)",
        *_tally(report.problems),
    ]
    return f"{', '.join(parts)}, in {report.seconds:.1f} s"


def publication(done: "Published", *, verbose: bool = False) -> Iterator[str]:
    """What publishing did, or would do, in lines."""
    plan = done.plan
    marked = (("+", plan.new), ("~", plan.changed), ("-", plan.removed))
    if done.dry_run or verbose:
        yield from (f"{mark} {name}" for mark, names in marked for name in names)
    if plan.kept:
        first = ", ".join(plan.kept[:MOST_NAMED])
        rest = f" and {len(plan.kept) - MOST_NAMED:,} more" if len(plan.kept) > MOST_NAMED else ""
        yield f"kept, since it is not briefgen's: {first}{rest}"
    yield from (f"kept, since somebody changed it: {name}" for name in plan.touched)
    tally = ", ".join(
        f"{len(names):,} {what}" for what, (_, names) in zip(("new", "changed", "deleted"), marked, strict=True)
    )
    done_or_not = "would publish" if done.dry_run else "published"
    yield f"{done_or_not} to {done.target}: {tally}, {len(plan.same):,} as they were"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _tally(problems: Iterable[Problem]) -> list[str]:
    counted = Counter(p.severity for p in problems)
    return [_count(counted[kind], kind) for kind in ("error", "warning") if counted[kind]]


# Printing ------------------------------------------------------------------------------------------------------------


def _prepare_streams() -> None:
    """Make both streams able to print any text, in the nearest form that the terminal has."""
    from briefgen.terminal import ERROR_HANDLER  # noqa: PLC0415

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=ERROR_HANDLER)


def _answer(text: str) -> None:
    """Print what was asked for."""
    from briefgen.terminal import plain  # noqa: PLC0415

    print(plain(text))


def _say(text: str) -> None:
    """Print what is good to know. All that is printed may hold words of strangers."""
    from briefgen.terminal import plain  # noqa: PLC0415

    print(plain(text), file=sys.stderr)


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        _say(str(problem))


def _fail(
    options: argparse.Namespace, problems: Sequence[Problem], code: int, outcome: str = "no page was changed"
) -> int:
    if getattr(options, "format", "text") == "json":
        _answer(as_json(problems, code))
        return code
    _tell(problems)
    _say(f"briefgen: {' and '.join(_tally(problems))}; {outcome}")
    return code


def _by_system(error: OSError | sqlite3.OperationalError) -> Problem:
    hint = "is the disk full, or may it not be written or read?"
    if isinstance(error, OSError):
        return Problem(str(error.filename or "briefgen"), error.strerror or str(error), hint=hint)
    return Problem(".briefgen", f"the cache cannot be used: {error}", hint=hint)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


# The command line ----------------------------------------------------------------------------------------------------

Command = argparse.ArgumentParser
Run = Callable[[argparse.Namespace], int]


def parser() -> argparse.ArgumentParser:
    """The whole command line; docs/cli.md is made from it."""
    top = argparse.ArgumentParser(
        prog="briefgen",
        description="News articles in, a static site of event briefings out.",
        epilog="`briefgen COMMAND --help` tells the options of one command.",
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"briefgen {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, run: Run, about: str, *options: Callable[[Command], None]) -> None:
        made = commands.add_parser(name, help=about, description=about, allow_abbrev=False)
        made.set_defaults(run=run)
        for add in (*options, _volume):
            add(made)

    command("new", _new, "Make a folder with a site to start from.", _folder)
    command("build", _build, "Build the site.", _places, _output, _clock, _strict, _keep_going, _machines, _form)
    command("serve", _serve, "Show the site, and follow every change.", _places, _clock, _preview)
    command(
        "check", _check, "Read and check everything, and write no page.", _places, _clock, _strict, _machines, _form
    )
    command(
        "explain",
        _explain,
        "Print what is found in one article, with its words and rules; or why articles are counted to one event.",
        _places,
        _file,
    )
    command("publish", _publish, "Bring the built site to where it is read.", _target, _places, _output, _publication)
    return top


def _folder(command: Command) -> None:
    command.add_argument("folder", metavar="DIR", type=Path, help="a folder that is empty, or does not exist yet")


def _file(command: Command) -> None:
    command.add_argument("file", metavar="FILE", type=Path, help="an article of the site, or the id of an event")


def _target(command: Command) -> None:
    about = "a name from `publish:` in the settings, or one such as git:origin#gh-pages, folder:/srv/www, "
    about += "rsync:user@host:/folder, s3://bucket/prefix, netlify, cloudflare (else the only one of the settings)"
    command.add_argument("target", metavar="TARGET", nargs="?", help=about)


def _publication(command: Command) -> None:
    command.add_argument("--dry-run", action="store_true", help="print what would change, and change nothing")
    command.add_argument("--allow-shrink", action="store_true", help="delete a fifth of the pages or more, or all")
    about = "replace files of the same names that something else put there"
    command.add_argument("--adopt", action="store_true", help=about)
    about = "publish this file of the site though it holds what looks like a secret; can be given several times"
    command.add_argument("--allow", metavar="FILE", action="append", default=[], help=about)


def _places(command: Command) -> None:
    here = Path()
    command.add_argument("--root", metavar="DIR", type=Path, default=here, help="folder of the site (else this one)")
    command.add_argument("--config", metavar="FILE", type=Path, help="settings to use instead of briefgen.yml")
    command.add_argument(
        "--content", metavar="DIR", type=Path, help="folder of the articles (else as the settings say)"
    )


def _output(command: Command) -> None:
    command.add_argument("--output", metavar="DIR", type=Path, help="folder for the site (else as the settings say)")


def _clock(command: Command) -> None:
    about = "the day or instant that counts as now, such as 2026-11-24 (else SOURCE_DATE_EPOCH, else today)"
    command.add_argument("--as-of", metavar="WHEN", type=_instant, help=about)


def _strict(command: Command) -> None:
    command.add_argument("--strict", action="store_true", help="take warnings for errors")


def _keep_going(command: Command) -> None:
    command.add_argument("--keep-going", action="store_true", help="build without the articles that have errors")


def _machines(command: Command) -> None:
    command.add_argument("--jobs", metavar="N", type=_jobs, help="processes that work at once (else one for each core)")
    about = "who reads new articles: this computer (here), or a Dask cluster (dask; needs briefgen[dask])"
    command.add_argument("--engine", metavar="NAME", choices=("here", "dask"), default="here", help=about)
    about = "the cluster's scheduler, such as tcp://10.0.0.1:8786 (else a cluster of this computer's own)"
    command.add_argument("--scheduler", metavar="ADDRESS", help=about)
    about = "folder or object store that all machines reach, such as s3://bucket/briefgen: findings are kept there too"
    command.add_argument("--shared", metavar="URL", help=about)


def _form(command: Command) -> None:
    about = "text for people, or json: one line of JSON on standard output with all problems, for editors and CI"
    command.add_argument("--format", metavar="FORM", choices=("text", "json"), default="text", help=about)


def _preview(command: Command) -> None:
    command.add_argument("--port", type=_port, default=8000, help="port to listen on, or the next free one (8000)")
    command.add_argument("--host", default=LOOPBACK[0], help="address to listen on (127.0.0.1: this computer only)")
    command.add_argument("--drafts", action="store_true", help="show drafts too")


def _volume(command: Command) -> None:
    volume = command.add_mutually_exclusive_group()
    volume.add_argument("-v", "--verbose", action="store_true", help="say more")
    volume.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")
