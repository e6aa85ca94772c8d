"""People whom a foreign desk places without a source: the state that they serve.

Reads  a person's forms and the year of the article; leaders.toml.
Finds  a listed leader by full name in any year, by surname alone in the years of office only; by one that thousands
       bear, only with a title.
Misses everybody else; gives nothing where two listed leaders of different states share the name.
"""

from functools import cache

from briefgen.extract.people import Individual, name_words, same_full_name
from briefgen.lexicon.people_words import Leader, leaders, listed

_GRACE = 1  # years before and after office in which a surname alone still means the leader


def known_leader(person: Individual, year: int | None) -> Leader | None:
    """The well-known leader whom this person's forms mean; None for anybody else."""
    for full in person.full:
        near = _by_word().get(full[-1], ()) + _by_word().get(full[0], ())
        if found := [one for one in near if _may_be(full, _words(one)) and same_full_name(full, _words(one))]:
            return _only(found)
    word = person.mentions[0].words[-1:]
    if person.full or not word:
        return None
    if word[0] in listed("name_words", "borne_by_many") and not any(mention.title for mention in person.mentions):
        return None
    return _only([one for one in _by_word().get(word[0], ()) if _known_by(one, word[0]) and _in_office(one, year)])


def _may_be(full: tuple[str, ...], leader: tuple[str, ...]) -> bool:
    """Whether more than a first name can be shared: "Krishna Prasad Dhakal" is no "S. M. Krishna"."""
    return len(leader) > 1 or full[-1] == leader[-1]


def leads_in(leader: Leader, year: int | None) -> bool:
    """Whether a leader leads the state in this year; of no year those count who still do."""
    return leader.first and _in_office(leader, year)


def _only(found: list[Leader]) -> Leader | None:
    """One of these, the first in rank before others, where all are of one state."""
    if len({one.state for one in found}) != 1:
        return None
    return max(found, key=lambda one: one.first)


def _known_by(leader: Leader, word: str) -> bool:
    """Whether a leader is called by this word alone: a surname, or a short name such as Lula or Xi."""
    words = _words(leader)
    return word in (words[-1], words[0]) or len(words) > 2  # noqa: PLR2004


def _in_office(leader: Leader, year: int | None) -> bool:
    if year is None or leader.since is None:
        return leader.until is None
    return leader.since - _GRACE <= year <= (leader.until or year) + _GRACE


@cache
def _words(leader: Leader) -> tuple[str, ...]:
    return name_words(leader.name)


@cache
def _by_word() -> dict[str, tuple[Leader, ...]]:
    found: dict[str, list[Leader]] = {}
    for leader in leaders():
        for word in set(_words(leader)):
            found.setdefault(word, []).append(leader)
    return {word: tuple(bearers) for word, bearers in found.items()}
