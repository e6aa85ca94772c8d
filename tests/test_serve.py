"""The preview: only files of the site, only to this computer, and the browser learns of every build."""

import asyncio
import contextlib
import json
import re
import shutil
import socket
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

import pytest
from starlette.types import ASGIApp, Message

from briefgen import notes
from briefgen.build import build
from briefgen.config import Settings, load_settings
from briefgen.errors import Problem, Refused
from briefgen.new import make_site
from briefgen.serve import _Rebuild, _Server, listen
from briefgen.serve.app import preview_app
from briefgen.serve.pages import failure_page, with_reload
from briefgen.serve.preview import Preview, State
from briefgen.serve.site import Site, path_of
from briefgen.serve.watch import follow
from briefgen.write import read_manifest

PAGE = (
    b"<!doctype html><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'\">"
    b"<body>Home</body>"
)
PAGES = {"index.html": PAGE, "404.html": b"<body>Not here</body>", "events/sco/index.html": b"<body>SCO</body>"}
OUTPUTS = {"data/events.json": b"[]", ".well-known/x": b"SECRET"}
SEARCH = {"pagefind/pagefind.js": b"search()", "search/facets.json": b"{}"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(
    app: ASGIApp, path: str = "/", *, method: str = "GET", host: str | None = "localhost:8000", **headers: str
) -> Answer:
    """One request as a server would hand it on: the path decoded, headers as given."""
    sent = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
    sent += [(b"host", host.encode("latin-1"))] if host is not None else []
    target, _, query = path.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": unquote(target), "raw_path": target.encode(), "query_string": query.encode(), "root_path": "",
        "headers": sent, "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8000),
    }  # fmt: skip
    messages: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        messages.append(message)

    async def run() -> None:
        await app(scope, receive, send)

    asyncio.run(run())
    start = messages[0]
    told = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
    return Answer(start["status"], told, b"".join(m.get("body", b"") for m in messages[1:]))


def made(files: Mapping[str, bytes]) -> Callable[[], list[tuple[PurePosixPath, bytes]]]:
    return lambda: [(PurePosixPath(name), content) for name, content in files.items()]


def site(tmp_path: Path, below: str = "/") -> Site:
    style = tmp_path / "static" / "style.css"
    style.parent.mkdir(exist_ok=True)
    style.write_bytes(b"body{}")
    pages = {name: partial(bytes, content) for name, content in PAGES.items()}
    return Site(pages, {"static/style.css": style}, made(OUTPUTS), made(SEARCH), below)


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    shown = Preview()
    shown.built(site(tmp_path))
    return shown


@pytest.fixture
def app(preview: Preview) -> ASGIApp:
    return preview_app(preview, "127.0.0.1")


def test_files_of_the_site_are_served_as_what_they_are(app: ASGIApp) -> None:
    assert ask(app, "/data/events.json").body == b"[]"
    assert ask(app, "/data/events.json").headers["content-type"] == "application/json"
    assert ask(app, "/static/style.css?v=1").headers["content-type"] == "text/css; charset=utf-8"
    for path in ("/", "/index.html", "/events/sco/", "/events/sco/index.html"):
        assert ask(app, path).status == 200


def test_a_folder_without_its_slash_leads_to_the_one_with(app: ASGIApp) -> None:
    answer = ask(app, "/events/sco")
    assert (answer.status, answer.headers["location"]) == (307, "/events/sco/")


def test_an_unknown_path_gets_the_sites_own_404_page(app: ASGIApp) -> None:
    answer = ask(app, "/nowhere/")
    assert answer.status == 404
    assert b"Not here" in answer.body


# Ways to ask for /secret.txt beside the static folder of the site, or for what else is on the disk and not of the site.
LED_OUT = [
    "/../secret.txt", "/../../secret.txt", "/./../secret.txt", "/static/../../secret.txt", "/static/../secret.txt",
    "/events/sco/../../../secret.txt", "/events/../static/../secret.txt", "/site/../../secret.txt", "/pagefind/../secret.txt",
    "//secret.txt", "///../secret.txt", "//localhost/../secret.txt", "/static//../../secret.txt", "/static/..//../secret.txt",
    "/%2e%2e/secret.txt", "/%2E%2E/secret.txt", "/.%2e/secret.txt", "/%2e./secret.txt", "/..%2fsecret.txt", "/%2e%2e%2fsecret.txt",
    "/static%2f..%2f..%2fsecret.txt", "/%252e%252e/secret.txt", "/%252e%252e%252fsecret.txt", "/..%252fsecret.txt",
    "/%25252e%25252e/secret.txt", "/%c0%ae%c0%ae/secret.txt", "/%e0%80%ae%e0%80%ae/secret.txt", "/..%c0%afsecret.txt",
    "/%u002e%u002e/secret.txt", "/%e2%80%a5/secret.txt", "/%ef%bc%8e%ef%bc%8e/secret.txt", "/..%ef%bc%8fsecret.txt",
    "/..\\secret.txt", "/..%5csecret.txt", "/%2e%2e%5csecret.txt", "/..%255csecret.txt", "/static\\..\\..\\secret.txt",
    "/static/..;/..;/secret.txt", "/..;/secret.txt", "/.../secret.txt", "/..../secret.txt", "/%20../secret.txt", "/.. /secret.txt",
    "/..%00/secret.txt", "/../secret.txt%00", "/../secret.txt%00.html", "/%00", "/static/style.css%00", "/..%0a/secret.txt",
    "/../secret.txt%0a", "/..%0d%0a/secret.txt", "//%0a/", "/%ff%fe", "/C:/x", "/C:%5csecret.txt", "/%5c%5clocalhost%5csecret.txt",
    "/file:///secret.txt", "/~/secret.txt", "/~root/secret.txt", "/etc/passwd", "/proc/self/environ", "/dev/stdin",
    "/.briefgen-manifest.json", "/.git/config", "/.env", "/.well-known/x", "/static/.mine", "/static/%2emine", "/./.mine",
    "/mine.txt", "/static/mine.txt", "/static/", "/static", "/content/a.md", "/briefgen.yml", "/.briefgen/cache.sqlite",
    "/static/link.html", "/static/linked/secret.txt", "/static/linked/", "/static/linked/static/style.css",
    "/pagefind/secret.txt", "/events/sco//index.html", "/events", "/" + "a" * 60_000, "/" + "../" * 5_000 + "secret.txt",
    "/__briefgen__/../secret.txt", "/__briefgen__/events/../../secret.txt", "/__briefgen__/", "/__briefgen__/reload.js/..",
]  # fmt: skip


@pytest.fixture
def secrets(app: ASGIApp, tmp_path: Path) -> None:
    """Files and links beside those of the site, all of which hold SECRET."""
    (tmp_path / "secret.txt").write_bytes(b"SECRET")
    for folder in (tmp_path, tmp_path / "static"):
        for name in ("mine.txt", ".mine"):
            (folder / name).write_bytes(b"SECRET")
    (tmp_path / "static" / "link.html").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "static" / "linked").symlink_to(tmp_path)


@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize("path", LED_OUT)
def test_nothing_else_is_served(app: ASGIApp, path: str) -> None:
    answer = ask(app, path)
    assert (answer.status, b"SECRET" in answer.body) == (404, False)
    assert b"Not here" in answer.body, "the site's own page, and no list of a folder"


def test_what_follows_a_question_mark_is_no_part_of_a_path(app: ASGIApp) -> None:
    assert ask(app, "/?raw??").status == ask(app, "/index.html?/../../secret.txt").status == 200


@pytest.mark.usefixtures("secrets")
def test_nothing_else_is_served_over_a_real_connection_either(preview: Preview, app: ASGIApp) -> None:
    """The spellings as they are, byte for byte, to the server that decodes them; a foreign Host and Origin too."""
    answers: dict[str, bytes] = {}
    foreign = {
        "Host": b"GET / HTTP/1.1\r\nHost: evil.example\r\n",
        "Origin": b"GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\n",
        "two Hosts": b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n",
        "no Host": b"GET / HTTP/1.0\r\n",
        "an address for a path": b"GET http://evil.example/../secret.txt HTTP/1.1\r\nHost: localhost\r\n",
        "no slash": b"GET ../secret.txt HTTP/1.1\r\nHost: localhost\r\n",
    }
    server = _Server(preview, app)
    with listen("127.0.0.1", 8765) as listening:
        running = threading.Thread(target=asyncio.run, args=(server.serve(sockets=[listening]),))
        running.start()
        try:
            good = exchanged(listening, b"GET / HTTP/1.1\r\nHost: localhost\r\n")
            for path in LED_OUT:
                sent = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n".encode()
                answers[path] = exchanged(listening, sent)
            answers |= {what: exchanged(listening, sent) for what, sent in foreign.items()}
        finally:
            server.stop()
            running.join(10)
    assert good.startswith(b"HTTP/1.1 200 ")
    let_in = {what for what, answer in answers.items() if b"SECRET" in answer or not REFUSED.match(answer)}
    assert let_in == set()
    assert {answers[name][9:12] for name in ("Host", "Origin", "two Hosts")} <= {b"403", b"400"}


REFUSED = re.compile(rb"HTTP/1\.[01] (?:400|403|404|414|431) |$")  # or nothing at all: the line is cut


def test_a_browser_that_comes_before_the_server_runs_is_not_refused() -> None:
    with listen("127.0.0.1", 8765) as listening, socket.create_connection(listening.getsockname(), timeout=10) as line:
        assert line.getpeername() == listening.getsockname()


def test_two_previews_begun_at_once_take_different_ports() -> None:
    with listen("127.0.0.1", 8765) as first, listen("127.0.0.1", 8765) as second:
        assert first.getsockname() != second.getsockname()


def exchanged(listening: socket.socket, head: bytes) -> bytes:
    """What comes back for the head of a request, over a connection of its own."""
    with socket.create_connection(listening.getsockname(), timeout=10) as line, line.makefile("rb") as back:
        with contextlib.suppress(ConnectionError):
            line.sendall(head + b"Connection: close\r\n\r\n")
            return back.read()
        return b""


def test_a_listed_file_that_became_a_link_is_not_followed(app: ASGIApp, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_bytes(b"SECRET")
    assert ask(app, "/static/style.css").status == 200
    (tmp_path / "static" / "style.css").unlink()
    (tmp_path / "static" / "style.css").symlink_to(tmp_path / "secret.txt")
    assert ask(app, "/static/style.css").status == 404


def test_each_file_is_made_when_it_is_asked_for_and_once_a_build() -> None:
    calls: list[str] = []

    def noted(what: str, files: Mapping[str, bytes]) -> Callable[[], list[tuple[PurePosixPath, bytes]]]:
        def make() -> list[tuple[PurePosixPath, bytes]]:
            calls.append(what)
            return made(files)()

        return make

    def page() -> bytes:
        calls.append("page")
        return PAGE

    def drawn() -> bytes:
        calls.append("map")
        return b"<svg/>"

    maps = {"places/x/map.svg": drawn}
    shown = Site({"index.html": page}, {}, noted("outputs", OUTPUTS), noted("search", SEARCH), maps=maps)
    assert calls == []
    for _ in range(2):
        assert shown.content("places/x/map.svg") == b"<svg/>"
    assert calls.pop() == "map", "no other file had to be made"
    assert calls == []
    for _ in range(2):
        assert shown.content("index.html") == PAGE
        assert shown.content("nowhere/index.html") is None
    assert calls == ["page"]
    for _ in range(2):
        assert shown.content("data/events.json") == b"[]"
        assert shown.content("none.txt") is None
    assert calls == ["page", "outputs"]
    for _ in range(2):
        assert shown.content("pagefind/pagefind.js") == b"search()"
        assert shown.content("search/facets.json") == b"{}"
    assert calls == ["page", "outputs", "search"]


def test_a_site_with_a_path_stands_below_it_as_where_it_is_published(tmp_path: Path) -> None:
    preview = Preview()
    preview.built(site(tmp_path, "/news/"))
    app = preview_app(preview, "127.0.0.1")
    for path in ("/", "/news"):
        assert (ask(app, path).status, ask(app, path).headers["location"]) == (307, "/news/")
    assert ask(app, "/news/").status == ask(app, "/news/data/events.json").status == 200
    assert ask(app, "/news/events/sco").headers["location"] == "/news/events/sco/"
    assert ask(app, "/data/events.json").status == 404
    assert b"Not here" in ask(app, "/events/sco/").body


@pytest.mark.parametrize(
    ("base_url", "path"),
    [
        ("", "/"), ("https://a.example", "/"), ("https://a.example/news", "/news/"), ("https://a.example/a/b/", "/a/b/"),
        ("https://a.example//evil.example/", "/evil.example/"), ("https://a.example/n%C3%A9/", "/né/"),
    ],
)  # fmt: skip
def test_the_path_of_a_site_is_that_of_its_base_url(base_url: str, path: str) -> None:
    assert path_of(base_url) == path


def test_the_preview_holds_what_a_build_writes_and_stays_good_while_a_template_is_faulty(tmp_path: Path) -> None:
    make_site(tmp_path)
    templates = tmp_path / "templates" / "pages"
    templates.mkdir(parents=True)
    settings = tmp_path / "briefgen.yml"
    settings.write_text(settings.read_text("utf-8") + "\nbase_url: https://a.example/news/\n", "utf-8")
    now, preview = "2026-03-05", Preview()
    told: list[Problem] = []
    said: list[str] = []
    load = partial(load_settings, tmp_path)
    rebuild = _Rebuild(tmp_path, load, preview, drafts=False, as_of=lambda: now, say=said.append, tell=told.extend)
    rebuild()
    good = preview.state.site
    assert good is not None, told
    rebuild()
    assert (preview.state.site, len(said)) == (good, 1), "nothing has changed but what the preview itself wrote"

    briefing = next(name for name in good.pages if name.startswith("briefings/") and name.count("/") == 2)
    preview.asked(briefing)
    for name in ("briefing", "event", "home"):
        (templates / f"{name}.html").write_text("{% if %}", "utf-8")
    rebuild()
    assert [problem.path for problem in preview.state.problems] == ["templates/pages/briefing.html"]
    assert preview.state.site is good
    assert not (tmp_path / "site").exists()

    shutil.rmtree(tmp_path / "templates")
    build(tmp_path, load(), as_of=now)
    written = read_manifest(tmp_path / "site")
    assert {
        str(name) for name in written if good.content(str(name)) != (tmp_path / "site" / name).read_bytes()
    } == set()
    assert good.pages.keys() <= {str(name) for name in written}

    rebuild()
    assert preview.state.problems == ()
    assert preview.state.site not in (good, None)


def test_what_is_told_is_built_and_what_is_not_told_is_found_by_looking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "TICK", 0)  # else what was made just now is looked at without being told
    make_site(tmp_path)
    preview, said = Preview(), list[str]()
    load = partial(load_settings, tmp_path)
    rebuild = _Rebuild(
        tmp_path, load, preview, drafts=False, as_of=lambda: "2026-03-05", say=said.append, tell=lambda _: None
    )
    titles = ("Talks in Oslo", "Talks in Rome", "Talks in Lima")
    one, other, unfollowed = (tmp_path / "content" / name for name in ("one.md", "other.md", "flycheck_x.md"))
    for path, title in zip((one, other, unfollowed), titles, strict=True):
        path.write_text(f"---\ntitle: {title}\n---\n\nThe envoys met on March 3.\n", "utf-8")
    rebuild()

    def shown(name: str) -> bytes:
        assert preview.state.site is not None
        return preview.state.site.content(f"briefings/{name}/index.html") or b""

    def edit(path: Path) -> set[str]:
        path.write_text(path.read_text("utf-8").replace("envoys", "ministers"), "utf-8")
        return {str(path)}

    told = edit(one)
    edit(other)
    rebuild(told)
    assert [b"ministers" in shown(name) for name in ("talks-in-oslo", "talks-in-rome")] == [True, False]
    rebuild(None)
    assert b"ministers" in shown("talks-in-rome")
    builds = len(said)
    edit(unfollowed)
    rebuild(None)
    assert len(said) == builds, "what the watch leaves out is no reason to build"
    other.write_text(other.read_text("utf-8").replace("March 3", "March 4"), "utf-8")
    rebuild({str(other)})
    assert b"ministers" in shown("talks-in-lima"), "but it is read with the next build"


@pytest.mark.parametrize("drafts", [False, True])
def test_drafts_are_shown_only_where_that_is_said_and_marked(tmp_path: Path, *, drafts: bool) -> None:
    make_site(tmp_path)
    text = "---\ntitle: Secret talks\ndraft: true\npublished: 2026-03-04\n---\n\nThe envoys met in Oslo in secret.\n"
    (tmp_path / "content" / "secret.md").write_text(text, "utf-8")
    preview, told = Preview(), list[Problem]()
    load = partial(load_settings, tmp_path)
    _Rebuild(tmp_path, load, preview, drafts=drafts, as_of=lambda: "2026-03-05", say=lambda _: None, tell=told.extend)()
    app = preview_app(preview, "127.0.0.1")
    home, page = ask(app, "/"), ask(app, "/briefings/secret-talks/")
    assert page.status == (200 if drafts else 404)
    assert (b"Secret talks" in home.body) is drafts
    assert (b"Draft: this article is shown in the preview only." in page.body) is drafts
    for other in (home, ask(app, "/nowhere/")):
        assert (b"This preview shows drafts" in other.body) is drafts
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device", "content"), sqlite3.OperationalError("disk is full")]
)
def test_a_disk_that_refuses_keeps_the_last_good_site_and_is_told(tmp_path: Path, error: Exception) -> None:
    def load() -> Settings:
        raise error

    preview = Preview()
    preview.built(good := site(tmp_path))
    told: list[Problem] = []
    _Rebuild(tmp_path, load, preview, drafts=False, as_of=str, say=pytest.fail, tell=told.extend)()
    assert preview.state.site is good
    assert list(preview.state.problems) == told
    assert re.search("No space left|disk is full", told[0].message)


def test_a_template_at_fault_is_told_on_its_page_and_to_all_browsers(tmp_path: Path) -> None:
    fault = Problem("templates/pages/event.html", "is <faulty>", line=3)

    def faulty() -> bytes:
        raise Refused([fault])

    preview = Preview()
    preview.built(Site({"index.html": partial(bytes, PAGE), "events/a/index.html": faulty}, {}, made({}), made({})))
    app = preview_app(preview, "127.0.0.1")
    answer = ask(app, "/events/a/")
    assert answer.status == 500
    assert b"templates/pages/event.html:3: error: is &lt;faulty&gt;" in answer.body
    assert f'data-build="{preview.state.build}"' in answer.body.decode(), "else it reloads without end"
    assert preview.state.problems == (fault,)
    assert ask(app, "/").status == 200
    assert preview.last_asked() == ("index.html", "events/a/index.html"), "the next build makes it, mended or not"


def test_the_pages_asked_for_last_are_remembered_and_other_files_are_not(app: ASGIApp, preview: Preview) -> None:
    for path in ("/", "/data/events.json", "/nowhere/", "/events/sco/", "/static/style.css", "/events/sco/"):
        ask(app, path)
    assert preview.last_asked() == ("events/sco/index.html", "index.html")
    for name in "abcd":
        preview.asked(name)
    assert preview.last_asked() == ("d", "c", "b")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:8000", None, "", "localhost.evil.example", "192.168.1.5", "[::1", "a@localhost",
        "localhost/x", "localhost:99999", "0x7f.1", "[::ffff:8.8.8.8]", "\xff",
    ],
)  # fmt: skip
def test_a_request_that_calls_us_by_another_name_is_refused(app: ASGIApp, host: str | None) -> None:
    assert ask(app, "/", host=host).status == 403


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:9", "[::1]:8000", "LOCALHOST"])
def test_this_computers_own_names_are_let_in(app: ASGIApp, host: str) -> None:
    assert ask(app, "/", host=host).status == 200


def test_where_other_computers_are_let_in_numbers_are_names_but_domains_are_not(preview: Preview) -> None:
    app = preview_app(preview, "0.0.0.0")  # noqa: S104
    assert ask(app, "/", host="192.168.1.5:8000").status == 200
    assert ask(app, "/", host="evil.example").status == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
def test_only_get_and_head(app: ASGIApp, method: str) -> None:
    answer = ask(app, "/", method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")
    assert ask(app, "/__briefgen__/events", method=method).status == 405


def test_pages_of_other_sites_cannot_read_the_preview(app: ASGIApp) -> None:
    assert ask(app, "/", origin="https://evil.example").status == 403
    for origin in ("null", "http://[", "localhost:8000", "", "http://localhost:8000@evil.example"):
        assert ask(app, "/", origin=origin).status == 403
    assert ask(app, "/__briefgen__/events", sec_fetch_site="cross-site", sec_fetch_mode="cors").status == 403
    assert ask(app, "/", sec_fetch_site="cross-site", sec_fetch_mode="navigate").status == 200
    assert ask(app, "/", origin="http://localhost:8000").status == 200


def test_answers_are_never_kept_and_never_framed(app: ASGIApp) -> None:
    headers = ask(app, "/").headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


def test_the_reload_script_is_added_on_the_way_out_and_is_in_no_file(app: ASGIApp, preview: Preview) -> None:
    script = f'<script src="/__briefgen__/reload.js" data-build="{preview.state.build}"></script></body>'
    assert script in ask(app, "/").body.decode()
    assert preview.state.site
    assert preview.state.site.content("index.html") == PAGE
    assert b"EventSource" in ask(app, "/__briefgen__/reload.js").body


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("default-src 'none'", "default-src 'none'; script-src 'self'; connect-src 'self'"),
        ("script-src 'none'; x", "script-src 'self'; x; connect-src 'self'"),
        ("connect-src 'self'", "connect-src 'self'; script-src 'self'"),
    ],
)
def test_a_pages_policy_lets_the_reload_script_through_and_stays_as_it_is_otherwise(before: str, after: str) -> None:
    page = f'<meta http-equiv="Content-Security-Policy" content="{before}"><body></body>'
    assert f'content="{after}"' in with_reload(page.encode(), "1").decode()


def test_problems_on_the_failure_page_are_text() -> None:
    assert b"&lt;script&gt;alert" in failure_page([Problem("content/<script>alert.md", "is faulty")])
    app = preview_app(Preview(), "127.0.0.1")
    assert ask(app, "/").status == 503


def test_a_failed_build_keeps_the_last_good_one_and_tells_the_problems(app: ASGIApp, preview: Preview) -> None:
    good = preview.state.build
    preview.failed((Problem("content/a.md", "is not UTF-8", line=3),))
    assert ask(app, "/").status == 200
    assert preview.state == State(preview.state.site, good, (Problem("content/a.md", "is not UTF-8", line=3),))
    assert preview.state.site
    preview.built(preview.state.site)
    assert preview.state.problems == ()
    assert preview.state.build != good


def test_whoever_listens_learns_of_each_build_and_of_silence(preview: Preview) -> None:
    async def listened() -> list[State | None]:
        heard: list[State | None] = []
        async for state in preview.changes(patience=0.05):
            heard.append(state)
            if state is None and len(heard) < 4:
                await asyncio.to_thread(preview.failed, (Problem("a", "b"),))
            elif len(heard) > 3:
                preview.close()
        return heard

    first, silence, failed, *_ = asyncio.run(asyncio.wait_for(listened(), 10))
    assert first is not None
    assert first.problems == ()
    assert silence is None
    assert failed is not None
    assert failed.problems == (Problem("a", "b"),)


def test_the_channel_sends_the_state_as_an_event(preview: Preview) -> None:
    from briefgen.serve.app import _events  # noqa: PLC0415

    preview.failed((Problem("content/a.md", "is faulty"), Problem("b", "is odd", severity="warning")))

    async def first() -> str:
        events: AsyncIterator[str] = _events(preview)
        async with contextlib.aclosing(events) as channel:  # type: ignore[type-var]
            return await anext(channel)

    told = json.loads(asyncio.run(first()).removeprefix("data: "))
    assert told == {"build": preview.state.build, "problems": ["content/a.md: error: is faulty"]}


def test_a_port_in_use_gives_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with listen("127.0.0.1", port) as bound:
            assert port < bound.getsockname()[1] < port + 20


def test_an_address_that_is_not_ours_is_an_error_that_names_it() -> None:
    with pytest.raises(OSError, match=r"cannot listen.*192\.0\.2\.1:8000"):
        listen("192.0.2.1", 8000)


def test_each_change_rebuilds_also_in_folders_that_come_later(tmp_path: Path) -> None:
    content, settings = tmp_path / "content", tmp_path / "briefgen.yml"
    content.mkdir()
    rebuilt = asyncio.Event()
    told: list[Collection[str] | None] = []

    async def changes() -> None:
        loop = asyncio.get_running_loop()

        def rebuild(changed: Collection[str] | None) -> None:
            told.append(changed)
            loop.call_soon_threadsafe(rebuilt.set)

        watching = asyncio.create_task(follow(lambda: [settings, content, tmp_path / "static"], rebuild))
        await asyncio.sleep(0.7)

        async def after(change: Callable[[], Any]) -> None:
            rebuilt.clear()
            told.clear()
            change()
            await asyncio.wait_for(rebuilt.wait(), 10)

        await after(lambda: (content / "a.md").write_text("one", "utf-8"))
        assert told == [{str(content / "a.md")}]
        await after(lambda: None)
        assert told == [None], "when it is quiet again, all is looked at"
        await after(lambda: settings.write_text("title: a\n", "utf-8"))
        assert told == [None]
        await after((tmp_path / "static").mkdir)
        await asyncio.sleep(0.7)
        await after(lambda: (tmp_path / "static" / "x.css").write_text("a", "utf-8"))
        (tmp_path / "new.yml").write_text("title: b\n", "utf-8")
        await after(lambda: (tmp_path / "new.yml").replace(settings))
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching

    asyncio.run(changes())
