from pathlib import Path

import pytest

from briefgen.frozen import replace
from briefgen.model import MergedPlace
from briefgen.outputs import kept_maps, maps
from tests.corpora import corpus

OF = corpus()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the places of which a map is drawn from now on."""
    names: list[str] = []
    draw = maps.draw

    def noting(place: MergedPlace) -> bytes:
        names.append(place.name)
        return draw(place)

    monkeypatch.setattr(maps, "draw", noting)
    return names


def test_a_map_is_drawn_once_and_is_the_same_from_the_kept_ones(tmp_path: Path, drawn: list[str]) -> None:
    first = dict(kept_maps.place_maps(OF, tmp_path / "maps"))
    assert len(drawn) == len(first) > 0
    assert dict(kept_maps.place_maps(OF, tmp_path / "maps")) == first == dict(kept_maps.place_maps(OF))
    assert len(drawn) == 2 * len(first)  # by the last of the three, which has no file


def test_a_place_that_moved_is_drawn_anew_and_what_nobody_asks_for_goes(tmp_path: Path, drawn: list[str]) -> None:
    file = tmp_path / "maps"
    list(kept_maps.place_maps(OF, file))
    place = next(p for p in OF.places if p.lat is not None)
    alone = replace(OF, places=(replace(place, lat=place.lat and place.lat + 1),))
    drawn.clear()
    list(kept_maps.place_maps(alone, file))
    list(kept_maps.place_maps(replace(OF, places=(place,)), file))
    assert drawn == [place.name] * 2


@pytest.mark.parametrize("damaged", [b"", b"\x93", b"no maps"])
def test_a_damaged_file_counts_for_nothing(tmp_path: Path, drawn: list[str], damaged: bytes) -> None:
    file = tmp_path / "maps"
    first = dict(kept_maps.place_maps(OF, file))
    file.write_bytes(damaged)
    assert dict(kept_maps.place_maps(OF, file)) == first


def test_maps_of_another_version_are_drawn_anew(
    tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    list(kept_maps.place_maps(OF, tmp_path / "maps"))
    drawn.clear()
    monkeypatch.setattr(kept_maps, "_fingerprint", lambda: "another")
    list(kept_maps.place_maps(OF, tmp_path / "maps"))
    assert drawn
