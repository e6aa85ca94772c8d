"""Where: the places at which something reported or planned happens.

Reads  the names of places (toponyms.py), what they stand for there (metonymy.py), the dateline, the gazetteer.
Finds  settings of events, destinations, sites of strikes, the city of the dateline, at the finest level that is named;
       their point on the map where the gazetteer has one and the article leaves one to choose.
Misses places named only by a description ("the border town"); settings that the parser ties to the wrong word.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefgen import lexicon
from briefgen.extract.cast import Cast
from briefgen.extract.metonymy import Sort, hosts, span_at, use_of
from briefgen.extract.states import georgia
from briefgen.extract.text import Text
from briefgen.extract.toponyms import Named, Toponym, find_toponyms
from briefgen.lexicon import gazetteer
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
    for one in named.toponyms:
        if rule := _rule(text, one):
            setting = Setting(one, _located(text, one, named, states), rule)
            groups.setdefault(_id(setting), []).append(setting)
    principal = _principal(text, groups)
    return tuple(_place(text, key, found, principal=key in principal) for key, found in groups.items())


def _rule(text: Text, one: Toponym) -> str | None:
    """Why a toponym is a setting; None where it is none."""
    if one.dateline:
        return "where/dateline"
    if one.holds or _in_dateline(text, one.start):
        return None
    span = span_at(text.doc, one.start, one.end)
    if use_of(span, _sort(text, one)) == "place":
        return "where/setting"
    return "where/host" if hosts(span) else None


def _sort(text: Text, one: Toponym) -> Sort:
    if one.kind:
        return "site"
    if lexicon.state_named(one.name):
        return "site" if one.name.lower() == "georgia" and georgia(text) == "US" else "state"
    listed = gazetteer.locations(one.name)
    return "site" if listed and listed[0].kind in {"region", "water", "venue"} else "city"


def _in_dateline(text: Text, at: int) -> bool:
    dateline = text.article.dateline
    return dateline is not None and dateline.span.start <= at < dateline.span.end


def _located(text: Text, one: Toponym, named: Named, states: frozenset[str]) -> Location | None:
    """The place that is meant: by what holds it, by the states of its sentence, by those of the article."""
    name = one.name if gazetteer.is_place(one.name) else one.core or one.name
    if name.lower() == "georgia" and not one.within:
        code = georgia(text)
        return next((place for place in gazetteer.locations(name) if place.country == code), None)
    if one.within and (found := gazetteer.locate(name, within=one.within)):
        return found
    sentence = text.sentence_at(one.start)
    near = {code for at, code in named.states if sentence.start <= at < sentence.end}
    return gazetteer.locate(name, near) or gazetteer.locate(name, states)


def _id(setting: Setting) -> str:
    one, at = setting.name, setting.location
    name = one.name if one.core or at is None else at.name
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
        lat=at.lat if at else None,
        lon=at.lon if at else None,
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
    """The settings named in the headline and the first sentence below it; else the dateline's city."""
    lead = [s for s in text.sentences if not text.in_headline(s.start)][:1]
    end = lead[0].end if lead else 0
    told = Counter(
        key for key, found in groups.items() for s in found if s.name.start < end and s.rule != "where/dateline"
    )
    if told:
        return frozenset(told)
    return frozenset(key for key, found in groups.items() if any(s.rule == "where/dateline" for s in found))
