"""Events of whole stories: read by all the extractors, held against what a reader finds in them."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefgen.extract import extract
from briefgen.extract.text import Text
from briefgen.model import Event

STORIES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("event_stories.toml").read_text("utf-8"))[
    "story"
]


def row(event: Event) -> list[str]:
    who = " ".join(sorted(event.participants))
    return [event.kind, event.status, who, event.place or "", event.start or ""]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["body"][:70])
def test_a_story_tells_its_events_and_no_others(read_text: Callable[..., Text], story: dict[str, Any]) -> None:
    about = {key: story[key] for key in ("headline", "dateline", "published") if key in story}
    text = read_text(story["body"], **about)
    wanted = [[kind, status, " ".join(sorted(who.split())), *rest] for kind, status, who, *rest in story["events"]]
    assert sorted(map(row, extract(text.article, text.doc.parsed).events)) == sorted(wanted)
