"""The pieces that pages share, as templates see them: links, parties, quotes, next steps, source marks."""

from collections.abc import Mapping
from typing import Any

from briefgen.views.dates import Moment
from briefgen.views.part import Part


class Status(Part, frozen=True, kw_only=True):
    """A status: always a word, and a name for the style sheet."""

    name: str  # "called-for", in every language
    word: str  # "called for"


class Link(Part, frozen=True, kw_only=True):
    """Words that lead somewhere."""

    text: str
    href: str
    language: str | None = None  # of the words, where it is not that of the pages


class Mark(Part, frozen=True, kw_only=True):
    """A source mark: a small link to the sentence that shows what stands before it."""

    label: str  # "s4" on the article's own page, elsewhere the number in the page's list of sources
    href: str  # leads to the sentence
    named: bool  # whether the label is the outlet's name
    title: str  # "Xinhua, 29 August 2025, sentence 4": what the link is called where the label alone says too little


class Picture(Part, frozen=True, kw_only=True):
    """A picture with the words that say the same."""

    href: str
    alt: str


class Excerpt(Part, frozen=True, kw_only=True):
    """A sentence of an article, word for word, with the words that show a fact."""

    before: str
    words: str  # these show it
    after: str
    language: str
    source: str  # "Xinhua, 29 August 2025"
    sentence: str  # "sentence 4"
    href: str  # the sentence on the page of its briefing
    original: str | None  # address of the article itself


class Party(Part, frozen=True, kw_only=True):
    """Somebody who acts, speaks or takes part: a person, an organization or a state."""

    name: str
    href: str | None  # its page; states have none
    note: str | None  # the role as the article puts it
    language: str | None = None  # of name and note, where it is not that of the pages


class Value(Part, frozen=True, kw_only=True):
    """One value of a fact, with what shows it."""

    text: str
    href: str | None
    datetime: str | None  # where the value is a date
    note: str | None  # a role, a status, how exact a date is
    marks: tuple[Mark, ...]
    language: str | None = None  # of the text, where it is not that of the pages


class Fact(Part, frozen=True, kw_only=True):
    """A question with its values: "Where: Tianjin, Beijing"."""

    name: str  # also the end of its anchor: "fact-where"
    label: str
    values: tuple[Value, ...]
    support: str | None  # how it is known: "named source · 2 outlets"
    excerpts: tuple[Excerpt, ...]  # "How do we know?"; empty where the sentences stand on the page itself


class Quotation(Part, frozen=True, kw_only=True):
    """Words given as somebody's own, or reported without marks."""

    anchor: str  # "quote-1"
    words: str
    language: str
    speaker: Party | None  # None: the article leaves it open, and the page says so
    cue: str | None  # the reporting verb: "told"
    addressee: str | None
    said: Moment | None  # the article's date
    mark: Mark


class Result(Part, frozen=True, kw_only=True):
    """A sentence that tells what came of an event."""

    anchor: str  # "result-1"
    kind: str  # "agreed", "not-agreed", "deferred", in every language
    word: str  # "not agreed"
    words: str  # the sentence as the article has it
    language: str
    documents: tuple[str, ...]  # those that it names
    said: Moment | None  # the article's date
    mark: Mark


class Step(Part, frozen=True, kw_only=True):
    """An act still to come when the article was written."""

    anchor: str  # "step-1"
    text: str
    language: str
    status: Status
    condition: str | None
    actors: tuple[Party, ...]
    according_to: Party | None
    places: tuple[Link, ...]
    due: Moment | None
    overdue: bool  # planned or expected, its date has passed, and no report of the event
    event: Link | None
    mark: Mark


class EventRow(Part, frozen=True, kw_only=True):
    """One event in a list."""

    name: str
    language: str | None  # of the name, where it is not that of the pages
    href: str
    kind: str
    status: Status
    due: str | None  # "was due 31 August 2025 — no report yet"
    when: Moment | None
    place: Link | None
    briefings: int


class BriefingRow(Part, frozen=True, kw_only=True):
    """One briefing in a list."""

    title: str
    href: str
    language: str
    outlet: str | None
    published: Moment | None


class Agenda(Part, frozen=True, kw_only=True):
    """One dated line of a calendar: an event or a next step."""

    when: Moment
    text: str
    language: str
    href: str
    kind: str  # "summit", "next step"
    status: Status
    overdue: bool
    who: tuple[Party, ...]
    place: Link | None
    mark: Mark | None  # the sentence of a next step; an event's page has its own


class Frame(Part, frozen=True, kw_only=True):
    """What every page carries around its content."""

    title: str  # of the page, for the window and for search engines
    site: str  # name of the site
    description: str
    language: str  # of the pages' own words
    is_rtl: bool  # whether it is written from right to left
    found_language: str | None  # of names and sentences found in articles, where it is not that of the pages
    home: str  # href
    logo: str | None  # href
    style: str  # href of the style sheet
    own_style: str | None  # href of the site's own style sheet, which goes over it
    icon: str  # href
    search: str | None  # href of the search page, where the site has one
    feed: str | None  # href, where the site has a feed
    canonical: str | None  # absolute URL, where the site has an address
    share: str | None  # absolute URL of the page's picture for those who share it, 1200 by 630 pixels
    nav: tuple[Link, ...]
    crumbs: tuple[Link, ...]  # the way here from the home page; empty there
    as_of: Moment
    footer: str
    about: str  # href of the page on method
    changes: str  # href of the page of changes
    data: tuple[Link, ...]  # downloads of the whole site
    linked_data: Mapping[str, Any] | None  # the page's facts for search engines: a JSON-LD document
