"""What the preview shows at a moment: which build, what it holds, and what is wrong with the newest input."""

import asyncio
import secrets
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass

from briefgen.errors import Problem
from briefgen.serve.site import Site

LAST_ASKED = 3  # pages that are made with each build, before anybody asks again


@dataclass(frozen=True, slots=True)
class State:
    """One moment. build names the last good build, None where there is none yet; problems keep a newer one away."""

    site: Site | None  # of the last good build
    build: str | None
    problems: tuple[Problem, ...]


class Preview:
    """The state, and those who wait for it to change. Builds may report from any thread."""

    def __init__(self) -> None:
        self.state = State(None, None, ())
        self.closed = False
        self._run = secrets.token_hex(4)  # a browser left open tells this run's builds from an earlier one's
        self._builds = 0
        self._asked: deque[str] = deque(maxlen=LAST_ASKED)
        self._waiting: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}

    def asked(self, page: str) -> None:
        """A browser asked for a page, by its name in the site."""
        if page in self._asked:
            self._asked.remove(page)
        self._asked.append(page)

    def last_asked(self) -> tuple[str, ...]:
        """The pages asked for last, all different, the newest first."""
        return tuple(reversed(self._asked))

    def built(self, site: Site) -> None:
        """A build went well, and this is what it holds."""
        self._builds += 1
        self._become(State(site, f"{self._run}-{self._builds}", ()))

    def failed(self, problems: tuple[Problem, ...]) -> None:
        """The input cannot be built; the last good build stays."""
        self._become(State(self.state.site, self.state.build, problems))

    def close(self) -> None:
        """End every changes()."""
        self.closed = True
        self._wake()

    async def changes(self, patience: float) -> AsyncIterator[State | None]:
        """Yield the state now and after each change, and None where nothing changed for so many seconds."""
        changed = asyncio.Event()
        self._waiting[changed] = asyncio.get_running_loop()
        try:
            while not self.closed:
                changed.clear()
                yield self.state
                while not self.closed and not changed.is_set():
                    try:
                        await asyncio.wait_for(changed.wait(), patience)
                    except TimeoutError:
                        yield None
        finally:
            del self._waiting[changed]

    def _become(self, state: State) -> None:
        self.state = state
        self._wake()

    def _wake(self) -> None:
        for changed, loop in list(self._waiting.items()):
            loop.call_soon_threadsafe(changed.set)
