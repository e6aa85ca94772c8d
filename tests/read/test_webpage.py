"""Saved web pages and fragments of HTML."""

import time
import warnings
from pathlib import Path

import pytest

from tests.read.reading import paragraphs, read_one, read_with_problems

warnings.filterwarnings("ignore", category=DeprecationWarning, module="trafilatura")

SENTENCES = [
    "Envoys from nine states met in Vienna on Friday to talk about a corridor for grain, officials said after the meeting.",
    "The ministers of the nine states will meet again in the autumn, according to a statement that was handed out there.",
    "A date for a meeting of the presidents has not been set, and diplomats said that it would take months to set one.",
]


def page(head: str = "", above: str = "", lang: str = ' lang="en-GB"') -> str:
    text = "".join(f"<p>{s}</p>" for s in SENTENCES)
    return (
        f"<!DOCTYPE html><html{lang}><head><meta charset='utf-8'><title>Envoys meet | A Desk</title>{head}</head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav>"
        f"<article><h1>Envoys meet in Vienna</h1>{above}{text}<figure><img src='x'><figcaption>A caption.</figcaption></figure>"
        "</article><aside><p>Most read</p></aside><footer><p>© 2025 A Desk. All rights reserved.</p></footer>"
        "<script>track()</script></body></html>"
    )


def test_page_gives_its_text_without_navigation_captions_and_footer(tmp_path: Path) -> None:
    article = read_one(tmp_path, page(), "a.html")
    assert article.title == "Envoys meet in Vienna"
    assert paragraphs(article) == SENTENCES
    assert article.language == "en-GB"


JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite"},
{"@type": ["NewsArticle"], "headline": "Envoys meet", "datePublished": "2025-08-29T10:12:00Z",
"dateModified": "2025-08-29T12:12:00+02:00", "author": [{"name": "Jane Doe"}, {"name": "Max Muster"}],
"publisher": {"name": "A Desk"}}]}</script>"""


def test_json_ld_gives_dates_with_time_authors_and_outlet(tmp_path: Path) -> None:
    article = read_one(tmp_path, page(JSON_LD + "<link rel=canonical href='https://example.org/x'>"), "a.html")
    assert (article.published, article.updated) == ("2025-08-29T10:12:00Z", "2025-08-29T12:12:00+02:00")
    assert (article.byline, article.outlet) == ("Jane Doe, Max Muster", "A Desk")
    assert article.url == "https://example.org/x"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2025-08-29T10:12:00Z">',
        '<meta name="date" content="2025-08-29"><meta itemprop="datePublished" content="2025-08-29T10:12:00Z">',
    ],
)
def test_meta_elements_give_the_date(tmp_path: Path, head: str) -> None:
    assert read_one(tmp_path, page(head), "a.html").published == "2025-08-29T10:12:00Z"


def test_time_element_gives_the_date_and_running_text_does_not(tmp_path: Path) -> None:
    time = "<p><time datetime='2025-08-29T10:12:00Z'>29 August</time></p>"
    assert read_one(tmp_path, page(above=time), "a.html").published == "2025-08-29T10:12:00Z"
    told = "<p>On 3 May 2024 the same envoys had met in Riga for a first round of talks, which failed, they said.</p>"
    assert read_one(tmp_path, page(above=told), "a.html").published is None


@pytest.mark.parametrize(
    "script", ["{", '"x"', "[" * 5000, '{"@type": "NewsArticle", "datePublished": 5, "author": [[1]]}']
)
def test_broken_json_ld_is_passed_over(tmp_path: Path, script: str) -> None:
    article = read_one(tmp_path, page(f'<script type="application/ld+json">{script}</script>'), "a.html")
    assert (article.published, article.byline) == (None, None)


def test_fragment_is_read_like_wire_copy(tmp_path: Path) -> None:
    text = (
        "<h1>Envoys meet</h1>\n<p>Tue, 24 May 2022 11:17:41 +0000</p>\n<p>Office of the Spokesperson</p>\n"
        "<p>They <em>talked</em>.</p><ul><li>They left.</li></ul><table><tr><td>1</td></tr></table>"
    )
    article = read_one(tmp_path, text, "a.html")
    assert article.published == "2022-05-24T11:17:41Z"
    assert article.body == "Envoys meet\n\nThey talked.\n\nThey left."
    assert article.byline == "Office of the Spokesperson"


def test_front_matter_goes_before_the_head_of_the_page(tmp_path: Path) -> None:
    article = read_one(tmp_path, "---\nsource: B Desk\nnote: Ours\n---\n" + page(JSON_LD), "a.html")
    assert (article.outlet, article.note, article.byline) == ("B Desk", "Ours", "Jane Doe, Max Muster")


@pytest.mark.parametrize("bait", ["<p>", "<p>a</p>", "<div>a</div>\n", "<i>a</i> ", "<br>"])
def test_row_59_a_page_of_elements_without_end_is_an_error_within_two_seconds(tmp_path: Path, bait: str) -> None:
    page = f"<!doctype html><html><body><h1>Head</h1><p>Text.</p>{bait * 150_000}"
    begun = time.process_time()
    articles, problems = read_with_problems(tmp_path, page, "a.html")
    assert time.process_time() - begun < 2
    assert articles == ()
    assert [problem.message for problem in problems] == ["too complex: more than 20,000 elements"]


@pytest.mark.parametrize(
    "bait", ["<div>", "<table><tr><td>", "<ul><li>a", "<b>a", "<a href=x>", "<!--", "<![CDATA[", "&amp", "<"]
)
def test_row_59_a_page_nested_without_end_is_read_as_far_as_it_goes(tmp_path: Path, bait: str) -> None:
    page = f"<!doctype html><html><body><h1>Head</h1><p>Text.</p>{bait * (1_800_000 // len(bait))}"
    begun = time.process_time()
    read_with_problems(tmp_path, page, "a.html")
    assert time.process_time() - begun < 2
