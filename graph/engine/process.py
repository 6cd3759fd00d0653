"""Processes that outlive us: started in a session of their own, known to be alive by the lock they hold."""

import fcntl
import os
import signal
import subprocess
import time
from pathlib import Path

from graph.engine.files import held, open_lock
from graph.errors import EngineError

STOP_SECONDS = 60.0

# What this process started: a child that ended must be asked for once, or it stays a zombie.
_CHILDREN: list[subprocess.Popen[bytes]] = []


def detach(words: list[str], lock: Path, folder: Path, output: Path) -> int:
    """Start a process that holds `lock` as long as it lives, with `folder` as its own; return its pid.

    The lock belongs to the open file that the child inherits, so the kernel frees it however the child ends, and a
    pid that another program uses by now is never taken for it.
    """
    reap()
    descriptor = open_lock(lock)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        process = _popen(words, folder, output, descriptor)
    except OSError as error:
        raise EngineError(f"the embedded graph engine cannot be started: {error}") from error
    finally:
        os.close(descriptor)
    _CHILDREN.append(process)
    return process.pid


def end(lock: Path, pid: int) -> None:
    """Ask the holder of `lock` to end and wait for it; after a minute it is killed. Nothing to do without holder.

    With pid 0 (not known) it is only waited for. Raises EngineError when it does not end.
    """
    if not held(lock):
        return
    if pid:
        os.kill(pid, signal.SIGTERM)
    if not await_free(lock, STOP_SECONDS):
        if pid:
            os.killpg(pid, signal.SIGKILL)
        if not await_free(lock, STOP_SECONDS):
            raise EngineError(f"a process of the embedded graph engine does not end: pid {pid or 'unknown'}, {lock}")
    reap()


def reap() -> None:
    """Forget the children that have ended."""
    _CHILDREN[:] = [child for child in _CHILDREN if child.poll() is None]


def _popen(words: list[str], folder: Path, output: Path, descriptor: int) -> subprocess.Popen[bytes]:
    with output.open("ab") as log:
        return subprocess.Popen(  # noqa: S603
            words,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            pass_fds=(descriptor,),
            start_new_session=True,
        )


def await_free(lock: Path, seconds: float) -> bool:
    """Wait until nobody holds `lock`; returns whether that came within `seconds`."""
    deadline = time.monotonic() + seconds
    while held(lock):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
