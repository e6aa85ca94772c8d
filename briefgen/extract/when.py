"""When: time expressions, resolved against the day of the article.

Reads  the grammar in dates/, the dateline's day or the day of publication, the tense around each expression.
Finds  days, weekdays, weeks, months, seasons, years, spans, deadlines ("by August 12"), times with their zones.
       All longer periods are given by their first and last day, so that "in June" is 1 to 30 June and "mid-June" 11
       to 20; "Monday or Tuesday" is about both; "by" and "within" leave the start open, "since" and "from" the end.
Misses on purpose: durations and ages, dates that are names ("the September 11 attacks"), and what has no calendar date
       ("soon", "in the coming days"). Seasons are those of the northern hemisphere.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from functools import cache

from briefgen.extract.dates.bounds import bounded, on_named_days, with_alternatives, with_times
from briefgen.extract.dates.direction import MODIFIES, hangs_directly, looks_ahead
from briefgen.extract.dates.grammar import readings
from briefgen.extract.dates.names import is_name
from briefgen.extract.dates.periods import Period
from briefgen.extract.dates.sense import Reading, Sense
from briefgen.extract.event_lexicon import heads
from briefgen.extract.modality import modality_of
from briefgen.extract.modality_words import LINKS, governing, lemma_of
from briefgen.extract.text import Text
from briefgen.extract.tokens import Token
from briefgen.lexicon import load_toml
from briefgen.model import DateMention

ANOTHER_TIME = frozenset({"before", "after", "following", "since", "until", "till"})
TERMS = frozenset({"until", "till", "through", "to", "for"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
PURPOSE = frozenset({"xcomp", "advcl", "acl", "pcomp", "ccomp"})
_YEARS = re.compile(r"(?:\w+ )?(?:19|20)\d\d(?:\s*[-–]\s*(?:(?:19|20)?\d\d))?")
_SOME_DAY = date(2001, 1, 1)  # only to ask a rule how exact it is, where an article has no day


def find_dates(text: Text) -> tuple[DateMention, ...]:
    """The time expressions of an article in reading order, none overlapping.

    start and end are ISO 8601 and inclusive. Without a day to count from, an expression that needs one has neither.
    """
    body, anchor = text.article.body, _anchor(text)
    found: list[tuple[Reading, Period]] = []
    for reading in readings(body):
        span = text.doc.char_span(reading.start, reading.end, alignment_mode="expand")
        if span is None or not len(span) or is_name(body, reading, span) or _in_dateline(text, reading):
            continue
        period = _resolved(reading, Sense(anchor, looks_ahead(span), sure=hangs_directly(span)))
        if period is not None:
            found.append(bounded(body, reading, period, span, anchor))
    found = on_named_days(body, with_times(body, with_alternatives(body, found)))
    return tuple(_mention(text, reading, period) for reading, period in _timely(found, anchor))


def _timely(found: list[tuple[Reading, Period]], anchor: date | None) -> Iterator[tuple[Reading, Period]]:
    """A bare time ("at 11:30 a.m.") is on the article's day only while no day to come has been named before it."""
    ahead = False
    for reading, period in found:
        bare = reading.rule == "time" and ahead
        yield reading, Period(None, None, period.precision) if bare else period
        ahead = ahead or (anchor is not None and period.start is not None and period.start > anchor)


def _resolved(reading: Reading, sense: Sense) -> Period | None:
    """What a reading means; where the article has no day, only how exact it is."""
    period = reading.resolve(reading.match, sense)
    if period is not None or sense.anchor is not None:
        return period
    rough = reading.resolve(reading.match, Sense(_SOME_DAY, sense.ahead))
    return Period(None, None, rough.precision) if rough else None


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
    for number in range(bisect_left(dates, sent.start_char, key=_end), len(dates)):
        mention = dates[number]
        if mention.evidence.start >= sent.end_char:
            break
        undated = (mention.start is None and mention.end is None) or tells_since(mention)
        if undated or (not_before and _ends_before(mention, not_before)):
            continue
        span = head.doc.char_span(mention.evidence.start, mention.evidence.end, alignment_mode="expand")
        if span is None or not len(span) or _is_term(span.root, mention):
            continue
        if (links := _links(span.root, head, lent=lent)) is not None:
            ranked.append((links, abs(span.start - head.i), number, mention))
    return min(ranked, default=(0, 0, 0, None))[3]


def _is_term(word: Token, mention: DateMention) -> bool:
    """ "A strategy until 2035", "a programme of cooperation for 2026-2030": years that a paper holds for, and no day on
    which anything is done. word: the root of the mention's words.
    """
    preposition = word if word.pos_ == "ADP" else word.head
    if preposition.lower_ not in TERMS or preposition.i == word.sent.start or not _YEARS.fullmatch(mention.text):
        return False
    at = preposition.nbor(-1)
    for _ in range(LINKS):
        if lemma_of(at) in _holding_for_years():
            return True
        if at.head == at or at.pos_ in {"VERB", "AUX"}:
            return False
        at = at.head
    return False


@cache
def _holding_for_years() -> frozenset[str]:
    """The lemmas of nouns for papers and plans."""
    return heads().papers.union(load_toml("dates")["plans"]["nouns"])


def tells_since(mention: DateMention) -> bool:
    """ "The first visit since 2015": a time that tells how long something has not happened is no act's day."""
    return mention.end is None and mention.text[:5].casefold() == "since"


def _end(mention: DateMention) -> int:
    return mention.evidence.end


def _ends_before(mention: DateMention, day: str) -> bool:
    return mention.end is not None and mention.end[:10] < day[: len(mention.end[:10])]


def _links(word: Token, head: Token, *, lent: bool) -> int | None:
    """How far a date's word is below an act; None where another clause lies between."""
    if _belongs_before(word):
        return None
    if head.pos_ == "NOUN" and word.head.pos_ == "ADP" and head.right_edge.i == word.head.i - 1:
        return 2  # right behind the noun's phrase, though the parser has hung it on the verb: "talks in Oman on Friday"
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
            tells_purpose = at.dep_ in PURPOSE and at.tag_ in {"VB", "VBG"}
            if not tells_purpose or any(c.dep_ in SUBJECTS and c.pos_ != "ADJ" for c in at.children):
                return None  # an adjective is none: "the first ever visit", which the parser takes for a verb
            cost += 2
        cost += 3 if at.dep_ in MODIFIES and above.pos_ in {"NOUN", "PROPN"} else 1
        at = above
    return None


def _belongs_before(word: Token) -> bool:
    """Whether a date stands right behind what an act precedes, where the parser may have hung it on the act:
    "could strike before the election in November".
    """
    preposition = word.head
    if preposition.pos_ != "ADP" or preposition.i == word.sent.start:
        return False
    at = preposition.nbor(-1)
    for _ in range(LINKS):
        if at.lower_ in {"before", "until", "till"}:
            return at.right_edge.i == preposition.i - 1
        if at.head == at or at.pos_ in {"VERB", "AUX"}:
            return False
        at = at.head
    return False


def _lenders(head: Token, word: Token) -> list[Token]:
    """The verbs above an act whose dates it shares."""
    found: list[Token] = []
    governor = modality_of(head).governor if head.dep_ == "advcl" else None
    if governor is not None and _tells_no_act(governor):
        found += [governor, governor.head]  # "is due on Friday to sign"
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


def _anchor(text: Text) -> date | None:
    day = text.article.anchor
    try:
        return date.fromisoformat(day) if day else None
    except ValueError:
        return None


def _in_dateline(text: Text, reading: Reading) -> bool:
    dateline = text.article.dateline
    return dateline is not None and dateline.span.start <= reading.start < dateline.span.end


def _mention(text: Text, reading: Reading, period: Period) -> DateMention:
    evidence = text.evidence(reading.start, reading.end, f"when/{reading.rule}")
    start, end = period.iso
    return DateMention(text=evidence.text, start=start, end=end, precision=period.precision, evidence=evidence)
