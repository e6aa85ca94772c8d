"""Traces: what each page of the last build was made from, so that the next makes only those that can differ.

A trace is all that a page looked up (views/lookups.py), with a hash of what it found. Where the same lookups find the
same, the page is the same, if everything else is: settings, templates, our own code (last.py tells).
Kept   in .briefgen/pages, written whole or not at all, once the site is in place. last.py notes the hash of the file,
       so that the traces of another build count for nothing.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec

from briefgen.frozen import Frozen
from briefgen.model import MergedEvent
from briefgen.views.catalogue import Catalogue, Selection, StatementAt, StepAt
from briefgen.views.lookups import EVERYTHING
from briefgen.whole import write_whole

FILE = Path(".briefgen", "pages")  # below the site's root
_BETWEEN = "\0"  # the keys of a trace
_HASH_SIZE = 16  # bytes


class Trace(Frozen, frozen=True, array_like=True):
    """The keys of a page's lookups, sorted, and a hash of what they found."""

    keys: str
    found: bytes


class Tracer:
    """Tells what lookups find in a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._index = index = catalogue.index
        self._known: dict[str, bytes] = {}
        noted = (
            *(catalogue.briefings, catalogue.events, catalogue.people, catalogue.organizations, catalogue.places),
            *(catalogue.names_of_people, catalogue.names_of_bodies, catalogue.faces_of_places),
            *(catalogue.copies, catalogue.moved),
        )
        events_by = {noted.kind: noted.unnoted for noted in (catalogue.children, catalogue.series)}
        self._finders: Mapping[str, Callable[[str], bytes]] = {
            **{one.kind: _finder(one.unnoted) for one in noted},
            **{kind: self._events_by(events) for kind, events in events_by.items()},
            "editions": lambda series: self._joined(f"event:{e.id}" for e in index.editions(series)),
            "selection": self._selection,
            "months": lambda _: _encoded(index.has_months),
            "statements": lambda speaker: self._parts(index.statements.get(speaker, ())),
            "beside": lambda name: _encoded([b and (b.id, b.article.title) for b in index.beside(name)]),
            "event told": lambda name: _encoded(index.event_of(*name.rsplit("#", 1))),
        }

    def trace(self, keys: Iterable[str]) -> Trace | None:
        """The trace of a page with these lookups; None where it depends on everything."""
        ordered = sorted(keys)
        joined = _BETWEEN.join(ordered)
        if EVERYTHING in ordered or joined.count(_BETWEEN) >= max(len(ordered), 1):
            return None
        return Trace(joined, self._joined(ordered))

    def holds(self, trace: Trace) -> bool:
        """Whether the lookups of a trace find the same now."""
        return self._joined(trace.keys.split(_BETWEEN) if trace.keys else ()) == trace.found

    def _joined(self, keys: Iterable[str]) -> bytes:
        known, found = self._known, []
        for key in keys:
            if (one := known.get(key)) is None:
                kind, _, name = key.partition(":")
                one = known[key] = self._finders[kind](name)
            found.append(one)
        return _hash(b"".join(found))

    def _events_by(self, events: Mapping[str, Iterable[MergedEvent]]) -> Callable[[str], bytes]:
        return lambda name: self._joined(f"event:{event.id}" for event in events.get(name, ()))

    def _selection(self, name: str) -> bytes:
        kind, _, of = name.partition("/")
        chosen = self._index.selections.get((kind, of), Selection((), ()))
        return self._joined(f"event:{event.id}" for event in chosen.events) + self._parts(chosen.steps)

    def _parts(self, parts: Iterable[StepAt | StatementAt]) -> bytes:
        """Of what briefings tell: which part of which."""
        found = list(parts)
        return self._joined(f"briefing:{at.briefing.id}" for at in found) + _encoded([at.index for at in found])


def load(root: Path, digest: str | None) -> Mapping[str, Trace]:
    """The traces of the last build by the names of its pages; none, where their file is not that of this hash."""
    try:
        content = (root / FILE).read_bytes() if digest else b""
        if not digest or _hash(content).hex() != digest:
            return {}
        return msgspec.msgpack.decode(content, type=dict[str, Trace])
    except (OSError, msgspec.MsgspecError):
        return {}


def save(root: Path, traces: Mapping[str, Trace]) -> str:
    """Keep the traces of a build; give the hash of the file."""
    content = msgspec.msgpack.encode(traces)
    write_whole(root / FILE, content)
    return _hash(content).hex()


def _finder(values: Mapping[str, object]) -> Callable[[str], bytes]:
    return lambda name: _encoded(values.get(name))


def _encoded(value: object) -> bytes:
    return _hash(msgspec.msgpack.encode(value))


def _hash(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_HASH_SIZE).digest()
