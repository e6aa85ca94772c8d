"""Calendar arithmetic: days, weeks, months, seasons and the like as periods with both ends.

A week runs from Monday to Sunday (ISO 8601). The thirds of a month are what newsrooms mean by early, mid- and late:
1 to 10, 11 to 20, 21 to the end. Seasons begin in March, June, September and December.
"""

import calendar
from dataclasses import dataclass, replace
from datetime import date

from briefgen.model import Precision

EARLIEST, LATEST = 1500, 2199  # years of the news; what lies outside is a number
THIRDS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both inclusive; an end that is open is None."""

    start: date | None
    end: date | None
    precision: Precision
    clock: str = ""  # "T11:00", "T19:00:00Z": the time of the day, where one is given

    @property
    def iso(self) -> tuple[str | None, str | None]:
        """Both ends as ISO 8601."""
        start = self.start.isoformat() + self.clock if self.start else None
        end = self.end.isoformat() + self.clock if self.end else None
        return start, end


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such or its year is not one of the news."""
    if not EARLIEST <= year <= LATEST or not 1 <= month <= 12 or not 1 <= day <= days_in(year, month):  # noqa: PLR2004
        return None
    return date(year, month, day)


def days_in(year: int, month: int) -> int:
    """The number of days of a month."""
    return calendar.monthrange(year, month)[1]


def day_period(day: date, precision: Precision = "day") -> Period:
    """One day."""
    return Period(day, day, precision)


def span_of(start: date, end: date) -> Period:
    """From one day to another; the later one last."""
    return Period(min(start, end), max(start, end), "range")


def week_period(day: date) -> Period:
    """The week that holds a day."""
    monday = shifted(day, days=-day.weekday())
    return Period(monday, shifted(monday, days=6), "week")


def weekend_period(day: date) -> Period:
    """Saturday and Sunday of the week that holds a day."""
    saturday = shifted(day, days=5 - day.weekday())
    return Period(saturday, shifted(saturday, days=1), "range")


def month_period(year: int, month: int) -> Period:
    """A month; months before January and after December count into the years beside."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    year = min(max(year, EARLIEST), LATEST)
    return Period(date(year, month, 1), date(year, month, days_in(year, month)), "month")


def months_period(year: int, first: int, count: int, precision: Precision = "range") -> Period:
    """Some months in a row."""
    return Period(month_period(year, first).start, month_period(year, first + count - 1).end, precision)


def year_period(year: int) -> Period:
    """A year."""
    return months_period(min(max(year, EARLIEST), LATEST), 1, 12, "year")


def third_of(period: Period, part: str) -> Period:
    """The early, mid or late part of a month; of anything longer, its first, middle or last third of months."""
    first, last = period.start, period.end
    if first is None or last is None:
        return period
    if (first.year, first.month) == (last.year, last.month):
        begins, ends = THIRDS[part]
        return Period(first.replace(day=begins), first.replace(day=min(ends, last.day)), "approximate")
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    size = max(months // 3, 1)
    offset = {"early": 0, "mid": (months - size) // 2, "late": months - size}[part]
    return months_period(first.year, first.month + offset, size, "approximate")


def shifted(day: date, days: int = 0, months: int = 0, years: int = 0) -> date:
    """A day some time away, kept inside the years of the news; the month's last day stands for one that it lacks."""
    total = day.year * 12 + day.month - 1 + months + 12 * years
    year = min(max(total // 12, EARLIEST), LATEST)
    month = total % 12 + 1
    moved = date(year, month, min(day.day, days_in(year, month)))
    earliest, latest = date(EARLIEST, 1, 1).toordinal(), date(LATEST, 12, 31).toordinal()
    return date.fromordinal(min(max(moved.toordinal() + days, earliest), latest))


def at_clock(period: Period, clock: str) -> Period:
    """A day with the time of it."""
    return replace(period, clock=clock, precision="time")
