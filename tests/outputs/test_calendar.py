"""The calendars, read back by vobject and by the grammar of RFC 5545 itself, and written again by icalendar."""

import re
from datetime import date, datetime
from typing import Any

import icalendar
import pytest
import vobject
from icalendar.parser import Contentline

from briefgen import routes
from briefgen.config import Settings
from briefgen.frozen import replace
from briefgen.model import Corpus, EventStatus
from briefgen.outputs.calendar import _folded, calendars
from tests.corpora import HOSTILE, SETTINGS, corpus, empty, hostile
from tests.large import large

EVENT = next(e for e in corpus().events if e.end)


def lines(data: bytes) -> list[str]:
    """The content lines of a calendar, unfolded by the rule of RFC 5545, 3.1."""
    return data.decode().replace("\r\n ", "").split("\r\n")


def made(of: Corpus, settings: Settings = SETTINGS) -> dict[str, bytes]:
    return {str(route): data for route, data in calendars(of, settings)}


def entries(data: bytes) -> list[Any]:
    return list(vobject.readOne(data.decode()).contents.get("vevent", []))


def summit(**changes: Any) -> Corpus:
    """The corpus with one dated event, changed."""
    return replace(corpus(), events=(replace(EVENT, **changes),))


def test_an_event_stands_with_its_uid_days_place_and_status() -> None:
    [entry] = [e for e in entries(made(corpus())["calendar.ics"]) if e.summary.value == EVENT.name]
    assert entry.uid.value == f"event-{EVENT.id}@briefgen.invalid"
    assert entry.status.value in {"TENTATIVE", "CONFIRMED"}
    assert entry.dtstart.value == date.fromisoformat((EVENT.start or "")[:10])
    assert entry.url.value == routes.address(SETTINGS.base_url, routes.event(EVENT.id))
    assert not {"attendee", "organizer"} & set(entry.contents)


def test_the_last_day_is_exclusive() -> None:
    of = summit(start="2025-08-31", end="2025-09-01", precision="range", status="planned")
    entry = entries(made(of)["calendar.ics"])[0]
    assert (entry.dtstart.value, entry.dtend.value) == (date(2025, 8, 31), date(2025, 9, 2))


def test_a_time_with_its_zone_is_written_in_utc() -> None:
    of = summit(start="2025-09-01T09:30:00Z", end="2025-09-01T09:30:00Z", precision="time", status="planned")
    start = entries(made(of)["calendar.ics"])[0].dtstart.value
    assert isinstance(start, datetime)
    assert start.isoformat() == "2025-09-01T09:30:00+00:00"


@pytest.mark.parametrize("precision", ["week", "month", "season", "year", "approximate"])
def test_row_72_imprecise_dates_are_not_exported(precision: Any) -> None:
    of = summit(start="2025-09-01", end="2025-09-10", precision=precision, status="planned")
    assert entries(made(of)["calendar.ics"]) == []
    assert not [name for name in made(of) if name.endswith("event.ics")]


def test_row_73_an_end_before_the_start_and_a_summit_of_three_years_are_not_exported() -> None:
    for start, end in (("2025-09-02", "2025-09-01"), ("2025-09-01", "2028-09-01")):
        assert entries(made(summit(start=start, end=end, precision="range", status="planned"))["calendar.ics"]) == []


@pytest.mark.parametrize(
    ("status", "written"),
    [
        ("planned", "TENTATIVE"),
        ("confirmed", "CONFIRMED"),
        ("under_way", "CONFIRMED"),
        ("held", "CONFIRMED"),
        ("postponed", "CANCELLED"),
        ("cancelled", "CANCELLED"),
        ("possible", None),
        ("ruled_out", None),
    ],
)
def test_status_is_written_as_the_sources_put_it(status: EventStatus, written: str | None) -> None:
    of = summit(status=status, start="2025-09-01", end="2025-09-01", precision="day")
    assert [e.status.value for e in entries(made(of)["calendar.ics"])] == ([written] if written else [])


@pytest.mark.parametrize(
    ("status", "before", "stands"),
    [
        ("confirmed", "planned", True),
        ("held", "planned", True),
        ("cancelled", "confirmed", True),
        ("postponed", "held", True),
        ("planned", "planned", False),
        ("cancelled", "planned", False),
        ("possible", "confirmed", False),
    ],
)
def test_the_calendar_of_confirmed_events_holds_no_mere_plan(
    status: EventStatus, before: EventStatus, stands: bool
) -> None:
    history = (replace(EVENT.history[0], status=before), replace(EVENT.history[0], status=status))
    files = made(summit(status=status, history=history, start="2025-09-01", end="2025-09-01", precision="day"))
    [all_of_them, confirmed] = [entries(files[name]) for name in ("calendar.ics", "calendar-confirmed.ics")]
    assert [e.uid.value for e in confirmed] == ([e.uid.value for e in all_of_them] if stands else [])


def test_row_108_a_new_name_keeps_the_uid_and_a_new_status_raises_the_sequence() -> None:
    before = entries(made(summit(status="planned"))["calendar.ics"])[0]
    after = entries(
        made(summit(name="Renamed", status="planned", history=(*EVENT.history, *EVENT.history[-1:])))["calendar.ics"]
    )[0]
    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) == int(before.sequence.value) + 1


def test_row_107_text_is_escaped_folded_and_read_back_equal() -> None:
    name = "峰" * 60 + " a,b;c\\d"
    data = made(summit(name=name + "\r\nX-EVIL:1", status="planned"))["calendar.ics"]
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert b"\r\nX-EVIL" not in data
    assert entries(data)[0].summary.value == name + " X-EVIL:1"


def test_a_backslash_before_an_n_stays_what_it_is() -> None:
    data = made(summit(name="C:\\New and \\none", status="planned"))["calendar.ics"]
    assert "SUMMARY:C:\\\\New and \\\\none" in lines(data)


def test_hostile_text_makes_no_line_of_its_own() -> None:
    for data in made(hostile()).values():
        data.decode()
        assert not [line for line in lines(data) if line and not line[0].isupper()]
        assert "\u202e" not in data.decode()
    assert HOSTILE


def test_calendars_say_who_made_them_and_are_the_same_bytes_each_time() -> None:
    first, second = made(corpus()), made(corpus())
    assert first == second
    head = lines(first["calendar.ics"])
    assert "VERSION:2.0" in head
    assert any(line.startswith("REFRESH-INTERVAL;VALUE=DURATION:") for line in head)
    assert not [line for line in head if line.startswith("METHOD")]


def test_the_name_of_a_calendar_is_escaped_like_any_text() -> None:
    data = made(summit(name="SCO summit, Tianjin; 2025", status="planned"))
    [own] = [data[name] for name in data if name.endswith("/event.ics")]
    assert {"NAME:SCO summit\\, Tianjin\\; 2025", "X-WR-CALNAME:SCO summit\\, Tianjin\\; 2025"} <= set(lines(own))


def test_next_steps_have_a_calendar_of_their_own() -> None:
    steps = entries(made(corpus())["next-steps.ics"])
    assert steps
    assert all(e.uid.value.startswith("step-") and e.status.value == "TENTATIVE" for e in steps)
    assert len({e.uid.value for e in steps}) == len(steps)


def test_nothing_to_say_is_still_a_calendar() -> None:
    assert lines(made(empty())["calendar.ics"])[0] == "BEGIN:VCALENDAR"


# A content line (RFC 5545, 3.1): name, parameters, and a value without control characters.
CONTENT_LINE = re.compile(
    r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:\"[^\"\x00-\x1f]*\"|[^\";:,\x00-\x1f]*))*):([^\x00-\x08\x0a-\x1f\x7f]*)"
)
TEXTS = ("SUMMARY", "DESCRIPTION", "LOCATION")
FORMS = {
    "UID": r"\S+",
    "DTSTAMP": r"\d{8}T\d{6}Z",
    "SEQUENCE": r"\d+",
    "STATUS": "TENTATIVE|CONFIRMED|CANCELLED",
    "DTSTART": r"\d{8}(T\d{6}Z)?",
    "DTEND": r"\d{8}(T\d{6}Z)?",
    "GEO": r"-?\d+(\.\d+)?;-?\d+(\.\d+)?",
    "URL": r"https?://[!-~]+",
    "TRANSP": "TRANSPARENT",
}


def by_the_rule(data: bytes) -> list[dict[str, str]]:
    """The entries of a calendar by the grammar, each property by its name; fails at what the grammar does not allow."""
    raw = data.split(b"\r\n")
    assert raw.pop() == b""
    for folded in raw:
        assert len(folded) <= 75
        assert b"\n" not in folded
        assert b"\r" not in folded
        folded.decode()  # no letter is cut in two
    found: list[dict[str, str]] = []
    open_parts: list[str] = []
    for line in lines(data)[:-1]:
        read = CONTENT_LINE.fullmatch(line)
        assert read, line
        name, value = read[1], read[3]
        if name == "BEGIN":
            open_parts.append(value)
            if value == "VEVENT":
                found.append({})
        elif name == "END":
            assert open_parts.pop() == value
        elif open_parts == ["VCALENDAR", "VEVENT"]:
            assert name not in found[-1] or name == "RELATED-TO", name
            found[-1][name] = value
            assert re.fullmatch(FORMS.get(name, ".*"), value), line
            if name in TEXTS:
                assert re.fullmatch(r"(?:\\[\\;,nN]|[^\\;,])*", value), line
    assert open_parts == []
    return found


@pytest.mark.parametrize("of", [corpus(), hostile(), empty(), large(40)], ids=["plain", "hostile", "empty", "large"])
def test_every_calendar_keeps_to_the_grammar_and_both_readers_find_the_same(of: Corpus) -> None:
    for name, data in made(of).items():
        ruled, read = by_the_rule(data), entries(data)
        assert [entry["UID"] for entry in ruled] == [str(e.uid.value) for e in read], name
        for entry, other in zip(ruled, read, strict=True):
            assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "STATUS", "SEQUENCE"} <= set(entry)
            assert entry["STATUS"] == other.status.value
            assert entry["SEQUENCE"] == other.sequence.value
            assert "ATTENDEE" not in entry
            assert "ORGANIZER" not in entry
            if "DTEND" in entry:
                assert entry["DTEND"] > entry["DTSTART"]


def test_the_grammar_refuses_what_is_not_a_calendar() -> None:
    plain = made(corpus())["calendar.ics"]
    for wrong in (
        plain.replace(b"\r\n", b"\n"),
        plain.replace(b"STATUS:", b"STATUS:PERHAPS"),
        plain.replace(b"SUMMARY:", b"SUMMARY:a,b"),
        plain.replace(b"END:VEVENT", b"END:VTODO", 1),
    ):
        with pytest.raises(AssertionError):
            by_the_rule(wrong)


@pytest.mark.parametrize("of", [corpus(), hostile(), empty(), large(40)], ids=["plain", "hostile", "empty", "large"])
def test_a_library_that_has_read_a_calendar_writes_the_same(of: Corpus) -> None:
    for name, data in made(of).items():
        assert icalendar.Calendar.from_ical(data).to_ical() == data, name


@pytest.mark.parametrize("sign", ["a", "ä", "日", "🕊", "\\", "^", "ä\\"])
@pytest.mark.parametrize("length", [1, 73, 74, 75, 76, 147, 148, 149, 400])
def test_lines_are_folded_as_the_library_folds_them(sign: str, length: int) -> None:
    line = f"SUMMARY:{'x' * (length % 7)}{sign * length}"[:length]
    library: Any = Contentline
    assert _folded(line) == library(line).to_ical() + b"\r\n"
