"""Names after titles, marked before the entity recognizer so that it keeps them.

Reads  words alone (see titles.py).
Sets   doc.ents PERSON for the names that stand after a title or an honorific, the title never in them;
       doc.spans["titles"]: all titles, each with its head's token as the span's id (kb_id is left alone).
Misses names without a title, which the recognizer and propagate.py find; all names in a title-case headline.
"""

from spacy.language import Language
from spacy.tokens import Doc, Span

from briefgen.lexicon.people_words import listed
from briefgen.pipes.titles import Name, Title, find_titles, name_at
from briefgen.pipes.words import Word, words_of

MANY = "TITLES"  # label of a plural title: "Presidents Putin and Xi"
ONE = "TITLE"


@Language.component("briefgen_names", assigns=["doc.ents", "doc.spans"])
def names(doc: Doc) -> Doc:
    """Mark titles as spans and the names after them as PERSON."""
    words = words_of(doc)
    headline = doc.spans["headline"][0].end if doc.spans.get("headline") else 0
    titles = find_titles(words)
    doc.spans["titles"] = [_span(doc, words, title) for title in titles]
    seeds = [name for title in titles for name in _names_after(words, title) if words[name.start].start >= headline]
    seeds += [name for at in _honorifics(words) if (name := name_at(words, at)) and words[name.start].start >= headline]
    doc.set_ents(_apart(doc, words, seeds), default="missing")
    return doc


def _span(doc: Doc, words: list[Word], title: Title) -> Span:
    head = words[title.head]
    return Span(
        doc, words[title.start].start, words[title.end - 1].end, label=MANY if title.many else ONE, span_id=str(head.end - 1)
    )


def _names_after(words: list[Word], title: Title) -> list[Name]:
    """The name after a title; the names of a list after a plural one."""
    found: list[Name] = []
    at = title.end
    while (name := name_at(words, at)) is not None:
        found.append(name)
        at = name.end
        if not title.many or at >= len(words) or words[at].key not in {",", "and", "&"}:
            break
        at += 2 if words[at].key == "," and at + 1 < len(words) and words[at + 1].key == "and" else 1
    return found


def _honorifics(words: list[Word]) -> list[int]:
    return [i for i, w in enumerate(words) if w.capital and w.key in listed("roles", "honorifics")]


def _apart(doc: Doc, words: list[Word], names: list[Name]) -> list[Span]:
    """The names as entities that do not overlap, the earlier and longer first."""
    found: list[Span] = []
    for name in sorted(set(names), key=lambda n: (n.start, -n.end)):
        start = words[name.start].start
        if not found or start >= found[-1].end:
            found.append(Span(doc, start, words[name.end - 1].end, label="PERSON"))
    return found
