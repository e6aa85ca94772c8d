"""The story of a build: articles are read, parsed, searched, linked, merged, shown, rendered and written."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import compress
from operator import is_not, or_
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import __version__, kept_articles, traces
from briefgen import nlp as language_side
from briefgen.authority import Authority, NameSettler, load_authority, settle_values, settlement, with_ids
from briefgen.cache import decode, open_cache
from briefgen.catalogues import load_texts
from briefgen.config import Settings
from briefgen.engines import Engine, here
from briefgen.errors import BriefgenError, Problem
from briefgen.explain import EventReasons
from briefgen.frozen import replace
from briefgen.identity import Identifier
from briefgen.lanes import aside
from briefgen.last import (
    as_left,
    inputs_of,
    last_build,
    notes_of,
    only_content_differs,
    options_of,
    remember,
    unchanged,
)
from briefgen.ledger import FILE as LEDGER
from briefgen.ledger import LedgerFile, moves, save_ledger
from briefgen.link import Linked, Linker, why
from briefgen.locks import alone
from briefgen.making import Making, Prepared, Progress, Unwritten
from briefgen.memory import Last
from briefgen.merge import Merger
from briefgen.merge.copies import copies_of
from briefgen.model import Article, Briefing, Corpus, Findings, Ledger
from briefgen.notes import is_past
from briefgen.read import read_articles
from briefgen.render import (
    asset_files,
    check_static,
    compile_all,
    environment,
    take_compiled,
    theme_dir,
)
from briefgen.report import Report
from briefgen.routes import Route
from briefgen.scope import NOTHING, why_not_searched
from briefgen.slugs import slug
from briefgen.texts import Texts
from briefgen.views import Catalogue, Colophon, Listed, PageLister, Pages
from briefgen.write import MANIFEST, Settler, check_output
from briefgen.write import write as write_site

if TYPE_CHECKING:
    from jinja2 import Environment

CACHE = Path(".briefgen", "cache.sqlite")  # below the site's root
LOCK = Path(".briefgen", "lock")
A_FEW = 20  # articles: so many are read by one process, which loads the language pipeline for seconds


class Memory:
    """What the stages remember from one build of a process to the next: for the preview, which builds at each saving.

    A build with a memory finds what one without it would find.
    """

    def __init__(self) -> None:
        self.articles = kept_articles.Memory()
        self.ledger = LedgerFile()
        self.identifier = Identifier()
        self.model = ""  # the fingerprint of the language side that searched these articles
        self.searched: tuple[Sequence[Article], Sequence[Findings]] = ((), ())  # and what it found in them
        self.briefings: dict[str, Briefing] = {}
        self.shown: tuple[Sequence[Article], Sequence[Findings]] = ((), ())  # of these briefings
        self.names = NameSettler()
        self.linker = Linker()
        self.merger = Merger()
        self.lister = PageLister()
        self.names_taken = Settler()
        self.pages: Last[Mapping[Route, Listed]] = Last()
        self.environment: Last[Environment] = Last()  # what renders pages


def corpus_of(
    root: Path,
    settings: Settings,
    *,
    progress: Progress | None = None,
    keep_going: bool = False,
    strict: bool = False,
    drafts: bool = False,
    engine: Engine = here.search,
    memory: Memory | None = None,
    at_once: int = 1,
) -> tuple[Corpus, int, tuple[Problem, ...]]:
    """Read, parse, search, link and merge: the corpus, how many articles were parsed, and the problems met.

    at_once: processes that may work; a second one finds copies meanwhile.
    Raises BriefgenError with all problems of the input where there is an error (strict: or a warning) and keep_going is
    not set, and where there is nothing to build.
    """
    memory = memory or Memory()
    linked = linked_of(
        root,
        settings,
        progress=progress,
        keep_going=keep_going,
        strict=strict,
        drafts=drafts,
        engine=engine,
        memory=memory,
        at_once=at_once,
    )
    merged = memory.merger.merge(linked.linked, linked.ledger, linked.copies)
    corpus, unused = settle_values(merged, linked.authority, settings.content)
    problems = (*linked.problems, *unused, *_second_printings(corpus))
    stop_at(problems, keep_going=keep_going, strict=strict)
    return corpus, linked.parsed, problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Progressed:
    """A build as far as linking."""

    linked: Linked
    copies: Mapping[str, str] | None  # where they were found already
    ledger: Ledger
    authority: Authority
    parsed: int
    problems: tuple[Problem, ...]


def linked_of(
    root: Path,
    settings: Settings,
    *,
    progress: Progress | None = None,
    keep_going: bool = False,
    strict: bool = False,
    drafts: bool = False,
    engine: Engine = here.search,
    memory: Memory | None = None,
    at_once: int = 1,
) -> Progressed:
    """Read, parse, search and link. at_once: as corpus_of() has it."""
    memory = memory or Memory()
    articles, problems = kept_articles.articles_of(root, settings, memory.articles)
    ledger = memory.ledger.load(root / settings.content, settings.content)
    known = memory.identifier.identify((a for a in articles if drafts or not a.draft), ledger.briefings)
    by_id = known.articles
    problems = tuple(sorted({*problems, *known.problems}, key=lambda p: (p.path, p.line or 0, p.message)))
    authority, faults = load_authority(root / settings.content, settings.content)
    problems = (*problems, *faults)
    stop_at(problems, keep_going=keep_going, strict=strict)
    if not by_id:
        hint = "articles end in .md, .txt or .html; drafts are left out"
        raise BriefgenError(
            [*problems, Problem(settings.content, "nothing to build: no article found here", hint=hint)]
        )
    moved = {f"briefings/{old}": f"briefings/{new}" for old, new in known.gave_way.items()}
    ledger = replace(ledger, briefings={**ledger.briefings, **known.keys}, moved={**ledger.moved, **moved})
    settled, unknown = settlement(authority, ledger, settings.content)

    def linked(found: Mapping[str, Findings]) -> tuple[Linked, Ledger]:
        briefings = _briefings({name: article for name, article in by_id.items() if name in found}, found, memory)
        named = list(memory.names.settle(briefings, authority))
        known_as = with_ids(ledger, authority, named)
        return memory.linker.link(named, known_as, settled), known_as

    def get_ahead(found: Mapping[str, Findings]) -> None:
        """Link and merge what is known: with the few that are still read, both then go on from there."""
        memory.merger.merge(*linked(found), {})

    ahead = get_ahead if at_once > 1 else None
    with aside(lambda: copies_of(by_id).items(), _no_size) if at_once > 1 else nullcontext() as copies:
        found, parsed = findings_of(by_id, root, settings, progress, engine, memory, ahead)
        now, known_as = linked(found)
        return Progressed(
            linked=now,
            copies=dict(copies()) if copies else None,
            ledger=known_as,
            authority=authority,
            parsed=parsed,
            problems=(*problems, *unknown),
        )


def _briefings(
    articles: Mapping[str, Article], findings_by: Mapping[str, Findings], memory: Memory
) -> Iterable[Briefing]:
    """The briefings; the very same as the last time where article and findings are."""
    before, (old_articles, old_found) = memory.briefings, memory.shown
    now, found = list(articles.values()), [findings_by[name] for name in articles]
    rows: Iterable[tuple[str, Article, Findings]] = zip(articles, now, found, strict=True)
    made = dict[str, Briefing]()
    if list(before) == list(articles):
        made = dict(before)
        rows = compress(rows, map(or_, map(is_not, now, old_articles), map(is_not, found, old_found)))
    for name, article, findings in rows:
        kept = before.get(name)
        same = kept is not None and kept.article is article and kept.findings is findings
        made[name] = kept if kept is not None and same else Briefing(id=name, article=article, findings=findings)
    memory.briefings, memory.shown = made, (now, found)
    return made.values()


def _second_printings(corpus: Corpus) -> Iterator[Problem]:
    """A warning for each article that prints the text of another."""
    paths = {b.id: b.article.path for b in corpus.briefings}
    for copy, original in sorted(corpus.copies.items()):
        message = f"prints the text of {paths[original]}; the two count as one source"
        yield Problem(paths[copy], message, severity="warning")


def stop_at(problems: Sequence[Problem], *, keep_going: bool, strict: bool) -> None:
    """Raise BriefgenError with all problems where one of them is to stop the build."""
    fatal = [p for p in problems if strict or p.severity == "error"]
    if fatal and not keep_going:
        raise BriefgenError(problems)


def findings_of(
    named: Mapping[str, Article],
    root: Path,
    settings: Settings,
    progress: Progress | None = None,
    engine: Engine = here.search,
    memory: Memory | None = None,
    meanwhile: Callable[[Mapping[str, Findings]], None] | None = None,
) -> tuple[Mapping[str, Findings], int]:
    """The findings of each article by its name, from the cache or else by an engine, and how many were read anew.

    meanwhile: to be done with what the cache knows, where only a few articles are read anew; in another process, then.
    """
    memory = memory or Memory()
    model = language_side.model_name(settings.model)
    side = language_side.fingerprint(model)
    articles = list(named.values())
    before, found_before = memory.searched if memory.model == side else ([], [])
    known = dict(zip(map(id, before), found_before, strict=True))
    unknown = [article for article in articles if id(article) not in known]
    parsed = 0
    if unknown or memory.model != side:
        with open_cache(root / CACHE, side) as cache:
            wanted = [(cache.key(article), article) for article in unknown]
            kept = {key: NOTHING for key, article in wanted if why_not_searched(article)}
            kept |= {key: one for key, _ in wanted if key not in kept and (one := cache.get(key))}
            missing = {key: article for key, article in wanted if key not in kept}
            is_short = meanwhile is not None and 0 < len(missing) <= min(A_FEW, len(articles) // 2)
            with aside(partial(engine, model, missing), _no_size) if is_short else nullcontext() as being_read:
                if meanwhile and being_read:
                    now = known | {id(article): kept[key] for key, article in wanted if key in kept}
                    meanwhile({name: now[id(article)] for name, article in named.items() if id(article) in now})
                for done, (key, encoded) in enumerate(being_read() if being_read else engine(model, missing), 1):
                    cache.put_encoded(key, encoded)
                    kept[key] = decode(encoded)
                    if progress:
                        progress("reading articles", done, len(missing))
            if memory.model != side:
                cache.forget_other_sides()
        known |= {id(article): kept[key] for key, article in wanted}
        parsed = len(missing)
    found = [known[id(article)] for article in articles]
    memory.model, memory.searched = side, (articles, found)
    return dict(zip(named, found, strict=True)), parsed


def prepare(
    root: Path,
    settings: Settings,
    *,
    as_of: str,
    progress: Progress | None = None,
    keep_going: bool = False,
    strict: bool = False,
    drafts: bool = False,
    engine: Engine = here.search,
    memory: Memory | None = None,
    at_once: int = 1,
) -> Prepared:
    """Do all that comes before the first page is made. Writes nothing but the cache.

    memory: of the builds of this process so far. at_once: processes that may work; a second one compiles the templates.
    Raises BriefgenError or Refused, as build() does.
    """
    memory = memory or Memory()
    check_static(root / settings.static, settings)
    if settings.share_images:
        from briefgen.outputs.share import check_share  # noqa: PLC0415  needs the extra "share"

        check_share(settings)
    texts, told = load_texts(root, settings)
    env = _environment(root, settings, texts, memory)
    before = memory.ledger.load(root / settings.content, settings.content)
    with aside(partial(compile_all, env), _code_size) if at_once > 1 else nullcontext(tuple) as compiled:
        corpus, parsed, problems = corpus_of(
            root,
            settings,
            progress=progress,
            keep_going=keep_going,
            strict=strict,
            drafts=drafts,
            engine=engine,
            memory=memory,
            at_once=at_once,
        )
        take_compiled(env, compiled())
    stop_at(told, keep_going=keep_going, strict=strict)
    catalogue = Catalogue(corpus, settings, as_of, _colophon(settings), texts)
    pages = Pages(_named_pages(catalogue, memory), catalogue)
    return Prepared(
        settings=settings,
        corpus=corpus,
        pages=pages,
        assets=asset_files(root / settings.static),
        texts=texts,
        env=env,
        before=before,
        parsed=parsed,
        problems=(*problems, *told),
    )


def _named_pages(catalogue: Catalogue, memory: Memory) -> Mapping[Route, Listed]:
    """The list of pages by their names. Raises BriefgenError where two claim one."""
    listed = memory.lister.list(catalogue)

    def make() -> Mapping[Route, Listed]:
        memory.names_taken.settle([(str(page.path), " and ".join(page.sources)) for page in listed])
        return {page.path: page for page in listed}

    return memory.pages(listed, make)


def _environment(root: Path, settings: Settings, texts: Texts, memory: Memory) -> "Environment":
    """What renders pages: that of the last time, with all that it has compiled, where no template or text changed."""
    folders = (root / settings.templates, root / settings.locale, theme_dir() / "templates")
    noted = notes_of(folders)

    def make() -> "Environment":
        return environment(root / settings.templates, texts)

    if not all(is_past(note) for note in noted.values()):
        return make()
    return memory.environment((noted, settings.language), make)


def build(
    root: Path,
    settings: Settings,
    *,
    as_of: str,
    progress: Progress | None = None,
    keep_going: bool = False,
    strict: bool = False,
    drafts: bool = False,
    write: bool = True,
    at_once: int = 1,
    engine: Engine = here.search,
    held: list[object] | None = None,
) -> Report:
    """Build the site of a folder and say what was done. as_of: the one ISO instant that "now" means in this build.

    With write=False everything is made and checked, and nothing is written but the cache. at_once: processes that make
    pages. engine: who reads articles that the cache does not know. held: takes what was in memory, where the process
    ends after this. Raises BriefgenError or Refused; the site is then as it was. Where another build of the site is
    under way, waits for its end, and says so as its progress.
    """
    wait = partial(progress or _silent, "waiting for another build of this site", 0, 0)
    with alone(root / LOCK, wait) if write else nullcontext():
        begun = time.perf_counter()
        asked = options_of(as_of=as_of, keep_going=keep_going, strict=strict, drafts=drafts)
        last = last_build(root, settings) if write else None
        if last and (report := unchanged(last, root, settings, asked)):
            return report
        inputs = inputs_of(root, settings, asked)
        output = root / settings.output
        read = (settings.content, settings.templates, settings.static, settings.locale)
        check_output(output, root, read)
        ready = prepare(
            root,
            settings,
            as_of=as_of,
            progress=progress,
            keep_going=keep_going,
            strict=strict,
            drafts=drafts,
            engine=engine,
            at_once=at_once,
        )
        corpus, problems = ready.corpus, ready.problems
        alike = last if last and only_content_differs(last, inputs, root, settings) else None
        making = Making(
            ready,
            root,
            traces.load(root, alike.traces) if alike else {},
            as_left(last, output),
            at_once=at_once,
            progress=progress,
            is_searched=settings.search and write,
        )
        if write:
            written = write_site(making, output, root, read, at_once=at_once, waiting=wait)
            count, changed = len(written.files), len(written.changed) + len(written.removed)
            unkept = save_ledger(corpus.ledger, root / settings.content, settings.content) if not drafts else ()
        else:
            count, changed = sum(1 for _ in making(Unwritten())), 0
        report = Report(
            articles=len(corpus.briefings),
            parsed=ready.parsed,
            briefings=len(corpus.briefings),
            events=len(corpus.events),
            doubts=corpus.doubts,
            files=count,
            changed=changed,
            problems=(*problems, *making.problems),
            seconds=time.perf_counter() - begun,
            moves=moves(ready.before, corpus.ledger),
        )
        if held is not None:
            held += (last, ready, making)
        if not write:
            return report
        if not unkept:
            own = [root / settings.content / LEDGER]
            digest = traces.save(root, making.traces)
            remember(root, settings, inputs, report, (*written.files, MANIFEST), own, digest)
        return replace(report, problems=(*report.problems, *written.problems, *unkept))


def _silent(_what: str, _done: int, _total: int) -> None:
    """Where nobody asked how far the work is."""


def check(
    root: Path,
    settings: Settings,
    *,
    as_of: str,
    strict: bool = False,
    drafts: bool = False,
    at_once: int = 1,
    engine: Engine = here.search,
) -> Report:
    """Do all that build() does, pages included, and write nothing but the cache."""
    return build(root, settings, as_of=as_of, strict=strict, drafts=drafts, write=False, at_once=at_once, engine=engine)


def find(root: Path, settings: Settings, path: Path) -> Briefing:
    """What is found in one article by itself, for `briefgen explain`. path: a file, from the current folder.

    Raises BriefgenError where it is no article that can be read.
    """
    articles, problems = read_articles(root, settings)
    wanted = path.resolve()
    article = next((a for a in articles if (root / a.path).resolve() == wanted), None)
    if article is None:
        own = [p for p in problems if (root / p.path).resolve() == wanted]
        hint = f"articles lie in {settings.content}/ and end in .md, .txt or .html"
        raise BriefgenError(own or [Problem(str(path), "is not an article of this site", hint=hint)])
    name = article.slug or slug(article.title)
    found, _ = findings_of({name: article}, root, settings)
    return Briefing(id=name, article=article, findings=found[name])


def find_event(root: Path, settings: Settings, name: str) -> EventReasons | None:
    """Why each article is counted to a merged event, for `briefgen explain EVENT-ID`; None for an unknown id."""
    progressed = linked_of(root, settings, keep_going=True)
    merged = Merger().merge(progressed.linked, progressed.ledger)
    corpus, _ = settle_values(merged, progressed.authority, settings.content)
    event = next((e for e in corpus.events if e.id == name), None)
    if event is None:
        return None
    told = {(m.briefing, m.event) for m in event.mentions}
    cluster = next(c for c in progressed.linked.events if (c[0].briefing, c[0].entity.id) in told)
    return EventReasons(event, {b.id: b for b in corpus.briefings}, tuple(why(progressed.linked, cluster)))


def _colophon(settings: Settings) -> Colophon:
    model = language_side.model_name(settings.model)
    return Colophon(version=__version__, pipeline=model, pipeline_version=language_side.model_version(model))


def _no_size(_result: object) -> int:
    return 0


def _code_size(made: tuple[object, bytes]) -> int:
    return len(made[1])
