"""The home state of a story: the one whose officials it names without saying of which state they are.

Reads  the dateline, the headline, the first paragraph, the sentences around a name; roles.toml.
Finds  "NAIROBI - A Kenyan court … Health Minister Aden Duale": officials of other states are told with their state,
       those at home by their office alone, as style books of the wires ask.
Misses stories that name several states before any official, and offices that no list of such offices has.
"""

from collections.abc import Iterator, Sequence

from briefgen import lexicon
from briefgen.extract.event_lexicon import heads
from briefgen.extract.portraits import Portrait
from briefgen.extract.roles import Role, is_international, office, states_in
from briefgen.extract.text import Text
from briefgen.extract.tokens import Span as Tokens
from briefgen.frozen import replace
from briefgen.lexicon import gazetteer
from briefgen.lexicon.people_words import listed, mapped

_JOURNEYS = frozenset({"visit", "trip", "tour"})
_SMALL = frozenset({"of", "for", "the", "and", "&", ",", "-"})


def with_home_state(text: Text, people: Sequence[Portrait]) -> list[Portrait]:
    """The people, those who hold an office of the home state by its bare title with that state.

    Among them is whoever only shares a leader's name: "Defence Minister Pedro Sanchez" in a story from Bogota.
    """
    if all(one.country and not one.reputed for one in people) or (home := home_state(text, people)) is None:
        return list(people)
    named = set(_states(text.doc[:]))
    return [
        replace(one, country=home, first=False)
        if (one.country is None or _is_namesake(text, one, named)) and _serves_at_home(text, one, home)
        else one
        for one in people
    ]


def _is_namesake(text: Text, one: Portrait, named: set[str]) -> bool:
    """Whether a person only bears the name of a head of state or government, and holds a lesser office here."""
    kinds = mapped("roles", "kinds")["state"]
    return (
        one.reputed
        and one.first
        and one.country not in named
        and " " in one.name
        and not any(office(text.doc, role.start, role.head, role.end) in kinds for role in one.roles)
    )


def home_state(text: Text, people: Sequence[Portrait]) -> str | None:
    """The state of the dateline's place where headline and first paragraph name it first, or its leader a bare title
    ("KYIV - … President Volodymyr Zelenskiy"); without a dateline, the only state that they name, in the headline at
    that. None where neither holds, as where a guest comes first.
    """
    article, dateline = text.article, text.article.dateline
    named = tuple(dict.fromkeys(_states_told_first(text)))
    if dateline is None or dateline.place is None:
        headline = article.headline and text.doc.char_span(article.headline.start, article.headline.end)
        home = named[0] if len(named) == 1 and headline and named[0] in _states(headline) else None
        return None if home is None or _is_abroad(text, home) else home
    words = article.body[dateline.place.start : dateline.place.end]
    place = gazetteer.locate(words.title(), named)
    if place is None or place.country is None:
        return None
    led = any(
        one.reputed and one.first and one.country == place.country and _bare_offices(text, one, place.country)
        for one in people
    )
    return place.country if led or named[:1] == (place.country,) else None


def _is_abroad(text: Text, state: str) -> bool:
    """Whether the story tells of a journey to a state, or of its officials as guests: "his China visit", "the visiting
    Pakistani prime minister".
    """
    journey = heads().travel | _JOURNEYS
    for at, code in states_in(text.doc, 0, len(text.doc)):
        if code != state:
            continue
        ahead = text.doc[max(at - 3, 0) : at]
        led_to = any(token.lower_ in {"to", "in"} for token in ahead[-2:])
        goes_there = led_to and any(token.lemma_.lower() in journey for token in ahead)
        told_behind = any(token.lemma_.lower() in _JOURNEYS for token in text.doc[at + 1 : at + 3])
        if goes_there or told_behind or any(token.lower_ == "visiting" for token in ahead):
            return True
    return False


def _states_told_first(text: Text) -> Iterator[str]:
    """The states in the headline and the first paragraph in the order of the text, the dateline left out."""
    article = text.article
    spans = [article.headline] if article.headline else []
    spans += article.paragraphs[:1]
    for span in spans:
        dateline = article.dateline.span.end if article.dateline and article.dateline.span.start >= span.start else 0
        tokens = text.doc.char_span(max(span.start, min(dateline, span.end)), span.end, alignment_mode="contract")
        if tokens is not None:
            yield from _states(tokens)


def _states(tokens: Tokens) -> Iterator[str]:
    """The states that stand there by name, adjective or capital."""
    found = list(states_in(tokens.doc, tokens.start, tokens.end))
    found += [(token.i, code) for token in tokens if token.is_title and (code := lexicon.capital_state(token.text))]
    yield from (code for _, code in sorted(found))


def _serves_at_home(text: Text, one: Portrait, home: str) -> bool:
    """Whether a person bears a bare office of state, no other state named before it in its paragraph."""
    offices = _bare_offices(text, one, home)
    if not offices or any(is_international(role) for role in one.roles):
        return False
    title = text.doc[offices[0].start]
    paragraph = text.paragraph_at(title.idx)
    before = text.doc.char_span(paragraph.start, title.idx, alignment_mode="contract") if paragraph else None
    return before is None or {home}.issuperset([*_states(before), *_states_of_cities(before)])


def _states_of_cities(tokens: Tokens) -> Iterator[str]:
    """The states in which the towns and regions lie that stand there: "In Atlanta, Governor …"."""
    for ent in tokens.doc.ents:
        if ent.label_ == "GPE" and tokens.start <= ent.start < tokens.end:
            place = gazetteer.locate(ent.text)
            if place is not None and place.country is not None:
                yield place.country


def _bare_offices(text: Text, one: Portrait, home: str) -> list[Role]:
    return [role for role in one.roles if _is_bare_office(text, role, home)]


def _is_bare_office(text: Text, role: Role, home: str) -> bool:
    """Whether a title is that of an office of state and nothing else: no body, no place, no person."""
    doc = text.doc
    head = doc[role.head].lower_
    known = (listed("roles", "heads"), listed("roles", "modifiers"), listed("roles", "portfolio"), _SMALL)
    return (
        role.how in {"before", "after"}
        and (head in listed("roles", "domestic") or (head == "leader" and doc[role.start].lower_ == "opposition"))
        and head not in mapped("roles", "lacking").get(home, ())
        and all(any(doc[i].lower_ in words for words in known) for i in range(role.start, role.end))
        and (role.start == 0 or doc[role.start - 1].lower_ not in {"his", "her", "their", "its", "'s", "’s"})
    )
