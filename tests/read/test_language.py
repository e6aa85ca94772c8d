"""Whether a text is English: told by its small words and its letters, and only where there is enough of it."""

from pathlib import Path

import pytest

from briefgen.read.language import is_other_than_english
from briefgen.scope import LONGEST, why_not_searched
from tests.conftest import SHARED, article
from tests.read.reading import read_one, read_with_problems

ENGLISH = (
    "The ministers met in Oslo on Monday and said that they would continue the talks in June. It was not clear where, "
    "and the spokesman of the Norwegian ministry declined to answer. Both sides were satisfied with the first round."
)
GERMAN = (
    "Die Minister trafen sich am Montag in Oslo und sagten, dass sie die Gespräche im Juni fortsetzen. Wo das sein wird, "
    "war noch nicht klar, und der Sprecher des norwegischen Ministeriums wollte sich dazu nicht äußern. Beide Seiten "
    "zeigten sich mit der ersten Runde zufrieden."
)
DUTCH = (
    "De ministers kwamen maandag in Oslo bijeen en zeiden dat de gesprekken in juni doorgaan. Waar dat is, was nog niet "
    "bekend, en de woordvoerder van het Noorse ministerie wilde er niets over zeggen. Beide landen zijn tevreden over de "
    "eerste ronde."
)
RUSSIAN = "Министры встретились в понедельник в Осло и договорились продолжить переговоры в июне."
CHINESE = "外交部长们星期一在奥斯陆会晤并表示他们将于六月继续会谈目前还不清楚地点发言人拒绝回答记者的提问双方对第一轮会谈都感到满意"
ARABIC = "التقى الوزراء يوم الاثنين في أوسلو واتفقوا على مواصلة المحادثات في يونيو حزيران المقبل"


@pytest.mark.parametrize("text", [GERMAN, DUTCH, RUSSIAN, CHINESE, ARABIC], ids=["de", "nl", "ru", "zh", "ar"])
def test_row_65_another_language_is_seen(text: str) -> None:
    assert is_other_than_english(text)


@pytest.mark.parametrize("text", [ENGLISH, ENGLISH + CHINESE[:20], "Lee, Kim, Park, Choi", "", "Oslo " * 30])
def test_english_and_what_is_too_short_to_tell_is_not(text: str) -> None:
    assert not is_other_than_english(text)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled articles are not here")
def test_no_real_article_is_taken_for_another_language() -> None:
    texts = [path.read_text("utf-8") for path in (SHARED / "gold").rglob("*.txt")]
    assert len(texts) > 20
    assert not [text[:60] for text in texts if is_other_than_english(text)]


def test_a_text_that_is_not_english_loses_its_tag_with_a_warning_that_says_what_to_do(tmp_path: Path) -> None:
    [made], [problem] = read_with_problems(tmp_path, f"Treffen in Oslo\n\n{GERMAN}\n")
    assert made.language == "und"
    assert (problem.severity, "language: fr" in problem.hint) == ("warning", True)


def test_a_language_that_is_named_is_taken_at_its_word(tmp_path: Path) -> None:
    made = read_one(tmp_path, f"---\ntitle: Treffen in Oslo\nlanguage: de\n---\n{GERMAN}\n", "a.md")
    assert made.language == "de"
    assert why_not_searched(made) == "is not in English"


def test_row_60_a_text_that_no_parser_holds_is_shown_with_a_warning(tmp_path: Path) -> None:
    [made], [problem] = read_with_problems(tmp_path, "Talks in Oslo\n\n" + "a" * LONGEST)
    assert "longer than" in str(why_not_searched(made))
    assert problem.severity == "warning"


def test_an_english_article_is_searched() -> None:
    assert why_not_searched(article(ENGLISH)) is None
