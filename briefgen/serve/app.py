"""The preview's web application: the files of the last build, and the one channel that tells of a new one.

Only what a build would write is served, and nothing from the disk but static/, never through a link; only GET and HEAD;
only to requests that call this computer by its own name, so that no page elsewhere can read a preview by pointing its
domain here (DNS rebinding).
"""

import asyncio
import ipaddress
import json
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from briefgen.errors import BriefgenError
from briefgen.media import TYPES, media_type
from briefgen.routes import NOT_FOUND
from briefgen.serve.pages import RELOAD_SCRIPT, failure_page, with_reload
from briefgen.serve.preview import Preview, State
from briefgen.serve.site import Site

OWN = "/__briefgen__"  # what is the preview's own and not the site's
MISSING = str(NOT_FOUND)
LOOPBACK_NAMES = {"localhost", "127.0.0.1", "::1"}
PATIENCE = 15.0  # seconds after which a silent channel says that it is still there
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def preview_app(preview: Preview, host: str) -> ASGIApp:
    """The application for a preview that listens on a host."""
    site = _Site(preview)

    async def channel(request: Request) -> Response:
        if request.method == "HEAD":
            return Response(None, 200, HEADERS, "text/event-stream")
        return StreamingResponse(_events(preview), headers=HEADERS, media_type="text/event-stream")

    async def script(_: Request) -> Response:
        return Response(RELOAD_SCRIPT, headers=HEADERS, media_type=TYPES[".js"])

    app = Starlette(routes=[Route(f"{OWN}/events", channel), Route(f"{OWN}/reload.js", script)])
    app.router.redirect_slashes = False  # a path leads to another where we say so, and by no rule of the router's
    app.router.default = site  # also where a path holds what no pattern matches, such as a line break
    return _Guard(app, host)


class _Guard:
    """Refuses what no preview needs, before anything looks at it."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app = app
        self._open = host not in LOOPBACK_NAMES  # to other computers, because the editor asked for it
        self._names = LOOPBACK_NAMES | {host}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        refusal = self._refusal(Request(scope))
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, request: Request) -> Response | None:
        hosts = request.headers.getlist("host")
        if request.method not in {"GET", "HEAD"}:
            return PlainTextResponse("only GET and HEAD\n", 405, {"Allow": "GET, HEAD", **HEADERS})
        if len(hosts) != 1 or not self._is_own(_host_name(f"//{hosts[0]}")):
            return PlainTextResponse("this preview answers to this computer's own names only\n", 403, HEADERS)
        origin = request.headers.get("origin")
        if origin is not None and _authority(origin) != hosts[0]:
            return PlainTextResponse("not for pages of other sites\n", 403, HEADERS)
        other_site = request.headers.get("sec-fetch-site") == "cross-site"
        if other_site and request.headers.get("sec-fetch-mode") != "navigate":
            return PlainTextResponse("not for pages of other sites\n", 403, HEADERS)
        return None

    def _is_own(self, name: str | None) -> bool:
        """Whether a request may call us so: a loopback name; a number too, where other computers are let in."""
        if name is None or name in self._names:
            return name is not None
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return self._open


def _authority(origin: str) -> str | None:
    """The host and port of an origin; None where it is none."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def _host_name(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        sound = parts.port != 0 and parts.username is None and not parts.path
    except ValueError:
        return None
    return parts.hostname if sound else None


class _Site:
    """The files of the last good build."""

    def __init__(self, preview: Preview) -> None:
        self._preview = preview

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (await self.respond(scope["path"]))(scope, receive, send)

    async def respond(self, asked: str) -> Response:
        """Answer with a file of the site; a folder with its index.html; anything else with the site's 404 page.

        The site stands below the path of its base_url, as it does where it is published; the root leads there.
        """
        state = self._preview.state
        site = state.site
        if site is None:
            return Response(failure_page(state.problems), 503, HEADERS, TYPES[".html"])
        if not asked.startswith(site.below):
            leads = asked == "/" or f"{asked}/" == site.below
            return RedirectResponse(site.below, 307, HEADERS) if leads else await self._answer(state, site, None)
        wanted = asked.removeprefix(site.below)
        if wanted == "" or wanted.endswith("/"):
            wanted += "index.html"
        elif wanted not in site.pages and f"{wanted}/index.html" in site.pages:
            return RedirectResponse(f"{site.below}{wanted}/", 307, HEADERS)
        return await self._answer(state, site, wanted)

    async def _answer(self, state: State, site: Site, wanted: str | None) -> Response:
        """A file of the site, or its 404 page; where a template is at fault, all browsers learn of it."""
        if wanted is not None and wanted in site.pages:
            self._preview.asked(wanted)
        try:
            content = await asyncio.to_thread(site.content, wanted) if wanted is not None else None
            missing = await asyncio.to_thread(site.content, MISSING) if content is None else None
        except BriefgenError as faulty:
            self._preview.failed(faulty.problems)
            return Response(failure_page(faulty.problems, state.build), 500, HEADERS, TYPES[".html"])
        if wanted is None or content is None:
            return Response(
                with_reload(missing or b"not found", state.build, site.mark(None)), 404, HEADERS, TYPES[".html"]
            )
        kind = media_type(wanted)
        if kind == TYPES[".html"]:
            content = with_reload(content, state.build, site.mark(wanted))
        return Response(content, 200, HEADERS, kind)


async def _events(preview: Preview) -> AsyncIterator[str]:
    """The state now and after each change, as server-sent events."""
    async for state in preview.changes(PATIENCE):
        if state is None:
            yield ": still here\n\n"
        else:
            problems = [str(problem) for problem in state.problems if problem.severity == "error"]
            yield f"data: {json.dumps({'build': state.build, 'problems': problems})}\n\n"
