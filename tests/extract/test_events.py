"""Events: each contact between parties once, with who, where, when, and what the article holds of it."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from briefgen.extract import extract
from briefgen.extract.events import find_events
from briefgen.extract.text import Text
from briefgen.model import Event
from tests.extract.event_world import cast_of, dates_of, places_of

ReadText = Callable[..., Text]
DAY = "2025-08-29"


class Want(NamedTuple):
    """What an event should be. who: ids in any order; place and start: None where the article ties none to it."""

    name: str
    kind: str
    status: str
    who: str = ""
    place: str | None = None
    start: str | None = None


def told(read_text: ReadText, body: str, headline: str | None = None) -> tuple[Event, ...]:
    text = read_text(body, headline=headline, published=DAY)
    return find_events(text, cast_of(text), places_of(text), dates_of(text))


def shape(event: Event) -> Want:
    return Want(event.name, event.kind, event.status, " ".join(sorted(event.participants)), event.place, event.start)


PT, PX, PZ = "donald-trump vladimir-putin", "vladimir-putin xi-jinping", "vladimir-putin volodymyr-zelenskiy"
ONE = [
    # held
    ("Putin met Trump in Anchorage on Friday.", Want("Putin-Trump meeting in Anchorage", "meeting", "held", PT, "anchorage", DAY)),
    ("Putin held talks with Xi in Beijing on Thursday.", Want("Putin-Xi talks in Beijing", "talks", "held", PX, "beijing", "2025-08-28")),
    ("Trump and Zelenskiy spoke by phone on Thursday, officials said.", Want("Trump-Zelenskiy phone call", "call", "held", "donald-trump volodymyr-zelenskiy", None, "2025-08-28")),
    ("Macron had a telephone conversation with Putin today.", Want("Macron-Putin telephone conversation", "call", "held", "emmanuel-macron vladimir-putin", None, DAY)),
    ("Macron visited Moscow last month.", Want("Macron's visit to Moscow", "visit", "held", "emmanuel-macron", "moscow", "2025-07-01")),
    ("Trump hosted Macron at the White House on Thursday.", Want("Trump-Macron meeting in the White House", "meeting", "held", "donald-trump emmanuel-macron", "white-house", "2025-08-28")),
    ("Xi received Lavrov in Beijing.", Want("Xi-Lavrov meeting in Beijing", "meeting", "held", "sergei-lavrov xi-jinping", "beijing")),
    ("The meeting between Putin and Trump in Alaska was useful, he said.", Want("Putin-Trump meeting in Alaska", "meeting", "held", PT, "alaska")),
    ("Rubio and Lavrov signed an agreement on grain in Istanbul on Friday.", Want("Signing of agreement in Istanbul", "signing", "held", "marco-rubio sergei-lavrov", "istanbul", DAY)),
    ("U.S.-China talks in Geneva ended on Thursday without a deal.", Want("U.S.-China talks in Geneva", "talks", "held", "CN US", "geneva", "2025-08-28")),
    # planned
    ("Putin will meet Xi in Beijing on Monday.", Want("Putin-Xi meeting in Beijing", "meeting", "planned", PX, "beijing", "2025-09-01")),
    ("Rubio is to travel to Tokyo next week.", Want("Rubio's visit to Tokyo", "visit", "planned", "marco-rubio", "tokyo", "2025-09-01")),
    ("Putin plans to visit China in October.", Want("Putin's visit to China", "visit", "planned", "vladimir-putin", "china", "2025-10-01")),
    ("Trump said he would meet Putin in Budapest.", Want("Trump-Putin meeting in Budapest", "meeting", "planned", PT, "budapest")),
    ("Talks between Russia and Ukraine will take place in Istanbul on Monday.", Want("Russia-Ukraine talks in Istanbul", "talks", "planned", "RU UA", "istanbul", "2025-09-01")),
    ("Scholz is expected to hold talks with Macron in Berlin next week.", Want("Scholz-Macron talks in Berlin", "talks", "planned", "emmanuel-macron olaf-scholz", "berlin", "2025-09-01")),
    ("The Putin-Trump summit in Budapest is scheduled for September 3.", Want("Putin-Trump summit in Budapest", "summit", "planned", PT, "budapest", "2025-09-03")),
    ("Ahead of his visit to China, Putin gave an interview.", Want("Putin's visit to China", "visit", "planned", "vladimir-putin", "china")),
    # possible, ruled out, off, postponed
    ("Putin does not rule out a meeting with Zelenskiy.", Want("Putin-Zelenskiy meeting", "meeting", "possible", PZ)),
    ("Putin may meet Zelenskiy in Istanbul.", Want("Putin-Zelenskiy meeting in Istanbul", "meeting", "possible", PZ, "istanbul")),
    ("Trump proposed a meeting with Xi in Beijing.", Want("Trump-Xi meeting in Beijing", "meeting", "possible", "donald-trump xi-jinping", "beijing")),
    ("Macron is considering a visit to Moscow.", Want("Macron's visit to Moscow", "visit", "possible", "emmanuel-macron", "moscow")),
    ("Putin refused to meet Zelenskiy in Istanbul.", Want("Putin-Zelenskiy meeting in Istanbul", "meeting", "ruled_out", PZ, "istanbul")),
    ("Putin will not meet Zelenskiy in Istanbul.", Want("Putin-Zelenskiy meeting in Istanbul", "meeting", "ruled_out", PZ, "istanbul")),
    ("Trump cancelled a summit with Putin in Budapest.", Want("Trump-Putin summit in Budapest", "summit", "cancelled", PT, "budapest")),
    ("Trump called off talks with Xi in Tokyo.", Want("Trump-Xi talks in Tokyo", "talks", "cancelled", "donald-trump xi-jinping", "tokyo")),
    ("Modi postponed a trip to Tokyo.", Want("Modi's trip to Tokyo", "visit", "postponed", "narendra-modi", "tokyo")),
    ("A meeting between Rubio and Lavrov in Budapest was postponed.", Want("Rubio-Lavrov meeting in Budapest", "meeting", "postponed", "marco-rubio sergei-lavrov", "budapest")),
    # who, where and when in other orders
    ("On Monday, Wang will hold talks in Moscow with Lavrov.", Want("Wang-Lavrov talks in Moscow", "talks", "planned", "sergei-lavrov wang-yi", "moscow")),
    ("In Beijing, Putin met with Xi.", Want("Putin-Xi meeting in Beijing", "meeting", "held", PX, "beijing")),
    ("Rubio travelled to Geneva, Switzerland, for talks with Lavrov.", Want("Rubio-Lavrov talks in Geneva", "talks", "held", "marco-rubio sergei-lavrov", "geneva")),
    ("Trump's phone call with Putin lasted two hours.", Want("Trump-Putin phone call", "call", "held", PT)),
    ("A Putin-Xi meeting is planned for Monday.", Want("Putin-Xi meeting", "meeting", "planned", PX, None, "2025-09-01")),
    ("There will be a stop in the city of Tianjin, where a day will be devoted to the SCO summit.", Want("SCO summit in Tianjin", "summit", "planned", "sco", "tianjin")),
    ("There was a stop in the city of Tianjin, where a day was devoted to the SCO summit.", Want("SCO summit in Tianjin", "summit", "held", "sco", "tianjin")),
    ("There will be a part devoted to the SCO [a security body], the SCO summit and the parade.", Want("SCO summit", "summit", "planned", "sco")),
    ("The leaders of the European Union held a video conference on Thursday, called by Macron.", Want("European Union's video conference", "call", "held", "european-union", None, "2025-08-28")),
    ("Macron has called a meeting of the European Union in Brussels for Monday.", Want("European Union's meeting in Brussels", "meeting", "planned", "european-union", "brussels", "2025-09-01")),
    ("No date has been set for a meeting of Trump and Putin.", Want("Trump-Putin meeting", "meeting", "possible", PT)),
    ("Russia did not confirm that Putin would meet Zelenskiy.", Want("Putin-Zelenskiy meeting", "meeting", "possible", PZ)),
    ("Putin will meet Zelenskiy once there is an agenda.", Want("Putin-Zelenskiy meeting", "meeting", "possible", PZ)),
    ("Trump invited Macron on Thursday, the day after Trump's meeting with Putin in Anchorage.", Want("Trump-Putin meeting in Anchorage", "meeting", "held", PT, "anchorage")),
    ("Putin's aide, Peskov, met Rubio in Geneva.", Want("Peskov-Rubio meeting in Geneva", "meeting", "held", "dmitry-peskov marco-rubio", "geneva")),
    ("Macron shakes hands with Scholz before a meeting in Berlin.", Want("Macron-Scholz meeting in Berlin", "meeting", "held", "emmanuel-macron olaf-scholz", "berlin")),
]  # fmt: skip
QUIET = [
    "Peskov spoke to Lavrov's guests. The leaders of the opposition gathered their forces.",
    "Peskov said talks were needed.",
    "Meetings take time, he said.",
    "Russia called for talks.",
    "The company's annual meeting drew protests.",
    "Putin told a news conference that the war goes on.",
    "Trump signed a decree on tariffs.",
    "Macron met the target set by the European Union.",
    "Russia attacked Ukraine on Friday, and Ukraine voted on Monday.",
    "Trump called the agreement a triumph.",
    "Macron welcomed the decision.",
    "The visit was short.",
    "Scholz did not meet Macron in Berlin.",
]


@pytest.mark.parametrize(("body", "want"), ONE, ids=[body for body, _ in ONE])
def test_one_sentence_gives_one_event_with_who_where_when_and_status(
    read_text: ReadText, body: str, want: Want
) -> None:
    events = [shape(event) for event in told(read_text, body)]
    assert [event for event in events if event.kind == want.kind] == [want]


@pytest.mark.parametrize("body", QUIET)
def test_words_without_a_meeting_of_parties_give_no_event(read_text: ReadText, body: str) -> None:
    assert told(read_text, body) == ()


def test_whoever_stays_away_is_no_participant_and_the_event_stands(read_text: ReadText) -> None:
    [event] = told(read_text, "Macron will not attend the SCO summit in Tianjin on Monday.")
    assert (event.status, event.participants) == ("planned", ("sco",))
    assert [a.party for a in event.absent] == ["emmanuel-macron"]


@pytest.mark.parametrize(
    "body",
    [
        "Macron skipped the SCO summit in Tianjin.",
        "Macron will not take part in the SCO summit in Tianjin.",
        "Macron refused to attend the SCO summit in Tianjin.",
    ],
)
def test_who_keeps_from_an_event_is_told_with_the_words_that_say_so(read_text: ReadText, body: str) -> None:
    [event] = told(read_text, body)
    [absence] = event.absent
    assert (absence.party, absence.evidence.text) == ("emmanuel-macron", "the SCO summit in Tianjin")


def test_whoever_takes_part_is_not_absent(read_text: ReadText) -> None:
    [event] = told(read_text, "Macron will take part in the SCO summit in Tianjin.")
    assert ("emmanuel-macron" in event.participants, event.absent) == (True, ())


def test_the_number_of_a_round_is_its_edition(read_text: ReadText) -> None:
    [event] = told(read_text, "The sixth round of talks between Russia and Ukraine will be held in Istanbul on Monday.")
    assert (event.series, event.edition) == (None, 6)


def test_whoever_arranges_a_meeting_of_two_others_is_not_the_third(read_text: ReadText) -> None:
    [event] = told(read_text, "Trump wants to arrange a Putin-Zelenskiy meeting in Istanbul.")
    assert set(event.participants) == {"vladimir-putin", "volodymyr-zelenskiy"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("Kremlin reports Putin to meet Xi in Beijing", "planned"),
        ("Arrangements are being made for Putin to meet Xi in Beijing, Peskov told reporters.", "possible"),
        ("Peskov said Putin met Xi in Beijing.", "held"),
    ],
)
def test_what_others_report_or_prepare_has_not_been_held(read_text: ReadText, body: str, status: str) -> None:
    [event] = told(read_text, body)
    assert (event.status, set(event.participants)) == (status, {"vladimir-putin", "xi-jinping"})


@pytest.mark.parametrize(
    "who",
    [
        "China's president Xi Jinping and Donald Trump",
        "China's president Xi Jinping and U.S. president Donald Trump",
        "Xi Jinping, China's president, and Donald Trump",
    ],
)
def test_an_office_in_small_letters_hides_nobody(read_text: ReadText, who: str) -> None:
    [event] = told(read_text, f"{who} will meet in Beijing on Monday.")
    assert set(event.participants) == {"xi-jinping", "donald-trump"}


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("Istanbul will host talks between Russia and Ukraine on Monday.", "istanbul"),
        ("Germany's capital Berlin will host the NATO summit on Monday.", "berlin"),
    ],
)
def test_a_city_hosts_an_event_in_itself(read_text: ReadText, body: str, place: str) -> None:
    assert [event.place for event in told(read_text, body)] == [place]


@pytest.mark.parametrize(
    ("body", "status", "start"),
    [
        ("The leaders would announce the outcome of the summit of Russia and China, which began on Thursday, he said.", "held", "2025-08-28"),
        ("Macron agreed to talk about a plan made by Putin in a meeting with Trump in Alaska on Thursday.", "held", "2025-08-28"),
        ("Putin will attend the SCO summit, which will be held in Tianjin on Monday.", "planned", "2025-09-01"),
    ],
)  # fmt: skip
def test_the_clause_at_an_event_tells_more_than_the_one_around_it(
    read_text: ReadText, body: str, status: str, start: str
) -> None:
    events = told(read_text, body)
    assert (status, start) in {(event.status, event.start) for event in events}
    assert "planned" not in {event.status for event in events} - {status}


def test_a_visiting_minister_is_no_visit_of_the_host(read_text: ReadText) -> None:
    events = told(read_text, "Trump is to meet visiting Foreign Minister Wang Yi at the White House on Monday.")
    assert [(e.kind, e.start) for e in events] == [("meeting", "2025-09-01")]


def test_the_group_of_20_keeps_its_name(read_text: ReadText) -> None:
    [event] = told(read_text, "Macron will attend the Group of 20 summit in Madrid on Monday.")
    assert (event.name, event.status) == ("Group of 20 summit in Madrid", "planned")


def test_the_day_of_calling_off_is_not_the_day_of_the_event(read_text: ReadText) -> None:
    [event] = told(read_text, "Modi cancelled a trip to Tokyo on Thursday.")
    assert (event.status, event.start) == ("cancelled", None)


def test_an_event_told_as_one_more_has_the_setting_of_the_one_before(read_text: ReadText) -> None:
    events = told(read_text, "Putin will meet Xi in Beijing on Monday. Putin will also hold talks with Modi.")
    assert [(e.place, e.start) for e in events] == [("beijing", "2025-09-01")] * 2


def test_a_call_takes_no_place_from_its_neighbour(read_text: ReadText) -> None:
    events = told(read_text, "Putin met Xi in Beijing on Thursday. Putin also spoke by phone with Modi.")
    assert [e.place for e in events if e.kind == "call"] == [None]


def test_a_meeting_on_the_sidelines_is_a_part_of_the_summit(read_text: ReadText) -> None:
    events = told(read_text, "Putin will meet Modi on the sidelines of the SCO summit in Tianjin.")
    [meeting] = [e for e in events if e.kind == "meeting"]
    assert meeting.parent in {e.id for e in events if e.kind == "summit"}


def test_what_happens_on_the_sidelines_gives_the_summit_neither_its_day_nor_its_parties(read_text: ReadText) -> None:
    body = "Putin met Modi in Tianjin on Monday on the sidelines of the SCO summit."
    [summit] = [e for e in told(read_text, body) if e.kind == "summit"]
    assert (summit.participants, summit.place, summit.start) == (("sco",), "tianjin", None)
    [meeting] = [e for e in told(read_text, body) if e.kind == "meeting"]
    assert (meeting.start, meeting.parent) == ("2025-09-01", summit.id)


def test_a_title_case_headline_has_a_verb_that_taggers_take_for_a_name(read_text: ReadText) -> None:
    events = told(read_text, "The two signed nothing in Tianjin on Monday.", "Putin and Modi Meet in Tianjin")
    assert [(e.kind, e.status, set(e.participants)) for e in events] == [
        ("meeting", "held", {"vladimir-putin", "narendra-modi"})
    ]


def test_a_day_says_more_than_the_month_that_holds_it(read_text: ReadText) -> None:
    text = read_text("Putin will visit China on October 12.", headline="Putin to visit China in October", published=DAY)
    events = extract(text.article, text.doc.parsed).events
    assert [(e.start, e.precision) for e in events] == [("2025-10-12", "day")]


def found(read_text: ReadText, body: str) -> tuple[Event, ...]:
    """The events of a story of DAY, with the places and dates that the whole extraction finds."""
    text = read_text(body, published=DAY)
    return extract(text.article, text.doc.parsed).events


OF_SOMETHING_ELSE = [
    ("Vladimir Putin and Donald Trump held talks on the war in Ukraine.", None, None),
    ("The meeting of Vladimir Putin and Donald Trump announced in Istanbul will be long.", None, None),
    ("Vladimir Putin will meet Xi Jinping for talks on trade in Beijing on Monday.", "beijing-cn", "2025-09-01"),
]


@pytest.mark.parametrize(("body", "place", "start"), OF_SOMETHING_ELSE, ids=[row[0] for row in OF_SOMETHING_ELSE])
def test_places_and_days_of_what_is_talked_about_are_not_the_talks(
    read_text: ReadText, body: str, place: str | None, start: str | None
) -> None:
    assert {(e.place, e.start) for e in found(read_text, body) if e.kind != "visit"} == {(place, start)}


def test_a_conversation_of_the_two_who_spoke_by_phone_is_the_call(read_text: ReadText) -> None:
    body = (
        "Vladimir Putin spoke with Emmanuel Macron by phone. They disagreed. "
        "The Kremlin described a conversation Putin and Macron had Thursday."
    )
    [event] = found(read_text, body)
    assert (event.kind, event.start) == ("call", "2025-08-28")


def test_a_name_that_holds_the_noun_of_an_event_is_none(read_text: ReadText) -> None:
    assert found(read_text, "The High Negotiations Committee has not answered. The committee is in Istanbul.") == ()


def test_meetings_in_two_cities_with_a_day_each_are_two(read_text: ReadText) -> None:
    body = "Vladimir Putin and Donald Trump spoke of their meetings in Istanbul on June 9 and in Beijing on July 28."
    assert {(e.place, e.start) for e in found(read_text, body)} == {
        ("istanbul-tr", "2025-06-09"),
        ("beijing-cn", "2025-07-28"),
    }


def test_a_bare_time_is_on_no_day_once_a_day_to_come_is_named(read_text: ReadText) -> None:
    body = "Vladimir Putin will meet Donald Trump in Alaska on September 5. The meeting will start at 11:30 a.m. local time."
    assert {e.start for e in found(read_text, body)} == {"2025-09-05"}


def test_a_name_of_which_a_parser_makes_a_preposition_takes_part(read_text: ReadText) -> None:
    [event] = found(read_text, "Vietnamese leader To Lam met Chinese President Xi Jinping in Hanoi on Monday.")
    assert event.participants == ("to-lam", "xi-jinping")


@pytest.mark.parametrize("verb", ["hopes", "suggested", "proposed"])
def test_what_is_only_hoped_or_suggested_is_no_plan(read_text: ReadText, verb: str) -> None:
    body = f"Moscow {verb} that the next meeting of Vladimir Putin and Donald Trump will be held in Istanbul."
    assert [(e.status, e.place) for e in found(read_text, body)] == [("possible", "istanbul-tr")]


def test_what_is_announced_is_a_plan(read_text: ReadText) -> None:
    body = "Moscow announced that the next meeting of Vladimir Putin and Donald Trump will be held in Istanbul."
    assert [e.status for e in found(read_text, body)] == ["planned"]
