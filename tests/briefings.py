"""Briefings made by hand, for tests of what comes after extraction."""

from typing import Any

from briefgen.model import (
    Briefing,
    Event,
    Evidence,
    Findings,
    NextStep,
    Organization,
    Person,
    Place,
    Quote,
    Sentence,
)
from briefgen.slugs import slug
from tests.conftest import article

NOTHING: dict[str, tuple[()]] = dict.fromkeys(Findings.__struct_fields__, ())


def evidence(text: str = "Word", start: int = 0) -> Evidence:
    return Evidence(start=start, end=start + len(text), text=text, sentence="s1", rule="test/made")


def person(name: str, *aliases: str, country: str | None = None, role: str | None = None) -> Person:
    return Person(
        id=slug(name),
        name=name,
        aliases=aliases,
        role=role,
        country=country,
        principal=True,
        mentions=(evidence(name),),
    )


def organization(name: str, *aliases: str, country: str | None = None) -> Organization:
    return Organization(id=slug(name), name=name, aliases=aliases, country=country, mentions=(evidence(name),))


def place(
    name: str, country: str | None, lat: float | None = None, lon: float | None = None, kind: Any = "city"
) -> Place:
    return Place(
        id=slug(f"{name} {country or ''}"),
        name=name,
        aliases=(),
        country=country,
        lat=lat,
        lon=lon,
        kind=kind,
        principal=True,
        mentions=(evidence(name),),
    )


def event(name: str, **about: Any) -> Event:
    plain: dict[str, Any] = {
        "id": slug(name),
        "name": name,
        "kind": "meeting",
        "status": "planned",
        "start": None,
        "end": None,
        "precision": "day" if about.get("start") else None,
        "place": None,
        "participants": (),
        "series": None,
        "edition": None,
        "parent": None,
        "mentions": (evidence(name),),
    }
    return Event(**{**plain, **about})


def quote(text: str, speaker: str | None) -> Quote:
    return Quote(text=text, speaker=speaker, speaker_name=None, cue=None, addressee=None, evidence=evidence(text))


def step(text: str, **about: Any) -> NextStep:
    plain: dict[str, Any] = {
        "text": text,
        "status": "planned",
        "condition": None,
        "actors": (),
        "places": (),
        "start": None,
        "end": None,
        "precision": None,
        "according_to": None,
        "event": None,
        "evidence": evidence(text),
    }
    return NextStep(**{**plain, **about})


def briefing(name: str, published: str | None, **found: Any) -> Briefing:
    made = article("Word and more words.", published=published)
    sentences = (Sentence(id="s1", start=0, end=len(made.body)),)
    return Briefing(id=name, article=made, findings=Findings(**{**NOTHING, "sentences": sentences, **found}))
