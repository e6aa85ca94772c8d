"""A small world of parties, places and dates, so that events are tested apart from the extractors they build on."""

import re

from briefgen.extract.cast import Cast, How, PartyMention
from briefgen.extract.text import Text
from briefgen.model import DateMention, Place, PlaceKind, Precision

PEOPLE = {
    "vladimir-putin": ("Vladimir Putin", "Putin"),
    "donald-trump": ("Donald Trump", "Trump"),
    "xi-jinping": ("Xi Jinping", "Xi"),
    "emmanuel-macron": ("Emmanuel Macron", "Macron"),
    "olaf-scholz": ("Olaf Scholz", "Scholz"),
    "volodymyr-zelenskiy": ("Volodymyr Zelenskiy", "Zelenskiy"),
    "marco-rubio": ("Marco Rubio", "Rubio"),
    "sergei-lavrov": ("Sergei Lavrov", "Lavrov"),
    "wang-yi": ("Wang Yi", "Wang"),
    "narendra-modi": ("Narendra Modi", "Modi"),
    "dmitry-peskov": ("Kremlin spokesman Dmitry Peskov", "Dmitry Peskov", "Peskov"),
}
BODIES = {"nato": ("NATO",), "european-union": ("European Union", "EU"), "sco": ("SCO",)}
STATES = {
    "RU": ("Russia", "Russian"),
    "US": ("United States", "U.S.", "American"),
    "CN": ("China", "Chinese"),
    "UA": ("Ukraine", "Ukrainian"),
    "FR": ("France", "French"),
    "DE": ("Germany", "German"),
    "IR": ("Iran", "Iranian"),
    "JP": ("Japan", "Japanese"),
}
PLACES: dict[str, tuple[str, str | None, PlaceKind, float, float]] = {
    "Alaska": ("alaska", "US", "region", 64.4, -149.7),
    "Anchorage": ("anchorage", "US", "city", 61.2, -149.9),
    "Beijing": ("beijing", "CN", "city", 39.9, 116.4),
    "Tianjin": ("tianjin", "CN", "city", 39.1, 117.2),
    "China": ("china", "CN", "country", 35.9, 104.2),
    "Moscow": ("moscow", "RU", "city", 55.8, 37.6),
    "Geneva": ("geneva", "CH", "city", 46.2, 6.1),
    "Switzerland": ("switzerland", "CH", "country", 46.8, 8.2),
    "Istanbul": ("istanbul", "TR", "city", 41.0, 29.0),
    "Budapest": ("budapest", "HU", "city", 47.5, 19.0),
    "Brussels": ("brussels", "BE", "city", 50.8, 4.4),
    "The Hague": ("the-hague", "NL", "city", 52.1, 4.3),
    "Madrid": ("madrid", "ES", "city", 40.4, -3.7),
    "Tokyo": ("tokyo", "JP", "city", 35.7, 139.7),
    "White House": ("white-house", "US", "venue", 38.9, -77.0),
    "Washington": ("washington", "US", "city", 38.9, -77.0),
    "Berlin": ("berlin", "DE", "city", 52.5, 13.4),
}
DATES: dict[str, tuple[str, str, Precision]] = {  # counted from Friday, 29 August 2025
    "on Monday": ("2025-09-01", "2025-09-01", "day"),
    "for Monday": ("2025-09-01", "2025-09-01", "day"),
    "on Thursday": ("2025-08-28", "2025-08-28", "day"),
    "on Friday": ("2025-08-29", "2025-08-29", "day"),
    "today": ("2025-08-29", "2025-08-29", "day"),
    "Thursday's": ("2025-08-28", "2025-08-28", "day"),
    "next week": ("2025-09-01", "2025-09-07", "week"),
    "last month": ("2025-07-01", "2025-07-31", "month"),
    "in October": ("2025-10-01", "2025-10-31", "month"),
    "August 31": ("2025-08-31", "2025-08-31", "day"),
    "August 15": ("2025-08-15", "2025-08-15", "day"),
    "September 3": ("2025-09-03", "2025-09-03", "day"),
    "June 24-25": ("2025-06-24", "2025-06-25", "range"),
    "December 7": ("2024-12-07", "2024-12-07", "day"),
}


def cast_of(text: Text) -> Cast:
    """The mentions of everybody in this world, with "he" and "the two leaders" for whoever was named last."""
    body = text.doc.text
    found: list[PartyMention] = []
    groups: tuple[tuple[How, dict[str, tuple[str, ...]]], ...] = (("name", PEOPLE), ("name", BODIES), ("state", STATES))
    for how, table in groups:
        for party, forms in table.items():
            for form in sorted(forms, key=len, reverse=True):
                found += [
                    PartyMention(*m.span(), (party,), how)
                    for m in re.finditer(rf"(?<![\w]){re.escape(form)}(?!\w)", body)
                    if not any(p.start < m.end() and m.start() < p.end for p in found)
                ]
    people = sorted(m for m in found if m.parties[0] in PEOPLE)
    for match in re.finditer(r"\b(he|his|the two leaders|both leaders)\b", body, re.IGNORECASE):
        before = list(dict.fromkeys(m.parties[0] for m in reversed(people) if m.end <= match.start()))
        if before:
            alone = match.group().casefold() in {"he", "his"}
            parties = tuple(before[:1]) if alone else tuple(reversed(before[:2]))
            found.append(PartyMention(*match.span(), parties, "pronoun" if alone else "collective"))
    names = {
        party: forms[0].removeprefix("Kremlin spokesman ") for party, forms in {**PEOPLE, **BODIES, **STATES}.items()
    }
    return Cast(found, names)


def places_of(text: Text) -> tuple[Place, ...]:
    """The places of this world that a preposition or a hyphen makes a setting, or that stand before an event's noun."""
    made: list[Place] = []
    for name, (place, country, kind, lat, lon) in PLACES.items():
        found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text.doc.text)]
        if found:
            made.append(
                Place(
                    id=place, name=name, aliases=(), country=country, lat=lat, lon=lon, kind=kind, principal=False,
                    mentions=tuple(text.evidence(start, end, "test/place") for start, end in found),
                )
            )  # fmt: skip
    return tuple(made)


def dates_of(text: Text) -> tuple[DateMention, ...]:
    """The dates of this world."""
    made: list[DateMention] = []
    for words, (start, end, precision) in DATES.items():
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text.doc.text):
            evidence = text.evidence(*match.span(), "test/date")
            made.append(DateMention(text=words, start=start, end=end, precision=precision, evidence=evidence))
    return tuple(sorted(made, key=lambda date: date.evidence.start))
