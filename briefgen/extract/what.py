"""What: the sentences that tell the main event, best first.

Reads  the headline, the first sentences of the text, the parse, who is meant where, quotation marks.
Finds  the lede: the early sentence that tells an act of somebody named and shares most with the headline. Background,
       quotes, lists of names, captions and "the following is attributable to …" are passed over. Where no sentence of
       the text will do, the headline stands for it.
Misses a main event that the article comes to late; ledes that tell it over several sentences.
"""

from dataclasses import dataclass

from briefgen.extract.cast import Cast
from briefgen.extract.text import Text
from briefgen.extract.tokens import Doc, Span, Token
from briefgen.lexicon import load_toml
from briefgen.model import Evidence, Sentence

MOST = 3
EARLY = 12  # sentences below the headline; in the inverted pyramid of news the main event is told in the first of them
SHORTEST = 5  # words
LONGEST = 90  # words; longer ones are run-on lists or bodies without full stops
PLACE_WEIGHT = 0.85  # of a sentence's place against that of the one before it
ALIKE = 4.0  # weight of what it shares with the headline
LEAST = 2.2  # of a second or third sentence; below it they tell other things
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ"})


@dataclass(frozen=True, slots=True)
class _Candidate:
    sentence: Sentence
    score: float


def find_what(text: Text, cast: Cast) -> tuple[Evidence, ...]:
    """At most three sentences, each of which alone would do as the main event, best first; () for an empty text."""
    headline = _headline(text)
    topic = _content(headline) if headline is not None else frozenset()
    below = [s for s in text.sentences if not text.in_headline(s.start)][:EARLY]
    told = [_Candidate(s, score) for n, s in enumerate(below) if (score := _score(text, cast, topic, n, s)) is not None]
    best = sorted(told, key=lambda c: (-c.score, c.sentence.start))
    chosen = [c.sentence for n, c in enumerate(best[:MOST]) if n == 0 or c.score >= LEAST]
    if not chosen and text.article.headline is not None:
        at = text.article.headline
        return (text.evidence(at.start, at.end, "what/headline"),)
    return tuple(text.evidence(s.start, s.end, "what/lede" if n == 0 else "what/also") for n, s in enumerate(chosen))


def _score(text: Text, cast: Cast, topic: frozenset[str], number: int, sentence: Sentence) -> float | None:
    """How well a sentence tells the main event; None where it cannot."""
    span = _tokens(text.doc, sentence.start, sentence.end)
    words = [t for t in span if t.is_alpha]
    if not SHORTEST <= len(words) <= LONGEST or _is_notice(span):
        return None
    verb = _main_verb(span)
    if verb is None:
        return None
    score: float = 3.0 * PLACE_WEIGHT**number
    score += ALIKE * len(topic & _content(span)) / max(len(topic), 1)
    score += 0.6 if cast.within(sentence.start, sentence.end) else -1.0
    score -= 2.5 * _quoted_share(text.doc, span)
    score -= 0.8 if span[0].lower_ in {"he", "she", "it", "they", "this", "that", "these", "those", "but"} else 0
    score -= 0.8 if span.text.rstrip().endswith((":", "?")) else 0
    score -= 0.5 if verb.lemma_ == "be" else 0
    return score


def _headline(text: Text) -> Span | None:
    at = text.article.headline
    return _tokens(text.doc, at.start, at.end) if at else None


def _tokens(doc: Doc, start: int, end: int) -> Span:
    span = doc.char_span(start, end, alignment_mode="expand")
    return span if span is not None else doc[0:0]


def _content(span: Span) -> frozenset[str]:
    return frozenset(t.lemma_.lower() for t in span if t.pos_ in _CONTENT and not t.is_stop and t.is_alpha)


def _main_verb(span: Span) -> Token | None:
    """The finite verb of the sentence, or the head whose auxiliary is finite."""
    for token in (span.root, *span.root.children):
        if token.tag_ in _FINITE:
            return span.root if token.dep_ in {"aux", "auxpass"} else token
    return None


def _quoted_share(doc: Doc, span: Span) -> float:
    shared: int = 0
    for quote in doc.spans.get("quotes", ()):
        shared += max(0, min(quote.end, span.end) - max(quote.start, span.start))
    return shared / max(len(span), 1)


def _is_notice(span: Span) -> bool:
    """ "The following statement is attributable to …", "Remarks as delivered": about the text, not about the world."""
    opening = span.text[:200].lower()
    return any(words in opening for words in load_toml("notices")["words"])
