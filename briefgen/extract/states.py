"""States: which states act, are represented or are addressed.

Reads  the names, adjectives and words for the people of states, capitals and institutions (lexicon), the parse around
       them (metonymy.py), doc.ents PERSON, the people with their offices.
Finds  states named as parties ("Russia rejected", "with China"), represented ("the Russian president", "Kremlin",
       "Moscow said"), or served by an official who is named ("Prime Minister Anwar Ibrahim").
Misses states meant by "the North", "the island"; topics that the parser takes for parties.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefgen import lexicon
from briefgen.extract.metonymy import represents, span_at, use_of, words
from briefgen.extract.text import Text
from briefgen.extract.tokens import Doc
from briefgen.extract.wording import Match, longest_matches
from briefgen.lexicon import gazetteer, load_toml
from briefgen.model import Person, State


@dataclass(frozen=True, slots=True)
class StateMention:
    """Characters that mean a state as a party, with the rule that took them and what they weigh."""

    start: int
    end: int
    code: str
    rule: str


Value = tuple[str, str]  # what kind of word for a state it is, and the state's code
_WEIGHTS = {"party": 3, "represented": 3, "institution": 3, "capital": 3, "served": 2}
_NAMES = frozenset({"PERSON", "ORG", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "FAC"})
_IN_HEADLINE = 3  # times the weight
_LONGEST_BODY = 80  # characters of a body's name before its short form in brackets


def find_states(text: Text) -> tuple[State, ...]:
    """The states that act, are represented or are addressed by their own names, most salient first."""
    return _states(text, state_mentions(text))


def with_served(text: Text, states: Iterable[State], people: Iterable[Person]) -> tuple[State, ...]:
    """The states with those that only an official's name tells of, most salient first."""
    found = [StateMention(e.start, e.end, s.code, e.rule) for s in states for e in s.mentions]
    named = {m.code for m in found}
    for person in people:
        if person.country and person.country not in named and _holds_office(person.role):
            found += [StateMention(e.start, e.end, person.country, "states/served") for e in person.mentions]
    return _states(text, found)


def _holds_office(role: str | None) -> bool:
    """Whether a role is an office of state that is held now."""
    said = [word.lower() for word in re.findall(r"[^\W_]+", role or "")]
    return any(word in words("offices") for word in said) and not any(word in words("past") for word in said)


def state_mentions(text: Text) -> list[StateMention]:
    """All words that mean a state as a party, in reading order."""
    doc = text.doc
    names = [ent for ent in doc.ents if ent.label_ in _NAMES]
    people = {i for ent in names if ent.label_ == "PERSON" for i in range(ent.start_char, ent.end_char)}
    named = {i: ent.end_char - ent.start_char for ent in names for i in range(ent.start_char, ent.end_char)}
    matches = longest_matches(text.runs, _known)
    surnames = {ent[-1].text for ent in names if ent.label_ == "PERSON" and len(ent) > 1}
    values = [m.value for m in matches]
    found: list[StateMention] = []
    for before, match in zip([None, *matches], matches, strict=False):
        kind, code = match.value
        if kind == "capital" and named.get(match.start, 0) > match.end - match.start:
            continue  # "the London Stock Exchange"
        if not code or match.start in people or _in_byline_place(text, match.start):
            continue
        if _PART_OF_AMERICA.search(text.article.body, max(match.start - LONGEST_PART, 0), match.start):
            continue
        if kind == "institution" and _is_given_otherwise(text.article.body, match):
            continue
        if _only_locates(text.article.body, before, match) or not _is_meant(text.article.body, match, values, surnames):
            continue
        if rule := _rule(doc, match.start, match.end, kind):
            found += _other_half(text.article.body, match, f"states/{rule}")
            found.append(StateMention(match.start, match.end, code, f"states/{rule}"))
    return found


def _other_half(body: str, match: Match[Value], rule: str) -> Iterator[StateMention]:
    """ "NORTH and South Korea", "between NORTH, South Korea": the noun stands once for both."""
    half = _HALVES.get(match.value[1])
    first = _HALF.search(body, max(match.start - LONGEST_HALF, 0), match.start) if half else None
    if half and first and first[1] == half[1] and body.startswith(half[0], match.start):
        yield StateMention(first.start(1), first.end(1), half[2], rule)


@lru_cache(maxsize=8)
def georgia(body: str) -> str | None:
    """Whether "Georgia" is the country (GE) or the state of the US in this article; None where nothing tells."""
    cues: dict[str, list[str]] = load_toml("places_words")["georgia"]
    told: set[str] = {code for code, said in cues.items() if re.search(rf"\b(?:{'|'.join(said)})\b", body)}
    if len(told) == 1:
        return told.pop()
    return "GE" if re.search(r"\bTbilisi\b|\bGeorgians?\b", body) else None


def _states(text: Text, mentions: Iterable[StateMention]) -> tuple[State, ...]:
    by_code: defaultdict[str, list[StateMention]] = defaultdict(list)
    for mention in mentions:
        by_code[mention.code].append(mention)
    ranked = sorted(by_code.items(), key=lambda item: (-_salience(text, item[1]), item[1][0].start))
    return tuple(
        State(code=code, mentions=tuple(text.evidence(m.start, m.end, m.rule) for m in found)) for code, found in ranked
    )


def _salience(text: Text, mentions: Iterable[StateMention]) -> int:
    return sum(
        _WEIGHTS[m.rule.partition("/")[2]] * (_IN_HEADLINE if text.in_headline(m.start) else 1) for m in mentions
    )


@lru_cache(maxsize=100_000)
def _known(name: str) -> Value | None:
    """What kind of word for a state this is, and its code; a code of "" for names that only hold a state's name."""
    if found := lexicon.institution(name):
        return ("other", "") if found[0].lower() in words("no_organs") else ("institution", found[1])
    if code := lexicon.state_named(name):
        return ("other", "") if code in words("no_parties") else ("name", code)
    if code := lexicon.state_of(name):
        return "adjective", code
    if code := lexicon.capital_state(name):
        return "capital", code
    return ("other", "") if gazetteer.is_listed(name) else None


def _is_meant(body: str, match: Match[Value], values: Sequence[Value], surnames: Collection[str]) -> bool:
    """Whether words that mean a state in one article and something else in another mean the state in this one."""
    (kind, code), said = match.value, body[match.start : match.end]
    if kind == "name" and said.lower() == "georgia":
        return georgia(body) != "US"
    if kind == "name" and said in surnames:
        return any(value == (other, code) for value in values for other in ("adjective", "capital"))
    if kind == "institution" and said.lower().removeprefix("the ") in words("shared"):
        return {state for _, state in values} <= {code, ""}
    return True


def _is_given_otherwise(body: str, match: Match[Value]) -> bool:
    """Whether the article gives a short form to another body: "Syrian Democratic Forces (SDF)"."""
    said = body[match.start : match.end].rsplit(maxsplit=1)[-1]
    at = body.find(f" ({said})") if said.isupper() else -1
    if at < 0:
        return False
    full = body[max(at - _LONGEST_BODY, 0) : at].split()
    known = (lexicon.institution(" ".join(full[i:])) for i in range(len(full) - 1))
    return not any(found is not None and found[1] == match.value[1] for found in known)


def _only_locates(body: str, before: Match[Value] | None, match: Match[Value]) -> bool:
    """Whether a state's name only says where the city before it lies: "Geneva, Switzerland"."""
    if match.value[0] != "name" or match.start < 2 or body[match.start - 2 : match.start] != ", ":  # noqa: PLR2004
        return False
    if match.value[1] in _HALVES and _HALF.search(body, max(match.start - LONGEST_HALF, 0), match.start):
        return False
    if before is not None and before.end == match.start - 2 and before.value[0] in {"name", "adjective"}:
        return False
    if body[match.end : match.end + 1] not in {",", ".", ";", " "}:
        return False
    ahead = _RUN.search(body, max(match.start - 42, 0), match.start - 2)
    names = ahead.group().split() if ahead else []
    return any(gazetteer.is_place(" ".join(names[i:])) for i in range(len(names)))


# "Latin American presidents" are none of the United States.
LONGEST_PART = 9  # characters of the longest of them, with its space
_PART_OF_AMERICA = re.compile(r"\b(?:Latin|South|Central|North|Pan|Native|Inter)[ -]$")

# What a state's name begins with, what that of its other half would, and the code of this one.
_HALVES = {"KR": ("South", "North", "KP"), "KP": ("North", "South", "KR")}
_HALF = re.compile(r"\b(North|South)(?:,| and| or|-|–) ?$")
LONGEST_HALF = 10  # characters of "North and "

# Words in capitals that end before a comma.
_RUN = re.compile(r"(?:[^\W\d_][\w'’-]* ){0,3}[^\W\d_][\w'’-]*$")


def _rule(doc: Doc, start: int, end: int, kind: str) -> str | None:
    span = span_at(doc, start, end)
    if kind == "institution":
        return "institution"
    if kind == "adjective":
        return "represented" if represents(span) or use_of(span, "state") == "party" else None
    if kind == "capital":
        return "capital" if use_of(span, "city") == "party" else None
    use = use_of(span, "state")
    return "party" if use == "party" else "represented" if represents(span) else None


def _in_byline_place(text: Text, at: int) -> bool:
    dateline = text.article.dateline
    return dateline is not None and dateline.span.start <= at < dateline.span.end
