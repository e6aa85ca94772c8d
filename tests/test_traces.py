from pathlib import Path

import pytest

from briefgen import traces
from briefgen.frozen import replace
from briefgen.model import Corpus
from briefgen.traces import Trace, Tracer
from briefgen.views import Catalogue, PageLister
from briefgen.views.lookups import EVERYTHING
from tests.corpora import AS_OF, COLOPHON, SETTINGS, corpus

OF = corpus()
A_TRACE = Trace("briefing:a", b"0123")


def catalogue(of: Corpus = OF) -> Catalogue:
    return Catalogue(of, SETTINGS, AS_OF, COLOPHON)


def traced(of: Corpus) -> dict[str, tuple[object, Trace | None]]:
    """The view of each page by its name, with its trace."""
    known = catalogue(of)
    tracer, found = Tracer(known), {}
    for listed in PageLister().list(known):
        known.lookups.forget()
        view = listed.of(known).view()
        found[str(listed.path)] = (view, tracer.trace(known.lookups.keys))
    return found


def changes() -> dict[str, Corpus]:
    """The corpus with one thing changed."""
    first, *others = OF.briefings
    body = replace(first, article=replace(first.article, body=first.article.body.replace("e", "a")))
    event, *events = OF.events
    person, *people = OF.people
    place, *places = OF.places
    return {
        "title": replace(OF, briefings=(replace(first, article=replace(first.article, title="Another")), *others)),
        "outlet": replace(OF, briefings=(replace(first, article=replace(first.article, outlet="Another")), *others)),
        "body": replace(OF, briefings=(body, *others)),
        "name of an event": replace(OF, events=(replace(event, name="Another"), *events)),
        "status": replace(OF, events=(replace(event, status="cancelled"), *events)),
        "date": replace(OF, events=(replace(event, start="2030-01-01", end=None), *events)),
        "name of a person": replace(OF, people=(replace(person, name="Another"), *people)),
        "person's briefings": replace(OF, people=(replace(person, briefings=()), *people)),
        "name of a place": replace(OF, places=(replace(place, name="Another"), *places)),
        "copy": replace(OF, copies={first.id: others[0].id}),
    }


@pytest.mark.parametrize("what", changes())
def test_a_page_whose_trace_holds_is_the_same_page(what: str) -> None:
    """And some traces hold, and some do not: the change is told from what it leaves alone."""
    of = changes()[what]
    before, now, tracer = traced(OF), traced(of), Tracer(catalogue(of))
    holding = {name for name, (_, trace) in before.items() if trace and name in now and tracer.holds(trace)}
    assert [name for name in sorted(holding) if now[name][0] != before[name][0]] == []
    changed = {name for name in before if name in now and now[name][0] != before[name][0]}
    assert changed
    assert holding


def test_a_trace_holds_where_nothing_has_changed() -> None:
    tracer = Tracer(catalogue())
    found = [trace for _, trace in traced(OF).values() if trace]
    assert found
    assert all(map(tracer.holds, found))


def test_a_page_that_depends_on_everything_has_no_trace() -> None:
    tracer = Tracer(catalogue())
    assert tracer.trace({EVERYTHING, f"briefing:{OF.briefings[0].id}"}) is None
    home, trace = traced(OF)["index.html"]
    assert home
    assert trace is None


def test_an_id_that_looks_like_two_keys_gives_no_trace() -> None:
    assert Tracer(catalogue()).trace({"editions:A\0briefing:b"}) is None


def test_traces_come_back_with_the_hash_of_their_file_alone(tmp_path: Path) -> None:
    digest = traces.save(tmp_path, {"index.html": A_TRACE})
    assert traces.load(tmp_path, digest) == {"index.html": A_TRACE}
    assert traces.load(tmp_path, None) == {}
    assert traces.load(tmp_path, "0" * 32) == {}
    traces.save(tmp_path, {})
    assert traces.load(tmp_path, digest) == {}


def test_no_file_of_traces_is_none_to_go_by(tmp_path: Path) -> None:
    assert traces.load(tmp_path, "0" * 32) == {}
