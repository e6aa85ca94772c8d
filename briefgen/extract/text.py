"""An article with its parse: what every extractor reads, and the way to point at words in it."""

from bisect import bisect_right
from functools import cached_property

from spacy.tokens import Doc as Parsed

from briefgen.extract.tokens import Doc
from briefgen.extract.tokens import Span as Tokens
from briefgen.extract.wording import Run, Word, runs_of, words_of
from briefgen.model import Article, Evidence, Sentence, Span


class Text:
    """One article and its Doc (doc.text == article.body), cut into sentences that carry no outer white space."""

    def __init__(self, article: Article, parsed: Parsed) -> None:
        self.article = article
        self.doc = doc = Doc(parsed)
        self.sentences = tuple(_sentences(doc))
        self._starts = [s.start for s in self.sentences]

    @cached_property
    def words(self) -> list[Word]:
        """The words of the body, as word lists know them."""
        return words_of(self.article.body)

    @cached_property
    def runs(self) -> list[Run]:
        """The runs of words that can be names."""
        return runs_of(self.article.body, self.words)

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds a character, or the one before it where the character is between two."""
        return self.sentences[max(bisect_right(self._starts, offset) - 1, 0)]

    def evidence(self, start: int, end: int, rule: str) -> Evidence:
        """The words body[start:end], stripped of outer white space, as found by a rule ("module/rule")."""
        words = self.article.body[start:end]
        start += len(words) - len(words.lstrip())
        words = words.strip()
        return Evidence(start=start, end=start + len(words), text=words, sentence=self.sentence_at(start).id, rule=rule)

    def evidence_of(self, tokens: Tokens, rule: str) -> Evidence:
        """The same for a span of tokens."""
        return self.evidence(tokens.start_char, tokens.end_char, rule)

    def in_headline(self, offset: int) -> bool:
        """Whether a character stands in the headline."""
        return self.article.headline is not None and offset < self.article.headline.end

    def paragraph_at(self, offset: int) -> Span | None:
        """The paragraph that holds a character; None in the headline."""
        return next((p for p in self.article.paragraphs if p.start <= offset < p.end), None)


def _sentences(doc: Doc) -> list[Sentence]:
    found: list[Sentence] = []
    for sent in doc.sents:
        words = sent.text.strip()
        if not words:
            continue
        start = sent.start_char + sent.text.index(words)
        found.append(Sentence(id=f"s{len(found) + 1}", start=start, end=start + len(words)))
    return found
