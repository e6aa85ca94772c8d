"""A small map for each place with coordinates: an SVG drawn at build time, without tiles, scripts or requests.

The outlines are those of Natural Earth (public domain); its borders are shown thin and none is coloured, since a map of
where something happens takes no side on whose land it is. Projection: Lambert's azimuthal equal-area by pyproj, centred
near the place, so that shapes stay true there. The same place gives the same bytes.
"""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

import numpy as np
import pyproj
import shapely
from lxml import etree

from briefgen.model import MergedPlace, PlaceKind
from briefgen.views.catalogue import PlaceFace

WIDTH, HEIGHT = 640, 400  # pixels, and units of the drawing
EDGE = 12  # pixels drawn outside of the frame, so that no cut shows as a coast
FINEST = 0.6  # pixels; what deviates less from a straight line cannot be seen
# Kilometres from the centre to the left edge, by kind: enough to know the region again.
REACH: dict[PlaceKind, int] = {
    "venue": 1000, "city": 1000, "region": 1300, "country": 1800, "water": 1500, "other": 1300,
}  # fmt: skip
GRID = 5  # degrees: places near each other share a centre of projection, which is slow to set up
KM_A_DEGREE = 111.2
POLE = 88.0  # degrees; nothing is drawn closer to a pole
SVG = "http://www.w3.org/2000/svg"
EMPTY = f'<svg xmlns="{SVG}"/>'
STYLE = (
    ".sea{fill:#e6ecef}.land{fill:#faf8f2;stroke:#b9b2a3;stroke-width:.7;stroke-linejoin:round}"
    ".at{fill:#7a1f1f;stroke:#fff;stroke-width:2}"
    "text{font:600 17px system-ui,sans-serif;fill:#1d1b18;stroke:#fff;stroke-width:4;paint-order:stroke}"
    "@media(prefers-color-scheme:dark){.sea{fill:#1c2429}.land{fill:#35322c;stroke:#6d6659}"
    ".at{fill:#f0a89b;stroke:#171614}text{fill:#ece7dd;stroke:#171614}}"
)


def draw(place: MergedPlace) -> bytes:
    """The map of a place as an SVG document. The place has coordinates."""
    root = etree.fromstring(EMPTY)
    root.set("viewBox", f"0 0 {WIDTH} {HEIGHT}")
    root.set("width", str(WIDTH))
    root.set("height", str(HEIGHT))
    etree.SubElement(root, f"{{{SVG}}}style").text = STYLE
    etree.SubElement(root, f"{{{SVG}}}rect", {"class": "sea", "width": str(WIDTH), "height": str(HEIGHT)})
    shapes = [_path(ring) for land in coast(place, WIDTH, HEIGHT) for ring in (land.exterior, *land.interiors)]
    etree.SubElement(root, f"{{{SVG}}}path", {"class": "land", "fill-rule": "evenodd", "d": "".join(shapes)})
    _mark(root, place)
    return etree.tostring(root, encoding="utf-8") + b"\n"


def coast(place: MergedPlace | PlaceFace, width: int, height: int) -> Iterator[shapely.Polygon]:
    """The land around a place that has coordinates, in pixels of a frame with the place in its middle.

    No more points than whole pixels can show. Land is cut EDGE pixels outside of the frame.
    """
    lat, lon = place.lat or 0.0, place.lon or 0.0
    reach = REACH[place.kind]
    projection = _projection(round(lat / GRID) * GRID, round(lon / GRID) * GRID)
    x0, y0 = projection.transform(lon, lat)
    scale = width / 2 / (reach * 1000)

    def to_pixels(degrees: Any) -> Any:
        x, y = projection.transform(degrees[:, 0], degrees[:, 1])
        return np.column_stack([(x - x0) * scale + width / 2, height / 2 - (y - y0) * scale])

    land = _land_near(lat, lon, reach * max(1.0, height / width))
    flat = shapely.get_parts(shapely.transform(shapely.segmentize(land, 3.0), to_pixels))
    parts = shapely.get_parts(shapely.clip_by_rect(flat, -EDGE, -EDGE, width + EDGE, height + EDGE))
    yield from (part for part in shapely.simplify(parts, FINEST) if isinstance(part, shapely.Polygon))


def _mark(root: etree._Element, place: MergedPlace) -> None:
    """The name in the middle; above a dot where the place is a point on the map."""
    middle, y = str(WIDTH // 2), HEIGHT // 2
    if place.kind in {"venue", "city"}:
        etree.SubElement(root, f"{{{SVG}}}circle", {"class": "at", "cx": middle, "cy": str(y), "r": "7"})
        y -= 16
    name = etree.SubElement(root, f"{{{SVG}}}text", x=middle, y=str(y))
    name.set("text-anchor", "middle")
    name.text = "".join(c for c in place.name if c.isprintable())


@cache
def _projection(lat: int, lon: int) -> pyproj.Transformer:
    """Degrees to metres from a centre."""
    wanted = f"+proj=laea +lat_0={lat} +lon_0={lon} +ellps=sphere"
    return pyproj.Transformer.from_crs("+proj=longlat +ellps=sphere", wanted, always_xy=True)


@cache
def _outline() -> tuple[shapely.STRtree, Any]:
    """The polygons of all states with their index; each once more a turn of the globe to the left and to the right."""
    document = json.loads(files("briefgen.outputs").joinpath("outline.json").read_text("utf-8"))
    rings = [ring for rings in document["polygons"] for ring in rings]  # hundredths of a degree, x and y in turn
    points = np.array(list(chain.from_iterable(rings))).reshape(-1, 2) / 100
    ring_of_point = np.repeat(np.arange(len(rings)), [len(ring) // 2 for ring in rings])
    polygon_of_ring = np.repeat(np.arange(len(document["polygons"])), [len(rings) for rings in document["polygons"]])
    turned = np.concatenate([
        shapely.polygons(
            shapely.linearrings(points + np.array((turn, 0)), indices=ring_of_point),
            indices=polygon_of_ring,  # the first of a polygon is its outline, the others are its holes
        )
        for turn in (-360, 0, 360)
    ])  # fmt: skip
    return shapely.STRtree(turned), turned


def _land_near(lat: float, lon: float, reach: float) -> Any:
    """The land within reach of a point, in degrees, cut off outside of the frame: an array of geometries."""
    tall = reach * 1.5 / KM_A_DEGREE
    south, north = max(lat - tall, -POLE), min(lat + tall, POLE)
    wide = min(tall / np.cos(np.radians(max(abs(south), abs(north)))), 170.0)
    frame = (lon - wide, south, lon + wide, north)
    tree, polygons = _outline()
    return shapely.clip_by_rect(polygons[np.sort(tree.query(shapely.box(*frame)))], *frame)


def _path(ring: shapely.LinearRing) -> str:
    """A ring as the commands of an SVG path, in whole pixels; empty where they leave less than a triangle."""
    pixels = np.rint(shapely.get_coordinates(ring)).astype(int)
    moved = np.diff(pixels, axis=0)
    moved = moved[np.any(moved != 0, axis=1)]
    if len(moved) < 3:  # noqa: PLR2004
        return ""
    return f"M{pixels[0][0]} {pixels[0][1]}l" + " ".join(map(str, moved[:-1].ravel().tolist())) + "z"
