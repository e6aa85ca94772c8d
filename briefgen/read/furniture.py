"""Furniture: what stands between the lines of a pasted article and is no part of it.

Reads  one block at a time.
Finds  separators, advertisements, "Read more", calls to share and subscribe, credits of reporters and editors, captions
       that name their photographer or agency, notices of copyright.
Misses captions without a credit, which look like sentences of the report, and stay.
"""

import re
from functools import cache

from briefgen.read.words import listing, outlets

LONGEST = 700  # characters: the longest caption with its credit

_RULE = re.compile(
    r"[\s*#=_~.·•\u25a0-\u25ff\u2014\u2013-]*"  # asterisks, dashes, squares
    r"|\[/?[a-z][\w-]*(?:\s[^\]]*)?\]"  # a shortcode: [ad_1]
    r"|[a-z]{2,4}(?:[/-][a-z]{2,5}){1,5}"  # the initials of a desk: jd/mm/ao
    r"|item \d+ of \d+.*",
    re.IGNORECASE,
)
_PUNCTUATION = " \t:.,;!|»›>→↓…-–—*"
_CREDIT_WORD = (
    r"(?:photos?|photographs?|pictures?|images?|illustration|screenshot|screengrab|handout|credit|courtesy|file|pool)"
)
_CREDITS = (
    r"(?:additional\s+)?(?:reporting|writing|editing|compiled|translated)\s+by|with\s+(?:inputs?|reporting)\s+from"
    r"|some\s+information\s+(?:for|in)\s+this\s+report"
)
_CREDITED = re.compile(r"[(\[/:]|via|photo|getty", re.IGNORECASE)  # every credit of a picture has one of these
# What may hang on the end of a paragraph: reporters and editors in brackets, the word of a link, the mark of the end.
_TAIL = re.compile(
    rf"\s*(?:[(\[](?:{_CREDITS})[^()\[\]]*[)\]]|\((?:watch|read|read\s+more|link|listen|video)\)|[\u25a0-\u25ff]+)\.?$",
    re.IGNORECASE,
)


def is_furniture(words: str) -> bool:
    """Whether a block is no part of the article's text."""
    if _RULE.fullmatch(words):
        return True
    if len(words) > LONGEST:
        return False
    low = words.lower().strip()
    bare = low.strip(_PUNCTUATION)
    return (
        bare in _whole()
        or _opens(words)
        or any(low.rstrip(_PUNCTUATION + ")]").endswith(end) for end in listing("furniture")["endings"])
        or is_credited_caption(words)
    )


def is_credited_caption(words: str) -> bool:
    """Whether a block ends in the credit of a picture: ``… [Photo/Xinhua]``, ``(AP Photo/…)``, ``REUTERS/Name``."""
    return len(words) <= LONGEST and bool(_CREDITED.search(words) and _credit().search(words))


def is_section(words: str) -> bool:
    """Whether a line is only the name of a section of a site or paper."""
    return words.lower().strip(_PUNCTUATION) in listing("furniture")["sections"]


def without_tail(words: str) -> str:
    """A paragraph without what hangs on its end: reporters in brackets, the word of a link, the mark of the end."""
    return _TAIL.sub("", words)


def _opens(words: str) -> bool:
    """Whether a line begins as furniture does; "editing by" only where a name follows, since the report may say so."""
    opening = _opening().match(words.lower().strip())
    if opening is None:
        return False
    after = words.strip()[opening.end() :].lstrip()
    return not (opening[0].endswith(" by") and after[:1].islower())


@cache
def _whole() -> frozenset[str]:
    return frozenset(entry.strip(_PUNCTUATION) for entry in listing("furniture")["whole"])


@cache
def _opening() -> re.Pattern[str]:
    """Any opening, ended by itself or by what is no letter."""
    entries = sorted(listing("furniture")["openings"], key=len, reverse=True)
    return re.compile("(?:" + "|".join(re.escape(e) + (r"\b" if e[-1].isalpha() else "") for e in entries) + ")")


@cache
def _credit() -> re.Pattern[str]:
    names = sorted(
        {re.escape(form) for form in outlets() if len(form) > 1} | {"getty images", "getty", "shutterstock"}, key=len
    )
    agency = "(?:" + "|".join(reversed(names)) + ")"
    words = r"[^()\[\]]*"
    inside = (
        rf"(?:{words}\b{_CREDIT_WORD}\b\s*(?:[/:,]|by\b|via\b|courtesy\b){words}|{_CREDIT_WORD}|{agency}\s*/\s*[^()\[\]]+"
        rf"|{words}\bvia\s+{agency}|{words}\bgetty(?:\s+images)?|{agency}\s+{_CREDIT_WORD}|{_CREDIT_WORD}\s+{agency})"
    )
    bare = (
        rf"(?:(?:^|[.!?\u201d\"\]]\s+|\u00a9\s*){agency}/[^.]{{2,60}}|\bvia\s+(?:{agency}|getty images)"
        rf"|\b{_CREDIT_WORD}:\s*[^.:]{{2,60}}|\bphoto\s+by\s+[^.:]{{2,60}}|getty\s+images)"
    )
    return re.compile(rf"(?:[(\[]{inside}[)\]]|{bare})\s*\.?$", re.IGNORECASE)
