from hypothesis import given
from hypothesis import strategies as st

from briefgen.frozen import replace
from briefgen.identity import Identifier, identify
from briefgen.model import Article, Keys
from tests.conftest import article


def made(path: str, title: str, published: str | None = None, slug: str | None = None) -> Article:
    return replace(article("Text."), path=path, title=title, published=published, slug=slug)


def test_the_id_is_the_headlines_slug() -> None:
    found = identify([made("a.txt", "Leaders Meet - in Vienna")])
    assert list(found.articles) == ["leaders-meet-in-vienna"]
    assert found.problems == ()


def test_the_earliest_of_one_headline_keeps_the_plain_id_and_the_others_add_their_day() -> None:
    late, early = made("a.txt", "Talks", "2025-09-02T10:00:00Z"), made("b.txt", "Talks", "2025-09-01")
    assert identify([late, early]).articles == {"talks": early, "talks-2025-09-02": late}


def test_one_headline_on_one_day_is_told_apart_by_path() -> None:
    found = identify([made(p, "Talks", "2025-09-01") for p in ("a.txt", "b.txt", "c.txt")]).articles
    assert len(found) == 3
    assert {"talks", "talks-2025-09-01"} < set(found)


def test_a_slug_asked_for_twice_is_a_problem_that_names_both() -> None:
    found = identify([made("a.txt", "A", slug="x"), made("b.txt", "B", slug="x")])
    [problem] = found.problems
    assert set(found.articles) == {"x"}
    assert "a.txt" in problem.message
    assert problem.path == "b.txt"


def test_a_headline_without_letters_or_with_a_reserved_word_still_gets_an_id() -> None:
    found = identify([made("a.txt", "!!!"), made("b.txt", "Index")]).articles
    assert all(i.startswith("briefing-") for i in found)


articles = st.lists(
    st.tuples(
        st.sampled_from("abcdef"), st.sampled_from(["Talks", "Summit", "!"]), st.sampled_from([None, "2025-09-01"])
    ),
    unique_by=lambda t: t[0],
).map(lambda rows: [made(*row) for row in rows])


@given(articles.flatmap(lambda a: st.tuples(st.just(a), st.permutations(a))))
def test_order_has_no_effect_and_none_is_lost(pair: tuple[list[Article], list[Article]]) -> None:
    assert identify(pair[0]) == identify(pair[1])
    assert len(identify(pair[0]).articles) == len(pair[0])


def test_an_article_keeps_its_id_when_it_is_renamed_retitled_or_corrected() -> None:
    old = made("a.txt", "Talks open", "2025-09-01")
    before = identify([old])
    for changed in (
        replace(old, path="archive/b.txt"),
        replace(old, title="Talks open in Vienna"),
        replace(old, body="Another text."),
    ):
        after = identify([changed], before.keys)
        assert list(after.articles) == ["talks-open"]
        assert after.gave_way == {}


def test_a_new_article_takes_no_id_that_another_had() -> None:
    gone = identify([made("a.txt", "Talks", "2025-09-01")])
    other = replace(made("b.txt", "Talks", "2025-10-01"), body="Something else.", title="Talks")
    came = replace(other, path="c.txt", title="Summit")
    assert "talks" not in identify([came], gone.keys).articles


def test_a_slug_that_is_asked_for_later_leaves_the_old_address_leading_there() -> None:
    old = made("a.txt", "Talks open", "2025-09-01")
    after = identify([replace(old, slug="vienna")], identify([old]).keys)
    assert list(after.articles) == ["vienna"]
    assert after.gave_way == {"talks-open": "vienna"}


edited = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        st.sampled_from(["Talks", "Summit", "!"]),
        st.sampled_from([None, "2025-09-01", "9999"]),
        st.sampled_from([None, None, None, "talks", "x"]),
        st.sampled_from(["Text.", "Other text."]),
    ),
    unique_by=lambda t: t[0],
)


@given(st.lists(st.tuples(edited, st.booleans()), min_size=1, max_size=5))
def test_what_is_remembered_changes_no_id(
    days: list[tuple[list[tuple[str, str, str | None, str | None, str]], bool]],
) -> None:
    identifier, kept = Identifier(), dict[str, Keys]()
    known: dict[tuple[object, ...], Article] = {}
    for rows, published in days:
        for row in rows:
            known.setdefault(row, replace(made(*row[:4]), body=row[4]))  # the same object where nothing changed
        articles = [known[row] for row in rows]
        found = identifier.identify(articles, kept)
        assert found == identify(articles, kept)
        assert list(found.articles) == sorted(found.articles)
        if published:
            kept |= found.keys


def test_an_article_that_was_never_published_takes_the_id_of_its_new_headline() -> None:
    identifier = Identifier()
    for title in ("Talks", "Summit", "Visit"):
        assert list(identifier.identify([made("a.txt", title)]).articles) == [title.lower()]
