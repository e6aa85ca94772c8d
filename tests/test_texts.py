"""The site's own words: how names are enumerated, whichever way the language is written."""

import pytest

from briefgen.texts import ENGLISH, Texts

RIGHT_TO_LEFT = Texts("ar", is_rtl=True)


@pytest.mark.parametrize("names", [[], ["Reuters"]])
def test_what_is_no_enumeration_stays_as_it_is(names: list[str]) -> None:
    assert ENGLISH.listed(names) == RIGHT_TO_LEFT.listed(names) == "".join(names)


def test_names_stand_behind_one_another_with_the_comma_of_the_language() -> None:
    assert ENGLISH.listed(["Reuters", "3 May 2026"]) == "Reuters, 3 May 2026"


def test_from_right_to_left_each_name_keeps_its_side_and_the_first_does_not_turn_the_line() -> None:
    first_strong = "\u200f"  # right-to-left mark: what dir="auto" and a <bdi> go by
    assert RIGHT_TO_LEFT.listed(["Reuters", "3 مايو"]) == f"{first_strong}\u2068Reuters\u2069, \u20683 مايو\u2069"
