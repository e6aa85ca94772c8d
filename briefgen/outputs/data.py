"""site/data/: what was found, as JSON for other programs. The names are fixed by the published schema."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Literal

import msgspec

from briefgen import routes
from briefgen.model import Briefing, Corpus, MergedEvent, Participant, QuoteRef, StepRef
from briefgen.outputs import json
from briefgen.outputs.records import (
    BriefingRecord,
    DifferenceRecord,
    EventRecord,
    OrganizationRecord,
    OutcomeRecord,
    ParticipantRecord,
    PersonRecord,
    PlaceRecord,
    QuoteRecord,
    ReadingRecord,
    RoleRecord,
    StatusRecord,
    StepRecord,
    ToldEventRecord,
)
from briefgen.outputs.values import step_id
from briefgen.routes import Route

EventOf = Mapping[tuple[str, str], str]  # (briefing id, id of its own event) -> merged event id


def data_files(corpus: Corpus) -> Iterator[tuple[Route, bytes]]:
    """Yield the data files and, beside the page of each briefing and each event, its own record."""
    told = events(corpus)
    lines = briefings_jsonl(corpus)
    yield routes.DATA_BRIEFINGS, lines
    yield routes.DATA_EVENTS, json.document(told)
    yield routes.DATA_PEOPLE, json.document(people(corpus))
    yield routes.DATA_PLACES, json.document(places(corpus))
    yield routes.DATA_ORGANIZATIONS, json.document(organizations(corpus))
    for briefing, line in zip(corpus.briefings, BytesIO(lines), strict=True):
        yield routes.briefing_data(briefing.id), json.laid_out(line)
    for event in told:
        yield routes.event_data(event.id), json.document(event)


def briefings_jsonl(corpus: Corpus) -> bytes:
    """briefings.jsonl: one object a line, in the corpus's order."""
    return b"".join(json.line(briefing_of(b, corpus.event_of)) for b in corpus.briefings)


def briefing_record(briefing: Briefing, event_of: EventOf) -> dict[str, Any]:
    """One line of briefings.jsonl as plain values."""
    record: dict[str, Any] = msgspec.to_builtins(briefing_of(briefing, event_of))
    return record


def briefing_of(briefing: Briefing, event_of: EventOf) -> BriefingRecord:
    """An article and its findings. event_of gives the merged event of (briefing id, id of its own event)."""
    article, found = briefing.article, briefing.findings
    return BriefingRecord(
        schema="briefgen/briefing/1",
        id=briefing.id,
        path=article.path,
        title=article.title,
        published=article.published,
        updated=article.updated,
        language=article.language,
        outlet=article.outlet,
        url=article.url,
        byline=article.byline,
        note=article.note,
        tags=article.tags,
        body=article.body,
        sentences=found.sentences,
        what=found.what,
        people=found.people,
        organizations=found.organizations,
        states=tuple(state.code for state in found.states),
        places=found.places,
        dates=found.dates,
        quotes=tuple(_quote(briefing, index) for index in range(len(found.quotes))),
        statements=found.statements,
        next_steps=tuple(_step(briefing, index, event_of) for index in range(len(found.next_steps))),
        events=tuple(_told_event(briefing, index, event_of) for index in range(len(found.events))),
        outcomes=tuple(_outcome(briefing, index, event_of) for index in range(len(found.outcomes))),
    )


def events(corpus: Corpus) -> list[EventRecord]:
    """events.json: the merged events, sorted by id."""
    by_id = {b.id: b for b in corpus.briefings}
    return [_event(event, by_id, corpus.event_of) for event in corpus.events]


def people(corpus: Corpus) -> list[PersonRecord]:
    """people.json, sorted by id."""
    return [
        PersonRecord(
            id=p.id,
            name=p.name,
            aliases=p.aliases,
            country=p.country,
            roles=tuple(
                RoleRecord(role=r.role, as_of=r.as_of, briefing=r.source.briefing, evidence=r.source.evidence)
                for r in p.roles
            ),
            briefings=p.briefings,
            events=p.events,
            quotes=_quote_ids(p.quotes),
            next_steps=_step_ids(p.next_steps),
        )
        for p in corpus.people
    ]


def organizations(corpus: Corpus) -> list[OrganizationRecord]:
    """organizations.json, sorted by id."""
    return [
        OrganizationRecord(
            id=o.id,
            name=o.name,
            aliases=o.aliases,
            country=o.country,
            briefings=o.briefings,
            events=o.events,
            quotes=_quote_ids(o.quotes),
            next_steps=_step_ids(o.next_steps),
        )
        for o in corpus.organizations
    ]


def places(corpus: Corpus) -> list[PlaceRecord]:
    """places.json, sorted by id."""
    return [
        PlaceRecord(
            id=p.id,
            name=p.name,
            aliases=p.aliases,
            country=p.country,
            lat=p.lat,
            lon=p.lon,
            kind=p.kind,
            briefings=p.briefings,
            events=p.events,
            next_steps=_step_ids(p.next_steps),
        )
        for p in corpus.places
    ]


def _event(event: MergedEvent, by_id: Mapping[str, Briefing], event_of: EventOf) -> EventRecord:
    return EventRecord(
        id=event.id,
        name=event.name,
        aliases=event.aliases,
        kind=event.kind,
        series=event.series,
        edition=event.edition,
        status=event.status,
        history=tuple(
            StatusRecord(status=h.status, asserted=h.asserted, briefing=h.source.briefing, evidence=h.source.evidence)
            for h in event.history
        ),
        start=event.start,
        end=event.end,
        precision=event.precision,
        place=event.place,
        participants=(
            *(_participant(one, None) for one in event.participants),
            *(_participant(one, "declined") for one in event.absent),
        ),
        parent=event.parent,
        briefings=event.briefings,
        outcomes=tuple(_outcomes_of(event, by_id, event_of)),
        next_steps=tuple(_step(by_id[ref.briefing], ref.index, event_of) for ref in event.next_steps),
        quotes=tuple(_quote(by_id[ref.briefing], ref.index) for ref in event.quotes),
        differs=tuple(
            DifferenceRecord(
                field=d.field,
                values=tuple(
                    ReadingRecord(value=r.value, briefing=r.source.briefing, evidence=r.source.evidence)
                    for r in d.readings
                ),
            )
            for d in event.differs
        ),
    )


def _participant(one: Participant, attendance: Literal["declined"] | None) -> ParticipantRecord:
    return ParticipantRecord(person=one.party, role=one.role, country=one.country, attendance=attendance)


def _quote(briefing: Briefing, index: int) -> QuoteRecord:
    quote = briefing.findings.quotes[index]
    return QuoteRecord(
        id=f"{briefing.id}#quote-{index + 1}",
        briefing=briefing.id,
        text=quote.text,
        speaker=quote.speaker,
        speaker_name=quote.speaker_name,
        cue=quote.cue,
        addressee=quote.addressee,
        evidence=quote.evidence,
    )


def _step(briefing: Briefing, index: int, event_of: EventOf) -> StepRecord:
    step = briefing.findings.next_steps[index]
    return StepRecord(
        id=step_id(briefing.id, index),
        briefing=briefing.id,
        text=step.text,
        status=step.status,
        condition=step.condition,
        actors=step.actors,
        places=step.places,
        start=step.start,
        end=step.end,
        precision=step.precision,
        according_to=step.according_to,
        event=event_of.get((briefing.id, step.event)) if step.event else None,
        evidence=step.evidence,
    )


def _outcome(briefing: Briefing, index: int, event_of: EventOf) -> OutcomeRecord:
    outcome = briefing.findings.outcomes[index]
    return OutcomeRecord(
        id=f"{briefing.id}#result-{index + 1}",
        briefing=briefing.id,
        status=outcome.status,
        documents=outcome.documents,
        event=event_of.get((briefing.id, outcome.event)),
        evidence=outcome.evidence,
    )


def _outcomes_of(event: MergedEvent, by_id: Mapping[str, Briefing], event_of: EventOf) -> Iterator[OutcomeRecord]:
    """What came of a merged event, newest article first."""
    for briefing in (by_id[name] for name in event.briefings):
        made = (_outcome(briefing, index, event_of) for index in range(len(briefing.findings.outcomes)))
        yield from (outcome for outcome in made if outcome.event == event.id)


def _told_event(briefing: Briefing, index: int, event_of: EventOf) -> ToldEventRecord:
    event = briefing.findings.events[index]
    return ToldEventRecord(
        id=event.id,
        event=event_of.get((briefing.id, event.id)),
        name=event.name,
        kind=event.kind,
        status=event.status,
        start=event.start,
        end=event.end,
        precision=event.precision,
        place=event.place,
        participants=event.participants,
        series=event.series,
        edition=event.edition,
        mentions=event.mentions,
    )


def _quote_ids(refs: tuple[QuoteRef, ...]) -> tuple[str, ...]:
    return tuple(f"{ref.briefing}#quote-{ref.index + 1}" for ref in refs)


def _step_ids(refs: tuple[StepRef, ...]) -> tuple[str, ...]:
    return tuple(step_id(ref.briefing, ref.index) for ref in refs)
