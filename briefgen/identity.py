"""Articles -> the ids of their briefings, which are also the last part of their URLs.

An id is the slug that the front matter asks for, else the one that the article was published under (ledger.py knows it
again by its path, its headline or its text), else the headline's slug. New articles that share a headline are told
apart by their day, then by their path: the earliest keeps the plain id, so that a later article takes nothing from it.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, count
from operator import is_not

from briefgen.errors import Problem
from briefgen.ledger import Assigned, Assigner, assign
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
    plain: tuple[str, str, str, bool]  # slug of the headline, day, path, which sort new ones; whether it has no day
    keys: Keys


@dataclass(frozen=True, slots=True)
class _Order:
    """What follows from titles, days, paths and slugs: who asked for a slug, and in what order the others get ids."""

    asked: Mapping[str, str]  # slug -> path
    free: Sequence[str]  # paths
    problems: tuple[Problem, ...]


class Identifier:
    """Gives ids, time after time; remembers what each article is known by, and gives anew what a change touches."""

    def __init__(self) -> None:
        self._articles: list[Article] = []
        self._known: dict[str, _Known] = {}
        self._order: _Order | None = None
        self._assigner = Assigner()
        self._made = Last[Assigned]()
        self._sorted = Last[list[tuple[str, str]]]()  # ids in order, each with the path of its article

    def identify(self, articles: Iterable[Article], kept: Mapping[str, Keys] | None = None) -> Identified:
        """Give each article an id. kept: the ids published before. The order of the articles has no effect."""
        kept = kept or {}
        order = self._ordered(sorted(articles, key=lambda a: a.path))
        known, asked = self._known, order.asked
        free = [known[path] for path in order.free]
        published = {name: keys for name, keys in kept.items() if name not in asked} if asked else kept
        keys = [k.keys for k in free]

        def make(number: int, taken: Container[str]) -> str:
            return _free(free[number], taken, asked)

        if published:
            assigned = self._assigner.assign(keys, make, published)
        else:  # every id is made, for which titles, days and paths are enough
            assigned = self._made(([k.plain for k in free], asked), lambda: assign(keys, make, published))
        moved = {old: new for old, new in assigned.gave_way.items() if old not in asked}
        if asked:
            moved |= _given_up(kept, asked, {*asked, *assigned.ids})
        given = (assigned.ids, order.free, asked)
        by_id = self._sorted(given, lambda: sorted([*asked.items(), *zip(assigned.ids, order.free, strict=True)]))
        return Identified(
            articles={name: known[path].article for name, path in by_id},
            keys={name: known[path].keys for name, path in by_id},
            gave_way=moved,
            problems=order.problems,
        )

    def _ordered(self, articles: list[Article]) -> _Order:
        """Know these articles, given by path; in the order of the last time where no title or the like changed."""
        before, self._articles = self._articles, articles
        order, self._order = self._order, None
        if order and len(articles) == len(before):
            for i in compress(count(), map(is_not, articles, before)):
                article, old = articles[i], before[i]
                if article.path != old.path:
                    break
                known, old_known = _known(article), self._known[old.path]
                if (known.plain, article.slug) != (old_known.plain, old.slug):
                    break
                self._known[article.path] = known
            else:
                self._order = order
                return order
        self._known = {
            a.path: kept if (kept := self._known.get(a.path)) and kept.article is a else _known(a) for a in articles
        }
        self._order = _order(self._known)
        return self._order


def _order(known: Mapping[str, _Known]) -> _Order:
    """known: by path, sorted."""
    asked: dict[str, str] = {}
    problems: list[Problem] = []
    free: list[_Known] = []
    for path, one in known.items():
        wanted = one.article.slug
        if wanted is None:
            free.append(one)
        elif wanted in asked:
            message = f"slug '{wanted}' is also asked for by {asked[wanted]}"
            problems.append(Problem(path, message, hint="change one"))
        else:
            asked[wanted] = path
    free.sort(key=lambda one: one.plain)
    return _Order(asked, [one.article.path for one in free], tuple(problems))


def _given_up(kept: Mapping[str, Keys], asked: Mapping[str, str], used: Container[str]) -> dict[str, str]:
    """Ids that nobody has any more, of articles that now ask for a slug; each with that."""
    slugs = {f"path:{path}": name for name, path in asked.items()}
    found = ((name, next((slugs[key] for key in keys if key in slugs), None)) for name, keys in kept.items())
    return {name: wanted for name, wanted in found if wanted is not None and name not in used}


def identify(articles: Iterable[Article], kept: Mapping[str, Keys] | None = None) -> Identified:
    """Give ids once; as Identifier.identify()."""
    return Identifier().identify(articles, kept)


def _known(article: Article) -> _Known:
    """What an article is known again by when it is renamed, retitled or corrected: path, headline and text."""
    title = slug(article.title)
    keys = (f"path:{article.path}", *([f"title:{title}"] if title else []), f"text:{short_hash(article.body)}")
    return _Known(article, (title, article.published or "9999", article.path, article.published is None), keys)


def _free(known: _Known, taken: Container[str], asked: Container[str]) -> str:
    article, plain = known.article, known.plain[0]
    if plain and plain not in RESERVED and plain not in taken and plain not in asked:
        return plain
    day, mark = (article.published or "")[:10], short_hash(article.path)
    plain = plain if plain and plain not in RESERVED else f"briefing-{plain or mark}"
    choices = (plain, f"{plain}-{day}" if day else "", f"{plain}-{mark}")
    return next((c for c in choices if c and c not in taken and c not in asked), f"{plain}-{day}-{mark}")
