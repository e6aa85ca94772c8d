"""The grammar of titles and of the names that follow them.

Reads  words (see words.py); no tags, no parse, so that it can run before the model does.
Finds  "Russian Deputy Foreign Minister", "the Kremlin's spokesman", "Under Secretary of State for Arms Control and
       International Security", "State Councilor and Foreign Minister"; names with particles, initials, brackets, "Jr.".
Misses titles whose head is not listed in roles.toml, and lower-case titles that run on into free prose.
"""

from dataclasses import dataclass

from briefgen.lexicon import state_of
from briefgen.lexicon.people_words import listed, short_titles
from briefgen.pipes.words import Word
from briefgen.slugs import fold

LONGEST_NAME = 7  # words; "Mohamed bin Zayed bin Sultan Al Nahyan" has seven
_BEFORE = 6  # capitalised words that are on no list, before a head: "Center for Strategic Studies analyst"
_INSIDE = frozenset({"of", "for", "the", "and", "&", "to", "on", "in", "at", "'s", "’s"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_LINKS = frozenset({"of", "for", "to", "on", "at", "in", "with"})
_BREAKS = frozenset(',.;:!?()[]"“”‘—–-/…\n')


@dataclass(frozen=True, slots=True)
class Title:
    """Words [start, end) of a title, its head among them; a leading article is left out. many: "Presidents"."""

    start: int
    head: int
    end: int
    many: bool = False


def find_titles(words: list[Word]) -> list[Title]:
    """All titles in order, none inside another; two joined by "and" before one name are one title."""
    found: list[Title] = []
    for at, word in enumerate(words):
        many = _is_plural_head(word.key)
        if not (many or is_head(word.key)) or (found and at < found[-1].end):
            continue
        if found and at == found[-1].end and word.capital and word.key in listed("roles", "dignities"):
            continue  # "UAE President Sheikh …": no part of the office; name_at() passes over it
        if found and at == found[-1].end and word.key in short_titles() and not found[-1].many:
            found[-1] = Title(found[-1].start, found[-1].head, at + 1)  # "spokesman Capt."
            continue
        title = Title(_left(words, at), at, _right(words, at), many)
        if found and title.start <= found[-1].end and title.end > found[-1].end and title.start <= found[-1].start + 1:
            found.pop()  # "Secretary General", "chief executive officer": the longer one
        elif found and title.start < found[-1].end:
            title = Title(_past_links(words, found[-1].end, at), at, title.end, many)
            if title.head == title.start and not _joined(words, found[-1], title):
                found[-1] = Title(found[-1].start, title.head, title.end, many)
                continue
        if found and _joined(words, found[-1], title):
            title = Title(found[-1].start, found[-1].head, title.end)
            found.pop()
        found.append(title)
    return found


def _past_links(words: list[Word], at: int, head: int) -> int:
    """Past what joins a title to the one before it: "Member of the Central Committee AND Minister of Health"."""
    while at < head and words[at].key in {"and", "&", "of", "for"}:
        at += 1
    return at


def is_head(key: str) -> bool:
    """Whether a title can turn on this word: "minister", "then-president", "vice-chairman"."""
    heads = listed("roles", "heads")
    return key in heads or ("-" in key and key.rpartition("-")[2] in heads and key not in listed("roles", "no_heads"))


def _is_plural_head(key: str) -> bool:
    return key.endswith("s") and len(key) > 4 and (key[:-1] in listed("roles", "heads") or key == "secretaries")  # noqa: PLR2004


def _joined(words: list[Word], first: Title, second: Title) -> bool:
    """Whether "State Councilor and Foreign Minister" is one title: alike in case, with nothing else between."""
    between = [w.key for w in words[first.end : second.start]]
    return (
        between in (["and"], ["&"], [",", "and"])
        and not second.many
        and words[first.head].capital == words[second.head].capital
        and name_at(words, second.end) is not None
        and words[max(first.start - 1, 0)].key not in {"the", "a", "an"}
    )


def _left(words: list[Word], head: int) -> int:
    """The word that a title begins with, going left from its head."""
    i, strange = head, 0
    while i > 0:
        word, before = words[i - 1], words[i - 2] if i > 1 else None
        if word.key in _POSSESSIVE and before is not None and before.text.isalpha():
            return _run_left(words, i - 2) if before.capital else i - 2
        low_body = not word.capital and word.key in listed("roles", "low_bodies")
        if low_body or word.key in listed("roles", "modifiers") or state_at(words, i - 1) == i:
            if (word.opens and not _is_title_word(word)) or _is_preposition(words, i - 1) or _is_done(words, i - 1):
                break
            i -= 1
        elif word.key in listed("roles", "styles"):
            break  # "His Excellency Prof."
        elif word.capital and strange < _BEFORE and (_may_name_a_body(word) or _ends_a_body(words, i - 1)):
            i, strange = i - 1, strange + 1
        elif (
            word.key in {"of", "for", "and", "&"} and before is not None and words[i].capital and _names_a_body(before)
        ):
            if word.key in {"and", "&"} and (state_at(words, i - 2) or _ends_an_office(words, i - 2)):
                break  # "Donald Trump of the United States and President Vladimir Putin"
            i -= 1
        elif word.key == "and" and i > 1 and state_at(words, i - 2) and state_at_start(words, i):
            i -= 1  # "the Indian and Chinese foreign ministers"
        else:
            break
    return i


def _ends_an_office(words: list[Word], at: int) -> bool:
    """Whether a word is the end of another office: "the Secretary General AND Prime Minister Cameron"."""
    if words[at].key == "general":
        return at > 0 and is_head(words[at - 1].key)
    start = at
    while start > 0 and words[start].capital:
        start -= 1
    return is_head(words[at].key) and (words[start].key == "the" or words[start + 1].key == "the")


def _run_left(words: list[Word], i: int) -> int:
    """The first of the capitalised words that end at i: the possessor in "the United States' envoy"."""
    low = max(i - 5, 0)
    while i > low and (words[i - 1].capital or (words[i - 1].key == "of" and words[i - 2].capital)):
        if words[i - 1].opens and words[i - 1].key in listed("name_words", "never"):
            break
        i -= 1
    return i


def _is_preposition(words: list[Word], at: int) -> bool:
    """Whether "under" stands before a title, not in one: "served under ex-President Castillo"."""
    return words[at].key == "under" and not words[at + 1].key.startswith("secretar")


def _is_done(words: list[Word], at: int) -> bool:
    """Whether somebody is made one here: "have APPOINTED President Faye", not "the newly ELECTED president"."""
    if words[at].key not in listed("roles", "chosen") or at == 0:
        return False
    before = words[at - 1].key
    of_office = any(before in listed("roles", key) for key in ("modifiers", "choosing"))
    return not (of_office or before in _POSSESSIVE or state_at(words, at - 1) is not None)


def _is_title_word(word: Word) -> bool:
    """Whether a word that opens a sentence may open a title there ("First" may not stand for "firstly")."""
    return word.key not in {"first", "second", "third", "late", "then", "new", "more"}


def _may_name_a_body(word: Word) -> bool:
    letters = word.text.replace(".", "")
    return (
        word.text.replace("-", "").replace("'", "").isalpha()
        and (word.key not in listed("name_words", "never") or word.text.isupper())
    ) or (word.text.isupper() and len(letters) > 1 and letters.isalpha())


def _ends_a_body(words: list[Word], at: int) -> bool:
    """Whether a word is the noun of a body named before it: "Central Intelligence AGENCY Director"."""
    return words[at].key in listed("roles", "bodies") and at > 0 and words[at - 1].capital and not words[at].opens


def _names_a_body(word: Word) -> bool:
    return word.key in listed("roles", "modifiers") or (word.capital and word.key in listed("roles", "bodies"))


def _right(words: list[Word], head: int) -> int:
    """Where a title ends, its complements included: "… of State for Arms Control and International Security"."""
    j = head + 1
    if j < len(words) and words[j].key in {"general", "elect", "designate", "plenipotentiary"}:
        j += 1
    links = {"of", "for"} if _is_plural_head(words[head].key) else _LINKS  # "hosts the leaders of Japan AT Camp David"
    while j + 1 < len(words) and words[j].key in links and (words[j].text.islower() or words[j].key in {"of", "for"}):
        end = _complement(words, j + 1, words[j].key)
        if end is None:
            break
        j = end
    return j


def _complement(words: list[Word], at: int, link: str) -> int | None:
    """Where the words after "of", "for", "to" end, those of a following name left out; None where they are none."""
    j = at
    while j < len(words) and words[j].key in {"the", "all"}:
        j += 1
    good: int | None = None
    many = at > 1 and link == "of" and _is_plural_head(words[at - 2].key)
    if j < len(words) and j > at and is_head(words[j].key) and words[j].key not in listed("roles", "portfolio"):
        return _right(words, j)  # "Aide to the President"
    while j < len(words):
        word = words[j]
        if word.text[0] in _BREAKS:
            break
        after_link = good is None or words[j - 1].key in {"of", "the", "to", "for"}
        if many and words[j - 1].key == "and":  # "Foreign Ministers of Armenia and Azerbaijan, A and B"
            after_link = True
        state = state_at_start(words, j) if after_link else None
        if state is not None:
            good = j = state
        elif _is_office_word(word, inner=good is not None):
            j += 1
            good = j
        elif good is not None and word.key in _INSIDE:
            j += 1
        elif word.capital and (end := _body_end(words, j)) is not None:
            good = j = end
        elif good is None and link == "of" and word.text.isupper() and len(word.text) > 2:  # noqa: PLR2004
            good = j = j + 1  # "Secretary General of NATO"
        elif word.capital and good is None and link != "in":
            return _unknown_run(words, j)
        else:
            break
    return good


def _is_office_word(word: Word, *, inner: bool) -> bool:
    """Whether a word belongs to the name of an office or body; inner: some of it has been read."""
    if word.key in listed("roles", "bodies"):
        return True
    if word.key in listed("roles", "portfolio"):
        return not is_head(word.key) or word.key == "general"
    return inner and not word.capital and word.key in listed("roles", "modifiers") and not is_head(word.key)


def _body_end(words: list[Word], at: int) -> int | None:
    """Where a run of capitalised words ends in the noun of a body: "Supreme Eurasian Economic Council"."""
    end, j = None, at
    while j < len(words) and words[j].capital and words[j].key not in listed("name_words", "never"):
        j += 1
        if words[j - 1].key in listed("roles", "bodies"):
            end = j
    return end


def _unknown_run(words: list[Word], at: int) -> int | None:
    """Where an unlisted body ends before a name: "head of Roscosmos | Yury Borisov"."""
    end = at
    while end < len(words) and words[end].capital and words[end].key not in listed("name_words", "never"):
        end += 1
    for split in range(at + 1, end):
        if is_given_name(words[split].text):
            return split
    return end - 2 if end - at > 2 else end if end > at else None  # noqa: PLR2004  two words make a name


def is_given_name(word: str) -> bool:
    """Whether this is a common given name."""
    return any(fold(word) in listed("name_given", key) for key in ("he", "she", "either"))


def state_at_start(words: list[Word], at: int) -> int | None:
    """Where the name of a state that begins here ends: "(the) Republic of Korea"."""
    for end in range(min(at + 6, len(words)), at, -1):
        if words[end - 1].capital and state_of(_phrase(words[at:end])):
            return end
    return None


def state_at(words: list[Word], last: int) -> int | None:
    """The end of a state's name or demonym whose last word is this one; None where there is none."""
    if not words[last].capital:
        return None
    for start in range(last, max(last - 3, -1), -1):
        if words[start].capital and state_of(_phrase(words[start : last + 1])):
            return last + 1
    return None


def _phrase(words: list[Word]) -> str:
    return " ".join(w.text for w in words).replace(" 's", "'s").replace(" ’s", "'s")


@dataclass(frozen=True, slots=True)
class Name:
    """Words [start, end) of a person's name, without title or possessive."""

    start: int
    end: int


def name_at(words: list[Word], at: int) -> Name | None:
    """The name that begins at this word, honorifics before it passed over; None where there is none."""
    start = at
    while start < len(words) and _is_manner(words, start):
        start += 1
    j, solid = start, 0
    while j < len(words) and j - start < LONGEST_NAME + 2:
        word, after = words[j], words[j + 1] if j + 1 < len(words) else None
        if word.text == "[" and after is not None and j + 2 < len(words) and words[j + 2].text == "]" and after.capital:
            j, solid = j + 3, solid + 1
        elif word.key in listed("name_words", "suffixes") and solid:
            j += 1
        elif _is_name_word(words, j, first=solid == 0):
            j, solid = j + 1, solid + 1
        elif after is not None and is_particle(word) and (after.capital or is_particle(after)):
            j += 1
        elif solid and word.text == "," and after is not None and after.key in {"jr.", "sr.", "jr", "sr"}:
            j += 2
        elif after is not None and _is_initial(word) and (solid or after.capital):
            j += 1
        else:
            break
    while j > start and (is_particle(words[j - 1]) and not words[j - 1].capital):
        j -= 1
    if not solid or (words[j - 1].key in listed("roles", "bodies") and j - start > 1):
        return None
    return Name(start, j)


def _is_manner(words: list[Word], at: int) -> bool:
    """Whether this is an honorific or a dignity before a name."""
    return words[at].capital and (
        words[at].key in listed("roles", "honorifics") or words[at].key in listed("roles", "dignities")
    )


def is_particle(word: Word) -> bool:
    """Whether this word can stand inside a surname: "von", "bin"."""
    return word.key in listed("name_words", "particles")


def _is_initial(word: Word) -> bool:
    letters = word.text.replace(".", "")
    return 1 <= len(letters) <= 2 and letters.isupper() and (len(letters) == 1 or "." in word.text)  # noqa: PLR2004


def _is_name_word(words: list[Word], at: int, *, first: bool) -> bool:
    word = words[at]
    letters = word.text.replace("-", "").replace("'", "").replace("’", "").replace("ʼ", "")
    if not word.capital or not letters.isalpha() or len(letters) < 2:  # noqa: PLR2004
        return False
    if letters.isupper() and not _shouted(words, at):
        return False
    if word.key in listed("name_words", "never") and not _is_syllable(words, at):
        return False
    if not first:
        return word.key not in listed("roles", "bodies") and state_of(word.text) is None
    if state_of(word.text) is not None:
        following = words[at + 1] if at + 1 < len(words) else None
        return word.key in listed("name_words", "states") and following is not None and following.capital
    return not (
        is_head(word.key)
        or word.key in listed("roles", "modifiers")
        or word.key in listed("roles", "portfolio")
        or word.key in listed("roles", "bodies")
    )


def _is_syllable(words: list[Word], at: int) -> bool:
    """Whether a word that is also a syllable of names stands in one: "Kim Jong Un", "He Lifeng", "To Lam"."""
    after = words[at + 1] if at + 1 < len(words) else None
    return (
        words[at].key in listed("name_words", "syllables")
        and not words[at].opens
        and (
            words[at - 1].capital
            or (after is not None and after.capital and after.key not in listed("name_words", "never"))
        )
    )


def _shouted(words: list[Word], at: int) -> bool:
    """Whether a word in capitals stands after one in capitals: "PRESIDENT BIDEN:" in a transcript."""
    return at > 0 and words[at - 1].text.isupper() and is_head(words[at - 1].key)
