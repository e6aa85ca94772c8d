"""Outcomes: what came of an event, as the article tells it: agreed, not agreed, or put off.

Reads  the parse, the modality of verbs, the parties, the events that were held or are under way.
Finds  "adopted a declaration", "a memorandum was signed", "agreed to set up a group", "ended the summit with a
       communique", "parted without a deal", "failed to agree", "put off a decision"; in a headline in the present tense
       too. Each is tied to the event that its sentence names, else to the one that the article is about, where those
       who agree take part in it.
Misses results told in other words, and in a sentence that names neither the event nor who took part; what was agreed
       before the event began; what somebody says between quotation marks: that is a quote.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from briefgen.extract.cast import Cast
from briefgen.extract.modality import modality_of
from briefgen.extract.step_grammar import subject_of
from briefgen.extract.text import Text
from briefgen.extract.tokens import Span, Token
from briefgen.lexicon import load_toml
from briefgen.lexicon.speech_words import clause_verbs
from briefgen.model import DateMention, Event, Outcome, OutcomeStatus

TOLD = frozenset({"held", "under_way"})
SEVERAL = 2  # parties that agree with one another
_OBJECTS = frozenset({"dobj", "nsubjpass"})
_MAIN = frozenset({"ROOT", "conj", "ccomp", "parataxis"})
_PRESENT = frozenset({"VBZ", "VBP"})
_SUBJECT_OF = frozenset({"on", "of", "for", "about", "against"})
_LONGEST = 10  # words behind a paper that still belong to its name
_DAY = len("2025-08-31")


@dataclass(frozen=True, slots=True)
class _Result:
    """The words for an outcome: its verb, the head of what was agreed, where they end."""

    status: OutcomeStatus
    verb: Token
    what: Token
    rule: str


def find_outcomes(text: Text, cast: Cast, dates: Sequence[DateMention], events: Sequence[Event]) -> tuple[Outcome, ...]:
    """The outcomes of one article's events in reading order; at most one for each verb."""
    if not any(event.status in TOLD for event in events):
        return ()
    quoted = [(s.start_char, s.end_char) for s in text.doc.spans.get("quotes", ())]
    found: list[Outcome] = []
    for sent in text.doc.sents:
        for result in _results(text, sent):
            if any(start <= result.verb.idx < end for start, end in quoted):
                continue
            event = _event_of(text, cast, result, events)
            if event is not None and not _is_older(sent, dates, event):
                found.append(_outcome(text, result, event))
    return tuple(one for one in found if not _is_told_below(text, one, found))


def _is_told_below(text: Text, one: Outcome, found: Sequence[Outcome]) -> bool:
    """Whether a headline tells what the text tells as well, and names no paper that the text does not name."""
    if not text.in_headline(one.evidence.start):
        return False
    same = [o for o in found if (o.event, o.status) == (one.event, one.status)]
    below = [o for o in same if not text.in_headline(o.evidence.start)]
    return bool(below) and {*one.documents} <= {name for o in below for name in o.documents}


def _outcome(text: Text, result: _Result, event: Event) -> Outcome:
    words = (result.verb, *result.what.subtree)
    first, last = min(words, key=lambda t: t.i), max(words, key=lambda t: t.i)
    return Outcome(
        status=result.status,
        documents=tuple(_documents(result)) if result.status == "agreed" else (),
        event=event.id,
        evidence=text.evidence(first.idx, last.idx + len(last), f"outcomes/{result.rule}"),
    )


# The words -------------------------------------------------------------------------------------------------------


def _results(text: Text, sent: Span) -> Iterator[_Result]:
    """What the sentence tells as having been agreed, or not, or put off."""
    if sent.text.rstrip(" \n\"'”’").endswith("?"):
        return
    for word in sent:
        if word.pos_ == "VERB" and (result := _of_verb(word, headline=text.in_headline(word.idx))):
            yield result


def _of_verb(verb: Token, *, headline: bool) -> _Result | None:
    lemma = verb.lemma_
    if lemma in _words("ending", "verbs") and (ending := _ending(verb, headline=headline)):
        return ending
    takes = _lexicon()["verbs"].get(lemma)
    objects = [c for c in verb.children if c.dep_ in _OBJECTS and _is_paper(c)]
    status = _told(verb, headline=headline) if takes or lemma in {"agree", *_words("putting_off", "verbs")} else None
    if status is None:
        return None
    if takes and objects and (takes == "all" or objects[0].lemma_ in takes):
        nothing = any(c.lower_ in {"no", "neither"} for c in objects[0].children)
        return _Result("not_agreed" if nothing else status, verb, objects[0], "paper")
    if lemma in _words("putting_off", "verbs") and status == "agreed":
        put_off = next(
            (c for c in verb.children if c.dep_ in _OBJECTS and c.lemma_ in _words("putting_off", "what")), None
        )
        return _Result("deferred", verb, put_off, "put-off") if put_off is not None else None
    if lemma == "agree" and (what := _agreed_on(verb)) is not None:
        return _Result(status, verb, what, "agreed")
    return None


def _ending(verb: Token, *, headline: bool) -> _Result | None:
    """ "ended a summit with a declaration", "parted without a deal"."""
    for leads in verb.children:
        if leads.lower_ not in {"with", "without"} or leads.dep_ != "prep":
            continue
        what = next((c for c in leads.children if c.dep_ == "pobj" and _is_paper(c)), None)
        if what is not None and _told(verb, headline=headline) == "agreed":
            return _Result("agreed" if leads.lower_ == "with" else "not_agreed", verb, what, f"ended-{leads.lower_}")
    return None


def _agreed_on(verb: Token) -> Token | None:
    """What was agreed: "on a text", "to set up a group", "that …"; not "with him"."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in {"on", "upon", "to"}:
            return next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
        if child.dep_ in {"xcomp", "ccomp"} and child.i > verb.i and child.lemma_ not in _words("agree", "not"):
            return child
    return None


def _told(verb: Token, *, headline: bool) -> OutcomeStatus | None:
    """Whether the article asserts that it happened, or that it did not; None for plans, wishes, memories."""
    if verb.dep_ not in _MAIN:
        return _failed(verb)
    over = verb.head
    if verb.dep_ == "ccomp" and over.lemma_ not in clause_verbs():
        return None
    perfect = any(c.lower_ in {"had", "’d", "'d"} and c.dep_ == "aux" for c in verb.children)
    if perfect and verb.dep_ != "ccomp":
        return None  # what was before the story
    certainty = modality_of(verb).certainty
    if certainty == "past" or (headline and certainty == "present" and verb.tag_ in _PRESENT):
        return "agreed"
    return "not_agreed" if certainty == "denied" else None


def _failed(verb: Token) -> OutcomeStatus | None:
    """ "failed to agree", "were unable to sign"."""
    over = verb.head
    failing = over.lemma_ in {"fail", "unable"} and verb.dep_ in {"xcomp", "acomp"}
    finite = over if over.lemma_ == "fail" else over.head
    return "not_agreed" if failing and modality_of(finite).certainty == "past" else None


def _is_paper(noun: Token) -> bool:
    if noun.lemma_.lower() not in _words("papers"):
        return False
    before = {c.lower_ for c in noun.children if c.i < noun.i}
    return noun.lemma_ not in _words("joint") or bool(before & _words("jointly")) or noun.pos_ == "PROPN"


def _documents(result: _Result) -> Iterator[str]:
    """The papers among what was agreed, as the sentence names them."""
    for noun in (result.what, *result.what.conjuncts):
        if noun.lemma_.lower() in _words("documents") and _is_paper(noun):
            name = _name_of(noun)
            if " " in name:  # "an agreement" is no name
                yield name


def _name_of(noun: Token) -> str:
    """A paper by its name without article: "Tianjin declaration", "agreement on search and rescue"."""
    own = [c for c in noun.children if c.dep_ in {"amod", "compound", "nmod", "nummod", "poss"} and c.i < noun.i]
    start = min((c.left_edge.i for c in own), default=noun.i)
    while start < noun.i and noun.doc[start].pos_ == "DET":
        start += 1
    about = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in _SUBJECT_OF and c.i == noun.i + 1]
    end = about[0].right_edge.i if about and about[0].right_edge.i - noun.i <= _LONGEST else noun.i
    name = Span(noun.doc, start, end + 1).text.strip()  # a headline is followed by a blank line
    return noun.text if '"' in name or "," in name else name


# The event -------------------------------------------------------------------------------------------------------


def _event_of(text: Text, cast: Cast, result: _Result, events: Sequence[Event]) -> Event | None:
    """The event whose outcome it is: named in the sentence, else the one that the article is about.

    A signing is an event too; what was signed came of the meeting beside it, where there is one.
    """
    subject = subject_of(result.verb)
    who = cast.all_of(subject) if subject is not None else ()
    sentence = text.sentence_at(result.verb.idx).id
    by_id = {event.id: event for event in events}
    named = [
        by_id[name] for _, name in sorted((m.start, e.id) for e in events for m in e.mentions if m.sentence == sentence)
    ]
    others = [event for event in named if event.kind != "signing"]
    if others:
        return _named_event(cast, result, who, others, sentence)
    main = _main_event(events)
    if main is not None and subject is not None and subject.dep_ != "nsubjpass":
        together = subject.lemma_.lower() in _words("together", "words")
        if _shared(cast, who, main) == len(who) and (len(who) >= SEVERAL or together):
            return main if main.status in TOLD else None
    return next((event for event in named if event.status in TOLD), None)


def _named_event(
    cast: Cast, result: _Result, who: Sequence[str], named: Sequence[Event], sentence: str
) -> Event | None:
    """Of the events that a sentence names, that of those who agree, else the last one named before they do.

    None where this event is still to come.
    """
    most = max(_shared(cast, who, event) for event in named)
    if most:
        chosen = next(event for event in named if _shared(cast, who, event) == most)
    else:
        starts = [min(m.start for m in event.mentions if m.sentence == sentence) for event in named]
        before = [event for event, start in zip(named, starts, strict=True) if start <= result.verb.idx]
        chosen = before[-1] if before else named[0]
    return chosen if chosen.status in TOLD else None


def _shared(cast: Cast, who: Sequence[str], event: Event) -> int:
    """How many of these parties take part in an event, themselves or by somebody who serves their state."""
    there = {*event.participants, *(cast.state(party) for party in event.participants)} - {None}
    return sum(party in there or cast.state(party) in there for party in who)


def _main_event(events: Sequence[Event]) -> Event | None:
    """The event that the article tells of first, below or in its headline."""
    first = min(((m.start, e.id) for e in events for m in e.mentions), default=None)
    return next((e for e in events if first and e.id == first[1]), None)


def _is_older(sent: Span, dates: Sequence[DateMention], event: Event) -> bool:
    """Whether the sentence dates what it tells to a time before the event."""
    if not event.start or len(event.start) < _DAY:
        return False
    here = [d for d in dates if sent.start_char <= d.evidence.start < sent.end_char]
    last = [(d.end or d.start or "")[:_DAY] for d in here]
    return bool(last) and all(day and day < event.start[: len(day)] for day in last)


@cache
def _words(section: str, key: str = "") -> frozenset[str]:
    found: Any = _lexicon()[section]
    return frozenset(found[key] if key else found)


def _lexicon() -> Any:
    return load_toml("outcomes")
