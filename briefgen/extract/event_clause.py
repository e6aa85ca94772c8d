"""The clause around an event's words: its governing verb, its place, its date, the event that it is part of."""

from collections.abc import Iterator

from briefgen.extract.event_arguments import SENDING, SIDELINES, WITH, Arguments, Surroundings, right_arguments
from briefgen.extract.event_lexicon import heads
from briefgen.extract.tokens import Token
from briefgen.extract.when import ANOTHER_TIME, date_for
from briefgen.model import DateMention, Place

CLIMB = 8  # links up the tree; longer chains lead into other stories
OF_MEMBERS = {"involve", "include", "be"}  # what stands behind them is about the members, not the event
CLAUSE_REACH = 15  # tokens between an event's noun and the clause on it
WHERE_REACH = 30  # tokens between "where" and the event that happens there


def governor_of(noun: Token) -> Token | None:
    """The verb whose object, subject or adjunct the noun is, through "round of", "possibility of" and the like."""
    at = noun
    for _ in range(CLIMB):
        head = at.head
        if head == at:
            return None
        if at.dep_ != "conj" and head.pos_ in {"VERB", "AUX"}:
            return head
        if at.dep_ != "conj" and head.pos_ not in {"ADP", "NOUN", "PROPN", "SCONJ", "PART", "ADV"}:
            return None
        at = head
    return None


def link_of(noun: Token) -> tuple[str, str]:
    """How a noun hangs on what is above it: the dependency and the preposition ("pobj", "during")."""
    at = noun
    for _ in range(CLIMB):
        if at.dep_ in {"pobj", "pcomp"}:
            if at.head.lower_ == "of" and at.head.head.pos_ == "NOUN":
                at = at.head.head
                continue
            return at.dep_, at.head.lower_
        if at.dep_ not in {"conj", "compound", "poss", "nmod"} or at.head == at:
            return at.dep_, ""
        at = at.head
    return "", ""


def clause_place(around: Surroundings, head: Token) -> Place | None:
    """The place that opens the clause ("In Tokyo, …"), that "where" stands for, or the goal of its journey."""
    at = head
    for _ in range(CLIMB):
        if at.pos_ in {"VERB", "AUX"}:
            for child in at.children:
                place = _place_in_adjunct(around, child) if child.i < at.i else None
                if place is not None:
                    return place
        up = at.head
        if up == at or at.dep_ not in {"xcomp", "advcl", "conj", "pobj", "prep", "acl", "dobj", "relcl", "pcomp"}:
            break
        if at.dep_ == "relcl":
            break
        if up.pos_ == "VERB" and up.lemma_ in heads().travel | SENDING and at.i > up.i:
            right = Arguments(end=0)
            right_arguments(around, up, up.i + 1, right, WITH | {""} if up.lemma_ == "visit" else WITH)
            if right.place is not None:
                return right.place
        at = up
    return _place_of_where(around, head)


def journey_date(around: Surroundings, head: Token) -> DateMention | None:
    """The days of the journey that the event is the purpose of: "will travel to Tokyo May 21-24 to meet".

    None of the journey before: "flew to Kenya on Monday and will go on to Ghana", "arrived on Monday and will meet".
    """
    at = head
    for _ in range(CLIMB):
        up = at.head
        if up == at or at.dep_ not in {"xcomp", "advcl", "conj", "pobj", "prep", "dobj", "pcomp"}:
            return None
        if at.dep_ == "conj" and at.pos_ == "VERB" and (at.lemma_ in heads().travel or _is_earlier(up, at)):
            return None
        if up.pos_ == "VERB" and up.lemma_ in heads().travel | SENDING and at.i > up.i:
            right = Arguments(end=0)
            right_arguments(around, up, up.i + 1, right, WITH)
            return right.date
        at = up
    return None


def _is_earlier(verb: Token, other: Token) -> bool:
    """Whether a verb tells of the past, and one joined to it does not: "arrived on Monday and will meet"."""
    return verb.tag_ == "VBD" and other.tag_ != "VBD"


def clause_on(noun: Token) -> Token | None:
    """The verb of a clause on the noun that tells of the event: "the visit of X that was planned for May 12", "talks,
    due to start on Monday", "the summit, which ends on Friday", "a meeting that he was to attend", "attended by".
    """
    about = heads()
    for word in noun.doc[noun.i + 1 : min(noun.i + CLAUSE_REACH, noun.sent.end)]:
        if word.dep_ not in {"relcl", "acl"} or not noun.is_ancestor(word):
            continue
        if word.head.i != noun.i and word.head.lemma_.casefold() in about.nouns:
            continue  # "talks on the sidelines of meetings hosted by ASEAN"
        there = any(child.lower_ == "where" for child in word.children)
        if there and any(child.dep_ == "dobj" and child.lemma_.casefold() in about.nouns for child in word.children):
            continue  # "a visit to Kenya, where she will hold talks on Friday"
        verb = word
        for below in (word, *word.children):  # "was due to start", "was to attend"
            if below.lemma_ == "be" or about.abandoned.get(below.lemma_.casefold()) == "planned":
                verb = next((child for child in below.children if child.dep_ == "xcomp"), verb)
        lemma = verb.lemma_.casefold()
        if lemma in OF_MEMBERS:
            continue
        if lemma in about.happen | about.attend | about.light or about.abandoned.get(lemma) == "planned":
            return verb
    return _verb_without_that(noun)


def _verb_without_that(noun: Token) -> Token | None:
    """The verb right behind names behind the noun: "a conversation X and Y had Saturday". Parsers make much of it."""
    names = 0
    for word in noun.doc[noun.i + 1 : min(noun.i + CLAUSE_REACH, noun.sent.end)]:
        if word.tag_ in {"VBD", "VBZ", "VBP"} and names and word.lemma_ in HAVING:
            return word
        if word.pos_ not in {"PROPN", "PRON"} and word.lower_ not in {"and", "the"}:
            return None
        names += word.pos_ in {"PROPN", "PRON"}
    return None


HAVING = {"have", "hold", "attend", "host"}


def _place_in_adjunct(around: Surroundings, top: Token) -> Place | None:
    if top.dep_ not in {"prep", "advcl", "advmod"}:
        return None
    start, end = top.left_edge.i, min(top.right_edge.i + 1, top.i + 12)
    for i in range(start, end):
        if top.doc[i].lower_ in {"in", "at"}:
            return around.first_place(i + 1, end)
    return None


def _place_of_where(around: Surroundings, head: Token) -> Place | None:
    """ "In Beijing, where they signed …": the place right before the nearest "where" on the left."""
    first = max(head.sent.start, head.i - WHERE_REACH)
    for i in range(head.i - 1, first, -1):
        if head.doc[i].lower_ == "where":
            return around.place_ending(head.doc[i].idx)
    return None


def clause_date(around: Surroundings, head: Token, governor: Token | None) -> DateMention | None:
    """A date that the event's own clause carries: "On Friday, Putin will meet …", "met today with"."""
    found = date_for(around.all_dates, head)
    if found is None and governor is not None and governor != head:
        found = date_for(around.all_dates, governor)
    if found is None and head.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "as" for c in head.children):
        found = date_for(around.all_dates, head.head)  # "urged him on Friday to give in, as the two met in Kyiv"
    if found is None and (outer := _verb_told_there(head)) is not None:
        found = date_for(around.all_dates, outer)
    return found


def _verb_told_there(head: Token) -> Token | None:
    """The verb whose setting a clause goes on from: "hosted them in Rome on Friday, where they signed a deal"."""
    if head.dep_ != "relcl" or not any(child.lower_ == "where" for child in head.children):
        return None
    outer = next((up for up in head.ancestors if up.pos_ in {"VERB", "AUX"}), None)
    return outer if outer is not None and outer.tag_ == head.tag_ == "VBD" else None


def is_beside(noun: Token) -> bool:
    """Whether something else happens beside an event: "met on the sidelines of the SUMMIT"."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ in SIDELINES


def _objects(preposition: Token) -> Iterator[Token]:
    """What a preposition governs; of "on the sidelines of the summit" the summit."""
    for word in preposition.children:
        if word.dep_ == "pobj":
            yield word
            if word.lower_ in SIDELINES:
                behind = (of for of in word.children if of.lower_ == "of")
                yield from (far for of in behind for far in of.children if far.dep_ == "pobj")


def part_of(head: Token) -> int | None:
    """Where the event begins that the clause puts this one into: "During his visit, Putin will hold talks"."""
    at = head
    for _ in range(3):
        if at.pos_ in {"VERB", "AUX"} or at == head:
            for child in at.children:
                if child.dep_ == "prep" and child.lower_ in {"during", "within", "at", "on"}:
                    for word in _objects(child):
                        if word.i != head.i and word.lemma_.casefold() in heads().nouns:
                            return word.idx
        if at.head == at or at.dep_ not in {"dobj", "xcomp", "conj", "pobj", "prep"} or at.lower_ in ANOTHER_TIME:
            return None
        at = at.head
    return None
