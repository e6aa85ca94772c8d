"""When: time expressions, resolved against the day of the article.

Reads  the grammar in dates/, the dateline's day or the day of publication, the tense around each expression.
Finds  days, weekdays, weeks, months, seasons, years, spans, deadlines ("by August 12"), times with their zones.
       All longer periods are given by their first and last day, so that "in June" is 1 to 30 June and "mid-June" 11
       to 20; "by" and "within" leave the start open, "since" and "from" the end.
Misses on purpose: durations and ages, dates that are names ("the September 11 attacks"), and what has no calendar date
       ("soon", "in the coming days"). Seasons are those of the northern hemisphere.
"""

import re
from dataclasses import replace
from datetime import date
from functools import cache

from spacy.tokens import Span, Token

from briefgen.extract.dates.direction import MODIFIES, hangs_directly, looks_ahead
from briefgen.extract.dates.grammar import Reading, Sense, readings
from briefgen.extract.dates.periods import Period, at_clock, shifted
from briefgen.extract.modality import LINKS, governing, modality_of
from briefgen.extract.text import Text
from briefgen.lexicon import load_toml
from briefgen.model import DateMention

_LEAD = 90  # characters before an expression in which its preposition is looked for
_BOUND = re.compile(
    r"\b(?P<word>by|until|till|before|from|since|starting(?:\s+(?:on|from|in))?|beginning(?:\s+(?:on|in))?|as\s+of|no\s+later\s+than"
    r"|not\s+later\s+than|effective|through)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_FROM_NOW = re.compile(r"\b(?P<word>between\s+now\s+and)\s+(?:[\w'’-]+\s+){0,6}$", re.IGNORECASE)
_DEADLINES = ("by", "until", "till", "before", "no later", "not later", "through")
_BETWEEN_DAY_AND_TIME = re.compile(r"[\s,(]*(?:at|on|from|around|about)?[\s,]*\Z")
ANOTHER_TIME = frozenset({"before", "after", "following", "since", "until", "till"})
_SOME_DAY = date(2001, 1, 1)  # only to ask a rule how exact it is, where an article has no day


def find_dates(text: Text) -> tuple[DateMention, ...]:
    """The time expressions of an article in reading order, none overlapping.

    start and end are ISO 8601 and inclusive. Without a day to count from, an expression that needs one has neither.
    """
    anchor = _anchor(text)
    found: list[tuple[Reading, Period]] = []
    for reading in readings(text.article.body):
        span = text.doc.char_span(reading.start, reading.end, alignment_mode="expand")
        if span is None or not len(span) or _is_name(text, reading, span) or _in_dateline(text, reading):
            continue
        sense = Sense(anchor, looks_ahead(span), sure=hangs_directly(span))
        period = reading.resolve(reading.match, sense)
        if (
            period is None
            and anchor is None
            and (rough := reading.resolve(reading.match, Sense(_SOME_DAY, sense.ahead)))
        ):
            period = Period(None, None, rough.precision)
        if period is not None:
            found.append(_bounded(text, reading, period, span, anchor))
    return tuple(_mention(text, reading, period) for reading, period in _with_times(text, found))


def date_for(
    dates: tuple[DateMention, ...], head: Token, *, not_before: str | None = None, lent: bool = True
) -> DateMention | None:
    """The date that an act carries, by its head (the verb, or the noun of an event); None where its clause has none.

    A date counts where it hangs on the act itself, on its objects and adjuncts, or on an infinitive that tells its
    purpose ("will travel to Rome to attend talks on Friday"), never where another clause holds it. lent: a date that
    opens the sentence counts for joined verbs too ("On Friday, X will arrive and meet Y"), and so does the date of a
    governing word that tells no act ("is due on Friday to meet"). not_before: an ISO day; dates that end before it are
    passed over, for acts still to come. Of several, the one closest to the act in the tree, then in the text.
    """
    sent = head.sent
    ranked: list[tuple[int, int, int, DateMention]] = []
    for number, mention in enumerate(dates):
        start, end = mention.evidence.start, mention.evidence.end
        if end <= sent.start_char or start >= sent.end_char or (mention.start is None and mention.end is None):
            continue
        if (
            not_before
            and (last := mention.end or mention.start)
            and mention.end
            and last[:10] < not_before[: len(last[:10])]
        ):
            continue
        span = head.doc.char_span(start, end, alignment_mode="expand")
        links = _links(span.root, head, lent=lent) if span is not None and len(span) else None
        if links is not None and span is not None:
            ranked.append((links, abs(span.start - head.i), number, mention))
    return min(ranked, default=(0, 0, 0, None))[3]


def _links(word: Token, head: Token, *, lent: bool) -> int | None:
    """How far a date's word is below an act; None where another clause lies between."""
    at, cost = word, 0
    holders = {head.i: 0} | ({up.i: 2 for up in _lenders(head, word)} if lent else {})
    for _ in range(2 * LINKS):
        if at.i in holders:
            return cost + holders[at.i]
        above = at.head
        if above == at:
            return None
        if at.dep_ == "pobj" and at != word and above.lower_ in ANOTHER_TIME:
            return None  # "before the election in November"
        if at.pos_ in {"VERB", "AUX"} and at != word:  # the word itself: "starting on August 12"
            tells_purpose = at.dep_ in {"xcomp", "advcl", "acl", "pcomp", "ccomp"} and at.tag_ in {"VB", "VBG"}
            if not tells_purpose or any(c.dep_ in {"nsubj", "nsubjpass"} for c in at.children):
                return None
            cost += 2
        cost += 3 if at.dep_ in MODIFIES and above.pos_ in {"NOUN", "PROPN"} else 1
        at = above
    return None


def _lenders(head: Token, word: Token) -> list[Token]:
    """The verbs above an act whose dates it shares."""
    found: list[Token] = []
    at = head
    for _ in range(LINKS):
        above = at.head
        if above == at:
            break
        if at.dep_ == "conj" and above.pos_ in {"VERB", "AUX"}:
            if word.i < above.i:
                found.append(above)  # "On Friday, X will arrive and meet Y"
        elif at.dep_ in {"xcomp", "acomp", "oprd"} and (above.lemma_ == "be" or _tells_no_act(above)):
            found.append(above)
        elif at.pos_ in {"NOUN", "PROPN"} and at.dep_ in {"dobj", "nsubj", "nsubjpass", "attr", "pobj"}:
            if above.pos_ in {"VERB", "AUX"}:
                found.append(above)
            elif above.pos_ != "ADP":
                break
        elif at.dep_ not in {"prep", "pobj"}:
            break
        at = above
    return found


def _tells_no_act(verb: Token) -> bool:
    """ "is expected on Friday to", "is due": the date is that of what is expected, not of the expecting."""
    return governing(verb) in {"expected", "planned"} and modality_of(verb).certainty != "past"


# Parts of find_dates -----------------------------------------------------------------------------------------------


def _anchor(text: Text) -> date | None:
    day = text.article.anchor
    try:
        return date.fromisoformat(day) if day else None
    except ValueError:
        return None


def _in_dateline(text: Text, reading: Reading) -> bool:
    dateline = text.article.dateline
    return dateline is not None and dateline.span.start <= reading.start < dateline.span.end


def _is_name(text: Text, reading: Reading, span: Span) -> bool:
    """Whether the words are part of a name, or a number, and no time."""
    body = text.article.body
    about = load_toml("dates")["names"]
    around = body[max(reading.start - 12, 0) : reading.end + 24]
    if (name := _names().search(around)) and name.start() + max(reading.start - 12, 0) < reading.end:
        if name.end() + max(reading.start - 12, 0) > reading.start:
            return True
    after = body[reading.end : reading.end + 24].split()
    if (
        reading.rule == "day"
        and after
        and after[0].casefold().strip(".,;:") in about["deeds"]
        and not reading.match["y1"]
    ):
        return True
    if span.root.ent_type_ == "PERSON" and reading.rule.startswith("month"):
        return True
    if reading.rule == "year":
        token = span[0]
        return token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ == "NNS"
    return False


@cache
def _names() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, load_toml("dates")["names"]["words"])))


def _bounded(text: Text, reading: Reading, period: Period, span: Span, anchor: date | None) -> tuple[Reading, Period]:
    """The period as the preposition before it bounds it: "by Friday", "since 2014", "from August 12"."""
    before = text.article.body[max(reading.start - _LEAD, 0) : reading.start]
    if (now := _FROM_NOW.search(before)) and anchor is not None:
        return replace(reading, start=reading.start - len(before) + now.start("word")), replace(
            period, start=anchor, precision="range"
        )
    bound = _BOUND.search(before)
    if bound is None or (span.root.dep_ in MODIFIES and span.root.head.i > span.root.i):
        return reading, period
    word = bound["word"].casefold()
    if word in {"until", "till"} and any(governing(up) == "postponed" for up in span.root.ancestors):
        return reading, period  # the new date
    reading = replace(reading, start=reading.start - len(before) + bound.start("word"))
    if not word.startswith(_DEADLINES):
        return reading, Period(period.start, None, "range", period.clock)
    if word == "through":
        return reading, Period(None, period.end, "range", period.clock)
    end = period.start and shifted(period.start, days=-1) if word == "before" else period.end
    return reading, Period(None, end, "range", period.clock)


def _with_times(text: Text, found: list[tuple[Reading, Period]]) -> list[tuple[Reading, Period]]:
    """Join a time to the day beside it: "on Friday at 11 a.m. local time"; a second time in brackets says the same."""
    joined: list[tuple[Reading, Period]] = []
    for reading, period in found:
        previous = joined[-1] if joined else None
        between = text.article.body[previous[0].end : reading.start] if previous else "…"
        beside = previous is not None and len(between) < 16 and _BETWEEN_DAY_AND_TIME.match(between) is not None
        if previous is not None and beside and {previous[1].precision, period.precision} == {"time"}:
            continue
        if previous is not None and beside and "time" in {previous[1].precision, period.precision}:
            day, clock = (period, previous[1].clock) if previous[1].precision == "time" else (previous[1], period.clock)
            if day.start == day.end and day.start is not None:
                joined[-1] = (replace(previous[0], end=reading.end), at_clock(day, clock))
                continue
        joined.append((reading, period))
    return joined


def _mention(text: Text, reading: Reading, period: Period) -> DateMention:
    evidence = text.evidence(reading.start, reading.end, f"when/{reading.rule}")
    start, end = period.iso
    return DateMention(text=evidence.text, start=start, end=end, precision=period.precision, evidence=evidence)
