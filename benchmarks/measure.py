"""Seconds and memory."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from math import ceil
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread
from typing import TypeVar

Result = TypeVar("Result")


class Watch:
    """Seconds of wall time, and of this process's own processor time, of a `timed` block."""

    seconds = cpu = 0.0


@contextmanager
def timed() -> Iterator[Watch]:
    """Yield a watch that holds the seconds of the block when it has ended."""
    watch, start, cpu = Watch(), time.perf_counter(), time.process_time()
    try:
        yield watch
    finally:
        watch.seconds, watch.cpu = time.perf_counter() - start, time.process_time() - cpu


def best(work: Callable[[], Result], times: int = 3) -> tuple[Watch, Result]:
    """Return the watch of the fastest of several runs, and the last result."""
    watches = []
    for _ in range(times):
        with timed() as watch:
            result = work()
        watches.append(watch)
    return min(watches, key=lambda one: one.seconds), result


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least `share` (0 to 1) of the values do not exceed."""
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]


def alone(work: Callable[[], Result]) -> tuple[Result, int]:
    """Run a function of a module in a new process; return its result and that process's peak memory in MB."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        result = pool.submit(work).result()
        return result, pool.submit(own_peak).result()


def own_peak() -> int:
    """Return the peak resident memory of this process in MB."""
    return peak_of(os.getpid())


def peak_of(pid: int) -> int:
    """Return the peak resident memory of a running process in MB, 0 when it has ended.

    Not the ru_maxrss of getrusage: a child inherits its parent's.
    """
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(next((line for line in lines if line.startswith("VmHWM")), "0 0").split()[1]) // 1024


class Children:
    """Looks at this process's children some times a second; `peak` is the memory of the largest so far, in MB."""

    def __init__(self) -> None:
        self.peak = 0
        self._ended = Event()
        self._thread = Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Children":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(0.02):
            self.peak = max([self.peak, *map(peak_of, _children())])


def _children() -> list[int]:
    lists = Path("/proc/self/task").glob("*/children")
    return [int(pid) for path in lists for pid in path.read_text().split()]
