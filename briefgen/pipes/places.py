"""Places that the recognizer takes for people: "in Muscat", "the town of Sudzha", "Schloss Elmau".

Reads  doc.ents, the parse, doc.spans["dateline"], ["titles"], the gazetteer, the nouns of venues (lexicon).
Sets   doc.ents: GPE for such names wherever they stand, FAC for venues; all other entities as they were.
Misses places that the text names only where a person could stand ("Khiam fell").
"""

from functools import cache

from spacy.tokens import Doc, Span

from briefgen import lexicon
from briefgen.lexicon import gazetteer, load_toml
from briefgen.lexicon.people_words import listed


def settle_places(doc: Doc) -> frozenset[str]:
    """Make places of the PERSON entities of a document that name one; the names that are no person's in this text."""
    people = [ent for ent in doc.ents if ent.label_ == "PERSON"]
    titled = {title.end for title in doc.spans.get("titles", ())}
    parts = {token.text for ent in people if len(ent) > 1 for token in ent}
    parts |= {ent.text for ent in people if ent.start in titled or _has_honorific(doc, ent)}
    datelines = {token.text.casefold() for span in doc.spans.get("dateline", ()) for token in span}
    labels: dict[str, str] = {}
    for ent in doc.ents:
        name = _bare(ent)
        if ent.label_ not in {"PERSON", "GPE", "LOC"} or name in labels:
            continue
        if (label := _venue(ent)) or (name not in parts and (label := _place(doc, ent, datelines))):
            labels[name] = label
    if any(_bare(ent) in labels for ent in people):
        doc.set_ents([_labelled(ent, labels.get(_bare(ent))) for ent in doc.ents], default="unmodified")
    words = {word for name, label in labels.items() if label == "GPE" for word in name.split()}
    return frozenset({*labels, *words})  # "Garcia" is nobody beside "Diego Garcia", the island


def _labelled(ent: Span, label: str | None) -> Span:
    if label is None or ent.label_ != "PERSON":
        return ent
    return Span(ent.doc, ent.start, ent.end, label=label)


def _bare(ent: Span) -> str:
    return ent.text.removesuffix("'s").removesuffix("’s")


def _has_honorific(doc: Doc, ent: Span) -> bool:
    return ent.start > 0 and doc[ent.start - 1].lower_ in listed("roles", "honorifics")


def _venue(ent: Span) -> str | None:
    """FAC for a name that a venue's noun begins or ends: "Schloss Meseberg", "Verdun Memorial"."""
    if len(ent) == 1:
        return None
    ends = ent[-1].is_title and ent[-1].lower_ in (_words("venue_after") | _words("venue_capital")) - _SURNAMES
    return "FAC" if ends or ent[0].lower_ in _words("venue_before") - _SURNAMES else None


# Nouns of venues that are surnames and given names too.
_SURNAMES = frozenset(
    [
        "hall",
        "park",
        "house",
        "church",
        "castle",
        "bridge",
        "fort",
        "camp",
        "street",
        "gates",
        "club",
        "temple",
        "mount",
    ]
)


def _place(doc: Doc, ent: Span, datelines: set[str]) -> str | None:
    """GPE for a listed place that only a place's words stand before, and for the names that our own lists hold."""
    name = _bare(ent)
    if name.casefold() in datelines or lexicon.state_named(name) or lexicon.capital_state(name):
        return "GPE"
    if ent.root.dep_ == "dobj" and ent.root.head.lemma_.lower() in _words("seizing") and gazetteer.is_place(name):
        return "GPE"
    at = ent.start - 1
    while at >= 0 and doc[at].lower_ in _words("directions"):
        at -= 1
    if at < 1:
        return None
    before = doc[at].lower_
    if before == "of" and doc[at - 1].lower_ in _words("settlements"):
        return "GPE"
    if _owns(doc, ent) or doc[at - 1].lemma_.lower() in _words("trusting"):
        return None
    sure = len(ent) > 1 or before in _LOCATING or doc[at - 1].lemma_.lower() in _words("leaving")
    known = gazetteer.is_place(name) if sure else gazetteer.is_listed(name)
    return "GPE" if known and before in _LOCATING | _MOVING else None


_LOCATING = frozenset({"in", "near", "outside"})
_MOVING = frozenset({"at", "from", "to", "on", "off", "around", "into", "toward", "towards", "across"})


def _owns(doc: Doc, ent: Span) -> bool:
    """Whether a possessive follows, so that the preposition belongs to what is owned: "in Carter's words"."""
    return ent[-1].tag_ == "POS" or doc[ent.end : ent.end + 1].text in {"'s", "’s", "'", "’"}


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(load_toml("places_words")[key])
