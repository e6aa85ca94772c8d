"""Names of places that are made with a noun."""

import pytest

from briefgen.extract.place_names import made_names
from briefgen.extract.wording import words_of


def found_in(body: str, listed: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    starts = {body.index(name): body.index(name) + len(name) for name in listed}
    made = made_names(body, words_of(body), starts)
    return [(body[name.start : name.end], name.kind) for name in made]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("He landed at Chkalovsky air base on Monday.", [("Chkalovsky air base", "venue")]),
        ("She flew to Camp Lemonnier.", [("Camp Lemonnier", "venue")]),
        ("She flew to Joint Base Andrews.", [("Joint Base Andrews", "venue")]),
        ("They fought in Dohuk province.", [("Dohuk province", "region")]),
        ("It sank in Lake Bled.", []),
        ("It sank in the Sawu Sea.", [("Sawu Sea", "water")]),
        ("They met at the Torrejon de Ardoz air base.", [("Torrejon de Ardoz air base", "venue")]),
        ("They met at Kavala Airfield West.", [("Kavala Airfield West", "venue")]),
        ("Shells hit the town of Yeoncheon.", [("Yeoncheon", "city")]),
        ("Shells hit the neighborhood of al-Zahraa.", [("al-Zahraa", "city")]),
        ("The Pacific Islands Forum met.", []),
        ("The Russian province is poor.", []),
        ("They met at the airport.", []),
        ("A park is a place.", []),
    ],
)
def test_a_noun_makes_a_name(body: str, expected: list[tuple[str, str]]) -> None:
    assert found_in(body) == expected


def test_a_small_noun_behind_a_sea_or_a_listed_town_makes_none() -> None:
    assert found_in("They met in the Black Sea resort.", ("Black Sea",)) == [("Black Sea", "water")]
    assert found_in("They live in the town of Mosul.", ("Mosul",)) == []


def test_a_name_has_no_more_words_than_a_name_can_have() -> None:
    assert found_in("A " * 40 + "Palace") == []
    assert len(found_in("Ab " * 5_000 + "Palace")) == 1
