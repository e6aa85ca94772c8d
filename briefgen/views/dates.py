"""ISO dates -> what a reader is shown: "15–17 June 2025", "mid-June 2025", "29 August 2025, 10:12 UTC".

Months are written out, so that no reader takes the day for the month. A date is never shown finer than it is known.
The order of its parts, and the words around it, are the language's own. What is past is decided by one moment of the
whole build, never by the clock.
"""

import re
from calendar import monthrange
from functools import lru_cache

from briefgen.model import Precision
from briefgen.texts import Texts
from briefgen.views.part import Part

_ISO = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:[.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?\Z", re.ASCII
)
KEPT = 1 << 14  # dates that are remembered: pages name the same ones over and over
UNDATED = "9999-12-31"  # sorts after every date


class Moment(Part, frozen=True):
    """A date as shown, and for machines."""

    text: str  # "mid-June 2025"
    datetime: str | None  # where it begins, fit for <time datetime>; None where it has no calendar date


class _Date(Part, frozen=True):
    year: int
    month: int | None
    day: int | None
    clock: str | None
    zone: str | None


def last_day(start: str | None, end: str | None) -> str | None:
    """The last day that a date may mean, as YYYY-MM-DD; None for no date."""
    date = _read(end or start)
    if date is None:
        return None
    month = date.month or 12
    return f"{date.year:04}-{month:02}-{date.day or _days(date.year, month):02}"


@lru_cache(maxsize=KEPT)
def is_past(start: str | None, end: str | None, as_of: str) -> bool:
    """Whether all of a date lies before the day of as_of. No date is never past."""
    day = last_day(start, end)
    return day is not None and day < as_of[:10]


def month_of(start: str | None, end: str | None) -> str:
    """The month in which a date begins, "2025-08"; the year of one that fills it; "" for no date."""
    first, last = (start or end or "")[:10], (end or "")[:10]
    fills = first[4:] == "-01-01" and last == f"{first[:4]}-12-31"
    return first[:4] if fills else first[:7]


@lru_cache(maxsize=KEPT)
def _read(iso: str | None) -> _Date | None:
    found = _ISO.match(iso or "")
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.group(1, 2, 3))
    if not year or (month is not None and not 1 <= month <= 12):  # noqa: PLR2004
        return None
    if day is not None and not 1 <= day <= _days(year, month or 1):
        return None
    return _Date(year, month, day, found[4], found[5])


def _days(year: int, month: int) -> int:
    return monthrange(year, month)[1]


class Dates:
    """Dates in the words of one language."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._moment = lru_cache(maxsize=KEPT)(self._made)

    def moment(self, start: str | None, end: str | None = None, precision: Precision | None = None) -> Moment | None:
        """The date that these three give together; None for no date. end is inclusive."""
        return self._moment(start, end, precision)

    def _made(self, start: str | None, end: str | None, precision: Precision | None) -> Moment | None:
        if not start and not end:
            return None
        first, last = _read(start), _read(end)
        if (start and first is None) or (end and last is None):
            return Moment(
                " – ".join(part for part in (start, end) if part), None
            )  # as it stands: not ours to interpret
        if first is None:
            return Moment(self._texts.pgettext("date", "by %(date)s", date=self._point(last)), end) if last else None
        return Moment(self._words(first, last, precision), start)

    def stamp(self, when: str | None) -> Moment | None:
        """A moment of publication: with its time and zone where they are known."""
        return self.moment(when)

    def month(self, month: str) -> str:
        """Name a month: "2025-08" -> "August 2025"; a year stays a year."""
        date = _read(month)
        return self._point(date) if date else month

    def _words(self, first: _Date, last: _Date | None, precision: Precision | None) -> str:
        third = None
        if last is None or last == first:
            shown = self._point(first)
            if precision == "range" and last is None:
                shown = self._texts.pgettext("date", "from %(date)s", date=shown)
        else:
            third = self._third(first, last)
            shown = third or self._whole(first, last) or self._range(first, last)
        match precision:
            case "part-of-day" if not first.clock:
                return self._texts.pgettext("date", "%(date)s, part of the day", date=shown)
            case "week":
                return self._texts.pgettext("date", "week of %(date)s", date=shown)
            case "approximate" if not third:
                return self._texts.pgettext("date", "about %(date)s", date=shown)
        return shown

    def _point(self, date: _Date) -> str:
        shown = self._day(date) if date.day else self._month(date)
        if not date.clock:
            return shown
        clock = f"{date.clock} {_zone(date.zone)}" if date.zone else date.clock
        return self._texts.pgettext("date", "%(date)s, %(clock)s", date=shown, clock=clock)

    def _day(self, date: _Date) -> str:
        month = self._texts.months[(date.month or 1) - 1]
        return self._texts.pgettext("date", "%(day)s %(month)s %(year)s", day=date.day, month=month, year=date.year)

    def _month(self, date: _Date) -> str:
        """A month of a year, or a year."""
        if date.month is None:
            return str(date.year)
        month = self._texts.months_alone[date.month - 1]
        return self._texts.pgettext("date", "%(month)s %(year)s", month=month, year=date.year)

    def _third(self, first: _Date, last: _Date) -> str | None:
        """A third of one month, as newsrooms use the words: "mid-June 2025"."""
        if first.month is None or (first.year, first.month) != (last.year, last.month) or not (first.day and last.day):
            return None
        month, days = self._month(first), (first.day, last.day)
        if days == (1, 10):
            return self._texts.pgettext("date", "early %(month)s", month=month)
        if days == (11, 20):
            return self._texts.pgettext("date", "mid-%(month)s", month=month)
        if days == (21, _days(last.year, first.month)):
            return self._texts.pgettext("date", "late %(month)s", month=month)
        return None

    def _whole(self, first: _Date, last: _Date) -> str | None:
        """The month or year that the days from first to last fill."""
        if first.day != 1 or not last.day or not last.month or last.day != _days(last.year, last.month):
            return None
        month = _Date(last.year, last.month, None, None, None)
        if (first.year, first.month) == (last.year, last.month):
            return self._month(month)
        if first.year == last.year and first.month == 1 and last.month == 12:  # noqa: PLR2004
            return str(first.year)
        return self._range(_Date(first.year, first.month, None, None, None), month)

    def _range(self, first: _Date, last: _Date) -> str:
        """Say once what both ends share: "15–17 June 2025", "30 August – 2 September 2025"."""
        months = self._texts.months
        if first.clock or last.clock or first.year != last.year or not first.month or not last.month:
            return self._texts.pgettext(
                "date", "%(first)s – %(last)s", first=self._point(first), last=self._point(last)
            )
        if first.month == last.month and first.day and last.day:
            month = months[last.month - 1]
            return self._texts.pgettext(
                "date",
                "%(first)s–%(last)s %(month)s %(year)s",
                first=first.day,
                last=last.day,
                month=month,
                year=last.year,
            )
        if first.day:
            begins = self._texts.pgettext("date", "%(day)s %(month)s", day=first.day, month=months[first.month - 1])
        else:
            begins = self._texts.months_alone[first.month - 1]
        return self._texts.pgettext("date", "%(first)s – %(last)s", first=begins, last=self._point(last))


def _zone(zone: str) -> str:
    """An offset as words: "UTC+2"."""
    plain = zone.removesuffix(":00").replace("Z", "+00")
    if plain in {"+00", "+0000", "-00"}:
        return "UTC"
    return f"UTC{plain.replace('+0', '+').replace('-0', '−').replace('-', '−')}"
