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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from briefgen.errors import Problem, Refused
from briefgen.locks import alone
from briefgen.model import Keys, Ledger
from briefgen.notes import Note, is_past, note_of

FILE = "_data/ids.json"  # below the content folder
SCHEMA = 1
EMPTY = Ledger()
_KINDS = fields(Ledger)


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
            self._found = (made, Ledger(**{f.name: dict(sorted(getattr(ledger, f.name).items())) for f in _KINDS}))
        return ()


def _text(content: bytes) -> str:
    """The text of the file; its lines may end as Windows ends them."""
    return content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")


def _parsed(text: str, name: str) -> Ledger:
    if "\n<<<<<<< " in f"\n{text}":
        raise Refused([Problem(name, "holds an unresolved merge conflict", hint="keep both sides, then build")])
    try:
        document = json.loads(text)
        kinds = {f.name: document.get(f.name, {}) for f in _KINDS}
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
        parts = [f'"schema": {SCHEMA}', *(self._kind(f.name, getattr(ledger, f.name)) for f in _KINDS)]
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
