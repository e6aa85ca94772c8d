"""The building blocks of time expressions: patterns, and the numbers that words stand for.

Months and weekdays stand here in code, numbers and zones in lexicon/dates.toml. No pattern repeats within a repetition.
"""

import re

from briefgen.lexicon import load_toml

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# The building blocks. Group names take a number where a pattern holds two of a kind.
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June|Jun\.?|July|Jul\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)(?![\w-]*\w)"
)
FULL_MONTH = rf"(?:{'|'.join(m for m in MONTHS if m not in {'May', 'March'})})\b"  # not also a verb
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d|\w)"
YEAR = r"(?:1[5-9]|20|21)\d\d(?![\d%]|[.,]\d|\w)"
WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)}|{'|'.join(w.upper() for w in WEEKDAYS)})(?!\w)"
SHORT_WEEKDAY = r"(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\b\.?"
DASH = r"\s?[-\u2010-\u2015]\s?"
TO = rf"(?:{DASH}|\s+(?:to|through|until|till)\s+)"
PART = r"(?:morning|afternoon|evening|night|midday|noon)\b"
HALF = (
    r"(?:the\s+)?(?:(?:first|second|latter)\s+half|morning|afternoon|evening|night|early\s+hours|late\s+hours)\s+of\s+"
)
LATE = r"(?:(?:early|late|later)\s+(?:on\s+)?)"
NUMBER = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a\s+couple\s+of)"
WHICH = r"(?:this\s+coming|this\s+past|the\s+coming|this|next|last|the\s+following)"
BEHIND = r"(?:in|of|by|since|until|till|from|through|during|for|before|after|to|between|and|early|late|around)"
UNITS = r"(?P<unit>(?i:hours?|days?|weeks?|months?|years?))\b"
STOP = (
    r"(?=\s*(?:[,.;:)\]\u2013\u2014\"”]|-\s|$"
    r"|(?:in|at|with|to|and|for|that|during|by|as|after|before|he|she|it|they)\b))"
)
THIRD = (
    r"(?:early|mid|late|(?:the\s+)?(?:very\s+)?(?:beginning|start|middle|end|close|first\s+half|second\s+half)\s+of)"
)
# The words that any time expression begins with, beside figures, in small letters; a month is told by three of them.
OPENINGS = (
    *(name[:3].casefold() for name in (*MONTHS, *WEEKDAYS)), "q1", "q2", "q3", "q4", "spring", "summer", "autumn",
    "fall", "winter", "the", "this", "next", "last", "first", "second", "latter", "early", "earlier", "late", "later",
    "mid", "very", "beginning", "start", "middle", "end", "close", "morning", "afternoon", "evening", "night", "today",
    "tonight", "overnight", "yesterday", "tomorrow", "noon", "midnight", "from", "between", "within", "over", "during",
    "in", "of", "by", "since", "until", "till", "through", "for", "before", "after", "to", "and", "around", "a", "an",
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def day_pattern(n: int = 1) -> str:
    """Match a day with its month, either order, with or without year."""
    return (
        rf"(?:(?P<m{n}>{MONTH})\s+(?P<d{n}>{DAY})|(?:the\s+)?(?P<e{n}>{DAY})\s+(?:of\s+)?(?P<n{n}>{MONTH}))"
        rf"(?:,?\s+(?P<y{n}>{YEAR}))?"
    )


# From words to numbers -------------------------------------------------------------------------------------------


def month_number(words: str) -> int:
    """1 for "January", "Jan." and "JAN"."""
    short = words[:3].casefold()
    return next(i for i, name in enumerate(MONTHS, 1) if name[:3].casefold() == short)


def weekday_number(words: str) -> int:
    """0 for "Monday", as in the standard library."""
    short = words[:3].casefold()
    return next(i for i, name in enumerate(WEEKDAYS) if name[:3].casefold() == short)


def number_of(words: str) -> int:
    """The number that figures or a word stand for: "two", "a couple of"."""
    words = " ".join(words.casefold().split())
    return int(words) if words.isdecimal() else int(load_toml("dates")["numbers"][words])


def figures_of(words: str) -> int:
    """The figures alone: 31 for "31st"."""
    return int(re.sub(r"\D", "", words))
