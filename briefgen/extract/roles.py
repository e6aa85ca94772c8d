"""Roles: which title belongs to which name, and what state it serves.

Reads  doc.spans["titles"] (pipes/names.py), doc.ents PERSON, tags.
Finds  titles before a name ("Russian President Vladimir Putin", also in a list after a plural: "Presidents Putin and
       Xi"), after it ("Hakan Fidan, Turkey's foreign minister,"), before it with a comma ("Turkey's foreign minister,
       Hakan Fidan,"), by "is" and "who is"; states that own a name ("Ukraine's Zelenskiy").
Misses titles that a later sentence gives without naming the person again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from briefgen.extract.tokens import Doc, Token
from briefgen.extract.tokens import Span as Tokens
from briefgen.lexicon import can_open_state, capital_state, gazetteer, state_of
from briefgen.lexicon.people_words import listed, mapped, short_titles
from briefgen.pipes.titles import is_head

_CLOSERS = frozenset({",", ".", ")", ";", "—", "–", "--", "-", ":", "!", "?", "”", '"', "]"})
_ARTICLES = frozenset({"the", "a", "an"})
_NO_PART = _ARTICLES | {"visiting", "and"}  # what may open a title's words and belongs to no office
_COPULAS = frozenset({"is", "was", "as", "became", "remains"})
_TAKING_OVER = frozenset({"succeed", "replace", "follow"})
_NOT_OF = frozenset({"to", "for", "on", "with", "at"})
_STYLES = frozenset({"his", "her", "the", "right", "most", "royal", "imperial", "serene"})
_FREE = 14  # tokens that a title after a name may run on beyond the grammar of titles


@dataclass(frozen=True, slots=True)
class Role:
    """A title that belongs to a name: tokens [start, end), its head, and how it was tied to the name."""

    start: int
    end: int
    head: int
    how: str  # before | list | after | comma | is
    text: str
    state: str | None = None  # of a plural title that names several, the one that is this name's

    @property
    def weight(self) -> tuple[int, bool, int, bool]:
        """Fuller titles weigh more: office, rank, kinship; present, past; by words; by closeness."""
        words = [w.lower() for w in self.text.split() if w.lower() not in {"of", "the", "for", "and", "to", "'s"}]
        heads = [w.rpartition("-")[2] for w in words if is_head(w)]
        private = all(w in listed("roles", "private") for w in heads)
        rank = all(w in listed("roles", "ranks") for w in heads)
        past = any(w in listed("roles", "past") or w.startswith("ex-") for w in words)
        return (0 if private else 1 if rank else 2, not past, len(words), self.how == "before")


def title_head(title: Tokens) -> int:
    """The token that a title turns on."""
    return int(title.id_)


def roles_of_names(doc: Doc, names: list[tuple[int, int]]) -> dict[tuple[int, int], list[Role]]:
    """The roles that the text itself ties to each mention of a name (tokens [start, end)), in order of the text."""
    titles = list(doc.spans.get("titles", ()))
    starting, ending = {t.start: t for t in titles}, {t.end: t for t in titles}
    name_starts = {start for start, _ in names}
    headline = doc.spans["headline"][0].end if doc.spans.get("headline") else 0
    found: dict[tuple[int, int], list[Role]] = {name: [] for name in names}
    listing: Tokens | None = None
    lists: dict[int, tuple[Tokens, list[tuple[int, int]]]] = {}
    previous_end = -1
    for number, name in enumerate(names):
        start, end = name
        at = start if start in ending else _past_honorifics(doc, start)
        title = ending.get(at) or _inside(doc, titles, at)
        if title is not None:
            many = title.label_ == "TITLES"
            found[name].append(_role(doc, title, "list" if many else "before"))
            listing = title if many else None
            found[name] += _by_comma(doc, ending, title.start, end)
        elif listing is not None and _joins(doc, previous_end, at):
            found[name].append(_role(doc, listing, "list"))
        elif (plural := _plural_before_comma(doc, ending, at)) and _starts_list(doc, names, number):
            found[name].append(_role(doc, plural, "list"))
            listing = plural
        else:
            listing = None
            found[name] += _by_comma(doc, ending, start, end)
        if listing is not None:
            lists.setdefault(listing.start, (listing, []))[1].append(name)
        if start >= headline:  # there a comma is an "and": "Carter, Iraqi Prime Minister Discuss Mosul"
            found[name] += _after(doc, starting, name_starts, end, is_titled=bool(found[name]))
        previous_end = end
    for listing, members in lists.values():
        _share_states(doc, listing, members, found)
    return found


def _inside(doc: Doc, titles: list[Tokens], end: int) -> Tokens | None:
    """The title before a name that stands in another's title: "U.S. President Donald Trump's special envoy"."""
    outer = next((t for t in titles if t.start < end < t.end), None)
    if outer is None or not is_head(doc[end - 1].lower_):
        return None
    return Tokens(doc, outer.start, end, "TITLE", str(end - 1))


def _share_states(
    doc: Doc, title: Tokens, members: list[tuple[int, int]], found: dict[tuple[int, int], list[Role]]
) -> None:
    """Give each of "the Indian and Chinese foreign ministers, A and B" the state that is his."""
    states = [code for _, code in states_in(doc, title.start, title.end)]
    for i, name in enumerate(members):
        state = states[0] if len(states) == 1 else states[i] if len(states) == len(members) else None
        found[name] = [replace(r, state=state) if r.how == "list" else r for r in found[name]]


def _past_honorifics(doc: Doc, start: int) -> int:
    at = start
    while at > 0 and _is_manner(doc[at - 1]):
        at -= 1
    while at < start and at > 0 and doc[at - 1].lower_ in _STYLES:
        at -= 1  # "His Excellency", "the Right Honourable"
    return at


def _is_manner(token: Token) -> bool:
    """Whether this is an honorific or a dignity, which may stand between an office and a name."""
    return token.lower_ in listed("roles", "honorifics") or (
        token.is_title and token.lower_ in listed("roles", "dignities")
    )


def _plural_before_comma(doc: Doc, ending: dict[int, Tokens], start: int) -> Tokens | None:
    """ "the two envoys, Steve Witkoff and Jared Kushner": the plural title before the comma."""
    title = ending.get(start - 1) if start and doc[start - 1].text == "," else None
    return title if title is not None and title.label_ == "TITLES" else None


def _starts_list(doc: Doc, names: list[tuple[int, int]], number: int) -> bool:
    return number + 1 < len(names) and _joins(doc, names[number][1], _past_honorifics(doc, names[number + 1][0]))


def _joins(doc: Doc, end: int, start: int) -> bool:
    return 0 <= end <= start <= end + 2 and all(t.lower_ in {",", "and", "&"} for t in doc[end:start])


def _role(doc: Doc, title: Tokens, how: str, end: int | None = None) -> Role:
    head, last = title_head(title), end or title.end
    start = title.start
    text = doc[start:last].text
    if how == "list":
        start = head
        while (
            start > title.start
            and doc[start - 1].lower_ in listed("roles", "modifiers")
            and not state_of(doc[start - 1].text)
        ):
            start -= 1
        text = doc[start : head + 1].text
        text = text[:-3] + "y" if text.lower().endswith("secretaries") else text.removesuffix("s")
    return Role(title.start, last, head, how, clean(text))


def clean(text: str) -> str:
    """A title as it is shown: white space evened out, unseen marks off."""
    words = "".join(c for c in text if c.isprintable() or c.isspace()).split()
    while len(words) > 1 and words[0].lower() in _NO_PART:
        del words[0]
    while len(words) > 1 and words[-1].lower() in short_titles() and words[-2].lower() not in short_titles():
        del words[-1]  # "Defense Minister Gen.": the rank that he bears beside his office
    if len(words) > 2 and words[-1] == "General" and words[-2] in {"President", "Minister", "Staff"}:  # noqa: PLR2004
        del words[-1]
    return " ".join(words)


def _by_comma(doc: Doc, ending: dict[int, Tokens], at: int, end: int) -> Iterator[Role]:
    """ "Turkey's foreign minister, Hakan Fidan, said": a definite title, then the name between commas."""
    start = _past_honorifics(doc, at)
    if start < 2 or doc[start - 1].text != ",":  # noqa: PLR2004
        return
    title = ending.get(start - 1)
    if title is None or title.label_ == "TITLES" or not _is_definite(doc, title):
        return
    before = title.start - 1
    while before >= 0 and doc[before].lower_ in _ARTICLES:
        before -= 1
    after = doc[end].text if end < len(doc) else "."
    closed = after in _CLOSERS or _is_set_off_once(doc, before + 1, title, start, end)
    if closed and not (before > 0 and doc[before].text == "," and doc[before - 1].ent_type_ == "PERSON"):
        yield _role(doc, title, "comma")


def _is_set_off_once(doc: Doc, first: int, title: Tokens, start: int, end: int) -> bool:
    """ "Prime Minister of Sri Lanka, Dinesh Gunawardena and …", "…, Ali Sabry will": a state's title that opens a
    clause, and a full name that only the first comma sets off.
    """
    opens = doc[first].is_sent_start or doc[first - 1].is_space or doc[first - 1].lower_ == "and"
    goes_on = end < len(doc) and doc[end].tag_ in {"CC", "MD", "VBZ", "VBD", "VBP"}
    return opens and goes_on and end - start > 1 and any(True for _ in states_in(doc, title.start, title.end))


def _is_definite(doc: Doc, title: Tokens) -> bool:
    opens = title.start > 0 and doc[title.start - 1].lower_ in {"the", "his", "her", "their", "its", "a", "an"}
    return opens or any(t.text in {"'s", "’s"} or state_of(t.text) for t in title) or doc[title.start].text[0].isupper()


def _after(
    doc: Doc, starting: dict[int, Tokens], name_starts: set[int], end: int, *, is_titled: bool
) -> Iterator[Role]:
    """ "Hakan Fidan, Turkey's foreign minister,", "Hakan Fidan (foreign minister)", "Fidan, who is minister".

    is_titled: the name has a title before it, so that "at the invitation of Premier Li, Nepal's minister will" is none.
    """
    at = end
    if at >= len(doc):
        return
    how = "after"
    if doc[at].text in {",", "(", "—", "–"}:
        at += 1
        if at + 1 < len(doc) and doc[at].lower_ == "who" and doc[at + 1].lower_ in _COPULAS:
            at, how = at + 2, "is"
    elif doc[at].lower_ in _COPULAS:
        if doc[at].lower_ == "as" and doc[end - 1].dep_ == "dobj" and doc[end - 1].head.lemma_ in _TAKING_OVER:
            return  # "Rutte succeeded Stoltenberg as …": the office is his no more
        at, how = at + 1, "is"
    else:
        return
    while at < len(doc) and (
        doc[at].lower_ in _ARTICLES or (doc[at].tag_ in {"JJ", "RB", "JJS"} and at not in starting)
    ):
        at += 1
    title = starting.get(at)
    if title is None or title.label_ == "TITLES" or title.end in name_starts or _opens_list(doc, title, name_starts):
        return
    if how == "is" and doc[title.start - 1].lower_ not in _ARTICLES and doc[title.start - 1].lower_ != "as":
        return
    last = _runs_on_to(doc, title)
    after = doc[last] if last < len(doc) else None
    if is_titled and how == "after" and after is not None and after.tag_ in {"MD", "VBZ", "VBD", "VBP"}:
        return
    if (
        how == "is"
        or after is None
        or after.text in _CLOSERS
        or after.is_space
        or after.tag_.startswith(("V", "MD", "W", "IN", "CC", "RB"))
    ):
        yield _role(doc, title, how, last)


def _opens_list(doc: Doc, title: Tokens, name_starts: set[int]) -> bool:
    """Whether a title after a name announces the next name: "Putin, Turkey's president, Recep Tayyip Erdogan"."""
    at = title.end
    return at + 1 < len(doc) and _past(doc, at) in name_starts


def _past(doc: Doc, at: int) -> int:
    while at < len(doc) and _is_manner(doc[at]):
        at += 1
    return at


def _runs_on_to(doc: Doc, title: Tokens) -> int:
    """Where a title after a name ends when it runs on in free words: "a professor of history at the university"."""
    at = title.end
    limit = min(len(doc), at + _FREE)
    if at >= limit or doc[at].lower_ not in {"of", "for", "at", "in", "with", "and"} or title.end - title.start > _FREE:
        return title.end
    while at < limit:
        token = doc[at]
        if (
            token.is_space
            or token.text in _CLOSERS
            or token.tag_ in {"VBZ", "VBD", "VBP", "MD", "WP", "WDT", "WRB", "PRP", "TO"}
        ):
            break
        if token.tag_ == "VBG" and doc[at - 1].lower_ not in {"of", "for"}:
            break
        if token.lower_ in {"on", "in", "since"} and at + 1 < limit and doc[at + 1].ent_type_ == "DATE":
            break
        at += 1
    while at > title.end and doc[at - 1].tag_ in {"IN", "DT", "CC", "JJ", "RB"}:
        at -= 1
    return at


def state_served(doc: Doc, role: Role, body_states: dict[int, str]) -> str | None:
    """The state that a title serves by its own words; body_states: the state of a named body by token."""
    if role.how == "list":
        return role.state or _listed_state(role.text)
    before: str | None = None
    after: str | None = None
    for start, code in states_in(doc, role.start, role.end):
        if start <= role.head:
            before = before or code
        elif _link(doc, role, start) not in _NOT_OF or doc[role.head].lower_ in mapped("roles", "kinds")["spokesman"]:
            after = after or code
    if before or after:
        return before or after
    if listed_state := _capital_owner(doc, role) or _listed_state(role.text):
        return listed_state
    for i in range(role.start, role.end):
        if i in body_states and (i <= role.head or _link(doc, role, i) not in {"to", "on", "with"}):
            return body_states[i]
    return _state_of_region(doc, role) if doc[role.head].lower_ in listed("roles", "regional") else None


def _state_of_region(doc: Doc, role: Role) -> str | None:
    """The state that a town or region lies in: "premier of Bavaria", "Texas Governor Greg Abbott"."""
    behind = takewhile(lambda t: t.lower_ != "and", doc[role.head + 1 : role.end])
    for words in (doc[role.start : role.head], behind):
        name = " ".join(t.text for t in words if t.text[0].isupper() and t.lower_ not in listed("roles", "modifiers"))
        if name and (place := gazetteer.locate(name)) is not None:
            return place.country
    return None


def _capital_owner(doc: Doc, role: Role) -> str | None:
    """The state whose capital owns a title: "Beijing's ambassador"; for a mayor it is the same."""
    for i in range(role.start, role.head):
        if doc[i].text in {"'s", "’s"} and i > role.start:
            return next((code for at in range(role.start, i) if (code := capital_state(doc[at:i].text))), None)
    return None


def is_international(role: Role) -> bool:
    """Whether a title is of a body of many states: "NATO Secretary General"."""
    return names_international(role.text)


def names_international(words: str) -> bool:
    """Whether a body of many states is among these words."""
    words = f" {words.lower().replace('’', chr(39)).replace(chr(39) + 's', '')} "
    return any(f" {body} " in words for body in listed("roles", "international"))


def _link(doc: Doc, role: Role, at: int) -> str:
    """The nearest preposition between a title's head and this token."""
    return next((doc[i].lower_ for i in range(at - 1, role.head, -1) if doc[i].lower_ in {"of", *_NOT_OF}), "of")


def _listed_state(text: str) -> str | None:
    words = f" {text.lower().replace('’', chr(39))} "
    for phrase, code in mapped("roles", "served").items():
        if f" {phrase} " in words or f" {phrase}'s " in words:
            if (
                phrase == "secretary of state"
                and " secretary of state for " in words
                and "under" not in words
                and "assistant" not in words
            ):
                return "GB"
            return str(code)
    return None


_OFFICE_WORDS = frozenset(
    {
        "prime", "foreign", "defense", "defence", "top", "crown", "supreme", "press", "vice", "deputy", "national",
        "security", "special", "interior", "finance", "treasury", "chief", "assistant", "under",
    }
)  # fmt: skip


def office(doc: Doc, start: int, head: int, end: int) -> str:
    """The office in a title, for comparison: "prime minister", "minister of foreign affairs", "secretary of state"."""
    first = head
    while first > start and doc[first - 1].lower_ in _OFFICE_WORDS:
        first -= 1
    words = [t.lower_ for t in doc[first:end]]
    words[head - first] = head_key(doc[head])
    known = {name for kind in mapped("roles", "kinds").values() for name in kind}
    for last in range(len(words), head - first, -1):
        if " ".join(words[:last]) in known:
            return " ".join(words[:last])
    return " ".join(words[: head - first + 1])


def states_in(doc: Doc, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The states named among tokens [start, end), each with its first token; the longest name wins."""
    i = start
    while i < end:
        word = doc[i].text
        if word[0].isupper() and can_open_state(word):
            for last in range(min(end, i + 6), i, -1):
                code = state_of(doc[i:last].text)
                if code:
                    yield i, code
                    i = last - 1
                    break
        i += 1


def owner_state(doc: Doc, start: int, end: int) -> str | None:
    """The state that owns a name: "Ukraine's Zelenskiy", "President Zelenskyy of Ukraine"."""
    if end + 1 < len(doc) and doc[end].lower_ == "of":
        at = end + 1 + (doc[end + 1].lower_ == "the")
        for i, code in states_in(doc, at, min(at + 6, len(doc))):
            return code if i == at else None
    if start > 1 and doc[start - 1].text in {"'s", "’s", "'", "’"}:
        for first in range(start - 2, max(start - 6, -1), -1):
            if state := state_of(doc[first : start - 1].text):
                return state
    return None


def head_key(token: Token) -> str:
    """A title's head for comparison: "president" for "then-President" and "Presidents"."""
    key = token.lower_.rpartition("-")[2] if "-" in token.lower_ else token.lower_
    return key.removesuffix("s") if not is_head(key) else key
