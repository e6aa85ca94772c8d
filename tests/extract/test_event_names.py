"""What an event is named after: the short name of each party, as the article has it or as its language forms it."""

import re

import pytest

from briefgen.extract.cast import Cast, PartyMention
from briefgen.extract.event_names import short_name


def short(name: str, body: str, *forms: str) -> str:
    """The short name of somebody whom the body calls by these forms."""
    found = [(m.start(), m.end()) for form in (name, *forms) for m in re.finditer(rf"\b{re.escape(form)}\b", body)]
    cast = Cast((PartyMention(start, end, ("them",), "name") for start, end in found), {"them": name})
    return short_name("them", cast, body)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Angela Merkel", "Merkel"),
        ("Kishida Fumio", "Kishida"),
        ("Fumio Kishida", "Kishida"),
        ("To Lam", "To"),
        ("Kim Jong Un", "Kim"),
        ("Ursula von der Leyen", "von der Leyen"),
    ],
)
def test_a_full_name_alone_is_shortened_to_the_family_name(name: str, wanted: str) -> None:
    assert short(name, f"Mr. Modi will receive {name} on Friday. {name} will stay.") == wanted


def test_the_word_by_which_the_article_goes_on_is_the_short_name() -> None:
    body = "President Luiz Inacio Lula da Silva arrived. President Lula spoke; Lula left."
    assert short("Luiz Inacio Lula da Silva", body, "President Lula", "Lula") == "Lula"
