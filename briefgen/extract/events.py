"""Events: summits, meetings, talks, calls, visits, conferences, ceremonies and signings, each once.

Reads  tokens and dependencies, the mentions of parties, the places and the dates.
Finds  contacts between parties that were held, are under way, planned, possible or called off, with who, where and when
       as far as the article ties them to the event.
Misses events that are only alluded to. Left out on purpose: "talks" or "meetings" without party, place or date; wars,
       attacks, elections, statements and interviews, which are no contacts in this sense.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from briefgen.extract.cast import Cast
from briefgen.extract.coreference import AHEAD, Occasion, is_state, occasions, within
from briefgen.extract.event_arguments import Surroundings
from briefgen.extract.event_mention import Mention
from briefgen.extract.event_mentions import find_mentions
from briefgen.extract.event_names import name_of
from briefgen.extract.event_series import Series, bodies_in, series_of_body
from briefgen.extract.text import Text
from briefgen.model import DateMention, Event, EventKind, EventStatus, Evidence, Place
from briefgen.slugs import slug

# Where two kinds are told equally often: the one that says more.
RANK: tuple[EventKind, ...] = (
    "summit",
    "call",
    "conference",
    "signing",
    "ceremony",
    "visit",
    "meeting",
    "talks",
    "other",
)
FINEST = ("venue", "city", "water", "other", "region", "country")
VAGUE = {"conversation", "discussion", "contact", "consultation", "exchange", "dialogue", "session"}
MOST_MENTIONS = 12
CLEARLY = 3  # times as often as the next body is the holder of an article's summits named


def find_events(text: Text, cast: Cast, places: tuple[Place, ...], dates: tuple[DateMention, ...]) -> tuple[Event, ...]:
    """The events of one article, in the order of their first mention. Ids are unique in the article."""
    around = Surroundings(text.doc, cast, places, dates)
    told = occasions(find_mentions(text, around))
    wholes = [_whole(occasion, told) for occasion in told]
    found: list[Event] = []
    made: list[tuple[Occasion, Occasion | None]] = []
    taken: set[str] = set()
    for occasion, whole in zip(told, wholes, strict=True):
        if _worth_telling(occasion, cast) or (whole is not None and occasion.parties):
            event = _event(text, occasion, whole, cast, taken)
            taken.add(event.id)
            found.append(event)
            made.append((occasion, whole))
    return tuple(_with_parents(found, made))


def _with_parents(found: list[Event], made: list[tuple[Occasion, Occasion | None]]) -> Iterator[Event]:
    """The events, each with the id of the one that it is told to be a part of."""
    ids = {id(occasion): event.id for event, (occasion, _) in zip(found, made, strict=True)}
    for event, (_, whole) in zip(found, made, strict=True):
        parent = ids.get(id(whole))
        yield replace(event, parent=parent) if parent else event


def _whole(occasion: Occasion, told: list[Occasion]) -> Occasion | None:
    """The visit or conference that the article puts this event into: "During his visit, Putin will hold talks"."""
    heads = {mention.during for mention in occasion.mentions if mention.during is not None}
    named = next((o for o in told if o is not occasion and any(m.head in heads for m in o.mentions)), None)
    return named or _visit_around(occasion, told)


def _visit_around(occasion: Occasion, told: list[Occasion]) -> Occasion | None:
    """The one visit of one of its parties to the place where an undated meeting is: "While in Tokyo, he will meet"."""
    if kind_of(occasion) not in {"meeting", "talks"} or occasion.dates or not occasion.places:
        return None
    where = {place.id for place in occasion.places}
    visits = [
        o
        for o in told
        if kind_of(o) == "visit"
        and {place.id for place in o.places} == where
        and set(o.parties) & set(occasion.parties)
        and bool(set(o.statuses) & AHEAD) == bool(set(occasion.statuses) & AHEAD)
    ]
    return visits[0] if len(visits) == 1 else None


def _worth_telling(occasion: Occasion, cast: Cast) -> bool:
    """Whether enough is known to file the event: who with whom, or who and where or when."""
    mentions = occasion.mentions
    parties, fixed = len(occasion.parties), bool(occasion.places) + bool(occasion.dates)
    kind = kind_of(occasion)
    if _series_of(occasion, kind, cast) is not None:
        return True
    if kind == "visit":
        return parties > 0 and bool(occasion.places)
    if kind == "signing":
        return parties > 0
    if all(m.weak for m in mentions):
        return parties > 1 and (fixed > 0 or len(mentions) > 1)
    if all(m.plural for m in mentions):
        return parties > 1 and fixed > 0
    return parties > 1 or (parties > 0 and fixed > 0) or fixed > 1


def _event(text: Text, occasion: Occasion, whole: Occasion | None, cast: Cast, taken: set[str]) -> Event:
    kind = kind_of(occasion)
    place = None if kind == "call" else place_of(occasion) or (place_of(whole) if whole else None)
    when = date_of(occasion) or (_single_day(whole) if whole else None)
    parties = participants_of(occasion)
    name = name_of(occasion, kind, parties, place, cast)
    series = _series_of(occasion, kind, cast)
    return Event(
        id=_free(slug(name) or kind, taken),
        name=name,
        kind=kind,
        status=status_of(text, occasion, when),
        start=when.start if when else None,
        end=when.end if when else None,
        precision=when.precision if when and when.start else None,
        place=place.id if place else None,
        participants=parties,
        series=series.name if series else None,
        edition=series.edition if series else None,
        parent=None,
        mentions=tuple(_evidence(text, mention) for mention in occasion.mentions[:MOST_MENTIONS]),
    )


def _series_of(occasion: Occasion, kind: EventKind, cast: Cast) -> Series | None:
    """The series that its words name, or that of the one body that holds it: "APEC leaders opened their summit"."""
    if occasion.series is not None or kind != "summit":
        return occasion.series
    words = " ".join(m.words for m in occasion.mentions)
    found = [s for p in occasion.parties if (s := series_of_body(cast.name(p), words))]
    if len(found) == 1:
        return found[0]
    holder = _only_holder(cast) if not occasion.parties and occasion.places else None
    return series_of_body(holder, words) if holder else None


def _only_holder(cast: Cast) -> str | None:
    """The one body of the article that holds summits: "the Brisbane summit" of a story about the G20 is the G20's."""
    counts = Counter(body for m in cast.mentions for party in m.parties for body in bodies_in(cast.name(party)))
    (first, most), (_, next_most) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return first if most >= CLEARLY * max(next_most, 1) else None


def _evidence(text: Text, mention: Mention) -> Evidence:
    return text.evidence(mention.start, mention.end, f"events/{'verb' if mention.verbal else 'noun'}-{mention.lemma}")


def kind_of(occasion: Occasion) -> EventKind:
    """The kind that most of its words say; a noun says it more firmly than a verb."""
    series = occasion.series
    if series is not None:
        return series.kind
    votes: Counter[EventKind] = Counter()
    for mention in occasion.mentions:
        votes[mention.kind] += 1 if mention.verbal or mention.lemma in VAGUE else 3
    return max(votes, key=lambda kind: (kind in {"summit", "call"}, votes[kind], -RANK.index(kind)))


def place_of(occasion: Occasion) -> Place | None:
    """The finest place that its mentions agree on; for a journey with several stops the country they lie in."""
    found = occasion.places
    if not found:
        return None
    counts = Counter(place.id for place in found)
    fine = [p for p in found if not any(q.id != p.id and within(q, p) and not within(p, q) for q in found)]
    candidates = fine or found
    if len({p.id for p in candidates}) > 1 and kind_of(occasion) == "visit":
        candidates = found
    return min(candidates, key=lambda p: (-counts[p.id], FINEST.index(p.kind)))


def date_of(occasion: Occasion) -> DateMention | None:
    """The date told most often, then the most exact one, then the first; to the last day, where one is told."""
    begun = _likeliest([m.date for m in occasion.mentions if m.date and m.date.start and not m.ends])
    ended = _likeliest([m.date for m in occasion.mentions if m.date and m.date.start and m.ends])
    days = next((m.days for m in occasion.mentions if m.days), None)
    if ended is None or ended.precision != "day":
        return begun or ended
    if begun is None:
        first = date.fromisoformat(ended.start or "") - timedelta(days=(days or 1) - 1)
        return replace(ended, start=first.isoformat(), end=ended.start, precision="range") if days else ended
    if begun.precision == "day" and (begun.start or "") < (ended.start or ""):
        return replace(begun, end=ended.start, precision="range")
    return begun


def _likeliest(found: list[DateMention]) -> DateMention | None:
    counts = Counter(one.start for one in found)
    return max(found, key=lambda one: (counts[one.start], len(one.start or ""), one.end is not None), default=None)


def _single_day(occasion: Occasion) -> DateMention | None:
    """The date of an event of one day: what is part of it happens on that day."""
    found = date_of(occasion)
    return found if found and found.precision == "day" and found.end in {None, found.start} else None


def participants_of(occasion: Occasion) -> tuple[str, ...]:
    """Its parties; states only where fewer than two people or bodies are named."""
    parties = occasion.parties
    named = tuple(party for party in parties if not is_state(party))
    return named if len(named) > 1 else parties


def status_of(text: Text, occasion: Occasion, when: DateMention | None) -> EventStatus:
    """What the article asserts: a cancellation before all else, then what is told first, then what the date suggests."""
    told = [status for status in occasion.statuses if status is not None]
    for final in ("cancelled", "postponed", "ruled_out"):
        if final in told:
            return final
    counts = Counter(told)
    if counts:
        best = max(counts.values())
        return next(status for status in told if counts[status] == best)
    anchor = text.article.anchor
    if when and when.start and anchor:
        return "planned" if when.start[:10] > anchor else "held"
    return "held"


def _free(name: str, taken: set[str]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free
