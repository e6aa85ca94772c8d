"""Speech: the sentences of an article as they stand outside quotation marks, the verbs that report, and who speaks.

Reads  the parse, the cast, the stretches between marks (pipes/quotes.py), lexicon/speech.toml.
Finds  the speaker of a reporting verb: its subject, the one it shares with the verb above it, the antecedent of "who", the
       speaker before ("he added"), the issuer of a document ("a U.S. statement said"). Subjects inside marks never speak.
Misses speakers that only the sense tells. Then it gives nothing, or the words as written ("a diplomat").
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from briefgen.extract.cast import Cast, PartyMention
from briefgen.extract.text import Text
from briefgen.lexicon.speech_words import nouns, verb_frames
from briefgen.pipes.quotes import Stretch, find_stretches

FAR = 160  # characters that an apposition between speaker and verb may take
_PERSONAL = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
_RELATIVE = frozenset({"who", "which", "that"})
_MODAL = frozenset(
    {"would", "could", "should", "may", "might", "must", "will", "shall", "can", "'d", "’d", "'ll", "’ll"}
)
_PART_OF_NAME = frozenset({"det", "compound", "amod", "nmod", "nummod", "poss", "case", "advmod", "quantmod", "predet"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_STOPS = frozenset({".", "?", "!"})


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
class Frame:
    """A sentence as it stands outside quotation marks, with the stretches in it. "“Yes. No,” he said." is one frame."""

    words: tuple[Token, ...]  # outside the marks
    stretches: tuple[Stretch, ...]
    paragraph: int

    def before(self, stretch: Stretch) -> tuple[Token, ...]:
        """The words before a stretch."""
        return tuple(w for w in self.words if w.idx < stretch.start)

    def after(self, stretch: Stretch) -> tuple[Token, ...]:
        """The words after a stretch."""
        return tuple(w for w in self.words if w.idx >= stretch.end)


def find_frames(text: Text) -> list[Frame]:
    """The frames of an article below its headline, in order."""
    stretches = [s for s in find_stretches(text.article.body) if not text.in_headline(s.start)]
    starts = [p.start for p in text.article.paragraphs]
    body = starts[0] if starts else 0
    found: list[Frame] = []
    words: list[Token] = []
    held: list[Stretch] = []
    paragraph = -1

    def close() -> None:
        if words or held:
            found.append(Frame(tuple(words), tuple(held), paragraph))
        words.clear()
        held.clear()

    for part in _parts(text, stretches, body):
        here = bisect_right(starts, part.idx if isinstance(part, Token) else part.outer_start) - 1
        if here != paragraph or _begins(part, words, held, text):
            close()
            paragraph = here
        if isinstance(part, Token):
            words.append(part)
        else:
            held.append(part)
    close()
    return found


def _parts(text: Text, stretches: Sequence[Stretch], body: int) -> Iterator[Token | Stretch]:
    """The tokens outside stretches, and the stretches, in order. Datelines and white space are left out."""
    dateline = text.article.dateline
    at = 0
    for token in text.doc:
        while at < len(stretches) and stretches[at].outer_end <= token.idx:
            at += 1
        stretch = stretches[at] if at < len(stretches) else None
        if stretch and stretch.outer_start < token.idx + len(token):
            first = token.i == 0 or token.nbor(-1).idx + len(token.nbor(-1)) <= stretch.outer_start
            if first:
                yield stretch
            continue
        if (
            token.idx >= body
            and not token.is_space
            and not (dateline and dateline.span.start <= token.idx < dateline.span.end)
        ):
            yield token


def _begins(part: Token | Stretch, words: list[Token], held: list[Stretch], text: Text) -> bool:
    """Whether a new frame begins with this word or stretch."""
    last_word = words[-1] if words else None
    last = held[-1] if held else None
    if last and (last_word is None or last.start > last_word.idx):  # directly after a stretch
        final = text.article.body[last.end - 1]
        if isinstance(part, Stretch):
            return final in _STOPS
        return (
            not last.comma and final in _STOPS and part.text[:1].isupper() and (final == "." or not _attributes(part))
        )
    if last_word is None:
        return False
    if last_word.text in _STOPS or (
        last_word.is_punct and last_word.text.endswith((".", "?", "!")) and last_word.text not in {"...", "…"}
    ):
        return True
    return (
        isinstance(part, Token)
        and bool(part.is_sent_start)
        and part.text[:1].isupper()
        and last_word.text.endswith(".")
    )


def _attributes(word: Token) -> bool:
    """Whether this word opens "Putin said" or "He asked", after “…?”."""
    head = phrase_head(word)
    following = head.nbor(1) if head.i + 1 < len(head.doc) else None
    return following is not None and cue_frames(following) is not None


# Verbs -----------------------------------------------------------------------------------------------------------


def cue_frames(token: Token) -> frozenset[str] | None:
    """What a reporting verb takes; None for other words. A noun of the same form is none."""
    known = verb_frames().get(token.lower_)
    return known[1] if known and token.tag_.startswith("V") else None


def is_asserted(cue: Token) -> bool:
    """Whether the article says that this was said: no "would say", "did not say", "declined to say"."""
    if any(c.dep_ == "neg" or (c.dep_ == "aux" and c.lower_ in _MODAL) for c in cue.children):
        return False
    if cue.tag_ == "VB":
        return cue.head.tag_ in {"VBD", "VBZ", "VBP"} and cue.head.lemma_ in {
            "go",
            "continue",
            "use",
            "do",
            "take",
            "begin",
        }
    return True


def subject(cue: Token, quoted: set[int]) -> Token | None:
    """The head of the phrase that speaks through a verb: its own subject, or the one of the verb above it."""
    verb, steps = cue, 0
    while steps < 5:  # noqa: PLR2004
        steps += 1
        passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
        if passive and verb is cue and "quote" not in (cue_frames(cue) or ()):
            return _agent(verb)
        own = next((c for c in verb.children if c.dep_ in _SUBJECTS and c.i not in quoted), None)
        if own is not None:
            return _antecedent(own, verb, quoted) if own.lower_ in _RELATIVE else own
        if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return verb.head if verb.head.i not in quoted else None
        if (
            verb.dep_ not in {"conj", "advcl", "xcomp", "ccomp", "acl", "dep", "pcomp", "prep", "parataxis", "ROOT"}
            or verb.head is verb
        ):
            return None
        if verb.dep_ == "ccomp" and verb.tag_ not in {"VBG", "VBN"}:
            return None
        verb = verb.head
        if verb.i in quoted:
            return None
    return None


def _agent(verb: Token) -> Token | None:
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None


def _antecedent(pronoun: Token, verb: Token, quoted: set[int]) -> Token | None:
    """Whom "who" means: the phrase it hangs on, or for a phrase that is no person the nearest person before it."""
    head = verb.head if verb.dep_ == "relcl" else None
    if pronoun.lower_ != "who" and head is not None:
        return head if head.i not in quoted else None
    for i in range(pronoun.i - 1, max(pronoun.i - 30, pronoun.sent.start - 1), -1):
        token = pronoun.doc[i]
        if token.ent_type_ == "PERSON" and i not in quoted:
            return token
    return head if head is not None and head.i not in quoted else None


def addressee(cue: Token) -> str | None:
    """Who is told, as written: "reporters". A news conference is an occasion, not a hearer."""
    if "tell" not in (cue_frames(cue) or ()):
        return None
    told = next((c for c in cue.children if c.dep_ in {"dobj", "dative"} and c.i > cue.i), None)
    if told is None or told.lemma_.lower() in nouns("occasions") or told.pos_ == "PRON":
        return None
    start = min((t.i for t in told.lefts if t.dep_ in _PART_OF_NAME), default=told.i)
    return told.doc[max(start, cue.i + 1) : told.i + 1].text


def phrase_head(word: Token) -> Token:
    """The head of the noun phrase that begins at a word: "Kremlin" in "Kremlin spokesman Dmitry Peskov" -> "Peskov"."""
    while word.dep_ in _PART_OF_NAME and word.head.i > word.i:
        word = word.head
    return word


# Speakers --------------------------------------------------------------------------------------------------------


class Speakers:
    """Says who is meant by a phrase that speaks; remembers the last speaker and the last document as the text goes on."""

    def __init__(self, cast: Cast, doc_text: str) -> None:
        self.cast = cast
        self.last: Speaker = Speaker()
        self.last_frame = -9
        self._documents: dict[str, Speaker] = {}
        self._sex: dict[str, str] = {}
        for mention in cast.mentions:
            sex = _PERSONAL.get(doc_text[mention.start : mention.end].lower())
            if mention.how == "pronoun" and sex and len(mention.parties) == 1:
                self._sex.setdefault(mention.parties[0], sex)

    def heard(self, speaker: Speaker, frame: int) -> None:
        """Remember who spoke, and in which frame."""
        self.last, self.last_frame = speaker, frame

    def of(self, head: Token, frame: int) -> Speaker:
        """Who is meant by the phrase around this head, which speaks in the frame of this number."""
        if head.lower_ in _PERSONAL or head.lower_ == "it":
            return self._pronoun(head, frame)
        document = head.lemma_.lower() in nouns("documents")
        mention = self._mention(head)
        if mention and not document:
            return self._party(mention, head)
        if mention is None and not document:
            for child in head.children:
                if child.dep_ == "appos" and (found := self._mention(child)):
                    return self._party(found, child)
        if head.pos_ not in {"NOUN", "PROPN"} and not mention:
            return Speaker()
        return self._issuer(head, frame) if document else Speaker(None, written(head))

    def _mention(self, head: Token) -> PartyMention | None:
        return self.cast.at(head)

    def _party(self, mention: PartyMention, head: Token) -> Speaker:
        if len(mention.parties) == 1:
            party = mention.parties[0]
            return Speaker(party, self.cast.name(party))
        if mention.how in {"pronoun", "collective"} and head.pos_ == "PRON":
            return Speaker()
        return Speaker(None, head.doc.text[mention.start : mention.end])

    def _pronoun(self, head: Token, frame: int) -> Speaker:
        """He who spoke in the frame before; else whom the cast names; "it" is never a person."""
        sex = _PERSONAL.get(head.lower_)
        mention = self._mention(head)
        party = mention.parties[0] if mention and len(mention.parties) == 1 else None
        near = frame - self.last_frame <= 1 and self.last.party is not None
        if sex and self.last.party and self._sex.get(self.last.party, sex) == sex and (near or party is None):
            return self.last if not len(self.last.party) == 2 else Speaker()  # noqa: PLR2004  a state is no he
        if party:
            return Speaker(party, self.cast.name(party))
        return self.last if head.lower_ == "it" and self.last and self.last.party not in self._sex else Speaker()

    def _issuer(self, noun: Token, frame: int) -> Speaker:
        """For whom a document speaks: its owner, the state or body before it, "by …", who issued it."""
        key = noun.lemma_.lower()
        owners = [c for c in noun.children if c.dep_ in {"poss", "compound", "amod", "nmod"}]
        owners += [p for c in noun.children if c.lower_ in {"by", "from", "of"} for p in c.children if p.dep_ == "pobj"]
        verb = noun.head if noun.dep_ in {"dobj", "pobj"} else None
        if verb is not None and verb.lemma_ in {"issue", "release", "publish", "say", "sign"}:
            owners += [c for c in verb.children if c.dep_ == "nsubj"]
        for owner in owners:
            found = self._pronoun(owner, frame) if owner.lower_ in _PERSONAL else self._named(owner)
            if found:
                self._documents[key] = found
                return found
        definite = any(c.lower_ in {"the", "this"} for c in noun.children)
        return self._documents.get(key, Speaker(None, written(noun))) if definite else Speaker(None, written(noun))

    def _named(self, head: Token) -> Speaker:
        mention = self._mention(head)
        if mention is None or len(mention.parties) != 1 or head.conjuncts:
            return Speaker()
        return Speaker(mention.parties[0], self.cast.name(mention.parties[0]))


def written(head: Token) -> str:
    """A phrase as written, from its first word to its head, with an "of …" or "for …" that follows."""
    start = min((t.i for t in head.lefts if t.dep_ in _PART_OF_NAME), default=head.i)
    start = min(start, head.doc[start].left_edge.i) if head.doc[start].dep_ in {"poss", "amod", "compound"} else start
    end = head.i + 1
    for child in head.rights:
        if child.lower_ in {"of", "for"} and child.i == end and child.right_edge.i - child.i < 7:  # noqa: PLR2004
            end = child.right_edge.i + 1
    return head.doc[start:end].text.strip("\"'“”‘’,. ")
