"""In-document coreference of events: which mentions tell of one and the same meeting, call or visit.

Reads  mentions of events with their arguments.
Finds  sets of mentions. Those with arguments of their own ("the Putin-Trump meeting in Alaska") are joined where kind,
       parties, place, date and series agree; then those that point back ("the meeting", "their talks") find the nearest
       event that they can mean. A contradiction in any of these parts two mentions whatever else agrees.
Misses events told only in pieces that share no party, place or date; a bare "talks" is left out, not guessed.
"""

import math
from dataclasses import dataclass, field
from datetime import date

from briefgen.extract.event_lexicon import heads
from briefgen.extract.event_mention import Mention
from briefgen.extract.event_series import Series
from briefgen.extract.event_status import Status
from briefgen.model import DateMention, EventKind, Place, is_state

# Which kinds of words can mean the same thing. A summit is also "the meeting"; a visit never is.
SAME_THING: dict[EventKind, frozenset[EventKind]] = {
    "summit": frozenset({"summit", "meeting", "conference", "talks"}),
    "meeting": frozenset({"meeting", "talks", "summit", "conference"}),
    "talks": frozenset({"talks", "meeting", "summit", "call", "conference"}),
    "call": frozenset({"call", "talks"}),
    "conference": frozenset({"conference", "summit", "meeting", "talks"}),
    "visit": frozenset({"visit"}),
    "ceremony": frozenset({"ceremony"}),
    "signing": frozenset({"signing"}),
    "other": frozenset({"other"}),
}
VAGUE = frozenset({"conversation", "discussion", "contact", "consultation", "exchange", "dialogue", "session"})
OVER: frozenset[Status] = frozenset({"held", "under_way"})
AHEAD: frozenset[Status] = frozenset({"planned", "possible", "confirmed"})
ENOUGH = 3.0  # what a mention with arguments of its own must share with an event to be one with it
ENOUGH_DEFINITE = 2.5  # the same for one that points back and yet says who: "Solvang and Quispe attended the summit"
ENOUGH_POINTING = 2.0  # the same for one that points back by its form
ENOUGH_IN_HEADLINE = 1.5  # a headline tells of what its story opens with
SAME_STATES = 1.5  # "the U.S.-Russia talks" for those of Rubio and Lavrov
FADING = 0.12  # lost a sentence of distance; a newsroom's "the meeting" seldom reaches back beyond ten sentences
CLOSE_BY = 0.5  # for "the meeting" in the sentence of the event or the next one
POINTED_AT = 1.5  # for "that meeting" in the sentence behind
COMPLETES = 0.5  # for a visit of the same guest, of which one sentence tells the days and another the stops
LEDE = 3  # sentences: a headline and the story's opening tell of one thing
LONGEST = 7  # days of a summit or conference; the UN General Assembly's high-level week is the longest of them
EXACT = frozenset({"time", "part-of-day", "day", "range"})  # a month or a week that holds such a date says less
NEAR_KM = 60.0  # a venue and its city


@dataclass(slots=True)
class Occasion:
    """The mentions of one event so far, and what they say together."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def kinds(self) -> set[EventKind]:
        """The kinds of its words; verbs count only where there are no nouns."""
        nouns = {m.kind for m in self.mentions if not m.verbal}
        return nouns or {m.kind for m in self.mentions}

    @property
    def parties(self) -> tuple[str, ...]:
        """All its parties, in the order of mention."""
        return tuple(dict.fromkeys(party for m in self.mentions for party in m.parties))

    @property
    def states(self) -> frozenset[str]:
        """The states that its parties are or serve."""
        return frozenset(state for m in self.mentions for state in m.states)

    @property
    def places(self) -> list[Place]:
        """The places of its mentions."""
        return [m.place for m in self.mentions if m.place is not None]

    @property
    def dates(self) -> list[DateMention]:
        """The dates of its mentions."""
        return [m.date for m in self.mentions if m.date is not None]

    @property
    def series(self) -> Series | None:
        """The series that a mention names; the one with an edition first."""
        named = [m.series for m in self.mentions if m.series is not None]
        return next((s for s in named if s.edition), named[0] if named else None)

    @property
    def statuses(self) -> list[Status]:
        """What its mentions assert, those that assert nothing left out."""
        return [m.status for m in self.mentions if m.status is not None]


def occasions(mentions: list[Mention]) -> list[Occasion]:
    """The events that the mentions tell of, in the order of their first mention."""
    found: list[Occasion] = []
    body_first = sorted(mentions, key=lambda m: (m.headline, m.head))
    for mention in body_first:
        if is_anchored(mention):
            _join(mention, found, ENOUGH_DEFINITE if mention.definite else ENOUGH)
    for mention in body_first:
        if not is_anchored(mention):
            _join(mention, found, _needed(mention))
    for occasion in found:
        occasion.mentions.sort(key=lambda m: m.head)
    return sorted(found, key=lambda o: o.mentions[0].head)


def _needed(mention: Mention) -> float:
    if mention.headline:
        return ENOUGH_IN_HEADLINE
    return ENOUGH_POINTING if mention.definite else ENOUGH


def is_anchored(mention: Mention) -> bool:
    """Whether the mention says enough by itself to be told from other events."""
    held_by = len(mention.parties)
    fixed = (mention.place is not None) + (mention.date is not None)
    if mention.series is not None or held_by > 1:
        return True
    return held_by + fixed > 1 and not (mention.definite and held_by + fixed < 2)  # noqa: PLR2004


def _join(mention: Mention, found: list[Occasion], enough: float) -> None:
    """Put the mention to the event that it agrees with most, or start a new one with it."""
    best: tuple[float, Occasion] | None = None
    for occasion in found[-60:]:
        score = agreement(mention, occasion)
        if score is not None and score >= enough and (best is None or score > best[0]):
            best = (score, occasion)
    if best is not None:
        best[1].mentions.append(mention)
    elif is_anchored(mention) or not mention.definite or (mention.kind == "summit" and mention.parties):
        found.append(Occasion([mention]))


def agreement(mention: Mention, occasion: Occasion) -> float | None:
    """How much speaks for the mention telling of this event; None where something speaks against it."""
    if not _kinds_agree(mention, occasion) or _parted_by_words(mention, occasion):
        return None
    if _part_and_whole(mention, occasion) or _before_it_is_told(mention, occasion):
        return None
    parts = (
        _parties(mention, occasion),
        _place(mention, occasion),
        _date(mention, occasion),
        _series(mention, occasion),
    )
    if None in parts or _parted_by_status(mention, occasion):
        return None
    score = sum(part for part in parts if part is not None)
    score += 1.0 if mention.kind in {m.kind for m in occasion.mentions} else 0.0
    same_word = mention.lemma in {m.lemma for m in occasion.mentions}
    alike = mention.lemma in VAGUE and set(mention.parties) == set(occasion.parties)  # "a conversation" by telephone
    score += 1.0 if alike else 0.5 if same_word else 0.0
    score += 1.5 if mention.definite and _told_before(mention, occasion) else 0.0
    score += _headed(mention, occasion) + _completes(mention, occasion)
    distance = min(abs(mention.sentence - m.sentence) for m in occasion.mentions)
    score += CLOSE_BY if mention.definite and distance <= 1 else 0.0
    score += POINTED_AT if _is_pointed_at(mention, occasion) else 0.0
    return score - min(FADING * distance, 2.0)


def _is_pointed_at(mention: Mention, occasion: Occasion) -> bool:
    """Whether what points to the sentence before stands behind one that tells of the event."""
    ahead = [m for m in occasion.mentions if m.sentence == mention.sentence - 1 and not m.headline]
    return mention.pointing and bool(ahead)


def _headed(mention: Mention, occasion: Occasion) -> float:
    """What speaks for a headline telling of what its story opens with, the more where that says who or where."""
    if not mention.headline:
        return 0.0
    opening = [m for m in occasion.mentions if m.sentence <= LEDE]
    return 3.0 if any(is_anchored(m) for m in opening) else 2.0 if opening else 0.0


def _completes(mention: Mention, occasion: Occasion) -> float:
    """What speaks for one visit told in two sentences, the days in one and the stops in the other, both to come."""
    if mention.kind != "visit" or not occasion.kinds <= {"visit"} or set(mention.parties) != set(occasion.parties):
        return 0.0
    told = [m for m in occasion.mentions if not m.headline]
    apart = bool(mention.place) != bool(occasion.places) and bool(mention.date) != bool(occasion.dates)
    ahead = mention.status in AHEAD and all(m.status in AHEAD for m in told)
    return COMPLETES if apart and ahead and any(mention.sentence - m.sentence < LEDE for m in told) else 0.0


def _part_and_whole(mention: Mention, occasion: Occasion) -> bool:
    """Whether one is told as a part of the other: "met on the sidelines of the summit"."""
    return any(mention.during == m.head or m.during == mention.head for m in occasion.mentions)


def _before_it_is_told(mention: Mention, occasion: Occasion) -> bool:
    """ "On his ninth trip" does not point to the journey of another tense that a later sentence announces."""
    if not mention.definite or mention.headline or is_anchored(mention) or mention.status is None:
        return False
    later = all(m.sentence > mention.sentence for m in occasion.mentions)
    against = AHEAD if mention.status in OVER else OVER if mention.status in AHEAD else frozenset()
    return later and bool(occasion.statuses) and set(occasion.statuses) <= against


def _told_before(mention: Mention, occasion: Occasion) -> bool:
    return mention.headline or any(m.head < mention.head for m in occasion.mentions)


def _kinds_agree(mention: Mention, occasion: Occasion) -> bool:
    return all(kind in SAME_THING[mention.kind] for kind in occasion.kinds)


def _parted_by_words(mention: Mention, occasion: Occasion) -> bool:
    """ "Another meeting" is not the one before; "meetings" are not "the meeting"; "their last meeting" is no plan."""
    if mention.another and not any(_same_other(m, mention) for m in occasion.mentions):
        return any(m.head < mention.head for m in occasion.mentions)
    if mention.plural != any(m.plural for m in occasion.mentions) and mention.kind not in {"talks", "ceremony"}:
        return mention.plural or not mention.definite
    if any(_other_name(m, mention) for m in occasion.mentions):
        return True
    if mention.headline and all(m.earlier for m in occasion.mentions):
        return True
    if any(_other_papers(m, mention) for m in occasion.mentions):
        return True
    return mention.earlier and bool(set(occasion.statuses) & AHEAD)


def _other_name(one: Mention, other: Mention) -> bool:
    """Whether both have names that end in nouns of their own: "the BRICS summit", "the Leaders' Dialogue"."""
    if one.verbal or other.verbal or one.lemma == other.lemma:
        return False
    heads_of_names = {m.words.split()[-1] for m in (one, other) if m.words}
    return all(word[:1].isupper() for word in heads_of_names) and not (one.headline or other.headline)


def _other_papers(one: Mention, other: Mention) -> bool:
    """ "Signed a deal with X … signed a deal with X and Y": two signings, each with sides and a paper of its own."""
    both = (one, other)
    if any(m.kind != "signing" or not m.verbal or m.headline or not m.guests for m in both):
        return False
    return set(one.guests) != set(other.guests) and one.sentence != other.sentence


def _same_other(one: Mention, other: Mention) -> bool:
    """Whether both are told by one word as another than the one before: "a second round … the second round"."""
    shared = one.premodifiers & other.premodifiers & heads().another
    return one.another and other.another and (bool(shared) or (one.verbal and other.verbal))


def _parties(mention: Mention, occasion: Occasion) -> float | None:
    mine, theirs = set(mention.parties), set(occasion.parties)
    if not mine or not theirs:
        return 0.0
    shared = mine & theirs
    if mention.words[:2].lower() in {"a ", "an"} and set(mention.guests) - theirs and len(_people(theirs)) > 1:
        return None  # "Johnson will host Kerry … and they will attend A meeting with ministers from two states"
    people, others = _people(mine), _people(theirs)
    if mention.attending and (mention.definite or mention.series):
        return 0.5 * len(shared)
    if mention.series is not None or (occasion.series is not None and mention.definite):
        return 0.5 * len(shared) if shared or occasion.series is not None or not (people and others) else None
    if not shared:
        if len(mine) > 1 and not people and len(occasion.states) > 1 and not mention.states <= occasion.states:
            return None  # "the talks between Russia and Ukraine" are not those of Trump and Zelensky
        if not people or not others:
            same = len(mention.states) > 1 and mention.states == occasion.states
            return SAME_STATES if same else 0.0
        return None
    same_states = len(mention.states) > 1 and mention.states == occasion.states
    if mention.headline and same_states and not (people and others and not people & others):
        return 3.0  # "the U.S.-PRC summit" for the meeting of the two presidents
    if mention.pointing and same_states:
        return 3.0  # "this will be Blinken's first meeting with his Armenian and Azeri counterparts"
    if len(mine) > 1 and len(theirs) > 1 and not (mine <= theirs or theirs <= mine) and len(shared) == 1:
        return None
    if len(people) > 1 and len(others) > 1 and people != others and not mention.definite:
        return 3.0 if mention.headline and people < others else None  # a headline names the first of them
    return 3.0 if len(shared) > 1 else 1.5


def _people(parties: set[str]) -> set[str]:
    """Parties that are no states."""
    return {party for party in parties if not is_state(party)}


def _place(mention: Mention, occasion: Occasion) -> float | None:
    here, there = mention.place, occasion.places
    by_phone = "call" in occasion.kinds
    if (here is not None and mention.kind != "call" and by_phone) or (
        there and mention.kind == "call" and not by_phone
    ):
        return None  # a telephone has no place
    if here is None or not there:
        return 0.0
    if any(here.id == place.id for place in there):
        return 2.0
    return 1.0 if all(within(here, place) or within(place, here) for place in there) else None


def within(small: Place, large: Place) -> bool:
    """Whether one place lies in the other: a city in its country or region, a venue in its city."""
    if large.kind in {"country", "region", "other"}:
        same_country = small.country == large.country or large.country is None
        return same_country and (large.kind != "region" or small.kind != "country")
    return "venue" in {small.kind, large.kind} and _km(small, large) <= NEAR_KM


def _km(a: Place, b: Place) -> float:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    north, east = a.lat - b.lat, (a.lon - b.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return 111.2 * math.hypot(north, east)


def _date(mention: Mention, occasion: Occasion) -> float | None:
    here = mention.date
    if here is None or here.start is None or not occasion.dates:
        return None if here and mention.told_by_date else 0.0
    if any(there.start == here.start for there in occasion.dates):
        return 2.0
    if _opens_and_ends(mention, occasion):
        return 1.0
    return 1.0 if any(days_meet(here, there) for there in occasion.dates) else None


def _opens_and_ends(mention: Mention, occasion: Occasion) -> bool:
    """Whether one tells of the last day of what the other dates before it: opened on Sunday, ends on Monday."""
    here = (mention.date.start or "")[:10] if mention.date else ""
    for other in occasion.mentions:
        there = (other.date.start or "")[:10] if other.date else ""
        if not here or not there or mention.ends == other.ends:
            continue
        first, last = (there, here) if mention.ends else (here, there)
        if len(first) == len(last) == len("2025-08-31") and 0 <= _days_between(first, last) <= LONGEST:
            return True
    return False


def _days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def days_meet(a: DateMention, b: DateMention) -> bool:
    """Whether two dates may mean one day; an unresolved one may mean any."""
    if a.start is None or b.start is None:
        return True
    return _low(a.start) <= _high(b) and _low(b.start) <= _high(a)


def _low(date: str) -> str:
    return (date[:10] + "-01-01"[len(date) - 4 :])[:10] if len(date) < 10 else date[:10]  # noqa: PLR2004


def _high(date: DateMention) -> str:
    last = date.end or date.start or ""
    return (last + "-12-31"[len(last) - 4 :])[:10] if len(last) < 10 else last[:10]  # noqa: PLR2004


def _series(mention: Mention, occasion: Occasion) -> float | None:
    mine, theirs = mention.series, occasion.series
    if mine is None or theirs is None:
        if mention.headline and mine is not None and set(mention.parties) & set(occasion.parties):
            return 0.0  # "the NATO summit" above "NATO leaders met today"
        if mine is not None and not any(m.definite or m.headline for m in occasion.mentions):
            return None if occasion.kinds.isdisjoint({mine.kind}) else 0.0
        return 0.0
    if mine.name != theirs.name or (mine.edition and theirs.edition and mine.edition != theirs.edition):
        return None
    return 4.0


def _parted_by_status(mention: Mention, occasion: Occasion) -> bool:
    """A meeting that was held and one still to come are two, unless one date or the form of the words joins them."""
    if mention.status is None or (mention.definite and not is_anchored(mention)):
        return False
    told = set(occasion.statuses)
    against = AHEAD if mention.status in OVER else OVER if mention.status in AHEAD else frozenset()
    if not told or not told <= against:
        return False
    if mention.kind == "visit" and "under_way" in {mention.status, *told} and mention.place is not None:
        return all(place.id != mention.place.id for place in occasion.places)  # told now, and how it was announced
    return not any(mention.date and _one_time(mention.date, there) for there in occasion.dates)


def _one_time(here: DateMention, there: DateMention) -> bool:
    """Whether two dates are told as one; that "this week" holds the day of another makes them none."""
    wide = {here.precision, there.precision} - EXACT
    return here.start == there.start if not wide else (here.start, here.end) == (there.start, there.end)
