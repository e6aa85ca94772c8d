"""Who is meant by a phrase in a next step, beyond what the cast knows by itself.

Reads  the cast, the states that people serve, the participants of events told before, who speaks.
Finds  "U.S. officials", "a delegation led by X"; "I" and "we" in somebody's own words; "the leaders", "both sides",
       "they": who takes part in the event told last; "it" behind "Russia said"; "his country".
Misses groups that the article does not name.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefgen.extract.cast import Cast, PartyMention
from briefgen.extract.modality_words import LINKS, lemma_of
from briefgen.extract.step_grammar import SUBJECTS, event_nouns, subject_of, words
from briefgen.extract.tokens import Doc, Token
from briefgen.lexicon import countries, load_toml
from briefgen.model import Event, Person, State, is_state

FIRST = frozenset({"i", "me", "my", "myself"})
FIRST_MANY = frozenset({"we", "us", "our", "ourselves", "ours"})
BEFORE_NOUN = frozenset({"compound", "amod", "nmod", "poss", "nummod", "det"})
PHRASE = frozenset({"of", "from", "for", "between", "among", "with", "by", "involving", "including", "at"})
TWO = 2  # states in an article that "both sides" can mean
QUANTITY = frozenset(
    {"many", "some", "most", "all", "both", "each", "number", "majority", "members", "dozens", "several", "half", "any"}
)


@dataclass(frozen=True, slots=True)
class Speech:
    """Whose words a clause reports. own: inside quotation marks, so that "I" and "we" are the speaker's."""

    speaker: str | None = None
    own: bool = False


class References:
    """Says who is meant; made once an article.

    people: their ids; served: the state that each serves; outsiders: those without state and office.
    """

    def __init__(self, cast: Cast, people: Sequence[Person], states: Iterable[State], events: Iterable[Event]) -> None:
        self.cast = cast
        self.served = {person.id: person.country for person in people if person.country}
        self.people = frozenset(person.id for person in people)
        self.outsiders = frozenset(p.id for p in people if not p.country and not _holds_office(p.role))
        self._states = tuple(state.code for state in states)
        told = sorted((e.start, v.participants) for v in events if len(v.participants) > 1 for e in v.mentions)
        self._told = [participants for _, participants in told]
        self._told_at = [start for start, _ in told]

    def name(self, party: str) -> str:
        """What a party is called in running text."""
        if not is_state(party) or party not in countries():
            return self.cast.name(party)
        return ("the " if party in words("with_article") else "") + countries()[party].name

    def meant(self, token: Token, speech: Speech) -> tuple[str, ...]:
        """The parties of a phrase by its head, and of those joined to it; each once."""
        named = (c for c in token.children if c.dep_ == "appos" and c.i > token.i and self.cast.of(c))
        joined = (t for name in named for t in name.conjuncts if t.i > name.i)  # "China's president Xi and Trump"
        heads = (counted(token), *token.conjuncts, *joined)
        found = [party for head in heads for party in self._one(head, speech)]
        return tuple(dict.fromkeys([*self._listed_before(token), *found]))

    def _listed_before(self, token: Token) -> Iterator[str]:
        """The first of two that the parser reads as one name: "President A and President B will …"."""
        mention = self.cast.at(token) if token.pos_ == "PROPN" else None
        if mention is None or token.left_edge.idx >= mention.start:
            return
        before = (t for t in token.doc[token.left_edge.i : token.i] if t.idx < mention.start)
        if any(t.lower_ in {"and", ","} for t in before):
            named = _outermost(self.cast.within(token.left_edge.idx, mention.start))
            yield from (p for m in named if m.how == "name" for p in m.parties)

    def _one(self, head: Token, speech: Speech) -> tuple[str, ...]:
        if head.lower_ in FIRST:
            return (speech.speaker,) if speech.own and speech.speaker else ()
        if head.lower_ in FIRST_MANY:
            if not speech.own or not speech.speaker:
                return self.cast.of(head)
            return (self.served.get(speech.speaker, speech.speaker),)
        found = self.cast.of(head)
        if len(found) > 1 and head.lower_ in words("pairs_of_people") and all(map(is_state, found)):
            return self._leaders(found) or found
        return found or self._served(head, speech) or self.in_phrase(head) or self._told_before(head, speech)

    def in_phrase(self, head: Token) -> tuple[str, ...]:
        """The parties that a noun phrase names beside its head: "U.S. officials", "a summit between X and Y"."""
        if head.pos_ == "PRON":
            return ()
        first = min((c.left_edge.i for c in head.children if c.dep_ in BEFORE_NOUN and c.i < head.i), default=head.i)
        found = list(self._within(head.doc, first, head.i))
        if any(c.lower_ in words("against_the_state") for c in head.children):
            found = [party for party in found if not is_state(party)]  # "Syria's main opposition group"
        for child in head.children:
            if child.dep_ in {"prep", "agent"} and child.lower_ in PHRASE and child.i > head.i:
                found += self.behind(child)
            elif child.dep_ == "acl" and child.lower_ in {"headed", "led", "chaired"}:
                found += (p for by in child.children if by.dep_ == "agent" for p in self.behind(by))
            elif child.dep_ == "appos":
                found += self.cast.of(child)
        return tuple(dict.fromkeys(found))

    def behind(self, preposition: Token) -> Iterator[str]:
        """The parties behind a preposition, up to the next clause."""
        doc = preposition.doc
        end = preposition.right_edge.i + 1
        if end == preposition.i + 1:  # the parser has hung the name elsewhere: "joined by Under Secretary …"
            following = (t.i for t in doc[end : preposition.sent.end] if t.is_punct)
            end = next(following, preposition.sent.end)
        clause = next((t.left_edge.i for t in doc[preposition.i : end] if t.dep_ in {"relcl", "acl", "advcl"}), end)
        return self._within(doc, preposition.i, max(clause, preposition.i + 1))

    def _within(self, doc: Doc, start: int, end: int) -> Iterator[str]:
        if start < end:
            span = doc[start:end]
            yield from (p for m in _outermost(self.cast.within(span.start_char, span.end_char)) for p in m.parties)

    def _served(self, head: Token, speech: Speech) -> tuple[str, ...]:
        """ "His country", "our government": the state that somebody serves."""
        owner = next((c for c in head.children if c.dep_ == "poss"), None)
        if owner is None or head.lower_ not in {"country", "nation", "government", "state", "administration"}:
            return ()
        before = self.antecedent(owner)
        owners = self.cast.of(owner) or (self.meant(before, speech) if before is not None else ())
        return tuple(
            dict.fromkeys(p if is_state(p) else self.served[p] for p in owners if is_state(p) or p in self.served)
        )

    def _told_before(self, head: Token, speech: Speech) -> tuple[str, ...]:
        """ "It" behind "Russia said"; "the leaders", "both sides", "they": who takes part in the event told last."""
        if head.lower_ in {"it", "they"} and (before := self.antecedent(head)) is not None:
            return self.meant(before, speech)
        pointing = head.pos_ == "PRON" or any(c.lower_ in words("definite") for c in head.children)
        if head.lower_ not in words("pairs") or not pointing or (speech.own and head.pos_ == "PRON"):
            return ()
        found = self.told_last(head.idx)
        if head.lower_ in words("pairs_of_states"):
            states = tuple(dict.fromkeys(self.served.get(p, p) for p in found))
            return states if len(states) > 1 else self._states if len(self._states) == TWO else ()
        return found if head.pos_ == "PRON" or not any(map(is_state, found)) else self._leaders(found)

    def told_last(self, before: int) -> tuple[str, ...]:
        """Who takes part in the event told last before a character."""
        last = bisect_left(self._told_at, before) - 1
        return self._told[last] if last >= 0 else ()

    def _leaders(self, states: Iterable[str]) -> tuple[str, ...]:
        """The first person of each state; () where one has none."""
        found = [next((person for person, state in self.served.items() if state == code), None) for code in states]
        return tuple(person for person in found if person) if all(found) else ()

    def _body_before(self, it: Token) -> Token | None:
        """The body or state that the sentence before is about, for an "it" that opens its own: "It urged …"."""
        first = it.sent.start
        if it.i != first or first == 0:
            return None
        subject = next((t for t in it.doc[first - 1].sent if t.dep_ == "nsubj" and t.head.dep_ == "ROOT"), None)
        parties = self.cast.of(subject) if subject is not None else ()
        return subject if len(parties) == 1 and parties[0] not in self.people else None

    def antecedent(self, pronoun: Token) -> Token | None:
        """What "it" or "his" behind a verb of saying takes up: the subject of that verb."""
        reporting = load_toml("modality")["verbs"]["reporting"]
        if pronoun.lower_ == "they" and (before := _group_before(pronoun)) is not None:
            return before
        if pronoun.lower_ == "it" and (before := self._body_before(pronoun)) is not None:
            return before
        for up, _ in zip(pronoun.ancestors, range(LINKS), strict=False):
            if up.pos_ == "VERB" and lemma_of(up) in reporting and pronoun not in up.children:
                subject = subject_of(up)
                return subject if subject is not None and subject.i < pronoun.i and subject.pos_ != "PRON" else None
        return None


def _group_before(they: Token) -> Token | None:
    """The group that the sentence before is about, for a "they" that opens its own: "The two leaders … They will …"."""
    first = they.sent.start
    if they.i - first > LINKS or first == 0:
        return None
    subjects = (t for t in they.doc[first - 1].sent if t.dep_ in SUBJECTS and t.head.dep_ == "ROOT")
    return next((t for t in subjects if t.tag_ == "NNS" and lemma_of(t) in words("groups")), None)


def _holds_office(role: str | None) -> bool:
    return any(word in load_toml("places_words")["offices"] for word in (role or "").casefold().split())


def counted(token: Token) -> Token:
    """What is counted: "leaders" for "many of the region's leaders"."""
    if token.lower_ not in QUANTITY:
        return token
    of = next((c for c in token.children if c.lower_ == "of"), None)
    return next((c for c in of.children if c.dep_ == "pobj"), token) if of is not None else token


def thing_before(pronoun: Token) -> Token | None:
    """The thing that "it" takes up, the last object before it: "gave an interview … expects it to be published"."""
    for i in range(pronoun.i - 1, pronoun.sent.start - 1, -1):
        token = pronoun.doc[i]
        if token.dep_ in {"dobj", "nsubjpass"} and token.pos_ == "NOUN" and lemma_of(token) not in event_nouns():
            return token
    return None


def _outermost(mentions: Iterable[PartyMention]) -> Iterator[PartyMention]:
    """The mentions that lie in no longer one; a state inside a person's title counts for the person."""
    end = -1
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.end > end:
            end = mention.end
            yield mention
