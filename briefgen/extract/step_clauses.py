"""Acts to come that verbs tell, each with the clause that says so.

Reads  modality.py for each verb; the dates beside it; the grammar of the clause (step_grammar.py).
Finds  verbs behind "will", "is to", "agreed to", "may", "urged … to", "refused to", a plan or an offer "to"; the
       present tense with a date ahead ("meet on Thursday"). A purpose ("will fly to Rome to attend …") and what is
       joined without a date of its own belong to the step that they serve.
Misses on purpose acts in clauses that only set the scene ("if …", "when …", "who had agreed to …").
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from briefgen.extract.modality import Modality, is_denied, modality_of
from briefgen.extract.modality_words import LINKS, Certainty, governing, lemma_of
from briefgen.extract.step_grammar import (
    SUBJECTS,
    clause_top,
    event_nouns,
    is_aside,
    is_finite,
    object_between,
    sets_scene,
    words,
)
from briefgen.extract.text import Text
from briefgen.extract.tokens import Span, Token
from briefgen.extract.when import date_for
from briefgen.lexicon import load_toml
from briefgen.model import DateMention, StepStatus

STATUS: dict[Certainty, StepStatus] = {
    "planned": "planned", "expected": "expected", "possible": "possible", "conditional": "conditional",
    "called_for": "called_for", "ruled_out": "ruled_out", "cancelled": "ruled_out",
}  # fmt: skip
SEQUENCE = frozenset({"then", "later", "afterwards", "afterward", "subsequently"})
STALE = 10  # days: what was agreed longer before the article's day is its background
_DAY = 10  # characters of an ISO day


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


def verbal_acts(text: Text, sent: Span, dates: tuple[DateMention, ...]) -> tuple[dict[int, Act], frozenset[int]]:
    """The acts to come that the verbs of a sentence tell, by token; and all tokens whose verb lies ahead."""
    anchor = text.article.anchor
    ahead = {token.i: act for token in sent if _may_act(token) and (act := _to_come(token, dates, anchor))}
    kept = dict(ahead)
    for i in sorted(ahead):
        _settle(sent.doc[i], ahead, kept, dates)
    return {i: act for i, act in kept.items() if not _is_background(act) and _is_tied(act, ahead)}, frozenset(ahead)


def _may_act(token: Token) -> bool:
    if token.tag_ == "VBG" and token.dep_ in {"advcl", "prep", "acl", "amod"}:
        return any(c.dep_ == "aux" for c in token.children)  # not "Following the visit, …", "adding that …"
    if token.tag_ == "VB" and token.dep_ == "xcomp" and not any(c.dep_ == "aux" for c in token.children):
        return False  # a noun that the parser takes for a verb: "opposes visit"
    return token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in {"aux", "auxpass"})


def _to_come(verb: Token, dates: tuple[DateMention, ...], anchor: str | None) -> Act | None:
    """The act of a verb if it lies ahead."""
    if is_denied(verb):
        return None
    found = modality_of(verb)
    if found.certainty == "present":
        return _dated_present(verb, found, dates, anchor)
    status = _status(found, verb)
    if status is None or _is_only_talk(found.governor):
        return None
    ahead = date_for(dates, verb, not_before=anchor)
    top = clause_top(verb, found)
    if anchor and ((ahead is None and _is_past(date_for(dates, verb), anchor)) or is_stale(top, verb, dates, anchor)):
        return None
    return Act(verb, top, found, status, ahead, "verb")


def _is_only_talk(governor: Token | None) -> bool:
    """ "Discussed sending troops", "is working to end the war": the act is the talk or the work itself."""
    return governor is not None and governor.pos_ == "VERB" and lemma_of(governor) in words("only_talk")


def _dated_present(verb: Token, found: Modality, dates: tuple[DateMention, ...], anchor: str | None) -> Act | None:
    """The present tense for what is fixed: "meet on Thursday", "is flying to Rome on Friday", "is due on Friday"."""
    if verb.tag_ not in {"VBZ", "VBP", "VBG", "VBN"} or _says(verb) or _only_is(verb):
        return None
    ahead = date_for(dates, verb, not_before=anchor)
    if ahead is None or ahead.start is None or not lies_ahead(ahead, anchor, or_today=verb.tag_ in {"VBZ", "VBP"}):
        return None
    return Act(verb, clause_top(verb, found), found, "planned", ahead, "dated-present")


def _says(verb: Token) -> bool:
    reporting = load_toml("modality")["verbs"]["reporting"]
    return lemma_of(verb) in reporting and any(c.dep_ in {"ccomp", "dobj"} for c in verb.children)


def _only_is(verb: Token) -> bool:
    """Whether "is" tells a state of affairs, and not when or where an event is, or that somebody is due."""
    if lemma_of(verb) != "be":
        return False
    event = any(lemma_of(c) in event_nouns() for c in verb.children if c.dep_ in SUBJECTS)
    return not event and not any(c.lower_ in {"due", "in", "at"} for c in verb.children)


def _status(found: Modality, verb: Token) -> StepStatus | None:
    governor = found.governor
    if governor is not None and found.certainty == "possible" and lemma_of(governor) in {"want", "like", "need"}:
        return "called_for" if object_between(governor, verb) is not None else "possible"
    if found.certainty == "planned" and governor is not None and governor.pos_ == "NOUN" and _is_put_forward(governor):
        return "possible"
    return STATUS.get(found.certainty)


def _is_put_forward(plan: Token) -> bool:
    """ "Presented a plan to resettle them": what somebody proposes is decided by others."""
    return plan.dep_ == "dobj" and lemma_of(plan.head) in words("putting_forward")


# Days --------------------------------------------------------------------------------------------------------------


def lies_ahead(mention: DateMention, anchor: str | None, *, or_today: bool) -> bool:
    """Whether a date comes after the article's day; or_today: that day itself counts too."""
    start = (mention.start or mention.end or "")[:_DAY]
    if not anchor or not start or mention.precision in {"year", "season"}:
        return False
    return start > anchor or (or_today and start == anchor and mention.precision in {"day", "time", "part-of-day"})


def _is_past(mention: DateMention | None, anchor: str) -> bool:
    last = (mention.end or mention.start or "") if mention else ""
    return bool(last) and last[:_DAY] < anchor


def is_stale(top: Token, head: Token, dates: tuple[DateMention, ...], anchor: str) -> bool:
    """Whether the plan was made, or the refusal spoken, long before the article."""
    if top == head or top.tag_ not in {"VBD", "VBN"}:
        return False
    told = date_for(dates, top)
    last = ((told.end or told.start or "") if told else "")[:_DAY]
    if len(last) != _DAY or len(anchor) != _DAY:
        return False
    return (date.fromisoformat(anchor) - date.fromisoformat(last)).days > STALE


# What belongs to what ----------------------------------------------------------------------------------------------


def _is_background(act: Act) -> bool:
    open_question = act.status == "possible"
    return is_aside(act.modality.governor, act.head) or sets_scene(act.head, act.top, open_question=open_question)


def _is_tied(act: Act, ahead: Container[int]) -> bool:
    """Whether an infinitive or gerund hangs on a word that says it is to come, or is a headline's own verb."""
    head = act.head
    if is_finite(head) or act.modality.governor is not None or head.head == head:
        return True
    return head.dep_ == "conj" or head.head.head == head.head or head.head.i in ahead


def _settle(verb: Token, ahead: dict[int, Act], kept: dict[int, Act], dates: tuple[DateMention, ...]) -> None:
    """Decide between a verb and the one above it: one of them is the step, or both are."""
    above = _above(verb, ahead)
    if above is None:
        return
    governor = ahead[verb.i].modality.governor
    if verb.dep_ == "conj":
        one_condition = ahead[verb.i].modality.condition is not None and ahead[above.i].modality.condition is not None
        if above.i not in kept or one_condition or not _stands_apart(verb, above, dates):
            kept.pop(verb.i, None)
    elif verb.dep_ == "relcl":
        kept.pop(verb.i, None)
    elif governor is not None and ahead[above.i].rule == "dated-present":
        kept.pop(above.i, None)  # "is due on Friday to meet": the meeting
    elif governor is not None and governor == above and governing(above) not in {None, "called_for", "none"}:
        kept.pop(above.i, None)  # "will consider sending": the sending
    elif governor is not None or not is_finite(verb):
        kept.pop(verb.i, None)  # but "will announce that it will send": both


def _above(verb: Token, ahead: Container[int]) -> Token | None:
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
    """Whether a joined verb is a step of its own: with its own subject, "will", "to" or date, or after "then"."""
    if any(c.dep_ in SUBJECTS or (c.dep_ == "aux" and c.tag_ in {"MD", "TO"}) for c in verb.children):
        return True
    if any(c.lower_ in SEQUENCE for c in verb.children):
        return True
    own, theirs = date_for(dates, verb, lent=False), date_for(dates, first, lent=False)
    return own is not None and (theirs is None or own.start != theirs.start)
