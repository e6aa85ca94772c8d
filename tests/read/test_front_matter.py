"""Front matter: the words of other tools, YAML as meant, and rows 18 to 45 of the table of bad inputs."""

import time
from pathlib import Path

import pytest

from briefgen.errors import Problem
from briefgen.read.front_matter import part_front_matter
from briefgen.read.metadata import Metadata
from tests.read.reading import read_one, read_with_problems

TEXT = "\n\nEnvoys met in Vienna, officials said."


def metadata(*lines: str, zone: str | None = None) -> Metadata:
    parted = part_front_matter("\n".join(["---", *lines, "---", "Text."]), "a.md", zone)
    assert parted.problems == ()
    return parted.metadata


def problem(*lines: str) -> Problem:
    [found] = part_front_matter("\n".join(["---", *lines, "---", "Text."]), "a.md", None).problems
    return found


def test_words_of_other_tools_are_understood() -> None:
    wordpress = metadata("post_title: 'Envoys Meet &#8211; again'", "post_date: 2016-05-29 15:33:06", "published: true")
    assert wordpress.title == "Envoys Meet – again"
    assert wordpress.published == "2016-05-29T15:33:06"
    scraped = metadata(
        "date: '2023-08-18'",
        "modified_time: 2023-08-18 16:19:33-04:00",
        "published_time: 2023-08-18 16:19:32-04:00",
        "source_url: https://example.org/a",
        'title: "Readout of\\_a Meeting with Mr. Erdo\\u011Fan of\\_\\',
        '  \\ Example"',
        "tags: [a, b]",
        "layout: post",
    )
    assert scraped.published == "2023-08-18T16:19:32-04:00"
    assert scraped.updated == "2023-08-18T16:19:33-04:00"
    assert scraped.title == "Readout of a Meeting with Mr. Erdoğan of Example"
    assert (scraped.url, scraped.tags) == ("https://example.org/a", ("a", "b"))


def test_every_format_may_have_front_matter(tmp_path: Path) -> None:
    for name in ("a.txt", "a.md", "a.html"):
        article = read_one(tmp_path, f"---\ntitle: Envoys meet\nsource: A Desk\nnote: CC0\n---{TEXT}", name)
        assert (article.title, article.outlet, article.note) == ("Envoys meet", "A Desk", "CC0")
        assert article.body == "Envoys meet\n\nEnvoys met in Vienna, officials said."
        (tmp_path / "content" / name).unlink()


def test_row_18_unclosed_block_is_an_error() -> None:
    [found] = part_front_matter("---\ntitle: A\nText.", "a.md", None).problems
    assert (found.line, "never closed" in found.message) == (1, True)


def test_row_19_tab_is_an_error_with_its_place() -> None:
    found = problem("title: A", "tags:", "\t- b")
    assert (found.line, found.hint) == (4, "indent with blanks")


def test_row_20_colon_in_a_value_shows_the_line_with_quotes() -> None:
    found = problem("date: 2025-01-01", "title: Summit: day two")
    assert found.line == 3
    assert 'title: "Summit: day two"' in found.hint


def test_row_21_key_given_twice_names_both_lines() -> None:
    found = problem("title: A", "date: 2025-01-01", "title: B")
    assert (found.line, "lines 1 and 3" in found.message or "lines 2 and 4" in found.message) == (4, True)


def test_rows_22_and_23_scalars_stay_what_is_written() -> None:
    assert metadata("title: NO").title == "NO"
    assert metadata("title: on").title == "on"
    assert metadata("title: 12:30").title == "12:30"
    assert metadata("title: 010").title == "010"
    assert metadata("title: 2025-08-29").title == "2025-08-29"


@pytest.mark.parametrize("value", ["2026-02-30", "2026-13-01", "2026-01-01T24:61", "04/06/2026", "soon"])
def test_rows_24_and_26_bad_dates_are_errors_with_their_line(value: str) -> None:
    assert problem("title: A", f"date: {value}").line == 3


def test_row_25_naive_time_takes_the_zone_of_the_site() -> None:
    assert metadata("date: 2025-08-29T10:12", zone="Europe/Berlin").published == "2025-08-29T10:12:00+02:00"
    assert metadata("date: 2025-08-29T10:12").published == "2025-08-29T10:12:00"


@pytest.mark.parametrize("line", ["- a", "just words"])
def test_row_27_list_or_text_is_an_error(line: str) -> None:
    assert problem(line).severity == "error"


def test_row_28_wrong_types_are_errors_and_scalars_are_text() -> None:
    assert "list" in problem("title: [a, b]").message
    assert metadata("title: 2026").title == "2026"
    assert metadata('tags: "a, b"').tags == ("a", "b")


def test_row_29_slips_are_told_and_foreign_keys_are_not() -> None:
    assert metadata("layout: post", "ID: 3", "whatever: [1]") == Metadata()
    slip = problem("titel: A")
    assert (slip.severity, slip.hint) == ("warning", "did you mean 'title'?")
    assert problem("darft: true").severity == "error"
    assert problem("embargo_untill: 2026-01-01").severity == "error"


def test_rows_30_31_and_33_tags_anchors_and_aliases_are_refused_at_once() -> None:
    begun = time.perf_counter()
    assert "tags" in problem("a: !!python/object/apply:os.system ['true']").message
    laughs = [
        "a: &a [x, x, x]",
        *(f"{c}: &{c} [*{p}, *{p}, *{p}]" for p, c in zip("abcdefgh", "bcdefghi", strict=True)),
    ]
    assert "anchors" in problem(*laughs).message
    assert "anchors" in problem("a: &a [*a]").message
    assert time.perf_counter() - begun < 0.5


def test_row_32_deep_nesting_is_refused() -> None:
    assert "deep" in problem("a: " + "[" * 5000).message or "nesting" in problem("a: " + "[" * 5000).message
    assert "20" in problem("a: " + "[" * 25 + "]" * 25).message


@pytest.mark.parametrize("value", ['"\\ud800"', "a\x00b", "a\x81b"])
def test_row_34_characters_that_are_none_are_errors(value: str) -> None:
    assert problem(f"title: {value}").severity == "error"


def test_row_35_endless_title_is_an_error() -> None:
    assert "5000 characters" in problem("title: " + "9" * 5000).message


def test_row_36_only_the_first_block_is_metadata(tmp_path: Path) -> None:
    article = read_one(tmp_path, "---\ntitle: A story\n---\nOne, he said.\n\n---\ntitle: B\n---\n\nTwo, he said.")
    assert article.title == "A story"
    assert "title: B" in article.body


@pytest.mark.parametrize(
    "text", ["---js\nx = 1\n---\nText.", "+++\ntitle = 'A'\n+++\nText.", '{\n"title": "A"\n}\nText.']
)
def test_row_37_other_languages_are_refused(text: str) -> None:
    [found] = part_front_matter(text, "a.md", None).problems
    assert (found.line, "not supported" in found.message) == (1, True)


def test_row_38_large_front_matter_is_refused() -> None:
    assert "64 kB" in problem("tags: [" + "a, " * 30000 + "]").message


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "//example.org/x", "https://me:secret@example.org/", "http://"],
)
def test_row_40_only_plain_web_addresses_pass(address: str) -> None:
    found = problem(f"source_url: {address}")
    assert (found.severity, found.line) == ("error", 2)
    assert "secret" not in found.message


@pytest.mark.parametrize("slug", ["../../etc/x", "/abs", "'a\\b'", "C:x", "%2e%2e/"])
def test_row_41_slug_that_leads_elsewhere_is_an_error(slug: str) -> None:
    assert problem(f"slug: {slug}").severity == "error"


def test_row_42_slug_without_letters_falls_back_with_a_warning() -> None:
    assert problem("slug: '!!!'").severity == "warning"


@pytest.mark.parametrize("slug", ["index", "feed", "CON", "nul", ".well-known", "assets"])
def test_row_45_reserved_slugs_are_errors(slug: str) -> None:
    assert "reserved" in problem(f"slug: {slug}").message


def test_row_87_merge_conflict_is_named(tmp_path: Path) -> None:
    text = "---\n<<<<<<< ours\ntitle: A\n=======\ntitle: B\n>>>>>>> theirs\n---\nText."
    articles, [found] = read_with_problems(tmp_path, text, "a.md")
    assert articles == ()
    assert (found.line, found.message) == (2, "unresolved merge conflict")


def test_drafts_are_marked_in_each_way_of_saying_so() -> None:
    assert metadata("draft: true").draft
    assert metadata("published: false").draft
    assert metadata("status: draft").draft
    assert not metadata("draft: no").draft
    assert problem("draft: perhaps").severity == "error"


@pytest.mark.parametrize("year", ["0001", "1899", "2101", "9999"])
def test_row_75_a_year_that_no_newspaper_knew_is_an_error(year: str) -> None:
    found = problem(f"published: {year}-01-01")
    assert (found.severity, found.line) == ("error", 2)
    assert "not between 1900 and 2100" in found.message
