"""The words that make an event: nouns and verbs from event_heads.toml, as frozen values."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, cast

from briefgen.model import EventKind


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that names an event. The fields are those of event_heads.toml."""

    kind: EventKind
    plural: bool
    weak: bool
    needs: frozenset[str]
    bars: frozenset[str]  # "not" in the file


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that tells of an event. The fields are those of event_heads.toml."""

    kind: EventKind
    leads: tuple[str, ...]  # "with" in the file
    needs: frozenset[str]
    weak: bool


@dataclass(frozen=True, slots=True)
class Heads:
    """event_heads.toml as read: lemmas to nouns and verbs, and the word lists beside them."""

    nouns: dict[str, Noun]
    verbs: dict[str, Verb]
    light: frozenset[str]
    hosts: frozenset[str]
    attend: frozenset[str]
    absent: frozenset[str]
    address: frozenset[str]
    arrange: frozenset[str]
    happen: frozenset[str]
    travel: frozenset[str]
    tell: frozenset[str]
    seen: frozenset[str]
    papers: frozenset[str]
    groups: frozenset[str]
    another: frozenset[str]
    earlier: frozenset[str]
    phone: frozenset[str]
    owners: frozenset[str]
    ending: frozenset[str]
    moving: frozenset[str]
    deferring: frozenset[str]
    undecided: frozenset[str]
    abandoned: dict[str, str]


@cache
def read_lexicon(name: str) -> dict[str, Any]:
    """A TOML file of briefgen/lexicon/."""
    return tomllib.loads(resources.files("briefgen.lexicon").joinpath(name).read_text("utf8"))


@cache
def heads() -> Heads:
    """The words of event_heads.toml."""
    data = read_lexicon("event_heads.toml")
    return Heads(
        nouns={lemma: _noun(about) for lemma, about in data["nouns"].items()},
        verbs={lemma: _verb(about) for lemma, about in data["verbs"].items()},
        light=frozenset(data["light"]["verbs"]),
        hosts=frozenset(data["light"]["hosts"]),
        attend=frozenset(data["light"]["attend"]),
        absent=frozenset(data["light"]["absent"]),
        address=frozenset(data["tell"]["address"]),
        arrange=frozenset(data["light"]["arrange"]),
        happen=frozenset(data["happen"]["verbs"]),
        travel=frozenset(data["travel"]["verbs"]),
        tell=frozenset(data["tell"]["verbs"]),
        seen=frozenset(data["seen"]["verbs"]),
        papers=frozenset(data["papers"]["nouns"]),
        groups=frozenset(data["groups"]["nouns"]),
        another=frozenset(data["marks"]["another"]),
        earlier=frozenset(data["marks"]["earlier"]),
        phone=frozenset(data["marks"]["phone"]),
        owners=frozenset(data["marks"]["owners"]),
        ending=frozenset(data["marks"]["ending"]),
        moving=frozenset(data["marks"]["moving"]),
        deferring=frozenset(data["marks"]["deferring"]),
        undecided=frozenset(data["undecided"]["words"]),
        abandoned={verb: status for status, verbs in data["status"].items() for verb in verbs},
    )


def _noun(about: dict[str, Any]) -> Noun:
    return Noun(
        kind=cast("EventKind", about["kind"]),
        plural=about.get("plural", False),
        weak=about.get("weak", False),
        needs=frozenset(about.get("needs", ())),
        bars=frozenset(about.get("not", ())),
    )


def _verb(about: dict[str, Any]) -> Verb:
    return Verb(
        kind=cast("EventKind", about["kind"]),
        leads=tuple(about["with"]),
        needs=frozenset(about["needs"]),
        weak=about.get("weak", False),
    )
