"""What belongs to an event's words: the parties, the place and the date that the clause ties to them.

Reads  dependencies to the left (subjects, possessors), the order of words to the right: a parser mistakes a list of
       titled names for many things, but "with", "between" and "in" stand where they stand.
Finds  subject and object of a verb, "with X and Y", "between", "among", "Putin's", "the Putin-Trump …", "in Alaska".
Misses parties that only an earlier sentence names (that is for coreference), and places named after a subclause.
"""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from briefgen.extract.cast import Cast, PartyMention
from briefgen.extract.event_lexicon import heads
from briefgen.extract.event_series import edition_of
from briefgen.extract.tokens import Doc, Token
from briefgen.extract.when import tells_since
from briefgen.lexicon import load_toml
from briefgen.model import DateMention, Place, Span, is_state
from briefgen.pipes.titles import is_head

PARTY_PREPOSITIONS = {"with", "between", "among", "of", "by", "involving", "including", "alongside", "and", "versus"}
PLACE_PREPOSITIONS = {"in", "at", "to", "near", "outside", "from", "aboard", "on", "into", "inside", "across", "via"}
WITH = frozenset({"with", "between", "among", "involving", "including", "alongside"})
LISTING = WITH | {"by", "in", "at", "to", ""}  # behind which a comma may part what is listed
AT = frozenset({"in", "at", "to", "near", "outside", "aboard", "on", "into", "inside"})
DATED = AT | WITH | {"", "from", "by", "for", "within"} - {"including"}
FULL_STOPS = {".", ";", ":", "—", "–", "--", "…", "?", "!", "(", ")", "“", "”", '"', "‘"}
SUBCLAUSE = {"who", "which", "that", "where", "when", "while", "because", "if", "than", "but", "since", "until", "whom",
             "whose", "although", "though", "amid", "despite", "as", "before", "after", "following", "ahead", "during",
             "then", "so", "to"} - {"to"}  # fmt: skip
OBJECTS = {"dobj", "pobj"}  # nouns all the same, where a tagger takes one for a verb: "signed a minerals deal with"
TITLE_WORDS = 6  # words that may stand between a state and the name of its office-holder
LONGEST = 60  # tokens to the right of an event's words; longer lists are parse trouble, not lists of guests
SPOKESMAN_BEHIND = re.compile(r", [^,.]{0,40}\bspokes")
AGAINST = re.compile(r"\b(?:C|[Cc]ounter|[Aa]nti)[-‑]$")  # "the counter-ISIS coalition" has ISIS for its enemy
LONGEST_AGAINST = 9  # characters of the longest of these
ASIDE = 8  # tokens of a parenthesis that is passed over
CLIMB = 7  # links up the tree in search of a subject


@dataclass(frozen=True, slots=True)
class Zone:
    """The words after one preposition, up to the next: tokens [start, end). lead is "" right after the head."""

    lead: str
    start: int
    end: int


@dataclass(slots=True)
class Arguments:
    """What was found to belong to one mention. end: the character after the last word used."""

    end: int
    parties: list[str] = field(default_factory=list)
    guests: list[str] = field(default_factory=list)  # those behind "with", "between", or the object
    place: Place | None = None
    date: DateMention | None = None
    stops: bool = False  # several places of one rank: a journey
    among: bool = False  # "between X and Y" names all there are

    def add(self, parties: Iterable[str], *, guests: bool = False) -> None:
        """Take parties in, each once, in order."""
        for party in parties:
            if party not in self.parties:
                self.parties.append(party)
            if guests and party not in self.guests:
                self.guests.append(party)


class Surroundings:
    """The lookups that finding arguments needs, made once an article."""

    def __init__(
        self,
        doc: Doc,
        cast: Cast,
        places: tuple[Place, ...],
        dates: tuple[DateMention, ...],
        dateline: Span | None = None,
    ) -> None:
        self.doc = doc
        self.body = doc.text  # joined anew at each use
        self.cast = cast
        self._dateline = (dateline.start, dateline.end) if dateline else (0, 0)
        self.places = sorted(((e.start, e.end, place) for place in places for e in place.mentions), key=lambda m: m[:2])
        self._place_starts = [start for start, _, _ in self.places]
        dates = tuple(date for date in dates if not tells_since(date))
        self.all_dates = dates
        self.dates = sorted(dates, key=lambda date: (date.evidence.start, date.evidence.end))
        self._date_starts = [date.evidence.start for date in self.dates]

        people, bodies = (
            {party for ent in doc.ents if ent.label_ == label for party in cast.of(ent.root)}
            for label in ("PERSON", "ORG")
        )
        self.bodies = frozenset(party for party in bodies - people if not is_state(party))
        self.inside_names = frozenset(
            token.i
            for m in cast.mentions
            if m.how == "name" and (span := doc.char_span(m.start, m.end, alignment_mode="expand")) is not None
            for token in span
        )
        self.spokesmen = {
            p for m in cast.mentions if m.how == "name" and _speaks_for_others(self.body, m) for p in m.parties
        }

    def place_ending(self, offset: int) -> Place | None:
        """The place whose words end right before a character, a comma between them."""
        last = bisect_left(self._place_starts, offset) - 1
        if last < 0:
            return None
        _, end, place = self.places[last]
        return place if self.body[end:offset].strip() in {"", ","} else None

    def dates_within(self, start: int, end: int) -> list[DateMention]:
        """The dates whose words begin in body[start:end], in order."""
        return self.dates[bisect_left(self._date_starts, start) : bisect_left(self._date_starts, end)]

    def parties_within(self, start: int, end: int) -> list[str]:
        """The parties that tokens [start, end) name, each once, in order."""
        return list(dict.fromkeys(party for mention in self.guests_within(start, end) for party in mention.parties))

    def states_of(self, parties: Iterable[str]) -> frozenset[str]:
        """The states that parties are or serve."""
        return frozenset(state for party in parties if (state := self.cast.state(party)) is not None)

    def guests_within(self, start: int, end: int) -> list[PartyMention]:
        """The mentions of parties in tokens [start, end), the widest ones; a state within a person's title left out."""
        if start >= end:
            return []
        doc = self.doc
        span = doc[start:end]
        mentions = list(_outermost(m for m in self.cast.within(span.start_char, span.end_char) if self._takes_part(m)))
        return [m for m, later in zip(mentions, [*mentions[1:], None], strict=False) if not self._in_a_title(m, later)]

    def _takes_part(self, mention: PartyMention) -> bool:
        """Whether words may name a party: no dateline does, nor a pronoun for the spokesman who only tells of it."""
        if self._dateline[0] <= mention.start < self._dateline[1]:
            return False
        if AGAINST.search(self.body, max(mention.start - LONGEST_AGAINST, 0), mention.start):
            return False
        return mention.how != "pronoun" or self.spokesmen.isdisjoint(mention.parties)

    def _in_a_title(self, mention: PartyMention, later: PartyMention | None) -> bool:
        """Whether a state only tells whose president somebody is: "President of Azerbaijan Ilham Aliyev"."""
        token = self._token_at(mention.end - 1)
        bearing = {"poss", "compound", "amod"} if mention.how == "state" else {"poss", "compound"}
        if token is not None and token.dep_ in bearing and _renamed(token.head, later):
            return True
        office = _of_office(token) if token is not None else None
        if office is not None and (_renamed(office, later) or self._is_set_off(office, mention, later)):
            return True
        if mention.how != "state":
            return False
        if later is not None and later.how in {"name", "role"}:
            between = self.body[mention.end : later.start]
            words = between.split()
            if len(words) <= TITLE_WORDS and not set(words) & {"and", "or", "with", "in", "at"} and "," not in between:
                return not words or not is_group(words[-1])
        token = self._token_at(mention.start)
        return token is not None and _names_an_office(token)

    def _is_set_off(self, office: Token, mention: PartyMention, later: PartyMention | None) -> bool:
        """ "The Secretary General of NATO, Mark Rutte," whose name a parser hangs elsewhere."""
        named = later is not None and later.how == "name" and self.body[mention.end : later.start] == ", "
        return named and is_head(office.lower_)

    def _token_at(self, offset: int) -> Token | None:
        span = self.doc.char_span(offset, offset + 1, alignment_mode="expand")
        return span[0] if span is not None and len(span) else None

    def names(self, token: Token) -> bool:
        """Whether the token is (part of) a party's name."""
        mention = self.cast.at(token)
        return mention is not None and mention.how == "name"

    def is_place(self, token: Token) -> bool:
        """Whether the token is (part of) the words for a place."""
        return any(start < token.idx + len(token) and token.idx < end for start, end, _ in self._near(token.idx))

    def _near(self, offset: int) -> list[tuple[int, int, Place]]:
        last = bisect_left(self._place_starts, offset + 1)
        return self.places[max(last - 2, 0) : last + 1]

    def first_place(self, start: int, end: int) -> Place | None:
        """The first place that tokens [start, end) name; of "Geneva, Switzerland" that is the finest."""
        found = self.place_mentions(start, end)
        return found[0][2] if found else None

    def place_mentions(self, start: int, end: int) -> list[tuple[int, int, Place]]:
        """The mentions of places that begin in tokens [start, end), as characters with the place."""
        if start >= end:
            return []
        span = self.doc[start:end]
        first, last = bisect_left(self._place_starts, span.start_char), bisect_left(self._place_starts, span.end_char)
        return self.places[first:last]


def zones(doc: Doc, start: int, inside: Container[int] = frozenset()) -> Iterator[Zone]:
    """Cut the words from a token on into what follows each preposition, to the end of the clause.

    inside: the tokens that stand in a name, its title included, which is cut nowhere: "Minister FOR Defence Payne".
    """
    lead, begin = "", start
    end = min(start + LONGEST, _sentence_end(doc, start))
    i = start
    while i < end:
        token = doc[i]
        lower = token.lower_
        closing = (
            next((j for j in range(i + 1, min(i + ASIDE, end)) if doc[j].text == ")"), None) if lower == "(" else None
        )
        if closing is not None and not any(doc[j].pos_ in {"VERB", "AUX"} for j in range(i, closing)):
            i = closing + 1  # "the Republic of Korea (ROK)", "on Friday (18 October 2019)"
            continue
        if i in inside:
            i += 1
            continue
        if _closes(token, doc, lead, begin):
            break
        if i > start and doc[i - 1].text == "-" and not doc[i - 1].whitespace_:
            i += 1  # "face-to-face", "Moon Jae-in"
            continue
        if (
            lower in PARTY_PREPOSITIONS - {"of", "and"}
            or lower in PLACE_PREPOSITIONS
            or lower in {"for", "about", "over", "regarding", "under", "within"}
        ):
            yield Zone(lead, begin, i)
            lead, begin = lower, i + 1
        elif token.tag_ == "VBN" and i == begin and lead == "":
            begin = i + 1
        i += 1
    yield Zone(lead, begin, i)


def _closes(token: Token, doc: Doc, lead: str, begin: int) -> bool:
    """Whether the clause ends before this token."""
    lower = token.lower_
    finite = token.tag_ in {"VBD", "VBZ", "VBP", "MD"} and token.dep_ not in OBJECTS
    if lower in SUBCLAUSE or lower in FULL_STOPS or finite:
        return True
    if lower == "-" and token.i > 0 and doc[token.i - 1].whitespace_ and token.whitespace_:
        return True
    if token.tag_ == "TO" and token.i + 1 < len(doc) and doc[token.i + 1].pos_ in {"VERB", "AUX"}:
        return True
    if token.tag_ == "VB" or (
        token.tag_ == "VBG"
        and lower not in PARTY_PREPOSITIONS
        and token.i > begin
        and token.dep_ not in {"compound", "amod"}
    ):
        return True
    return lower == "," and lead not in LISTING


def right_arguments(
    around: Surroundings, head: Token, start: int, found: Arguments, leads: Container[str] = WITH
) -> None:
    """Take what stands right of a head into found, from token start on.

    leads: the prepositions behind which parties stand; "" where an object follows at once.
    """
    noun = heads().nouns.get(head.lemma_.casefold())
    visits = noun is not None and noun.kind == "visit" and head.pos_ == "NOUN"  # "a visit to Kenya for talks with X"
    beside = False
    unnamed = False  # "between officials from the two countries": the states stand in the next zone
    for zone in zones(around.doc, start, around.inside_names):
        if _is_of_topic(around.doc, head, zone, start):
            continue
        beside = beside or any(around.doc[i].lower_ in SIDELINES for i in range(zone.start, zone.end))
        beside = beside or (zone.lead == "for" and visits and _names_another(around.doc, head, zone))
        if beside:
            pass  # "talks on the sidelines of meetings hosted by ASEAN": of the talks only the place is told there
        elif zone.lead in leads or (zone.lead == "from" and unnamed):
            mentions = around.guests_within(zone.start, _list_end(around.doc, head, zone))
            found.add((party for mention in mentions for party in mention.parties), guests=True)
            found.end = max([found.end, *(mention.end for mention in mentions)])
            last = around.doc[zone.end - 1] if zone.end > zone.start else None
            unnamed = not mentions and last is not None and is_group(last.lemma_)
            found.among = found.among or (zone.lead in {"between", "among"} and len(found.guests) > 1)
        elif zone.lead == "by" and "" not in leads:
            found.add(around.parties_within(zone.start, _list_end(around.doc, head, zone)))
        elif zone.lead == "" and zone.start < zone.end and around.doc[zone.start].lower_ == "of":
            mentions = around.guests_within(zone.start + 1, zone.end)
            found.add(party for mention in mentions for party in mention.parties)
            found.end = max([found.end, *(mention.end for mention in mentions)])
        _take_place_and_date(around, zone, found, to_object="" in leads)
        if zone.lead in {"in", "at"} and _names_another(around.doc, head, zone):
            break  # "concern about the trip in a phone call with Campbell": what follows is the call's


def _is_of_topic(doc: Doc, head: Token, zone: Zone, start: int) -> bool:
    """Whether the words behind a preposition belong to something else that was named before: "talks on the war IN
    Ukraine", "met leaders involved in the agreement WITH Iran", "the meeting announced IN Washington".
    """
    if zone.start <= start or zone.lead not in AT | DATED | {"with"}:
        return False
    of = doc[zone.start - 1].head
    if of.pos_ == "VERB" and of.dep_ == "pcomp" and of.i >= start:
        return True
    if of.pos_ == "VERB" and of.dep_ == "acl" and of.i >= start:
        return of.lemma_ in load_toml("modality")["verbs"]["reporting"]
    if head.i in {of.i, of.head.i} or of.i < start or of.pos_ not in {"NOUN", "PROPN"} or is_group(of.lemma_):
        return False
    if zone.lead == "with":
        # "conferred about the talks WITH Iran"
        spoken_of = of.dep_ == "pobj" and of.head.lower_ in {"about", "regarding"}
        return of.lemma_.casefold() in TOPICS or spoken_of
    if any(up.dep_ in AIMING and up.pos_ == "VERB" and up.i >= start for up in of.ancestors):
        return True  # "talks aimed at securing a ceasefire IN Gaza"
    opens = next((up for up in of.ancestors if up.pos_ == "ADP"), None)
    about = {"on", "about", "over", "regarding"} | ({"for"} if of.pos_ == "NOUN" else set())
    return opens is not None and opens.lower_ in about and opens.i >= start


AIMING = frozenset({"pcomp", "xcomp", "acl", "advcl"})
SIDELINES = frozenset({"sidelines", "sideline", "margins", "fringes"})
TOPICS = frozenset(
    {"agreement", "deal", "war", "conflict", "border", "pact", "treaty", "ceasefire", "accord", "relations", "ties"}
)


def _names_another(doc: Doc, head: Token, zone: Zone) -> bool:
    """Whether the words behind a preposition tell of a call or talks, with parties of its own."""
    nouns = heads().nouns
    return any(
        doc[i].i != head.i and (noun := nouns.get(doc[i].lemma_.casefold())) is not None and noun.kind in TWO_SIDED
        for i in range(zone.start, zone.end)
    )


TWO_SIDED = frozenset({"call", "talks", "meeting"})


def _take_place_and_date(around: Surroundings, zone: Zone, found: Arguments, *, to_object: bool) -> None:
    """The first place behind "in", "at", "to"; the first date that opens a zone or closes one about who and where."""
    if found.place is None and (zone.lead in AT or (zone.lead == "" and to_object)):
        places = around.place_mentions(zone.start, zone.end)
        if places:
            found.stops = _several_stops(places)
            found.place = None if found.stops else places[0][2]
            found.end = max(found.end, *(end for _, end, _ in places[:2]))
    if found.date is None and zone.lead in DATED and zone.start < zone.end:
        opened = zone.lead == "from" and zone.start > 0  # "from July 18 to July 25": the words of the date begin there
        span = around.doc[zone.start - opened : zone.end]
        dates = around.dates_within(span.start_char, span.end_char)
        if (
            dates
            and (zone.lead != "on" or dates[0].evidence.start <= span.start_char + len("the "))
            and not _owns_something(around.doc, dates[0])
        ):
            found.date = dates[0]
            found.end = max(found.end, min(dates[0].evidence.end, span.end_char))


def _owns_something(doc: Doc, when: DateMention) -> bool:
    """ "Last year's agreement", "the May 12 statement": the day of something else."""
    span = doc.char_span(when.evidence.start, when.evidence.end, alignment_mode="expand")
    if span is None or not len(span):
        return False
    word = span.root
    owned = word.head.i >= span.end and word.head.pos_ in {"NOUN", "PROPN"}
    return owned and word.dep_ in {"poss", "compound", "nmod"} and word.head.lemma_.casefold() not in heads().nouns


def _several_stops(places: list[tuple[int, int, Place]]) -> bool:
    """ "Tianjin and Beijing": two places of one rank are no one place; "Geneva, Switzerland" is."""
    kinds = [place.kind for _, _, place in places]
    return len({place.id for _, _, place in places}) > 1 and len(set(kinds)) == 1


def _list_end(doc: Doc, head: Token, zone: Zone) -> int:
    """Where a list of parties ends: at a comma behind which a new clause begins ("In talks with Xi, Putin said")."""
    for i in range(zone.start, zone.end):
        if doc[i].lower_ == "," and not _list_goes_on(doc, i, zone.end, head):
            return i
    return zone.end


def _list_goes_on(doc: Doc, comma: int, end: int, head: Token) -> bool:
    if comma + 1 >= end:
        return False
    following = doc[comma + 1]
    return head.is_ancestor(following) or any(doc[i].lower_ == "and" for i in range(comma + 1, min(comma + 14, end)))


def phrase_start(noun: Token) -> int:
    """Index of the first token of a noun's own phrase: determiner, modifiers, possessor."""
    doc, first = noun.doc, noun.sent.start
    start, nouns = noun.i, [noun]
    for i in range(noun.i - 1, first - 1, -1):
        before = doc[i]
        if before.is_space and "\n" not in before.text:
            continue
        if _is_act_in_headline(before):
            break
        hyphen = before.text in {"-", "–", "’s", "'s", "'", "’"}
        if _tied(before) and before.tag_ in {"NNP", "NNPS"}:
            nouns.append(before)  # "Central Asia–Italy summit", which a parser may take for two phrases
        counts = before.dep_ not in NO_MODIFIERS or before.tag_ == "CD"  # "his August 21-24 visit", as parsers take it
        inside = before is nouns[-1] or (any(n.is_ancestor(before) for n in nouns) and counts)
        if not hyphen and (not inside or before.is_space or before.tag_ in {"VBD", "VBZ", "MD", ",", "IN", ":"}):
            break
        start = i
    if start - 1 > first and doc[start - 1].lower_ == "of" and doc[start - 2].text == "Group" and doc[start].like_num:
        start -= 2  # "the Group of 20 summit"
    while start > first and _counts(doc[start - 1]):
        start -= 1
    while start < noun.i and (doc[start].is_space or doc[start].dep_ in {"cc", "punct", "case"}):
        if doc[start].text in OPENING and any(t.text == OPENING[doc[start].text] for t in doc[start : noun.i]):
            break  # "[Putin's] trip"
        start += 1
    return start


def _is_act_in_headline(word: Token) -> bool:
    """Whether a word is the verb that a tagger takes for a name's in capitals: "Michel RESCHEDULES EU Summit"."""
    if word.tag_ not in {"NNP", "NNPS", "NNS"} or not word.is_title or not word.lower_.endswith("s"):
        return False
    if not any(span.start < word.i < span.end for span in word.doc.spans.get("headline", ())):
        return False
    about, form = heads(), word.lower_
    lemmas = {form[:-1], form[:-2] if form.endswith("es") else form[:-1]}
    return bool(lemmas & (about.light | about.absent | about.moving | about.deferring)) and not lemmas & set(
        about.nouns
    )


def _counts(word: Token) -> bool:
    """Whether a word says which of several events of one name follows: "the 13th annual U.S.-ASEAN Summit"."""
    return word.lower_ in {"annual", "inaugural"} or edition_of(word.lower_) is not None


def _tied(word: Token) -> bool:
    """Whether a dash without spaces ties the word to the next one."""
    if word.i + 2 >= len(word.doc):
        return False
    dash = word.nbor(1)
    return dash.text in {"-", "–"} and not word.whitespace_ and not dash.whitespace_


OPENING = {"[": "]", "(": ")"}


NO_MODIFIERS = {"relcl", "acl", "advcl", "nsubj", "aux", "mark", "prep"}


def subject_parties(around: Surroundings, word: Token) -> list[str]:
    """The parties that the clause around a word has as its subject."""
    subject = subject_of(word)
    if subject is None:
        return []
    both = [*_subjects_joined_before(subject), subject]
    return list(dict.fromkeys(party for one in both for party in parties_of(around, one)))


def _subjects_joined_before(subject: Token) -> list[Token]:
    """ "XI, China's president, AND Trump will meet": of two that "and" joins, a parser may make two subjects."""
    return [
        one
        for one in subject.head.children
        if one.i < subject.i
        and one.dep_ == subject.dep_
        and any(c.dep_ == "cc" and c.lower_ == "and" and one.i < c.i < subject.i for c in one.children)
    ]


def subject_of(word: Token) -> Token | None:
    """The subject of the nearest verb at or above a word; the object of a verb such as "invite" for its infinitive."""
    at = word
    for _ in range(CLIMB):
        subjects = [c for c in at.children if c.dep_ in {"nsubj", "nsubjpass"} and c.tag_ not in {"WDT", "WP"}]
        if subjects:  # the nearest before the verb: a parser takes a dateline's city for another
            return next((c for c in reversed(subjects) if c.i < at.i), subjects[0])
        if at.dep_ == "relcl":
            return at.head
        head = at.head
        if head == at:
            return None
        if at.dep_ in {"xcomp", "ccomp", "advcl"} and head.lemma_ in CONTROL:
            for child in head.children:
                if child.dep_ in {"dobj", "iobj"}:
                    return child
        if head.pos_ in {"NOUN", "PROPN"}:
            owner = next((child for child in head.children if child.dep_ == "poss"), None)
            if owner is not None:
                return owner
            if at.dep_ in {"advcl", "acl"} and at.i > head.i and head.dep_ == "ROOT":
                return head
            if at.dep_ == "acl" and at.tag_ in {"VBG", "VBN"}:
                return head
        at = head
    return None


SENDING = frozenset({"send", "dispatch"})
CONTROL = {"invite", "urge", "ask", "persuade", "order", "tell", "instruct", "request", "encourage", "allow",
           "dispatch", "send", "press", "want"}  # fmt: skip


def parties_of(around: Surroundings, token: Token) -> list[str]:
    """The parties that a noun phrase names, with those joined to it; a title's state or an apposition left out. Of a
    team that nothing else tells of, those who send it.
    """
    found = _parties_named(around, token)
    if not found and token.dep_ == "dobj" and token.head.lemma_ in SENDING and is_group(token.lemma_):
        sender = next((child for child in token.head.children if child.dep_ == "nsubj"), None)
        return _parties_named(around, sender) if sender is not None else []
    return found


def _parties_named(around: Surroundings, token: Token) -> list[str]:
    named = _named_behind(around, token)
    if named is not None and any(child.dep_ == "poss" for child in token.children):  # "Zelensky's aide, Andriy Yermak"
        after = [t for one in (token, named) for t in one.conjuncts if t.i > named.i and t.pos_ in {"NOUN", "PROPN"}]
        names = [named, *(_named_behind(around, t) or t for t in after)]
        return list(dict.fromkeys(p for name in names for p in around.cast.of(name)))
    named_so = around.cast.at(token)
    if named_so is not None and named_so.how == "name" and named_so.end > token.idx + len(token):
        return list(named_so.parties)  # "Vietnamese leader To Lam", of whose name a parser makes a preposition
    first = token.left_edge.i
    if _is_sent_by(around, token):
        first = token.i
    last = token
    conjuncts = [_guest(other) for other in token.conjuncts]
    for other in conjuncts:
        if other.i > last.i and other.pos_ in {"NOUN", "PROPN", "PRON"}:
            last = other
    found = around.parties_within(min(first, token.i), token.i + 1)
    if not found and named_so is not None and named_so.how == "name" and token.pos_ == "PROPN":
        found = list(named_so.parties)  # "France's foreign minister Jean-Noel Barrot", parted by a parser
    if not found and is_group(token.lemma_):
        found = around.parties_within(token.i, min(token.right_edge.i + 1, token.i + 12))
    joined: Sequence[str]
    for here, there in pairwise([token, *(t for t in conjuncts if t.i > token.i and t.i <= last.i)]):
        mention = around.cast.at(there)
        if mention is not None and mention.how == "name" and mention.start < there.left_edge.idx:
            joined = mention.parties
        else:
            joined = around.parties_within(max(here.i + 1, there.left_edge.i), _name_end(there))
        found += [party for party in joined if party not in found]
    return [*_named_before(around, token, found), *found]


def _is_sent_by(around: Surroundings, token: Token) -> bool:
    """ "HER envoy", "TRUMP'S aide": somebody unnamed, and not the one whose envoy it is."""
    owner = next((child for child in token.children if child.dep_ == "poss"), None)
    if owner is None or token.tag_ != "NN" or not is_head(token.lower_):
        return False
    mention = around.cast.at(owner)
    return mention is not None and mention.how != "state"


def _guest(joined: Token) -> Token:
    """Who is joined to others: "Otieno and VISITING Prime Minister Quispe", of which a parser makes an act."""
    if joined.lower_ != "visiting":
        return joined
    return next((child for child in joined.children if child.dep_ == "dobj"), joined)


def _named_behind(around: Surroundings, office: Token) -> Token | None:
    """The name that tells who holds an office: "China's president Xi Jinping", as a parser takes it."""
    named = (word for word in office.children if word.dep_ == "appos" and word.i > office.i and around.names(word))
    return next(named, None)


def _name_end(word: Token) -> int:
    """Index behind a noun and the name that stands right after it: "his Venezuelan counterpart Nicolas Maduro"."""
    named = [c for c in word.children if c.dep_ == "appos" and c.left_edge.i == word.i + 1]
    return named[0].i + 1 if named else word.i + 1


def _named_before(around: Surroundings, token: Token, found: list[str]) -> list[str]:
    """In a headline's "Putin, Xi hold talks" the first name hangs elsewhere in the tree than the second."""
    first = token.left_edge.i
    if first - 2 < token.sent.start or around.doc[first - 1].lower_ not in {",", "and"}:
        return []
    before = around.doc[first - 2]
    if (
        before.head.i != token.head.i
        or before.dep_ in {"prep", "pobj", "advmod", "advcl"}
        or before.i != token.sent.start
    ):
        return []
    return [party for party in around.cast.of(before) if party not in found]


def _outermost(mentions: Iterable[PartyMention]) -> Iterator[PartyMention]:
    """Of nested mentions the widest, in order."""
    end = -1
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.start >= end and mention.parties:
            yield mention
            end = mention.end


def is_group(word: str) -> bool:
    """Whether a word means people who act for a state or a body: "officials", "delegation", "ministers"."""
    lemma = word.casefold()
    return lemma in heads().groups or (lemma.endswith("s") and lemma[:-1] in heads().groups)


def _speaks_for_others(body: str, mention: PartyMention) -> bool:
    """Whether the words name a spokesman: he tells of the event and takes no part in it."""
    after = body[mention.end : mention.end + 60].casefold()
    return "spokes" in body[mention.start : mention.end].casefold() or bool(SPOKESMAN_BEHIND.match(after))


def _renamed(office: Token, later: PartyMention | None) -> bool:
    """ "NATO's secretary-general, Jens Stoltenberg": the office is named at once, the body only tells which one."""
    named = [child for child in office.children if child.dep_ == "appos" and child.i > office.i]
    return later is not None and any(later.start <= child.idx < later.end for child in named)


def _of_office(token: Token) -> Token | None:
    """The office in "the Prime Minister of Canada"."""
    return token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else None


def _names_an_office(token: Token) -> bool:
    """ "Wang Yi, China's foreign minister": the state of an apposition or of a single office behind a name."""
    head = token.head
    return head.dep_ == "appos" and head.tag_ in {"NN", "NNP"} and token.dep_ in {"poss", "amod", "compound", "nmod"}


def _sentence_end(doc: Doc, i: int) -> int:
    return doc[i].sent.end if i < len(doc) else len(doc)
