"""The calendar and its parts: each line stands in every part that it belongs to, and in no other."""

import pytest

from briefgen import routes
from briefgen.model import Corpus
from briefgen.views.agenda import calendar_page, filtered_calendar_page
from briefgen.views.catalogue import Catalogue
from tests import corpora
from tests.corpora import AS_OF, COLOPHON, SETTINGS, corpus

CATALOGUE = Catalogue(corpus(), SETTINGS, AS_OF, COLOPHON)


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
    catalogue = Catalogue(of, corpora.SETTINGS, corpora.AS_OF, corpora.COLOPHON)
    assert catalogue.index.selection_names() == list(catalogue.selections)
