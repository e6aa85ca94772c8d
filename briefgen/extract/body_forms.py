"""Names of bodies by their form, whether a list knows them or not.

Reads  the words, the nouns that make a body's name (lexicon), the recognizer's entities.
Finds  names that end in a body's noun ("… Council") or have one before "of" or "for" ("Institute for …"), without the
       state that owns them; "the Biden administration".
Misses names without capitals; bonds between states ("the U.S.-Japan Alliance"), governments, media; headlines.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from briefgen import lexicon
from briefgen.extract.body_mention import BodyMention
from briefgen.extract.body_states import ARTICLES, LONGEST_STATE, OWNS, state_of_owner
from briefgen.extract.metonymy import span_at
from briefgen.extract.text import Text
from briefgen.extract.tokens import Doc
from briefgen.extract.wording import Word
from briefgen.lexicon import bodies
from briefgen.lexicon.people_words import leaders, listed
from briefgen.pipes.titles import is_head

_LINKS = frozenset({"of", "for", "on", "and", "the", "against", "de", "al"})
_OF = frozenset({"of", "for", "on"})
_GAPS = frozenset({" ", "-", " & ", *OWNS})
_LONGEST = 12  # words of a name


def named_by_form(text: Text, words: Sequence[Word], people: set[int]) -> Iterator[BodyMention]:
    """Runs of capitalised words with a body's noun at the end or before "of" or "for".

    people: the characters of people's names.
    """
    at = 0
    while at < len(words):
        end = at + 1
        opens = words[at].capital and not words[at].text.isdecimal()  # "300 National Guard troops"
        if opens and words[at].start not in people and not _only_opens(text.doc, words[at]):
            end = _run_end(text.article.body, words, at, people)
            name, state = _without_owner(text.article.body, _name(text, words[at:end]))
            if name and not text.in_headline(words[at].start):
                written = text.article.body[name[0].start : name[-1].end]
                yield BodyMention(name[0].start, name[-1].end, bodies.full_name(written), state, "organizations/form")
        at = end


def _only_opens(doc: Doc, word: Word) -> bool:
    """Whether a word has its capital from the sentence that it opens: "The", "Other"."""
    token = span_at(doc, word.start, word.end)[0]
    return word.text in ARTICLES or (bool(token.is_sent_start) and token.pos_ != "PROPN" and not token.ent_type_)


def _without_owner(text: str, name: Sequence[Word]) -> tuple[Sequence[Word], str | None]:
    """A name without the state that owns it ("Japan's Self-Defense Forces"), and its state."""
    for owner in range(1, min(len(name) - 1, LONGEST_STATE)):
        if text[name[owner - 1].end : name[owner].start] in OWNS:
            state = state_of_owner(text[name[0].start : name[owner - 1].end])
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
        if words[end].text == "and" and _is_whole(text, words, at, end):
            break
        if words[ahead].text.lower() in bodies.body_words("calendar"):
            break
        gaps = {text[words[i - 1].end : words[i].start] for i in range(end, ahead + 1)}
        if not gaps <= _GAPS and not (gaps == {", "} and _lists_portfolios(words, at, ahead)):
            break
        end = ahead + 1
    return end


def _is_whole(text: str, words: Sequence[Word], at: int, end: int) -> bool:
    """Whether "and" parts two names here: "the Palestinian Authority and the Arab League", "Rosneft and Total"."""
    so_far = text[words[at].start : words[end - 1].end]
    return (
        words[end + 1].text == "the"
        or words[end - 1].text.lower() in bodies.body_words("heads")
        or bodies.is_listed(so_far)
    )


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
    firm = not openers and any(key in _LINKS for key in keys) and keys[head] in bodies.body_words("firms")
    return () if len(name) < 2 or weak or firm or not _may_be_body(text, name) else name  # noqa: PLR2004


def _may_be_body(text: Text, name: Sequence[Word]) -> bool:
    """Whether a name in a body's form is not a state's, its government's, a place's or a bond's between states."""
    body = text.article.body
    written = body[name[0].start : name[-1].end]
    keys = [w.text.lower() for w in name]
    if lexicon.state_of(written) or written.lower() in bodies.body_words("no_bodies"):
        return False
    of = next((i for i, key in enumerate(keys) if key in _OF), None)
    if of is not None and keys[of - 1] not in bodies.body_words("openers") | bodies.body_words("heads"):
        return False  # "Withdrawal of Foreign Forces", "Envoy for the Global Coalition"
    rest = body[name[1].start : name[-1].end]
    if bodies.is_listed(rest) and not bodies.is_listed(written) and not lexicon.state_of(name[0].text):
        return False  # "Recalling United Nations Security Council …"
    if keys[-1] == "alliance" and lexicon.state_of(name[0].text):
        return False  # "U.S.-Japan Alliance"
    governs = of is not None and keys[of - 1] == "government"
    return not (governs and lexicon.state_of(body[name[of or 0].end : name[-1].end].strip()))


def is_medium(keys: Sequence[str]) -> bool:
    """Whether one of these words, in lower case, makes a name a medium's."""
    return not bodies.body_words("media_words").isdisjoint(keys)


def is_private(name: str) -> bool:
    """Whether a body seldom acts for anybody, as universities and institutes do not: its people comment."""
    return not bodies.body_words("private").isdisjoint(name.lower().split())


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
