from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.link import link
from briefgen.model import Briefing, Person
from tests.briefings import briefing, event, person, quote


def linked_ids(*people: Person) -> list[str]:
    """The corpus ids of people who each stand in an article of their own, a day apart."""
    made = [briefing(f"b{i}", f"2025-09-{i + 1:02}", people=(who,)) for i, who in enumerate(people)]
    return [b.findings.people[0].id for b in link(made).briefings]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Volodymyr Zelenskiy", "Volodymyr Zelensky"),
        ("Joseph R. Biden Jr.", "Joe Biden"),
        ("Kishida Fumio", "Fumio Kishida"),
        ("Xi [Jinping]", "Xi Jinping"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Mohammed bin Salman", "Mohammed bin Salman Al Saud"),
    ],
)
def test_written_forms_of_one_name_are_one_person(one: str, other: str) -> None:
    first, second = linked_ids(person(one, country="XX"), person(other, country="XX"))
    assert first == second


def test_namesakes_of_two_countries_stay_apart() -> None:
    first, second = linked_ids(person("Ali Hassan", country="IQ"), person("Ali Hassan", country="SO"))
    assert first == "ali-hassan"
    assert second == "ali-hassan-so"


def test_a_bare_surname_goes_to_the_one_person_who_goes_by_it() -> None:
    full, bare = linked_ids(person("Dmitry Peskov", "Peskov", country="RU"), person("Peskov"))
    assert full == bare == "dmitry-peskov"


def test_a_family_name_that_stands_first_is_known_by_its_use() -> None:
    full, bare = linked_ids(person("Xi Jinping", "Xi", country="CN"), person("Xi", country="CN"))
    assert full == bare == "xi-jinping"


def test_a_bare_surname_with_two_candidates_stays_by_itself() -> None:
    *_, bare = linked_ids(person("George Bush", country="US"), person("Kate Bush", country="GB"), person("Bush"))
    assert bare == "bush"


def test_a_bare_surname_follows_its_country() -> None:
    ids = linked_ids(
        person("Li Qiang", "Li", country="CN"), person("Bruce Li", country="HK"), person("Li", country="CN")
    )
    assert ids[2] == ids[0]


def test_different_given_names_are_different_people() -> None:
    first, second = linked_ids(person("Robert Kennedy", country="US"), person("John Kennedy", country="US"))
    assert first != second


def test_ids_in_quotes_and_events_follow_their_people() -> None:
    early = briefing("b1", "2025-09-01", people=(person("Joe Biden", country="US"),))
    who = person("Joseph Biden", country="US")
    late = briefing(
        "b2",
        "2025-09-02",
        people=(who,),
        quotes=(quote("x", who.id),),
        events=(event("E", participants=(who.id, "FR")),),
    )
    [_, found] = link([late, early]).briefings
    assert found.findings.quotes[0].speaker == "joe-biden"
    assert found.findings.events[0].participants == ("joe-biden", "FR")


names = st.sampled_from(["Ann Lee", "Lee", "Ann B. Lee", "Lee Ann", "Bob Lee", "Robert Lee", "Kim Lee Ann", "Kim"])
people = st.builds(lambda n, c: person(n, country=c), names, st.sampled_from([None, "US", "KR"]))
corpora = st.lists(people, max_size=7).map(lambda ps: [briefing(f"b{i}", None, people=(p,)) for i, p in enumerate(ps)])


@given(corpora.flatmap(lambda bs: st.tuples(st.just(bs), st.permutations(bs))))
def test_order_has_no_effect(pair: tuple[Sequence[Briefing], Sequence[Briefing]]) -> None:
    assert link(pair[0]) == link(pair[1])
