"""Where, when and within which event a next step happens.

Reads  the words of the step, the events and places of the article, the steps told before.
Finds  the places that it leads to; the event whose words hold the act, else the one named in its clause; the date of an
       event that it is, or that it happens "at", "during" or "on the sidelines of"; the date of the dated step right
       before, which it goes on with ("He will also meet …").
Misses events and dates that only the paragraph's sense ties to the step.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Token

from briefgen.extract.modality_words import LINKS, lemma_of
from briefgen.extract.step_clauses import SEQUENCE, Act
from briefgen.extract.step_duplicates import Told
from briefgen.extract.step_grammar import event_nouns, words
from briefgen.model import DateMention, Event, NextStep, Place

SHORT = 7  # days: what happens during a longer event has no date by it
CLOSE = 4  # days: what goes on with a longer step has no date by it
PAST = frozenset({"held", "cancelled", "postponed", "ruled_out"})
ELSEWHERE = frozenset({"from", "since", "after", "before", "ahead", "following", "until", "prior"})
FIRM = frozenset({"planned", "expected"})
_DAY = 10  # characters of an ISO day


def places_in(places: Iterable[Place], tokens: Sequence[Token]) -> tuple[Place, ...]:
    """The places that a clause leads to; a country only where no place in it is named too."""
    inside = {t.idx: t for t in tokens}
    held = ((p, inside.get(e.start)) for p in places for e in p.mentions)
    found = list({p.id: p for p, token in held if token is not None and not _leads_away(token)}.values())
    finer = {p.country for p in found if p.kind != "country"}
    return tuple(p for p in found if p.kind != "country" or p.country not in finer)


def _leads_away(token: Token) -> bool:
    """ "From Seoul, …", "ahead of talks in Alaska, …"."""
    for up, _ in zip(token.ancestors, range(LINKS), strict=False):
        if up.pos_ in {"VERB", "AUX"}:
            return False
        if up.lower_ in ELSEWHERE:
            return True
    return False


def event_of(events: Iterable[Event], act: Act, tokens: Sequence[Token]) -> Event | None:
    """The event that a step belongs to."""
    start, end, head = tokens[0].idx, tokens[-1].idx + len(tokens[-1]), act.head.idx
    ranked = [
        (not e.start <= head < e.end, abs(e.start - head), n, event)
        for n, event in enumerate(events)
        for e in event.mentions
        if e.start < end and e.end > start and (start <= e.start or e.start <= head < e.end)
    ]
    return min(ranked, key=lambda r: r[:3])[3] if ranked else None


def dated_by(events: Iterable[Event], act: Act, tokens: Sequence[Token], anchor: str | None) -> Event | None:
    """The event still to come whose date is the step's too, where the step has none of its own."""
    if act.date is not None or act.status not in FIRM or any(c.lower_ in SEQUENCE for c in act.head.children):
        return None
    inside = {t.idx: t for t in tokens}
    for event in events:
        if not _days(event.start, event.end) <= SHORT or event.status in PAST:
            continue
        if anchor and (event.end or event.start or "")[:_DAY] < anchor:
            continue
        if any(e.start <= act.head.idx < e.end or _sets(inside, e.start, e.end) for e in event.mentions):
            return event
    return None


def _sets(inside: dict[int, Token], start: int, end: int) -> bool:
    """Whether an event's words stand behind "at", "during" or the like in the clause."""
    for token in (t for at, t in inside.items() if start <= at < end and t.dep_ == "pobj"):
        above = token.head
        if above.lower_ in {"during", "at", "throughout"}:
            return True
        if above.lower_ == "of" and above.head.lower_ in {"sidelines", "margins"}:
            return True
    return False


def going_on(step: NextStep, act: Act, before: Told | None, dates: Iterable[DateMention]) -> NextStep:
    """The step with the date of the one told right before, where the same actor goes on: "He will also meet …".

    It must be an act of the same occasion (meeting, attending, discussing), at no other place and in no later turn; and
    the step before must name one date only.
    """
    if before is None or step.start or step.end or not {step.status, before.step.status} <= FIRM:
        return step
    first = before.step
    same_actor = bool(set(step.actors) & set(first.actors))
    same_place = not step.places or bool(set(step.places) & set(first.places))
    one_date = _dates_named(dates, first) <= 1 and _days(first.start, first.end) <= CLOSE
    later = any(c.lower_ in SEQUENCE for c in act.head.children)
    if not (same_actor and same_place and one_date) or later or not _of_an_occasion(act):
        return step
    return replace(step, start=first.start, end=first.end, precision=first.precision)


def _dates_named(dates: Iterable[DateMention], step: NextStep) -> int:
    told = step.evidence
    return len({d.start for d in dates if told.start <= d.evidence.start < told.end})


def _of_an_occasion(act: Act) -> bool:
    head = act.head
    if lemma_of(head) in words("contact") - words("light"):
        return True
    return any(lemma_of(c) in event_nouns() for c in head.children if c.dep_ == "dobj")


def _days(start: str | None, end: str | None) -> float:
    """How many days a stretch of time runs beyond its first; infinite where an end is open."""
    first, last = (start or "")[:_DAY], (end or "")[:_DAY]
    if len(first) < _DAY or len(last) < _DAY:
        return float("inf")
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
