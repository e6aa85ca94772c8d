"""Layout: where a sentence may begin."""

from collections.abc import Callable

import pytest

from briefgen.extract.text import Text

ReadText = Callable[..., Text]


def sentences(text: Text) -> list[str]:
    return [sent.text.strip() for sent in text.doc.sents]


@pytest.mark.parametrize(
    "body",
    [
        "US President Donald Trump met Ukrainian President Volodymyr Zelensky in Rome.",
        "U.S. Secretary of State Marco Rubio flew to Panama City on Saturday.",
        "U.S. Treasury officials met Chinese Vice Premier He Lifeng.",
        "EU foreign policy chief Kaja Kallas spoke first.",
    ],
)
def test_no_sentence_begins_between_two_words(read_text: ReadText, body: str) -> None:
    assert sentences(read_text(body, headline="A story")) == ["A story", body]


def test_a_sentence_begins_where_a_paragraph_does(read_text: ReadText) -> None:
    assert sentences(read_text("Talks went on\n\nThe envoys left", headline="News")) == [
        "News",
        "Talks went on",
        "The envoys left",
    ]


def test_a_short_answer_is_a_sentence(read_text: ReadText) -> None:
    assert sentences(read_text("No. We met on Monday.", headline="News")) == ["News", "No.", "We met on Monday."]


def test_the_network_of_one_letter_ends_a_sentence(read_text: ReadText) -> None:
    body = '"A cowardly act," he wrote on X. President Gustavo Petro suspended the talks.'
    assert sentences(read_text(body, headline="News"))[-1] == "President Gustavo Petro suspended the talks."
