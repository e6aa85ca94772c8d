"""The page of one event: what all articles say of it together, and where they differ."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from briefgen import routes
from briefgen.appointments import is_appointment
from briefgen.lexicon import state_name
from briefgen.model import Briefing, Difference, Evidence, MergedEvent, Reading, Source, StatusReport
from briefgen.views.catalogue import Catalogue, around, without_dateline
from briefgen.views.dates import UNDATED, Moment, moment, stamp
from briefgen.views.linked_data import event_node
from briefgen.views.parts import BriefingRow, EventRow, Fact, Frame, Link, Mark, Party, Picture, Quotation, Step, Value
from briefgen.views.series import series_route
from briefgen.views.sheet import Sheet
from briefgen.views.words import DIFFERS, EVENT_KIND, STATUS, counted

KEY_POINTS = 3  # sentences below the bottom line, from other articles


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantRow:
    """Somebody named as taking part."""

    party: Party
    country: str | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One speaker with all that the articles quote."""

    speaker: Party | None  # None: speaker unclear
    quotes: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A question that sources answer differently. No answer is merged away."""

    question: str
    answers: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """A status as one article asserted it."""

    status: str
    asserted: Moment | None
    outlet: str
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """Something with a date: a report, the event itself, or a next step."""

    when: Moment
    kind: str  # "report", "event", "next step"
    text: str
    language: str
    note: str | None
    mark: Mark | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """An article that tells of the event, by its number in the list."""

    number: int
    anchor: str
    row: BriefingRow
    original: str | None
    copy_of: Link | None  # the source whose text it prints; it counts as no second voice


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """One event: its status, its facts, who took part and what they said, with every source."""

    frame: Frame
    name: str
    kind: str
    status: str
    since: Moment | None  # the day of the article that first asserted the present status
    due: str | None  # "was due 31 August 2025 — no report yet"
    when: Value | None
    place: Value | None
    map: Picture | None  # of its place
    bottom_line: Value | None
    key_points: tuple[Value, ...]
    facts: tuple[Fact, ...]  # the fact box
    next_step: Step | None  # the first one that is still to come
    dated_steps: tuple[Step, ...]
    undated_steps: tuple[Step, ...]
    participants: tuple[ParticipantRow, ...]
    voices: tuple[Voice, ...]
    differs: tuple[Disagreement, ...]
    history: tuple[StatusRow, ...]  # oldest first
    timeline: tuple[TimelineRow, ...]
    parent: Link | None
    parts: tuple[EventRow, ...]
    previous: Link | None  # in the series
    following: Link | None
    sources: tuple[SourceRow, ...]
    counts: str  # "3 briefings from 2 outlets"
    data: str  # href of event.json
    calendar: str | None  # href of its calendar entry; None where its days are not known
    feed: str | None  # href, where the site has an address


def event_page(catalogue: Catalogue, event: MergedEvent) -> EventPage:
    """Make the page of an event."""
    sheet = Sheet(catalogue, routes.event(event.id), event.briefings)
    briefings = [catalogue.briefings[name] for name in event.briefings]
    lines = tuple(_lines(sheet, event, briefings))
    steps = _steps(sheet, event)
    coming = (s for s, past in steps if s.due and not past)
    parent = catalogue.events.get(event.parent or "")
    previous, following = _neighbours(sheet, event)
    return EventPage(
        frame=sheet.frame(
            event.name, lines[0].text if lines else "", _crumbs(sheet, event, parent), event_node(catalogue, event)
        ),
        name=event.name,
        kind=EVENT_KIND[event.kind],
        status=STATUS[event.status],
        since=_since(event),
        due=sheet.due(event),
        when=_when(sheet, event),
        place=_place(sheet, event),
        map=sheet.map(event.place),
        bottom_line=lines[0] if lines else None,
        key_points=lines[1:],
        facts=tuple(f for f in _facts(sheet, event, parent) if f.values),
        next_step=next(coming, None),
        dated_steps=tuple(s for s, _ in steps if s.due),
        undated_steps=tuple(s for s, _ in steps if not s.due),
        participants=tuple(_participants(sheet, event)),
        voices=_voices(sheet, event),
        differs=tuple(_disagreement(sheet, d) for d in event.differs),
        history=tuple(_status_row(sheet, report) for report in event.history),
        timeline=tuple(_timeline(sheet, event, briefings)),
        parent=sheet.event(parent) if parent else None,
        parts=tuple(sheet.event_row(part) for part in catalogue.children.get(event.id, ())),
        previous=previous,
        following=following,
        sources=tuple(
            SourceRow(
                number=n,
                anchor=f"source-{n}",
                row=sheet.briefing_row(b),
                original=b.article.url,
                copy_of=sheet.original_of(b),
            )
            for n, b in enumerate(briefings, 1)
        ),
        counts=_counts(catalogue, briefings),
        data=sheet.way(routes.event_data(event.id)),
        calendar=sheet.way(routes.event_calendar(event.id)) if is_appointment(event) else None,
        feed=sheet.way(routes.event_feed(event.id)) if catalogue.settings.base_url else None,
    )


def _crumbs(sheet: Sheet, event: MergedEvent, parent: MergedEvent | None) -> tuple[Link, ...]:
    above = (sheet.event(parent),) if parent else ()
    series = (_series(sheet, event.series),) if event.series else ()
    return (Link(text="Events", href=sheet.way(routes.EVENTS)), *series, *above, Link(text=event.name, href=""))


def _series(sheet: Sheet, name: str) -> Link:
    return Link(text=name, href=sheet.way(series_route(name)))


def _counts(catalogue: Catalogue, briefings: list[Briefing]) -> str:
    """How many briefings from how many outlets; a second printing of one text is no second outlet."""
    outlets = {b.article.outlet for b in briefings if b.article.outlet and b.id not in catalogue.corpus.copies}
    told = counted(len(briefings), "briefing")
    return f"{told} from {counted(len(outlets), 'outlet')}" if outlets else told


def _lines(sheet: Sheet, event: MergedEvent, briefings: list[Briefing]) -> Iterator[Value]:
    """The sentence of each article that tells of the event, newest article first; the same words once.

    An article's main sentence is preferred where it is one of those that name the event.
    """
    own = defaultdict(set)
    for mention in event.mentions:
        own[mention.briefing].add(mention.event)
    seen: set[str] = set()
    for briefing in briefings:
        evidence = _best(briefing, own[briefing.id])
        words = _whole_sentence(briefing, evidence) if evidence else ""
        if evidence and words and words.casefold() not in seen and len(seen) <= KEY_POINTS:
            seen.add(words.casefold())
            yield Value(text=words, href=None, datetime=None, note=None, marks=(sheet.mark(briefing, evidence),))


def _whole_sentence(briefing: Briefing, evidence: Evidence) -> str:
    before, words, after = around(briefing, evidence)
    start = evidence.start - len(before)
    return without_dateline(briefing, start, start + len(before) + len(words) + len(after))


def _best(briefing: Briefing, own: set[str]) -> Evidence | None:
    found = briefing.findings
    mentions = [m for e in found.events if e.id in own for m in e.mentions]
    sentences = {m.sentence for m in mentions}
    return next((e for e in found.what if e.sentence in sentences), mentions[0] if mentions else None)


def _since(event: MergedEvent) -> Moment | None:
    """The day on which the present status was first asserted without a break since."""
    first: StatusReport | None = None
    for report in event.history:
        if report.status != event.status:
            first = None
        elif first is None:
            first = report
    first = first or next((r for r in reversed(event.history) if r.status == event.status), None)
    return stamp(first.asserted and first.asserted[:10]) if first else None


def _when(sheet: Sheet, event: MergedEvent) -> Value | None:
    marks = sheet.marks([event.dated_by]) if event.dated_by else ()
    return sheet.dated(event.start, event.end, event.precision, marks)


def _place(sheet: Sheet, event: MergedEvent) -> Value | None:
    link = sheet.place(event.place)
    return sheet.named(link, sheet.marks([event.placed_by]) if event.placed_by else ()) if link else None


def _facts(sheet: Sheet, event: MergedEvent, parent: MergedEvent | None) -> Iterator[Fact]:
    """The fact box, with the sentences behind status, date and place."""
    told = next((r.source for r in reversed(event.history) if r.status == event.status), None)
    status = _word(STATUS[event.status], sheet.marks([told]) if told else ())
    yield _fact(sheet, "status", "Status", [status], told)
    yield _fact(sheet, "date", "Date", [_when(sheet, event)], event.dated_by)
    yield _fact(sheet, "place", "Place", [_place(sheet, event)], event.placed_by)
    yield _fact(sheet, "kind", "Kind", [_word(EVENT_KIND[event.kind])])
    yield _fact(sheet, "series", "Series", [sheet.named(_series(sheet, event.series)) if event.series else None])
    yield _fact(sheet, "edition", "Edition", [_word(str(event.edition or ""))])
    yield _fact(sheet, "parent", "Part of", [sheet.named(sheet.event(parent)) if parent else None])
    yield _fact(sheet, "aliases", "Also called", [_word(alias) for alias in event.aliases])


def _fact(sheet: Sheet, name: str, label: str, values: Iterable[Value | None], source: Source | None = None) -> Fact:
    excerpts = (sheet.excerpt(source),) if source else ()
    return Fact(name=name, label=label, values=tuple(v for v in values if v), excerpts=excerpts)


def _word(text: str | None, marks: tuple[Mark, ...] = ()) -> Value | None:
    return Value(text=text, href=None, datetime=None, note=None, marks=marks) if text else None


def _steps(sheet: Sheet, event: MergedEvent) -> list[tuple[Step, bool]]:
    """The event's next steps by date, undated last, each with whether its date lies before as_of."""
    catalogue = sheet.catalogue
    found = sorted(catalogue.steps(event.next_steps), key=lambda at: at.step.start or at.step.end or UNDATED)
    shown = []
    for number, at in enumerate(found, 1):
        past = (at.step.end or at.step.start or UNDATED)[:10] < catalogue.as_of[:10]
        shown.append((replace(sheet.step(at), anchor=f"step-{number}", event=None), past))
    return shown


def _participants(sheet: Sheet, event: MergedEvent) -> Iterator[ParticipantRow]:
    for one in event.participants:
        country = state_name(one.country) if one.country and one.country != one.party else None
        yield ParticipantRow(party=sheet.party(one.party, one.role), country=country, marks=sheet.marks(one.sources))


def _voices(sheet: Sheet, event: MergedEvent) -> tuple[Voice, ...]:
    """The quotes by speaker in the order in which the speakers first appear; unknown speakers last."""
    by_speaker: defaultdict[str, list[Quotation]] = defaultdict(list)
    for number, at in enumerate(sheet.catalogue.quotes(event.quotes), 1):
        quote = replace(sheet.quotation(at), anchor=f"quote-{number}")
        by_speaker[quote.speaker.name if quote.speaker else ""].append(quote)
    known = sorted(by_speaker.items(), key=lambda item: not item[0])
    return tuple(Voice(speaker=quotes[0].speaker, quotes=tuple(quotes)) for _, quotes in known)


def _disagreement(sheet: Sheet, difference: Difference) -> Disagreement:
    answers = (_answer(sheet, difference.field, reading) for reading in difference.readings)
    return Disagreement(question=DIFFERS[difference.field], answers=tuple(answers))


def _answer(sheet: Sheet, field: str, reading: Reading) -> Value:
    """One reading, as the kind of question wants it shown, with the article that gives it."""
    briefing = sheet.catalogue.briefings[reading.source.briefing]
    day = stamp((briefing.article.published or "")[:10])
    told_by = ", ".join(filter(None, (briefing.article.outlet or briefing.article.title, day.text if day else None)))
    link = sheet.place(reading.value) if field == "place" else None
    shown = moment(reading.value) if field in {"start", "end"} else None
    text = link.text if link else shown.text if shown else STATUS.get(reading.value, reading.value)
    if field == "participants":
        text = sheet.party(reading.value).name
    return Value(
        text=text,
        href=link.href if link else None,
        datetime=shown.datetime if shown else None,
        note=told_by,
        marks=sheet.marks([reading.source]),
    )


def _status_row(sheet: Sheet, report: StatusReport) -> StatusRow:
    briefing = sheet.catalogue.briefings[report.source.briefing]
    return StatusRow(
        status=STATUS[report.status],
        asserted=stamp(report.asserted and report.asserted[:10]),
        outlet=briefing.article.outlet or briefing.article.title,
        mark=sheet.mark(briefing, report.source.evidence),
    )


def _timeline(sheet: Sheet, event: MergedEvent, briefings: list[Briefing]) -> Iterator[TimelineRow]:
    """Reports, the event and its next steps in the order of their dates."""
    dated: list[tuple[str, int, TimelineRow]] = []

    def add(key: str | None, when: Moment | None, **row: object) -> None:
        if key and when:
            dated.append((key[:10], len(dated), TimelineRow(when=when, **row)))  # type: ignore[arg-type]

    when = moment(event.start, event.end, event.precision)
    note = sheet.due(event) or STATUS[event.status]
    language = sheet.catalogue.settings.language
    add(event.start or event.end, when, kind="event", text=event.name, language=language, note=note, mark=None)
    for briefing in briefings:
        article = briefing.article
        row = {"kind": "report", "text": article.title, "language": article.language, "note": article.outlet}
        mark = Mark(label="briefing", href=sheet.way(routes.briefing(briefing.id)), title=article.title)
        add(article.published, stamp((article.published or "")[:10]), **row, mark=mark)
    for at in sheet.catalogue.steps(event.next_steps):
        step = sheet.step(at)
        row = {"kind": "next step", "text": step.text, "language": step.language, "note": step.status}
        add(at.step.start or at.step.end, step.due, **row, mark=step.mark)
    for _, _, row_made in sorted(dated, key=lambda item: item[:2]):
        yield row_made


def _neighbours(sheet: Sheet, event: MergedEvent) -> tuple[Link | None, Link | None]:
    """The previous and the next event of the same series."""
    series = sheet.catalogue.series.get(event.series or "", [])
    at = series.index(event) if event in series else -1
    previous = sheet.event(series[at - 1]) if at > 0 else None
    following = sheet.event(series[at + 1]) if 0 <= at < len(series) - 1 else None
    return previous, following
