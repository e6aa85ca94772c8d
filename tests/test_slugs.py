from hypothesis import given
from hypothesis import strategies as st

from briefgen.slugs import LONGEST, fold, slug


def test_accents_case_and_punctuation_make_no_difference() -> None:
    assert slug("Türkiye’s  Foreign-Minister: Çavuşoğlu!") == "turkiyes-foreign-minister-cavusoglu"
    assert fold("Łódź") == fold("LODZ")


def test_other_scripts_keep_their_letters() -> None:
    assert slug("北京 2025") == "北京-2025"


def test_a_long_headline_is_cut_at_a_word_and_stays_distinct() -> None:
    one, two = slug("word " * 60 + "one"), slug("word " * 60 + "two")
    assert one != two
    assert len(one) <= LONGEST
    assert one.startswith("word-word-")


@given(st.text())
def test_a_slug_is_safe_as_a_file_name_and_settled(words: str) -> None:
    made = slug(words)
    assert not set(made) & set("/\\.:%?# ")
    assert not made.startswith("-")
    assert not made.endswith("-")
    assert len(made) <= LONGEST
    assert slug(made) == made
