"""The words of reported speech (speech.toml), read once: every form of every verb with its base and its frames."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def verb_frames() -> dict[str, tuple[str, frozenset[str]]]:
    """Base and frames of each verb form: "told" -> ("tell", {"tell"})."""
    frames: dict[str, set[str]] = {}
    for frame, verbs in _table()["verbs"].items():
        for verb in verbs:
            frames.setdefault(verb.split()[0], set()).add(frame)
    return {form: (base, frozenset(kinds)) for base, kinds in frames.items() for form in _forms(base)}


@cache
def clause_verbs() -> frozenset[str]:
    """Bases of the verbs whose that-clause is a statement."""
    verbs = _table()["verbs"]
    return frozenset(v.split()[0] for v in (*verbs["report"], *verbs["tell"], *_table()["clause"]["verbs"]))


@cache
def nouns(kind: str) -> frozenset[str]:
    """The nouns of a kind: speech, documents, occasions."""
    return frozenset(_table()["nouns"][kind])


@cache
def term_words() -> frozenset[str]:
    """Words before which a quoted stretch is a name or a term."""
    return frozenset(_table()["terms"]["before"])


def _forms(base: str) -> Iterator[str]:
    irregular = _table()["irregular"].get(base, [])
    yield base
    yield from irregular
    stem = base.removesuffix("e")
    consonant_y = base.endswith("y") and base[-2] not in "aeou"
    yield base[:-1] + "ies" if consonant_y else base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
    if not any(form.endswith("ing") for form in irregular):
        yield (base if base.endswith("ee") else stem) + "ing"
    if not irregular:
        yield base[:-1] + "ied" if consonant_y else stem + "ed"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("briefgen.lexicon").joinpath("speech.toml").read_text("utf-8"))
