"""The labelled real articles are read without problems and dated as their labels say. Skipped where they are absent."""

import json

import pytest

from briefgen.config import Settings
from briefgen.read import read_articles
from tests.conftest import SHARED

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="the labelled articles are not part of the repository")


@pytest.mark.parametrize("folder", ["articles", "clusters"])
def test_real_articles_are_read_without_problems(folder: str) -> None:
    articles, problems = read_articles(SHARED / "gold", Settings(content=folder))
    assert problems == ()
    assert len(articles) == sum(f.suffix in {".txt", ".md", ".html"} for f in (SHARED / "gold" / folder).iterdir())
    assert all(article.headline for article in articles)


def test_dates_of_publication_are_those_of_the_labels() -> None:
    articles, _ = read_articles(SHARED / "gold", Settings(content="articles"))
    for article in articles:
        label = (SHARED / "gold" / article.path).with_suffix(".gold.json")
        wanted = json.loads(label.read_text("utf-8"))["published"]
        assert (article.published or "")[: len(wanted or "")].rstrip("Z") == (wanted or "").rstrip("Z")


def test_seed_article_loses_its_stamps_and_nothing_else() -> None:
    [article], problems = read_articles(SHARED, Settings(content="seed"))
    assert problems == ()
    assert article.title.endswith("With Zelensky - Kremlin")
    assert (article.published, article.updated) == ("2025-08-29T10:12:00Z", "2025-08-29T10:39:00Z")
    lines = (SHARED / "seed" / "article.txt").read_text("utf-8").splitlines()
    assert article.body.split("\n\n") == [lines[0], *lines[2:-1]]
