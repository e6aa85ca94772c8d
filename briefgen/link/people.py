"""People: which articles speak of the same person.

Links  full names that can be one person's (names.py) where no two known countries contradict each other; a bare surname
       to the one full name of the corpus that goes by it, or by far the most often in the same office.
Misses people who changed their name. A bare surname with two even candidates stays by itself: silence before a wrong
       name.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from briefgen.link.clusters import Clusters
from briefgen.link.names import compatible_names, name_words
from briefgen.link.occurrences import Form, Settled, settle_ids
from briefgen.model import Keys, Person
from briefgen.slugs import fold

Words = tuple[str, ...]
BY_FAR = 4  # times as many articles as the next candidate for a bare surname


def link_people(
    forms: Sequence[Form[Person]],
    kept: Mapping[str, Keys],
    not_the_same: frozenset[frozenset[str]] = frozenset(),
) -> Settled:
    """The corpus id of each form, the earliest of which come first. kept: the ids published before."""
    words = [name_words(form.entity.name) for form in forms]
    clusters = Clusters(forms)
    for group in _candidates(words):
        for at, one in enumerate(group):
            for other in group[at + 1 :]:
                if not clusters.together(one, other) and compatible_names(words[one], words[other]):
                    clusters.join(one, other, lambda a, b: _one_country(a, b) and not _parted(a, b, not_the_same))
    _join_surnames(clusters, forms, words)
    return settle_ids(clusters, lambda who: (len(name_words(who.name)) > 1, who.name, who.country), kept)


def asked(who: Person) -> tuple[str, tuple[str, ...], str | None, str | None]:
    """All of a person that linking asks."""
    return who.name, who.aliases, who.country, who.role


def _candidates(words: Sequence[Words]) -> list[list[int]]:
    """Full names that share a word, so that ten thousand are not compared with one another."""
    blocks: defaultdict[str, dict[Words, int]] = defaultdict(dict)
    same: list[list[int]] = []
    exact: defaultdict[Words, list[int]] = defaultdict(list)
    for i, name in enumerate(words):
        if len(name) > 1:
            exact[name].append(i)
            for word in name:
                blocks[word].setdefault(name, i)
    same += [group for group in exact.values() if len(group) > 1]
    return same + [list(group.values()) for _, group in sorted(blocks.items()) if len(group) > 1]


def _one_country(one: list[Form[Person]], other: list[Form[Person]]) -> bool:
    """Whether no two known countries stand against each other."""
    countries = [{o.entity.country for o in side if o.entity.country} for side in (one, other)]
    return not all(countries) or bool(countries[0] & countries[1])


def _parted(one: list[Form[Person]], other: list[Form[Person]], not_the_same: frozenset[frozenset[str]]) -> bool:
    """Whether the editor says of two of the names that they are two people's."""
    if not not_the_same:
        return False
    names = [{fold(o.entity.name) for o in side} for side in (one, other)]
    return any(frozenset({a, b}) in not_the_same for a in names[0] for b in names[1])


def _join_surnames(clusters: Clusters[Form[Person]], people: Sequence[Form[Person]], words: Sequence[Words]) -> None:
    """Give each bare surname to the one cluster of full names that goes by it."""
    known: defaultdict[str, dict[int, None]] = defaultdict(dict)
    for i, name in enumerate(words):
        if len(name) > 1:
            leader = clusters.members(i)[0]
            bare = {alias[0] for alias in map(name_words, people[i].entity.aliases) if len(alias) == 1}
            for surname in sorted(bare | {name[-1]}):
                known[surname][leader] = None
    for i, name in enumerate(words):
        if len(name) == 1:
            fitting = {
                clusters.members(c)[0]
                for c in known.get(name[0], ())
                if _one_country([people[i]], [people[m] for m in clusters.members(c)])
            }
            chosen = _bearer(people[i], {c: [people[m] for m in clusters.members(c)] for c in fitting})
            if chosen is not None:
                clusters.join(i, chosen)
    alone: dict[tuple[str, str | None], int] = {}
    for i, name in enumerate(words):
        if len(name) == 1 and len(clusters.members(i)) == 1:
            first = alone.setdefault((name[0], people[i].entity.country), i)
            clusters.join(i, first)


def _bearer(bare: Form[Person], fitting: Mapping[int, Sequence[Form[Person]]]) -> int | None:
    """The one of the people who go by a surname whom an article means: the only one, or by far the best known for it.

    "President Biden" is the one whom most articles call a president, though another of that name is told of once.
    """
    office = _office(bare)
    counts = {
        leader: sum(form.number for form in known if not office or office & _office(form))
        for leader, known in fitting.items()
    }
    ranked = sorted(counts, key=lambda leader: (-counts[leader], leader))
    if len(ranked) == 1 or (ranked and counts[ranked[0]] >= BY_FAR * max(counts[ranked[1]], 1)):
        return ranked[0]
    return None


def _office(one: Form[Person]) -> frozenset[str]:
    return frozenset(word for word in (one.entity.role or "").casefold().split() if len(word) > len("the"))
