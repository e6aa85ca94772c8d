"""Linked briefings -> the corpus: people, bodies, places and events with all that the articles say of them."""

from collections.abc import Mapping

from briefgen.frozen import replace
from briefgen.ledger import EMPTY
from briefgen.link import Linked
from briefgen.merge.copies import CopyFinder
from briefgen.merge.entities import EntityMerger
from briefgen.merge.events import EventMerger, MergedEvents
from briefgen.merge.tellings import Tellings
from briefgen.model import Corpus, EventDoubt, Ledger


class Merger:
    """Merges, time after time, and makes only that anew which has changed: for the preview."""

    def __init__(self) -> None:
        self._tellings = Tellings()
        self._events = EventMerger()
        self._entities = EntityMerger()
        self._copies = CopyFinder()

    def merge(self, linked: Linked, ledger: Ledger = EMPTY, copies: Mapping[str, str] | None = None) -> Corpus:
        """Everything the site is made of, in a settled order. Loses no evidence: all of it stays in the briefings.

        ledger: the ids that were published before; its briefings are those of this build already. copies: what
        copies_of() found, where it was asked already.
        """
        changed = self._tellings.change(linked.briefings)
        merged = self._events.merge(self._tellings, changed, linked.events, ledger.events)
        people, organizations, places = self._entities.merge(self._tellings, changed, merged.events)
        return Corpus(
            briefings=self._tellings.newest_first(),
            people=people,
            organizations=organizations,
            places=places,
            events=merged.events,
            event_of=merged.event_of,
            copies=self._copies.find({b.id: b.article for b in linked.briefings}) if copies is None else copies,
            doubts=_doubts(linked, merged.event_of),
            ledger=_written_on(ledger, linked, merged),
        )


def merge(linked: Linked, ledger: Ledger = EMPTY) -> Corpus:
    """Merge linked briefings once; as Merger.merge()."""
    return Merger().merge(linked, ledger)


def _doubts(linked: Linked, event_of: Mapping[tuple[str, str], str]) -> tuple[EventDoubt, ...]:
    """The pairs of events of which linking is not sure, each once, sorted."""
    found: dict[tuple[str, str], EventDoubt] = {}
    for doubt in linked.doubts:
        names = (event_of[o.briefing, o.entity.id] for o in (doubt.one, doubt.other))
        one, other = sorted(names)
        shared = tuple(what for what, _ in doubt.agreement.parts)
        found.setdefault((one, other), EventDoubt(one=one, other=other, shared=shared))
    return tuple(found[pair] for pair in sorted(found))


def _written_on(ledger: Ledger, linked: Linked, merged: MergedEvents) -> Ledger:
    """The ledger with what this build publishes; what has gone stays, so that no id is given to something else."""
    settled = {"people": linked.people, "organizations": linked.organizations, "places": linked.places}
    moved = dict(ledger.moved)
    for kind, gave_way in (*((k, s.gave_way) for k, s in settled.items()), ("events", merged.gave_way)):
        moved |= {f"{kind}/{old}": f"{kind}/{new}" for old, new in gave_way.items()}
    alive = {f"{kind}/{name}" for kind, s in settled.items() for name in s.keys}
    alive |= {f"events/{name}" for name in merged.keys}
    return replace(
        ledger,
        people={**ledger.people, **linked.people.keys},
        organizations={**ledger.organizations, **linked.organizations.keys},
        places={**ledger.places, **linked.places.keys},
        events={**ledger.events, **merged.keys},
        moved={old: new for old, new in sorted(moved.items()) if old not in alive},
    )
