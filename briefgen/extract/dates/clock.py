"""Times of the day with their zones: "at 3 p.m. EDT", "07:30 GMT", "at 11 a.m. local time", "at noon".

Finds  the article's day at that time; when.py puts it on the day that stands beside. Offsets from lexicon/dates.toml; a
       zone that only the place knows ("local time") gives a time without offset.
Misses times in words ("at half past three").
"""

import re

from briefgen.extract.dates.periods import Period, at_clock, day_period
from briefgen.extract.dates.sense import Rules, Sense
from briefgen.lexicon import load_toml


def _time_pattern() -> str:
    zones = "|".join(sorted(map(re.escape, load_toml("dates")["zones"]), key=len, reverse=True))
    zone = rf"\s*\(?(?P<z{{n}}>{zones}|[A-Z][a-z]+\s+time)\b\)?"
    return (
        rf"(?:(?P<h1>\d\d?)(?:[:.](?P<i1>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?(?:{zone.format(n=1)})?"
        rf"|(?P<h2>\d\d?)[:.](?P<i2>[0-5]\d){zone.format(n=2)}"
        rf"|(?P<h3>[0-2]\d)(?P<i3>[0-5]\d){zone.format(n=3)}"
        rf"|(?<=\bat\s)(?P<h4>\d\d?):(?P<i4>[0-5]\d)"
        rf"|(?P<noon>(?<=\bat\s)(?:noon|midnight))(?:{zone.format(n=5)})?)(?![\d:])"
    )


def _time(match: re.Match[str], sense: Sense) -> Period | None:
    """The anchor's day with the time; the day is put right where one stands beside."""
    got = {key: value for key, value in match.groupdict().items() if value}
    hour = int(next((got[key] for key in ("h1", "h2", "h3", "h4") if key in got), "12"))
    minute = int(next((got[key] for key in ("i1", "i2", "i3", "i4") if key in got), "0"))
    if got.get("noon") == "midnight":
        hour = 0
    if "half" in got:
        if not 1 <= hour <= 12:  # noqa: PLR2004
            return None
        hour = hour % 12 + (12 if got["half"] == "p" else 0)
    if sense.anchor is None or hour > 23:  # noqa: PLR2004
        return None
    zone = next((got[key] for key in ("z1", "z2", "z3", "z5") if key in got), "")
    offset = load_toml("dates")["zones"].get(" ".join(zone.split()), "")
    seconds = ":00" if offset else ""
    return at_clock(day_period(sense.anchor), f"T{hour:02}:{minute:02}{seconds}{offset}")


def rules() -> Rules:
    """The rule of this module; made when first asked for, since the zones are a list."""
    return (("time", _time_pattern(), _time),)
