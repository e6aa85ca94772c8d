"""The page of changes: what articles changed, by their own dates, newest first."""

from briefgen import routes
from briefgen.frozen import replace
from briefgen.model import StatusReport
from briefgen.views.catalogue import Catalogue
from briefgen.views.changes import change_days, changes_page
from briefgen.views.sheet import Sheet
from tests.corpora import AS_OF, COLOPHON, SETTINGS, corpus

OF = corpus()
EVENT = next(e for e in OF.events if e.history)


def catalogue(*history: StatusReport) -> Catalogue:
    return Catalogue(replace(OF, events=(replace(EVENT, history=history),)), SETTINGS, AS_OF, COLOPHON)


def report(status: str, day: str | None) -> StatusReport:
    return replace(EVENT.history[0], status=status, asserted=day)


def notes(of: Catalogue) -> list[str | None]:
    days = change_days(Sheet(of, routes.CHANGES), 100, statuses_only=True)
    return [change.note for day in days for change in day.changes]


def test_a_new_status_is_told_from_what_it_was_to_what_it_is() -> None:
    of = catalogue(report("planned", "2025-08-01"), report("planned", "2025-08-03"), report("held", "2025-08-05"))
    assert notes(of) == ["planned → held", "planned"]


def test_a_report_without_a_date_changes_nothing_that_could_be_dated() -> None:
    assert notes(catalogue(report("planned", None))) == []


def test_every_dated_briefing_is_a_change_of_its_day() -> None:
    page = changes_page(Catalogue(OF, SETTINGS, AS_OF, COLOPHON))
    told = {(d.when.datetime, c.text) for d in page.days for c in d.changes if c.kind == "new briefing"}
    dated = [b.article for b in OF.briefings if b.article.published]
    assert told == {((a.published or "")[:10], a.title) for a in dated}
    days = [d.when.datetime or "" for d in page.days]
    assert days == sorted(days, reverse=True)
