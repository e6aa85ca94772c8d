"""Front matter: the lines between two ``---`` at the head of a file -> Metadata.

Reads  YAML in the words of the tools that articles come from: Jekyll, Hugo, WordPress exports, scrapers.
Finds  title, dates, outlet, address, byline, language, tags, slug, draft, note.
Misses all other keys, which belong to those tools: a warning only for what looks like a slip in one of ours.
"""

import difflib
import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from briefgen.errors import Problem
from briefgen.plain_yaml import Value, read_mapping
from briefgen.read.characters import clean
from briefgen.read.metadata import Metadata, fuller
from briefgen.read.stamps import BadDateError, read_date
from briefgen.slugs import slug as slug_of

# The first key that is there counts.
TITLE = ("title", "headline", "post_title", "name")
PUBLISHED = (
    "published", "published_at", "published_time", "date", "datePublished", "date_published", "publish_date", "pubDate",
    "pubdate", "post_date", "datetime",
)  # fmt: skip
UPDATED = (
    "updated",
    "updated_at",
    "modified",
    "modified_time",
    "lastmod",
    "last_modified",
    "dateModified",
    "date_modified",
)
OUTLET = ("source", "outlet", "publisher", "site_name", "sitename", "publication")
URL = ("url", "source_url", "canonical_url", "original_link", "original_url", "link", "permalink")
BYLINE = ("author", "authors", "byline", "creator")
LANGUAGE = ("language", "lang")
TAGS = ("tags", "categories", "keywords")
NOTE = ("note", "rights", "license", "licence", "copyright")
SAFETY = ("draft", "embargo", "embargoed", "embargo_until")
KNOWN = (*TITLE, *PUBLISHED, *UPDATED, *OUTLET, *URL, *BYLINE, *LANGUAGE, *TAGS, *NOTE, *SAFETY, "slug", "status")
# Keys of other tools that are near to one of ours and no slip.
FOREIGN = frozenset(
    {"titles", "dates", "updates", "images", "tag", "category", "links", "notes", "linked", "name_en", "names"}
)

NEAR = 0.8  # of difflib: two letters that changed places in a word of five ("titel")
LONGEST_TITLE = 1000  # characters
RESERVED = frozenset(
    ["index", "feed", "assets", "static", "data", "con", "prn", "aux", "nul", "well-known"]
    + [f"{port}{i}" for port in ("com", "lpt") for i in range(1, 10)]
)
_FENCE = re.compile(r"---[ \t]*(?:#.*)?")
_KEY = re.compile(r"\s*(?:#.*|[\w.\"'-]+\s*:(?:\s.*)?)")
_TRUE, _FALSE = frozenset({"true", "yes", "on", "1"}), frozenset({"false", "no", "off", "0"})
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Parted:
    """A file without its front matter: what that said, the rest, the line the rest begins on, and the problems."""

    metadata: Metadata
    body: str
    first_line: int
    problems: tuple[Problem, ...]


def part_front_matter(text: str, path: str, zone: str | None) -> Parted:
    """Take the front matter off a text, where it has one. Only a block that opens on the first line is one."""
    lines = text.split("\n")
    opening = lines[0].rstrip()
    if wrong := _other_front_matter(opening, path):
        return Parted(Metadata(), "", 1, (wrong,))
    if not _FENCE.fullmatch(opening):
        return Parted(Metadata(), text, 1, ())
    closing = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    first = next((line for line in lines[1:] if line.strip()), "")
    if closing is None:
        if not _KEY.fullmatch(first):  # a rule above the text
            return Parted(Metadata(), "\n".join(lines[1:]), 2, ())
        problem = Problem(
            path, "front matter opened on line 1 is never closed", 1, "put a line of --- below the last key"
        )
        return Parted(Metadata(), "", 1, (problem,))
    mapping, at, faults = read_mapping("\n".join(lines[1:closing]))
    problems = [Problem(path, f"front matter: {f.message}", f.line + 1, f.hint) for f in faults]
    reader = _Reader(mapping, {key: line + 1 for key, line in at.items()}, path, zone, problems)
    return Parted(reader.metadata(), "\n".join(lines[closing + 1 :]), closing + 2, tuple(problems))


def _other_front_matter(opening: str, path: str) -> Problem | None:
    """The problem with a file that opens with front matter in another language than YAML."""
    hint = "write YAML between two lines of ---"
    if re.fullmatch(r"---\s*[A-Za-z]+", opening):
        return Problem(path, f"front matter in '{opening[3:].strip()}' is not supported and never run", 1, hint)
    if opening == "+++":
        return Problem(path, "front matter in TOML (+++) is not supported", 1, hint)
    if opening == "{" or re.match(r'\{\s*"[^"]*"\s*:', opening):
        return Problem(path, "front matter in JSON is not supported", 1, hint)
    return None


class _Reader:
    """Checks the keys of one front matter; adds to problems whatever is wrong."""

    def __init__(
        self, mapping: dict[str, Value], lines: dict[str, int], path: str, zone: str | None, problems: list[Problem]
    ) -> None:
        self.mapping = {key.strip(): value for key, value in mapping.items() if value is not None}
        self.lines = lines
        self.path = path
        self.zone = zone
        self.problems = problems

    def metadata(self) -> Metadata:
        self._look_for_slips()
        byline = self._first(BYLINE, self._names)
        return Metadata(
            title=self._first(TITLE, self._title),
            published=self._date(PUBLISHED),
            updated=self._date(UPDATED),
            outlet=self._first(OUTLET, self._text),
            url=self._first(URL, self._url),
            byline=byline,
            language=self._first(LANGUAGE, self._language),
            tags=self._tags(),
            slug=self._first(("slug",), self._slug),
            draft=self._draft(),
            note=self._first(NOTE, self._text),
        )

    def _first(self, keys: tuple[str, ...], read: Callable[[str], str | None]) -> str | None:
        for key in keys:
            if key in self.mapping and (found := read(key)):
                return found
        return None

    def _problem(self, key: str, message: str, hint: str = "", *, warn: bool = False) -> None:
        severity = "warning" if warn else "error"
        self.problems.append(Problem(self.path, message, self.lines.get(key), hint, severity))  # type: ignore[arg-type]

    def _text(self, key: str) -> str | None:
        """A key's words on one line; lists of one are taken for what they hold, the rest is a problem."""
        value = self.mapping[key]
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
            value = value[0]
        if isinstance(value, str):
            return clean(html.unescape(value)) or None
        kind = "a list" if isinstance(value, list) else "a mapping"
        self._problem(key, f"{key} must be text, and is {kind}", f"write it on one line: {key}: words")
        return None

    def _title(self, key: str) -> str | None:
        if isinstance(self.mapping[key], list):
            self._problem(key, f"{key} must be text, and is a list", "put quotes around it")
            return None
        title = self._text(key)
        if title and len(title) > LONGEST_TITLE:
            self._problem(key, f"{key} has {len(title)} characters; the limit is {LONGEST_TITLE}", "shorten it")
            return None
        return title

    def _names(self, key: str) -> str | None:
        """One author, or several in a list, each by name or as a mapping with a name."""
        value = self.mapping[key]
        people = value if isinstance(value, list) else [value]
        names = [p.get("name") if isinstance(p, dict) else p for p in people]
        return ", ".join(clean(html.unescape(n)) for n in names if isinstance(n, str) and n.strip()) or None

    def _date(self, keys: tuple[str, ...]) -> str | None:
        """The date of the first of the keys, or a fuller one of the same day under another of them."""
        found: str | None = None
        for key in keys:
            value = self.mapping.get(key)
            if isinstance(value, str) and key == "published" and value.lower() in _TRUE | _FALSE:
                continue  # Jekyll and WordPress: whether it is published, read by _draft
            words = self._text(key) if value is not None else None
            if not words:
                continue
            try:
                found = fuller(found, read_date(words, self.zone))
            except BadDateError as bad:
                self._problem(key, f"{key}: {bad.args[0]}", bad.args[1])
        return found

    def _url(self, key: str) -> str | None:
        address = self._text(key)
        if not address:
            return None
        if key in ("permalink", "link", "url") and not re.match(r"[A-Za-z][\w+.-]*:", address):
            return None  # a path on somebody's site
        try:
            parts = urlsplit(address)
            host = parts.hostname
        except ValueError:
            parts, host = urlsplit(""), None
        if parts.scheme.lower() not in ("http", "https") or not host:
            self._problem(
                key, f"{key} must be an address that begins with http:// or https://", "such as https://example.org/a"
            )
        elif parts.username or parts.password:
            self._problem(key, f"{key} holds a user name or password", "take it out of the address")
        elif re.search(r"[\s<>\"]", address):
            self._problem(key, f"{key} holds characters that no address may have", "copy it from the browser anew")
        else:
            return address
        return None

    def _language(self, key: str) -> str | None:
        tag = self._text(key) or ""
        if _LANGUAGE_TAG.fullmatch(tag):
            return tag.replace("_", "-")
        self._problem(key, f"{key}: '{tag[:40]}' is no language tag", "write en, en-GB, fr ...", warn=True)
        return None

    def _tags(self) -> tuple[str, ...]:
        found: list[str] = []
        for key in TAGS:
            value = self.mapping.get(key)
            parts = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
            if isinstance(value, dict) or any(not isinstance(p, str | None) for p in parts):
                self._problem(key, f"{key} must be a list of words", f"write {key}: one, other")
                continue
            found.extend(clean(html.unescape(p)) for p in parts if isinstance(p, str))
        return tuple(dict.fromkeys(tag for tag in found if tag))

    def _slug(self, key: str) -> str | None:
        wanted = self._text(key) or ""
        if re.search(r"[/\\:%]|\.\.", wanted):
            self._problem(
                key, f"slug '{wanted[:60]}' must be words and hyphens, without /, \\, :, % or ..", "such as oslo-talks"
            )
            return None
        plain = slug_of(wanted)
        if plain in RESERVED:
            self._problem(key, f"slug '{wanted}' is reserved", f"not free: {', '.join(sorted(RESERVED)[:12])} ...")
            return None
        if not plain:
            self._problem(key, f"slug '{wanted[:60]}' has no letter or digit; the headline's is used", warn=True)
        return plain or None

    def _draft(self) -> bool:
        for key in ("embargo", "embargoed", "embargo_until"):
            if key in self.mapping:
                self._problem(
                    key, f"{key} is not supported", "write draft: true, and take it out when the time has come"
                )
        if str(self.mapping.get("status", "")).lower() in ("draft", "private", "pending"):
            return True
        if str(self.mapping.get("published", "")).lower() in _FALSE:
            return True
        if "draft" not in self.mapping:
            return False
        word = str(self.mapping["draft"]).lower()
        if word not in _TRUE | _FALSE:
            self._problem("draft", "draft must be true or false", "write draft: true to keep it back")
        return word not in _FALSE

    def _look_for_slips(self) -> None:
        """Keys that are nearly one of ours. Of a slip in a key that keeps an article back, an error is made."""
        lower = {key.lower(): key for key in KNOWN}
        for key in self.mapping:
            if key in KNOWN or key in FOREIGN:
                continue
            if key.lower() in lower:
                meant: str | None = lower[key.lower()]
            else:
                near = difflib.get_close_matches(key.lower(), list(lower), n=1, cutoff=NEAR)
                meant = lower[near[0]] if near else None
            if meant:
                warn = meant not in SAFETY
                self._problem(key, f"unknown key '{key}'", f"did you mean '{meant}'?", warn=warn)
