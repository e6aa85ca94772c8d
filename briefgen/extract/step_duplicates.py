"""The same step told twice is one, at its fullest statement.

Reads  the steps of one article with the heads of their acts.
Finds  retellings: the same act of the same actors, or the same event to come, with nothing that contradicts (another day,
       another place, another event).
Misses retellings in quite other words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from briefgen.extract.modality import lemma_of
from briefgen.extract.step_clauses import event_nouns, words
from briefgen.model import NextStep

ALIKE = 0.6  # share of the content words of the shorter that two tellings of one act have in common
PARTS = frozenset(
    {"dobj", "pobj", "attr", "xcomp", "prt", "dative", "nsubjpass", "prep", "advcl", "acomp", "oprd", "conj"}
)
FIRMNESS = ("ruled_out", "conditional", "planned", "expected", "called_for", "possible")


@dataclass(frozen=True, slots=True)
class Told:
    """A step as one sentence tells it. head: the verb or noun of its act."""

    step: NextStep
    head: Token
    headline: bool


def each_once(told: Sequence[Told]) -> tuple[NextStep, ...]:
    """The steps, each once, in reading order of the statements kept."""
    groups: list[list[Told]] = []
    for one in told:
        group = next((g for g in groups if any(_same(one, other) for other in g)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return tuple(sorted((_fullest(group) for group in groups), key=lambda s: s.evidence.start))


def _fullest(group: Iterable[Told]) -> NextStep:
    """The fullest statement of a group; what it lacks is taken from the others."""
    ranked = sorted(group, key=lambda t: (t.headline, -_fullness(t.step), t.step.evidence.start))
    best = ranked[0].step
    dated = next((t.step for t in ranked if t.step.start or t.step.end), None)
    if dated is not None and not (best.start or best.end):
        best = replace(best, start=dated.start, end=dated.end, precision=dated.precision)
    actors = tuple(dict.fromkeys(party for t in ranked for party in t.step.actors))
    return replace(
        best,
        actors=actors if not best.actors else best.actors,
        event=best.event or next((t.step.event for t in ranked if t.step.event), None),
    )


def _fullness(step: NextStep) -> int:
    return (
        3 * bool(step.start or step.end)
        + 2 * bool(step.actors)
        + bool(step.places)
        + bool(step.event)
        + len(step.actors)
    )


def _same(one: Told, other: Told) -> bool:
    a, b = one.step, other.step
    if _apart(a, b):
        return False
    if {"ruled_out"} & {a.status, b.status} and a.status != b.status:
        return False
    share = set(a.actors) & set(b.actors)
    if a.actors and b.actors and not share:
        return False
    mine, theirs = _content(one.head), _content(other.head)
    if _is_contact(one.head) and _is_contact(other.head) and a.event and a.event == b.event:
        return True
    common = len(mine & theirs)
    return common >= 2 and common >= ALIKE * min(len(mine), len(theirs))  # noqa: PLR2004


def _apart(a: NextStep, b: NextStep) -> bool:
    """Whether days or places tell two steps apart."""
    if a.start and b.start and a.start[:10] != b.start[:10]:
        return True
    return bool(a.places and b.places and not set(a.places) & set(b.places))


def _is_contact(head: Token) -> bool:
    return (
        lemma_of(head) in words("contact") or lemma_of(head) in event_nouns() or lemma_of(head) in words("taking_place")
    )


def _content(head: Token) -> frozenset[str]:
    """The lemmas of an act: its head and the heads of its objects and adjuncts, two levels deep."""
    found = {lemma_of(head)}
    level = [head]
    for _ in range(4):
        level = [c for t in level for c in t.children if c.dep_ in PARTS]
        found |= {lemma_of(t) for t in level if t.pos_ in {"NOUN", "PROPN", "VERB"}}
    return frozenset(found)
