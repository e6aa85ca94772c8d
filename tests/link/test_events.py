from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.link import events as linking
from briefgen.link import link
from briefgen.link.agreement import Agreement, Candidate, agree
from briefgen.model import Briefing, Place
from tests.briefings import briefing, event, person, place

PUTIN, TRUMP, XI, MODI = (
    person("Vladimir Putin", country="RU"),
    person("Donald Trump", country="US"),
    person("Xi Jinping", country="CN"),
    person("Narendra Modi", country="IN"),
)
TIANJIN, BEIJING = place("Tianjin", "CN", 39.14, 117.18), place("Beijing", "CN", 39.91, 116.4)
CHINA, ALASKA = place("China", "CN", 35.0, 105.0, "country"), place("Alaska", "US", 64.0, -150.0, "region")
ANCHORAGE = place("Anchorage", "US", 61.22, -149.9)
ALL_PLACES = (TIANJIN, BEIJING, CHINA, ALASKA, ANCHORAGE)


def told(name: str, published: str | None, where: Place | None = None, **about: Any) -> Briefing:
    """A briefing that tells of one event."""
    made = event("Event", place=where.id if where else None, **about)
    return briefing(name, published, people=(PUTIN, TRUMP, XI, MODI), places=ALL_PLACES, events=(made,))


def groups(*briefings: Briefing) -> list[set[str]]:
    return sorted(({o.briefing for o in cluster} for cluster in link(briefings).events), key=sorted)


PAIR = (PUTIN.id, TRUMP.id)


def test_one_pair_one_day_and_a_place_inside_the_other_is_one_event() -> None:
    planned = told("a", "2025-08-10", ALASKA, start="2025-08-15", participants=PAIR)
    held = told("b", "2025-08-16", ANCHORAGE, start="2025-08-15", participants=PAIR, status="held")
    assert groups(planned, held) == [{"a", "b"}]


def test_two_meetings_of_one_pair_in_one_month_are_two() -> None:
    early = told("a", "2025-08-05", None, start="2025-08-04", participants=PAIR, status="held")
    late = told("b", "2025-08-16", None, start="2025-08-15", participants=PAIR, status="held")
    assert groups(early, late) == [{"a"}, {"b"}]


def test_an_undated_mention_does_not_chain_two_meetings() -> None:
    early = told("a", "2025-08-05", None, start="2025-08-04", participants=PAIR, status="held")
    late = told("b", "2025-08-16", None, start="2025-08-15", participants=PAIR, status="held")
    undated = told("c", "2025-08-17", None, participants=PAIR, status="held")
    assert {"a", "b"} not in [g & {"a", "b"} for g in groups(early, late, undated)]


def test_meetings_in_two_cities_are_two() -> None:
    one = told("a", "2025-09-01", TIANJIN, start="2025-09-01", participants=(XI.id, PUTIN.id))
    other = told("b", "2025-09-02", BEIJING, start="2025-09-02", participants=(XI.id, PUTIN.id))
    assert groups(one, other) == [{"a"}, {"b"}]


def test_a_series_in_one_place_and_year_is_one_summit_though_others_take_part() -> None:
    one = told(
        "a", "2025-08-29", TIANJIN, kind="summit", series="SCO summit", start="2025-08-31", participants=(PUTIN.id,)
    )
    other = told(
        "b", "2025-09-01", CHINA, kind="summit", series="SCO summit", start="2025-09-01", participants=(MODI.id,)
    )
    assert groups(one, other) == [{"a", "b"}]


def test_one_guest_on_one_day_is_one_visit_wherever_it_leads() -> None:
    planned = told("a", "2025-08-10", CHINA, kind="visit", start="2025-08-31", participants=(PUTIN.id,))
    off = told("b", "2025-08-16", None, kind="visit", start="2025-08-31", participants=(PUTIN.id,), status="cancelled")
    other = told("c", "2025-08-16", None, kind="visit", start="2025-08-31", participants=(MODI.id,))
    assert groups(planned, off, other) == [{"a", "b"}, {"c"}]


def test_one_round_in_two_cities_is_one_event_on_whose_place_sources_differ() -> None:
    about = {"kind": "talks", "start": "2025-09-01", "participants": (XI.id, PUTIN.id)}
    one, other = (
        told(name, "2025-08-20", where, edition=6, **about) for name, where in (("a", TIANJIN), ("b", BEIJING))
    )
    assert groups(one, other) == [{"a", "b"}]
    seventh = told("c", "2025-08-20", BEIJING, edition=7, **about)
    assert groups(one, seventh) == [{"a"}, {"c"}]


def test_what_is_planned_after_another_was_held_is_another() -> None:
    held = told("a", "2025-08-14", None, kind="call", participants=PAIR, status="held")
    planned = told("b", "2025-08-16", None, kind="call", participants=PAIR)
    assert groups(held, planned) == [{"a"}, {"b"}]
    announced = told("c", "2025-08-13", None, kind="call", participants=PAIR)
    assert groups(announced, held) == [{"a", "c"}]


def test_a_meeting_of_two_in_the_city_and_days_of_a_summit_is_not_the_summit() -> None:
    about = {"start": "2025-09-01", "status": "held"}
    summit = told(
        "a", "2025-09-01", TIANJIN, kind="summit", series="SCO summit", participants=(XI.id, PUTIN.id), **about
    )
    assert groups(summit, told("b", "2025-09-01", TIANJIN, participants=(XI.id, PUTIN.id), **about)) == [{"a"}, {"b"}]


def test_a_meeting_looked_back_on_weeks_later_is_the_one_in_that_city() -> None:
    held = told("a", "2025-08-16", ANCHORAGE, start="2025-08-15", participants=PAIR, status="held")
    assert groups(held, told("b", "2025-09-24", ANCHORAGE, participants=PAIR, status="held")) == [{"a", "b"}]
    assert groups(held, told("c", "2025-12-24", ANCHORAGE, participants=PAIR, status="held")) == [{"a"}, {"c"}]


def test_a_meeting_looked_back_on_is_the_one_that_others_put_into_the_region_or_a_venue_of_the_city() -> None:
    about: dict[str, Any] = {"participants": PAIR, "status": "held"}
    base = place("Base Elmendorf", "US", 61.25, -149.8, "venue")
    for name, where in (("a", ALASKA), ("b", base)):
        known = briefing(name, "2025-08-16", people=(PUTIN, TRUMP), places=(*ALL_PLACES, base), events=(
            event("Talks", place=where.id, start="2025-08-15", **about),
        ))  # fmt: skip
        city = told("c", "2025-08-17", ANCHORAGE, start="2025-08-15", **about)
        assert groups(known, city, told("d", "2025-09-24", ANCHORAGE, **about)) == [{name, "c", "d"}]
    undated = told("e", "2025-08-18", ANCHORAGE, **about)
    assert groups(city, undated, told("d", "2025-09-24", ANCHORAGE, **about)) == [{"c", "d", "e"}]
    assert groups(undated, told("f", "2025-12-24", ANCHORAGE, **about)) == [{"e"}, {"f"}]


def test_two_series_are_two_summits() -> None:
    one = told("a", "2025-08-29", TIANJIN, kind="summit", series="SCO summit", start="2025-08-31")
    other = told("b", "2025-09-01", TIANJIN, kind="summit", series="BRICS summit", start="2025-08-31")
    assert groups(one, other) == [{"a"}, {"b"}]


def test_two_editions_of_one_series_are_two_summits() -> None:
    one = told("a", "2024-07-01", None, kind="summit", series="SCO summit", start="2024-07-03")
    other = told("b", "2025-09-01", None, kind="summit", series="SCO summit", start="2025-08-31")
    assert groups(one, other) == [{"a"}, {"b"}]


def test_an_edition_announced_for_a_year_is_the_one_held_in_one_of_its_months() -> None:
    for edition in (2, None):
        about: dict[str, Any] = {"kind": "summit", "series": "Asia-Italy summit", "edition": edition}
        ahead = told("a", "2031-05-30", TIANJIN, start="2033", precision="year", **about)
        held = told("b", "2033-03-02", TIANJIN, start="2033-03-02", status="held", **about)
        assert groups(ahead, held) == [{"a", "b"}]


def test_a_call_is_not_a_meeting() -> None:
    one = told("a", "2025-08-15", None, kind="call", start="2025-08-15", participants=PAIR)
    other = told("b", "2025-08-15", None, start="2025-08-15", participants=PAIR)
    assert groups(one, other) == [{"a"}, {"b"}]


def test_another_pair_is_another_meeting() -> None:
    one = told("a", "2025-09-01", TIANJIN, start="2025-08-31", participants=(XI.id, MODI.id))
    other = told("b", "2025-09-01", TIANJIN, start="2025-09-01", participants=(PUTIN.id, MODI.id))
    assert groups(one, other) == [{"a"}, {"b"}]


def test_talks_of_a_person_are_those_at_which_another_article_names_the_state_and_the_counterpart() -> None:
    one = told("a", "2025-08-31", BEIJING, participants=(PUTIN.id,), kind="talks", start="2025-09-02")
    other = told("b", "2025-09-02", BEIJING, participants=("RU", XI.id), kind="talks", status="held")
    assert groups(one, other) == [{"a", "b"}]
    third = told("c", "2025-09-02", BEIJING, participants=("US", XI.id), kind="talks", status="held")
    assert groups(one, third) == [{"a"}, {"c"}]


def test_two_pairs_of_states_with_one_state_in_both_hold_two_meetings() -> None:
    one = told("a", "2025-08-15", ANCHORAGE, participants=("US", "RU"), start="2025-08-15")
    other = told("b", "2025-08-15", ANCHORAGE, participants=("US", "CN"), start="2025-08-15")
    assert groups(one, other) == [{"a"}, {"b"}]


def test_events_of_one_article_stay_apart() -> None:
    two = (event("One", start="2025-08-15", participants=PAIR), event("Two", start="2025-08-15", participants=PAIR))
    assert len(groups(briefing("a", "2025-08-16", people=(PUTIN, TRUMP), events=two))) == 2


@st.composite
def corpora(draw: st.DrawFn) -> list[Briefing]:
    made = []
    for i in range(draw(st.integers(1, 6))):
        start = draw(st.sampled_from([None, "2025-08-15", "2025-08-16", "2025-08", "2025-09-01"]))
        who = tuple(draw(st.permutations([PUTIN.id, TRUMP.id, XI.id]))[: draw(st.integers(0, 3))])
        where = draw(st.sampled_from([None, *ALL_PLACES]))
        series = draw(st.sampled_from([None, "SCO summit"]))
        made.append(
            told(
                f"b{i}",
                draw(st.sampled_from([None, "2025-08-16"])),
                where,
                start=start,
                participants=who,
                series=series,
            )
        )
    return made


@given(corpora().flatmap(lambda bs: st.tuples(st.just(bs), st.permutations(bs))))
def test_order_has_no_effect_and_no_event_is_lost(pair: tuple[list[Briefing], list[Briefing]]) -> None:
    one, other = link(pair[0]), link(pair[1])
    assert one == other
    assert sorted(o.briefing for cluster in one.events for o in cluster) == sorted(b.id for b in pair[0])


def test_one_more_article_is_compared_with_few_of_a_large_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = [
        told(f"a{year}-{month}", f"{year}-{month:02}-02", ANCHORAGE, start=f"{year}-{month:02}-01", participants=PAIR)
        for year in range(1990, 2025)
        for month in range(1, 13)
    ]
    compared = 0

    def counted(one: Candidate, other: Candidate, *, moved: bool = False) -> Agreement:
        nonlocal compared
        compared += 1
        return agree(one, other, moved=moved)

    monkeypatch.setattr(linking, "agree", counted)
    link(archive)
    before, compared = compared, 0
    link([*archive, told("new", "2024-07-02", ANCHORAGE, start="2024-07-01", participants=PAIR)])
    assert 0 < compared - before <= 12
