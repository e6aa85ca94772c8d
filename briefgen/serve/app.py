"""The preview's web application: the files of the last build, and the one channel that tells of a new one.

Only what the build's manifest lists is served, never through a link; only GET and HEAD; only to requests that call this
computer by its own name, so that no page elsewhere can read a preview by pointing its domain here (DNS rebinding).
"""

import ipaddress
import json
from collections.abc import AsyncIterator
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from briefgen.errors import Refused
from briefgen.media import TYPES, media_type
from briefgen.serve.pages import RELOAD_SCRIPT, failure_page, with_reload
from briefgen.serve.preview import Preview
from briefgen.write import MANIFEST, read_manifest

OWN = "/__briefgen__"  # what is the preview's own and not the site's
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

    routes = [
        Route(f"{OWN}/events", channel),
        Route(f"{OWN}/reload.js", script),
        Route("/{path:path}", site.respond),
    ]
    return _Guard(Starlette(routes=routes), host)


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
        self._listed: frozenset[str] = frozenset()
        self._listed_at: tuple[Path, int, int] | None = None

    async def respond(self, request: Request) -> Response:
        """Answer with a file of the site; a folder with its index.html; anything else with the site's 404 page."""
        state = self._preview.state
        names = self._names(state.folder)
        if not names:
            return Response(failure_page(state.problems), 503, HEADERS, TYPES[".html"])
        wanted = request.path_params["path"]
        if wanted == "" or wanted.endswith("/"):
            wanted += "index.html"
        elif wanted not in names and f"{wanted}/index.html" in names:
            return RedirectResponse(f"/{PurePosixPath(wanted)}/", 307, HEADERS)
        content = _content(state.folder, wanted) if wanted in names else None
        if content is not None:
            kind = media_type(wanted)
            if kind == TYPES[".html"]:
                content = with_reload(content, state.build)
            return Response(content, 200, HEADERS, kind)
        missing = _content(state.folder, "404.html") if "404.html" in names else None
        return Response(with_reload(missing or b"not found", state.build), 404, HEADERS, TYPES[".html"])

    def _names(self, folder: Path) -> frozenset[str]:
        """The files that the build lists, read again where the list was replaced."""
        try:
            found = (folder / MANIFEST).stat()
            at = (folder, found.st_ino, found.st_mtime_ns)
            if at != self._listed_at:
                self._listed, self._listed_at = frozenset(map(str, read_manifest(folder))), at
        except (OSError, Refused):
            return frozenset()
        return self._listed


def _content(folder: Path, name: str) -> bytes | None:
    """The bytes of a listed file; None where it is gone, or where a link stands in its way."""
    path = folder / name
    if any(part.startswith(".") for part in PurePosixPath(name).parts):
        return None
    try:
        return path.read_bytes() if path.resolve() == path and path.is_file() else None
    except OSError:
        return None


async def _events(preview: Preview) -> AsyncIterator[str]:
    """The state now and after each change, as server-sent events."""
    async for state in preview.changes(PATIENCE):
        if state is None:
            yield ": still here\n\n"
        else:
            problems = [str(problem) for problem in state.problems if problem.severity == "error"]
            yield f"data: {json.dumps({'build': state.build, 'problems': problems})}\n\n"
