from collections.abc import Callable

import pytest

from briefgen.views.lookups import EVERYTHING, Lookups, Made, Noted


@pytest.fixture
def lookups() -> Lookups:
    return Lookups()


def test_whoever_asks_for_a_value_is_noted_whether_it_is_there_or_not(lookups: Lookups) -> None:
    people = Noted("person", {"a": 1}, lookups)
    assert people["a"] == 1
    assert people.get("b") is None
    assert "c" not in people
    assert lookups.keys == {"person:a", "person:b", "person:c"}


@pytest.mark.parametrize(
    "go_through",
    [list, len, bool, lambda noted: list(noted.items()), lambda noted: list(noted.values())],
    ids=["names", "number", "any", "items", "values"],
)
def test_whoever_goes_through_all_values_depends_on_everything(
    lookups: Lookups, go_through: Callable[[Noted[int]], object]
) -> None:
    go_through(Noted("person", {"a": 1}, lookups))
    assert EVERYTHING in lookups.keys


def test_to_each_that_asks_for_a_shared_value_count_the_lookups_of_its_making(lookups: Lookups) -> None:
    people, known = Noted("person", {"a": "Ann"}, lookups), dict[str, Made[str]]()

    def row() -> str:
        return lookups.shared(known, "row", lambda: people["a"])

    lookups.note("briefing:x")
    assert row() == "Ann"
    assert lookups.keys == {"briefing:x", "person:a"}
    lookups.forget()
    assert row() == "Ann"
    assert lookups.keys == {"person:a"}


def test_shared_values_in_shared_values_keep_their_lookups(lookups: Lookups) -> None:
    people = Noted("person", {"a": "Ann", "b": "Bo"}, lookups)
    inner, outer = dict[str, Made[str]](), dict[str, Made[str]]()

    def both() -> str:
        return lookups.shared(inner, "b", lambda: people["b"]) + people["a"]

    lookups.shared(inner, "b", lambda: people["b"])
    lookups.forget()
    lookups.shared(outer, "both", both)
    lookups.forget()
    lookups.shared(outer, "both", both)
    assert lookups.keys == {"person:a", "person:b"}


def test_what_goes_wrong_in_the_making_leaves_the_lookups_of_the_page(lookups: Lookups) -> None:
    lookups.note("briefing:x")
    with pytest.raises(KeyError):
        lookups.shared({}, "row", lambda: Noted("person", dict[str, int](), lookups)["a"])
    assert "briefing:x" in lookups.keys
