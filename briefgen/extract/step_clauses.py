"""Acts to come: the verbs and nouns that tell of one, with the clause that says so.

Reads  modality.py for each verb and each noun of an event or a deed; the dates beside them.
Finds  verbs behind "will", "is to", "agreed to", "may", "urged … to", "refused to"; the present tense with a date ahead
       ("meet on Thursday"); nouns that are proposed, demanded, called off ("ruled out a meeting"), or dated ahead ("ahead
       of talks in Geneva on Friday"). A purpose ("will fly to Rome to attend …") is part of the step that it serves.
Misses acts told in sentences without a verb, and in questions, which are left out on purpose.
"""

from collections.abc import Iterator
from dataclasses import dataclass
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
WISHING = frozenset(
    {"want", "hope", "wish", "like", "seek", "aim", "try", "aspire", "dream", "strive", "work", "desire"}
)
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


@cache
def words(section: str) -> frozenset[str]:
    """A list of steps.toml."""
    return frozenset(load_toml("steps")[section])


@cache
def event_nouns() -> frozenset[str]:
    """The lemmas of nouns that name an event."""
    return frozenset(load_toml("event_heads")["nouns"])


def find_acts(text: Text, dates: tuple[DateMention, ...]) -> list[Act]:
    """The acts to come of an article, in the order of their heads; none is part of another."""
    anchor = text.article.anchor
    return [act for sent in text.doc.sents if not _asks(sent) for act in _in_sentence(sent, dates, anchor)]


def _asks(sent: Span) -> bool:
    return sent.text.rstrip(" \n\"'”’").endswith("?")


def _in_sentence(sent: Span, dates: tuple[DateMention, ...], anchor: str | None) -> list[Act]:
    ahead = {token.i: found for token in sent if _may_act(token) and (found := _to_come(token, dates, anchor))}
    kept = dict(ahead)
    for i in sorted(ahead):
        _settle(sent.doc[i], ahead, kept, dates)
    for token in sent:
        if token.pos_ in {"NOUN", "PROPN"} and token.i not in kept and not _under(token, ahead):
            if (act := _noun_act(token, dates, anchor)) is not None:
                kept[token.i] = act
    return [kept[i] for i in sorted(kept)]


def _may_act(token: Token) -> bool:
    return token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in {"aux", "auxpass"})


def _to_come(verb: Token, dates: tuple[DateMention, ...], anchor: str | None) -> Act | None:
    """The act of a verb if it lies ahead."""
    found = modality_of(verb)
    status = _status(found, verb)
    rule = "verb"
    if found.certainty == "present" and verb.tag_ in {"VBZ", "VBP", "VBG", "VBN"}:
        date = date_for(dates, verb)
        if date is None or not _lies_ahead(date, anchor, or_today=verb.tag_ != "VBG"):
            return None
        status, rule = "planned", "dated-present"
    if status is None or lemma_of(verb) in _asides():
        return None
    date = date_for(dates, verb, not_before=anchor)
    top = clause_top(verb, found)
    if date is None and anchor and (_past(date_for(dates, verb), anchor) or _is_stale(top, verb, dates, anchor)):
        return None
    return Act(verb, top, found, status, date, rule)


@cache
def _asides() -> frozenset[str]:
    return frozenset({"accord", "include", "concern", "regard", "follow", "base", "relate"}) - {"follow", "include"}


def _status(found: Modality, verb: Token) -> StepStatus | None:
    if found.governor is not None and found.certainty == "possible" and lemma_of(found.governor) in {"want", "like"}:
        if _object_of_governor(found.governor, verb) is not None:
            return "called_for"
    return STATUS.get(found.certainty)


def _object_of_governor(governor: Token, verb: Token) -> Token | None:
    """Who is wanted, asked, invited to act: "wants Russia to withdraw"."""
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if own is not None and own.i > governor.i:
        return own
    return next((c for c in governor.children if c.dep_ in {"dobj", "dative"} and governor.i < c.i < verb.i), None)


def _lies_ahead(date: DateMention, anchor: str | None, *, or_today: bool) -> bool:
    start = (date.start or date.end or "")[:10]
    if not anchor or not start or date.precision in {"year", "season"}:
        return False
    return start > anchor or (or_today and start == anchor and date.precision in {"day", "time", "part-of-day"})


def _past(date: DateMention | None, anchor: str) -> bool:
    last = date and (date.end or date.start)
    return bool(last) and last[: len(anchor)] < anchor[: len(last or "")]


def _is_stale(top: Token, verb: Token, dates: tuple[DateMention, ...], anchor: str) -> bool:
    """Whether the plan was made, or the refusal spoken, long before the article."""
    if top is verb or top.tag_ not in {"VBD", "VBN"}:
        return False
    told = date_for(dates, top)
    last = told and (told.end or told.start)
    if not last or len(last) < 10 or len(anchor) < 10:  # noqa: PLR2004  a day's length in ISO 8601
        return False
    from datetime import date as day  # noqa: PLC0415

    return (day.fromisoformat(anchor) - day.fromisoformat(last[:10])).days > STALE


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
    for _ in range(LINKS):
        if is_finite(at) or at.head == at:
            return at
        if at.dep_ == "conj" and at.head.pos_ in {"VERB", "AUX"} and _is_bare(at):
            return at if at is head else at.head
        at = at.head
    return at


def _is_bare(verb: Token) -> bool:
    return not any(c.dep_ in {"aux", "auxpass", *SUBJECTS} for c in verb.children)


# What belongs to what ----------------------------------------------------------------------------------------------


def _settle(verb: Token, ahead: dict[int, Act], kept: dict[int, Act], dates: tuple[DateMention, ...]) -> None:
    """Decide between a verb and the one above it: one of them is the step, or both are."""
    above = _above(verb, ahead)
    if above is None or above.i not in kept:
        return
    if verb.dep_ == "conj" and verb.head == above:
        if not _stands_apart(verb, dates):
            kept.pop(verb.i, None)
        return
    governor = ahead[verb.i].modality.governor
    kind = governing(above)
    if governor is not None and governor == above and kind not in {None, "called_for", "none"}:
        kept.pop(above.i, None)  # "will consider sending": the sending
    elif governor is None and is_finite(verb):
        return  # "will announce that it will send": both
    else:
        kept.pop(verb.i, None)


def _above(verb: Token, ahead: dict[int, Act]) -> Token | None:
    """The next verb up the tree that is an act to come, no finite clause of its own between."""
    at = verb
    for _ in range(LINKS):
        if at.head == at:
            return None
        at = at.head
        if at.i in ahead:
            return at
        if is_finite(at) and at.dep_ not in {"conj"}:
            return None
    return None


def _stands_apart(verb: Token, dates: tuple[DateMention, ...]) -> bool:
    """Whether a joined verb is a step of its own: with its own subject, "will" or date, or after "then"."""
    if any(c.dep_ in SUBJECTS or (c.dep_ == "aux" and c.tag_ == "MD") for c in verb.children):
        return True
    if any(c.lower_ in {"then", "later", "afterwards", "subsequently"} for c in verb.children):
        return True
    own, first = date_for(dates, verb, lent=False), date_for(dates, verb.head, lent=False)
    return own is not None and (first is None or own.start != first.start)


def _under(noun: Token, ahead: dict[int, Act]) -> bool:
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


# Nouns -------------------------------------------------------------------------------------------------------------


def _noun_act(noun: Token, dates: tuple[DateMention, ...], anchor: str | None) -> Act | None:
    """A noun of an event or a deed that is to come."""
    lemma = lemma_of(noun)
    if noun.pos_ != "NOUN" or not (lemma in event_nouns() or lemma in words("deeds")):
        if noun.pos_ != "PROPN" or noun.lower_ not in {"summit", "conference", "meeting", "talks", "dialogue", "forum"}:
            return None
    if noun.dep_ in {"compound", "nmod", "poss"}:
        return None
    found = modality_of(noun)
    date = date_for(dates, noun, not_before=anchor, lent=False)
    ahead = date is not None and _lies_ahead(date, anchor, or_today=False)
    if ahead and lemma in event_nouns() and found.certainty not in {"cancelled", "ruled_out", "postponed"}:
        status = STATUS.get(found.certainty, "planned") if found.to_come else "planned"
        return Act(noun, clause_top(noun, Modality("none")), found, status, date, "dated-noun")
    governor = found.governor
    if governor is None or governor.dep_ in {"amod", "compound", "nmod", "advmod"}:
        return None
    status = STATUS.get(found.certainty)
    if status is None or governor.pos_ not in {"VERB", "NOUN", "ADJ"}:
        return None
    top = clause_top(noun, found)
    if not is_finite(top) or (anchor and _is_stale(top, noun, dates, anchor)):
        return None
    return Act(noun, top, found, status, date, "noun")


def governed(act: Act) -> Token | None:
    """Who is asked, invited or ordered to act, by the governing verb's object; None where nobody is."""
    governor = act.modality.governor
    if governor is None or governor.pos_ not in {"VERB", "AUX"} or governor == act.head:
        return None
    key = lemma_with_particle(governor)
    if key not in words("of_object") and lemma_of(governor) not in words("of_object"):
        return None
    found = _object_of_governor(governor, act.head)
    if found is not None:
        return found
    for child in governor.children:
        if child.dep_ == "prep" and child.lower_ in {"on", "upon", "to", "for"} and child.i < act.head.i:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, or of the verb that it is joined to."""
    at = verb
    for _ in range(LINKS):
        own = next((c for c in at.children if c.dep_ in SUBJECTS), None)
        if own is not None:
            return own
        if at.dep_ in {"acl", "relcl"} and at.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return at.head
        if at.dep_ not in {"conj", "xcomp", "advcl", "acomp", "pcomp", "prep", "ccomp"} or at.head == at:
            return None
        at = at.head
    return None


def children_of(acts: list[Act]) -> Iterator[tuple[Act, frozenset[int]]]:
    """Each act with the heads of the others."""
    heads = frozenset(act.head.i for act in acts)
    for act in acts:
        yield act, heads - {act.head.i}
