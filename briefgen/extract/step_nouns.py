"""Events and deeds to come that a noun tells, and no verb.

Reads  modality.py for each noun of an event or a deed, the dates beside it; steps.toml, event_heads.toml.
Finds  what is proposed, demanded, considered, called off ("ruled out a meeting", "called for a ceasefire"); events with
       a date ahead ("ahead of talks in Geneva on Friday", "a summit scheduled for June").
Misses nouns with neither ("the upcoming summit"): they tell of an event, and of no step.
"""

from collections.abc import Container

from briefgen.extract.event_status import has_no_date, names_what_is_known
from briefgen.extract.modality import Modality, judge, modality_of
from briefgen.extract.modality_words import LINKS, governing, lemma_of, lemma_with_particle
from briefgen.extract.step_clauses import STATUS, Act, is_stale, lies_ahead
from briefgen.extract.step_grammar import clause_top, event_nouns, is_finite, words
from briefgen.extract.step_worth import WISHING
from briefgen.extract.tokens import Token
from briefgen.extract.when import date_for
from briefgen.model import DateMention

PROPER = frozenset({"summit", "conference", "meeting", "talks", "dialogue", "forum", "ministerial", "assembly"})


def noun_act(
    noun: Token, ahead: Container[int], dates: tuple[DateMention, ...], anchor: str | None, *, in_headline: bool
) -> Act | None:
    """The act to come that a noun tells by itself. ahead: the verbs of the sentence that tell of what is to come."""
    if not _names_act(noun) or _under(noun, ahead):
        return None
    found = _modality(noun)
    date = date_for(dates, noun, not_before=anchor, lent=False)
    if date is not None and lemma_of(noun) in event_nouns() and lies_ahead(date, anchor, or_today=False):
        if found.certainty in {"cancelled", "ruled_out", "denied"}:
            return Act(noun, clause_top(noun, found), found, "ruled_out", date, "noun")
        status = STATUS.get(found.certainty, "planned") if found.to_come else "planned"
        top = clause_top(noun, Modality("none"))
        return Act(noun, top, found, status, date, "dated-noun") if is_finite(top) or in_headline else None
    governor = found.governor
    if governor is None or governor.dep_ in {"amod", "compound", "nmod", "advmod"}:
        return None
    stated = STATUS.get(found.certainty)
    above = (governor, governor.head, governor.head.head)
    if stated == "ruled_out" and "denied" in map(governing, above):
        return None  # "failed to arrange a meeting"
    if stated == "ruled_out" and lemma_of(governor) in WISHING:
        return None  # "does not want a tenuous deal" rules out nothing
    if lemma_of(governor) == "date" and has_no_date(governor):
        return None
    if lemma_with_particle(governor) == "call" and governor.pos_ == "VERB" and names_what_is_known(governor):
        return None  # "called the conversation a good phone call"
    if stated is None or not _is_firm(governor) or _is_vague(noun) or not _is_content(noun, governor):
        return None
    top = clause_top(noun, found)
    if not is_finite(top) or top.dep_ in {"relcl", "advcl"} or (anchor and is_stale(top, noun, dates, anchor)):
        return None
    return Act(noun, top, found, stated, date, "noun")


def _modality(noun: Token) -> Modality:
    """What is rejected or called off is out, though its own adjective says "proposed"."""
    judged = judge(noun.head) if noun.dep_ in {"dobj", "nsubjpass"} else None
    if judged is not None and judged.certainty in {"ruled_out", "cancelled"}:
        return judged
    return modality_of(noun)


def _is_vague(noun: Token) -> bool:
    """ "The session", "such talks": named before, and no new step by itself."""
    pointing = any(
        c.lower_ in {"the", "this", "that", "these", "those", "such", "any"} and c.dep_ in {"det", "predet", "amod"}
        for c in noun.children
    )
    return pointing and not any(c.dep_ in {"prep", "acl", "relcl", "compound", "poss"} for c in noun.children)


def _names_act(noun: Token) -> bool:
    if noun.dep_ in {"compound", "nmod", "poss", "npadvmod"}:
        return False
    lemma = lemma_of(noun)
    if noun.pos_ == "NOUN":
        return lemma in event_nouns() or lemma in words("deeds")
    return noun.pos_ == "PROPN" and noun.lower_ in PROPER


def _is_content(noun: Token, governor: Token) -> bool:
    """Whether the noun tells what is planned: "plans for talks", not "agreements under discussion"."""
    if governor.pos_ != "NOUN" or noun.dep_ != "pobj" or noun.head.head != governor:
        return True
    return noun.head.lower_ in {"of", "for", "on", "to", "about", "regarding"}


def _is_firm(governor: Token) -> bool:
    """Whether the governing word proposes, demands, plans or rules out; debates and opinions do not."""
    lemma = lemma_of(governor)
    if governor.pos_ == "NOUN":
        return lemma in words("firm_nouns")
    return governor.pos_ in {"VERB", "ADJ"} and lemma not in words("only_talk") | words("only_topic")


def _under(noun: Token, ahead: Container[int]) -> bool:
    """Whether a noun is only part of an act to come that a verb tells."""
    at = noun
    for _ in range(2 * LINKS):
        if at.i in ahead:
            return True
        if at.head == at:
            return False
        at = at.head
        if is_finite(at) and at.i not in ahead and at.dep_ not in {"relcl", "conj"}:
            return False
    return False
