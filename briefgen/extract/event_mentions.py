"""Mentions of events: the nouns and verbs that tell of a meeting, a call, a visit, with what their clause ties to them.

Reads  tokens, dependencies, the mentions of parties, places and dates.
Finds  "talks between X and Y in Geneva on Monday", "X met with Y", "Y's visit to Z", "the Putin-Trump summit", "COP29".
Misses events that no word of event_heads.toml and no name of series.toml tells of.
"""

from dataclasses import replace

from briefgen.extract.event_arguments import Surroundings
from briefgen.extract.event_mention import Mention
from briefgen.extract.event_nouns import named_mention, noun_mention
from briefgen.extract.event_series import bare_names
from briefgen.extract.event_verbs import verb_mention
from briefgen.extract.text import Text

# "Separate meetings with Macron and Scholz" are two; "meetings with Macron and Scholz" may be one.
EACH = {"bilateral", "separate", "individual", "one-on-one", "respective"}


def find_mentions(text: Text, around: Surroundings) -> list[Mention]:
    """All mentions of events in reading order."""
    found = _named(text, around)
    taken = {i for mention in found for i in range(mention.head, mention.head_end)}
    for index, sent in enumerate(text.doc.sents):
        for token in sent:
            if token.idx in taken:
                continue
            mention = noun_mention(text, around, token, index) or verb_mention(text, around, token, index)
            if mention is not None:
                found += _one_for_each(mention)
    return sorted(found, key=lambda m: (m.head, m.end))


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
