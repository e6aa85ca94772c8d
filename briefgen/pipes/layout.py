"""Layout: no sentence runs over the end of a headline, a dateline or a paragraph, and none begins between two words.

Reads  doc.spans["headline"], ["dateline"], ["paragraphs"], which nlp.py sets from the article before the pipeline runs.
Sets   sentence starts there, and none where no mark or line break stands before; the parser keeps both. Left to itself
       it cuts "US President Donald Trump met …" at the head of a paragraph behind its first word. A full stop in an
       abbreviation is such a mark, except at the head of a paragraph and before a title: "U.S. President". Behind
       "on X." one begins.
"""

from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Token

from briefgen.lexicon.people_words import listed


@Language.component("briefgen_layout", assigns=["token.is_sent_start"])
def layout(doc: Doc) -> Doc:
    """Begin a sentence at every part of the article's layout and after its dateline, and none between two words."""
    starts = {span.start for key in ("headline", "dateline", "paragraphs") for span in doc.spans.get(key, ())}
    starts |= {span.end for span in doc.spans.get("dateline", ())}
    for i in sorted(starts):
        if 0 < i < len(doc):
            doc[i].is_sent_start = True
    for before, token in pairwise(doc):
        if _ends_post(before) and token.text[0].isupper():
            token.is_sent_start = True
        elif token.i not in starts and _run_on(before, token, first=before.i in starts or before.i == 0):
            token.is_sent_start = False
    return doc


def _ends_post(before: Token) -> bool:
    """Whether a sentence ends with the name of the network that is one letter: "he wrote on X. President …"."""
    return before.text == "X." and before.i > 0 and before.nbor(-1).lower_ in {"on", "platform", "site", "network"}


def _run_on(before: Token, token: Token, *, first: bool) -> bool:
    """Whether no sentence can begin with this token. first: whether the one before begins a sentence."""
    if before.text[-1].isalnum():
        return True
    if not before.text[0].isalnum():
        return False
    if before.lower_ in listed("roles", "honorifics") | listed("roles", "ranks"):
        return True
    return before.text.count(".") > 1 and (first or token.lower_ in listed("roles", "heads"))
