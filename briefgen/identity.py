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


_Plain = tuple[str, str, str, bool]  # slug of the headline, day, path, which sort new ones; whether it has no day


@dataclass(frozen=True, slots=True)
class _Known:
    """An article with what it is known by."""

    article: Article
    plain: _Plain
    keys: Keys


@dataclass(frozen=True, slots=True)
class _Order:
    """What follows from titles, days, paths and slugs: who asked for a slug, and in what order the others get ids."""

    asked: Mapping[str, str]  # slug -> path
    free: Sequence[str]  # paths
    plain: Sequence[_Plain]  # what those were sorted by
    place: Mapping[str, int]  # of each path in free
    problems: tuple[Problem, ...]


class Identifier:
    """Gives ids, time after time; remembers what each article is known by, and gives anew what a change touches."""

    def __init__(self) -> None:
        self._articles: list[Article] = []
        self._known: dict[str, _Known] = {}  # by path
        self._order: _Order | None = None
        self._keys: list[Keys] = []  # of those that asked for no slug
        self._changed: list[_Known] | None = None  # since the last time; None where there is another order
        self._assigner = Assigner()
        self._made = Last[Assigned]()
        self._last: tuple[Assigned, Identified, Mapping[str, str]] | None = None  # with the ids by path

    def identify(self, articles: Iterable[Article], kept: Mapping[str, Keys] | None = None) -> Identified:
        """Give each article an id. kept: the ids published before. The order of the articles has no effect."""
        kept = kept or {}
        order = self._ordered(list(articles))
        known, asked = self._known, order.asked
        published = {name: keys for name, keys in kept.items() if name not in asked} if asked else kept

        def make(number: int, taken: Container[str]) -> str:
            return _free(known[order.free[number]], taken, asked)

        if published:
            assigned = self._assigner.assign(self._keys, make, published)
        else:  # every id is made, for which titles, days and paths are enough
            assigned = self._made(order, lambda: assign(self._keys, make, published))
        moved = {old: new for old, new in assigned.gave_way.items() if old not in asked}
        if asked:
            moved |= _given_up(kept, asked, {*asked, *assigned.ids})
        last, self._last = self._last, None
        if last and self._changed is not None and last[0].ids == assigned.ids:
            ids = last[2]
            given, keys = dict(last[1].articles), dict(last[1].keys)
            for one in self._changed:
                if name := ids.get(one.article.path):
                    given[name], keys[name] = one.article, one.keys
        else:
            by_id = sorted([*asked.items(), *zip(assigned.ids, order.free, strict=True)])
            ids = {path: name for name, path in by_id}
            given = {name: known[path].article for name, path in by_id}
            keys = {name: known[path].keys for name, path in by_id}
        found = Identified(articles=given, keys=keys, gave_way=moved, problems=order.problems)
        self._last = (assigned, found, ids)
        return found

    def _ordered(self, articles: list[Article]) -> _Order:
        """Know these articles; their order is that of the last time where no title or the like changed."""
        before, self._articles = self._articles, articles
        order, self._order = self._order, None
        known = self._in_place(before, articles) if order else None
        if order and known is not None:
            if places := [order.place[one.article.path] for one in known if one.article.path in order.place]:
                self._keys = list(self._keys)
                for at in places:
                    self._keys[at] = self._known[order.free[at]].keys
        else:
            kept = self._known
            self._known = {
                a.path: one if (one := kept.get(a.path)) and one.article is a else _known(a)
                for a in sorted(articles, key=lambda a: a.path)
            }
            order = _order(self._known)
            self._keys = [self._known[path].keys for path in order.free]
        self._order, self._changed = order, known
        return order

    def _in_place(self, before: Sequence[Article], articles: Sequence[Article]) -> list[_Known] | None:
        """Those that changed, known anew, where nothing changed that the order rests on; else None."""
        if len(articles) != len(before):
            return None
        changed = [(before[i], articles[i]) for i in compress(count(), map(is_not, articles, before))]
        found = [_known(article) for _, article in changed]
        for (old, article), one in zip(changed, found, strict=True):
            if (article.path, article.slug) != (old.path, old.slug) or one.plain != self._known[old.path].plain:
                return None
        self._known.update((one.article.path, one) for one in found)
        return found


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
    paths = [one.article.path for one in free]
    return _Order(asked, paths, [one.plain for one in free], {path: i for i, path in enumerate(paths)}, tuple(problems))


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
