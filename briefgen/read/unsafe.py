"""What an article brings along that no page shows: told to the editor, with its line.

Reads  the text of a file as it stands, Markdown or pasted copy.
Finds  HTML that would act (scripts, frames, forms, handlers), links that would run something, pictures that would be
       fetched, words that look like keys; words that mix letters of two scripts, as a name does that poses as another.
Misses saved web pages, where all of that is usual, and what stands behind the first 200,000 characters.

Nothing is made safe here: only words ever leave the reading.
"""

import re
import unicodedata
from collections.abc import Iterator

from briefgen.errors import Problem

LOOKED_AT = 200_000  # characters: twice as many as facts are sought in

_ACTIVE = re.compile(
    r"<(script|iframe|frame|object|embed|applet|style|form|input|button|svg|math|meta|link|base)\b"
    r"|<[a-z][^<>]{0,500}\s(on[a-z]{3,20})\s*=",
    re.IGNORECASE,
)
# As browsers read them: white space may stand inside, and the colon may be an entity.
_RUNS = re.compile(
    r"[(\"'=<]\s{0,20}(?:"
    + "|".join(r"\s{0,5}".join(word) for word in ("javascript", "vbscript"))
    + r")\s{0,5}(?::|&colon;|&\#0*58;|&\#x0*3a;)",
    re.IGNORECASE,
)
_FETCHED = re.compile(r"!\[[^\[\]\n]{0,300}\]\(\s*<?(?:https?:)?//|<(?:img|source|video|audio)\b", re.IGNORECASE)
_KEYS = re.compile(
    r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}"
    r"|\bglpat-[\w-]{20}|\bxox[abprs]-[\w-]{10}|\b(?:password|passwd|secret|api[_-]?key|token)\s*[:=]\s*\S{6}",
    re.IGNORECASE,
)
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")
_OTHER = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")  # without one of these, _MIXED need not look at every word
_MIXED = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*[\u0370-\u03ff\u0400-\u052f])[^\W\d_]{3,}\b")


def unsafe(text: str, path: str, first_line: int) -> list[Problem]:
    """A warning for each kind of thing that no page shows, at the line where it stands first."""
    return [
        Problem(path, message, first_line + text.count("\n", 0, at), hint, "warning")
        for at, message, hint in sorted(_found(text[:LOOKED_AT]))
    ]


def _found(text: str) -> Iterator[tuple[int, str, str]]:
    if active := _ACTIVE.search(text):
        name = f"<{active[1].lower()}>" if active[1] else f"{active[2].lower()}=…"
        yield active.start(), f"holds HTML that would act ({name}); no page has it", ""
    if runs := _RUNS.search(text):
        yield runs.start(), "holds a link that would run something; its words stay, the link does not", ""
    if fetched := _FETCHED.search(text):
        yield fetched.start(), "holds a picture, which is neither fetched nor shown", ""
    if key := _KEYS.search(text):
        yield key.start(), "holds what looks like a password or key", "take it out, also from the history of the file"
    if _OTHER.search(text) and (mixed := _MIXED.search(text)):
        scripts = " and ".join(sorted({script_of(c) for c in mixed[0]} - {""}))
        yield mixed.start(), f"'{mixed[0]}' mixes {scripts} letters", "is it the name that it seems to be?"


def script_of(character: str) -> str:
    """Latin, Cyrillic or Greek, as a letter's own name begins; "" for all else."""
    first = unicodedata.name(character, "").split(" ", 1)[0]
    return first.capitalize() if first in _SCRIPTS else ""
