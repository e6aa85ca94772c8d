"""What the editor settles: names, places and events of content/_data/, which win over anything found.

Reads  people.yml, places.yml, events.yml below content/_data/, all optional; docs/editing.md explains them.
Finds  canonical names with their aliases, states, coordinates; events that are one, or are not, pinned values, slugs.
Misses nothing: what does not fit is an error with its file and line.
"""

from briefgen.authority.apply import NameSettler, settle_names, settle_values, settlement, with_ids
from briefgen.authority.files import load_authority
from briefgen.authority.model import Authority, EventEntry, PersonEntry, PlaceEntry

__all__ = [
    "Authority",
    "EventEntry",
    "NameSettler",
    "PersonEntry",
    "PlaceEntry",
    "load_authority",
    "settle_names",
    "settle_values",
    "settlement",
    "with_ids",
]
