"""What pages that lie side by side have in common: the same values, whose links lead the same way from each of them."""

from dataclasses import dataclass, field
from typing import Any

from briefgen.routes import Route
from briefgen.views.lookups import Made
from briefgen.views.parts import Agenda, BriefingRow, EventRow, Link, Mark, Party, Step


@dataclass(slots=True)
class Shared:
    """Values as the pages of one folder have asked for them. None leads into the folder of a page itself."""

    frame: dict[str, Any] = field(default_factory=dict)  # the part of the frame that pages have in common
    hrefs: dict[str, str] = field(default_factory=dict)  # of briefings by id
    parties: dict[tuple[str, str | None], Made[Party]] = field(default_factory=dict)  # by id and note
    places: dict[str, Made[Link | None]] = field(default_factory=dict)  # by id, as are those below
    events: dict[str, Link] = field(default_factory=dict)
    event_rows: dict[str, Made[EventRow]] = field(default_factory=dict)
    briefing_rows: dict[str, BriefingRow] = field(default_factory=dict)
    marks: dict[tuple[str, str, bool], Mark] = field(default_factory=dict)  # by briefing, sentence, outlet_said
    steps: dict[tuple[str, int], Made[Step]] = field(default_factory=dict)  # by briefing and index
    lines: dict[str | tuple[str, int], Made[Agenda | None]] = field(default_factory=dict)  # by event, or as steps


def folder_of(page: Route) -> tuple[str, ...] | None:
    """The folder in which pages like this lie, each in a folder of its own; None where it has none beside it.

    From all of them a link leads the same way, except into the folder of one of them.
    """
    folder = page.parts[:-2]
    return folder if len(folder) == 1 or folder[:1] == ("calendar",) else None
