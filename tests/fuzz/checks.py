"""What must hold whatever is sent: one check a boundary. tests/fuzz/test_fuzz.py and benchmarks/fuzz.py feed them.

No exception but our own; nothing with a name that leads out of the output folder; no script in the output but the theme's;
every machine-readable file parses; evidence slices its text.
"""

import asyncio
import csv
import io
import json
import re
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote, urlsplit

import icalendar
from lxml import etree, html

from briefgen import nlp as language_side
from briefgen.authority import load_authority, settle_names, settle_values, settlement
from briefgen.config import Settings, load_settings
from briefgen.errors import BriefgenError, Refused
from briefgen.explain import explain
from briefgen.identity import identify
from briefgen.ledger import load_ledger
from briefgen.link import link
from briefgen.merge import merge
from briefgen.model import Article, Briefing, Findings, Ledger
from briefgen.outputs.tables import FORMULA
from briefgen.read import read_articles
from briefgen.read.characters import clean
from briefgen.routes import Route
from briefgen.scope import NOTHING, why_not_searched
from briefgen.serve.app import preview_app
from briefgen.serve.preview import Preview
from briefgen.serve.site import Site
from briefgen.visible import Visible
from briefgen.write import MANIFEST, read_manifest, settle
from tests import corpora, made

SETTINGS = Settings(timezone="UTC", base_url="https://example.org/briefings/")
SECRET = b"SECRET-OF-THE-DISK"
PRESENT = ("http", "https", "mailto", "")  # schemes that a link of a page may have


def read(data: bytes, suffix: str) -> Article | None:
    """Reading a file gives an article of sound shape, or problems that name their place."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "content", f"a{suffix}")
        file.parent.mkdir()
        file.write_bytes(data)
        articles, problems = read_articles(Path(folder), SETTINGS)
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for problem in problems:
        assert problem.path == f"content/a{suffix}"
        assert problem.message
        assert problem.line is None or 1 <= problem.line <= lines, problem
    if not articles:
        assert problems
        return None
    [article] = articles
    assert article.title
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", article.title + article.body
    )
    assert article.url is None or urlsplit(article.url).scheme.lower() in ("http", "https")
    assert article.slug is None or re.fullmatch(r"[^\W_]+(?:-[^\W_]+)*", article.slug)
    return article


def pages_of_any_words(words: str) -> None:
    """Words of strangers in every field of every page and file."""
    sound(made.files(corpora.hostile(clean(words) or "x")))


def pages_of_any_article(data: bytes, suffix: str) -> None:
    """A file, read and shown, without asking what it tells."""
    article = read(data, suffix)
    if article is not None:
        site(article, NOTHING)


def facts_of_any_article(data: bytes, suffix: str) -> None:
    """A file, read, parsed, searched and shown."""
    article = read(data, suffix)
    if article is not None:
        site(article, NOTHING if why_not_searched(article) else searched(article))


def searched(article: Article) -> Findings:
    """What is found in an article; all evidence slices its text."""
    from briefgen.extract import extract  # noqa: PLC0415

    seen = Visible(article)
    [(_, doc)] = language_side.parse(pipeline(), [seen.article])
    found = seen.restore(extract(seen.article, doc))
    for span in _evidence(found):
        assert article.body[span.start : span.end] == span.text
    return found


@cache
def pipeline() -> Any:
    return language_side.load(language_side.model_name(None))


def _evidence(value: Any) -> Any:
    """Every Evidence in findings, however deep."""
    if all(hasattr(value, name) for name in ("start", "end", "text", "sentence", "rule")):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _evidence(part)
    elif hasattr(value, "__struct_fields__"):
        for name in value.__struct_fields__:
            yield from _evidence(getattr(value, name))


def site(article: Article, findings: Findings) -> None:
    """The whole site of one article, in memory."""
    [(name, told)] = identify([article]).articles.items()
    briefing = Briefing(id=name, article=told, findings=findings)
    assert list(explain(briefing, article.body))
    sound(made.files(merge(link([briefing], Ledger()), Ledger()), SETTINGS))


def settings(text: str) -> None:
    """Settings, or a refusal that names the file."""
    refused: Refused | None
    with TemporaryDirectory() as folder:
        Path(folder, "briefgen.yml").write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            found = load_settings(Path(folder))
        except Refused as error:
            refused = error
        else:
            refused = None
    if refused:
        assert all(problem.path == "briefgen.yml" for problem in refused.problems)
        return
    for name in (found.content, found.output, found.templates, found.static):
        assert ".." not in Route(name).parts
        assert not Route(name).is_absolute()
    assert not found.base_url or re.fullmatch(r"https?://[^\s<>\"'\\]+/", found.base_url)


def authority(people: str, places: str, events: str, ledger: str) -> None:
    """The editor's files and the ledger: applied to a corpus, or problems that name their place."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "_data").mkdir()
        for file, text in (
            ("people.yml", people),
            ("places.yml", places),
            ("events.yml", events),
            ("ids.json", ledger),
        ):
            if text:
                (folder / "_data" / file).write_bytes(text.encode("utf-8", "surrogatepass"))
        found, problems = load_authority(folder, "content")
        try:
            kept = load_ledger(folder, "content")
        except Refused:
            kept = Ledger()
    if problems:
        return
    settled, _ = settlement(found, kept, "content")
    briefings = settle_names(corpora.corpus().briefings, found)
    of, _ = settle_values(merge(link(briefings, kept, settled), kept), found, "content")
    try:
        files = made.files(of, SETTINGS)
        settle((str(route), str(route)) for route in files)
    except BriefgenError:
        return
    sound(files)


def manifest(text: str) -> None:
    """A list of our files: names that lie inside the folder, or a refusal."""
    with TemporaryDirectory() as folder:
        Path(folder, MANIFEST).write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            listed = read_manifest(Path(folder))
        except Refused:
            return
    assert all(not Route(name).is_absolute() and ".." not in Route(name).parts for name in listed)


def request(target: str, host: str, origin: str | None, method: str) -> None:
    """The preview answers, never with a server error, and never with what is not of the site."""
    sent = [(b"host", host.encode("latin-1"))]
    sent += [(b"origin", origin.encode("latin-1"))] if origin is not None else []
    path, _, query = target.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": unquote(path), "raw_path": path.encode("utf-8", "surrogatepass"), "root_path": "",
        "query_string": query.encode("utf-8", "surrogatepass"), "headers": sent, "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }  # fmt: skip
    told: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        told.append(message)

    async def ask() -> None:
        await _preview()(scope, receive, send)

    asyncio.run(ask())
    assert told[0]["status"] in (200, 307, 400, 403, 404, 405), told[0]
    assert SECRET not in b"".join(message.get("body", b"") for message in told[1:])
    if told[0]["status"] == 307:
        [location] = [value for name, value in told[0]["headers"] if name == b"location"]
        own = rb"(?:http://" + re.escape(host.encode("latin-1")) + rb")?"
        assert re.match(own + rb"/(?![/\\])", location), location


@cache
def _preview() -> Any:
    """A preview of a small site, beside and in which lie files that are not of it."""
    root = Path(_kept().name)
    pages = {
        "index.html": b"<body>Home</body>",
        "404.html": b"<body>None</body>",
        "events/sco/index.html": b"<body></body>",
    }
    (root / "static").mkdir()
    (root / "static" / "style.css").write_bytes(b"body{}")
    (root / "secret.txt").write_bytes(SECRET)
    (root / "static" / "secret.txt").write_bytes(SECRET)
    (root / "static" / "link").symlink_to(root)
    made = {name: partial(bytes, data) for name, data in pages.items()}
    shown = Preview()
    shown.built(Site(made, {"static/style.css": root / "static" / "style.css"}, tuple, tuple))
    return preview_app(shown, "127.0.0.1")


@cache
def _kept() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="briefgen-fuzz-")


# The files of a site --------------------------------------------------------------------------------------------------


def sound(files: Mapping[Route, bytes]) -> None:
    """Nothing leads out of the folder, no script but ours, and each file can be read as what it is."""
    for route, data in files.items():
        assert not route.is_absolute()
        assert ".." not in route.parts
        assert not re.search("[\x00-\x1f\x7f\\\\]", str(route)), route
        if route.parts[0] in ("static", "schemas"):
            continue
        reader = READERS.get(route.suffix)
        if reader:
            reader(data)


def _page(data: bytes) -> None:
    tree: Any = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json":
            _json(script.text.encode())
        else:
            assert re.fullmatch(r"[./\w-]+\.js", script.get("src")), script.attrib
            assert not (script.text or "").strip()
    for element in tree.iter():
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), name
            assert name.lower() not in ("style", "srcdoc", "srcset", "formaction"), name
            if name in ("href", "src", "action"):
                _link(value, remote=element.tag == "a" or element.get("rel") == "canonical")
        assert element.tag not in ("iframe", "object", "embed", "base", "style", "frame", "svg", "math"), element.tag


def _link(value: str, *, remote: bool) -> None:
    assert not re.search("[\x00-\x1f]", value), value
    scheme = (re.match(r"\s*([A-Za-z][A-Za-z0-9+.-]*):", value) or [None, ""])[1]
    assert str(scheme).lower() in PRESENT, value
    assert remote or not (scheme or value.startswith("//")), value


def _json(data: bytes) -> None:
    def no(number: str) -> None:
        raise AssertionError(number)

    json.loads(data, parse_constant=no)


def _lines_of_json(data: bytes) -> None:
    for line in data.decode().removesuffix("\n").split("\n") if data else ():
        _json(line.encode())


def _xml(data: bytes) -> None:
    etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _calendar(data: bytes) -> None:
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    icalendar.Calendar.from_ical(data)


def _table(data: bytes) -> None:
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    assert len({len(row) for row in rows}) == 1
    for row in rows:
        for cell in row:
            assert not cell.startswith(FORMULA) or re.fullmatch(r"-\d+\.\d+", cell), cell


READERS = {
    ".html": _page, ".json": _json, ".geojson": _json, ".jsonl": _lines_of_json, ".atom": _xml, ".xml": _xml, ".opml": _xml,
    ".svg": _xml, ".ics": _calendar, ".csv": _table,
}  # fmt: skip
