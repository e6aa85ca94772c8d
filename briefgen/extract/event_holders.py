"""Holders: whose summit "the Brisbane summit" is, in a story about one body.

Reads  the mentions of events, how often the article names the bodies of series.toml.
Finds  the series of a summit that its parties tell ("APEC leaders opened their summit"), or that the one body of the
       article holds, where no other summit is told of.
Misses summits of a body that the article names no more often than another.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from briefgen.extract.cast import Cast
from briefgen.extract.coreference import Occasion
from briefgen.extract.event_mention import Mention
from briefgen.extract.event_series import Series, bodies_in, series_of_body
from briefgen.model import EventKind

CLEARLY = 3  # times as often as the next body is the holder of an article's summits named
CONTACTS = frozenset({"summit", "meeting", "talks", "conference"})


def series_of_occasion(occasion: Occasion, kind: EventKind, cast: Cast) -> Series | None:
    """The series that its words name, or that of the one body that holds it: "APEC leaders opened their summit"."""
    if occasion.series is not None or kind != "summit":
        return occasion.series
    words = " ".join(m.words for m in occasion.mentions)
    found = [s for p in occasion.parties if (s := series_of_body(cast.name(p), words))]
    if len(found) == 1:
        return found[0]
    holder = _only_holder(cast) if not occasion.parties and occasion.places else None
    return series_of_body(holder, words) if holder else None


def with_holder(mentions: Sequence[Mention], cast: Cast) -> list[Mention]:
    """The mentions, "the summit" with the series of the one body that the article is about.

    Only where the article tells of no other gathering that it could be: no summit with a name, no meeting of two.
    """
    if any(m.kind in CONTACTS and (m.series is not None or len(m.parties) > 1) for m in mentions):
        return list(mentions)
    holder = _only_holder(cast)
    return [_with_series(mention, holder, cast) for mention in mentions]


def _with_series(mention: Mention, holder: str | None, cast: Cast) -> Mention:
    if mention.kind != "summit" or mention.verbal or mention.plural or not mention.definite or mention.another:
        return mention
    own = {bodies_in(cast.name(party)) for party in mention.parties} or {(holder,) if holder else ()}
    [bodies] = own if len(own) == 1 else [()]
    return replace(mention, series=series_of_body(bodies[0], mention.words)) if len(bodies) == 1 else mention


def _only_holder(cast: Cast) -> str | None:
    """The one body of the article that holds summits: "the Brisbane summit" of a story about the G20 is the G20's."""
    counts = Counter(body for m in cast.mentions for party in m.parties for body in bodies_in(cast.name(party)))
    (first, most), (_, next_most) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return first if most >= CLEARLY * max(next_most, 1) else None
