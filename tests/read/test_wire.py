"""Wire copy as pasted from agencies' and outlets' pages. All sentences and people are made up."""

from pathlib import Path

import pytest

from tests.read.reading import paragraphs, read_one, read_with_problems, words

REUTERS = """World
Envoys to meet in Vienna on grain corridor, ministers say
By Jane Doe, John Q. Public and Max Muster
August 29, 2025
5:14 PM GMT+2
Updated 3 hours ago

Item 1 of 3 Minister Hana Ozols speaks in Vienna, Austria, August 29, 2025. REUTERS/Erik Sample
[1/3]Minister Hana Ozols speaks in Vienna, August 29, 2025. REUTERS/Erik Sample Purchase Licensing Rights, opens new tab

Summary
Envoys from nine states expected in Vienna
VIENNA, Aug 28 (Reuters) - Envoys from nine states will meet in Vienna to revive a corridor for grain, she said.
"We want ships to sail before the frost," Hana Ozols told reporters.
Advertisement · Scroll to continue
The talks would begin on Tuesday.
Sign up here.
Reporting by Jane Doe in Vienna and John Q. Public in Riga; Editing by Ann Other
Our Standards: The Thomson Reuters Trust Principles., opens new tab
"""

AP = """Leaders fail to agree on a truce after a night of talks

FILE - President Ada Example arrives for a summit in Geneva, June 3, 2025. (AP Photo/Erik Sample, File)
Read More
By  MAX MUSTER, JANE DOE and AAMER BEISPIEL
Updated 3:04 PM GMT+2, August 29, 2025
GENEVA (AP) — The two presidents failed to agree on a truce on Friday.
They will meet again “before the leaves fall,” President Ada Example said.
___
Muster reported from Riga, Latvia. Associated Press writer Ann Other in Bern contributed to this report.
"""

AFP = """Envoys gather in Vienna for talks on grain

    Vienna, Aug 29, 2025 (AFP) - Envoys from nine states gathered in Vienna on
Friday for talks on a corridor for grain, the first such meeting since the
spring, officials said.
    "We are hopeful," said a diplomat who asked not to be named because the
talks are private.
                                        jd/mm/ao
© Agence France-Presse
"""

XINHUA = """Interview: Bloc must stay united, says secretary-general
Source: Xinhua
Editor: huaxia
2025-08-29 10:12:39

This photo taken on Aug. 28, 2025 shows the venue of the meeting in Tianjin, north China. (Xinhua/Li Example)

TIANJIN, Aug. 29 (Xinhua) -- The bloc must stay united, its secretary-general said on Friday.

Leaders will arrive on Sunday. ■
"""

BBC = """Talks on grain open in Vienna
29 August 2025
Share
Save
Jane Doe
BBC News, Vienna
Getty Images Envoys shake hands in front of a flag
Talks on a corridor for grain have opened in Vienna, with nine states taking part.
The Latvian minister said they could last until Sunday.
"""

KREMLIN_STYLE = """Talks with the Chancellor
The President held talks in the capital with the Chancellor.

August 29, 2025, 13:15
The Old Palace, Example City

The talks focused on trade, transport and the grain corridor of the eastern provinces.
"""

STATE_STYLE = """Deputy Secretary's Travel to Vienna
August 29, 2025

Office of the Spokesperson

The below is attributable to Spokesperson Jo Bloggs:

The Deputy Secretary will travel to Vienna on September 2.

###
"""


def test_reuters_page_gives_headline_signature_dateline_and_text(tmp_path: Path) -> None:
    article = read_one(tmp_path, REUTERS)
    assert article.title == "Envoys to meet in Vienna on grain corridor, ministers say"
    assert article.published == "2025-08-29T17:14:00+02:00"
    assert article.outlet == "Reuters"
    assert article.byline == "Jane Doe, John Q. Public and Max Muster"
    assert paragraphs(article) == [
        "Envoys from nine states expected in Vienna",
        "VIENNA, Aug 28 (Reuters) - Envoys from nine states will meet in Vienna to revive a corridor for grain, she said.",
        '"We want ships to sail before the frost," Hana Ozols told reporters.',
        "The talks would begin on Tuesday.",
    ]
    assert article.dateline is not None
    assert words(article, article.dateline.span) == "VIENNA, Aug 28 (Reuters) -"
    assert words(article, article.dateline.place) == "VIENNA"
    assert article.dateline.date == "2025-08-28"
    assert article.anchor == "2025-08-28"


def test_ap_page_that_gives_only_its_update_counts_as_published_then(tmp_path: Path) -> None:
    article = read_one(tmp_path, AP)
    assert article.published == article.updated == "2025-08-29T15:04:00+02:00"
    assert article.byline == "MAX MUSTER, JANE DOE and AAMER BEISPIEL"
    assert paragraphs(article) == [
        "GENEVA (AP) — The two presidents failed to agree on a truce on Friday.",
        "They will meet again “before the leaves fall,” President Ada Example said.",
    ]


def test_wrapped_afp_copy_is_joined_and_dated_by_its_dateline(tmp_path: Path) -> None:
    article = read_one(tmp_path, AFP)
    assert article.published == "2025-08-29"
    assert article.outlet == "AFP"
    assert [p[:12] for p in paragraphs(article)] == ["Vienna, Aug ", '"We are hope']
    assert paragraphs(article)[1].endswith("because the talks are private.")


def test_xinhua_page_loses_source_editor_caption_and_end_mark(tmp_path: Path) -> None:
    article = read_one(tmp_path, XINHUA, timezone="Asia/Shanghai")
    assert article.published == "2025-08-29T10:12:39+08:00"
    assert article.outlet == "Xinhua"
    assert paragraphs(article) == [
        "TIANJIN, Aug. 29 (Xinhua) -- The bloc must stay united, its secretary-general said on Friday.",
        "Leaders will arrive on Sunday.",
    ]


def test_bbc_page_gives_the_name_beside_the_outlet_as_byline(tmp_path: Path) -> None:
    article = read_one(tmp_path, BBC)
    assert (article.published, article.outlet, article.byline) == ("2025-08-29", "BBC News", "Jane Doe")
    assert len(article.paragraphs) == 2


def test_stamp_below_a_standfirst_and_the_place_below_the_stamp(tmp_path: Path) -> None:
    article = read_one(tmp_path, KREMLIN_STYLE)
    assert article.published == "2025-08-29T13:15:00"
    assert paragraphs(article)[:2] == [
        "The President held talks in the capital with the Chancellor.",
        "The Old Palace, Example City",
    ]
    assert article.dateline is not None
    assert words(article, article.dateline.place) == "The Old Palace, Example City"


def test_government_office_is_a_byline_and_an_attribution_is_text(tmp_path: Path) -> None:
    article = read_one(tmp_path, STATE_STYLE)
    assert article.byline == "Office of the Spokesperson"
    assert paragraphs(article) == [
        "The below is attributable to Spokesperson Jo Bloggs:",
        "The Deputy Secretary will travel to Vienna on September 2.",
    ]


def test_one_paragraph_a_line_without_blank_lines_stays_so(tmp_path: Path) -> None:
    text = (
        "Head of the story\n10:12 GMT 29.08.2025 (Updated: 10:39 GMT 29.08.2025)\nFirst, he said.\nSecond, he said.\n"
    )
    article = read_one(tmp_path, text)
    assert (article.published, article.updated) == ("2025-08-29T10:12:00Z", "2025-08-29T10:39:00Z")
    assert article.body == "Head of the story\n\nFirst, he said.\n\nSecond, he said."


def test_left_over_stamp_of_another_item_is_dropped_and_dates_nothing(tmp_path: Path) -> None:
    article = read_one(
        tmp_path, "Head of the story\n\nThe text of it, he said.\n\nMore text.\n\n15 August, 07:30 GMT\n"
    )
    assert article.published is None
    assert paragraphs(article) == ["The text of it, he said.", "More text."]


def test_dateline_without_year_and_without_stamp_gives_no_date(tmp_path: Path) -> None:
    article = read_one(tmp_path, "Head\n\nRIGA, Jan 3 (Reuters) - It snowed, he said.")
    assert article.dateline is not None
    assert (article.dateline.date, article.published) == (None, None)


def test_dateline_of_december_below_a_stamp_of_january_is_of_the_year_before(tmp_path: Path) -> None:
    article = read_one(tmp_path, "Head\n2 January 2026\n\nRIGA, Dec 31 (Reuters) - It snowed, he said.")
    assert article.dateline is not None
    assert article.dateline.date == "2025-12-31"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Envoys gather in Vienna - Reuters", "Envoys gather in Vienna"),
        ("Envoys gather in Vienna | AP News", "Envoys gather in Vienna"),
        ("Envoys gather in Vienna – Voice of America", "Envoys gather in Vienna"),
        ("Envoys To Gather in Vienna - Kremlin", "Envoys To Gather in Vienna - Kremlin"),
        ("UPDATE 2-Envoys gather in Vienna", "Envoys gather in Vienna"),
        ("Envoys gather in the U.S.", "Envoys gather in the U.S."),
    ],
)
def test_headline_loses_an_outlet_and_nothing_else(tmp_path: Path, line: str, title: str) -> None:
    article = read_one(tmp_path, f"{line}\n\nThey will talk about grain, officials said.")
    assert article.title == title
    assert words(article, article.headline) == title


def test_text_without_headline_takes_its_first_sentence_as_title(tmp_path: Path) -> None:
    article = read_one(tmp_path, "VIENNA (AP) — Envoys met in Vienna. They talked.\n\nThey will meet again.")
    assert article.headline is None
    assert article.title == "Envoys met in Vienna"
    assert article.body.startswith("VIENNA (AP) — Envoys met")


def test_headline_of_the_front_matter_heads_the_body_and_is_not_repeated(tmp_path: Path) -> None:
    text = "---\ntitle: Envoys Meet in Vienna\n---\nEnvoys meet in Vienna\n\nThey talked about grain."
    assert read_one(tmp_path, text).body == "Envoys Meet in Vienna\n\nThey talked about grain."


def test_bullets_and_emoji_before_a_paragraph_are_dropped(tmp_path: Path) -> None:
    text = "Head of it\n\n• Envoys met.\n🟦 They talked.\n- They left.\n1. They will return.\n"
    assert paragraphs(read_one(tmp_path, text)) == ["Envoys met.", "They talked.", "They left.", "They will return."]


def test_comments_of_html_in_pasted_text_are_dropped(tmp_path: Path) -> None:
    assert paragraphs(read_one(tmp_path, "Head\n\nEnvoys met.\n\n<!-- call\nback -->\n\nThey left.")) == [
        "Envoys met.",
        "They left.",
    ]


def test_row_57_turning_characters_are_dropped_with_a_warning_and_what_shows_nothing_stays(tmp_path: Path) -> None:
    [article], [problem] = read_with_problems(tmp_path, "Head\n\nEn\u00advoys\u200b met \u202egnol\u202c ago.")
    assert problem.severity == "warning"
    assert (problem.line, "U+202E" in problem.message) == (3, True)
    assert paragraphs(article) == ["En\u00advoys\u200b met gnol ago."]


def test_row_58_separators_that_are_no_line_ends_are_blanks(tmp_path: Path) -> None:
    assert paragraphs(read_one(tmp_path, "Head\n\nEnvoys\u2028met\x0band\x85left.")) == ["Envoys met and left."]


def test_row_2_line_ends_of_any_kind_give_the_same_article(tmp_path: Path) -> None:
    plain = read_one(tmp_path, REUTERS)
    assert read_one(tmp_path, REUTERS.replace("\n", "\r\n")) == plain
    assert read_one(tmp_path, REUTERS.replace("\n", "\r")) == plain
