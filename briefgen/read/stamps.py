"""Stamps: the lines that say when an article was published and updated.

Reads  one line of a header or footer, or one value of a front matter or a web page.
Finds  dates and times as news sites print them, in English: ``10:12 GMT 29.08.2025 (Updated: 10:39 GMT 29.08.2025)``,
       ``February 12, 2022, 22:00``, ``Updated 3:04 PM GMT+2, Aug 29, 2025``, ISO 8601, RFC 2822.
Misses dates without a year (the line is still known for a stamp), other languages, times in words.

Times in UTC end in Z, other zones in their offset, so that the day stays that of the newsroom; a time whose zone is not
told stays without one, or takes that of the site's settings.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import cache
from importlib.resources import files
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EARLIEST, LATEST = 1900, 2100  # years; beyond them it is a slip of the pen
LONGEST_LINE = 160  # characters; no stamp line is longer

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = r"(?P<{0}>(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)(?:[a-z]*)|may)\.?"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"

_DATE = re.compile(
    rf"""(?ix) (?<![\w]) (?:
      (?P<y1>\d{{4}}) (?P<s1>[-/.]) (?P<m1>\d\d?) (?P=s1) (?P<d1>\d\d?) (?=t\d|\b)
    | (?P<a2>\d\d?) (?P<s2>[./-]) (?P<b2>\d\d?) (?P=s2) (?P<y2>\d{{4}}) \b
    | (?P<d3>\d\d?) (?:st|nd|rd|th)? [\s.-]+ (?:of\s+)? {_MONTH.format("m3")} ,?
        (?:[\s-]+(?P<y3>\d{{4}})(?=\b|\d\d?:\d\d))? (?![^\W\d_])
    | {_MONTH.format("m4")} \s+ (?P<d4>\d\d?) (?:st|nd|rd|th)? \b (?:,?\s+(?P<y4>\d{{4}})(?=\b|\d\d?:\d\d))?
    | {_MONTH.format("m5")} ,? \s+ (?P<y5>\d{{4}}) \b
    )"""
)
_TIME = re.compile(
    r"""(?ix) t? (?:
      (?P<h1>\d\d?) [:.h] (?P<n1>\d\d) (?: :(?P<s1>\d\d) (?:[.,]\d+)? )? (?:\s*(?P<p1>[ap])\.?m\b\.?)?
    | (?P<h2>\d\d?) \s* (?P<p2>[ap])\.?m\b\.?
    | (?P<h3>[012]\d) (?P<n3>[0-5]\d) \s* (?:hrs|hours)? (?=\s*(?:gmt|utc|[a-z]{3,4}\b))
    ) (?!\d)"""
)
_ZONE = re.compile(
    r"""(?ix) \s* \(? (?:
      (?:(?:gmt|utc)\s*)? (?P<sign>[+\u2212-]) (?P<hours>\d\d?) (?: :? (?P<minutes>\d\d) )? (?!\d)
    | (?P<name>(?:moscow|london|beijing|kyiv|eastern)\s+time | [a-z]{1,4}?) (?=\b|updated|published)
    ) \)?"""
)
_LABEL = re.compile(
    r"""(?ix) (?:
      (?P<updated> (?:last \s+)? (?:updated?|modified|edited|revised|changed|amended) (?:\s+(?:on|at))? )
    | (?P<published> (?:first \s+)? (?:published|posted|created|issued|released|filed|date|publication\s+date)
        (?:\s+(?:on|at))? )
    ) \b \s* :?"""
)
_FILLER = re.compile(
    rf"""(?ix) {_WEEKDAY} | \b(?:at|on|of|local\s+time|time|hrs|hours|today|yesterday)\b
    | \b\d+\s*[-]?(?:min(?:ute)?s?|m)\s+read\b
    | \b(?:about\s+)?(?:an?|\d+)\s+(?:min(?:ute)?s?|hours?|days?|weeks?)\s+ago\b
    | [\s,;:|/()\[\]\u00b7\u2022\u2013\u2014.-]+"""
)
_RELATIVE = re.compile(r"\b(?:ago|read)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a line of dates and times says. Dates are ISO 8601; None where it does not say, or only in part."""

    published: str | None
    updated: str | None
    dated: bool  # names a day or month, not only a time of day
    timed: bool
    warning: str = ""


class BadDateError(ValueError):
    """A date that no calendar has, or that can be read two ways: args[0] says which, args[1] what to write instead."""


@dataclass(slots=True)
class _Moment:
    """A day and a time of one stamp, as their parts come in."""

    label: str = ""
    dated: bool = False
    day: str | None = None  # None though dated: without year, or bad
    time: tuple[int, int, int] | None = None
    zone: tzinfo | None = None
    bad: BadDateError | None = None
    doubt: str = ""


@cache
def _zones() -> dict[str, dict[str, float | str]]:
    return tomllib.loads(files("briefgen.read").joinpath("lists/zones.toml").read_text("utf-8"))


def read_stamp(line: str, zone: str | None = None) -> Stamp | None:
    """The stamp that a whole line is; None where the line says anything else besides. zone: for times without one."""
    if len(line) > LONGEST_LINE or not re.search(r"\d", line):
        return None
    moments = _moments(line)
    if moments is None or not (moments or _RELATIVE.search(line)):
        return None
    _share_day(moments)
    first = next((m for m in moments if m.label != "updated"), None)
    second = next((m for m in moments if m.label == "updated"), None)
    return Stamp(
        published=_iso(first, zone) if first else None,
        updated=_iso(second, zone) if second else None,
        dated=any(m.dated for m in moments),
        timed=any(m.time for m in moments),
        warning="; ".join(str(m.bad.args[0]) if m.bad else m.doubt for m in moments if m.bad or (m.doubt and m.day)),
    )


def read_date(value: str, zone: str | None = None) -> str:
    """The ISO form of a date or date-time that a header gives by itself.

    ``2025``, ``2025-08`` and what read_stamp knows. Raises BadDateError.
    """
    words = value.strip()
    if coarse := re.fullmatch(r"(\d{4})(?:-(\d\d))?", words):
        _check_year(int(coarse[1]))
        if coarse[2] and not 1 <= int(coarse[2]) <= 12:  # noqa: PLR2004
            raise BadDateError(f"'{words}' is no month", "write 2025-08")
        return words
    moments = _moments(words) if len(words) <= LONGEST_LINE else None
    if moments and moments[0].bad:
        raise moments[0].bad
    found = _iso(moments[0], zone) if moments and len(moments) == 1 else None
    if not found:
        raise BadDateError(f"'{words[:60]}' is not a date", "write 2025-08-29 or 2025-08-29T10:12:00Z")
    return found


def _moments(line: str) -> list[_Moment] | None:
    """The days and times of a line in order; None where a word of it belongs to no stamp."""
    moments = [_Moment()]
    at = 0
    while at < len(line):
        now = moments[-1]
        if found := _DATE.match(line, at):
            if now.dated:
                moments.append(now := _Moment(label=now.label))
            _take_day(now, found)
            at = found.end()
        elif (found := _TIME.match(line, at)) and (time := _time(found)):
            if now.time:
                moments.append(now := _Moment(label=now.label))
            now.time = time
            now.zone, at, now.doubt = _zone(line, found.end())
        elif found := _LABEL.match(line, at):
            moments.append(_Moment(label="updated" if found["updated"] else "published"))
            at = found.end()
        elif found := _FILLER.match(line, at):
            at = found.end()
        else:
            return None
    return [moment for moment in moments if moment.dated or moment.time]


def _take_day(moment: _Moment, found: re.Match[str]) -> None:
    moment.dated = True
    try:
        moment.day = _day(found)
    except BadDateError as bad:
        moment.bad = bad


def _share_day(moments: list[_Moment]) -> None:
    """A time without a day of its own takes the day before it: ``29 August 2025, 10:12, updated 10:39``."""
    for before, moment in pairwise(moments):
        if not moment.dated and before.day:
            moment.day, moment.dated = before.day, True
            moment.zone = moment.zone or before.zone


def _day(found: re.Match[str]) -> str | None:
    """The ISO day or month of a date; None where it has no year. Raises BadDateError."""
    part = found.groupdict()
    if part["y1"]:
        year, month, day = int(part["y1"]), int(part["m1"]), int(part["d1"])
    elif part["y2"]:
        year, (month, day) = int(part["y2"]), _month_and_day(found)
    elif part["m5"]:
        _check_year(int(part["y5"]))
        return f"{part['y5']}-{month_number(part['m5']):02}"
    else:
        name, number, written = (
            (part["m3"], part["d3"], part["y3"]) if part["m3"] else (part["m4"], part["d4"], part["y4"])
        )
        if not written:
            return None
        year, month, day = int(written), month_number(name), int(number)
    _check_year(year)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise BadDateError(f"'{found[0]}' is in no calendar", "write the date as 2025-08-29") from None


def _month_and_day(found: re.Match[str]) -> tuple[int, int]:
    """Of 29.08.2025 and 08/29/2025. With dots the day comes first; with slashes one of the two must be above 12."""
    first, second = int(found["a2"]), int(found["b2"])
    if found["s2"] == "." or first > 12 or first == second:  # noqa: PLR2004
        return second, first
    if second > 12:  # noqa: PLR2004
        return first, second
    year = found["y2"]
    raise BadDateError(
        f"'{found[0]}' is ambiguous", f"write {year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}"
    )


def month_number(name: str) -> int:
    """1 to 12 for a month's name or its abbreviation, in any case, with or without full stop."""
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))


def _check_year(year: int) -> None:
    if not EARLIEST <= year <= LATEST:
        raise BadDateError(f"the year {year} is not between {EARLIEST} and {LATEST}", "")


def _time(found: re.Match[str]) -> tuple[int, int, int] | None:
    part = found.groupdict()
    hour = int(part["h1"] or part["h2"] or part["h3"])
    minute = int(part["n1"] or part["n3"] or 0)
    half = (part["p1"] or part["p2"] or "").lower()
    if half and not 1 <= hour <= 12:  # noqa: PLR2004
        half = ""
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    second = int(part["s1"] or 0)
    if hour > 23 or minute > 59 or second > 59:  # noqa: PLR2004
        return None
    return hour, minute, second


def _zone(line: str, at: int) -> tuple[tzinfo | None, int, str]:
    """The zone that stands behind a time, where the line goes on, and what is doubtful about the zone."""
    found = _ZONE.match(line, at)
    if not found:
        return None, at, ""
    if found["sign"]:
        minutes = int(found["hours"]) * 60 + int(found["minutes"] or 0)
        if minutes > 14 * 60:
            return None, at, ""
        return timezone(timedelta(minutes=minutes if found["sign"] == "+" else -minutes)), found.end(), ""
    name = " ".join(found["name"].split())
    known = _zones()
    if name.upper() in known["offsets"]:
        return timezone(timedelta(hours=float(known["offsets"][name.upper()]))), found.end(), ""
    for clock, place in known["clocks"].items():
        if clock.lower() == name.lower() and (len(name) > 2 or name.isupper()):  # noqa: PLR2004
            return ZoneInfo(str(place)), found.end(), ""
    if name.upper() in known["ambiguous"]:
        doubt = f"{name} may mean {known['ambiguous'][name.upper()]}; the time is taken without zone"
        return None, found.end(), doubt
    return None, at, ""


def _iso(moment: _Moment, zone: str | None) -> str | None:
    if not moment.day:
        return None
    if not moment.time or len(moment.day) < 10:  # noqa: PLR2004
        return moment.day
    hour, minute, second = moment.time
    when = datetime.combine(date.fromisoformat(moment.day), datetime.min.time()).replace(
        hour=hour, minute=minute, second=second
    )
    when = when.replace(tzinfo=moment.zone or zone_named(zone))
    offset = when.utcoffset()
    text = when.replace(tzinfo=None).isoformat()
    if offset is None:
        return text
    return f"{text}Z" if not offset else when.isoformat()


def zone_named(name: str | None) -> tzinfo | None:
    """The zone of an IANA name; None where there is no such zone."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
