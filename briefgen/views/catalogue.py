"""The corpus with its lookups, and what holds for the whole build: settings, moment, language, version. Made once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from briefgen import routes
from briefgen.config import Settings
from briefgen.frozen import Frozen
from briefgen.model import (
    Briefing,
    Corpus,
    Event,
    Evidence,
    MergedEvent,
    MergedPerson,
    MergedPlace,
    NextStep,
    PlaceKind,
    Quote,
    QuoteRef,
    Sentence,
    Statement,
    StepRef,
)
from briefgen.texts import ENGLISH, Texts
from briefgen.views.dates import Dates, is_past, month_of
from briefgen.views.lookups import EVERYTHING, Lookups, Made, Noted
from briefgen.views.page import Colophon
from briefgen.words import words

if TYPE_CHECKING:
    from briefgen.views.shared import Shared

DUE = frozenset({"planned", "confirmed"})  # an event of such a status should have been reported once its date is past
LONG = 500  # events and next steps, from which on each month of the calendar has a page: more would hide each other
NO_MONTH = "undated"  # in the place of a month
PROMISED = frozenset({"planned", "expected"})  # and so a next step
UNREPORTED = frozenset({"possible", "planned", "confirmed"})  # events that no source has seen happen or fail


class StepAt(Frozen, frozen=True):
    """A next step with the briefing that tells of it and its index there."""

    briefing: Briefing
    index: int

    @property
    def step(self) -> NextStep:
        """The step itself."""
        return self.briefing.findings.next_steps[self.index]


class QuoteAt(Frozen, frozen=True):
    """A quote with the briefing that gives it and its index there."""

    briefing: Briefing
    index: int

    @property
    def quote(self) -> Quote:
        """The quote itself."""
        return self.briefing.findings.quotes[self.index]


class StatementAt(Frozen, frozen=True):
    """Reported speech with the briefing that gives it and its index there."""

    briefing: Briefing
    index: int

    @property
    def statement(self) -> Statement:
        """The statement itself."""
        return self.briefing.findings.statements[self.index]


class Selection(Frozen, frozen=True):
    """Part of the calendar."""

    events: tuple[MergedEvent, ...]
    steps: tuple[StepAt, ...]


class PlaceFace(Frozen, frozen=True, kw_only=True):
    """What is shown of a place on the pages of others."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    lat: float | None
    lon: float | None
    kind: PlaceKind


class Index:
    """The corpus by its ids."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.briefings = {b.id: b for b in corpus.briefings}
        self.events = {e.id: e for e in corpus.events}
        self.people = {p.id: p for p in corpus.people}
        self.organizations = {o.id: o for o in corpus.organizations}
        self.places = {p.id: p for p in corpus.places}
        self.order = {b.id: i for i, b in enumerate(corpus.briefings)}
        self.children: dict[str, list[MergedEvent]] = {}
        self.series: dict[str, list[MergedEvent]] = {}
        self.series_named: dict[routes.Route, str] = {}  # by the address: "Quad" and "QUAD" are one page
        for event in sorted(corpus.events, key=lambda e: (e.start or "9999", e.edition or 0, e.id)):
            if event.parent in self.events:
                self.children.setdefault(event.parent, []).append(event)
            if event.series:
                name = self.series_named.setdefault(routes.series(event.series), event.series)
                self.series.setdefault(name, []).append(event)

    @cached_property
    def statements(self) -> Mapping[str, list[StatementAt]]:
        """The reported speech of each person and body by id, in the corpus's order."""
        found: dict[str, list[StatementAt]] = defaultdict(list)
        for briefing in self.corpus.briefings:
            for index, said in enumerate(briefing.findings.statements):
                if said.speaker:
                    found[said.speaker].append(StatementAt(briefing, index))
        return found

    def editions(self, series: str) -> list[MergedEvent]:
        """The events of a series by any way to write its name, by date."""
        return self.series.get(self.series_named.get(routes.series(series), ""), [])

    def beside(self, briefing: str) -> tuple[Briefing | None, Briefing | None]:
        """The next newer and the next older briefing of the site; none beside one that is not there."""
        every, at = self.corpus.briefings, self.order.get(briefing)
        if at is None:
            return None, None
        return every[at - 1] if at else None, every[at + 1] if at + 1 < len(every) else None

    def event_of(self, briefing: str, own: str) -> str | None:
        """The id of the merged event that a briefing's own event belongs to."""
        return self.corpus.event_of.get((briefing, own))

    @cached_property
    def selections(self) -> Mapping[tuple[str, str], Selection]:
        """The parts of the calendar, each by a "status", "person", "event" or "month" and its id; sorted."""
        events: dict[tuple[str, str], list[MergedEvent]] = defaultdict(list)
        steps: dict[tuple[str, str], list[StepAt]] = defaultdict(list)
        for event in self.corpus.events:
            for key in self._parts_of_event(event):
                events[key].append(event)
        for at in self.all_steps():
            for key in self._parts_of_step(at.briefing, at.step):
                steps[key].append(at)
        return {key: Selection(tuple(events[key]), tuple(steps[key])) for key in self._known({*events, *steps})}

    def all_steps(self) -> list[StepAt]:
        """Every next step of every briefing, in the corpus's order."""
        return [StepAt(b, i) for b in self.corpus.briefings for i in range(len(b.findings.next_steps))]

    @cached_property
    def has_months(self) -> bool:
        """Whether the calendar is so long that each of its months has a page."""
        steps = sum(len(briefing.findings.next_steps) for briefing in self.corpus.briefings)
        return steps + sum(bool(event.start or event.end) for event in self.corpus.events) > LONG

    def selection_names(self) -> list[tuple[str, str]]:
        """The keys of selections, found without making them: from what is merged already."""
        dated = {event.id for event in self.corpus.events if event.start or event.end}
        statuses = {self.events[name].status for name in dated}
        steps = {step.status for briefing in self.corpus.briefings for step in briefing.findings.next_steps}
        people = [p.id for p in self.corpus.people if self._acts(p) or not dated.isdisjoint(p.events)]
        months = set[str]()
        if self.has_months:
            months.update(month_of(self.events[name].start, self.events[name].end) for name in dated)
            months.update(_month_of_step(b, step) for b in self.corpus.briefings for step in b.findings.next_steps)
        return sorted(
            [
                *(("event", event.id) for event in self.corpus.events if event.next_steps),
                *(("month", name) for name in months),
                *(("person", name) for name in people),
                *(("status", status) for status in statuses | steps),
            ]
        )

    def _acts(self, person: MergedPerson) -> bool:
        """Whether a next step has this person among its actors; a place may go by the same id."""
        if person.id not in self.places:
            return bool(person.next_steps)
        steps = (self.briefings[r.briefing].findings.next_steps[r.index] for r in person.next_steps)
        return any(person.id in step.actors for step in steps)

    def _parts_of_event(self, event: MergedEvent) -> list[tuple[str, str]]:
        """The parts of the calendar in which an event stands: none without a date."""
        if not event.start and not event.end:
            return []
        month = [("month", month_of(event.start, event.end))] if self.has_months else []
        return [("status", event.status), *month, *(("person", p.party) for p in event.participants)]

    def _parts_of_step(self, briefing: Briefing, step: NextStep) -> list[tuple[str, str]]:
        """The parts of the calendar in which a next step stands, each once."""
        told = self.event_of(briefing.id, step.event) if step.event else None
        parts = [("status", step.status), *(("person", name) for name in dict.fromkeys(step.actors))]
        parts += [("month", _month_of_step(briefing, step))] if self.has_months else []
        return [*parts, ("event", told)] if told in self.events and told else parts

    def _known(self, keys: set[tuple[str, str]]) -> list[tuple[str, str]]:
        """Those of parts that get a page, sorted: of parties, people alone."""
        return sorted(key for key in keys if key[0] != "person" or key[1] in self.people)


class Catalogue:
    """Everything that the views look up, each lookup noted. as_of: ISO date or time that decides what is past."""

    def __init__(
        self, corpus: Corpus, settings: Settings, as_of: str, colophon: Colophon, texts: Texts = ENGLISH
    ) -> None:
        self.settings = settings
        self.as_of = as_of
        self.colophon = colophon
        self.texts = texts
        self.words = words(texts)
        self.dates = Dates(texts)
        self.index = index = Index(corpus)
        self.lookups = noting = Lookups()
        self.briefings = Noted("briefing", index.briefings, noting)
        self.events = Noted("event", index.events, noting)
        self.people = Noted("person", index.people, noting)
        self.organizations = Noted("organization", index.organizations, noting)
        self.places = Noted("place", index.places, noting)
        self.names_of_people = Noted("name of a person", {p.id: p.name for p in corpus.people}, noting)
        self.names_of_bodies = Noted("name of a body", {o.id: o.name for o in corpus.organizations}, noting)
        self.faces_of_places = Noted("face of a place", {p.id: _face_of_place(p) for p in corpus.places}, noting)
        self.children = Noted("parts of an event", index.children, noting)
        self.series = Noted("series", index.series, noting)
        self.copies = Noted("copy", corpus.copies, noting)  # briefing -> the one whose text it prints, by their ids
        self.moved = Noted("moved", corpus.ledger.moved, noting)  # "events/old" -> "events/new"
        self.shared: dict[tuple[str, ...], Shared] = {}  # by the folder that pages lie in side by side
        self.outlets: dict[str, Made[int]] = {}  # how many tell of an event, by its id, as the pages ask for them
        self.sentences: dict[tuple[str, str], str] = {}  # what sentences of articles are called, likewise
        self.source_names: dict[str, str] = {}  # what briefings are called as sources, by id, as the pages ask for them

    @property
    def corpus(self) -> Corpus:
        """All that there is: a page that asks for it is made at each build."""
        self.lookups.note(EVERYTHING)
        return self.index.corpus

    @property
    def selections(self) -> Mapping[tuple[str, str], Selection]:
        """All parts of the calendar, as Index.selections has them."""
        self.lookups.note(EVERYTHING)
        return self.index.selections

    @property
    def has_months(self) -> bool:
        """As that of Index."""
        self.lookups.note("months:")
        return self.index.has_months

    def selection(self, kind: str, name: str) -> Selection:
        """One part of the calendar."""
        self.lookups.note(f"selection:{kind}/{name}")
        return self.index.selections[kind, name]

    def editions(self, series: str | None) -> list[MergedEvent]:
        """The events of a series by any way to write its name, by date; [] for None."""
        if not series:
            return []
        self.lookups.note(f"editions:{series}")
        return self.index.editions(series)

    def statements_of(self, speaker: str) -> list[StatementAt]:
        """The reported speech of a person or body, in the corpus's order."""
        self.lookups.note(f"statements:{speaker}")
        return self.index.statements.get(speaker, [])

    def beside(self, briefing: str) -> tuple[Briefing | None, Briefing | None]:
        """The next newer and the next older briefing of the site."""
        self.lookups.note(f"beside:{briefing}")
        return self.index.beside(briefing)

    def newest_first(self, briefings: Iterable[str]) -> list[str]:
        """These briefings in the corpus's order, which is that of their own dates."""
        names = list(briefings)
        for name in names:
            self.lookups.note(f"briefing:{name}")
        return sorted(names, key=self.index.order.__getitem__)

    def merged(self, briefing: str, own: str) -> MergedEvent | None:
        """The merged event that an event of a briefing belongs to, by the briefing's id and its own."""
        self.lookups.note(f"event told:{briefing}#{own}")
        name = self.index.event_of(briefing, own)
        return self.events.get(name) if name else None

    def steps(self, refs: Iterable[StepRef]) -> list[StepAt]:
        """The next steps that these point at, in order."""
        return [StepAt(self.briefings[r.briefing], r.index) for r in refs]

    def quotes(self, refs: Iterable[QuoteRef]) -> list[QuoteAt]:
        """The quotes that these point at, in order."""
        return [QuoteAt(self.briefings[r.briefing], r.index) for r in refs]

    def all_steps(self) -> list[StepAt]:
        """Every next step of every briefing, in the corpus's order."""
        self.lookups.note(EVERYTHING)
        return self.index.all_steps()

    def event_of(self, at: StepAt) -> MergedEvent | None:
        """The merged event that a next step belongs to."""
        return self.merged(at.briefing.id, at.step.event) if at.step.event else None

    def is_overdue(self, at: StepAt) -> bool:
        """Whether a step was promised for a time that is past, and no source has told since how its event went."""
        step = at.step
        if step.status not in PROMISED or not is_past(step.start, step.end, self.as_of):
            return False
        event = self.event_of(at)
        return event is None or event.status in UNREPORTED

    def is_due(self, event: MergedEvent) -> bool:
        """Whether an event should have taken place by now, and no source says that it did. Derived, never stored."""
        return event.status in DUE and is_past(event.start, event.end, self.as_of)


def is_named(speaker: str | None, name: str | None) -> bool:
    """Whether a speaker is somebody by name, and not "three diplomats", "its foreign ministry" or nobody at all."""
    return speaker is not None or (name or "")[:1].isupper()


def statements_on(briefing: Briefing, event: Event) -> list[StatementAt]:
    """The reported speech of an article on one of its events: all of it where the article's main sentence tells of this
    event before any other, else what stands in a sentence that mentions it.
    """
    found = briefing.findings
    lead = {told.sentence for told in found.what[:1]}
    in_lead = [(mention.start, e.id) for e in found.events for mention in e.mentions if mention.sentence in lead]
    is_main = bool(in_lead) and min(in_lead)[1] == event.id
    here = {mention.sentence for mention in event.mentions}
    said = enumerate(found.statements)
    return [StatementAt(briefing, i) for i, one in said if is_main or one.evidence.sentence in here]


def _face_of_place(place: MergedPlace) -> PlaceFace:
    return PlaceFace(**{name: getattr(place, name) for name in PlaceFace.__struct_fields__})


def _month_of_step(briefing: Briefing, step: NextStep) -> str:
    """The month of a next step; of one without a date, that of its article."""
    return month_of(step.start, step.end) or (briefing.article.anchor or "")[:7] or NO_MONTH


def sentence_of(briefing: Briefing, name: str) -> Sentence | None:
    """The sentence of this id; None where there is none."""
    sentences = briefing.findings.sentences
    at = int(name[1:]) - 1 if name[1:].isdecimal() and name.isascii() else -1
    if 0 <= at < len(sentences) and sentences[at].id == name:
        return sentences[at]
    return next((s for s in sentences if s.id == name), None)


def without_dateline(briefing: Briefing, start: int, end: int) -> str:
    """The words body[start:end], from behind the dateline where they begin with it."""
    dateline = briefing.article.dateline
    if dateline and dateline.span.start <= start < dateline.span.end < end:
        start = dateline.span.end
    return briefing.article.body[start:end].strip()


def around(briefing: Briefing, evidence: Evidence) -> tuple[str, str, str]:
    """The sentence of some evidence as words before it, itself, and after it; a longer one runs to its own end."""
    body = briefing.article.body
    sentence = sentence_of(briefing, evidence.sentence)
    start = min(sentence.start, evidence.start) if sentence else evidence.start
    end = max(sentence.end, evidence.end) if sentence else evidence.end
    return body[start : evidence.start], body[evidence.start : evidence.end], body[evidence.end : end]
