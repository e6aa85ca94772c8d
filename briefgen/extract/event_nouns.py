"""Nouns that name an event, and events with names of their own, with their arguments."""

from datetime import date as Day  # noqa: N812  a date of the calendar, beside a date in the text

from briefgen.extract.event_arguments import (
    WITH,
    Arguments,
    Surroundings,
    parties_of,
    phrase_start,
    right_arguments,
    subject_of,
    subject_parties,
    zones,
)
from briefgen.extract.event_clause import (
    clause_date,
    clause_on,
    clause_place,
    governor_of,
    is_beside,
    journey_date,
    link_of,
    part_of,
)
from briefgen.extract.event_lexicon import Noun, heads
from briefgen.extract.event_mention import Mention
from briefgen.extract.event_series import series_of
from briefgen.extract.event_status import FUTURE, OVER, REPORT, Status, called_off_going, is_negated, status_of
from briefgen.extract.first_person import spoken_by
from briefgen.extract.text import Text
from briefgen.extract.tokens import Span, Token
from briefgen.extract.when import date_for
from briefgen.model import DateMention, EventKind

POINTING = {"the", "this", "that", "these", "those", "such", "their", "his", "her", "its", "our", "today", "’s", "'s"}
VISITS = {lemma for lemma, noun in heads().nouns.items() if noun.kind == "visit"}
ROUNDS = {"round", "series", "phase", "stage", "set", "string", "session"}
THESE_DAYS = 3  # a story tells of what happened since the last one or will before the next
NUMBERS = ("two", "three", "four", "five", "six", "seven")
SPOKEN_AT = {"before", "after", "during", "at", "in", "following"}  # "Remarks by X and Y Before Bilateral Meeting"
VIDEO = {"phone", "telephone", "video", "videolink", "telephonic"}


def noun_mention(text: Text, around: Surroundings, noun: Token, index: int) -> Mention | None:
    """The event that a noun names; None where it names none."""
    about = heads().nouns.get(_lemma(noun))
    if about is None or not _is_noun(noun) or not _names_an_event(noun, about) or _denied(noun):
        return None
    named = around.cast.at(noun)
    if named is not None and named.how == "name" and named.end > noun.idx + len(noun):
        return None  # "the High Negotiations Committee"
    outer = _round_of(noun) or noun
    return _mention(text, around, noun, text.doc[phrase_start(outer) : noun.i + 1], index, about)


def _lemma(noun: Token) -> str:
    """The lemma, in lower case; of "Peace Talks" too, whose plural a tagger takes for a name's own."""
    lemma = noun.lemma_.casefold()
    return lemma[:-1] if noun.tag_ == "NNPS" and lemma not in heads().nouns and lemma.endswith("s") else lemma


def named_mention(text: Text, around: Surroundings, name: Span, index: int) -> Mention | None:
    """The event that bears this name ("the UN General Assembly")."""
    phrase = text.doc[phrase_start(name[0]) : name.end]
    series = series_of(phrase.text)
    if series is None:
        return None
    about = Noun(series.kind, plural=False, weak=False, needs=frozenset(), bars=frozenset())
    return _mention(text, around, name.root, phrase, index, about)


def _mention(text: Text, around: Surroundings, noun: Token, phrase: Span, index: int, about: Noun) -> Mention:
    left = frozenset(token.lower_ for token in phrase if token.i != noun.i)
    aside = is_beside(noun)
    found = _around_aside(around, noun, phrase) if aside else _arguments(around, noun, phrase, governor_of(noun))
    governor = None if aside else governor_of(noun)
    _from_headline(text, around, phrase, found)
    if about.kind == "visit" and noun.tag_ == "NN":  # a body's delegation may come, not the body
        found.parties = [party for party in found.parties if party not in around.bodies]
    found_in_clause = _from_clause_on(around, noun, found)
    premodified = around.dates_within(phrase.start_char, noun.idx)
    series = series_of(text.doc[phrase.start : _complement_end(noun, phrase)].text)
    date = premodified[0] if premodified else None
    if date is None and not aside:  # "meet on the sidelines of the summit on Saturday": the day of the meeting
        date = found.date or found_in_clause
        if date is None and not _is_ahead_of(left, noun, governor) and called_off_going(noun) is None:
            date = clause_date(around, noun, _own_governor(noun, governor))
        date = date or (journey_date(around, noun) if about.kind != "visit" else None)
    status = status_of(noun, verbal=False)
    if (moved_to := None if aside else _new_date(around, noun, governor)) is not None:
        date = moved_to
        status = "planned" if governor is not None and governor.lemma_ in heads().moving else status
    told_anew = _is_what_was_told(noun)
    if told_anew and date is not None and date.precision == "year":
        date = None  # "this will be her second visit this year"
    numbered = series is not None and series.edition is not None  # "the first SCO summit": no other than that one
    return Mention(
        start=phrase.start_char, end=max(found.end, phrase.end_char), head=phrase[-1].idx, head_end=phrase.end_char,
        lemma=_lemma(phrase[-1]), words=phrase.text,
        complement=text.doc[phrase.end : _complement_end(noun, phrase)].text, premodifiers=left,
        kind=series.kind if series else _kind(about, left), verbal=False, weak=about.weak and series is None,
        plural=noun.tag_ in {"NNS", "NNPS"} and about.kind not in {"talks", "ceremony"},
        definite=told_anew or bool(left & POINTING) or noun.dep_ == "compound",
        pointing=told_anew or bool(left & {"that", "those"}), headline=text.in_headline(noun.idx), sentence=index,
        parties=tuple(found.parties), guests=tuple(found.guests), states=around.states_of(found.parties),
        absent=_absent(around, noun, governor), attending=_is_attended(noun, governor), place=found.place,
        date=date,
        told_by_date=bool(premodified) and _days_off(premodified[0], text.article.anchor),
        status=status, series=series,
        another=bool(left & heads().another) and not numbered and not told_anew,
        earlier=_earlier(left, status) and not numbered and not told_anew,
        during=part_of(noun),
        ends=_is_ended_by(governor), days=_days_long(left),
    )  # fmt: skip


def _is_what_was_told(noun: Token) -> bool:
    """ "THIS was the first meeting of the two": what the sentence before tells of. "It" may reach further back."""
    if noun.dep_ != "attr" or noun.head.lemma_ != "be":
        return False
    return any(c.dep_ == "nsubj" and c.lower_ == "this" and c.i < noun.i for c in noun.head.children)


def _is_ahead_of(left: frozenset[str], noun: Token, governor: Token | None) -> bool:
    """ "Discussed on Friday priorities for the UPCOMING conference": the day is not that of what is still to come."""
    return bool(left & COMING) and governor is not None and governor.tag_ == "VBD" and link_of(noun)[0] != "nsubj"


COMING = {"upcoming", "forthcoming", "coming"}


def _new_date(around: Surroundings, noun: Token, governor: Token | None) -> DateMention | None:
    """The later day of "moved the summit from May 5 TO JUNE 7", "put the meeting planned for May off UNTIL JUNE"."""
    if governor is None or governor.lemma_ not in heads().moving | heads().deferring:
        return None
    if link_of(noun)[0] not in {"dobj", "nsubjpass"}:
        return None
    doc = around.doc
    start = max(noun.i, governor.i) + 1
    behind = doc[start : governor.sent.end] if start < governor.sent.end else doc[0:0]
    found = None
    for date in around.dates_within(behind.start_char, behind.end_char):
        words = doc.char_span(date.evidence.start, date.evidence.end, alignment_mode="expand")
        before = doc[words.start - 1].lower_ if words is not None and words.start > start else ""
        if before in {"to", "until", "till"} or date.text.split()[0].casefold() in {"until", "till"}:
            found = date
    return found


def _around_aside(around: Surroundings, noun: Token, phrase: Span) -> Arguments:
    """What "met in Hanoi on Friday on the sidelines of the APEC summit" tells of the summit: who it is of and where."""
    found = Arguments(end=phrase.end_char)
    found.add(around.parties_within(phrase.start, noun.i))
    verb = next((up for up in noun.ancestors if up.pos_ == "VERB"), None)
    if verb is not None:
        beside = Arguments(end=0)
        right_arguments(around, verb, verb.i + 1, beside)
        found.place = beside.place
    return found


def _from_clause_on(around: Surroundings, noun: Token, found: Arguments) -> DateMention | None:
    """Take in who and where of a clause on the noun; gives its date."""
    verb = clause_on(noun)
    if verb is None or verb.lemma_ in REPORT:  # "announced in Istanbul on Monday" tells nothing of the talks themselves
        return None
    about = heads()
    other = Arguments(end=0)
    right_arguments(around, verb, _after_verb(verb), other)
    lemma = verb.lemma_.casefold()
    if lemma in about.attend or (lemma in about.light and noun.lemma_.casefold() not in VISITS):
        subject = subject_of(verb)
        if subject is not None and subject.i > noun.i:
            other.parties[:0] = [p for p in parties_of(around, subject) if p not in around.spokesmen]
        elif verb.dep_ not in {"relcl", "acl", "xcomp"}:
            other.parties[:0] = around.parties_within(noun.i + 1, verb.i)
        found.add(other.parties)
    takes_place = lemma in {"hold", "convene", "host"} and verb.tag_ == "VBN"
    found.place = (other.place or found.place) if takes_place else (found.place or other.place)
    return date_for(around.all_dates, verb)


def _is_attended(noun: Token, governor: Token | None) -> bool:
    """Whether the clause tells who comes to the event: "attended the summit", "were present at the meeting"."""
    if governor is None:
        return False
    link, preposition = link_of(noun)
    lemma = governor.lemma_.casefold()
    if lemma in heads().attend and (link == "dobj" or preposition == "in"):
        return True
    return _takes_part(governor) if preposition == "in" else preposition == "at" and _is_present(governor)


def _absent(around: Surroundings, noun: Token, governor: Token | None) -> tuple[str, ...]:
    """Who keeps from the event: "X skipped the summit", "Y will not take part in the meeting"."""
    if (verb := called_off_going(noun)) is not None:
        return tuple(p for p in subject_parties(around, verb) if p not in around.spokesmen)
    if governor is None or not _stays_away(governor) or link_of(noun)[0] in {"nsubj", "nsubjpass"}:
        return ()
    return tuple(p for p in subject_parties(around, governor) if p not in around.spokesmen)


def _takes_part(verb: Token) -> bool:
    return verb.lemma_ == "take" and any(child.lower_ == "part" for child in verb.children)


def _is_present(verb: Token) -> bool:
    return verb.lemma_ == "be" and any(child.dep_ == "acomp" and child.lower_ == "present" for child in verb.children)


def _is_ended_by(governor: Token | None) -> bool:
    """Whether the clause tells of the event's last day: "ended their summit on Monday"."""
    return governor is not None and governor.lemma_.casefold() in heads().ending


def _days_long(left: frozenset[str]) -> int | None:
    """The days that a modifier gives it: 2 for "a two-day summit", as the tokenizer parts it."""
    if "day" not in left and not any(word.endswith("-day") for word in left):
        return None
    return next((n for n, word in enumerate(NUMBERS, 2) if word in left or f"{word}-day" in left), None)


def _arguments(around: Surroundings, noun: Token, phrase: Span, governor: Token | None) -> Arguments:
    """Who, where and when: before the noun, behind it, then from the verb that it goes with."""
    found = Arguments(end=phrase.end_char)
    found.add(around.parties_within(phrase.start, noun.i))
    before = around.first_place(phrase.start, noun.i)
    if before is not None and before.kind == "water":
        before = None  # "a Gulf summit", "the Black Sea conference": of whom or of what
    right_arguments(around, noun, phrase.end, found)
    found.place = found.place or before
    if governor is not None:
        _from_verb(around, noun, governor, found)
    found.place = found.place or clause_place(around, noun)
    return found


def _from_headline(text: Text, around: Surroundings, phrase: Span, found: Arguments) -> None:
    """Take in who speaks there by the headline, and the place set off at its end: "… Before Meeting | Woodside, CA"."""
    start, end = spoken_by(text)
    headline = text.article.headline
    if headline is None or not start or phrase.start == 0 or not text.in_headline(phrase.start_char):
        return
    if end <= phrase.start_char and phrase.doc[phrase.start - 1].lower_ in SPOKEN_AT:
        span = phrase.doc.char_span(start, end, alignment_mode="contract")
        who = around.parties_within(span.start, span.end) if span is not None else []
        found.parties[:0] = [party for party in who if party not in found.parties and party not in around.spokesmen]
    behind = text.doc.char_span(phrase.end_char, headline.end, alignment_mode="contract") or phrase[0:0]
    bar = next((token.i for token in behind if token.text == "|"), None)
    if found.place is None and bar is not None:
        found.place = around.first_place(bar + 1, behind.end)


def _from_verb(around: Surroundings, noun: Token, verb: Token, found: Arguments) -> None:
    """Take in what stands behind a verb whose subject the noun is, and the subject of a verb that lends it one."""
    about = heads()
    link, preposition = link_of(noun)
    lemma = verb.lemma_.casefold()
    if link in {"nsubj", "nsubjpass"}:
        included = any(c.dep_ == "dobj" and c.lemma_.casefold() in about.nouns for c in verb.children)
        if lemma in {"include", "involve"} and included:
            return  # "the visit will include talks in Lima with X"
        if (_round_of(noun) or noun).head == verb and lemma in about.happen:
            right_arguments(around, verb, _after_verb(verb), found)
            begun = next((c for c in verb.children if c.dep_ == "xcomp" and c.lemma_ in about.happen), None)
            if begun is not None:  # "are set to resume in Doha"
                right_arguments(around, begun, _after_verb(begun), found)
        return
    object_like = link in {"dobj", "attr", "oprd"}
    deciding = (lemma in about.abandoned and lemma != "confirm") or lemma in {"call", "rule", "put", "push"}
    personal = bool(found.guests) or noun.lemma_.casefold() in VISITS
    lending = lemma in about.light or (deciding and personal)
    light = lending and (object_like or preposition in {"in", "at", "for", "to", "on", "with", "over"})
    serving = preposition in {"for", "to", "on"} and lemma in {*about.travel, "meet", "gather", "be"}
    serving = serving or (preposition == "for" and lemma in about.hosts)
    serving = serving or (preposition == "at" and lemma in {"meet", "gather", "assemble", "convene"})
    serving = serving or (preposition == "at" and _is_present(verb))
    telling = lemma in about.tell and bool(found.guests) and (object_like or preposition in TELLING)
    leaving = lemma in about.travel or lemma in LEAVING
    telling = telling or (preposition in {"after", "following"} and leaving and bool(found.guests))
    telling = telling or (preposition in {"in", "at", "during"} and noun.i < verb.i and len(found.guests) < 2)  # noqa: PLR2004
    if (
        preposition in {"before", "during", "after", "at", "ahead", "of", "as"}
        and lemma in about.seen
        and not found.parties
    ):
        _from_caption(around, verb, found)
    own = any(child.tag_ == "PRP$" for child in noun.children) and not found.parties  # "Ahead of his visit, Putin said"
    telling = telling or (preposition in {"at", "during"} and _has_agent(verb))
    arranged = lemma in about.arrange and len(set(found.parties) - set(found.guests)) > 1  # "a Putin-Xi meeting"
    guest_named = bool(found.parties) and noun.lemma_.casefold() in VISITS  # "Chile cancelled the visit of X"
    away = _stays_away(verb) or called_off_going(noun) is not None
    stays_out = arranged or guest_named or away or (found.among and lemma not in about.hosts)
    addressed = lemma in about.address and preposition in {"in", "during"} and not found.guests
    if addressed:  # "told Wang in a phone call that …"
        told = [c for c in verb.children if c.dep_ in {"dobj", "dative"} and c.i < noun.i and around.cast.of(c)]
        found.add((party for word in told for party in parties_of(around, word)), guests=True)
    if (light or serving or telling or own or (addressed and found.guests)) and not stays_out:
        subject = subject_of(verb)
        owned = any(child.dep_ == "poss" and around.cast.of(child) for child in noun.children)
        if subject is not None and lemma in about.hosts and (name := _place_name(around, subject)) is not None:
            found.place = found.place or around.place_ending(name.idx + len(name))
            subject = subject if around.states_of(around.cast.of(subject)) else None  # "Sochi will host", "Egypt will"
        if subject is not None and not owned:
            found.parties[:0] = [
                p for p in parties_of(around, subject) if p not in found.parties and p not in around.spokesmen
            ]
    if serving or (light and preposition == "for"):
        _where_and_when(around, verb, found)
    if light and object_like and verb.i < noun.i and found.place is None and not found.guests:
        right_arguments(around, verb, noun.i + 1, found)


def _place_name(around: Surroundings, subject: Token) -> Token | None:
    """The last word of the place that a subject names, or that tells which it is: "Ethiopia's capital Addis Ababa"."""
    words = (subject, *(child for child in subject.children if child.dep_ == "appos"))
    return next((word for word in words if around.is_place(word)), None)


def _has_agent(verb: Token) -> bool:
    """Whether the clause has somebody who acts: "They agreed at a summit", not "Protests were held at"."""
    return any(child.dep_ == "nsubj" for child in verb.children)


def _stays_away(verb: Token) -> bool:
    """Whether the subject keeps from the event: "did not attend", "refused to join", "skipped"."""
    lemma = verb.lemma_.casefold()
    if lemma in heads().absent:
        return not is_negated(verb)
    if lemma not in heads().attend and not _takes_part(verb):
        return False
    above = verb.head
    refused = verb.dep_ == "xcomp" and heads().abandoned.get(above.lemma_.casefold()) == "ruled_out"
    return is_negated(verb) != (refused and not is_negated(above))


def _where_and_when(around: Surroundings, verb: Token, found: Arguments) -> None:
    """What stands between a verb and the event that it serves: "hosts X in Rome on Monday for talks"."""
    other = Arguments(end=0)
    right_arguments(around, verb, verb.i + 1, other)
    found.place = found.place or other.place
    found.date = found.date or other.date


def _from_caption(around: Surroundings, verb: Token, found: Arguments) -> None:
    """ "X shakes hands with Y before a meeting in Z": a caption names them beside the verb."""
    other = Arguments(end=0)
    right_arguments(around, verb, verb.i + 1, other, WITH | {""})
    if other.guests:
        found.add(subject_parties(around, verb))
        found.add(other.guests, guests=True)


LEAVING = {"leave", "depart", "emerge"}
TELLING = {"in", "at", "during", "after", "following", "from", "on", "about", "of", "with"}


def _own_governor(noun: Token, governor: Token | None) -> Token | None:
    """The verb whose dates are the event's own: it takes the noun as subject or object, or serves it."""
    if governor is None or called_off_going(noun) is not None:
        return None
    link, preposition = link_of(noun)
    lemma = governor.lemma_.casefold()
    if link in {"nsubj", "nsubjpass"}:
        return governor if lemma in heads().happen or lemma in heads().abandoned else None
    if link in {"dobj", "attr"} and lemma in heads().light:
        return governor
    return governor if preposition in {"in", "at", "for", "to"} and lemma in heads().light | heads().travel else None


def _earlier(left: frozenset[str], status: Status) -> bool:
    """Whether modifiers make it one that is over: "their last meeting"; "their first talks" may be still to come."""
    return bool(left & heads().earlier - ({"first"} if status not in OVER else set()))


def _days_off(date: DateMention, anchor: str | None) -> bool:
    """Whether a date is not of these days: "the December 7 videoconference" is another than the one just told of."""
    if date.start is None or anchor is None or len(date.start) < len("2025-08-29"):
        return False
    try:
        return abs((Day.fromisoformat(date.start[:10]) - Day.fromisoformat(anchor)).days) > THESE_DAYS
    except ValueError:
        return False


def _denied(noun: Token) -> bool:
    """ "No meeting took place", "without talks", "the meeting has not taken place"; "will not take place" is news."""
    if any(child.lower_ in {"no", "neither"} for child in noun.children):
        return True
    if noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.lemma_.casefold() in heads().happen:
        clause = {child.lower_ for child in noun.head.children if child.dep_ in {"neg", "aux", "auxpass", "advmod"}}
        return bool(clause & {"not", "n't", "n’t", "never"}) and not clause & FUTURE
    if noun.dep_ == "dobj" and noun.head.dep_ == "xcomp" and noun.head.head.lemma_ == "fail":
        return True  # "failed to arrange a meeting"
    return noun.dep_ == "pobj" and noun.head.lower_ == "without"


def _is_noun(noun: Token) -> bool:
    """A noun, or a gerund that a determiner, a possessor or an adjective makes one ("their meeting")."""
    if noun.pos_ in {"NOUN", "PROPN"}:
        return True
    return noun.tag_ == "VBG" and any(child.dep_ in {"det", "poss", "amod", "compound"} for child in noun.children)


def _names_an_event(noun: Token, about: Noun) -> bool:
    doc = noun.doc
    first = max(noun.i - 5, noun.sent.start)
    before = {doc[i].lower_ for i in range(first, noun.i) if doc[i].head.i >= first}
    after = {doc[noun.i + 1].lower_} if noun.i + 1 < len(doc) else set()
    if about.plural and noun.tag_ not in {"NNS", "NNPS"}:
        return bool(VIDEO & before)
    if noun.i > 0 and doc[noun.i - 1].lower_ in about.bars:
        return False
    if noun.dep_ in {"compound", "nmod"} and noun.head.lemma_.casefold() in heads().nouns and noun.head.i > noun.i:
        return False  # "summit meeting", "signing ceremony": the head tells it
    if (
        noun.dep_ in {"compound", "nmod"}
        and noun.head.i == noun.i + 1
        and noun.head.lemma_.casefold() in heads().owners
    ):
        return False  # "the negotiation team"
    had = about.kind == "call" and noun.dep_ == "dobj" and noun.head.lemma_ in {"have", "hold"}  # "had a good call"
    return not about.needs or had or bool(about.needs & (before | after))


def _kind(about: Noun, left: frozenset[str]) -> EventKind:
    if about.kind in {"talks", "meeting", "conference", "call"} and left & (VIDEO | {"videoconference", "virtual"}):
        return "call"
    if about.kind == "ceremony" and "signing" in left:
        return "signing"
    return "summit" if about.kind in {"meeting", "conference"} and "summit" in left else about.kind


def _round_of(noun: Token) -> Token | None:
    """The noun in "the second round of talks" that carries the words before it."""
    up = noun.head
    return up.head if up.lower_ == "of" and up.head != up and up.head.lemma_ in ROUNDS else None


def _complement_end(noun: Token, phrase: Span) -> int:
    """Index after the noun's "of" phrase: "summit of the Group of Seven"."""
    zone = next(zones(noun.doc, phrase.end), None)
    if zone is None or zone.start >= zone.end or noun.doc[zone.start].lower_ != "of":
        return phrase.end
    return zone.end


def _after_verb(verb: Token) -> int:
    """Where the arguments of a verb begin: behind "place" in "took place", behind a participle."""
    near = [
        child.i for child in verb.children if child.dep_ in {"prt", "dobj", "acomp", "advmod"} and child.i == verb.i + 1
    ]
    return max([verb.i, *near]) + 1
