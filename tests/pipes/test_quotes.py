"""Quotation marks: which words stand between them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.pipes.quotes import find_stretches


def inside(text: str) -> list[str]:
    return [text[s.start : s.end] for s in find_stretches(text)]


FORMS = {
    "straight": '"We will come," he said.',
    "curly": "“We will come,” he said.",
    "single straight": "'We will come,' he said.",
    "single curly": "‘We will come,’ he said.",
    "guillemets": "«We will come», he said.",
    "low and high": "„We will come“, he said.",
    "typewriter": "``We will come,'' he said.",
    "unlike": '“We will come," he said.',
    "unlike the other way": '"We will come,” he said.',
    "turned": "”We will come,” he said.",
    "two singles for a double": "’’We will come,’’ he said.",
    "spaced": "« We will come », he said.",
}


@pytest.mark.parametrize("form", FORMS)
def test_marks_of_every_form_pair(form: str) -> None:
    assert inside(FORMS[form]) == ["We will come"]


APOSTROPHES = [
    "The Houthis' attack and the rebels' reply don't count.",
    "It's the '90s again, the envoy's aides said.",
    "Rock 'n' roll, said O'Brien.",
    "He isn’t going; they’re not either. The states’ aims differ.",
    "Tell 'em 'tis over.",
    'A 12" pipe.',
    "Fish & chips.",
    "",
]


@pytest.mark.parametrize("text", APOSTROPHES)
def test_an_apostrophe_is_no_mark(text: str) -> None:
    assert inside(text) == []


def test_an_apostrophe_within_single_marks_does_not_close_them() -> None:
    assert inside("'We don't know what the Houthis' aims are,' she said.") == [
        "We don't know what the Houthis' aims are"
    ]


def test_an_interrupted_quote_is_two_stretches_and_the_comma_is_noted() -> None:
    first, second = find_stretches('"This is," Costa said, "a decisive moment."')
    assert (first.comma, second.comma) == (True, False)
    assert inside('"This is," Costa said, "a decisive moment."') == ["This is", "a decisive moment."]


NESTED = {
    "“I told him, ‘End it now,’” Trump said.": ["I told him, ‘End it now,’"],
    "\"I told him, 'End it now,'\" Trump said.": ["I told him, 'End it now,'"],
    "'We call it the \"two-track\" approach,' she said.": ['We call it the "two-track" approach'],
    "“The “wish list” is long,” he said.": ["wish list"],
}


@pytest.mark.parametrize("text", NESTED)
def test_of_nested_marks_the_outermost_count_where_they_can_be_told(text: str) -> None:
    assert inside(text) == NESTED[text]


def test_a_paragraph_left_open_goes_on_in_the_next_that_opens_anew() -> None:
    first, second = find_stretches('"We came here to talk.\n\n"We will go on talking," he said.')
    assert (first.left_open, second.left_open) == (True, False)


def test_a_mark_never_closed_opens_nothing_where_the_next_paragraph_does_not_go_on() -> None:
    assert inside('He said "we came here to talk.\n\nThe talks went on.') == []


def test_of_two_opening_marks_the_second_counts() -> None:
    assert inside("He called it “bold and “a first step”.") == ["a first step"]


def test_a_closing_mark_alone_closes_nothing() -> None:
    assert inside('We came here to talk," he said. "And to listen."') == ["And to listen."]


def test_a_stretch_never_runs_over_a_line() -> None:
    assert inside('"One\ntwo" three') == []


def test_empty_marks_hold_nothing() -> None:
    assert inside('He said "" and "," and “ ”.') == []


marked = st.text(alphabet=st.sampled_from(list("ab sS,.!? \n'\"‘’“”„«»`—-(1é\u200b")), max_size=80)


@given(st.one_of(marked, st.text(max_size=60)))
def test_stretches_of_any_text_slice_it_in_order_and_apart(text: str) -> None:
    found = find_stretches(text)
    for s in found:
        assert 0 <= s.outer_start <= s.start < s.end <= s.outer_end <= len(text)
        assert "\n" not in text[s.outer_start : s.outer_end]
        assert text[s.start : s.end] == text[s.start : s.end].strip()
    assert all(one.outer_end <= other.outer_start for one, other in pairwise(found))


def test_a_long_line_of_marks_takes_linear_time() -> None:
    assert len(find_stretches('"a b" ' * 20_000)) == 20_000
    assert find_stretches("' " * 40_000) == []
