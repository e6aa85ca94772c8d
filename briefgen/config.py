"""Settings of a site: briefgen.yml, every key optional, each checked once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What briefgen.yml may say, with what holds where it is silent."""

    title: str = "Event briefings"
    description: str = ""
    base_url: str = ""  # where the site will live, "https://example.org/briefings/"; without it no feed and no sitemap
    language: str = "en"  # of the interface and, where an article does not say, of the articles
    timezone: str | None = None  # IANA name; for stamps that give no zone
    footer: str = ""
    model: str | None = None  # an installed spaCy pipeline; None: the best that is installed
    content: str = "content"
    output: str = "site"
    templates: str = "templates"
    static: str = "static"
    max_article_bytes: int = 2_000_000
