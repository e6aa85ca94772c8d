"""Stamps and dates as news sites print them."""

import pytest

from briefgen.read.stamps import BadDateError, read_date, read_stamp


@pytest.mark.parametrize(
    ("line", "published", "updated"),
    [
        ("10:12 GMT 29.08.2025 (Updated: 10:39 GMT 29.08.2025)", "2025-08-29T10:12:00Z", "2025-08-29T10:39:00Z"),
        ("February 12, 2022, 22:00", "2022-02-12T22:00:00", None),
        ("March 24, 2022", "2022-03-24", None),
        ("Aug 29, 2025 5:14 PM EDT", "2025-08-29T17:14:00-04:00", None),
        ("Updated 3:04 PM GMT+2, Aug 29, 2025", None, "2025-08-29T15:04:00+02:00"),
        ("Published: 29th August 2025", "2025-08-29", None),
        ("Fri 29 Aug 2025 12.30 BST", "2025-08-29T12:30:00+01:00", None),
        ("Tue, 24 May 2022 11:17:41 +0000", "2022-05-24T11:17:41Z", None),
        ("Jan. 15, 2025 at 9:00 a.m. ET", "2025-01-15T09:00:00-05:00", None),
        ("Aug. 15, 2025 at 9:00 a.m. ET", "2025-08-15T09:00:00-04:00", None),
        ("29 August 2025, 10:12, updated 10:39", "2025-08-29T10:12:00", "2025-08-29T10:39:00"),
        ("August 29, 202510:12 AM GMT+2Updated 2 hours ago", "2025-08-29T10:12:00+02:00", None),
        ("August 29, 2025 | 5 min read", "2025-08-29", None),
        ("2025-08-29T10:12:00.000Z", "2025-08-29T10:12:00Z", None),
        ("15 August, 07:30 GMT", None, None),
        ("3 hours ago", None, None),
    ],
)
def test_stamp_gives_what_it_says_in_its_own_zone(line: str, published: str | None, updated: str | None) -> None:
    stamp = read_stamp(line)
    assert stamp is not None
    assert (stamp.published, stamp.updated) == (published, updated)


@pytest.mark.parametrize(
    "line",
    [
        "The talks began on 29 August 2025",
        "May talks of peace in May 2022 fail",
        "Session 1:",
        "Sunday",
        "9/11",
        "Call at 10:30 GMT with both presidents",
        "2025 was a year of talks",
    ],
)
def test_line_with_any_other_word_is_no_stamp(line: str) -> None:
    assert read_stamp(line) is None


def test_time_without_zone_takes_that_of_the_settings() -> None:
    stamp = read_stamp("29 August 2025, 10:12", "Europe/Moscow")
    assert stamp is not None
    assert stamp.published == "2025-08-29T10:12:00+03:00"


def test_row_74_ambiguous_zone_is_left_out_with_a_warning() -> None:
    stamp = read_stamp("August 29, 2025, 10:12 IST")
    assert stamp is not None
    assert stamp.published == "2025-08-29T10:12:00"
    assert "Ireland" in stamp.warning


@pytest.mark.parametrize(
    "value", ["2026-02-30", "2026-13-01", "2026-01-01T24:61", "soon", "31 June 2025", "0001-01-01"]
)
def test_row_24_what_no_calendar_has_is_refused(value: str) -> None:
    with pytest.raises(BadDateError):
        read_date(value)


def test_row_26_ambiguous_date_is_refused_with_both_readings() -> None:
    with pytest.raises(BadDateError) as caught:
        read_date("04/06/2026")
    assert caught.value.args[1] == "write 2026-06-04 or 2026-04-06"
    assert read_date("29/06/2026") == read_date("06/29/2026") == read_date("29.06.2026") == "2026-06-29"


@pytest.mark.parametrize("value", ["2015", "2015-12", "2015-12-01"])
def test_coarse_dates_stay_coarse(value: str) -> None:
    assert read_date(value) == value
