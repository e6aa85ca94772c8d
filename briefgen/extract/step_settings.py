"""Where, when and within which event a next step happens.

Reads  the words of the step, the events and places of the article, the steps told before.
Finds  the places that it leads to; the event whose words hold the act, else the one named in its clause; the date of an
       event that it is, or that it happens "at", "during" or "on the sidelines of"; the date of the dated step right
       before, which it goes on with ("He will also meet …").
Misses events and dates that only the paragraph's sense ties to the step.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date

from briefgen.extract.modality_words import LINKS, lemma_of
from briefgen.extract.step_clauses import SEQUENCE, Act
from briefgen.extract.step_duplicates import Told
from briefgen.extract.step_grammar import event_nouns, words
from briefgen.extract.tokens import Token
from briefgen.frozen import replace
from briefgen.model import DateMention, Event, NextStep, Place

LONGEST = 500  # characters that an event's words may take
SHORT = 7  # days: what happens during a longer event has no date by it
CLOSE = 4  # days: what goes on with a longer step has no date by it
PAST = frozenset({"held", "cancelled", "postponed", "ruled_out"})
ELSEWHERE = frozenset({"from", "since", "after", "before", "ahead", "following", "until", "prior"})
FIRM = frozenset({"planned", "expected"})
_DAY = 10  # characters of an ISO day


class Settings:
    """The places, events and dates of one article, looked up by where they stand."""

    def __init__(self, places: Iterable[Place], events: Iterable[Event], dates: Iterable[DateMention]) -> None:
        self._places = sorted(((e.start, place) for place in places for e in place.mentions), key=_start)
        self._place_starts = [start for start, _ in self._places]
        self._events = sorted(
            ((e.start, e.end, n, event) for n, event in enumerate(events) for e in event.mentions), key=lambda m: m[:3]
        )
        self._event_starts = [mention[0] for mention in self._events]
        self._dates = sorted(((date.evidence.start, date) for date in dates), key=_start)
        self._date_starts = [start for start, _ in self._dates]

    def places_in(self, tokens: Sequence[Token]) -> tuple[Place, ...]:
        """The places that a clause leads to; a country only where no place in it is named too."""
        inside = {t.idx: t for t in tokens}
        first, last = _between(self._place_starts, *_ends(tokens))
        held = ((place, inside.get(start)) for start, place in self._places[first:last])
        found = {p.id: p for p, token in held if token is not None and not _leads_away(token)}.values()
        finer = {p.country for p in found if p.kind != "country"}
        return tuple(p for p in found if p.kind != "country" or p.country not in finer)

    def event_of(self, act: Act, tokens: Sequence[Token]) -> Event | None:
        """The event that a step belongs to."""
        head = act.head.idx
        ranked = [(not start <= head < end, abs(start - head), n, v) for start, end, n, v in self._told_in(tokens)]
        return min(ranked, key=lambda r: r[:3])[3] if ranked else None

    def dated_by(self, act: Act, tokens: Sequence[Token], anchor: str | None) -> Event | None:
        """The event still to come whose date is the step's too, where the step has none of its own."""
        if act.date is not None or act.status not in FIRM or any(c.lower_ in SEQUENCE for c in act.head.children):
            return None
        inside = {t.idx: t for t in tokens}
        found = [
            (n, event)
            for start, end, n, event in self._told_in(tokens)
            if _lends(event, anchor) and (start <= act.head.idx < end or _sets(inside, start, end))
        ]
        return min(found, key=lambda f: f[0])[1] if found else None

    def _told_in(self, tokens: Sequence[Token]) -> list[tuple[int, int, int, Event]]:
        """The mentions of events whose words begin in a clause, or hold its beginning."""
        start, end = _ends(tokens)
        first, last = _between(self._event_starts, start - LONGEST, end)
        return [mention for mention in self._events[first:last] if mention[1] > start]

    def dates_in(self, step: NextStep) -> int:
        """How many dates the words of a step name."""
        first, last = _between(self._date_starts, step.evidence.start, step.evidence.end)
        return len({date.start for _, date in self._dates[first:last]})

    def going_on(self, step: NextStep, act: Act, before: Told | None) -> NextStep:
        """The step with the date of the one told right before, where the same actor goes on: "He will also meet …".

        It must be an act of the same occasion (meeting, attending, discussing), at no other place and in no later turn;
        and the step before must name one date only.
        """
        if before is None or step.start or step.end or not {step.status, before.step.status} <= FIRM:
            return step
        first = before.step
        same_actor = bool(set(step.actors) & set(first.actors))
        same_place = not step.places or bool(set(step.places) & set(first.places))
        one_date = self.dates_in(first) <= 1 and _days(first.start, first.end) <= CLOSE
        later = any(c.lower_ in SEQUENCE for c in act.head.children)
        if not (same_actor and same_place and one_date) or later or not _of_an_occasion(act):
            return step
        return replace(step, start=first.start, end=first.end, precision=first.precision)


def _start(item: tuple[int, object]) -> int:
    return item[0]


def _ends(tokens: Sequence[Token]) -> tuple[int, int]:
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])


def _between(starts: list[int], first: int, last: int) -> tuple[int, int]:
    return bisect_left(starts, first), bisect_left(starts, last)


def _lends(event: Event, anchor: str | None) -> bool:
    """Whether an event is short, and not known to be over or called off."""
    over = bool(anchor) and (event.end or event.start or "")[:_DAY] < (anchor or "")
    return _days(event.start, event.end) <= SHORT and event.status not in PAST and not over


def _leads_away(token: Token) -> bool:
    """ "From Seoul, …", "ahead of talks in Alaska, …"."""
    for up, _ in zip(token.ancestors, range(LINKS), strict=False):
        if up.pos_ in {"VERB", "AUX"}:
            return False
        if up.lower_ in ELSEWHERE:
            return True
    return False


def _sets(inside: dict[int, Token], start: int, end: int) -> bool:
    """Whether an event's words stand behind "at", "during" or the like in the clause."""
    for token in (t for at, t in inside.items() if start <= at < end and t.dep_ == "pobj"):
        above = token.head
        if above.lower_ in {"during", "at", "throughout"}:
            return True
        if above.lower_ == "of" and above.head.lower_ in {"sidelines", "margins"}:
            return True
    return False


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
