"""A few cases of each fuzz; benchmarks/fuzz.py runs as many as one has time for."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import checks
from tests.fuzz import strategies as of

# What is fed to which check, and how often in a run of the test-suite.
CASES: dict[str, tuple[Callable[..., object], st.SearchStrategy[tuple[object, ...]], int]] = {
    "read": (checks.read, st.tuples(of.file_bytes, of.suffix), 100),
    "settings": (checks.settings, st.tuples(of.mapping), 50),
    "authority": (checks.authority, st.tuples(of.mapping, of.mapping, of.mapping, of.document), 25),
    "manifest": (checks.manifest, st.tuples(of.document), 50),
    "request": (checks.request, st.tuples(of.target, of.header, st.none() | of.header, of.method), 100),
    "words": (checks.pages_of_any_words, st.tuples(of.words), 10),
    "pages": (checks.pages_of_any_article, st.tuples(of.file_bytes, of.suffix), 15),
    "facts": (checks.facts_of_any_article, st.tuples(of.file_bytes, of.suffix), 15),
}


@pytest.mark.parametrize("name", CASES)
def test_whatever_is_sent_there_is_no_exception_but_ours_and_no_script_but_ours(name: str) -> None:
    check, given_what, times = CASES[name]

    @settings(max_examples=times, database=None, suppress_health_check=list(HealthCheck))
    @given(given_what)
    def fuzz(sent: tuple[object, ...]) -> None:
        check(*sent)

    fuzz()
