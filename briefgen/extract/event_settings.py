"""The setting of an event whose own words name none: the place and the days that the story around it tells.

Reads  the events of an article with their mentions, the sentences, the places.
Finds  the setting of the visit or conference that an event is a part of; of the event beside it ("He also held talks
       with …"); of the one visit that a signing or meeting crowns; the city that the story opens with, for what its
       opening tells and for the other gatherings of one body in one week.
Misses events far from any setting. A call has no place, a visit names its own, and an event on its own date in another
       tense than its neighbour keeps to itself: nothing rather than a guess.
"""

import math
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from briefgen.extract.coreference import AHEAD, LEDE, LONGEST, OVER, Occasion, days_meet
from briefgen.extract.event_arguments import Surroundings
from briefgen.extract.event_clause import governor_of
from briefgen.extract.event_series import bodies_in
from briefgen.extract.event_summary import date_of, kind_of, place_of
from briefgen.extract.text import Text
from briefgen.model import DateMention, EventKind, Place

if TYPE_CHECKING:
    from briefgen.extract.tokens import Span, Token

BESIDE = frozenset({"also", "separately", "additionally", "too"})
AWAY: frozenset[EventKind] = frozenset({"call", "visit"})  # kinds that take no place from others
LEADING = frozenset({"in", "at", "to"})
CLOSE = frozenset({"city", "venue"})


@dataclass(slots=True)
class Setting:
    """Where and when an event is, as far as the article ties it to the event; whole: the event it is a part of."""

    place: Place | None
    date: DateMention | None
    whole: Occasion | None


def settings(text: Text, around: Surroundings, told: list[Occasion]) -> list[Setting]:
    """The settings of the events, in their order."""
    opening = _opening_city(text, around)
    day = _opening_day(text, around)
    found: list[Setting] = []
    for occasion in told:
        whole = _whole(occasion, told)
        found.append(Setting(place_of(occasion), date_of(occasion), whole))
    for occasion, setting in zip(told, found, strict=True):
        kind = kind_of(occasion)
        beside = None if kind in AWAY else _beside(text, occasion, told, found)
        _lend(setting, _around(setting.whole), kind)
        _lend(setting, beside, kind)
        if setting.date is None and set(occasion.statuses) <= OVER:
            setting.date = _day_of_readout(text, occasion) or _day_by_its_part(text, occasion, day)
        if kind in AWAY or setting.place is not None:
            continue
        visit = _only_visit(occasion, told)
        if visit is not None:
            setting.place = place_of(visit)
        elif opening is not None and _told_in_opening(around, occasion, opening, setting.date, text.article.anchor):
            setting.place = opening.place
    return found


def _around(whole: Occasion | None) -> Setting | None:
    """The setting that a whole lends its parts: its place where there is one, its days where they are few."""
    if whole is None:
        return None
    when = date_of(whole)
    short = when is not None and (when.precision in {"day", "range"}) and _days(when) <= LONGEST
    return Setting(place_of(whole), when if short else None, None)


def _lend(setting: Setting, lender: Setting | None, kind: EventKind) -> None:
    """Fill in what is not known from another's setting."""
    if lender is None:
        return
    if kind != "call":
        setting.place = setting.place or lender.place
    setting.date = setting.date or lender.date


def _days(when: DateMention) -> int:
    if not when.start or not when.end or len(when.start) < len("2025-08-31") or len(when.end) < len("2025-08-31"):
        return 1
    return (date.fromisoformat(when.end[:10]) - date.fromisoformat(when.start[:10])).days + 1


# The whole ---------------------------------------------------------------------------------------------------------


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
        and where <= {place.id for place in o.places}
        and set(o.parties) & set(occasion.parties)
        and _on_one_side(o, occasion)
    ]
    return visits[0] if len(visits) == 1 else None


def _only_visit(occasion: Occasion, told: list[Occasion]) -> Occasion | None:
    """The one visit that an undated signing is the fruit of: "Xi visited Hanoi. … Xi signed agreements"."""
    if kind_of(occasion) not in {"signing", "ceremony"} or occasion.dates:
        return None
    visits = [o for o in told if kind_of(o) == "visit" and o.places and _on_one_side(o, occasion)]
    if len(visits) != 1 or visits[0].mentions[0].sentence > LEDE:
        return None
    return visits[0]


# The event beside --------------------------------------------------------------------------------------------------


def _beside(text: Text, occasion: Occasion, told: list[Occasion], found: list[Setting]) -> Setting | None:
    """The setting of the event just told of, where this one is told as one more: "He also held talks with …"."""
    first = occasion.mentions[0]
    if not _one_more(text, first.head, first.premodifiers):
        return None
    best: tuple[int, Setting] | None = None
    paragraph = text.paragraph_at(first.head)
    begin = paragraph.start if paragraph else first.start
    for other, setting in zip(told, found, strict=True):
        before = [
            m for m in other.mentions if m.head < first.head and (m.head >= begin or m.sentence + 1 >= first.sentence)
        ]
        if other is occasion or not before or kind_of(other) == "call" or setting.place is None:
            continue
        if not set(other.parties) & set(occasion.parties) or not _on_one_side(other, occasion):
            continue
        if occasion.dates and setting.date and not days_meet(occasion.dates[0], setting.date):
            continue
        nearest = max(m.head for m in before)
        if best is None or nearest > best[0]:
            best = nearest, setting
    return replace(best[1]) if best else None


def _one_more(text: Text, offset: int, premodifiers: frozenset[str]) -> bool:
    """Whether the clause tells of its event as one more: "also", "separately", "a separate meeting"."""
    if "separate" in premodifiers:
        return True
    span = text.doc.char_span(offset, offset + 1, alignment_mode="expand")
    if span is None or not len(span):
        return False
    word = span[0]
    verb: Token | None = word if word.pos_ == "VERB" else governor_of(word)
    while verb is not None:
        if any(child.lower_ in BESIDE for child in verb.children):
            return True
        verb = verb.head if verb.dep_ in {"xcomp", "conj"} and verb.head.pos_ in {"VERB", "AUX"} else None
    return False


def _on_one_side(one: Occasion, other: Occasion) -> bool:
    """Whether both are told as past or present, or both as still to come."""
    mine, theirs = set(one.statuses), set(other.statuses)
    return bool(mine & AHEAD) == bool(theirs & AHEAD) and bool(mine & OVER) == bool(theirs & OVER)


# The day ------------------------------------------------------------------------------------------------------------


def _opening_day(text: Text, around: Surroundings) -> DateMention | None:
    """The one day that the story's first sentence names."""
    sent = _first_sentence(text)
    if sent is None:
        return None
    found = [d for d in around.dates_within(sent.start_char, sent.end_char) if d.precision == "day" and d.start]
    return found[0] if len({d.start for d in found}) == 1 else None


def _first_sentence(text: Text) -> "Span | None":
    begin = text.article.paragraphs[0].start if text.article.paragraphs else math.inf
    return next((sent for sent in text.doc.sents if sent.end_char > begin), None)


def _day_by_its_part(text: Text, occasion: Occasion, day: DateMention | None) -> DateMention | None:
    """ "In the morning, he welcomed his guest at …": a part of the one day that the story's opening names."""
    if day is None:
        return None
    parts = [m for m in occasion.mentions if PART_OF_DAY.search(text.doc.text, *_sentence_around(text, m.head))]
    return day if parts else None


def _sentence_around(text: Text, offset: int) -> tuple[int, int]:
    span = text.doc.char_span(offset, offset + 1, alignment_mode="expand")
    return (span.sent.start_char, span.sent.end_char) if span is not None and len(span) else (offset, offset)


PART_OF_DAY = re.compile(
    r"\b(?:[Ii]n|[Dd]uring|[Ll]ater in|[Ee]arlier in) the (?:morning|afternoon|evening|day)\b(?! of)|\b[Aa]fter lunch\b"
)


def _day_of_readout(text: Text, occasion: Occasion) -> DateMention | None:
    """The day of a release that is nothing but the account of this event, and names no day: it tells of its own.

    Such a release has no dateline, its headline is the event's name ("Telephone conversation with …") and its first
    sentence tells of it in the past.
    """
    anchor, sent = text.article.anchor, _first_sentence(text)
    head = next(iter(text.doc.spans.get("headline", ())), None)
    if anchor is None or len(anchor) < len("2025-08-31") or sent is None or head is None:
        return None
    if text.article.dateline is not None or head.root.pos_ not in {"NOUN", "PROPN"}:
        return None
    named = any(m.headline for m in occasion.mentions)
    told = [m for m in occasion.mentions if sent.start_char <= m.head < sent.end_char and m.status == "held"]
    if not (named and told):
        return None
    words = text.evidence(told[0].start, told[0].end, "events/readout")
    return DateMention(text=words.text, start=anchor, end=anchor, precision="day", evidence=words)


# The city that the story opens with ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Opening:
    """The one city of the first sentence below the headline, the end of that sentence, and the bodies it names."""

    place: Place
    sentence: int
    bodies: frozenset[str]
    dateline: bool  # whether only the dateline names it


def _opening_city(text: Text, around: Surroundings) -> _Opening | None:
    """The one city or venue that the story's first sentence sets its verb in: "leaders met in Geneva on Monday"."""
    if not text.article.paragraphs:
        return None
    begin = text.article.paragraphs[0].start
    for index, sent in enumerate(text.doc.sents):
        if sent.end_char <= begin:
            continue
        dateline = text.article.dateline
        near = [m for m in around.place_mentions(sent.start, sent.end) if m[2].kind in CLOSE]
        if len({place.id for _, _, place in near}) != 1:
            return None
        place = near[0][2]
        told = any(_in_verb(text, offset) for offset, _, _ in near)
        if not told and not (dateline is not None and near[0][0] < dateline.span.end):
            return None
        parties = around.parties_within(sent.start, sent.end)
        return _Opening(place, index, frozenset(b for p in parties for b in bodies_in(around.cast.name(p))), not told)
    return None


def _in_verb(text: Text, offset: int) -> bool:
    """Whether a place's words stand behind "in", "at" or "to" on a verb: "met in Geneva", not "the war in Gaza"."""
    span = text.doc.char_span(offset, offset + 1, alignment_mode="expand")
    if span is None or not len(span):
        return False
    word = span[0]
    while word.dep_ in {"compound", "nmod", "appos", "amod"} and word.head != word:
        word = word.head
    preposition = word.head
    return preposition.lower_ in LEADING and preposition.head.pos_ in {"VERB", "AUX"}


def _told_in_opening(
    around: Surroundings, occasion: Occasion, opening: _Opening, when: DateMention | None, anchor: str | None
) -> bool:
    """Whether the opening's city is the event's: the news told there, or a gathering of the same body that week."""
    over = bool(set(occasion.statuses) & OVER) and not set(occasion.statuses) & AHEAD
    if over and not any(m.earlier for m in occasion.mentions):
        if any(m.sentence == opening.sentence for m in occasion.mentions):
            return not opening.dateline or _days_apart(when, anchor) <= 1
        if any(m.headline for m in occasion.mentions) and not opening.dateline:
            return True
    bodies = {body for party in occasion.parties for body in bodies_in(around.cast.name(party))}
    bodies |= {body for m in occasion.mentions if m.series for body in bodies_in(m.series.name)}
    return bool(bodies & opening.bodies) and _days_apart(when, anchor) < LONGEST


def _days_apart(when: DateMention | None, anchor: str | None) -> float:
    """Days between an event's day and the article's; endless where one is not known."""
    if when is None or when.start is None or anchor is None or len(when.start) < len(anchor):
        return math.inf
    return abs((date.fromisoformat(when.start[:10]) - date.fromisoformat(anchor)).days)
