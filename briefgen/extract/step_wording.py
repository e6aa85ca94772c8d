"""The words of a next step: its clause, readable by itself, in the source's own words.

Reads  the clause around an act, its subject, who speaks there.
Finds  the stretch of the body that tells the step (the evidence), and a text made of it: without "X said" and "that",
       without asides behind the act, with the actor's name in the place of a pronoun or of a subject told earlier.
       Somebody's "I" or "we" stays, behind the speaker's name: "Trump: “I’ll meet him”".
Misses clauses whose subject nothing resolves; they are no steps.
"""

import re
from collections.abc import Iterable

from spacy.tokens import Token

from briefgen.extract.modality import LINKS, lemma_of
from briefgen.extract.step_actors import FIRST, FIRST_MANY, RELATIVE, Actors, Speech
from briefgen.extract.step_clauses import Act, is_finite
from briefgen.lexicon import load_toml

LONG = 45  # words from which asides and lists of purposes are left out of the text; the evidence keeps them
PRONOUNS = frozenset(
    {"he", "she", "it", "they", "his", "her", "its", "their", "him", "them", "this", "these", "that", "those"}
)
ASIDES = frozenset(
    {"as", "while", "although", "though", "amid", "because", "since", "whereas", "where", "after", "before"}
)
_LEADING = re.compile(
    r"^(?:(?:and|but|that|then|also|or|so|however|meanwhile|while|yes|no|well|now)\b[\s,]*|[\s,;:.–—-]+)+",
    re.IGNORECASE,
)
_TRAILING = " ,;:–—-"
_MARKS = '“”"'


def clause_tokens(act: Act, others: frozenset[int]) -> list[Token]:
    """The tokens of an act's clause in order: attributions, other steps and clauses that go on from it left out.

    others: the heads of the sentence's other acts.
    """
    top = _whole(act)
    left: list[Token] = []
    cut = {t.i for child in _apart(top, act, others) for t in child.subtree}
    for token in top.subtree:
        if token.i not in cut:
            left.append(token)
    return _trimmed(left, act)


def _whole(act: Act) -> Token:
    """The topmost word of the clause."""
    if act.head.dep_ == "conj" and act.top == act.head:
        return act.head
    return act.top


def _apart(top: Token, act: Act, others: frozenset[int]) -> Iterable[Token]:
    """The parts of a clause that tell something else."""
    line = {act.head.i, *(up.i for up in act.head.ancestors)}
    reporting = load_toml("modality")["verbs"]["reporting"]
    for token in top.subtree:
        if token.i in line or token == top:
            continue
        if (
            (
                token.dep_ in {"ccomp", "parataxis"}
                and token.i > act.head.i
                and lemma_of(token) in reporting
                and is_finite(token)
            )
            or (token.dep_ == "conj" and token.head.i in line and (token.i in others or is_finite(token)))
            or (token.dep_ == "advcl" and token.tag_ == "VBG" and lemma_of(token) in reporting)
        ):
            yield token


def _trimmed(tokens: list[Token], act: Act) -> list[Token]:
    """Without the words that join the clause to what stands before, and closing marks."""
    while (
        tokens
        and tokens[0] != act.head
        and (tokens[0].is_punct or tokens[0].is_space or tokens[0].dep_ in {"cc", "mark"})
    ):
        if tokens[0].lower_ in {"if", "whether", "unless", "once"}:
            break
        tokens = tokens[1:]
    while tokens and tokens[-1] != act.head and (tokens[-1].is_punct or tokens[-1].is_space or tokens[-1].dep_ == "cc"):
        tokens = tokens[:-1]
    return tokens


class Wording:
    """Makes the texts of one article's steps."""

    def __init__(self, body: str, actors: Actors) -> None:
        self.body = body
        self.actors = actors

    def text(self, act: Act, tokens: list[Token], parties: tuple[str, ...], speech: Speech) -> str | None:
        """A step in words, or None where nothing tells who a pronoun means."""
        tokens = _shortened(tokens, act)
        subject = self.actors.subject(act)
        inside = {t.i for t in tokens}
        words = self._words(tokens)
        first = next((t for t in tokens if not t.is_punct), None)
        if first is None:
            return None
        if subject is None or subject.i not in inside or subject.lower_ in RELATIVE:
            return self._with_subject(act, tokens, subject, parties, speech)
        if any(t.lower_ in FIRST | FIRST_MANY for t in tokens if t.dep_ in {"nsubj", "nsubjpass"}):
            return self._quoted(words, speech)
        return self._named(tokens, subject, speech)

    def _words(self, tokens: list[Token]) -> str:
        """The tokens as printed, gaps closed."""
        parts: list[str] = []
        for before, token in zip([None, *tokens], tokens, strict=False):
            if before is not None and (before.i + 1 != token.i or before.whitespace_) and parts:
                parts.append(" ")
            parts.append(token.text)
        return tidy("".join(parts))

    def _quoted(self, words: str, speech: Speech) -> str | None:
        if not speech.own or not speech.speaker:
            return None
        return f"{capital(self.actors.name(speech.speaker))}: “{words.strip(_MARKS)}”"

    def _named(self, tokens: list[Token], subject: Token, speech: Speech) -> str | None:
        """The words with a name for the pronoun that is the subject, or that owns it ("his visit")."""
        unclear = next((t for t in tokens if t.lower_ in PRONOUNS and _in_subject(t, subject)), None)
        if unclear is None:
            return capital(self._words(tokens))
        if unclear.lower_ in {"it", "this", "that", "there"} and unclear != subject:
            return capital(self._words(tokens))
        parties = self.actors.meant(unclear, speech) if unclear == subject else self.actors.cast.of(unclear)
        if not parties:
            return None if unclear == subject or unclear.tag_ == "PRP$" else capital(self._words(tokens))
        name = self._names(parties)
        if unclear.tag_ == "PRP$":
            name += "’s" if not name.endswith("s") else "’"
        before = [t for t in tokens if t.i < unclear.i]
        after = [t for t in tokens if t.i > unclear.i]
        return capital(tidy(f"{self._words(before)} {name} {self._words(after)}"))

    def _names(self, parties: tuple[str, ...]) -> str:
        names = [self.actors.name(p) for p in parties]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

    def _with_subject(
        self, act: Act, tokens: list[Token], subject: Token | None, parties: tuple[str, ...], speech: Speech
    ) -> str | None:
        """The words with the subject that stands elsewhere, and the "will" that a joined verb shares."""
        rest = [t for t in tokens if not (t.lower_ in RELATIVE and t.dep_ in {"nsubj", "nsubjpass"})]
        if act.head.pos_ not in {"VERB", "AUX"} or (is_finite(act.top) is False and act.rule == "noun"):
            return capital(self._words(rest))
        if subject is None:
            return capital(self._words(rest)) if parties else None
        if subject.lower_ in FIRST | FIRST_MANY:
            return self._quoted(self._words(rest), speech)
        found = self.actors.meant(subject, speech)
        name = self._names(found) if found and subject.pos_ in {"PRON", "PROPN"} else self._phrase(subject)
        if name is None:
            return None
        shared = [] if is_finite(act.head) else _auxiliaries(act.head)
        return capital(tidy(f"{name} {' '.join(shared)} {self._words(rest)}"))

    def _phrase(self, subject: Token) -> str | None:
        if subject.pos_ == "PRON":
            return None
        first = min((c.left_edge.i for c in subject.lefts), default=subject.i)
        return subject.doc[first : subject.i + 1].text


def _auxiliaries(verb: Token) -> list[str]:
    """The "will", "agreed to" and so on that a joined verb shares with the one before it."""
    at = verb
    for _ in range(LINKS):
        if at.dep_ != "conj":
            break
        at = at.head
    return [c.text for c in at.children if c.dep_ in {"aux", "auxpass"}]


def _in_subject(token: Token, subject: Token) -> bool:
    return token == subject or (token.head == subject and token.dep_ == "poss")


def _shortened(tokens: list[Token], act: Act) -> list[Token]:
    """The tokens without asides behind the act."""
    cut: set[int] = set()
    inside = {t.i for t in tokens}
    for token in tokens:
        if token.i <= act.head.i or token.i in cut:
            continue
        before = token.left_edge.i - 1
        set_off = before >= 0 and token.doc[before].text in {",", "—", "–"}
        if (token.dep_ == "relcl" and set_off) or (
            token.dep_ == "advcl" and set_off and (token.tag_ in {"VBG", "VBN"} or token.left_edge.lower_ in ASIDES)
        ):
            cut.update(t.i for t in token.subtree)
    kept = [t for t in tokens if t.i not in cut]
    if len(kept) > LONG:
        kept = _cut_at(kept, act)
    while kept and kept[-1] != act.head and (kept[-1].is_punct or kept[-1].is_space):
        kept = kept[:-1]
    return kept if inside else tokens


def _cut_at(tokens: list[Token], act: Act) -> list[Token]:
    """A very long clause up to the last comma before its limit."""
    limit = max(LONG, next((n for n, t in enumerate(tokens) if t == act.head), 0) + LONG // 2)
    stops = [n for n, t in enumerate(tokens[:limit]) if t.text in {",", ";"} and t.i > act.head.i]
    return tokens[: stops[-1]] if stops else tokens[:limit]


def tidy(words: str) -> str:
    """White space and commas as they should be after words were left out."""
    words = " ".join(words.split())
    words = re.sub(r"\s+([,.;:?!’])", r"\1", words)
    words = re.sub(r"(?:,\s*){2,}", ", ", words)
    words = _LEADING.sub("", words)
    return words.strip(_TRAILING)


def capital(words: str) -> str:
    """With a capital at the beginning."""
    return words[:1].upper() + words[1:]
