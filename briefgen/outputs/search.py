"""The index for full-text search, made by Pagefind (its Python package brings the program) from what the pages hold.

Reads  briefings with their whole text, events, people, places and organizations by name.
Makes  pagefind/: the index, which browsers read in pieces, and only once somebody searches; search/facets.json: the
       people, places, statuses and years of each page. Pagefind's own filters are not used: it writes them in another
       order each time, and the same content must give the same bytes.
Kept   below .briefgen/: an index is made anew only when what it is made from has changed.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import util
from itertools import chain
from pathlib import Path

import msgspec
from markupsafe import escape

from briefgen import routes
from briefgen.errors import Problem
from briefgen.locks import alone, is_used, use
from briefgen.model import Briefing, Corpus, MergedEvent
from briefgen.outputs import json
from briefgen.routes import Route
from briefgen.scope import LANGUAGE
from briefgen.texts import ENGLISH, Texts
from briefgen.views.dates import Dates
from briefgen.words import words

# One index whatever languages the articles are in: the search page would ask only that of its own language.
FLAGS = ("--quiet", "--force-language", LANGUAGE)
LONGEST_RUN = 600  # seconds; ten thousand pages take about five
ENTRY = "pagefind-entry.json"  # names the languages
NEEDED = (
    "pagefind.js",
    "pagefind-worker.js",
    ENTRY,
    "*.pagefind",
    "*.pf_meta",
    "index/*",
    "fragment/*",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page as search sees it."""

    route: Route
    language: str
    title: str
    text: str
    kind: str
    date: str  # as a reader would cite it, or ""
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    year: tuple[str, ...] = ()


def search_files(corpus: Corpus, kept: Path, texts: Texts = ENGLISH) -> Iterable[tuple[Route, bytes]]:
    """Make the index, and give its files with the facets. kept: a folder of ours for the last index.

    Raises SearchUnavailable where Pagefind cannot be run; the pages work without it.
    """
    entries = list(_entries(corpus, texts))
    index, handle = _index({str(entry.route): _document(entry) for entry in entries}, kept)
    facets = json.line({f"/{e.route.parent}/": _facets(e) for e in entries})
    return chain([(routes.FACETS, facets)], _files(index, handle))


def _files(index: Path, handle: int) -> Iterator[tuple[Route, bytes]]:
    """The files of the index; with the last of them the handle is closed."""
    try:
        for path in sorted({path for pattern in NEEDED for path in index.glob(pattern)}):
            yield routes.SEARCH_INDEX / path.relative_to(index).as_posix(), _bytes(path)
    finally:
        os.close(handle)


def _bytes(path: Path) -> bytes:
    """A file of the index; the list of its languages, which Pagefind writes in any order, sorted."""
    written = path.read_bytes()
    return json.line(msgspec.json.decode(written)) if path.name == ENTRY else written


class SearchUnavailable(Exception):
    """Pagefind cannot be run; the problem says why and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        hint = "pip install pagefind_bin, or write search: no"
        self.problem = Problem("briefgen.yml", f"no search: {reason}", hint=hint, severity="warning")


def _entries(corpus: Corpus, texts: Texts) -> Iterator[Entry]:
    status, dates = words(texts).status, Dates(texts)
    names = {p.id: p.name for p in corpus.people} | {o.id: o.name for o in corpus.organizations}
    places = {p.id: p.name for p in corpus.places}
    briefings = {b.id: b for b in corpus.briefings}
    for briefing in corpus.briefings:
        yield _of_briefing(briefing, places, status, dates, texts)
    for event in corpus.events:
        yield _of_event(event, names, places, briefings, status, dates, texts)
    for kind, route, entities in (
        (texts.pgettext("kind of page", "person"), routes.person, corpus.people),
        (texts.pgettext("kind of page", "place"), routes.place, corpus.places),
        (texts.pgettext("kind of page", "organization"), routes.organization, corpus.organizations),
    ):
        for one in entities:
            text = ", ".join((one.name, *one.aliases))
            yield Entry(
                route=route(one.id), language=LANGUAGE, title=one.name, text=text, kind=kind, date="",
                people=(one.name,) if entities is corpus.people else (),
                places=(one.name,) if entities is corpus.places else (),
            )  # fmt: skip


def _of_briefing(
    briefing: Briefing, places: dict[str, str], status: Mapping[str, str], dates: Dates, texts: Texts
) -> Entry:
    article, found = briefing.article, briefing.findings
    day = (article.published or "")[:10]
    published = dates.stamp(day)
    return Entry(
        route=routes.briefing(briefing.id),
        language=article.language,
        title=article.title,
        text=article.body,
        kind=texts.pgettext("kind of page", "briefing"),
        date=texts.listed([part for part in (article.outlet, published and published.text) if part]),
        people=tuple(p.name for p in found.people),
        places=tuple(places.get(p.id, p.name) for p in found.places),
        status=tuple(status[name] for name in dict.fromkeys(e.status for e in found.events)),
        year=(day[:4],) if day else (),
    )


def _of_event(
    event: MergedEvent,
    names: dict[str, str],
    places: dict[str, str],
    briefings: dict[str, Briefing],
    status: Mapping[str, str],
    dates: Dates,
    texts: Texts,
) -> Entry:
    who = [names.get(p.party) or texts.state(p.party) for p in event.participants]
    where = [places[event.place]] if event.place in places else []
    when = dates.moment(event.start, event.end, event.precision)
    told = [e.text for name in event.briefings for e in briefings[name].findings.what[:1]]
    return Entry(
        route=routes.event(event.id),
        language=LANGUAGE,
        title=event.name,
        text=". ".join(part for part in (*event.aliases, ", ".join(who), *where, *told) if part),
        kind=texts.pgettext("kind of page", "event"),
        date=when.text if when else "",
        people=tuple(names[p.party] for p in event.participants if p.party in names),
        places=tuple(where),
        status=(status[event.status],),
        year=(event.start[:4],) if event.start else (),
    )


def _facets(entry: Entry) -> dict[str, tuple[str, ...]]:
    kinds = {"person": entry.people, "place": entry.places, "status": entry.status, "year": entry.year}
    return {kind: values for kind, values in kinds.items() if values}


def _document(entry: Entry) -> str:
    """What Pagefind reads of a page: its title, its words, and what a line of results shows."""
    meta = "".join(
        f'<span data-pagefind-meta="{name}">{escape(value)}</span>'
        for name, value in (("kind", entry.kind), ("date", entry.date))
    )
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in entry.text.split("\n\n"))
    return (
        f'<!doctype html><html lang="{escape(entry.language)}"><title>{escape(entry.title)}</title>'
        f"<body><div hidden>{meta}</div><main data-pagefind-body><h1>{escape(entry.title)}</h1>{paragraphs}</main>"
    )


def _index(documents: dict[str, str], kept: Path) -> tuple[Path, int]:
    """The folder of the index of these documents, the kept one where they have not changed; and a handle.

    Until the handle is closed no other build removes the folder, nor the one in which an index is being made. What is
    in nobody's use goes, such as the index before, and what a killed build left.
    """
    digest = hashlib.sha256()
    for name, text in sorted(documents.items()):
        digest.update(f"{name}\0{text}\0".encode())
    program = _program()
    digest.update(" ".join(FLAGS).encode())
    with program.open("rb") as file:
        file.seek(-4096, os.SEEK_END)  # what tells one version from another
        digest.update(file.read())
    index = kept / digest.hexdigest()[:32]
    with alone(kept):
        if index.is_dir():
            handle = use(index)
            _tidy(kept)
            return index, handle
        making = Path(tempfile.mkdtemp(prefix="making-", dir=kept))
        busy = use(making)
    try:
        _make(program, documents, making)
        with alone(kept):
            if not index.is_dir():  # else another build has made the same
                (making / "out").rename(index)
            handle = use(index)
    finally:
        os.close(busy)
        with alone(kept):
            _tidy(kept)
    return index, handle


def _tidy(kept: Path) -> None:
    for folder in kept.iterdir():
        if not is_used(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _make(program: Path, documents: dict[str, str], folder: Path) -> None:
    for name, text in documents.items():
        path = folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    command: Iterable[str | Path] = (program, "--site", folder / "in", "--output-path", folder / "out", *FLAGS)
    try:
        ended = subprocess.run(list(command), capture_output=True, text=True, timeout=LONGEST_RUN, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SearchUnavailable(f"Pagefind could not be run ({error})") from error
    if ended.returncode or not (folder / "out" / "pagefind.js").exists():
        last = (ended.stderr or ended.stdout).strip().splitlines()[-1:]
        raise SearchUnavailable(" ".join(("Pagefind failed", *last)))


def _program() -> Path:
    found = util.find_spec("pagefind_bin")
    for folder in found.submodule_search_locations or () if found else ():
        for name in ("pagefind", "pagefind.exe"):
            if (program := Path(folder, name)).is_file():
                return program
    raise SearchUnavailable("Pagefind is not installed")
