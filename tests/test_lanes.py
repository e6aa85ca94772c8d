"""Lanes: what they give is what one process gives, and what goes wrong in one is told."""

import os
import signal
import time
from collections.abc import Callable, Iterator

import pytest

from briefgen.errors import Problem, Refused
from briefgen.lanes import aside, run


def counting(begin: int, end: int) -> Callable[[], Iterator[int]]:
    return lambda: iter(range(begin, end))


def test_all_results_of_all_lanes_come_and_each_lane_s_in_order() -> None:
    found = list(run([counting(0, 5000), counting(5000, 5003), counting(9000, 9000)], lambda _: 1000))
    assert sorted(found) == list(range(5003))
    assert [n for n in found if n < 5000] == list(range(5000))


def test_more_than_fits_into_a_pipe_comes_whole() -> None:
    lanes = [lambda n=n: iter([bytes([n]) * 5_000_000] * 3) for n in range(3)]
    assert sorted(run(lanes, len)) == sorted(bytes([n]) * 5_000_000 for n in (0, 1, 2) for _ in range(3))


def test_one_lane_is_this_process() -> None:
    assert list(run([lambda: iter([os.getpid()])], lambda _: 1)) == [os.getpid()]
    assert os.getpid() not in list(run([lambda: iter([os.getpid()])] * 2, lambda _: 1))


def refusing() -> Iterator[int]:
    yield 1
    raise Refused([Problem("templates/x.html", "is at fault", line=3)])


def test_an_error_is_raised_as_it_was_and_a_bug_with_where_it_was() -> None:
    with pytest.raises(Refused) as told:
        list(run([refusing, counting(0, 10)], lambda _: 1))
    assert told.value.problems == (Problem("templates/x.html", "is at fault", line=3),)

    def faulty() -> Iterator[int]:
        yield 1 // 0

    with pytest.raises(ZeroDivisionError) as bug:
        list(run([faulty, counting(0, 10)], lambda _: 1))
    assert "in faulty" in bug.value.__notes__[0]


def test_a_lane_that_is_killed_is_an_error_and_never_a_short_result() -> None:
    def killed() -> Iterator[int]:
        yield 1
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(ChildProcessError):
        list(run([killed, counting(0, 10)], lambda _: 1))


def test_no_process_is_left_when_nobody_reads_on() -> None:
    def endless() -> Iterator[int]:
        yield os.getpid()
        while True:
            time.sleep(0.01)
            yield 0

    results = run([endless, endless], lambda _: 1_000_000)
    first = next(results)
    results.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


def test_a_lane_aside_gives_its_results_when_they_are_asked_for() -> None:
    with aside(lambda: iter("abc"), len) as results:
        assert list(results()) == ["a", "b", "c"]


def test_nothing_is_left_of_a_lane_aside_that_is_not_read_to_its_end() -> None:
    def endless() -> Iterator[int]:
        while True:
            yield os.getpid()

    with aside(endless, lambda _: 1_000_000) as results:
        child = next(results())
        os.kill(child, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_what_a_lane_aside_raises_is_raised_here() -> None:
    def faulty() -> Iterator[str]:
        yield "a"
        raise ValueError("torn")

    with aside(faulty, len) as results, pytest.raises(ValueError, match="torn"):
        list(results())
