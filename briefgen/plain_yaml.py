"""YAML as its writer meant it: every scalar is the text that stands there.

Reads  one mapping of a front matter or a settings file.
Finds  text, lists and mappings, each key with its line. ``NO``, ``12:30``, ``010`` and ``2025-08-29`` are text; only an
       empty value, ``null`` and ``~`` are None (of the YAML 1.2 core schema the rest is left to whoever knows the key).
Refuses tags, anchors and aliases, keys given twice, nesting beyond 20 levels, more than 64 kB.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

DEEPEST = 20
LARGEST = 64 * 1024  # bytes

Value = str | None | list["Value"] | dict[str, "Value"]

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COLON = re.compile(r"^(\s*[\w.-]+:\s+)([^'\"\[{|>&*!].*:(?:\s.*|$))")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a YAML text, on which of its lines (from 1), and what to do about it."""

    message: str
    line: int
    hint: str = ""


@dataclass(slots=True)
class _Reading:
    """The state of one reading: the faults met, and the lines of the top keys."""

    faults: list[Fault] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)


class _Stop(Exception):
    """Reading on would be pointless or dangerous."""


def read_mapping(text: str) -> tuple[dict[str, Value], dict[str, int], list[Fault]]:
    """A YAML mapping, the line of each of its keys, and all faults; the mapping is empty where the text is no YAML."""
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        return {}, {}, [Fault(f"is larger than the {LARGEST // 1024} kB allowed", 1, "shorten it")]
    reading = _Reading()
    try:
        value = _document(yaml.parse(text, Loader=_PARSER), reading)
    except _Stop:
        return {}, {}, reading.faults
    except yaml.YAMLError as error:
        return {}, {}, [_explained(error, text)]
    except RecursionError:
        return {}, {}, [Fault(f"is nested deeper than {DEEPEST} levels", 1, "write it flat")]
    if value is None:
        return {}, {}, reading.faults
    if not isinstance(value, dict):
        kind = "a list" if isinstance(value, list) else "plain text"
        return {}, {}, [Fault(f"is {kind}; it must be lines of 'key: value'", 1, "such as title: Talks")]
    return value, reading.lines, reading.faults


def _document(events: Iterator[yaml.Event], reading: _Reading) -> Value:
    value: Value = None
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                reading.faults.append(
                    Fault("holds more than one document", _line(event), "take out the --- between them")
                )
                raise _Stop
        elif not isinstance(event, yaml.StreamStartEvent | yaml.StreamEndEvent | yaml.DocumentEndEvent):
            value = _value(event, events, reading, 1)
    return value


def _value(event: yaml.Event, events: Iterator[yaml.Event], reading: _Reading, depth: int) -> Value:
    _check(event, reading, depth)
    if isinstance(event, yaml.ScalarEvent):
        empty = not event.style and event.value in ("", "~", "null", "Null", "NULL")
        return None if empty else str(event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Value] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_value(event, events, reading, depth + 1))
        return items
    return _mapping(events, reading, depth)


def _mapping(events: Iterator[yaml.Event], reading: _Reading, depth: int) -> dict[str, Value]:
    found: dict[str, Value] = {}
    lines: dict[str, int] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        line = _line(event)
        name = _value(event, events, reading, depth + 1)
        value = _value(next(events), events, reading, depth + 1)
        key = name if isinstance(name, str) else ""
        if not key:
            reading.faults.append(Fault("a key must be a word", line, "write key: value"))
        elif key in found:
            reading.faults.append(
                Fault(f"'{key}' is given twice, on lines {lines[key]} and {line}", line, "take one of them out")
            )
        else:
            found[key], lines[key] = value, line
    if depth == 1:
        reading.lines = lines
    return found


def _check(event: yaml.Event, reading: _Reading, depth: int) -> None:
    """Raise _Stop for what is never allowed."""
    fault = None
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        fault = Fault("anchors (&) and aliases (*) are not allowed", _line(event), "put quotes around the value")
    elif getattr(event, "tag", None):
        fault = Fault(f"tags are not allowed ({str(event.tag)[:60]})", _line(event), "put quotes around the value")  # type: ignore[attr-defined]
    elif depth > DEEPEST:
        fault = Fault(f"is nested deeper than {DEEPEST} levels", _line(event), "write it flat")
    if fault:
        reading.faults.append(fault)
        raise _Stop


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _explained(error: yaml.YAMLError, text: str) -> Fault:
    """A parser's error in the words of somebody who wants to mend the file."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or str(error).split("\n", 1)[0]
    if mark is None:  # a character that YAML does not allow
        at = getattr(error, "position", 0)
        return Fault(f"holds a character that is not allowed ({problem})", text.count("\n", 0, at) + 1, "delete it")
    lines = text.split("\n")
    number = min(mark.line, len(lines) - 1)
    line = lines[number]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return Fault(f"a TAB at column {line.index(chr(9)) + 1}", number + 1, "indent with blanks")
    if colon := _COLON.match(line):
        quoted = colon[2].rstrip().replace("\\", "\\\\").replace('"', '\\"')
        return Fault(f"cannot be read ({problem})", number + 1, f'put quotes around it: {colon[1].strip()} "{quoted}"')
    context = getattr(error, "context", None)
    return Fault(
        f"cannot be read ({problem}{f' {context}' if context else ''})", number + 1, "put quotes around the value"
    )
