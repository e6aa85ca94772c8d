"""Organizations: the named bodies that act, speak, host or are met.

Reads  the mentions of body_mentions.py and body_references.py.
Finds  each body once, with the fullest name that the article gives it and its other forms, acronyms among them; a
       ministry without its state is the one of its kind that the article names with it.
Misses what those modules miss; bodies meant by a word for their members ("the rebels").
"""

from collections.abc import Sequence
from dataclasses import replace

from briefgen.extract.body_mention import BodyMention
from briefgen.extract.body_mentions import body_mentions
from briefgen.extract.body_references import acronyms, nouns
from briefgen.extract.text import Text
from briefgen.lexicon import bodies
from briefgen.model import Organization
from briefgen.slugs import slug

_NO_FORM = "organizations/noun"  # a common noun is no name


def find_organizations(text: Text) -> tuple[Organization, ...]:
    """The bodies of an article in the order of first mention."""
    groups: dict[str, list[BodyMention]] = {}
    for mention in _all_mentions(text):
        groups.setdefault(mention.key, []).append(mention)
    taken: set[str] = set()
    return tuple(_organization(text, key, found, taken) for key, found in groups.items())


def _all_mentions(text: Text) -> list[BodyMention]:
    """All mentions of bodies, one key a body, in reading order and apart from each other."""
    body, words = text.article.body, text.words
    named = body_mentions(text, words)
    short = list(acronyms(body, words, named))
    given = {m.start for m in short}
    named = _joined(sorted([*(m for m in named if m.start not in given), *short], key=lambda m: m.start))
    return sorted([*named, *nouns(body, words, named)], key=lambda m: m.start)


def _joined(mentions: Sequence[BodyMention]) -> list[BodyMention]:
    """The mentions, each with the key of the one body whose name ends in its own: "Foreign Ministry"."""
    keys = list(dict.fromkeys(m.key for m in mentions))
    fuller = {key: [k for k in keys if k.endswith(f" {key}")] for key in keys}
    same = {key: longer[0] for key, longer in fuller.items() if len(longer) == 1}
    return [replace(m, key=same.get(m.key, m.key)) for m in mentions]


def _organization(text: Text, key: str, found: Sequence[BodyMention], taken: set[str]) -> Organization:
    body = text.article.body
    forms = list(dict.fromkeys(" ".join(body[m.start : m.end].split()) for m in found if m.rule != _NO_FORM))
    name = min(forms, key=lambda form: (bodies.rank(form) > 0, _is_short(form), bodies.rank(form), -len(form)))
    return Organization(
        id=_free_id(key, taken),
        name=name,
        aliases=tuple(form for form in forms if form != name),
        country=next((m.country for m in found if m.country), None),
        mentions=tuple(text.evidence(m.start, m.end, m.rule) for m in found),
    )


def _is_short(form: str) -> bool:
    """Whether a form is no name written out: an acronym, or one word."""
    return " " not in form or any(word.isupper() for word in form.split())


def _free_id(key: str, taken: set[str]) -> str:
    plain = slug(key) or "body"
    number, made = 1, plain
    while made in taken:
        number += 1
        made = f"{plain}-{number}"
    taken.add(made)
    return made
