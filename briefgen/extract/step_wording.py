"""The text of a next step: readable by itself, in the source's own words.

Reads  the words of the clause (step_words.py), its subject, who speaks there.
Finds  a text with the actor's name in the place of a pronoun, or before a verb whose subject stands elsewhere.
       Somebody's own "I" or "we" stays, behind the speaker's name: "Macron: “We will send a mission”".
Misses clauses whose subject nothing resolves; they are no steps.
"""

import re
from collections.abc import Sequence

from briefgen.extract.modality_words import lemma_of
from briefgen.extract.step_actors import RELATIVE, Actors
from briefgen.extract.step_clauses import Act
from briefgen.extract.step_grammar import SUBJECTS, is_finite, subject_of, words
from briefgen.extract.step_references import FIRST, FIRST_MANY, Speech, thing_before
from briefgen.extract.step_words import shared_words, subject_words
from briefgen.extract.tokens import Token

PERSONAL = frozenset({"he", "she", "they", "it", "his", "her", "their", "its", "this", "these", "those", "that"})
FRONT = 6  # words within which a pronoun counts as standing at the beginning
CONTRACTIONS = {"'ll": "will", "'re": "are", "'ve": "have", "'d": "would", "'m": "am", "'s": "is"}
_JOINS = re.compile(
    r"(?:(?:and|but|that|then|also|or|so|however|meanwhile|while|where|yes|no|well|now|still)\b[\s,]*|[\s,;:.–—-]+)+",
    re.IGNORECASE,
)
_ENDS = " ,;:–—-"
_MARKS = '“”"'


class Wording:
    """Makes the texts of one article's steps."""

    def __init__(self, actors: Actors) -> None:
        self.actors = actors
        self.references = actors.references

    def text(self, act: Act, tokens: Sequence[Token], parties: tuple[str, ...], speech: Speech) -> str | None:
        """A step in words, or None where nothing tells who its subject is."""
        subject = self.actors.subject(act)
        inside = {t.i for t in tokens}
        if speech.own and any(t.lower_ in FIRST | FIRST_MANY and t.dep_ in SUBJECTS for t in tokens):
            return self._quoted(printed(tokens), speech)
        if act.verbal and subject is None and is_finite(act.head):
            return None
        if act.verbal and act.top != act.head:
            subject = subject_of(act.top) or subject  # whoever agrees, urges, rules out
        if not act.verbal or subject is None:
            told = self._named(tokens, speech) if parties or not act.verbal else None
        elif subject.i in inside and subject.lower_ not in RELATIVE:
            told = self._named(tokens, speech)
        else:
            told = self._with_subject(act, tokens, subject, speech)
        return capital(tidy(told)) if told else None

    def _quoted(self, words: str, speech: Speech) -> str | None:
        if not speech.speaker:
            return None
        return f"{capital(self.references.name(speech.speaker))}: “{tidy(words).strip(_MARKS)}”"

    def _named(self, tokens: Sequence[Token], speech: Speech) -> str | None:
        """The words, with a name for a pronoun near the beginning that is a subject or owns one ("his visit")."""
        tokens = _with_thing(tokens)
        pronouns = (t for t in tokens[:FRONT] if t.lower_ in PERSONAL and _is_subject(t))
        unclear = next((t for t in pronouns if not _is_expletive(t)), None)
        if unclear is None:
            return printed(tokens)
        name = self._name_for(unclear, speech)
        if not name:
            return None
        if unclear.tag_ == "PRP$":
            name += "’" if name.endswith("s") else "’s"
        before, after = [t for t in tokens if t.i < unclear.i], [t for t in tokens if t.i > unclear.i]
        return f"{printed(before)} {name if not before else uncapital(name)} {uncontracted(printed(after).lstrip())}"

    def _name_for(self, pronoun: Token, speech: Speech) -> str:
        """The names of whom a pronoun means, else the words that it takes up; "" where nobody knows."""
        if meant := self.references.meant(pronoun, speech):
            return self._names(meant)
        before = self.references.antecedent(pronoun)
        return printed(subject_words(before)) if before is not None else ""

    def _with_subject(self, act: Act, tokens: Sequence[Token], subject: Token, speech: Speech) -> str | None:
        """The words with the subject that stands elsewhere, and the "will" that a joined verb shares."""
        rest = [t for t in tokens if not (t.lower_ in RELATIVE and t.dep_ in SUBJECTS)]
        shared = shared_words(act)
        if subject.lower_ in FIRST | FIRST_MANY:
            return self._quoted(printed([subject, *shared, *rest]), speech)
        meant = self.references.meant(subject, speech)
        if subject.pos_ in {"PRON", "PROPN"}:
            name = self._names(meant) if meant else "" if subject.pos_ == "PRON" else printed(subject_words(subject))
        else:
            name = printed(subject_words(subject))
        return f"{name} {printed(shared)} {printed(rest)}" if name else None

    def _names(self, parties: tuple[str, ...]) -> str:
        names = [self.references.name(p) for p in parties]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _with_thing(tokens: Sequence[Token]) -> Sequence[Token]:
    """With the thing itself for an "it" that is published, signed or opened: "expects it to be published"."""
    it = next((t for t in tokens if t.lower_ == "it" and t.dep_ == "nsubjpass" and t.tag_ == "PRP"), None)
    thing = thing_before(it) if it is not None else None
    if it is None or thing is None or it.head.head.i > it.i or thing in tokens:
        return tokens
    at = list(tokens).index(it)
    return [*tokens[:at], *subject_words(thing), *tokens[at + 1 :]]


def _is_subject(token: Token) -> bool:
    return token.dep_ in SUBJECTS or (token.dep_ == "poss" and token.head.dep_ in {*SUBJECTS, "attr"})


def _is_expletive(token: Token) -> bool:
    """ "It is unclear whether …", "it was agreed that …"."""
    if token.lower_ not in {"it", "this", "that"} or token.dep_ == "poss":
        return False
    if any(c.dep_ == "acomp" and lemma_of(c) in words("of_persons") for c in token.head.children):
        return False  # "it is willing to …"
    below = [c for c in token.head.children if c.i > token.i]
    below += [c for b in below if b.dep_ == "attr" for c in b.children if c.dep_ in {"acl", "ccomp"}]
    return any(c.dep_ in {"ccomp", "csubj", "csubjpass", "acomp", "acl"} for c in below)


def printed(tokens: Sequence[Token]) -> str:
    """The words as printed, the gaps between them closed."""
    parts: list[str] = []
    for n, token in enumerate(tokens):
        if n and (tokens[n - 1].i + 1 != token.i or tokens[n - 1].whitespace_):
            parts.append(" ")
        parts.append(token.text)
    return "".join(parts)


def tidy(words: str) -> str:
    """White space, commas and quotation marks as they should be after words were left out."""
    words = " ".join(words.split())
    words = re.sub(r" ([,.;:?!])", r"\1", words)
    words = re.sub(r"(?:, ?){2,}", ", ", words)
    if (start := _JOINS.match(words)) is not None:
        words = words[start.end() :]
    words = words.strip(_ENDS)
    if words.count("“") == words.count("”") + 1:
        return words + "”"
    if words.count('"') % 2:
        return words + '"' if words.find('"') > 0 else words.replace('"', "", 1)
    return words


def uncontracted(words: str) -> str:
    """With "will" for "’ll" and the like at the beginning, where a name has taken the pronoun's place."""
    for short, full in CONTRACTIONS.items():
        if words[: len(short)].replace("’", "'") == short and not words[len(short) : len(short) + 1].isalpha():
            return full + words[len(short) :]
    return words


def uncapital(words: str) -> str:
    """With a small letter where an article opens words that stand in the middle."""
    first = words.partition(" ")[0]
    return words[:1].lower() + words[1:] if first in {"The", "A", "An", "Both", "All", "These", "Those"} else words


def capital(words: str) -> str:
    """With a capital at the beginning."""
    return words[:1].upper() + words[1:]
