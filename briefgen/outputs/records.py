"""The records of site/data/ as types: what is encoded, and what the published JSON Schemas are made from.

The contract names the fields. Fields may be added; none may change its meaning or be left out. A list with nothing in
it is [], a value that the articles do not give is null. The id of a quote or next step is that of its briefing, "#" and
the anchor on the briefing's page.
"""

from typing import Literal

from briefgen.frozen import Frozen
from briefgen.model import (
    DateMention,
    EventKind,
    EventStatus,
    Evidence,
    Organization,
    OutcomeStatus,
    Person,
    Place,
    PlaceKind,
    Precision,
    Sentence,
    Statement,
    StepStatus,
)


class QuoteRecord(Frozen, frozen=True, kw_only=True):
    """A quote; "briefing" gives it."""

    id: str  # "BRIEFING#quote-1"
    briefing: str
    text: str
    speaker: str | None
    speaker_name: str | None
    cue: str | None
    addressee: str | None
    evidence: Evidence


class StepRecord(Frozen, frozen=True, kw_only=True):
    """A next step, with the id of the merged event it belongs to; "briefing" tells of it."""

    id: str  # "BRIEFING#step-1"
    briefing: str
    text: str
    status: StepStatus
    condition: str | None
    actors: tuple[str, ...]
    places: tuple[str, ...]
    start: str | None
    end: str | None
    precision: Precision | None
    according_to: str | None
    event: str | None
    evidence: Evidence


class OutcomeRecord(Frozen, frozen=True, kw_only=True):
    """What came of an event, by the id of the merged event; "briefing" tells of it."""

    id: str  # "BRIEFING#result-1"
    briefing: str
    status: OutcomeStatus
    documents: tuple[str, ...]
    event: str | None
    evidence: Evidence


class ToldEventRecord(Frozen, frozen=True, kw_only=True):
    """An event as one article tells of it; "event" is its id in events.json."""

    id: str
    event: str | None
    name: str
    kind: EventKind
    status: EventStatus
    start: str | None
    end: str | None
    precision: Precision | None
    place: str | None
    participants: tuple[str, ...]
    series: str | None
    edition: int | None
    mentions: tuple[Evidence, ...]


class BriefingRecord(Frozen, frozen=True, kw_only=True):
    """One line of briefings.jsonl: an article and all that was found in it. Offsets count code points of body."""

    schema: Literal["briefgen/briefing/1"]
    id: str
    path: str
    title: str
    published: str | None
    updated: str | None
    language: str
    outlet: str | None
    url: str | None
    byline: str | None
    note: str | None
    tags: tuple[str, ...]
    body: str
    sentences: tuple[Sentence, ...]
    what: tuple[Evidence, ...]
    people: tuple[Person, ...]
    organizations: tuple[Organization, ...]
    states: tuple[str, ...]
    places: tuple[Place, ...]
    dates: tuple[DateMention, ...]
    quotes: tuple[QuoteRecord, ...]
    statements: tuple[Statement, ...]
    next_steps: tuple[StepRecord, ...]
    events: tuple[ToldEventRecord, ...]
    outcomes: tuple[OutcomeRecord, ...]


class StatusRecord(Frozen, frozen=True, kw_only=True):
    """A status that one article asserted, at its date."""

    status: EventStatus
    asserted: str | None
    briefing: str
    evidence: Evidence


class ParticipantRecord(Frozen, frozen=True, kw_only=True):
    """Somebody named as taking part: "person" is the id of a person or an organization, or a state's ISO code."""

    person: str
    role: str | None
    country: str | None
    attendance: Literal["declined"] | None  # declined: sources say that this party stays away, and none the contrary


class ReadingRecord(Frozen, frozen=True, kw_only=True):
    """One of several values that sources give."""

    value: str
    briefing: str
    evidence: Evidence


class DifferenceRecord(Frozen, frozen=True, kw_only=True):
    """A question on which sources disagree."""

    field: Literal["start", "end", "place", "status", "participants"]
    values: tuple[ReadingRecord, ...]


class EventRecord(Frozen, frozen=True, kw_only=True):
    """One event, merged over all articles."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: EventKind
    series: str | None
    edition: int | None
    status: EventStatus
    history: tuple[StatusRecord, ...]
    start: str | None
    end: str | None
    precision: Precision | None
    place: str | None
    participants: tuple[ParticipantRecord, ...]
    parent: str | None
    briefings: tuple[str, ...]
    outcomes: tuple[OutcomeRecord, ...]
    next_steps: tuple[StepRecord, ...]
    quotes: tuple[QuoteRecord, ...]
    differs: tuple[DifferenceRecord, ...]


class RoleRecord(Frozen, frozen=True, kw_only=True):
    """A role as one article gave it, at its date."""

    role: str
    as_of: str | None
    briefing: str
    evidence: Evidence


class PersonRecord(Frozen, frozen=True, kw_only=True):
    """A person over all articles."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    roles: tuple[RoleRecord, ...]
    briefings: tuple[str, ...]
    events: tuple[str, ...]
    quotes: tuple[str, ...]
    next_steps: tuple[str, ...]


class OrganizationRecord(Frozen, frozen=True, kw_only=True):
    """An organization over all articles."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    briefings: tuple[str, ...]
    events: tuple[str, ...]
    quotes: tuple[str, ...]
    next_steps: tuple[str, ...]


class PlaceRecord(Frozen, frozen=True, kw_only=True):
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
    next_steps: tuple[str, ...]
