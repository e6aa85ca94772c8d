"""Statements: reported speech without quotation marks.

Reads  the frames and voices of attribution.py, the parse.
Finds  "Peskov noted that …", "X said the talks were …", "…, the minister told reporters", "according to X, …", and what
       "adding that …" goes on with; the reported clause verbatim.
Misses questions, what is reported as not said, clauses whose speaker is unknown, and those that lie mainly inside marks:
       these are quotes.
"""

from collections.abc import Sequence

from spacy.tokens import Token

from briefgen.extract.attribution import listen
from briefgen.extract.cast import Cast
from briefgen.extract.speech import Frame, Voice, cue_frames
from briefgen.extract.text import Text
from briefgen.lexicon.speech_words import clause_verbs, verb_frames
from briefgen.model import Statement

_ASKING = frozenset({"ask", "read"})
_MAINLY = 0.5  # share of the characters inside marks from which a clause is a quote
_WORDS = 3
_PUNCTUATION = " ,;:-–—."
_QUESTION = frozenset({"whether", "if", "who", "what", "how", "why", "when", "where"})


def find_statements(text: Text, cast: Cast) -> tuple[Statement, ...]:
    """The statements of one article in reading order."""
    found: list[Statement] = []
    for heard in listen(text, cast):
        for voice in heard.said:
            if (made := _statement(text, heard.frame, voice)) and not _within(made, found):
                found.append(made)
    return tuple(sorted(found, key=lambda s: s.evidence.start))


def _statement(text: Text, frame: Frame, voice: Voice) -> Statement | None:
    span = _clause(frame, voice)
    if span is None:
        return None
    start, end = _without_punctuation(text.article.body, *span)
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
    if voice.cue is None or verb_frames()[voice.cue.lower_][0] not in clause_verbs() - _ASKING:
        return None
    if voice.after is not None:
        return _start(frame), voice.after.idx
    return _object_clause(frame, voice.cue)


def _beside_according(frame: Frame, voice: Voice) -> tuple[int, int] | None:
    """What stands before ", according to X", or after "According to X,"."""
    word = voice.after
    if word is None:
        return None
    if any(w.is_alpha and w.i < word.i for w in frame.words):
        return _start(frame), word.idx
    comma = next((w for w in frame.words if w.text == "," and w.i > word.right_edge.i - 1 and w.i > word.i + 2), None)
    return (comma.idx, _end(frame)) if comma is not None else None


def _object_clause(frame: Frame, cue: Token) -> tuple[int, int] | None:
    """What follows a verb: its clausal complement, or all after "that"; what another verb goes on with is left out."""
    clause = next((c for c in cue.children if c.dep_ == "ccomp" and c.i > cue.i), None)
    later = [w for w in frame.words if w.i > cue.i]
    that = next((w for w in later[:8] if w.lower_ == "that" and w.dep_ == "mark"), None)
    if clause is not None:
        if any(c.lower_ in _QUESTION and c.i < clause.i for c in clause.subtree):
            return None
        start = next(
            (t.i for t in clause.subtree if t.i > cue.i and not (t.lower_ == "that" and t.dep_ == "mark")), clause.i
        )
        end = clause.right_edge
    elif that is not None:
        start, end = that.i + 1, later[-1]
    else:
        return None
    first = cue.doc[start]
    for word in later:
        if (
            first.i < word.i <= end.i
            and word.tag_ == "VBG"
            and cue_frames(word)
            and word.i
            and word.nbor(-1).text == ","
        ):
            end = word.nbor(-1)
            break
    last = min(end.idx + len(end), _end(frame))
    return (first.idx, last) if first.idx < last else None


def _start(frame: Frame) -> int:
    starts = [w.idx for w in frame.words[:1]] + [s.outer_start for s in frame.stretches[:1]]
    return min(starts)


def _end(frame: Frame) -> int:
    return max([w.idx + len(w) for w in frame.words[-1:]] + [s.outer_end for s in frame.stretches[-1:]])


def _without_punctuation(body: str, start: int, end: int) -> tuple[int, int]:
    words = body[start:end]
    return start + len(words) - len(words.lstrip(_PUNCTUATION)), start + len(words.rstrip(_PUNCTUATION))


def _within(new: Statement, found: Sequence[Statement]) -> bool:
    return any(s.evidence.start <= new.evidence.start and new.evidence.end <= s.evidence.end for s in found[-4:])
