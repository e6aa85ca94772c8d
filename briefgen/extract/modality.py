"""Modality: how the source puts an act, from "met" over "will meet" and "may meet" to "called off the meeting".

Reads  tense, auxiliaries, negation, adverbs and if-clauses of a verb; the verb, adjective or noun that governs it.
Finds  past, present, planned, expected, possible, conditional, called for, ruled out, postponed, cancelled, denied.
       "said he would visit" is a plan that is reported, no condition; a headline's "Modi to visit" is a plan.
Misses irony, plans that a later sentence takes back, conditions that stand in a sentence of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from briefgen.extract.modality_conditions import condition_of
from briefgen.extract.modality_words import LINKS, Certainty, certainty_words, governing, lemma_of, says_no
from briefgen.extract.tokens import Span, Token
from briefgen.lexicon import load_toml

# What remains when a governing word is negated: "does not rule out", "did not agree to", "is not ready to".
NEGATED: Mapping[Certainty, Certainty] = {
    "planned": "ruled_out", "expected": "none", "possible": "ruled_out", "called_for": "none", "ruled_out": "possible",
    "postponed": "none", "cancelled": "none", "denied": "past", "past": "denied", "present": "denied",
}  # fmt: skip
# The uncertainty of the governing word itself wins over what it says: "may agree to" is possible, not planned.
UNSETTLED = frozenset({"expected", "possible", "conditional", "called_for"})
OVERRULING = frozenset({"ruled_out", "cancelled", "postponed", "denied", "called_for"})  # "rejected the proposal to"
MAKING = frozenset({"make", "take", "draw", "lay"})  # "arrangements are made to", "a decision was taken to"
ABOUT_TO_COME = frozenset({"planned", "expected", "possible", "conditional", "called_for"})


@dataclass(frozen=True, slots=True)
class Modality:
    """How certain the source holds an act, with the words that say so, in reading order.

    governor: the verb, adjective or noun that says it ("plans", "likely", "possibility"); None where the act's own
    auxiliaries do. condition: the words of the if-clause or its like, with their "if".
    """

    certainty: Certainty
    cues: tuple[Token, ...] = ()
    governor: Token | None = None
    condition: Span | None = None
    reported: bool = False  # "would" behind "said": a plan told of in the past

    @property
    def to_come(self) -> bool:
        """Whether the act lies ahead, however uncertain."""
        return self.certainty in ABOUT_TO_COME


NOTHING = Modality("none")


def modality_of(head: Token) -> Modality:
    """The modality of an act by its head: the verb ("meet"), or the noun of an event ("talks").

    What the certainties mean, so that others can build a status on them:
    "past" it happened; "denied" it did not; "present" it is under way, or is told in the present tense, which a date
    ahead makes a plan; "planned", "expected", "possible" as in the data contract; "conditional" with its condition;
    "called_for" somebody demands it of somebody; "ruled_out" somebody refuses or excludes it; "cancelled" and
    "postponed" it had been planned; "none" the words assert nothing of it ("could have met", "the way is to talk").
    A reported plan ("said he would") is "planned" with reported set. Never raises; the cost is bounded by the length
    of the sentence.
    """
    found = _noun(head, LINKS) if head.pos_ in {"NOUN", "PROPN"} else _verb(head, LINKS)
    condition = condition_of(head)
    if condition is not None and found.certainty in {"planned", "expected", "possible", "none", "called_for"}:
        if found.certainty == "none" and not _modals(head):
            return found
        return replace(found, certainty="conditional", condition=condition)
    return found


# Verbs -----------------------------------------------------------------------------------------------------------


def _verb(verb: Token, links: int) -> Modality:
    if links <= 0:
        return NOTHING
    shared = _shares_auxiliaries_with(verb)
    if shared is not None:
        found = _verb(shared, links - 1)
        return _negate(found) if is_negated(verb) and not is_negated(shared) else found
    auxiliaries = [child for child in verb.children if child.dep_ in {"aux", "auxpass"} and child.lower_ != "to"]
    modals = [child for child in auxiliaries if child.lower_ in certainty_words("modals")]
    if modals:
        return _by_modal(verb, modals[0], auxiliaries, links)
    if _is_infinitive(verb) or (verb.tag_ in {"VB", "VBG", "VBN"} and not auxiliaries):
        return _by_governor(verb, links)
    return _by_tense(verb, auxiliaries)


def _by_modal(verb: Token, modal: Token, auxiliaries: list[Token], links: int) -> Modality:
    kind = certainty_words("modals")[modal.lower_]
    hypothetical = modal.lower_ in {"would", "'d", "’d"}
    forms = {child.lower_ for child in auxiliaries}
    if forms & {"have", "'ve", "’ve"} and kind != "planned":
        return NOTHING  # "could have met": what might have been
    negated = is_negated(verb)
    wish = _wish_above(verb)
    if (held := _held_above(verb, links)) is not None:
        return _negate(held) if negated else held
    if hypothetical:
        if wish is not None and not negated:
            return Modality("possible", (wish, modal), wish)
        if _is_reported(verb, links):
            return Modality("ruled_out" if negated else "planned", (modal,), reported=True)
        return NOTHING if negated else Modality("possible", (modal,), wish)
    if kind == "planned":
        if wish is not None or _is_asked(verb):
            return Modality("possible", tuple(word for word in (wish, modal) if word is not None), wish)
        if negated:
            return Modality("ruled_out", (modal,))
        hedge = next((c for c in verb.children if c.lower_ in certainty_words("adverbs")), None)
        if hedge is not None:
            return Modality(certainty_words("adverbs")[hedge.lower_], (modal, hedge))
        return Modality("planned", (modal,))
    if kind == "possible" and negated and modal.lower_ == "could":
        return Modality("none", (modal,))
    return Modality(kind, (modal,))


def _by_tense(verb: Token, auxiliaries: list[Token]) -> Modality:
    forms = {child.lower_ for child in auxiliaries}
    negated = is_negated(verb)
    if verb.tag_ == "VBN" and "had" not in forms and forms & {"is", "are", "'s", "’s", "'re", "’re", "am"}:
        past: Certainty = "present"
    elif verb.tag_ in {"VBD", "VBN"} or forms & {"did", "was", "were", "has", "have", "had", "'ve", "’ve"}:
        past = "past"
    else:
        past = "present"
    if past == "past" and not negated and verb.tag_ == "VBN" and _is_asked(verb):
        return NOTHING
    return Modality("denied" if negated else past, tuple(auxiliaries))


def _by_governor(verb: Token, links: int) -> Modality:
    """What an infinitive or a participle takes from the word above it."""
    governor = _governor(verb)
    if governor is None or _is_headline(verb, governor):
        return _headless(verb)
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and not _is_infinitive(verb):
        return Modality("past")  # "the agreement reached in Geneva", "a commitment made in June"
    if governor.lemma_ == "be" and _is_infinitive(verb) and not _predicate(governor):
        told_of = next((c for c in governor.children if c.dep_ == "nsubj" and c.pos_ == "NOUN"), None)
        if told_of is not None and lemma_of(told_of) in load_toml("modality")["aims"]:
            return NOTHING  # "the only way to peace is to talk"
        if told_of is not None and (judged := judge(told_of, links - 1)) is not None:
            return _negate(judged) if is_negated(governor) or is_negated(verb) else judged
        return Modality("ruled_out" if is_negated(governor) or is_negated(verb) else "planned", (governor,), governor)
    if governor.lemma_ == "go" and governor.tag_ == "VBG" and _is_infinitive(verb):
        if _wish_above(governor) is not None:
            return Modality("possible", (governor,), governor)
        negated = is_negated(governor) or is_negated(verb)
        return Modality("ruled_out" if negated else "planned", (governor,), governor, reported=_is_past(governor))
    if governor.lemma_ in {"have", "need"} and _is_infinitive(verb) and governor.pos_ in {"VERB", "AUX"}:
        if any(child.lower_ == "yet" for child in governor.children):
            return Modality("denied", (governor,), governor)  # "has yet to reply"
        above = _verb(governor, links - 1)
        settled = above.certainty in {"denied", "ruled_out", "past"}
        return above if settled else Modality("called_for", (governor,), governor)
    if _tells_in_a_headline(verb, governor):
        return _headless(verb)
    judged = judge(governor, links - 1)
    if judged is None and (judged := _made_ready(governor, links)) is not None:
        return _negate(judged) if is_negated(verb) else judged
    if judged is None and governor.lemma_ == "be" and (predicate := _predicate(governor)) is not None:
        judged = judge(predicate, links - 1)
    if judged is not None:
        return _negate(judged) if is_negated(verb) else judged
    if governor.pos_ in {"VERB", "AUX"} and verb.dep_ not in {"acl", "relcl"}:
        return _verb(governor, links - 1)  # "will travel to Geneva to lead", "began meeting"
    return NOTHING


def judge(word: Token, links: int = LINKS) -> Modality | None:
    """What a governing word says of the act below it, its own tense and negation reckoned in; None: it is neutral."""
    kind = governing(word)
    if kind is None or links <= 0:
        return None
    if kind == "none":
        return NOTHING
    own = _noun(word, links - 1) if word.pos_ in {"NOUN", "PROPN"} else _own_of(word, links - 1)
    cues = (*own.cues, word)
    if is_negated(word) or own.certainty == "denied" or (word.pos_ == "ADJ" and is_negated(word.head)):
        return Modality(NEGATED.get(kind, "none"), cues, word)
    if word.pos_ in {"VERB", "AUX"}:
        if own.certainty in UNSETTLED and kind in {"planned", "expected", "possible", "cancelled", "postponed"}:
            return Modality(own.certainty, cues, word, own.condition)
        if own.certainty == "ruled_out":
            return Modality(NEGATED.get(kind, "none"), cues, word)
        had = any(child.lower_ == "had" and child.dep_ == "aux" for child in word.children)
        if had and not _is_reported(word, links) and kind in {"planned", "expected", "possible"}:
            return Modality("past", cues, word)  # "had planned to": overtaken by what follows
    elif word.pos_ in {"NOUN", "PROPN"} and (own.certainty in OVERRULING or _is_accepted(word)):
        accepted = own.certainty not in OVERRULING
        return Modality("planned" if accepted else own.certainty, cues, word)
    return Modality(kind, cues, word)


def _is_accepted(noun: Token) -> bool:
    """ "Accepted an invitation to", "agreed to a proposal to": the offer has become a plan."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    return lemma_of(verb) in {"accept", "agree", "approve"} and noun.dep_ in {"dobj", "pobj", "nsubjpass"}


def _own_of(word: Token, links: int) -> Modality:
    """The modality of a governing verb or adjective itself."""
    if word.pos_ == "ADJ":
        verb = word.head
        return _verb(verb, links) if verb.pos_ in {"VERB", "AUX"} and verb != word else NOTHING
    if word.tag_ in {"VBD", "VBN"} and not any(c.dep_ in {"aux", "auxpass"} for c in word.children):
        return Modality("past")
    return _verb(word, links)


def _headless(verb: Token) -> Modality:
    """The main verb of a sentence without a finite one: a headline."""
    if _is_infinitive(verb):
        return Modality("planned", tuple(c for c in verb.children if c.lower_ == "to" and c.dep_ == "aux"))
    if verb.tag_ == "VBN" and (kind := governing(verb)) is not None:
        return Modality(kind, (verb,), verb)
    return Modality("past") if verb.tag_ == "VBN" else NOTHING


# Nouns -----------------------------------------------------------------------------------------------------------


def _noun(noun: Token, links: int) -> Modality:
    """The modality of an event's noun: from its modifiers, else from the word that it is object or subject of."""
    if links <= 0:
        return NOTHING
    for child in noun.children:
        if child.dep_ in {"amod", "compound", "nmod", "advmod"} and (
            kind := certainty_words("modifiers").get(child.lower_)
        ):
            return Modality(kind, (child,), child)
    governor = noun.head
    if governor == noun:
        return NOTHING
    if noun.dep_ in {"conj", "appos", "compound", "nmod", "poss"} and governor.pos_ in {"NOUN", "PROPN"}:
        return _noun(governor, links - 1)
    if noun.dep_ in {"pobj", "pcomp"}:
        return _behind_preposition(governor, links)
    if governor.pos_ not in {"VERB", "AUX", "ADJ"}:
        return NOTHING
    judged = judge(governor, links - 1)
    if judged is not None and not (noun.dep_ == "nsubj" and governor.pos_ == "VERB"):
        return judged
    if governor.lemma_ == "be" and noun.dep_ == "nsubj":
        predicate = _predicate(governor)
        judged = judge(predicate, links - 1) if predicate is not None else None
        if judged is not None:
            return judged
    return _verb(governor, links - 1)


def _behind_preposition(preposition: Token, links: int) -> Modality:
    governor = preposition.head
    if governor == preposition:
        return NOTHING
    if preposition.lower_ in {"after", "following", "since"}:
        return Modality("past", (preposition,))
    if preposition.lower_ in {"before", "until"} or governor.lower_ in {"ahead", "prior"}:
        return Modality("planned", (preposition,))
    judged = judge(governor, links - 1)
    if judged is not None:
        return judged
    if governor.pos_ in {"NOUN", "PROPN"}:
        return _noun(governor, links - 1)
    return _verb(governor, links - 1) if governor.pos_ in {"VERB", "AUX"} else NOTHING


# Small questions ---------------------------------------------------------------------------------------------------


def is_negated(word: Token) -> bool:
    """Whether a verb, adjective or noun carries its own "not", "no", "never" or "no longer"."""
    return any(
        says_no(child)
        or (child.lower_ in {"no", "never", "neither"} and child.dep_ in {"det", "advmod", "preconj", "neg"})
        for child in word.children
    )


def _negate(found: Modality) -> Modality:
    return replace(found, certainty=NEGATED.get(found.certainty, "none"))


def _is_infinitive(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def _modals(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ == "aux" and child.lower_ in certainty_words("modals")]


def _is_headline(verb: Token, governor: Token) -> bool:
    """Whether an infinitive hangs on a name that opens a sentence without a finite verb: "Modi to visit Moscow"."""
    if not _is_infinitive(verb) or governor.head != governor:
        return False
    if governor.pos_ in {"VERB", "AUX", "ADJ"} and not governor.ent_type_:  # a name may be taken for a verb
        return False
    return not any(token.tag_ in {"VBZ", "VBP", "VBD", "MD"} for token in verb.sent)


def _tells_in_a_headline(verb: Token, governor: Token) -> bool:
    """Whether an infinitive with a subject of its own hangs on a word of saying: "Kremlin reports Putin to meet Xi"."""
    told = verb.dep_ == "ccomp" and _is_infinitive(verb) and any(c.dep_ == "nsubj" for c in verb.children)
    present = governor.tag_ in {"VBZ", "VBP"} and not is_negated(governor)
    return told and present and lemma_of(governor) in load_toml("modality")["verbs"]["reporting"]


def _made_ready(verb: Token, links: int) -> Modality | None:
    """What an act becomes for which something is made or taken: "arrangements are being made for Li to meet Abe"."""
    if lemma_of(verb) not in MAKING or is_negated(verb):
        return None
    made = next((c for c in verb.children if c.dep_ == "nsubjpass" and c.pos_ == "NOUN"), None)
    return judge(made, links - 1) if made is not None else None


def _predicate(be: Token) -> Token | None:
    return next((c for c in be.children if c.dep_ in {"acomp", "attr", "oprd"} and c.pos_ != "PRON"), None)


def _governor(verb: Token) -> Token | None:
    """The word that an infinitive or participle hangs on, through a preposition ("intention of deploying")."""
    head = verb.head
    if head == verb:
        return None
    if verb.dep_ in {"pcomp", "pobj"} or head.pos_ in {"ADP", "SCONJ"}:
        return head.head if head.head != head else None
    return head


def _shares_auxiliaries_with(verb: Token) -> Token | None:
    """The verb whose "will" or "to" a joined verb shares: "will visit Beijing and meet Xi"."""
    first = verb.head
    if verb.dep_ != "conj" or first == verb or first.pos_ not in {"VERB", "AUX"}:
        return None
    own = any(child.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass", "expl"} for child in verb.children)
    return first if not own and verb.tag_ in {"VB", "VBN", "VBG"} else None


def _wish_above(verb: Token) -> Token | None:
    """The word of hope that a that-clause hangs on: "hopes Xi will come", "it is his hope that …"."""
    if verb.dep_ not in {"ccomp", "acl", "relcl", "xcomp"} or verb.head == verb:
        return None
    above = verb.head
    wishes = load_toml("modality")["verbs"]["wishing"]
    if lemma_of(above) in wishes:
        return above
    predicate = _predicate(above) if above.lemma_ == "be" else None
    return predicate if predicate is not None and lemma_of(predicate) in wishes else None


def _held_above(verb: Token, links: int) -> Modality | None:
    """What a clause with "will" or "would" becomes under "expects that", "rules out that", "thinks that"; else None."""
    above = verb.head
    if verb.dep_ != "ccomp" or above == verb or above.i > verb.i:
        return None
    if lemma_of(above) in load_toml("modality")["verbs"]["thinking"]:
        return NOTHING if is_negated(above) else Modality("expected", (above,), above)
    if governing(above) in {"expected", "ruled_out"} and lemma_of(above) != "deny":
        return judge(above, links - 1)
    return None


def is_denied(verb: Token) -> bool:
    """Whether somebody denies that it is so, or only hearsay has it: "denied a claim that Xi has agreed to come",
    "declined to comment on reports that she would resign"; not "confirmed reports that he will come".
    """
    denial = load_toml("modality")["denial"]
    for word in (verb, *verb.ancestors):
        noun = word.head
        if word.dep_ not in {"acl", "relcl"} or not any(child.lower_ == "that" for child in word.children):
            continue
        lemma, above = lemma_of(noun), noun.head if noun.dep_ == "dobj" else None
        denied = lemma in denial["claims"] and above is not None and lemma_of(above) in denial["verbs"]
        sure = above is not None and lemma_of(above) in denial["confirming"]
        if denied or (lemma in denial["hearsay"] and not sure):
            return True
    return False


def _is_asked(verb: Token) -> bool:
    """Whether the clause is open: "it is not clear whether Xi will attend"."""
    return any(child.lower_ == "whether" and child.dep_ in {"mark", "advmod"} for child in verb.children)


def _is_past(verb: Token) -> bool:
    return any(c.dep_ in {"aux", "auxpass"} and c.lower_ in {"was", "were"} for c in verb.children)


def _is_reported(verb: Token, links: int) -> bool:
    """Whether a clause with "would" tells of a plan: its verb hangs on a verb of saying, or one follows it."""
    reporting = load_toml("modality")["verbs"]["reporting"]
    at = verb
    for _ in range(links):
        if at.dep_ in {"ccomp", "parataxis"} and lemma_of(at.head) in reporting:
            return True
        if at.dep_ == "ccomp" and at.head.lemma_ == "be":
            return True  # "it was confirmed/clear that"
        if at.dep_ == "acl" and at.head.pos_ == "NOUN":
            return True  # "the announcement that he would"
        behind = (c for c in at.children if c.i > at.i and c.dep_ in {"ccomp", "parataxis"})
        if any(lemma_of(child) in reporting for child in behind):
            return True
        if at.dep_ not in {"conj", "xcomp", "ccomp"} or at.head == at:
            return False
        at = at.head
    return False
