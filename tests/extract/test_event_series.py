"""Which series a phrase names, and which edition of it."""

import pytest

from briefgen.extract.event_series import Series, series_of


@pytest.mark.parametrize(
    ("phrase", "name", "edition"),
    [
        ("the 51st G7 summit", "G7 summit", 51),
        ("the first Central Asia–Italy summit", "Central Asia-Italy summit", 1),
        ("the inaugural Central Asia-Italy summit", "Central Asia-Italy summit", 1),
        ("the 13th annual U.S.-ASEAN Summit", "U.S.-ASEAN summit", 13),
        ("the 13th annual U.S.-ASEAN Summit, a day before the 57th ASEAN Summit", "U.S.-ASEAN summit", 13),
        ("the 3rd India–Nordic Summit", "India-Nordic summit", 3),
    ],
)
def test_a_series_has_its_name_and_the_number_of_its_edition(phrase: str, name: str, edition: int) -> None:
    assert series_of(phrase) == Series(name, "summit", edition)


@pytest.mark.parametrize("phrase", ["a Central Asia–Italy summit", "the first summit", "a meeting of two ministers"])
def test_without_a_number_no_unknown_name_makes_a_series(phrase: str) -> None:
    assert series_of(phrase) is None
