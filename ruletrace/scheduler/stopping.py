"""Ending cleanly on SIGTERM and SIGINT: the crawls that run are asked to end, and report so."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from types import FrameType

PAUSE = 0.5
CRAWL = b"crawler.child"


@contextmanager
def stoppable() -> Iterator[Event]:
    """Yield an event that SIGTERM or SIGINT sets; from then on every crawl of this process is asked to end.

    For the main thread only. Where there is no /proc, crawls are waited for instead.
    """
    stop, over = Event(), Event()

    def asked(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, asked) for number in (signal.SIGTERM, signal.SIGINT)}
    ender = Thread(target=_end_crawls, args=(stop, over), daemon=True)
    ender.start()
    try:
        yield stop
    finally:
        over.set()
        stop.set()
        ender.join()
        for number, handler in before.items():
            signal.signal(number, handler)


def crawls() -> list[int]:
    """Return the pids of the crawls that this process runs."""
    found: set[int] = set()
    for path in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):  # that thread is gone
            found.update(int(pid) for pid in path.read_text().split())
    return sorted(pid for pid in found if CRAWL in _command(pid))


def _end_crawls(stop: Event, over: Event) -> None:
    stop.wait()
    asked: set[int] = set()
    # Asked once each: Scrapy takes a second signal for an order to end without a report.
    while not over.is_set():
        for pid in set(crawls()) - asked:
            asked.add(pid)
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        over.wait(PAUSE)


def _command(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return []
