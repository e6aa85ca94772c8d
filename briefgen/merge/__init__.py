"""Linked briefings -> the corpus: people, bodies, places and events with all that the articles say of them."""

from briefgen.link import Linked, day
from briefgen.merge.copies import copies_of
from briefgen.merge.entities import Index, merge_organizations, merge_people, merge_places
from briefgen.merge.events import merge_events
from briefgen.model import Corpus


def merge(linked: Linked) -> Corpus:
    """Everything the site is made of, in a settled order. Loses no evidence: all of it stays in the briefings."""
    newest = tuple(sorted(linked.briefings, key=lambda b: (day(b), b.article.published or "", b.id), reverse=True))
    events, event_of = merge_events(newest, linked.events)
    index = Index(newest, events)
    return Corpus(
        briefings=newest,
        people=merge_people(newest, index),
        organizations=merge_organizations(newest, index),
        places=merge_places(newest, index),
        events=events,
        event_of=event_of,
        copies=copies_of(newest),
    )
