"""Who acts in a next step: its subject, whom it is done with, of whom it is asked.

Reads  the clause of the act, the cast (names, titles, pronouns, states), who speaks there.
Finds  the subject, also of a joined verb and of "who"; the other side of a meeting ("with X", "host X", "between X and
       Y"); whoever is asked, invited or ordered; the agent of a passive; "I" and "we" in somebody's own words.
Misses groups that the article does not name ("the ministers"), unless an earlier sentence says who they are.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from briefgen.extract.cast import Cast, PartyMention
from briefgen.extract.modality import lemma_of
from briefgen.extract.step_clauses import Act, event_nouns, governed, subject_of, words
from briefgen.lexicon import countries
from briefgen.model import Event, is_state

FIRST = frozenset({"i", "me", "my", "myself"})
FIRST_MANY = frozenset({"we", "us", "our", "ourselves", "ours"})
RELATIVE = frozenset({"who", "which", "that"})
WITH = frozenset({"with", "between", "among", "alongside", "by"})
BEFORE_NOUN = frozenset({"compound", "amod", "nmod", "poss", "nummod", "det"})
PAIRS = frozenset(
    {
        "leaders",
        "presidents",
        "ministers",
        "sides",
        "parties",
        "countries",
        "nations",
        "delegations",
        "two",
        "they",
        "men",
        "states",
    }
)
OF_STATES = frozenset({"countries", "nations", "states", "sides", "parties", "delegations"})
OF_STATE = frozenset(
    {"army", "military", "government", "parliament", "cabinet", "police", "navy", "troops", "forces", "court"}
)
DEFINITE = frozenset({"the", "both", "these", "those", "two", "three"})
WITH_ARTICLE = frozenset({"US", "GB", "AE", "NL", "PH", "BS", "GM", "CF", "DO", "MV", "CZ", "KM", "SB", "MH", "SC"})
PHRASE = frozenset({"of", "from", "for", "between", "among", "with", "by", "involving", "including", "at"})


@dataclass(frozen=True, slots=True)
class Speech:
    """Whose words a clause reports. own: inside quotation marks, so that "I" and "we" are the speaker's."""

    speaker: str | None = None
    own: bool = False


class Actors:
    """Says who acts; made once an article. countries: the state that each person serves, by id."""

    def __init__(self, cast: Cast, countries: Mapping[str, str], events: Iterable[Event]) -> None:
        self.cast = cast
        self.countries = countries
        self._pairs = sorted(
            (e.start, event.participants) for event in events if len(event.participants) > 1 for e in event.mentions
        )
        self._pair_starts = [start for start, _ in self._pairs]

    def of(self, act: Act, speech: Speech) -> tuple[str, ...]:
        """The actors of a step, the one who acts first; each once."""
        asked = governed(act)
        if asked is not None:
            found = list(self.meant(asked, speech) or self._of_asker(act, asked))
            if act.status in {"possible", "planned", "expected"} and act.modality.governor is not None:
                host = subject_of(act.modality.governor)
                found += (
                    self.meant(host, speech) if host is not None and lemma_of(act.modality.governor) == "invite" else ()
                )
        elif act.head.pos_ in {"VERB", "AUX"}:
            found = list(self._of_verb(act, speech))
        else:
            found = list(self._of_noun(act, speech))
        if act.head.pos_ in {"VERB", "AUX"}:
            found += self._others(act.head, speech)
        else:
            found += self.in_phrase(act.head)
        return tuple(dict.fromkeys(found))

    def _of_asker(self, act: Act, asked: Token) -> tuple[str, ...]:
        """ "Lebanon's cabinet tasked the army": the state that the one who asks belongs to."""
        asker = subject_of(act.modality.governor) if act.modality.governor is not None else None
        if asker is None or asked.lower_ not in OF_STATE:
            return ()
        return tuple(p for p in self.in_phrase(asker) if is_state(p))

    def _of_verb(self, act: Act, speech: Speech) -> Iterator[str]:
        subject = self.subject(act)
        passive = any(c.dep_ == "auxpass" for c in act.head.children)
        if passive:
            for by in act.head.children:
                if by.dep_ == "agent" or (by.dep_ == "prep" and by.lower_ == "by"):
                    yield from self._after(by)
        if subject is not None:
            yield from self.meant(subject, speech)

    def subject(self, act: Act) -> Token | None:
        """Who or what a verb is told of; for "who", the one before it."""
        found = subject_of(act.head)
        if found is None and act.top != act.head:
            found = subject_of(act.top)
        if found is not None and found.lower_ in RELATIVE:
            for up in found.ancestors:
                if up.dep_ in {"relcl", "acl"}:
                    return up.head
        return found

    def _of_noun(self, act: Act, speech: Speech) -> Iterator[str]:
        if act.status == "called_for" or act.rule == "dated-noun":
            return
        subject = subject_of(act.top)
        if subject is not None and subject != act.head:
            yield from self.meant(subject, speech)

    def _others(self, verb: Token, speech: Speech, depth: int = 0) -> Iterator[str]:
        """The other side: "meet X", "hold talks with X", "travel to Rome to meet X"."""
        lemma = lemma_of(verb)
        for child in verb.children:
            if child.dep_ == "prep" and child.i > verb.i:
                objects = [c for c in child.children if c.dep_ == "pobj"]
                if child.lower_ in WITH - {"by"}:
                    yield from (p for c in objects for p in self.meant(c, speech))
                else:
                    yield from (p for c in objects if lemma_of(c) in event_nouns() for p in self._beside(c, speech))
            elif child.dep_ in {"dobj", "dative"} and child.i > verb.i:
                named = self.cast.of(child) or lemma_of(child) in words("groups")
                if named and lemma in words("contact"):
                    yield from self.meant(child, speech)
                elif lemma_of(child) in event_nouns():
                    yield from self._beside(child, speech)
            elif depth == 0 and child.dep_ in {"xcomp", "advcl"} and child.tag_ == "VB":
                if lemma_of(child) in words("contact"):
                    yield from self._others(child, speech, 1)
            elif depth == 0 and child.dep_ == "conj" and child.tag_ == "VB" and lemma_of(child) in words("contact"):
                yield from self._others(child, speech, 1)

    def _beside(self, noun: Token, speech: Speech) -> Iterator[str]:
        """ "talks with X", "a meeting between X and Y" behind a verb."""
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in WITH:
                yield from (p for c in child.children if c.dep_ == "pobj" for p in self.meant(c, speech))

    def meant(self, token: Token, speech: Speech) -> tuple[str, ...]:
        """The parties of a phrase by its head: names, titles, pronouns, "U.S. officials", and those joined to it."""
        found: list[str] = []
        for head in (token, *token.conjuncts):
            if head.i < token.i and head not in token.conjuncts:
                continue
            found += self._one(head, speech)
        return tuple(dict.fromkeys(found))

    def _one(self, head: Token, speech: Speech) -> tuple[str, ...]:
        if head.lower_ in FIRST:
            return (speech.speaker,) if speech.own and speech.speaker else ()
        if head.lower_ in FIRST_MANY:
            if not speech.own or not speech.speaker:
                return self.cast.of(head)
            return (self.countries.get(speech.speaker, speech.speaker),)
        return self.cast.of(head) or self._served(head) or self.in_phrase(head) or self._pair(head)

    def _pair(self, head: Token) -> tuple[str, ...]:
        """ "The leaders", "both sides", "they": who takes part in the event told last."""
        if head.lower_ not in PAIRS or not (head.pos_ == "PRON" or any(c.lower_ in DEFINITE for c in head.children)):
            return ()
        last = bisect_left(self._pair_starts, head.idx) - 1
        found = self._pairs[last][1] if last >= 0 else ()
        if head.lower_ in OF_STATES:
            return tuple(dict.fromkeys(self.countries.get(p, p) for p in found))
        return found if head.pos_ == "PRON" or not any(map(is_state, found)) else ()

    def _served(self, head: Token) -> tuple[str, ...]:
        """ "His country", "our government": the state that somebody serves."""
        owner = next((c for c in head.children if c.dep_ == "poss"), None)
        if owner is None or head.lower_ not in {"country", "nation", "government", "state"}:
            return ()
        parties = self.cast.of(owner)
        return tuple(self.countries[p] for p in parties if p in self.countries)

    def name(self, party: str) -> str:
        """What a party is called in running text."""
        if not is_state(party) or party not in countries():
            return self.cast.name(party)
        return ("the " if party in WITH_ARTICLE else "") + countries()[party].name

    def in_phrase(self, head: Token) -> tuple[str, ...]:
        """The parties that a noun phrase names beside its head: "U.S. officials", "a summit between X and Y"."""
        doc = head.doc
        first = min((c.left_edge.i for c in head.children if c.dep_ in BEFORE_NOUN and c.i < head.i), default=head.i)
        found = list(self._named(doc, first, head.i))
        for child in head.children:
            if child.dep_ in {"prep", "agent"} and child.lower_ in PHRASE and child.i > head.i:
                found += self._after(child)
            elif child.dep_ == "acl" and child.lower_ in {"headed", "led"}:
                found += (p for by in child.children if by.dep_ == "agent" for p in self._after(by))
            elif child.dep_ == "appos":
                found += self.cast.of(child)
        return tuple(dict.fromkeys(found))

    def _after(self, preposition: Token) -> Iterator[str]:
        """The parties behind a preposition, up to the next clause."""
        doc = preposition.doc
        end = preposition.right_edge.i + 1
        clause = next((t.left_edge.i for t in doc[preposition.i : end] if t.dep_ in {"relcl", "acl", "advcl"}), end)
        yield from self._named(doc, preposition.i, max(clause, preposition.i + 1))

    def _named(self, doc: Doc, start: int, end: int) -> Iterator[str]:
        if start < end:
            span = doc[start:end]
            yield from (p for m in outermost(self.cast.within(span.start_char, span.end_char)) for p in m.parties)


def outermost(mentions: Iterable[PartyMention]) -> list[PartyMention]:
    """The mentions that lie in no longer one."""
    kept: list[PartyMention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.end > kept[-1].end:
            kept.append(mention)
    return kept
