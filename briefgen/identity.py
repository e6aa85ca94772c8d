"""Articles -> the ids of their briefings, which are also the last part of their URLs.

An id is the slug that the front matter asks for, else the one that the article was published under (ledger.py knows it
again by its path, its headline or its text), else the headline's slug. New articles that share a headline are told
apart by their day, then by their path: the earliest keeps the plain id, so that a later article takes nothing from it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefgen.errors import Problem
from briefgen.ledger import assign
from briefgen.model import Article, Keys
from briefgen.slugs import short_hash, slug

RESERVED = frozenset({"index", "feed", "assets", "static", "data"})  # names that hosts and the site itself use


@dataclass(frozen=True, slots=True)
class Identified:
    """The articles by id, in the order of ids; what each is known by; ids that gave way; slugs asked for twice."""

    articles: Mapping[str, Article]
    keys: Mapping[str, Keys]
    gave_way: Mapping[str, str]
    problems: tuple[Problem, ...]


def identify(articles: Iterable[Article], kept: Mapping[str, Keys] | None = None) -> Identified:
    """Give each article an id. kept: the ids published before. The order of the articles has no effect."""
    found: dict[str, Article] = {}
    problems: list[Problem] = []
    free: list[Article] = []
    for article in sorted(articles, key=lambda a: a.path):
        if article.slug is None:
            free.append(article)
        elif article.slug in found:
            other = found[article.slug].path
            problems.append(
                Problem(article.path, f"slug '{article.slug}' is also asked for by {other}", hint="change one")
            )
        else:
            found[article.slug] = article
    asked = {found[name].path: name for name in found}
    free.sort(key=lambda a: (slug(a.title), a.published or "9999", a.path))
    known = {name: keys for name, keys in (kept or {}).items() if name not in found}
    assigned = assign([_keys(a) for a in free], lambda i, taken: _free(free[i], taken | set(found)), known)
    found |= dict(zip(assigned.ids, free, strict=True))
    keys = {name: _keys(article) for name, article in found.items()}
    moved = {old: new for old, new in assigned.gave_way.items() if old not in found}
    for name, old_keys in (kept or {}).items():
        path = next((asked[key[5:]] for key in old_keys if key.startswith("path:") and key[5:] in asked), None)
        if name not in found and path is not None:
            moved[name] = path
    return Identified(dict(sorted(found.items())), keys, moved, tuple(problems))


def _keys(article: Article) -> Keys:
    """What an article is known again by when it is renamed, retitled or corrected: path, headline and text."""
    title = slug(article.title)
    return (f"path:{article.path}", *([f"title:{title}"] if title else []), f"text:{short_hash(article.body)}")


def _free(article: Article, taken: set[str]) -> str:
    day, mark, plain = (article.published or "")[:10], short_hash(article.path), slug(article.title)
    plain = plain if plain and plain not in RESERVED else f"briefing-{plain or mark}"
    choices = (plain, f"{plain}-{day}" if day else "", f"{plain}-{mark}")
    return next((c for c in choices if c and c not in taken), f"{plain}-{day}-{mark}")
