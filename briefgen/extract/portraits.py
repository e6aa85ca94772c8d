"""Portraits: each named person of an article with roles, state served, sex and mentions, before anything is resolved.

Reads  doc.ents PERSON as pipes/propagate.py leaves them; the roles that the text ties to names; leaders.toml.
Finds  the state by the person's own titles, then by a title joined to it ("Japanese Prime Minister Kishida and Foreign
       Minister Hayashi"), by what owns the name ("Ukraine's Zelenskiy"), by whom the person serves ("Trump's envoy"),
       by repute.
Misses people named by title alone.
"""

from collections.abc import Sequence

from briefgen.extract.leaders import known_leader, leads_in
from briefgen.extract.people import Individual, NameMention, individuals, name_words, shown
from briefgen.extract.roles import Role, head_key, is_international, owner_state, roles_of_names, state_served
from briefgen.extract.text import Text
from briefgen.extract.tokens import Doc
from briefgen.frozen import Frozen, replace
from briefgen.lexicon import load_toml
from briefgen.lexicon.people_words import listed
from briefgen.model import Organization
from briefgen.slugs import fold, slug

_EQUALS = frozenset({"counterpart", "predecessor", "successor", "rival"})  # they serve nobody whom their title names

_Names = dict[tuple[int, int], list[Role]]


class Portrait(Frozen, frozen=True):
    """A named person: what the article tells by itself, and the state."""

    id: str
    name: str
    aliases: tuple[str, ...]
    roles: tuple[Role, ...]  # all that are tied to a mention, in order of the text
    country: str | None
    reputed: bool  # whether the country is told by the list of leaders alone
    she: bool | None
    first: bool  # known to lead a state
    mentions: tuple[NameMention, ...]

    @property
    def role(self) -> Role | None:
        """The fullest title."""
        return max(self.roles, key=lambda r: r.weight, default=None)


def find_portraits(text: Text, organizations: Sequence[Organization]) -> list[Portrait]:
    """The people of an article, in the order of their first mention."""
    doc = text.doc
    spans = [(e.start, e.end) for e in doc.ents if e.label_ == "PERSON"]
    roles = roles_of_names(doc, spans)
    mentions = [_mention(doc, start, end, roles[start, end]) for start, end in spans]
    bodies = _body_states(doc, organizations)
    joined = _joined_states(doc, roles, bodies)
    year = _year(text)
    found: list[Portrait] = []
    for person in individuals([m for m in mentions if m.form]):
        taken = {one.id for one in found}
        found.append(_portrait(doc, person, roles, bodies, joined, year, taken))
    return _with_states_of_others(found)


def _year(text: Text) -> int | None:
    anchor = text.article.anchor
    return int(anchor[:4]) if anchor and anchor[:4].isdigit() else None


def _mention(doc: Doc, start: int, end: int, roles: list[Role]) -> NameMention:
    form = shown(doc[start:end].text)
    before = next((r for r in roles if r.how in {"before", "list"}), None)
    return NameMention(
        start, end, form, name_words(form), head_key(doc[before.head]) if before else None, _sex(doc, start, roles)
    )


def _sex(doc: Doc, start: int, roles: list[Role]) -> bool | None:
    """What the words before a name or its titles say of the person's sex: True for she."""
    keys = [doc[start - 1].lower_] if start else []
    keys += [head_key(doc[r.head]) for r in roles]
    if any(k in listed("roles", "she") for k in keys):
        return True
    return False if any(k in listed("roles", "he") for k in keys) else None


def _portrait(
    doc: Doc,
    one: Individual,
    roles: _Names,
    bodies: dict[int, str],
    joined: dict[int, str],
    year: int | None,
    taken: set[str],
) -> Portrait:
    own = tuple(role for m in one.mentions for role in roles[m.start, m.end])
    leader = known_leader(one, year)
    country = _state_told(doc, one, own, bodies)
    if country is None and leader is None:
        country = next((joined[m.start] for m in one.mentions if m.start in joined), None)
    country = country or _owner(doc, one, roles)
    reputed = country is None and leader is not None and not any(is_international(role) for role in own)
    if reputed and leader is not None:
        country = leader.state
    first = leader is not None and leads_in(leader, year) and leader.state == country
    return Portrait(
        _free_id(one.name, taken), one.name, one.aliases, own, country, reputed, _she(one), first, tuple(one.mentions)
    )


def _free_id(name: str, taken: set[str]) -> str:
    plain = slug(name) or "person"
    number, made = 1, plain
    while made in taken:
        number += 1
        made = f"{plain}-{number}"
    return made


def _state_told(doc: Doc, one: Individual, own: Sequence[Role], bodies: dict[int, str]) -> str | None:
    """The state that the person's own titles tell, the fullest first."""
    del one
    for role in sorted(own, key=lambda r: r.weight, reverse=True):
        if code := state_served(doc, role, bodies):
            return code
    return None


def _owner(doc: Doc, one: Individual, roles: _Names) -> str | None:
    """The state that owns a mention, its title passed over: "Ukraine's (President) Zelenskiy"."""
    for m in one.mentions:
        start = next((r.start for r in roles[m.start, m.end] if r.how == "before"), m.start)
        if code := owner_state(doc, start, m.end):
            return code
    return None


def _she(one: Individual) -> bool | None:
    """Whether a person is a woman, by what the text says, else by a common given name; None where neither tells."""
    said = {m.she for m in one.mentions if m.she is not None}
    if len(said) == 1:
        return said.pop()
    for m in one.mentions:
        words = fold(m.form).split()
        for given in words[:1] if len(words) > 1 else []:
            if given in listed("name_given", "she"):
                return True
            if given in listed("name_given", "he"):
                return False
    return None


def _body_states(doc: Doc, organizations: Sequence[Organization]) -> dict[int, str]:
    """The state of each national body, by the tokens that name it."""
    found: dict[int, str] = {}
    for body in organizations:
        serves = body.country and body.name.casefold() not in load_toml("places_words")["no_organs"]
        for mention in body.mentions if serves else ():
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is not None:
                found.update(dict.fromkeys(range(span.start, span.end), body.country or ""))
    return found


def _joined_states(doc: Doc, roles: _Names, bodies: dict[int, str]) -> dict[int, str]:
    """The state that a title takes over from the one before it, by the first token of its name."""
    found: dict[int, str] = {}
    last_end, last_state, is_guest = -1, None, False
    for (start, end), own in roles.items():
        before = next((r for r in own if r.how == "before"), None)
        state = state_served(doc, before, bodies) if before else None
        if before and not state and last_state and before.weight[0] > 1 and not is_international(before):
            between = [t.lower_ for t in doc[last_end : before.start]]
            if between in (["and"], [",", "and"]) and not is_guest:
                found[start] = state = last_state
        last_end, last_state = end, state
        is_guest = before is not None and _is_guest(doc, before)
    return found


def _is_guest(doc: Doc, role: Role) -> bool:
    """Whether words before a title set its bearer against whoever comes next: "visiting", "between … and"."""
    words = [t.lower_ for t in doc[max(role.start - 2, 0) : role.head]]
    return "visiting" in words or "between" in words


def _with_states_of_others(found: list[Portrait]) -> list[Portrait]:
    """The state of those who serve a person whose state is known: "Trump's envoy", "Putin aide Yuri Ushakov"."""
    states = {i: one.country for one in found for m in one.mentions for i in range(m.start, m.end)}
    done = []
    for one in found:
        serving = [r for r in one.roles if r.text.lower().rpartition(" ")[2] not in _EQUALS and not is_international(r)]
        of_others = (states.get(i) for r in serving for i in range(r.start, r.end))
        done.append(one if one.country else replace(one, country=next((s for s in of_others if s), None)))
    return done
