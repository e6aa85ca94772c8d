"""Metonymy: whether the name of a state, a city or a house stands for a party or for a place.

Reads  the parse around a name: its preposition, the verb or noun above it, what it stands before; word lists (lexicon).
Finds  places by "in", "at" and the like, by movement ("visit to", "arrived in"), by events before which they stand
       ("the Geneva talks"); parties as subjects and objects of acts, after "with", "between", "by", and where they
       own or describe what acts ("Russian officials", "Moscow's proposal"). Topics ("talks on Syria") are neither.
Misses names that the parser ties to the wrong word; a headline without verbs.
"""

from collections.abc import Iterator
from functools import cache
from typing import Literal

from briefgen.extract.tokens import Doc, Span, Token
from briefgen.lexicon import load_toml

# place: where something happens; party: who acts, speaks, is addressed or represented; other: neither can be told.
Use = Literal["place", "party", "other"]
Sort = Literal["state", "city", "site"]  # what bears the name; a site is a venue, a region or water

_ALONE = frozenset({"ROOT", "dep", "npadvmod", "appos", "conj", "attr", "dative"})  # names that stand by themselves
_SUBJECTS = frozenset({"nsubj", "csubj", "agent"})
_WITH = frozenset({"with", "by", "against", "among", "alongside", "versus", "vs", "than", "like"})
_HYPHENS = frozenset({"-", "–", "/"})
_REACH = 4  # how many words above a preposition may tell of movement: "flew on Friday from Kinshasa"


@cache
def words(key: str) -> frozenset[str]:
    """A list of places_words.toml."""
    return frozenset(load_toml("places_words")[key])


def use_of(span: Span, sort: Sort) -> Use:
    """Whether a name stands for a place or a party."""
    before = _word_before(span)
    if before is not None and _ends_phrase(span) and before.lower_ in _VISITING:
        return "place"
    top = _shared_role(span.root)
    preposition = _preposition(span, top, before)
    if preposition is not None:
        return _after_preposition(preposition, sort)
    above = top.head
    if top.dep_ in _SUBJECTS:
        under = _lemma(above) == "come" and any(child.lower_ == "under" for child in above.children)
        there = under or _lemma(above) in words("hosting") or (sort == "site" and _lemma(above) == "be")
        return "place" if sort != "state" and there else "party"
    if top.dep_ == "nsubjpass":
        return _done_to(above, sort, otherwise="party")
    if top.dep_ in {"dobj", "obj"}:
        return "place" if _lemma(above) in words("reaching") else _done_to(above, sort, otherwise="party")
    if top.dep_ == "poss":
        return "other" if above.ent_type_ in {"GPE", "LOC", "FAC"} or _names_site(above) else "party"
    if top.dep_ in {"compound", "nmod", "amod"} and above.i != top.i:
        return _before_noun(span, above, sort)
    return "party" if sort == "state" and top.dep_ in _ALONE and _ends_phrase(span) else "other"


def goes_there(span: Span) -> bool:
    """Whether somebody travels to what is named: "a trip to Asia"."""
    before = _word_before(span)
    if before is not None and before.lower_ in _VISITING:
        return True
    top = _shared_role(span.root)
    return (
        top.dep_ == "pobj"
        and top.head.lower_ in {"to", "for", "of", "through", "across", "from"}
        and _moves(top.head.head)
    )


_VISITING = frozenset({"visit", "visits", "visited", "visiting", "tours", "toured", "touring"})


def represents(span: Span, *, by_deeds: bool = True) -> bool:
    """Whether an adjective or a name stands before who or what acts for the state: "Russian officials", "U.S. envoy".

    by_deeds: acts count as well ("Russian proposal"), and another party behind a hyphen ("U.S.-China").
    """
    doc = span.doc
    _, hyphen, joined = span[-1].text.partition("-")  # "U.S.-brokered" is one token
    if hyphen or (span.end < len(doc) and doc[span.end].text in _HYPHENS):
        after = joined or (doc[span.end + 1].text if span.end + 1 < len(doc) else "")
        return by_deeds and after.lower() not in words("belonging")
    return any(t.lower_ in words("acting") or (by_deeds and t.lower_ in words("deeds")) for t in _described(span))


def is_talked_about(span: Span) -> bool:
    """Whether what goes on in a place is a topic rather than an event: "an end to the war in Ukraine"."""
    top = _shared_role(span.root)
    return top.dep_ == "pobj" and _lemma(top.head.head) in words("topical")


def hosts(span: Span) -> bool:
    """Whether a name is the subject of hosting: "Switzerland will host the summit"."""
    top = _shared_role(span.root)
    if top.dep_ != "nsubj" or _lemma(top.head) not in words("hosting"):
        return False
    return any(child.dep_ in {"dobj", "obj"} and _lemma(child) in words("hosted") for child in top.head.children)


def span_at(doc: Doc, start: int, end: int) -> Span:
    """The tokens that hold characters [start, end)."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span if span is not None else doc[0:1]


def _described(span: Span) -> Iterator[Token]:
    """The words behind a name or an adjective that it can describe: "Egyptian and Qatari mediators"."""
    doc = span.doc
    listed = span[-1].ent_type_ in {"NORP", "GPE"}  # "US and Israeli negotiators"
    for i in range(span.end, min(span.end + 5, len(doc))):
        token = doc[i]
        joins = (
            listed and token.lower_ in {"and", ",", "or"} and doc[i + 1 : i + 2].text and doc[i + 1].ent_type_ == "NORP"
        )
        if token.pos_ not in {"ADJ", "NOUN", "PROPN"} and token.text not in _HYPHENS and not joins:
            return
        yield token
        if token.pos_ == "NOUN" and i + 1 < len(doc) and doc[i + 1].pos_ != "NOUN":
            return


def _shared_role(token: Token) -> Token:
    """The token whose role a name shares: the first of a list, the noun that it names ("the capital, Tbilisi")."""
    for _ in range(12):
        if token.dep_ in {"conj", "appos"} and token.head.i != token.i:
            token = token.head
        else:
            break
    return token


def _word_before(span: Span) -> Token | None:
    first = span.start - 1
    while first >= 0 and span.doc[first].lower_ in words("directions"):
        first -= 1
    return span.doc[first] if first >= 0 else None


def _preposition(span: Span, top: Token, before: Token | None) -> Token | None:
    """The preposition that governs a name, by the words where it stands right before, else by the parse."""
    if before is not None and before.pos_ == "ADP" and before.lower_ in words("at") and _ends_phrase(span):
        return before
    if top.dep_ in {"pobj", "pcomp"} and (top.head.dep_ == "prep" or top.head.pos_ in {"ADP", "SCONJ", "ADV", "PART"}):
        return top.head
    return None


def _ends_phrase(span: Span) -> bool:
    """Whether no noun follows that the name only describes."""
    if span.end >= len(span.doc):
        return True
    after = span.doc[span.end]
    return after.pos_ not in {"NOUN", "PROPN"} and after.tag_ != "POS" and after.text not in _HYPHENS


def _after_preposition(before: Token, sort: Sort) -> Use:
    key, above = before.lower_, before.head
    if key == "at" and sort == "state":
        return "party"  # "aimed at Russia"
    if key in words("at"):
        return "party" if _lemma(above) in words("trusting") else "place"
    if key in words("toward"):
        return _toward(key, above, sort)
    if key == "from" or (key == "of" and above.lower_ == "out"):
        return _from(above if key == "from" else above.head, sort)
    if key == "of":
        return _of(above, sort)
    if key in {"on", "upon"}:
        return _on(above, sort)
    if key == "between":
        return "place" if _lemma(above) in words("ways") else "party"
    named = key == "including" and _lemma(above) in words("groups")
    return "party" if key in _WITH or named else "other"


def _on(above: Token, sort: Sort) -> Use:
    if _lemma(above) in words("attacking"):
        return "party" if sort == "state" else "place"
    if _lemma(above) in words("pressing"):
        return "party" if sort != "site" else "other"
    return "place" if sort == "site" and _lemma(above) not in words("topics") else "other"


def _toward(key: str, above: Token, sort: Sort) -> Use:
    if key == "for":
        return "place" if _lemma(above) in words("bound") else "party"
    if key == "over":
        return "place" if any(_lemma(t) in words("flying") for t in _up(above)) else "other"
    if key in {"around", "above"}:
        return "other" if sort == "state" else "place"
    if _moves(above):
        return "place"
    if any(_lemma(t) in words("sending") for t in _up(above)):
        return "place" if sort == "site" or _sends_people(above) else "party"
    return "place" if key != "to" and sort != "state" else "party"


def _sends_people(above: Token) -> bool:
    verb = next((t for t in _up(above) if _lemma(t) in words("sending")), above)
    things = [t for t in verb.children if t.dep_ in {"dobj", "obj", "nsubjpass"}]
    return any(_lemma(t) in words("sent") or t.ent_type_ == "PERSON" or t.pos_ == "PRON" for t in things)


def _from(above: Token, sort: Sort) -> Use:
    if _moves(above) or any(_lemma(t) in words("transmitting") for t in _up(above)):
        return "place"
    if above.pos_ in {"VERB", "AUX"} and sort != "state":
        return "party" if _lemma(above) in words("hearing") else "place"
    return "place" if sort == "site" else "party"


def _of(above: Token, sort: Sort) -> Use:
    if above.lower_ in words("holding") or _lemma(above) in words("holding"):
        return "place"
    if sort == "site" and above.ent_type_ in {"FAC", "LOC"}:
        return "place"  # "the East Room of the White House"
    if _lemma(above) in words("taking"):
        return "party" if sort == "state" else "place"
    return "party" if sort != "city" or above.lower_ in words("acting") else "other"


def _done_to(verb: Token, sort: Sort, *, otherwise: Use) -> Use:
    """What the object of a verb is: hit, taken and held places; a city that is chosen is no government."""
    if sort != "state" and _lemma(verb) in words("hitting"):
        return "place"
    if _lemma(verb) in words("discussing") or (sort == "city" and _lemma(verb) in words("choosing")):
        return "other"
    return otherwise


def _before_noun(span: Span, above: Token, sort: Sort) -> Use:
    if sort != "state" and _in_a_name(above):
        return "place"
    if above.lower_ in words("journeys") or (
        sort != "state" and (above.lower_ in words("settings") and above.text != "Round")
    ):
        return "place"
    return "party" if represents(span, by_deeds=sort == "state") else "other"


def _in_a_name(noun: Token) -> bool:
    """Whether a noun stands within the name of an event: "the Brisbane LEADERS' Summit", "the Berlin II Conference"."""
    for _ in range(_REACH):
        within = noun.dep_ in {"compound", "nmod", "poss"} and noun.ent_type_ != "PERSON" and noun.text[0].isupper()
        acting = noun.lower_ in words("acting") and noun.tag_ not in {"NNS", "NNPS"}
        if not within or acting:
            return False
        noun = noun.head
        if noun.lower_ in words("settings") and noun.text[0].isupper():
            return True
    return False


def _names_site(noun: Token) -> bool:
    return any(noun.lower_ in words(key) for key in ("venue_after", "region_after", "water_after", "holding"))


def _moves(token: Token) -> bool:
    return any(_lemma(t) in words("moving") for t in _up(token))


def _up(token: Token) -> Iterator[Token]:
    """A word, and the verb that it hangs on over prepositions, adverbs and nouns of time."""
    for _ in range(_REACH):
        yield token
        if token.head.i == token.i or not (token.pos_ in {"ADP", "ADV", "NUM"} or token.ent_type_ in {"DATE", "TIME"}):
            return
        token = token.head


def _lemma(token: Token) -> str:
    return token.lemma_.lower()
