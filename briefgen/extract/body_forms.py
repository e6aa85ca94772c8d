"""Names of bodies by their form, whether a list knows them or not.

Reads  the words, the nouns that make a body's name (lexicon), the recognizer's entities, the parse.
Finds  what each state has, with the state before or behind it: ministries and parliaments ("Russia's defence ministry",
       "the Ministry of Defence of Ukraine"), forces that speak ("the Israeli military said"); names that end in a
       body's noun ("… Council") or have one before "of" or "for" ("Institute for …"); "the Biden administration".
Misses names without capitals and without a state; governments, which are the state itself; delegations.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc

from briefgen import lexicon
from briefgen.extract.metonymy import span_at
from briefgen.extract.text import Text
from briefgen.extract.wording import Word
from briefgen.lexicon import bodies
from briefgen.lexicon.people_words import leaders, listed
from briefgen.lexicon.speech_words import verb_frames
from briefgen.pipes.titles import is_head

_ARTICLES = frozenset({"The", "A", "An"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SPOKES = frozenset({"spokesman", "spokeswoman", "spokesperson", "statement"})
_LINKS = frozenset({"of", "for", "on", "and", "the", "against", "de", "al"})
_OF = frozenset({"of", "for", "on"})
_OWNS = frozenset({"'s ", "’s ", "' ", "’ "})
_GAPS = frozenset({" ", "-", " & ", *_OWNS})
_LONGEST = 12  # words of a name
_LONGEST_STATE = 4  # words of a state's name: "Bosnia and Herzegovina's"


@dataclass(frozen=True, slots=True)
class BodyMention:
    """Characters that name a body: the key of the body, its state, the rule that took it."""

    start: int
    end: int
    key: (
        str  # the full name where the lists have it; "Russian Foreign Ministry" for what each state has; else the words
    )
    country: str | None
    rule: str


# What each state has ---------------------------------------------------------------------------------------------


def of_states(doc: Doc, words: Sequence[Word]) -> Iterator[BodyMention]:
    """Ministries, parliaments and forces, with their state; ministries and parliaments by themselves with a capital."""
    text = doc.text  # spaCy puts it together anew whenever it is asked
    at = 0
    while at < len(words):
        end = _generic_end(words, at)
        if end is None:
            at += 1
            continue
        noun = " ".join(w.text for w in words[at:end])
        first, last, state = _with_state(text, words, at, end)
        if noun.lower() in bodies.forces():
            named = state is not None and _speaks(doc, words[at].start, words[end - 1].end)
        else:
            named = state is not None or words[at].capital
        if named:
            usual = bodies.canonical(noun)
            key = f"{_adjective(state)} {usual}" if state else usual
            yield BodyMention(words[first].start, words[last - 1].end, key or noun, state, "organizations/of-state")
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


def _with_state(text: str, words: Sequence[Word], at: int, end: int) -> tuple[int, int, str | None]:
    """The words [first, last) of a body's name and its state: before it, behind "of", or by the capital behind "in"."""
    before = text[words[at - 1].end : words[at].start] if at else ""
    for first in range(max(at - _LONGEST_STATE, 0), at) if before == " " or before in _OWNS else ():
        owner = text[words[first].start : words[at - 1].end]
        if words[first].capital and words[first].text not in _ARTICLES and (state := _state_of(owner)):
            return first, end, state
    after = words[end].text if end + 1 < len(words) and text[words[end - 1].end : words[end].start] == " " else ""
    if after == "in":
        return at, end, lexicon.capital_state(words[end + 1].text)
    first = end + 2 if after and words[end + 1].text == "the" else end + 1
    for last in range(min(first + _LONGEST_STATE, len(words)), first, -1) if after == "of" else ():
        if state := lexicon.state_named(text[words[first].start : words[last - 1].end]):
            return at, last, state
    return at, end, _capital_before(text, words, at)


def _capital_before(text: str, words: Sequence[Word], at: int) -> str | None:
    """The state of the capital set off before a body: "In Beijing, (the) Foreign Ministry spokesman …"."""
    last = at - 2 if at > 1 and words[at - 1].text == "the" else at - 1
    if last < 1 or text[words[last].end : words[last + 1].start] != ", ":
        return None
    first = last if words[last - 1].text.lower() == "in" else last - 1
    if first < 1 or words[first - 1].text.lower() != "in":
        return None
    return lexicon.capital_state(text[words[first].start : words[last].end])


def _state_of(owner: str) -> str | None:
    """The state of who owns a body: of a state's name or adjective, a capital, a movement that governs."""
    national = lexicon.institution(owner)
    return (
        lexicon.state_of(owner)
        or lexicon.capital_state(owner)
        or bodies.owner_state(owner)
        or (national[1] if national else None)
    )


def _adjective(state: str | None) -> str:
    country = lexicon.countries().get(state or "")
    return country.adjectives[0] if country and country.adjectives else country.name if country else ""


def _speaks(doc: Doc, start: int, end: int) -> bool:
    """Whether a body, or who speaks for it, is the subject of a verb that reports."""
    top = span_at(doc, start, end).root
    if top.dep_ == "pobj" and top.head.lower_ in {"for", "from"} and top.head.head.lower_ in _SPOKES:
        top = top.head.head
    return top.dep_ in _SUBJECTS and top.head.lower_ in verb_frames()


# Runs of capitalised words ---------------------------------------------------------------------------------------


def named_by_form(text: Text, words: Sequence[Word], people: set[int]) -> Iterator[BodyMention]:
    """Runs of capitalised words with a body's noun at the end or before "of" or "for".

    people: the characters of people's names.
    """
    at = 0
    while at < len(words):
        end = at + 1
        if words[at].capital and words[at].start not in people and not _only_opens(text.doc, words[at]):
            end = _run_end(text.article.body, words, at, people)
            name, state = _without_owner(text.article.body, _name(text, words[at:end]))
            if name and not text.in_headline(words[at].start):
                written = text.article.body[name[0].start : name[-1].end]
                yield BodyMention(name[0].start, name[-1].end, bodies.full_name(written), state, "organizations/form")
        at = end


def _only_opens(doc: Doc, word: Word) -> bool:
    """Whether a word has its capital from the sentence that it opens: "The", "Other"."""
    token = span_at(doc, word.start, word.end)[0]
    return word.text in _ARTICLES or (bool(token.is_sent_start) and token.pos_ != "PROPN" and not token.ent_type_)


def _without_owner(text: str, name: Sequence[Word]) -> tuple[Sequence[Word], str | None]:
    """A name without the state that owns it ("Japan's Self-Defense Forces"), and its state."""
    for owner in range(1, min(len(name) - 1, _LONGEST_STATE)):
        if text[name[owner - 1].end : name[owner].start] in _OWNS:
            state = _state_of(text[name[0].start : name[owner - 1].end])
            return (name[owner:], state) if state else (name, None)
    return name, lexicon.state_of(name[0].text) if name else None


def _run_end(text: str, words: Sequence[Word], at: int, people: set[int]) -> int:
    """Where a run of capitalised words ends, small words between them passed over."""
    end = at + 1
    while end < len(words) and end - at < _LONGEST:
        ahead = end
        while ahead < len(words) and words[ahead].text in _LINKS and ahead - end < 2:  # noqa: PLR2004  "of the"
            ahead += 1
        if ahead >= len(words) or not words[ahead].capital or words[ahead].start in people:
            break
        if words[end].text == "and" and (
            words[end + 1].text == "the" or words[end - 1].text.lower() in bodies.body_words("heads")
        ):
            break  # "the Palestinian Authority and the Arab League"
        if words[ahead].text.lower() in bodies.body_words("calendar"):
            break
        gaps = {text[words[i - 1].end : words[i].start] for i in range(end, ahead + 1)}
        if not gaps <= _GAPS and not (gaps == {", "} and _lists_portfolios(words, at, ahead)):
            break
        end = ahead + 1
    return end


def _lists_portfolios(words: Sequence[Word], at: int, after: int) -> bool:
    """Whether a comma stands in a ministry's name: "Ministry of Economy, | Trade and Industry"."""
    in_ministry = any(w.text == "Ministry" for w in words[at:after])
    return in_ministry and words[after].text.lower() in listed("roles", "portfolio")


def _name(text: Text, run: Sequence[Word]) -> Sequence[Word]:
    """The words of a run that name a body; none where they do not."""
    keys = [w.text.lower() for w in run]
    heads = [i for i, key in enumerate(keys) if key in bodies.body_words("heads")]
    if not heads or keys[-1] in bodies.body_words("never") or is_head(keys[0]) or is_medium(keys):
        return ()
    openers = [i for i in heads if keys[i] in bodies.body_words("openers") and keys[i + 1 : i + 2] in (["of"], ["for"])]
    head = heads[-1]
    open_ended = openers or keys[head + 1 : head + 2] in ([of] for of in _OF)
    name = run if open_ended else run[: head + 1]
    weak = not openers and keys[head] in bodies.body_words("weak_heads") and not _is_recognized(text, name)
    return () if len(name) < 2 or weak or _is_state(text, name) else name  # noqa: PLR2004  one word is no name


def is_medium(keys: Sequence[str]) -> bool:
    """Whether one of these words, in lower case, makes a name a medium's."""
    return not bodies.body_words("media_words").isdisjoint(keys)


def is_private(name: str) -> bool:
    """Whether a body seldom acts for anybody, as universities and institutes do not: its people comment."""
    return not bodies.body_words("private").isdisjoint(name.lower().split())


def _is_state(text: Text, name: Sequence[Word]) -> bool:
    return lexicon.state_of(text.article.body[name[0].start : name[-1].end]) is not None


def _is_recognized(text: Text, name: Sequence[Word]) -> bool:
    return any(token.ent_type_ == "ORG" for token in span_at(text.doc, name[0].start, name[-1].end))


@cache
def _leaders() -> frozenset[str]:
    """The surnames of those who lead states."""
    return frozenset(leader.name.split()[-1] for leader in leaders() if leader.first)


def administrations(words: Sequence[Word], people: set[int]) -> Iterator[BodyMention]:
    """A leader's name before "administration"."""
    for before, word in pairwise(words):
        leads = before.start in people or before.text in _leaders()
        if word.text.lower() == "administration" and leads and before.end + 1 == word.start:
            key = f"{before.text} administration"
            yield BodyMention(before.start, word.end, key, None, "organizations/administration")
