"""Next steps: acts still to come that a desk officer would write down.

Reads  the acts to come (step_clauses.py, step_nouns.py), who acts (step_actors.py), who says so (step_voices.py), the
       places, dates and events of the article (step_settings.py).
Finds  plans, expectations, possibilities, conditions, demands and refusals, each once at its fullest statement
       (step_duplicates.py), in words that can be read by themselves (step_wording.py).
Misses on purpose hopes and values ("wants peace"), states of affairs, acts of nobody who is named (step_worth.py), and
       what was past at publication.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefgen.extract.step_actors import Actors
from briefgen.extract.step_clauses import Act, verbal_acts
from briefgen.extract.step_duplicates import Told, each_once
from briefgen.extract.step_grammar import is_finite
from briefgen.extract.step_nouns import noun_act
from briefgen.extract.step_references import References, Speech
from briefgen.extract.step_settings import Settings
from briefgen.extract.step_voices import Voices, narrator_of
from briefgen.extract.step_wording import Wording
from briefgen.extract.step_words import clause_words, without_asides
from briefgen.extract.step_worth import is_step
from briefgen.extract.text import Text
from briefgen.extract.tokens import Span, Token
from briefgen.extract.who import Parties
from briefgen.lexicon.speech_words import nouns
from briefgen.model import DateMention, Event, NextStep, Place, Quote, Statement

FEW = 3  # words: less tells no act


@dataclass(frozen=True, slots=True)
class Telling:
    """An act in its sentence: its words in the body, those of its text, the text, who acts, whose words they are."""

    act: Act
    evidence: tuple[Token, ...]
    words: tuple[Token, ...]
    text: str
    actors: tuple[str, ...]
    speech: Speech


def find_next_steps(
    text: Text,
    parties: Parties,
    places: tuple[Place, ...],
    dates: tuple[DateMention, ...],
    events: tuple[Event, ...],
    quotes: tuple[Quote, ...],
    statements: tuple[Statement, ...],
) -> tuple[NextStep, ...]:
    """The next steps of one article, in reading order."""
    actors = Actors(References(parties.cast, parties.people, parties.states, events))
    settings = Settings(places, events, dates)
    voices = Voices(quotes, statements, narrator_of(text, parties.cast))
    told: list[Told] = []
    for sent in text.doc.sents:
        acts = [] if _asks(sent) else _acts(text, sent, dates)
        for telling in _tellings(acts, actors, voices):
            step = _step(text, telling, actors, settings)
            before = next(
                (t for t in reversed(told[-2:]) if t.step.start and _same_paragraph(text, t.head, sent)), None
            )
            step = settings.going_on(step, telling.act, before)
            act = telling.act
            leads_to = settings.places_in(telling.words)
            told.append(Told(step, act.head, act.top, leads_to, text.in_headline(act.head.idx)))
    return each_once(told)


def _asks(sent: Span) -> bool:
    return sent.text.rstrip(" \n\"'”’").endswith("?")


def _same_paragraph(text: Text, head: Token, sent: Span) -> bool:
    return text.paragraph_at(head.idx) == text.paragraph_at(sent.start_char)


def _acts(text: Text, sent: Span, dates: tuple[DateMention, ...]) -> list[Act]:
    """The acts to come of a sentence, in the order of their heads."""
    found, ahead = verbal_acts(text, sent, dates)
    anchor, in_headline = text.article.anchor, text.in_headline(sent.start_char)
    for noun in sent:
        if noun.pos_ in {"NOUN", "PROPN"} and (act := noun_act(noun, ahead, dates, anchor, in_headline=in_headline)):
            found[noun.i] = act
    return [found[i] for i in sorted(found)]


def _tellings(acts: list[Act], actors: Actors, voices: Voices) -> Iterator[Telling]:
    """The acts of a sentence that are worth writing down and can be put into words."""
    heads = frozenset(act.head.i for act in acts)
    for act in acts:
        speech = voices.at(act.head.idx)
        parties = actors.of(act, speech)
        if not is_step(act, actors, parties, speech):
            continue
        end = voices.end_at(act.head.idx)
        telling = _worded(act, heads, actors, parties, speech, end)
        if telling is None and act.top != act.head and is_finite(act.head):
            # "he hoped X would come", where nobody knows who hoped
            telling = _worded(replace(act, top=act.head), heads, actors, parties, speech, end)
        if telling is not None:
            yield telling


def _worded(
    act: Act, heads: frozenset[int], actors: Actors, parties: tuple[str, ...], speech: Speech, end: int | None
) -> Telling | None:
    """The act in words. end: the character behind which somebody is only named as the one who says so."""
    evidence = clause_words(act, heads - {act.head.i})
    if end is not None and any(t.idx >= end and (t.pos_ == "PROPN" or t.lemma_ in nouns("people")) for t in evidence):
        evidence = [t for t in evidence if t.idx < end]
    if not evidence:
        return None
    words = without_asides(evidence, act)
    text = Wording(actors).text(act, words, parties, speech) if words else None
    if text is None or len(text.split()) < FEW:
        return None
    return Telling(act, tuple(evidence), tuple(words), text, parties, speech)


def _step(text: Text, telling: Telling, actors: Actors, settings: Settings) -> NextStep:
    act, first, last = telling.act, telling.evidence[0], telling.evidence[-1]
    event = settings.event_of(act, telling.evidence)
    when = act.date or settings.dated_by(act, telling.words, text.article.anchor)
    condition = act.modality.condition
    return NextStep(
        text=telling.text,
        status=act.status,
        condition=condition.text if condition is not None and act.status == "conditional" else None,
        actors=telling.actors or actors.of_event(act, event, telling.speech),
        places=tuple(p.id for p in settings.places_in(telling.words)),
        start=when.start if when else None,
        end=when.end if when else None,
        precision=when.precision if when else None,
        according_to=telling.speech.speaker,
        event=event.id if event else None,
        evidence=text.evidence(first.idx, last.idx + len(last), f"next-steps/{act.rule}"),
    )
