"""Attribution: who speaks in each sentence, and in each stretch between quotation marks.

Reads  the frames, verbs and speakers of speech.py.
Finds  by surface first ("…," X said; said X; X, the minister of …, said; X told reporters: "…"; according to X), then by
       the nearest reporting verb to the left and its subject; the attribution at the sentence's end; the speaker of the
       sentence or paragraph before, where a quote goes on without a new one.
Misses attributions in a later sentence ("…" That was Trump's message).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from briefgen.extract.cast import Cast
from briefgen.extract.speech import (
    FAR,
    Frame,
    Speakers,
    Voice,
    addressee,
    cue_frames,
    find_frames,
    is_asserted,
    phrase_head,
    subject,
)
from briefgen.extract.text import Text
from briefgen.lexicon.speech_words import nouns
from briefgen.pipes.quotes import Stretch

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_REPORTING = frozenset({"report", "tell", "write", "quote"})
_NEAR = 4  # words between a verb and the marks it governs
_NOUN_NEAR = 8
_CANDIDATES = 4
_DASHES = frozenset({"—", "–", "-", "--", "―"})


@dataclass(frozen=True, slots=True)
class Heard:
    """A frame with the voice of each of its stretches, the voices of its reporting verbs, and that of the sentence."""

    frame: Frame
    voices: tuple[tuple[Stretch, Voice | None], ...]
    said: tuple[Voice, ...]  # those with a speaker: the attribution at the end or "according to" first, then by verb
    main: Voice | None


class Listener:
    """Goes through an article's frames in order and says who speaks in each."""

    def __init__(self, text: Text, cast: Cast) -> None:
        self.frames = find_frames(text)
        self.speakers = Speakers(cast, text.doc.text)
        self.cast = cast
        self.quoted = {
            token.i
            for span in text.doc.spans.get("quotes", ())
            if not text.in_headline(span.start_char)
            for token in span
        }
        self.now = 0

    def listen(self) -> list[Heard]:
        """The frames with their voices, in order. One call only."""
        heard: list[Heard] = []
        for self.now, frame in enumerate(self.frames):
            voices = tuple((s, self._voice(frame, s, heard)) for s in frame.stretches)
            said = tuple(self._said(frame))
            main = next((v for _, v in voices if v and v.speaker), None) or next(iter(said), None)
            if main:
                self.speakers.heard(main.speaker, self.now)
            heard.append(Heard(frame, voices, said, main))
        return _from_continuations(heard)

    # One stretch ------------------------------------------------------------------------------------------------

    def _voice(self, frame: Frame, stretch: Stretch, heard: Sequence[Heard]) -> Voice | None:
        before, after = frame.before(stretch), frame.after(stretch)
        opens = not any(w.is_alpha for w in before)
        rules = (
            (self._beside, self._at_end, self._dash) if opens else (self._left, self._beside, self._noun, self._at_end)
        )
        for rule in rules:
            voice = rule(before, after, stretch)
            if voice and voice.speaker:
                return voice
        return self._carried(frame, heard) if opens else None

    def _beside(self, before: Sequence[Token], after: Sequence[Token], stretch: Stretch) -> Voice | None:
        """ "…," X said; "…," said X; "…," X, the minister of …, told reporters."""
        words = list(after)
        comma = stretch.comma
        while words and words[0].is_punct:
            comma = comma or words[0].text in {",", *_DASHES}
            words.pop(0)
        if not words or not (comma or not _last_char(stretch, words[0]).isalnum()):
            return None
        first = words[0]
        if first.lower_ == "as" and (put := next((w for w in words[1:8] if w.lower_ in {"put", "puts"}), None)):
            return self._made(subject(put, self.quoted), put, "as-put")
        if cue_frames(first) and first.tag_ in {"VBD", "VBZ", "VBP", "VBN"} and len(words) > 1:
            return self._made(phrase_head(words[1]), first, "inverted")
        return self._subject_then_cue(words)

    def _subject_then_cue(self, words: Sequence[Token]) -> Voice | None:
        head = phrase_head(words[0])
        if head.pos_ not in {"NOUN", "PROPN", "PRON"} and not self.cast.at(head):
            return None
        loose = False
        for word in words:
            if word.i <= head.i:
                continue
            if word.idx - words[0].idx > FAR or word.text in {";", ":"}:
                return None
            if cue_frames(word) and word.tag_ in {"VBD", "VBZ", "VBP", "VBN"} and not (loose and word.tag_ == "VBN"):
                return self._made(head, word, "beside") if is_asserted(word) else None
            if word.text == "," or word.lower_ in {"who", "whose"}:
                loose = True
            elif word.tag_ in _FINITE and not loose and word.lower_ not in {"has", "had", "have", "was", "is", "were"}:
                return None
        return None

    def _left(self, before: Sequence[Token], after: Sequence[Token], stretch: Stretch) -> Voice | None:
        """The nearest reporting verb before the marks that has a speaker."""
        if voice := self._according(before):
            return voice
        tried = 0
        for cue in reversed(before):
            if tried == _CANDIDATES:
                break
            if not cue_frames(cue) or not is_asserted(cue):
                continue
            tried += 1
            voice = self._made(self._speaking(cue, before), cue, "left")
            if voice and voice.speaker and self._governs(cue, stretch, before):
                return voice
        return self._colon(before) if before[-1].text == ":" or (len(before) > 1 and before[-2].text == ":") else None

    def _governs(self, cue: Token, stretch: Stretch, before: Sequence[Token]) -> bool:
        """Whether the marks stand in what a verb governs: by the parse, or close behind it."""
        since = [w for w in before if w.i > cue.i]
        if len([w for w in since if not w.is_punct]) <= _NEAR or since[-1].text in {",", ":", "that"}:
            return True
        doc = cue.doc
        first = before[-1].i + 1
        while first < len(doc) and doc[first].idx < stretch.start:
            first += 1
        inside = doc[first : first + 12]
        if any(cue in t.ancestors for t in inside if t.idx < stretch.end):
            return True
        return bool(cue_frames(cue) or frozenset() & _REPORTING) and not any(
            w.dep_ in {"nsubj", "nsubjpass"} and w.head.tag_ in _FINITE and w.head.dep_ in {"conj", "ROOT"}
            for w in since
        )

    def _speaking(self, cue: Token, words: Sequence[Token]) -> Token | None:
        """The head of the phrase that speaks: "quoted X as saying" -> X."""
        frames = cue_frames(cue) or frozenset()
        if cue.lower_ == "saying" and cue.i and cue.nbor(-1).lower_ == "as":
            quoting = next((w for w in reversed(words) if w.i < cue.i and "quote" in (cue_frames(w) or ())), None)
            return self._quoted_one(quoting) if quoting is not None else None
        if "quote" in frames:
            return self._quoted_one(cue)
        return subject(cue, self.quoted) or self._nearest(cue, words)

    def _quoted_one(self, quoting: Token) -> Token | None:
        kind = {"nsubjpass"} if any(c.dep_ == "auxpass" for c in quoting.children) else {"dobj"}
        return next((c for c in quoting.children if c.dep_ in kind and c.i not in self.quoted), None)

    def _nearest(self, cue: Token, words: Sequence[Token]) -> Token | None:
        """Where the parse gives no subject: the party named right before the verb."""
        earlier = [w for w in words if w.i < cue.i and not w.is_punct and w.pos_ not in {"ADV", "AUX"}]
        return phrase_head(earlier[-1]) if earlier and self.cast.at(earlier[-1]) and cue.tag_ in _FINITE else None

    def _according(self, words: Sequence[Token]) -> Voice | None:
        for word, following in zip(words, words[1:], strict=False):
            if word.lower_ == "according" and following.lower_ == "to":
                head = next((c for c in following.children if c.dep_ == "pobj"), None)
                voice = self._made(head, None, "according-to")
                return voice and replace(voice, after=word)
        return None

    def _colon(self, before: Sequence[Token]) -> Voice | None:
        """ "Trump rejected any deployment: “…”": the subject of the sentence that the colon ends."""
        start = max((i for i, w in enumerate(before[:-2]) if w.text == ";"), default=-1) + 1
        clause = before[start:]
        for word in clause:
            if (
                word.dep_ in {"nsubj", "nsubjpass"}
                and word.head.tag_ in {*_FINITE, "VBN"}
                and word.i not in self.quoted
            ):
                return self._made(word, word.head, "colon")
        first = next((w for w in clause if w.is_alpha), None)
        return (
            self._made(phrase_head(first), None, "colon")
            if first is not None and self.cast.at(phrase_head(first))
            else None
        )

    def _noun(self, before: Sequence[Token], after: Sequence[Token], stretch: Stretch) -> Voice | None:
        """ "Kyiv's claim that the talks were “…”"."""
        for word in reversed(before[-_NOUN_NEAR:]):
            if word.lower_ in nouns("speech") and word.pos_ == "NOUN":
                owners = [c for c in word.children if c.dep_ == "poss"]
                owners += [
                    p for c in word.children if c.lower_ in {"by", "from"} for p in c.children if p.dep_ == "pobj"
                ]
                if owners:
                    return self._made(owners[0], None, "noun")
        return None

    def _at_end(self, before: Sequence[Token], after: Sequence[Token], stretch: Stretch) -> Voice | None:
        """The attribution at the sentence's end: "…, Obama said in his address"."""
        if voice := self._according(after):
            return voice
        return self._trailing(after)

    def _trailing(self, words: Sequence[Token]) -> Voice | None:
        for i, word in enumerate(words[:-1]):
            if word.text not in {",", *_DASHES}:
                continue
            if cue_frames(words[i + 1]) and words[i + 1].tag_ in _FINITE and i + 2 < len(words):
                voice = self._made(phrase_head(words[i + 2]), words[i + 1], "at-end")
                if voice and not _has_clause(words[i + 1]):
                    return replace(voice, after=word)
                continue
            voice = self._subject_then_cue(words[i + 1 :]) if words[i + 1].pos_ not in {"CCONJ", "SCONJ"} else None
            if (
                voice
                and voice.cue is not None
                and not _has_clause(voice.cue)
                and (cue_frames(voice.cue) or frozenset()) & _REPORTING
            ):
                return replace(voice, after=word)
        return None

    def _dash(self, before: Sequence[Token], after: Sequence[Token], stretch: Stretch) -> Voice | None:
        """ "…" — Secretary Blinken."""
        words = [w for w in after if not w.is_punct]
        if not after or after[0].text not in {*_DASHES, ":"} or not words or len(words) > _NOUN_NEAR:
            return None
        head = phrase_head(words[0])
        return self._made(head, None, "dash") if self.cast.at(head) else None

    def _made(self, head: Token | None, cue: Token | None, rule: str) -> Voice | None:
        if head is None or head.i in self.quoted:
            return None
        if cue is not None and "quote" in (cue_frames(cue) or ()) and rule in {"beside", "at-end"}:
            head = self._quoted_one(cue) or head
        speaker = self.speakers.of(head, self.now)
        return Voice(speaker, cue, addressee(cue) if cue is not None else None, rule)

    # Where the sentence itself names no speaker ------------------------------------------------------------------

    def _carried(self, frame: Frame, heard: Sequence[Heard]) -> Voice | None:
        """The voice of the sentence before, of the paragraph left open before, or of the line above that names one."""
        last = heard[-1] if heard else None
        if last is None:
            return None
        same = last.frame.paragraph == frame.paragraph
        left_open = bool(last.frame.stretches) and last.frame.stretches[-1].left_open
        if last.main and last.main.speaker and (same or left_open or not any(w.is_alpha for w in frame.words)):
            return Voice(last.main.speaker, None, None, "carried")
        if same or (last.frame.words and last.frame.words[-1].text == ":"):
            return self._subject_of(last.frame)
        return None

    def _subject_of(self, frame: Frame) -> Voice | None:
        """The person whom the sentence before is about."""
        for word in frame.words:
            if word.dep_ in {"nsubj", "nsubjpass"} and word.head.dep_ == "ROOT" and word.i not in self.quoted:
                speaker = self.speakers.of(word, self.now)
                person = any(t.ent_type_ == "PERSON" for t in word.subtree) or word.lower_ in {"he", "she"}
                return Voice(speaker, None, None, "subject-before") if speaker.party and person else None
        return None

    def _said(self, frame: Frame) -> Iterator[Voice]:
        """Who is reported to speak in a sentence, marks or not."""
        ended = self._trailing(frame.words) or self._according(frame.words)
        if ended and ended.speaker:
            yield ended
        for cue in frame.words:
            if cue_frames(cue) and is_asserted(cue) and not (ended and ended.cue is cue):
                voice = self._made(self._speaking(cue, frame.words), cue, "left")
                if voice and voice.speaker:
                    yield voice


def _from_continuations(heard: list[Heard]) -> list[Heard]:
    """A stretch left open takes the speaker of the paragraph that goes on with it."""
    for i in range(len(heard) - 2, -1, -1):
        frame = heard[i].frame
        if not frame.stretches or not frame.stretches[-1].left_open or heard[i].voices[-1][1]:
            continue
        follows = next((h.main for h in heard[i + 1 : i + 2] if h.main and h.frame.stretches), None)
        if follows:
            voice = Voice(follows.speaker, None, None, "continued")
            heard[i] = replace(
                heard[i], voices=(*heard[i].voices[:-1], (frame.stretches[-1], voice)), main=heard[i].main or voice
            )
    return heard


def _has_clause(cue: Token) -> bool:
    return any(c.dep_ == "ccomp" and c.i > cue.i for c in cue.children)


def _last_char(stretch: Stretch, word: Token) -> str:
    return word.doc.text[stretch.end - 1]


def listen(text: Text, cast: Cast) -> list[Heard]:
    """Who speaks in each sentence of the article below its headline, in order."""
    return Listener(text, cast).listen()
