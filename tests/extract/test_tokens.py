"""Tokens: the plain objects say what spaCy's own say."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.extract.text import Text
from briefgen.extract.tokens import Doc

ROOT = Path(__file__).parents[2]
Reader = Callable[..., Text]
PLAIN = (
    "i", "idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "whitespace_", "is_alpha", "is_punct",
    "is_space", "is_stop", "is_title", "like_num",
)  # fmt: skip
ONE = ("head", "left_edge", "right_edge")
SEVERAL = ("children", "lefts", "rights", "ancestors", "subtree", "conjuncts")


def said_of(doc: Any) -> list[object]:
    """All that a text says of its tokens, sentences and groups of spans, spaCy's or ours."""
    tokens = [
        [
            [getattr(token, about) for about in PLAIN],
            [getattr(token, about).i for about in ONE],
            [[other.i for other in getattr(token, about)] for about in SEVERAL],
            [bool(token.is_sent_start), token.sent.start, token.sent.end, len(token)],
        ]
        for token in doc
    ]
    groups = [*doc.sents, *doc.ents, *(span for key in sorted(doc.spans) for span in doc.spans[key])]
    spans = [[s.start, s.end, s.start_char, s.end_char, s.text, s.root.i, s.label_, s.id_, len(s)] for s in groups]
    return [tokens, spans]


@pytest.mark.parametrize("path", sorted((ROOT / "content").rglob("*.md"))[:3], ids=lambda path: path.stem)
def test_plain_objects_say_what_the_parser_says(read_text: Reader, path: Path) -> None:
    doc = read_text(path.read_text("utf-8")).doc
    assert said_of(doc) == said_of(doc.parsed)


@pytest.mark.parametrize("body", ["", " ", "\n\n", "No."])
def test_a_text_of_few_words_or_none_is_a_text(read_text: Reader, body: str) -> None:
    doc = read_text(body).doc
    assert said_of(doc) == said_of(doc.parsed)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 90), st.integers(1, 90), st.sampled_from(["strict", "contract", "expand"]))
def test_characters_have_the_tokens_that_the_parser_gives_them(
    read_text: Reader, start: int, length: int, mode: Any
) -> None:
    doc = _doc(read_text)
    found = [one.char_span(start, start + length, alignment_mode=mode) for one in (doc, doc.parsed)]
    ours, theirs = [None if span is None else (span.start, span.end) for span in found]
    assert ours == theirs


@given(st.integers(-30, 30), st.integers(-30, 30), st.integers(-9, 9), st.integers(-9, 9))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_slices_are_those_of_the_parser(read_text: Reader, first: int, last: int, inner: int, outer: int) -> None:
    doc = _doc(read_text)
    ours, theirs = doc[first:last][inner:outer], doc.parsed[first:last][inner:outer]
    assert (ours.start, ours.end, ours.text) == (theirs.start, theirs.end, theirs.text)


_KEPT: list[Doc] = []


def _doc(read_text: Reader) -> Doc:
    if not _KEPT:
        _KEPT.append(
            read_text("Mr. Xi  and Ms. Ito will meet in Rome's centre, they said.\n\nTalks (in Oman) go on.").doc
        )
    return _KEPT[0]
