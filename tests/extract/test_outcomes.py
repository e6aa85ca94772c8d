"""What came of an event: sentences in the manner of the wires, written for these tests."""

from collections.abc import Callable

import pytest

from briefgen.extract.events import find_events
from briefgen.extract.outcomes import find_outcomes
from briefgen.extract.text import Text
from briefgen.extract.when import find_dates
from briefgen.extract.where import find_places
from briefgen.extract.who import find_parties
from briefgen.model import Event, Outcome

Found = list[tuple[Outcome, Event]]
Finder = Callable[..., Found]

MET = "Norwegian Prime Minister Ingrid Solvang met Finnish President Aino Virtanen in Oslo on Tuesday."
PLANNED = "Norwegian Prime Minister Ingrid Solvang will meet Finnish President Aino Virtanen in Oslo on Friday."


@pytest.fixture
def outcomes(read_text: Callable[..., Text]) -> Finder:
    def find(words: str, **about: str) -> Found:
        text = read_text(words, **{"published": "2031-03-06T10:00:00Z", **about})
        cast = find_parties(text).cast
        dates = find_dates(text)
        events = find_events(text, cast, find_places(text, cast), dates)
        by_id = {event.id: event for event in events}
        found = find_outcomes(text, cast, dates, events)
        assert all(text.article.body[o.evidence.start : o.evidence.end] == o.evidence.text for o in found)
        return [(o, by_id[o.event]) for o in found]

    return find


AGREED = {
    f"{MET} The two signed an agreement on ferries.": ("signed an agreement on ferries", ("agreement on ferries",)),
    f"{MET} They adopted the Oslo declaration.": ("adopted the Oslo declaration", ("Oslo declaration",)),
    f"{MET} Solvang and Virtanen agreed to set up a working group.": ("agreed to set up a working group", ()),
    f"{MET} The two sides agreed on a timetable.": ("agreed on a timetable", ()),
    f"{MET} The leaders issued a joint statement after the meeting.": ("issued a joint statement", ("joint statement",)),
    "Norway and Finland ended their talks in Oslo on Tuesday with a joint declaration.": ("ended their talks in Oslo on Tuesday with a joint declaration", ("joint declaration",)),
    "A memorandum on fisheries was signed at the meeting of Solvang and Virtanen in Oslo on Tuesday.": ("A memorandum on fisheries was signed", ("memorandum on fisheries",)),
}  # fmt: skip
NOT_AGREED = [
    "Norway and Finland ended their talks in Oslo on Tuesday without an agreement.",
    f"{MET} The two sides failed to reach an agreement.",
    f"{MET} The two did not sign the agreement on ferries.",
    f"{MET} The leaders reached no agreement on quotas.",
]
NONE = [
    f"{MET} The two will sign an agreement on ferries in May.",
    f"{MET} The two hope to sign an agreement on ferries.",
    f"{MET} The two may sign an agreement on ferries.",
    f"{MET} Solvang said she wanted to sign an agreement on ferries.",
    f"{MET} The two had signed an agreement on ferries.",
    f"{MET} In 2019 the two signed an agreement on ferries.",
    f"{MET} “We signed an agreement on ferries,” Solvang said.",
    f"{MET} Did the two sign an agreement on ferries?",
    f"{MET} If the two sign an agreement on ferries, trade will grow.",
    f"{MET} Sweden and Denmark agreed to build a bridge.",
    f"{PLANNED} The two sides agreed on a timetable.",
    "Prime Minister Ingrid Solvang signed a plan for ferries.",
    f"{MET} Solvang reached Oslo by train and made a statement.",
]


@pytest.mark.parametrize("words", AGREED)
def test_what_was_agreed_is_tied_to_its_event_with_the_papers_it_names(outcomes: Finder, words: str) -> None:
    [(outcome, event)] = outcomes(words)
    assert (outcome.status, outcome.evidence.text, outcome.documents) == ("agreed", *AGREED[words])
    assert event.status == "held"


@pytest.mark.parametrize("words", NOT_AGREED)
def test_what_was_not_agreed_says_so_and_names_no_paper(outcomes: Finder, words: str) -> None:
    [(outcome, _)] = outcomes(words)
    assert (outcome.status, outcome.documents) == ("not_agreed", ())


def test_what_was_put_off_is_neither(outcomes: Finder) -> None:
    [(outcome, _)] = outcomes(f"{MET} The two sides postponed a decision on quotas.")
    assert outcome.status == "deferred"


@pytest.mark.parametrize("words", NONE)
def test_plans_wishes_memories_quotes_and_the_deals_of_others_are_no_outcome(outcomes: Finder, words: str) -> None:
    assert outcomes(words) == []


def test_of_a_meeting_beside_a_summit_it_is_the_meeting_of_those_who_agreed(outcomes: Finder) -> None:
    words = (
        "Norwegian Prime Minister Ingrid Solvang and Finnish President Aino Virtanen met in Hanoi on Tuesday on the"
        " sidelines of the APEC summit and agreed to reopen a ferry line."
    )
    [(_, event)] = outcomes(words)
    assert event.kind == "meeting"


def test_what_is_signed_at_a_meeting_came_of_the_meeting_and_not_of_its_own_signing(outcomes: Finder) -> None:
    words = MET.replace("on Tuesday.", "on Tuesday and signed an agreement on ferries.")
    [(_, event)] = outcomes(words)
    assert event.kind == "meeting"


def test_what_others_sign_came_of_their_own_signing(outcomes: Finder) -> None:
    [(_, event)] = outcomes(f"{MET} Sweden and Denmark signed an agreement on ferries.")
    assert event.kind == "signing"


def test_a_headline_tells_a_result_where_the_text_does_not(outcomes: Finder) -> None:
    headline = "Leaders adopt declaration on ferries"
    assert [o.evidence.sentence for o, _ in outcomes(MET, headline=headline)] == ["s1"]
    told = outcomes(f"{MET} The two adopted a declaration on ferries.", headline=headline)
    assert [o.evidence.sentence for o, _ in told] == ["s3"]


def test_an_empty_text_has_no_outcome(outcomes: Finder) -> None:
    assert outcomes("Ferries.") == []
