"""Mentions of events: the nouns and verbs that tell of a meeting, a call, a visit, with what their clause ties to them.

Reads  tokens, dependencies, the mentions of parties, places and dates.
Finds  "talks between X and Y in Geneva on Monday", "X met with Y", "Y's visit to Z", "the Putin-Trump summit", "COP29".
Misses events that no word of event_heads.toml and no name of series.toml tells of.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from briefgen.extract.event_arguments import (
    Arguments,
    Surroundings,
    parties_of,
    phrase_start,
    right_arguments,
    subject_of,
    subject_parties,
    zones,
)
from briefgen.extract.event_lexicon import Noun, Verb, heads
from briefgen.extract.event_series import Series, bare_names, series_of
from briefgen.extract.event_status import Status, status_of
from briefgen.extract.text import Text
from briefgen.model import DateMention, EventKind, Place

TRAVEL = {"travel", "fly", "head", "arrive", "visit", "go", "journey", "depart", "return"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that tell of an event. start, end: the phrase with its arguments, characters of the body."""

    start: int
    end: int
    head: int  # character where the head begins
    lemma: str  # of the head
    words: str  # the noun's phrase without determiner, or the verb as it stands: what a name is made from
    kind: EventKind
    verbal: bool
    weak: bool
    plural: bool
    definite: bool  # "the meeting", "their talks", "this visit": may point back to an event named before
    headline: bool
    sentence: int  # index among the sentences
    parties: tuple[str, ...]
    guests: tuple[str, ...]
    place: Place | None
    date: DateMention | None
    status: Status
    series: Series | None
    another: bool  # "the next round", "a second meeting": not the one before
    earlier: bool  # "their last meeting"


def find_mentions(text: Text, around: Surroundings) -> list[Mention]:
    """All mentions of events in reading order."""
    named = _bare_mentions(text, around)
    taken = [(m.start, m.end) for m in named]
    found = list(named)
    for index, sent in enumerate(text.doc.sents):
        for token in sent:
            if any(start <= token.idx < end for start, end in taken):
                continue
            mention = _noun_mention(text, around, token, index) or _verb_mention(text, around, token, index)
            if mention is not None:
                found.append(mention)
    return sorted(found, key=lambda m: (m.head, m.end))


def _noun_mention(text: Text, around: Surroundings, noun: Token, index: int) -> Mention | None:
    about = heads().nouns.get(noun.lemma_.casefold()) if noun.pos_ in {"NOUN", "PROPN"} or noun.tag_ == "VBG" else None
    if about is None or (noun.tag_ == "VBG" and not _is_nominal(noun)) or not _names_an_event(noun, about):
        return None
    first = phrase_start(noun)
    found = Arguments(reach=noun.i + 1)
    prefix_end = noun.i
    found.add(around.parties_within(first, prefix_end))
    inner_place = around.first_place(first, prefix_end)
    right_arguments(around, noun, noun.i + 1, found)
    governor = _governor(noun)
    if governor is not None:
        _from_governor(around, noun, governor, found)
    found.place = found.place or inner_place or _clause_place(around, governor or noun)
    phrase = text.doc[first : noun.i + 1]
    span = text.doc[first : max(found.reach, noun.i + 1)]
    series = series_of(text.doc[first : _of_end(noun)].text)
    left = {token.lower_ for token in text.doc[first : noun.i]} | _round_words(noun)
    return Mention(
        start=span.start_char, end=span.end_char, head=noun.idx, lemma=noun.lemma_.casefold(), words=phrase.text,
        kind=series.kind if series else _kind(about, left, noun), verbal=False, weak=about.weak,
        plural=noun.tag_ in {"NNS", "NNPS"} and about.kind not in {"talks", "ceremony"},
        definite=_is_definite(noun, left), headline=text.in_headline(noun.idx), sentence=index,
        parties=tuple(found.parties), guests=tuple(found.guests), place=found.place,
        date=_date(around, noun, governor, span.start_char, span.end_char), status=status_of(noun, verbal=False), series=series,
        another=bool(left & heads().another), earlier=bool(left & heads().earlier),
    )  # fmt: skip


def _verb_mention(text: Text, around: Surroundings, verb: Token, index: int) -> Mention | None:
    about = heads().verbs.get(verb.lemma_.casefold()) if verb.pos_ == "VERB" or verb.tag_ == "VBG" else None
    if about is None:
        return None
    found = Arguments(reach=verb.i + 1)
    subjects = subject_parties(around, verb)
    _object_arguments(around, verb, about, found)
    if not _tells_an_event(verb, about, found, subjects, around):
        return None
    found.parties[:0] = [party for party in subjects if party not in found.parties]
    found.place = found.place or _clause_place(around, verb)
    first = _clause_start(verb)
    span = text.doc[first : max(found.reach, verb.i + 1)]
    return Mention(
        start=span.start_char, end=span.end_char, head=verb.idx, lemma=verb.lemma_.casefold(), words=_object_words(verb),
        kind=about.kind, verbal=True, weak=about.weak, plural=False, definite=False, headline=text.in_headline(verb.idx),
        sentence=index, parties=tuple(found.parties), guests=tuple(found.guests), place=found.place,
        date=_date(around, verb, verb, verb.idx, span.end_char), status=status_of(verb, verbal=True), series=None,
        another=any(child.lower_ in {"again", "next", "separately"} for child in verb.children), earlier=False,
    )  # fmt: skip


def _bare_mentions(text: Text, around: Surroundings) -> list[Mention]:
    """Events that a name alone tells of."""
    found: list[Mention] = []
    starts = [sent.start_char for sent in text.doc.sents]
    index = 0
    for start, end in bare_names(text.doc.text):
        while index + 1 < len(starts) and starts[index + 1] <= start:
            index += 1
        tokens = text.doc.char_span(start, end, alignment_mode="expand")
        if tokens is None or not len(tokens):
            continue
        mention = _bare_mention(text, around, tokens[-1], tokens[0], index)
        if mention is not None:
            found.append(mention)
    return found


def _bare_mention(text: Text, around: Surroundings, noun: Token, first: Token, index: int) -> Mention | None:
    start = phrase_start(first)
    phrase = text.doc[start : noun.i + 1]
    series = series_of(phrase.text)
    if series is None:
        return None
    root = phrase.root
    found = Arguments(reach=noun.i + 1)
    right_arguments(around, root, noun.i + 1, found)
    governor = _governor(root)
    if governor is not None:
        _from_governor(around, root, governor, found)
    found.place = found.place or _clause_place(around, governor or root)
    span = text.doc[start : max(found.reach, noun.i + 1)]
    left = {token.lower_ for token in phrase}
    return Mention(
        start=span.start_char, end=span.end_char, head=first.idx, lemma=noun.lemma_.casefold(), words=text.doc[first.i : noun.i + 1].text,
        kind=series.kind, verbal=False, weak=False, plural=False, definite=False, headline=text.in_headline(first.idx),
        sentence=index, parties=tuple(found.parties), guests=tuple(found.guests), place=found.place,
        date=_date(around, root, governor, span.start_char, span.end_char), status=status_of(root, verbal=False), series=series,
        another=bool(left & heads().another), earlier=bool(left & heads().earlier),
    )  # fmt: skip


# Nouns ---------------------------------------------------------------------------------------------------------------


def _is_nominal(noun: Token) -> bool:
    """Whether a word tagged as a gerund is the noun "meeting": a determiner or a possessor says so."""
    return any(child.dep_ in {"det", "poss", "amod", "compound"} for child in noun.children)


def _names_an_event(noun: Token, about: Noun) -> bool:
    doc = noun.doc
    before = {
        doc[i].lower_
        for i in range(max(noun.i - 4, noun.sent.start), noun.i)
        if doc[i].head.i >= noun.i or doc[i].head.i == noun.i
    }
    after = {doc[i].lower_ for i in range(noun.i + 1, min(noun.i + 2, len(doc)))}
    if about.plural and noun.tag_ not in {"NNS", "NNPS"}:
        return bool({"phone", "telephone"} & before)
    if about.bars & before or (noun.i > 0 and doc[noun.i - 1].lower_ in about.bars):
        return False
    if noun.dep_ == "compound" and noun.head.lemma_.casefold() in heads().nouns:
        return False  # "summit meeting", "talks session": the head tells it
    return not about.needs or bool(about.needs & (before | after))


def _kind(about: Noun, left: set[str], noun: Token) -> EventKind:
    if about.kind in {"talks", "meeting"} and left & {"phone", "telephone", "video"}:
        return "call"
    if about.kind == "conference" and left & {"video", "phone"}:
        return "call"
    if about.kind == "ceremony" and left & {"signing"}:
        return "signing"
    if about.kind == "meeting" and left & {"summit"}:
        return "summit"
    return about.kind


def _is_definite(noun: Token, left: set[str]) -> bool:
    return bool(
        left
        & {"the", "this", "that", "these", "those", "such", "their", "his", "her", "its", "our", "today", "’s", "'s"}
    ) or (noun.dep_ == "compound")


def _round_words(noun: Token) -> set[str]:
    """The words before "round of" and "series of"."""
    up = noun.head
    if up.lower_ == "of" and up.head.lemma_ in {"round", "series", "phase", "stage", "set", "string"}:
        return {child.lower_ for child in up.head.children} | {"round"}
    return set()


def _of_end(noun: Token) -> int:
    """Index after the noun's "of" phrase: "summit of the Group of Seven"."""
    for zone in zones(noun.doc, noun.i + 1):
        if zone.lead == "":
            return (
                zone.end if zone.start < zone.end and noun.doc[zone.start].lower_ in {"of", "for", "on"} else noun.i + 1
            )
    return noun.i + 1


def _governor(noun: Token) -> Token | None:
    """The verb whose object, subject or adjunct the noun is, through "round of", "possibility of" and the like."""
    at = noun
    for _ in range(5):
        if at.dep_ == "conj":
            at = at.head
            continue
        head = at.head
        if head == at:
            return None
        if head.pos_ in {"VERB", "AUX"}:
            return head
        if head.pos_ not in {"ADP", "NOUN", "SCONJ", "PART"}:
            return None
        at = head
    return None


def _link(noun: Token) -> tuple[str, str]:
    """How the noun hangs on its governor: dependency and preposition ("pobj", "during")."""
    at = noun
    for _ in range(5):
        if at.dep_ in {"pobj", "pcomp"}:
            return at.dep_, at.head.lower_
        if at.dep_ in {"conj", "compound"} and at.head != at:
            at = at.head
            continue
        return at.dep_, ""
    return "", ""


def _from_governor(around: Surroundings, noun: Token, governor: Token, found: Arguments) -> None:
    """Take in the subject of a light verb, and what stands behind a verb whose subject the noun is."""
    about = heads()
    link, preposition = _link(noun)
    lemma = governor.lemma_.casefold()
    direct = noun.head == governor or (noun.dep_ == "conj" and noun.head.head == governor)
    if link in {"nsubj", "nsubjpass"}:
        if direct:
            right_arguments(around, governor, _after_verb(governor), found)
        return
    light = lemma in about.light and (
        link in {"dobj", "attr", "oprd"} or preposition in {"in", "at", "for", "to", "on", "with"}
    )
    travelling = preposition in {"for", "to", "on"} and lemma in {*TRAVEL, "meet", "gather", "come", "be"}
    telling = preposition in {"in", "at", "during", "after", "following", "over"} and found.guests and lemma in TELL
    if light or travelling or telling:
        subject = subject_of(governor)
        own = any(child.dep_ == "poss" for child in noun.children)
        if subject is not None and not own and not (lemma in about.hosts and around.is_place(subject)):
            found.parties[:0] = [p for p in parties_of(around, subject) if p not in found.parties]
        if light and found.place is None and link == "dobj":
            right_arguments(around, governor, noun.i + 1, found)
    if travelling and found.place is None:
        right = Arguments()
        right_arguments(around, governor, governor.i + 1, right, direct=lemma == "visit")
        found.place = right.place


TELL = {"say", "tell", "discuss", "agree", "stress", "note", "add", "reaffirm", "raise", "thank", "praise", "warn",
        "urge", "announce", "emphasize", "express", "describe", "speak", "pledge", "vow", "brief"}  # fmt: skip


def _after_verb(verb: Token) -> int:
    """Where the arguments of a verb begin: behind "place" in "took place", behind a participle."""
    particles = [child.i for child in verb.children if child.dep_ in {"prt", "dobj", "acomp"} and child.i == verb.i + 1]
    return max([verb.i, *particles]) + 1


# Verbs ---------------------------------------------------------------------------------------------------------------


def _object_arguments(around: Surroundings, verb: Token, about: Verb, found: Arguments) -> None:
    direct = "" in about.leads
    for zone in zones(verb.doc, verb.i + 1):
        if (zone.lead == "" and direct) or (zone.lead in about.leads and zone.lead):
            parties = around.parties_within(zone.start, zone.end)
            if about.kind != "visit":
                found.add(parties, guests=True)
            if parties:
                found.reach = max(found.reach, zone.end)
        wanted = {"in", "at", "to", "near", "outside", "aboard", "on", "into", "inside"} | (
            {""} if about.kind == "visit" else set()
        )
        if found.place is None and zone.lead in wanted:
            place = around.first_place(zone.start, zone.end)
            if place is not None:
                found.place = place
                found.reach = max(found.reach, zone.end)


def _tells_an_event(verb: Token, about: Verb, found: Arguments, subjects: list[str], around: Surroundings) -> bool:
    """Whether the clause holds what the verb needs to be more than a figure of speech."""
    needs = about.needs
    passive = any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)
    if "party" in needs and found.guests and (subjects or passive):
        return True
    if "several" in needs and len(set(subjects)) > 1 and not any(child.dep_ == "dobj" for child in verb.children):
        return True
    if "group" in needs and subjects and not any(child.dep_ == "dobj" for child in verb.children):
        subject = subject_of(verb)
        plural = subject is not None and (subject.tag_ in {"NNS", "NNPS"} or len(subjects) > 1)
        dated = bool(around.dates_within(verb.idx, verb.sent.end_char))
        if (plural or len(subjects) > 1 or _is_body(subject)) and (found.place is not None or dated):
            return True
    if "place" in needs and found.place is not None and subjects and not passive:
        return True
    if "phone" in needs and found.guests and _by_phone(verb):
        return True
    if "paper" in needs and subjects and _paper(verb) is not None:
        return True
    return "wreath" in needs and any(child.lemma_ == "wreath" for child in verb.children if child.dep_ == "dobj")


def _is_body(subject: Token | None) -> bool:
    return subject is not None and subject.pos_ == "PROPN" and subject.ent_type_ == "ORG"


def _by_phone(verb: Token) -> bool:
    if verb.lemma_ == "call":
        return not any(child.dep_ in {"oprd", "xcomp", "ccomp", "prt", "acomp"} for child in verb.children)
    end = min(verb.i + 30, verb.sent.end)
    return any(verb.doc[i].lower_ in heads().phone for i in range(verb.i + 1, end))


def _paper(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "dobj":
            for noun in (child, *child.conjuncts):
                if noun.lemma_.casefold() in heads().papers:
                    return noun
    return None


def _object_words(verb: Token) -> str:
    """What was signed or laid, for the name of the event; the verb itself for the others."""
    paper = _paper(verb)
    if paper is None:
        return verb.text
    start = phrase_start(paper)
    return verb.doc[start : paper.i + 1].text


def _clause_start(verb: Token) -> int:
    subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or subject.i > verb.i:
        return min([verb.i, *(child.i for child in verb.children if child.dep_ == "aux" and child.i < verb.i)])
    return subject.left_edge.i if verb.i - subject.left_edge.i < 40 else subject.i


# Place and date ------------------------------------------------------------------------------------------------------


def _clause_place(around: Surroundings, head: Token) -> Place | None:
    """The place at the head of the clause ("In Tokyo, …", "While in Tokyo"), or the goal of the journey it serves."""
    at = head
    for _ in range(4):
        for child in at.children:
            if child.i < at.i and child.dep_ in {"prep", "advcl", "advmod"}:
                place = _place_after_preposition(around, child)
                if place is not None:
                    return place
        up = at.head
        if up == at or up.pos_ not in {"VERB", "AUX"} or at.dep_ not in {"xcomp", "advcl", "conj"}:
            return None
        if up.lemma_ in TRAVEL and at.i > up.i:
            right = Arguments()
            right_arguments(around, up, up.i + 1, right, direct=up.lemma_ == "visit")
            if right.place is not None:
                return right.place
        at = up
    return None


def _place_after_preposition(around: Surroundings, top: Token) -> Place | None:
    start, end = top.left_edge.i, min(top.right_edge.i + 1, top.i + 12)
    for i in range(start, end):
        if top.doc[i].lower_ in {"in", "at"}:
            return around.first_place(i + 1, end)
    return None


def _date(around: Surroundings, head: Token, governor: Token | None, start: int, end: int) -> DateMention | None:
    """The date tied to the event: within its own words, else one that hangs on its clause rather than on another's."""
    within = around.dates_within(start, end)
    if within:
        return within[0]
    sent = head.sent
    for date in around.dates_within(sent.start_char, sent.end_char):
        span = head.doc.char_span(date.evidence.start, date.evidence.end, alignment_mode="expand")
        if span is not None and len(span) and _hangs_on(span.root, head, governor):
            return date
    return None


def _hangs_on(word: Token, head: Token, governor: Token | None) -> bool:
    """Whether the first verb or event above a word is this event or the verb that it goes with."""
    wanted = {head.i} | ({governor.i} if governor is not None else set())
    nouns = heads().nouns
    at = word
    for _ in range(8):
        if at.head == at:
            return False
        at = at.head
        if at.i in wanted:
            return True
        if at.pos_ in {"VERB", "AUX"} or at.lemma_.casefold() in nouns:
            return False
    return False


def iter_sentences(text: Text) -> Iterator[int]:
    """Indices of the sentences."""
    yield from range(len(text.sentences))
