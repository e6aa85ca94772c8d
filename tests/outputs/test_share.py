"""The picture that goes with an event where its address is shared: read back by Pillow, the same each time."""

import dataclasses
import io
from typing import Any

import font_source_serif_pro
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFont

from briefgen import routes
from briefgen.config import Settings
from briefgen.errors import Refused
from briefgen.frozen import replace
from briefgen.outputs import outputs, share
from briefgen.outputs.share import draw, share_images
from briefgen.render import environment, html
from briefgen.texts import ENGLISH
from briefgen.views.share import LACKING, READABLE, Card, card
from tests.corpora import AS_OF, COLOPHON, SETTINGS, corpus, hostile
from tests.made import site_pages

WANTED = dataclasses.replace(SETTINGS, share_images=True)
LARGEST = 60_000  # bytes
OF = corpus()
PLACE = next(p for p in OF.places if p.lat is not None and p.kind == "city")
CARD = Card(site="Desk", name="Test summit", status="planned", when="1 May 2026", where="Tianjin", place=PLACE)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data), formats=["PNG"])


def test_a_picture_has_the_size_that_open_graph_asks_for_and_is_small() -> None:
    for _, data in share_images(OF, WANTED):
        assert opened(data).size == (1200, 630)
        assert len(data) < LARGEST


def test_the_same_card_gives_the_same_bytes_and_another_word_others() -> None:
    assert draw(CARD) == draw(CARD)
    assert draw(CARD) != draw(replace(CARD, status="cancelled"))


def test_the_place_is_a_dot_on_the_map_and_without_one_there_is_no_map() -> None:
    middle = (share.WIDTH - share.MAP // 2, share.HEIGHT // 2)
    with_map, without = (opened(draw(c)).convert("RGB") for c in (CARD, replace(CARD, place=None)))
    red, green, blue = with_map.getpixel(middle)  # type: ignore[misc]
    assert red > 2 * max(green, blue)
    assert min(without.getpixel(middle)) > 240  # type: ignore[arg-type]


@settings(max_examples=15)
@given(name=st.text(st.sampled_from("abc W-éł—"), min_size=1, max_size=300))
def test_a_name_stays_in_its_room_however_long(name: str) -> None:
    room = share.WIDTH - share.MAP - 2 * share.MARGIN
    size, lines = share._name(name, room)
    assert all(share._width(line, size, bold=True) <= room for line in lines)
    assert len(lines) * size * share.LEADING <= share.NAME_ROOM


def test_a_name_that_fits_in_some_size_is_whole() -> None:
    name = "Trump-Putin talks in Joint Base Elmendorf-Richardson"
    assert " ".join(share._name(name, 652)[1]) == name


@pytest.mark.parametrize("path", [font_source_serif_pro.SourceSerifPro, font_source_serif_pro.SourceSerifProBold])
def test_every_letter_that_a_card_may_have_is_in_the_font(path: str) -> None:
    font = ImageFont.truetype(path, 40, layout_engine=ImageFont.Layout.BASIC)
    missing = bytes(font.getmask("\u3042"))
    readable = [chr(c) for c in range(0x3000) if READABLE.fullmatch(chr(c))]
    assert len(readable) > 300
    assert [c for c in readable if bytes(font.getmask(c)) == missing] == []
    assert all(bytes(font.getmask(c)) == missing for c in LACKING)


@pytest.mark.parametrize("name", ["قمة", "Саммит", "東京", "a\nb", "a\u202eb"])
def test_what_the_font_cannot_write_has_no_picture_and_its_page_names_none(name: str) -> None:
    of = replace(OF, events=(replace(OF.events[0], name=name), *OF.events[1:]))
    route = routes.event_picture(of.events[0].id)
    assert route not in dict(share_images(of, WANTED))
    assert card(of.events[0], PLACE, WANTED, ENGLISH) is None


@pytest.mark.parametrize("of", [corpus(), hostile()], ids=["plain", "hostile"])
def test_pages_name_the_pictures_that_there_are_and_no_other(of: Any) -> None:
    made = {routes.address(SETTINGS.base_url, route) for route, _ in share_images(of, WANTED)}
    env = environment()
    named = set()
    for page in site_pages(of, WANTED, AS_OF, COLOPHON):
        if picture := page.view().frame.share:
            assert f'<meta property="og:image" content="{picture}">' in html(env, page).decode()
            named.add(picture)
    assert named == made


@pytest.mark.parametrize(
    "given_settings", [SETTINGS, dataclasses.replace(WANTED, base_url="")], ids=["not asked for", "no address"]
)
def test_without_the_setting_or_an_address_there_is_no_picture(given_settings: Settings) -> None:
    assert not [route for route, _ in outputs(OF, given_settings) if route.suffix == ".png"]
    pages = site_pages(OF, given_settings, AS_OF, COLOPHON)
    assert not [page.path for page in pages if page.view().frame.share]


def test_without_the_extra_the_build_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    share.check_share(WANTED)
    monkeypatch.setattr(share, "letters", None)
    share.check_share(SETTINGS)
    with pytest.raises(Refused, match="needs Pillow") as refused:
        share.check_share(WANTED)
    assert "briefgen[share]" in refused.value.problems[0].hint
