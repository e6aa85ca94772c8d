"""The maps: well-formed drawings with the place in the middle, whatever its name and wherever it is."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from briefgen import routes
from briefgen.frozen import replace
from briefgen.model import MergedPlace
from briefgen.outputs.kept_maps import place_maps
from briefgen.outputs.maps import HEIGHT, WIDTH, draw
from tests.corpora import HOSTILE, corpus, hostile

PLACE = next(p for p in corpus().places if p.lat is not None)
LARGEST = 20_000  # bytes: a map is a small picture beside a text


def drawn(place: MergedPlace) -> etree._Element:
    return etree.fromstring(draw(place))


def points(root: etree._Element) -> list[tuple[int, int]]:
    """Every point of the land, from the relative steps of its path."""
    found: list[tuple[int, int]] = []
    for ring in (root.find("{*}path").get("d") or "").split("M")[1:]:  # type: ignore[union-attr]
        start, steps = ring.rstrip("z").split("l")
        x, y = map(int, start.split())
        numbers = list(map(int, steps.split()))
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            found.append((x, y))
            x, y = x + dx, y + dy
    return found


def test_each_place_with_coordinates_has_a_map_beside_its_page() -> None:
    of = corpus()
    wanted = [routes.place_map(p.id) for p in of.places if p.lat is not None and p.lon is not None]
    assert [route for route, _ in place_maps(of)] == wanted
    assert wanted


def test_the_place_is_in_the_middle_and_named() -> None:
    root = drawn(PLACE)
    dot, name = root.find("{*}circle"), root.find("{*}text")
    assert dot is not None
    assert name is not None
    assert (dot.get("cx"), dot.get("cy")) == (str(WIDTH // 2), str(HEIGHT // 2))
    assert name.text == PLACE.name


def test_land_is_where_land_is() -> None:
    inland = drawn(replace(PLACE, lat=50.0, lon=80.0))  # the steppe: nothing but land
    at_sea = drawn(replace(PLACE, lat=-50.0, lon=-120.0))  # the South Pacific: no land far and wide
    assert points(inland)
    assert not points(at_sea)


def test_row_56_a_hostile_name_is_text() -> None:
    root = drawn(replace(PLACE, name=HOSTILE))
    assert {etree.QName(e).localname for e in root.iter()} <= {"svg", "style", "rect", "path", "circle", "text"}
    assert not [e for e in root.iter() if any(str(key).startswith("on") for key in e.attrib)]
    assert len(list(place_maps(hostile()))) == 1


@settings(max_examples=40)
@given(
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    kind=st.sampled_from(["venue", "city", "region", "country", "water"]),
)
def test_any_place_on_the_globe_gives_a_small_drawing_inside_its_frame(lat: float, lon: float, kind: str) -> None:
    place = replace(PLACE, lat=lat, lon=lon, kind=kind)
    data = draw(place)
    assert len(data) < LARGEST
    assert data == draw(place)
    assert all(-40 <= x <= WIDTH + 40 and -40 <= y <= HEIGHT + 40 for x, y in points(etree.fromstring(data)))


@pytest.mark.parametrize(("lat", "lon"), [(66.0, 179.5), (-18.1, 178.4), (66.0, -179.5)])
def test_land_is_not_cut_at_the_180th_meridian(lat: float, lon: float) -> None:
    found = points(drawn(replace(PLACE, lat=lat, lon=lon, kind="region")))
    steps = [(x, bx - x, by - y) for (x, y), (bx, by) in pairwise(found)]
    assert found
    assert not [s for s in steps if abs(s[1]) < 4 and abs(s[2]) > 40 and 10 < s[0] < WIDTH - 10]
