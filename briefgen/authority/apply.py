"""Where the editor's word is put in: on names before linking, on events after merging."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from briefgen.authority.model import Authority, EventEntry, PersonEntry, PlaceEntry
from briefgen.errors import Problem
from briefgen.frozen import replace
from briefgen.model import Briefing, Corpus, Findings, Keys, Ledger, MergedEvent, Person, Place, Precision, Settlement
from briefgen.slugs import fold


def settle_names(briefings: Iterable[Briefing], authority: Authority) -> Iterable[Briefing]:
    """Settle names once; as NameSettler.settle()."""
    return NameSettler().settle(briefings, authority)


class NameSettler:
    """Puts the editor's names in, time after time; a briefing that is the same as before is settled as before."""

    def __init__(self) -> None:
        self._asked: tuple[object, ...] = ()
        self._settled: dict[str, tuple[Briefing, Briefing]] = {}

    def settle(self, briefings: Iterable[Briefing], authority: Authority) -> Iterable[Briefing]:
        """The briefings with the editor's names, states, coordinates and kinds for the people and places they know."""
        if not authority.people and not authority.places:
            return briefings
        people = {fold(form): entry for entry in authority.people for form in (entry.name, *entry.aliases)}
        places = {fold(form): entry for entry in authority.places for form in (entry.name, *entry.aliases)}
        before = self._settled if self._asked == (people, places) else {}
        self._asked = (people, places)
        self._settled = {
            b.id: kept if (kept := before.get(b.id)) and kept[0] is b else (b, _settled(b, people, places))
            for b in briefings
        }
        return [settled for _, settled in self._settled.values()]


def _settled(briefing: Briefing, people: Mapping[str, PersonEntry], places: Mapping[str, PlaceEntry]) -> Briefing:
    found: Findings = briefing.findings
    settled = replace(
        found,
        people=tuple(_person(one, people) for one in found.people),
        places=tuple(_place(one, places) for one in found.places),
    )
    return briefing if settled == found else replace(briefing, findings=settled)


def _person(one: Person, entries: Mapping[str, PersonEntry]) -> Person:
    entry = entries.get(fold(one.name))
    if entry is None or (entry.country and one.country and entry.country != one.country):
        return one
    others = {one.name, *one.aliases} - {entry.name}
    return replace(one, name=entry.name, aliases=tuple(sorted(others)), country=entry.country or one.country)


def _place(one: Place, entries: Mapping[str, PlaceEntry]) -> Place:
    entry = entries.get(fold(one.name))
    if entry is None or (entry.country and one.country and entry.country != one.country):
        return one
    if entry.lat is not None:
        one = replace(one, lat=entry.lat, lon=entry.lon)
    others = {one.name, *one.aliases} - {entry.name}
    return replace(
        one,
        name=entry.name,
        aliases=tuple(sorted(others)),
        country=entry.country or one.country,
        kind=entry.kind or one.kind,
    )


def with_ids(ledger: Ledger, authority: Authority, settled: Iterable[Briefing]) -> Ledger:
    """The ledger as if the editor's ids had been published: people, places and events get them from now on.

    settled: the briefings of this build with the editor's names, which tell of the states that a name is found with.
    """
    moved = dict(ledger.moved)
    findings = [briefing.findings for briefing in settled]
    who, where = chain.from_iterable(f.people for f in findings), chain.from_iterable(f.places for f in findings)
    people = _with_names("people", authority.people, ledger.people, who, moved)
    places = _with_names("places", authority.places, ledger.places, where, moved)
    events = dict(ledger.events)
    for entry in authority.events:
        keys = [*events.get(entry.id, ()), *(key for old in entry.was for key in events.pop(old, ()))]
        events[entry.id] = tuple(dict.fromkeys(keys))
        moved |= {f"events/{old}": f"events/{entry.id}" for old in entry.was if old != entry.id}
    return replace(ledger, people=people, places=places, events=events, moved=moved)


def _with_names(
    kind: str,
    entries: Sequence[PersonEntry | PlaceEntry],
    kept: Mapping[str, Keys],
    named: Iterable[Person | Place],
    moved: dict[str, str],
) -> Mapping[str, Keys]:
    """The ids of people or places with the editor's first; an id that is left without a name leads to the editor's."""
    if not entries:
        return kept
    known: dict[str, set[str]] = {fold(entry.name): set() for entry in entries if not entry.country}
    was = (key for keys in kept.values() for key in keys)
    now = (f"{fold(one.name)}|{one.country}" for one in named if known and one.country)
    for key in chain(was, now):
        name, state, _ = key.partition("|")
        if state and name in known:
            known[name].add(key)
    wanted = {entry.id: _known_as(entry, known) for entry in entries}
    owner = {key: name for name, keys in wanted.items() for key in keys}
    found = dict(kept)
    for name, keys in kept.items():
        left = tuple(key for key in keys if owner.get(key, name) == name)
        if left != keys:
            found[name] = left
            if not left:
                moved[f"{kind}/{name}"] = f"{kind}/{next(owner[key] for key in keys if key in owner)}"
    return found | wanted


def settlement(authority: Authority, ledger: Ledger, shown: str) -> tuple[Settlement, tuple[Problem, ...]]:
    """What is settled about events, by the keys that the ledger has for their ids; a warning for each unknown id."""
    problems: list[Problem] = []

    def keys_of(name: str, where: str) -> Keys:
        keys = ledger.events.get(name) or ledger.events.get(ledger.moved.get(f"events/{name}", "/").split("/")[1], ())
        if not keys:
            line = authority.lines.get(f"events.yml/{where}")
            hint = "ids stand in the addresses of the pages, and in events.json"
            message = f"no event '{name}' was ever published"
            problems.append(Problem(f"{shown}/_data/events.yml", message, line, hint, "warning"))
        return keys

    groups = [(group, "same") for group in authority.same]
    groups += [((entry.id, *entry.was), entry.id) for entry in authority.events if entry.was]
    same = []
    for group, where in groups:
        known = [ledger.events.get(name, ()) if name == where else keys_of(name, where) for name in group]
        same.append(tuple(dict.fromkeys(key for keys in known for key in keys)))
    apart = tuple(tuple(keys_of(name, "apart") for name in group) for group in authority.apart)
    made = Settlement(same=tuple(same), apart=apart, not_the_same=authority.not_the_same)
    return made, tuple(problems)


def _known_as(entry: PersonEntry | PlaceEntry, with_states: Mapping[str, Collection[str]]) -> Keys:
    """The keys of a name: with the state that is given, else with every state that was or is found for it."""
    plain = fold(entry.name)
    return (f"{plain}|{entry.country}",) if entry.country else (plain, *sorted(with_states[plain]))


def settle_values(corpus: Corpus, authority: Authority, shown: str) -> tuple[Corpus, tuple[Problem, ...]]:
    """The corpus with the values that the editor pinned, and a warning for each event that no article tells of."""
    entries = {entry.id: entry for entry in authority.events}
    known = {event.id for event in corpus.events}
    problems = tuple(
        Problem(
            f"{shown}/_data/events.yml",
            f"no article tells of an event '{name}'",
            authority.lines.get(f"events.yml/{name}"),
            "give the ids under which it is found: was: […]",
            "warning",
        )
        for name in entries
        if name not in known
    )
    events = tuple(_pinned(event, entries[event.id]) if event.id in entries else event for event in corpus.events)
    return replace(corpus, events=events), problems


def _pinned(event: MergedEvent, entry: EventEntry) -> MergedEvent:
    """An event with the values that are pinned; what a source says to a pinned value is its evidence no longer."""
    if entry.start:
        exact = "range" if entry.end else "day" if len(entry.start) > len("2025-08") else "month"
        kept = event.dated_by if event.start and event.start[:10] == entry.start else None
        event = replace(
            event, start=entry.start, end=entry.end, precision=entry.precision or _PRECISION[exact], dated_by=kept
        )
    if entry.place:
        event = replace(event, place=entry.place, placed_by=event.placed_by if event.place == entry.place else None)
    if entry.name and entry.name != event.name:
        aliases = tuple(sorted({*event.aliases, event.name} - {entry.name}))
        event = replace(event, name=entry.name, aliases=aliases)
    return replace(event, parent=entry.parent or event.parent, series=entry.series or event.series)


_PRECISION: Mapping[str, Precision] = {"range": "range", "day": "day", "month": "month"}
