"""When an event was first told of, and when its status became another: for the page of changes and its feed."""

from collections.abc import Iterator
from itertools import pairwise

from briefgen.model import MergedEvent, StatusReport

TO_THE_DAY = len("2025-08-29")


def status_changes(event: MergedEvent) -> Iterator[tuple[StatusReport | None, StatusReport]]:
    """The first report of an event, with None before it, and each that gives it another status, with the one before.

    Earliest first. Reports that no article dates to the day are left out.
    """
    dated = [report for report in event.history if report.asserted and len(report.asserted) >= TO_THE_DAY]
    for before, report in pairwise([None, *dated]):
        if report is not None and (before is None or before.status != report.status):
            yield before, report
