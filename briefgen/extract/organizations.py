"""Organizations: the named bodies that act, speak, host or are met.

Reads  the words, the lists of known bodies (lexicon), the recognizer's ORG entities, the parse.
Finds  bodies of the lists by any of their names; ministries with the state before them ("the Russian Foreign
       Ministry"); names that end in a body's noun ("… Council") or begin with one ("Ministry of …"); acronyms merged
       with the full names that they follow; other ORG entities where they speak or act.
Misses media that only report; bodies named without capitals; companies named in passing.
"""

from dataclasses import dataclass

from briefgen import lexicon
from briefgen.extract.text import Text
from briefgen.extract.wording import longest_matches, words_of
from briefgen.lexicon import bodies
from briefgen.model import Organization


@dataclass(frozen=True, slots=True)
class BodyMention:
    """Characters that name a body: the key of the body, its state, the rule that took it."""

    start: int
    end: int
    key: str  # the full name where the lists have it, else the words
    country: str | None
    rule: str


def find_organizations(text: Text) -> tuple[Organization, ...]:
    """The bodies of an article in the order of first mention."""
    groups: dict[str, list[BodyMention]] = {}
    for mention in _joined(text.doc, body_mentions(text)):
        groups.setdefault(mention.key, []).append(mention)
    return tuple(_organization(text, key, found) for key, found in groups.items())


def body_mentions(text: Text) -> list[BodyMention]:
    """All mentions of bodies, in reading order and apart from each other."""
    doc, words = text.doc, words_of(text.doc)
    found = [m for match in longest_matches(doc, words, _known) if (m := _listed(text, match)) is not None]
    found += _apart(found, _ministries(doc, words))
    found += _apart(found, _by_form(text, words))
    found += _apart(found, _recognized(text))
    return sorted(_outside_people(text, found), key=lambda m: (m.start, -m.end))


def _known(words: str) -> tuple[str, str | None, str] | None:
    """The full name, the state and the kind of a body by this name."""
    if found := bodies.body(words):
        return found.name, None, found.kind
    if national := lexicon.institution(words):
        return national[0], national[1], "national"
    return None
