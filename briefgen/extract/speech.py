"""Speech: the sentences of an article as they stand outside quotation marks, and the verbs that report.

Reads  the parse, the stretches between marks (pipes/quotes.py), lexicon/speech.toml.
Finds  the phrase that speaks through a reporting verb: its subject, the one it shares with the verb above it, the
       antecedent of "who", the agent of a passive; whom the verb addresses; whether the article asserts that it was
       said. Subjects inside marks never speak.
Misses subjects that the parser ties to another verb.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.extract.text import Text
from briefgen.extract.tokens import Token
from briefgen.lexicon.speech_words import nouns, verb_frames
from briefgen.pipes.quotes import Stretch, find_stretches

FINITE = frozenset({"VBD", "VBZ", "VBP"})
_TOLD_TO = frozenset({"briefed", "informed"})
_TOLD_OF = frozenset({"on", "about", "of", "by"})
_LONGEST_TOLD = 12  # words from the participle to the verb of the source
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
FAR = 160  # characters that an apposition between speaker and verb may take
_RELATIVE = frozenset({"who", "which", "that"})
_UNREAL = frozenset(
    {"would", "could", "should", "may", "might", "must", "will", "shall", "can", "'d", "’d", "'ll", "’ll", "to"}
)
_SUPPOSING = frozenset({"if", "unless", "whether"})
_DOING = frozenset({"go", "continue", "use", "do", "take", "begin"})  # "went on to say"
_DENYING = frozenset({"deny", "avoid", "refuse", "decline", "stop", "accuse", "consider"})
_INSTEAD = frozenset({"without", "of", "from", "than"})  # "instead of saying"
PART_OF_NAME = frozenset({"det", "compound", "amod", "nmod", "nummod", "poss", "case", "advmod", "quantmod", "predet"})
_LONGEST = 250  # words of a frame: no sentence has more, and rules may look back over the whole of one
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_STOPS = frozenset({".", "?", "!"})


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
        if here != paragraph or len(words) + len(held) >= _LONGEST or _begins(part, words, held, text):
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
    return known[1] if known and token.tag_.startswith("V") and not _is_told_to(token) else None


def _is_told_to(token: Token) -> bool:
    """Whether a participle only says who was told: "a source BRIEFED on the talks said"."""
    if token.lower_ not in _TOLD_TO or not 0 < token.i < len(token.doc) - 1:
        return False
    return token.nbor(-1).tag_ in _NOUNS and token.nbor(1).lower_ in _TOLD_OF


def source_told(cue: Token) -> Token | None:
    """The source before a participle that a verb follows: "a SOURCE briefed on the talks said"; None where none is."""
    for at in range(cue.i - 2, max(cue.i - _LONGEST_TOLD, 0), -1):
        token = cue.doc[at]
        if token.is_punct:
            return None
        if _is_told_to(token):
            return token.nbor(-1)
    return None


def is_asserted(cue: Token) -> bool:
    """Whether the article says that this was said: no "would say", "did not say", "if he says", "denied saying"."""
    for child in cue.children:
        unreal = child.dep_ == "aux" and child.lower_ in _UNREAL and not (child.lower_ == "to" and cue.tag_ == "VB")
        if child.dep_ == "neg" or unreal:
            return False
        if child.dep_ == "mark" and child.lower_ in _SUPPOSING:
            return False
    above = cue.head
    if cue.tag_ == "VB":
        return above.tag_ in FINITE and above.lemma_ in _DOING
    return not (cue.tag_ == "VBG" and (above.lemma_ in _DENYING or above.lower_ in _INSTEAD))


def subject(cue: Token, quoted: set[int]) -> Token | None:
    """The head of the phrase that speaks through a verb: its own subject, or the one of the verb above it."""
    verb, steps = cue, 0
    while steps < 5:  # noqa: PLR2004
        steps += 1
        passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
        if passive and verb is cue and "quote" not in (cue_frames(cue) or ()):
            return _agent(verb)
        own = own_subject(verb, quoted)
        if own is None and verb is cue:
            own = _set_off_subject(cue, quoted) or source_told(cue)
        if own is not None and not _is_told_in(cue, verb, own):
            return _antecedent(own, verb, quoted) if own.lower_ in _RELATIVE else own
        if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return verb.head if verb.head.i not in quoted else None
        if (
            verb.dep_ not in {"conj", "advcl", "xcomp", "ccomp", "acl", "dep", "pcomp", "prep", "parataxis", "ROOT"}
            or verb.head is verb
        ):
            return None
        if verb is cue and verb.dep_ == "ccomp" and verb.tag_ not in {"VBG", "VBN"}:
            return None
        verb = verb.head
        if verb.i in quoted:
            return None
    return None


def _set_off_subject(cue: Token, quoted: set[int]) -> Token | None:
    """The subject that a phrase between commas parts from its verb: "Rutte, asked about the plan, said"."""
    if cue.i == 0 or cue.nbor(-1).text != ",":
        return None
    between = [c for c in cue.children if c.i < cue.i and c.dep_ in {"ccomp", "advcl", "parataxis"}]
    subjects = [own_subject(verb, quoted) for verb in between]
    return next((s for s in subjects if s is not None and s.i + 1 < len(s.doc) and s.nbor(1).text == ","), None)


def _is_told_in(cue: Token, verb: Token, own: Token) -> bool:
    """Whether a participle goes on after a reported clause: "X said the talks were good, adding …"."""
    reported = verb.dep_ == "ccomp" and cue_frames(verb.head) is not None
    return cue.tag_ == "VBG" and verb is not cue and reported and own.ent_type_ != "PERSON"


def own_subject(verb: Token, quoted: set[int]) -> Token | None:
    """The subject of a verb; a transcript's label ("Peskov: …") that is parsed as one is none."""
    found = [c for c in verb.children if c.dep_ in SUBJECTS and c.i not in quoted]
    return next((c for c in found if c.i + 1 in {verb.i, len(c.doc)} or c.nbor(1).text != ":"), None)


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
    start = min((t.i for t in told.lefts if t.dep_ in PART_OF_NAME), default=told.i)
    return told.doc[max(start, cue.i + 1) : told.i + 1].text


def phrase_head(word: Token) -> Token:
    """The head of the noun phrase that begins at a word: "Kremlin" in "Kremlin spokesman Dmitry Peskov" -> "Peskov"."""
    while word.dep_ in PART_OF_NAME and word.head.i > word.i:
        word = word.head
    return word
