"""Names after titles, marked before the entity recognizer so that it keeps them.

Reads  words alone (see titles.py).
Sets   doc.ents PERSON for the names after a title or an honorific, the title never in them, and those before an age;
       doc.spans["titles"]: all titles, each with its head's token as the span's id (kb_id is left alone).
Misses names without a title, which the recognizer and propagate.py find; all names in a title-case headline.
"""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from briefgen.lexicon.people_words import listed
from briefgen.pipes.titles import LONGEST_NAME, Name, Title, find_titles, is_particle, name_at, state_at
from briefgen.pipes.words import Word, words_of

MANY = "TITLES"  # label of a plural title: "Presidents Putin and Xi"
ONE = "TITLE"
_YOUNGEST, _OLDEST = 10, 110  # years; a smaller number is more often a day or a count
_LONGEST_AGED = 4  # words of a name before an age


@Language.component("briefgen_names", assigns=["doc.ents", "doc.spans"])
def names(doc: Doc) -> Doc:
    """Mark titles as spans and the names after them as PERSON."""
    words = words_of(doc)
    headline = doc.spans["headline"][0].end if doc.spans.get("headline") else 0
    titles = find_titles(words)
    doc.spans["titles"] = [_span(doc, words, title) for title in titles]
    seeds = [name for title in titles for name in _names_after(words, title) if words[name.start].start >= headline]
    seeds += [name for title in titles for name in _names_set_off(words, title) if words[name.start].start >= headline]
    seeds += [name for at in _honorifics(words) if (name := name_at(words, at)) and words[name.start].start >= headline]
    seeds += [name for name in _aged(words) if words[name.start].start >= headline]
    doc.set_ents(_apart(doc, words, seeds), default="missing")
    return doc


def _span(doc: Doc, words: list[Word], title: Title) -> Span:
    head = words[title.head]
    return Span(
        doc,
        words[title.start].start,
        words[title.end - 1].end,
        label=MANY if title.many else ONE,
        span_id=str(head.end - 1),
    )


def _names_after(words: list[Word], title: Title) -> list[Name]:
    """The name after a title; the names of a list after a plural one."""
    found: list[Name] = []
    at = title.end
    if title.many and at < len(words) and words[at].key == ",":
        at += 1  # "the two envoys, Steve Witkoff and Jared Kushner"
        if not _is_pair(words, at):
            return []
    while (name := name_at(words, at)) is not None:
        found.append(name)
        at = name.end
        if not title.many or at >= len(words) or words[at].key not in {",", "and", "&"}:
            break
        at += 2 if words[at].key == "," and at + 1 < len(words) and words[at + 1].key == "and" else 1
    return found


def _is_pair(words: list[Word], at: int) -> bool:
    name = name_at(words, at)
    return name is not None and name.end < len(words) and words[name.end].key in {",", "and"}


def _names_set_off(words: list[Word], title: Title) -> Iterator[Name]:
    """The full name that commas part from its title: "Milorad Dodik, the Serb leader", "the envoy, Tom Barrack,"."""
    if title.many or name_at(words, title.end) is not None:
        return
    at = title.start
    if at and words[at - 1].key in {"the", "a", "an"}:
        at -= 1
    if at > 1 and words[at - 1].key == "," and (name := _name_before(words, at - 1)) is not None:
        yield name
    after = name_at(words, title.end + 1) if words[title.end : title.end + 1] and words[title.end].key == "," else None
    if after and after.end - after.start > 1 and after.end < len(words):
        goes_on = words[after.end].text.islower() and _is_of_state(words, title)
        if goes_on or words[after.end].text in {",", "."}:
            yield after


def _is_of_state(words: list[Word], title: Title) -> bool:
    """Whether a title tells of which state it is, so that a name behind it is looked for: "Nepal's minister, Ram Rai
    will come".
    """
    return any(state_at(words, at) for at in range(title.start, title.end))


def _name_before(words: list[Word], end: int) -> Name | None:
    """The name of two to five words that ends here, a place after "in" or "at" left alone."""
    start = end
    while start > 0 and end - start < LONGEST_NAME and (words[start - 1].capital or is_particle(words[start - 1])):
        start -= 1
    while start < end and (name := name_at(words, start)) is None:
        start += 1
    if start == end or name is None or name.end != end or end - name.start < 2:  # noqa: PLR2004
        return None
    before = words[name.start - 1].key if name.start else ""
    return None if before in {"in", "at", "from", "near", "to", "outside"} else name


def _honorifics(words: list[Word]) -> list[int]:
    return [i for i, w in enumerate(words) if w.capital and w.key in listed("roles", "honorifics")]


def _aged(words: list[Word]) -> Iterator[Name]:
    """The full names that an age follows between commas: "Sudan Gurung, 36, said"."""
    for at in range(2, len(words) - 2):
        comma, age, after = words[at].text, words[at + 1].text, words[at + 2].text
        if comma != "," or after not in {",", "."} or not age.isdecimal() or not _YOUNGEST <= int(age) <= _OLDEST:
            continue
        start = at
        while start and at - start < _LONGEST_AGED and words[start - 1].capital and words[start - 1].text.isalpha():
            start -= 1
        while start < at and words[start].opens and words[start].key in listed("name_words", "never"):
            start += 1
        if at - start > 1 and not any(w.key in listed("roles", "bodies") for w in words[start:at]):
            yield Name(start, at)


def _apart(doc: Doc, words: list[Word], names: list[Name]) -> list[Span]:
    """The names as entities that do not overlap, the earlier and longer first."""
    found: list[Span] = []
    for name in sorted(set(names), key=lambda n: (n.start, -n.end)):
        start = words[name.start].start
        if not found or start >= found[-1].end:
            found.append(Span(doc, start, words[name.end - 1].end, label="PERSON"))
    return found
