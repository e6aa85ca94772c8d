"""How well two events of different articles agree: the parts of a score, each with its name, or what contradicts.

Reads  kind, series and edition, dates, place, parties and names of two events, and the days of their articles.
Finds  agreement in parts that an editor can check ("the same series", "dates 1 day apart"); a contradiction in any of
       them, which nothing else outweighs.
Misses events told so barely that only their kind is known.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from briefgen.frozen import Frozen
from briefgen.link.names import name_words
from briefgen.link.occurrences import UNDATED, Occurrence, Order
from briefgen.link.parties import PAIR, Cast, Known, agree_in_parties, cast_of
from briefgen.model import Event, Place

# Weights: begun from figures measured on 45 mentions of 17 events, and checked against 95 real articles;
# the same series, place, dates and participants bear about a quarter each.
SERIES, PLACE, DATES, NEARLY, NAME, KIND = 0.35, 0.25, 0.3, 0.1, 0.15, 0.1
# What an undated event's article says of the date, by the days between the article and the other's date or article: a
# newsroom's "the meeting" is the one of these days.
CLOSENESS = ((3, 0.25), (14, 0.2), (45, 0.15), (120, 0.1))
TALKING = frozenset({"meeting", "talks", "summit", "conference"})
FAMILIES: tuple[frozenset[str], ...] = (TALKING, frozenset({"ceremony", "signing"}))
BACK, AHEAD = 21, 120  # days: how far from its article an undated event may lie
# How long after it was held "they met in Anchorage" still means the same people's meeting there: a judgement, not a
# measurement.
LOOKING_BACK = 75  # days
SERIES_SLACK, SLACK = 5, 1  # days
NEVER = date.max.toordinal()
_UNTELLING = frozenset({"in", "the", "of", "with", "and", "at", "to", "s"})


Days = tuple[int, int]  # the first and the last day of a span, as ordinals of date


class Candidate(Frozen, frozen=True, eq=False):
    """What of an event bears on whether another is the same. Equal to nothing but itself."""

    told: Occurrence[Event]
    order: Order  # among all events
    briefing: str
    event: Event
    day: int | None  # of its article, an ordinal
    window: Days | None  # from its own dates
    reach: Days | None  # where it may lie, judged by the article's day
    place: Place | None
    cast: Cast
    words: frozenset[str]  # of its name
    family: str  # of its kind: only events of one family can be the same


class Agreement(Frozen, frozen=True):
    """What two events agree in: (what, how much it bears), the strongest first; or what contradicts."""

    parts: tuple[tuple[str, float], ...]
    against: str | None = None
    score: float = 0.0  # the sum of the parts, 0 to about 1.5


def candidate(one: Occurrence[Event], at: int, places: Mapping[str, Place], known: Known) -> Candidate:
    """An event as the comparison wants it. at: which of its briefing's events it is. places: by corpus id."""
    event = one.entity
    told = _days(one.day) if one.day else None
    return Candidate(
        told=one,
        order=(one.day or UNDATED, one.briefing, at),
        briefing=one.briefing,
        event=event,
        day=told[0] if told else None,
        window=window(event.start, event.end),
        reach=_reach(event, told),
        place=places.get(event.place or ""),
        cast=cast_of(event.participants, known),
        family=next((min(family) for family in FAMILIES if event.kind in family), event.kind),
        words=frozenset(w for part in event.name.split("-") for w in name_words(part)) - _UNTELLING,
    )


def in_order(one: Candidate) -> Order:
    """What events are sorted by: earliest first, undated last."""
    return one.order


def may_agree(one: Candidate, others: Iterable[Candidate]) -> list[Candidate]:
    """The others with which agree() could find anything but a contradiction: quick, and asked before it.

    Of events one of which was put off, dates say nothing yet. One loop without calls: it looks at a hundred events for
    each that there is.
    """
    event, place = one.event, one.place
    city = place.id if place is not None and place.kind == "city" else None
    numbered, put_off = event.edition is not None, event.status == "postponed"
    slack = SERIES_SLACK if event.series else SLACK
    first, last = (one.window[0] - slack, one.window[1] + slack) if one.window else (0, NEVER)
    found = []
    for other in others:
        if other.family != one.family or other.briefing == one.briefing:
            continue
        there, days = other.place, other.window
        elsewhere = city is not None and there is not None and there.id != city and there.kind == "city"
        if elsewhere and not (numbered and other.event.edition is not None):  # on a round's place sources may differ
            continue
        if days and (first > days[1] or last < days[0]) and not put_off and other.event.status != "postponed":
            continue
        if not _strangers(one, other):
            found.append(other)
    return found


def _strangers(one: Candidate, other: Candidate) -> bool:
    """Whether people take part in both, and no person, state, body or series of the one in the other."""
    here, there = one.cast, other.cast
    return (
        bool(here.people and there.people and here.states)
        and here.people.isdisjoint(there.people)
        and here.states.isdisjoint(there.states)
        and here.bodies.isdisjoint(there.bodies)
        and not _one_series(one, other)
    )


def agree(one: Candidate, other: Candidate, *, moved: bool = False) -> Agreement:
    """What two events agree in. moved: an article between the two says that it was put off, so dates may differ."""
    if one.briefing == other.briefing:
        return _against("one article tells of both")
    if one.family != other.family:
        return _against(f"a {one.event.kind} is not a {other.event.kind}")
    if one.event.series and other.event.series and one.event.series != other.event.series:
        return _against(f"{one.event.series} is not {other.event.series}")
    if one.event.edition and other.event.edition and one.event.edition != other.event.edition:
        return _against("another edition")
    if _planned_after_held(one, other) or _planned_after_held(other, one):
        return _against("one was held before the other was planned")
    if _pair_and_summit(one, other) or _pair_and_summit(other, one):
        return _against("a meeting of two is not what many attend")
    parts: list[tuple[str, float]] = []
    one_series = _one_series(one, other)
    if one_series:
        parts.append(("the same series", SERIES))
    fixed = bool((one.window and other.window) or (one.place and other.place))
    who = agree_in_parties(one.cast, other.cast, series=one_series, fixed=fixed)
    where = _places(one, other)
    if isinstance(where, str) and _one_round(one, other, who):
        where = (f"the same round, though {where}", 0.0)
    for found in (_dates(one, other, moved=moved), where, who):
        if isinstance(found, str):
            return _against(found)
        if found[1]:
            parts.append(found)
    if shared := len(one.words & other.words):
        share = shared / (len(one.words) + len(other.words) - shared)
        parts.append(("the same words in the name", NAME * share))
    if one.event.kind == other.event.kind:
        parts.append(("the same kind", KIND))
    return _made_of(tuple(parts))


def window(start: str | None, end: str | None) -> Days | None:
    """The first and last day that ISO dates of any precision cover: 2025-09 is all of September."""
    if not start:
        return None
    first, last = _days(start), _days(end or start)
    return (first[0], max(first[0], last[1])) if first and last else None


@lru_cache(maxsize=1 << 16)
def _made_of(parts: tuple[tuple[str, float], ...]) -> Agreement:
    """The agreement in these parts: of a hundred thousand pairs, most agree as others do."""
    ordered = tuple(sorted(parts, key=lambda part: (-part[1], part[0])))
    return Agreement(ordered, score=sum(weight for _, weight in ordered))


@lru_cache(maxsize=1 << 10)
def _against(why: str) -> Agreement:
    return Agreement((), why)


@lru_cache(maxsize=1 << 16)
def _days(stamp: str) -> Days | None:
    try:
        parts = [int(p) for p in stamp[:10].split("-")]
        if len(parts) == 1:
            return date(parts[0], 1, 1).toordinal(), date(parts[0], 12, 31).toordinal()
        if len(parts) == 2:  # noqa: PLR2004
            year, month = parts
            return date(year, month, 1).toordinal(), date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
        day = date(*parts).toordinal()
    except (ValueError, TypeError):
        return None
    return day, day


def _reach(event: Event, known: Days | None) -> Days | None:
    if not known:
        return None
    if event.status in {"held", "under_way"}:
        return known[0] - BACK, known[1] + SLACK
    if event.status in {"planned", "confirmed", "possible"}:
        return known[0] - SLACK, known[1] + AHEAD
    return known[0] - AHEAD, known[1] + AHEAD


def _one_series(one: Candidate, other: Candidate) -> bool:
    return bool(one.event.series and one.event.series == other.event.series)


def _one_round(one: Candidate, other: Candidate, who: tuple[str, float] | str) -> bool:
    """Whether both are told as the same round of the same parties: then sources differ on the place."""
    numbered = one.event.edition is not None and one.event.edition == other.event.edition
    return numbered and not isinstance(who, str) and bool(who[1]) and len(one.cast.states & other.cast.states) > 1


def _planned_after_held(one: Candidate, other: Candidate) -> bool:
    """Whether an article tells of one as held before an article has the other ahead; with two days, those decide."""
    if (one.window and other.window) or not one.day or not other.day:
        return False
    return one.event.status == "held" and other.event.status in {"planned", "confirmed"} and one.day < other.day


def _pair_and_summit(one: Candidate, other: Candidate) -> bool:
    """Whether one is a summit of a series or a conference, and the other a meeting of two or three called neither."""
    return (
        (one.event.kind == "conference" or (one.event.kind == "summit" and one.event.series is not None))
        and other.event.kind in {"meeting", "talks"}
        and not other.event.series
        and not other.cast.bodies
        and len(other.cast.people) in {2, 3}
    )


def _dates(one: Candidate, other: Candidate, *, moved: bool) -> tuple[str, float] | str:
    if one.window and other.window:
        slack = SERIES_SLACK if _one_series(one, other) else SLACK
        if one.window[0] <= other.window[1] and other.window[0] <= one.window[1]:
            return "the same date", DATES
        gap = max(one.window[0], other.window[0]) - min(one.window[1], other.window[1])
        if gap <= slack:
            return f"dates {gap} day{'' if gap == 1 else 's'} apart", NEARLY
        return ("put off to another date", 0.0) if moved else f"dates {gap} days apart"
    spans = [c.window or c.reach for c in (one, other)]
    if spans[0] is None or spans[1] is None:
        return "", 0.0
    if not (spans[0][0] <= spans[1][1] and spans[1][0] <= spans[0][1]):
        return ("told long after", 0.0) if _looked_back_on(one, other) else "told too long before or after"
    days = _days_between(one, other)
    return "told at about that time", next((weight for most, weight in CLOSENESS if days <= most), 0.0)


def _looked_back_on(one: Candidate, other: Candidate) -> bool:
    """Whether what an article tells without a day is what the same people held in that city some time before.

    One of them may name the venue in the city or the region around it. Of two without a day, the later looks back.
    """
    where = _places(one, other)
    region = "region" in {place.kind for place in (one.place, other.place) if place}
    there = one.place and other.place and not isinstance(where, str) and (where[1] >= PLACE or region)
    if not there or len(one.cast.people) < PAIR or one.cast.people != other.cast.people:
        return False
    before, after = (one, other) if other.window is None else (other, one)
    if before.window is None and (before.day or NEVER) > (after.day or NEVER):
        before, after = after, before
    last = before.window[1] if before.window else before.day
    told = before.window is not None or before.event.status == "held"
    if after.event.status != "held" or not told or last is None or after.day is None:
        return False
    return 0 <= after.day - last <= LOOKING_BACK


def _days_between(one: Candidate, other: Candidate) -> int:
    """From the article of the undated one to the other's date; of two undated ones, between their articles."""
    dated, undated = (one, other) if one.window else (other, one)
    if undated.day is None:
        return CLOSENESS[-1][0]
    span = dated.window or ((dated.day, dated.day) if dated.day else (undated.day, undated.day))
    return max(span[0] - undated.day, undated.day - span[1], 0)


def _places(one: Candidate, other: Candidate) -> tuple[str, float] | str:
    here, there = one.place, other.place
    if not here or not there:
        return "", 0.0
    if here.id == there.id:
        return "the same place", PLACE
    if here.country and there.country and here.country != there.country:
        return f"{here.name} is not {there.name}"
    wide = {"country", "region", "other", "water"}
    if "country" in {here.kind, there.kind}:
        return "one place lies in the other", PLACE / 2
    if here.kind in wide or there.kind in wide or "venue" in {here.kind, there.kind}:
        if _near(here, there):
            return "one place lies in the other", PLACE
        return f"{here.name} is not {there.name}" if _far(here, there) else ("", 0.0)
    return f"{here.name} is not {there.name}"


def _near(one: Place, other: Place, *, degrees: float = 0.5) -> bool:
    if one.lat is None or other.lat is None or one.lon is None or other.lon is None:
        return False
    return abs(one.lat - other.lat) <= degrees and abs(one.lon - other.lon) <= 2 * degrees


def _far(one: Place, other: Place) -> bool:
    known = None not in {one.lat, other.lat}
    return known and "region" not in {one.kind, other.kind} and not _near(one, other, degrees=3)
