"""The calendars (RFC 5545, 7986): all events, each event, the next steps.

Written here: a library takes four times as long. The tests have one write the same bytes from what it has read.

What is not known to the day is not exported, nor what is only possible or was ruled out. A called-off event stays in,
as CANCELLED. UID is a tag that survives retitling and moving; DTSTAMP is the date of the newest article, which is what
it means where there is no METHOD, and keeps the bytes the same; DTEND is exclusive. Nobody is an ATTENDEE: names stand
in the description, since an address book would take them for invitations.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from briefgen import __version__, routes
from briefgen.appointments import OF_STATUS, appointment
from briefgen.config import Settings
from briefgen.model import Briefing, Corpus, EventStatus, MergedEvent, NextStep, StepStatus
from briefgen.outputs.values import EPOCH, instant, on_one_line
from briefgen.routes import Route
from briefgen.texts import ENGLISH, Texts
from briefgen.words import words

STATUS: Mapping[EventStatus, str] = {
    "planned": "TENTATIVE",
    "confirmed": "CONFIRMED",
    "under_way": "CONFIRMED",
    "held": "CONFIRMED",
    "postponed": "CANCELLED",
    "cancelled": "CANCELLED",
}
STEP_STATUS: Mapping[StepStatus, str] = {"planned": "TENTATIVE", "expected": "TENTATIVE"}
BREAK = "\r\n"
LONGEST = 74  # bytes; RFC 5545 allows 75, and some readers count the break's first sign
ESCAPES = "\\^"
_SPECIAL = re.compile(r"[\\;,]")
_NEW_LINE = re.compile(r"\r\n|\n|\r")
FRESH = "PT12H"  # how often a subscriber need look


def calendars(corpus: Corpus, settings: Settings, texts: Texts = ENGLISH) -> Iterator[tuple[Route, bytes]]:
    """Yield calendar.ics, next-steps.ics, and the calendar of each event whose days are known."""
    known = _Known(corpus, texts)
    entries = {e.id: entry.written() for e in corpus.events if (entry := _event(e, known, settings)) is not None}
    yield routes.CALENDAR_ICS, _calendar(settings.title, entries.values(), settings, routes.CALENDAR_ICS)
    yield (
        routes.STEPS_ICS,
        _calendar(
            texts.gettext("%(site)s: next steps", site=settings.title),
            _steps(corpus, settings, known),
            settings,
            routes.STEPS_ICS,
        ),
    )
    for event in corpus.events:
        if event.id in entries:
            route = routes.event_calendar(event.id)
            yield route, _calendar(event.name, [entries[event.id]], settings, route)


def _calendar(name: str, entries: Iterable[bytes], settings: Settings, route: Route) -> bytes:
    """A calendar around entries that are written already: most stand in two."""
    shown = _text(on_one_line(name))
    head = _lines(
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", _text(f"-//briefgen//briefgen {__version__}//{settings.interface_language.upper()}")),
        ("CALSCALE", "GREGORIAN"),
        ("NAME", shown),
        ("X-WR-CALNAME", shown),
        ("REFRESH-INTERVAL;VALUE=DURATION", FRESH),
        ("SOURCE;VALUE=URI", routes.address(settings.base_url, route) if settings.base_url else None),
    )
    return b"".join((head, *entries, _lines(("END", "VCALENDAR"))))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """An entry of a calendar, its texts as they are."""

    uid: str
    summary: str
    days: tuple[date, date] | datetime
    stamp: datetime
    sequence: int
    category: str
    description: str
    status: str
    url: str | None
    location: str | None = None
    geo: tuple[float, float] | None = None
    parent: str | None = None

    def written(self) -> bytes:
        """The lines of the entry."""
        stamp = _moment(self.stamp)
        at = self.days if isinstance(self.days, datetime) else None
        first, last = self.days if not isinstance(self.days, datetime) else (None, None)
        return _lines(
            ("BEGIN", "VEVENT"),
            ("SUMMARY", _text(self.summary)),
            ("DTSTART", _moment(at) if at else None),
            ("DTSTART;VALUE=DATE", _day(first) if first else None),
            ("DTEND;VALUE=DATE", _day(last + timedelta(days=1)) if last else None),
            ("DTSTAMP", stamp),
            ("UID", self.uid),
            ("SEQUENCE", str(self.sequence)),
            ("CATEGORIES", _text(self.category)),
            ("CLASS", "PUBLIC"),
            ("DESCRIPTION", _text(self.description)),
            ("GEO", f"{self.geo[0]};{self.geo[1]}" if self.geo else None),
            ("LAST-MODIFIED", stamp),
            ("LOCATION", None if self.location is None else _text(self.location)),
            ("RELATED-TO", self.parent),
            ("STATUS", self.status),
            ("TRANSP", "TRANSPARENT"),
            ("URL", self.url),
            ("END", "VEVENT"),
        )


def _lines(*named: tuple[str, str | None]) -> bytes:
    """Content lines (RFC 5545, 3.1) of names, their parameters with them, and values; None for no line."""
    return "".join(_folded(f"{name}:{value}") for name, value in named if value is not None).encode()


def _folded(line: str) -> str:
    """A line with its break, cut where it would be longer than LONGEST bytes, and never behind a sign of escape."""
    if len(line) <= LONGEST and line.isascii():
        return f"{line}{BREAK}"
    pieces, start = [], 0
    while start < len(line):
        end = start + LONGEST
        while end > start + 1 and len(line[start:end].encode()) > LONGEST:
            end -= 1
        if start + 1 < end < len(line) and line[end - 1] in ESCAPES:
            end -= 1
        pieces.append(line[start:end])
        start = end
    return f"{BREAK} ".join(pieces) + BREAK


def _text(text: str) -> str:
    """A text as a value (RFC 5545, 3.3.11)."""
    return _NEW_LINE.sub(r"\\n", _SPECIAL.sub(r"\\\g<0>", text))


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _moment(moment: datetime) -> str:
    """A moment in UTC."""
    moment = moment.astimezone(UTC)
    return f"{_day(moment.date())}T{moment:%H%M%S}Z"


class _Known:
    """What the entries look up, by id."""

    def __init__(self, corpus: Corpus, texts: Texts) -> None:
        self.texts, self.words = texts, words(texts)
        self.briefings = {b.id: b for b in corpus.briefings}
        self.places = {p.id: p for p in corpus.places}
        self.names = {p.id: p.name for p in corpus.people} | {o.id: o.name for o in corpus.organizations}


def _event(event: MergedEvent, known: _Known, settings: Settings) -> _Entry | None:
    days = appointment(event.start, event.end, event.precision) if event.status in OF_STATUS else None
    if days is None:
        return None
    told = [known.briefings[name] for name in event.briefings]
    place = known.places.get(event.place or "")
    texts, name = known.texts, on_one_line(event.name)
    if event.status == "cancelled":
        name = texts.gettext("Cancelled: %(event)s", event=name)
    elif event.status == "postponed":
        name = texts.gettext("Postponed: %(event)s", event=name)
    who = texts.listed([known.names.get(p.party) or texts.state(p.party) for p in event.participants])
    says = texts.gettext("As reported: %(status)s.", status=known.words.status[event.status])
    named = texts.gettext("Named as taking part: %(names)s.", names=who) if who else ""
    return _Entry(
        uid=routes.uid("event", event.id),
        summary=name,
        days=days,
        stamp=_stamp(told),
        sequence=max(len(event.history) - 1, 0),
        category=event.kind,
        description=_described([says, named, *_sources(told, texts)]),
        status=STATUS[event.status],
        url=routes.address(settings.base_url, routes.event(event.id)) if settings.base_url else None,
        location=on_one_line(place.name) if place else None,
        geo=(place.lat, place.lon) if place and place.lat is not None and place.lon is not None else None,
        parent=routes.uid("event", event.parent) if event.parent else None,
    )


def _steps(corpus: Corpus, settings: Settings, known: _Known) -> Iterator[bytes]:
    """The next steps that are planned or expected on known days, in the order of the calendar."""
    found: list[tuple[str, str, _Entry]] = []
    for briefing in corpus.briefings:
        for step in briefing.findings.next_steps:
            if (entry := _step(step, briefing, settings, known)) is not None:
                found.append((step.start or "", entry.uid, entry))
    yield from (entry.written() for _, _, entry in sorted(found, key=lambda row: row[:2]))


def _step(step: NextStep, briefing: Briefing, settings: Settings, known: _Known) -> _Entry | None:
    days = appointment(step.start, step.end, step.precision)
    if days is None or step.status not in STEP_STATUS:
        return None
    words = hashlib.sha256(step.evidence.text.encode()).hexdigest()[:12]  # its number would change with its neighbours
    says = known.texts.gettext("As reported: %(status)s.", status=known.words.status[step.status])
    return _Entry(
        uid=routes.uid("step", f"{briefing.id}.{words}"),
        summary=on_one_line(step.text),
        days=days,
        stamp=_stamp([briefing]),
        sequence=0,
        category=known.texts.gettext("next step"),
        description=_described([says, *_sources([briefing], known.texts)]),
        status=STEP_STATUS[step.status],
        url=routes.address(settings.base_url, routes.briefing(briefing.id)) if settings.base_url else None,
    )


def _stamp(told: Iterable[Briefing]) -> datetime:
    """The date of the newest article."""
    moments = (instant(b.article.updated or b.article.published) for b in told)
    return datetime.fromisoformat(max((m for m in moments if m), default=EPOCH)).astimezone(UTC)


def _described(lines: Iterable[str]) -> str:
    return "\n".join(line for line in lines if line)


def _sources(told: Iterable[Briefing], texts: Texts) -> Iterator[str]:
    for briefing in told:
        article = briefing.article
        parts = (article.outlet, article.title, (article.published or "")[:10], article.url)
        yield texts.gettext("Source: %(source)s", source=on_one_line(texts.listed([part for part in parts if part])))
