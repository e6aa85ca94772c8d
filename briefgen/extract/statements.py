"""Statements: reported speech without quotation marks.

Reads  the frames and voices of attribution.py, the parse.
Finds  "Peskov noted that …", "X said the talks were …", "…, the minister told reporters", "according to X, …", and what
       "adding that …" goes on with; the reported clause verbatim, a whole one with subject and verb.
Misses questions, what is denied or reported as not said, clauses whose speaker is unknown, clauses that an attribution
       interrupts, and those that lie mainly inside marks: these are quotes.
"""

from collections.abc import Sequence

from briefgen.extract.attribution import Heard, listen
from briefgen.extract.cast import Cast
from briefgen.extract.speakers import Voice
from briefgen.extract.speech import FINITE, Frame, cue_frames, own_subject
from briefgen.extract.text import Text
from briefgen.extract.tokens import Token
from briefgen.lexicon.speech_words import clause_verbs, verb_frames
from briefgen.model import Statement

_NO_ASSERTION = frozenset({"ask", "read", "deny"})
_MAINLY = 0.5  # share of the characters inside marks from which a clause is a quote
_WORDS = 3
_PUNCTUATION = " ,;:-–—."
_QUESTION = frozenset({"whether", "if", "who", "what", "how", "why", "when", "where"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_DEPENDENT = frozenset({"mark", "advmod"})  # what "although" and "when" are to their verb
_MAIN = frozenset({"ROOT", "ccomp", "parataxis", "conj"})


def find_statements(text: Text, cast: Cast) -> tuple[Statement, ...]:
    """The statements of one article in reading order."""
    return tuple(s for heard in listen(text, cast) for s in _of_frame(text, heard) if not _is_question(heard.frame))


def _of_frame(text: Text, heard: Heard) -> list[Statement]:
    """The statements of a sentence, none within another."""
    found: list[Statement] = []
    for voice in heard.said:
        if made := _statement(text, heard.frame, voice):
            found = [s for s in found if not (_is_sourced(s) and _holds(s, made))]
            if not any(_holds(s, made) for s in found):
                found.append(made)
    return sorted(found, key=lambda s: s.evidence.start)


def _is_question(frame: Frame) -> bool:
    return bool(frame.words) and frame.words[-1].text == "?"


def _statement(text: Text, frame: Frame, voice: Voice) -> Statement | None:
    span = _clause(frame, voice)
    if span is None:
        return None
    start, end = _without_punctuation(text.article.body, *_with_whole_marks(frame, *span))
    inside = sum(max(0, min(end, s.outer_end) - max(start, s.outer_start)) for s in frame.stretches)
    if len(text.article.body[start:end].split()) < _WORDS or inside >= _MAINLY * (end - start):
        return None
    evidence = text.evidence(start, end, f"statements/{voice.rule}")
    return Statement(
        text=evidence.text,
        speaker=voice.speaker.party,
        speaker_name=voice.speaker.name,
        cue=voice.cue.text if voice.cue is not None else None,
        evidence=evidence,
    )


def _clause(frame: Frame, voice: Voice) -> tuple[int, int] | None:
    """The characters of what a voice is reported to say."""
    if voice.rule == "according-to":
        return _beside_according(frame, voice)
    if voice.cue is None or verb_frames()[voice.cue.lower_][0] not in clause_verbs() - _NO_ASSERTION:
        return None
    if voice.after is not None:
        before = [w for w in frame.words if w.i < voice.after.i]
        return (_start(frame), voice.after.idx) if _is_sentence(before) else None
    return _object_clause(frame, voice.cue)


def _is_sentence(words: Sequence[Token]) -> bool:
    """Whether words that stand before an attribution are a main clause, and no "In the past weeks" or "Although …"."""
    return any(
        _is_finite(w)
        and w.dep_ in _MAIN
        and any(c.dep_ in _SUBJECTS and c.i >= words[0].i for c in w.children)
        and not any(c.dep_ in _DEPENDENT and c.tag_ in {"IN", "WRB"} for c in w.children)
        for w in words
    )


def _is_finite(verb: Token) -> bool:
    return verb.tag_ in FINITE or any(c.dep_ in {"aux", "auxpass"} and c.tag_ in {*FINITE, "MD"} for c in verb.children)


def _beside_according(frame: Frame, voice: Voice) -> tuple[int, int] | None:
    """What stands before ", according to X", or after "According to X,"."""
    word = voice.after
    if word is None:
        return None
    before = [w for w in frame.words if w.i < word.i]
    if any(w.is_alpha for w in before):
        return (_start(frame), word.idx) if _is_sentence(before) else None
    comma = next((w for w in frame.words if w.text == "," and w.i > word.right_edge.i - 1 and w.i > word.i + 2), None)
    if comma is None or not _is_sentence([w for w in frame.words if w.i > comma.i]):
        return None
    return comma.idx, _end(frame)


def _object_clause(frame: Frame, cue: Token) -> tuple[int, int] | None:
    """What follows a verb: its clausal complement, without what another verb goes on with."""
    clause = next((c for c in cue.children if c.dep_ == "ccomp" and c.i > cue.i), None)
    if clause is None:
        clause = next((c for c in _objects(cue) if c.dep_ in {"acl", "ccomp", "relcl"} and _after_that(c)), None)
    if clause is None or not _is_whole(clause, cue):
        return None
    first = next(t for t in clause.subtree if t.i > cue.i and not (t.lower_ == "that" and t.dep_ == "mark"))
    last = _last(frame, cue, first, clause.right_edge)
    end = min(last.idx + len(last), _end(frame))
    return (first.idx, end) if first.idx < end else None


def _objects(cue: Token) -> list[Token]:
    """The verbs that hang on the objects of a verb: "told a news conference that …", "said in a statement that …"."""
    objects = [c for c in cue.children if c.dep_ in {"dobj", "dative", "npadvmod"}]
    objects += [o for c in cue.children if c.dep_ == "prep" for o in c.children if o.dep_ == "pobj"]
    return [c for o in objects for c in o.children]


def _after_that(verb: Token) -> bool:
    return any(c.lower_ == "that" and c.dep_ == "mark" for c in verb.children)


def _is_whole(clause: Token, cue: Token) -> bool:
    """Whether a clause has its subject behind the verb that reports it, and does not ask."""
    own = [c for c in clause.children if c.dep_ in _SUBJECTS and c.i > cue.i]
    asks = any(c.lower_ in _QUESTION and cue.i < c.i < clause.i and c.dep_ != "nsubj" for c in clause.children)
    return bool(own) and _is_finite(clause) and not asks and own[0].lower_ not in _QUESTION


def _last(frame: Frame, cue: Token, first: Token, end: Token) -> Token:
    """The last word of a clause, cut where ", adding", ", according to" or "but warned" begins."""
    for word in frame.words:
        if not max(first.i, cue.i) < word.i <= end.i:
            continue
        before = word.nbor(-1)
        if before.text == "," and ((word.tag_ == "VBG" and cue_frames(word)) or word.lower_ == "according"):
            return before
        if word.tag_ in FINITE and cue_frames(word) and (joint := _joint(word)) and joint.i > max(first.i, cue.i):
            return joint.nbor(-1)
    return end


def _joint(verb: Token) -> Token | None:
    """The word that joins another saying to a clause: "… but warned", "…, while Kyiv said"."""
    own = own_subject(verb, set())
    if own is None:
        return next((t for t in (verb.nbor(-1), verb.nbor(-2)) if t.dep_ == "cc"), None) if verb.i > 1 else None
    opens = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ in {"while", "whereas"}), None)
    return opens if opens is not None and verb.dep_ == "advcl" else None


def _start(frame: Frame) -> int:
    starts = [w.idx for w in frame.words[:1]] + [s.outer_start for s in frame.stretches[:1]]
    return min(starts)


def _end(frame: Frame) -> int:
    return max([w.idx + len(w) for w in frame.words[-1:]] + [s.outer_end for s in frame.stretches[-1:]])


def _with_whole_marks(frame: Frame, start: int, end: int) -> tuple[int, int]:
    """The same characters with the whole of each stretch between marks that they reach into."""
    for stretch in frame.stretches:
        if stretch.outer_start < end and start < stretch.outer_end:
            start, end = min(start, stretch.outer_start), max(end, stretch.outer_end)
    return start, end


def _without_punctuation(body: str, start: int, end: int) -> tuple[int, int]:
    words = body[start:end]
    return start + len(words) - len(words.lstrip(_PUNCTUATION)), start + len(words.rstrip(_PUNCTUATION))


def _is_sourced(statement: Statement) -> bool:
    """Whether it is told "according to" a source: then what somebody says in it is worth more."""
    return statement.evidence.rule.endswith("according-to")


def _holds(outer: Statement, inner: Statement) -> bool:
    return outer.evidence.start <= inner.evidence.start and inner.evidence.end <= outer.evidence.end
