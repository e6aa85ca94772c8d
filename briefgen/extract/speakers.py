"""Speakers: who is meant by a phrase that speaks.

Reads  the cast, the parse, lexicon/speech.toml.
Finds  the party named; the speaker of the sentence around or before ("it said", "he added", "the senior diplomat
       noted"); the issuer of a document ("a U.S. statement said", "the document reads"); the words as written for
       people, groups and documents without a name ("a diplomat").
Misses speakers that only the sense tells. Then it gives nothing.
"""

from dataclasses import dataclass

from briefgen.extract.anaphora import quoted_tokens
from briefgen.extract.cast import Cast, PartyMention
from briefgen.extract.speech import PART_OF_NAME, SUBJECTS, cue_frames, own_subject
from briefgen.extract.text import Text
from briefgen.extract.tokens import Token
from briefgen.lexicon import capital_state, state_name, state_named
from briefgen.lexicon.people_words import listed
from briefgen.lexicon.speech_words import nouns
from briefgen.model import is_state
from briefgen.pipes.titles import is_head

_PLAIN = frozenset({"said", "say", "says", "told", "tell", "tells", "saying", "added", "adding"})
_NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_PERSONAL = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
_OWNERS = frozenset({"poss", "compound", "amod", "nmod"})
_BACK = 40  # words back in a sentence to what "it" may mean
_LONGEST = 7  # words of what "of" or "close to" adds to a phrase
_ANY = ""  # key of the document issued last, whatever it was called


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: an id of the cast with its name, or only the words as written; both None where it is not known."""

    party: str | None = None
    name: str | None = None

    def __bool__(self) -> bool:
        return self.name is not None


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker with the verb that reports, and who is told."""

    speaker: Speaker
    cue: Token | None
    addressee: str | None
    rule: str
    after: Token | None = None  # the comma that an attribution at the sentence's end follows


@dataclass(frozen=True, slots=True)
class _Last:
    """Who spoke last, and where."""

    speaker: Speaker = Speaker()
    frame: int = -9
    paragraph: int = -9
    end: int = 0  # character behind which others may have been named


class Speakers:
    """Says who is meant by a phrase that speaks; remembers the last speaker and document as the text goes on."""

    def __init__(self, cast: Cast, text: Text) -> None:
        self.cast = cast
        self.body = text.article.body
        self.people = {party for ent in text.doc.ents if ent.label_ == "PERSON" for party in cast.of(ent.root)}
        self.last = _Last()
        self.frame = self.paragraph = 0
        self.start = self.before = 0  # characters at which this frame and the one before begin
        self._quoted = quoted_tokens(text.doc)
        self._documents: dict[str, Speaker] = {}
        self._sex: dict[str, str] = {}
        for mention in cast.mentions:
            sex = _PERSONAL.get(self.body[mention.start : mention.end].lower())
            if mention.how == "pronoun" and sex and len(mention.parties) == 1:
                self._sex.setdefault(mention.parties[0], sex)

    def enter(self, frame: int, paragraph: int, start: int) -> None:
        """Go on to the frame of this number, which begins at a character."""
        self.frame, self.paragraph = frame, paragraph
        self.before, self.start = self.start, start

    def heard(self, voice: Voice, end: int) -> None:
        """Remember who spoke in the frame that ends at a character, and in which document."""
        self.last = _Last(voice.speaker, self.frame, self.paragraph, end)
        for prep in voice.cue.children if voice.cue is not None else ():
            for noun in prep.children if prep.lower_ == "in" else ():
                if noun.lemma_.lower() in nouns("documents"):
                    self._documents[noun.lemma_.lower()] = self._documents[_ANY] = voice.speaker

    def of(self, head: Token, cue: Token | None) -> Speaker:
        """Who is meant by the phrase around this head, which speaks through a verb."""
        if head.lower_ in _PERSONAL or head.lower_ == "it":
            return self._pronoun(head, cue)
        if head.lemma_.lower() in nouns("documents"):
            return self._issuer(head)
        if mention := self.cast.at(head):
            return self._together(mention, head) or self._party(mention, head)
        for child in head.children:
            if child.dep_ == "appos" and (found := self.cast.at(child)) and self._may_be(head, found):
                return self._party(found, child)
        if not _can_speak(head, cue):
            return Speaker()
        return self._before(head) or self._as_written(head)

    def _may_be(self, head: Token, mention: PartyMention) -> bool:
        """Whether a phrase can mean whom an apposition names: "his office, X" is no person."""
        return self.people.isdisjoint(mention.parties) or head.lemma_.lower() not in listed("roles", "bodies")

    def _together(self, mention: PartyMention, head: Token) -> Speaker | None:
        """Several parties who speak as one: "Macron and Merz agreed"."""
        others = [m for c in head.conjuncts if c.i > head.i and (m := self.cast.at(c)) and m.start >= mention.end]
        return Speaker(None, self.body[mention.start : max(m.end for m in others)]) if others else None

    def _party(self, mention: PartyMention, head: Token) -> Speaker:
        if len(mention.parties) == 1 and not self._is_people(mention):
            return self._one(mention.parties[0])
        if mention.how in {"pronoun", "collective"} and head.pos_ == "PRON":
            return Speaker()
        if mention.how == "state":
            return self._as_written(head)
        return Speaker(None, self.body[mention.start : mention.end])

    def _one(self, party: str) -> Speaker:
        return Speaker(party, state_name(party) if is_state(party) else self.cast.name(party))

    def _is_people(self, mention: PartyMention) -> bool:
        """Whether a state's mention means its people: "many Japanese", "Russians"."""
        words = self.body[mention.start : mention.end]
        return mention.how == "state" and not (state_named(words) or capital_state(words))

    # Pronouns and descriptions ----------------------------------------------------------------------------------

    @property
    def _near(self) -> bool:
        return self.frame - self.last.frame <= 1

    def _pronoun(self, head: Token, cue: Token | None) -> Speaker:
        """Who says it of himself ("X said it hoped"), else who spoke in the frame before, else whom the cast names."""
        outer = _outer_subject(cue) if cue is not None else None
        if outer is not None and outer.i < head.i:
            return self.of(outer, None)
        return self._it(head) if head.lower_ == "it" else self._he(head)

    def _it(self, head: Token) -> Speaker:
        """A state or body that is a subject earlier in the sentence, else the last speaker; never a person."""
        for i in range(head.i - 1, max(head.i - _BACK, head.sent.start - 1), -1):
            token = head.doc[i]
            mention = self.cast.at(token) if token.dep_ in SUBJECTS else None
            if mention and len(mention.parties) == 1 and mention.parties[0] not in self.people:
                return self._one(mention.parties[0])
        last = self.last.speaker
        return last if self._near and last.party not in self.people else Speaker()

    def _he(self, head: Token) -> Speaker:
        sex = _PERSONAL[head.lower_]
        if here := self._subject_here(head, sex):
            return here
        last = self.last.speaker
        mention = self.cast.at(head)
        party = mention.parties[0] if mention and len(mention.parties) == 1 else None
        if last.party is None:
            alike = _is_one_person(last.name or "")
        else:
            alike = last.party in self.people and self._sex.get(last.party, sex) == sex
        if last and alike and (self._near or (party is None and not self._others_since(head))):
            return last
        meant = self._named_before(sex) or party
        return self._one(meant) if meant else Speaker()

    def _subject_here(self, head: Token, sex: str) -> Speaker | None:
        """The one person who is a subject before the pronoun in its sentence: "Lara kept away: HE told supporters"."""
        before = head.doc[head.sent.start : head.i]
        subjects = (t for t in before if t.dep_ in SUBJECTS and t.i not in self._quoted)
        found = {m.parties for t in subjects if (m := self.cast.at(t)) and m.how in {"name", "role"}}
        if len(found) != 1 or len(parties := found.pop()) != 1:
            return None
        own = parties[0] in self.people and self._sex.get(parties[0], sex) == sex
        return self._one(parties[0]) if own else None

    def _named_before(self, sex: str) -> str | None:
        """The one person whom the frame before names, where the pronoun may mean this person."""
        mentions = [m for m in self.cast.within(self.before, self.start) if m.how == "name"]
        named = {party for m in mentions for party in m.parties} & self.people
        one = named.pop() if len(named) == 1 else None
        return one if one and self._sex.get(one, sex) == sex else None

    def _others_since(self, head: Token) -> bool:
        """Whether people other than the last speaker have been named since."""
        named = {party for m in self.cast.within(self.last.end, head.idx) for party in m.parties}
        return bool(named & self.people - {self.last.speaker.party})

    def _before(self, head: Token) -> Speaker | None:
        """The last speaker, described anew: "the senior diplomat noted", "the official said"."""
        last = self.last.speaker
        if not self._near or not last or not any(c.lower_ == "the" for c in head.children):
            return None
        if last.party is None:
            return last if (last.name or "").split()[-1] == head.text else None
        same = self.paragraph == self.last.paragraph
        return last if last.party in self.people and (same or head.lower_ in nouns("epithets")) else None

    def _as_written(self, head: Token) -> Speaker:
        """The phrase as written; "his office" with the name of whom it is."""
        owner = next((c for c in head.children if c.dep_ == "poss" and c.lower_ in _PERSONAL), None)
        if owner is None:
            return Speaker(None, written(head))
        of = self._own_subject(owner) or self._he(owner)
        rest = head.doc[owner.i + 1 : head.i + 1].text
        return Speaker(None, f"{of.name}'s {rest}") if of else Speaker()

    def _own_subject(self, owner: Token) -> Speaker | None:
        """The one person who is a subject before: "Lula will send his top adviser, his office said"."""
        for i in range(owner.sent.start, owner.i):
            token = owner.doc[i]
            mention = self.cast.at(token) if token.dep_ in SUBJECTS else None
            if mention and len(mention.parties) == 1 and mention.parties[0] in self.people:
                return self._one(mention.parties[0])
        return None

    # Documents --------------------------------------------------------------------------------------------------

    def _issuer(self, noun: Token) -> Speaker:
        """For whom a document speaks: its owner, the state or body before it, "by …", who issued it."""
        key = noun.lemma_.lower()
        for owner in _owners(noun):
            found = self._he(owner) if owner.lower_ in _PERSONAL else self._named(owner)
            if found:
                self._documents[key] = self._documents[_ANY] = found
                return found
        if any(c.lower_ in {"the", "this"} for c in noun.children):
            return self._documents.get(key) or self._documents.get(_ANY) or Speaker(None, written(noun))
        self._documents.pop(_ANY, None)
        return Speaker(None, written(noun))

    def _named(self, head: Token) -> Speaker:
        mention = self.cast.at(head)
        if mention is None or len(mention.parties) != 1 or head.conjuncts:
            return Speaker()
        return self._one(mention.parties[0])


def _owners(noun: Token) -> list[Token]:
    owners = [c for c in noun.children if c.dep_ in _OWNERS]
    owners += [p for c in noun.children if c.lower_ in {"by", "from", "of"} for p in c.children if p.dep_ == "pobj"]
    verb = noun.head if noun.dep_ in {"dobj", "pobj"} else None
    if verb is not None and verb.lemma_ in {"issue", "release", "publish", "say", "sign"}:
        owners += [c for c in verb.children if c.dep_ == "nsubj"]
    return owners


def _outer_subject(cue: Token) -> Token | None:
    """The subject of the reporting verb that a verb stands in the clause of: "Hamas said … it hoped" -> "Hamas"."""
    verb = cue
    while verb.dep_ == "conj" and verb.head is not verb:
        verb = verb.head
    above = verb.head
    return own_subject(above, set()) if verb.dep_ == "ccomp" and cue_frames(above) else None


def _is_one_person(name: str) -> bool:
    """Whether a phrase as written is of one: "a senior diplomat", not "envoys" or "critics"."""
    words = name.lower().split()
    return bool(words) and words[0] in {"a", "an", "the", "one"} and not words[-1].endswith("s")


def _can_speak(head: Token, cue: Token | None) -> bool:
    """Whether a phrase without a name may speak through a verb: things may only "say" or "tell" what they say."""
    noun = head
    if head.pos_ in {"NUM", "DET", "PRON"}:  # "one of the officials"
        of = next((c for c in head.children if c.lower_ == "of"), None)
        noun = next((c for c in of.children if c.dep_ == "pobj"), head) if of is not None else head
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    key = noun.lemma_.lower()
    known = key in nouns("people") or is_head(key) or noun.ent_type_ in _NAMED
    return known or (cue is not None and cue.lower_ in _PLAIN)


def written(head: Token) -> str:
    """A phrase as written, from its first word to its head, with an "of …" or "for …" that follows."""
    start = min((t.i for t in head.lefts if t.dep_ in PART_OF_NAME), default=head.i)
    start = min(start, head.doc[start].left_edge.i) if head.doc[start].dep_ in {"poss", "amod", "compound"} else start
    end = head.i + 1
    for child in head.rights:
        close = child.dep_ == "amod" and child.lower_ in {"familiar", "close"}  # "a source close to the talks"
        if (close or child.lower_ in {"of", "for"}) and child.i == end and child.right_edge.i - child.i < _LONGEST:
            end = child.right_edge.i + 1
    return head.doc[start:end].text.strip("\"'“”‘’,. ")
