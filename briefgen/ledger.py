"""The ledger: what was published under which id, so that addresses, feed ids and UIDs stay.

Reads  content/_data/ids.json, which the build writes and the editor commits beside the articles; one thing a line. A
       content folder without _data/ keeps no ledger, and nothing is ever written into it.
Finds  for each article, person, body, place and event the id under which most of it was known; where two of them turn
       out to be one, the id that gives way, with the one that it leads to from now on.
Misses nothing: without the file every id is made anew from what the articles say.

An id is never given to something else: what has gone keeps its line.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import compress
from itertools import count as counted
from operator import is_not
from pathlib import Path
from typing import Any, TypeVar

from briefgen.errors import Problem, Refused
from briefgen.locks import alone
from briefgen.model import Keys, Ledger
from briefgen.notes import Note, is_past, note_of

FILE = "_data/ids.json"  # below the content folder
SCHEMA = 1
MANY = 500  # things and ids that hang together: all are given anew in about the time that it takes to tell

T = TypeVar("T")
EMPTY = Ledger()
_KINDS = Ledger.__struct_fields__


@dataclass(frozen=True, slots=True)
class Assigned:
    """The id of each thing in order, and the ids that gave way to another."""

    ids: tuple[str, ...]
    gave_way: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What became of a published address ("events/oslo-talks"): it leads to another, or (parted) lost a part to it."""

    old: str
    new: str
    parted: bool


def assign(keys: Sequence[Keys], make: Callable[[int, set[str]], str], kept: Mapping[str, Keys]) -> Assigned:
    """Give each thing an id: the kept one with which it shares most keys, else a new one.

    keys: what each thing is known by. make(number, taken) makes the id of a new thing, none of those taken. Order of
    the things has no effect where their keys differ.
    """
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for name, known in kept.items():
        for key in known:
            owners[key].append(name)
    shared: list[Mapping[str, int]] = [
        Counter(name for key in mine for name in owners.get(key, ())) if owners else {} for mine in keys
    ]
    claims = sorted(
        ((-count, name, keys[i], i) for i, counts in enumerate(shared) for name, count in counts.items()),
        key=lambda claim: claim[:3],
    )
    given: dict[int, str] = {}
    used: set[str] = set()
    for _, name, _, i in claims:
        if i not in given and name not in used:
            given[i] = name
            used.add(name)
    taken = used | set(kept)
    for i in range(len(keys)):
        if i not in given:
            given[i] = make(i, taken)
            taken.add(given[i])
    holders: dict[str, tuple[int, str]] = {}
    for i, counts in enumerate(shared):
        for name, count in counts.items():
            if name not in used and count > holders.get(name, (0, ""))[0]:
                holders[name] = (count, given[i])
    return Assigned(tuple(given[i] for i in range(len(keys))), {old: new for old, (_, new) in sorted(holders.items())})


class Assigner:
    """assign(), time after time: only what hangs together with a change by shared keys is given its ids anew."""

    def __init__(self) -> None:
        self._keys: Sequence[Keys] = ()
        self._kept: Mapping[str, Keys] = {}
        self._last: Assigned | None = None  # None where an id was made: that depends on all others
        self._things: defaultdict[str, list[int]] = defaultdict(list)  # by a key that they are known by
        self._names: defaultdict[str, list[str]] = defaultdict(list)  # the same for kept ids

    def assign(self, keys: Sequence[Keys], make: Callable[[int, set[str]], str], kept: Mapping[str, Keys]) -> Assigned:
        """Give each thing an id, as the function of this name does."""
        found = self._again(self._last, keys, kept) if self._last and len(keys) == len(self._keys) else None
        if found is None:
            made: list[int] = []

            def noting(number: int, taken: set[str]) -> str:
                made.append(number)
                return make(number, taken)

            found = assign(keys, noting, kept)
            self._things.clear()
            self._names.clear()
            if not made:
                _enter(self._things, ((i, mine) for i, mine in enumerate(keys)))
                _enter(self._names, kept.items())
            self._last = None if made else found
        else:
            self._last = found
        self._keys, self._kept = keys, kept
        return found

    def _again(self, last: Assigned, keys: Sequence[Keys], kept: Mapping[str, Keys]) -> Assigned | None:
        """The same where few things and ids have changed; None where many have, or where an id has to be made."""
        old_keys, old_kept = self._keys, self._kept
        things = {i for i in compress(counted(), map(is_not, old_keys, keys)) if old_keys[i] != keys[i]}
        names = {n for n, known in kept.items() if (old := old_kept.get(n)) is not known and old != known}
        names |= old_kept.keys() - kept.keys()
        if not things and not names:
            return last
        met = self._met(things, names, keys, kept)
        if met is None:
            return None
        there = {name: kept[name] for name in met[1] if name in kept}
        some = sorted(met[0])
        part = _given([keys[i] for i in some], there)
        if part is None:
            return None
        for i in things:
            _leave(self._things, i, old_keys[i])
        for name in names:
            _leave(self._names, name, old_kept.get(name, ()))
        _enter(self._things, ((i, keys[i]) for i in things))
        _enter(self._names, ((name, kept[name]) for name in names if name in kept))
        ids = list(last.ids)
        for i, name in zip(some, part.ids, strict=True):
            ids[i] = name
        gave_way = {old: new for old, new in last.gave_way.items() if old not in met[1]} | dict(part.gave_way)
        return Assigned(tuple(ids), dict(sorted(gave_way.items())))

    def _met(
        self, things: AbstractSet[int], names: AbstractSet[str], keys: Sequence[Keys], kept: Mapping[str, Keys]
    ) -> tuple[set[int], set[str]] | None:
        """The things and ids that hang together with these by keys of before or of now; None where they are many."""
        new_things, new_names = set(things), set(names)
        all_things, all_names, known = set(things), set(names), set[str]()
        while new_things or new_names:
            if len(all_things) + len(all_names) > MANY:
                return None
            fresh = {key for i in new_things for some in (self._keys[i], keys[i]) for key in some}
            fresh.update(
                key for name in new_names for some in (self._kept.get(name, ()), kept.get(name, ())) for key in some
            )
            fresh -= known
            known |= fresh
            new_things = {i for key in fresh for i in self._things.get(key, ())} - all_things
            new_names = {name for key in fresh for name in self._names.get(key, ())} - all_names
            all_things |= new_things
            all_names |= new_names
        return all_things, all_names


def _given(keys: Sequence[Keys], kept: Mapping[str, Keys]) -> Assigned | None:
    """assign() where no id has to be made; else None."""
    made: list[int] = []

    def make(number: int, _: set[str]) -> str:
        made.append(number)
        return ""

    found = assign(keys, make, kept)
    return None if made else found


def _enter(index: defaultdict[str, list[T]], known: Iterable[tuple[T, Keys]]) -> None:
    for one, keys in known:
        for key in keys:
            index[key].append(one)


def _leave(index: defaultdict[str, list[T]], one: T, keys: Keys) -> None:
    for key in keys:
        index[key].remove(one)


def load_ledger(content: Path, shown: str) -> Ledger:
    """Load a ledger once; as LedgerFile.load()."""
    return LedgerFile().load(content, shown)


def save_ledger(ledger: Ledger, content: Path, shown: str) -> tuple[Problem, ...]:
    """Save a ledger once; as LedgerFile.save()."""
    return LedgerFile().save(ledger, content, shown)


class LedgerFile:
    """The file of a ledger, time after time: read only where it holds something else than the last time."""

    def __init__(self) -> None:
        self._noted: tuple[Path, Note] | None = None  # the file in which this was found
        self._found: tuple[bytes, Ledger] | None = None
        self._words = _Words()

    def load(self, content: Path, shown: str) -> Ledger:
        """The ledger of a content folder; an empty one where there is none. shown: the folder's name in messages.

        Raises Refused where the file cannot be understood: going on would change addresses.
        """
        path = content / FILE
        if not path.is_file():
            return EMPTY
        note = note_of(path)
        if self._found is None or self._noted != (path, note):
            self._noted = None
            found = path.read_bytes()
            if self._found is None or self._found[0] != found:
                self._found = (found, _parsed(_text(found), f"{shown}/{FILE}"))
            if is_past(note) and note == note_of(path):
                self._noted = (path, note)
        return self._found[1]

    def save(self, ledger: Ledger, content: Path, shown: str) -> tuple[Problem, ...]:
        """Write the ledger where it has changed, whole or not at all; a warning where the folder cannot be written to.

        Where the content folder has no folder for it, nothing is written.
        """
        path = content / FILE
        if not path.parent.is_dir():
            return ()
        text = self._words.of(ledger)
        made = text.encode()
        there = path.read_bytes() if path.is_file() else b""
        if there != made and (b"\r" not in there or _text(there) != text):
            draft = path.with_name(f".{path.name}.new")
            try:
                with alone(path.parent):  # a preview may be saving its own
                    draft.write_bytes(made)
                    draft.replace(path)
            except OSError as error:
                message = f"could not be written ({error.strerror}); addresses may change with the next articles"
                return (Problem(f"{shown}/{FILE}", message, severity="warning"),)
        if self._found is None or self._found[0] != made:
            self._noted = None
            self._found = (made, Ledger(**{kind: dict(sorted(getattr(ledger, kind).items())) for kind in _KINDS}))
        return ()


def _text(content: bytes) -> str:
    """The text of the file; its lines may end as Windows ends them."""
    return content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")


def _parsed(text: str, name: str) -> Ledger:
    if "\n<<<<<<< " in f"\n{text}":
        raise Refused([Problem(name, "holds an unresolved merge conflict", hint="keep both sides, then build")])
    try:
        document = json.loads(text)
        kinds = {kind: document.get(kind, {}) for kind in _KINDS}
        made = {kind: _checked(kind, rows) for kind, rows in kinds.items()}
    except (ValueError, TypeError, AttributeError) as error:
        hint = "take it from your version control; deleting it changes addresses"
        raise Refused([Problem(name, f"cannot be read ({error})", hint=hint)]) from error
    if document.get("schema") != SCHEMA:
        raise Refused([Problem(name, "was written by another version of briefgen", hint="update briefgen")])
    return Ledger(**made)


def moves(before: Ledger, after: Ledger) -> tuple[Move, ...]:
    """Which published addresses lead elsewhere from now on, and which events were parted from a published one; sorted.

    An event is parted from another where an article's event that was counted to that one is now counted to it.
    """
    led = {(old, new, False) for old, new in after.moved.items() if old not in before.moved and _published(old, before)}
    owner = {key: name for name, keys in before.events.items() for key in keys if _OWN.fullmatch(key)}
    fresh = {name: keys for name, keys in after.events.items() if name not in before.events}
    parted = {
        (f"events/{owner[key]}", f"events/{name}", True)
        for name, keys in fresh.items()
        for key in keys
        if key in owner and f"events/{owner[key]}" not in after.moved
    }
    again = {
        (new, old, True) for old, new in before.moved.items() if old not in after.moved and _published(old, before)
    }
    return tuple(Move(old=old, new=new, parted=apart) for old, new, apart in sorted(led | parted | again))


_OWN = re.compile("[^#@]+#[^#@]+")  # an article and its own name for an event; other keys may be shared


def _published(address: str, ledger: Ledger) -> bool:
    kind, _, name = address.partition("/")
    return name in getattr(ledger, kind)


def ledger_text(ledger: Ledger) -> str:
    """The file of a ledger: one thing a line, sorted, so that versions can be compared and merged."""
    return _Words().of(ledger)


class _Words:
    """Puts ledgers into words, time after time; what is as before keeps its line."""

    def __init__(self) -> None:
        self._kinds: dict[str, tuple[Mapping[str, Keys | str], dict[str, str], str]] = {}  # rows, lines, all of them

    def of(self, ledger: Ledger) -> str:
        """The text of a ledger."""
        parts = [f'"schema": {SCHEMA}', *(self._kind(kind, getattr(ledger, kind)) for kind in _KINDS)]
        return "{\n" + ",\n".join(parts) + "\n}\n"

    def _kind(self, kind: str, rows: Mapping[str, Keys | str]) -> str:
        before, known, text = self._kinds.get(kind, ({}, {}, f'"{kind}": {{}}'))
        if rows == before:
            return text
        names = sorted(rows)
        lines = {
            name: known[name] if before.get(name) == rows[name] else f" {_json(name)}: {_json(rows[name])}"
            for name in names
        }
        inside = ",\n".join(lines.values())
        text = f'"{kind}": {{\n{inside}\n}}' if rows else f'"{kind}": {{}}'
        self._kinds[kind] = (dict(rows), lines, text)
        return text


_json = json.JSONEncoder(ensure_ascii=False).encode


def _checked(kind: str, rows: Any) -> dict[str, Any]:
    if kind == "moved":
        return {str(old): str(new) for old, new in rows.items()}
    return {str(name): tuple(map(str, keys)) for name, keys in rows.items()}
