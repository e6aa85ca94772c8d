"""Bodies in the text: the words that name a body, the longest of several names that overlap.

Reads  the lists of known bodies (lexicon), the names of body_states.py and body_forms.py, the recognizer's entities.
Finds  bodies of the lists by any of their names, houses such as the White House only where they do not stand for a
       place; names by their form; other ORG entities that speak; universities, institutes and the like where they act.
Misses media, save the organs of a state where they speak; all but listed names in headlines.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from briefgen import lexicon
from briefgen.extract.body_forms import administrations, is_medium, is_private, named_by_form
from briefgen.extract.body_mention import BodyMention
from briefgen.extract.body_states import of_states
from briefgen.extract.metonymy import span_at, use_of
from briefgen.extract.text import Text
from briefgen.extract.tokens import Span
from briefgen.extract.wording import Match, Word, longest_matches
from briefgen.lexicon import bodies
from briefgen.lexicon.speech_words import nouns, verb_frames

_ARTICLES = ("the ", "The ", "THE ")
_SOURCES = frozenset({"to", "by", "quoting", "citing", "from"})  # "according to KCNA"

_BESIDE = 8  # words between a source and what tells that it is one: "quoting the North's official news agency, KCNA"

_Listed = Match[tuple[str, str | None, str]]


def body_mentions(text: Text, words: Sequence[Word]) -> list[BodyMention]:
    """All mentions of bodies by name, in reading order and apart from each other. words: those of the text."""
    names = [(e.start_char, e.end_char) for e in text.doc.ents if e.label_ == "PERSON"]
    people = {i for start, end in names for i in range(start, end)}
    found = [m for m in _candidates(text, words, people) if not _is_person(m, people)]
    found += administrations(words, people)
    found = _longest(found)
    acting = {m.key for m in found if not _comments(m) or _acts(span_at(text.doc, m.start, m.end))}
    return [m for m in found if m.key in acting]


def _comments(mention: BodyMention) -> bool:
    """Whether a body of this sort is named for its people more often than for its acts."""
    return mention.rule.endswith("/civil") or (mention.rule.endswith("/form") and is_private(mention.key))


def _acts(span: Span) -> bool:
    top = span.root
    while top.dep_ == "conj":
        top = top.head
    if top.dep_ == "pobj":
        return top.head.dep_ == "agent" or (top.head.lower_ == "with" and top.head.head.pos_ == "VERB")
    return top.dep_ in {"nsubj", "nsubjpass", "dobj"}


def _is_person(mention: BodyMention, people: set[int]) -> bool:
    """Whether a name is a person's, or part of one; a listed name only where it is so wholly."""
    inside = people.intersection(range(mention.start, mention.end))
    listed = not mention.rule.endswith(("/form", "/speaks", "/of-state"))
    return len(inside) == mention.end - mention.start if listed else bool(inside)


def _candidates(text: Text, words: Sequence[Word], people: set[int]) -> Iterator[BodyMention]:
    yield from _listed(text)
    yield from of_states(text.doc, words)
    yield from named_by_form(text, words, people)
    yield from _recognized(text)


def _longest(found: Iterable[BodyMention]) -> list[BodyMention]:
    """Of mentions that overlap the longest, of equals the first."""
    kept: list[BodyMention] = []
    taken: set[int] = set()
    for mention in sorted(found, key=lambda m: m.start - m.end):
        inside = range(mention.start, mention.end)
        if not taken.intersection(inside):
            taken.update(inside)
            kept.append(mention)
    return sorted((m for m in kept if m.key), key=lambda m: m.start)


# Names of the lists ----------------------------------------------------------------------------------------------


def _listed(text: Text) -> Iterator[BodyMention]:
    for match in longest_matches(text.runs, _known):
        name, country, kind = match.value
        start = match.start + _article(text.article.body[match.start : match.end])
        meant = _is_meant(text, match)
        yield BodyMention(start, match.end, name if meant else "", country, f"organizations/{kind}")


@lru_cache(maxsize=100_000)
def _known(words: str) -> tuple[str, str | None, str] | None:
    """The full name, the state and the kind of a body by this name."""
    if found := bodies.body(words):
        return found.name, None, found.kind
    if national := lexicon.institution(words):
        return national[0], national[1], "national"
    return None


def _article(words: str) -> int:
    """How many characters an article at the beginning takes."""
    return next((len(a) for a in _ARTICLES if words.startswith(a)), 0)


def _is_meant(text: Text, match: _Listed) -> bool:
    """Whether these words stand for the body here, and the body is more than the source of a report."""
    name, _, kind = match.value
    span = span_at(text.doc, match.start, match.end)
    if kind in {"media", "organs"}:
        return kind == "organs" and _is_source(span)
    if _is_common_word(span):
        return False
    if kind == "national" and bodies.body_words("heads").isdisjoint(name.lower().split()):  # a house
        return use_of(span, "city") != "place" or span.root.dep_ == "nsubj"
    return not (text.in_headline(match.start) and text.article.title.isupper())


def _is_common_word(span: Span) -> bool:
    """Whether a common word opens its sentence ("Amnesty for …") or is part of a name ("Commonwealth of …")."""
    if span[-1].text not in bodies.body_words("common_words"):
        return False
    follows = span.doc[span.end].lower_ if span.end < len(span.doc) else ""
    return follows == "of" or (len(span) == 1 and bool(span[0].is_sent_start) and span.root.dep_ != "nsubj")


def _is_source(span: Span) -> bool:
    """Whether something is told by this name: "KCNA (…) said", "according to the official KCNA"."""
    doc = span.doc
    after = doc[span.end : span.end + _BESIDE]
    before = doc[max(span.start - _BESIDE, 0) : span.start]
    return any(t.lower_ in verb_frames() for t in after) or any(t.lower_ in _SOURCES for t in before)


# Names that only the recognizer knows ----------------------------------------------------------------------------


def _recognized(text: Text) -> Iterator[BodyMention]:
    """ORG entities that speak."""
    for ent in text.doc.ents:
        if ent.label_ != "ORG" or text.in_headline(ent.start_char) or not speaks(ent):
            continue
        start = ent.start_char + _article(ent.text)
        name = text.article.body[start : ent.end_char].removesuffix("'s").removesuffix("’s")
        known = lexicon.state_of(name) or lexicon.capital_state(name) or is_medium(name.lower().split())
        if name[:1].isupper() and not known and not _are_people(ent):
            yield BodyMention(start, start + len(name), name, None, "organizations/speaks")


def _are_people(ent: Span) -> bool:
    """Whether a name is of people: "G7 Leaders"."""
    return ent.root.pos_ != "PROPN" or ent.root.lower_.removesuffix("s") in nouns("people")


def speaks(span: Span) -> bool:
    """Whether a name is the subject of a verb that reports."""
    top = span.root
    return top.dep_ in {"nsubj", "nsubjpass"} and top.head.lower_ in verb_frames()
