"""content/_data/*.yml -> Authority, with every problem told at once."""

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args

from briefgen.authority.model import Authority, EventEntry, PersonEntry, PlaceEntry
from briefgen.errors import Problem
from briefgen.lexicon import countries
from briefgen.model import PlaceKind, Precision
from briefgen.plain_yaml import LARGEST, Value, read_mapping
from briefgen.slugs import fold, slug

FOLDER = "_data"  # below the content folder
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)
_PERSON = ("name", "aliases", "country", "is_not")
_PLACE = ("name", "aliases", "country", "lat", "lon", "kind")
_EVENT = ("name", "was", "start", "end", "precision", "place", "parent", "series")


def load_authority(content: Path, shown: str) -> tuple[Authority, tuple[Problem, ...]]:
    """What the editor settled in a content folder, and what is wrong with it. shown: the folder's name in messages."""
    problems: list[Problem] = []
    lines: dict[str, int] = {}

    def rows(name: str) -> Mapping[str, Value]:
        path = content / FOLDER / name
        if not path.is_file():
            return {}
        shown_as = f"{shown}/{FOLDER}/{name}"
        with path.open(encoding="utf-8", errors="replace") as file:
            text = file.read(LARGEST + 1)  # what is longer is refused below
        if "\n<<<<<<< " in f"\n{text}":
            problems.append(Problem(shown_as, "holds an unresolved merge conflict", hint="settle it, then build"))
            return {}
        entries, at, faults = read_mapping(text)
        problems.extend(Problem(shown_as, fault.message, fault.line, fault.hint) for fault in faults)
        lines.update({f"{name}/{key}": line for key, line in at.items()})
        return entries

    def fail(name: str, key: str, message: str, hint: str = "") -> None:
        problems.append(Problem(f"{shown}/{FOLDER}/{name}", message, lines.get(f"{name}/{key}"), hint))

    people = [(key, _Entry("people.yml", key, row, fail)) for key, row in rows("people.yml").items()]
    places = [(key, _Entry("places.yml", key, row, fail)) for key, row in rows("places.yml").items()]
    found = dict(rows("events.yml"))
    same, apart = (_groups(key, found.pop(key, None), fail) for key in ("same", "apart"))
    events = [(key, _Entry("events.yml", key, row, fail)) for key, row in found.items()]
    not_the_same = frozenset(
        frozenset({fold(entry.text("name") or key), fold(other)})
        for key, entry in people
        for other in entry.words("is_not")
    )
    authority = Authority(
        people=tuple(_person(key, entry) for key, entry in people),
        places=tuple(_place(key, entry) for key, entry in places),
        events=tuple(_event(key, entry) for key, entry in events),
        same=same,
        apart=apart,
        not_the_same=not_the_same,
        lines=lines,
    )
    return authority, tuple(problems)


Fail = Callable[..., None]


class _Entry:
    """One entry of a file: reads its keys, and tells what is wrong with them."""

    def __init__(self, name: str, key: str, row: Value, fail: Fail) -> None:
        self.name, self.key, self._fail = name, key, fail
        known = {"people.yml": _PERSON, "places.yml": _PLACE, "events.yml": _EVENT}[name]
        if slug(key) != key:
            self.fail(f"'{key}' cannot be the last part of an address", f"write {slug(key) or 'words'} instead")
        self.row: dict[str, Value] = row if isinstance(row, dict) else {}
        if not isinstance(row, dict):
            self.fail(f"'{key}' needs values below it", f"such as: name: …, of {', '.join(known)}")
        for unknown in self.row.keys() - set(known):
            near = difflib.get_close_matches(unknown, known, 1, 0.6)
            self.fail(f"'{key}': unknown key '{unknown}'", f"did you mean '{near[0]}'?" if near else "")

    def fail(self, message: str, hint: str = "") -> None:
        self._fail(self.name, self.key, message, hint)

    def text(self, key: str) -> str | None:
        value = self.row.get(key)
        if value is None or isinstance(value, str):
            return value.strip() or None if value else None
        self.fail(f"'{self.key}': {key} must be text")
        return None

    def addressed(self, key: str) -> str | None:
        """The same, where an address is made of it: with a letter or a digit."""
        value = self.text(key)
        if value is None or slug(value):
            return value
        self.fail(f"'{self.key}': {key} '{value}' has no letter and no digit", "its page would have no address")
        return None

    def words(self, key: str) -> tuple[str, ...]:
        value = self.row.get(key)
        listed = [value] if isinstance(value, str) else value or []
        if isinstance(listed, list) and all(isinstance(one, str) for one in listed):
            return tuple(str(one).strip() for one in listed)
        self.fail(f"'{self.key}': {key} must be a list of words")
        return ()

    def one_of(self, key: str, choices: tuple[str, ...]) -> Any:
        value = self.text(key)
        if value is None or value in choices:
            return value
        near = difflib.get_close_matches(value, choices, 1, 0.6)
        self.fail(
            f"'{self.key}': {key} '{value}' is none of {', '.join(choices[:12])}",
            f"did you mean '{near[0]}'?" if near else "",
        )
        return None

    def country(self) -> str | None:
        value = self.text("country")
        if value is None or value in countries():
            return value
        self.fail(f"'{self.key}': country '{value}' is no two-letter code of ISO 3166", "such as NO for Norway")
        return None

    def date(self, key: str) -> str | None:
        value = self.text(key)
        if value is None or _is_date(value):
            return value
        self.fail(f"'{self.key}': {key} '{value}' is no date", "write 2025-08-15, 2025-08 or 2025")
        return None

    def degrees(self, key: str, most: float) -> float | None:
        value = self.text(key)
        try:
            number = float(value) if value is not None else None
        except ValueError:
            number = most + 1
        if number is None or abs(number) <= most:
            return number
        self.fail(f"'{self.key}': {key} '{value}' is no number of degrees", f"from -{most:.0f} to {most:.0f}")
        return None


def _is_date(value: str) -> bool:
    """Whether a year, a month or a day is one that the calendar has."""
    try:
        return bool(_DATE.fullmatch(value) and date.fromisoformat(value + "2000-01-01"[len(value) :]))
    except ValueError:
        return False


def _person(key: str, entry: _Entry) -> PersonEntry:
    return PersonEntry(id=key, name=entry.text("name") or key, aliases=entry.words("aliases"), country=entry.country())


def _place(key: str, entry: _Entry) -> PlaceEntry:
    lat, lon = entry.degrees("lat", 90), entry.degrees("lon", 180)
    if ("lat" in entry.row) != ("lon" in entry.row):
        entry.fail(f"'{key}' needs both lat and lon, or neither")
    return PlaceEntry(
        id=key,
        name=entry.text("name") or key,
        aliases=entry.words("aliases"),
        country=entry.country(),
        lat=lat,
        lon=lon,
        kind=entry.one_of("kind", get_args(PlaceKind)),
    )


def _event(key: str, entry: _Entry) -> EventEntry:
    start, end = entry.date("start"), entry.date("end")
    if end and not start:
        entry.fail(f"'{key}' has an end and no start", "give start: too")
    if start and end and end[: len(start)] < start[: len(end)]:
        entry.fail(f"'{key}' ends on {end}, before it starts on {start}")
    was = entry.words("was")
    for old in was:
        if slug(old) != old:
            entry.fail(f"'{key}': '{old}' is no id of an event", "ids stand in the addresses of the pages")
    return EventEntry(
        id=key,
        was=was,
        name=entry.text("name"),
        start=start,
        end=end,
        precision=entry.one_of("precision", get_args(Precision)),
        place=entry.text("place"),
        parent=entry.text("parent"),
        series=entry.addressed("series"),
    )


def _groups(key: str, value: Value, fail: Fail) -> tuple[tuple[str, ...], ...]:
    """ "same" or "apart": a list of lines, each two or more ids of events with commas between."""
    found = []
    for row in value if isinstance(value, list) else [] if value is None else [value]:
        parts = row.split(",") if isinstance(row, str) else row if isinstance(row, list) else []
        names = tuple(str(part).strip() for part in parts if str(part).strip())
        if len(names) > 1:
            found.append(names)
        else:
            fail("events.yml", key, f"{key}: each line needs two events", "such as: - alaska-talks, anchorage-meeting")
    return tuple(found)
