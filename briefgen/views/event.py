"""The page of one event: what all articles say of it together, and where they differ; and the pages below it.

A page stays small however many articles there are: of a long list it shows the beginning, and leads to the whole.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from briefgen import routes
from briefgen.appointments import is_appointment
from briefgen.model import MergedEvent, Source, StatusReport
from briefgen.texts import Texts
from briefgen.views import event_rows as rows
from briefgen.views.catalogue import Catalogue
from briefgen.views.changes import ChangeDay, last_change
from briefgen.views.dates import Moment
from briefgen.views.differences import Disagreement, differences
from briefgen.views.endnotes import Endnote, endnotes
from briefgen.views.event_lines import lines, outlets, outlets_counted, support
from briefgen.views.event_rows import ParticipantRow, Results, SourceRow, StatusRow, Steps, TimelineRow, Voice
from briefgen.views.linked_data import event_node
from briefgen.views.part import Part
from briefgen.views.parts import Agenda, EventRow, Fact, Frame, Link, Mark, Picture, Result, Status, Step, Value
from briefgen.views.share import card
from briefgen.views.sheet import Sheet, other_names

# How many lines of each list the page of an event shows, and how many a page below it.
SHOWN = {
    "results": 12,
    "steps": 24,
    "participants": 40,
    "quotes": 24,
    "positions": 24,
    "timeline": 30,
    "history": 12,
    "sources": 30,
}
A_PAGE = 100
DOCUMENTS = 8  # names in the fact box; all stand among the results


class EventPage(Part, frozen=True, kw_only=True):
    """One event: its status, its facts, who took part and what they said, with every source."""

    frame: Frame
    name: str
    kind: str
    status: Status
    since: Moment | None  # the day of the article that first asserted the present status
    due: str | None  # "was due 31 August 2025 — no report yet"
    changed: ChangeDay | None  # the last time that its status became another
    latest: Moment | None  # the day of the newest article
    when: Value | None
    place: Value | None
    map: Picture | None  # of its place
    bottom_line: Value | None
    key_points: tuple[Value, ...]
    facts: tuple[Fact, ...]  # the fact box
    results: tuple[Results, ...]  # agreed, not agreed, put off
    next_step: Step | None  # the first one that is still to come
    steps: Steps | None
    participants: tuple[ParticipantRow, ...]
    programme: tuple[Agenda, ...]
    parts: tuple[EventRow, ...]  # meetings within it
    voices: tuple[Voice, ...]
    positions: tuple[Voice, ...]  # reported speech, always with its speaker
    differs: tuple[Disagreement, ...]
    timeline: tuple[TimelineRow, ...]
    history: tuple[StatusRow, ...]  # oldest first
    sources: tuple[SourceRow, ...]
    endnotes: tuple[Endnote, ...]  # the sentences that the page's marks lead to
    more: Mapping[str, Link | None]  # by kind ("steps", "quotes"): the page with the whole list
    parent: Link | None
    previous: Link | None  # in the series
    following: Link | None
    counts: str  # "3 briefings from 2 outlets"
    shares: str | None  # "Xinhua 3, TASS 1"
    data: str  # href of event.json
    calendar: str | None  # href of its calendar entry; None where its days are not known
    feed: str | None  # href, where the site has an address


class EventListPage(Part, frozen=True, kw_only=True):
    """One list of an event that is too long for its page, whole or a stretch of it. All lists but one are empty."""

    frame: Frame
    event: Link
    kind: str  # "results", "steps", "participants", "quotes", "positions", "timeline", "history", "sources"
    heading: str
    results: tuple[Results, ...]
    steps: Steps | None
    participants: tuple[ParticipantRow, ...]
    voices: tuple[Voice, ...]
    positions: tuple[Voice, ...]
    timeline: tuple[TimelineRow, ...]
    history: tuple[StatusRow, ...]
    sources: tuple[SourceRow, ...]
    pages: tuple[Link, ...]  # of this list, where it has several; the href of this one is empty


def event_page(catalogue: Catalogue, event: MergedEvent) -> EventPage:
    """Make the page of an event."""
    sheet = Sheet(catalogue, routes.event(event.id), event.briefings)
    told = tuple(lines(sheet, event))
    whole = _lists(sheet, event)
    cut = {kind: _beginning(kind, found) for kind, found in whole.items()}
    parent, at = catalogue.events.get(event.parent or ""), catalogue.faces_of_places.get(event.place or "")
    previous, following = _neighbours(sheet, event)
    documents = _documents(sheet, whole["results"])
    every = (*_facts(sheet, event, parent, previous, following), documents, _not_found(sheet, event))
    facts = tuple(fact for fact in every if fact.values)
    questions = differences(sheet, event.differs)
    return EventPage(
        frame=sheet.frame(
            event.name,
            told[0].text if told else "",
            _crumbs(sheet, event, parent),
            event_node(catalogue, event),
            routes.event_picture(event.id) if card(event, at, catalogue.settings, sheet.texts) else None,
        ),
        name=event.name,
        kind=sheet.words.event_kind[event.kind],
        status=sheet.status(event.status),
        since=_since(sheet, event),
        due=sheet.due(event),
        changed=last_change(sheet, event),
        latest=sheet.dates.stamp((catalogue.briefings[event.briefings[0]].article.published or "")[:10]),
        when=_when(sheet, event),
        place=_place(sheet, event),
        map=sheet.map(event.place),
        bottom_line=told[0] if told else None,
        key_points=told[1:],
        facts=facts,
        results=rows.grouped_results(cut["results"]),
        next_step=next((step for group, step in whole["steps"] if group == "coming"), None),
        steps=rows.grouped_steps(cut["steps"]) if cut["steps"] else None,
        participants=tuple(cut["participants"]),
        programme=rows.programme(sheet, event),
        parts=tuple(sheet.event_row(part) for part in catalogue.children.get(event.id, ())),
        voices=rows.voices(cut["quotes"]),
        positions=rows.voices(cut["positions"]),
        differs=questions,
        timeline=tuple(cut["timeline"]),
        history=tuple(cut["history"]),
        sources=tuple(cut["sources"]),
        endnotes=endnotes(sheet, told, facts, questions, *cut.values()),
        more={kind: _whole_list(sheet, event, kind, len(found)) for kind, found in whole.items()},
        parent=sheet.event(parent) if parent else None,
        previous=previous,
        following=following,
        counts=_counts(catalogue, event),
        shares=_shares(catalogue, event),
        data=sheet.way(routes.event_data(event.id)),
        calendar=sheet.way(routes.event_calendar(event.id)) if is_appointment(event) else None,
        feed=sheet.way(routes.event_feed(event.id)) if catalogue.settings.base_url else None,
    )


def event_list_page(catalogue: Catalogue, event: MergedEvent, kind: str, number: int) -> EventListPage:
    """Make one page of a long list of an event. number: from 1."""
    sheet = Sheet(catalogue, routes.event_list(event.id, kind, number), event.briefings)
    whole = _LISTS[kind](sheet, event)
    here = {kind: whole[(number - 1) * A_PAGE : number * A_PAGE]}
    name = _list_names(sheet.texts)[kind]
    heading = sheet.texts.gettext("%(event)s: %(list)s", event=event.name, list=name)
    numbers = range(1, _pages(len(whole)) + 1)
    links = (
        Link(text=str(n), href="" if n == number else sheet.way(routes.event_list(event.id, kind, n))) for n in numbers
    )
    crumbs = (*_crumbs(sheet, event, None)[:-1], sheet.event(event), Link(text=name[:1].upper() + name[1:], href=""))
    return EventListPage(
        frame=sheet.frame(f"{heading} ({number})" if number > 1 else heading, heading, crumbs),
        event=sheet.event(event),
        kind=kind,
        heading=heading,
        results=rows.grouped_results(here.get("results", ())),
        steps=rows.grouped_steps(here["steps"]) if kind == "steps" else None,
        participants=tuple(here.get("participants", ())),
        voices=rows.voices(here.get("quotes", ())),
        positions=rows.voices(here.get("positions", ())),
        timeline=tuple(here.get("timeline", ())),
        history=tuple(here.get("history", ())),
        sources=tuple(here.get("sources", ())),
        pages=tuple(links) if len(numbers) > 1 else (),
    )


def may_have_lists(catalogue: Catalogue, event: MergedEvent) -> bool:
    """Whether event_lists() could find any: told by the event and its own briefings alone."""
    return bool(_may_be_long(catalogue, event))


def event_lists(catalogue: Catalogue, event: MergedEvent) -> Iterator[tuple[str, int]]:
    """The pages that an event has below its own: (kind of list, number of the page)."""
    if long := _may_be_long(catalogue, event):
        sheet = Sheet(catalogue, routes.event(event.id), event.briefings)
        for kind in long:
            number = len(_LISTS[kind](sheet, event))
            if number > SHOWN[kind]:
                yield from ((kind, page) for page in range(1, _pages(number) + 1))


_LISTS: Mapping[str, Callable[[Sheet, MergedEvent], Sequence[Any]]] = {
    "results": rows.results,
    "steps": rows.steps,
    "participants": rows.participants,
    "quotes": rows.quotes,
    "positions": rows.positions,
    "timeline": rows.timeline,
    "history": rows.history,
    "sources": rows.sources,
}


def _may_be_long(catalogue: Catalogue, event: MergedEvent) -> list[str]:
    """The kinds of list that may be too long for the page of an event."""
    return [kind for kind, most in _at_most(catalogue, event).items() if most > SHOWN[kind]]


def _at_most(catalogue: Catalogue, event: MergedEvent) -> Mapping[str, int]:
    """What each list of an event cannot be longer than: counted, since most events have no long list at all."""
    steps, sources = len(event.next_steps), len(event.briefings)
    return {
        "results": sum(len(catalogue.briefings[name].findings.outcomes) for name in event.briefings),
        "steps": steps,
        "participants": len(event.participants),
        "quotes": len(event.quotes),
        "positions": rows.most_positions(catalogue, event, SHOWN["positions"]),
        "timeline": 1 + sources + steps,
        "history": len(event.history),
        "sources": sources,
    }


def _lists(sheet: Sheet, event: MergedEvent) -> dict[str, Sequence[Any]]:
    """Every list of an event, whole, by its kind."""
    return {kind: made(sheet, event) for kind, made in _LISTS.items()}


def _beginning(kind: str, found: Sequence[Any]) -> Sequence[Any]:
    """What the page of the event shows of a list: of what runs by date, the latest."""
    return found[-SHOWN[kind] :] if kind in {"timeline", "history"} else found[: SHOWN[kind]]


def _whole_list(sheet: Sheet, event: MergedEvent, kind: str, number: int) -> Link | None:
    if number <= SHOWN[kind]:
        return None
    return Link(text=_all_of(sheet.texts, kind, number), href=sheet.way(routes.event_list(event.id, kind, 1)))


def _list_names(texts: Texts) -> dict[str, str]:
    return {
        "results": texts.pgettext("list", "results"),
        "steps": texts.pgettext("list", "next steps"),
        "participants": texts.pgettext("list", "participants"),
        "quotes": texts.pgettext("list", "quotes"),
        "positions": texts.pgettext("list", "positions"),
        "timeline": texts.pgettext("list", "dates"),
        "history": texts.pgettext("list", "reports of its status"),
        "sources": texts.pgettext("list", "sources"),
    }


def _all_of(texts: Texts, kind: str, number: int) -> str:
    """What leads to a whole list; it has more than one line."""
    match kind:
        case "results":
            return texts.ngettext("All %(num)s results", "All %(num)s results", number)
        case "steps":
            return texts.ngettext("All %(num)s next steps", "All %(num)s next steps", number)
        case "participants":
            return texts.ngettext("All %(num)s participants", "All %(num)s participants", number)
        case "quotes":
            return texts.ngettext("All %(num)s quotes", "All %(num)s quotes", number)
        case "positions":
            return texts.ngettext("All %(num)s positions", "All %(num)s positions", number)
        case "timeline":
            return texts.ngettext("All %(num)s dates", "All %(num)s dates", number)
        case "history":
            return texts.ngettext("All %(num)s reports of its status", "All %(num)s reports of its status", number)
        case _:
            return texts.ngettext("All %(num)s sources", "All %(num)s sources", number)


def _pages(number: int) -> int:
    return -(-number // A_PAGE)


def _crumbs(sheet: Sheet, event: MergedEvent, parent: MergedEvent | None) -> tuple[Link, ...]:
    above = (sheet.event(parent),) if parent else ()
    series = (_series(sheet, event.series),) if event.series else ()
    here = Link(text=event.name, href="", language=sheet.found_language)
    return (Link(text=sheet.texts.gettext("Events"), href=sheet.way(routes.EVENTS)), *series, *above, here)


def _series(sheet: Sheet, name: str) -> Link:
    return Link(text=name, href=sheet.way(routes.series(name)), language=sheet.found_language)


def _counts(catalogue: Catalogue, event: MergedEvent) -> str:
    """How many briefings from how many outlets; a second printing of one text is no second outlet."""
    found, texts = outlets(catalogue, event.briefings), catalogue.texts
    told = texts.ngettext("%(num)s briefing", "%(num)s briefings", len(event.briefings))
    if not found:
        return told
    return texts.gettext("%(briefings)s from %(outlets)s", briefings=told, outlets=outlets_counted(texts, len(found)))


def _shares(catalogue: Catalogue, event: MergedEvent) -> str | None:
    """How many of the articles are whose, where there are several of several outlets."""
    found = outlets(catalogue, event.briefings)
    several = 1 < len(found) < sum(found.values())
    return catalogue.texts.listed([f"{name} {number}" for name, number in found.items()]) if several else None


def _since(sheet: Sheet, event: MergedEvent) -> Moment | None:
    """The day on which the present status was first asserted without a break since."""
    first: StatusReport | None = None
    for report in event.history:
        if report.status != event.status:
            first = None
        elif first is None:
            first = report
    first = first or next((r for r in reversed(event.history) if r.status == event.status), None)
    return sheet.dates.stamp(first.asserted and first.asserted[:10]) if first else None


def _when(sheet: Sheet, event: MergedEvent) -> Value | None:
    marks = sheet.marks([event.dated_by]) if event.dated_by else ()
    return sheet.dated(event.start, event.end, event.precision, marks)


def _place(sheet: Sheet, event: MergedEvent) -> Value | None:
    """The place with its country, where that is not the place itself."""
    link, place = sheet.place(event.place), sheet.catalogue.faces_of_places.get(event.place or "")
    if link is None or place is None:
        return None
    country = sheet.texts.state(place.country) if place.country and place.kind != "country" else None
    return sheet.named(link, sheet.marks([event.placed_by]) if event.placed_by else (), country)


def _facts(
    sheet: Sheet, event: MergedEvent, parent: MergedEvent | None, previous: Link | None, following: Link | None
) -> Iterator[Fact]:
    """The fact box, with the sentences behind status, date and place."""
    told = next((r.source for r in reversed(event.history) if r.status == event.status), None)
    texts, found = sheet.texts, sheet.found_language
    status = _word(sheet.words.status[event.status], sheet.marks([told]) if told else ())
    number = len(event.participants)
    named = texts.ngettext("%(num)s named", "%(num)s named", number)
    yield _fact(sheet, "status", texts.gettext("Status"), [status], _support(sheet, event, "status", told))
    yield _fact(
        sheet, "date", texts.gettext("Date"), [_when(sheet, event)], _support(sheet, event, "start", event.dated_by)
    )
    yield _fact(
        sheet, "place", texts.gettext("Place"), [_place(sheet, event)], _support(sheet, event, "place", event.placed_by)
    )
    yield _fact(sheet, "participants", texts.gettext("Participants"), [_word(named) if number > 1 else None])
    away = [
        _word(sheet.party(one.party, one.role).name, sheet.marks(one.sources[: rows.MARKS]), found)
        for one in event.absent
    ]
    yield _fact(sheet, "absent", texts.gettext("Stay away"), away)
    yield _fact(
        sheet, "series", texts.gettext("Series"), [sheet.named(_series(sheet, event.series)) if event.series else None]
    )
    yield _fact(sheet, "edition", texts.gettext("Edition"), [_word(str(event.edition or ""))])
    yield _fact(sheet, "parent", texts.gettext("Part of"), [sheet.named(sheet.event(parent)) if parent else None])
    yield _fact(sheet, "follows", texts.gettext("Follows"), [sheet.named(previous) if previous else None])
    yield _fact(sheet, "precedes", texts.gettext("Precedes"), [sheet.named(following) if following else None])
    names = other_names(event.name, event.aliases)
    yield _fact(sheet, "aliases", texts.gettext("Also called"), [_word(alias, language=found) for alias in names])


def _documents(sheet: Sheet, results: Iterable[Result]) -> Fact:
    """The papers that came of the event, each name once, with a sentence that names it."""
    named: dict[str, Value] = {}
    for result in results:
        for name in result.documents:
            value = _word(name, (result.mark,), sheet.foreign(result.language))
            if value:
                named.setdefault(name.casefold(), value)
    return _fact(sheet, "documents", sheet.texts.gettext("Documents"), islice(named.values(), DOCUMENTS))


def _not_found(sheet: Sheet, event: MergedEvent) -> Fact:
    """What every event has, a call apart, and no article here was found to give."""
    texts = sheet.texts
    asked = (
        (event.start, texts.pgettext("not found", "the date")),
        (event.place or event.kind == "call", texts.pgettext("not found", "the place")),
        (event.participants, texts.pgettext("not found", "who takes part")),
    )
    missing = [_word(name) for found, name in asked if not found]
    return _fact(sheet, "not-found", texts.gettext("Not found in the articles"), missing)


def _fact(
    sheet: Sheet, name: str, label: str, values: Iterable[Value | None], known: tuple[Source, str] | None = None
) -> Fact:
    source, support_words = known or (None, None)
    excerpts = (sheet.excerpt(source),) if source else ()
    return Fact(name=name, label=label, values=tuple(v for v in values if v), support=support_words, excerpts=excerpts)


def _support(sheet: Sheet, event: MergedEvent, field: str, source: Source | None) -> tuple[Source, str] | None:
    return (source, support(sheet.catalogue, event, field, source)) if source else None


def _word(text: str | None, marks: tuple[Mark, ...] = (), language: str | None = None) -> Value | None:
    return Value(text=text, href=None, datetime=None, note=None, marks=marks, language=language) if text else None


def _neighbours(sheet: Sheet, event: MergedEvent) -> tuple[Link | None, Link | None]:
    """The previous and the next event of the same series."""
    series = sheet.catalogue.editions(event.series)
    at = series.index(event) if event in series else -1
    previous = sheet.event(series[at - 1]) if at > 0 else None
    following = sheet.event(series[at + 1]) if 0 <= at < len(series) - 1 else None
    return previous, following
