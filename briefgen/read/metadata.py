"""Metadata: what is said about an article beside its text, by a front matter or by a web page's head."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What an article's head says, each checked; None or empty where it does not. Dates are ISO 8601."""

    title: str | None = None
    published: str | None = None
    updated: str | None = None
    outlet: str | None = None
    url: str | None = None
    byline: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    slug: str | None = None
    draft: bool = False
    note: str | None = None

    def or_else(self, other: "Metadata") -> "Metadata":
        """This, with the other's answers where it has none."""
        return Metadata(
            title=self.title or other.title,
            published=fuller(self.published, other.published),
            updated=fuller(self.updated, other.updated),
            outlet=self.outlet or other.outlet,
            url=self.url or other.url,
            byline=self.byline or other.byline,
            language=self.language or other.language,
            tags=self.tags or other.tags,
            slug=self.slug or other.slug,
            draft=self.draft or other.draft,
            note=self.note or other.note,
        )


def fuller(first: str | None, second: str | None) -> str | None:
    """The first of two ISO dates, or the second where it says the same more exactly."""
    return second if second and (not first or second.startswith(first)) else first
