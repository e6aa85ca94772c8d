"""Layout: no sentence runs over the end of a headline, a dateline or a paragraph, and none begins between two words.

Reads  doc.spans["headline"], ["dateline"], ["paragraphs"], which nlp.py sets from the article before the pipeline runs.
Sets   sentence starts there, and none where no mark or line break stands before; the parser keeps both. Left to itself
       it cuts "US President Donald Trump met …" at the head of a paragraph behind its first word. A full stop in an
       abbreviation is such a mark, except at the head of a paragraph and before a title: "U.S. President". Behind
       "on X." one begins.
"""

from itertools import pairwise
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from briefgen.lexicon.people_words import listed

_BEGINS, _RUNS_ON = np.array([1, -1]).astype(np.uint64)  # spaCy's values of SENT_START


@Language.component("briefgen_layout", assigns=["token.is_sent_start"])
def layout(doc: Doc) -> Doc:
    """Begin a sentence at every part of the article's layout and after its dateline, and none between two words."""
    starts = {span.start for key in ("headline", "dateline", "paragraphs") for span in doc.spans.get(key, ())}
    starts |= {span.end for span in doc.spans.get("dateline", ())}
    begins: Any = doc.to_array("SENT_START")  # set at once: for each single token spaCy would go through the whole text
    words = [token.text for token in doc]
    for i, (before, word) in enumerate(pairwise(words), 1):
        if i in starts or (before == "X." and word[0].isupper() and _ends_post(words, i - 1)):
            begins[i] = _BEGINS
        elif _run_on(before, word, first=i - 1 in starts or i == 1):
            begins[i] = _RUNS_ON
    return doc.from_array("SENT_START", begins)


def _ends_post(words: list[str], at: int) -> bool:
    """Whether "X." is the network: "he wrote on X. President …"."""
    return at > 0 and words[at - 1].lower() in {"on", "platform", "site", "network"}


def _run_on(before: str, word: str, *, first: bool) -> bool:
    """Whether no sentence can begin with this word. first: whether the one before begins a sentence."""
    if before[-1].isalnum():
        return True
    if not before[0].isalnum():
        return False
    if before.lower() in listed("roles", "honorifics") | listed("roles", "ranks"):
        return True
    return before.count(".") > 1 and (first or word.lower() in listed("roles", "heads"))
