"""Anaphora: who is meant by "the Russian president", "the spokesman", "he", "they", "the two leaders".

Reads  the people with their roles and mentions, titles, the parse, quotation marks.
Finds  titles without a name, by state and kind of office, else the nearest bearer of such a title; "he" and "she" as
       the subject of the governing speech verb, else the most salient person so far; pairs for "they", "both leaders".
Misses whatever has two equal candidates: then it gives nothing. "I" and "we" in quotes are the quotes' business.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefgen.extract.cast import How
from briefgen.extract.event_lexicon import heads
from briefgen.extract.roles import names_international, office, states_in, title_head
from briefgen.extract.tokens import Doc, Token
from briefgen.extract.tokens import Span as Tokens
from briefgen.lexicon.people_words import listed, mapped

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
THEY = frozenset({"they", "them", "their", "themselves"})
PAIR_WORDS = frozenset(
    {
        "leaders",
        "presidents",
        "ministers",
        "sides",
        "men",
        "diplomats",
        "countries",
        "nations",
        "parties",
        "states",
        "officials",
        "counterparts",
    }
)
STATE_PAIRS = frozenset({"sides", "countries", "nations", "parties", "states"})
RANKS = {"leaders": ("state",), "presidents": ("state",), "premiers": ("state",), "ministers": ("diplomat", "defence")}
OFFICES = frozenset({"heads", "leaders", "presidents", "ministers", "governments", "countries", "capitals", "nations"})
MOST_STATES = 4
REACH = 6  # sentences back to those whom "the two presidents" or "both sides" means
FADE = 0.5  # what is left of a mention's salience a sentence later
_TAKEN_UP = frozenset(
    {"country", "nation", "state", "republic", "kingdom", "agency", "alliance", "bloc", "body", "organization",
     "organisation", "government", "ministry", "delegation"}
)  # fmt: skip
_LESSER = frozenset({"vice", "deputy", "assistant", "under", "prime", "press", "former", "ex"})  # make another office
_OF_THE_GUEST = frozenset({"accompany", "join", "host", "welcome", "receive", "greet"})  # "welcomed Xi on his visit"
CLEAR = 1.25  # how much more salient than the second a person must be
NOBODY = ""  # whoever holds an office, where nothing tells who it is
_LINKS = 6  # up from a name to the verb or noun that it goes with
_DEFINITE = frozenset({"the", "this", "that"})


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person when titles and pronouns are resolved."""

    id: str
    country: str | None
    she: bool | None
    first: bool  # leads a state
    roles: tuple[str, ...]  # as worded, in lower case
    offices: tuple[str, ...]  # their offices alone: "prime minister"
    mentions: tuple[tuple[int, int], ...]  # tokens


@dataclass(frozen=True, slots=True)
class Meant:
    """Tokens [start, end) that mean these parties."""

    start: int
    end: int
    parties: tuple[str, ...]
    how: How


def resolve_titles(doc: Doc, people: Sequence[Known], tied: set[int]) -> list[Meant]:
    """Titles that stand for a person, those tied to a name (tied: their first tokens) left out."""
    found: list[Meant] = []
    free = [t for t in doc.spans.get("titles", ()) if t.start not in tied and t.label_ != "TITLES"]
    free = [title for title in free if _is_definite(doc, title)]
    others = _told_apart(doc, free, people)
    for title in free:
        apart = others.get(title.text.lower(), set())
        if (person := _bearer(doc, title, [p for p in people if p.id not in apart])) is not None:
            found.append(Meant(_with_article(doc, title.start), title.end, (person.id,), "role"))
    return found


def _told_apart(doc: Doc, titles: Iterable[Tokens], people: Sequence[Known]) -> dict[str, set[str]]:
    """Whom bare titles do not mean anywhere in the article, as one clause names them beside the bearer: "the President
    spoke with French President Sarkozy", "the President and President Sarkozy".
    """
    found: dict[str, set[str]] = {}
    for title in titles:
        if any(states_in(doc, title.start, title.end)):
            continue
        root, last = title.root, title.root.sent.end
        for person in people:
            ends = (end - 1 for start, end in person.mentions if title.end <= start < last)
            if any(_is_beside(doc[end], root, root.head) for end in ends):
                found.setdefault(title.text.lower(), set()).add(person.id)
    return found


def _is_beside(name: Token, title: Token, top: Token) -> bool:
    """Whether a name is another argument of the clause or the noun that a title belongs to, or joined to the title."""
    at = name
    for _ in range(_LINKS):
        if at.dep_ == "conj" and at.head.i == title.i:
            return True
        if at.dep_ not in {"pobj", "dobj", "conj", "prep", "dative"}:
            return False
        at = at.head
        if at.i == top.i:
            return title.dep_ in {"nsubj", "poss"}
        if at.i == title.i:
            return False
    return False


def _is_definite(doc: Doc, title: Tokens) -> bool:
    if title.start and doc[title.start - 1].lower_ in _DEFINITE:
        return True
    if doc.spans.get("headline") and title.end <= doc.spans["headline"][0].end:  # there articles are left out
        return any(states_in(doc, title.start, title.end)) or names_international(title.text)
    return title.start == title.end - 1 and doc[title.start].text[0].isupper() and not doc[title.start].is_sent_start


def _with_article(doc: Doc, start: int) -> int:
    return start - 1 if start and doc[start - 1].lower_ in _DEFINITE else start


def _bearer(doc: Doc, title: Tokens, people: Sequence[Known]) -> Known | None:
    """The one person whom a definite title means; None for none or for two equal candidates."""
    state = next((code for _, code in states_in(doc, title.start, title.end)), None)
    phrase = office(doc, title.start, title_head(title), title.end)
    fitting = [p for p in people if _fits(phrase, p) and state in {None, p.country}]
    if (of := _complement(doc, title)) is not None:
        fitting = [p for p in fitting if any(of in role.split() for role in p.roles)]
    if not fitting and phrase in _kind("state"):
        fitting = [p for p in people if state in {None, p.country} and p.first and not p.offices]
    if state is None:
        whole = " ".join(title.text.lower().split())
        fitting = [p for p in fitting if any(whole in role for role in p.roles)] or fitting
    if len(fitting) < 2:  # noqa: PLR2004
        return fitting[0] if fitting else None
    return _nearest(doc, title.start, fitting)


def _complement(doc: Doc, title: Tokens) -> str | None:
    """The noun that tells what a title is of, where title grammar does not reach it: "the head of the miners' UNION".

    None where it is one that takes up what was named before: "the head of the agency".
    """
    if title.end >= len(doc) or doc[title.end].lower_ not in {"of", "for"}:
        return None
    noun = next((child for child in doc[title.end].children if child.dep_ == "pobj"), None)
    return None if noun is None or noun.lower_ in _TAKEN_UP else noun.lower_


def _nearest(doc: Doc, at: int, people: Sequence[Known]) -> Known | None:
    """The person named last before a token, unless the same sentence names another of them."""
    last = sorted(
        ((max((m for m, _ in p.mentions if m < at), default=-1), i) for i, p in enumerate(people)), reverse=True
    )
    (nearest, person), (second, _) = last[:2]
    return people[person] if nearest >= 0 and second < doc[nearest].sent.start else None


def _fits(phrase: str, person: Known) -> bool:
    """Whether a person holds an office that this phrase can take up."""
    many = all(map(names_international, person.roles))
    if phrase in _kind("state") and (person.country is None or (person.roles and many)):
        return phrase in person.offices  # a party's leader or a body's president leads no state
    for held in person.offices:
        if held == phrase or (held.endswith(f" {phrase}") and not _LESSER & set(held.split()[:-1])):
            return True
        if any(phrase in kind and held in kind for kind in map(_kind, mapped("roles", "kinds"))):
            return True
    return False


def _kind(name: str) -> frozenset[str]:
    return frozenset(mapped("roles", "kinds")[name])


def resolve_pronouns(
    doc: Doc, people: Sequence[Known], meant: Iterable[Meant], states: Mapping[int, str] | None = None
) -> list[Meant]:
    """he, she, they, "the two leaders", "both sides", "his German counterpart", each with whom it means.

    states: the codes of the states that the text names, by token.
    """
    speaker_of = _Salience(doc, people, meant, states or {})
    found: list[Meant] = []
    for token in doc:
        key = token.lower_
        if key in HE or key in SHE:
            person = speaker_of.single(token, she=key in SHE)
            if person is not None:
                found.append(Meant(token.i, token.i + 1, (person,), "pronoun"))
        elif key in THEY or key in PAIR_WORDS or _is_the_two(token):
            start = _pair_start(token)
            pair = speaker_of.pair(token) if key in THEY or (start < token.i and not _told_which(token)) else ()
            if pair:
                found.append(Meant(start, token.i + 1, pair, "collective"))
        elif key == "counterpart" and (person := speaker_of.counterpart(token)) is not None:
            found.append(Meant(token.left_edge.i, token.i + 1, (person,), "role"))
        speaker_of.pass_by(token)
    return found


def _told_which(token: Token) -> bool:
    """ "The leaders of the European Union" says itself who they are."""
    return token.i + 1 < len(token.doc) and token.nbor().lower_ in {"of", "from", "who", "whose"}


def _pair_start(token: Token) -> int:
    """Where "the two leaders", "both sides" begins; the token itself where nothing makes it a pair."""
    if _is_the_two(token):
        return token.i - 1
    before = [t.lower_ for t in token.doc[max(token.i - 3, 0) : token.i]]
    if before[-1:] == ["both"]:
        return token.i - 1
    if before[-2:] == ["the", "two"]:
        return token.i - 2
    if before[-3:-1] == ["the", "two"]:
        return token.i - 3
    if before[-1:] == ["the"] and token.lower_ in {"leaders", "sides", "presidents"}:
        return token.i - 1
    return token.i


def _is_the_two(token: Token) -> bool:
    """ "After the two met in Kyiv": the number stands for two people."""
    if token.lower_ != "two" or not token.i or token.nbor(-1).lower_ != "the":
        return False
    return token.dep_ in {"nsubj", "nsubjpass", "pobj", "dobj"} and not any(c.i > token.i for c in token.children)


def _verbs_of_object(token: Token) -> list[Token]:
    """The verb whose object "him" or "her" is, and those with whose subject it goes: "held talks and invited HIM",
    "wants to meet HIM". Nobody among their subjects is meant.
    """
    if token.lower_ not in {"him", "her"} or token.dep_ not in {"dobj", "pobj", "dative"}:
        return []
    verb = token.head if token.head.pos_ in {"VERB", "AUX"} else token.head.head
    found = [verb]
    while verb.dep_ in {"conj", "xcomp"} and verb.head.pos_ in {"VERB", "AUX"}:
        children = {child.dep_ for child in verb.children}
        if children & {"nsubj", "nsubjpass"} or (verb.dep_ == "xcomp" and _has_object(verb.head)):
            break
        verb = verb.head
        found.append(verb)
    return found


def _has_object(verb: Token) -> bool:
    return any(child.dep_ in {"dobj", "dative"} for child in verb.children)


class _Salience:
    """Who is in the reader's mind at each token, as the text is read in order."""

    def __init__(self, doc: Doc, people: Sequence[Known], meant: Iterable[Meant], states: Mapping[int, str]) -> None:
        self.known = {p.id: p for p in people}
        self.states = states
        # of each sentence its people, its states, and the pairs of people that an "and" joins
        self.told: list[tuple[dict[str, None], dict[str, None], list[tuple[str, str]]]] = [({}, {}, [])]
        self.sex = {p.id: p.she for p in people}
        self.at: dict[int, str] = {}
        for person in people:
            for start, end in person.mentions:
                self.at.update(dict.fromkeys(range(start, end), person.id))
        for one in meant:
            if len(one.parties) == 1:
                self.at.update(dict.fromkeys(range(one.start, one.end), one.parties[0]))
        self.quoted = quoted_tokens(doc)
        self.weights: dict[str, float] = {}
        self.last_pair: tuple[int, tuple[str, ...]] = (-9, ())
        self.sentence = 0
        self.sent_end = 0
        self.here: dict[str, None] = {}

    def pass_by(self, token: Token) -> None:
        """Take a token into account."""
        if token.is_sent_start and token.i:
            self._next_sentence()
        if token.i in self.states:
            self.told[-1][1][self.states[token.i]] = None
        person = self.at.get(token.i)
        if person is None and token.dep_ == "nsubj" and _is_office_holder(token):
            self.weights[NOBODY] = self.weights.get(NOBODY, 0.0) + _weight(token, token.i in self.quoted)
        if person is None or (self.at.get(token.i - 1) == person and token.i):
            return
        self._mention(person, token)

    def _mention(self, person: str, token: Token) -> None:
        self.weights[person] = self.weights.get(person, 0.0) + _weight(self._head(token), token.i in self.quoted)
        if not set(self.known[person].offices) & _kind("spokesman"):  # who only tells of the two is none of them
            self.here[person] = None
        head = self._head(token)
        owner = head.dep_ == "pobj" and head.head.lower_ == "of" and not self.known[person].offices
        if not owner:  # "the library of Jimmy Carter" brings nobody into the story
            self.told[-1][0][person] = None
        if head.dep_ == "conj" and (other := self.at.get(head.head.i)) not in {None, person}:
            self.told[-1][2].append((str(other), person))
        if len(self.here) == 2:  # noqa: PLR2004
            self.last_pair = (self.sentence, tuple(self.here))

    def _head(self, token: Token) -> Token:
        """The syntactic head of the mention that begins at a token."""
        end, person = token.i, self.at[token.i]
        while self.at.get(end) == person:
            end += 1
        return token.doc[token.i : end].root

    def _next_sentence(self) -> None:
        self.sentence += 1
        self.weights = {p: w * FADE for p, w in self.weights.items() if w > 0.05}  # noqa: PLR2004
        self.here = {}
        self.told.append(({}, {}, []))

    def single(self, token: Token, *, she: bool) -> str | None:
        """The person whom he or she is."""
        if token.is_sent_start and token.i:
            self._next_sentence()
        person = self._governing_subject(token, she=she)
        if person is None:
            person = self._most_salient(token, she=she) or self._subject_to_come(token, she=she)
        if person is None or person == NOBODY:
            return None
        if self.sex.get(person) is None:
            self.sex[person] = she
        self.at[token.i] = person
        return person

    def _fits(self, person: str, *, she: bool) -> bool:
        return self.sex.get(person) in {None, she}

    def _governing_subject(self, token: Token, *, she: bool) -> str | None:
        """The subject of the nearest verb above the pronoun: "Trump said HE would", "Putin praised HIS guest". NOBODY
        where that is an office whose holder nothing tells.
        """
        barred = {verb.i for verb in _verbs_of_object(token)}
        for verb in token.ancestors:
            if verb.pos_ not in {"VERB", "AUX"}:
                continue
            own = {"dobj"} if verb.lemma_ in _OF_THE_GUEST and token.dep_ == "poss" else {"nsubj", "nsubjpass"}
            for child in verb.children:
                if child.dep_ not in own or child.i >= token.i or child is token:
                    continue
                person = self.at.get(child.i)
                if person is not None and verb.i not in barred and self._fits(person, she=she):
                    later = self._later_subject(token)
                    only_tells = later and set(self.known[person].offices) & _kind("spokesman")
                    return later if only_tells and later and self._fits(later, she=she) else person
                if person is None and verb.i not in barred and _is_office_holder(child):
                    return NOBODY  # "The President expressed HIS disappointment": his, whoever that is
        return None

    def _later_subject(self, token: Token) -> str | None:
        """ "A spokesman said that on HIS visit, Xi will": who is the subject of the clause that the pronoun opens."""
        verb = next((up for up in token.ancestors if up.pos_ in {"VERB", "AUX"}), None)
        subjects = [c for c in verb.children if c.dep_ == "nsubj" and c.i > token.i] if verb is not None else []
        return next((person for c in subjects if (person := self.at.get(c.i)) is not None), None)

    def _most_salient(self, token: Token, *, she: bool) -> str | None:
        ranked = sorted(((w, p) for p, w in self.weights.items() if self._fits(p, she=she)), reverse=True)
        barred = self._own_subject(token)
        ranked = [(w, p) for w, p in ranked if p != barred]
        if not ranked or ranked[0][0] < 0.2 or ranked[0][1] == NOBODY:  # noqa: PLR2004
            return None
        return None if len(ranked) > 1 and ranked[0][0] < CLEAR * ranked[1][0] else ranked[0][1]

    def _own_subject(self, token: Token) -> str | None:
        """The subject of the clause in which him or her is an object, which it cannot mean."""
        subjects = (c for verb in _verbs_of_object(token) for c in verb.children if c.dep_ == "nsubj")
        return next((self.at.get(child.i) for child in subjects), None)

    def _subject_to_come(self, token: Token, *, she: bool) -> str | None:
        """ "Ahead of HIS visit to China, Putin gave an interview"."""
        if self.weights and any(self._fits(p, she=she) for p in self.weights if p != NOBODY):
            return None
        for child in token.sent.root.children:
            if child.dep_ == "nsubj" and child.i > token.i and (person := self.at.get(child.i)) is not None:
                return person if self._fits(person, she=she) else None
        return None

    def pair(self, token: Token) -> tuple[str, ...]:
        """The two people or states named last in one sentence, where no third one was in it."""
        key = token.lower_
        if key == "their" and token.head.lower_ in OFFICES:
            return self._two_states(several=True)
        if key in STATE_PAIRS:
            return self._two_states()
        if key in RANKS:
            return self._two_of_rank(RANKS[key])
        sentence, pair = self.last_pair
        near = self.sentence - sentence <= 2 and len(self.here) <= 2  # noqa: PLR2004
        meets = key == "their" and token.head.lemma_.casefold() in heads().nouns
        return pair if pair and near else self._two_states() if meets else ()

    def _two_of_rank(self, kinds: Sequence[str]) -> tuple[str, ...]:
        """The two who hold such an office in the last sentence that names as many; else the two states."""
        offices = frozenset().union(*map(_kind, kinds))
        lead = "state" in kinds

        def fits(person: Known) -> bool:
            held = any(office in offices or office.endswith("counterpart") for office in person.offices)
            return held or (lead and person.first)

        found = self._two(fits)
        if not found and lead:
            found = self._two(lambda p: not p.offices or fits(p))
        return found or self._two_states()

    def _two(self, fits: Callable[[Known], bool]) -> tuple[str, ...]:
        for people, _, joined in self.told[: -REACH - 1 : -1]:
            found = [p for p in people if fits(self.known[p])]
            if len(found) > 2:  # noqa: PLR2004  "Trump hosted X and Y; the two leaders": two that an "and" joins
                pairs = [pair for pair in joined if set(pair) <= set(found)]
                return pairs[0] if len(pairs) == 1 else ()
            if len(found) == 2:  # noqa: PLR2004
                return tuple(found)
        return ()

    def _two_states(self, *, several: bool = False) -> tuple[str, ...]:
        """The two states that a sentence names, or that its people serve, going back from the last one.

        several: all of them, where a sentence names up to four.
        """
        for people, states, _ in self.told[: -REACH - 1 : -1]:
            served = dict.fromkeys(c for p in people if (c := self.known[p].country))
            for found in (states, served, {**states, **served}):
                if len(found) == 2 or (several and 2 < len(found) <= MOST_STATES):  # noqa: PLR2004
                    return tuple(found)
            if len(states) > 2 or len(served) > 2:  # noqa: PLR2004
                return ()
        return ()

    def counterpart(self, token: Token) -> str | None:
        """ "His German counterpart": the one person of that state who holds the same office, or leads it as he does."""
        owner = next((self.at.get(c.i) for c in token.children if c.tag_ == "PRP$"), None)
        state = next((code for _, code in states_in(token.doc, token.left_edge.i, token.i)), None)
        if owner is None or state is None or token.i + 1 in self.at:
            return None
        own = self.known[owner]
        found = [
            p
            for p in self.known.values()
            if p.country == state and p.id != owner and (set(p.offices) & set(own.offices) or (p.first and own.first))
        ]
        return found[0].id if len(found) == 1 else None


def _is_office_holder(token: Token) -> bool:
    """Whether a noun means one person by an office alone: "the President", "the minister"."""
    definite = any(child.lower_ == "the" for child in token.children)
    return definite and token.tag_ in {"NN", "NNP"} and token.lower_ in listed("roles", "domestic")


def _weight(token: Token, quoted: bool) -> float:
    if token.dep_ in {"nsubj", "nsubjpass"}:
        weight = 4.0 if token.head.dep_ == "ROOT" else 2.5
    elif token.dep_ == "conj" and token.head.dep_ in {"nsubj", "nsubjpass"}:
        weight = 3.0
    else:
        topic = token.dep_ == "poss" and token.head.dep_ == "attr"  # "this is XI'S second trip"
        weight = 3.0 if topic else 0.5 if token.dep_ in {"poss", "compound"} else 1.0
    return weight / 2 if quoted else weight


def quoted_tokens(doc: Doc) -> set[int]:
    """The tokens between quotation marks; a paragraph's end closes what was left open."""
    inside, found = False, set()
    for token in doc:
        if token.is_space and "\n" in token.text:
            inside = False
        elif token.text in {"“", "``"}:
            inside = True
        elif token.text in {"”", "''"}:
            inside = False
        elif token.text == '"':
            inside = not inside
        elif inside:
            found.add(token.i)
    return found
