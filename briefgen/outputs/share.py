"""The picture of an event for those who share its page (Open Graph): 1200 by 630 pixels, PNG, drawn at build time.

Name, status, date and place in the colours of the site, beside the map of the place where its coordinates are known.
Nothing is fetched: the letters are those of Source Serif Pro (SIL Open Font Licence), which comes as a Python package,
and Pillow draws them, letter by letter and without a shaping engine, so that the same words give the same pixels
wherever they are drawn. Events whose words the font cannot write have no picture.
"""

import io
from collections.abc import Iterator
from functools import cache

from briefgen import routes
from briefgen.config import FILE, Settings
from briefgen.errors import Problem, Refused
from briefgen.model import Corpus
from briefgen.outputs.maps import coast
from briefgen.routes import Route
from briefgen.texts import ENGLISH, Texts
from briefgen.views.share import Card, card

try:
    import font_source_serif_pro as letters
    from PIL import Image, ImageDraw, ImageFont
except ImportError:  # the extra "share" is not installed; check_share tells
    letters = None

WIDTH, HEIGHT = 1200, 630  # pixels: what Open Graph's readers show whole
MARGIN = 64
MAP = 420  # pixels, the map's share of the width
FINER = 2  # drawn so many times larger and then reduced, for smooth edges
GROUND, INK, QUIET, SEA, LAND, COAST, ACCENT = (
    "#fdfcf9", "#1d1b18", "#5d574e", "#e6ecef", "#f7f4ec", "#b9b2a3", "#7a1f1f",
)  # fmt: skip
COLORS = 64  # shades kept: text and coast need no more, and the file is a third
NAME_SIZES = (76, 66, 58, 50, 43)  # of type, largest first: the first in which the name fits
NAME_ROOM = 256  # pixels from the name's top down to the status
LEADING = 1.16


def check_share(settings: Settings) -> None:
    """Raises Refused where pictures are wanted and what draws them is not installed."""
    if settings.share_images and letters is None:
        hint = "pip install 'briefgen[share]', or write share_images: no"
        raise Refused([Problem(FILE, "share_images needs Pillow and a font, which are not installed", hint=hint)])


def share_images(corpus: Corpus, settings: Settings, texts: Texts = ENGLISH) -> Iterator[tuple[Route, bytes]]:
    """Yield the picture of each event that has one."""
    places = {place.id: place for place in corpus.places}
    for event in corpus.events:
        made = card(event, places.get(event.place or ""), settings, texts)
        if made:
            yield routes.event_picture(event.id), draw(made)


def draw(made: Card) -> bytes:
    """A card as the bytes of a PNG file."""
    large = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), GROUND)
    pen = ImageDraw.Draw(large)
    right = WIDTH - MAP if made.place else WIDTH
    if made.place:
        _map(pen, made)
    _rule(pen, MARGIN, right - MARGIN)
    _write(pen, MARGIN, 50, _cut(made.site, 34, right - 2 * MARGIN), 34, INK, bold=True)
    size, lines = _name(made.name, right - 2 * MARGIN)
    y = 140
    for line in lines:
        _write(pen, MARGIN, y, line, size, INK, bold=True)
        y += round(size * LEADING)
    told = [_cut(text, 34, right - 2 * MARGIN) for text in (made.when, made.where) if text]
    y = HEIGHT - MARGIN - 46 * len(told)
    for line in told:
        _write(pen, MARGIN, y, line, 34, QUIET)
        y += 46
    _status(pen, MARGIN, HEIGHT - MARGIN - 46 * len(told) - 66, made.status)
    small = large.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
    buffer = io.BytesIO()
    small.quantize(COLORS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _map(pen: "ImageDraw.ImageDraw", made: Card) -> None:
    """The land around the place, on the right, with a dot where it is."""
    left, wide, tall = (WIDTH - MAP) * FINER, MAP * FINER, HEIGHT * FINER
    pen.rectangle((left, 0, left + wide, tall), fill=SEA)
    if made.place is None:
        return
    for land in coast(made.place, wide, tall):
        rings = [[(left + x, y) for x, y in ring.coords] for ring in (land.exterior, *land.interiors)]
        for ring, fill in zip(rings, (LAND, *[SEA] * len(land.interiors)), strict=True):
            pen.polygon(ring, fill=fill)
            pen.line(ring, fill=COAST, width=FINER)
    pen.rectangle((0, 0, left - 1, tall), fill=GROUND)  # what the coast's edge drew over
    if made.place.kind in {"venue", "city"}:
        x, y = left + wide // 2, tall // 2
        for radius, fill in ((13 * FINER, GROUND), (10 * FINER, ACCENT)):
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)


def _rule(pen: "ImageDraw.ImageDraw", start: int, end: int) -> None:
    """The double rule below the site's name."""
    for y in (106, 112):
        pen.rectangle((start * FINER, y * FINER, end * FINER, (y + 2) * FINER - 1), fill=INK)


def _status(pen: "ImageDraw.ImageDraw", x: int, y: int, word: str) -> None:
    """The status, a word in a frame."""
    wide = _width(word, 30, bold=True)
    frame = (x * FINER, y * FINER, (x + wide + 32) * FINER, (y + 50) * FINER)
    pen.rounded_rectangle(frame, 6 * FINER, outline=INK, width=3 * FINER)
    _write(pen, x + 16, y + 3, word, 30, INK, bold=True)


def _write(pen: "ImageDraw.ImageDraw", x: int, y: int, text: str, size: int, ink: str, *, bold: bool = False) -> None:
    pen.text((x * FINER, y * FINER), text, ink, _font(size, bold=bold))


@cache
def _font(size: int, *, bold: bool) -> "ImageFont.FreeTypeFont":
    path = letters.SourceSerifProBold if bold else letters.SourceSerifPro
    return ImageFont.truetype(path, size * FINER, layout_engine=ImageFont.Layout.BASIC)


def _width(text: str, size: int, *, bold: bool = False) -> int:
    return round(_font(size, bold=bold).getlength(text) / FINER)


def _cut(text: str, size: int, room: int) -> str:
    """The text, or as much of it as there is room for. room: pixels."""
    if _width(text, size, bold=True) <= room:
        return text
    while text and _width(text + "…", size, bold=True) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _name(name: str, room: int) -> tuple[int, list[str]]:
    """The size of type in which a name fits, and its lines; at the smallest, what fits of it."""
    for size in NAME_SIZES:
        lines = _lines(name, size, room)
        if len(lines) * size * LEADING <= NAME_ROOM and " ".join(lines) == " ".join(name.split()):  # none was cut
            return size, lines
    size = NAME_SIZES[-1]
    lines = _lines(name, size, room)
    fit = int(NAME_ROOM / (size * LEADING))
    return size, lines if len(lines) <= fit else [*lines[: fit - 1], _cut(" ".join(lines[fit - 1 :]), size, room)]


def _lines(text: str, size: int, room: int) -> list[str]:
    """A text in lines that fit; a word that alone is longer than a line is cut."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, size, bold=True) <= room:
            lines[-1] = longer
        else:
            lines.append(_cut(word, size, room))
    return lines
