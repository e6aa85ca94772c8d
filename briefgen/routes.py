"""Where everything of the site lives: the only place that decides a file name or a URL.

A route is the path of a file below ``site/``. Pages are folders with an ``index.html``. Links between pages are
relative and name the file, so the site works below any address, and also opened from the disk, where no server would
complete ``people/`` to ``people/index.html``. Addresses for the outside (canonical, feed, sitemap) are absolute, and
short.
"""

import hashlib
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from briefgen.slugs import short_hash, slug

Route = PurePosixPath
Way = Callable[..., str]  # way(route, anchor="") -> the link to it from one page

_PLAIN = re.compile(r"[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*")  # what no link has to quote, as most names
KEPT = 1 << 18  # routes that are remembered: a page names the same ones as its neighbours
LONGEST_POINTED = 300  # characters of a text fragment: a sentence of some fifty words
# An authority nobody owns (RFC 2606): the site's own address would change the ids when the site moves.
AUTHORITY = "tag:briefgen.invalid,2026:"

HOME = Route("index.html")
NOT_FOUND = Route("404.html")
BRIEFINGS = Route("briefings/index.html")
EVENTS = Route("events/index.html")
PEOPLE = Route("people/index.html")
PLACES = Route("places/index.html")
ORGANIZATIONS = Route("organizations/index.html")
CALENDAR = Route("calendar/index.html")
ARCHIVE = Route("archive/index.html")
SERIES = Route("series/index.html")
CHANGES = Route("changes/index.html")
ABOUT = Route("about/index.html")
SEARCH = Route("search/index.html")
FACETS = Route("search/facets.json")
SEARCH_INDEX = Route("pagefind")  # a folder
SEARCH_SCRIPT = Route("static/search.js")

FEED = Route("feed.atom")
CHANGES_FEED = Route("changes.atom")
JSON_FEED = Route("feed.json")
OPML = Route("feeds.opml")
CALENDAR_ICS = Route("calendar.ics")
CONFIRMED_ICS = Route("calendar-confirmed.ics")
STEPS_ICS = Route("next-steps.ics")
SITEMAP = Route("sitemap.xml")
ROBOTS = Route("robots.txt")
STYLE = Route("static/style.css")
ICON = Route("static/icon.svg")

DATA_BRIEFINGS = Route("data/briefings.jsonl")
DATA_EVENTS = Route("data/events.json")
DATA_PEOPLE = Route("data/people.json")
DATA_PLACES = Route("data/places.json")
DATA_ORGANIZATIONS = Route("data/organizations.json")
PLACES_GEOJSON = Route("data/places.geojson")
TIMELINE = Route("data/timeline.json")
EVENTS_CSV = Route("data/events.csv")
STEPS_CSV = Route("data/next-steps.csv")
QUOTES_CSV = Route("data/quotes.csv")
SOURCES_CSV = Route("data/sources.csv")
DATAPACKAGE = Route("data/datapackage.json")


def calendar_of(kind: str, name: str) -> Route:
    """The calendar filtered by one "status", "person" or "event", by its id, or by a "month": "2025-08"."""
    return _page(f"calendar/{kind}", name)


def series(name: str) -> Route:
    """The page of a series of events, by its name. Names that differ in case or marks alone share it."""
    return _page("series", slug(name) or short_hash(name))


def briefing(name: str) -> Route:
    """The page of a briefing, by its id."""
    return _page("briefings", name)


def briefing_data(name: str) -> Route:
    """What was found in one article, as JSON: its line of briefings.jsonl."""
    return briefing(name).with_name("briefing.json")


def event(name: str) -> Route:
    """The page of a merged event, by its id."""
    return _page("events", name)


def event_list(name: str, kind: str, number: int = 1) -> Route:
    """A page of a long list of an event: its "sources", its "quotes"; the first of them has no number."""
    return Route("events", name, kind, *([str(number)] if number > 1 else []), "index.html")


def event_data(name: str) -> Route:
    """What the articles say of one event, as JSON: its entry in events.json."""
    return event(name).with_name("event.json")


def event_calendar(name: str) -> Route:
    """The calendar of one event, beside its page."""
    return event(name).with_name("event.ics")


def event_picture(name: str) -> Route:
    """The picture of an event for those who share its page, beside the page."""
    return event(name).with_name("share.png")


def event_feed(name: str) -> Route:
    """The feed of one event, beside its page."""
    return event(name).with_name("feed.atom")


def person_feed(name: str) -> Route:
    """The feed of one person, beside the page."""
    return person(name).with_name("feed.atom")


def person(name: str) -> Route:
    """The page of a person, by id."""
    return _page("people", name)


def place(name: str) -> Route:
    """The page of a place, by id."""
    return _page("places", name)


def place_map(name: str) -> Route:
    """The map of a place, beside its page."""
    return place(name).with_name("map.svg")


def organization(name: str) -> Route:
    """The page of an organization, by id."""
    return _page("organizations", name)


def of_kind(kind: str, name: str) -> Route:
    """The page of a "briefings", "people", "places", "organizations" or "events" by its id."""
    return _page(kind, name)


def sitemap(number: int) -> Route:
    """The part of this number, from 1, of a sitemap that is too long for one file."""
    return Route(f"sitemap-{number}.xml")


def schema(name: str) -> Route:
    """The JSON Schema of a file of data/: "briefing", "events", "people", "places", "organizations"."""
    return Route(f"data/schema/{name}.json")


def static(name: str) -> Route:
    """A file of the theme or of the site's own static/ folder, by its path there."""
    return Route("static", name)


def way_from(page: Route) -> Way:
    """Give the function that writes links on this page, relative to it."""
    *here, itself = _quoted(page).split("/")
    up = ["../" * (len(here) - shared) for shared in range(len(here) + 1)]
    known: dict[Route, str] = {}  # a page leads to the same places many times

    def way(target: Route, anchor: str = "") -> str:
        link = known.get(target)
        if link is None:
            there = _quoted(target)
            *folders, file = there.split("/")
            shared = 0
            for one, other in zip(folders, here, strict=False):
                if one != other:
                    break
                shared += 1
            link = known[target] = up[shared] + "/".join((*folders[shared:], file))
        if not anchor:
            return link
        return f"#{_quoted_anchor(anchor)}" if link == itself else f"{link}#{_quoted_anchor(anchor)}"

    return way


def anchored(link: str, anchor: str) -> str:
    """A link to a place on the page that another link leads to; with "", on the page itself."""
    return f"{link}#{_quoted_anchor(anchor)}"


def pointed(address: str, words: str, text: str) -> str:
    """The address of an article with a text fragment, which has a browser scroll to these words of its text.

    The address alone where they are long, or stand in the text more than once: a browser marks the first. Where the
    page has other words, browsers show it from its beginning, as without a fragment.
    Source: the WICG draft "URL Fragment Text Directives", where a hyphen and a comma would part the directive.
    """
    if not 0 < len(words) <= LONGEST_POINTED or text.count(words) != 1:
        return address
    directive = quote(" ".join(words.split()), safe="").replace("-", "%2D")
    return f"{address}{'' if '#' in address else '#'}:~:text={directive}"


def way_from_anywhere(base_url: str) -> Way:
    """Links for a page shown at any address (404.html): from the root of the host, below base_url's path."""
    root = _with_slash(urlsplit(base_url).path)

    def way(target: Route, anchor: str = "") -> str:
        return root + _quoted(target) + (f"#{_quoted_anchor(anchor)}" if anchor else "")

    return way


def address(base_url: str, target: Route) -> str:
    """The absolute URL of a file, with a page's index.html left off. base_url is not empty."""
    named = _quoted(target)
    folder, _, name = named.rpartition("/")
    short = named if name != "index.html" else _with_slash(folder) if folder else ""
    return _with_slash(base_url) + short


def tag(kind: str, name: str) -> str:
    """The tag URI (RFC 4151) of a thing: "tag:briefgen.invalid,2026:event/sco-summit-2025"."""
    return f"{AUTHORITY}{kind}/{_token(name)}"


def uid(kind: str, name: str) -> str:
    """The UID of a calendar entry (RFC 5545, 3.8.4.7): like the tag, and without characters that need escapes."""
    return f"{kind}-{_token(name)}@briefgen.invalid"


@lru_cache(maxsize=KEPT)
def _token(name: str) -> str:
    """A name as an id may hold it: names of other scripts as a hash."""
    return name if re.fullmatch(r"[A-Za-z0-9._-]+", name) else hashlib.sha256(name.encode()).hexdigest()[:16]


@lru_cache(maxsize=KEPT)
def _page(folder: str, name: str) -> Route:
    if name in {"", ".", ".."} or "/" in name or "\0" in name:
        raise ValueError(f"{name!r} cannot be a folder's name")
    return Route(folder, name, "index.html")


@lru_cache(maxsize=KEPT)
def _quoted(target: Route) -> str:
    name = str(target)
    return name if _PLAIN.fullmatch(name) else "/".join(quote(part, safe="") for part in target.parts)


@lru_cache(maxsize=KEPT)
def _quoted_anchor(anchor: str) -> str:
    return quote(anchor)


def _with_slash(url: str) -> str:
    return url if url.endswith("/") else f"{url}/"
