"""The options of a kind of target: each a field of a frozen class, with how its text is read and what it means."""

import re
from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from briefgen.config import Unfit, nearest, quoted

Made = TypeVar("Made", bound="Options")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a kind of target must be told; one subclass a kind, whose first line says what the kind is."""

    KIND: ClassVar[str]
    EXAMPLE: ClassVar[str]  # in the short form


def option(about: str, read: Callable[[str], Any] | None = None, *, default: Any = MISSING) -> Any:
    """A field of an Options class; without a default it must be given."""
    return field(default=default, metadata={"about": about, "read": read or words})


def made(kind: type[Made], written: dict[str, Any]) -> Made:
    """The options as a target takes them. Raises an ExceptionGroup with every Unfit."""
    known = {f.name: f for f in fields(kind)}
    unfit: list[Unfit] = []
    values: dict[str, Any] = {}
    for name, value in written.items():
        if name not in known:
            unfit.append(Unfit(f"unknown option {quoted(name)}", nearest(name, known) or _listed(kind)))
        elif not isinstance(value, str):
            unfit.append(Unfit(f"{name} needs one value, not {'nothing' if value is None else 'a list or a group'}"))
        else:
            try:
                values[name] = known[name].metadata["read"](value)
            except Unfit as wrong:
                unfit.append(Unfit(f"{name}: {quoted(redacted(value))} {wrong}", wrong.hint))
    missing = [name for name, f in known.items() if f.default is MISSING and name not in written]
    unfit += [Unfit(f"needs the option {name!r}", f"such as {kind.EXAMPLE}") for name in missing]
    if unfit:
        raise ExceptionGroup(kind.KIND, unfit)
    return kind(**values)


def _listed(kind: type[Options]) -> str:
    return f"the options of {kind.KIND} are {', '.join(f.name for f in fields(kind))}"


def redacted(text: str) -> str:
    """A text without what may be a password in an address, and without control characters."""
    text = re.sub(r"(?<=://)[^/\s@]+@", "***@", text)
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", text).strip()


# Readers of values ----------------------------------------------------------------------------------------------------


def words(value: str) -> str:
    """Any text without control characters that a program could not take for one of its options."""
    if not value or value.startswith("-") or re.search(r"[\x00-\x1f\x7f]", value):
        raise Unfit("is not usable here", "it may not be empty, begin with -, or hold control characters")
    return value


def branch(value: str) -> str:
    """A name of a branch, by the rules of git."""
    bad = re.search(r"\.\.|//|@\{|[\x00-\x20\x7f~^:?*\[\\]|^[/.-]|[/.]$|\.lock$|/\.", value)
    if not value or bad or value == "@":
        raise Unfit("is no name of a branch", "write it like gh-pages")
    return value


def remote(value: str) -> str:
    """A remote of git: its name, a path, or an address without a password."""
    value = words(value)
    if "::" in value:
        raise Unfit("is an address that runs a program", "write it like origin, or git@example.org:desk/site.git")
    return no_password(value)


def folder(value: str) -> Path:
    """A folder on this computer; ~ is the home folder."""
    return Path(words(value)).expanduser()


def no_password(value: str) -> str:
    """An address that tells no secret: it would stand in the settings, in messages and in the shell's history."""
    if re.search(r"://[^/\s@]*:[^/\s@]*@", value) or re.search(r"://(?:gh[pousr]_|github_pat_|glpat-)[^/\s]*@", value):
        raise Unfit("holds a password or a token", "leave it out: git, ssh and AWS keep such things themselves")
    return value


def http_address(value: str) -> str:
    """An http or https address of a service."""
    try:
        parts = urlsplit(words(no_password(value)))
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.username and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        raise Unfit("is no http or https address", "write it like https://s3.example.org")
    return value
