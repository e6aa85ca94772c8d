"""Attribution: who speaks in each sentence, and in each stretch between quotation marks.

Reads  the frames and verbs of speech.py, the speakers of speakers.py.
Finds  by surface first ("…," X said; said X; X, the minister of …, said; X told reporters: "…"; according to X), then
       by the nearest reporting verb to the left and its subject; the attribution at the sentence's end; the speaker
       of the sentence or paragraph before, where a quote goes on without a new one.
Misses attributions in a later sentence ("…" That was Trump's message).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from briefgen.extract.cast import Cast
from briefgen.extract.speakers import Speakers, Voice
from briefgen.extract.speech import (
    FAR,
    FINITE,
    Frame,
    addressee,
    cue_frames,
    find_frames,
    is_asserted,
    own_subject,
    phrase_head,
    subject,
)
from briefgen.extract.text import Text
from briefgen.extract.tokens import Token
from briefgen.lexicon.speech_words import nouns
from briefgen.pipes.quotes import Stretch

_SAYING = frozenset({*FINITE, "VBN"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET"})
_REPORTING = frozenset({"report", "tell", "write", "quote"})
_AUXILIARIES = frozenset({"has", "had", "have", "was", "is", "were"})
_NEAR = 4  # words between a verb and the marks it governs
_HEADING = 14  # words of a line that heads quotes
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


@dataclass(frozen=True, slots=True)
class _Site:
    """A stretch with the words of its frame before and after it."""

    stretch: Stretch
    before: tuple[Token, ...]
    after: tuple[Token, ...]

    @property
    def opens(self) -> bool:
        """Whether the stretch opens its sentence."""
        return not any(w.is_alpha for w in self.before)


class Listener:
    """Goes through an article's frames in order and says who speaks in each."""

    def __init__(self, text: Text, cast: Cast) -> None:
        self.frames = find_frames(text)
        self.speakers = Speakers(cast, text)
        self.cast = cast
        self.body = text.article.body
        self.quoted = {
            token.i
            for span in text.doc.spans.get("quotes", ())
            if not text.in_headline(span.start_char)
            for token in span
        }

    def listen(self) -> list[Heard]:
        """The frames with their voices, in order. One call only."""
        heard: list[Heard] = []
        for number, frame in enumerate(self.frames):
            self.speakers.enter(number, frame.paragraph, _start(frame))
            voices = tuple((s, self._voice(frame, s, heard)) for s in frame.stretches)
            said = tuple(self._said(frame))
            main = next((v for _, v in voices if v and v.speaker), None) or next(iter(said), None)
            if main:
                self.speakers.heard(main, _end(frame))
            heard.append(Heard(frame, voices, said, main))
        return _from_continuations(heard)

    # One stretch ------------------------------------------------------------------------------------------------

    def _voice(self, frame: Frame, stretch: Stretch, heard: Sequence[Heard]) -> Voice | None:
        site = _Site(stretch, frame.before(stretch), frame.after(stretch))
        rules = (
            (self._beside, self._at_end, self._dash)
            if site.opens
            else (self._left, self._beside, self._noun, self._at_end)
        )
        for rule in rules:
            voice = rule(site)
            if voice and voice.speaker:
                return voice
        return self._carried(frame, heard) if site.opens else None

    def _beside(self, site: _Site) -> Voice | None:
        """ "…," X said; "…," said X; "…," X, the minister of …, told reporters."""
        words = list(site.after)
        comma = site.stretch.comma
        while words and words[0].is_punct:
            comma = comma or words[0].text in {",", *_DASHES}
            words.pop(0)
        if not words or not (comma or not self.body[site.stretch.end - 1].isalnum()):
            return None
        first = words[0]
        if first.lower_ == "as" and (put := next((w for w in words[1:8] if w.lower_ in {"put", "puts"}), None)):
            return self._made(subject(put, self.quoted), put, "as-put")
        if cue_frames(first) and first.tag_ in _SAYING and len(words) > 1:
            return self._made(phrase_head(words[1]), first, "inverted")
        return self._subject_then_cue(words)

    def _subject_then_cue(self, words: Sequence[Token]) -> Voice | None:
        """The phrase that the words begin with and the reporting verb it is the subject of."""
        head = phrase_head(words[0])
        if head.pos_ not in _NOMINAL and not self.cast.at(head):
            return None
        loose = False
        for word in words:
            if word.i <= head.i:
                continue
            if word.idx - words[0].idx > FAR or word.text in {";", ":"}:
                return None
            quoted = word.tag_ == "VBN" and "quote" in (cue_frames(word) or ()) and word.nbor(-1).dep_ == "auxpass"
            if cue_frames(word) and word.tag_ in _SAYING and (quoted or not (loose and word.tag_ == "VBN")):
                own = is_asserted(word) and not _is_others(word, head, self.quoted)
                return self._made(head, word, "beside") if own else None
            if word.text == "," or word.lower_ in {"who", "whose"}:
                loose = True
            elif word.tag_ in FINITE and not loose and word.lower_ not in _AUXILIARIES:
                return None
        return None

    def _left(self, site: _Site) -> Voice | None:
        """The nearest reporting verb before the marks that has a speaker; before a colon the one that it ends."""
        if voice := self._according(site.before):
            return voice
        colon = ":" in {w.text for w in site.before[-2:]}
        tried = 0
        for cue in reversed(site.before):
            if tried == _CANDIDATES:
                break
            if not cue_frames(cue) or not is_asserted(cue) or (colon and not _REPORTING & (cue_frames(cue) or set())):
                continue
            tried += 1
            if _is_reported(cue):
                continue
            voice = self._made(self._speaking(cue, site.before), cue, "left")
            if voice and voice.speaker and self._governs(cue, site):
                return voice
        return self._colon(site.before) if colon else None

    def _governs(self, cue: Token, site: _Site) -> bool:
        """Whether the marks stand in what a verb governs: by the parse, or close behind it."""
        since = [w for w in site.before if w.i > cue.i]
        if len([w for w in since if not w.is_punct]) <= _NEAR or since[-1].text in {",", ":", "that"}:
            return True
        doc = cue.doc
        first = site.before[-1].i + 1
        while first < len(doc) and doc[first].idx < site.stretch.start:
            first += 1
        if any(cue in t.ancestors for t in doc[first : first + 12] if t.idx < site.stretch.end):
            return True
        return bool((cue_frames(cue) or frozenset()) & _REPORTING) and not any(
            w.dep_ in {"nsubj", "nsubjpass"} and w.head.tag_ in FINITE and w.head.dep_ in {"conj", "ROOT"}
            for w in since
        )

    def _speaking(self, cue: Token, words: Sequence[Token]) -> Token | None:
        """The head of the phrase that speaks: "quoted X as saying" -> X."""
        frames = cue_frames(cue) or frozenset()
        if cue.tag_ == "VBG" and cue.i and cue.nbor(-1).lower_ == "as":
            quoting = next((w for w in reversed(words) if w.i < cue.i and "quote" in (cue_frames(w) or ())), None)
            return self._quoted_one(quoting) if quoting is not None else None
        if "quote" in frames:
            return self._quoted_one(cue)
        spoken, beside = subject(cue, self.quoted), self._nearest(cue, words)
        if spoken is None or (beside is not None and _is_inserted(beside, cue, spoken)):
            return beside
        return spoken

    def _quoted_one(self, quoting: Token) -> Token | None:
        kind = {"nsubjpass"} if any(c.dep_ == "auxpass" for c in quoting.children) else {"dobj"}
        return next((c for c in quoting.children if c.dep_ in kind and c.i not in self.quoted), None)

    def _nearest(self, cue: Token, words: Sequence[Token]) -> Token | None:
        """Where the parse gives no subject: the party named right before the verb."""
        earlier = [w for w in words if w.i < cue.i and not w.is_punct and w.pos_ not in {"ADV", "AUX"}]
        if not earlier or cue.tag_ not in FINITE or any(c.dep_ == "auxpass" for c in cue.children):
            return None
        return phrase_head(earlier[-1]) if self.cast.at(earlier[-1]) else None

    def _according(self, words: Sequence[Token]) -> Voice | None:
        for word, following in pairwise(words):
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
            if word.dep_ in {"nsubj", "nsubjpass"} and word.head.tag_ in _SAYING and word.i not in self.quoted:
                return self._made(word, word.head, "colon")
        first = next((phrase_head(w) for w in clause if w.is_alpha), None)
        return self._made(first, None, "colon") if first is not None and self.cast.at(first) else None

    def _noun(self, site: _Site) -> Voice | None:
        """ "Kyiv's claim that the talks were “…”"."""
        for word in reversed(site.before[-_NOUN_NEAR:]):
            if word.lower_ in nouns("speech") and word.pos_ == "NOUN":
                owners = [c for c in word.children if c.dep_ == "poss"]
                owners += [
                    p for c in word.children if c.lower_ in {"by", "from"} for p in c.children if p.dep_ == "pobj"
                ]
                if owners:
                    return self._made(owners[0], None, "noun")
        return None

    def _at_end(self, site: _Site) -> Voice | None:
        """The attribution at the sentence's end: "…, Obama said in his address"."""
        return self._according(site.after) or self._trailing(site.after)

    def _dash(self, site: _Site) -> Voice | None:
        """ "…" — Secretary Blinken."""
        words = [w for w in site.after if not w.is_punct]
        if not site.after or site.after[0].text not in {*_DASHES, ":"} or not words or len(words) > _NOUN_NEAR:
            return None
        head = phrase_head(words[0])
        return self._made(head, None, "dash") if self.cast.at(head) else None

    def _made(self, head: Token | None, cue: Token | None, rule: str) -> Voice | None:
        if head is None or head.i in self.quoted:
            return None
        if cue is not None and "quote" in (cue_frames(cue) or ()) and rule in {"beside", "at-end"}:
            head = self._quoted_one(cue) or head
        speaker = self.speakers.of(head, cue)
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
        return self._in_heading(last.frame)

    def _in_heading(self, frame: Frame) -> Voice | None:
        """The one person whom a heading names: "Secretary of State Marco Rubio on Face the Nation"."""
        words = frame.words
        if frame.stretches or not words or len(words) > _HEADING or words[-1].is_punct:
            return None
        named = {party for w in words for party in self.cast.of(w) if party in self.speakers.people}
        head = next((w for w in words if named & set(self.cast.of(w))), None)
        return self._made(head, None, "heading") if len(named) == 1 else None

    def _subject_of(self, frame: Frame) -> Voice | None:
        """The person whom the sentence before is about."""
        for word in frame.words:
            if word.dep_ in {"nsubj", "nsubjpass"} and word.head.dep_ == "ROOT" and word.i not in self.quoted:
                speaker = self.speakers.of(word, None)
                person = any(t.ent_type_ == "PERSON" for t in word.subtree) or word.lower_ in {"he", "she"}
                return Voice(speaker, None, None, "subject-before") if speaker.party and person else None
        return None

    # One sentence ------------------------------------------------------------------------------------------------

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

    def _trailing(self, words: Sequence[Token]) -> Voice | None:
        """The last attribution behind a comma or a dash that no clause follows: "…, said X"; "…, X told reporters"."""
        for i in range(len(words) - 3, -1, -1):
            if not _parts(words[i]) or words[i + 1].pos_ in {"CCONJ", "SCONJ"}:
                continue
            first, second = words[i + 1], words[i + 2]
            if cue_frames(first) and first.tag_ in FINITE:
                voice = self._made(phrase_head(second), first, "at-end")
            else:
                voice = self._subject_then_cue(words[i + 1 :])
            if voice and voice.cue is not None and _ends_sentence(voice.cue, words[i]):
                return replace(voice, after=words[i])
        return None


def _start(frame: Frame) -> int:
    return min([w.idx for w in frame.words[:1]] + [s.outer_start for s in frame.stretches[:1]])


def _end(frame: Frame) -> int:
    return max([w.idx + len(w) for w in frame.words[-1:]] + [s.outer_end for s in frame.stretches[-1:]])


def _parts(word: Token) -> bool:
    """Whether this is a comma, or a dash with a space on either side."""
    spaced = bool(word.whitespace_) and word.i > 0 and bool(word.nbor(-1).whitespace_)
    return word.text == "," or (word.text in _DASHES and (spaced or len(word.text) > 1))


def _ends_sentence(cue: Token, comma: Token) -> bool:
    """Whether a verb behind a comma reports what stands before it: it has no clause of its own and is not another's."""
    own = next((c for c in cue.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return (
        bool((cue_frames(cue) or frozenset()) & _REPORTING)
        and not any(
            c.dep_ in {"ccomp", "dobj"} and c.i > cue.i and "tell" not in (cue_frames(cue) or ()) for c in cue.children
        )
        and not any(c.dep_ == "ccomp" and c.i > cue.i for c in cue.children)
        and (own is None or own.i > comma.i)
        and is_asserted(cue)
    )


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


def _is_reported(cue: Token) -> bool:
    """Whether somebody reports another's stance: in "Guo said China hoped for “…”" the words are Guo's."""
    if cue.dep_ != "ccomp" or not cue_frames(cue.head) or not is_asserted(cue.head):
        return False
    return cue.lemma_ == "agree" or not (cue_frames(cue) or frozenset()) & {*_REPORTING, "name"}


def _is_inserted(beside: Token, cue: Token, spoken: Token) -> bool:
    """Whether "X said" stands between commas behind another phrase that the parser takes for its subject."""
    first = beside.left_edge.i
    return beside.i + 1 == cue.i and spoken.i < first and first > 0 and cue.doc[first - 1].text == ","


def _is_others(cue: Token, head: Token, quoted: set[int]) -> bool:
    """Whether another than the head speaks through a verb: "a project that the Commission says …"."""
    own = own_subject(cue, quoted)
    return own is not None and head.i < own.i < cue.i and own.dep_ != "appos" and cue.dep_ in {"relcl", "ccomp", "acl"}


@lru_cache(maxsize=1)  # quotes and statements of an article ask in turn
def listen(text: Text, cast: Cast) -> tuple[Heard, ...]:
    """Who speaks in each sentence of the article below its headline, in order."""
    return tuple(Listener(text, cast).listen())
