"""A corpus of one event that two hundred articles tell of, each in words of its own, and a page that has moved."""

import random
from functools import cache

from briefgen.frozen import replace
from briefgen.model import (
    Briefing,
    Corpus,
    Event,
    EventMention,
    Findings,
    Ledger,
    MergedPerson,
    NextStep,
    Participant,
    Person,
    Quote,
    QuoteRef,
    RoleHeld,
    Source,
    Statement,
    StatusReport,
    StepRef,
)
from tests.corpora import article, corpus, evidence

ARTICLES = 200
EVENT = "test-summit-2025"
MOVED = "test-summit"  # its former id
_SYLLABLES = [
    "ka",
    "lo",
    "mi",
    "ren",
    "tas",
    "vel",
    "du",
    "ghi",
    "po",
    "sar",
    "ne",
    "qua",
    "bri",
    "th",
    "um",
    "or",
    "ek",
    "ja",
    "wi",
    "zon",
]


def _words(chance: random.Random, number: int) -> str:
    """Invented words, so that no two articles are alike and a page is no easier to compress than a real one."""
    return " ".join("".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(number))


def _report(number: int) -> Briefing:
    chance = random.Random(number)  # noqa: S311  the same words each time
    name = _words(chance, 2).title()
    said, step = _words(chance, 14).capitalize(), f"{name} will {_words(chance, 12)}"
    told = _words(chance, 13)
    opening = f"{name} came to the Test summit with {_words(chance, 12)}."
    made, sentences = article(
        _words(chance, 8).capitalize(),
        (opening, f"“{said},” {name} said.", f"{step}.", f"{name} added that {told}."),
        path=f"content/{number}.txt",
        published=f"2025-08-{number % 28 + 1:02}T{number % 24:02}:00:00Z",
        outlet=f"Outlet {number % 40}",
        dateline=None,
    )
    where = {
        words: evidence(made.body, words, sentences) for words in (opening, said, step, name, told, "the Test summit")
    }
    key = f"person-{number}"
    person = Person(
        id=key, name=name, aliases=(), role="Minister", country="XA", principal=True, mentions=(where[name],)
    )  # fmt: skip
    event = Event(
        id="e1", name="Test summit", kind="summit", status="planned", start="2025-09-01", end=None, precision="day",
        place=None, participants=(key,), series="Test summit", edition=3, parent=None, mentions=(where["the Test summit"],),
    )  # fmt: skip
    quote = Quote(text=said, speaker=key, speaker_name=name, cue="said", addressee=None, evidence=where[said])
    reported = Statement(text=told, speaker=key, speaker_name=name, cue="added", evidence=where[told])
    promised = NextStep(
        text=step, status="planned", condition=None, actors=(key,), places=(), start=f"2025-10-{number % 28 + 1:02}",
        end=None, precision="day", according_to=key, event="e1", evidence=where[step],
    )  # fmt: skip
    found = Findings(
        sentences=sentences, what=(where[opening],), people=(person,), organizations=(), states=(), places=(), dates=(),
        quotes=(quote,), statements=(reported,), next_steps=(promised,), events=(event,),
    )  # fmt: skip
    return Briefing(id=f"report-{number}", article=made, findings=found)


@cache
def large(articles: int = ARTICLES) -> Corpus:
    """The corpus of tests/corpora.py with so many more reports of its summit."""
    of, reports = corpus(), tuple(_report(number) for number in range(articles))
    told = {b.id: Source(briefing=b.id, evidence=b.findings.events[0].mentions[0]) for b in reports}
    people = tuple(
        MergedPerson(
            id=p.id, name=p.name, aliases=(), country="XA", briefings=(b.id,), events=(EVENT,),
            roles=(RoleHeld(role="Minister", as_of="2025-08-01", source=told[b.id]),),
            quotes=(QuoteRef(briefing=b.id, index=0),), next_steps=(StepRef(briefing=b.id, index=0),),
        )
        for b in reports
        for p in b.findings.people
    )  # fmt: skip
    summit = next(e for e in of.events if e.id == EVENT)
    summit = replace(
        summit,
        briefings=(*summit.briefings, *told),
        mentions=(*summit.mentions, *(EventMention(briefing=name, event="e1") for name in told)),
        history=(
            *(StatusReport(status="planned", asserted="2025-08-01", source=source) for source in told.values()),
            *summit.history,
        ),
        participants=(
            *summit.participants,
            *(Participant(party=p.id, role="Minister", country="XA", sources=(told[p.briefings[0]],)) for p in people),
        ),
        quotes=(*summit.quotes, *(q for p in people for q in p.quotes)),
        next_steps=(*summit.next_steps, *(s for p in people for s in p.next_steps)),
    )
    return replace(
        of,
        briefings=(*of.briefings, *reports),
        people=(*of.people, *people),
        events=tuple(summit if e.id == EVENT else e for e in of.events),
        event_of={**of.event_of, **{(name, "e1"): EVENT for name in told}},
        ledger=Ledger(moved={f"events/{MOVED}": f"events/{EVENT}"}),
    )
