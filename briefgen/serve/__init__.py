"""The preview: build, show the site to this computer, and follow every change.

The site is built as `briefgen build` builds it. A change that cannot be built leaves the last good site in place, and
the browser says what is wrong until it is mended. What reloads the browser is added to the pages on their way out and
is in no file. With drafts the site goes to .briefgen/preview, so that site/ never holds one.
"""

import asyncio
import contextlib
import errno
import socket
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import uvicorn

from briefgen.build import build
from briefgen.config import FILE, Settings
from briefgen.errors import BriefgenError, Problem
from briefgen.serve.app import preview_app
from briefgen.serve.preview import Preview
from briefgen.serve.watch import follow

DRAFTS_OUTPUT = ".briefgen/preview"
PORTS_TRIED = 20


def serve(
    root: Path,
    load: Callable[[], Settings],
    *,
    host: str,
    port: int,
    drafts: bool,
    as_of: Callable[[], str],
    say: Callable[[str], None],
    tell: Callable[[Iterable[Problem]], None],
) -> None:
    """Serve until interrupted.

    load: reads the settings anew. as_of: the instant of each build. say and tell: print a line, and problems. Raises
    OSError where no port can be had.
    """
    preview = Preview((root / _settings(load, drafts=drafts).output).resolve())

    def rebuild() -> None:
        try:
            settings = _settings(load, drafts=drafts)
            report = build(root, settings, as_of=as_of(), drafts=drafts)
        except (BriefgenError, OSError) as faulty:
            problems = faulty.problems if isinstance(faulty, BriefgenError) else (_by_system(faulty),)
            tell(problems)
            preview.failed(problems)
        else:
            tell(report.problems)
            say(f"built {report.articles} articles in {report.seconds:.1f} s, {report.changed} files changed")
            preview.built((root / settings.output).resolve())

    def inputs() -> list[Path]:
        with contextlib.suppress(BriefgenError):  # told of already, by the build
            now = load()
            return [root / FILE, *(root / part for part in (now.content, now.templates, now.static, now.locale))]
        return [root / FILE]

    with listen(host, port) as listening:
        rebuild()
        place = f"[{host}]" if ":" in host else host
        say(f"preview at http://{place}:{listening.getsockname()[1]}/ (Ctrl-C ends it)")
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_run(preview, listening, host, inputs, rebuild))


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the port, or to the next free one of the twenty after it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, port + PORTS_TRIED):
        bound = socket.socket(family)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((host, candidate))
        except OSError as error:
            bound.close()
            if error.errno != errno.EADDRINUSE or candidate == port + PORTS_TRIED - 1:
                raise OSError(error.errno, f"cannot listen: {error.strerror}", f"{host}:{candidate}") from error
        else:
            return bound
    raise AssertionError("the last port is either bound or raises")


def _by_system(error: OSError) -> Problem:
    return Problem(str(error.filename or "the site"), error.strerror or str(error))


def _settings(load: Callable[[], Settings], *, drafts: bool) -> Settings:
    settings = load()
    return replace(settings, output=DRAFTS_OUTPUT) if drafts else settings


async def _run(
    preview: Preview,
    listening: socket.socket,
    host: str,
    inputs: Callable[[], list[Path]],
    rebuild: Callable[[], None],
) -> None:
    """Serve and watch side by side, until the server is told to stop."""
    server = _Server(preview, preview_app(preview, host))
    watching = asyncio.create_task(follow(inputs, rebuild))
    watching.add_done_callback(lambda _: server.stop())  # it ends by itself only with a bug, which is raised below
    try:
        await server.serve(sockets=[listening])
    finally:
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching


class _Server(uvicorn.Server):
    """A server that lets go of the browsers that listen for changes, so that it can stop at once."""

    def __init__(self, preview: Preview, app: Callable[..., object]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_level="error",
                access_log=False,
                server_header=False,
                lifespan="off",
                ws="none",
                limit_concurrency=512,
                timeout_keep_alive=5,
                timeout_graceful_shutdown=2,
            )
        )
        self._preview = preview

    def stop(self) -> None:
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._preview.close()
        await super().shutdown(sockets)
