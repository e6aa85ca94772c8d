"""Fuzz every boundary with many cases.

benchmarks/fuzz.py [--only NAME …] [--share 1.0] [--seed N]

Prints for each boundary how many cases were tried, the longest processor time that one took, and what failed, made as
small as it gets. Ends with 1 where something failed or took longer than LONGEST.
"""

import argparse
import signal
import sys
import time
import traceback
from pathlib import Path
from types import FrameType

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.fuzz import checks
from tests.fuzz.test_fuzz import CASES

# 100,000 and more in all; the slow ones, which make whole sites, fewer.
TIMES = {
    "read": 50_000, "settings": 15_000, "authority": 12_000, "manifest": 5_000, "request": 15_000, "words": 1_500,
    "pages": 3_000, "facts": 3_000,
}  # fmt: skip
LONGEST = 2.0  # seconds of processor time for one case
FIRST = 5  # cases that load what the others find loaded, and do not count
HANGS = 60  # seconds after which a case is ended with a traceback of where it is


def main() -> int:
    """Run what was asked for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", nargs="*", choices=CASES, default=list(CASES))
    options.add_argument("--share", type=float, default=1.0, help="of the usual number of cases")
    options.add_argument("--seed", type=int, default=0)
    asked = options.parse_args()
    signal.signal(signal.SIGALRM, _hanging)
    return max([_fuzz(name, max(1, int(TIMES[name] * asked.share)), asked.seed) for name in asked.only])


def _hanging(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"no end after {HANGS} s")


def _fuzz(name: str, times: int, seed: int) -> int:
    check, sent, _ = CASES[name]
    done, longest, slowest = 0, 0.0, ""

    @seeded(seed)
    @settings(
        max_examples=times, deadline=None, database=None, suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink), print_blob=False,
    )  # fmt: skip
    @given(sent)
    def fuzz(case: tuple[object, ...]) -> None:
        nonlocal done, longest, slowest
        done += 1
        signal.alarm(HANGS)
        begun = time.process_time()
        try:
            check(*case)
        finally:
            signal.alarm(0)
        took = time.process_time() - begun
        if done > FIRST and took > longest:
            longest, slowest = took, repr(case)[:300]

    if name == "facts":
        checks.pipeline()  # loaded before the clock runs
    begun = time.monotonic()
    try:
        fuzz()
        failed = ""
    except Exception:  # noqa: BLE001  whatever it is, it is told
        failed = traceback.format_exc()
    print(f"{name:10} {done:7,} cases in {time.monotonic() - begun:6.0f} s, longest {longest:.3f} s: ", end="")
    print("FAILED" if failed else "well" if longest <= LONGEST else f"SLOW: {slowest}", flush=True)
    if failed:
        print(failed, flush=True)
    return int(bool(failed) or longest > LONGEST)


if __name__ == "__main__":
    sys.exit(main())
