"""What an expression is read against, and which of several years it means."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from briefgen.extract.dates.periods import Period, make_day
from briefgen.extract.dates.vocabulary import figures_of, month_number

# Days: a date without year this far in the expected direction, this near in the other, means the near one.
FAR, NEAR = 300, 45


@dataclass(frozen=True, slots=True)
class Sense:
    """What an expression is read against. ahead: whether its verb looks forward; None where nothing tells.

    sure: the expression hangs on that verb itself ("was sworn in on January 20"), not on one of its nouns.
    """

    anchor: date | None
    ahead: bool | None
    sure: bool = False


Resolve = Callable[[re.Match[str], Sense], Period | None]


@dataclass(frozen=True, slots=True)
class Reading:
    """Words that a rule reads as a time. Offsets count characters."""

    start: int
    end: int
    rule: str
    match: re.Match[str]
    resolve: Resolve


Rules = tuple[tuple[str, str, Resolve], ...]  # name, pattern, meaning


def settle(candidates: list[date], sense: Sense) -> date | None:
    """Of one day in several years, the one that the article means."""
    anchor = sense.anchor
    if anchor is None or not candidates:
        return None
    nearest = min(candidates, key=lambda d: abs((d - anchor).days))
    if sense.ahead is None:
        return nearest
    fitting = [d for d in candidates if (d >= anchor if sense.ahead else d <= anchor)]
    best = min(fitting, key=lambda d: abs((d - anchor).days), default=nearest)
    odd = not sense.sure and abs((best - anchor).days) > FAR and abs((nearest - anchor).days) < NEAR
    return nearest if odd else best


def day_in_year(month: int, day: int, year: int | None, sense: Sense) -> date | None:
    """A day whose year may be left out; None where the calendar has none such, or nothing settles the year."""
    if year is not None:
        return make_day(year, month, day)
    if sense.anchor is None:
        return None
    around = (make_day(sense.anchor.year + shift, month, day) for shift in range(-4, 5))  # 29 February
    return settle([d for d in around if d is not None], sense)


def year_of_month(month: int, sense: Sense) -> int | None:
    """The year in which a month without year lies."""
    anchor = sense.anchor
    if anchor is None:
        return None
    this = date(anchor.year, anchor.month, 1)
    candidates = [d for shift in (-1, 0, 1) if (d := make_day(anchor.year + shift, month, 1))]
    found = settle(candidates, replace(sense, anchor=this))
    return found.year if found else None


def parts_of(match: re.Match[str], n: int = 1) -> tuple[int, int, int | None]:
    """Month, day and year of the nth day of a match."""
    got = match.groupdict()
    month, day, year = got[f"m{n}"] or got[f"n{n}"], got[f"d{n}"] or got[f"e{n}"], got[f"y{n}"]
    return month_number(month), figures_of(day), int(year) if year else None
