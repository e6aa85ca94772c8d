"""The ledger: ids stay with what they were given to, whatever comes and goes."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen import ledger as ledger_module
from briefgen.errors import Refused
from briefgen.frozen import replace
from briefgen.ledger import (
    EMPTY,
    FILE,
    Assigned,
    Assigner,
    LedgerFile,
    Move,
    assign,
    ledger_text,
    load_ledger,
    moves,
    save_ledger,
)
from briefgen.model import Keys, Ledger

WRITTEN = Ledger(events={"summit": ("a#1", "b#1")}, people={"ana-lee": ("ana lee|PE",)}, moved={"events/x": "events/y"})


def ids(keys: list[Keys], kept: dict[str, Keys]) -> tuple[str, ...]:
    return assign(
        keys, lambda number, taken: next(n for n in (f"new-{number}", f"other-{number}") if n not in taken), kept
    ).ids


def test_a_thing_keeps_the_id_with_which_it_shares_most() -> None:
    assert ids([("a", "b"), ("c",)], {"one": ("a",), "two": ("c", "d")}) == ("one", "two")


def test_two_that_turn_out_to_be_one_keep_the_larger_ones_id_and_the_other_leads_there() -> None:
    made = assign([("a", "b", "c")], lambda *_: "new", {"one": ("a", "b"), "two": ("c",)})
    assert made.ids == ("one",)
    assert made.gave_way == {"two": "one"}


def test_one_that_turns_out_to_be_two_leaves_its_id_to_the_larger_part() -> None:
    assert ids([("a",), ("b", "c")], {"one": ("a", "b", "c")}) == ("new-0", "one")


def test_an_id_is_never_given_to_something_else() -> None:
    assert ids([("z",)], {"new-0": ("a",)}) == ("other-0",)


def test_a_ledger_reads_back_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "_data").mkdir()
    assert save_ledger(WRITTEN, tmp_path, "content") == ()
    assert load_ledger(tmp_path, "content") == WRITTEN
    assert ledger_text(load_ledger(tmp_path, "content")) == (tmp_path / FILE).read_text("utf-8")


def test_nothing_is_written_where_the_editor_keeps_no_data_folder(tmp_path: Path) -> None:
    assert save_ledger(WRITTEN, tmp_path, "content") == ()
    assert list(tmp_path.iterdir()) == []
    assert load_ledger(tmp_path, "content") == EMPTY


def test_an_unchanged_ledger_is_not_written_again(tmp_path: Path) -> None:
    (tmp_path / "_data").mkdir()
    save_ledger(WRITTEN, tmp_path, "content")
    before = (tmp_path / FILE).stat().st_mtime_ns
    save_ledger(replace(WRITTEN), tmp_path, "content")
    assert (tmp_path / FILE).stat().st_mtime_ns == before


names = st.text(alphabet='ab"],\\ é', max_size=4)
rows = st.dictionaries(names, st.lists(names, max_size=3).map(tuple), max_size=4)
ledgers = st.builds(Ledger, briefings=rows, events=rows, moved=st.dictionaries(names, names, max_size=2))


@given(st.lists(st.tuples(st.sampled_from(["saved", "saved by another", "away"]), ledgers), min_size=1, max_size=5))
def test_a_file_that_is_remembered_is_read_and_written_as_one_that_is_not(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, Ledger]]
) -> None:
    content = tmp_path_factory.mktemp("content")
    (content / "_data").mkdir()
    remembered = LedgerFile()
    for kind, ledger in steps:
        if kind == "saved":
            assert remembered.save(ledger, content, "content") == ()
        elif kind == "saved by another":
            save_ledger(ledger, content, "content")
        else:
            (content / FILE).unlink(missing_ok=True)
        expected = EMPTY if kind == "away" else ledger
        found = remembered.load(content, "content")
        assert found == load_ledger(content, "content") == expected
        assert [list(found.briefings), list(found.events)] == [sorted(expected.briefings), sorted(expected.events)]
        assert kind == "away" or (content / FILE).read_text("utf-8") == ledger_text(ledger)


def test_a_ledger_that_nobody_touched_is_the_very_same_and_a_change_within_its_time_is_seen(tmp_path: Path) -> None:
    (tmp_path / "_data").mkdir()
    remembered = LedgerFile()
    save_ledger(WRITTEN, tmp_path, "content")
    assert remembered.load(tmp_path, "content") is remembered.load(tmp_path, "content")
    before = (tmp_path / FILE).stat()
    (tmp_path / FILE).write_bytes((tmp_path / FILE).read_bytes().replace(b"summit", b"submit"))
    os.utime(tmp_path / FILE, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert list(remembered.load(tmp_path, "content").events) == ["submit"]


def test_lines_that_end_as_windows_ends_them_are_no_change(tmp_path: Path) -> None:
    (tmp_path / "_data").mkdir()
    theirs = ledger_text(WRITTEN).replace("\n", "\r\n").encode()
    (tmp_path / FILE).write_bytes(theirs)
    assert save_ledger(WRITTEN, tmp_path, "content") == ()
    assert (tmp_path / FILE).read_bytes() == theirs


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "cannot be read"),
        ('{"schema": 99}', "another version"),
        ('{\n<<<<<<< HEAD\n"schema": 1}', "merge conflict"),
        ('{"schema": 1, "events": []}', "cannot be read"),
    ],
)
def test_rows_87_and_88_a_ledger_that_cannot_be_trusted_stops_the_build(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "_data").mkdir()
    (tmp_path / FILE).write_text(text, "utf-8")
    with pytest.raises(Refused) as caught:
        load_ledger(tmp_path, "content")
    assert told in str(caught.value)
    assert (tmp_path / FILE).read_text("utf-8") == text


keys = st.lists(st.frozensets(st.sampled_from("abcdefgh"), min_size=1, max_size=4), max_size=5, unique=True)


@given(keys, keys)
def test_ids_are_unique_and_one_build_after_another_changes_none(
    before: list[frozenset[str]], now: list[frozenset[str]]
) -> None:
    def make(number: int, taken: set[str]) -> str:
        return next(name for name in (f"n{number}-{k}" for k in range(100)) if name not in taken)

    first = assign([tuple(sorted(k)) for k in before], make, {})
    kept = dict(zip(first.ids, (tuple(sorted(k)) for k in before), strict=True))
    second = assign([tuple(sorted(k)) for k in now], make, kept)
    assert len(set(second.ids)) == len(now)
    assert set(second.gave_way) <= set(kept) - set(second.ids)
    assert set(second.gave_way.values()) <= set(second.ids)
    again = assign([tuple(sorted(k)) for k in before], make, kept)
    assert again.ids == first.ids or len({frozenset(k) for k in before}) < len(before)


some_keys = st.lists(st.sampled_from("abcdefgh"), max_size=3).map(tuple)
changes = st.one_of(
    st.tuples(st.just("thing"), st.integers(0, 5), some_keys),
    st.tuples(st.just("kept"), st.sampled_from(["one", "two", "three", "four"]), st.none() | some_keys),
    st.tuples(st.just("published"), st.none(), st.none()),
    st.tuples(st.just("gone"), st.none(), st.none()),
)


@pytest.mark.parametrize("many", [2, 500])
@given(days=st.lists(st.lists(changes, max_size=3), min_size=1, max_size=8))
def test_ids_that_are_remembered_are_those_given_from_nothing(
    days: list[list[tuple[str, Any, Any]]], many: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger_module, "MANY", many)
        assigner = Assigner()
        things: list[Keys] = [("a", "b"), ("c",), ("b", "d"), ("e", "f")]
        kept: dict[str, Keys] = {"one": ("a", "b"), "two": ("c", "d"), "three": ("d", "b"), "four": ("e", "f")}
        for edits in days:
            for kind, which, keys in edits:
                if kind == "thing":
                    things[which : which + 1] = [keys]
                elif kind == "kept":
                    kept = {name: known for name, known in kept.items() if name != which}
                    kept |= {which: keys} if keys is not None else {}
                elif kind == "gone":
                    things = things[:-1]
                else:
                    kept |= dict(zip(assign(things, _made, kept).ids, things, strict=True))
            expected = assign(things, _made, kept)
            assert assigner.assign(list(things), _made, dict(kept)) == expected


def _made(number: int, taken: set[str]) -> str:
    return next(name for name in (f"n{number}-{k}" for k in range(100)) if name not in taken)


def test_what_hangs_together_with_no_change_is_not_given_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    things: list[Keys] = [(f"path:{i}", f"text:{i}") for i in range(20)]
    kept: dict[str, Keys] = {f"id-{i}": keys for i, keys in enumerate(things)}
    assigner = Assigner()
    assigner.assign(things, _made, kept)
    given_anew: list[int] = []
    real = ledger_module.assign

    def assign_and_note(*asked: Any) -> Assigned:
        given_anew.append(len(asked[0]))
        return real(*asked)

    monkeypatch.setattr(ledger_module, "assign", assign_and_note)
    edited: list[Keys] = [*things[:7], ("path:7", "text:new"), *things[8:]]
    assert assigner.assign(edited, _made, kept).ids == tuple(kept)
    assert assigner.assign(edited, _made, {**kept, "id-7": edited[7]}).ids == tuple(kept)
    assert given_anew == [1, 1]


ONE, TWO = ("a#talks", "a#meeting#2031-03-09"), ("b#talks", "b@2031-03-09")


def test_what_became_of_published_addresses_is_told() -> None:
    both = Ledger(events={"one": ONE, "two": TWO})
    joined = Ledger(events={"one": (*ONE, *TWO), "two": TWO}, moved={"events/two": "events/one"})
    assert moves(both, joined) == (Move(old="events/two", new="events/one", parted=False),)
    assert moves(joined, both) == (Move(old="events/one", new="events/two", parted=True),)
    assert moves(joined, joined) == ()


def test_an_event_is_parted_from_the_one_to_which_its_articles_telling_was_counted() -> None:
    whole = Ledger(events={"one": (*ONE, *TWO)})
    assert moves(whole, Ledger(events={"one": ONE, "three": TWO})) == (
        Move(old="events/one", new="events/three", parted=True),
    )
    other = ("a#visit", "a#meeting#2031-03-09")  # another event of an article, on the day of the first
    assert moves(whole, Ledger(events={"one": (*ONE, *TWO), "visit": other})) == ()


def test_an_address_that_was_never_published_is_not_told_of() -> None:
    assert moves(EMPTY, Ledger(events={"one": ONE}, moved={"events/old": "events/one"})) == ()
