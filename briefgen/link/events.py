"""Events: which articles tell of the same summit, meeting, talks, call or visit.

Links  events whose series, place, dates and participants agree (weights below) and nothing in which contradicts.
Misses events told so barely that only their kind is known; two events of one article are never one.

A cluster takes another in only where no event of the one contradicts any of the other, so that an article which gives
no date cannot chain two meetings together.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from briefgen.link.clusters import Clusters
from briefgen.link.occurrences import Occurrence
from briefgen.model import Event, Place, is_state
from briefgen.slugs import fold

# Weights and thresholds: begun from figures measured on 45 mentions of 17 events before the start, and checked against
# 95 real articles; same series and level, place, dates and participants bear about a quarter each.
SERIES, PLACE, DATES, NEARLY, PARTIES, NAME, KIND = 0.35, 0.25, 0.3, 0.1, 0.3, 0.15, 0.1
ENOUGH = 0.6
ON_AVERAGE = 0.45
TALKING = frozenset({"meeting", "talks", "summit", "conference"})
FAMILIES: tuple[frozenset[str], ...] = (TALKING, frozenset({"ceremony", "signing"}))
BACK, AHEAD = timedelta(days=21), timedelta(days=120)  # how far from its article an undated event may lie
SERIES_SLACK, SLACK = timedelta(days=5), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What of an event bears on whether another is the same."""

    briefing: str
    event: Event
    window: tuple[date, date] | None  # from its own dates
    reach: tuple[date, date] | None  # where it may lie, judged by the article's day, when it has no date
    place: Place | None
    people: frozenset[str]
    states: frozenset[str]
    words: frozenset[str]


def link_events(
    events: Sequence[Occurrence[Event]], places: Mapping[str, Place], countries: Mapping[str, str | None]
) -> list[list[Occurrence[Event]]]:
    """Clusters of events that are one. events carry corpus ids of people and places and come earliest first.

    countries gives the country of a person or organization by corpus id.
    """
    made = [_candidate(one, places, countries) for one in events]
    scored: dict[tuple[int, int], float] = {}
    for block in _blocks(made):
        for one, other in combinations(block, 2):
            if (one, other) not in scored:
                score = agreement(made[one], made[other])
                scored[one, other] = -1.0 if score is None else score
    clusters = Clusters(list(range(len(made))))

    def agreed(a: list[int], b: list[int]) -> bool:
        between = [agreement(made[i], made[j]) for i in a for j in b]
        known = [score for score in between if score is not None]
        return len(known) == len(between) and sum(known) / len(known) >= ON_AVERAGE

    ranked = sorted(scored.items(), key=lambda item: (-item[1], item[0]))
    for (one, other), score in ranked:
        if score < ENOUGH:
            break
        clusters.join(one, other, agreed)
    return [[events[i] for i in members] for members in clusters]


def agreement(one: _Candidate, other: _Candidate) -> float | None:
    """How well two events agree, 0 to about 1.5; None where something in them contradicts."""
    if one.briefing == other.briefing or not _kinds_agree(one.event, other.event):
        return None
    dates, places, parties = _dates(one, other), _places(one.place, other.place), _parties(one, other)
    if dates is None or places is None or parties is None or not _series_agree(one.event, other.event):
        return None
    series = SERIES if one.event.series and one.event.series == other.event.series else 0.0
    shared = len(one.words & other.words) / (len(one.words | other.words) or 1)
    return series + dates + places + parties + NAME * shared + KIND * (one.event.kind == other.event.kind)


def _candidate(one: Occurrence[Event], places: Mapping[str, Place], countries: Mapping[str, str | None]) -> _Candidate:
    event = one.entity
    people = frozenset(p for p in event.participants if not is_state(p))
    states = {p for p in event.participants if is_state(p)} | {c for p in people if (c := countries.get(p))}
    return _Candidate(
        briefing=one.briefing,
        event=event,
        window=window(event.start, event.end),
        reach=_reach(event, one.day),
        place=places.get(event.place or ""),
        people=people,
        states=frozenset(states),
        words=frozenset(fold(event.name).replace("-", " ").split())
        - {"in", "the", "of", "with", "and", "at", "to", "s"},
    )


def window(start: str | None, end: str | None) -> tuple[date, date] | None:
    """The first and last day that ISO dates of any precision cover: 2025-09 is all of September."""
    if not start:
        return None
    first, last = _days(start), _days(end or start)
    return (first[0], max(first[0], last[1])) if first and last else None


def _days(stamp: str) -> tuple[date, date] | None:
    parts = [int(p) for p in stamp[:10].split("-")]
    try:
        if len(parts) == 1:
            return date(parts[0], 1, 1), date(parts[0], 12, 31)
        if len(parts) == 2:  # noqa: PLR2004
            year, month = parts
            following = date(year + month // 12, month % 12 + 1, 1)
            return date(year, month, 1), following - timedelta(days=1)
        day = date(*parts)
    except ValueError:
        return None
    return day, day


def _reach(event: Event, day: str) -> tuple[date, date] | None:
    known = _days(day) if day else None
    if not known:
        return None
    if event.status in {"held", "under_way"}:
        return known[0] - BACK, known[1] + SLACK
    if event.status in {"planned", "confirmed", "possible"}:
        return known[0] - SLACK, known[1] + AHEAD
    return known[0] - AHEAD, known[1] + AHEAD


def _kinds_agree(one: Event, other: Event) -> bool:
    kinds = {one.kind, other.kind}
    return len(kinds) == 1 or any(kinds <= family for family in FAMILIES)


def _series_agree(one: Event, other: Event) -> bool:
    if one.series and other.series and one.series != other.series:
        return False
    return not (one.edition and other.edition and one.edition != other.edition)


def _dates(one: _Candidate, other: _Candidate) -> float | None:
    if one.window and other.window:
        slack = SERIES_SLACK if one.event.series and one.event.series == other.event.series else SLACK
        if one.window[0] <= other.window[1] and other.window[0] <= one.window[1]:
            return DATES
        gap = max(one.window[0], other.window[0]) - min(one.window[1], other.window[1])
        return NEARLY if gap <= slack else None
    reaches = [c.window or c.reach for c in (one, other)]
    if reaches[0] is None or reaches[1] is None:
        return 0.0
    meet = reaches[0][0] <= reaches[1][1] and reaches[1][0] <= reaches[0][1]
    return NEARLY if meet else None


def _places(one: Place | None, other: Place | None) -> float | None:
    if not one or not other:
        return 0.0
    if one.id == other.id:
        return PLACE
    if one.country and other.country and one.country != other.country:
        return None
    wide = {"country", "region", "other", "water"}
    if "country" in {one.kind, other.kind}:
        return PLACE / 2
    if one.kind in wide or other.kind in wide or "venue" in {one.kind, other.kind}:
        return PLACE if _near(one, other) else (None if _far(one, other) else 0.0)
    return None


def _near(one: Place, other: Place, *, degrees: float = 0.5) -> bool:
    if one.lat is None or other.lat is None or one.lon is None or other.lon is None:
        return False
    return abs(one.lat - other.lat) <= degrees and abs(one.lon - other.lon) <= 2 * degrees


def _far(one: Place, other: Place) -> bool:
    known = None not in {one.lat, other.lat}
    return known and "region" not in {one.kind, other.kind} and not _near(one, other, degrees=3)


def _parties(one: _Candidate, other: _Candidate) -> float | None:
    series = bool(one.event.series and one.event.series == other.event.series)
    if one.people and other.people:
        both = one.people & other.people
        fewer = min(len(one.people), len(other.people))
        if not both:
            return 0.0 if series else (None if one.states != other.states else 0.0)
        pair = len(one.people) == len(other.people) == 2  # noqa: PLR2004
        if pair and len(both) == 1 and not series:
            return None
        return PARTIES * len(both) / fewer if len(both) > 1 else PARTIES / 2
    if one.states and other.states:
        both = one.states & other.states
        if not both:
            return 0.0 if series else None
        return PARTIES * 0.8 * len(both) / min(len(one.states), len(other.states)) if len(both) > 1 else PARTIES / 4
    return 0.0


def _blocks(made: Sequence[_Candidate]) -> list[list[int]]:
    """Events that share a series, a pair or a place in a month: only these are compared."""
    blocks: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, one in enumerate(made):
        for month in _months(one):
            if one.event.series:
                blocks["series", one.event.series, month].append(i)
            if one.place:
                blocks["place", one.place.country or one.place.id, month].append(i)
            for pair in combinations(sorted(one.people)[:8], 2):
                blocks["people", *pair, month].append(i)
            for pair in combinations(sorted(one.states)[:8], 2):
                blocks["states", *pair, month].append(i)
    return [block for _, block in sorted(blocks.items()) if len(block) > 1]


def _months(one: _Candidate) -> list[str]:
    span = one.window or one.reach
    if not span:
        return ["undated"]
    first = max(span[0], span[1] - timedelta(days=150)) - SERIES_SLACK
    last = span[1] + SERIES_SLACK
    months = (last.year - first.year) * 12 + last.month - first.month
    return [
        f"{(first.year * 12 + first.month - 1 + k) // 12}-{(first.month - 1 + k) % 12 + 1:02}"
        for k in range(months + 1)
    ]
