"""briefgen explain: each finding with its words, their place, and the rule."""

from briefgen.explain import EventReasons, explain, explain_event, source_line
from briefgen.link import link, why
from briefgen.merge import merge
from briefgen.model import Briefing, Evidence, Findings, Quote, Sentence
from tests.briefings import briefing as made
from tests.briefings import event, person
from tests.conftest import article

BODY = "Anna Berg met Carl Dahl.\n\n“We met,” Berg said. We met, she said again."


def evidence(text: str, occurrence: int = 0) -> Evidence:
    start = -1
    for _ in range(occurrence + 1):
        start = BODY.index(text, start + 1)
    return Evidence(start=start, end=start + len(text), text=text, sentence="s1", rule="test/rule")


def briefing(*quotes: Quote) -> Briefing:
    found = Findings(
        sentences=(Sentence(id="s1", start=0, end=24),), what=(evidence("Anna Berg met Carl Dahl."),), people=(),
        organizations=(), states=(), places=(), dates=(), quotes=quotes, statements=(), next_steps=(), events=(),
    )  # fmt: skip
    return Briefing(id="met", article=article(BODY), findings=found)


def test_each_question_is_there_with_what_was_found_or_that_nothing_was() -> None:
    said = Quote(
        text="We met,", speaker="anna-berg", speaker_name="Anna Berg", cue="said", addressee=None,
        evidence=evidence("We met,"),
    )  # fmt: skip
    lines = list(explain(briefing(said), BODY))
    assert "WHAT" in lines
    assert "    line 1, s1  “Anna Berg met Carl Dahl.”  [test/rule]" in lines
    assert "WHO: nothing found" in lines
    assert "  Anna Berg · said" in lines
    assert "    line 3, s1  “We met,”  [test/rule]" in lines


def test_a_quote_without_speaker_says_so() -> None:
    said = Quote(
        text="We met,", speaker=None, speaker_name=None, cue=None, addressee=None, evidence=evidence("We met,")
    )
    assert "  speaker unclear" in explain(briefing(said), BODY)


def test_the_line_counts_in_the_source_with_its_front_matter() -> None:
    source = "---\ntitle: x\n---\n" + BODY
    assert source_line(evidence("Anna Berg"), BODY, source) == 4


def test_words_that_stand_twice_are_told_apart_by_their_order() -> None:
    source = BODY.replace("We met, she", "\nWe met, she")
    assert source_line(evidence("We met,", 0), BODY, source) == 3
    assert source_line(evidence("We met,", 1), BODY, source) == 4


def test_no_line_is_given_where_the_source_is_worded_otherwise() -> None:
    assert source_line(evidence("Anna Berg met Carl Dahl."), BODY, "Anna  Berg\nmet Carl Dahl.") is None
    assert source_line(evidence("We met,"), BODY, BODY + "\nWe met, says the caption.") is None


def test_long_words_are_shortened_to_a_line() -> None:
    [what] = [line for line in explain(briefing(), BODY) if "test/rule" in line]
    assert "\n" not in what


def test_an_event_is_explained_by_what_its_articles_agree_in() -> None:
    pair = ("vladimir-putin", "xi-jinping")
    people = (person("Vladimir Putin", country="RU"), person("Xi Jinping", country="CN"))
    talks = event("Talks", participants=pair, start="2025-09-02", kind="talks")
    linked = link([made(name, "2025-09-02", people=people, events=(talks,)) for name in "ab"])
    corpus = merge(linked)
    [cluster], [told] = linked.events, corpus.events
    reasons = EventReasons(told, {b.id: b for b in corpus.briefings}, why(linked, cluster))
    lines = "\n".join(explain_event(reasons))
    assert "0.30  the same people" in lines
    assert "0.30  the same date" in lines
    assert lines.count("agrees with") == 2


def test_an_event_of_one_article_says_that_it_is_the_only_one() -> None:
    linked = link([made("a", "2025-09-02", events=(event("Talks", place=None),))])
    corpus = merge(linked)
    reasons = EventReasons(corpus.events[0], {b.id: b for b in corpus.briefings}, why(linked, linked.events[0]))
    assert "the only article" in "\n".join(explain_event(reasons))
