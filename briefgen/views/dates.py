"""ISO dates -> what a reader is shown: "15–17 June 2025", "mid-June 2025", "29 August 2025, 10:12 UTC".

Months are written out, so that no reader takes the day for the month. A date is never shown finer than it is known.
What is past is decided by one moment of the whole build, never by the clock.
"""

import re
from calendar import monthrange
from dataclasses import dataclass

from briefgen.model import Precision

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# Thirds of a month in days, as newsrooms use the words.
_THIRDS = {(1, 10): "early ", (11, 20): "mid-", (21, None): "late "}
_ISO = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:[.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?\Z", re.ASCII
)
UNDATED = "9999-12-31"  # sorts after every date


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as shown, and for machines."""

    text: str  # "mid-June 2025"
    datetime: str | None  # where it begins, fit for <time datetime>; None where it has no calendar date


@dataclass(frozen=True, slots=True)
class _Date:
    year: int
    month: int | None
    day: int | None
    clock: str | None
    zone: str | None


def moment(start: str | None, end: str | None = None, precision: Precision | None = None) -> Moment | None:
    """The date that these three give together; None for no date. end is inclusive."""
    if not start and not end:
        return None
    first, last = _read(start), _read(end)
    if (start and first is None) or (end and last is None):
        return Moment(" – ".join(part for part in (start, end) if part), None)  # as it stands: not ours to interpret
    if first is None:
        return Moment(f"by {_point(last)}", end) if last else None
    return Moment(_words(first, last, precision), start)


def stamp(when: str | None) -> Moment | None:
    """A moment of publication: with its time and zone where they are known."""
    return moment(when)


def last_day(start: str | None, end: str | None) -> str | None:
    """The last day that a date may mean, as YYYY-MM-DD; None for no date."""
    date = _read(end or start)
    if date is None:
        return None
    month = date.month or 12
    return f"{date.year:04}-{month:02}-{date.day or _days(date.year, month):02}"


def is_past(start: str | None, end: str | None, as_of: str) -> bool:
    """Whether all of a date lies before the day of as_of. No date is never past."""
    day = last_day(start, end)
    return day is not None and day < as_of[:10]


def month_words(month: str) -> str:
    """Name a month: "2025-08" -> "August 2025"; a year stays a year."""
    date = _read(month)
    return _point(date) if date else month


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


def _words(first: _Date, last: _Date | None, precision: Precision | None) -> str:
    if last is None or last == first:
        shown = f"from {_point(first)}" if precision == "range" and last is None else _point(first)
    else:
        shown = _third(first, last) or _whole(first, last) or _range(first, last)
    match precision:
        case "part-of-day" if not first.clock:
            return f"{shown}, part of the day"
        case "week":
            return f"week of {shown}"
        case "approximate" if not shown.startswith(tuple(_THIRDS.values())):
            return f"about {shown}"
    return shown


def _point(date: _Date) -> str:
    day = f"{date.day} " if date.day else ""
    shown = f"{day}{MONTHS[date.month - 1]} {date.year}" if date.month else str(date.year)
    if not date.clock:
        return shown
    zone = (date.zone or "").removesuffix(":00").replace("Z", "+00")
    zone = (
        "UTC"
        if zone in {"+00", "+0000", "-00"}
        else f"UTC{zone.replace('+0', '+').replace('-0', '−').replace('-', '−')}"
    )
    return f"{shown}, {date.clock}{' ' + zone if date.zone else ''}"


def _third(first: _Date, last: _Date) -> str | None:
    """A third of one month: "mid-June 2025"."""
    if first.month is None or (first.year, first.month) != (last.year, last.month) or not (first.day and last.day):
        return None
    ends = None if last.day == _days(last.year, first.month) else last.day
    third = _THIRDS.get((first.day, ends))
    return third and f"{third}{MONTHS[first.month - 1]} {first.year}"


def _whole(first: _Date, last: _Date) -> str | None:
    """The month or year that the days from first to last fill."""
    if first.day != 1 or not last.day or not last.month or last.day != _days(last.year, last.month):
        return None
    if (first.year, first.month) == (last.year, last.month):
        return f"{MONTHS[last.month - 1]} {last.year}"
    if first.year == last.year and first.month == 1 and last.month == 12:  # noqa: PLR2004
        return str(first.year)
    return _range(_Date(first.year, first.month, None, None, None), _Date(last.year, last.month, None, None, None))


def _range(first: _Date, last: _Date) -> str:
    """Say once what both ends share: "15–17 June 2025", "30 August – 2 September 2025"."""
    if first.clock or last.clock or first.year != last.year or not first.month or not last.month:
        return f"{_point(first)} – {_point(last)}"
    if first.month == last.month and first.day and last.day:
        return f"{first.day}–{_point(last)}"
    return f"{_point(first).removesuffix(f' {first.year}')} – {_point(last)}"


def _days(year: int, month: int) -> int:
    return monthrange(year, month)[1]
