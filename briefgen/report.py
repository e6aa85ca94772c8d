"""What a build did, as it is told to whoever asked for it."""

from briefgen.errors import Problem
from briefgen.frozen import Frozen
from briefgen.ledger import Move
from briefgen.model import EventDoubt


class Report(Frozen, frozen=True, kw_only=True):
    """What a build did. problems: errors (only with keep_going) and warnings, by place."""

    articles: int
    parsed: int  # of them, those that were not in the cache
    briefings: int
    events: int
    files: int
    changed: int  # files written or removed
    doubts: tuple[EventDoubt, ...]  # events that may be one, for the editor to settle
    problems: tuple[Problem, ...]
    seconds: float
    moves: tuple[Move, ...] = ()  # what became of addresses that were published before
