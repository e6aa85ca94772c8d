"""Metonymy: one name, here as a party and there as a place."""

from collections.abc import Callable

import pytest

from briefgen.extract.metonymy import Sort, goes_there, hosts, represents, span_at, use_of
from briefgen.extract.text import Text

Reader = Callable[..., Text]


def name_in(text: Text, name: str) -> tuple[int, int]:
    at = text.article.body.index(name)
    span = span_at(text.doc, at, at + len(name))
    return span.start, span.end


@pytest.mark.parametrize(
    ("words", "name", "sort", "use"),
    [
        ("Moscow rejected the plan.", "Moscow", "city", "party"),
        ("They met in Moscow.", "Moscow", "city", "place"),
        ("He arrived from Moscow on Monday.", "Moscow", "city", "place"),
        ("They heard nothing from Moscow.", "Moscow", "city", "party"),
        ("Moscow will host the talks.", "Moscow", "city", "place"),
        ("The Moscow talks failed.", "Moscow", "city", "place"),
        ("Drones hit Moscow.", "Moscow", "city", "place"),
        ("He accused Moscow of lying.", "Moscow", "city", "party"),
        ("Vienna was considered.", "Vienna", "city", "other"),
        ("The pressure on Kyiv grew.", "Kyiv", "city", "party"),
        ("An attack on Kyiv killed two.", "Kyiv", "city", "place"),
        ("He spoke at the White House.", "White House", "site", "place"),
        ("The White House said no.", "White House", "site", "party"),
        ("He will travel to Iran.", "Iran", "state", "place"),
        ("They spoke to Iran about it.", "Iran", "state", "party"),
        ("Talks on Iran failed.", "Iran", "state", "other"),
        ("The rockets were fired at Israel.", "Israel", "state", "party"),
        ("Troops were sent to Niger.", "Niger", "state", "place"),
        ("Weapons were sent to Niger.", "Niger", "state", "party"),
        ("He visited Niger.", "Niger", "state", "place"),
        ("He condemned the invasion of Kuwait.", "Kuwait", "state", "party"),
        ("It happened in the north of Kuwait.", "Kuwait", "state", "place"),
        ("He has confidence in Israel.", "Israel", "state", "party"),
        ("They discussed China.", "China", "state", "other"),
    ],
)
def test_what_a_name_stands_for(read_text: Reader, words: str, name: str, sort: Sort, use: str) -> None:
    text = read_text(words)
    start, end = name_in(text, name)
    assert use_of(text.doc[start:end], sort) == use


@pytest.mark.parametrize(
    ("words", "name", "expected"),
    [
        ("Russian officials left.", "Russian", True),
        ("The Russian winter is cold.", "Russian", False),
        ("Egyptian and Qatari mediators left.", "Egyptian", True),
        ("U.S.-China trade grew.", "U.S.", True),
        ("The Britain-based group said so.", "Britain", False),
        ("They spoke in Norway. The minister left.", "Norway", False),
    ],
)
def test_an_adjective_stands_for_its_state_before_who_acts_for_it(
    read_text: Reader, words: str, name: str, *, expected: bool
) -> None:
    text = read_text(words)
    at = text.article.body.index(name)
    span = text.doc.char_span(at, at + len(name), alignment_mode="contract")
    assert represents(span if span is not None else text.doc[0:1]) == expected


def test_who_hosts_a_meeting_hosts(read_text: Reader) -> None:
    assert hosts(read_text("Finland will host the summit.").doc[0:1])
    assert not hosts(read_text("Finland will join the alliance.").doc[0:1])


def test_a_trip_goes_there_and_a_war_does_not(read_text: Reader) -> None:
    trip, war = read_text("He set off on a trip to Asia."), read_text("The war spread fear in Asia.")
    assert goes_there(trip.doc[slice(*name_in(trip, "Asia"))])
    assert not goes_there(war.doc[slice(*name_in(war, "Asia"))])
