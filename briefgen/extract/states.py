"""States: which states act, are represented or are addressed.

Reads  the names, adjectives and words for the people of states, capitals and institutions (lexicon), the parse around
       them (metonymy.py), doc.ents PERSON.
Finds  states named as parties ("Russia rejected", "with China"), represented ("the Russian president", "Kremlin",
       "Moscow said") or visited.
Misses states that only a person's name tells; states meant by "the North", "the island".
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc

from briefgen import lexicon
from briefgen.extract.metonymy import represents, span_at, use_of
from briefgen.extract.text import Text
from briefgen.extract.wording import longest_matches, words_of
from briefgen.model import State


@dataclass(frozen=True, slots=True)
class StateMention:
    """Characters that mean a state as a party, with the rule that took them and what they weigh."""

    start: int
    end: int
    code: str
    rule: str
    weight: int


def find_states(text: Text) -> tuple[State, ...]:
    """The states that act, are represented or are addressed, most salient first."""
    mentions: defaultdict[str, list[StateMention]] = defaultdict(list)
    for mention in state_mentions(text):
        mentions[mention.code].append(mention)
    ranked = sorted(mentions.items(), key=lambda item: (-_salience(text, item[1]), item[1][0].start))
    return tuple(
        State(code=code, mentions=tuple(text.evidence(m.start, m.end, m.rule) for m in found)) for code, found in ranked
    )


def state_mentions(text: Text) -> list[StateMention]:
    """All words that mean a state as a party, in reading order."""
    doc = text.doc
    people = {i for ent in doc.ents if ent.label_ == "PERSON" for i in range(ent.start_char, ent.end_char)}
    found = []
    for match in longest_matches(doc, words_of(doc), _known):
        kind, code = match.value
        if not code or match.start in people or _in_byline_place(text, match.start):
            continue
        if rule := _rule(doc, match.start, match.end, kind):
            found.append(StateMention(match.start, match.end, code, f"states/{rule}", _WEIGHTS[rule]))
    return found


_WEIGHTS = {"party": 3, "represented": 3, "institution": 3, "capital": 3, "visited": 2}


def _salience(text: Text, mentions: Iterable[StateMention]) -> int:
    return sum(m.weight * (3 if text.in_headline(m.start) else 1) for m in mentions)


def _known(words: str) -> tuple[str, str] | None:
    """What kind of word for a state this is, and its code; a code of "" for names that only hold a state's name."""
    if found := lexicon.institution(words):
        return "institution", found[1]
    if code := lexicon.state_named(words):
        return "name", code
    if code := lexicon.state_of(words):
        return "adjective", code
    if code := lexicon.capital_state(words):
        return "capital", code
    return ("other", "") if words in _HOLDERS else None


_HOLDERS = frozenset(
    {"South China Sea", "East China Sea", "Sea of Japan", "New Mexico", "Gulf of Mexico", "Indian Ocean"}
)


def _rule(doc: Doc, start: int, end: int, kind: str) -> str | None:
    span = span_at(doc, start, end)
    if kind == "institution":
        return "institution"
    if kind == "adjective":
        return "represented" if represents(span) or use_of(span, city=False) == "party" else None
    use = use_of(span, city=kind == "capital")
    if kind == "capital":
        return "capital" if use == "party" else None
    return "party" if use == "party" else "represented" if represents(span) else None


def _in_byline_place(text: Text, at: int) -> bool:
    dateline = text.article.dateline
    return dateline is not None and dateline.span.start <= at < dateline.span.end
