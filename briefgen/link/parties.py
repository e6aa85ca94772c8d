"""Who takes part: how far the parties of two events agree, or what in them contradicts.

Reads  people, bodies and states of two events, and the states that the people serve.
Finds  the same people; a person in one where the other names his state; the same states; a body that both are of.
Misses delegations: of two ministers of one state each is another party.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.frozen import Frozen
from briefgen.model import is_state

WEIGHT = 0.3  # what full agreement bears
PAIR = 2
MOST = 0.8  # of it, where one side names more than the other


@dataclass(frozen=True, slots=True)
class Known:
    """What the corpus knows of parties, by corpus id."""

    countries: Mapping[str, str | None]  # of people and bodies
    bodies: frozenset[str]  # the ids that are no people


class Cast(Frozen, frozen=True):
    """Those who take part in an event."""

    people: frozenset[str]
    bodies: frozenset[str]  # between states: one of a state counts as that state
    states: frozenset[str]  # named, or served by those who are named
    serving: Mapping[str, str]  # the states of the people, where known

    def of(self, state: str) -> frozenset[str]:
        """The people who serve a state."""
        return frozenset(p for p in self.people if self.serving.get(p) == state)


def cast_of(participants: tuple[str, ...], known: Known) -> Cast:
    """The parties of an event, sorted by what they are."""
    named = frozenset(participants)
    serving = {p: c for p in named if not is_state(p) and (c := known.countries.get(p))}
    bodies = named & known.bodies
    return Cast(
        people=frozenset(p for p in named - bodies if not is_state(p)),
        bodies=frozenset(b for b in bodies if b not in serving),
        states=frozenset(p for p in named if is_state(p)) | frozenset(serving.values()),
        serving={p: c for p, c in serving.items() if p not in bodies},
    )


def agree_in_parties(one: Cast, other: Cast, *, series: bool, fixed: bool) -> tuple[str, float] | str:
    """What both agree in and how much it bears ("" for nothing), or what contradicts.

    series: both are of one series, whose summits many attend. fixed: both have dates or both have places.
    """
    together = series or bool(one.bodies & other.bodies)
    if one.people and other.people:
        return _people(one, other, together=together, fixed=fixed)
    if one.bodies & other.bodies:
        return "the same body", WEIGHT / 2
    return _states(one, other, together=together)


def _states(one: Cast, other: Cast, *, together: bool) -> tuple[str, float] | str:
    both = one.states & other.states
    if not one.states or not other.states:
        return "", 0.0
    if not both:
        return ("", 0.0) if together else "other states take part"
    if len(both) == 1:
        if min(len(one.states), len(other.states)) >= PAIR and not together:
            return "other states take part"
        return "one state takes part in both", WEIGHT / 4
    whole = one.states == other.states
    return "the same states", WEIGHT * (1.0 if whole else MOST * len(both) / min(len(one.states), len(other.states)))


def _people(one: Cast, other: Cast, *, together: bool, fixed: bool) -> tuple[str, float] | str:
    both = one.people & other.people
    fewer, more = sorted((len(one.people), len(other.people)))
    if together:
        return ("the same people", WEIGHT * len(both) / fewer) if both else ("the same body", WEIGHT / 2)
    if not both:
        return _no_one_in_common(one, other, fewer)
    if fewer == PAIR and len(both) == 1 and not _stood_for(one, other):
        return "another pair"
    if fewer == PAIR < more and not fixed:
        return "two take part in one, more in the other"
    if len(both) == 1:
        whole = len(one.states) > 1 and one.states == other.states
        return "the same people", WEIGHT * (MOST if whole else 1 / 2)
    return "the same people", WEIGHT * len(both) / fewer


def _no_one_in_common(one: Cast, other: Cast, fewer: int) -> tuple[str, float] | str:
    """Nobody is named in both: well where each is a person whose state the other names alone."""
    both = one.states & other.states
    if both and _stood_for(one, other):
        return _states(one, other, together=False)
    return "other people take part" if one.states != other.states or fewer >= PAIR else ("", 0.0)


def _stood_for(one: Cast, other: Cast) -> bool:
    """Whether all who are named on one side alone can be meant by their states on the other; nobody contradicts."""
    differ = any(one.of(state) and other.of(state) and not one.of(state) & other.of(state) for state in one.states)
    return not differ and (_covers(one, other) or _covers(other, one))


def _covers(one: Cast, other: Cast) -> bool:
    """Whether one names the states, without people of theirs, of all whom only the other names."""
    states = (other.serving.get(person) for person in other.people - one.people)
    return all(state is not None and state in one.states and not one.of(state) for state in states)
