"""Casting: the cast of an article from its people, bodies and states.

Reads  portraits, organizations, states; titles and pronouns through anaphora.py.
Finds  a mention for each name (title included), title, pronoun, state and body; fuller titles for people whom the text
       names by office elsewhere: "… with Vladimir Putin. The President of Russia said …".
Misses what anaphora.py misses.
"""

from collections.abc import Iterable, Iterator, Sequence

from briefgen.extract.anaphora import Known, Meant, resolve_pronouns, resolve_titles
from briefgen.extract.cast import Cast, PartyMention
from briefgen.extract.first_person import resolve_first_person
from briefgen.extract.portraits import Portrait
from briefgen.extract.roles import Role, clean, office, states_in, title_head
from briefgen.extract.text import Text
from briefgen.extract.tokens import Doc
from briefgen.frozen import replace
from briefgen.lexicon import load_toml
from briefgen.lexicon.people_words import listed
from briefgen.model import Organization, State

_NO_OFFICE = frozenset(
    {"leader", "ruler", "strongman", "head", "chief", "diplomat", "boss", "minister", "spokesman", "official"}
)


def title_mentions(doc: Doc, people: Sequence[Portrait]) -> list[Meant]:
    """The titles that stand for a person without naming him: "the Russian president"."""
    tied = {role.start for one in people for role in one.roles}
    resolved = resolve_titles(doc, [_known(doc, one) for one in people], tied)
    apart = [
        Meant(role.start, role.end, (one.id,), "role")
        for one in people
        for role in one.roles
        if role.how in {"after", "comma", "is"}
    ]
    return [*resolved, *apart]


def with_titles(doc: Doc, people: Sequence[Portrait], meant: Iterable[Meant]) -> list[Portrait]:
    """The people with the offices that the text calls them by elsewhere, the state named with it."""
    titles = {t.end: t for t in doc.spans.get("titles", ())}
    further: dict[str, list[Role]] = {}
    for one in meant:
        title = titles.get(one.end)
        if (
            title is None
            or doc[title_head(title)].lower_ in _NO_OFFICE
            or not any(states_in(doc, title.start, title.end))
        ):
            continue
        role = Role(title.start, title.end, title_head(title), "elsewhere", clean(title.text))
        further.setdefault(one.parties[0], []).append(role)
    return [replace(one, roles=(*one.roles, *further.get(one.id, ()))) for one in people]


def cast_of(
    text: Text,
    people: Sequence[Portrait],
    meant: Sequence[Meant],
    organizations: Sequence[Organization],
    states: Sequence[State],
) -> Cast:
    """Who is meant where."""
    doc = text.doc
    named = ((doc.char_span(e.start, e.end, alignment_mode="expand"), s.code) for s in states for e in s.mentions)
    by_token = {span.start: code for span, code in named if span is not None and len(span)}
    known = [_known(doc, one) for one in people]
    pronouns = [*resolve_pronouns(doc, known, meant, by_token), *resolve_first_person(text, known)]
    mentions = [*_named(doc, people), *(_party(doc, one) for one in (*meant, *pronouns))]
    mentions += [PartyMention(e.start, e.end, (o.id,), "name") for o in organizations for e in o.mentions]
    mentions += [PartyMention(e.start, e.end, (s.code,), "state") for s in states for e in s.mentions]
    mentions += _it_of_speech(doc, mentions)
    names = {one.id: one.name for one in people} | {o.id: o.name for o in organizations}
    serving = {one.id: one.country for one in people if one.country}
    serving |= {one.id: one.country for one in organizations if one.country}
    return Cast(dict.fromkeys(mentions), names, serving)


def states_served(doc: Doc, people: Iterable[Portrait], cast: Cast) -> dict[str, str]:
    """The states of those whose title says whom they serve by a pronoun: "HIS security adviser, Eduardo Ano"."""
    found: dict[str, str] = {}
    for one in people:
        owned = [r for r in one.roles if r.start and doc[r.start - 1].lower_ in {"his", "her", "its", "their"}]
        for role in owned if one.country is None else ():
            states = {cast.state(party) for party in cast.of(doc[role.start - 1])}
            if role.weight[0] and len(states) == 1 and (state := states.pop()) is not None:
                found[one.id] = state
    return found


def _it_of_speech(doc: Doc, mentions: Sequence[PartyMention]) -> Iterator[PartyMention]:
    """ "Russia said IT would send a delegation": the state or body that is the subject of the saying."""
    whose = {m.end: m for how in ("state", "name") for m in mentions if m.how == how}
    reporting = load_toml("modality")["verbs"]["reporting"]
    for it in doc:
        if it.lower_ != "it" or it.dep_ not in {"nsubj", "nsubjpass"}:
            continue
        said = next((up for up in it.ancestors if up.dep_ not in {"xcomp", "acomp", "conj"} and up != it.head), None)
        if it.head.dep_ not in {"ccomp", "conj"} or said is None or said.lemma_ not in reporting:
            continue
        subject = next((c for c in said.children if c.dep_ == "nsubj" and c.i < it.i), None)
        mention = whose.get(subject.idx + len(subject)) if subject is not None else None
        if mention is not None and len(mention.parties) == 1 and subject is not None and subject.ent_type_ != "PERSON":
            yield PartyMention(it.idx, it.idx + len(it), mention.parties, "pronoun")


def _known(doc: Doc, one: Portrait) -> Known:
    roles = tuple(dict.fromkeys(r.text.lower() for r in one.roles))
    offices = tuple(dict.fromkeys(office(doc, r.start, r.head, r.end) for r in one.roles))
    mentions = tuple((m.start, m.end) for m in one.mentions)
    return Known(one.id, one.country, one.she, one.first, roles, offices, mentions)


def _named(doc: Doc, people: Iterable[Portrait]) -> Iterator[PartyMention]:
    """Names, with the titles and honorifics before them."""
    for one in people:
        titled = {role.end: role.start for role in one.roles if role.how == "before"}
        for mention in one.mentions:
            first = mention.start
            while first > 0 and first not in titled and doc[first - 1].lower_ in listed("roles", "honorifics"):
                first -= 1
            first = titled.get(first, first)
            last = doc[mention.end - 1]
            yield PartyMention(doc[first].idx, last.idx + len(last), (one.id,), "name")


def _party(doc: Doc, meant: Meant) -> PartyMention:
    last = doc[meant.end - 1]
    return PartyMention(doc[meant.start].idx, last.idx + len(last), meant.parties, meant.how)
