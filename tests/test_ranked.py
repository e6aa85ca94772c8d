"""Ranked lists: after any changes they are what sorting all values that are there would give."""

from hypothesis import given
from hypothesis import strategies as st

from briefgen.ranked import Ranked

NAMES = st.sampled_from("abc")
PLACES = st.tuples(st.sampled_from(["2025-08-01", "2025-08-02", "9999"]), st.integers(0, 5))


@given(st.lists(st.sets(st.tuples(NAMES, PLACES), max_size=12), min_size=1, max_size=5))
def test_after_changes_each_list_holds_what_is_there_in_order(editions: list[set[tuple[str, tuple[str, int]]]]) -> None:
    ranked: Ranked[str] = Ranked()
    before: set[tuple[str, tuple[str, int]]] = set()
    for now in editions:
        touched = ranked.change(before - now, ((name, at, f"{name} {at}") for name, at in now - before))
        assert set(touched) == {name for name, _ in before ^ now}
        for name in "abc":
            wanted = [(at, f"{name} {at}") for at in sorted(at for one, at in now if one == name)]
            assert list(ranked.of(name)) == wanted
            assert ranked.first(name) == (wanted[0][1] if wanted else None)
            assert ranked.last(name) == (wanted[-1][1] if wanted else None)
        before = now
