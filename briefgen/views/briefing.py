"""The page of one briefing: what one article says, each value with the sentence that shows it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

from msgspec.structs import replace

from briefgen import routes
from briefgen.model import Article, Briefing, DateMention, Evidence, MergedEvent
from briefgen.scope import LANGUAGE, LONGEST, why_not_searched
from briefgen.texts import Texts
from briefgen.views.catalogue import Catalogue, QuoteAt, StepAt, without_dateline
from briefgen.views.dates import UNDATED, Moment
from briefgen.views.differences import Disagreement, differences
from briefgen.views.event_lines import number_of_outlets, outlets_counted
from briefgen.views.linked_data import briefing_node
from briefgen.views.part import Part
from briefgen.views.parts import BriefingRow, EventRow, Fact, Frame, Link, Mark, Party, Quotation, Result, Step, Value
from briefgen.views.sheet import Sheet, other_names
from briefgen.views.source_text import Block, source_text

MARKS = 3  # source marks behind one name: more would hide the name
RELATED = 8
WORDS_A_MINUTE = 230  # of silent reading, rounded from Brysbaert (2019): 238 for English non-fiction
NEXT = 3  # next steps in the table; all of them stand in their own section


class Mentioned(Part, frozen=True, kw_only=True):
    """A name of the article with the sentences where it stands."""

    anchor: str
    party: Party
    other_names: tuple[str, ...]
    marks: tuple[Mark, ...]


class Unclear(Part, frozen=True, kw_only=True):
    """Something that the article hedges or leaves open."""

    text: str
    reason: str  # "speaker unclear", "only possible"
    language: str
    mark: Mark


class Differs(Part, frozen=True, kw_only=True):
    """An event of the article of which sources tell differently, this one among them."""

    event: Link
    questions: tuple[Disagreement, ...]


class BriefingPage(Part, frozen=True, kw_only=True):
    """One article: its facts, its quotes, its next steps, its text."""

    frame: Frame
    headline: str
    language: str  # of the article
    outlet: str | None
    byline: str | None
    published: Moment | None
    updated: Moment | None
    dateline: str | None
    minutes: int  # that reading the article takes
    about: Link | None  # the event that its main sentence tells of
    tags: tuple[str, ...]
    unsearched: str | None  # why no facts were sought, as a sentence
    bottom_line: Value | None  # the sentence that says best what happened
    more: tuple[Value, ...]  # up to two further sentences of the kind
    results: tuple[Result, ...]  # what came of the events it tells of
    facts: tuple[Fact, ...]  # who, what, where, when, next; those with an answer
    quotes: tuple[Quotation, ...]
    statements: tuple[Quotation, ...]
    dated_steps: tuple[Step, ...]  # by date
    undated_steps: tuple[Step, ...]
    unclear: tuple[Unclear, ...]
    differs: tuple[Differs, ...]  # where other articles tell otherwise of the same events
    events: tuple[EventRow, ...]
    related: tuple[BriefingRow, ...]  # other articles on the same events, newest first
    people: tuple[Mentioned, ...]
    organizations: tuple[Mentioned, ...]
    places: tuple[Mentioned, ...]
    states: tuple[Mentioned, ...]
    text: tuple[Block, ...]  # the whole article
    note: str | None  # its licence, or whatever the editor has put beside it
    url: str | None  # the original
    newer: Link | None  # the next briefing in time
    older: Link | None
    data: str  # href of what was found, as JSON


class _Citations:
    """Gives source marks for one page and remembers what each sentence was cited for."""

    def __init__(self, sheet: Sheet, briefing: Briefing) -> None:
        self.sheet, self._briefing = sheet, briefing
        self.facts: defaultdict[str, dict[str, Link]] = defaultdict(dict)

    def mark(self, evidence: Evidence, label: str, anchor: str) -> Mark:
        """The mark of some evidence for the fact at this anchor; the sentence then leads back to it."""
        shown = self.facts[evidence.sentence]
        if anchor not in shown:
            shown[anchor] = Link(text=label, href=f"#{anchor}")
        return self.sheet.mark(self._briefing, evidence)

    def marks(self, found: Sequence[Evidence], label: str, anchor: str) -> tuple[Mark, ...]:
        """The marks of the first sentences among some evidence."""
        if len(found) == 1:
            return (self.mark(found[0], label, anchor),)
        by_sentence = {e.sentence: e for e in reversed(found)}
        chosen = sorted(by_sentence.values(), key=lambda e: e.start)[:MARKS]
        return tuple(self.mark(e, label, anchor) for e in chosen)


def briefing_page(catalogue: Catalogue, briefing: Briefing) -> BriefingPage:
    """Make the page of a briefing."""
    sheet = Sheet(catalogue, routes.briefing(briefing.id))
    article, found = briefing.article, briefing.findings
    cite = _Citations(sheet, briefing)
    what = tuple(_sentence(cite, briefing, number) for number in range(len(found.what)))
    steps = [StepAt(briefing, i) for i in range(len(found.next_steps))]
    steps.sort(key=lambda at: at.step.start or at.step.end or UNDATED)
    facts = tuple(f for f in _facts(sheet, cite, briefing, steps) if f.values)
    shown = [_cited_step(sheet, cite, at) for at in steps]
    quotes = tuple(_cited_quote(sheet, cite, QuoteAt(briefing, i)) for i in range(len(found.quotes)))
    results = tuple(_cited_result(sheet, cite, briefing, i) for i in range(len(found.outcomes)))
    statements = tuple(sheet.statement(briefing, i, said) for i, said in enumerate(found.statements, 1))
    for i, said in enumerate(found.statements, 1):
        cite.mark(said.evidence, sheet.texts.gettext("statement %(number)s", number=i), f"statement-{i}")
    people = tuple(
        _mentioned(cite, f"person-{p.id}", sheet.party(p.id, p.role), p.aliases, p.mentions) for p in found.people
    )
    organizations = tuple(
        _mentioned(cite, f"organization-{o.id}", sheet.party(o.id), o.aliases, o.mentions) for o in found.organizations
    )
    places = tuple(
        _mentioned(cite, f"place-{p.id}", _place_party(sheet, p.id, p.name), p.aliases, p.mentions)
        for p in found.places
    )
    states = tuple(
        _mentioned(cite, f"state-{s.code}", Party(name=sheet.texts.state(s.code), href=None, note=None), (), s.mentions)
        for s in found.states
    )
    unclear = tuple(_unclear(cite, briefing))
    events = [catalogue.events[name] for name in _events(catalogue, briefing)]
    newer, older = _neighbours(sheet, briefing)
    return BriefingPage(
        frame=sheet.frame(
            article.title,
            what[0].text if what else "",
            (
                Link(text=sheet.texts.gettext("Briefings"), href=sheet.way(routes.BRIEFINGS)),
                Link(text=article.title, href=""),
            ),
            briefing_node(catalogue, briefing),
        ),
        headline=article.title,
        language=article.language,
        outlet=article.outlet,
        byline=article.byline,
        published=sheet.dates.stamp(article.published),
        updated=sheet.dates.stamp(article.updated),
        dateline=_dateline(briefing),
        minutes=max(1, round(len(article.body.split()) / WORDS_A_MINUTE)),
        about=_about(sheet, briefing),
        tags=article.tags,
        unsearched=_unsearched(sheet.texts, article),
        bottom_line=what[0] if what else None,
        more=what[1:],
        facts=facts,
        results=results,
        quotes=quotes,
        statements=statements,
        dated_steps=tuple(s for s in shown if s.due),
        undated_steps=tuple(s for s in shown if not s.due),
        unclear=unclear,
        differs=tuple(_differs(sheet, events, briefing)),
        events=tuple(map(sheet.event_row, events)),
        related=_related(sheet, events, briefing),
        people=people,
        organizations=organizations,
        places=places,
        states=states,
        text=source_text(briefing, {name: tuple(links.values()) for name, links in cite.facts.items()}),
        note=article.note,
        url=article.url,
        newer=newer,
        older=older,
        data=sheet.way(routes.briefing_data(briefing.id)),
    )


def _unsearched(texts: Texts, article: Article) -> str | None:
    if why_not_searched(article) is None:
        return None
    if len(article.body) > LONGEST and article.language.split("-")[0].lower() == LANGUAGE:
        return texts.gettext(
            "This article is longer than %(number)s characters, so no facts were sought in it.", number=f"{LONGEST:,}"
        )
    return texts.gettext("This article is not in English, so no facts were sought in it.")


def _sentence(cite: _Citations, briefing: Briefing, number: int) -> Value:
    evidence = briefing.findings.what[number]
    texts = cite.sheet.texts
    first = ("bottom-line", texts.gettext("bottom line"))
    anchor, label = first if number == 0 else (f"more-{number}", texts.pgettext("what a sentence shows", "also"))
    words = without_dateline(briefing, evidence.start, evidence.end)
    return Value(text=words, href=None, datetime=None, note=None, marks=(cite.mark(evidence, label, anchor),))


def _facts(sheet: Sheet, cite: _Citations, briefing: Briefing, steps: list[StepAt]) -> Iterable[Fact]:
    """The table of five rows."""
    found = briefing.findings
    texts = sheet.texts
    who_label, where_label = (
        texts.pgettext("what a sentence shows", "who"),
        texts.pgettext("what a sentence shows", "where"),
    )
    who = [
        sheet.named(sheet.party(p.id), cite.marks(p.mentions, who_label, "fact-who"), p.role)
        for p in found.people
        if p.principal
    ]
    if not who:
        who = [
            Value(
                text=sheet.texts.state(s.code),
                href=None,
                datetime=None,
                note=None,
                marks=cite.marks(s.mentions, who_label, "fact-who"),
            )
            for s in found.states[:MARKS]
        ]
    yield Fact(name="who", label=texts.gettext("Who"), values=tuple(who), support=None, excerpts=())
    yield Fact(
        name="what", label=texts.gettext("What"), values=tuple(_what(sheet, cite, briefing)), support=None, excerpts=()
    )
    where = (p for p in found.places if p.principal)
    places = (
        sheet.named(_place_party(sheet, p.id, p.name), cite.marks(p.mentions, where_label, "fact-where"))
        for p in (tuple(where) or found.places[:1])
    )
    yield Fact(name="where", label=texts.gettext("Where"), values=tuple(places), support=None, excerpts=())
    yield Fact(name="when", label=texts.gettext("When"), values=tuple(_when(cite, briefing)), support=None, excerpts=())
    coming = (
        Value(
            text=at.step.text,
            href=None,
            datetime=None,
            note=texts.listed(
                [s for s in (sheet.words.status[at.step.status], _due(sheet, at), _according_to(sheet, at)) if s]
            ),
            marks=(sheet.mark(briefing, at.step.evidence),),
        )
        for at in steps
    )
    yield Fact(name="next", label=texts.gettext("Next"), values=tuple(islice(coming, NEXT)), support=None, excerpts=())


def _what(sheet: Sheet, cite: _Citations, briefing: Briefing) -> Iterable[Value]:
    """The events that the article tells of; where there is none, its main sentence."""
    label = sheet.texts.pgettext("what a sentence shows", "what")
    found = briefing.findings
    seen = set()
    for own in found.events:
        merged = sheet.catalogue.merged(briefing.id, own.id)
        if merged and merged.id not in seen:
            seen.add(merged.id)
            marks = cite.marks(own.mentions, label, "fact-what")
            told = number_of_outlets(sheet.catalogue, merged)
            status = sheet.words.status[own.status]
            note = f"{status} · {outlets_counted(sheet.texts, told)}" if told > 1 else status
            yield sheet.named(sheet.event(merged), marks, note)
    if not seen and found.what:
        marks = (cite.mark(found.what[0], label, "fact-what"),)
        words = without_dateline(briefing, found.what[0].start, found.what[0].end)
        yield Value(text=words, href=None, datetime=None, note=None, marks=marks)


def _when(cite: _Citations, briefing: Briefing) -> Iterable[Value]:
    """The dates of the article that have a calendar date, each day once, as resolved and as written."""
    seen: dict[str, DateMention] = {}
    for date in briefing.findings.dates:
        shown = cite.sheet.dates.moment(date.start, date.end, date.precision)
        if shown and shown.datetime:
            seen.setdefault(shown.text, date)
    for text, date in islice(seen.items(), 5):
        mark = cite.mark(date.evidence, cite.sheet.texts.pgettext("what a sentence shows", "when"), "fact-when")
        yield Value(text=text, href=None, datetime=date.start, note=f"“{date.text}”", marks=(mark,))


def _due(sheet: Sheet, at: StepAt) -> str | None:
    due = sheet.dates.moment(at.step.start, at.step.end, at.step.precision)
    return due.text if due else None


def _according_to(sheet: Sheet, at: StepAt) -> str | None:
    speaker = sheet.speaker(at.step.according_to, None, at.briefing)
    return sheet.texts.gettext("according to %(speaker)s", speaker=speaker.name) if speaker else None


def _cited_step(sheet: Sheet, cite: _Citations, at: StepAt) -> Step:
    cite.mark(
        at.step.evidence, sheet.texts.gettext("next step %(number)s", number=at.index + 1), f"step-{at.index + 1}"
    )
    return sheet.step(at)


def _cited_quote(sheet: Sheet, cite: _Citations, at: QuoteAt) -> Quotation:
    cite.mark(at.quote.evidence, sheet.texts.gettext("quote %(number)s", number=at.index + 1), f"quote-{at.index + 1}")
    return replace(sheet.quotation(at), said=None)  # the page says once when the article was published


def _cited_result(sheet: Sheet, cite: _Citations, briefing: Briefing, number: int) -> Result:
    label = sheet.texts.gettext("result %(number)s", number=number + 1)
    cite.mark(briefing.findings.outcomes[number].evidence, label, f"result-{number + 1}")
    return replace(sheet.result(briefing, number), said=None)  # the page says once when the article was published


def _mentioned(
    cite: _Citations, anchor: str, party: Party, aliases: tuple[str, ...], mentions: tuple[Evidence, ...]
) -> Mentioned:
    marks = cite.marks(mentions, party.name, anchor)
    return Mentioned(anchor=anchor, party=party, other_names=other_names(party.name, aliases), marks=marks)


def _place_party(sheet: Sheet, name: str, shown: str) -> Party:
    link = sheet.place(name)
    return Party(name=link.text if link else shown, href=link.href if link else None, note=None)


def _unclear(cite: _Citations, briefing: Briefing) -> Iterable[Unclear]:
    """What the article leaves open, in the order of the questions."""
    found, language, texts = briefing.findings, briefing.article.language, cite.sheet.texts

    def item(text: str, reason: str, evidence: Evidence) -> Unclear:
        return Unclear(
            text=text,
            reason=reason,
            language=language,
            mark=cite.mark(evidence, texts.gettext("not clear"), "not-clear"),
        )

    for quote in found.quotes:
        if quote.speaker is None and quote.speaker_name is None:
            yield item(f"“{quote.text}”", texts.gettext("speaker unclear"), quote.evidence)
    for step in found.next_steps:
        if step.status in {"possible", "conditional"}:
            yield item(
                step.text, texts.gettext("only %(status)s", status=cite.sheet.words.status[step.status]), step.evidence
            )
    for date in found.dates:
        if date.start is None and date.end is None:
            yield item(f"“{date.text}”", texts.gettext("the article gives no day to count from"), date.evidence)


def _events(catalogue: Catalogue, briefing: Briefing) -> tuple[str, ...]:
    merged = (catalogue.merged(briefing.id, own.id) for own in briefing.findings.events)
    return tuple(dict.fromkeys(event.id for event in merged if event))


def _about(sheet: Sheet, briefing: Briefing) -> Link | None:
    """The event that the article's main sentence names first."""
    found, catalogue = briefing.findings, sheet.catalogue
    main = found.what[0].sentence if found.what else None
    here = sorted((m.start, e.id) for e in found.events for m in e.mentions if m.sentence == main)
    merged = (catalogue.merged(briefing.id, own) for _, own in here)
    event = next((one for one in merged if one), None)
    return sheet.event(event) if event else None


def _differs(sheet: Sheet, events: Iterable[MergedEvent], briefing: Briefing) -> Iterable[Differs]:
    """The questions on which this article is one of those that differ."""
    for event in events:
        own = [d for d in event.differs if any(r.source.briefing == briefing.id for r in d.readings)]
        if own:
            yield Differs(event=sheet.event(event), questions=differences(sheet, own))


def _related(sheet: Sheet, events: Iterable[MergedEvent], briefing: Briefing) -> tuple[BriefingRow, ...]:
    """Other articles on the same events, newest first."""
    catalogue = sheet.catalogue
    names = {name for event in events for name in event.briefings} - {briefing.id}
    newest = catalogue.newest_first(names)[:RELATED]
    return tuple(sheet.briefing_row(catalogue.briefings[name]) for name in newest)


def _dateline(briefing: Briefing) -> str | None:
    dateline = briefing.article.dateline
    return briefing.article.body[dateline.span.start : dateline.span.end].strip(" \t-–—") if dateline else None


def _neighbours(sheet: Sheet, briefing: Briefing) -> tuple[Link | None, Link | None]:
    """The next newer and the next older briefing of the site."""

    def link(other: Briefing | None) -> Link | None:
        return Link(text=other.article.title, href=sheet.way(routes.briefing(other.id))) if other else None

    newer, older = sheet.catalogue.beside(briefing.id)
    return link(newer), link(older)
