"""What `briefgen explain` prints: each finding of one article with its words and rule; or the articles of one event.

Reads  a Briefing and the text of its source file.
Finds  the line of the source for each piece of evidence, where the words stand there as they stand in the body.
Misses lines of words that the reader had to mend: broken over two lines, entities, markup inside.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefgen.link.events import ENOUGH, Reason
from briefgen.model import Briefing, Evidence, Findings, MergedEvent

Row = tuple[str, Sequence[Evidence]]  # what was found, in a line, and where


@dataclass(frozen=True, slots=True)
class EventReasons:
    """A merged event with the reason for each of its articles."""

    event: MergedEvent
    briefings: Mapping[str, Briefing]
    reasons: Sequence[Reason]


def explain_event(told: EventReasons) -> Iterator[str]:
    """Yield the lines that say why each article is counted to an event."""
    event = told.event
    yield event.name
    yield f"  {event.kind}, {event.status}, {event.start or 'no date'}, id {event.id}"
    for reason in told.reasons:
        article = told.briefings[reason.one.briefing].article
        yield ""
        yield f"{article.path}: {article.title}"
        for evidence in reason.one.entity.mentions:
            yield f"    {_short(evidence.text)}  [{evidence.rule}]"
        if reason.other is None:
            yield "  the only article that tells of it"
            continue
        other = told.briefings[reason.other.briefing].article
        yield f"  agrees with {other.path} ({reason.agreement.score:.2f}; {ENOUGH:.2f} is enough):"
        for what, weight in reason.agreement.parts:
            yield f"    {weight:.2f}  {what}"


def explain(briefing: Briefing, source: str) -> Iterator[str]:
    """Yield the lines of the explanation, question by question, in the briefing's order. source: the file's text."""
    article = briefing.article
    yield f"{article.title}"
    yield f"  {article.path}, {article.format}, published {article.published or 'unknown'}, id {briefing.id}"
    for question, rows in _questions(briefing.findings):
        yield ""
        yield f"{question.upper()}{'' if rows else ': nothing found'}"
        for said, places in rows:
            yield f"  {said}"
            for evidence in places:
                yield f"    {_place(evidence, article.body, source)}  {_short(evidence.text)}  [{evidence.rule}]"


def _questions(found: Findings) -> Iterator[tuple[str, list[Row]]]:
    yield "what", [(f"{n}.", [evidence]) for n, evidence in enumerate(found.what, 1)]
    yield (
        "who",
        [(_joined(p.name, p.role, p.country, "principal" if p.principal else None), p.mentions) for p in found.people],
    )
    yield "organizations", [(_joined(o.name, o.country), o.mentions) for o in found.organizations]
    yield "states", [(s.code, s.mentions) for s in found.states]
    yield (
        "where",
        [(_joined(p.name, p.kind, p.country, "principal" if p.principal else None), p.mentions) for p in found.places],
    )
    yield "when", [(_joined(d.text, _dates(d.start, d.end), d.precision), [d.evidence]) for d in found.dates]
    yield (
        "events",
        [
            (_joined(e.name, e.kind, e.status, _dates(e.start, e.end), e.place, _party(e.participants)), e.mentions)
            for e in found.events
        ]
        + [(_joined(e.name, "without", a.party), [a.evidence]) for e in found.events for a in e.absent],
    )
    yield "outcomes", [(_joined(o.status, ", ".join(o.documents)), [o.evidence]) for o in found.outcomes]
    yield (
        "next steps",
        [
            (_joined(s.text, s.status, _dates(s.start, s.end), _party(s.actors), s.according_to), [s.evidence])
            for s in found.next_steps
        ],
    )
    yield (
        "quotes",
        [(_joined(q.speaker_name or "speaker unclear", q.cue, q.addressee), [q.evidence]) for q in found.quotes],
    )
    yield "statements", [(_joined(s.speaker_name or "speaker unclear", s.cue), [s.evidence]) for s in found.statements]


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _dates(start: str | None, end: str | None) -> str | None:
    return f"{start} to {end}" if start and end and start != end else start or end


def _party(parties: Iterable[str]) -> str | None:
    return ", ".join(parties) or None


def _place(evidence: Evidence, body: str, source: str) -> str:
    line = source_line(evidence, body, source)
    return f"{f'line {line}, ' if line else ''}{evidence.sentence}"


def source_line(evidence: Evidence, body: str, source: str) -> int | None:
    """The line of the source file, from 1, that the evidence begins on; None where that is not certain.

    Certain is: the words stand as often in the source as in the body, so the n-th here is the n-th there.
    """
    words = re.compile(re.escape(evidence.text))
    in_body = [m.start() for m in words.finditer(body)]
    in_source = [m.start() for m in words.finditer(source)]
    if evidence.start not in in_body or len(in_body) != len(in_source):
        return None
    return source.count("\n", 0, in_source[in_body.index(evidence.start)]) + 1


def _short(text: str, longest: int = 100) -> str:
    words = " ".join(text.split())
    return f"“{words}”" if len(words) <= longest else f"“{words[: longest - 1].rstrip()}…”"
