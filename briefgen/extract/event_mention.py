"""One mention of an event: the words, and what their clause ties to them. Passed from finding to coreference."""

from dataclasses import dataclass

from briefgen.extract.event_series import Series
from briefgen.extract.event_status import Status
from briefgen.model import DateMention, EventKind, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that tell of an event. All offsets are characters of the body."""

    start: int  # of the phrase with its arguments
    end: int
    head: int  # of the noun or verb
    head_end: int
    lemma: str  # of the head
    words: str  # the noun's phrase with its determiner; what was signed; "" where a verb names nothing
    complement: str  # the "of" phrase behind the noun: "of the XXIV Olympic Winter Games"
    premodifiers: frozenset[str]  # the words before the noun, lower case
    kind: EventKind
    verbal: bool
    weak: bool
    plural: bool
    definite: bool  # "the meeting", "their talks", "this visit": may point back to an event named before
    pointing: bool  # to the sentence before: "that meeting", "this was their first meeting"
    headline: bool
    sentence: int  # index among the sentences
    parties: tuple[str, ...]
    guests: tuple[str, ...]  # those of them behind "with", "between", or the object of the verb
    states: frozenset[str]  # that the parties are or serve
    absent: tuple[str, ...]  # who stays away, by the clause: "X will not take part in the meeting"
    attending: bool  # the words tell who comes to it, not who it is between: "X and Y also attended the summit"
    place: Place | None
    date: DateMention | None
    told_by_date: bool  # "the December 7 videoconference": the date is what tells it from others
    status: Status
    series: Series | None
    another: bool  # "the next round", "a second meeting": not the one before
    earlier: bool  # "their last meeting"
    ends: bool  # its date is the event's last day: "ended their summit on Monday"
    days: int | None  # how many it lasts: "a two-day summit"
    during: int | None  # where the event begins that this one is a part of ("during his visit, … will hold talks")
