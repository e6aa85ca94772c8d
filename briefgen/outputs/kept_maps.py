"""Maps kept from build to build: a place's map is drawn once, and the libraries that draw are loaded only for new ones.

Kept   in one file, written whole or not at all; a damaged one counts for nothing. Beside its place a map depends on
       our own code, the outlines and the versions of the libraries: other ones, and all are drawn anew. What no place
       asks for any more goes.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import msgspec

from briefgen import routes
from briefgen.model import Corpus, MergedPlace
from briefgen.routes import Route
from briefgen.whole import write_whole

LIBRARIES = ("lxml", "numpy", "pyproj", "shapely")
DRAWING = ("maps.py", "outline.json")  # beside this module

Kept = tuple[str, dict[str, bytes]]  # by what they were drawn, and the maps by what they show


def place_maps(corpus: Corpus, kept: Path | None = None) -> Iterator[tuple[Route, bytes]]:
    """Yield the map of every place whose coordinates are known. kept: a file of ours for the maps of the last time."""
    known, drawn = _known(kept) if kept else {}, dict[str, bytes]()
    for place in corpus.places:
        if place.lat is not None and place.lon is not None:
            key = _shown(place)
            drawn[key] = known.get(key) or drawn.get(key) or _drawn(place)
            yield routes.place_map(place.id), drawn[key]
    if kept and drawn != known:
        write_whole(kept, msgspec.msgpack.encode((_fingerprint(), drawn)))


def _shown(place: MergedPlace) -> str:
    """All that the map of a place depends on."""
    return repr((place.lat, place.lon, place.kind, place.name))


def _drawn(place: MergedPlace) -> bytes:
    from briefgen.outputs.maps import draw  # noqa: PLC0415  its libraries take a quarter of a second

    return draw(place)


def _known(kept: Path) -> dict[str, bytes]:
    try:
        drawn_by, known = msgspec.msgpack.decode(kept.read_bytes(), type=Kept)
    except (OSError, ValueError):
        return {}
    return known if drawn_by == _fingerprint() else {}


@cache
def _fingerprint() -> str:
    """By what maps are drawn."""
    versions = " ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES)
    code = b"".join(Path(__file__).with_name(name).read_bytes() for name in DRAWING)
    return hashlib.sha256(versions.encode() + code).hexdigest()
