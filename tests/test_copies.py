"""Copies: one wire text in two outlets is one voice."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from briefgen.frozen import replace
from briefgen.merge.copies import CopyFinder, copies_of
from briefgen.model import Article, Briefing, Span
from tests.briefings import briefing

FIRST = "The ministers of nine states met in Vienna on Friday to talk about a corridor for grain."
SECOND = "They agreed to meet again in the autumn and to ask the bank for a loan of two years."
THIRD = "A spokesman for the host said that no date had been set for a meeting of presidents."


def printed(name: str, day: str, *paragraphs: str, headline: str = "Head") -> Briefing:
    """A briefing of an article with these paragraphs."""
    body, spans, at = headline, [], len(headline)
    for words in paragraphs:
        spans.append(Span(at + 2, at + 2 + len(words)))
        body, at = f"{body}\n\n{words}", at + 2 + len(words)
    made = briefing(name, day)
    return replace(
        made, article=replace(made.article, body=body, paragraphs=tuple(spans), headline=None, dateline=None)
    )


def articles(briefings: Iterable[Briefing]) -> dict[str, Article]:
    return {b.id: b.article for b in briefings}


def test_the_later_printing_is_the_copy_of_the_earlier() -> None:
    one = printed("a", "2025-08-01", FIRST, SECOND)
    other = printed("b", "2025-08-02", FIRST, SECOND, headline="Another headline")
    assert copies_of(articles([other, one])) == {"b": "a"}


def test_a_shortened_printing_is_a_copy_and_a_story_with_one_common_paragraph_is_not() -> None:
    whole = printed("a", "2025-08-01", FIRST, SECOND, THIRD)
    cut = printed("b", "2025-08-02", FIRST, SECOND)
    other = printed("c", "2025-08-03", FIRST, "Nobody had expected that the talks would go on until the next morning.")
    assert copies_of(articles([whole, cut, other])) == {"b": "a"}


def test_a_copy_of_a_copy_is_a_copy_of_the_original() -> None:
    three = [printed(name, f"2025-08-0{n}", FIRST, SECOND) for n, name in enumerate("abc", 1)]
    assert copies_of(articles(three)) == {"b": "a", "c": "a"}


def test_short_paragraphs_show_nothing() -> None:
    assert (
        copies_of(articles([printed("a", "2025-08-01", "He said no."), printed("b", "2025-08-02", "He said no.")]))
        == {}
    )


@given(
    st.permutations(
        [
            printed(n, "2025-08-01", *w)
            for n, w in zip("abcd", ([FIRST, SECOND], [FIRST, SECOND], [THIRD], [SECOND, FIRST, THIRD]), strict=True)
        ]
    )
)
def test_order_has_no_effect(briefings: list[Briefing]) -> None:
    assert copies_of(articles(briefings)) == copies_of(articles(sorted(briefings, key=lambda b: b.id)))


@given(st.lists(st.lists(st.sampled_from([FIRST, SECOND, THIRD]), unique=True), min_size=4, max_size=12))
def test_finding_again_gives_what_finding_anew_gives(texts: list[list[str]]) -> None:
    finder = CopyFinder()
    for begin in range(len(texts) - 3):  # articles whose text changes, one after the other, by the same names
        told = [printed("abcd"[i % 4], f"2025-08-0{i % 4 + 1}", *texts[i]) for i in range(begin, begin + 4)]
        assert finder.find(articles(told)) == copies_of(articles(told))


def test_a_copy_set_with_other_quotation_marks_and_dashes_is_a_copy() -> None:
    plain = 'The minister\'s office said the "long" talks - the third of them - go on in Oslo on Monday'
    typeset = "The minister’s office said the “long” talks — the third of them — go on in Oslo on Monday"
    both = [printed("a", "2025-08-01", plain), printed("b", "2025-08-02", typeset)]
    assert copies_of(articles(both)) == {"b": "a"}
