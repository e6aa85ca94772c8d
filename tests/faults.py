"""Faults: a process that dies, or finds the disk full, at one of the calls with which it changes files.

Calls are seen by Python's audit hooks, in a child process, and only those that name something below one folder.
benchmarks/fault_loop.py uses them on the demonstration site.
"""

import errno
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

Fault = Literal["killed", "full"]
FAULTS: tuple[Fault, ...] = ("killed", "full")
TAKING = ("os.mkdir", "os.link", "os.symlink", "open")  # those that need space
CHANGING = (*TAKING, "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.chown", "os.truncate", "ctypes.dlsym")
DONE, FAILED, BUG, KILLED = 0, 1, 2, 9


def run(work: Callable[[], object], below: Path, fault: Fault, number: int) -> int:
    """Do some work in a child process with a fault at its n-th changing call, from 0: DONE, FAILED, BUG or KILLED.

    A disk that is full stays so: every later call that needs space fails too. FAILED: by OSError, as it should.
    """
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = BUG
    try:
        sys.addaudithook(_hook(str(below.resolve()), fault, number))
        work()
        code = DONE
    except OSError as error:
        code = FAILED if error.errno == errno.ENOSPC else BUG
    except BaseException:  # noqa: BLE001  the child must not go on as a second test run
        traceback.print_exc()
    finally:
        os._exit(code)


def _hook(below: str, fault: Fault, number: int) -> Callable[[str, tuple[Any, ...]], None]:
    seen = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal seen
        if event not in CHANGING or not _changes(event, arguments, below):
            return
        seen += 1
        if fault == "killed" and seen > number:
            os._exit(KILLED)
        if fault == "full" and (seen == number + 1 or (seen > number and event in TAKING)):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))

    return hook


def _changes(event: str, arguments: tuple[Any, ...], below: str) -> bool:
    if event == "ctypes.dlsym":
        return bool(arguments[1] == "renameat2")
    if event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        return False
    return any(isinstance(a, str | bytes | os.PathLike) and os.fsdecode(a).startswith(below) for a in arguments[:2])
