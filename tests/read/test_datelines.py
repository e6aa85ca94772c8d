"""Datelines, and what only looks like one."""

import pytest

from briefgen.read.datelines import find_dateline


@pytest.mark.parametrize(
    ("dateline", "place", "agency"),
    [
        ("WARSAW —", "WARSAW", None),
        ("HANOI—", "HANOI", None),
        ("WASHINGTON (AP) —", "WASHINGTON", "AP"),
        ("BEIJING, Aug. 31 (Xinhua) --", "BEIJING", "Xinhua"),
        ("WASHINGTON, Aug 19 (Reuters) -", "WASHINGTON", "Reuters"),
        ("MOSCOW, August 29. /TASS/.", "MOSCOW", "TASS"),
        ("PARIS/BERLIN, Jan 3 -", "PARIS/BERLIN", None),
        ("ANCHORAGE, Alaska (AP) —", "ANCHORAGE", "AP"),
        ("JOINT BASE ELMENDORF-RICHARDSON, Alaska, Aug 15 (Reuters) -", "JOINT BASE ELMENDORF-RICHARDSON", "Reuters"),
        ("WASHINGTON, D.C. –", "WASHINGTON", None),
        ("VERDUN, FRANCE—", "VERDUN", None),
        ("ST. PETERSBURG, Russia (AP) —", "ST. PETERSBURG", "AP"),
        ("New Delhi, Aug 29 (PTI)", "New Delhi", "PTI"),
        ("New Delhi [India], August 29 (ANI):", "New Delhi", "ANI"),
        ("Berlin (dpa) -", "Berlin", "dpa"),
        ("SÃO PAULO (AP) —", "SÃO PAULO", "AP"),
        ("Aug. 29 (UPI) --", None, "UPI"),
        ("(CNN) —", None, "CNN"),
        ("DAKAR (APS / Wire - 3rd May, 2024)", "DAKAR", "APS"),
        ("NAIROBI, Kenya (KBC, 12 April 2024) —", "NAIROBI", "KBC"),
    ],
)
def test_dateline_is_found_to_its_dash_with_place_and_agency(
    dateline: str, place: str | None, agency: str | None
) -> None:
    text = f"{dateline} Two envoys met on Friday."
    found = find_dateline(text)
    assert found is not None
    assert text[: found.end] == dateline
    assert (text[slice(*found.place)] if found.place else None) == place
    assert found.agency == agency


@pytest.mark.parametrize(
    "text",
    [
        "NATO — the alliance that he leads — met.",
        "UPDATE — Two envoys met.",
        "THE PRESIDENT: Thank you.",
        "Putin – who was there – left.",
        "Envoys (AP) met.",
        "KING EXAMPLE: Good afternoon.",
        "Vienna - a city of talks - waits.",
        "In Vienna, Aug 29, envoys met.",
        "",
    ],
)
def test_text_that_opens_otherwise_has_no_dateline(text: str) -> None:
    assert find_dateline(text) is None
