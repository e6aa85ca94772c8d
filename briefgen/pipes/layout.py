"""Layout: no sentence runs over the end of a headline, a dateline or a paragraph.

Reads  doc.spans["headline"], ["dateline"], ["paragraphs"], which nlp.py sets from the article before the pipeline runs.
Sets   sentence starts there, which the parser then keeps.
"""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("briefgen_layout", assigns=["token.is_sent_start"])
def layout(doc: Doc) -> Doc:
    """Begin a sentence at every part of the article's layout and after its dateline."""
    starts = {span.start for key in ("headline", "dateline", "paragraphs") for span in doc.spans.get(key, ())}
    starts |= {span.end for span in doc.spans.get("dateline", ())}
    for i in sorted(starts):
        if 0 < i < len(doc):
            doc[i].is_sent_start = True
    return doc
