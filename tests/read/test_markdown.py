"""Markdown files; rows 52 to 59 of the table of bad inputs."""

import random
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
        "a\n=\n" * 60_000,
        "a\n-\n" * 60_000,
        "# a\n" * 60_000,
        "####\n" * 9000,
        "---\n" * 9000,
        "- a\n" * 40_000,
        "1. a\n" * 40_000,
        "> a\n- b\n" * 4900,
        "a\n" * 400_000,
        "A\n\n" * 6000,
        "<a\n\n" * 4900,
        "<http://a\n\n" * 4900,
        "[a](<b\n\n" * 4900,
        "<!-- >\n\n" * 4900,
        "<!--" * 60,
        "<? >\n\n" * 4900,
        "<![x >\n\n" * 4900,
        "*a **b " * 990,
        "> " * 60 + '"a \'b "c ' * 20,
    ],
    ids=lambda b: b[:12],
)
def test_row_59_hostile_markdown_is_an_error_within_two_seconds(tmp_path: Path, bait: str) -> None:
    """And the article beside it is read."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "sound.md").write_text("# Head\n\nText.\n", "utf-8")
    begun = time.process_time()
    articles, problems = read_with_problems(tmp_path, f"# Head\n\nText.\n\n{bait}\n", "a.md")
    assert time.process_time() - begun < 2
    assert [article.path for article in articles] == ["content/sound.md"]
    [found] = [problem for problem in problems if problem.severity == "error"]
    assert found.path == "content/a.md"
    assert found.line
    assert found.message.startswith("too complex: ")


@pytest.mark.parametrize(
    "pieces",
    [
        ("[a](b)", "[", "*"), ("# a\n", "a\n=\n", "- b\n"), ("> a\n", ">> b\n", "- c\n"), ("<b>", "<i", "</b>"),
        ("`", "``", "\n"), ("[^1]", "[^1]: a\n", "\n"), ("|a", "\n", "|-"), ("&", "&a", "\\"), ("“a ", "'b ", '"c '),
        ("[a]: b\n", "[a]", "\n\n"), ("    a\n", "- b\n", "\n"), ("```\n", "~~~\n", "a"), ("<p>", "<!--", "-->"),
    ],
    ids=lambda p: p[0],
)  # fmt: skip
def test_row_59_no_mixture_of_marks_takes_longer_than_two_seconds(tmp_path: Path, pieces: tuple[str, ...]) -> None:
    drawn = random.Random(1).choices(pieces, k=300_000)  # noqa: S311  no secret
    begun = time.process_time()
    read_with_problems(tmp_path, f"# Head\n\nText.\n\n{''.join(drawn)[:1_900_000]}", "a.md")
    assert time.process_time() - begun < 2
