"""Who: the people, organizations and states of an article, and who is meant where.

Reads  doc.ents PERSON as pipes/propagate.py leaves them, doc.spans["titles"], the parse; bodies and states from their
       own modules.
Finds  each person once, with the fullest name, the other forms, the fullest title as the article words it, the state
       served, and every mention; the cast: who is meant by each name, title, pronoun and state.
Misses people named only by title; the state served where neither the article nor the list of leaders tells it.
"""

from dataclasses import dataclass

from briefgen.extract.cast import Cast
from briefgen.extract.casting import cast_of, states_served, title_mentions, with_titles
from briefgen.extract.home_state import with_home_state
from briefgen.extract.organizations import find_organizations
from briefgen.extract.portraits import Portrait, find_portraits
from briefgen.extract.states import find_states, with_served
from briefgen.extract.text import Text
from briefgen.frozen import replace
from briefgen.model import Evidence, Organization, Person, State

# Sentences of the main event in which principals are looked for: the third best names bystanders as well (F1 78, 86 and
# 84 on the labelled articles with one, two and three).
TELLING = 2


@dataclass(frozen=True, slots=True)
class Parties:
    """All who act in one article. people: in the order of first mention, principal not yet asked (False)."""

    people: tuple[Person, ...]
    organizations: tuple[Organization, ...]
    states: tuple[State, ...]  # most salient first
    cast: Cast


def find_parties(text: Text) -> Parties:
    """Find the people, organizations and states of an article, and who is meant where."""
    organizations = find_organizations(text)
    states = find_states(text)
    portraits = with_home_state(text, find_portraits(text, organizations))
    titles = title_mentions(text.doc, portraits)
    portraits = with_titles(text.doc, portraits, titles)
    cast = cast_of(text, portraits, titles, organizations, states)
    served = states_served(text.doc, portraits, cast)
    people = tuple(_person(text, replace(one, country=one.country or served.get(one.id))) for one in portraits)
    cast = cast.with_states(served)
    return Parties(people, organizations, with_served(text, states, people), cast)


def _person(text: Text, one: Portrait) -> Person:
    return Person(
        id=one.id,
        name=one.name,
        aliases=one.aliases,
        role=one.role.text if one.role else None,
        country=one.country,
        principal=False,
        mentions=tuple(text.evidence_of(text.doc[m.start : m.end], "who/name") for m in one.mentions),
    )


def mark_principals(text: Text, parties: Parties, what: tuple[Evidence, ...]) -> tuple[Person, ...]:
    """The people, with principal set for those who act, speak or are met in the main event.

    They are the ones meant, by name, title or pronoun, in the headline and in the sentences that tell the main event.
    """
    telling = [(e.start, e.end) for e in what[:TELLING]] or [(s.start, s.end) for s in text.sentences[:2]]
    if text.article.headline:
        telling.append((text.article.headline.start, text.article.headline.end))
    spans = {(s.start, s.end) for s in text.sentences if any(s.start < end and s.end > start for start, end in telling)}
    inside = {party for span in spans for mention in parties.cast.within(*span) for party in mention.parties}
    return tuple(replace(person, principal=person.id in inside) for person in parties.people)
