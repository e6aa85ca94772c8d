"""The same step told twice is one, at its fullest statement.

Reads  the steps of one article with the heads of their acts and the places they lead to.
Finds  retellings: the same act of the same actors, the same event to come, what a headline says in short; where nothing
       (another day, another place, another party) tells them apart.
Misses retellings in quite other words.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefgen.extract.modality_words import lemma_of
from briefgen.extract.step_grammar import event_nouns, words
from briefgen.extract.step_references import counted
from briefgen.extract.tokens import Token
from briefgen.frozen import replace
from briefgen.lexicon import load_toml
from briefgen.model import NextStep, Place, StepStatus

ALIKE = 0.6  # share of the content words of the shorter that two tellings of one act have in common
IN_SHORT = 0.4  # the same for a headline, which words things its own way
CERTAIN = 3  # words in common from which also a hedged telling is the same
PARTS = frozenset(
    {"dobj", "pobj", "attr", "xcomp", "prt", "dative", "nsubjpass", "prep", "acomp", "oprd", "conj", "ccomp"}
)
PURPOSES = frozenset({"advcl", "relcl"})
REACH = 12  # how many steps that share a word are compared with a new one
STEM = 6  # letters that "apology" and "apologize" share
DEPTH = 4  # links below the act
# What may be the same step, put more and less firmly.
FAMILY: dict[StepStatus, str] = {
    "planned": "firm", "expected": "firm", "possible": "open", "conditional": "open", "called_for": "asked",
    "ruled_out": "out",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A step as one sentence tells it. head: the verb or noun of its act; top: its finite verb; places: its goals."""

    step: NextStep
    head: Token
    top: Token
    places: tuple[Place, ...]
    headline: bool

    @cached_property
    def content(self) -> frozenset[str]:
        """The stems of what the act is about."""
        return _content(self.head, PARTS)

    @cached_property
    def wide_content(self) -> frozenset[str]:
        """The same with its purposes."""
        return _content(self.head, PARTS | PURPOSES)


def each_once(told: Sequence[Told]) -> tuple[NextStep, ...]:
    """The steps, each once, in reading order of the statements kept.

    Each is compared with the last steps that share a word, an actor or an event with it, so that the time stays linear.
    """
    groups: list[list[Told]] = []
    holding: defaultdict[str, list[int]] = defaultdict(list)  # groups by what their steps are about
    for one in sorted(told, key=lambda t: t.headline):  # headlines last: they join what the text tells in full
        keys = _keys(one)
        near = sorted({number for key in keys for number in holding[key][-REACH:]})
        number = next((n for n in near if any(_same(one, other) for other in groups[n][-REACH:])), len(groups))
        if number == len(groups):
            groups.append([])
        groups[number].append(one)
        for key in keys:
            if number not in holding[key][-REACH:]:
                holding[key].append(number)
    return tuple(sorted((_fullest(group) for group in groups), key=lambda s: s.evidence.start))


def _keys(one: Told) -> frozenset[str]:
    own = {f"event {one.step.event}", f"verb {one.top.i}", *(f"actor {actor}" for actor in one.step.actors)}
    return one.content | own


def _fullest(group: Iterable[Told]) -> NextStep:
    """The fullest statement of a group; the date and the actors that it lacks are taken from the others."""
    ranked = sorted(group, key=lambda t: (t.headline, -_fullness(t.step), t.step.evidence.start))
    best = ranked[0].step
    dated = next((t.step for t in ranked if t.step.start or t.step.end), None)
    if dated is not None and not (best.start or best.end):
        best = replace(best, start=dated.start, end=dated.end, precision=dated.precision)
    return replace(
        best,
        actors=best.actors or next((t.step.actors for t in ranked if t.step.actors), ()),
        event=best.event or next((t.step.event for t in ranked if t.step.event), None),
    )


def _fullness(step: NextStep) -> int:
    named = 2 * bool(step.actors) + len(step.actors)
    return 3 * bool(step.start or step.end) + named + bool(step.places) + bool(step.event)


def _same(one: Told, other: Told) -> bool:
    a, b = one.step, other.step
    in_short = one.headline or other.headline
    if one.top == other.top and (_covers(a, b) or _covers(b, a)):
        return True
    if _told_apart(one, other, in_short=in_short):
        return False
    kind = _kind(one.head)
    same_kind = kind is not None and kind == _kind(other.head)
    if same_kind and (in_short or (a.event is not None and a.event == b.event)):
        return True
    mine, theirs = (t.wide_content if in_short else t.content for t in (one, other))
    common = len(mine & theirs)
    share = common / min(len(mine), len(theirs)) if mine and theirs else 0.0
    if in_short:
        return share >= IN_SHORT
    if FAMILY[a.status] != FAMILY[b.status]:
        return share >= ALIKE and common >= CERTAIN
    return share >= ALIKE and (
        common > 1 or (share == 1 and a.actors[:1] == b.actors[:1] and not a.start and not b.start)
    )


def _covers(a: NextStep, b: NextStep) -> bool:
    """Whether one step's words hold the other's, so that both tell one act of one sentence."""
    return a.evidence.start <= b.evidence.start and b.evidence.end <= a.evidence.end


def _told_apart(one: Told, other: Told, *, in_short: bool) -> bool:
    """Whether their days, places, actors or outcomes tell two steps apart."""
    a, b = one.step, other.step
    if "ruled_out" in {a.status, b.status} and a.status != b.status:
        return True
    if a.start and b.start and a.start[:10] != b.start[:10] and not in_short:
        return True
    if one.places and other.places and not any(_meet(p, q) for p in one.places for q in other.places):
        return True
    if not a.actors or not b.actors:
        return in_short
    if not set(a.actors) & set(b.actors):
        return True
    guests, others = set(a.actors[1:]), set(b.actors[1:])
    return not in_short and bool(guests and others) and not (set(a.actors) & others or set(b.actors) & guests)


def _meet(one: Place, other: Place) -> bool:
    """Whether two places are one, or one is the country that the other lies in."""
    wide = "country" in {one.kind, other.kind} and one.kind != other.kind
    return one.id == other.id or (wide and one.country is not None and one.country == other.country)


def _kind(head: Token) -> str | None:
    """The kind of event that an act tells: by its verb, its noun, the object of a light verb, or what takes place."""
    about = load_toml("event_heads")
    at = head
    if lemma_of(head) in words("light"):
        objects = (c for c in head.children if c.dep_ in {"dobj", "nsubjpass"})
        subjects = (counted(c) for c in head.children if c.dep_ == "nsubj")
        at = next((c for c in (*objects, *subjects) if lemma_of(c) in event_nouns()), head)
    lemma = lemma_of(at)
    known = about["nouns"].get(lemma) or about["verbs"].get(lemma)
    kind: str | None = known["kind"] if known else None
    return "meeting" if kind in {"talks", "summit"} else kind


def _joined_act(token: Token) -> bool:
    return token.dep_ == "conj" and token.pos_ == "VERB"


def _content(head: Token, parts: frozenset[str]) -> frozenset[str]:
    """The stems of a head and of the heads of its objects and adjuncts below, by these dependencies."""
    found = {head}
    level = [head]
    for _ in range(DEPTH):
        level = [c for t in level for c in t.children if c.dep_ in parts and not _joined_act(c)]
        found |= {t for t in level if t.pos_ in {"NOUN", "PROPN", "VERB"}}
    return frozenset(lemma_of(t)[:STEM] for t in found if lemma_of(t) not in words("light"))
