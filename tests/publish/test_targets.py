"""What every target promises, shown on a real one of each kind."""

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from briefgen.errors import Refused, Unfinished
from briefgen.publish import Published, publish
from briefgen.publish.site import Site
from briefgen.publish.target import LIST, Look, Target
from tests.publish.places import FILES, SETTINGS, Files, GitPlace, Place, build

FEWER = {name: content for name, content in FILES.items() if not name.startswith("people/bo-li/")}


def go(place: Place, **how: Any) -> Published:
    return publish(place.root, SETTINGS, place.target(), **how)


def there(place: Place) -> Files:
    """What is there, without what the publisher adds for itself."""
    return {name: content for name, content in place.files().items() if name not in {LIST} | place.own}


def test_the_first_time_everything_is_brought(place: Place) -> None:
    done = go(place)
    assert there(place) == FILES
    assert (len(done.plan.new), done.plan.changed, done.plan.removed) == (len(FILES), (), ())


def test_the_second_time_nothing_is_done(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    go(place)
    target = place.target()
    for name in ("put", "delete", "note", "finish"):
        monkeypatch.setattr(target, name, lambda *_: pytest.fail("something was done"))
    done = publish(place.root, SETTINGS, target)
    assert done.plan.empty
    assert len(done.plan.same) == len(FILES)


def test_only_what_changed_is_brought_and_what_went_is_deleted_with_its_empty_folder(place: Place) -> None:
    go(place)
    build(place.root, {**FEWER, "events/g7/index.html": b"<p>G7 in Evian", "events/nato/index.html": b"<p>NATO"})
    plan = go(place).plan
    assert plan.new == ("events/nato/index.html",)
    assert plan.changed == ("events/g7/index.html",)
    assert plan.removed == ("people/bo-li/index.html",)
    assert there(place) == {**FEWER, "events/g7/index.html": b"<p>G7 in Evian", "events/nato/index.html": b"<p>NATO"}
    if hasattr(place, "folder"):
        assert not (place.folder / "people" / "bo-li").exists()


def test_what_others_put_there_is_kept_byte_for_byte_and_named(place: Place) -> None:
    foreign = {"CNAME": b"www.example.org\n", ".well-known/security.txt": b"Contact", "people/mine.txt": b"\xff\x00"}
    place.change(foreign)
    assert go(place).plan.kept == tuple(sorted(foreign))
    build(place.root, {"index.html": b"<p>All new", "robots.txt": FILES["robots.txt"]})
    go(place, allow_shrink=True)
    assert there(place) == {"index.html": b"<p>All new", "robots.txt": FILES["robots.txt"], **foreign}


def test_a_file_of_somebody_else_is_replaced_only_when_that_is_said(place: Place) -> None:
    place.change({"index.html": b"<p>Somebody's home"})
    with pytest.raises(Refused, match=r"index\.html: error: is there already and was not published by briefgen"):
        go(place)
    assert place.files() == {"index.html": b"<p>Somebody's home"}
    go(place, adopt=True)
    assert there(place) == FILES


def test_a_file_where_a_folder_is_wanted_is_in_the_way_whatever_is_said(place: Place) -> None:
    place.change({"events": b"a file"})
    with pytest.raises(Refused, match="events: error: is in the way"):
        go(place, adopt=True)
    assert place.files() == {"events": b"a file"}


def test_a_dry_run_tells_the_same_and_changes_nothing(place: Place) -> None:
    dry = go(place, dry_run=True)
    assert place.files() == {}
    assert dry.plan == go(place).plan
    build(place.root, FEWER)
    before = place.files()
    assert go(place, dry_run=True).plan.removed == ("people/bo-li/index.html",)
    assert place.files() == before


def test_a_file_of_ours_that_somebody_changed_is_not_deleted(place: Place) -> None:
    go(place)
    place.change({"people/bo-li/index.html": b"<p>Mended by hand"})
    build(place.root, FEWER)
    plan = go(place).plan
    assert (plan.removed, plan.touched) == ((), ("people/bo-li/index.html",))
    assert there(place)["people/bo-li/index.html"] == b"<p>Mended by hand"


def test_a_file_of_ours_that_somebody_changed_or_deleted_is_brought_again(place: Place) -> None:
    go(place)
    place.change({"feed.atom": b"<broken"}, delete=("events/g7/index.html",))
    plan = go(place).plan
    assert (plan.new, plan.changed) == (("events/g7/index.html",), ("feed.atom",))
    assert there(place) == FILES


def test_a_loss_of_a_fifth_of_the_pages_is_refused_unless_it_is_meant(place: Place) -> None:
    go(place)
    build(place.root, {name: content for name, content in FILES.items() if not name.startswith("people/")})
    with pytest.raises(Refused, match="3 of the 10 pages there would be deleted"):
        go(place)
    assert there(place) == FILES
    assert len(go(place, allow_shrink=True).plan.removed) == 3


@pytest.mark.parametrize(
    "text", [b"[]", b'{"schema": "x", "files": {}}', b'{"schema": "briefgen/published/1", "files": {"../x": "1"}}']
)
def test_a_list_that_cannot_be_trusted_deletes_nothing(place: Place, text: bytes) -> None:
    place.change({LIST: text, "x": b"x"})
    with pytest.raises(Refused, match="the list of published files there"):
        go(place)
    assert place.files() == {LIST: text, "x": b"x"}


class Breaking(Target):
    """A target that breaks off at one of its calls."""

    def __init__(self, real: Target, calls: int) -> None:
        super().__init__(real.shown)
        self.real, self.left = real, calls
        self.done: list[str] = []

    def __exit__(self, *error: object) -> None:
        self.real.__exit__(*error)

    def _call(self, name: str, *given: object) -> None:
        if self.left == 0:
            raise OSError(5, "the line went dead")
        self.left -= 1
        self.done.append(name)
        getattr(self.real, name)(*given)

    def look(self, site: Site) -> Look:
        return self.real.look(site)

    def put(self, names: Sequence[str], site: Site) -> None:
        self._call("put", names, site)

    def delete(self, names: Sequence[str]) -> None:
        self._call("delete", names)

    def note(self, ours: object) -> None:
        self._call("note", ours)

    def finish(self) -> None:
        self._call("finish")


def test_broken_off_anywhere_each_file_is_old_or_new_and_the_next_run_ends_the_work(place: Place) -> None:
    go(place)
    new = {name: content + b"!" for name, content in FEWER.items() if name != "robots.txt"}
    new |= {"robots.txt": FILES["robots.txt"], "events/nato/index.html": b"<p>NATO"}
    for calls in (1, 3, 5, 6, 8):
        build(place.root, new)
        breaking = Breaking(place.target(), calls)
        with pytest.raises(Unfinished, match="the line went dead") if calls < 8 else nullcontext():
            publish(place.root, SETTINGS, breaking)
        assert breaking.done == ["note", *["put"] * 4, "delete", "note", "finish"][:calls]
        now = there(place)
        assert all(now[name] in (FILES.get(name), new.get(name)) for name in now)
        assert FILES.keys() & new.keys() <= now.keys()
        go(place)
        assert there(place) == new
        build(place.root, FILES)
        go(place)
        assert there(place) == FILES


def test_git_shows_all_or_nothing(root: Path) -> None:
    place = GitPlace(root)
    for calls in range(7):
        with pytest.raises(Unfinished):
            publish(root, SETTINGS, Breaking(place.target(), calls))
        assert place.files() == {}
