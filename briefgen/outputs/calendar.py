"""The calendars (RFC 5545, 7986): all events, those that were confirmed, each event, the next steps.

What is not known to the day is not exported, nor what is only possible or was ruled out. A called-off event stays in,
as CANCELLED. UID is a tag that survives retitling and moving; DTSTAMP is the date of the newest article, which is what
it means where there is no METHOD, and keeps the bytes the same; DTEND is exclusive. Nobody is an ATTENDEE: names stand
in the description, since an address book would take them for invitations.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
BREAK = b"\r\n"
LONGEST = 74  # bytes; RFC 5545 allows 75, and some readers count the break's first sign
CONTINUED = b"\r\n "
ESCAPES = b"\\^"  # nothing is cut behind these
FRESH = "PT12H"  # how often a subscriber need look


def calendars(corpus: Corpus, settings: Settings, texts: Texts = ENGLISH) -> Iterator[tuple[Route, bytes]]:
    """Yield calendar.ics, calendar-confirmed.ics, next-steps.ics, and that of each event whose days are known."""
    known = _Known(corpus, texts)
    entries = {e.id: entry for e in corpus.events if (entry := _event(e, known, settings)) is not None}
    yield routes.CALENDAR_ICS, _calendar(settings.title, entries.values(), settings, routes.CALENDAR_ICS)
    confirmed = [entries[event.id] for event in corpus.events if event.id in entries and _was_confirmed(event)]
    name = texts.gettext("%(site)s: confirmed events", site=settings.title)
    yield routes.CONFIRMED_ICS, _calendar(name, confirmed, settings, routes.CONFIRMED_ICS)
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


def _was_confirmed(event: MergedEvent) -> bool:
    """Whether an event is, or was before it was called off, more than a plan: who subscribed is to see it cancelled."""
    return "CONFIRMED" in {STATUS.get(status) for status in (event.status, *(told.status for told in event.history))}


def _calendar(name: str, entries: Iterable[bytes], settings: Settings, route: Route) -> bytes:
    """A calendar around entries that are written already: most stand in two."""
    called = _text(on_one_line(name))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_text(f'-//briefgen//briefgen {__version__}//{settings.interface_language.upper()}')}",
        "CALSCALE:GREGORIAN",
        f"NAME:{called}",
        f"X-WR-CALNAME:{called}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{FRESH}",
    ]
    if settings.base_url:
        lines.append(f"SOURCE;VALUE=URI:{routes.address(settings.base_url, route)}")
    return b"".join((_written(lines), *entries, b"END:VCALENDAR\r\n"))


def _written(lines: Iterable[str]) -> bytes:
    return b"".join(map(_folded, lines))


def _folded(line: str) -> bytes:
    """A line with its break, cut where it would be longer than LONGEST bytes, and never behind a sign of escape."""
    whole = line.encode()
    if len(whole) <= LONGEST:
        return whole + BREAK
    pieces, start = [], 0
    while start + LONGEST < len(whole):
        end = start + LONGEST
        while whole[end] & 0xC0 == 0x80:  # noqa: PLR2004  within a letter of several bytes
            end -= 1
        if whole[end - 1] in ESCAPES:
            end -= 1
        pieces.append(whole[start:end])
        start = end
    return CONTINUED.join((*pieces, whole[start:])) + BREAK


def _text(text: str) -> str:
    """A value of the type TEXT (RFC 5545, 3.3.11)."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


class _Known:
    """What the entries look up, by id."""

    def __init__(self, corpus: Corpus, texts: Texts) -> None:
        self.texts, self.words = texts, words(texts)
        self.briefings = {b.id: b for b in corpus.briefings}
        self.places = {p.id: p for p in corpus.places}
        self.names = {p.id: p.name for p in corpus.people} | {o.id: o.name for o in corpus.organizations}
        self.moments = {b.id: instant(b.article.updated or b.article.published) for b in corpus.briefings}
        self._sources: dict[str, str] = {}

    def source(self, name: str) -> str:
        """The line that names an article as a source."""
        if name not in self._sources:
            article = self.briefings[name].article
            parts = (article.outlet, article.title, (article.published or "")[:10], article.url)
            listed = on_one_line(self.texts.listed([part for part in parts if part]))
            self._sources[name] = self.texts.gettext("Source: %(source)s", source=listed)
        return self._sources[name]


def _event(event: MergedEvent, known: _Known, settings: Settings) -> bytes | None:
    days = appointment(event.start, event.end, event.precision) if event.status in OF_STATUS else None
    if days is None:
        return None
    place = known.places.get(event.place or "")
    texts, name = known.texts, on_one_line(event.name)
    if event.status == "cancelled":
        name = texts.gettext("Cancelled: %(event)s", event=name)
    elif event.status == "postponed":
        name = texts.gettext("Postponed: %(event)s", event=name)
    who = texts.listed([known.names.get(p.party) or texts.state(p.party) for p in event.participants])
    return _entry(
        known,
        event.briefings,
        days,
        summary=name,
        uid=routes.uid("event", event.id),
        sequence=max(len(event.history) - 1, 0),
        category=event.kind,
        description=(
            texts.gettext("As reported: %(status)s.", status=known.words.status[event.status]),
            texts.gettext("Named as taking part: %(names)s.", names=who) if who else "",
        ),
        geo=f"{place.lat};{place.lon}" if place and place.lat is not None and place.lon is not None else "",
        location=on_one_line(place.name) if place else "",
        related=routes.uid("event", event.parent) if event.parent else "",
        status=STATUS[event.status],
        url=routes.address(settings.base_url, routes.event(event.id)) if settings.base_url else "",
    )


def _steps(corpus: Corpus, settings: Settings, known: _Known) -> Iterator[bytes]:
    """The next steps that are planned or expected on known days, in the order of the calendar."""
    found: list[tuple[str, str, bytes]] = []
    for briefing in corpus.briefings:
        for step in briefing.findings.next_steps:
            words = hashlib.sha256(step.evidence.text.encode()).hexdigest()[:12]  # its number would change
            uid = routes.uid("step", f"{briefing.id}.{words}")
            if (entry := _step(step, uid, briefing, settings, known)) is not None:
                found.append((step.start or "", uid, entry))
    yield from (entry for _, _, entry in sorted(found, key=lambda row: row[:2]))


def _step(step: NextStep, uid: str, briefing: Briefing, settings: Settings, known: _Known) -> bytes | None:
    days = appointment(step.start, step.end, step.precision)
    if days is None or step.status not in STEP_STATUS:
        return None
    return _entry(
        known,
        (briefing.id,),
        days,
        summary=on_one_line(step.text),
        uid=uid,
        sequence=0,
        category=known.texts.gettext("next step"),
        description=(known.texts.gettext("As reported: %(status)s.", status=known.words.status[step.status]),),
        geo="",
        location="",
        related="",
        status=STEP_STATUS[step.status],
        url=routes.address(settings.base_url, routes.briefing(briefing.id)) if settings.base_url else "",
    )


def _entry(
    known: _Known,
    told: Sequence[str],
    days: tuple[date, date] | datetime,
    *,
    summary: str,
    uid: str,
    sequence: int,
    category: str,
    description: Iterable[str],
    geo: str,
    location: str,
    related: str,
    status: str,
    url: str,
) -> bytes:
    """An entry of a calendar; what is empty is left out. told: the briefings that tell of it, by id.

    First the properties that readers look for first, then the others by name.
    """
    moments = (known.moments[name] for name in told)
    stamp = _moment(datetime.fromisoformat(max((m for m in moments if m), default=EPOCH)).astimezone(UTC))
    says = "\n".join((*filter(None, description), *map(known.source, told)))
    lines = ["BEGIN:VEVENT", f"SUMMARY:{_text(summary)}"]
    if isinstance(days, datetime):
        lines.append(f"DTSTART:{_moment(days)}")
    else:
        lines += [f"DTSTART;VALUE=DATE:{_day(days[0])}", f"DTEND;VALUE=DATE:{_day(days[1] + timedelta(days=1))}"]
    lines += [
        f"DTSTAMP:{stamp}",
        f"UID:{_text(uid)}",
        f"SEQUENCE:{sequence}",
        f"CATEGORIES:{_text(category)}",
        "CLASS:PUBLIC",
        f"DESCRIPTION:{_text(says)}",
    ]
    if geo:
        lines.append(f"GEO:{geo}")
    lines.append(f"LAST-MODIFIED:{stamp}")
    if location:
        lines.append(f"LOCATION:{_text(location)}")
    if related:
        lines.append(f"RELATED-TO:{_text(related)}")
    lines += [f"STATUS:{status}", "TRANSP:TRANSPARENT"]
    if url:
        lines.append(f"URL:{url}")
    lines.append("END:VEVENT")
    return _written(lines)


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _moment(moment: datetime) -> str:
    """A moment in UTC."""
    return moment.isoformat()[:19].replace("-", "").replace(":", "") + "Z"
