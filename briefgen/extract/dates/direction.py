"""Which way a time expression looks: back to what happened, or ahead to what is to come.

Reads  the verb or the noun that the expression hangs on, and how the source puts it (modality.py).
Finds  "said on Monday" back, "will meet on Monday" ahead, "ahead of Friday's talks" ahead, "is due on Monday" ahead.
"""

from briefgen.extract.modality import Modality, modality_of
from briefgen.extract.modality_words import LINKS, MEANT, governing, lemma_of
from briefgen.extract.tokens import Span, Token
from briefgen.lexicon import load_toml

SAYING = 4  # words from a verb of saying to the date beside it: "told reporters late on Monday"
INTO = frozenset({"for", "until", "till", "to"})  # "set for Monday", "postponed until June"
MODIFIES = frozenset({"poss", "compound", "nmod", "amod", "nummod"})


def hangs_directly(span: Span) -> bool:
    """Whether nothing but prepositions stands between an expression and its verb."""
    at = span.root
    while at.head != at and at.head.pos_ in {"ADP", "SCONJ", "ADV"}:
        at = at.head
    return at.head.pos_ in {"VERB", "AUX"}


def looks_ahead(span: Span) -> bool | None:
    """True: ahead of the anchor; False: back; None: nothing tells."""
    if _beside_saying(span):
        return False
    told = next((up for up in span.root.ancestors if up.pos_ in {"VERB", "AUX"}), None)
    if told is not None and _is_pluperfect(told) and span.root.head.lower_ not in INTO:
        return False
    event = _event_before(span)
    if event is not None and event.to_come:
        if event.governor is not None:
            return True
        if any(cue.pos_ == "ADP" for cue in event.cues):
            return None  # "said ahead of the summit in July": it followed what is told, whenever that was
    at = span.root
    for _ in range(LINKS):
        if at.head == at:
            return _of_verb(at, at) if at.pos_ in {"VERB", "AUX"} else None
        below, at = at, at.head
        if below.lower_ == "for" and lemma_of(at) in load_toml("modality")["ahead"]["preparing"]:
            return True  # "discussed priorities for the summit in July"
        if below.dep_ in MODIFIES and at.pos_ in {"NOUN", "PROPN"} and (way := _way(modality_of(at))) is not None:
            return way
        if at.pos_ == "ADJ" and governing(at) in {"planned", "expected"}:
            return True
        if at.pos_ in {"VERB", "AUX"}:
            return _of_verb(at, below)
    return None


def _event_before(span: Span) -> Modality | None:
    """How the event is told that the date stands right behind: "invited him to talks on Friday"."""
    preposition = span.root.head
    if preposition.pos_ != "ADP" or preposition.i == 0 or preposition.i >= span.root.i:
        return None
    at = preposition.nbor(-1)
    for _ in range(LINKS):
        if at.pos_ in {"NOUN", "PROPN"} and lemma_of(at) in load_toml("event_heads")["nouns"]:
            return modality_of(at) if at.right_edge.i == preposition.i - 1 else None
        if at.dep_ not in {"pobj", "prep", "compound", "nmod", "conj"} or at.head == at:
            return None
        at = at.head
    return None


def _of_verb(verb: Token, below: Token) -> bool | None:
    """below: the word under the verb through which the date hangs on it."""
    planned = governing(verb) in {"planned", "expected", "postponed"}
    moved = lemma_of(verb) in load_toml("event_heads")["marks"]["moving"]  # "has been brought forward to Monday"
    if (planned or moved) and below.lower_ in INTO and below.dep_ in {"prep", "dative"}:
        return True
    if planned and verb.tag_ == "VBN" and lemma_of(verb) in {"schedule", "expect", "slate", "plan", "due", "set"}:
        return True
    if verb.dep_ == "xcomp" and lemma_of(verb.head) in MEANT and _is_past_passive(verb.head):
        return None  # "were meant to meet on Monday": that day may be over
    found = modality_of(verb)
    if found.certainty == "present":
        if lemma_of(verb) in load_toml("modality")["verbs"]["reporting"]:
            return None
        return True if verb.tag_ in {"VBZ", "VBP", "VBG"} else None
    return _way(found)


def _is_past_passive(verb: Token) -> bool:
    return verb.tag_ == "VBN" and any(child.lower_ in {"was", "were"} for child in verb.children)


def _is_pluperfect(verb: Token) -> bool:
    """ "Had cancelled talks on May 3": that was before what is told."""
    return verb.tag_ == "VBN" and any(child.lower_ == "had" for child in verb.children)


def _way(found: Modality) -> bool | None:
    if found.to_come or found.certainty in {"ruled_out", "postponed", "cancelled"}:
        return True
    return False if found.certainty in {"past", "denied"} else None


def _beside_saying(span: Span) -> bool:
    """Whether the date stands right behind a verb of saying in the past, which the parser may not have seen."""
    if span.root.dep_ in {"poss", "compound", "amod"}:
        return False
    reporting = load_toml("modality")["verbs"]["reporting"]
    for i in range(span.start - 1, max(span.start - 1 - SAYING, span.sent.start - 1), -1):
        word = span.doc[i]
        if word.pos_ in {"VERB", "AUX"}:
            return word.tag_ == "VBD" and lemma_of(word) in reporting
        if (
            word.is_punct
            or word.lower_ in INTO
            or (word.tag_ in {"IN", "TO"} and word.lower_ not in {"on", "in", "at"})
        ):
            return False
    return False
