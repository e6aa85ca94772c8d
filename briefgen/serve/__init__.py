"""The preview: build, show the site to this computer, and follow every change.

After each change articles are read, linked and merged as `briefgen build` does it; a page is made when a browser asks
for it (site.py), those asked for last at once (at first the home page). Nothing is written to site/, so that it never
holds a draft. A change that cannot be built, or a template at fault on one of those pages, leaves the last good site in
place, and the browser says what is wrong until it is mended. What reloads the browser is added to the pages on their
way out.
"""

import asyncio
import contextlib
import errno
import gc
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from urllib.parse import quote

import uvicorn

from briefgen.build import Memory, prepare
from briefgen.config import FILE, Settings
from briefgen.engines.here import Kept
from briefgen.errors import BriefgenError, Problem
from briefgen.last import Inputs, differing, inputs_after, inputs_of, options_of, with_own
from briefgen.ledger import FILE as LEDGER
from briefgen.nlp import model_name
from briefgen.routes import HOME
from briefgen.serve.app import preview_app
from briefgen.serve.preview import Preview
from briefgen.serve.site import Site, site_of
from briefgen.serve.watch import follow, is_followed

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
    preview = Preview()
    rebuild = _Rebuild(root, load, preview, drafts=drafts, as_of=as_of, say=say, tell=tell)

    def inputs() -> list[Path]:
        with contextlib.suppress(BriefgenError):  # told of already, by the build
            now = load()
            return [root / FILE, *(root / part for part in (now.content, now.templates, now.static, now.locale))]
        return [root / FILE]

    with listen(host, port) as listening:
        rebuild()
        threading.Thread(target=rebuild.warm_up, daemon=True).start()
        place = f"[{host}]" if ":" in host else host
        below = quote(preview.state.site.below) if preview.state.site else "/"
        say(f"preview at http://{place}:{listening.getsockname()[1]}{below} (Ctrl-C ends it)")
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_run(preview, listening, host, inputs, rebuild))


class _Rebuild:
    """Prepare the site anew where something has changed, and make the pages that are looked at."""

    def __init__(
        self,
        root: Path,
        load: Callable[[], Settings],
        preview: Preview,
        *,
        drafts: bool,
        as_of: Callable[[], str],
        say: Callable[[str], None],
        tell: Callable[[Iterable[Problem]], None],
    ) -> None:
        self._root, self._load, self._preview = root, load, preview
        self._drafts, self._as_of, self._say, self._tell = drafts, as_of, say, tell
        self._engine = Kept()  # the language pipeline stays loaded
        self._memory = Memory()
        self._past: list[Site | None] = []  # taking a site of ten thousand articles apart takes a while
        self._passed_over: set[str] = set()  # files that changed since, and were no reason to build
        self._last: Inputs | None = None  # what the site shown was made from; None where the newest cannot be built

    def __call__(self, told: Collection[str] | None = None) -> None:
        """told: the files that changed since the last call; None where that is not known."""
        try:
            self._prepare(told)
        except (BriefgenError, OSError, sqlite3.OperationalError) as faulty:
            self._last = None
            problems = faulty.problems if isinstance(faulty, BriefgenError) else (_by_system(faulty),)
            self._tell(problems)
            self._preview.failed(problems)

    def warm_up(self) -> None:
        """Load the language pipeline, so that the first saved article does not wait for it."""
        with contextlib.suppress(BriefgenError, OSError):  # told of when it is needed
            self._engine.load(model_name(self._load().model))

    def _prepare(self, told: Collection[str] | None) -> None:
        begun = time.perf_counter()
        gc.disable()  # a look at all that is remembered would take longer than the build
        try:
            self._prepare_anew(begun, told)
        finally:
            if told is None:  # as when it is quiet: a browser that waits for its page is served first
                self._past.clear()
                _collect()
            gc.enable()

    def _prepare_anew(self, begun: float, told: Collection[str] | None) -> None:
        root, settings, as_of = self._root, self._load(), self._as_of()
        asked = options_of(as_of=as_of, keep_going=False, strict=False, drafts=self._drafts)
        last = self._last
        after = inputs_after(last, told, root, settings, asked) if last and told is not None else None
        inputs = after or inputs_of(root, settings, asked)
        changed = differing(last, inputs) if last else None
        if changed is not None and not any(map(is_followed, changed)):
            self._last = inputs
            self._passed_over |= changed
            return  # such as after our own writing of the ledger
        self._memory.articles.noted = inputs.files
        known = after is not None and changed is not None
        self._memory.articles.changed = {*(told or ()), *(changed or ()), *self._passed_over} if known else None
        ready = prepare(root, settings, as_of=as_of, drafts=self._drafts, engine=self._engine, memory=self._memory)
        site = site_of(ready, root, self._tell)
        for page in self._preview.last_asked() or (str(HOME),):
            site.content(page)  # a template at fault is found now
        self._past.append(self._preview.state.site)
        self._preview.built(site)
        self._say(f"read {len(ready.corpus.briefings)} articles in {time.perf_counter() - begun:.2f} s")
        content, ledger = root / settings.content, ready.corpus.ledger
        unkept = () if self._drafts else self._memory.ledger.save(ledger, content, settings.content)
        self._last = with_own(inputs, [content / LEDGER])
        self._passed_over = set()
        self._tell((*ready.problems, *unkept))


def _collect() -> None:
    """Drop what a build left over, and let what stays be looked at no more."""
    gc.collect(1)
    gc.freeze()


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens at the port, or at the next free one of the twenty after it.

    It listens at once, so that a browser which comes before the server runs waits instead of being refused, and a
    second preview begun at the same moment takes the next port.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, port + PORTS_TRIED):
        bound = socket.socket(family)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((host, candidate))
            bound.listen()
        except OSError as error:
            bound.close()
            if error.errno != errno.EADDRINUSE or candidate == port + PORTS_TRIED - 1:
                raise OSError(error.errno, f"cannot listen: {error.strerror}", f"{host}:{candidate}") from error
        else:
            return bound
    raise AssertionError("the last port is either bound or raises")


def _by_system(error: OSError | sqlite3.OperationalError) -> Problem:
    hint = "is the disk full, or may it not be written or read?"
    if isinstance(error, OSError):
        return Problem(str(error.filename or "the site"), error.strerror or str(error), hint=hint)
    return Problem(".briefgen", f"the cache cannot be used: {error}", hint=hint)


async def _run(
    preview: Preview,
    listening: socket.socket,
    host: str,
    inputs: Callable[[], list[Path]],
    rebuild: Callable[[Collection[str] | None], None],
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
