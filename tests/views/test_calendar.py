"""The calendar and its parts: each line stands in every part that it belongs to, and in no other."""

from collections.abc import Callable

import pytest

from briefgen import routes
from briefgen.model import Corpus
from briefgen.views import agenda, catalogue
from briefgen.views.agenda import CalendarPage, calendar_page, filtered_calendar_page
from briefgen.views.catalogue import Catalogue
from tests import corpora
from tests.corpora import AS_OF, COLOPHON, SETTINGS, corpus

CATALOGUE = Catalogue(corpus(), SETTINGS, AS_OF, COLOPHON)
Long = Callable[[str], Catalogue]


def texts(page: object) -> set[str]:
    months = (*page.coming, *page.earlier)  # type: ignore[attr-defined]
    dated = {line.text for month in months for line in month.lines}
    return dated | {step.text for step in (*page.undated, *page.overdue)}  # type: ignore[attr-defined]


def test_every_filter_of_the_calendar_leads_to_a_part_that_exists() -> None:
    page = calendar_page(CATALOGUE)
    offered = {link.href for group in page.filters for link in group.links}
    made = {routes.way_from(routes.CALENDAR)(routes.calendar_of(*key)) for key in CATALOGUE.selections}
    assert offered
    assert offered <= made


def test_a_part_by_status_holds_what_has_this_status_and_nothing_else() -> None:
    for kind, name in CATALOGUE.selections:
        if kind != "status":
            continue
        page = filtered_calendar_page(CATALOGUE, kind, name)
        lines = [line for month in (*page.coming, *page.earlier) for line in month.lines]
        assert {line.status.name for line in lines} <= {name.replace("_", "-")}


def test_all_parts_by_status_together_are_the_whole() -> None:
    parts = [filtered_calendar_page(CATALOGUE, *key) for key in CATALOGUE.selections if key[0] == "status"]
    assert set().union(*map(texts, parts)) == texts(calendar_page(CATALOGUE))


def test_a_part_by_person_holds_the_steps_that_the_person_takes() -> None:
    for kind, name in CATALOGUE.selections:
        if kind == "person":
            wanted = {at.step.text for at in CATALOGUE.all_steps() if name in at.step.actors}
            part = CATALOGUE.selections[kind, name]
            assert {at.step.text for at in part.steps} == wanted


def test_a_part_leads_back_to_the_whole() -> None:
    key = next(iter(CATALOGUE.selections))
    assert filtered_calendar_page(CATALOGUE, *key).whole is not None
    assert calendar_page(CATALOGUE).whole is None


def test_what_was_promised_and_has_no_report_stands_in_its_own_list_and_not_among_the_past_dates_too() -> None:
    later = Catalogue(corpus(), SETTINGS, "2026-01-01T00:00:00Z", COLOPHON)
    page = calendar_page(later)
    late = {step.text for step in page.overdue}
    past = {line.text for month in page.earlier for line in month.lines}
    dated = {at.step.text for at in later.all_steps() if at.step.start or at.step.end}
    assert late
    assert late.isdisjoint(past)
    assert dated <= late | past


@pytest.mark.parametrize(
    "of", [corpora.corpus(), corpora.hostile(), corpora.empty()], ids=["plain", "hostile", "empty"]
)
def test_the_parts_of_the_calendar_have_their_names_before_they_are_made(of: Corpus) -> None:
    made = Catalogue(of, corpora.SETTINGS, corpora.AS_OF, corpora.COLOPHON)
    assert made.index.selection_names() == list(made.selections)


MOMENTS = pytest.mark.parametrize("as_of", ["2025-08-30T00:00:00Z", "2026-01-01T00:00:00Z"])


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> Long:
    """Makes the small corpus one of a long calendar, of which a line is shown under each heading."""

    def make(as_of: str) -> Catalogue:
        monkeypatch.setattr(catalogue, "LONG", 1)
        monkeypatch.setattr(agenda, "MOST_LINES", 1)
        return Catalogue(corpus(), SETTINGS, as_of, COLOPHON)

    return make


def lines(page: CalendarPage) -> dict[str, list[str]]:
    """What stands under each heading."""
    return {
        "coming": [line.text for month in page.coming for line in month.lines],
        "overdue": [step.text for step in page.overdue],
        "undated": [step.text for step in page.undated],
        "earlier": [line.text for month in page.earlier for line in month.lines],
    }


def months(of: Catalogue) -> list[CalendarPage]:
    return [filtered_calendar_page(of, *key) for key in of.selections if key[0] == "month"]


def test_a_short_calendar_has_no_pages_of_months_and_leaves_nothing_out() -> None:
    assert months(CATALOGUE) == []
    assert set(calendar_page(CATALOGUE).more.values()) == {0}


@MOMENTS
def test_all_that_stands_in_a_long_calendar_stands_on_the_pages_of_its_months(as_of: str, long: Long) -> None:
    short = calendar_page(Catalogue(corpus(), SETTINGS, as_of, COLOPHON))
    made = long(as_of)
    assert made.index.selection_names() == list(made.selections)
    pages = months(made)
    assert {number for page in pages for number in page.more.values()} == {0}
    for heading, found in lines(short).items():
        assert sorted(found) == sorted(text for page in pages for text in lines(page)[heading])


@MOMENTS
def test_a_long_calendar_shows_what_is_nearest_and_tells_how_much_it_leaves_to_the_months(
    as_of: str, long: Long
) -> None:
    short = calendar_page(Catalogue(corpus(), SETTINGS, as_of, COLOPHON))
    page = calendar_page(long(as_of))
    assert any(page.more.values())
    for heading, found in lines(page).items():
        every = lines(short)[heading]
        latest = [line.text for month in short.earlier[:1] for line in month.lines[-1:]]
        assert found == (latest if heading == "earlier" else every[:1])
        assert page.more[heading] == max(len(every) - 1, 0)


def test_the_months_of_a_long_calendar_are_offered_the_latest_first(long: Long) -> None:
    made = long(AS_OF)
    page = calendar_page(made)
    [offered] = [group for group in page.filters if group.kind == "month"]
    names = sorted((name for kind, name in made.selections if kind == "month"), reverse=True)
    way = routes.way_from(routes.CALENDAR)
    assert [link.href for link in offered.links] == [way(routes.calendar_of("month", name)) for name in names]


def test_a_step_without_a_date_stands_in_the_month_of_its_article(long: Long) -> None:
    made = long(AS_OF)
    undated = [at for at in made.all_steps() if not (at.step.start or at.step.end)]
    assert undated
    for at in undated:
        month = (at.briefing.article.anchor or "")[:7] or "undated"
        assert at in made.selections["month", month].steps
