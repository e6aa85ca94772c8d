"""The word lists of reading: outlets and furniture, read once."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit


@cache
def listing(name: str) -> dict[str, Any]:
    """A list of lists/, by its name without .toml."""
    return tomllib.loads(files("briefgen.read").joinpath(f"lists/{name}.toml").read_text("utf-8"))


@cache
def outlets() -> dict[str, str]:
    """The name to show of an agency or outlet, by each form of it in lower case."""
    found: dict[str, str] = {}
    for table in ("outlets", "agencies"):
        for name, forms in listing("outlets")[table].items():
            found |= {form.lower(): name for form in (name, *forms)}
    return found


def outlet_named(words: str) -> str | None:
    """The outlet that these words are the name of, or None."""
    return outlets().get(" ".join(words.split()).strip(" .,/").lower())


def outlet_at(url: str | None) -> str | None:
    """The outlet whose address this is, or None."""
    try:
        host = (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return None
    hosts: dict[str, str] = listing("outlets")["hosts"]
    parts = host.removeprefix("www.").split(".")
    return next((hosts[tail] for i in range(len(parts)) if (tail := ".".join(parts[i:])) in hosts), None)


def without_outlet(headline: str, own: str | None = None) -> tuple[str, str | None]:
    """A headline without the outlet behind it ("… | AP News"), and that outlet. own: the site's own name for itself."""
    for mark in (" | ", " – ", " — ", " - ", " · ", " :: ", " « "):
        head, found, tail = headline.rpartition(mark)
        if not found or not head.strip():
            continue
        known = outlet_named(tail) or (own if own and tail.strip().lower() == own.lower() else None)
        if known:
            return without_outlet(head.rstrip(), own)[0], known
    return headline, None
