"""Next steps: acts still to come that a desk officer would write down.

Reads  the acts to come (step_clauses.py), who acts (step_actors.py), the cast, the places, dates and events of the article,
       its quotes and statements for the one who says so.
Finds  plans, expectations, possibilities, conditions, demands and refusals, each once at its fullest statement
       (step_duplicates.py), in words that can be read by themselves (step_wording.py).
Misses hopes and values ("wants peace"), states of affairs, acts of nobody who is named, and what was past at publication.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from briefgen.extract.cast import Cast
from briefgen.extract.step_actors import Actors
from briefgen.extract.step_clauses import Act, is_finite, verbal_acts
from briefgen.extract.step_duplicates import Told, each_once
from briefgen.extract.step_references import References, Speech
from briefgen.extract.step_nouns import noun_act
from briefgen.extract.step_wording import Wording
from briefgen.extract.step_words import clause_words, without_asides
from briefgen.extract.step_worth import is_step
from briefgen.extract.text import Text
from briefgen.extract.who import Parties
from briefgen.model import DateMention, Event, NextStep, Place, Quote, Statement

_NARRATED = re.compile(
    r"(?:joint\s+|opening\s+|closing\s+|televised\s+)?(?:statement|remarks|speech|address|message|letter|briefing|keynote)\s+"
    r"(?:by|from|of)\s+(?:the\s+)?",
    re.IGNORECASE,
)
NEAR = 40  # characters of a title between "Statement by" and the name
FEW = 3  # words: less tells no act


def find_next_steps(
    text: Text,
    parties: Parties,
    places: tuple[Place, ...],
    dates: tuple[DateMention, ...],
    events: tuple[Event, ...],
    quotes: tuple[Quote, ...] = (),
    statements: tuple[Statement, ...] = (),
) -> tuple[NextStep, ...]:
    """The next steps of one article, in reading order."""
    served = {p.id: p.country for p in parties.people if p.country}
    actors = Actors(References(parties.cast, served, events))
    wording = Wording(actors)
    voices = _Voices(quotes, statements, narrator(text, parties.cast))
    acts = [act for sent in text.doc.sents if not _asks(sent) for act in _acts(text, sent, dates)]
    heads = frozenset(act.head.i for act in acts)
    told: list[Told] = []
    for act in acts:
        speech = voices.at(act.head.idx)
        acting = actors.of(act, speech)
        tokens = clause_words(act, heads - {act.head.i})
        if not tokens or not is_step(act, actors, acting, speech):
            continue
        kept = without_asides(tokens, act)
        words_of_it = wording.text(act, kept, acting, speech)
        if words_of_it is None and act.top != act.head and is_finite(act.head):
            act = replace(act, top=act.head)  # "he hoped X would come", where nobody knows who hoped
            kept = tokens = clause_words(act, heads - {act.head.i})
            words_of_it = wording.text(act, kept, acting, speech)
        if words_of_it is None or len(words_of_it.split()) < FEW:
            continue
        step = _step(text, act, tokens, kept, words_of_it, acting, speech, places, events)
        told.append(Told(step, act.head, _places_in(places, kept), text.in_headline(act.head.idx)))
    return each_once(told)


def _asks(sent: Span) -> bool:
    return sent.text.rstrip(" \n\"'”’").endswith("?")


def _acts(text: Text, sent: Span, dates: tuple[DateMention, ...]) -> list[Act]:
    """The acts to come of a sentence, in the order of their heads."""
    found, ahead = verbal_acts(text, sent, dates)
    for noun in sent:
        if noun.pos_ in {"NOUN", "PROPN"} and (act := noun_act(noun, ahead, dates, text.article.anchor)):
            found[noun.i] = act
    return [found[i] for i in sorted(found)]


def _step(
    text: Text,
    act: Act,
    tokens: list[Token],
    kept: list[Token],
    told: str,
    parties: tuple[str, ...],
    speech: Speech,
    places: tuple[Place, ...],
    events: tuple[Event, ...],
) -> NextStep:
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    event = _event_of(events, start, end, act.head.idx)
    condition = act.modality.condition
    if not parties and event is not None:
        parties = event.participants
    return NextStep(
        text=told,
        status=act.status,
        condition=condition.text if condition is not None and act.status == "conditional" else None,
        actors=parties,
        places=tuple(p.id for p in _places_in(places, kept)),
        start=act.date.start if act.date else None,
        end=act.date.end if act.date else None,
        precision=act.date.precision if act.date else None,
        according_to=speech.speaker,
        event=event.id if event else None,
        evidence=text.evidence(start, end, f"next-steps/{act.rule}"),
    )


def narrator(text: Text, cast: Cast) -> str | None:
    """The person whose words the whole article is: "Statement by President …", "Remarks of …"."""
    headline = text.article.headline
    said = _NARRATED.match(text.doc.text[: headline.end]) if headline else None
    if headline is None or said is None:
        return None
    named = cast.within(said.end(), headline.end)
    return named[0].parties[0] if named and named[0].start - said.end() < NEAR and len(named[0].parties) == 1 else None


def _places_in(places: Iterable[Place], tokens: Sequence[Token]) -> tuple[Place, ...]:
    """The places that a clause leads to; a country only where no place in it is named too."""
    inside = {t.idx: t for t in tokens}
    held = ((p, inside.get(e.start)) for p in places for e in p.mentions)
    found = list({p.id: p for p, token in held if token is not None and not _leads_away(token)}.values())
    finer = {p.country for p in found if p.kind != "country"}
    return tuple(p for p in found if p.kind != "country" or p.country not in finer)


def _leads_away(token: Token) -> bool:
    """ "From Seoul, …", "since Geneva"."""
    at = token
    while at.dep_ in {"compound", "conj", "appos"} and at.head != at:
        at = at.head
    return at.dep_ == "pobj" and at.head.lower_ in {"from", "since", "after"}


def _event_of(events: Iterable[Event], start: int, end: int, head: int) -> Event | None:
    """The event that a stretch tells of: the one whose words hold the act, else whose words stand nearest behind it."""
    ranked = [
        (not e.start <= head < e.end, abs(e.start - head), n, event)
        for n, event in enumerate(events)
        for e in event.mentions
        if start <= e.start < end
    ]
    return min(ranked, key=lambda r: r[:3])[3] if ranked else None


class _Voices:
    """Who speaks where: quotes before statements, the shorter before the longer."""

    def __init__(self, quotes: Sequence[Quote], statements: Sequence[Statement], narrator: str | None) -> None:
        self.otherwise = Speech(narrator, own=narrator is not None)
        self.spans = sorted(
            [(q.evidence.start, q.evidence.end, Speech(q.speaker, own=True)) for q in quotes]
            + [(s.evidence.start, s.evidence.end, Speech(s.speaker)) for s in statements],
            key=lambda v: v[:2],
        )
        self.starts = [start for start, _, _ in self.spans]

    def at(self, offset: int) -> Speech:
        last = bisect_right(self.starts, offset)
        holding = [v for v in self.spans[max(last - 6, 0) : last] if v[1] > offset]
        return min(holding, key=lambda v: (not v[2].own, v[1] - v[0]), default=(0, 0, self.otherwise))[2]
