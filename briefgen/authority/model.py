"""What an editor can settle, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.model import PlaceKind, Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry:
    """A person of people.yml."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry:
    """A place of places.yml."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    kind: PlaceKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEntry:
    """An event of events.yml: values that hold whatever the articles say; those not given stay as found."""

    id: str  # also the last part of its address
    was: tuple[str, ...] = ()  # ids under which it was found or published; they lead here
    name: str | None = None
    start: str | None = None
    end: str | None = None
    precision: Precision | None = None
    place: str | None = None
    parent: str | None = None
    series: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """All that the editor settled. same, apart: groups of event ids; not_the_same: pairs of people's names, folded."""

    people: tuple[PersonEntry, ...] = ()
    places: tuple[PlaceEntry, ...] = ()
    events: tuple[EventEntry, ...] = ()
    same: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    not_the_same: frozenset[frozenset[str]] = field(default_factory=frozenset)
    lines: Mapping[str, int] = field(default_factory=dict)  # "events.yml/alaska" -> where it stands, for warnings


NOTHING = Authority()
