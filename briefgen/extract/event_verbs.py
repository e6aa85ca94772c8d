"""Verbs that tell of an event: "met with", "spoke by phone", "visited", "signed an agreement", with their arguments."""

from itertools import pairwise

from briefgen.extract.event_arguments import (
    SIDELINES,
    Arguments,
    Surroundings,
    is_group,
    phrase_start,
    right_arguments,
    subject_of,
    subject_parties,
)
from briefgen.extract.event_clause import clause_date, clause_place, journey_date, part_of
from briefgen.extract.event_lexicon import Verb, heads
from briefgen.extract.event_mention import Mention
from briefgen.extract.event_status import ARRIVING, is_negated, status_of
from briefgen.extract.modality import is_denied
from briefgen.extract.text import Text
from briefgen.extract.tokens import Token
from briefgen.model import EventKind

LONG_SUBJECT = 40  # tokens
NEAR = 12  # tokens between "spoke" and "sidelines"


def verb_mention(text: Text, around: Surroundings, verb: Token, index: int) -> Mention | None:
    """The event that a verb tells of; None where it tells of none."""
    about = heads().verbs.get(verb.lemma_.casefold())
    capital = about is not None and _is_verb_by_place(text, around, verb)
    if about is None or not (capital or verb.pos_ == "VERB") or verb.dep_ in {"amod", "compound"} or _of_a_guest(verb):
        return None
    found = Arguments(end=verb.idx + len(verb))
    subjects = around.parties_within(0, verb.i) if capital else subject_parties(around, verb)
    right_arguments(around, verb, verb.i + 1, found, _leads(around, verb, about))
    if about.kind == "visit":
        found.parties, found.guests = [], []
        subjects = [party for party in subjects if party not in around.bodies or _comes_as_many(verb)]
    if not _tells_an_event(around, verb, about, found, subjects):
        return None
    found.parties[:0] = [party for party in subjects if party not in found.parties]
    if about.kind == "signing":
        found.add(_signers(around, verb))
    status = "held" if capital else status_of(verb, verbal=True)
    if about.kind == "visit" and status == "held" and verb.lemma_ in ARRIVING and _is_news(text, around, verb, found):
        status = "under_way"
    if status is None and (is_negated(verb) or is_denied(verb)):
        return None  # "did not meet": nothing happened, and nothing is said of a plan
    first = text.doc[0 if capital else _clause_start(verb)]
    date = found.date or clause_date(around, verb, verb) or journey_date(around, verb)
    paper = _paper(verb)
    return Mention(
        start=first.idx, end=max(found.end, verb.idx + len(verb), paper.idx + len(paper) if paper is not None else 0),
        head=verb.idx, head_end=verb.idx + len(verb), lemma=verb.lemma_.casefold(),
        words=text.doc[phrase_start(paper) : paper.i + 1].text if paper is not None else "", complement="",
        premodifiers=frozenset(), kind=_kind(verb, about), verbal=True, weak=about.weak, plural=False, definite=False,
        pointing=False,
        headline=text.in_headline(verb.idx), sentence=index, parties=tuple(found.parties), guests=tuple(found.guests),
        states=around.states_of(found.parties), absent=(), attending=False,
        place=found.place or clause_place(around, verb), date=date, told_by_date=False,
        status=status, series=None,
        another=any(child.lower_ in {"again", "next", "separately"} for child in verb.children), earlier=False,
        during=part_of(verb), ends=False, days=None,
    )  # fmt: skip


def _of_a_guest(verb: Token) -> bool:
    """ "Is to meet VISITING Foreign Minister Yang", which the parser takes for a second act of the host."""
    guest = any(child.dep_ == "dobj" and child.ent_type_ == "PERSON" for child in verb.children)
    return verb.lower_ == "visiting" and guest and verb.head.i == verb.i - 1


def _is_verb_by_place(text: Text, around: Surroundings, word: Token) -> bool:
    """Whether a word that a tagger takes for a name is the verb of a title-case headline: "X and Y Meet in Busan"."""
    if word.tag_ not in {"NNP", "NN"} or not word.i or not text.in_headline(word.idx) or not word.is_title:
        return False
    after = word.nbor() if word.i + 1 < len(word.doc) else None
    ends = after is None or after.is_space or after.pos_ in {"ADP", "PUNCT", "ADV", "SCONJ", "PART"}
    return ends and bool(around.cast.of(word.nbor(-1))) and len(around.parties_within(0, word.i)) > 1


def _leads(around: Surroundings, verb: Token, about: Verb) -> frozenset[str]:
    """The prepositions behind which the other party stands; "" only where the object itself is somebody."""
    direct = "" in about.leads
    if direct and about.kind != "visit":
        objects = [child for child in verb.children if child.dep_ == "dobj"]
        direct = not objects or any(
            around.cast.of(word) or is_group(word.lemma_) for word in (objects[0], *objects[0].conjuncts)
        )
    return frozenset(lead for lead in about.leads if lead or direct)


def _tells_an_event(around: Surroundings, verb: Token, about: Verb, found: Arguments, subjects: list[str]) -> bool:
    """Whether the clause holds what the verb needs to be more than a figure of speech."""
    needs = about.needs
    children = {child.dep_ for child in verb.children}
    passive = bool(children & {"nsubjpass", "auxpass"})
    fixed = found.place is not None or found.date is not None
    if "party" in needs and found.guests and (subjects or passive) and set(found.guests) != set(subjects):
        return True
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    if objects and all(o.lemma_.casefold() in heads().nouns for o in objects):
        children = children - {"dobj"}  # "met for talks, the first meeting since …"
    with_others = any(child.dep_ == "prep" and child.lower_ == "with" for child in verb.children)
    if "several" in needs and len(subjects) > 1 and "dobj" not in children and not with_others:
        return True  # with others, whom nothing names, each of them may meet by himself
    if "group" in needs and subjects and "dobj" not in children:
        subject = subject_of(verb)
        plural = subject is not None and (
            subject.tag_ in {"NNS", "NNPS"} or len(subjects) > 1 or subject.pos_ == "PROPN"
        )
        dated = any(child.dep_ in {"npadvmod", "prep"} for child in verb.children)
        if plural and (fixed or dated):
            return True
    settled = found.place is not None or (found.stops and found.date is not None) or _stays(verb, found)
    if "place" in needs and subjects and not passive and settled:
        return True
    by_phone = _by_phone(verb) or (found.guests and _is_of_a_call(verb))
    if "phone" in needs and subjects and (found.guests or len(subjects) > 1) and by_phone:
        return True
    if "phone" in needs and found.guests and _is_of_a_call(verb):
        return True  # "The Prime Minister spoke to Secretary General Rutte", whoever the Prime Minister is
    if "sidelines" in needs and subjects and (found.guests or len(subjects) > 1) and _on_the_sidelines(verb):
        return True
    if "paper" in needs and (subjects or _signers(around, verb)) and _paper(verb) is not None:
        return True
    return "wreath" in needs and bool(subjects) and any(child.lemma_ == "wreath" for child in verb.children)


def _stays(verb: Token, found: Arguments) -> bool:
    """A guest who "will visit from 4 to 8 September" visits the place of the one who writes."""
    return (
        verb.lemma_ == "visit" and found.date is not None and not any(child.dep_ == "dobj" for child in verb.children)
    )


def _kind(verb: Token, about: Verb) -> EventKind:
    by_phone = _by_phone(verb) or _is_of_a_call(verb)
    return "meeting" if "sidelines" in about.needs and not by_phone else about.kind


def _on_the_sidelines(verb: Token) -> bool:
    """ "Modi and Xi spoke on the sidelines of the summit"."""
    return any(verb.doc[i].lower_ in SIDELINES for i in range(verb.i + 1, min(verb.i + NEAR, verb.sent.end)))


def _comes_as_many(verb: Token) -> bool:
    """Whether those who travel for a body are told as such: "a NATO delegation", not "the BRICS summit", "UN envoy"."""
    subject = subject_of(verb)
    return subject is not None and (is_group(subject.lemma_) or subject.tag_ in {"NNS", "NNPS"})


def _is_of_a_call(verb: Token) -> bool:
    """Whether the headline says that the story is of a telephone call: "Readout of the President's Call with X"."""
    words = [token.lower_ for span in verb.doc.spans.get("headline", ()) for token in span]
    calls = {after for word, after in pairwise(words) if word in {"call", "calls"}}  # not "Xi calls for peace"
    return verb.lemma_ in {"speak", "talk"} and bool(calls & {"with", "between"})


def _is_news(text: Text, around: Surroundings, verb: Token, found: Arguments) -> bool:
    """Whether a guest has only just come: "has arrived in Beijing", "arrived earlier today"."""
    date = found.date or clause_date(around, verb, verb)
    if date is not None and date.start is not None:
        return date.start[:10] == text.article.anchor
    return any(child.dep_ == "aux" and child.lower_ in {"has", "have"} for child in verb.children)


def _by_phone(verb: Token) -> bool:
    if verb.lemma_ == "call":
        if verb.tag_ == "VBN" or any(c.dep_ == "dobj" and c.lemma_ in heads().nouns for c in verb.children):
            return False  # "a meeting called by Costa", "called a meeting"
        figures = {"oprd", "xcomp", "ccomp", "prt", "acomp", "prep"}
        return not any(
            child.dep_ in figures and child.lower_ not in {"on", "after", "before", "in", "at"}
            for child in verb.children
        )
    end = min(verb.i + 30, verb.sent.end)
    return any(verb.doc[i].lower_ in heads().phone for i in range(verb.i + 1, end))


def _paper(verb: Token) -> Token | None:
    """The agreement that is signed."""
    if verb.lemma_ not in {"sign", "ink"}:
        return None
    for child in verb.children:
        if child.dep_ in {"dobj", "nsubjpass"}:
            for noun in (child, *child.conjuncts):
                if noun.lemma_.casefold() in heads().papers:
                    return noun
    return None


def _signers(around: Surroundings, verb: Token) -> list[str]:
    """Those by whom it is signed: "the deal was signed by X and Y"."""
    agents = [child.i for child in verb.children if child.dep_ == "agent"]
    return around.parties_within(agents[0], min(verb.i + LONG_SUBJECT, verb.sent.end)) if agents else []


def _clause_start(verb: Token) -> int:
    subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or subject.i > verb.i:
        return min([verb.i, *(child.i for child in verb.children if child.dep_ == "aux" and child.i < verb.i)])
    return subject.left_edge.i if verb.i - subject.left_edge.i < LONG_SUBJECT else subject.i
