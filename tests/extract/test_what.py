"""What: the lede is found; notices, quotes and questions are passed over; whatever the text, evidence slices it."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.extract.text import Text
from briefgen.extract.what import MOST, find_what
from briefgen.extract.who import find_parties

ReadText = Callable[..., Text]
LEDE = "Norwegian Foreign Minister Espen Barth Eide met his Finnish counterpart in Helsinki on Monday to talk about ferries."
BACKGROUND = "Ferries have linked the two coasts for more than a hundred years and carry most of the timber."
QUOTE = "“We agreed on the timetable and on the price of a ticket for lorries,” Eide told reporters after the meeting."


def what(read_text: ReadText, body: str, **about: str) -> list[str]:
    text = read_text(body, **about)
    return [e.text for e in find_what(text, find_parties(text).cast)]


def test_the_lede_comes_first(read_text: ReadText) -> None:
    found = what(read_text, f"{LEDE}\n\n{QUOTE}\n\n{BACKGROUND}", headline="Eide meets Finnish minister in Helsinki")
    assert found[0] == LEDE


def test_background_above_the_news_is_passed_over_for_what_the_headline_tells(read_text: ReadText) -> None:
    found = what(read_text, f"{BACKGROUND}\n\n{LEDE}", headline="Eide meets Finnish counterpart in Helsinki")
    assert found[0] == LEDE


def test_a_quote_is_not_the_main_event_where_a_sentence_tells_it(read_text: ReadText) -> None:
    assert what(read_text, f"{QUOTE}\n\n{LEDE}", headline="Eide meets Finnish counterpart")[0] == LEDE


def test_what_is_said_of_the_text_itself_is_no_event(read_text: ReadText) -> None:
    notice = "The following statement is attributable to the spokesperson of the ministry, Hanna Berg, in Oslo."
    assert what(read_text, f"{notice}\n\n{LEDE}", headline="Statement on ferries")[0] == LEDE


def test_the_headline_stands_in_where_no_sentence_will_do(read_text: ReadText) -> None:
    assert what(read_text, "Ferries. Timber.", headline="Eide meets Finnish counterpart") == [
        "Eide meets Finnish counterpart"
    ]


def test_an_empty_text_has_no_main_event(read_text: ReadText) -> None:
    assert what(read_text, "Ferries.") == []


@given(words=st.text(max_size=300))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_at_most_three_whole_sentences_of_it(read_text: ReadText, words: str) -> None:
    text = read_text(words or "x")
    found = find_what(text, find_parties(text).cast)
    assert len(found) <= MOST
    assert all(text.article.body[e.start : e.end] == e.text for e in found)
    assert {(e.start, e.end) for e in found} <= {(s.start, s.end) for s in text.sentences}
