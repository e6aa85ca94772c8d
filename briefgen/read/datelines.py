"""Datelines: the place and day that a wire story opens with.

Reads  the head of a paragraph.
Finds  ``WARSAW —``, ``BEIJING, Aug. 31 (Xinhua) --``, ``ANCHORAGE, Alaska (AP) —``, ``MOSCOW, August 29. /TASS/.``,
       ``PARIS/BERLIN, Jan 3 -``, ``New Delhi, Aug 29 (PTI)``, ``Aug. 29 (UPI) --``, ``DAKAR (APS - 3 May 2024)``: its
       end, the place, the day and the agency.
Misses places in small letters without agency or day, which look like the first words of a sentence.
"""

import re
from dataclasses import dataclass
from datetime import date

from briefgen.read.stamps import MONTHS, month_number
from briefgen.read.words import listing, outlet_named

LONGEST = 120  # characters

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|" + "|".join(m.title() for m in MONTHS) + r")\b\.?"
_DAY = (
    rf"(?:(?P<month>{_MONTH})\s+(?P<day>\d\d?)\b|(?P<day2>\d\d?)\s+(?P<month2>{_MONTH}))(?:,?\s+(?P<year>\d{{4}})\b)?"
)
_CAPITALS = r"[^\W\d_a-zß-öø-ÿ][^\W\d_a-zß-öø-ÿ.'’-]+"  # a word in capitals, of two letters or more
_SMALL = r"(?:(?:of|de|del|la|al|an|da|do|di|on|in|the|and|au|am|den)\s+)"
_NAME = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?"
_PLACE = rf"(?P<place>{_CAPITALS}(?:[\s/]+(?:and\s+|of\s+|de\s+|the\s+)?{_CAPITALS}){{0,5}})"
_MIXED = rf"(?P<mixed>{_NAME}(?:[\s/]+{_SMALL}?{_NAME}){{0,4}})"
_REGION = (
    rf"(?P<region>,\s+(?!{_MONTH}\s+\d)(?:{_NAME}|[A-Z]\.(?:\s?[A-Z]\.)+)(?:\s+{_SMALL}?{_NAME}){{0,3}}"
    rf"|\s*\[[^\]]{{2,30}}\]|\s+\((?!{_NAME}\))[A-Z][a-z]+\))?"
)
_AGENCY = r"(?:\s*[,.]?\s*(?:\((?P<agency>[^\W\d_][\w.&/ -]{1,30})\)|/(?P<slashed>TASS|ITAR-TASS|[A-Z]{3,10})/))"
_DASH = r"\s*(?:--+|[\u2014\u2013\u2015]|-(?=\s)|\u2212|:(?=\s))"
_END = rf"(?:{_AGENCY}[.,]?(?P<dash>{_DASH})?|(?P<dash2>{_DASH}))"

_WITH_CAPITALS = re.compile(rf"{_PLACE}{_REGION}(?:[,.]\s+{_DAY})?[.,]?{_END}")
_IN_SMALL = re.compile(rf"{_MIXED}{_REGION}(?:[,.]?\s+{_DAY})?[.,]?{_END}")
_DATED_AGENCY = re.compile(  # the day stands in the brackets, which need no dash behind them
    rf"{_PLACE}{_REGION},?\s+\((?P<agency>[^()\n]{{2,60}}?)\s*[,\u2013-]\s*"
    rf"(?P<day2>\d\d?)(?:st|nd|rd|th)?\s+(?P<month2>{_MONTH}),?\s+(?P<year>\d{{4}})\)(?:{_DASH})?"
)
_WITHOUT_PLACE = re.compile(rf"(?:{_DAY})[.,]?{_AGENCY}(?P<dash>{_DASH})?")
_ONLY_AGENCY = re.compile(r"\(?(?P<agency>[A-Z][\w./ ]{1,20}?)\)?(?P<dash>\s*(?:--+|[\u2014\u2013]|-(?=\s)))")


@dataclass(frozen=True, slots=True)
class Opening:
    """A dateline at the head of a paragraph, in offsets of that paragraph."""

    end: int  # behind the dash
    place: tuple[int, int] | None
    month: int | None
    day: int | None
    year: int | None
    agency: str | None

    def date(self, published: str | None) -> str | None:
        """The ISO day: with the year that is written, or else that which brings it next to the day of publication."""
        if not (self.month and self.day):
            return None
        if self.year:
            return _day(self.year, self.month, self.day)
        if not published or len(published) < 10:  # noqa: PLR2004
            return None
        out = date.fromisoformat(published[:10])
        near = [found for y in (out.year - 1, out.year, out.year + 1) if (found := _day(y, self.month, self.day))]
        return min(near, key=lambda iso: abs((date.fromisoformat(iso) - out).days), default=None)


def find_dateline(words: str) -> Opening | None:
    """The dateline that a paragraph opens with, or None."""
    head = words[:LONGEST]
    if found := _DATED_AGENCY.match(head):
        return _opening(found, found.span("place"), found["agency"].split("/")[0].strip(" -"))
    return _in_capitals(head) or _in_small_letters(head) or _placeless(head)


def _in_capitals(head: str) -> Opening | None:
    found = _WITH_CAPITALS.match(head)
    if not found or not found["place"]:
        return None
    agency = found["agency"] or found["slashed"]
    dated = bool(found["month"] or found["month2"])
    dash = found["dash"] or found["dash2"]
    if not (dash or found["slashed"] or (agency and dated)) or (not agency and str(dash).strip() == ":"):
        return None
    place = found["place"]
    if place.upper().strip(" .") in listing("datelines")["not_places"] or (
        outlet_named(place) and not agency and not dated
    ):
        return None
    if agency and not _is_agency(agency) and not (dated and dash and agency[:1].isupper()):
        return None
    return _opening(found, found.span("place"), agency)


def _in_small_letters(head: str) -> Opening | None:
    """A place that is not in capitals needs its agency, or its day and a dash."""
    found = _IN_SMALL.match(head)
    if not found:
        return None
    agency = found["agency"] or found["slashed"]
    dated = bool(found["month"] or found["month2"])
    dash = found["dash"] or found["dash2"]
    if not ((agency and (dash or found["slashed"] or dated)) or (dated and dash)):
        return None
    if (agency and not _is_agency(agency)) or month_like(found["mixed"]):
        return None
    return _opening(found, found.span("mixed"), agency)


def _placeless(head: str) -> Opening | None:
    """``Aug. 29 (UPI) --`` and ``(CNN) —``."""
    found = _WITHOUT_PLACE.match(head)
    if found and _is_agency(found["agency"] or found["slashed"]):
        return _opening(found, None, found["agency"] or found["slashed"])
    found = _ONLY_AGENCY.match(head)
    if found and (known := outlet_named(found["agency"])):
        return Opening(found.end(), None, None, None, None, known)
    return None


def _opening(found: re.Match[str], place: tuple[int, int] | None, agency: str | None) -> Opening:
    part = found.groupdict()
    month = part.get("month") or part.get("month2")
    day = part.get("day") or part.get("day2")
    end = found.end()
    if part.get("slashed") and found.string[end : end + 1] == ".":
        end += 1
    return Opening(
        end=end,
        place=place,
        month=month_number(month) if month else None,
        day=int(day) if day else None,
        year=int(part["year"]) if part.get("year") else None,
        agency=(outlet_named(agency) or agency) if agency else None,
    )


def _is_agency(words: str) -> bool:
    """A name in brackets that may be an agency's: listed, or written in capitals."""
    return bool(outlet_named(words)) or (words.isupper() and not month_like(words))


def month_like(words: str) -> bool:
    """Whether words begin with the name of a month."""
    first = words.split(maxsplit=1)[0].lower().rstrip(".,") if words.split() else ""
    return first in MONTHS or first in {m[:3] for m in MONTHS}


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
