"""What a newsroom would file an event under, from the article's own words.

"Putin-Trump meeting in Alaska", "Kerry's visit to Hiroshima", "SCO summit in Tianjin", "Signing of joint declaration".
"""

import re
from collections import Counter

from briefgen.extract.cast import Cast
from briefgen.extract.coreference import Occasion
from briefgen.extract.event_mention import Mention
from briefgen.lexicon import state_name
from briefgen.lexicon.people_words import listed
from briefgen.model import EventKind, Place, is_state

PARTICLES = {
    "von",
    "van",
    "der",
    "den",
    "de",
    "di",
    "da",
    "del",
    "della",
    "bin",
    "ibn",
    "al",
    "el",
    "la",
    "le",
    "dos",
    "du",
    "ben",
}
LEADING = re.compile(
    r"^(?:then|the|an?|this|that|these|those|such|his|her|its|their|our|and|or"
    r"|(?:this|last|next) (?:week|month|year)['’]s|upcoming|forthcoming"
    r"|today|yesterday|tomorrow|[\w.]+day|year['’]s|week['’]s|month['’]s)(?:['’]s)?\s+",
    re.IGNORECASE,
)
DATE_WORDS = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s+\d{1,2}(?:\s*[-–]\s*\d{1,2})?(?:,? \d{4})?\s*"
    r"|\b(?:1st|2nd|3rd|\d{1,3}th)\s+|\b(?:19|20)\d\d\s+"
)
LONG = 9  # words; a longer complement is a sentence of its own
MANY = 3  # more names than this make no name
NOUN_OF: dict[EventKind, str] = {
    "summit": "summit", "meeting": "meeting", "talks": "talks", "call": "phone call", "visit": "visit",
    "conference": "conference", "ceremony": "ceremony", "signing": "signing", "other": "event",
}  # fmt: skip


def name_of(occasion: Occasion, kind: EventKind, parties: tuple[str, ...], place: Place | None, cast: Cast) -> str:
    """The name of an event. parties and place: what the event is published with."""
    stem = _stem(occasion, kind, parties, cast)
    if place is not None and place.name.casefold() not in stem.casefold():
        return f"{stem} {'to' if kind == 'visit' else 'in'} {_with_article(place.name)}"
    return stem


def _stem(occasion: Occasion, kind: EventKind, parties: tuple[str, ...], cast: Cast) -> str:
    proper = _proper_name(occasion)
    if proper:
        return proper
    if kind in {"ceremony", "conference"}:
        full = max((m for m in occasion.mentions if m.complement), key=lambda m: len(m.complement), default=None)
        if full is not None and len(full.complement.split()) <= LONG:
            return _clean(f"{full.words} {full.complement}")
    if kind == "signing":
        paper = next((m.words for m in occasion.mentions if m.verbal), None)
        if paper:
            return f"Signing of {_clean(paper)}"
    short = [short_name(party, cast) for party in parties]
    noun = _noun(occasion, kind)
    if kind == "visit" and short:
        return f"{_possessive(short[0])} {noun}"
    if len(short) > 1:
        people = [name for name, party in zip(short, parties, strict=True) if not is_state(party)]
        joined = people[:MANY] if len(people) > 1 else short[:MANY]
        return f"{'-'.join(joined)} {noun}"
    phrase = _phrase(occasion)
    if short:
        if short[0].casefold() in phrase.casefold():
            return phrase
        return f"{short[0]} {noun}" if is_state(parties[0]) else f"{_possessive(short[0])} {noun}"
    return phrase


def short_name(party: str, cast: Cast, body: str = "") -> str:
    """The surname of a person, the short name of a body or a state; the article's own short form where it has one."""
    name = state_name(party) if cast.name(party) == party and is_state(party) else cast.name(party)
    used = _used_alone(party, name, cast, body)
    if used:
        return used
    words = name.split()
    if is_state(party) or len(words) < 2 or words[0].casefold() == "the":  # noqa: PLR2004
        return SHORT_STATES.get(party, name.removeprefix("the ").removeprefix("The "))
    if any(word.casefold() in BODY_WORDS for word in words):
        return name
    if words[0].casefold() in listed("name_words", "family_first") and len(words) <= 3:  # noqa: PLR2004
        return words[0]
    for i, word in enumerate(words[1:], 1):
        if word.casefold() in PARTICLES:
            return " ".join(words[i:])
    return words[-1]


def _used_alone(party: str, name: str, cast: Cast, body: str) -> str | None:
    """The one word of a name by which the article goes on calling its bearer: "Xi", "Merkel", "President Lula"."""
    words = set(name.split())
    if len(words) <= 1 or is_state(party):
        return None
    forms = (body[m.start : m.end].split() for m in cast.mentions if m.how == "name" and m.parties == (party,))
    counts = Counter(form[-1] for form in forms if len(words.intersection(form)) == 1 and form[-1] in words)
    return counts.most_common(1)[0][0] if counts else None


SHORT_STATES = {"US": "U.S.", "GB": "UK", "AE": "UAE"}
BODY_WORDS = {"council", "union", "organization", "organisation", "ministry", "of", "and", "league", "department",
              "house", "kremlin", "nations", "committee", "group", "party", "alliance", "commission", "government",
              "army", "bank", "association", "community", "forum", "court", "agency", "parliament", "congress",
              "senate", "office", "movement", "coalition"}  # fmt: skip


def _proper_name(occasion: Occasion) -> str | None:
    """A name in capitals that the article itself gives the event: "Strategic Stability Dialogue", "SCO summit"."""
    counts: Counter[str] = Counter()
    for mention in occasion.mentions:
        words = _clean(mention.words)
        if mention.verbal or not words:
            continue
        if mention.series is not None:
            counts[words] += 3
        elif not mention.headline and _is_title(words):
            counts[words] += 1
    if not counts:
        return None
    return max(counts, key=lambda words: (counts[words], len(words)))


def _is_title(words: str) -> bool:
    """At least two capitalized words, the head among them, that are not just names of people before a noun."""
    parts = words.split()
    return len(parts) > 1 and parts[-1][:1].isupper() and sum(part[:1].isupper() for part in parts) >= 2  # noqa: PLR2004


def _noun(occasion: Occasion, kind: EventKind) -> str:
    """The noun that the article uses most for an event of this kind."""
    counts = Counter(_head_words(m) for m in occasion.mentions if not m.verbal and m.kind == kind and _head_words(m))
    return max(counts, key=lambda words: (counts[words], len(words))) if counts else NOUN_OF[kind]


def _head_words(mention: Mention) -> str:
    words = mention.words.split()
    if not words:
        return ""
    head = words[-1].casefold()
    before = words[-2].casefold() if len(words) > 1 else ""
    return (
        f"{before} {head}"
        if before in {"phone", "telephone", "video", "peace", "trade", "opening", "signing", "bilateral", "trilateral"}
        else head
    )


def _phrase(occasion: Occasion) -> str:
    """The fullest noun phrase of the mentions, without determiner and date."""
    phrases = [_clean(m.words) for m in occasion.mentions if not m.verbal]
    best = max(phrases, key=len, default="")
    return best or NOUN_OF[occasion.mentions[0].kind]


def _clean(words: str) -> str:
    words = " ".join(words.split())
    before = None
    while before != words:
        before = words
        words = LEADING.sub("", words)
    return " ".join(DATE_WORDS.sub("", words).split()).strip(" -–'’")


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _with_article(place: str) -> str:
    return (
        f"the {place}"
        if place in {"White House", "Kremlin", "United States", "United Kingdom", "Netherlands", "Philippines"}
        else place
    )
