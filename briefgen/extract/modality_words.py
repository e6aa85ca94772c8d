"""The words that say how certain an act is, by the word list alone.

Reads  lexicon/modality.toml, lemmas and tags.
Finds  the certainty that a verb, adjective or noun gives what it governs ("refuse", "likely", "plan"), particles
       counted in ("call off"); lemmas that the model gets wrong are mended.
"""

from collections.abc import Mapping
from functools import cache
from typing import Literal, get_args

from briefgen.extract.tokens import Token
from briefgen.lexicon import load_toml

Certainty = Literal[
    "past", "present", "planned", "expected", "possible", "conditional", "called_for", "ruled_out", "postponed",
    "cancelled", "denied", "none",
]  # fmt: skip
CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)
LINKS = 8  # up the tree; longer chains of governors do not occur in print and would only follow parse trouble


def governing(word: Token) -> Certainty | None:
    """The certainty that a word gives what it governs, by the word list alone; None for a neutral word."""
    section = {"VERB": "verbs", "AUX": "verbs", "ADJ": "adjectives", "NOUN": "nouns"}.get(word.pos_)
    if section is None:
        return None
    kinds = certainty_words(section)
    kind = kinds.get(lemma_with_particle(word)) or kinds.get(lemma_of(word))
    if word.lower_ == "order" and word.i and word.nbor(-1).lower_ == "in":
        return None  # "in order to"
    if kind is None and section == "verbs" and word.tag_ == "VBN":
        kind = certainty_words("adjectives").get(word.lower_)
    if kind is None and section == "adjectives":  # the tagger takes "set", "scheduled", "expected" for either
        kind = certainty_words("verbs").get(lemma_of(word))
    return kind


def lemma_of(word: Token) -> str:
    """The lemma in small letters."""
    return word.lemma_.casefold()


def lemma_with_particle(verb: Token) -> str:
    """The lemma, joined to its particle: "called … off" gives "call_off"."""
    particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), None)
    if particle is None and verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ in {"out", "off", "back"}:
        particle = verb.nbor(1).lower_
    if particle is None and verb.lemma_ == "call":
        particle = next((c.lower_ for c in verb.children if c.dep_ == "prep" and c.lower_ in {"for", "on"}), None)
    lemma = lemma_of(verb)
    return f"{lemma}_{particle}" if particle else lemma


@cache
def certainty_words(section: str) -> Mapping[str, Certainty]:
    """A section of the word list as word -> certainty; the first list that has a word wins."""
    lists: Mapping[str, list[str]] = load_toml("modality")[section]
    kinds = [(known, lists[known]) for known in CERTAINTIES if known in lists]
    return {word: kind for kind, words in reversed(kinds) for word in words}


MEANT = frozenset({"mean", "suppose"})  # "were meant to meet", "was supposed to": fixed, and perhaps never done


def says_no(child: Token) -> bool:
    """Whether a word below a verb denies it: "not", "never"; "no longer"; "NEITHER X nor Y will come"."""
    if child.dep_ in {"nsubj", "nsubjpass"}:
        return any(below.lower_ == "neither" for below in child.children)
    return child.dep_ == "neg" or (child.lower_ == "longer" and any(below.lower_ == "no" for below in child.children))
