"""Bodies that each state has: ministries, parliaments, forces.

Reads  the words, the names of such bodies (lexicon), the parse.
Finds  ministries and parliaments with the state before or behind them ("Russia's defence ministry", "the Ministry of
       Defence of Ukraine", "In Beijing, the foreign ministry"), or by themselves with a capital; forces and embassies
       that speak ("the Israeli military said").
Misses governments, which are the state itself; delegations; bodies with neither a capital nor a state.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from briefgen import lexicon
from briefgen.extract.body_mention import BodyMention
from briefgen.extract.metonymy import span_at
from briefgen.extract.tokens import Doc
from briefgen.extract.wording import Word
from briefgen.lexicon import bodies
from briefgen.lexicon.speech_words import verb_frames

OWNS = frozenset({"'s ", "’s ", "' ", "’ "})
LONGEST_STATE = 4  # words of a state's name: "Bosnia and Herzegovina's"
ARTICLES = frozenset({"The", "A", "An"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SPOKES = frozenset({"spokesman", "spokeswoman", "spokesperson", "statement"})


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
    for first in range(max(at - LONGEST_STATE, 0), at) if before == " " or before in OWNS else ():
        owner = text[words[first].start : words[at - 1].end]
        if words[first].capital and words[first].text not in ARTICLES and (state := state_of_owner(owner)):
            return first, end, state
    after = words[end].text if end + 1 < len(words) and text[words[end - 1].end : words[end].start] == " " else ""
    if after == "in":
        return at, end, lexicon.capital_state(words[end + 1].text)
    first = end + 2 if after and words[end + 1].text == "the" else end + 1
    for last in range(min(first + LONGEST_STATE, len(words)), first, -1) if after == "of" else ():
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


def state_of_owner(owner: str) -> str | None:
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
