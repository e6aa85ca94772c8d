"""Which articles are searched for facts: those in English, of a length that a parser can hold."""

from briefgen.model import Article, Findings

# Of the body, in characters: some 16,000 words. spaCy's parser takes about 6 MB of memory a thousand characters
# (measured, 3.8), and no news article is as long.
LONGEST = 100_000
LANGUAGE = "en"  # of the articles that are searched, and so of the names and sentences found in them
NOTHING = Findings(
    sentences=(), what=(), people=(), organizations=(), states=(), places=(), dates=(), quotes=(), statements=(),
    next_steps=(), events=(),
)  # fmt: skip


def why_not_searched(article: Article) -> str | None:
    """Why no facts are sought in an article, as its page and a warning say it; None where they are."""
    if article.language.split("-")[0].lower() != LANGUAGE:
        return "is not in English"
    if len(article.body) > LONGEST:
        return f"is longer than {LONGEST:,} characters"
    return None
