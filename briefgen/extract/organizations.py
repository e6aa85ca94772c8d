"""Organizations: the named bodies that act, speak, host or are met.

Reads  the mentions of body_mentions.py.
Finds  each body once, with the fullest name that the article gives it and the other forms; an acronym in brackets merged
       with the name before it; a ministry without its state merged with the only one of its kind in the article.
Misses what body_mentions.py misses; short forms that only the sense tells.
"""

from collections.abc import Sequence
from dataclasses import replace

from briefgen.extract.body_mentions import BodyMention, body_mentions
from briefgen.extract.text import Text
from briefgen.lexicon import bodies
from briefgen.model import Organization
from briefgen.slugs import slug


def find_organizations(text: Text) -> tuple[Organization, ...]:
    """The bodies of an article in the order of first mention."""
    groups: dict[str, list[BodyMention]] = {}
    for mention in _joined(text, body_mentions(text)):
        groups.setdefault(mention.key, []).append(mention)
    taken: set[str] = set()
    return tuple(_organization(text, key, found, taken) for key, found in groups.items())


def _joined(text: Text, mentions: Sequence[BodyMention]) -> list[BodyMention]:
    """The mentions with one key a body."""
    del text
    same: dict[str, str] = {}
    for one in mentions:
        same.setdefault(one.key, one.key)
    keys = list(same)
    for key in keys:
        longer = [k for k in keys if k != key and k.endswith(" " + key)]
        if len(longer) == 1:
            same[key] = longer[0]
    return [replace(m, key=same[m.key]) for m in mentions]


def _organization(text: Text, key: str, found: Sequence[BodyMention], taken: set[str]) -> Organization:
    body = text.doc.text
    forms = list(dict.fromkeys(" ".join(body[m.start : m.end].split()) for m in found))
    name = min(forms, key=lambda form: (bodies.rank(form), -len(form)))
    return Organization(
        id=_free_id(key, taken),
        name=name,
        aliases=tuple(form for form in forms if form != name),
        country=next((m.country for m in found if m.country), None),
        mentions=tuple(text.evidence(m.start, m.end, m.rule) for m in found),
    )


def _free_id(key: str, taken: set[str]) -> str:
    plain = slug(key) or "body"
    number, made = 1, plain
    while made in taken:
        number += 1
        made = f"{plain}-{number}"
    taken.add(made)
    return made
