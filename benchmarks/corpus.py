"""A newsroom's archive of any size, made up from a seed: a site folder of N articles of about 400 words.

    python benchmarks/corpus.py FOLDER N [--seed 1] [--real]

Reads  the demonstration's articles for their sentences, which fill the stories; the gazetteer for the towns.
Makes  FOLDER/content/YYYY/MM/*.md, twenty a day, going back from 20 November 2026, and FOLDER/briefgen.yml. People and
       events grow with the archive, and a few leaders are in much of it, as in an agency's files. Each event is told by
       about three articles.
       Without --real, the findings of each article are put straight into the cache, exactly where the words stand, so
       that all but extraction can be measured. With --real the cache stays empty, and extraction has the text to read.
"""

import argparse
import random
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from briefgen import kept_articles, lexicon, nlp
from briefgen.build import CACHE
from briefgen.cache import open_cache
from briefgen.config import load_settings
from briefgen.lexicon import gazetteer
from briefgen.model import (
    Article,
    DateMention,
    Event,
    EventKind,
    EventStatus,
    Evidence,
    Findings,
    NextStep,
    Organization,
    Person,
    Place,
    Quote,
    Sentence,
    State,
    Statement,
)
from briefgen.slugs import slug

HERE = Path(__file__).parent.parent
LAST = date(2026, 11, 20)
A_DAY = 20  # articles
LEADERS = 30
WORDS = 400
ADDRESS = "https://news.example/briefings/"
KINDS: Sequence[EventKind] = ("meeting", "talks", "visit", "call", "summit")
STATUSES: Sequence[EventStatus] = ("planned", "confirmed", "held", "held", "held", "postponed", "cancelled", "possible")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SERIES = ("G20 summit", "SCO summit", "BRICS summit", "ASEAN summit", "G7 summit")
BODIES = (
    "Grain Corridor Council", "Northern Pipeline Agency", "Coastal Fisheries Union", "Customs Working Group",
    "Railway Cooperation Board", "Joint Water Commission", "Border Monitoring Mission", "Humanitarian Relief Office",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Actor:
    """A person of the made-up world."""

    name: str
    role: str
    country: str

    @property
    def surname(self) -> str:
        """The last word of the name."""
        return self.name.split()[-1]


@dataclass(frozen=True, slots=True)
class Town:
    """A town of the gazetteer."""

    name: str
    country: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of the made-up world."""

    kind: EventKind
    pair: tuple[Actor, Actor]
    town: Town
    day: date
    series: str | None
    body: str
    told: date  # the day of its first article

    @property
    def name(self) -> str:
        """As a newsroom would file it."""
        if self.series:
            return f"{self.series} in {self.town.name}"
        return f"{self.pair[0].surname}-{self.pair[1].surname} {self.kind} in {self.town.name}"


@dataclass(frozen=True, slots=True)
class Told:
    """One article before it is written: its header, its paragraphs, and what is found in them."""

    name: str
    title: str
    published: str
    outlet: str
    tags: tuple[str, ...]
    paragraphs: tuple[str, ...]
    main: Happening
    other: Happening
    status: EventStatus
    quotes: tuple[tuple[Actor, str], ...]
    step: str
    reported: str


def main() -> None:
    """Make the folder."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("folder", type=Path)
    options.add_argument("number", type=int)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--real", action="store_true", help="leave the findings to extraction")
    given = options.parse_args()
    make_site(given.folder, given.number, seed=given.seed, real=given.real)


def make_site(folder: Path, number: int, *, seed: int = 1, real: bool = False) -> list[Told]:
    """Make a site of so many articles, with their findings in the cache unless real. The same seed, the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = f"title: Archive of {number} articles\nbase_url: {ADDRESS}\ntimezone: UTC\n"
    (folder / "briefgen.yml").write_text(settings, "utf-8")
    told = list(stories(number, seed))
    for one in told:
        path = folder / "content" / one.published[:4] / one.published[5:7] / f"{one.name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_markdown(one), "utf-8")
    if not real:
        keep_findings(folder, told)
    return told


def as_markdown(one: Told) -> str:
    """An article as briefgen reads it."""
    tags = ", ".join(one.tags)
    head = f'---\ntitle: "{one.title}"\npublished: {one.published}\nsource: {one.outlet}\ntags: [{tags}]\n---\n\n'
    return head + "\n\n".join(one.paragraphs) + "\n"


def is_kept(folder: Path, number: int) -> bool:
    """Whether this version of briefgen finds so many articles in a site's caches, as read and with their findings."""
    reading = kept_articles._side(load_settings(folder, None))  # noqa: SLF001
    searching = nlp.fingerprint(nlp.model_name(None))
    asked = (
        (kept_articles.FILE, "SELECT COUNT(*) FROM article WHERE substr(digest, 1, ?) = ?", (len(reading), reading)),
        (CACHE, "SELECT COUNT(*) FROM kept WHERE side = ?", (searching,)),
    )
    for file, question, about in asked:
        if not (folder / file).exists():
            return False
        with closing(sqlite3.connect(folder / file)) as database:
            if database.execute(question, about).fetchone()[0] < number:
                return False
    return True


def keep_findings(folder: Path, told: Iterable[Told]) -> None:
    """Put the findings of each article into the site's cache, under the article as the reader gives it.

    The articles as they were read are kept as well.
    """
    by_name = {one.name: one for one in told}
    articles, problems = kept_articles.articles_of(folder, load_settings(folder, None), kept_articles.Memory())
    if problems:
        raise SystemExit(f"the made-up articles are faulty: {problems[0]}")
    with open_cache(folder / CACHE, nlp.fingerprint(nlp.model_name(None))) as cache_:
        for article in articles:
            cache_.put(cache_.key(article), findings(article, by_name[Path(article.path).stem]))


# The made-up world ---------------------------------------------------------------------------------------------------


def stories(number: int, seed: int) -> Iterator[Told]:
    """The articles, oldest first."""
    chance = random.Random(seed)  # noqa: S311  not for secrets
    people = _people(chance, LEADERS + number // 8)
    towns = _towns(chance, 60 + number // 50)
    begin = LAST - timedelta(days=(number - 1) // A_DAY)
    fillers = _fillers()
    current: list[Happening] = []
    for i in range(number):
        today = begin + timedelta(days=i // A_DAY)
        if len(current) < 2 or chance.random() < 1 / 3:  # noqa: PLR2004
            current.append(_happening(chance, people, towns, today))
            current = current[-40:]
        main, other = chance.choice(current[-15:]), chance.choice(current)
        yield _story(chance, i, today, main, other, fillers)


def _people(chance: random.Random, number: int) -> list[Actor]:
    """Names put together from halves of names, each once; the first are heads of state and government."""
    given = _halves(
        "Vladimir Donald Emmanuel Friedrich Volodymyr Sergei Antonio Ursula Kaja Marco Narendra Masoud Keir"
    )
    family = _halves("Lavrentov Merzbach Macarolle Zelinsky Witkower Starling Rubinov Araghani Guterra Pezeshk Tusker")
    states = sorted(lexicon.countries())
    found: dict[str, Actor] = {}
    while len(found) < number:
        name = f"{_joined(chance, given)} {_joined(chance, family)}"
        leads = len(found) < LEADERS
        role = chance.choice(("President", "Prime Minister") if leads else ("Foreign Minister", "spokesman", "envoy"))
        found.setdefault(name, Actor(name, role, chance.choice(states)))
    return list(found.values())


def _halves(names: str) -> tuple[list[str], list[str]]:
    cut = [(name[: len(name) // 2], name[len(name) // 2 :]) for name in names.split()]
    return [head for head, _ in cut], [tail for _, tail in cut]


def _joined(chance: random.Random, halves: tuple[list[str], list[str]]) -> str:
    middle = chance.choice(("", "", "a", "o", "en", "ir"))
    return chance.choice(halves[0]) + middle + chance.choice(halves[1])


def _towns(chance: random.Random, number: int) -> list[Town]:
    names = sorted({name.title() for name in gazetteer._cities() if name.isascii() and name.isalpha()})  # noqa: SLF001
    chance.shuffle(names)
    found = []
    for name in names:
        place = gazetteer.locations(name)
        if place and place[0].country and place[0].kind == "city" and place[0].name.isascii():
            found.append(Town(place[0].name, place[0].country, place[0].lat, place[0].lon))
        if len(found) == number:
            break
    return found


def _happening(chance: random.Random, people: Sequence[Actor], towns: Sequence[Town], today: date) -> Happening:
    """A leader with somebody, or two of the many."""
    leader = people[min(int(chance.expovariate(0.2)), LEADERS - 1)]
    one = leader if chance.random() < 0.6 else chance.choice(people[LEADERS:])  # noqa: PLR2004
    two = chance.choice(people)
    while two == one:
        two = chance.choice(people)
    return Happening(
        kind=chance.choice(KINDS),
        pair=(one, two),
        town=chance.choice(towns),
        day=today + timedelta(days=chance.randint(-3, 20)),
        series=chance.choice(SERIES) if chance.random() < 0.04 else None,  # noqa: PLR2004
        body=chance.choice(BODIES),
        told=today,
    )


def _story(
    chance: random.Random, number: int, today: date, main: Happening, other: Happening, fillers: Sequence[str]
) -> Told:
    one, two = main.pair
    status: EventStatus = "held" if main.day < today else chance.choice(STATUSES)
    verb = {"held": "met", "cancelled": "called off a meeting with", "possible": "may meet"}.get(status, "will meet")
    lead = (
        f"{main.town.name.upper()} — {one.role} {one.name} {verb} {two.role} {two.name} in {main.town.name} on "
        f"{_written(main.day)} for a {main.kind} that had been prepared by the {main.body}."
    )
    quotes = tuple(
        (who, " ".join(chance.sample(chance.choice(fillers).rstrip(".").split(), k=6)).lower()) for who in main.pair
    )
    step = f"The two delegations will meet again in {other.town.name} on {_written(today + timedelta(days=30))}"
    reported = f"{two.surname} said that the {main.body} had sent its papers"
    core = [
        lead,
        f"“{quotes[0][1]}”, {one.surname} told reporters. {reported}.",
        f"{step}.",
        f"“{quotes[1][1]}”, {two.surname} said after the {main.kind}.",
        f"It follows a {other.kind} of {_both(other)} in {other.town.name} on {_written(other.day)}.",
    ]
    paragraphs = list(core)
    words = sum(len(p.split()) for p in paragraphs)
    while words < WORDS:
        paragraph = f"{chance.choice(fillers)} {chance.choice(fillers)} {chance.choice(fillers)}"
        paragraphs.insert(chance.randint(1, len(paragraphs)), paragraph)
        words += len(paragraph.split())
    said = {"held": "meets", "cancelled": "calls off meeting with"}.get(status, "to meet")
    waiting = chance.choice(main.body.split()).lower()
    return Told(
        name=f"{today.isoformat()}-{number:06}-{slug(one.surname)}",
        title=f"{one.surname} {said} {two.surname} in {main.town.name} as {waiting} waits",
        published=f"{today.isoformat()}T{6 + number % 14:02}:{number % 60:02}:00Z",
        outlet=f"Agency {'ABCDEFG'[number % 7]}",
        tags=(one.surname, two.surname, main.town.name, main.kind),
        paragraphs=tuple(paragraphs),
        main=main,
        other=other,
        status=status,
        quotes=quotes,
        step=step,
        reported=reported,
    )


def _both(event: Happening) -> str:
    return f"{event.pair[0].name} and {event.pair[1].name}"


def _written(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


@cache
def _fillers() -> list[str]:
    """Sentences of the demonstration's articles, without quotation marks."""
    found: dict[str, None] = {}
    for path in sorted((HERE / "content").rglob("*.*")):
        if path.suffix in {".md", ".txt"}:
            text = re.sub(r"\A---.*?\n---\n", "", path.read_text("utf-8"), flags=re.DOTALL)
            for paragraph in re.split(r"\n\s*\n", text):
                for sentence in re.split(r"(?<=[a-z]{3}\.)\s+(?=[A-Z])", " ".join(paragraph.split())):
                    if re.fullmatch(r"[A-Z][\w ,'’.-]{60,240}[a-z]\.", sentence):
                        found[sentence] = None
    return list(found)


# What is found in it -------------------------------------------------------------------------------------------------


class _Finder:
    """The words of an article as evidence."""

    def __init__(self, body: str) -> None:
        self.body = body
        ends = [m.end() for m in re.finditer(r"[^\n]*?[.”](?=\s+[A-Z“]|\n|\Z)|[^\n]+(?=\n|\Z)", body)]
        self.sentences: list[Sentence] = []
        start = 0
        for end in ends:
            first = start + len(body[start:end]) - len(body[start:end].lstrip())
            if first < end:
                self.sentences.append(Sentence(id=f"s{len(self.sentences) + 1}", start=first, end=end))
            start = end

    def all(self, words: str, rule: str, most: int = 4) -> tuple[Evidence, ...]:
        """The first places where words stand."""
        return tuple(
            self._evidence(m.start(), m.end(), rule)
            for _, m in zip(range(most), re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self.body), strict=False)
        )

    def one(self, words: str, rule: str) -> Evidence:
        """The first place where words stand."""
        at = self.body.index(words)
        return self._evidence(at, at + len(words), rule)

    def _evidence(self, start: int, end: int, rule: str) -> Evidence:
        name = next(s.id for s in reversed(self.sentences) if s.start <= start)
        return Evidence(start=start, end=end, text=self.body[start:end], sentence=name, rule=rule)


def findings(article: Article, told: Told) -> Findings:
    """What extraction would find in one of the articles, by construction."""
    find = _Finder(article.body)
    main, other = told.main, told.other
    people = {p.name: _person(find, p, principal=p in main.pair) for p in (*main.pair, *other.pair)}
    ids = {name: person.id for name, person in people.items()}
    towns = {t.name: _place(find, t, principal=t == main.town) for t in (main.town, other.town)}
    lead = find.one(told.paragraphs[0].partition(" — ")[2], "what/lead")
    first = _event(find, "event-1", main, told.status, ids, towns)
    events = [first] if other == main else [first, _event(find, "event-2", other, "held", ids, towns)]
    step_day = told.step.rpartition(" on ")[2]
    return Findings(
        sentences=tuple(find.sentences),
        what=(lead,),
        people=tuple(people.values()),
        organizations=(
            Organization(
                id=slug(main.body), name=main.body, aliases=(), country=None, mentions=find.all(main.body, "who/body")
            ),
        ),
        states=tuple(
            State(code=code, mentions=find.all(name, "who/state"))
            for code, name in dict.fromkeys((p.country, p.surname) for p in main.pair)
        ),
        places=tuple(towns.values()),
        dates=tuple(
            DateMention(text=words, start=day.isoformat(), end=None, precision="day", evidence=find.one(words, "when"))
            for words, day in {_written(d): d for d in (main.day, other.day)}.items()
        ),
        quotes=tuple(
            Quote(
                text=words,
                speaker=ids[who.name],
                speaker_name=who.surname,
                cue="told",
                addressee=None,
                evidence=find.one(words, "quotes/after"),
            )
            for who, words in told.quotes
        ),
        statements=(
            Statement(
                text=told.reported,
                speaker=ids[main.pair[1].name],
                speaker_name=main.pair[1].surname,
                cue="said",
                evidence=find.one(told.reported, "statements/that"),
            ),
        ),
        next_steps=(
            NextStep(
                text=told.step,
                status="planned",
                condition=None,
                actors=tuple(ids[p.name] for p in main.pair),
                places=(towns[other.town.name].id,),
                start=_iso(step_day),
                end=None,
                precision="day",
                according_to=ids[main.pair[0].name],
                event="event-1",
                evidence=find.one(told.step, "next-steps/will"),
            ),
        ),
        events=tuple(events),
    )


def _iso(written: str) -> str:
    month, day, year = written.replace(",", "").split()
    return date(int(year), MONTHS.index(month) + 1, int(day)).isoformat()


def _person(find: _Finder, actor: Actor, *, principal: bool) -> Person:
    return Person(
        id=slug(actor.name),
        name=actor.name,
        aliases=(actor.surname,),
        role=actor.role if principal else None,
        country=actor.country,
        principal=principal,
        mentions=find.all(actor.name, "who/full-name") + find.all(actor.surname, "who/surname", 3),
    )


def _place(find: _Finder, town: Town, *, principal: bool) -> Place:
    return Place(
        id=f"{slug(town.name)}-{town.country.lower()}",
        name=town.name,
        aliases=(),
        country=town.country,
        lat=town.lat,
        lon=town.lon,
        kind="city",
        principal=principal,
        mentions=find.all(town.name, "where/in"),
    )


def _event(
    find: _Finder, name: str, event: Happening, status: EventStatus, ids: dict[str, str], towns: dict[str, Place]
) -> Event:
    return Event(
        id=name,
        name=event.name,
        kind=event.kind,
        status=status,
        start=event.day.isoformat(),
        end=None,
        precision="day",
        place=towns[event.town.name].id,
        participants=tuple(ids[p.name] for p in event.pair),
        series=event.series,
        edition=None,
        parent=None,
        mentions=find.all(event.pair[1].name, "what/event", 2),
    )


if __name__ == "__main__":
    main()
