"""Compile briefgen/outputs/outline.json: the outlines of all states, from Natural Earth (public domain), 1:50m.

Run it by hand when Natural Earth changes, with the file that the npm package world-atlas carries:

    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python tools/compile_outline.py package/countries-50m.json

Borders are simplified together, so that neighbours still fit; coordinates are hundredths of a degree.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely

TARGET = Path(__file__).parent.parent / "briefgen" / "outputs" / "outline.json"
TOLERANCE = 0.06  # square root of an area in degrees: what a map of 1,800 km in 640 pixels cannot show
SMALLEST = 0.003  # square degrees: smaller islands would be less than a pixel
ORIGIN = "Natural Earth 1:50m admin 0 countries (naturalearthdata.com), public domain, through world-atlas 2.0.2"

Ring = list[tuple[float, float]]


def main(source: Path) -> None:
    """Write the polygons of all states, a polygon a line."""
    topology = json.loads(source.read_text("utf-8"))
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    geometries = topology["objects"]["countries"]["geometries"]
    shapes = np.array([_shape(geometry, arcs) for geometry in geometries])
    polygons = [polygon for state in shapely.coverage_simplify(shapes, TOLERANCE) for polygon in _polygons(state)]
    lines = ",\n".join(json.dumps(polygon, separators=(",", ":")) for polygon in polygons)
    TARGET.write_text(f'{{"origin": {json.dumps(ORIGIN)},\n"polygons": [\n{lines}\n]}}\n', "utf-8")


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> Ring:
    """An arc's points in degrees; TopoJSON stores differences of whole numbers."""
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    points = np.cumsum(np.array(arc), axis=0)
    return [(float(x * kx + dx), float(y * ky + dy)) for x, y in points]


def _shape(geometry: dict[str, Any], arcs: list[Ring]) -> shapely.Geometry:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    made = []
    for rings in polygons:
        joined = [_joined(ring, arcs) for ring in rings]
        made.append(shapely.Polygon(joined[0], joined[1:]))
    return shapely.MultiPolygon(made)


def _joined(ring: list[int], arcs: list[Ring]) -> Ring:
    """The arcs of a ring end to end; a negative number is an arc walked backwards."""
    points: Ring = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return _unwrapped(points)


def _unwrapped(points: Ring) -> Ring:
    """A ring that steps over the 180th meridian goes on beyond it, rather than once round the globe."""
    x = np.unwrap([x for x, _ in points], period=360)
    return [(float(lon), lat) for lon, (_, lat) in zip(x, points, strict=True)]


def _polygons(shape: shapely.Geometry) -> Iterator[list[list[int]]]:
    """The polygons that are large enough, each as a list of rings of hundredths of a degree: [x, y, x, y, …]."""
    for polygon in getattr(shape, "geoms", [shape]):
        if polygon.area < SMALLEST:
            continue
        yield [_whole(polygon.exterior), *(_whole(hole) for hole in polygon.interiors)]


def _whole(ring: shapely.LinearRing) -> list[int]:
    return [int(v) for v in np.rint(shapely.get_coordinates(ring)[:-1] * 100).ravel()]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
