"""What cannot be seen is kept from the parser and stays in the evidence."""

from hypothesis import given
from hypothesis import strategies as st

from briefgen.frozen import replace
from briefgen.model import Article, Evidence, Findings, Sentence, Span
from briefgen.visible import Visible
from tests.corpora import article

PLAIN, _ = article("Head", ("Prime Minister Ana Lee spoke.", "She left."))
NOTHING = Findings(
    sentences=(), what=(), people=(), organizations=(), states=(), places=(), dates=(), quotes=(), statements=(),
    next_steps=(), events=(),
)  # fmt: skip


def with_body(body: str) -> Article:
    start = body.index("\n\n") + 2
    return replace(PLAIN, body=body, headline=Span(0, start - 2), paragraphs=(Span(start, len(body)),), dateline=None)


def found(body: str, words: str) -> Findings:
    """Findings of a visible text: these words, and the sentence from them to the end."""
    start = body.index(words)
    told = Evidence(start=start, end=start + len(words), text=words, sentence="s1", rule="test/made")
    return replace(NOTHING, what=(told,), sentences=(Sentence(id="s1", start=start, end=len(body)),))


def test_an_article_without_such_characters_is_passed_through() -> None:
    whole = Visible(PLAIN)
    assert whole.article is PLAIN
    assert whole.restore(NOTHING) is NOTHING


def test_evidence_moves_to_where_it_stands_with_all_its_characters() -> None:
    whole = Visible(with_body("Head\n\nPrime Min\u00adister\u200e Ana Lee\u200b spoke."))
    assert whole.article.body == "Head\n\nPrime Minister Ana Lee spoke."
    [told] = whole.restore(found(whole.article.body, "Minister Ana Lee")).what
    assert told.text == "Min\u00adister\u200e Ana Lee"


@given(st.text(alphabet="ab \u200e\u00ad\u200b", min_size=1, max_size=40).filter(lambda t: "a" in t))
def test_wherever_they_stand_evidence_slices_its_text_and_spans_fit(text: str) -> None:
    article_ = with_body(f"Head\n\n{text}")
    whole = Visible(article_)
    assert all(whole.article.body[s.start : s.end] for s in whole.article.paragraphs)
    restored = whole.restore(found(whole.article.body, "a"))
    [told], [sentence] = restored.what, restored.sentences
    assert article_.body[told.start : told.end] == told.text == "a"
    assert sentence.start == told.start <= sentence.end <= len(article_.body)
