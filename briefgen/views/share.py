"""What the picture says that goes with an event's address where it is shared: a few words, the same as on its page."""

import re

from briefgen.config import Settings
from briefgen.model import MergedEvent, MergedPlace
from briefgen.texts import Texts
from briefgen.views.catalogue import PlaceFace
from briefgen.views.dates import Dates
from briefgen.views.part import Part
from briefgen.words import words

# What the font of the pictures has: Latin letters but for a few, and the marks of English. Tried letter by letter with
# Source Serif Pro 2.010; tests/outputs/test_share.py holds both together.
LACKING = "\u012c\u012d\u0132\u0133\u014a\u014b\u0166\u0167"
READABLE = re.compile(rf"(?:(?![{LACKING}])[ -~\u00a1-\u00ac\u00ae-\u017f‐–—‘’‚“”„…])+")


class Card(Part, frozen=True, kw_only=True):
    """The words of a picture, and its place on the map. Every letter is one that the font has."""

    site: str
    name: str
    status: str
    when: str  # may be empty
    where: str  # may be empty
    place: MergedPlace | PlaceFace | None  # with coordinates


def card(event: MergedEvent, place: MergedPlace | PlaceFace | None, settings: Settings, texts: Texts) -> Card | None:
    """The card of an event; None where the site wants none, or a word of it cannot be written."""
    if not (settings.share_images and settings.base_url):
        return None
    when = Dates(texts).moment(event.start, event.end, event.precision)
    made = Card(
        site=" ".join(settings.title.split()),
        name=event.name,
        status=words(texts).status[event.status],
        when=when.text if when else "",
        where=place.name if place else "",
        place=place if place and place.lat is not None and place.lon is not None else None,
    )
    written = (made.site, made.name, made.status, made.when, made.where)
    return made if all(READABLE.fullmatch(text) for text in written if text) else None
