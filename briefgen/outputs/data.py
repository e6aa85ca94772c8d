"""site/data/: what was found, as JSON for other programs. The names are fixed by the published schema."""

from collections.abc import Mapping
from typing import Any

import msgspec

from briefgen.model import Briefing, Corpus


def briefing_record(briefing: Briefing, event_of: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    """One line of briefings.jsonl. event_of gives the merged event of (briefing id, id of its own event)."""
    article = briefing.article
    found = msgspec.to_builtins(briefing.findings)
    for event in found["events"]:
        event["event"] = event_of.get((briefing.id, event["id"]))
    for step in found["next_steps"]:
        step["event"] = event_of.get((briefing.id, step["event"])) if step["event"] else None
    found["states"] = [state.code for state in briefing.findings.states]
    return {
        "schema": "briefgen/briefing/1",
        "id": briefing.id,
        "path": article.path,
        "title": article.title,
        "published": article.published,
        "updated": article.updated,
        "language": article.language,
        "outlet": article.outlet,
        "url": article.url,
        "body": article.body,
        **found,
    }


def briefings_jsonl(corpus: Corpus) -> bytes:
    """briefings.jsonl: one object a line, in the corpus's order."""
    lines = (msgspec.json.encode(briefing_record(b, corpus.event_of)) for b in corpus.briefings)
    return b"".join(line + b"\n" for line in lines)
