"""Articles -> the ids of their briefings, which are also the last part of their URLs.

An id is the headline's slug, or the slug that the front matter asks for. Articles that share a headline are told apart
by their day, then by their path: the earliest keeps the plain id, so that a later article takes nothing from it.
"""

from collections import defaultdict
from collections.abc import Iterable

from briefgen.errors import Problem
from briefgen.model import Article
from briefgen.slugs import short_hash, slug

RESERVED = frozenset({"index", "feed", "assets", "static", "data"})  # names that hosts and the site itself use


def identify(articles: Iterable[Article]) -> tuple[dict[str, Article], tuple[Problem, ...]]:
    """Give each article an id: articles by id, in the order of ids, and a problem for each slug asked for twice.

    The order of the articles has no effect.
    """
    found: dict[str, Article] = {}
    problems: list[Problem] = []
    groups: defaultdict[str, list[Article]] = defaultdict(list)
    for article in sorted(articles, key=lambda a: a.path):
        if article.slug is None:
            groups[slug(article.title)].append(article)
        elif article.slug in found:
            other = found[article.slug].path
            problems.append(
                Problem(article.path, f"slug '{article.slug}' is also asked for by {other}", hint="change one")
            )
        else:
            found[article.slug] = article
    for plain, same in sorted(groups.items()):
        for article in sorted(same, key=lambda a: (a.published or "9999", a.path)):
            found[_free(plain, article, found)] = article
    return dict(sorted(found.items())), tuple(problems)


def _free(plain: str, article: Article, taken: dict[str, Article]) -> str:
    day = (article.published or "")[:10]
    mark = short_hash(article.path)
    plain = plain if plain and plain not in RESERVED else f"briefing-{plain or mark}"
    choices = (plain, f"{plain}-{day}" if day else "", f"{plain}-{mark}")
    return next((c for c in choices if c and c not in taken), f"{plain}-{day}-{mark}")
