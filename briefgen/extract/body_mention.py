"""A mention of a body, as the modules that look for bodies pass it on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BodyMention:
    """Characters that name a body: the key of the body, its state, the rule that took it."""

    start: int
    end: int
    key: (
        str  # the full name where the lists have it; "Russian Foreign Ministry" for what each state has; else the words
    )
    country: str | None
    rule: str
