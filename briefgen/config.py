"""Settings of a site: briefgen.yml, every key optional, each checked once.

Reads  one flat YAML mapping: a key and a scalar a line. What each setting means and may be stands with its field below;
       docs/settings.md and the file that `briefgen new` writes are made from there.
Finds  every problem of the file in one go, each with its line: unknown keys, wrong types, values that make no sense.
Misses nothing in silence: lists, anchors, tags and a second document are refused, never guessed at. Scalars are taken
       as they are written, so a language `no` stays Norwegian and a title `2026` stays text.
"""

import difflib
import re
import unicodedata
import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar
from urllib.parse import urlsplit

import yaml

from briefgen.errors import Problem, Refused

FILE = "briefgen.yml"
MAX_BYTES = 65_536  # a settings file is a page of text; more is a mistake, or an attack on the parser
NULLS = {"", "~", "null", "Null", "NULL"}  # YAML 1.2 core schema, plain scalars only

T = TypeVar("T")


class _Unfit(ValueError):
    """A value that a setting cannot have: why, and what to write instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def _text(limit: int, *, needed: bool = False) -> Callable[[str], str]:
    """One line of text, or several, up to a length."""

    def read(value: str) -> str:
        value = value.strip()
        if needed and not value:
            raise _Unfit("is empty", "write a text, or leave the line out")
        if len(value) > limit:
            raise _Unfit(f"is {len(value):,} characters long; at most {limit:,} are shown")
        if any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in value):
            raise _Unfit("holds a control character")
        return value

    return read


def _number(low: int, high: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not re.fullmatch(r"[0-9][0-9_]{0,14}", value):
            raise _Unfit("needs a whole number", "write it in digits, such as 2000000 or 2_000_000")
        if not low <= int(value) <= high:
            raise _Unfit(f"is out of range: it may be {low:,} to {high:,}")
        return int(value)

    return read


def _address(value: str) -> str:
    """An http or https address of a folder; gains the slash at its end."""
    example = "write the whole address, such as https://example.org/briefings/"
    if not value:
        return ""
    if re.search(r"[\s\\<>\"'\x00-\x1f]", value):
        raise _Unfit("holds a character that no address has", example)
    try:
        parts = urlsplit(value)
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise _Unfit("is not an address", example) from None
    if parts.scheme not in {"http", "https"} or not has_host:
        raise _Unfit("needs an http or https address with a host", example)
    if parts.username is not None or parts.password is not None:
        raise _Unfit("holds a user name or password, which every page would show", "leave out what stands before the @")
    if parts.query or parts.fragment or value.endswith(("?", "#")):
        raise _Unfit("is the address of a folder, without ? and #", example)
    return value if value.endswith("/") else value + "/"


def _language(value: str) -> str:
    """A language tag in the shape of BCP 47: the language, then script, region or variant."""
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}", value):
        raise _Unfit("is no language tag", "write two or three letters, such as en, or en-GB")
    return value


def _zone(value: str) -> str:
    """An IANA time zone. Abbreviations such as EST are refused: they mean several zones, or one half of the year."""
    known = zoneinfo.available_timezones() | {"UTC"}
    if value not in known or not ("/" in value or value == "UTC"):
        near = _nearest(value, (name for name in known if "/" in name))
        raise _Unfit("is no IANA time zone", near or "write it like Europe/Berlin or America/New_York, or UTC")
    return value


def _folder(value: str) -> str:
    """A folder below the site's root, with forward slashes."""
    parts = PurePosixPath(value).parts
    if not parts or value.startswith(("/", "~")) or ".." in parts or re.search(r"[\\\x00-\x1f:]", value):
        raise _Unfit("must be a folder inside the site's own", "another one can be named on the command line")
    return "/".join(parts)


def _pipeline(value: str) -> str:
    if not re.fullmatch(r"[\w./-]{1,200}", value):
        raise _Unfit("is no name of an installed spaCy pipeline", "write it like en_core_web_lg")
    return value


def _setting(default: T, read: Callable[[str], T], about: str, example: str = "") -> T:
    """A field of Settings: what holds where the file is silent, how its text is read, and what it means."""
    made: T = field(default=default, metadata={"read": read, "about": about, "example": example})
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What briefgen.yml may say, with what holds where it is silent."""

    title: str = _setting(
        "Event briefings",
        _text(200, needed=True),
        "Name of the site: at the head of every page, and in the feed.",
        "Summit desk",
    )
    description: str = _setting(
        "", _text(1000), "What the site is for, in a sentence or two: on the home page, and for search engines."
    )
    base_url: str = _setting(
        "",
        _address,
        "Address where the site will live, with http or https. Feed and sitemap need it: without it they are left out.",
        "https://example.org/briefings/",
    )
    language: str = _setting(
        "en",
        _language,
        "Language of the articles that do not say, as a BCP 47 tag. Facts are found in English articles only.",
    )
    timezone: str | None = _setting(
        None,
        _zone,
        "IANA time zone of times in front matter that give none. Without it such a time is an error.",
        "Europe/Berlin",
    )
    footer: str = _setting(
        "",
        _text(2000),
        "Text at the foot of every page: who runs the site, and how to reach them. Plain text.",
        "Desk Three, desk@example.org",
    )
    model: str | None = _setting(
        None,
        _pipeline,
        "Installed spaCy pipeline that reads the articles. Without it the best English one installed is taken.",
        "en_core_web_lg",
    )
    content: str = _setting("content", _folder, "Folder with the articles. `--content` overrides it.")
    output: str = _setting("site", _folder, "Folder that the site is written to. `--output` overrides it.")
    templates: str = _setting(
        "templates", _folder, "Folder with templates of your own; each replaces the theme's template of the same name."
    )
    static: str = _setting(
        "static", _folder, "Folder with files that go to the site's `static/` as they are, over the theme's."
    )
    max_article_bytes: int = _setting(
        2_000_000,
        _number(1_000, 100_000_000),
        "Longest article file that is read, in bytes. A longer one is an error, so that a stray dump stops no build.",
    )


def load_settings(root: Path, config_path: Path | None = None) -> Settings:
    """Read and check the settings of a site. config_path: another file than root/briefgen.yml, which then must exist.

    Raises Refused with every problem found, by line.
    """
    path = config_path or root / FILE
    if config_path is None and not path.is_symlink() and not path.exists():
        return Settings()
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
    problems: list[Problem] = []

    def complain(line: int | None, message: str, hint: str = "") -> None:
        problems.append(Problem(shown, message, line=line, hint=hint))

    values: dict[str, Any] = {}
    for key, line, text in _entries(_source(path, shown), complain):
        _take(values, key, line, text, complain)
    if problems:
        raise Refused(problems)
    return Settings(**values)


Complain = Callable[..., None]  # complain(line, message, hint="")


def _take(values: dict[str, Any], key: str, line: int, text: str | None, complain: Complain) -> None:
    """Put one entry into values, read as its field wants it. text: None where the entry is left empty."""
    known = {f.name: f.metadata["read"] for f in fields(Settings)}
    if key not in known:
        hint = _nearest(key, known) or f"the settings are {', '.join(known)}"
        complain(line, f"unknown setting {_quoted(key)}", hint)
    elif text is not None:
        try:
            values[key] = known[key](text)
        except _Unfit as unfit:
            complain(line, f"{key}: {_quoted(text)} {unfit}" if text else f"{key} {unfit}", unfit.hint)


def _source(path: Path, shown: str) -> str:
    """The text of the settings file, without a byte order mark."""
    try:
        if path.exists() and not path.is_file():
            raise Refused([Problem(shown, "is not a file")])
        with path.open("rb") as handle:
            raw = handle.read(MAX_BYTES + 1)
    except OSError as error:
        raise Refused([Problem(shown, f"cannot be read: {error.strerror}")]) from error
    if len(raw) > MAX_BYTES:
        raise Refused([Problem(shown, f"is longer than {MAX_BYTES:,} bytes, which no settings need")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Refused([Problem(shown, "is not UTF-8", line=line, hint="save the file as UTF-8")]) from error


def _entries(source: str, complain: Complain) -> Iterator[tuple[str, int, str | None]]:
    """Yield key, line and text of each entry that is sound in itself; complain of the others.

    Works on YAML's events and builds no objects, so neither tags nor aliases nor depth can do anything.
    """
    nodes = _nodes(source, complain)
    if not nodes or (isinstance(nodes[0], yaml.ScalarEvent) and nodes[0].value in NULLS):
        return
    if not isinstance(nodes[0], yaml.MappingStartEvent):
        complain(_line(nodes[0]), "is not a list of settings", "write one setting a line, such as title: Summit desk")
        return
    seen: dict[str, int] = {}
    at = 1
    while not isinstance(nodes[at], yaml.MappingEndEvent):
        key, value = nodes[at], nodes[_after(nodes, at)]
        at = _after(nodes, _after(nodes, at))
        if not isinstance(key, yaml.ScalarEvent):
            complain(_line(key), "a setting's name must be a word")
        elif key.value in seen:
            complain(_line(key), f"{_quoted(key.value)} is set again; it was on line {seen[key.value]}", "keep one")
        elif not isinstance(value, yaml.ScalarEvent):
            complain(_line(value), f"{_quoted(key.value)} needs one value, not a list or a group of them")
        elif key.tag or key.anchor or value.tag or value.anchor:
            complain(_line(value), f"{_quoted(key.value)}: tags and anchors are not allowed", "write the value itself")
        else:
            seen[key.value] = _line(key)
            empty = value.style is None and value.value in NULLS
            yield key.value, _line(key), None if empty else value.value


def _nodes(source: str, complain: Complain) -> list[yaml.Event]:
    """YAML's events inside the one document; empty where there is none, or it is no YAML."""
    if conflict := re.search(r"^(<{7}|>{7}) ", source, re.MULTILINE):
        complain(source.count("\n", 0, conflict.start()) + 1, "holds an unresolved merge conflict")
        return []
    try:
        events = list(yaml.parse(source, Loader=yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        complain(mark.line + 1 if mark else None, f"is not YAML: {error.problem or error.context}", _advice(error))
        return []
    except yaml.reader.ReaderError as error:
        line = source.count("\n", 0, error.position) + 1
        complain(line, "holds a character that YAML does not allow", "delete the line's control characters")
        return []
    inside = [e for e in events if not isinstance(e, (yaml.StreamStartEvent, yaml.StreamEndEvent))]
    starts = [e for e in inside if isinstance(e, yaml.DocumentStartEvent)]
    if len(starts) > 1:
        complain(_line(starts[1]), "a second document begins here", "delete the line ---")
        return []
    return [e for e in inside if not isinstance(e, (yaml.DocumentStartEvent, yaml.DocumentEndEvent))]


def _advice(error: yaml.MarkedYAMLError) -> str:
    if "mapping values are not allowed" in (error.problem or ""):
        return "put quotes around a value that holds a colon"
    if "\\t" in (error.problem or ""):
        return "use spaces where the line begins with a TAB"
    return ""


def _after(nodes: list[yaml.Event], at: int) -> int:
    """The index behind the node that begins at an index."""
    depth = 0
    while True:
        depth += isinstance(nodes[at], yaml.CollectionStartEvent) - isinstance(nodes[at], yaml.CollectionEndEvent)
        at += 1
        if depth == 0:
            return at


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _nearest(word: str, known: Iterator[str] | dict[str, Any]) -> str:
    near = difflib.get_close_matches(word, sorted(known), 1, 0.6)
    return f"did you mean {near[0]!r}?" if near else ""


def _quoted(text: str) -> str:
    longest = 60
    return repr(text if len(text) <= longest else text[: longest - 1] + "…")
