"""Conditions: what an act is made to depend on.

Reads  if-clauses and their like on the act's verb or on one that governs it in the same clause; lexicon/modality.toml.
Finds  "if …", "unless …", "once …", "provided …", "in the event of …", "subject to …", ", but only after …".
Misses "even if", "as if", "if any", which are no conditions; conditions in a sentence of their own.
"""

from collections.abc import Iterator
from functools import cache

from briefgen.extract.modality_words import LINKS
from briefgen.extract.tokens import Span, Token
from briefgen.lexicon import load_toml

ONLY = frozenset({"if", "when", "after", "once", "on", "provided", "in", "under"})


def condition_of(head: Token) -> Span | None:
    """The condition that an act is put under, from its "if" to the clause's end; None where there is none.

    An if-clause counts where it hangs on the act's verb or on one that governs it in the same clause.
    """
    for verb, _ in zip(_own_clause(head), range(LINKS), strict=False):
        for child in verb.children:
            if child.dep_ in {"advcl", "prep", "advmod", "mark"} and (opening := _opens_condition(child)) is not None:
                first, last = min(opening.i, child.left_edge.i), child.right_edge.i
                return head.doc[max(first, opening.i) : max(last, opening.i) + 1]
    return _only_if(head)


def _only_if(head: Token) -> Span | None:
    """ ", but only if …": to the end of the sentence, since the parser hangs it anywhere."""
    doc, end = head.doc, head.sent.end
    for i, token in enumerate(doc.tokens[head.i + 1 : max(end - 2, 0)], head.i + 1):
        if token.lower_ == "but" and doc[i + 1].lower_ == "only" and doc[i + 2].lower_ in ONLY:
            while end > i + 3 and (doc[end - 1].is_punct or doc[end - 1].is_space):
                end -= 1
            return doc[i + 1 : end]
        if token.text == ";":
            return None
    return None


def _opens_condition(clause: Token) -> Token | None:
    """The word that makes a clause or a phrase a condition."""
    about = load_toml("modality")["conditions"]
    doc = clause.doc
    if clause.dep_ == "advcl":
        for mark in clause.children:
            if mark.lower_ in about["marks"] and mark.dep_ in {"mark", "advmod"} and mark.i < clause.i:
                before = doc[mark.i - 1].lower_ if mark.i > mark.sent.start else ""
                after = doc[mark.i + 1].lower_ if mark.i + 1 < len(doc) else ""
                if before in about["not_after"] or (after in about["not_before"] and after not in {"so", "not", "any"}):
                    return None
                return mark
    start = clause.left_edge
    words = doc[start.i : start.i + 4].text.casefold() + " "
    return start if words.startswith(_phrases()) else None


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(f"{phrase} " for phrase in load_toml("modality")["conditions"]["phrases"])


def _own_clause(head: Token) -> Iterator[Token]:
    """The act's verb and those above it in the same clause, up to the one with the subject of a report."""
    at = head
    if at.pos_ in {"NOUN", "PROPN"}:
        yield at
        for up, _ in zip(at.ancestors, range(LINKS), strict=False):
            yield up
            if up.pos_ in {"VERB", "AUX"}:
                at = up
                break
        else:
            return
    else:
        yield at
    while at.head != at and at.dep_ in {"xcomp", "conj", "acomp", "attr", "pcomp", "prep"}:
        at = at.head
        yield at
