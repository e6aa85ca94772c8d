"""Markdown files; rows 52 to 59 of the table of bad inputs."""

import textwrap
import time
from pathlib import Path

import pytest

from tests.read.reading import paragraphs, read_one, read_with_problems, words


def test_links_emphasis_headings_and_lists_leave_their_words(tmp_path: Path) -> None:
    text = (
        "# Envoys *meet* in Vienna\n\nEnvoys met in **Vienna** on\n[Friday](https://example.org/x), officials said.\n\n"
        "## Next\n\n- They will meet again.\n- They will\n  call.\n\n![A picture](p.png)\n\n> Quoted words.\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n\n\\###\n"
    )
    article = read_one(tmp_path, text, "a.md")
    assert article.title == "Envoys meet in Vienna"
    assert paragraphs(article) == [
        "Envoys met in Vienna on Friday, officials said.",
        "Next",
        "They will meet again.",
        "They will call.",
        "Quoted words.",
    ]


@pytest.mark.parametrize("width", [72, 80, 100, 120])
def test_paragraphs_wrapped_as_editors_wrap_them_are_whole(tmp_path: Path, width: int) -> None:
    first = (
        "Envoys of seven countries met in Vienna on Friday to discuss the river and the port. They left at six. " * 4
    )
    second = "The Example Minister said that the talks of the envoys would go on in Vienna for weeks. " * 5
    text = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in (first, second))
    article = read_one(tmp_path, f"---\ntitle: Envoys meet\n---\n{text}\n", "a.md")
    assert paragraphs(article) == [first.strip(), second.strip()]


def test_heading_that_repeats_the_title_is_there_once(tmp_path: Path) -> None:
    article = read_one(tmp_path, "---\ntitle: Envoys meet\n---\n# Envoys meet\n\nThey talked.", "a.md")
    assert article.body == "Envoys meet\n\nThey talked."


def test_header_lines_are_read_as_in_wire_copy(tmp_path: Path) -> None:
    text = "# Envoys meet\nBy Jane Doe\n29 August 2025 10:12 GMT\n\nVIENNA, Aug 29 (Reuters) - They talked, he said.\n"
    article = read_one(tmp_path, text, "a.md")
    assert (article.published, article.byline, article.outlet) == ("2025-08-29T10:12:00Z", "Jane Doe", "Reuters")
    assert article.dateline is not None
    assert words(article, article.dateline.place) == "VIENNA"


def test_paste_with_one_paragraph_a_line_keeps_its_paragraphs(tmp_path: Path) -> None:
    long = "Envoys from nine states met in Vienna on Friday to talk about a corridor for grain, the minister's office said."
    text = f"Envoys meet in Vienna\n10:12 GMT 29.08.2025\n{long}\n“{long}”\n"
    article = read_one(tmp_path, text, "a.md")
    assert article.published == "2025-08-29T10:12:00Z"
    assert paragraphs(article) == [long, f"“{long}”"]


def test_body_of_html_is_read_as_html(tmp_path: Path) -> None:
    text = (
        "---\ntitle: Envoys meet\n---\n [ad_1]\n<br><div>\n<span>VIENNA—</span> <p>They talked.<br />&#13;\n <br />&#13;\n"
        "They left.<br />\n<br />They will return.</p></div>\n<br>[ad_2]\n<br><a href='http://example.org'>Source </a>"
    )
    article = read_one(tmp_path, text, "a.md")
    assert paragraphs(article) == ["VIENNA— They talked.", "They left.", "They will return."]


def test_rows_52_53_54_55_and_64_nothing_but_words_is_left(tmp_path: Path) -> None:
    text = (
        "# Head\n\n<script>alert(1)</script>\n\n<!-- TODO password: hunter22 -->\n\n[Envoys were seen](javascript:alert(1)) <b onclick=x>there</b>.\n\n"
        "<svg onload=alert(2)></svg>\n\n{{ 7*7 }} and {% include x %}\n\n<iframe src=x></iframe>\n"
    )
    [article], told = read_with_problems(tmp_path, text, "a.md")
    assert paragraphs(article) == ["Envoys were seen there.", "{{ 7*7 }} and {% include x %}"]
    assert {(p.severity, p.line) for p in told} == {("warning", 3), ("warning", 5), ("warning", 7)}


@pytest.mark.parametrize(
    "bait",
    [
        "[" * 20_000,
        "[a " * 3000,
        ">" * 5000 + " a",
        "- " * 3000 + "a",
        "![a " * 1000,
        "[a](b " * 1000,
        " ".join("`" * i for i in range(1, 800)),
        "<![CDATA[" * 1900,
        "*a " * 5000,
        " " * 5000 + "- a",
    ],
    ids=lambda b: b[:6],
)
def test_row_59_hostile_markdown_is_an_error_within_two_seconds(tmp_path: Path, bait: str) -> None:
    begun = time.perf_counter()
    articles, [found] = read_with_problems(tmp_path, f"# Head\n\nText.\n\n{bait}\n", "a.md")
    assert time.perf_counter() - begun < 2
    assert articles == ()
    assert (found.line, found.message.startswith("too complex")) == (5, True)
