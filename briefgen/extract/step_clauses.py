"""Acts to come: the verbs that tell of one, each with the clause that says so.

Reads  modality.py for each verb; the dates beside it; steps.toml.
Finds  verbs behind "will", "is to", "agreed to", "may", "urged … to", "refused to", a plan or an offer "to"; the present
       tense with a date ahead ("meet on Thursday"). A purpose ("will fly to Rome to attend …") and what is joined
       without a date of its own belong to the step that they serve.
Misses acts in questions and in clauses that only set the scene ("if …", "when …", "who had agreed to …"), on purpose.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from functools import cache

from spacy.tokens import Span, Token

from briefgen.extract.modality import LINKS, Certainty, Modality, governing, lemma_of, lemma_with_particle, modality_of
from briefgen.extract.text import Text
from briefgen.extract.when import date_for
from briefgen.lexicon import load_toml
from briefgen.model import DateMention, StepStatus

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
STATUS: dict[Certainty, StepStatus] = {
    "planned": "planned", "expected": "expected", "possible": "possible", "conditional": "conditional",
    "called_for": "called_for", "ruled_out": "ruled_out", "cancelled": "ruled_out",
}  # fmt: skip
SCENES = frozenset({"if", "unless", "once", "when", "whenever", "until", "till", "before", "after", "whether", "lest"})
SEQUENCE = frozenset({"then", "later", "afterwards", "afterward", "subsequently"})
STALE = 10  # days: what was agreed longer before the article's day is its background


@dataclass(frozen=True, slots=True)
class Act:
    """An act to come. head: its verb or noun; top: the finite verb of the clause that tells it, else head itself."""

    head: Token
    top: Token
    modality: Modality
    status: StepStatus
    date: DateMention | None
    rule: str

    @property
    def verbal(self) -> bool:
        """Whether a verb tells the act, and no noun."""
        return self.head.pos_ in {"VERB", "AUX"}


@cache
def words(section: str) -> frozenset[str]:
    """A list of steps.toml."""
    return frozenset(load_toml("steps")[section])


@cache
def event_nouns() -> frozenset[str]:
    """The lemmas of nouns that name an event."""
    return frozenset(load_toml("event_heads")["nouns"])


def verbal_acts(text: Text, sent: Span, dates: tuple[DateMention, ...]) -> tuple[dict[int, Act], frozenset[int]]:
    """The acts to come that the verbs of a sentence tell, by token; and all tokens whose verb lies ahead."""
    anchor = text.article.anchor
    ahead = {token.i: act for token in sent if _may_act(token) and (act := _to_come(token, dates, anchor))}
    kept = dict(ahead)
    for i in sorted(ahead):
        _settle(sent.doc[i], ahead, kept, dates)
    return {i: act for i, act in kept.items() if not _sets_scene(act) and _is_tied(act, ahead)}, frozenset(ahead)


def _may_act(token: Token) -> bool:
    if token.tag_ == "VBG" and token.dep_ in {"advcl", "prep", "acl", "amod"}:
        return any(c.dep_ == "aux" for c in token.children)  # "Following the visit, …", "adding that …"
    return token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in {"aux", "auxpass"})


def _to_come(verb: Token, dates: tuple[DateMention, ...], anchor: str | None) -> Act | None:
    """The act of a verb if it lies ahead."""
    found = modality_of(verb)
    if found.certainty == "present":
        return _dated_present(verb, found, dates, anchor)
    status = _status(found, verb)
    if status is None:
        return None
    ahead = date_for(dates, verb, not_before=anchor)
    top = clause_top(verb, found)
    if anchor and ((ahead is None and is_past(date_for(dates, verb), anchor)) or is_stale(top, verb, dates, anchor)):
        return None
    return Act(verb, top, found, status, ahead, "verb")


def _dated_present(verb: Token, found: Modality, dates: tuple[DateMention, ...], anchor: str | None) -> Act | None:
    """The present tense for what is fixed: "meet on Thursday", "is flying to Rome on Friday", "is scheduled for Friday"."""
    if verb.tag_ not in {"VBZ", "VBP", "VBG", "VBN"} or _says(verb):
        return None
    ahead = date_for(dates, verb, not_before=anchor)
    if lemma_of(verb) == "be" and not any(lemma_of(c) in event_nouns() for c in verb.children if c.dep_ in SUBJECTS):
        if not any(c.lower_ in {"due", "in", "at"} for c in verb.children):
            return None
    if ahead is None or not lies_ahead(ahead, anchor, or_today=verb.tag_ in {"VBZ", "VBP"}):
        return None
    return Act(verb, clause_top(verb, found), found, "planned", ahead, "dated-present")


def _says(verb: Token) -> bool:
    reporting = load_toml("modality")["verbs"]["reporting"]
    return lemma_of(verb) in reporting and any(c.dep_ in {"ccomp", "dobj"} for c in verb.children)


def _status(found: Modality, verb: Token) -> StepStatus | None:
    governor = found.governor
    if governor is not None and found.certainty == "possible" and lemma_of(governor) in {"want", "like", "need"}:
        return "called_for" if object_between(governor, verb) is not None else "possible"
    return STATUS.get(found.certainty)


def object_between(governor: Token, verb: Token) -> Token | None:
    """Who is wanted, asked, invited to act: "wants Russia to withdraw"."""
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if own is not None and own.i > governor.i:
        return own
    return next((c for c in governor.children if c.dep_ in {"dobj", "dative"} and governor.i < c.i < verb.i), None)


# Days --------------------------------------------------------------------------------------------------------------


def lies_ahead(mention: DateMention, anchor: str | None, *, or_today: bool) -> bool:
    """Whether a date comes after the article's day; or_today: that day itself counts too."""
    start = (mention.start or mention.end or "")[:10]
    if not anchor or not start or mention.precision in {"year", "season"}:
        return False
    return start > anchor or (or_today and start == anchor and mention.precision in {"day", "time", "part-of-day"})


def is_past(mention: DateMention | None, anchor: str) -> bool:
    """Whether a date had passed on the article's day."""
    last = (mention.end or mention.start or "") if mention else ""
    return bool(last) and last[:10] < anchor


def is_stale(top: Token, head: Token, dates: tuple[DateMention, ...], anchor: str) -> bool:
    """Whether the plan was made, or the refusal spoken, long before the article."""
    if top == head or top.tag_ not in {"VBD", "VBN"}:
        return False
    told = date_for(dates, top)
    last = ((told.end or told.start or "") if told else "")[:10]
    if len(last) != len(anchor) or not last:
        return False
    return (date.fromisoformat(anchor) - date.fromisoformat(last)).days > STALE


# The clause ------------------------------------------------------------------------------------------------------


def is_finite(verb: Token) -> bool:
    """Whether a verb carries tense, itself or by its auxiliaries."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return False
    auxiliaries = [c for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.lower_ != "to"]
    return any(c.tag_ in FINITE for c in auxiliaries) or (not auxiliaries and verb.tag_ in FINITE - {"MD"})


def clause_top(head: Token, found: Modality) -> Token:
    """The finite verb of the clause that tells an act: "agreed" for "agreed to meet", "hopes" for "hopes X will come"."""
    at = head
    governor = found.governor
    if governor is not None and governor.i < head.i and governor.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}:
        if any(up.i == governor.i for up in head.ancestors):
            at = governor
    if at is head and at.dep_ in {"ccomp", "csubj", "advcl"} and any(c.lower_ == "whether" for c in at.children):
        at = at.head  # "it is unclear whether …"
    for _ in range(LINKS):
        if is_finite(at) or at.head == at:
            return at
        if at.dep_ == "conj" and at.head.pos_ in {"VERB", "AUX"} and at is head and _is_bare(at):
            return at
        at = at.head
    return at


def _is_bare(verb: Token) -> bool:
    return not any(c.dep_ in {"aux", "auxpass", *SUBJECTS} for c in verb.children)


def _is_tied(act: Act, ahead: Container[int]) -> bool:
    """Whether an infinitive or gerund hangs on a word that says it is to come, or is a headline's own verb."""
    head = act.head
    if is_finite(head) or act.modality.governor is not None or head.head == head:
        return True
    return head.dep_ == "conj" or head.head.head == head.head or head.head.i in ahead


def _sets_scene(act: Act) -> bool:
    """Whether the clause only tells a circumstance of another, or its governing word is itself an aside."""
    governor = act.modality.governor
    if governor is not None and governor.pos_ == "ADJ" and governor.dep_ in {"amod", "appos", "acl", "relcl"}:
        return True  # "the elements necessary to build …"
    if governor is not None and governor != act.head and any(up.i == governor.i for up in act.head.ancestors):
        if governor.pos_ == "NOUN" and lemma_of(governor) not in words("firm_nouns"):
            return True
        if governor.pos_ in {"NOUN", "VERB"} and not _is_told(governor):
            return True
    for clause in (act.head, act.top):
        mark = next((c.lower_ for c in clause.children if c.dep_ in {"mark", "advmod"} and c.lower_ in SCENES), None)
        if mark == "whether":
            if act.status == "possible":
                continue
            return True
        if mark is not None and (clause.dep_ in {"advcl", "pcomp", "ccomp", "ROOT"} or mark == "if"):
            return mark not in {"after", "before"} or clause.dep_ == "advcl"
    if act.top.dep_ == "ccomp" and (lemma_of(act.top.head) in {"ensure", "guarantee"} or act.top.head.tag_ == "VB"):
        if not is_finite(act.top.head):
            return True  # "to ensure that allies are ready to …"
    background = act.top.dep_ in {"relcl", "advcl"} and act.top.tag_ == "VBD" and act.top != act.head
    return background


def _is_told(governor: Token) -> bool:
    """Whether a governing word stands in the main line of a finite clause: no gerund behind a preposition."""
    at = governor
    for _ in range(LINKS):
        if is_finite(at) or at.head == at:
            return True
        if at.dep_ in {"pcomp", "amod", "acl"} or (at.dep_ == "advcl" and at.tag_ == "VBG"):
            return False
        at = at.head
    return True


# What belongs to what ----------------------------------------------------------------------------------------------


def _settle(verb: Token, ahead: dict[int, Act], kept: dict[int, Act], dates: tuple[DateMention, ...]) -> None:
    """Decide between a verb and the one above it: one of them is the step, or both are."""
    above = _above(verb, ahead)
    if above is None:
        return
    if verb.dep_ == "conj":
        if not _stands_apart(verb, above, dates) or above.i not in kept:
            kept.pop(verb.i, None)
        return
    governor = ahead[verb.i].modality.governor
    kind = governing(above)
    if verb.dep_ == "relcl":
        kept.pop(verb.i, None)
    elif ahead[above.i].rule == "dated-present" and governor is not None:
        kept.pop(above.i, None)  # "is due on Friday to meet": the meeting
    elif governor is not None and governor == above and kind not in {None, "called_for", "none"}:
        kept.pop(above.i, None)  # "will consider sending": the sending
    elif governor is None and is_finite(verb):
        return  # "will announce that it will send": both
    else:
        kept.pop(verb.i, None)


def _above(verb: Token, ahead: dict[int, Act]) -> Token | None:
    """The next verb up the tree that is an act to come, no finite clause of another kind between."""
    at = verb
    for _ in range(2 * LINKS):
        if at.head == at:
            return None
        at = at.head
        if at.i in ahead:
            return at
        if is_finite(at):
            return None
    return None


def _stands_apart(verb: Token, first: Token, dates: tuple[DateMention, ...]) -> bool:
    """Whether a joined verb is a step of its own: with its own subject, "will" or date, or after "then"."""
    if any(c.dep_ in SUBJECTS or (c.dep_ == "aux" and c.tag_ == "MD") for c in verb.children):
        return True
    if any(c.lower_ in SEQUENCE for c in verb.children):
        return True
    own, theirs = date_for(dates, verb, lent=False), date_for(dates, first, lent=False)
    return own is not None and (theirs is None or own.start != theirs.start)


# Who -----------------------------------------------------------------------------------------------------------------


def governed(act: Act) -> Token | None:
    """Who is asked, invited or ordered to act, by the governing verb's object; None where nobody is."""
    governor = act.modality.governor
    if governor is None or governor.pos_ not in {"VERB", "AUX"} or governor == act.head:
        return None
    if lemma_with_particle(governor) not in words("of_object") and lemma_of(governor) not in words("of_object"):
        return None
    found = object_between(governor, act.head)
    if found is not None:
        return found
    for child in governor.children:
        if child.dep_ == "prep" and child.lower_ in {"on", "upon", "to", "for"} and child.i < act.head.i:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, or of the verb that it is joined to or hangs on."""
    at = verb
    for _ in range(LINKS):
        own = next((c for c in at.children if c.dep_ in SUBJECTS), None)
        if own is not None:
            return own
        if at.dep_ in {"acl", "relcl"} and at.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            if not any(c.lower_ == "to" and c.dep_ == "aux" for c in at.children):
                return at.head
            return _owner_of(at.head)  # "a plan to visit": whose plan it is
        if at.dep_ == "pcomp" and at.head.head.pos_ == "NOUN":
            return _owner_of(at.head.head)
        if at.dep_ not in {"conj", "xcomp", "advcl", "acomp", "pcomp", "prep", "ccomp"} or at.head == at:
            return None
        at = _finite_above(at) if at.dep_ == "conj" and is_finite(at) else at.head
    return None


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
