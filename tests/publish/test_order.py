"""In which order files go: nothing is linked before it is there, and deletions come last."""

from pathlib import Path, PurePosixPath

import pytest

from briefgen.publish import publish
from tests.publish.places import FILES, SETTINGS, Place, build


def sent(place: Place, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[str, ...]]]:
    """What is done at the target, call by call."""
    target, calls = place.target(), list[tuple[str, tuple[str, ...]]]()
    for name in ("put", "delete", "note", "finish"):
        real = getattr(target, name)

        def call(*given: object, name: str = name, real: object = real) -> None:
            calls.append((name, tuple(sorted(given[0])) if given else ()))  # type: ignore[call-overload]
            real(*given)  # type: ignore[operator]

        monkeypatch.setattr(target, name, call)
    publish(place.root, SETTINGS, target)
    return calls


def test_pages_before_lists_of_pages_the_home_page_last_and_deletions_at_the_end(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(place.root, SETTINGS, place.target())
    fewer = {name: content for name, content in FILES.items() if name != "people/bo-li/index.html"}
    build(place.root, {name: content if name == "robots.txt" else content + b" " for name, content in fewer.items()})
    calls = sent(place, monkeypatch)
    kinds = [name for name, _ in calls]
    assert kinds == ["note", "put", "put", "put", "put", "delete", "note", "finish"]
    needed, pages, lists, entry = (names for name, names in calls if name == "put")
    assert {"static/style.css", "data/events.json", "events/sco/event.json"} <= set(needed)
    assert {"events/sco/index.html", "people/anna-ek/index.html"} <= set(pages)
    assert {"events/index.html", "people/index.html", "feed.atom", "sitemap.xml"} <= set(lists)
    assert entry == ("index.html", "pagefind/pagefind-entry.json")
    assert calls[5] == ("delete", ("people/bo-li/index.html",))


def test_the_list_of_our_files_comes_first_and_names_old_and_new(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a run that breaks off leaves no file of ours that we would take for somebody else's."""
    publish(place.root, SETTINGS, place.target())
    fewer = {name: content for name, content in FILES.items() if name != "people/bo-li/index.html"}
    build(place.root, {**fewer, "events/new/index.html": b"<p>New"})
    calls = sent(place, monkeypatch)
    assert calls[0] == ("note", tuple(sorted({*FILES, "events/new/index.html"})))
    assert calls[-2] == ("note", tuple(sorted({*fewer, "events/new/index.html"})))


def test_every_index_goes_after_all_that_lies_below_it(root: Path) -> None:
    from briefgen.publish.plan import _listings, _stage  # noqa: PLC0415

    listing = _listings(FILES)
    stage = {name: _stage(name, listing) for name in FILES if name.endswith(".html")}
    for above, own in stage.items():
        folder = PurePosixPath(above).parent
        below = [name for name in stage if name != above and PurePosixPath(name).is_relative_to(folder)]
        if PurePosixPath(above).name == "index.html":
            assert all(stage[name] < own for name in below), above
