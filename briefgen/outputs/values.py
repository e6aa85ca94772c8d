"""Moments and text as the formats for other programs want them."""

import re

EPOCH = "1970-01-01T00:00:00Z"  # where a format demands a moment and no article is dated
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_WHOLE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)\Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def instant(when: str | None) -> str | None:
    """The RFC 3339 moment of an ISO date; the beginning of a day where only that is known; None for less."""
    if not when or not _DAY.match(when):
        return None
    whole = _WHOLE.match(when)
    return f"{whole[1]}{whole[2] or ':00'}{whole[3]}" if whole else f"{when[:10]}T00:00:00Z"


def for_xml(text: str) -> str:
    """The text without the characters that XML 1.0 forbids."""
    return text if text.isprintable() else _FORBIDDEN.sub("", text)  # what can be printed is allowed


def on_one_line(text: str) -> str:
    """The text on one line, without control characters, direction overrides and what takes no room."""
    if text.isprintable():
        return " ".join(text.split())
    return " ".join(_INVISIBLE.sub("", "".join(c if c.isprintable() else " " for c in text)).split())


def step_id(briefing: str, index: int) -> str:
    """What the files call the next step at an index of a briefing: "BRIEFING#step-1", also its place on the page."""
    return f"{briefing}#step-{index + 1}"
