"""Short ways to mean a body that the article has named before.

Reads  the words, the mentions of body_mentions.py.
Finds  the acronym that brackets or "or" give to a name, wherever it stands after; a name's noun by itself, with or
       without a capital ("the Observatory", "the ministry"), which means the body of this noun named last; "the bloc".
Misses a noun that an adjective or "of" gives to another body; nouns before the name.
"""

import re
from collections.abc import Iterator, Sequence

from briefgen.extract.body_mention import BodyMention
from briefgen.extract.wording import Word
from briefgen.lexicon import bodies

_ACRONYM = re.compile(r",? (?:\(|or (?:the )?|known as (?:the )?)[\"“]?([A-Z][A-Za-z.+-]*[A-Z+])\b")
_BEFORE = re.compile(r"\b([a-z]+) (?:(?:known as|called) (?:the )?)?$")
_REACH = 30  # characters before a name
_NOUN = re.compile(r"[a-z]+", re.IGNORECASE)


def acronyms(body: str, words: Sequence[Word], named: Sequence[BodyMention]) -> Iterator[BodyMention]:
    """The acronyms that the text gives to names, where no list knows them."""
    meant: dict[str, BodyMention] = {}
    for mention in named:
        given = _ACRONYM.match(body, mention.end)
        if given and _initials_agree(given[1], body[mention.start : mention.end]):
            meant.setdefault(given[1], mention)
    for word in words if meant else ():
        full = meant.get(word.text)
        if full and word.start >= full.end:
            yield BodyMention(word.start, word.end, full.key, full.country, "organizations/acronym")


def _initials_agree(acronym: str, name: str) -> bool:
    """Whether an acronym may be a name's: it begins with the first letter of one of its words."""
    return acronym[0] in {part[0].upper() for part in re.findall(r"[^\W\d_]+", name)}


def nouns(body: str, words: Sequence[Word], named: Sequence[BodyMention]) -> Iterator[BodyMention]:
    """The nouns that mean the body of this noun that was named last before."""
    last: dict[str, BodyMention] = {}
    at = 0
    for i, word in enumerate(words):
        while at < len(named) and named[at].end <= word.start:
            last.update(dict.fromkeys([*_nouns_of(body, named[at]), *_noun_before(body, named[at])], named[at]))
            at += 1
        key = word.text.lower()
        if (
            key not in last
            or not i
            or words[i - 1].text.lower() != "the"
            or (at < len(named) and named[at].start <= word.start)
        ):
            continue
        follows = words[i + 1] if i + 1 < len(words) else None
        tied = (
            follows is not None
            and body[word.end : follows.start] == " "
            and (follows.capital or follows.text in {"of", "for"})
        )
        if not tied and body[words[i - 1].end : word.start] == " ":
            yield BodyMention(word.start, word.end, last[key].key, last[key].country, "organizations/noun")


def _nouns_of(body: str, mention: BodyMention) -> list[str]:
    """The nouns by which a body can be meant once it has been named."""
    keys = {k.lower() for k in _NOUN.findall(f"{body[mention.start : mention.end]} {mention.key}")}
    return [*(keys & bodies.body_words("nouns")), *bodies.called(mention.key)]


def _noun_before(body: str, mention: BodyMention) -> list[str]:
    """The noun that describes a body before its name: "the rebel coalition known as the …", "the rights group …"."""
    found = _BEFORE.search(body, max(mention.start - _REACH, 0), mention.start)
    return [found[1]] if found and found[1] in bodies.body_words("nouns") else []
