"""Which events belong in a calendar: those known to the day, and more than a possibility."""

from datetime import UTC, date, datetime, timedelta

from briefgen.model import MergedEvent, Precision

EXACT = frozenset({"time", "part-of-day", "day", "range"})
LONGEST = 31  # days; what is said to last longer is a period, not an appointment
# What was called off stays in, as such.
OF_STATUS = frozenset({"planned", "confirmed", "under_way", "held", "postponed", "cancelled"})


def is_appointment(event: MergedEvent) -> bool:
    """Whether an event stands in the calendars."""
    return event.status in OF_STATUS and appointment(event.start, event.end, event.precision) is not None


def appointment(start: str | None, end: str | None, precision: Precision | None) -> tuple[date, date] | datetime | None:
    """The moment in UTC, or the first and the last day; None where they are not known exactly."""
    if start is None or precision not in EXACT or (precision == "range" and end is None):
        return None
    try:
        if "T" in start and start.endswith(("Z", "+00:00")) and precision == "time":
            return datetime.fromisoformat(start).astimezone(UTC)
        first, last = date.fromisoformat(start[:10]), date.fromisoformat((end or start)[:10])
    except ValueError:
        return None
    return (first, last) if first <= last <= first + timedelta(days=LONGEST) else None
