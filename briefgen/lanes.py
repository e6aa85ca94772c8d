"""Work in several processes at once: each lane is a generator that runs in a fork of this process.

A fork sees all that was made before it, so that nothing but results has to be sent, and they come as they are ready.
What a lane raises is raised here. A lane whose reader is gone, killed even, ends by itself at its next result.
Misses systems that cannot fork, and processes with other threads that work, which a fork could leave waiting for a lock
for ever: callers with such threads ask for one lane, which is this process itself.
"""

import contextlib
import fcntl
import gc
import os
import pickle
import signal
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection, Pipe, wait
from typing import TypeVar

T = TypeVar("T")
Lane = Callable[[], Iterable[T]]
AT_ONCE = 200_000  # bytes that a lane gathers before it sends them
PIPE_SIZE = 1 << 20  # what a lane may be ahead of its reader by; the largest that a user may ask for
F_SETPIPE_SZ = 1031  # of Linux


def cores() -> int:
    """How many processes may run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def run(lanes: Sequence[Lane[T]], size: Callable[[T], int]) -> Iterator[T]:
    """Yield the results of all lanes as they come; each lane's own in order. size: of a result, in bytes."""
    if len(lanes) < 2 or not hasattr(os, "fork"):  # noqa: PLR2004
        for lane in lanes:
            yield from lane()
        return
    open_: dict[Connection, int] = {}
    gc.freeze()  # what is there already is not looked at again, so that forks go on sharing it
    try:
        for lane in lanes:
            reading, writing = _pipe()
            child = _fork()
            if not child:
                for other in (reading, *open_):
                    other.close()
                _work(lane, writing, size)
            writing.close()
            open_[reading] = child
        yield from _gathered(open_)
    finally:
        gc.unfreeze()
        _end(open_)


@contextlib.contextmanager
def aside(lane: Lane[T], size: Callable[[T], int]) -> Iterator[Callable[[], Iterator[T]]]:
    """Run a lane in a fork from now on, while this process does something else. What is given waits for its results.

    Where systems cannot fork, it is run when it is asked for. Nothing of it is left at the end, whether it was waited
    for or not.
    """
    if not hasattr(os, "fork"):
        yield lambda: iter(lane())
        return
    open_: dict[Connection, int] = {}
    try:
        reading, writing = _pipe()
        child = _fork()
        if not child:
            reading.close()
            _work(lane, writing, size)
        writing.close()
        open_[reading] = child
        yield lambda: _gathered(open_)
    finally:
        _end(open_)


def _end(open_: dict[Connection, int]) -> None:
    for reading, child in open_.items():
        reading.close()
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _gathered(open_: dict[Connection, int]) -> Iterator[T]:
    while open_:
        for reading in wait(list(open_)):
            assert isinstance(reading, Connection)  # noqa: S101  wait() gives back what it was given
            try:
                results, raised = pickle.loads(reading.recv_bytes())  # noqa: S301  from our own fork
            except EOFError:
                results, raised = [], ChildProcessError("a process that worked for this one was killed")
            yield from results
            if raised is not None:
                child = open_.pop(reading)
                reading.close()
                os.waitpid(child, 0)
                if not isinstance(raised, StopIteration):
                    raise raised


def _work(lane: Lane[T], writing: Connection, size: Callable[[T], int]) -> None:
    """Run a lane in the fork, to its end; never comes back."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told as well, and ends us
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        ended: BaseException = StopIteration()
        gathered: list[T] = []
        weight = 0
        try:
            for result in lane():
                gathered.append(result)
                weight += size(result)
                if weight > AT_ONCE:
                    writing.send_bytes(pickle.dumps((gathered, None), pickle.HIGHEST_PROTOCOL))
                    gathered, weight = [], 0
        except Exception as error:  # noqa: BLE001  it is raised in the parent
            error.add_note(traceback.format_exc())
            ended = error
        writing.send_bytes(pickle.dumps((gathered, ended), pickle.HIGHEST_PROTOCOL))
    except BrokenPipeError:
        os._exit(1)
    finally:
        os._exit(0)


def _pipe() -> tuple[Connection, Connection]:
    reading, writing = Pipe(duplex=False)
    with contextlib.suppress(OSError):
        fcntl.fcntl(writing.fileno(), F_SETPIPE_SZ, PIPE_SIZE)
    return reading, writing


def _fork() -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns of threads; see above
        return os.fork()
