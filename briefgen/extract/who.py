"""Who: the people, organizations and states of an article, and who is meant where."""

from dataclasses import dataclass

from briefgen.extract.cast import Cast
from briefgen.extract.text import Text
from briefgen.model import Evidence, Organization, Person, State


@dataclass(frozen=True, slots=True)
class Parties:
    """All who act in one article. people: in the order of first mention, principal not yet asked (False)."""

    people: tuple[Person, ...]
    organizations: tuple[Organization, ...]
    states: tuple[State, ...]  # most salient first
    cast: Cast


def find_parties(text: Text) -> Parties:
    """Find the people, organizations and states of an article."""
    return Parties((), (), (), Cast((), {}))


def mark_principals(text: Text, parties: Parties, what: tuple[Evidence, ...]) -> tuple[Person, ...]:
    """The people, with principal set for those who act, speak or are met in the main event."""
    return parties.people
