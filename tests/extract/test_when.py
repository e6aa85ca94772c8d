"""Dates in sentences: which way the verb looks, what bounds them, and which act they belong to."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.extract.text import Text
from briefgen.extract.when import date_for, find_dates

Reader = Callable[..., Text]
Meanings = dict[str, list[tuple[str, str | None, str | None]]]  # of a sentence: expression, first and last day
FRIDAY = "2025-08-29"

# What an article of Friday, 29 August 2025 says, and what each expression in it means.
TENSE: Meanings = {
    "Lavrov arrived in Geneva on Monday.": [("on Monday", "2025-08-25", "2025-08-25")],
    "Lavrov will arrive in Geneva on Monday.": [("on Monday", "2025-09-01", "2025-09-01")],
    "Lavrov said on Monday that he would travel to Geneva on Thursday.": [
        ("on Monday", "2025-08-25", "2025-08-25"), ("on Thursday", "2025-09-04", "2025-09-04"),
    ],
    "The talks are due to resume on Tuesday.": [("on Tuesday", "2025-09-02", "2025-09-02")],
    "The ministers are expected in Doha on Tuesday.": [("on Tuesday", "2025-09-02", "2025-09-02")],
    "A meeting is scheduled for Wednesday.": [("Wednesday", "2025-09-03", "2025-09-03")],
    "The vote was postponed until Wednesday.": [("Wednesday", "2025-09-03", "2025-09-03")],
    "The envoys met in Cairo on Sunday and Monday.": [("Sunday and Monday", "2025-08-24", "2025-08-25")],
    "Merz, who met Macron on Thursday, will fly to Kyiv on Sunday.": [
        ("on Thursday", "2025-08-28", "2025-08-28"), ("on Sunday", "2025-08-31", "2025-08-31"),
    ],
    "Lavrov will meet Wang on Monday or Tuesday.": [("on Monday or Tuesday", "2025-09-01", "2025-09-02")],
    "The talks may be held in October or November.": [("October or November", "2025-10-01", "2025-11-30")],
    "They will meet at the end of October or in early November.": [
        ("the end of October or in early November", "2025-10-21", "2025-11-10"),
    ],
    "She said on Thursday or so I heard on Friday.": [
        ("on Thursday", "2025-08-28", "2025-08-28"), ("on Friday", "2025-08-29", "2025-08-29"),
    ],
    "The report is due by Monday or Tuesday.": [("by Monday or Tuesday", None, "2025-09-02")],
    "The first round will be held in two days.": [("in two days", "2025-08-31", "2025-08-31")],
    "They will meet in June.": [("June", "2026-06-01", "2026-06-30")],
    "They met in June.": [("June", "2025-06-01", "2025-06-30")],
    "She was sworn in on January 20.": [("January 20", "2025-01-20", "2025-01-20")],
    "The results will be published overnight.": [("overnight", "2025-08-29", "2025-08-30")],
    "Drones hit the port overnight.": [("overnight", "2025-08-28", "2025-08-29")],
    "Ahead of Monday's talks the sides exchanged drafts.": [("Monday", "2025-09-01", "2025-09-01")],
    "The programme starts in the second half of August 31.": [("the second half of August 31", "2025-08-31", "2025-08-31")],
    "The king will receive the guests on Sunday, and host a dinner in the evening.": [
        ("on Sunday", "2025-08-31", "2025-08-31"), ("in the evening", "2025-08-31", "2025-08-31"),
    ],
}  # fmt: skip
BOUNDS: Meanings = {
    "Iran must reply by Friday.": [("by Friday", None, "2025-08-29")],
    "The law must pass by the end of the year.": [("by the end of the year", None, "2025-12-31")],
    "The army will stay until October 15.": [("until October 15", None, "2025-10-15")],
    "Tariffs will apply from September 7.": [("from September 7", "2025-09-07", None)],
    "He has led the ministry since 2014.": [("since 2014", "2014-01-01", None)],
    "The truce will take effect before Monday.": [("before Monday", None, "2025-08-31")],
    "The council will meet on Monday at 3 p.m. EDT.": [
        ("on Monday at 3 p.m. EDT", "2025-09-01T15:00:00-04:00", "2025-09-01T15:00:00-04:00"),
    ],
    "The ceremony will begin at 1000 GMT (1 p.m. Moscow time) on Wednesday.": [
        ("1000 GMT (1 p.m. Moscow time) on Wednesday", "2025-09-03T10:00:00Z", "2025-09-03T10:00:00Z"),
    ],
}  # fmt: skip
NO_DATES = [
    "The September 11 attacks changed the alliance.",
    "Black Friday sales rose.",
    "Prime Minister Theresa May spoke first.",
    "They will gather soon, in the coming days.",
    "The two-day visit lasted six hours.",
    "It is the first visit by a Russian president to the country in ten years.",
    "These are the heaviest losses in two months.",
    "The leaders will meet for the first time in three years.",
    "In 2000 cases the court ruled for the state.",
    "He will come on June 31.",
]


def found(read_text: Reader, body: str, published: str | None = FRIDAY) -> list[tuple[str, str | None, str | None]]:
    return [(d.text, d.start, d.end) for d in find_dates(read_text(body, published=published))]


def bare(words: str) -> str:
    return words.removeprefix("on ").removeprefix("at ").removeprefix("the ")


@pytest.mark.parametrize("body", TENSE, ids=str)
def test_the_tense_of_the_verb_settles_the_day(read_text: Reader, body: str) -> None:
    assert [(bare(t), s, e) for t, s, e in found(read_text, body)] == [(bare(t), s, e) for t, s, e in TENSE[body]]


@pytest.mark.parametrize("body", BOUNDS, ids=str)
def test_words_beside_a_date_bound_it(read_text: Reader, body: str) -> None:
    assert [(bare(t), s, e) for t, s, e in found(read_text, body)] == [(bare(t), s, e) for t, s, e in BOUNDS[body]]


@pytest.mark.parametrize("body", NO_DATES, ids=str)
def test_names_durations_and_impossible_days_are_no_dates(read_text: Reader, body: str) -> None:
    assert [(t, s) for t, s, _ in found(read_text, body) if s] == []


@pytest.mark.parametrize("body", ["The talks will resume on Monday.", "They met on August 3.", "He comes next week."])
def test_an_undated_article_resolves_nothing_relative(read_text: Reader, body: str) -> None:
    assert [(s, e) for _, s, e in found(read_text, body, published=None)] == [(None, None)]


def test_an_undated_article_resolves_full_dates(read_text: Reader) -> None:
    assert found(read_text, "They met on August 3, 2024.", published=None)[0][1:] == ("2024-08-03", "2024-08-03")


# Sentences with the act in question, and the date that it carries.
OWN_DATES = {
    ("Rubio will meet Lavrov on Thursday, a week after Trump spoke to Putin on August 25.", "meet"): "2025-09-04",
    ("Rubio will meet Lavrov on Thursday, a week after Trump spoke to Putin on August 25.", "spoke"): "2025-08-25",
    ("On Monday, Macron will fly to Cairo and address the parliament.", "address"): "2025-09-01",
    ("Macron will fly to Cairo on Monday and address the parliament on Tuesday.", "address"): "2025-09-02",
    ("Macron will fly to Cairo on Monday to address the parliament.", "fly"): "2025-09-01",
    ("The delegation is due on Friday to sign the accord.", "sign"): "2025-08-29",
    ("Peskov said on Friday that the programme would begin on August 31.", "begin"): "2025-08-31",
    ("Peskov said on Friday that the leaders would talk.", "talk"): None,
    ("The army could strike before the election in November.", "strike"): None,
}


@pytest.mark.parametrize(("body", "verb"), OWN_DATES, ids=str)
def test_an_act_carries_the_date_of_its_own_clause(read_text: Reader, body: str, verb: str) -> None:
    text = read_text(body, published=FRIDAY)
    head = next(token for token in text.doc if token.text == verb)
    date = date_for(find_dates(text), head)
    assert (date.start if date else None) == OWN_DATES[body, verb]


def test_dates_that_ended_before_a_day_can_be_passed_over(read_text: Reader) -> None:
    text = read_text("After talks on August 20, they will meet on August 30.", published=FRIDAY)
    head = next(token for token in text.doc if token.text == "meet")
    date = date_for(find_dates(text), head, not_before=FRIDAY)
    assert date is not None
    assert date.start == "2025-08-30"


WORDS = st.lists(
    st.sampled_from(
        [
            "Putin",
            "will",
            "meet",
            "Xi",
            "on",
            "in",
            "at",
            "from",
            "to",
            "by",
            "until",
            "Monday",
            "31",
            "August",
            "2025",
            "next",
            "week",
            "June",
            "and",
            "the",
            "of",
            "late",
            "10:30",
            "GMT",
            "’",
            ",",
            ".",
            "(",
            ")",
            "-",
            "–",
        ]
    ),
    max_size=25,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS, st.sampled_from([FRIDAY, None, "2024-02-29"]))
def test_any_words_give_dates_that_stand_where_they_say(
    read_text: Reader, words: list[str], published: str | None
) -> None:
    text = read_text(" ".join(words), published=published)
    for date in find_dates(text):
        at = date.evidence
        assert text.article.body[at.start : at.end] == at.text == date.text
        if date.start and date.end:
            assert date.start <= date.end
