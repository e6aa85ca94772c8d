"""timeline.json: everything that has a date, by date, for programs that draw timelines.

Dates stand as ISO days and as EDTF (ISO 8601-2:2019, levels 0 and 1), which can say how exact they are: "2026-06",
"2026-06-15/2026-06-17", "2026-06-15~", "../2026-06-30".
"""

from dataclasses import dataclass
from typing import Literal

from briefgen import routes
from briefgen.config import Settings
from briefgen.model import Briefing, Corpus, EventStatus, MergedEvent, Precision, Source, StepStatus
from briefgen.outputs import json
from briefgen.outputs.values import step_id


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRecord:
    """An event or a next step with its date, and the sentence that gives it."""

    kind: Literal["event", "next step"]
    id: str  # of the event, or "BRIEFING#step-1"
    text: str
    status: EventStatus | StepStatus
    start: str | None
    end: str | None
    precision: Precision | None
    edtf: str
    event: str | None  # that a next step belongs to
    source: Source | None  # None: the editor pinned the date
    url: str | None


def timeline(corpus: Corpus, settings: Settings) -> bytes:
    """The dated events and next steps as a list, earliest first; at one date by id."""
    told = [_of_event(event, settings) for event in corpus.events if event.start or event.end]
    for briefing in corpus.briefings:
        for index, step in enumerate(briefing.findings.next_steps):
            if step.start or step.end:
                told.append(_of_step(corpus, briefing, index, settings))
    return json.document(sorted(told, key=lambda one: (one.start or one.end or "", one.id)))


def edtf(start: str | None, end: str | None, precision: Precision | None) -> str:
    """A date in EDTF, no more exact than it is known; "" for none."""
    first, last = (start or "")[:10], (end or "")[:10]
    if not first:
        return f"../{last}" if last else ""
    if precision == "approximate":
        return f"{first}~" if last in {"", first} else f"{first}~/{last}~"
    if precision == "year":
        return first[:4]
    if precision == "month":
        return first[:7]
    if precision == "time":
        return start or ""
    return first if last in {"", first} else f"{first}/{last}"


def _of_event(event: MergedEvent, settings: Settings) -> TimelineRecord:
    return TimelineRecord(
        kind="event",
        id=event.id,
        text=event.name,
        status=event.status,
        start=event.start,
        end=event.end,
        precision=event.precision,
        edtf=edtf(event.start, event.end, event.precision),
        event=None,
        source=event.dated_by,
        url=routes.address(settings.base_url, routes.event(event.id)) if settings.base_url else None,
    )


def _of_step(corpus: Corpus, briefing: Briefing, index: int, settings: Settings) -> TimelineRecord:
    step = briefing.findings.next_steps[index]
    page = routes.address(settings.base_url, routes.briefing(briefing.id)) if settings.base_url else None
    return TimelineRecord(
        kind="next step",
        id=step_id(briefing.id, index),
        text=step.text,
        status=step.status,
        start=step.start,
        end=step.end,
        precision=step.precision,
        edtf=edtf(step.start, step.end, step.precision),
        event=corpus.event_of.get((briefing.id, step.event)) if step.event else None,
        source=Source(briefing=briefing.id, evidence=step.evidence),
        url=f"{page}#step-{index + 1}" if page else None,
    )
