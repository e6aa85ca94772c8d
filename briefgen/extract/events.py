"""Events: summits, meetings, talks, calls, visits, conferences, ceremonies and signings, each once.

Reads  tokens and dependencies, the mentions of parties, the places and the dates.
Finds  contacts between parties that were held, are under way, planned, possible or called off, with who, where and when
       as far as the article ties them to the event.
Misses events that are only alluded to. Left out on purpose: "talks" or "meetings" without party, place or date; wars,
       attacks, elections, statements and interviews, which are no contacts in this sense.
"""

from collections.abc import Iterator

from briefgen.extract.cast import Cast
from briefgen.extract.coreference import AHEAD, Occasion, occasions
from briefgen.extract.event_arguments import Surroundings
from briefgen.extract.event_holders import series_of_occasion, with_holder
from briefgen.extract.event_mention import Mention
from briefgen.extract.event_mentions import find_mentions
from briefgen.extract.event_names import name_of
from briefgen.extract.event_series import round_in
from briefgen.extract.event_settings import Setting, settings
from briefgen.extract.event_summary import filed_under, kind_of, participants_of, status_of
from briefgen.extract.text import Text
from briefgen.frozen import replace
from briefgen.model import Absence, DateMention, Event, Evidence, Place
from briefgen.slugs import slug

MOST_MENTIONS = 12
OFF = frozenset({"cancelled", "postponed", "ruled_out"})


def find_events(text: Text, cast: Cast, places: tuple[Place, ...], dates: tuple[DateMention, ...]) -> tuple[Event, ...]:
    """The events of one article, in the order of their first mention. Ids are unique in the article."""
    dateline = text.article.dateline
    around = Surroundings(text.doc, cast, places, dates, dateline.span if dateline else None)
    told = occasions(with_holder(find_mentions(text, around), cast))
    found: list[Event] = []
    made: list[tuple[Occasion, Occasion | None]] = []
    taken: set[str] = set()
    for occasion, setting in zip(told, settings(text, around, told), strict=True):
        if _worth_telling(occasion, cast) or (setting.whole is not None and occasion.parties):
            event = _event(text, occasion, setting, cast, taken)
            taken.add(event.id)
            found.append(event)
            made.append((occasion, setting.whole))
    return tuple(_with_parents(found, made))


def _with_parents(found: list[Event], made: list[tuple[Occasion, Occasion | None]]) -> Iterator[Event]:
    """The events, each with the id of the one that it is told to be a part of."""
    ids = {id(occasion): event.id for event, (occasion, _) in zip(found, made, strict=True)}
    for event, (_, whole) in zip(found, made, strict=True):
        parent = ids.get(id(whole))
        yield replace(event, parent=parent) if parent else event


def _worth_telling(occasion: Occasion, cast: Cast) -> bool:
    """Whether enough is known to file the event: who with whom, or who and where or when."""
    mentions = occasion.mentions
    parties, fixed = len(occasion.parties), bool(occasion.places) + bool(occasion.dates)
    kind = kind_of(occasion)
    if series_of_occasion(occasion, kind, cast) is not None:
        return True
    if kind == "visit":
        return parties > 0 and fixed > 0
    if kind == "signing":
        return parties > 0
    if all(m.weak for m in mentions):
        return parties > 1 and (fixed > 0 or len(mentions) > 1)
    if all(m.plural for m in mentions):
        return parties > 1 and fixed > 0
    return parties > 1 or (parties > 0 and fixed > 0) or fixed > 1


def _event(text: Text, occasion: Occasion, setting: Setting, cast: Cast, taken: set[str]) -> Event:
    kind = kind_of(occasion)
    place, when = None if kind == "call" else setting.place, setting.date
    status = status_of(text, occasion, when)
    planned = any(m.date == when and m.status in AHEAD for m in occasion.mentions)  # the day for which it was fixed
    if status in OFF and when is not None and not planned and _is_day_of_news(text, when):
        when = None
    parties = participants_of(occasion, cast)
    name = name_of(occasion, kind, filed_under(occasion, parties, cast), place, cast)
    series = series_of_occasion(occasion, kind, cast)
    return Event(
        id=_free(slug(name) or kind, taken),
        name=name,
        kind=kind,
        status=status,
        start=when.start if when else None,
        end=when.end if when else None,
        precision=when.precision if when and when.start else None,
        place=place.id if place else None,
        participants=parties,
        series=series.name if series else None,
        edition=series.edition if series else next((n for m in occasion.mentions if (n := round_in(m.words))), None),
        parent=None,
        mentions=tuple(_evidence(text, mention) for mention in occasion.mentions[:MOST_MENTIONS]),
        absent=tuple(_absences(text, occasion, parties)),
    )


def _absences(text: Text, occasion: Occasion, parties: tuple[str, ...]) -> Iterator[Absence]:
    """Who stays away, each with the first words that say so; whoever takes part by other words is none of them."""
    told = set(parties)
    for mention in occasion.mentions:
        for party in mention.absent:
            if party not in told:
                told.add(party)
                yield Absence(party=party, evidence=_evidence(text, mention))


def _is_day_of_news(text: Text, when: DateMention) -> bool:
    """Whether a date is that of the calling off, not of what is called off: "cancelled a visit on Tuesday"."""
    anchor = text.article.anchor
    if when.start is None or anchor is None or when.start[:10] > anchor:
        return False
    before = text.article.body[: when.evidence.start].split()[-1:]
    return before != ["for"] and not when.text.startswith("for ")


def _evidence(text: Text, mention: Mention) -> Evidence:
    return text.evidence(mention.start, mention.end, f"events/{'verb' if mention.verbal else 'noun'}-{mention.lemma}")


def _free(name: str, taken: set[str]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free
