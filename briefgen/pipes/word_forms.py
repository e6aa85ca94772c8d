"""Parts of speech and lemmas, as the model's attribute ruler and lemmatizer give them, worked out once for each word.

Their rules look at a word, its tag and its relation, and in ten cases at the word beside it; the rule book is long, and
spaCy goes through it for every word anew. Here it is opened once for each kind of word, and once for each group of
neighbours that one of its rules for several words fits. Same results; measured: a tenth of the time.

Rule books that look at more than that, and lemmatizers that are networks, are left to spaCy.
"""

from typing import Any

import numpy as np
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.pipeline.lemmatizer import Lemmatizer
from spacy.tokens import Doc

NAME = "briefgen_word_forms"
MOST_KEPT = 200_000  # kinds of words
_SEEN = frozenset({"LOWER", "ORTH", "TEXT", "TAG", "DEP", "IS_SPACE", "IS_PUNCT", "IS_ALPHA", "IS_TITLE", "IS_UPPER"})
_ASKED: list[int | str] = ["ORTH", "TAG", "DEP"]
_GIVEN: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "DEP"]
Kind = tuple[int, int, int]  # what _ASKED gives of a word
Forms = tuple[int, int, int, int, int]  # what _GIVEN gives of it
Fits = frozenset[tuple[int, int]]  # the rules for several words that a word can stand in, and where in each


def remember_word_forms(nlp: Language) -> bool:
    """Put this in the place of attribute ruler and lemmatizer, where it equals them; gives whether it did."""
    at = {name: i for i, name in enumerate(nlp.pipe_names)}
    if at.get("lemmatizer") != at.get("attribute_ruler", -2) + 1 or "morphologizer" in at:
        return False
    ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
    if not isinstance(ruler, AttributeRuler) or not isinstance(lemmatizer, Lemmatizer):
        return False
    if any(not _SEEN.issuperset(map(str, word)) for rule in _rules(ruler) for word in rule):
        return False
    nlp.add_pipe(NAME, after="lemmatizer", config={})
    nlp.disable_pipe("attribute_ruler")
    nlp.disable_pipe("lemmatizer")
    return True


def _rules(ruler: AttributeRuler) -> list[list[dict[str, Any]]]:
    entries: Any = ruler.patterns
    return [rule for entry in entries for rule in entry["patterns"]]


@Language.factory(
    NAME,
    requires=["token.tag", "token.dep"],
    assigns=["token.pos", "token.lemma", "token.morph", "token.tag", "token.dep"],
)
class WordForms:
    """The component: Doc -> Doc, with what the two components of the pipeline say of each word."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
        assert isinstance(ruler, AttributeRuler)  # noqa: S101  as remember_word_forms() saw
        assert isinstance(lemmatizer, Lemmatizer)  # noqa: S101
        self._ruler, self._lemmatizer = ruler, lemmatizer
        self._vocab = nlp.vocab
        self._forms: dict[Kind, Forms] = {}
        self._opening: dict[Kind, Fits] = {}  # the kinds that can be first in a rule for several words
        self._fits: dict[Kind, Fits] = {}
        self._groups: dict[tuple[Kind, ...], list[Forms]] = {}
        self._rules = [rule for rule in _rules(ruler) if len(rule) > 1]
        self._words = Matcher(nlp.vocab, validate=False)
        for number, rule in enumerate(self._rules):
            for at, word in enumerate(rule):
                self._words.add(f"{number} {at}", [[word]])

    def __call__(self, doc: Doc) -> Doc:
        """Set tag, part of speech, morphology, lemma and relation of each word."""
        kinds: list[Kind] = list(map(tuple, doc.to_array(_ASKED).tolist()))
        if len(self._forms) > MOST_KEPT:
            for kept in (self._forms, self._opening, self._fits, self._groups):
                kept.clear()
        if missing := [kind for kind in dict.fromkeys(kinds) if kind not in self._forms]:
            self._learn(missing)
        forms = [self._forms[kind] for kind in kinds]
        for start, end in self._grouped(kinds):
            forms[start:end] = self._of_group(tuple(kinds[start:end]))
        if forms:
            found: Any = np.array(forms, np.uint64)
            doc.from_array(_GIVEN, found)
        return doc

    def _learn(self, kinds: list[Kind]) -> None:
        """Look the words up in the rule book, each for itself: a full stop stands between them."""
        stop = self._vocab.strings.add(".")
        apart: Kind = (stop, stop, self._vocab.strings.add("punct"))
        doc = self._made([one for kind in kinds for one in (kind, apart)])
        fits: dict[int, set[tuple[int, int]]] = {}
        for match, start, _ in self._words(doc, allow_missing=True):
            number, at = self._vocab.strings[match].split()
            fits.setdefault(start // 2, set()).add((int(number), int(at)))
        self._forms.update(zip(kinds, self._looked_up(doc)[::2], strict=True))
        for i, found in fits.items():
            self._fits[kinds[i]] = frozenset(found)
            if opens := frozenset((number, at) for number, at in found if at == 0):
                self._opening[kinds[i]] = opens

    def _grouped(self, kinds: list[Kind]) -> list[tuple[int, int]]:
        """The words [start, end) that rules for several words fit; those that overlap are one group."""
        found: list[tuple[int, int]] = []
        for i, kind in enumerate(kinds):
            for number, _ in self._opening.get(kind, ()):
                end = i + len(self._rules[number])
                inside = kinds[i:end]
                if end <= len(kinds) and all((number, at) in self._fits.get(k, ()) for at, k in enumerate(inside)):
                    if found and i < found[-1][1]:
                        found[-1] = (found[-1][0], max(end, found[-1][1]))
                    else:
                        found.append((i, end))
        return found

    def _of_group(self, group: tuple[Kind, ...]) -> list[Forms]:
        if group not in self._groups:
            self._groups[group] = self._looked_up(self._made(group))
        return self._groups[group]

    def _made(self, kinds: "list[Kind] | tuple[Kind, ...]") -> Doc:
        doc = Doc(self._vocab, words=[self._vocab.strings[kind[0]] for kind in kinds])
        seen: Any = np.array([kind[1:] for kind in kinds], np.uint64)
        return doc.from_array(_ASKED[1:], seen)

    def _looked_up(self, doc: Doc) -> list[Forms]:
        return list(map(tuple, self._lemmatizer(self._ruler(doc)).to_array(_GIVEN).tolist()))
