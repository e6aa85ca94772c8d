"""Words as the grammars of titles and names read them: tokens, with those that hyphens tie joined into one."""

from dataclasses import dataclass

from spacy.tokens import Doc

HYPHENS = frozenset({"-", "‐", "‑"})  # hyphen-minus, hyphen, non-breaking hyphen


_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"  # pasted marks that show nothing


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a Doc: tokens [start, end), its text and its text in lower case."""

    start: int
    end: int
    text: str
    key: str
    capital: bool  # begins with a capital letter, or with an article and one: "al-Assad", "then-President"
    opens: bool  # first of its sentence, so that its capital says nothing


def words_of(doc: Doc) -> list[Word]:
    """All words of a Doc in order, punctuation and white space included as words of their own."""
    texts = [token.text for token in doc]
    tied = [not token.whitespace_ for token in doc]
    starts = {sent.start for sent in doc.sents} if doc.has_annotation("SENT_START") else {0}
    found: list[Word] = []
    i, after_stop = 0, True
    while i < len(texts):
        j = i + 1
        while (
            j + 1 < len(texts)
            and texts[j] in HYPHENS
            and tied[j - 1]
            and tied[j]
            and texts[j - 1][-1].isalpha()
            and texts[j + 1][0].isalpha()
        ):
            j += 2
        text = texts[i] if j == i + 1 else "".join(texts[i:j])
        text = text.strip(_UNSEEN) or text
        found.append(Word(i, j, text, text.lower(), _capital(text), after_stop or i in starts))
        after_stop = text[0] in '.!?:“"\n' or (after_stop and not text[0].isalnum())
        i = j
    return found


def _capital(text: str) -> bool:
    return text[0].isupper() or any(part[:1].isupper() for part in text.split("-")[1:])
