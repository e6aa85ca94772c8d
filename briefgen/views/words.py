"""The English words for the model's terms. A status is always shown as a word, never by colour alone."""

from collections.abc import Mapping
from typing import Final

STATUS: Final[Mapping[str, str]] = {
    "possible": "possible",
    "planned": "planned",
    "expected": "expected",
    "conditional": "conditional",
    "called_for": "called for",
    "confirmed": "confirmed",
    "under_way": "under way",
    "held": "held",
    "postponed": "postponed",
    "cancelled": "cancelled",
    "ruled_out": "ruled out",
}
EVENT_KIND: Final[Mapping[str, str]] = {
    "summit": "summit",
    "meeting": "meeting",
    "talks": "talks",
    "call": "telephone call",
    "visit": "visit",
    "conference": "conference",
    "ceremony": "ceremony",
    "signing": "signing",
    "other": "event",
}
PLACE_KIND: Final[Mapping[str, str]] = {
    "venue": "venue",
    "city": "city or town",
    "region": "region",
    "country": "country",
    "water": "body of water",
    "other": "place",
}
DIFFERS: Final[Mapping[str, str]] = {
    "start": "When it begins",
    "end": "When it ends",
    "place": "Where it takes place",
    "status": "Whether it takes place",
    "participants": "Who takes part",
}
# What each status asserts, for the page on method; the model's own words in plain English.
STATUS_MEANING: Final[Mapping[str, str]] = {
    "possible": "a source says that it may or could happen, is considered, proposed or not ruled out",
    "planned": "a source says that it will happen, is due or is scheduled",
    "expected": "a source hedges: it is expected or likely",
    "conditional": "it happens only if, or once, something else does",
    "called_for": "somebody demands it or urges somebody to do it",
    "confirmed": "the parties or their hosts have announced it",
    "under_way": "a source says that it has begun",
    "held": "a source says that it took place",
    "postponed": "it was put off; a new date may not be known",
    "cancelled": "it was called off",
    "ruled_out": "a source says that it will not happen",
}


def counted(number: int, one: str, many: str | None = None) -> str:
    """Count things: "1 briefing", "2 briefings"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def joined(names: list[str]) -> str:
    """Enumerate: "A", "A and B", "A, B and C"."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
