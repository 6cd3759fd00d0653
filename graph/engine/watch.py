"""Stops an idle server: a small process of its own, run as a script so that it loads nothing but this file.

Arguments: the engine's folder, the server's pid, the seconds without use after which the server is asked to end.
It ends when the server ends.
"""

import fcntl
import os
import signal
import sys
import time
from pathlib import Path

PATIENCE = 60.0
PAUSE = 0.2


def watch(folder: Path, pid: int, idle: float) -> None:
    """Wait until the server is gone; end it when nobody touched `used` for `idle` seconds."""
    while _alive(folder):
        if _idle(folder) > idle:
            _end(folder, pid, idle)
        time.sleep(PAUSE)


def _end(folder: Path, pid: int, idle: float) -> None:
    # Under the start lock, so that no client attaches to a server that is about to end. Never waited for: whoever
    # holds it may be waiting for this process.
    with (folder / "start.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        if _alive(folder) and _idle(folder) > idle:
            (folder / "state.json").unlink(missing_ok=True)
            os.kill(pid, signal.SIGTERM)
            _await_end(folder, pid)


def _await_end(folder: Path, pid: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while _alive(folder):
        if time.monotonic() > deadline:
            os.killpg(pid, signal.SIGKILL)
        time.sleep(0.1)


def _idle(folder: Path) -> float:
    return time.time() - (folder / "used").stat().st_mtime


def _alive(folder: Path) -> bool:
    with (folder / "server.alive").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


if __name__ == "__main__":
    watch(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
