"""The page of an event: what it says of what the articles do not."""

import pytest

from briefgen.frozen import replace
from briefgen.model import MergedEvent
from briefgen.views.catalogue import Catalogue
from briefgen.views.event import event_page
from tests.corpora import AS_OF, COLOPHON, SETTINGS, corpus

OF = corpus()
EVENT = next(e for e in OF.events if e.start and e.place and e.participants)


def not_found(event: MergedEvent) -> list[str]:
    catalogue = Catalogue(replace(OF, events=(event,)), SETTINGS, AS_OF, COLOPHON)
    facts = {fact.name: fact for fact in event_page(catalogue, event).facts}
    return [value.text for value in facts["not-found"].values] if "not-found" in facts else []


def test_an_event_with_date_place_and_guests_lacks_nothing() -> None:
    assert not_found(EVENT) == []


@pytest.mark.parametrize(
    ("without", "told"),
    [
        ({"start": None, "end": None, "precision": None, "dated_by": None}, ["the date"]),
        ({"place": None, "placed_by": None}, ["the place"]),
        ({"place": None, "placed_by": None, "kind": "call"}, []),
        ({"participants": ()}, ["who takes part"]),
        ({"place": None, "placed_by": None, "participants": ()}, ["the place", "who takes part"]),
    ],
    ids=" ".join,
)
def test_what_no_article_was_found_to_give_is_named(without: dict[str, object], told: list[str]) -> None:
    assert not_found(replace(EVENT, **without)) == told
