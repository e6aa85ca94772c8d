"""The gazetteer: where the places are that English-language newsrooms name.

Reads  countries.toml, places.toml (regions, waters, venues, towns), cities.tsv (GeoNames) and city_names.toml (how
       newsrooms spell those), when first asked for.
Finds  the places of a name, and the one that is meant, by size, by the states that an article is about and by what
       stands behind the comma ("Paris, Texas").
Misses places of fewer than 5,000 inhabitants that are not in places.toml; places of one name within a state.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from briefgen import lexicon
from briefgen.lexicon import load_toml
from briefgen.model import PlaceKind
from briefgen.slugs import fold

# A place of a name is meant without more ado where it has so many times the inhabitants of the next one: London,
# England has 23 times those of London, Ontario; Birmingham, England 6 times those of Birmingham, Alabama.
CLEARLY_LARGER = 8.0
LARGER = 3.0  # the same among the places in states that the article speaks of
# What a town's spellings in other languages weigh, that English rarely has: "Cancun" is Changchun's in one of them.
_WEIGHT_OF_OTHER_NAMES = 0.05
_OTHER_NAMES_AT_MOST = 100_000
FAMOUS = (
    1_500_000  # inhabitants that a place is reckoned with at least that the lists of ours hold, or that is a capital
)


@dataclass(frozen=True, slots=True)
class Location:
    """One place of the gazetteer."""

    name: str  # as the gazetteer has it
    kind: PlaceKind
    country: str | None
    region: str  # GeoNames' first-level code: "TX"; "" where none is known
    lat: float
    lon: float
    weight: float  # inhabitants, for choosing among places of one name


@lru_cache(maxsize=4096)
def locations(name: str) -> tuple[Location, ...]:
    """All places of this name, the largest first."""
    return tuple(sorted(dict.fromkeys(_listed(name)), key=lambda place: -place.weight))


def is_place(name: str) -> bool:
    """Whether any place has this name."""
    key = _key(name)
    return key in _others() or key in _cities()


def is_listed(name: str) -> bool:
    """Whether a country, a region, a body of water, a venue or a small town of our own lists has this name."""
    return _key(name) in _others()


def locate(name: str, states: Collection[str] = (), within: str | None = None) -> Location | None:
    """The place that is meant by a name; None where there is none or two may be meant.

    Args:
        name: as the article writes it.
        states: codes of the states that the article speaks of.
        within: the words that name what holds the place: "Texas", "France".
    """
    found = locations(name)
    if within:
        return next((place for place in found if _lies_in(place, within)), None)
    if not found or _stands_out(found, CLEARLY_LARGER) or found[0].kind == "country":
        return found[0] if found else None
    near = [place for place in found if place.country in states]
    seats = [place for place in near if is_seat(place)]
    if seats or (near and _stands_out(near, LARGER)):
        return (seats or near)[0]
    return found[0] if not near and is_seat(found[0]) and _stands_out(found, LARGER) else None


def is_seat(place: Location) -> bool:
    """Whether a place is the capital of its state."""
    return place.kind == "city" and (_key(place.name), place.country) in _seats()


def _stands_out(found: Sequence[Location], times: float) -> bool:
    """Whether the first is so many times as large as the next one elsewhere."""
    others = [place for place in found if not _beside(found[0], place)]
    return not others or found[0].weight >= times * others[0].weight


def _beside(one: Location, other: Location) -> bool:
    """Whether two places of one name are one on the map, as Gaza and the Gaza Strip."""
    return one.country == other.country and abs(one.lat - other.lat) < 1 and abs(one.lon - other.lon) < 1


def _lies_in(place: Location, holder: str) -> bool:
    if place.kind == "country":
        return False
    code = lexicon.state_named(holder)
    if code and place.country == code and not (code == "GE" and place.region == "GA"):
        return True
    return any(
        region.kind == "region"
        and region.country == place.country
        and _REGION_CODES.get(region.name, "") == place.region
        for region in _others().get(_key(_AS_HOLDERS.get(holder, holder)), ())
    )


def _listed(name: str) -> Iterator[Location]:
    key = _key(name)
    yield from _others().get(key, ())
    if capital := _capitals().get(key):
        yield from (place for place in _listed(capital[0]) if place.country == capital[1] and place.kind == "city")
    best: set[str | None] = set()  # states whose largest place of this name has been met
    for line, own in _cities().get(key, ()):
        place = _city(line)
        known = key in _in_the_news().get((place.country, place.name), ())
        first = known or (own and (key, place.country) in _seats() and place.country not in best)
        best.add(place.country if own else None)
        if first:
            yield replace(place, weight=max(place.weight, FAMOUS))
        else:
            other = min(place.weight * _WEIGHT_OF_OTHER_NAMES, _OTHER_NAMES_AT_MOST)
            yield replace(place, weight=place.weight if own else other)


def _key(name: str) -> str:
    return " ".join(fold(name.translate(_MARKS)).split())


_MARKS = str.maketrans({"'": None, "’": None, "‘": None, "ʻ": None, "ʼ": None, "-": " ", "–": " "})


@cache
def _others() -> Mapping[str, tuple[Location, ...]]:
    """Countries, regions, waters and venues by folded name."""
    found: dict[str, list[Location]] = {}
    for country in lexicon.countries().values():
        place = Location(country.name, "country", country.code, "", country.lat, country.lon, 50 * FAMOUS)
        for name in country.names:
            found.setdefault(_key(name), []).append(place)
    kinds: tuple[PlaceKind, ...] = ("region", "water", "city", "venue")
    for kind in kinds:
        for code, places in load_toml("places")[kind].items():
            for name, (lat, lon, *others) in places.items():
                place = Location(name, kind, None if code == "XX" else code, "", lat, lon, FAMOUS)
                for form in dict.fromkeys(map(_key, (name, *others))):
                    found.setdefault(form, []).append(place)
    return {key: tuple(places) for key, places in found.items()}


@cache
def _seats() -> frozenset[tuple[str, str]]:
    """The capitals, folded, with their states: they are meant before larger towns of the same name."""
    return frozenset((_key(c.capitals[0]), c.code) for c in lexicon.countries().values() if c.capitals)


@cache
def _in_the_news() -> Mapping[tuple[str | None, str], frozenset[str]]:
    """The folded names by which newsrooms mean a city, by its state and its name in the list."""
    listed = load_toml("city_names")
    return {
        (state, name): frozenset(map(_key, (name, *forms)))
        for state, rows in listed.items()
        for name, forms in rows.items()
    }


@cache
def _capitals() -> Mapping[str, tuple[str, str]]:
    """The usual spelling and the state of each capital by its other spellings: "Washington, D.C."."""
    return {
        _key(form): (country.capitals[0], country.code)
        for country in lexicon.countries().values()
        for form in country.capitals[1:]
        if _key(form) not in _cities() and _key(country.capitals[0]) in _cities()
    }


@cache
def _cities() -> Mapping[str, list[tuple[str, bool]]]:
    """The lines of the cities by folded name, with whether the name is the city's own."""
    found: dict[str, list[tuple[str, bool]]] = {}
    news = _in_the_news()
    for line in files("briefgen.lexicon").joinpath("cities.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        own, _, others = line.rpartition("\t")[2].partition("|")
        name, country, _ = line.split("\t", 2)
        forms = {*own.split(";"), *news.get((country, name), ())}
        for form in forms:
            found.setdefault(form, []).append((line, True))
        for form in others.split(";") if others else ():
            if form not in forms:
                found.setdefault(form, []).append((line, False))
    return found


def _city(line: str) -> Location:
    name, country, region, lat, lon, inhabitants, _ = line.split("\t")
    return Location(name, "city", country, region, float(lat), float(lon), float(inhabitants))


# Regions that share the name of a better known city, as what holds another place: "Olympia, Washington".
_AS_HOLDERS = {"Washington": "Washington State", "New York": "New York State", "Victoria": "State of Victoria"}

# GeoNames' codes of first-level regions that datelines and addresses name: the postal abbreviations of the United
# States, GeoNames' own numbers for Canada, letters for the parts of the United Kingdom and the states of Australia.
_REGION_CODES = {
    "Alabama": "AL", "Alaska": "AK", "Arizona": "AZ", "Arkansas": "AR", "California": "CA", "Colorado": "CO",
    "Connecticut": "CT", "Delaware": "DE", "Florida": "FL", "Georgia": "GA", "Hawaii": "HI", "Idaho": "ID",
    "Illinois": "IL", "Indiana": "IN", "Iowa": "IA", "Kansas": "KS", "Kentucky": "KY", "Louisiana": "LA", "Maine": "ME",
    "Maryland": "MD", "Massachusetts": "MA", "Michigan": "MI", "Minnesota": "MN", "Mississippi": "MS", "Missouri": "MO",
    "Montana": "MT", "Nebraska": "NE", "Nevada": "NV", "New Hampshire": "NH", "New Jersey": "NJ", "New Mexico": "NM",
    "New York State": "NY", "North Carolina": "NC", "North Dakota": "ND", "Ohio": "OH", "Oklahoma": "OK",
    "Oregon": "OR", "Pennsylvania": "PA", "Rhode Island": "RI", "South Carolina": "SC", "South Dakota": "SD",
    "Tennessee": "TN", "Texas": "TX", "Utah": "UT", "Vermont": "VT", "Virginia": "VA", "Washington State": "WA",
    "West Virginia": "WV", "Wisconsin": "WI", "Wyoming": "WY", "District of Columbia": "DC",
    "Alberta": "01", "British Columbia": "02", "Manitoba": "03", "New Brunswick": "04",
    "Newfoundland and Labrador": "05", "Nova Scotia": "07", "Ontario": "08", "Prince Edward Island": "09",
    "Quebec": "10", "Saskatchewan": "11",
    "England": "ENG", "Scotland": "SCT", "Wales": "WLS", "Northern Ireland": "NIR",
    "New South Wales": "02", "Queensland": "04", "South Australia": "05", "Tasmania": "06", "State of Victoria": "07",
    "Western Australia": "08", "Northern Territory": "03",
}  # fmt: skip
