"""Quotes: somebody's own words, with speaker and cue.

Reads  the stretches between quotation marks, the voices that attribution.py hears in them.
Finds  every stretch of two words or more that reproduces speech, one object a pair of marks.
Misses quotes in headlines (the text has them in full); terms, titles, nicknames and scare quotes, on purpose: capitals
       throughout, or fewer than five words that no reporting verb governs.
"""

import re

from briefgen.extract.attribution import listen
from briefgen.extract.cast import Cast
from briefgen.extract.speakers import Speaker, Voice
from briefgen.extract.speech import Frame, cue_frames
from briefgen.extract.text import Text
from briefgen.lexicon.speech_words import term_words
from briefgen.model import Quote
from briefgen.pipes.quotes import Stretch

_WORD = re.compile(r"\S*\w\S*")
_FEW = 4  # words of a fragment that only a verb which governs it makes a quote
_LONG = 4  # letters of a word whose capital means something
_TERM = 3  # words of a term
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_LEADING = frozenset({"the", "this", "that", "such"})
_BESIDE = frozenset({"beside", "inverted", "as-put", "dash"})


def find_quotes(text: Text, cast: Cast) -> tuple[Quote, ...]:
    """The quotes of one article in reading order. A speaker who is not sure is None."""
    return tuple(
        _quote(text, stretch, voice)
        for heard in listen(text, cast)
        for stretch, voice in heard.voices
        if _is_speech(text, heard.frame, stretch, voice)
    )


def _quote(text: Text, stretch: Stretch, voice: Voice | None) -> Quote:
    speaker = voice.speaker if voice else Speaker()
    evidence = text.evidence(stretch.start, stretch.end, f"quotes/{voice.rule if voice else 'unattributed'}")
    return Quote(
        text=evidence.text,
        speaker=speaker.party,
        speaker_name=speaker.name,
        cue=voice.cue.text if voice and voice.cue is not None else None,
        addressee=voice.addressee if voice else None,
        evidence=evidence,
    )


def _is_speech(text: Text, frame: Frame, stretch: Stretch, voice: Voice | None) -> bool:
    words = _WORD.findall(text.article.body[stretch.start : stretch.end])
    if len(words) < 2:  # noqa: PLR2004
        return False
    if voice and (voice.rule in _BESIDE or (voice.speaker and _is_introduced(frame, stretch))):
        return True
    if _is_title(words, text.article.body[stretch.end - 1]):
        return False
    if not _is_called(voice) and (_is_named(frame, stretch) or _is_term(text, frame, stretch)):
        return False
    if voice and voice.speaker:
        return True
    sentence = stretch.comma or stretch.left_open or text.article.body[stretch.end - 1] in ".?!…"
    opens = not any(w.is_alpha for w in frame.before(stretch)) or frame.before(stretch)[-1].text == ":"
    return len(words) > _FEW and sentence and opens


def _is_called(voice: Voice | None) -> bool:
    """Whether somebody calls something by these words: "calls the plan “pure theft”"."""
    return bool(voice and voice.speaker and voice.cue is not None and "name" in (cue_frames(voice.cue) or ()))


def _is_introduced(frame: Frame, stretch: Stretch) -> bool:
    """Whether a verb that reports and a comma or a colon stand before the marks: "replied: “Yes, probably.”"."""
    before = frame.before(stretch)[-2:]
    return len(before) > 1 and before[1].text in {",", ":"} and "report" in (cue_frames(before[0]) or ())


def _is_title(words: list[str], last: str) -> bool:
    """“Uniting for Global Food Security”: every longer word has a capital, and no full stop follows within."""
    longer = [w for w in words if len(w.strip(".,!?")) >= _LONG]
    return (
        last not in "?!"
        and bool(longer)
        and (len(longer) > 1 or len(words) < _FEW)
        and all(w[0].isupper() or w[0].isdigit() for w in longer)
        and words[0][0].isupper()
    )


def _is_term(text: Text, frame: Frame, stretch: Stretch) -> bool:
    """Whether a sentence uses a few nouns as its own: the issue of “comfort women”, “no limits” ties."""
    span = text.doc.char_span(stretch.start, stretch.end, alignment_mode="expand")
    if span is None or len(span) > _TERM or span[-1].pos_ not in {"NOUN", "PROPN"}:
        return False
    before, after = frame.before(stretch)[-1:], frame.after(stretch)[:1]
    led = before[0].lower_ if before else ""
    tag = after[0].tag_ if after else ""
    if led == "the" and tag in {"MD", "VBD", "VBZ", "VBP"}:
        return all(t.tag_ in {"JJ", *_NOUNS} for t in span)
    if tag in _NOUNS and (led in _LEADING or (before and before[0].tag_ in {"PRP$", "POS"})):
        return True
    goes_on = bool(after) and after[0].lower_ == "of"
    used = tag in _NOUNS or (led in {"of", "the"} and not goes_on)
    return used and all(t.tag_ in _NOUNS or t.lower_ in {"no", "one", "two"} for t in span)


def _is_named(frame: Frame, stretch: Stretch) -> bool:
    """The “two-state” formula, the so-called “…”: the word before tells of a name or a term."""
    before = [w for w in frame.before(stretch) if not w.is_punct][-2:]
    if (before and before[-1].dep_ == "det") or (before and before[-1].lower_ in {"the", "a", "an", "its", "their"}):
        before = before[:-1]
    return bool(before) and before[-1].lower_ in term_words()
