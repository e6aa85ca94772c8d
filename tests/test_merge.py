from collections.abc import Sequence
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.link import link
from briefgen.merge import merge
from briefgen.merge.events import standing
from briefgen.model import Absence, Briefing, Corpus, Event, EventStatus, MergedEvent, Source, StatusReport
from tests.briefings import briefing, event, evidence, person, place, quote, step

PUTIN, TRUMP = person("Vladimir Putin", country="RU", role="Russian President"), person("Donald Trump", country="US")
ALASKA, ANCHORAGE = place("Alaska", "US", 64.0, -150.0, "region"), place("Anchorage", "US", 61.22, -149.9)
PAIR = (PUTIN.id, TRUMP.id)


def told(name: str, published: str | None, **about: Any) -> Briefing:
    made = event("Putin-Trump meeting", **{"participants": PAIR, "start": "2025-08-15", **about})
    return briefing(name, published, people=(PUTIN, TRUMP), places=(ALASKA, ANCHORAGE), events=(made,))


def corpus(*briefings: Briefing) -> Corpus:
    return merge(link(briefings))


def the_event(*briefings: Briefing) -> MergedEvent:
    [found] = corpus(*briefings).events
    return found


def test_a_later_report_of_the_event_held_makes_it_held_and_keeps_the_history() -> None:
    found = the_event(told("a", "2025-08-10"), told("b", "2025-08-16", status="held"))
    assert found.status == "held"
    assert [(r.status, r.asserted, r.source.briefing) for r in found.history] == [
        ("planned", "2025-08-10", "a"),
        ("held", "2025-08-16", "b"),
    ]
    assert found.differs == ()


def test_a_date_that_has_passed_changes_nothing() -> None:
    late = briefing("late", "2030-01-01")
    assert corpus(told("a", "2025-08-10"), late).events[0].status == "planned"


def test_a_less_certain_later_report_stands_beside_the_more_certain_one() -> None:
    found = the_event(told("a", "2025-08-16", status="held"), told("b", "2025-08-17", status="possible"))
    assert found.status == "held"
    [difference] = found.differs
    assert difference.field == "status"
    assert [r.value for r in difference.readings] == ["held", "possible"]


def test_a_cancellation_holds_until_a_later_report_reinstates_the_event() -> None:
    cancelled = [told("a", "2025-08-10"), told("b", "2025-08-11", status="cancelled")]
    assert the_event(*cancelled).status == "cancelled"
    assert the_event(*cancelled, told("c", "2025-08-12")).status == "planned"


def test_sources_that_give_two_days_stand_side_by_side() -> None:
    found = the_event(told("a", "2025-08-10"), told("b", "2025-08-11", start="2025-08-16"))
    [difference] = found.differs
    assert (difference.field, [(r.value, r.source.briefing) for r in difference.readings]) == (
        "start",
        [("2025-08-15", "a"), ("2025-08-16", "b")],
    )


def test_the_finest_place_is_shown_and_a_place_inside_another_is_no_difference() -> None:
    found = the_event(told("a", "2025-08-10", place=ANCHORAGE.id), told("b", "2025-08-11", place=ALASKA.id))
    assert found.place == "anchorage-us"
    assert found.differs == ()


def test_participants_are_those_of_all_articles_with_who_says_so() -> None:
    found = the_event(told("a", "2025-08-10"), told("b", "2025-08-11", participants=(PUTIN.id, TRUMP.id, "UA", "RU")))
    assert {p.party: len(p.sources) for p in found.participants} == {"donald-trump": 2, "vladimir-putin": 2, "UA": 1}
    assert next(p for p in found.participants if p.party == PUTIN.id).role == "Russian President"


MODI = person("Narendra Modi", country="IN")


def absent(name: str, *there: str) -> Briefing:
    """A briefing that says that Modi stays away."""
    made = event(
        "Putin-Trump meeting", participants=(*PAIR, *there), start="2025-08-15",
        absent=(Absence(party=MODI.id, evidence=evidence("Modi will not attend")),),
    )  # fmt: skip
    return briefing(name, "2025-08-10", people=(PUTIN, TRUMP, MODI), events=(made,))


def test_who_is_only_said_to_stay_away_is_no_participant() -> None:
    found = the_event(absent("a"), told("b", "2025-08-11"))
    assert {p.party for p in found.participants} == set(PAIR)
    [away] = found.absent
    assert (away.party, [s.evidence.text for s in away.sources]) == (MODI.id, ["Modi will not attend"])
    assert found.differs == ()


def test_taking_part_by_one_source_and_not_by_another_is_a_difference_with_the_words_of_each() -> None:
    made = event("Putin-Trump meeting", participants=(*PAIR, MODI.id), start="2025-08-15")
    found = the_event(absent("a"), briefing("b", "2025-08-11", people=(PUTIN, TRUMP, MODI), events=(made,)))
    [difference] = found.differs
    assert [(r.value, r.source.briefing) for r in difference.readings] == [(MODI.id, "b"), (f"not {MODI.id}", "a")]
    assert difference.readings[1].source.evidence.text == "Modi will not attend"
    assert found.absent == ()


def test_a_recurring_summit_is_named_as_newsrooms_file_it_and_its_id_says_series_year_and_place() -> None:
    tianjin = place("Tianjin", "CN", 39.14, 117.18)
    made = event("the summit", kind="summit", series="SCO summit", start="2025-08-31", place=tianjin.id)
    found = the_event(briefing("a", "2025-08-29", places=(tianjin,), events=(made,)))
    assert found.name == "SCO summit in Tianjin, 2025"
    assert found.id == "sco-summit-2025-tianjin"


def test_a_later_article_does_not_change_the_id() -> None:
    early = told("a", "2025-08-10")
    alone = the_event(early).id
    assert the_event(early, told("b", "2025-08-16", status="held", place=ANCHORAGE.id)).id == alone


def test_quotes_belong_to_the_event_that_the_article_is_about() -> None:
    about = told("a", "2025-08-16")
    plain = about.findings.events[0]
    found = briefing(
        "a",
        "2025-08-16",
        people=(PUTIN, TRUMP),
        events=(plain,),
        quotes=(quote("Good.", PUTIN.id),),
        what=(evidence(),),
    )
    merged = corpus(found)
    assert [(q.briefing, q.index) for q in merged.events[0].quotes] == [("a", 0)]
    assert [(q.briefing, q.index) for q in merged.people[1].quotes] == [("a", 0)]


def test_next_steps_follow_their_event_people_and_places() -> None:
    plain = told("a", "2025-08-10").findings.events[0]
    made = step("Putin will visit", actors=(PUTIN.id,), places=(ALASKA.id,), event=plain.id)
    found = corpus(
        briefing("a", "2025-08-10", people=(PUTIN, TRUMP), places=(ALASKA,), events=(plain,), next_steps=(made,))
    )
    assert len(found.events[0].next_steps) == len(found.people[1].next_steps) == len(found.places[0].next_steps) == 1


def test_a_role_stands_with_the_date_at_which_a_source_gave_it() -> None:
    vice = person("Ann Lee", country="US", role="Vice President")
    chief = person("Ann Lee", country="US", role="President")
    [found] = corpus(briefing("a", "2024-01-01", people=(vice,)), briefing("b", "2025-02-01", people=(chief,))).people
    assert [(r.role, r.as_of) for r in found.roles] == [("President", "2025-02-01"), ("Vice President", "2024-01-01")]


statuses = st.lists(
    st.tuples(st.sampled_from(get_args(EventStatus)), st.sampled_from(["2025-08-10", "2025-08-11"])), min_size=1
)


@given(statuses)
def test_the_status_that_holds_is_one_that_a_source_reported(reported: list[tuple[EventStatus, str]]) -> None:
    source = Source(briefing="a", evidence=evidence())
    history = [StatusReport(status=s, asserted=d, source=source) for s, d in sorted(reported, key=lambda r: r[1])]
    assert standing(history) in history


@given(
    st.permutations(
        [told("a", "2025-08-10"), told("b", "2025-08-11", start="2025-08-16"), told("c", None, status="held")]
    )
)
def test_order_has_no_effect(briefings: Sequence[Briefing]) -> None:
    assert corpus(*briefings) == corpus(*sorted(briefings, key=lambda b: b.id))


@pytest.mark.parametrize("published", [None, "2025-08-10"])
def test_every_event_of_every_article_is_in_a_merged_one(published: str | None) -> None:
    found = corpus(told("a", published), told("b", "2025-08-16", status="held"))
    assert set(found.event_of) == {("a", "putin-trump-meeting"), ("b", "putin-trump-meeting")}
    assert isinstance(told("a", published).findings.events[0], Event)


def test_spellings_and_the_order_of_a_pair_make_no_other_name() -> None:
    names = ("Putin-Trump meeting", "Trump-Putin meeting", "Trump-Putin talks in a guest house far away")
    about: dict[str, Any] = {"participants": PAIR, "start": "2025-08-15"}
    made = [
        briefing(f"b{i}", "2025-08-15", people=(PUTIN, TRUMP), events=(event(name, **about),))
        for i, name in enumerate(names)
    ]
    assert the_event(*made).name in names[:2]


def test_of_names_given_as_often_the_one_with_the_place_of_the_event_is_taken() -> None:
    about: dict[str, Any] = {"participants": PAIR, "start": "2025-08-15"}
    one = event("Putin-Trump meeting in Anchorage", place=ANCHORAGE.id, **about)
    other = event("Putin-Trump meeting in the wide State of Alaska", place=ALASKA.id, **about)
    made = [
        briefing(name, "2025-08-15", people=(PUTIN, TRUMP), places=(ALASKA, ANCHORAGE), events=(told_of,))
        for name, told_of in (("a", one), ("b", other))
    ]
    assert the_event(*made).name == "Putin-Trump meeting in Anchorage"


def test_an_address_leaves_out_the_dots_of_an_abbreviation() -> None:
    assert the_event(briefing("a", "2031-03-01", events=(event("U.S.-Oslo talks"),))).id == "us-oslo-talks-2031-03"
