"""Bodies in the text: every word or run of words that names a body, before it is asked which of them are one.

Reads  the words, the lists of known bodies (lexicon), the recognizer's ORG and PERSON entities, the parse.
Finds  bodies of the lists by any of their names; ministries, parliaments and armed forces with the state before or behind
       them ("Russia's defence ministry", "Ministry of Defence of Ukraine"); names that end in a body's noun ("… Council"),
       begin with one ("Institute for …") or follow a leader's ("the Biden administration"); other ORG entities that
       speak or act.
Misses media that only report; bodies named without capitals and without a state; companies named in passing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span

from briefgen import lexicon
from briefgen.extract.metonymy import span_at, use_of
from briefgen.extract.text import Text
from briefgen.extract.wording import Match, Word, longest_matches, words_of
from briefgen.lexicon import bodies
from briefgen.lexicon.speech_words import verb_frames
from briefgen.pipes.titles import is_head

_LINKS = frozenset({"of", "for", "on", "and", "the", "to", "in", "against", "de", "al"})
_FILLERS = frozenset({"of", "the", "for"})
_LONGEST = 12  # words of a name
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})


@dataclass(frozen=True, slots=True)
class BodyMention:
    """Characters that name a body: the key of the body, its state, the rule that took it."""

    start: int
    end: int
    key: (
        str  # the full name where the lists have it, "Russian Foreign Ministry" for what each state has, else the words
    )
    country: str | None
    rule: str


def body_mentions(text: Text) -> list[BodyMention]:
    """All mentions of bodies, in reading order and apart from each other."""
    doc, words = text.doc, words_of(text.doc)
    people = {i for e in doc.ents if e.label_ == "PERSON" for i in range(e.start_char, e.end_char)}
    finders: tuple[Callable[[], Iterable[BodyMention]], ...] = (
        lambda: _of_states(doc, words),
        lambda: _listed(text, words),
        lambda: _by_form(text, words, people),
        lambda: _recognized(text),
    )
    taken: set[int] = set(people)
    found: list[BodyMention] = []
    for find in finders:
        for mention in find():
            inside = range(mention.start, mention.end)
            if not taken.intersection(inside) or mention.rule == "organizations/administration":
                found.append(mention)
                taken.update(inside)
    return sorted(found, key=lambda m: m.start)


# Bodies of the lists ---------------------------------------------------------------------------------------------


def _listed(text: Text, words: Sequence[Word]) -> Iterator[BodyMention]:
    for match in longest_matches(text.doc, words, _known):
        name, country, kind = match.value
        if _is_meant(text, match, kind):
            yield BodyMention(match.start, match.end, name, country, f"organizations/{kind}")


def _known(words: str) -> tuple[str, str | None, str] | None:
    """The full name, the state and the kind of a body by this name."""
    if found := bodies.body(words):
        return found.name, None, found.kind
    if national := lexicon.institution(words):
        return national[0], national[1], "national"
    return None


def _is_meant(text: Text, match: Match[tuple[str, str | None, str]], kind: str) -> bool:
    """Whether these words stand for the body here: a medium only where it is more than the source of a report."""
    if kind == "media":
        return False
    span = span_at(text.doc, match.start, match.end)
    return kind != "national" or use_of(span, "city") != "place"


# What each state has ---------------------------------------------------------------------------------------------


def _of_states(doc: Doc, words: Sequence[Word]) -> Iterator[BodyMention]:
    """Ministries, parliaments, armed forces: with their state, or by themselves where they have a capital."""
    at = 0
    while at < len(words):
        end = _generic_end(words, at)
        if end is None:
            at += 1
            continue
        noun = " ".join(w.text for w in words[at:end])
        first, state = _state_before(doc.text, words, at)
        last = end
        if state is None:
            last, state = _state_after(doc.text, words, end)
        if _is_force(noun) and not (state and _speaks(span_at(doc, words[at].start, words[end - 1].end))):
            at = end
            continue
        if state is not None or words[at].capital:
            kind = bodies.canonical(noun)
            key = f"{_adjective(state)} {kind}" if state else kind
            yield BodyMention(words[first].start, words[last - 1].end, key, state, "organizations/of-state")
        at = end


def _generic_end(words: Sequence[Word], at: int) -> int | None:
    """Where the longest name of a body that each state has ends; None where none begins here."""
    if words[at].text.lower() not in _generic_openers():
        return None
    for end in range(min(at + 5, len(words)), at, -1):
        if bodies.canonical(" ".join(w.text for w in words[at:end])):
            return end
    return None


@cache
def _generic_openers() -> frozenset[str]:
    return frozenset(name.split()[0] for name in bodies.generic_names())


def _is_force(noun: str) -> bool:
    return noun.lower() in bodies.forces()


def _state_before(text: str, words: Sequence[Word], at: int) -> tuple[int, str | None]:
    """The first word of the state's name that stands right before a word, and its code."""
    for first in range(max(at - 4, 0), at):
        gap = text[words[at - 1].end : words[at].start]
        if words[first].capital and gap in {" ", "'s ", "’s ", "' ", "’ "}:
            if state := lexicon.state_of(text[words[first].start : words[at - 1].end]):
                return first, state
    return at, None


def _state_after(text: str, words: Sequence[Word], end: int) -> tuple[int, str | None]:
    """Where the state's name after "of" ends, and its code."""
    if end + 1 >= len(words) or words[end].text != "of" or text[words[end - 1].end : words[end].start] != " ":
        return end, None
    first = end + 2 if words[end + 1].text == "the" else end + 1
    for last in range(min(first + 5, len(words)), first, -1):
        if state := lexicon.state_named(text[words[first].start : words[last - 1].end]):
            return last, state
    return end, None


def _adjective(state: str | None) -> str:
    country = lexicon.countries().get(state or "")
    return country.adjectives[0] if country and country.adjectives else country.name if country else ""


# Names by their form ---------------------------------------------------------------------------------------------


def _by_form(text: Text, words: Sequence[Word], people: set[int]) -> Iterator[BodyMention]:
    """Runs of capitalised words with a body's noun at their end, or at their head before "of" or "for"."""
    heads = bodies.body_words("heads")
    at = 0
    while at < len(words):
        if not words[at].capital:
            at += 1
            continue
        end = _run_end(text.doc.text, words, at)
        run = words[at:end]
        if text.in_headline(run[0].start) or not any(w.text.lower() in heads for w in run):
            at = end
            continue
        yield from _named(text, run, words, end, people)
        at = end


def _run_end(text: str, words: Sequence[Word], at: int) -> int:
    """Where a run of capitalised words ends, small words between them passed over."""
    end = at + 1
    while end < len(words) and end - at < _LONGEST:
        ahead = end
        while ahead < len(words) and words[ahead].text in _LINKS and ahead - end < 2:  # noqa: PLR2004  "of the"
            ahead += 1
        if ahead >= len(words) or not words[ahead].capital:
            break
        gaps = {text[words[i - 1].end : words[i].start] for i in range(end, ahead + 1)}
        if not gaps <= {" ", "-", " & ", "'s ", "’s ", "' ", "’ "}:
            break
        end = ahead + 1
    return end


def _named(text: Text, run: Sequence[Word], words: Sequence[Word], end: int, people: set[int]) -> Iterator[BodyMention]:
    del words, end
    first = next((i for i, w in enumerate(run) if w.text not in {"The", "A", "An"} and w.start not in people), None)
    if first is None:
        return
    run = run[first:]
    lower = [w.text.lower() for w in run]
    heads, openers, never = (bodies.body_words(k) for k in ("heads", "openers", "never"))
    head = next((i for i in range(len(run) - 1, -1, -1) if lower[i] in heads), None)
    if head is None or lower[-1] in never:
        return
    opener = next(
        (i for i in range(head + 1) if lower[i] in openers and i + 1 < len(run) and lower[i + 1] in {"of", "for"}), None
    )
    last = (
        len(run) if opener is not None or (head + 1 < len(run) and lower[head + 1] in {"of", "for", "on"}) else head + 1
    )
    name = run[:last]
    if len(name) < 2 or lexicon.state_of(_written(text, name)) or _is_office(text, name):
        return
    if opener is None and (lower[head] in bodies.body_words("weak_heads") and not _is_recognized(text, name)):
        return
    state = lexicon.state_of(text.doc.text[name[0].start : name[0].end])
    yield BodyMention(name[0].start, name[-1].end, _written(text, name), state, "organizations/form")


def _written(text: Text, name: Sequence[Word]) -> str:
    return text.doc.text[name[0].start : name[-1].end]


def _is_office(text: Text, name: Sequence[Word]) -> bool:
    """Whether a run names who leads a body: "President of the Russian Federation"."""
    return is_head(name[0].text.lower())


def _is_recognized(text: Text, name: Sequence[Word]) -> bool:
    span = text.doc.char_span(name[0].start, name[-1].end, alignment_mode="expand")
    return span is not None and any(t.ent_type_ == "ORG" for t in span)


# Names that only the recognizer knows ----------------------------------------------------------------------------


def _recognized(text: Text) -> Iterator[BodyMention]:
    for ent in text.doc.ents:
        if ent.label_ == "ORG" and not text.in_headline(ent.start_char) and _acts(ent) and _is_name(ent):
            yield BodyMention(ent.start_char, ent.end_char, ent.text, None, "organizations/acts")


def _acts(ent: Span) -> bool:
    """Whether an entity speaks or acts."""
    return _speaks(ent)


def _speaks(span: Span) -> bool:
    top = span.root
    return top.dep_ in _SUBJECTS and (top.dep_ == "agent" or top.head.lower_ in verb_frames())


def _is_name(ent: Span) -> bool:
    return ent.text[0].isupper() and lexicon.state_of(ent.text) is None and lexicon.capital_state(ent.text) is None
