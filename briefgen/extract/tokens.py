"""A parsed text as plain objects: what the parser says of each word, taken over from spaCy once.

spaCy makes a new object whenever a token is asked for, and looks its words up each time; the rules ask some two hundred
times a word, which cost more than all they did with the answers (measured: the same rules in half the time). Names and
meanings are those of spacy.io/api/token, /span and /doc; here is what the extractors ask for. A token is one object, so
that two of them can be compared with "is".
"""

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple, overload

from spacy.tokens import Doc as Parsed
from spacy.tokens import Span as ParsedSpan
from spacy.vocab import Vocab


class _Form(NamedTuple):
    """What all tokens of one spelling share."""

    text: str
    lower: str
    is_punct: bool
    is_space: bool
    is_alpha: bool
    is_title: bool
    is_stop: bool
    like_num: bool


class Token:
    """A word or a mark with its place in the parse."""

    __slots__ = (
        "children", "dep_", "doc", "ent_type_", "head", "i", "idx", "is_alpha", "is_punct", "is_sent_start", "is_space",
        "is_stop", "is_title", "lemma_", "like_num", "lower_", "pos_", "sent", "tag_", "text", "whitespace_",
    )  # fmt: skip

    def __init__(
        self, doc: "Doc", i: int, idx: int, form: "_Form", lemma: str, pos: str, tag: str, dep: str, ent_type: str,
        space: str,
    ) -> None:  # fmt: skip
        self.doc = doc
        self.i = i  # its place in the text
        self.idx = idx  # that of its first character
        (
            self.text,
            self.lower_,
            self.is_punct,
            self.is_space,
            self.is_alpha,
            self.is_title,
            self.is_stop,
            self.like_num,
        ) = form
        self.lemma_ = lemma
        self.pos_ = pos
        self.tag_ = tag
        self.dep_ = dep
        self.ent_type_ = ent_type
        self.whitespace_ = space
        self.head = self  # the root of a sentence is its own head
        self.children: list[Token] = []  # in the order of the text

    sent: "Span"
    is_sent_start: bool

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    def nbor(self, by: int = 1) -> "Token":
        """The token that stands so many further on. Raises IndexError beyond the text."""
        at = self.i + by
        if at < 0:
            raise IndexError(at)
        return self.doc.tokens[at]

    @property
    def lefts(self) -> list["Token"]:
        """The children before it."""
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list["Token"]:
        """The children behind it."""
        return [child for child in self.children if child.i > self.i]

    @property
    def ancestors(self) -> "Iterator[Token]":
        """The tokens above it, the nearest first."""
        at = self
        while at.head is not at:
            at = at.head
            yield at

    def is_ancestor(self, other: "Token") -> bool:
        """Whether it stands above another."""
        return any(above is self for above in other.ancestors)

    @property
    def subtree(self) -> "Iterator[Token]":
        """It and all below it, in the order of the text."""
        behind = False
        for child in self.children:
            if not behind and child.i > self.i:
                behind = True
                yield self
            yield from child.subtree
        if not behind:
            yield self

    @property
    def left_edge(self) -> "Token":
        """The first token of its subtree."""
        return self.doc.tokens[self.doc.edges[0][self.i]]

    @property
    def right_edge(self) -> "Token":
        """The last token of its subtree."""
        return self.doc.tokens[self.doc.edges[1][self.i]]

    @property
    def conjuncts(self) -> "tuple[Token, ...]":
        """The tokens that "and" and its like join to it."""
        first = self
        while first.head is not first and first.dep_ == "conj":
            first = first.head
        found = [first]
        for one in found:
            found += [child for child in one.rights if child.dep_ == "conj"]
        return tuple(one for one in found if one is not self)


class Span:
    """Tokens [start, end) of a text."""

    __slots__ = ("doc", "end", "id_", "label_", "start")

    def __init__(self, doc: "Doc", start: int, end: int, label: str = "", name: str = "") -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label
        self.id_ = name

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> "Span": ...
    def __getitem__(self, at: int | slice) -> "Token | Span":
        """A token, or some of them."""
        if isinstance(at, slice):
            first, last, _ = at.indices(len(self))
            return Span(self.doc, self.start + first, self.start + max(first, last))
        if 0 <= at < self.end - self.start:
            return self.doc.tokens[self.start + at]
        return self.doc.tokens[self.start : self.end][at]

    def __repr__(self) -> str:
        return self.text

    @property
    def start_char(self) -> int:
        """The place of its first character."""
        return self.doc.tokens[self.start].idx

    @property
    def end_char(self) -> int:
        """The place behind its last character."""
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """Its characters, those between its tokens included."""
        if self.start >= self.end:
            return ""
        tokens = self.doc.tokens
        last = tokens[self.end - 1]
        return self.doc.text[tokens[self.start].idx : last.idx + len(last.text)]

    @property
    def root(self) -> Token:
        """The token nearest to the root of its sentence, the first of several."""
        tokens = self.doc.tokens[self.start : self.end]
        if len(tokens) == 1:
            return tokens[0]
        for token in tokens:
            if token.head is token:
                return token
        outside = [token for token in tokens if not self.start <= token.head.i < self.end]
        return outside[0] if len(outside) == 1 else min(outside, key=_depth)

    @property
    def sent(self) -> "Span":
        """The sentence of its first token."""
        return self.doc.tokens[self.start].sent

    @property
    def subtree(self) -> Iterator[Token]:
        """It and all below its tokens, in the order of the text."""
        below = {token.i for own in self for token in own.subtree}
        return (self.doc.tokens[i] for i in sorted(below))


class Doc:
    """A text with its tokens, sentences, entities and groups of spans."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.text = parsed.text
        self.tokens = _tokens(self, parsed)
        self.starts = [token.idx for token in self.tokens]
        self.sents = _sentences(self)
        self.ents = [self._span(ent) for ent in parsed.ents]
        self._edges: tuple[list[int], list[int]] | None = None
        self.spans = {key: [self._span(span) for span in group] for key, group in parsed.spans.items()}

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        """A token, or some of them."""
        if isinstance(at, int):
            return self.tokens[at]
        first, last, _ = at.indices(len(self.tokens))
        return Span(self, first, max(first, last))

    def char_span(
        self, start: int, end: int, *, alignment_mode: Literal["strict", "contract", "expand"] = "strict"
    ) -> Span | None:
        """The tokens of the characters [start, end).

        expand: with those that reach into them; contract: without those; strict: None where any does.
        """
        first, last = self._token_with(start), self._token_with(end - 1)
        if first is None or last is None:
            return None
        if alignment_mode == "strict" and (first.idx != start or last.idx + len(last) != end):
            return None
        at, behind = first.i, last.i + 1
        if alignment_mode == "contract":
            at += first.idx < start
            behind -= end < last.idx + len(last)
        elif start == first.idx + len(first):
            at += 1  # the space behind a token is none of it
        return None if alignment_mode == "contract" and behind <= at else Span(self, at, behind)

    def _token_with(self, character: int) -> Token | None:
        """The token that a character, or the space behind it, is of."""
        at = bisect_right(self.starts, character) - 1
        if at < 0:
            return None
        token = self.tokens[at]
        return token if character < token.idx + len(token.text) + len(token.whitespace_) else None

    @property
    def edges(self) -> tuple[list[int], list[int]]:
        """The first and the last token below each token, itself among them."""
        if self._edges is None:
            self._edges = _edges(self.tokens)
        return self._edges

    def _span(self, span: ParsedSpan) -> Span:
        return Span(self, span.start, span.end, span.label_, span.id_)


def _tokens(doc: Doc, parsed: Parsed) -> list[Token]:
    """The tokens of a text, tied to their heads and children."""
    strings = parsed.vocab.strings
    columns = [
        column.tolist() for column in parsed.to_array(["ORTH", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE", "SPACY"]).T
    ]
    named = [list(map({key: strings[key] for key in set(column)}.__getitem__, column)) for column in columns[1:6]]
    forms = [_form(parsed.vocab, key) for key in columns[0]]
    found: list[Token] = []
    at = 0
    for i, (form, lemma, pos, tag, dep, ent_type, space) in enumerate(zip(forms, *named, columns[6], strict=True)):
        found.append(Token(doc, i, at, form, lemma, pos, tag, dep, ent_type, " " if space else ""))
        at += len(form.text) + space
    for token, by in zip(found, parsed.to_array("HEAD").astype("int64").tolist(), strict=True):
        if by:
            token.head = found[token.i + by]
            token.head.children.append(token)
    return found


def _edges(tokens: list[Token]) -> tuple[list[int], list[int]]:
    first, last = list(range(len(tokens))), list(range(len(tokens)))
    for token in tokens:
        i, above = token.i, token.head
        while not first[above.i] <= i <= last[above.i]:
            if i < first[above.i]:
                first[above.i] = i
            else:
                last[above.i] = i
            above = above.head
    return first, last


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _sentences(doc: Doc) -> list[Span]:
    """The sentences in order; each token learns of its own."""
    opens = (doc.parsed.to_array("SENT_START") == 1).tolist()
    starts = [i for i, begins in enumerate(opens) if begins or i == 0]
    found = [Span(doc, start, end) for start, end in pairwise([*starts, len(opens)])]
    for sent in found:
        for token in sent:
            token.sent, token.is_sent_start = sent, opens[token.i]
    return found


@lru_cache(maxsize=100_000)
def _form(vocab: Vocab, key: int) -> _Form:
    word = vocab[key]
    flags = (word.is_punct, word.is_space, word.is_alpha, word.is_title, word.is_stop, word.like_num)
    return _Form(word.text, word.lower_, *flags)
