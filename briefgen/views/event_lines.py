"""Which sentences tell best what an event is, and how well each of its facts is supported."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from briefgen.model import Briefing, Event, Evidence, MergedEvent, Quote, Source, Statement
from briefgen.texts import Texts
from briefgen.views.catalogue import Catalogue, around, is_named, without_dateline
from briefgen.views.parts import Value
from briefgen.views.sheet import Sheet

KEY_POINTS = 3  # sentences below the bottom line, from other articles
_OPEN = frozenset({"possible", "planned", "confirmed"})  # of no use any more once the event is reported
_LEANING = re.compile(r"(?:He|She|It|They|The (?:two|three|pair|latter)|This|That|These|Those)\b")


def lines(sheet: Sheet, event: MergedEvent) -> Iterator[Value]:
    """The sentence of each article that tells of the event, the best first; the same words once.

    A sentence is good where its article gives the present status, and where it names this event before any other and
    is one of the article's main ones. One that leans on the sentence before it ("He will attend …") is the bottom line
    only where there is no other, as is a plan for an event that has been reported since. Among equals the newest
    article goes first.
    """
    own = defaultdict(set)
    for mention in event.mentions:
        own[mention.briefing].add(mention.event)
    found = []
    for name in event.briefings:
        briefing = sheet.catalogue.briefings[name]
        told = [e for e in briefing.findings.events if e.id in own[name]]
        evidence = _best(briefing, told)
        if evidence:
            found.append((_flaws(event, briefing, told, evidence), briefing, evidence))
    found.sort(key=lambda item: item[0])
    seen: set[str] = set()
    for (leaning, behind, _), briefing, evidence in found:
        words = _whole_sentence(briefing, evidence)
        if words and words.casefold() not in seen and len(seen) <= KEY_POINTS and not (seen and (leaning or behind)):
            seen.add(words.casefold())
            yield Value(
                text=words,
                href=None,
                datetime=None,
                note=None,
                marks=(sheet.mark(briefing, evidence),),
                language=sheet.foreign(briefing.article.language),
            )


def _best(briefing: Briefing, told: Sequence[Event]) -> Evidence | None:
    """The article's main sentence where it names the event, else the first that does."""
    mentions = [m for e in told for m in e.mentions]
    sentences = {m.sentence for m in mentions}
    main = (e for e in briefing.findings.what if e.sentence in sentences)
    return next(main, mentions[0] if mentions else None)


def _flaws(
    event: MergedEvent, briefing: Briefing, told: Sequence[Event], evidence: Evidence
) -> tuple[bool, bool, tuple[bool, bool, bool]]:
    """What speaks against a sentence, the gravest first; smaller is better."""
    leaning = bool(_LEANING.match(_whole_sentence(briefing, evidence)))
    behind = event.status not in _OPEN and all(e.status in _OPEN for e in told)
    ids = {e.id for e in told}
    here = [(m.start, e.id) for e in briefing.findings.events for m in e.mentions if m.sentence == evidence.sentence]
    aside = bool(here) and min(here)[1] not in ids
    otherwise = all(e.status != event.status for e in told)
    return leaning, behind, (otherwise, aside, evidence not in briefing.findings.what)


def _whole_sentence(briefing: Briefing, evidence: Evidence) -> str:
    before, words, after = around(briefing, evidence)
    start = evidence.start - len(before)
    return without_dateline(briefing, start, start + len(before) + len(words) + len(after))


def support(catalogue: Catalogue, event: MergedEvent, field: str, source: Source) -> str:
    """How a fact of an event is known: "named source · 2 outlets". field: "status", "start" or "place".

    Counted are the outlets whose own article gives the value that the page shows; a text printed again counts once.
    """
    texts = catalogue.texts
    known = basis(texts, catalogue.briefings[source.briefing], source.evidence)
    if any(d.field == field or (field, d.field) == ("start", "end") for d in event.differs):
        differ = texts.gettext("reports differ")
        return f"{known} · {differ}"
    value = getattr(event, field)
    saying = (m.briefing for m in event.mentions if getattr(_own(catalogue, m.briefing, m.event), field, None) == value)
    return f"{known} · {outlets_counted(texts, max(1, len(outlets(catalogue, saying))))}"


def basis(texts: Texts, briefing: Briefing, evidence: Evidence) -> str:
    """Whose word a finding is: that of a source by name, of one without, of one left unclear, or the article's."""
    spoken: tuple[Quote | Statement, ...] = (*briefing.findings.quotes, *briefing.findings.statements)
    for said in spoken:
        if said.evidence.start <= evidence.start < said.evidence.end:
            if is_named(said.speaker, said.speaker_name):
                return texts.gettext("named source")
            return texts.gettext("unnamed source") if said.speaker_name else texts.gettext("speaker unclear")
    return texts.pgettext("how a fact is known", "reported")


def outlets_counted(texts: Texts, number: int) -> str:
    """How many outlets: "2 outlets"."""
    return texts.ngettext("%(num)s outlet", "%(num)s outlets", number)


def outlets(catalogue: Catalogue, briefings: Iterable[str]) -> dict[str, int]:
    """How many articles each outlet has among these, most first; a text printed again is no second voice."""
    counts: defaultdict[str, int] = defaultdict(int)
    for name in dict.fromkeys(briefings):
        outlet = catalogue.briefings[name].article.outlet
        if outlet and name not in catalogue.copies:
            counts[outlet] += 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def number_of_outlets(catalogue: Catalogue, event: MergedEvent) -> int:
    """How many outlets tell of an event."""
    return catalogue.lookups.shared(catalogue.outlets, event.id, lambda: len(outlets(catalogue, event.briefings)))


def _own(catalogue: Catalogue, briefing: str, event: str) -> Event | None:
    return next((e for e in catalogue.briefings[briefing].findings.events if e.id == event), None)
