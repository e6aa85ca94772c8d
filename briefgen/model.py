"""The nouns: what passes between the stages, as frozen values.

An Article is what was read. Findings are what extraction found in one article. A Briefing is an Article with its
Findings and its id. Merged… are what the linked briefings say together. Imports nothing of ours but frozen.py.

Offsets everywhere count Unicode code points in ``Article.body`` and are half-open: ``body[start:end]``. Dates are ISO
8601 strings: ``2025-08-29``, ``2025-08-29T10:12:00Z``, or coarser (``2025-08``, ``2025``) where only that is known.
``None`` or an empty tuple means that the article does not say.
"""

from collections.abc import Mapping
from typing import Literal

from msgspec import field

from briefgen.frozen import Frozen

StepStatus = Literal["planned", "expected", "possible", "conditional", "called_for", "ruled_out"]
EventStatus = Literal["possible", "planned", "confirmed", "under_way", "held", "postponed", "cancelled", "ruled_out"]
EventKind = Literal["summit", "meeting", "talks", "call", "visit", "conference", "ceremony", "signing", "other"]
OutcomeStatus = Literal["agreed", "not_agreed", "deferred"]
PlaceKind = Literal["venue", "city", "region", "country", "water", "other"]
Precision = Literal["time", "part-of-day", "day", "week", "month", "season", "year", "range", "approximate"]
Format = Literal["markdown", "wire", "webpage"]
Keys = tuple[str, ...]  # by what a thing is known again: the names of a person, the articles and dates of an event


def is_state(party: str) -> bool:
    """Whether a party is a state, by its ISO 3166-1 alpha-2 code, and not a person or an organization, by its id."""
    return len(party) == 2 and party.isupper()  # noqa: PLR2004


class Span(Frozen, frozen=True):
    """Half-open range of characters [start, end) in Article.body."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span [{self.start}, {self.end}) is empty or runs backwards")


class Dateline(Frozen, frozen=True, kw_only=True):
    """The place and date that a wire story opens with: ``BEIJING, Aug. 31 (Xinhua) --``."""

    span: Span  # the whole dateline, dash included
    place: Span | None  # "BEIJING"
    date: str | None  # ISO date, the year taken from the published stamp; None where it cannot be settled


class Article(Frozen, frozen=True, kw_only=True):
    """One article as read, with the text that all offsets count into.

    ``body`` is the headline (where there is one), a blank line, then the paragraphs, each on one line, parted by blank
    lines. Stamps, bylines, credits, captions and the like are not in it; a dateline is, at the head of its paragraph.
    """

    path: str  # from the site's root, with forward slashes: content/2025/x.txt
    format: Format
    title: str  # the headline without dateline or outlet; never empty (the file's name where there is none)
    body: str
    headline: Span | None  # where the headline stands in body, always at its beginning; None where there is none
    dateline: Dateline | None
    paragraphs: tuple[Span, ...]  # of the text below the headline, in order
    published: str | None
    updated: str | None
    language: str  # BCP 47, "en"
    outlet: str | None  # who published it: "Xinhua", "TASS"
    url: str | None  # http or https address of the original
    byline: str | None
    tags: tuple[str, ...]
    slug: str | None  # asked for by the front matter
    draft: bool
    note: str | None  # a line about the article that the site prints with it, e.g. its licence

    @property
    def anchor(self) -> str | None:
        """The ISO day that relative dates are counted from: the dateline's, else the day of publication, else None."""
        if self.dateline and self.dateline.date:
            return self.dateline.date
        return self.published[:10] if self.published and len(self.published) >= 10 else None  # noqa: PLR2004


class Evidence(Frozen, frozen=True, kw_only=True):
    """The words that show a finding, where they stand, and the rule that took them. body[start:end] == text."""

    start: int
    end: int
    text: str
    sentence: str  # id of the sentence that holds it
    rule: str  # "who/role-before-name": the module, a slash, the rule; printed by `briefgen explain`


class Sentence(Frozen, frozen=True, kw_only=True):
    """A sentence of the body: "s1" is the headline where there is one."""

    id: str
    start: int
    end: int


class Person(Frozen, frozen=True, kw_only=True):
    """A named human being, as one article shows them."""

    id: str
    name: str  # the fullest name known, without title
    aliases: tuple[str, ...]  # the other forms in this article, titles left off
    role: str | None  # as the article puts it, the fullest title phrase
    country: str | None  # ISO 3166-1 alpha-2 of the state served
    principal: bool  # takes part in the main event
    mentions: tuple[Evidence, ...]


class Organization(Frozen, frozen=True, kw_only=True):
    """A named body that acts, speaks, hosts or is met; governments by metonym (Kremlin, White House) among them."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None  # of a national body
    mentions: tuple[Evidence, ...]


class State(Frozen, frozen=True, kw_only=True):
    """A state that acts, is represented or is addressed."""

    code: str  # ISO 3166-1 alpha-2
    mentions: tuple[Evidence, ...]


class Place(Frozen, frozen=True, kw_only=True):
    """A place where something reported or planned happens."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    lat: float | None
    lon: float | None
    kind: PlaceKind
    principal: bool
    mentions: tuple[Evidence, ...]


class DateMention(Frozen, frozen=True, kw_only=True):
    """An expression of time with what it resolves to, counted from the article's anchor."""

    text: str
    start: str | None  # None where the article has no anchor to count from
    end: str | None  # inclusive; None where only a beginning is given
    precision: Precision
    evidence: Evidence


class Quote(Frozen, frozen=True, kw_only=True):
    """Words between quotation marks that are given as somebody's own. One object a pair of marks."""

    text: str  # the words inside the marks
    speaker: str | None  # id of a person or organization, or a state's code; None: unknown
    speaker_name: str | None
    cue: str | None  # the reporting verb as it stands: "told"
    addressee: str | None  # "reporters"
    evidence: Evidence  # the words inside the marks


class Statement(Frozen, frozen=True, kw_only=True):
    """Reported speech without marks."""

    text: str
    speaker: str | None
    speaker_name: str | None
    cue: str | None
    evidence: Evidence


class NextStep(Frozen, frozen=True, kw_only=True):
    """An act still to come at the time of publication that a desk officer would write down."""

    text: str  # readable by itself, in the source's own words
    status: StepStatus
    condition: str | None
    actors: tuple[str, ...]  # ids of people or organizations, or state codes
    places: tuple[str, ...]
    start: str | None
    end: str | None
    precision: Precision | None
    according_to: str | None
    event: str | None  # id of the Event of the same article that it belongs to
    evidence: Evidence


class Absence(Frozen, frozen=True, kw_only=True):
    """Somebody of whom an article says that he stays away from an event."""

    party: str  # id of a person or organization, or a state's code
    evidence: Evidence


class Event(Frozen, frozen=True, kw_only=True):
    """A contact between parties that has happened or may happen, as one article tells of it."""

    id: str  # unique in the article
    name: str  # as a newsroom would file it: "SCO summit in Tianjin"
    kind: EventKind
    status: EventStatus
    start: str | None
    end: str | None
    precision: Precision | None
    place: str | None
    participants: tuple[str, ...]
    series: str | None  # "SCO summit", "G20 summit": the name of the recurring event, without edition
    edition: int | None
    parent: str | None  # id of the event of this article that it is a part of: a bilateral on a summit's sidelines
    mentions: tuple[Evidence, ...]
    absent: tuple[Absence, ...] = ()  # none of the participants


class Outcome(Frozen, frozen=True, kw_only=True):
    """What came of an event, as one article tells it."""

    status: OutcomeStatus
    documents: tuple[str, ...]  # what was agreed, as far as it is on paper: "Tianjin declaration"
    event: str  # id of the Event of the same article
    evidence: Evidence  # from the verb to the end of what was agreed


class Findings(Frozen, frozen=True, kw_only=True):
    """All that extraction found in one article. This is what the cache keeps."""

    sentences: tuple[Sentence, ...]
    what: tuple[Evidence, ...]  # the main event, best sentence first, at most 3
    people: tuple[Person, ...]
    organizations: tuple[Organization, ...]
    states: tuple[State, ...]  # most salient first
    places: tuple[Place, ...]
    dates: tuple[DateMention, ...]
    quotes: tuple[Quote, ...]
    statements: tuple[Statement, ...]
    next_steps: tuple[NextStep, ...]
    events: tuple[Event, ...]
    outcomes: tuple[Outcome, ...] = ()


class Briefing(Frozen, frozen=True, kw_only=True):
    """An article and what was found in it. After linking, the ids in the findings are those of the merged entities."""

    id: str  # the page's slug
    article: Article
    findings: Findings


# What the linked briefings say together --------------------------------------------------------------------------


class Source(Frozen, frozen=True, kw_only=True):
    """Where one briefing says one thing."""

    briefing: str
    evidence: Evidence


class QuoteRef(Frozen, frozen=True, kw_only=True):
    """The quote at an index of a briefing's quotes."""

    briefing: str
    index: int


class StepRef(Frozen, frozen=True, kw_only=True):
    """The next step at an index of a briefing's next steps."""

    briefing: str
    index: int


class RoleHeld(Frozen, frozen=True, kw_only=True):
    """A role as one article gave it, with that article's date."""

    role: str
    as_of: str | None
    source: Source


class MergedPerson(Frozen, frozen=True, kw_only=True):
    """A person over all articles."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    roles: tuple[RoleHeld, ...]  # newest first, the same words once
    briefings: tuple[str, ...]  # newest first, as everywhere below
    events: tuple[str, ...]
    quotes: tuple[QuoteRef, ...]
    next_steps: tuple[StepRef, ...]


class MergedOrganization(Frozen, frozen=True, kw_only=True):
    """An organization over all articles."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    briefings: tuple[str, ...]
    events: tuple[str, ...]
    quotes: tuple[QuoteRef, ...]
    next_steps: tuple[StepRef, ...]


class MergedPlace(Frozen, frozen=True, kw_only=True):
    """A place over all articles."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    lat: float | None
    lon: float | None
    kind: PlaceKind
    briefings: tuple[str, ...]
    events: tuple[str, ...]
    next_steps: tuple[StepRef, ...]


class StatusReport(Frozen, frozen=True, kw_only=True):
    """A status that one article asserted, at its date."""

    status: EventStatus
    asserted: str | None
    source: Source


class Participant(Frozen, frozen=True, kw_only=True):
    """Somebody named as taking part in an event: a person, an organization or a state."""

    party: str  # id of a person or organization, or a state's code
    role: str | None  # at the time, as the source words it
    country: str | None
    sources: tuple[Source, ...]


class Reading(Frozen, frozen=True, kw_only=True):
    """One of several values that sources give for the same question."""

    value: str
    source: Source


ABSENT = "not "  # before a party in a reading of "participants": the source says that this party stays away


class Difference(Frozen, frozen=True, kw_only=True):
    """A question on which sources disagree, with what each says. Never merged away."""

    field: Literal["start", "end", "place", "status", "participants"]
    readings: tuple[Reading, ...]


class EventMention(Frozen, frozen=True, kw_only=True):
    """Where a briefing tells of the merged event: the id of its own Event."""

    briefing: str
    event: str


class MergedEvent(Frozen, frozen=True, kw_only=True):
    """One event over all articles: a page of the site."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: EventKind
    series: str | None
    edition: int | None
    status: EventStatus
    history: tuple[StatusReport, ...]  # oldest first
    start: str | None
    end: str | None
    precision: Precision | None
    dated_by: Source | None  # the sentence that gives the date shown
    place: str | None
    placed_by: Source | None
    participants: tuple[Participant, ...]
    absent: tuple[Participant, ...] = ()  # those of whom sources only say that they stay away
    parent: str | None
    mentions: tuple[EventMention, ...]
    briefings: tuple[str, ...]
    next_steps: tuple[StepRef, ...]
    quotes: tuple[QuoteRef, ...]
    differs: tuple[Difference, ...]


class Settlement(Frozen, frozen=True, kw_only=True):
    """What the editor says of events by what they are known by: which are one, which are not; and of people's names."""

    same: tuple[Keys, ...] = ()  # each: all keys of one event
    apart: tuple[tuple[Keys, ...], ...] = ()  # each: the keys of events none of which is another
    not_the_same: frozenset[frozenset[str]] = frozenset()  # pairs of people's names, folded


class Ledger(Frozen, frozen=True, kw_only=True):
    """What was published under which id: the ids of each kind with what they are known by, and where those lead that
    gave way; moved: "events/old" -> "events/new".
    """

    briefings: Mapping[str, Keys] = field(default_factory=dict)
    people: Mapping[str, Keys] = field(default_factory=dict)
    organizations: Mapping[str, Keys] = field(default_factory=dict)
    places: Mapping[str, Keys] = field(default_factory=dict)
    events: Mapping[str, Keys] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)


class EventDoubt(Frozen, frozen=True, kw_only=True):
    """Two events that may be one, and what speaks for it."""

    one: str  # ids of merged events
    other: str
    shared: tuple[str, ...]  # "the same place", "told at about that time"


class Corpus(Frozen, frozen=True, kw_only=True):
    """Everything the site is made of. Briefings newest first, undated last; the rest sorted by id."""

    briefings: tuple[Briefing, ...]
    people: tuple[MergedPerson, ...]
    organizations: tuple[MergedOrganization, ...]
    places: tuple[MergedPlace, ...]
    events: tuple[MergedEvent, ...]
    event_of: Mapping[tuple[str, str], str]  # (briefing id, id of its own event) -> merged event id
    copies: Mapping[str, str]  # id of a briefing whose article prints the text of another -> that other's id
    doubts: tuple[EventDoubt, ...]  # for the editor to settle
    ledger: Ledger  # the ids that these are published under, and those that lead to them
