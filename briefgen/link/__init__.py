"""Briefings -> the same briefings with ids that hold over all articles, and their events grouped into the real ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.ledger import EMPTY
from briefgen.link.events import Doubt, Reason, link_events, reasons
from briefgen.link.occurrences import E, Occurrence, Settled
from briefgen.link.organizations import link_organizations
from briefgen.link.parties import Known
from briefgen.link.people import link_people
from briefgen.link.places import link_places
from briefgen.model import Briefing, Event, Findings, Ledger, Place, Settlement

NOTHING = Settlement()


@dataclass(frozen=True, slots=True)
class Linked:
    """Briefings with corpus ids, earliest first, undated last; and their events in clusters of one and the same."""

    briefings: tuple[Briefing, ...]
    events: tuple[tuple[Occurrence[Event], ...], ...]
    doubts: tuple[Doubt, ...]  # pairs of clusters that may be one
    people: Settled
    organizations: Settled
    places: Settled


def link(briefings: Iterable[Briefing], ledger: Ledger = EMPTY, settled: Settlement = NOTHING) -> Linked:
    """Say which people, bodies, places and events of different articles are the same. Order has no effect.

    ledger: the ids that were published before. settled: what the editor says.
    """
    ordered = sorted(briefings, key=lambda b: (day(b) or "9999", b.id))
    people = link_people(
        [o for b in ordered for o in _occurrences(b, b.findings.people)], ledger.people, settled.not_the_same
    )
    bodies = link_organizations(
        [o for b in ordered for o in _occurrences(b, b.findings.organizations)], ledger.organizations
    )
    places = link_places([o for b in ordered for o in _occurrences(b, b.findings.places)], ledger.places)
    parties = {**bodies.ids, **people.ids}
    linked = [_relabelled(b, parties, places.ids) for b in ordered]
    known = _known(linked)
    found = link_events(
        [o for b in linked for o in _occurrences(b, b.findings.events)], _best_places(linked), known, settled
    )
    return Linked(
        briefings=tuple(linked),
        events=tuple(map(tuple, found.clusters)),
        doubts=tuple(found.doubts),
        people=people,
        organizations=bodies,
        places=places,
    )


def day(briefing: Briefing) -> str:
    """The day a briefing's article speaks from; "" where it has none."""
    return briefing.article.anchor or ""


def _occurrences(briefing: Briefing, entities: Iterable[E]) -> list[Occurrence[E]]:
    return [Occurrence(briefing.id, day(briefing), entity) for entity in entities]


def why(linked: Linked, cluster: Sequence[Occurrence[Event]]) -> list[Reason]:
    """Why each article's event is in a cluster of the linked ones."""
    return reasons(cluster, _best_places(linked.briefings), _known(linked.briefings))


def _known(briefings: Iterable[Briefing]) -> Known:
    """The state of each body and person for whom one is known, and which of them are bodies."""
    all_of = list(briefings)
    found: dict[str, str | None] = {o.id: o.country for b in all_of for o in b.findings.organizations if o.country}
    found |= {who.id: who.country for b in all_of for who in b.findings.people if who.country}
    return Known(found, frozenset(o.id for b in all_of for o in b.findings.organizations))


def _best_places(briefings: Iterable[Briefing]) -> dict[str, Place]:
    """A place by corpus id, one with coordinates where there is one."""
    found: dict[str, Place] = {}
    for briefing in briefings:
        for place in briefing.findings.places:
            if place.id not in found or (found[place.id].lat is None and place.lat is not None):
                found[place.id] = place
    return found


def _relabelled(
    briefing: Briefing, parties: Mapping[tuple[str, str], str], places: Mapping[tuple[str, str], str]
) -> Briefing:
    """The briefing with every id of a person, body or place replaced by that of the corpus; state codes stay."""

    def party(old: str) -> str:
        return parties.get((briefing.id, old), old)

    def maybe(old: str | None) -> str | None:
        return old and party(old)

    def place(old: str) -> str:
        return places.get((briefing.id, old), old)

    def all_of(old: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(party(one) for one in old))

    found = briefing.findings
    findings: Findings = replace(
        found,
        people=tuple(replace(p, id=party(p.id)) for p in found.people),
        organizations=tuple(replace(o, id=party(o.id)) for o in found.organizations),
        places=tuple(replace(p, id=place(p.id)) for p in found.places),
        quotes=tuple(replace(q, speaker=maybe(q.speaker)) for q in found.quotes),
        statements=tuple(replace(s, speaker=maybe(s.speaker)) for s in found.statements),
        next_steps=tuple(
            replace(
                s,
                actors=all_of(s.actors),
                places=tuple(dict.fromkeys(map(place, s.places))),
                according_to=maybe(s.according_to),
            )
            for s in found.next_steps
        ),
        events=tuple(
            replace(
                e,
                place=e.place and place(e.place),
                participants=all_of(e.participants),
                absent=tuple(replace(a, party=party(a.party)) for a in e.absent),
            )
            for e in found.events
        ),
    )
    return replace(briefing, findings=findings)
