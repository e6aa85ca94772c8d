from briefgen.frozen import replace
from briefgen.link import link
from tests.briefings import briefing, organization, place


def test_two_names_of_one_point_are_one_place() -> None:
    kiev = briefing("b1", "2014-09-01", places=(place("Kiev", "UA", 50.45, 30.52),))
    kyiv = briefing("b2", "2025-09-01", places=(place("Kyiv", "UA", 50.45, 30.52),))
    assert {b.findings.places[0].id for b in link([kiev, kyiv]).briefings} == {"kiev-ua"}


def test_one_name_in_two_countries_is_two_places() -> None:
    one = briefing("b1", "2014-09-01", places=(place("Paris", "FR", 48.86, 2.35),))
    other = briefing("b2", "2025-09-01", places=(place("Paris", "US", 33.66, -95.55),))
    assert {b.findings.places[0].id for b in link([one, other]).briefings} == {"paris-fr", "paris-us"}


def test_an_acronym_goes_to_its_full_name() -> None:
    full = briefing("b1", "2025-09-01", organizations=(organization("Shanghai Cooperation Organisation", "SCO"),))
    short = briefing("b2", "2025-09-02", organizations=(organization("SCO"),))
    other = briefing("b3", "2025-09-03", organizations=(organization("Shanghai Cooperation Organization"),))
    found = {b.findings.organizations[0].id for b in link([full, short, other]).briefings}
    assert found == {"shanghai-cooperation-organisation"}


def test_the_foreign_ministries_of_two_states_are_two_bodies() -> None:
    one = briefing("b1", "2025-09-01", organizations=(organization("Foreign Ministry", country="RU"),))
    other = briefing("b2", "2025-09-02", organizations=(organization("Foreign Ministry", country="CN"),))
    assert len({b.findings.organizations[0].id for b in link([one, other]).briefings}) == 2


def test_one_id_of_two_wordings_is_one_body() -> None:
    ministry = replace(organization("Russian Foreign Ministry", country="RU"), id="russian-foreign-ministry")
    worded = replace(organization("Russia's foreign ministry", country="RU"), id="russian-foreign-ministry")
    one, other = (
        briefing("b1", "2025-09-01", organizations=(ministry,)),
        briefing("b2", "2025-09-02", organizations=(worded,)),
    )
    assert {b.findings.organizations[0].id for b in link([one, other]).briefings} == {"russian-foreign-ministry"}
