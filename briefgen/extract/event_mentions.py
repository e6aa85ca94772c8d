"""Mentions of events: the nouns and verbs that tell of a meeting, a call, a visit, with what their clause ties to them.

Reads  tokens, dependencies, the mentions of parties, places and dates.
Finds  "talks between X and Y in Geneva on Monday", "X met with Y", "Y's visit to Z", "the Putin-Trump summit", "COP29".
Misses events that no word of event_heads.toml and no name of series.toml tells of.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.extract.event_arguments import Surroundings
from briefgen.extract.event_lexicon import heads
from briefgen.extract.event_mention import Mention
from briefgen.extract.event_nouns import named_mention, noun_mention
from briefgen.extract.event_series import bare_names
from briefgen.extract.event_status import as_status, is_negated
from briefgen.extract.event_verbs import verb_mention
from briefgen.extract.modality_words import lemma_with_particle
from briefgen.extract.text import Text

# "Separate meetings with Macron and Scholz" are two; "meetings with Macron and Scholz" may be one.
AND_IN = re.compile(r",?(?: \d{4},?)? (?:and )?(?:then )?(?:in|at) ")
IN = re.compile(r" (?:in|at) ")
NEXT = 5  # characters between a place and its date
ON = re.compile(r",? (?:on )?")
EACH = {"bilateral", "separate", "individual", "one-on-one", "respective"}


def find_mentions(text: Text, around: Surroundings) -> list[Mention]:
    """All mentions of events in reading order."""
    found = _named(text, around)
    taken = {i for mention in found for i in range(mention.start, mention.head_end)}
    for index, sent in enumerate(text.doc.sents):
        for token in sent:
            if token.idx in taken:
                continue
            mention = noun_mention(text, around, token, index) or verb_mention(text, around, token, index)
            if mention is not None:
                for one in _one_for_each(mention):
                    found += _one_for_each_setting(text, around, one)
    found.sort(key=lambda m: (m.head, m.end))
    return sorted([*found, *_called_off_again(text, found)], key=lambda m: (m.head, m.end))


def _called_off_again(text: Text, found: Sequence[Mention]) -> Iterator[Mention]:
    """What "it" and "them" say of the event in the sentence before: "However, Baku cancelled THEM"."""
    for index, sent in enumerate(text.doc.sents):
        for verb in sent:
            status = heads().abandoned.get(lemma_with_particle(verb)) if verb.pos_ == "VERB" else None
            if status not in {"cancelled", "postponed"}:
                continue
            it = next((c for c in verb.children if c.dep_ == "dobj" and c.lower_ in {"it", "them"}), None)
            meant = next((m for m in reversed(found) if m.sentence == index - 1 and not m.verbal), None)
            if it is None or meant is None or is_negated(verb) or verb.tag_ not in {"VBD", "VBN"}:
                continue
            yield replace(
                meant, start=verb.idx, end=it.idx + len(it), head=it.idx, head_end=it.idx + len(it), words=it.text,
                complement="", premodifiers=frozenset(), definite=True, pointing=True, headline=False, sentence=index,
                parties=(), guests=(), states=frozenset(), place=None, date=None, status=as_status(status), series=None,
                another=False, earlier=False, during=None,
            )  # fmt: skip


def _named(text: Text, around: Surroundings) -> list[Mention]:
    """Events that a name alone tells of."""
    found: list[Mention] = []
    starts = [sent.start_char for sent in text.doc.sents]
    index = 0
    for start, end in bare_names(text.article.body):
        while index + 1 < len(starts) and starts[index + 1] <= start:
            index += 1
        tokens = text.doc.char_span(start, end, alignment_mode="expand")
        mention = named_mention(text, around, tokens, index) if tokens is not None and len(tokens) else None
        if mention is not None:
            found.append(mention)
    return found


def _one_for_each(mention: Mention) -> list[Mention]:
    """Bilateral meetings with two are two meetings; anything else is one."""
    hosts = [party for party in mention.parties if party not in mention.guests]
    several = mention.plural or mention.kind == "talks"
    if not (several and mention.premodifiers & EACH and hosts and len(mention.guests) > 1):
        return [mention]
    return [replace(mention, parties=(*hosts, guest), guests=(guest,), plural=False) for guest in mention.guests]


def _one_for_each_setting(text: Text, around: Surroundings, mention: Mention) -> list[Mention]:
    """ "Their meetings in London on June 9 and in Stockholm on July 28" are one for each place and day."""
    if not mention.plural or mention.place is None or mention.date is None:
        return [mention]
    body, sent = text.doc.text, text.doc.char_span(mention.head, mention.head_end, alignment_mode="expand")
    listed: list[Mention] = []
    at = mention.head_end
    for start, end, place in around.place_mentions(sent[0].i, sent[0].sent.end) if sent is not None else ():
        lead = (AND_IN if listed else IN).fullmatch(body, at, start) if start >= at else None
        near = around.dates_within(end, end + NEXT)
        date = next((d for d in near if ON.fullmatch(body, end, d.evidence.start)), None)
        if lead is None or date is None:
            break
        listed.append(replace(mention, place=place, date=date, plural=False, end=date.evidence.end))
        at = date.evidence.end
    return listed if len(listed) > 1 else [mention]
