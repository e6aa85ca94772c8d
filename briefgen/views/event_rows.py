"""The lists of an event: results, steps, participants, quotes, positions, programme, timeline, status history, sources.

Each is made whole, in the order in which it is shown; the page of the event may show its beginning only, and the pages
below it the rest.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby

from msgspec.structs import replace

from briefgen import routes
from briefgen.model import Briefing, MergedEvent, StatusReport
from briefgen.scope import LANGUAGE
from briefgen.views.agenda import agenda
from briefgen.views.catalogue import PROMISED, Catalogue, Selection, StatementAt, is_named, statements_on
from briefgen.views.dates import UNDATED, Moment, is_past, last_day
from briefgen.views.part import Part
from briefgen.views.parts import Agenda, BriefingRow, Link, Mark, Party, Quotation, Result, Status, Step
from briefgen.views.sheet import Sheet

MARKS = 5  # source marks behind one participant; the others are counted
DAY = frozenset({"time", "part-of-day", "day"})  # exact enough for a programme


class Steps(Part, frozen=True, kw_only=True):
    """The next steps of an event, or the first of them."""

    coming: tuple[Step, ...]  # soonest first
    undated: tuple[Step, ...]
    past: tuple[Step, ...]  # by date; what was planned, whether or not it happened


class Results(Part, frozen=True, kw_only=True):
    """The results of one kind."""

    kind: str  # "agreed", "not-agreed", "deferred"
    heading: str
    results: tuple[Result, ...]


class ParticipantRow(Part, frozen=True, kw_only=True):
    """Somebody named as taking part."""

    party: Party
    country: str | None
    marks: tuple[Mark, ...]
    more: int  # how many more articles name them


class Voice(Part, frozen=True, kw_only=True):
    """One speaker with all that the articles quote."""

    speaker: Party | None  # None: speaker unclear
    quotes: tuple[Quotation, ...]


class StatusRow(Part, frozen=True, kw_only=True):
    """A status as one article asserted it."""

    status: Status
    asserted: Moment | None
    outlet: str
    mark: Mark


class TimelineRow(Part, frozen=True, kw_only=True):
    """Something with a date: a report, the event itself, or a next step."""

    when: Moment
    kind: str  # "report", "event", "next step"
    text: str
    href: str | None  # of a report's briefing
    language: str
    note: str | None
    mark: Mark | None


class SourceRow(Part, frozen=True, kw_only=True):
    """An article that tells of the event, by its number in the list."""

    number: int
    anchor: str
    row: BriefingRow
    original: str | None
    copy_of: Link | None  # the source whose text it prints; it counts as no second voice


def results(sheet: Sheet, event: MergedEvent) -> list[Result]:
    """What came of the event: what was agreed, what was not, what was put off, each newest first, no sentence twice."""
    own = {(mention.briefing, mention.event) for mention in event.mentions}
    found: dict[tuple[str, str], Result] = {}
    for briefing in (sheet.catalogue.briefings[name] for name in event.briefings):
        for number, outcome in enumerate(briefing.findings.outcomes):
            if (briefing.id, outcome.event) in own:
                shown = sheet.result(briefing, number)
                key = (shown.kind, shown.words.casefold())
                before = found.get(key)
                documents = tuple(dict.fromkeys((*(before.documents if before else ()), *shown.documents)))
                found[key] = replace(before or shown, documents=documents)
    ordered = sorted(found.values(), key=lambda shown: list(sheet.words.outcome.values()).index(shown.word))
    return [replace(shown, anchor=f"result-{number}") for number, shown in enumerate(ordered, 1)]


def grouped_results(some: Iterable[Result]) -> tuple[Results, ...]:
    """Results that stand by their kind, gathered."""
    return tuple(
        Results(kind=kind, heading=word[:1].upper() + word[1:], results=tuple(group))
        for (kind, word), group in groupby(some, key=lambda shown: (shown.kind, shown.word))
    )


def steps(sheet: Sheet, event: MergedEvent) -> list[tuple[str, Step]]:
    """The event's next steps, each with its group: those "coming" by date, the "undated", then the "past"."""
    found = sorted(sheet.catalogue.steps(event.next_steps), key=lambda at: at.step.start or at.step.end or UNDATED)
    groups: dict[str, list[Step]] = {"coming": [], "undated": [], "past": []}
    for number, at in enumerate(found, 1):
        shown = replace(sheet.step(at), anchor=f"step-{number}", event=None)
        past = is_past(at.step.start, at.step.end, sheet.catalogue.as_of)
        groups["past" if past else "coming" if shown.due else "undated"].append(shown)
    return [(group, step) for group, members in groups.items() for step in members]


def grouped_steps(some: Iterable[tuple[str, Step]]) -> Steps:
    """Some of the steps by their group."""
    groups: defaultdict[str, list[Step]] = defaultdict(list)
    for group, step in some:
        groups[group].append(step)
    return Steps(coming=tuple(groups["coming"]), undated=tuple(groups["undated"]), past=tuple(groups["past"]))


def participants(sheet: Sheet, event: MergedEvent) -> list[ParticipantRow]:
    """Who is named as taking part, each with the sentences that say so."""
    rows = []
    for one in event.participants:
        marks = sheet.marks(one.sources)
        country = sheet.texts.state(one.country) if one.country and one.country != one.party else None
        party = sheet.party(one.party, one.role)
        rows.append(ParticipantRow(party=party, country=country, marks=marks[:MARKS], more=max(0, len(marks) - MARKS)))
    return rows


def quotes(sheet: Sheet, event: MergedEvent) -> list[Quotation]:
    """The quotes by speaker in the order in which the speakers first appear; unknown speakers last."""
    by_speaker: defaultdict[str, list[Quotation]] = defaultdict(list)
    for number, at in enumerate(sheet.catalogue.quotes(event.quotes), 1):
        quote = replace(sheet.quotation(at), anchor=f"quote-{number}")
        by_speaker[quote.speaker.name if quote.speaker else ""].append(quote)
    known = sorted(by_speaker.items(), key=lambda item: not item[0])
    return [quote for _, group in known for quote in group]


def positions(sheet: Sheet, event: MergedEvent) -> list[Quotation]:
    """What speakers are reported to hold, by speaker in the order in which they first appear; the same words once.

    Only what an article gives to somebody whom it names is a position of somebody: what "three diplomats" say stands
    on the page of the article alone. Nor is it one to announce what stands among the next steps of the event.
    """
    announced = {
        (at.briefing.id, at.step.evidence.sentence)
        for at in sheet.catalogue.steps(event.next_steps)
        if at.step.status in PROMISED
    }
    by_speaker: dict[str, dict[str, Quotation]] = {}
    for at in _said_of(sheet.catalogue, event):
        said = at.statement
        if (at.briefing.id, said.evidence.sentence) in announced:
            continue
        shown = sheet.statement(at.briefing, at.index + 1, said)
        if shown.speaker is not None and is_named(said.speaker, said.speaker_name):
            by_speaker.setdefault(shown.speaker.name, {}).setdefault(said.text.casefold(), shown)
    found = [shown for group in by_speaker.values() for shown in group.values()]
    return [replace(shown, anchor=f"position-{number}") for number, shown in enumerate(found, 1)]


def most_positions(catalogue: Catalogue, event: MergedEvent, few: int) -> int:
    """What the positions on an event cannot be more than; of few or fewer, only that they are."""
    reported = sum(len(catalogue.briefings[name].findings.statements) for name in event.briefings)
    return reported if reported <= few else len(_said_of(catalogue, event))


def _said_of(catalogue: Catalogue, event: MergedEvent) -> list[StatementAt]:
    """The reported speech on an event, that of the newest article first, each once."""
    found: dict[tuple[str, int], StatementAt] = {}
    for mention in event.mentions:
        briefing = catalogue.briefings[mention.briefing]
        for told in (e for e in briefing.findings.events if e.id == mention.event):
            found |= {(at.briefing.id, at.index): at for at in statements_on(briefing, told)}
    return list(found.values())


def voices(some: Iterable[Quotation]) -> tuple[Voice, ...]:
    """Quotes that stand by speaker, gathered."""
    groups: dict[str, list[Quotation]] = {}
    for quote in some:
        groups.setdefault(quote.speaker.name if quote.speaker else "", []).append(quote)
    return tuple(Voice(speaker=group[0].speaker, quotes=tuple(group)) for group in groups.values())


def programme(sheet: Sheet, event: MergedEvent) -> tuple[Agenda, ...]:
    """What happens on which day of the event: its meetings, and next steps known to the day; empty below two."""
    catalogue = sheet.catalogue
    first, last = (event.start or "")[:10], last_day(event.start, event.end) or ""

    def inside(start: str | None, precision: str | None) -> bool:
        return precision in DAY and bool(first) and first <= (start or "")[:10] <= last

    parts = tuple(e for e in catalogue.children.get(event.id, ()) if inside(e.start, e.precision))
    told = {part.id for part in parts}
    during = [at for at in catalogue.steps(event.next_steps) if inside(at.step.start, at.step.precision)]
    others = (at for at in during if (own := catalogue.event_of(at)) is None or own.id not in told)
    shown = tuple(agenda(sheet, Selection(parts, tuple(others))))
    return shown if parts and len(shown) > 1 else ()


def history(sheet: Sheet, event: MergedEvent) -> list[StatusRow]:
    """What each article asserted at its own date, oldest first."""
    return [_status_row(sheet, report) for report in event.history]


def _status_row(sheet: Sheet, report: StatusReport) -> StatusRow:
    briefing = sheet.catalogue.briefings[report.source.briefing]
    return StatusRow(
        status=sheet.status(report.status),
        asserted=sheet.dates.stamp(report.asserted and report.asserted[:10]),
        outlet=briefing.article.outlet or briefing.article.title,
        mark=sheet.mark(briefing, report.source.evidence),
    )


def timeline(sheet: Sheet, event: MergedEvent) -> list[TimelineRow]:
    """Reports, the event and its next steps in the order of their dates."""
    dated: list[tuple[str, int, TimelineRow]] = []
    kinds = {
        "event": sheet.texts.pgettext("kind of event", "event"),
        "report": sheet.texts.pgettext("in a timeline", "report"),
        "step": sheet.texts.gettext("next step"),
    }

    def add(key: str | None, when: Moment | None, **row: object) -> None:
        if key and when:
            dated.append((key[:10], len(dated), TimelineRow(when=when, **row)))  # type: ignore[arg-type]

    when = sheet.dates.moment(event.start, event.end, event.precision)
    about: dict[str, str | None] = {
        "note": sheet.due(event) or sheet.words.status[event.status],
        "language": LANGUAGE,
    }
    add(event.start or event.end, when, kind=kinds["event"], text=event.name, href=None, mark=None, **about)
    for briefing in (sheet.catalogue.briefings[name] for name in event.briefings):
        article = briefing.article
        about = {"text": article.title, "language": article.language, "note": article.outlet}
        href = sheet.way(routes.briefing(briefing.id))
        add(
            article.published,
            sheet.dates.stamp((article.published or "")[:10]),
            kind=kinds["report"],
            href=href,
            mark=None,
            **about,
        )
    for at in sheet.catalogue.steps(event.next_steps):
        step = sheet.step(at)
        about = {"text": step.text, "language": step.language, "note": step.status.word}
        add(at.step.start or at.step.end, step.due, kind=kinds["step"], href=None, mark=step.mark, **about)
    return [row for _, _, row in sorted(dated, key=lambda item: item[:2])]


def sources(sheet: Sheet, event: MergedEvent) -> list[SourceRow]:
    """Every article that tells of the event, newest first, by the numbers of the source marks."""
    briefings = (sheet.catalogue.briefings[name] for name in event.briefings)
    return [_source_row(sheet, number, briefing) for number, briefing in enumerate(briefings, 1)]


def _source_row(sheet: Sheet, number: int, briefing: Briefing) -> SourceRow:
    return SourceRow(
        number=number,
        anchor=f"source-{number}",
        row=sheet.briefing_row(briefing),
        original=briefing.article.url,
        copy_of=sheet.original_of(briefing),
    )
