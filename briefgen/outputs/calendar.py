"""The calendars (RFC 5545, 7986): all events, each event, the next steps. Written by the icalendar library.

What is not known to the day is not exported, nor what is only possible or was ruled out. A called-off event stays in,
as CANCELLED. UID is a tag that survives retitling and moving; DTSTAMP is the date of the newest article, which is what
it means where there is no METHOD, and keeps the bytes the same; DTEND is exclusive. Nobody is an ATTENDEE: names stand
in the description, since an address book would take them for invitations.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Component, vText
from icalendar import Event as Entry

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
END = f"END:VCALENDAR{BREAK}".encode()
LONGEST = 74  # bytes; RFC 5545 allows 75, and some readers count the break's first sign
ESCAPES = "\\^"
FRESH = timedelta(hours=12)  # how often a subscriber need look


def calendars(corpus: Corpus, settings: Settings, texts: Texts = ENGLISH) -> Iterator[tuple[Route, bytes]]:
    """Yield calendar.ics, next-steps.ics, and the calendar of each event whose days are known."""
    known = _Known(corpus, texts)
    entries = {e.id: _written(entry) for e in corpus.events if (entry := _event(e, known, settings)) is not None}
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
    made = Calendar()
    made.add("prodid", f"-//briefgen//briefgen {__version__}//{settings.interface_language.upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    called = vText(on_one_line(name))  # the library takes names that it does not know for no text, and escapes nothing
    made.add("name", called)
    made.add("x-wr-calname", called)
    made.add("refresh-interval", FRESH, {"VALUE": "DURATION"})
    if settings.base_url:
        made.add("source", routes.address(settings.base_url, route), {"VALUE": "URI"})
    head = _written(made).removesuffix(END)
    return b"".join((head, *entries, END))


def _written(component: Component) -> bytes:
    """The lines of a component as the library words them, folded by ourselves: it takes half of its time for that."""
    return "".join(_folded(line) for line in component.content_lines() if line).encode()


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


class _Known:
    """What the entries look up, by id."""

    def __init__(self, corpus: Corpus, texts: Texts) -> None:
        self.texts, self.words = texts, words(texts)
        self.briefings = {b.id: b for b in corpus.briefings}
        self.places = {p.id: p for p in corpus.places}
        self.names = {p.id: p.name for p in corpus.people} | {o.id: o.name for o in corpus.organizations}


def _event(event: MergedEvent, known: _Known, settings: Settings) -> Entry | None:
    days = appointment(event.start, event.end, event.precision) if event.status in OF_STATUS else None
    if days is None:
        return None
    told = [known.briefings[name] for name in event.briefings]
    place = known.places.get(event.place or "")
    entry = Entry()
    _common(entry, routes.uid("event", event.id), told, days)
    texts, name = known.texts, on_one_line(event.name)
    if event.status == "cancelled":
        name = texts.gettext("Cancelled: %(event)s", event=name)
    elif event.status == "postponed":
        name = texts.gettext("Postponed: %(event)s", event=name)
    entry.add("summary", name)
    entry.add("status", STATUS[event.status])
    entry.add("sequence", max(len(event.history) - 1, 0))
    entry.add("categories", [event.kind])
    if place:
        entry.add("location", on_one_line(place.name))
        if place.lat is not None and place.lon is not None:
            entry.add("geo", (place.lat, place.lon))
    if event.parent:
        entry.add("related-to", routes.uid("event", event.parent))
    who = texts.listed([known.names.get(p.party) or texts.state(p.party) for p in event.participants])
    says = texts.gettext("As reported: %(status)s.", status=known.words.status[event.status])
    named = texts.gettext("Named as taking part: %(names)s.", names=who) if who else ""
    _described(entry, [says, named, *_sources(told, texts)])
    if settings.base_url:
        entry.add("url", routes.address(settings.base_url, routes.event(event.id)))
    return entry


def _steps(corpus: Corpus, settings: Settings, known: _Known) -> Iterator[bytes]:
    """The next steps that are planned or expected on known days, in the order of the calendar."""
    found: list[tuple[str, str, Entry]] = []
    for briefing in corpus.briefings:
        for step in briefing.findings.next_steps:
            if (entry := _step(step, briefing, settings, known)) is not None:
                found.append((step.start or "", str(entry["uid"]), entry))
    yield from (_written(entry) for _, _, entry in sorted(found, key=lambda row: row[:2]))


def _step(step: NextStep, briefing: Briefing, settings: Settings, known: _Known) -> Entry | None:
    days = appointment(step.start, step.end, step.precision)
    if days is None or step.status not in STEP_STATUS:
        return None
    entry = Entry()
    words = hashlib.sha256(step.evidence.text.encode()).hexdigest()[:12]  # its number would change with its neighbours
    _common(entry, routes.uid("step", f"{briefing.id}.{words}"), [briefing], days)
    entry.add("summary", on_one_line(step.text))
    entry.add("status", STEP_STATUS[step.status])
    entry.add("sequence", 0)
    entry.add("categories", [known.texts.gettext("next step")])
    says = known.texts.gettext("As reported: %(status)s.", status=known.words.status[step.status])
    _described(entry, [says, *_sources([briefing], known.texts)])
    if settings.base_url:
        entry.add("url", routes.address(settings.base_url, routes.briefing(briefing.id)))
    return entry


def _common(entry: Entry, name: str, told: Iterable[Briefing], days: tuple[date, date] | datetime) -> None:
    moments = (instant(b.article.updated or b.article.published) for b in told)
    stamp = datetime.fromisoformat(max((m for m in moments if m), default=EPOCH)).astimezone(UTC)
    entry.add("uid", name)
    entry.add("dtstamp", stamp)
    entry.add("last-modified", stamp)
    if isinstance(days, datetime):
        entry.add("dtstart", days)
    else:
        entry.add("dtstart", days[0])
        entry.add("dtend", days[1] + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    entry.add("class", "PUBLIC")


def _described(entry: Entry, lines: Iterable[str]) -> None:
    entry.add("description", "\n".join(line for line in lines if line))


def _sources(told: Iterable[Briefing], texts: Texts) -> Iterator[str]:
    for briefing in told:
        article = briefing.article
        parts = (article.outlet, article.title, (article.published or "")[:10], article.url)
        yield texts.gettext("Source: %(source)s", source=on_one_line(texts.listed([part for part in parts if part])))
