"""What the mentions of one event say together: its kind, place, days, participants and status.

Reads  the mentions that coreference put together.
Finds  the kind told most firmly, the finest place and the likeliest day that they agree on, who takes part, what holds.
Misses what no mention's own clause says; event_settings.py looks further.
"""

from collections import Counter
from datetime import date, timedelta

from briefgen.extract.cast import Cast
from briefgen.extract.coreference import EXACT, OVER, VAGUE, Occasion, days_meet, within
from briefgen.extract.text import Text
from briefgen.frozen import replace
from briefgen.model import DateMention, EventKind, EventStatus, Place, is_state

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
    exact = [one for one in found if one.precision in EXACT]
    found = [one for one in found if one in exact or not any(days_meet(one, day) for day in exact)]  # "in May": May 12
    counts = Counter(one.start for one in found)
    return max(found, key=lambda one: (counts[one.start], len(one.start or ""), one.end is not None), default=None)


def participants_of(occasion: Occasion, cast: Cast) -> tuple[str, ...]:
    """Its parties, without the states that the people and bodies among them serve; where two of these are named, only
    those states beside them that are met: "Trump and Anwar hosted the prime ministers of Thailand and Cambodia".
    """
    parties = occasion.parties
    named = [party for party in parties if not is_state(party)]
    served = {cast.state(party) for party in named}
    if len(named) < 2:  # noqa: PLR2004
        return tuple(party for party in parties if party not in served) if len(parties) > 1 else parties
    met = {guest for m in occasion.mentions if not m.plural for guest in m.guests if len(m.guests) > 1} - served
    return tuple(party for party in parties if party in met or not is_state(party))


def filed_under(occasion: Occasion, parties: tuple[str, ...], cast: Cast) -> tuple[str, ...]:
    """The parties after whom an event is called: the states, where for one of them somebody is named besides ("the
    Norway-Canada talks", at which Norway's minister is the only one named). parties: who takes part.
    """
    states = tuple(party for party in occasion.parties if is_state(party))
    named = [party for party in parties if not is_state(party)]
    return states if len(named) == 1 and len(states) > 1 and cast.state(named[0]) in states else parties


def status_of(text: Text, occasion: Occasion, when: DateMention | None) -> EventStatus:
    """What the article asserts: a cancellation first, then what is told first, then what the date suggests."""
    body_first = sorted(occasion.mentions, key=lambda m: m.headline)  # a headline's present tense may tell any time
    told = [m.status for m in body_first if m.status is not None]
    for final in ("cancelled", "postponed", "ruled_out"):
        if final in told:
            return final
    anchor = text.article.anchor
    ahead = bool(anchor and when and when.start and when.start[:10] > anchor[: len(when.start)])
    if "under_way" in told and not ahead and kind_of(occasion) == "visit":
        return "under_way"  # what is told of the rest of it is still to come
    counts = Counter(told)
    if counts:
        best = max(counts.values())
        likeliest = next(status for status in told if counts[status] == best)
        if likeliest == "possible" and counts["planned"] == best:
            likeliest = "planned"  # "has invited him … he will visit": the firmer of two that are told as often
        if likeliest == "under_way" and _starts_today(text, occasion, when):
            return "planned"  # "Merz flies to Washington on Wednesday"
        return "planned" if ahead and likeliest in OVER else likeliest  # "when he meets Xi on Friday"
    if ahead:
        return "planned"
    over = bool(anchor and when and when.end and when.end[:10] < anchor[: len(when.end)])
    return "held" if over else "possible"  # "spoke of talks": that they were held is not told


def _starts_today(text: Text, occasion: Occasion, when: DateMention | None) -> bool:
    """Whether verbs alone tell it, in the present tense, of the day of the story: English plans in that tense, too."""
    today = when is not None and when.start is not None and when.start[:10] == text.article.anchor
    return today and all(m.verbal and not m.headline and _in_present(text, m.head) for m in occasion.mentions)


def _in_present(text: Text, offset: int) -> bool:
    span = text.doc.char_span(offset, offset + 1, alignment_mode="expand")
    return span is not None and span[0].tag_ in {"VBZ", "VBP"}
