"""Events over all articles: one status with its history, one date and place with who gives them, and what differs.

A later report replaces an earlier one, with one exception: a less certain status never silently replaces a more certain
one; both then stand under "differs". Nothing is inferred from a date that has passed.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from typing import TypeVar

from briefgen.frozen import Frozen, replace
from briefgen.ledger import Assigned, assign
from briefgen.link.events import event_keys
from briefgen.link.names import name_words
from briefgen.link.occurrences import Occurrence
from briefgen.memory import Last
from briefgen.merge.tellings import Changed, Tellings
from briefgen.model import (
    ABSENT,
    Briefing,
    Difference,
    Event,
    EventMention,
    EventStatus,
    Evidence,
    Keys,
    MergedEvent,
    Participant,
    Person,
    Place,
    Precision,
    QuoteRef,
    Reading,
    Source,
    StatusReport,
    StepRef,
    is_state,
)
from briefgen.slugs import short_hash, slug

# How sure each status is that the event takes place; the last three are said outright and stand by their date alone.
CERTAINTY: Mapping[EventStatus, int] = {
    "possible": 0,
    "planned": 1,
    "confirmed": 2,
    "under_way": 3,
    "held": 4,
    "postponed": 5,
    "cancelled": 5,
    "ruled_out": 5,
}
FINEST: Mapping[Precision | None, int] = {
    "time": 0,
    "part-of-day": 1,
    "day": 1,
    "range": 1,
    "week": 3,
    "approximate": 4,
    "month": 5,
    "season": 6,
    "year": 7,
    None: 9,
}
FAMILY_FIRST = frozenset({"CN", "HK", "KP", "KR", "MO", "TW", "VN"})
OFF = frozenset({"cancelled", "ruled_out"})
ON = frozenset({"possible", "planned", "confirmed"})
STILL_DISPUTED = 30  # days after which "ruled out" is no answer any more to "may"
_ABBREVIATED = re.compile(r"(?<=\b[A-Z])\.")  # the dots of "U.S.", which an address does without
V = TypeVar("V")
Cluster = Sequence[Occurrence[Event]]


@dataclass(frozen=True, slots=True)
class MergedEvents:
    """The events sorted by id; the merged id of (briefing id, own event id); what each id is known by; ids given up."""

    events: tuple[MergedEvent, ...]
    event_of: Mapping[tuple[str, str], str]
    keys: Mapping[str, Keys]
    gave_way: Mapping[str, str]


class _Made(Frozen, frozen=True):
    """An event with what it was made from."""

    cluster: Cluster
    briefings: frozenset[str]
    names: frozenset[str]  # of the people, bodies and places that its name or id may be taken from
    keys: Keys
    plain: str  # the id that it would like to have
    within: Mapping[tuple[str, str], tuple[str, str]]  # events of its articles -> those that they say these belong to
    event: MergedEvent


class EventMerger:
    """Merges clusters into events, time after time, and makes only those anew that have changed."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], _Made] = {}  # by the earliest event of its cluster
        self._assigned = Last[Assigned]()
        self._event_of: Mapping[tuple[str, str], str] = {}

    def merge(
        self, tellings: Tellings, changed: Changed, clusters: Sequence[Cluster], kept: Mapping[str, Keys]
    ) -> MergedEvents:
        """Merge each cluster into an event. changed: since the last time. kept: the ids published before."""
        ordered = sorted(clusters, key=lambda c: (c[0].day or "9999", c[0].briefing, c[0].entity.id))
        heads = [(c[0].briefing, c[0].entity.id) for c in ordered]
        same = [_same(self._made.get(head), c, changed) for head, c in zip(heads, ordered, strict=True)]
        keys = [old.keys if old else _keys(c) for old, c in zip(same, ordered, strict=True)]
        plain = [old.plain if old else _plain_id(c, tellings) for old, c in zip(same, ordered, strict=True)]

        def new_id(number: int, taken: set[str]) -> str:
            return _free_id(plain[number], ordered[number][0], taken)

        assigned = self._assigned((keys, plain, heads, kept), lambda: assign(keys, new_id, kept))
        made = [
            old
            if old and old.event.id == name
            else _Made(
                cluster=c,
                briefings=frozenset(o.briefing for o in c),
                names=_names(c),
                keys=known,
                plain=wish,
                within={(o.briefing, o.entity.id): (o.briefing, o.entity.parent) for o in c if o.entity.parent},
                event=_merged(c, name, tellings),
            )
            for old, c, name, known, wish in zip(same, ordered, assigned.ids, keys, plain, strict=True)
        ]
        event_of = self._renewed(made)
        made = [_with_parent(one, event_of) if one.within else one for one in made]
        self._made = dict(zip(heads, made, strict=True))
        known_by = dict(zip(assigned.ids, keys, strict=True))
        events = sorted((one.event for one in made), key=lambda e: e.id)
        return MergedEvents(tuple(events), event_of, known_by, assigned.gave_way)

    def _renewed(self, made: Sequence[_Made]) -> Mapping[tuple[str, str], str]:
        """The merged event of each event of an article: as the last time, but for what was made anew."""
        before, now = ({id(one) for one in some} for some in (self._made.values(), made))
        gone = [one for one in self._made.values() if id(one) not in now]
        new = [one for one in made if id(one) not in before]
        if gone or new:
            found = dict(self._event_of)
            for one in gone:
                for mention in one.event.mentions:
                    del found[mention.briefing, mention.event]
            found |= {(m.briefing, m.event): one.event.id for one in new for m in one.event.mentions}
            self._event_of = found
        return self._event_of


def _same(old: _Made | None, cluster: Cluster, changed: Changed) -> _Made | None:
    """What was made of a cluster the last time, where nothing that it is made from has changed since."""
    if old is None or not changed.briefings.isdisjoint(old.briefings) or not changed.faces.isdisjoint(old.names):
        return None
    return old if old.cluster is cluster or old.cluster == cluster else None


def _names(cluster: Cluster) -> frozenset[str]:
    """The people, bodies and places that an event's name, id and place may be taken from."""
    return frozenset([*cluster[0].entity.participants, *(o.entity.place for o in cluster if o.entity.place)])


def _keys(cluster: Cluster) -> Keys:
    """What an event is known again by."""
    return tuple(sorted({key for one in cluster for key in event_keys(one)}))


def _with_parent(made: _Made, event_of: Mapping[tuple[str, str], str]) -> _Made:
    """The event, in the event that most articles put it into; of equals the first by id. Never in itself."""
    event = made.event
    named = (made.within[m.briefing, m.event] for m in event.mentions if (m.briefing, m.event) in made.within)
    counts = Counter(event_of[one] for one in named if one in event_of and event_of[one] != event.id)
    parent = min(counts, key=lambda name: (-counts[name], name), default=None)
    return made if event.parent == parent else replace(made, event=replace(event, parent=parent))


def _merged(cluster: Cluster, name: str, tellings: Tellings) -> MergedEvent:
    briefings = tellings.briefings
    latest = sorted(cluster, key=lambda o: (o.day, o.briefing), reverse=True)
    current = _since_put_off(latest)
    dated = min(
        (o for o in current if o.entity.start),
        key=lambda o: FINEST[o.entity.precision] - (o.entity.end is not None) / 2,
        default=None,
    )
    placed = _finest_place(latest, tellings)
    history = _history(cluster)
    kinds = Counter(o.entity.kind for o in cluster)
    shown = _name(cluster, dated, placed, tellings)
    return MergedEvent(
        id=name,
        name=shown,
        aliases=tuple(sorted({o.entity.name for o in cluster} - {shown})),
        kind="summit" if kinds["summit"] else max(kinds, key=lambda k: (kinds[k], k)),
        series=_first(o.entity.series for o in latest),
        edition=_first(o.entity.edition for o in latest),
        status=standing(history).status,
        history=history,
        start=dated.entity.start if dated else None,
        end=dated.entity.end if dated else None,
        precision=dated.entity.precision if dated else None,
        dated_by=_words_of_date(dated, briefings[dated.briefing]) if dated else None,
        place=placed.entity.place if placed else None,
        placed_by=_words_of_place(placed, briefings[placed.briefing]) if placed else None,
        participants=(taking_part := _participants(latest, briefings)),
        absent=_absent(latest, taking_part, briefings),
        parent=None,
        mentions=tuple(EventMention(briefing=o.briefing, event=o.entity.id) for o in latest),
        briefings=tuple(dict.fromkeys(o.briefing for o in latest)),
        next_steps=_next_steps(latest, briefings),
        quotes=_quotes(latest, briefings),
        differs=tuple(_differences(cluster, current, history, tellings)),
    )


def _since_put_off(latest: Cluster) -> Cluster:
    """The reports that a date is taken from: where one says that the event was put off, that and what came after it.

    latest: newest first, as is what comes back. A date from before is none of the event's any more, nor a difference.
    """
    put_off = max((o.day for o in latest if o.entity.status == "postponed"), default="")
    since = [o for o in latest if o.day >= put_off]
    return since if any(o.entity.start for o in since) else latest


def _first(values: Iterable[V | None]) -> V | None:
    return next((v for v in values if v is not None), None)


def _source(one: Occurrence[Event]) -> Source:
    return Source(briefing=one.briefing, evidence=one.entity.mentions[0])


def _words_of_date(one: Occurrence[Event], briefing: Briefing) -> Source:
    """The expression that the event's date comes from: one beside a mention of it where there is one."""
    dates = [d.evidence for d in briefing.findings.dates if d.start == one.entity.start]
    return _nearest(one, dates)


def _words_of_place(one: Occurrence[Event], briefing: Briefing) -> Source:
    """The same for the event's place."""
    return _nearest(one, [m for p in briefing.findings.places if p.id == one.entity.place for m in p.mentions])


def _nearest(one: Occurrence[Event], choices: Sequence[Evidence]) -> Source:
    beside = {m.sentence for m in one.entity.mentions}
    best = next((e for e in choices if e.sentence in beside), choices[0] if choices else one.entity.mentions[0])
    return Source(briefing=one.briefing, evidence=best)


def _history(cluster: Cluster) -> tuple[StatusReport, ...]:
    """Every change of status as reported, oldest first; a report that repeats the one before is left out."""
    reports: list[StatusReport] = []
    for one in sorted(cluster, key=lambda o: (o.day, CERTAINTY[o.entity.status], o.briefing)):
        for status in _asserted(one, cluster):
            if not reports or reports[-1].status != status:
                reports.append(StatusReport(status=status, asserted=one.day or None, source=_source(one)))
    return tuple(reports)


def _asserted(one: Occurrence[Event], cluster: Cluster) -> tuple[EventStatus, ...]:
    """What an article asserts: put off to a day that nobody gave before, an event is planned again."""
    start = (one.entity.start or "")[:10]
    if one.entity.status != "postponed" or start <= one.day:
        return (one.entity.status,)
    before = {o.entity.start[:10] for o in cluster if o.entity.start and o.day < one.day}
    return ("postponed", "planned") if before and start not in before else ("postponed",)


def standing(history: Sequence[StatusReport]) -> StatusReport:
    """The report that holds: the latest, unless it is less certain than one before it."""
    holds = history[0]
    for report in history[1:]:
        reinstated = CERTAINTY[holds.status] == CERTAINTY["cancelled"] and _later(report, holds)
        if reinstated or CERTAINTY[report.status] >= CERTAINTY[holds.status]:
            holds = report
    return holds


def _later(one: StatusReport, other: StatusReport) -> bool:
    return (one.asserted or "") > (other.asserted or "")


def _finest_place(latest: Cluster, tellings: Tellings) -> Occurrence[Event] | None:
    """The event whose place is told most exactly; of equals, the latest."""
    order = {"venue": 1, "city": 0, "region": 2, "other": 3, "water": 3, "country": 4}
    placed = [o for o in latest if o.entity.place]

    def wideness(one: Occurrence[Event]) -> int:
        place = tellings.place(one.entity.place)
        return order[place.kind] if place else 5

    return min(placed, key=wideness, default=None)


def _name(
    cluster: Cluster, dated: Occurrence[Event] | None, placed: Occurrence[Event] | None, tellings: Tellings
) -> str:
    """A recurring summit as newsrooms file it, "SCO summit in Tianjin, 2025"; else the name most articles give.

    Spellings and the order of a pair make no other name. Of names given as often, one that holds
    the event's place goes first.
    """
    series = _first(o.entity.series for o in cluster)
    if series:
        edition = _first(o.entity.edition for o in cluster)
        where = tellings.place(placed.entity.place) if placed else None
        year = (dated.entity.start or "")[:4] if dated else ""
        plain = f"{_ordinal(edition)} {series}" if edition else series
        return plain + (f" in {where.name}" if where else "") + (f", {year}" if year else "")
    counts = Counter(o.entity.name for o in cluster)
    alike = Counter(_plain(o.entity.name) for o in cluster)
    where = tellings.place(placed.entity.place) if placed else None
    there = where.name if where else ""
    return max(counts, key=lambda n: (alike[_plain(n)], bool(there) and there in n, counts[n], len(n), n))


def _plain(name: str) -> frozenset[str]:
    """The words of a name for comparison: "Putin-Zelenskyy meeting" and "Zelensky-Putin meeting" are one."""
    return frozenset(word for part in name.split("-") for word in name_words(part))


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")  # noqa: PLR2004
    return f"{number}{ending}"


def _family(person: Person) -> str:
    """The family name: the first word of Chinese, Korean and Vietnamese names, in news; else the last."""
    words = person.name.split()
    first = person.country in FAMILY_FIRST and 1 < len(words) < 4  # noqa: PLR2004
    return words[0] if first else words[-1]


def _plain_id(cluster: Cluster, tellings: Tellings) -> str:
    """An id from what the earliest article says, so that later ones do not change it.

    Series, year and place of a recurring summit; else a pair, kind, place and month; else the name and month.
    """
    first = cluster[0]
    start = first.entity.start or first.day
    where = tellings.place(first.entity.place)
    series = first.entity.series
    if series:
        parts = [series, start[:4], where.name if where else ""]
    else:
        known = (tellings.party(p) for p in first.entity.participants)
        people = [one for one in known if one]
        shown = (_family(one) if isinstance(one, Person) else one.name.split()[-1] for one in people)
        pair = sorted(shown)[:2] if len(people) > 1 else []
        what = [*pair, first.entity.kind, where.name if where else ""] if pair else [first.entity.name]
        parts = [*what, start[:7]]
    return slug(_ABBREVIATED.sub("", " ".join(parts))) or f"event-{short_hash(first.briefing)}"


def _free_id(plain: str, first: Occurrence[Event], taken: Container[str]) -> str:
    start = first.entity.start or first.day
    choices = chain((plain, plain + start[7:10]), (f"{plain}-{n}" for n in count(2)))
    return next(c for c in choices if c not in taken)


def _participants(latest: Cluster, briefings: Mapping[str, Briefing]) -> tuple[Participant, ...]:
    """Those whom an article ties to the event, most often named first; a state only where none of its people is."""
    sources: defaultdict[str, list[Source]] = defaultdict(list)
    for one in latest:
        for party in one.entity.participants:
            sources[party].append(_source(one))
    made = [_participant(party, tuple(said), briefings) for party, said in sources.items()]
    represented = {p.country for p in made if p.party != p.country}
    kept = [p for p in made if p.party != p.country or p.country not in represented]
    return tuple(sorted(kept, key=lambda p: (-len(p.sources), p.party)))


def _absent(
    latest: Cluster, taking_part: Sequence[Participant], briefings: Mapping[str, Briefing]
) -> tuple[Participant, ...]:
    """Those of whom articles say that they stay away, and none that they take part."""
    there = {p.party for p in taking_part}
    sources: defaultdict[str, list[Source]] = defaultdict(list)
    for one in latest:
        for absence in one.entity.absent:
            sources[absence.party].append(Source(briefing=one.briefing, evidence=absence.evidence))
    made = (_participant(party, tuple(said), briefings) for party, said in sources.items() if party not in there)
    return tuple(sorted(made, key=lambda p: (-len(p.sources), p.party)))


def _participant(party: str, sources: tuple[Source, ...], briefings: Mapping[str, Briefing]) -> Participant:
    role, country = None, party if is_state(party) else None
    for source in sources:
        found = briefings[source.briefing].findings
        for person in found.people:
            if person.id == party:
                role, country = role or person.role, country or person.country
        country = country or next((o.country for o in found.organizations if o.id == party), None)
    return Participant(party=party, role=role, country=country, sources=sources)


def _next_steps(latest: Cluster, briefings: Mapping[str, Briefing]) -> tuple[StepRef, ...]:
    refs = [
        StepRef(briefing=one.briefing, index=i)
        for one in latest
        for i, step in enumerate(briefings[one.briefing].findings.next_steps)
        if step.event == one.entity.id
    ]
    return tuple(dict.fromkeys(refs))


def _quotes(latest: Cluster, briefings: Mapping[str, Briefing]) -> tuple[QuoteRef, ...]:
    """What was said of it: all quotes of articles that are about it, else those in a sentence that mentions it."""
    refs: dict[QuoteRef, None] = {}
    for one in latest:
        briefing = briefings[one.briefing]
        main = is_main(briefing, one.entity)
        spoken = {m.sentence for m in one.entity.mentions}
        for i, quote in enumerate(briefing.findings.quotes):
            if main or quote.evidence.sentence in spoken:
                refs[QuoteRef(briefing=one.briefing, index=i)] = None
    return tuple(refs)


def is_main(briefing: Briefing, event: Event) -> bool:
    """Whether an event is what its article is about: told in the sentence that best says what happened."""
    lead = {w.sentence for w in briefing.findings.what[:1]}
    return any(m.sentence in lead for m in event.mentions)


def _differences(
    cluster: Cluster, current: Cluster, history: Sequence[StatusReport], tellings: Tellings
) -> Iterator[Difference]:
    """Where the articles disagree. current: those whose dates count, newest first."""
    starts = {o.entity.start[:10]: o for o in current if o.entity.start and FINEST[o.entity.precision] <= 1}
    if len(starts) > 1:
        yield Difference(field="start", readings=_readings(starts))
    ends = {o.entity.end[:10]: o for o in current if o.entity.end and FINEST[o.entity.precision] <= 1}
    if len(ends) > 1:
        yield Difference(field="end", readings=_readings(ends))
    places = {o.entity.place: o for o in reversed(cluster) if o.entity.place}
    if len(places) > 1 and _contradict([place for p in places if (place := tellings.place(p))]):
        yield Difference(field="place", readings=_readings(places))
    if contested := tuple(_contested(cluster)):
        yield Difference(field="participants", readings=contested)
    holds = standing(history)
    doubts = [r for r in history if r.status != holds.status and (_later(r, holds) or _denies(r, holds))]
    if doubts:
        readings = (Reading(value=r.status, source=r.source) for r in (holds, *doubts))
        yield Difference(field="status", readings=tuple(readings))


def _contested(cluster: Cluster) -> Iterator[Reading]:
    """Who takes part by one article and stays away by another, with what each says ("ana-lee", "not ana-lee")."""
    for party in sorted({absence.party for one in cluster for absence in one.entity.absent}):
        there = [Reading(value=party, source=_source(one)) for one in cluster if party in one.entity.participants]
        away = [
            Reading(value=f"{ABSENT}{party}", source=Source(briefing=one.briefing, evidence=absence.evidence))
            for one in cluster
            for absence in one.entity.absent
            if absence.party == party
        ]
        if there:
            yield from (*there, *away)


def _denies(one: StatusReport, holds: StatusReport) -> bool:
    """Whether a report contradicts the one that holds: of the same day, or "off" shortly before it is "on" again."""
    if one.asserted == holds.asserted:
        return True
    known = one.asserted and holds.asserted and len(one.asserted) == len(holds.asserted) == len("2025-08-31")
    if not known or one.status not in OFF or holds.status not in ON:
        return False
    gap = date.fromisoformat(holds.asserted or "") - date.fromisoformat(one.asserted or "")
    return gap.days <= STILL_DISPUTED


def _readings(values: Mapping[str, Occurrence[Event]]) -> tuple[Reading, ...]:
    return tuple(Reading(value=value, source=_source(one)) for value, one in sorted(values.items()))


def _contradict(places: Sequence[Place]) -> bool:
    """Whether two of the places are of one rank and not the same: two cities, two countries."""
    ranks = Counter(p.kind for p in places)
    return any(ranks[kind] > 1 for kind in ("city", "country")) or len({p.country for p in places if p.country}) > 1
