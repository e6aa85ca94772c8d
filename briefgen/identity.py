"""Articles -> the ids of their briefings, which are also the last part of their URLs.

An id is the slug that the front matter asks for, else the one that the article was published under (ledger.py knows it
again by its path, its headline or its text), else the headline's slug. New articles that share a headline are told
apart by their day, then by their path: the earliest keeps the plain id, so that a later article takes nothing from it.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from briefgen.errors import Problem
from briefgen.ledger import Assigned, assign
from briefgen.memory import Last
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


@dataclass(frozen=True, slots=True)
class _Known:
    """An article with what it is known by."""

    article: Article
    title: str  # the slug of its headline
    keys: Keys


class Identifier:
    """Gives ids, time after time; remembers what each article is known by."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}
        self._assigned = Last[Assigned]()

    def identify(self, articles: Iterable[Article], kept: Mapping[str, Keys] | None = None) -> Identified:
        """Give each article an id. kept: the ids published before. The order of the articles has no effect."""
        before = self._known
        self._known = {a.path: _known(a, before.get(a.path)) for a in sorted(articles, key=lambda a: a.path)}
        found: dict[str, _Known] = {}
        problems: list[Problem] = []
        free: list[_Known] = []
        for path, known in self._known.items():
            asked = known.article.slug
            if asked is None:
                free.append(known)
            elif asked in found:
                message = f"slug '{asked}' is also asked for by {found[asked].article.path}"
                problems.append(Problem(path, message, hint="change one"))
            else:
                found[asked] = known
        asked_by = {known.article.path: name for name, known in found.items()}
        free.sort(key=lambda known: (known.title, known.article.published or "9999", known.article.path))
        published = {name: keys for name, keys in (kept or {}).items() if name not in found}
        assigned = self._assigned(
            ([(k.keys, k.title, k.article.published) for k in free], list(found), published),
            lambda: assign([k.keys for k in free], lambda i, taken: _free(free[i], taken, found), published),
        )
        found |= dict(zip(assigned.ids, free, strict=True))
        moved = {old: new for old, new in assigned.gave_way.items() if old not in found}
        for name, old_keys in (kept or {}).items():
            path_ = next(
                (asked_by[key[5:]] for key in old_keys if key.startswith("path:") and key[5:] in asked_by), None
            )
            if name not in found and path_ is not None:
                moved[name] = path_
        return Identified(
            articles={name: known.article for name, known in sorted(found.items())},
            keys={name: known.keys for name, known in found.items()},
            gave_way=moved,
            problems=tuple(problems),
        )


def identify(articles: Iterable[Article], kept: Mapping[str, Keys] | None = None) -> Identified:
    """Give ids once; as Identifier.identify()."""
    return Identifier().identify(articles, kept)


def _known(article: Article, before: _Known | None) -> _Known:
    """What an article is known again by when it is renamed, retitled or corrected: path, headline and text."""
    if before is not None and before.article is article:
        return before
    title = slug(article.title)
    keys = (f"path:{article.path}", *([f"title:{title}"] if title else []), f"text:{short_hash(article.body)}")
    return _Known(article, title, keys)


def _free(known: _Known, taken: Container[str], asked: Container[str]) -> str:
    article, plain = known.article, known.title
    if plain and plain not in RESERVED and plain not in taken and plain not in asked:
        return plain
    day, mark = (article.published or "")[:10], short_hash(article.path)
    plain = plain if plain and plain not in RESERVED else f"briefing-{plain or mark}"
    choices = (plain, f"{plain}-{day}" if day else "", f"{plain}-{mark}")
    return next((c for c in choices if c and c not in taken and c not in asked), f"{plain}-{day}-{mark}")
