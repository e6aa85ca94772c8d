"""Who: the people, organizations and states of an article, and who is meant where.

Reads  doc.ents PERSON as pipes/propagate.py leaves them, doc.spans["titles"], the parse; bodies and states from their
       own modules.
Finds  each person once, with the fullest name, the other forms, the fullest title as the article words it, the state
       served, and every mention; the cast: who is meant by each name, title, pronoun and state.
Misses people named only by title; roles that only a later sentence tells; states served that neither the article nor
       the list of leaders tells.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from briefgen.extract.anaphora import Known, Meant, resolve_pronouns, resolve_titles
from briefgen.extract.cast import Cast, How, PartyMention
from briefgen.extract.leaders import state_of_leader
from briefgen.extract.people import Individual, NameMention, individuals, name_words, shown
from briefgen.extract.roles import Role, head_key, is_international, owner_state, roles_of_names, state_served
from briefgen.extract.text import Text
from briefgen.lexicon.people_words import listed
from briefgen.model import Evidence, Organization, Person, State
from briefgen.slugs import fold, slug


_EQUALS = frozenset({"counterpart", "predecessor", "successor", "rival"})  # they serve nobody whom their title names


@dataclass(frozen=True, slots=True)
class Parties:
    """All who act in one article. people: in the order of first mention, principal not yet asked (False)."""

    people: tuple[Person, ...]
    organizations: tuple[Organization, ...]
    states: tuple[State, ...]  # most salient first
    cast: Cast


@dataclass(frozen=True, slots=True)
class _Found:
    """A person with what resolving needs beside it."""

    person: Person
    roles: tuple[Role, ...]
    mentions: tuple[tuple[int, int], ...]  # tokens
    she: bool | None


def find_parties(text: Text) -> Parties:
    """Find the people, organizations and states of an article, and who is meant where."""
    organizations: tuple[Organization, ...] = ()
    states: tuple[State, ...] = ()
    found = _find_people(text, organizations)
    people = tuple(f.person for f in found)
    return Parties(people, organizations, states, _cast(text, found, organizations, states))


def _find_people(text: Text, organizations: tuple[Organization, ...]) -> list[_Found]:
    doc = text.doc
    spans = [(e.start, e.end) for e in doc.ents if e.label_ == "PERSON"]
    roles = roles_of_names(doc, spans)
    mentions = [_mention(doc, start, end, roles[start, end]) for start, end in spans]
    bodies = _body_states(doc, organizations)
    joined = _joined_states(doc, spans, roles, bodies)
    taken: set[str] = set()
    found = [_person(text, one, roles, bodies, joined, taken) for one in individuals([m for m in mentions if m.form])]
    return _with_states_of_others(found)


def _with_states_of_others(found: list[_Found]) -> list[_Found]:
    """The state of those who serve a person whose state is known: "Trump's envoy", "Putin aide Yuri Ushakov"."""
    states = {i: f.person.country for f in found for start, end in f.mentions for i in range(start, end)}
    done = []
    for one in found:
        serving = [r for r in one.roles if r.text.lower().rpartition(" ")[2] not in _EQUALS and not is_international(r)]
        of_others = (states.get(i) for r in serving for i in range(r.start, r.end))
        state = one.person.country or next((s for s in of_others if s), None)
        done.append(replace(one, person=replace(one.person, country=state)))
    return done


def _joined_states(
    doc: Doc, spans: list[tuple[int, int]], roles: dict[tuple[int, int], list[Role]], bodies: dict[int, str]
) -> dict[int, str]:
    """The state that a title takes over: "Japanese Prime Minister Kishida and Foreign Minister Hayashi"; by first token."""
    found: dict[int, str] = {}
    last_end, last_state = -1, None
    for start, end in spans:
        before = next((r for r in roles[start, end] if r.how == "before"), None)
        state = state_served(doc, before, bodies) if before else None
        if before and before.weight[0] > 1 and not state and last_state and [t.lower_ for t in doc[last_end : before.start]] in (["and"], [",", "and"]):
            found[start] = state = last_state
        last_end, last_state = end, state
    return found


def _mention(doc: Doc, start: int, end: int, roles: list[Role]) -> NameMention:
    form = shown(doc[start:end].text)
    before = next((r for r in roles if r.how in {"before", "list"}), None)
    return NameMention(start, end, form, name_words(form), before and head_key(doc[before.head]), _sex(doc, start, roles))


def _sex(doc: Doc, start: int, roles: list[Role]) -> bool | None:
    """What the words before a name or its titles say of the person's sex: True for she."""
    keys = [doc[start - 1].lower_] if start else []
    keys += [head_key(doc[r.head]) for r in roles]
    for she, key in ((True, "she"), (False, "he")):
        if any(k in listed("roles", key) for k in keys):
            return she
    return None


def _person(
    text: Text, one: Individual, roles: dict[tuple[int, int], list[Role]], bodies: dict[int, str], joined: dict[int, str], taken: set[str]
) -> _Found:
    own = [role for m in one.mentions for role in roles[m.start, m.end]]
    best = max(own, key=lambda r: r.weight, default=None)
    made = slug(one.name) or f"person-{len(taken) + 1}"
    while made in taken:
        made += "-2"
    taken.add(made)
    person = Person(
        id=made,
        name=one.name,
        aliases=one.aliases,
        role=best.text if best else None,
        country=_country(text, one, own, bodies, roles, joined),
        principal=False,
        mentions=tuple(text.evidence_of(text.doc[m.start : m.end], "who/name") for m in one.mentions),
    )
    return _Found(person, tuple(own), tuple((m.start, m.end) for m in one.mentions), _she(one))


def _she(one: Individual) -> bool | None:
    said = {m.she for m in one.mentions if m.she is not None}
    if len(said) == 1:
        return said.pop()
    if " " not in one.name:
        return None
    given = fold(one.name.split()[0])
    return {(True, False): False, (False, True): True}.get(
        (given in listed("name_given", "he"), given in listed("name_given", "she"))
    )


def _titled_start(mention: NameMention, roles: dict[tuple[int, int], list[Role]]) -> int:
    """Where a mention begins with its title: the token that a possessive would stand before."""
    before = [r.start for r in roles[mention.start, mention.end] if r.how == "before"]
    return before[0] if before else mention.start


def _country(
    text: Text, one: Individual, own: list[Role], bodies: dict[int, str], roles: dict[tuple[int, int], list[Role]], joined: dict[int, str]
) -> str | None:
    """The state that a person serves, by titles first, the fullest first, then by what owns the name, then by repute."""
    for role in sorted(own, key=lambda r: r.weight, reverse=True):
        if code := state_served(text.doc, role, bodies):
            return code
    if code := next((c for m in one.mentions if (c := joined.get(m.start))), None):
        return code
    owned = next((code for m in one.mentions if (code := owner_state(text.doc, _titled_start(m, roles), m.end))), None)
    if owned or any(is_international(role) for role in own):
        return owned
    anchor = text.article.anchor
    return state_of_leader(one, int(anchor[:4]) if anchor else None)


def _body_states(doc: Doc, organizations: tuple[Organization, ...]) -> dict[int, str]:
    """The state of each national body, by the tokens that name it."""
    found: dict[int, str] = {}
    for body in organizations:
        for mention in body.mentions if body.country else ():
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is not None:
                found.update(dict.fromkeys(range(span.start, span.end), body.country or ""))
    return found


def _cast(
    text: Text, found: list[_Found], organizations: tuple[Organization, ...], states: tuple[State, ...]
) -> Cast:
    doc = text.doc
    known = [_known(f) for f in found]
    tied = {role.start for f in found for role in f.roles}
    titles = resolve_titles(doc, known, tied)
    titles += [Meant(r.start, r.end, (f.person.id,), "role") for f in found for r in f.roles if r.how in {"after", "comma", "is"}]
    meant = [*titles, *resolve_pronouns(doc, known, titles)]
    mentions = [*_named(doc, found), *(_party(doc, m) for m in meant)]
    mentions += [PartyMention(e.start, e.end, (o.id,), "name") for o in organizations for e in o.mentions]
    mentions += [PartyMention(e.start, e.end, (s.code,), "state") for s in states for e in s.mentions]
    names = {f.person.id: f.person.name for f in found} | {o.id: o.name for o in organizations}
    return Cast(mentions, names)


def _known(found: _Found) -> Known:
    doc_roles = tuple(dict.fromkeys(r.text.lower() for r in found.roles))
    heads = frozenset(word for role in doc_roles for word in role.split())
    return Known(found.person.id, found.person.country, found.she, doc_roles, heads, found.mentions)


def _named(doc: Doc, found: Iterable[_Found]) -> Iterable[PartyMention]:
    """Names, with the titles before them."""
    for one in found:
        starts = {}
        for role in one.roles:
            if role.how == "before":
                starts[role.end] = role.start
        for start, end in one.mentions:
            first = start
            while first > 0 and doc[first - 1].lower_ in listed("roles", "honorifics"):
                first -= 1
            first = starts.get(first, first)
            yield PartyMention(doc[first].idx, doc[end - 1].idx + len(doc[end - 1]), (one.person.id,), "name")


def _party(doc: Doc, meant: Meant) -> PartyMention:
    last = doc[meant.end - 1]
    how: How = "role" if meant.how == "role" else "pronoun" if meant.how == "pronoun" else "collective"
    return PartyMention(doc[meant.start].idx, last.idx + len(last), meant.parties, how)


def mark_principals(text: Text, parties: Parties, what: tuple[Evidence, ...]) -> tuple[Person, ...]:
    """The people, with principal set for those who act, speak or are met in the main event."""
    spans = [(e.start, e.end) for e in what]
    if text.article.headline:
        spans.append((text.article.headline.start, text.article.headline.end))
    if not spans and text.sentences:
        spans = [(s.start, s.end) for s in text.sentences[:2]]
    inside = {p for start, end in spans for s in _sentences_of(text, start, end) for m in parties.cast.within(*s) for p in m.parties}
    return tuple(replace(p, principal=p.id in inside) for p in parties.people)


def _sentences_of(text: Text, start: int, end: int) -> list[tuple[int, int]]:
    return [(s.start, s.end) for s in text.sentences if s.start < end and s.end > start]
