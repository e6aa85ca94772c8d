"""Small corpora made by hand: a plain one, and one with hostile strings in every field that an article can fill."""

from typing import Any

from briefgen.config import Settings
from briefgen.frozen import replace
from briefgen.model import (
    Article,
    Briefing,
    Corpus,
    Dateline,
    DateMention,
    Difference,
    Event,
    EventMention,
    Evidence,
    Findings,
    Ledger,
    MergedEvent,
    MergedOrganization,
    MergedPerson,
    MergedPlace,
    NextStep,
    Organization,
    Participant,
    Person,
    Place,
    Quote,
    QuoteRef,
    Reading,
    RoleHeld,
    Sentence,
    Source,
    Span,
    State,
    Statement,
    StatusReport,
    StepRef,
)
from briefgen.views import Colophon

AS_OF = "2025-09-10T06:00:00Z"
COLOPHON = Colophon(version="0.1.0", pipeline="en_test", pipeline_version="1.2.3")
SETTINGS = Settings(title="Desk", base_url="https://example.org/briefings/", footer="Desk of tests")

HOSTILE = "</script><b>x</b> \"'`&amp; {{7*7}} {% include 'x' %} \u202eevil\u202c \u200b\u2028 שלום <!-- "

_FIRST = (
    "Leaders to meet in Tianjin next month",
    (
        "TIANJIN, Aug. 29 (Test) -- Ana Lee will attend the Test summit in Tianjin on Sept. 1, her office said.",
        "“We shall talk about trade,” Lee told reporters. “It may take years,” a diplomat said.",
        "She may visit Beijing if the talks succeed. The Test Union called for a review.",
    ),
)
_SECOND = (
    "Test summit opens",
    (
        "TIANJIN, Sept. 1 (Other) -- The Test summit opened on Monday. It will end on Sept. 20.",
        "A report is due by Sept. 5, Lee said.",
    ),
)


def evidence(body: str, words: str, sentences: tuple[Sentence, ...]) -> Evidence:
    """Where these words first stand in the body."""
    start = body.index(words)
    sentence = [s for s in sentences if s.start <= start][-1]
    return Evidence(start=start, end=start + len(words), text=words, sentence=sentence.id, rule="test/made")


def article(
    headline: str,
    paragraphs: tuple[str, ...],
    *,
    path: str = "content/a.txt",
    published: str | None = "2025-08-29T10:12:00Z",
    **about: Any,
) -> tuple[Article, tuple[Sentence, ...]]:
    """An article of these paragraphs, and its sentences: cut after each full stop that a blank follows."""
    body = "\n\n".join([headline, *paragraphs])
    spans, at = [], len(headline) + 2
    for paragraph in paragraphs:
        spans.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 2
    sentences = [Sentence(id="s1", start=0, end=len(headline))]
    for span in spans:
        start = span.start
        for offset in range(span.start, span.end):
            lower = body[offset + 2 : offset + 3].islower() or body[offset + 2 : offset + 3].isdigit()
            over = offset + 1 == span.end or (body[offset] in ".”" and body[offset + 1] == " " and not lower)
            if over and offset + 1 > start:
                sentences.append(Sentence(id=f"s{len(sentences) + 1}", start=start, end=offset + 1))
                start = offset + 2
    given: dict[str, Any] = {
        "outlet": "Test",
        "url": "https://example.com/a?b=1&c=2",
        "byline": "Jo Doe",
        "tags": ("trade",),
        "note": "CC BY 4.0",
        "updated": None,
        "dateline": Dateline(span=Span(spans[0].start, spans[0].start + 24), place=None, date="2025-08-29"),
    }
    made = Article(
        path=path,
        format="wire",
        title=headline,
        body=body,
        headline=Span(0, len(headline)),
        paragraphs=tuple(spans),
        published=published,
        language="en",
        slug=None,
        draft=False,
        **(given | about),
    )
    return made, tuple(sentences)


def _first() -> Briefing:
    made, sentences = article(*_FIRST)

    def at(words: str) -> Evidence:
        return evidence(made.body, words, sentences)

    lee = Person(
        id="ana-lee", name="Ana Lee", aliases=("Lee",), role="Prime Minister", country="XA", principal=True,
        mentions=(at("Ana Lee"), at("Lee told")),
    )  # fmt: skip
    union = Organization(
        id="test-union", name="Test Union", aliases=("TU",), country=None, mentions=(at("The Test Union"),)
    )
    tianjin = Place(
        id="tianjin-cn", name="Tianjin", aliases=(), country="CN", lat=39.14, lon=117.18, kind="city", principal=True,
        mentions=(at("in Tianjin on"),),
    )  # fmt: skip
    beijing = Place(
        id="beijing-cn", name="Beijing", aliases=("Peking",), country="CN", lat=None, lon=None, kind="city",
        principal=False, mentions=(at("Beijing"),),
    )  # fmt: skip
    findings = Findings(
        sentences=sentences,
        what=(at(_FIRST[1][0]), at("The Test Union called for a review.")),
        people=(lee,),
        organizations=(union,),
        states=(State(code="CN", mentions=(at("Beijing"),)),),
        places=(tianjin, beijing),
        dates=(
            DateMention(text="Sept. 1", start="2025-09-01", end=None, precision="day", evidence=at("Sept. 1")),
            DateMention(text="years", start=None, end=None, precision="approximate", evidence=at("years")),
        ),
        quotes=(
            Quote(
                text="We shall talk about trade,", speaker="ana-lee", speaker_name="Ana Lee", cue="told",
                addressee="reporters", evidence=at("We shall talk about trade,"),
            ),
            Quote(
                text="It may take years,", speaker=None, speaker_name=None, cue="said", addressee=None,
                evidence=at("It may take years,"),
            ),
        ),
        statements=(
            Statement(
                text="The Test Union called for a review.", speaker="test-union", speaker_name="Test Union",
                cue="called", evidence=at("The Test Union called for a review."),
            ),
        ),
        next_steps=(
            NextStep(
                text="Ana Lee will attend the Test summit", status="planned", condition=None, actors=("ana-lee", "CN"),
                places=("tianjin-cn",), start="2025-09-01", end=None, precision="day", according_to="test-union",
                event="e1", evidence=at("Ana Lee will attend the Test summit"),
            ),
            NextStep(
                text="She may visit Beijing", status="conditional", condition="if the talks succeed",
                actors=("ana-lee",), places=("beijing-cn",), start=None, end=None, precision=None, according_to=None,
                event=None, evidence=at("She may visit Beijing"),
            ),
        ),
        events=(
            Event(
                id="e1", name="Test summit in Tianjin", kind="summit", status="planned", start="2025-09-01", end=None,
                precision="day", place="tianjin-cn", participants=("ana-lee", "CN"), series="Test summit", edition=3, parent=None,
                mentions=(at("the Test summit"),),
            ),
        ),
    )  # fmt: skip
    return Briefing(id="leaders-to-meet", article=made, findings=findings)


def _second() -> Briefing:
    made, sentences = article(
        *_SECOND, path="content/b.txt", published="2025-09-01", outlet="Other", url=None, byline=None, note=None,
        tags=(), updated="2025-09-02T08:00:00+02:00",
    )  # fmt: skip

    def at(words: str) -> Evidence:
        return evidence(made.body, words, sentences)

    nothing = Findings(
        sentences=sentences, what=(), people=(), organizations=(), states=(), places=(), dates=(), quotes=(),
        statements=(), next_steps=(), events=(),
    )  # fmt: skip
    findings = replace(
        nothing,
        what=(at("Test summit opens"),),
        next_steps=(
            NextStep(
                text="It will end on Sept. 20", status="planned", condition=None, actors=(), places=(),
                start="2025-09-20", end="2025-09-20", precision="day", according_to=None, event="e1",
                evidence=at("It will end on Sept. 20"),
            ),
            NextStep(
                text="A report is due", status="expected", condition=None, actors=("ana-lee",), places=(), start=None,
                end="2025-09-05", precision="day", according_to="ana-lee", event=None, evidence=at("A report is due"),
            ),
        ),
        events=(
            Event(
                id="e1", name="Test summit", kind="summit", status="under_way", start="2025-09-01", end="2025-09-20",
                precision="range", place=None, participants=(), series=None, edition=None, parent=None,
                mentions=(at("Test summit opens"), at("The Test summit opened")),
            ),
        ),
    )  # fmt: skip
    return Briefing(id="test-summit-opens", article=made, findings=findings)


def corpus() -> Corpus:
    """Two briefings of one summit, with an older summit of the series and a talk within it."""
    first, second = _first(), _second()
    planned = Source(briefing=first.id, evidence=first.findings.events[0].mentions[0])
    opened = Source(briefing=second.id, evidence=second.findings.events[0].mentions[0])
    both = (second.id, first.id)
    summit = MergedEvent(
        id="test-summit-2025", name="Test summit in Tianjin", aliases=("Test summit",), kind="summit",
        series="Test summit", edition=3, status="under_way",
        history=(
            StatusReport(status="planned", asserted="2025-08-29", source=planned),
            StatusReport(status="under_way", asserted="2025-09-01", source=opened),
        ),
        start="2025-09-01", end="2025-09-20", precision="range", dated_by=opened, place="tianjin-cn",
        placed_by=planned,
        participants=(
            Participant(party="ana-lee", role="Prime Minister", country="XA", sources=(planned, planned)),
            Participant(party="CN", role=None, country="CN", sources=(planned,)),
        ),
        parent=None, mentions=(EventMention(briefing=second.id, event="e1"), EventMention(briefing=first.id, event="e1")),
        briefings=both, next_steps=(StepRef(briefing=second.id, index=0), StepRef(briefing=first.id, index=0)),
        quotes=(QuoteRef(briefing=first.id, index=0), QuoteRef(briefing=first.id, index=1)),
        differs=(
            Difference(
                field="end", readings=(Reading(value="2025-09-20", source=opened), Reading(value="2025-09-02", source=planned))
            ),
            Difference(
                field="place", readings=(Reading(value="tianjin-cn", source=planned), Reading(value="beijing-cn", source=opened))
            ),
        ),
    )  # fmt: skip
    alone = replace(
        summit, aliases=(), edition=None, history=summit.history[:1], status="planned", dated_by=None, place=None,
        placed_by=None, participants=(), mentions=(), briefings=(first.id,), next_steps=(), quotes=(), differs=(),
    )  # fmt: skip
    talk = replace(
        alone, id="test-talks", name="Talks", kind="talks", series=None, start=None, end=None, parent=summit.id
    )
    older = replace(alone, id="test-summit-2024", name="Second Test summit", start="2024-09-01", end=None, edition=2)
    lee = MergedPerson(
        id="ana-lee", name="Ana Lee", aliases=("Lee",), country="XA",
        roles=(RoleHeld(role="Prime Minister", as_of="2025-08-29", source=planned),), briefings=(first.id,),
        events=(summit.id,), quotes=(QuoteRef(briefing=first.id, index=0),),
        next_steps=(StepRef(briefing=first.id, index=1), StepRef(briefing=first.id, index=0)),
    )  # fmt: skip
    union = MergedOrganization(
        id="test-union", name="Test Union", aliases=("TU",), country=None, briefings=(first.id,), events=(), quotes=(),
        next_steps=(),
    )  # fmt: skip
    tianjin = MergedPlace(
        id="tianjin-cn", name="Tianjin", aliases=(), country="CN", lat=39.14, lon=117.18, kind="city",
        briefings=(first.id,), events=(summit.id, older.id), next_steps=(StepRef(briefing=first.id, index=0),),
    )  # fmt: skip
    beijing = replace(tianjin, id="beijing-cn", name="Beijing", lat=None, lon=None, events=(), next_steps=())
    return Corpus(
        briefings=(second, first),
        people=(lee,),
        organizations=(union,),
        places=(beijing, tianjin),
        events=(older, summit, talk),
        event_of={(first.id, "e1"): summit.id, (second.id, "e1"): summit.id},
        copies={},
        doubts=(),
        ledger=Ledger(),
    )


def hostile(words: str = HOSTILE) -> Corpus:
    """One briefing in which every string that an article can fill holds markup, template code and odd characters."""
    made, sentences = article(
        f"Title {words}", (f"{words} first.", f"Second {words} ends."), published=None, outlet=words,
        url='https://example.com/"><script>', byline=words, note=words, tags=(words,), dateline=None,
    )  # fmt: skip
    shown = Evidence(start=0, end=len(made.title), text=made.title, sentence="s1", rule="test/made")
    source = Source(briefing="hostile", evidence=shown)
    findings = Findings(
        sentences=sentences,
        what=(shown,),
        people=(
            Person(id="p", name=words, aliases=(words,), role=words, country="XX", principal=True, mentions=(shown,)),
        ),
        organizations=(Organization(id="o", name=words, aliases=(words,), country=words, mentions=(shown,)),),
        states=(State(code=words, mentions=(shown,)),),
        places=(
            Place(
                id="x", name=words, aliases=(words,), country=words, lat=-1.0, lon=-2.0, kind="other",
                principal=True, mentions=(shown,),
            ),
        ),
        dates=(DateMention(text=words, start=None, end=None, precision="day", evidence=shown),),
        quotes=(
            Quote(text=words, speaker=None, speaker_name=words, cue=words, addressee=words, evidence=shown),
            Quote(text=words, speaker="unknown-id", speaker_name=None, cue=None, addressee=None, evidence=shown),
        ),
        statements=(Statement(text=words, speaker="o", speaker_name=None, cue=None, evidence=shown),),
        next_steps=(
            NextStep(
                text=words, status="possible", condition=words, actors=("p", words), places=("x", "absent"),
                start=words, end=None, precision="day", according_to="p", event="e", evidence=shown,
            ),
        ),
        events=(
            Event(
                id="e", name=words, kind="other", status="possible", start=words, end=words, precision="approximate",
                place="x", participants=("p",), series=words, edition=None, parent=None, mentions=(shown,),
            ),
        ),
    )  # fmt: skip
    event = MergedEvent(
        id="e", name=words, aliases=(words,), kind="other", series=words, edition=None, status="possible",
        history=(StatusReport(status="possible", asserted=words, source=source),), start=words, end=words,
        precision="approximate", dated_by=source, place="x", placed_by=source,
        participants=(Participant(party="p", role=words, country="XX", sources=(source,)),), parent=None,
        mentions=(EventMention(briefing="hostile", event="e"),), briefings=("hostile",),
        next_steps=(StepRef(briefing="hostile", index=0),),
        quotes=(QuoteRef(briefing="hostile", index=0), QuoteRef(briefing="hostile", index=1)),
        differs=(Difference(field="participants", readings=(Reading(value=words, source=source),)),),
    )  # fmt: skip
    return Corpus(
        briefings=(Briefing(id="hostile", article=made, findings=findings),),
        people=(
            MergedPerson(
                id="p", name=words, aliases=(words,), country="XX",
                roles=(RoleHeld(role=words, as_of=None, source=source),), briefings=("hostile",), events=("e",),
                quotes=(), next_steps=(StepRef(briefing="hostile", index=0),),
            ),
        ),
        organizations=(
            MergedOrganization(
                id="o", name=words, aliases=(words,), country=words, briefings=("hostile",), events=(), quotes=(),
                next_steps=(),
            ),
        ),
        places=(
            MergedPlace(
                id="x", name=words, aliases=(words,), country=words, lat=-1.0, lon=-2.0, kind="other",
                briefings=("hostile",), events=("e",), next_steps=(),
            ),
        ),
        events=(event,),
        event_of={("hostile", "e"): "e"}, copies={}, doubts=(), ledger=Ledger(),
    )  # fmt: skip


def empty() -> Corpus:
    """No article at all."""
    return Corpus(
        briefings=(),
        people=(),
        organizations=(),
        places=(),
        events=(),
        event_of={},
        copies={},
        doubts=(),
        ledger=Ledger(),
    )
