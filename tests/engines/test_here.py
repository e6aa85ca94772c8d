"""Reading on this computer: any number of processes finds the same."""

import gc
import threading
from typing import TYPE_CHECKING

import pytest

from briefgen import nlp as language_side
from briefgen.cache import decode
from briefgen.engines import here
from briefgen.model import Article

if TYPE_CHECKING:
    from spacy.language import Language

Articles = dict[str, Article]
Found = dict[str, bytes]


def test_several_processes_find_the_same_bytes_as_one(articles: Articles, found: Found) -> None:
    assert dict(here.search(language_side.model_name(None), articles, at_once=2)) == found
    assert all(decode(findings).events for findings in found.values())


def test_an_article_by_itself_is_read_as_among_others(nlp: "Language", articles: Articles, found: Found) -> None:
    for key in ("key-03", "key-04", "key-49"):
        assert dict(here.read(nlp, {key: articles[key]})) == {key: found[key]}


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_every_article_is_in_one_share_and_shares_are_of_a_length(articles: Articles, count: int) -> None:
    shares = here.shares(articles, count)
    assert sorted(key for share in shares for key in share) == sorted(articles)
    lengths = [sum(len(a.body) for a in share.values()) for share in shares]
    assert max(lengths) - min(lengths) <= max(len(a.body) for a in articles.values())


def test_nothing_to_read_loads_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_side, "load", lambda _: pytest.fail("loaded"))  # by this process
    assert list(here.search("some_model", {}, at_once=2)) == []


@pytest.fixture
def loaded(nlp: "Language", monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The models that are loaded from now on, by name; each is the same pipeline."""
    names: list[str] = []

    def load(name: str) -> "Language":
        names.append(name)
        return nlp

    monkeypatch.setattr(language_side, "load", load)
    return names


def test_an_engine_that_goes_on_loads_a_model_at_the_first_article_and_keeps_it(
    loaded: list[str], articles: Articles, found: Found
) -> None:
    engine = here.Kept()
    assert list(engine("a", {})) == []
    assert loaded == []
    for key in ("key-03", "key-04"):
        assert dict(engine("a", {key: articles[key]})) == {key: found[key]}
    assert loaded == ["a"]
    assert dict(engine("b", {"key-03": articles["key-03"]}))
    assert loaded == ["a", "b"]


@pytest.mark.parametrize("is_on", [True, False])
def test_the_collector_is_left_as_it_was_and_on_while_articles_are_read(
    is_on: bool, nlp: "Language", articles: Articles
) -> None:
    before = gc.get_threshold(), gc.get_freeze_count()
    if not is_on:
        gc.disable()
    try:
        reading = here.read(nlp, articles)
        assert next(reading)
        assert gc.isenabled()
        del reading
        assert (gc.isenabled(), gc.get_threshold(), gc.get_freeze_count()) == (is_on, *before)
    finally:
        gc.enable()


def test_a_pipeline_that_is_loaded_beforehand_is_the_one_that_reads(
    loaded: list[str], articles: Articles, found: Found
) -> None:
    engine = here.Kept()
    ahead = threading.Thread(target=engine.load, args=["some_model"])
    ahead.start()
    assert dict(engine("some_model", {"key-03": articles["key-03"]})) == {"key-03": found["key-03"]}
    ahead.join()
    assert loaded == ["some_model"]
