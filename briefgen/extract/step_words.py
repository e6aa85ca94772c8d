"""Which words of a sentence tell a next step: its evidence, and the part of it that the step's text is made of.

Reads  the clause around an act to come; the heads of the sentence's other acts.
Finds  the clause without "X said" and "that", without what is another step; for the text also without asides
       (", who …", "Speaking …, ", ", adding …").
Misses attributions that the parser hides inside the clause.
"""

from collections.abc import Iterator

from briefgen.extract.modality_words import lemma_of
from briefgen.extract.step_clauses import Act
from briefgen.extract.step_grammar import SUBJECTS, is_finite
from briefgen.extract.tokens import Token
from briefgen.lexicon import load_toml

LONG = 45  # words from which a text ends at a comma; the evidence keeps the rest
ASIDES = frozenset(
    {"as", "while", "although", "though", "amid", "because", "since", "whereas", "where", "after", "before", "in"}
)
KEPT_MARKS = frozenset({"if", "whether", "unless", "once"})
CLOSING = {"”": "“", ")": "(", "]": "[", '"': '"', "’": "‘", "''": "``"}


def clause_words(act: Act, others: frozenset[int]) -> list[Token]:
    """The words of an act's clause, in order. others: the heads of the sentence's other acts."""
    top = act.head if act.head.dep_ == "conj" and act.top == act.head else act.top
    cut = {t.i for part in _told_elsewhere(top, act, others) for t in part.subtree}
    tokens = [t for t in _between_semicolons(top, act) if t.i not in cut]
    return _trimmed(_with_condition(tokens, act), act)


def _with_condition(tokens: list[Token], act: Act) -> list[Token]:
    """With the condition, where the parser hangs it elsewhere: "…, but only if …"."""
    condition = act.modality.condition
    if condition is None or not tokens or condition.start <= tokens[-1].i:
        return tokens
    return [*tokens, *act.head.doc[tokens[-1].i + 1 : condition.end]]


def _between_semicolons(top: Token, act: Act) -> Iterator[Token]:
    doc, sent = act.head.doc, act.head.sent
    marks = [t.i for t in doc[sent.start : sent.end] if t.text == ";"]
    first = max((i for i in marks if i < min(act.head.i, top.i)), default=-1)
    last = min((i for i in marks if i > max(act.head.i, top.i)), default=len(doc))
    return (t for t in top.subtree if first < t.i < last)


def _told_elsewhere(top: Token, act: Act, others: frozenset[int]) -> Iterator[Token]:
    """The heads of what tells something else: attributions, joined verbs, "adding that …"."""
    line = {act.head.i, *(up.i for up in act.head.ancestors)}
    reporting = load_toml("modality")["verbs"]["reporting"]
    for token in top.subtree:
        if token.i in line or token == top or token.pos_ not in {"VERB", "AUX"}:
            continue
        if token.dep_ == "conj":
            apart = token.head.i in line and (token.i in others or is_finite(token))
        else:
            says = lemma_of(token) in reporting
            said_after = token.dep_ in {"ccomp", "parataxis"} and token.i > act.head.i and is_finite(token)
            apart = says and (said_after or (token.dep_ == "advcl" and token.tag_ == "VBG"))
        if apart:
            yield token


def _trimmed(tokens: list[Token], act: Act) -> list[Token]:
    """Without the words that join the clause to what stands before, and without marks at its ends."""
    first, last = 0, len(tokens)
    while first < last and tokens[first] != act.head and _only_joins(tokens[first]):
        first += 1
    while last > first and tokens[last - 1] != act.head and _only_ends(tokens, first, last):
        last -= 1
    return tokens[first:last]


def _only_joins(token: Token) -> bool:
    if token.lower_ in KEPT_MARKS:
        return False
    return token.is_punct or token.is_space or token.dep_ in {"cc", "mark"}


def _only_ends(tokens: list[Token], first: int, last: int) -> bool:
    """Whether the last word only ends the clause; a mark that closes what it opened stays."""
    token = tokens[last - 1]
    if (opening := CLOSING.get(token.text)) is not None:
        inside = [t.text for t in tokens[first : last - 1]]
        if inside.count(opening) > (0 if opening == token.text else inside.count(token.text)):
            return opening == token.text and inside.count(opening) % 2 == 0
    return token.is_punct or token.is_space or token.dep_ == "cc"


def without_asides(tokens: list[Token], act: Act) -> list[Token]:
    """The words that the text is made of; of a very long clause those up to its last comma within bounds."""
    needed = {act.head.i, act.top.i}
    cut: set[int] = set()
    for token in tokens:
        if token.i in cut or token.dep_ not in {"relcl", "advcl"}:
            continue
        part = {t.i for t in token.subtree}
        if needed & part or not _is_set_off(token, tokens) or not _leaves_whole(part, tokens, act):
            continue
        if token.dep_ == "relcl" or token.tag_ in {"VBG", "VBN"} or token.left_edge.lower_ in ASIDES:
            cut |= part
            edges = {token.left_edge.i - 1, token.right_edge.i + 1}
            cut |= {i for i in edges if 0 <= i < len(token.doc) and token.doc[i].text in {",", "—", "–"}}
    kept = [t for t in tokens if t.i not in cut]
    if len(kept) > LONG:
        kept = _up_to_comma(kept, act)
    return _trimmed(kept, act)


def _leaves_whole(part: set[int], tokens: list[Token], act: Act) -> bool:
    """Whether a clause behind the act ends the sentence; the parser cuts long ones too early."""
    if min(part) < act.head.i:
        return True
    return all(t.i in part or t.is_punct for t in tokens if t.i > min(part))


def _is_set_off(clause: Token, tokens: list[Token]) -> bool:
    """Whether commas or dashes part a clause from the rest."""
    first, last, doc = clause.left_edge.i, clause.right_edge.i, clause.doc
    before = first > 0 and doc[first - 1].text in {",", "—", "–"}
    opens = bool(tokens) and first <= tokens[0].i
    return before or (opens and last + 1 < len(doc) and doc[last + 1].text == ",")


def _up_to_comma(tokens: list[Token], act: Act) -> list[Token]:
    at = next((n for n, t in enumerate(tokens) if t == act.head), 0)
    limit = max(LONG, at + LONG // 2)
    stops = [n for n, t in enumerate(tokens[:limit]) if n > at and t.text in {",", ";", ":"}]
    return tokens[: stops[-1]] if stops else tokens


def shared_words(act: Act) -> list[Token]:
    """What a joined verb shares with the one before it: "will", "agreed to", "is expected to"."""
    first = act.head
    while first.dep_ == "conj" and first.head != first and first.head.pos_ in {"VERB", "AUX"} and not is_finite(first):
        first = first.head
    if first == act.head:
        return []
    found: set[Token] = {c for c in first.children if c.dep_ in {"aux", "auxpass"}}
    at = first
    while not is_finite(at) and at.head != at and at.head.pos_ in {"VERB", "AUX", "ADJ"}:
        at = at.head
        found |= {at, *(c for c in at.children if c.dep_ in {"aux", "auxpass", "neg"})}
    own = {c.lower_ for c in act.head.children if c.dep_ == "aux"}
    return sorted((t for t in found if t.lower_ not in own), key=lambda t: t.i)


def subject_words(subject: Token) -> list[Token]:
    """A subject told elsewhere, with what stands before its head and an "of" behind it."""
    first = min(
        (c.left_edge.i for c in subject.lefts if c.dep_ not in {"relcl", "advcl", "cc", "punct"}), default=subject.i
    )
    if subject.dep_ == "pobj" and subject.head.lower_ == "of" and subject.doc[first].like_num:
        first = subject.head.head.left_edge.i  # "the Group of 20 summit"
    last = max((c.right_edge.i for c in subject.rights if c.lower_ == "of"), default=subject.i)
    return [t for t in subject.doc[first : last + 1] if t.dep_ not in SUBJECTS or t == subject]
