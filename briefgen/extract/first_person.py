"""First person: who "I" and "my" mean, and whose "our meeting" is.

Reads  the headline ("Article by X", "Remarks by X and Y Before Bilateral Meeting"), the labels of a transcript
       ("PRESIDENT X: …"), the parse.
Finds  the one author of a signed text, the speaker of each stretch of a transcript; for "our" before the noun of an
       event those who speak there together.
Misses "we", which is as often a country; texts whose author stands nowhere in the headline.
"""

import re
from collections.abc import Iterator, Sequence

from briefgen.extract.anaphora import Known, Meant, quoted_tokens
from briefgen.extract.event_lexicon import heads
from briefgen.extract.text import Text
from briefgen.extract.tokens import Doc, Token

FIRST = frozenset({"i", "me", "my", "mine", "myself"})
LABEL_WORDS = 8  # tokens of a label: "President of the French Republic Emmanuel Macron:"
OTHERS = frozenset({"question", "q", "moderator", "reporter", "interpreter", "answer"})
# What a headline says that somebody wrote or said; "by" or "from" leads to who.
SPOKEN = re.compile(
    r"\b(?:article|op-?ed|essay|column|letter|message|statement|speech|address|lecture|remarks?|comments?|greetings?)\b"
    r"[^.:|]*?\b(?:by|from|of)\b",
    re.IGNORECASE,
)
# Behind these words a headline goes on to tell where or when it was said.
OCCASION = re.compile(
    r"\b(?:before|after|during|at|in|on|following|ahead|prior|for|to|with|regarding)\b|[|:]", re.IGNORECASE
)


def resolve_first_person(text: Text, people: Sequence[Known]) -> Iterator[Meant]:
    """Each "I" outside quotation marks with who says it, each "our" of an event with those who speak of it."""
    doc = text.doc
    spoken = speakers(text, people)
    labels = list(_labels(doc, people))
    author = spoken[0] if len(spoken) == 1 and not labels else None
    quoted = quoted_tokens(doc)
    for token in doc:
        while len(labels) > 1 and labels[1][0] <= token.i:
            labels.pop(0)
        if token.i in quoted or text.in_headline(token.idx):
            continue
        who = labels[0][1] if labels and labels[0][0] <= token.i else author
        if token.lower_ in FIRST and who is not None:
            yield Meant(token.i, token.i + 1, (who,), "pronoun")
        elif token.lower_ == "our" and len(spoken) > 1 and _of_an_event(token):
            yield Meant(token.i, token.i + 1, spoken, "collective")


def speakers(text: Text, people: Sequence[Known]) -> tuple[str, ...]:
    """Those who speak or write by the headline: "Remarks by X and Y Before Bilateral Meeting"."""
    start, end = spoken_by(text)
    begun = [(text.doc[first].idx, one.id) for one in people for first, _ in one.mentions]
    return tuple(dict.fromkeys(who for at, who in sorted(begun) if start <= at < end))


def spoken_by(text: Text) -> tuple[int, int]:
    """The characters of the headline that tell who speaks; an empty stretch where it tells nobody."""
    headline = text.article.headline
    said = SPOKEN.search(text.article.body, headline.start, headline.end) if headline else None
    if headline is None or said is None:
        return 0, 0
    end = OCCASION.search(text.article.body, said.end(), headline.end)
    return said.end(), end.start() if end else headline.end


def _of_an_event(token: Token) -> bool:
    noun = token.head
    return token.dep_ == "poss" and noun.lemma_.casefold() in heads().nouns and noun.tag_ not in {"NNS", "NNPS"}


def _labels(doc: Doc, people: Sequence[Known]) -> Iterator[tuple[int, str | None]]:
    """Where somebody's words begin in a transcript, and whose; None for those who ask."""
    by_end = {end: one.id for one in people for _, end in one.mentions}
    for colon in doc:
        if colon.text != ":" or colon.i == 0:
            continue
        start = max((i for i in range(max(colon.i - LABEL_WORDS, 0), colon.i) if _opens(doc, i)), default=None)
        if start is None:
            continue
        if colon.i in by_end:
            yield colon.i, by_end[colon.i]
        elif doc[start].lower_ in OTHERS and start >= colon.i - 2:
            yield colon.i, None


def _opens(doc: Doc, i: int) -> bool:
    """Whether a token opens a paragraph or a sentence."""
    return i == 0 or bool(doc[i].is_sent_start) or "\n" in doc[i - 1].text
