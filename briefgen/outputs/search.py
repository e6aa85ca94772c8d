"""The index for full-text search, made by Pagefind (its Python package brings the program) from what the pages hold.

Reads  briefings with their whole text, events, people, places and organizations by name.
Makes  pagefind/: the index, which browsers read in pieces, and only once somebody searches. That of a large site is in
       several bundles of pages, each an index of its own: the first lies in pagefind/ itself, the others in folders
       that pagefind/bundles.json names, and the search page has Pagefind merge them. Briefings, with whole articles,
       have bundles of their own, and so has all else: an article that is new or changed mostly changes events and
       people as well, and these are soon indexed. Which of its kind's bundles a page is in, the hash of its name says:
       each is then a fair sample, so that what is rare, and what is long, is so in all of them, and results of two
       bundles have scores that compare.
       search/facets.json: the people, places, statuses and years to choose from; facets.json of each bundle: which of
       its pages are filed under each. Pagefind's own filters are not used: it writes them in another order each time,
       and the same content must give the same bytes.
Kept   below .briefgen/: a bundle is made anew only when what it is made from has changed. The site has the same files
       by other names, which takes neither time nor room; where one was written into, its bundle is made anew.
"""

import hashlib
import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial
from importlib import util
from itertools import chain
from pathlib import Path
from typing import NamedTuple

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
from briefgen.whole import FILE_MODE
from briefgen.words import words

# One index whatever languages the articles are in: the search page would ask only that of its own language.
FLAGS = ("--quiet", "--force-language", LANGUAGE)
LONGEST_RUN = 600  # seconds; a thousand pages take about one
# Pages of a bundle, above which it is halved; but not more often than DEEPEST times. The smaller the bundles, the less
# is made anew after a change, and the more a reader loads: some 22 kB of each bundle for a word that is searched for.
# Measured at 10,000 articles, 14,800 pages, kinds mixed, with 1,000, 2,000, 4,000: 355, 181, 97 kB a word; 3.3, 5.0,
# 8.0 s a change.
PAGES = 2000
SHORT = 3  # times as many pages without an article: they are a third as long
DEEPEST = 5
ENTRY = "pagefind-entry.json"  # names the languages
LIST = "files.json"  # of a kept index: its files with what is known of them
OF_A_BUNDLE = (ENTRY, "*.pf_meta", "index/*", "fragment/*")
OF_THE_FIRST = ("pagefind.js", "pagefind-worker.js", "*.pagefind", *OF_A_BUNDLE)
# How much a result of a bundle without articles counts, beside one of an article. Of 80 names of the same archive typed
# into the search page, 76 give the page of that name first, and 61 at 1; with bundles of mixed pages it was 56.
WEIGHT = 1.5
BUNDLES = "bundles.json"  # the folders of all but the first, each with its weight
FACETS = "facets.json"  # of a bundle
KINDS = ("person", "place", "status", "year")  # of facets


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page as search sees it."""

    route: Route
    language: str
    title: str
    text: str
    kind: str
    date: str  # as a reader would cite it, or ""
    is_article: bool = False
    person: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    year: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """Pages that have an index together."""

    folder: str  # below that of the whole index: "", or its kind and the first bits of its hashes: "articles-01"
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Index:
    """A bundle that is made: until the handle is closed no build removes its folder."""

    bundle: Bundle
    made: Path
    files: "Files"  # sorted
    handle: int


class Known(NamedTuple):
    """What is known of a file of an index without reading it."""

    digest: str  # SHA-256
    size: int  # bytes
    time: int  # of its last change, nanoseconds


Files = Mapping[str, Known]  # of an index, by name


class IndexFile(NamedTuple):
    """A file of the index."""

    name: str  # in the site
    read: Callable[[], bytes]
    digest: str | None = None  # SHA-256, where it is known without reading
    kept: Path | None = (
        None  # where it lies, with the mode of a file of the site, where another name may be given to it
    )


def search_files(corpus: Corpus, kept: Path, texts: Texts = ENGLISH, *, at_once: int = 1) -> Iterable[IndexFile]:
    """Make the index, and give its files with the facets. kept: a folder of ours for the bundles of the last time.

    at_once: bundles to be made at a time, each by a process. Raises SearchUnavailable where Pagefind cannot be run; the
    pages work without it.
    """
    entries = list(_entries(corpus, texts))
    bundles = _bundles(entries)
    indexes = _indexes(bundles, kept, at_once)
    facets = {kind: sorted({value for e in entries for value in getattr(e, kind)}) for kind in KINDS}
    told = [
        (routes.FACETS, json.line(facets)),
        (routes.SEARCH_INDEX / BUNDLES, json.line({b.folder: _weight(b) for b in bundles[1:]})),
        *((routes.SEARCH_INDEX / b.folder / FACETS, json.line(_facets(b.entries))) for b in bundles),
    ]
    return chain((IndexFile(str(route), partial(bytes, content)) for route, content in told), _files(indexes))


def _bundles(entries: Iterable[Entry]) -> Sequence[Bundle]:
    """The entries by bundle. A site has one bundle at least, and the first of them lies in no folder."""
    every = sorted(entries, key=lambda entry: str(entry.route))
    if len(every) <= PAGES:
        return [Bundle("", every)]
    parted = [
        (f"{kind}-{bits}" if bits else kind, half)
        for kind, is_article, most in (("articles", True, PAGES), ("names", False, PAGES * SHORT))
        if (some := [_hashed(entry) for entry in every if entry.is_article == is_article])
        for bits, half in _halved(some, most)
    ]
    return [Bundle(folder if at else "", [entry for _, entry in found]) for at, (folder, found) in enumerate(parted)]


def _weight(bundle: Bundle) -> float:
    return 1.0 if bundle.entries[0].is_article else WEIGHT


def _hashed(entry: Entry) -> tuple[str, Entry]:
    """An entry with bits that say where it belongs."""
    return f"{hashlib.sha256(str(entry.route).encode()).digest()[0]:08b}", entry


def _halved(
    hashed: Sequence[tuple[str, Entry]], most: int, bits: str = ""
) -> Iterator[tuple[str, Sequence[tuple[str, Entry]]]]:
    """The entries whose hashes begin with these bits, whole or in parts, each with the bits that it has in common.

    most: pages of a bundle, above which it is halved.
    """
    if len(hashed) <= most or len(bits) == DEEPEST:
        yield bits, hashed
        return
    for longer in (f"{bits}0", f"{bits}1"):
        if half := [one for one in hashed if one[0].startswith(longer)]:
            yield from _halved(half, most, longer)


def _files(indexes: Sequence[Index]) -> Iterator[IndexFile]:
    """The files of the index; with the last of them the handles are closed."""
    try:
        for index in indexes:
            below = f"{routes.SEARCH_INDEX / index.bundle.folder}/"
            patterns = OF_A_BUNDLE if index.bundle.folder else OF_THE_FIRST
            for name, known in index.files.items():
                if any(map(partial(fnmatchcase, name), patterns)):
                    path = index.made / name
                    yield IndexFile(below + name, path.read_bytes, known.digest, path)
    finally:
        for index in indexes:
            os.close(index.handle)


def _files_of(made: Path) -> Files | None:
    """The files of an index, sorted, from the list that is kept with them; None where none is.

    None as well where one of them is not what it was: the site has the same files by other names, so that whoever
    writes into one there writes into the index.
    """
    try:
        listed = msgspec.json.decode((made / LIST).read_bytes(), type=dict[str, Known])
        is_sound = all(_is_as_known(f"{made}/{name}", known) for name, known in listed.items())
    except (OSError, msgspec.MsgspecError):
        return None
    return listed if is_sound else None


def _is_as_known(path: str, known: Known) -> bool:
    """Whether a file is as it was: by size and time, or by its content where it was copied from elsewhere."""
    found = os.lstat(path)
    if not stat.S_ISREG(found.st_mode) or found.st_mode & 0o777 != FILE_MODE or found.st_size != known.size:
        return False
    return found.st_mtime_ns == known.time or _digest(Path(path)) == known.digest


def _settle(made: Path) -> None:
    """Make an index that Pagefind has written one that is kept: its languages, which come in any order, sorted, each
    file with the mode of one in the site, and a list of them.
    """
    (made / ENTRY).write_bytes(json.line(msgspec.json.decode((made / ENTRY).read_bytes())))
    listed: dict[str, Known] = {}
    for path in sorted(path for path in made.rglob("*") if path.is_file()):
        path.chmod(FILE_MODE)
        found = path.stat()
        listed[path.relative_to(made).as_posix()] = Known(_digest(path), found.st_size, found.st_mtime_ns)
    (made / LIST).write_bytes(json.line(listed))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


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
                person=(one.name,) if entities is corpus.people else (),
                place=(one.name,) if entities is corpus.places else (),
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
        person=tuple(p.name for p in found.people),
        place=tuple(places.get(p.id, p.name) for p in found.places),
        status=tuple(status[name] for name in dict.fromkeys(e.status for e in found.events)),
        year=(day[:4],) if day else (),
        is_article=True,
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
        person=tuple(names[p.party] for p in event.participants if p.party in names),
        place=tuple(where),
        status=(status[event.status],),
        year=(event.start[:4],) if event.start else (),
    )


def _facets(entries: Sequence[Entry]) -> dict[str, object]:
    """The pages of a bundle in their order, and by value of each kind the numbers of those filed under it."""
    filed: dict[str, dict[str, list[int]]] = {kind: {} for kind in KINDS}
    for number, entry in enumerate(entries):
        for kind, by_value in filed.items():
            for value in dict.fromkeys(getattr(entry, kind)):
                by_value.setdefault(value, []).append(number)
    sorted_ = {kind: dict(sorted(by_value.items())) for kind, by_value in filed.items()}
    return {"pages": [f"/{entry.route.parent}/" for entry in entries], **sorted_}


def _read_of(entry: Entry) -> tuple[str, str, str, str, str]:
    """All that Pagefind reads of a page: its title, its words, its language, and what a line of results shows."""
    return entry.title, entry.text, entry.language, entry.kind, entry.date


def _document(entry: Entry) -> str:
    """The same as a page."""
    title, text, language, kind, date = _read_of(entry)
    meta = "".join(
        f'<span data-pagefind-meta="{name}">{escape(value)}</span>' for name, value in (("kind", kind), ("date", date))
    )
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
    return (
        f'<!doctype html><html lang="{escape(language)}"><title>{escape(title)}</title>'
        f"<body><div hidden>{meta}</div><main data-pagefind-body><h1>{escape(title)}</h1>{paragraphs}</main>"
    )


# What is made of it tells one way to write a page from another.
_SAMPLE = Entry(route=routes.HOME, language="en", title="A", text="B\n\nC", kind="D", date="E")


def _indexes(bundles: Sequence[Bundle], kept: Path, at_once: int) -> Sequence[Index]:
    """The index of each bundle, the kept one where none of its pages has changed.

    What is in nobody's use goes from the kept ones, such as those before, and what a killed build left.
    """
    program = _program()
    with program.open("rb") as file:
        file.seek(-4096, os.SEEK_END)  # what tells one version from another
        maker = hashlib.sha256(" ".join((*FLAGS, LIST, _document(_SAMPLE))).encode() + file.read())
    pool, asked = ThreadPoolExecutor(at_once), []  # each thread waits for a process
    try:
        asked = [pool.submit(_index, program, maker.digest(), kept, bundle) for bundle in bundles]
        return [one.result() for one in asked]
    except BaseException:
        pool.shutdown(cancel_futures=True)
        for one in asked:
            if not one.cancelled() and not one.exception():
                os.close(one.result().handle)
        raise
    finally:
        pool.shutdown()
        with alone(kept):
            _tidy(kept)


def _index(program: Path, maker: bytes, kept: Path, bundle: Bundle) -> Index:
    """The index of a bundle. maker: what an index depends on beside its pages."""
    digest = hashlib.sha256(maker)
    for entry in bundle.entries:
        digest.update(msgspec.msgpack.encode((str(entry.route), *_read_of(entry))))
    made = kept / digest.hexdigest()[:32]
    with alone(kept):
        if (files := _files_of(made)) is not None:
            return Index(bundle, made, files, use(made))
        making = Path(tempfile.mkdtemp(prefix="making-", dir=kept))
        busy = use(making)
    try:
        _make(program, {str(entry.route): _document(entry) for entry in bundle.entries}, making)
        _settle(making / "out")
        with alone(kept):
            if (files := _files_of(made)) is None:  # else another build has made the same
                shutil.rmtree(made, ignore_errors=True)  # damaged, should it be there
                (making / "out").rename(made)
                files = _files_of(made)
            assert files is not None  # noqa: S101  just written
            return Index(bundle, made, files, use(made))
    finally:
        os.close(busy)


def _tidy(kept: Path) -> None:
    for folder in kept.iterdir():
        if not is_used(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _make(program: Path, documents: Mapping[str, str], folder: Path) -> None:
    """Run Pagefind on documents; its files are then in out/ of the folder."""
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
