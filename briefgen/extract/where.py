"""Where: the places at which something reported or planned happens.

Reads  the names of places (toponyms.py), what they stand for there (metonymy.py), the dateline, the gazetteer.
Finds  settings of events, destinations, sites of strikes, the city of the dateline, at the finest level that is named;
       their point on the map where the gazetteer has one and the article leaves one to choose.
Misses places named only by a description ("the border town"); settings that the parser ties to the wrong word.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefgen import lexicon
from briefgen.extract.cast import Cast
from briefgen.extract.metonymy import Sort, goes_there, hosts, is_talked_about, span_at, use_of, words
from briefgen.extract.states import georgia
from briefgen.extract.text import Text
from briefgen.extract.toponyms import Named, Toponym, find_toponyms
from briefgen.lexicon import gazetteer, load_toml
from briefgen.lexicon.gazetteer import Location
from briefgen.model import Evidence, Place, PlaceKind
from briefgen.slugs import fold, slug


@dataclass(frozen=True, slots=True)
class Setting:
    """A toponym that stands for a place where something happens, with the rule that tells so."""

    name: Toponym
    location: Location | None
    rule: str


def find_places(text: Text, cast: Cast) -> tuple[Place, ...]:
    """The places of an article, in the order of first mention."""
    named = find_toponyms(text, cast)
    states = frozenset(code for _, code in named.states)
    groups: dict[str, list[Setting]] = {}
    longer: dict[str, str] = {}  # the ends of the names so far, and whose they are
    for one, rule in _settings(text, named.toponyms):
        setting = Setting(one, _located(text, one, named, states), rule)
        key = (longer.get(one.name) if one.kind else None) or _id(setting)
        groups.setdefault(key, []).append(setting)
        longer.update({end: key for end in _ends(one.name) if end not in longer})
    principal = _principal(text, groups)
    return tuple(_place(text, key, found, principal=key in principal) for key, found in groups.items())


def _ends(name: str) -> list[str]:
    """The ends of a name by which it may be taken up: "Peace Memorial Park" of the one in Hiroshima."""
    said = name.split()
    return [" ".join(said[i:]) for i in range(1, len(said) - 1)]


def _settings(text: Text, toponyms: Sequence[Toponym]) -> Iterator[tuple[Toponym, str]]:
    """The toponyms that are settings, each with the rule that tells so."""
    listed = -1  # where a list of settings ends so far
    for one in toponyms:
        rule = _rule(text, one)
        if rule is None and listed >= 0 and not one.holds and _goes_on(text, listed, one):
            rule = "where/list"
        if rule:
            yield one, rule
        listed = (
            one.end if rule in {"where/setting", "where/topic", "where/list"} or (one.holds and listed >= 0) else -1
        )


def _rule(text: Text, one: Toponym) -> str | None:
    """Why a toponym is a setting by itself; None where it is none."""
    if one.dateline:
        return "where/dateline"
    if one.holds or _in_dateline(text, one.start):
        return None
    span = span_at(text.doc, one.start, one.end)
    if one.name.lower() in words("wide"):
        return "where/journey" if goes_there(span) else None
    if use_of(span, _sort(text, one)) == "place":
        return "where/topic" if is_talked_about(span) else "where/setting"
    if one.kind == "venue" and span.root.dep_ in {"dobj", "nsubjpass"}:
        return "where/venue"  # "stormed the Tontouta airport"
    return "where/host" if hosts(span) else None


def _goes_on(text: Text, end: int, one: Toponym) -> bool:
    """Whether a toponym goes on a list that ends at a character: "in Rome, London and Ottawa"."""
    between = re.sub(r"\([^()]{1,20}\)", "", text.article.body[end : one.start]).strip()
    if between not in {",", "and", ", and", "or", ", or", "as well as", ", then", "and then", ", the", "and the"}:
        return False
    span = span_at(text.doc, one.start, one.end)
    return span.root.dep_ not in {"nsubj", "nsubjpass", "poss", "compound"} and one.name.lower() not in words("wide")


def _sort(text: Text, one: Toponym) -> Sort:
    if one.kind:
        return "site"
    if lexicon.state_named(one.name):
        return "site" if one.name.lower() == "georgia" and georgia(text.article.body) == "US" else "state"
    listed = gazetteer.locations(one.name)
    return "site" if listed and listed[0].kind in {"region", "water", "venue"} else "city"


def _in_dateline(text: Text, at: int) -> bool:
    dateline = text.article.dateline
    return dateline is not None and dateline.span.start <= at < dateline.span.end


def _located(text: Text, one: Toponym, named: Named, states: frozenset[str]) -> Location | None:
    """The place that is meant: by what holds it, by the states of its sentence, by those of the article."""
    if one.dateline and (seat := load_toml("places_words")["datelines"].get(one.name.lower())):
        return gazetteer.locate(seat)
    if one.name.lower() == "georgia" and not one.within:
        code = georgia(text.article.body)
        return next((place for place in gazetteer.locations(one.name) if place.country == code), None)
    sentence = text.sentence_at(one.start)
    near = named.states_within(sentence.start, sentence.end)
    for name in (one.name, one.core, one.near):
        at = name and (
            (one.within and gazetteer.locate(name, within=one.within))
            or gazetteer.locate(name, near)
            or gazetteer.locate(name, states)
        )
        held = lexicon.state_named(one.within) if one.within else None
        if at and held and at.country != held:
            at = None  # a place of this name, and not the one that is told
        if at and (name == one.name or at.kind in {"city", one.kind}):
            return at if name == one.name else replace(at, name=one.name, kind=one.kind or "other")
        if name == one.name and gazetteer.is_place(name) and not at:
            return None
    return None


def _id(setting: Setting) -> str:
    one, at = setting.name, setting.location
    name = at.name if at else re.sub(r"^(?:[aA]l|[eE]l)[ -]", "", one.name)  # "al-Zahraa" is "Zahraa" too
    country = at.country if at else lexicon.state_named(one.within) if one.within else None
    return slug(f"{name} {country or ''}") or "place"


def _place(text: Text, key: str, found: Sequence[Setting], *, principal: bool) -> Place:
    first = found[0]
    at = first.location
    forms = list(dict.fromkeys(one.name.name for one in found))
    name = _name(forms, at)
    country = at.country if at else None
    if at is None and first.name.within:
        country = lexicon.state_named(first.name.within)
    mentions: Iterable[Evidence] = (text.evidence(one.name.start, one.name.end, one.rule) for one in found)
    return Place(
        id=key,
        name=name,
        aliases=tuple(form for form in forms if form != name),
        country=country,
        lat=float(at.lat) if at else None,
        lon=float(at.lon) if at else None,
        kind=_kind(first.name, at),
        principal=principal,
        mentions=tuple(mentions),
    )


def _name(forms: Sequence[str], at: Location | None) -> str:
    """The name as the article writes it outside of capitals; in capitals only, as the gazetteer does."""
    usual = [form for form in forms if not form.isupper() or "." in form]
    if usual:
        return max(usual, key=len)
    if at and fold(at.name) == fold(forms[0]):
        return at.name
    return forms[0].title()


def _kind(one: Toponym, at: Location | None) -> PlaceKind:
    return one.kind or (at.kind if at else "other")


def _principal(text: Text, groups: dict[str, list[Setting]]) -> frozenset[str]:
    """The settings named in the headline and the sentence below it; else the dateline's city; else the first ones."""
    told = [
        (s.name.start, key, s.rule)
        for key, found in groups.items()
        for s in found
        if s.name.name.lower() not in words("wide") and s.rule != "where/topic"
    ]
    below = text.article.dateline.span.end if text.article.dateline else 0
    lead = next((s for s in text.sentences if not text.in_headline(s.start) and s.end > below), None)
    if first := {key for at, key, rule in told if lead and at < lead.end and rule != "where/dateline"}:
        return frozenset(first)
    if city := {key for _, key, rule in told if rule == "where/dateline"}:
        return frozenset(city)
    opening = text.sentence_at(min(told)[0]).id if told else ""
    return frozenset(key for at, key, _ in told if text.sentence_at(at).id == opening)
