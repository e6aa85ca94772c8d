"""The grammar of the clause around an act to come, shared by the step modules.

Reads  dependencies and tags; steps.toml.
Finds  the finite verb that tells an act, its subject over joined verbs and purposes, who is asked or invited; whether
       the clause only sets the scene of another ("if …", "when …", "to ensure that …").
Misses what the parser ties to the wrong word.
"""

from functools import cache

from briefgen.extract.modality import Modality
from briefgen.extract.modality_words import LINKS, lemma_of, lemma_with_particle
from briefgen.extract.tokens import Token
from briefgen.lexicon import load_toml

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
ASKING = frozenset({"why", "how", "what", "which"})
SCENES = frozenset({"if", "unless", "once", "when", "whenever", "until", "till", "before", "after", "whether", "lest"})
LEADING_ON = frozenset({"conj", "xcomp", "advcl", "acomp", "pcomp", "prep", "ccomp"})


@cache
def words(section: str) -> frozenset[str]:
    """A list of steps.toml."""
    return frozenset(load_toml("steps")[section])


@cache
def event_nouns() -> frozenset[str]:
    """The lemmas of nouns that name an event."""
    return frozenset(load_toml("event_heads")["nouns"])


def is_finite(verb: Token) -> bool:
    """Whether a verb carries tense, itself or by its auxiliaries."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return False
    auxiliaries = [c for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.lower_ != "to"]
    return any(c.tag_ in FINITE for c in auxiliaries) or (not auxiliaries and verb.tag_ in FINITE - {"MD"})


def is_passive(verb: Token) -> bool:
    """Whether a verb is in the passive voice."""
    return any(c.dep_ == "auxpass" for c in verb.children)


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands behind "to"."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def clause_top(head: Token, found: Modality) -> Token:
    """The finite verb that tells an act: "agreed" for "agreed to meet", "hopes" for "hopes X will come"."""
    at = head
    governor = found.governor
    if governor is not None and governor.i < head.i and any(up.i == governor.i for up in head.ancestors):
        at = governor
    elif head.dep_ in {"ccomp", "csubj", "advcl"} and any(c.lower_ == "whether" for c in head.children):
        at = head.head  # "it is unclear whether …"
    for _ in range(LINKS):
        if is_finite(at) or at.head == at:
            return at
        if at is head and at.dep_ == "conj" and at.head.pos_ in {"VERB", "AUX"} and _is_bare(at):
            return at
        at = at.head
    return at


def _is_bare(verb: Token) -> bool:
    return not any(c.dep_ in {"aux", "auxpass", *SUBJECTS} for c in verb.children)


# Who -----------------------------------------------------------------------------------------------------------------


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, or of the verb that it is joined to or hangs on; for a plan "to" act, whose plan it is."""
    at = verb
    for _ in range(LINKS):
        own = next((c for c in at.children if c.dep_ in SUBJECTS), None) or _set_off_subject(at)
        if own is not None:
            return own
        if is_infinitive(at) and at.head.head == at.head and (at.head.pos_ in {"NOUN", "PROPN"} or at.head.ent_type_):
            return at.head  # a headline: "Minister to visit Cairo"
        if at.dep_ in {"acl", "relcl"} and at.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return _owner_of(at.head) if is_infinitive(at) else at.head
        if at.dep_ == "pcomp" and at.head.head.pos_ == "NOUN":
            return _owner_of(at.head.head)
        if is_finite(at) and at.dep_ != "conj" and (before := _name_before(at)) is not None:
            return before
        if at.dep_ not in LEADING_ON or at.head == at:
            return None
        at = _finite_above(at) if at.dep_ == "conj" and is_finite(at) else at.head
    return None


def _set_off_subject(verb: Token) -> Token | None:
    """The subject that a participle between commas parts from its verb: "The three states, all run by juntas, plan"."""
    for child in verb.children:
        if child.i < verb.i and child.dep_ in {"parataxis", "ccomp", "advcl"} and child.tag_ == "VBN":
            own = next((c for c in child.children if c.dep_ in SUBJECTS), None)
            if own is not None and own.i + 1 < child.i and any(t.text == "," for t in verb.doc[own.i + 1 : child.i]):
                return own
    return None


def _name_before(verb: Token) -> Token | None:
    """The name right before "will", where the parser has hung it elsewhere."""
    first = next((c for c in verb.children if c.dep_ == "aux" and c.tag_ == "MD"), None)
    before = first.nbor(-1) if first is not None and first.i > first.sent.start else None
    return before if before is not None and before.pos_ == "PROPN" else None


def _owner_of(noun: Token) -> Token | None:
    """Whose plan, offer or invitation a noun is: its possessor, else the subject of the verb that it hangs on."""
    own = next((c for c in noun.children if c.dep_ == "poss"), None)
    if own is not None:
        return own
    verb = next((up for up, _ in zip(noun.ancestors, range(LINKS), strict=False) if up.pos_ in {"VERB", "AUX"}), None)
    return subject_of(verb) if verb is not None and noun.dep_ not in SUBJECTS else None


def _finite_above(verb: Token) -> Token:
    """The finite verb that another is joined to; the parser joins "agreed" to a participle before it."""
    return next((up for up, _ in zip(verb.ancestors, range(LINKS), strict=False) if is_finite(up)), verb.head)


def object_between(governor: Token, verb: Token) -> Token | None:
    """Who is wanted, asked, invited to act: "wants Russia to withdraw"."""
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if own is not None and own.i > governor.i:
        return own
    return next((c for c in governor.children if c.dep_ in {"dobj", "dative"} and governor.i < c.i < verb.i), None)


def asked_one(governor: Token | None, head: Token) -> Token | None:
    """Who is asked, invited or ordered to act, by the object of the governing verb; None where nobody is."""
    if governor is None or governor.pos_ not in {"VERB", "AUX"} or governor == head:
        return None
    if not {lemma_with_particle(governor), lemma_of(governor)} & words("of_object"):
        return None
    found = object_between(governor, head)
    if found is not None:
        return found
    for child in governor.children:
        if child.dep_ == "prep" and child.lower_ in {"on", "upon", "to", "for"} and child.i < head.i:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


# What only sets the scene --------------------------------------------------------------------------------------------


def is_aside(governor: Token | None, head: Token) -> bool:
    """Whether the word that governs an act tells values or circumstances and no plan: "in an effort to end …"."""
    if governor is None or governor == head or not any(up.i == governor.i for up in head.ancestors):
        return False
    if governor.pos_ == "ADJ":
        return governor.dep_ in {"amod", "appos", "acl", "relcl"}  # "the elements necessary to build …"
    if governor.pos_ == "NOUN" and not _is_firm(governor):
        return True
    return governor.pos_ in {"NOUN", "VERB"} and not _in_main_line(governor)


def _is_firm(noun: Token) -> bool:
    """Whether a noun holds a plan of its own: "a plan to …", not "thanked him for the decision to …"."""
    lemma = lemma_of(noun)
    if noun.dep_ == "pobj":
        return lemma in words("open_nouns")
    praised = noun.dep_ == "dobj" and noun.head.lemma_ in words("judging")
    return lemma in words("firm_nouns") and not praised


def _in_main_line(word: Token) -> bool:
    """Whether a word stands in the main line of a finite clause: under no gerund behind a preposition."""
    at = word
    for _ in range(LINKS):
        if is_finite(at) or at.head == at:
            return True
        if at.dep_ in {"pcomp", "amod", "acl"} or (at.dep_ == "advcl" and at.tag_ == "VBG"):
            return False
        at = at.head
    return True


def sets_scene(head: Token, top: Token, *, open_question: bool) -> bool:
    """Whether a clause only tells a circumstance of another. open_question: "whether X will" is told as possible."""
    for clause in (head, top):
        if any(c.lower_ in ASKING and c.dep_ in {"advmod", "dobj", "attr"} and c.i < clause.i for c in clause.children):
            return True
        mark = next((c.lower_ for c in clause.children if c.dep_ in {"mark", "advmod"} and c.lower_ in SCENES), None)
        if mark == "when" and clause.dep_ == "relcl":
            return True  # "at a time when the parties could agree"
        if mark == "whether" and (not open_question or clause.head.lemma_ in {"ask", "wonder", "question"}):
            return True
        if mark in {"after", "before"} and clause.dep_ == "advcl":
            return True
        if mark not in {None, "whether", "after", "before"} and (
            mark == "if" or clause.dep_ in {"advcl", "pcomp", "ccomp", "ROOT"}
        ):
            return True
    above = top.head
    if top.dep_ == "ccomp" and (above.lemma_ in {"ensure", "guarantee"} or above.tag_ == "VB") and not is_finite(above):
        return True  # "to ensure that allies are ready to …"
    if (
        top.dep_ == "ccomp"
        and above.tag_ == "VBN"
        and any(c.lower_ == "had" for c in above.children if c.dep_ == "aux")
    ):
        return above.dep_ == "ROOT"  # "had warned that it could …"
    return top != head and top.tag_ == "VBD" and top.dep_ in {"relcl", "advcl"}  # "…, who had agreed to …"
