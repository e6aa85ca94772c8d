"""What the files for other programs share: ids that survive a move of the site, moments, safe characters."""

import hashlib
import re

# An authority nobody owns (RFC 2606): the site's own address would change the ids when the site moves.
AUTHORITY = "tag:briefgen.invalid,2026:"
EPOCH = "1970-01-01T00:00:00Z"  # where a format demands a moment and no article is dated
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_WHOLE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)\Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def tag(kind: str, name: str) -> str:
    """The tag URI (RFC 4151) of a thing: "tag:briefgen.invalid,2026:event/sco-summit-2025"."""
    return f"{AUTHORITY}{kind}/{_token(name)}"


def uid(kind: str, name: str) -> str:
    """The UID of a calendar entry (RFC 5545, 3.8.4.7): like the tag, and without characters that need escapes."""
    return f"{kind}-{_token(name)}@briefgen.invalid"


def _token(name: str) -> str:
    """A name as an id may hold it: names of other scripts as a hash."""
    return name if re.fullmatch(r"[A-Za-z0-9._-]+", name) else hashlib.sha256(name.encode()).hexdigest()[:16]


def instant(when: str | None) -> str | None:
    """The RFC 3339 moment of an ISO date; the beginning of a day where only that is known; None for less."""
    if not when or not _DAY.match(when):
        return None
    whole = _WHOLE.match(when)
    return f"{whole[1]}{whole[2] or ':00'}{whole[3]}" if whole else f"{when[:10]}T00:00:00Z"


def for_xml(text: str) -> str:
    """The text without the characters that XML 1.0 forbids."""
    return _FORBIDDEN.sub("", text)


def on_one_line(text: str) -> str:
    """The text on one line, without control characters, direction overrides and what takes no room."""
    return " ".join(_INVISIBLE.sub("", "".join(c if c.isprintable() else " " for c in text)).split())
