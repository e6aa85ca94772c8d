"""The people of an article, carried to every place that names them.

Reads  doc.ents as the recognizer left them, doc.spans["titles"], ["headline"], the tagger's tags.
Sets   doc.ents: PERSON without titles, possessives, places and bodies; each surname of the article's people wherever
       it stands; other entities as they were, save where they were a person's name.
Misses people named once, by a surname alone and without title, that the recognizer did not see.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from briefgen.lexicon import gazetteer, institution, state_of
from briefgen.lexicon.people_words import leaders, listed
from briefgen.pipes.places import settle_places
from briefgen.pipes.titles import is_given_name, is_head
from briefgen.pipes.words import HYPHENS
from briefgen.slugs import fold

_TITLE_CASE = 0.6  # share of a headline's longer words that are capitalised, from which its capitals say nothing
_SHORTEST_ALONE = 5  # letters of a leader's surname that is found without a full name; shorter ones mean much else
_SHIPS = frozenset({"USS", "HMS", "INS", "USNS", "HMAS", "HMCS", "JS", "ROKS", "BRP"})
_PLACING = frozenset({"in", "at", "near", "outside"})  # "to" and "from" stand before people as well
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


@Language.component("briefgen_propagate", requires=["doc.ents", "token.tag"], assigns=["doc.ents"])
def propagate(doc: Doc) -> Doc:
    """Correct the people among doc.ents and mark every further mention of them."""
    places = settle_places(doc)
    headline = doc.spans["headline"][0].end if doc.spans.get("headline") else 0
    shouting = headline if _is_title_case(doc[:headline]) else 0
    titled = {span.end for span in doc.spans.get("titles", ())}
    people: list[tuple[int, int]] = []
    for ent in doc.ents:
        if ent.label_ == "PERSON" and ent.start >= shouting and (name := _cleaned(doc, ent)):
            people += _of_pair(doc, *name) or [name]
        elif ent.label_ != "PERSON" and ent.start >= shouting and ent.text not in places and _reads_as_name(ent):
            people.append((ent.start, ent.end))
    known = _known_names(doc, people, titled)
    known = {first: [n for n in names if " ".join(n) not in places] for first, names in known.items()}
    people += _further(doc, known, people)
    people += _titled_in_headline(doc, shouting, people)
    offices = {i for span in doc.spans.get("titles", ()) for i in range(span.start, span.end) if is_head(doc[i].lower_)}
    people = [name for name in people if not offices.issuperset(range(*name))]  # "Crown Prince" is nobody's name
    _set_people(doc, people)
    return doc


def _is_title_case(headline: Span) -> bool:
    longer = [t for t in headline if t.is_alpha and len(t) > 3]  # noqa: PLR2004
    return len(longer) > 0 and sum(t.text[0].isupper() for t in longer) / len(longer) >= _TITLE_CASE


def _cleaned(doc: Doc, ent: Span) -> tuple[int, int] | None:
    """The name inside a PERSON entity: tokens [start, end), without title and the like; None where it is no name."""
    start, end = ent.start, ent.end
    while start < end and (_is_no_name_start(doc, start, end) or _is_short_for_excellency(doc, start)):
        start += 1
    while start > 0 and doc[start - 1].lower_ in listed("name_words", "particles") and not doc[start - 1].is_upper:
        if doc[start - 1].lower_ in {"e", "y", "la", "do", "st.", "du", "al"} and doc[start - 1].is_lower:
            break
        start -= 1
        if (
            start > 0
            and ent.start != start
            and _is_plain_capital(doc[start - 1])
            and is_given_name(doc[start - 1].text)
        ):
            start -= 1
    end = _hyphens_right(doc, _capitals_right(doc, start, end))
    start = _hyphens_left(doc, start)
    while end > start and (
        doc[end - 1].text in _POSSESSIVE
        or doc[end - 1].is_space
        or (doc[end - 1].is_punct and doc[end - 1].text != "]" and not doc[end - 1].text.endswith("."))
        or (doc[end - 1].lower_ in listed("name_words", "never") and not _inside_name(doc, start, end - 1))
        or (doc[end - 1].text == "]" and not any(t.text == "[" for t in doc[start:end]))
    ):
        end -= 1
    if end + 2 < len(doc) and doc[end].text == "[" and doc[end + 2].text == "]" and doc[end + 1].text[0].isupper():
        end += 3
    if start > 0 and doc[start - 1].text == "[" and any(t.text == "]" for t in doc[start + 1 : end]):
        start -= 1  # "[Harry] Truman"
    for i in range(start, end):
        if doc[i].text in {",", ";", ":", "(", ")", "\n\n", "—", "–", '"', "“", "”"} or doc[i].is_space:
            end = i
            break
    if start >= end or _ties_states(doc[start : end + 2]):
        return None
    if not _is_name(doc[start:end]) or _is_ship(doc, start, end) or _is_destination(doc, start, end):
        return None
    return start, end


def _of_pair(doc: Doc, start: int, end: int) -> list[tuple[int, int]]:
    """The two whom a hyphen ties before the noun of what they do: "the Putin-Zelensky meeting"; [] for one name."""
    ties = [i for i in range(start + 1, end - 1) if doc[i].text in HYPHENS]
    if len(ties) != 1 or end >= len(doc) or doc[end].lower_ not in listed("name_words", "between_two"):
        return []
    [tie] = ties
    given = is_given_name(doc[tie - 1].text) or is_given_name(f"{doc[tie - 1].text}-{doc[tie + 1].text}")
    return [] if given or not (doc[tie - 1].is_title and doc[tie + 1].is_title) else [(start, tie), (tie + 1, end)]


def _is_destination(doc: Doc, start: int, end: int) -> bool:
    """Whether what was taken for a name is a place: "met him in Muscat", "in The Hague"."""
    article = start > 0 and doc[start - 1].text == "The"
    at = start - article
    if at == 0 or doc[at - 1].lower_ not in _PLACING:
        return False
    return gazetteer.is_place(doc[at:end].text) or gazetteer.is_place(doc[start:end].text)


def _is_ship(doc: Doc, start: int, end: int) -> bool:
    """Whether a full name is a thing's: "the Charles de Gaulle", "USS Ronald Reagan"."""
    if start == 0 or end - start < 2:  # noqa: PLR2004
        return False
    before, after = doc[start - 1], doc[end].pos_ if end < len(doc) else "PUNCT"
    return before.text in _SHIPS or (before.lower_ == "the" and after in {"PUNCT", "VERB", "AUX", "ADP", "CCONJ"})


def _inside_name(doc: Doc, start: int, at: int) -> bool:
    """Whether a common word is a syllable of the name before it: "Jong Un", "Jong-un"."""
    return at > start and (doc[at - 1].text in HYPHENS or doc[at].lower_ in listed("name_words", "syllables"))


def _is_no_name_start(doc: Doc, at: int, end: int) -> bool:
    token = doc[at]
    key = token.lower_
    if token.text == "[":
        return at + 1 >= end or not any(t.text == "]" for t in doc[at:end]) or doc[at + 1].nbor().text != "]"
    if token.is_punct or token.is_space or key in listed("name_words", "never") or key in listed("roles", "honorifics"):
        return not (key in listed("name_words", "words") and at + 1 < end)
    if at + 1 < end and (is_head(key) or key in listed("roles", "modifiers") or state_of(token.text)):
        return not (
            key in listed("name_words", "words")
            or key in listed("name_words", "states")
            or is_given_name(token.text)
            or _has_age(token.doc, end)
        )
    return False


def _has_age(doc: Doc, end: int) -> bool:
    """Whether an age follows, so that a state's name is a person's: "Sudan Gurung, 36, said"."""
    return end + 2 < len(doc) and doc[end].text == doc[end + 2].text == "," and doc[end + 1].text.isdecimal()


def _is_name(span: Span) -> bool:
    """Whether these words can name a human being."""
    words = [t for t in span if t.text not in HYPHENS and not t.is_punct]
    if not words or not any(t.text[0].isupper() for t in words) or any(t.like_num for t in words):
        return False
    if _ties_states(span):
        return False
    last = words[-1].lower_
    before = span.doc[max(span.start - 1, 0) : span.end].text
    if (
        institution(span.text)
        or state_of(span.text)
        or state_of(before)
        or (len(words) > 1 and last in listed("roles", "bodies"))
    ):
        return False
    if len(words) == 1:
        key = words[0].lower_
        return not (
            words[0].is_upper  # an acronym
            or (key in listed("name_words", "never") and key not in listed("name_words", "words"))
            or (is_head(key) and key not in listed("name_words", "words"))
            or key in listed("roles", "bodies")
            or key in listed("roles", "modifiers")
            or len(key) < 2  # noqa: PLR2004
        )
    return True


def _is_plain_capital(token: Token) -> bool:
    return token.is_title and token.lower_ not in listed("name_words", "never")


def _is_short_for_excellency(doc: Doc, at: int) -> bool:
    """Whether one of the two letters of "H. E." before a name stands here."""
    return "H. E." in (doc[at : at + 2].text, doc[max(at - 1, 0) : at + 1].text)


def _capitals_right(doc: Doc, start: int, end: int) -> int:
    """Where a surname in capitals behind given names ends, as diplomats print it: "Nana AKUFO-ADDO"."""
    if end <= start or not doc[end - 1].is_title:
        return end
    at = end
    while at < len(doc) and _is_shouted_name(doc, at):
        at += 1
        while at + 1 < len(doc) and doc[at].text in HYPHENS and _is_shouted_name(doc, at + 1):
            at += 2
    return at


def _is_shouted_name(doc: Doc, at: int) -> bool:
    word, before = doc[at], doc[at - 1]
    written = word.is_upper and word.is_alpha and len(word) > 2 and before.text[-1] not in ".,"  # noqa: PLR2004
    return written and not before.is_space and not institution(word.text) and not state_of(word.text)


def _hyphens_right(doc: Doc, end: int) -> int:
    while end + 1 < len(doc) and doc[end].text in HYPHENS and not doc[end - 1].whitespace_ and not doc[end].whitespace_:
        if not doc[end + 1].text[0].islower() and not _same_word_name(doc, end):
            break
        if doc[end + 1].text[0].islower() and len(doc[end + 1]) > 4:  # noqa: PLR2004  "Trump-brokered"
            break
        end += 2
    return end


def _same_word_name(doc: Doc, hyphen: int) -> bool:
    """Whether a hyphen ties a given name ("Kassym-Jomart"), not two people ("Putin-Trump")."""
    return is_given_name(f"{doc[hyphen - 1].text}-{doc[hyphen + 1].text}") or is_given_name(doc[hyphen - 1].text)


def _hyphens_left(doc: Doc, start: int) -> int:
    while (
        start > 1
        and doc[start - 1].text in HYPHENS
        and not doc[start - 2].whitespace_
        and not doc[start - 1].whitespace_
    ):
        if doc[start - 2].lower_ not in listed("name_words", "articles"):
            break
        start -= 2
    return start


def _reads_as_name(ent: Span) -> bool:
    """Whether an entity of another kind is plainly somebody's name: "Volodymyr Zelenskiy" as a body."""
    words = [t for t in ent if t.text not in HYPHENS]
    return (
        2 <= len(words) <= 3  # noqa: PLR2004
        and ent.label_ in {"ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT"}
        and is_given_name(words[0].text)
        and all(_is_plain_capital(t) and t.is_alpha for t in words)
        and not state_of(ent.text)
        and not any(t.lower_ in listed("roles", key) for t in words[1:] for key in ("bodies", "portfolio", "modifiers"))
        and not state_of(words[0].text)
        and not _ties_states(ent)
    )


def _ties_states(span: Span) -> bool:
    """Whether a hyphen ties words for states: "Franco-German"."""
    words = [t for t in span if t.text not in HYPHENS]
    return len(words) < len(span) and all(t.lower_ in listed("name_words", "tied") or state_of(t.text) for t in words)


def _known_names(doc: Doc, people: list[tuple[int, int]], titled: set[int]) -> dict[str, list[tuple[str, ...]]]:
    """The names to look for, as tuples of token texts by their first token, longest first."""
    found: set[tuple[str, ...]] = set()
    for start, end in people:
        tokens = [t for t in doc[start:end] if t.text not in "[]"]
        texts = [t.text for t in tokens]
        found.add(tuple(texts))
        if len(texts) > 1 or start in titled or _is_safe(texts[0]):
            found |= set(_short_forms(texts))
    known: dict[str, list[tuple[str, ...]]] = {}
    for name in found:
        if any(word[0].isalnum() for word in name):
            known.setdefault(name[0], []).append(name)
            shouted = tuple(word.upper() for word in name)
            known.setdefault(shouted[0], []).append(shouted)
    for surname in _leaders_surnames():
        known.setdefault(surname, []).append((surname,))
    return {first: sorted(set(names), key=lambda n: (-len(n), n)) for first, names in known.items()}


@cache
def _leaders_surnames() -> frozenset[str]:
    """Surnames of listed leaders that mean nobody and nothing else."""
    split = (leader.name.split() for leader in leaders())
    last = {
        words[-1] for words in split if words[-2:-1] == [] or words[-2].lower() not in listed("name_words", "particles")
    }
    longer = {w for w in last if len(w) >= _SHORTEST_ALONE and _is_safe(w) and not is_given_name(w)}
    return frozenset(w for w in longer if not state_of(w.capitalize()) and not gazetteer.is_place(w))


def _is_safe(word: str) -> bool:
    return word.lower() not in listed("name_words", "words")


def _short_forms(texts: list[str]) -> Iterator[tuple[str, ...]]:
    """The surnames that a full name may be taken up by: its last word, with its particles and without."""
    words = list(texts)
    while len(words) > 1 and words[-1].lower() in listed("name_words", "suffixes"):
        words.pop()
        if words[-1] == ",":
            words.pop()
    if words and words[0].lower() in listed("name_words", "family_first") and len(words) > 1:
        yield (words[0],)
        if fold(words[0]) in {"kim", "park", "lee", "li", "chen", "wang"} or len(words) > 2:  # noqa: PLR2004
            return
    last = len(words) - 1
    while last > 1 and words[last - 1] in HYPHENS:
        last -= 2
    if len(words[last]) > 1 or last < len(words) - 1:
        yield tuple(words[last:])
    tail = words[last:]
    if len(tail) == 3 and tail[0].lower() in listed("name_words", "articles"):  # noqa: PLR2004  al-Assad: Assad
        yield (tail[2],)
    first = last
    while first > 0 and words[first - 1].lower() in listed("name_words", "particles"):
        first -= 1
    if first < last:
        yield tuple(words[first:])


def _further(doc: Doc, known: dict[str, list[tuple[str, ...]]], people: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The mentions of known names outside the people found so far."""
    taken = {i for start, end in people for i in range(start, end)}
    taken |= {i for span in doc.spans.get("dateline", ()) for i in range(span.start, span.end)}  # "LA PAZ"
    texts = [token.text for token in doc]
    found: list[tuple[int, int]] = []
    i = 0
    while i < len(texts):
        for name in known.get(texts[i], ()):
            end = i + len(name)
            if tuple(texts[i:end]) == name and taken.isdisjoint(range(i, end)) and _stands_for_person(doc, i, end):
                found.append((i, end))
                i = end - 1
                break
        i += 1
    return found


def _stands_for_person(doc: Doc, start: int, end: int) -> bool:
    if end - start == 1 and not _is_safe(doc[start].text) and doc[start].tag_ not in {"NNP", "NNPS"}:
        return False
    if end - start == 1 and state_of(doc[start].text):
        return False
    if end < len(doc) and doc[end].text[0].isupper() and doc[end].lower_ in listed("roles", "bodies"):
        return False  # "Ford Foundation"
    inside = doc[start].ent_type_
    if inside in {"ORG", "FAC", "LOC", "GPE", "LAW", "EVENT", "WORK_OF_ART", "PRODUCT"}:
        ent = next(e for e in doc[start].sent.ents if e.start <= start < e.end) if _holds(doc, start) else None
        if ent is not None and ent.end > end + 1 and ent.label_ in {"FAC", "LAW", "LOC"}:
            return False  # "Charles de Gaulle airport"
    return True


def _holds(doc: Doc, at: int) -> bool:
    return any(e.start <= at < e.end for e in doc[at].sent.ents)


def _titled_in_headline(doc: Doc, headline: int, people: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """One word after a title in a title-case headline whose people the body does not name."""
    taken = {i for start, end in people for i in range(start, end)}
    found = []
    for title in doc.spans.get("titles", ()):
        at = title.end
        if (
            at >= headline
            or title.start in taken
            or at in taken
            or not _is_plain_capital(doc[at])
            or not doc[at].is_alpha
        ):
            continue
        if doc[at].ent_type_ == "PERSON" and _is_name(doc[at : at + 1]):
            given = at + 1 < headline and is_given_name(doc[at].text) and _is_plain_capital(doc[at + 1])
            given = given or (at + 1 in taken and doc[at + 1].ent_iob_ == "I")  # "President Xi Jinping"
            found.append((at, at + 2 if given else at + 1))
    return found


def _set_people(doc: Doc, people: Iterable[tuple[int, int]]) -> None:
    """Set the people as PERSON; other entities give way where they overlap, and what is left of them stays."""
    spans: list[Span] = []
    for start, end in sorted(set(people), key=lambda p: (p[0], -p[1])):
        if not spans or start >= spans[-1].end:
            spans.append(Span(doc, start, end, label="PERSON"))
    taken = {i for span in spans for i in range(span.start, span.end)}
    others = [e for e in doc.ents if e.label_ != "PERSON" and taken.isdisjoint(range(e.start, e.end))]
    doc.set_ents([*spans, *others])
