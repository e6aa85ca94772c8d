"""Settings of a site: briefgen.yml, every key optional, each checked once.

Reads  a YAML mapping, one setting a line. What each means and may be stands with its field below; docs/settings.md and
       the file that `briefgen new` writes are made from there.
Finds  every problem of the file in one go, each with its line: unknown keys, wrong types, values that make no sense.
       Values are taken as they are written, so a language `no` stays Norwegian and a title `2026` stays text.
"""

import difflib
import re
import unicodedata
import zoneinfo
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar
from urllib.parse import urlsplit

from briefgen.errors import Problem, Refused

FILE = "briefgen.yml"
PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif")
GROUPS = {"publish"}  # settings that are more than one value
MAX_BYTES = 65_536  # a settings file is a page of text; more is a mistake, or an attack on the parser

T = TypeVar("T")


class Unfit(ValueError):
    """A value that a setting cannot have: why, and what to write instead. Several come as an ExceptionGroup."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def _text(limit: int, *, needed: bool = False) -> Callable[[str], str]:
    """One line of text, or several, up to a length."""

    def read(value: str) -> str:
        value = value.strip()
        if needed and not value:
            raise Unfit("is empty", "write a text, or leave the line out")
        if len(value) > limit:
            raise Unfit(f"is {len(value):,} characters long; at most {limit:,} are shown")
        if any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in value):
            raise Unfit("holds a control character")
        return value

    return read


def _number(low: int, high: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not re.fullmatch(r"[0-9][0-9_]{0,14}", value):
            raise Unfit("needs a whole number", "write it in digits, such as 2000000 or 2_000_000")
        if not low <= int(value) <= high:
            raise Unfit(f"is out of range: it may be {low:,} to {high:,}")
        return int(value)

    return read


def _flag(value: str) -> bool:
    if value.lower() not in {"yes", "no", "true", "false"}:
        raise Unfit("is neither yes nor no", "write yes or no")
    return value.lower() in {"yes", "true"}


def _address(value: str) -> str:
    """An http or https address of a folder; gains the slash at its end."""
    example = "write the whole address, such as https://example.org/briefings/"
    if not value:
        return ""
    if re.search(r"[\s\\<>\"'\x00-\x1f]", value):
        raise Unfit("holds a character that no address has", example)
    try:
        parts = urlsplit(value)
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise Unfit("is not an address", example) from None
    if parts.scheme not in {"http", "https"} or not has_host:
        raise Unfit("needs an http or https address with a host", example)
    if parts.username is not None or parts.password is not None:
        raise Unfit("holds a user name or password, which every page would show", "leave out what stands before the @")
    if parts.query or parts.fragment or value.endswith(("?", "#")):
        raise Unfit("is the address of a folder, without ? and #", example)
    return value if value.endswith("/") else value + "/"


def _language(value: str) -> str:
    """A language tag in the shape of BCP 47: the language, then script, region or variant."""
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}", value):
        raise Unfit("is no language tag", "write two or three letters, such as en, or en-GB")
    return value


def _zone(value: str) -> str:
    """An IANA time zone. Abbreviations such as EST are refused: they mean several zones, or one half of the year."""
    if value != "UTC" and not ("/" in value and _is_zone(value)):
        near = nearest(value, (name for name in zoneinfo.available_timezones() if "/" in name))
        raise Unfit("is no IANA time zone", near or "write it like Europe/Berlin or America/New_York, or UTC")
    return value


def _is_zone(value: str) -> bool:
    """Whether there is a zone of this name; asked of this one alone, since listing all takes longer than the rest."""
    if value.startswith(("posix/", "right/")):  # other ways to count the same zones
        return False
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _folder(value: str) -> str:
    """A folder below the site's root, with forward slashes."""
    parts = PurePosixPath(value).parts
    if not parts or value.startswith(("/", "~")) or ".." in parts or re.search(r"[\\\x00-\x1f:]", value):
        raise Unfit("must be a folder inside the site's own", "another one can be named on the command line")
    return "/".join(parts)


def _picture(value: str) -> str:
    """A picture below static/, with forward slashes."""
    if not value:
        return ""
    if not value.lower().endswith(PICTURES):
        raise Unfit("is no picture that browsers show", f"its name may end in {', '.join(PICTURES)}")
    return _folder(value)


def _style(value: str) -> str:
    """A style sheet below static/, with forward slashes."""
    if not value:
        return ""
    if not value.lower().endswith(".css"):
        raise Unfit("is no style sheet", "its name ends in .css")
    return _folder(value)


def _pipeline(value: str) -> str:
    if not re.fullmatch(r"[\w./-]{1,200}", value):
        raise Unfit("is no name of an installed spaCy pipeline", "write it like en_core_web_lg")
    return value


def _targets(written: Any) -> tuple[tuple[str, Any], ...]:
    from briefgen.publish.where import read_targets  # noqa: PLC0415  targets need Settings

    return read_targets(written)


def _setting(default: T, read: Callable[[Any], T], about: str, example: str = "") -> T:
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
    interface_language: str = _setting(
        "en",
        _language,
        "Language of the pages' own words (headings, labels, dates), as a BCP 47 tag. briefgen has `en` and `ar`;"
        " another needs a catalogue of yours in the folder `locale`. Articles keep their own language.",
        "ar",
    )
    logo: str = _setting(
        "",
        _picture,
        "Picture before the site's name: a file in the folder `static`, as SVG, PNG, JPEG, WebP or AVIF.",
        "logo.svg",
    )
    style: str = _setting(
        "",
        _style,
        "Style sheet of your own, which every page loads after the theme's: a file in the folder `static`. It need hold"
        " only what is to change: [theming.md](theming.md).",
        "desk.css",
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
    locale: str = _setting(
        "locale",
        _folder,
        "Folder with catalogues of your own, `fr/LC_MESSAGES/briefgen.po`; each goes over the theme's of its language.",
    )
    search: bool = _setting(
        default=True,
        read=_flag,
        about="Whether the site has a search page (`yes` or `no`). A site of very many articles may do without.",
    )
    share_images: bool = _setting(
        default=False,
        read=_flag,
        about="Whether each event has a picture for those who share its page (`yes` or `no`): name, status, date and"
        " place beside a map. Needs `base_url`, and `pip install 'briefgen[share]'`. A name not in Latin letters"
        " has none.",
    )
    max_article_bytes: int = _setting(
        2_000_000,
        _number(1_000, 100_000_000),
        "Longest article file that is read, in bytes. A longer one is an error, so that a stray dump stops no build.",
    )
    publish: tuple[tuple[str, Any], ...] = _setting(
        (),
        _targets,
        "Places to publish to, each named for `briefgen publish NAME`. All kinds: [publishing.md](publishing.md).",
        "{pages: 'git:origin#gh-pages', www: 'rsync:desk@www.example.org:/var/www/briefings'}",
    )


def load_settings(root: Path, config_path: Path | None = None) -> Settings:
    """Read and check the settings of a site. config_path: another file than root/briefgen.yml, which then must exist.

    Raises Refused with every problem found, by line.
    """
    path = config_path or root / FILE
    if config_path is None and not path.is_symlink() and not path.exists():
        return Settings()
    from briefgen.plain_yaml import read_mapping  # noqa: PLC0415  its library takes 50 ms to load

    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
    entries, lines, faults = read_mapping(_source(path, shown))
    problems = [Problem(shown, fault.message, line=fault.line, hint=fault.hint) for fault in faults]
    values: dict[str, Any] = {}
    for key, written in entries.items():
        try:
            values |= _read(key, written)
        except Unfit as unfit:
            problems.append(Problem(shown, str(unfit), line=lines.get(key), hint=unfit.hint))
        except ExceptionGroup as several:
            line = lines.get(key)
            problems += (
                Problem(shown, str(e), line=line, hint=e.hint) for e in several.exceptions if isinstance(e, Unfit)
            )
    if problems:
        raise Refused(problems)
    return Settings(**values)


def _read(key: str, written: Any) -> dict[str, Any]:
    """One entry as its field wants it; nothing where it is left empty. Raises Unfit."""
    known = {f.name: f.metadata["read"] for f in fields(Settings)}
    if key not in known:
        hint = nearest(key, known) or f"the settings are {', '.join(known)}"
        raise Unfit(f"unknown setting {quoted(key)}", hint)
    if written is None:
        return {}
    if key in GROUPS:
        return {key: known[key](written)}
    if not isinstance(written, str):
        raise Unfit(f"{key} needs one value, not a list or a group of them", f"write it behind the colon: {key}: …")
    try:
        return {key: known[key](written)}
    except Unfit as unfit:
        raise Unfit(f"{key}: {quoted(written)} {unfit}" if written else f"{key} {unfit}", unfit.hint) from None


def _source(path: Path, shown: str) -> str:
    """The text of the settings file, without a byte order mark."""
    try:
        if path.exists() and not path.is_file():
            raise Refused([Problem(shown, "is not a file", hint="name a file of settings with --config")])
        with path.open("rb") as handle:
            raw = handle.read(MAX_BYTES + 1)
    except OSError as error:
        raise Refused(
            [Problem(shown, f"cannot be read: {error.strerror}", hint="see who may read it: ls -l")]
        ) from error
    if len(raw) > MAX_BYTES:
        raise Refused(
            [
                Problem(
                    shown, f"is longer than {MAX_BYTES:,} bytes, which no settings need", hint="is it the right file?"
                )
            ]
        )
    if conflict := re.search(rb"^(<{7}|>{7}) ", raw, re.MULTILINE):
        line = raw.count(b"\n", 0, conflict.start()) + 1
        raise Refused([Problem(shown, "holds an unresolved merge conflict", line=line, hint="settle it, then build")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Refused([Problem(shown, "is not UTF-8", line=line, hint="save the file as UTF-8")]) from error


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint at the known word that was probably meant; empty where none is like it."""
    near = difflib.get_close_matches(word, sorted(known), 1, 0.6)
    return f"did you mean {near[0]!r}?" if near else ""


def quoted(text: str) -> str:
    """A value as a message shows it."""
    longest = 60
    return repr(text if len(text) <= longest else text[: longest - 1] + "…")
