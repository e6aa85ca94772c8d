"""What holds for any text at all."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.model import Article
from tests.read.reading import read_with_problems
from tests.read.test_wire import AFP, AP, BBC, KREMLIN_STYLE, REUTERS, XINHUA

PIECES = [
    *(line for text in (REUTERS, AP, AFP, XINHUA, BBC, KREMLIN_STYLE) for line in text.split("\n")),
    "---", "title: A", "date: 2025-08-29", "# H", "- x", "> q", "<p>", "</p>", "<br>", "<html>", "<article>", "<!--", "-->", "[a](b)", "`", "**",
    "\u202e", "\u00ad", "\x00", "\x85", "\u2028", "\t", "   ", "\r", "é", "e\u0301", "🟦", "“", "”", "|", "&#13;", "&amp;", "<script>",
]  # fmt: skip
any_text = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(PIECES), max_size=25).map("\n".join),
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
)


def read_anything(text: str, name: str) -> Article | None:
    with TemporaryDirectory() as folder:
        articles, _ = read_with_problems(Path(folder), text.encode("utf-8", "surrogatepass"), name)
    return articles[0] if articles else None


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@given(text=any_text)
@settings(max_examples=60)
def test_any_text_gives_an_article_of_sound_shape_or_none(text: str, name: str) -> None:
    article = read_anything(text, name)
    if article is None:
        return
    assert article.title
    parts = [article.body[p.start : p.end] for p in article.paragraphs]
    assert "\n\n".join(([article.title] if article.headline else []) + parts) == article.body
    if article.headline:
        assert (article.headline.start, article.headline.end) == (0, len(article.title))
    assert all(part == " ".join(part.split()) and part for part in parts)
    if article.dateline:
        assert article.dateline.span in article.paragraphs or any(
            p.start == article.dateline.span.start and article.dateline.span.end <= p.end for p in article.paragraphs
        )


@given(text=any_text)
@settings(max_examples=60)
def test_line_ends_have_no_effect(text: str) -> None:
    plain = text.replace("\r", "")
    assert read_anything(plain.replace("\n", "\r\n"), "a.txt") == read_anything(plain, "a.txt")


@given(data=st.binary(max_size=200))
@settings(max_examples=60)
def test_any_bytes_raise_nothing(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        read_with_problems(Path(folder), data)
