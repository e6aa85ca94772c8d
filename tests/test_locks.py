"""Locks: one at a time, nothing in use goes, and nothing is held by who has ended."""

import os
import threading
from pathlib import Path

import pytest

from briefgen.locks import alone, is_used, use


def test_who_comes_second_says_so_and_waits(tmp_path: Path) -> None:
    told: list[str] = []
    waits = threading.Event()

    def waiting() -> None:
        told.append("waiting")
        waits.set()

    def second() -> None:
        with alone(tmp_path / "a", waiting):
            told.append("second")

    with alone(tmp_path / "a", pytest.fail):
        thread = threading.Thread(target=second)
        thread.start()
        assert waits.wait(5)
        told.append("first")
    thread.join(5)
    assert told == ["waiting", "first", "second"]


def test_a_lock_dies_with_its_process(tmp_path: Path) -> None:
    (tmp_path / "used").mkdir()
    child = os.fork()
    if not child:
        use(tmp_path / "used")
        with alone(tmp_path):
            os._exit(0)
    os.waitpid(child, 0)
    with alone(tmp_path, pytest.fail):
        pass
    assert not is_used(tmp_path / "used")


def test_a_folder_is_used_until_the_last_user_has_let_go(tmp_path: Path) -> None:
    one, other = use(tmp_path), use(tmp_path)
    assert is_used(tmp_path)
    os.close(one)
    assert is_used(tmp_path)
    os.close(other)
    assert not is_used(tmp_path)
