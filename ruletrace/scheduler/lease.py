"""Leases: work that one of several processes or machines does, decided by the order of the journal's chain.

A lease is a row of append-only entries: taken, renewed, released. The chain gives every entry its place, so all
readers agree on who holds it, on SQLite and PostgreSQL alike and without a lock of either. A lease ends by itself
at its time, so the work of a killed holder is taken up by another; on the holder's own machine, where it is seen to be
gone, at once. Machines that share a journal need clocks that agree to well under the length of a lease.
"""

import logging
import secrets
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from os import getpid
from pathlib import Path
from threading import Event, Thread

from sqlalchemy.exc import OperationalError

from ruletrace.journal import Entry, Journal, JournalError
from ruletrace.model import sha256_hex
from ruletrace.pipeline.context import Clock

# Like all of `run.`, no input of the projection: taking a lease makes nothing be computed again.
KIND = "run.lease"
TAKE, RENEW, RELEASE = "take", "renew", "release"
SECONDS = 300
RENEWALS = 3  # attempts to renew within the length of a lease

_BOOT, _COUNTING = Path("/proc/sys/kernel/random/boot_id"), Path("/proc/self/ns/pid")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Lease:
    """Who may do the work `name`, and until when (UTC) at the latest."""

    name: str
    holder: str
    until: datetime


def new_holder() -> str:
    """Return a name for one attempt of this process, different each time: HOST/KERNEL:PROCESS:RANDOM."""
    return f"{_machine()}:{getpid()}:{secrets.token_hex(4)}"


def is_gone(holder: str) -> bool:
    """Tell whether the process that `holder` names ended; False as well where that cannot be seen from here."""
    machine, _, process = holder.partition(":")
    pid = process.partition(":")[0]
    return "/" in machine and machine == _machine() and pid.isdecimal() and not Path(f"/proc/{pid}").exists()


@cache
def _machine() -> str:
    """Return the host's name and, where the system tells, what makes a process number mean the same process."""
    try:
        # This start of this kernel, and this container's own counting of processes.
        kernel = _BOOT.read_text().strip() + str(_COUNTING.readlink())
    except OSError:
        return socket.gethostname()
    return f"{socket.gethostname()}/{sha256_hex(kernel.encode())[:8]}"


def held(entries: Iterable[Entry], name: str, now: datetime) -> Lease | None:
    """Return who holds `name` at `now`, by the journal's entries in order; None when it is free."""
    current: Lease | None = None
    for entry in entries:
        if entry.kind == KIND and entry.payload["name"] == name:
            current = _after(current, entry)
    return current if current and current.until > now else None


def take(journal: Journal, name: str, holder: str, now: datetime, seconds: float) -> bool:
    """Try to take `name` from `now` for `seconds`; returns whether `holder` has it."""
    before = held(journal.entries(KIND), name, now)
    if before and not is_gone(before.holder):
        return False
    if before:
        release(journal, name, before.holder, now)
    return _append(journal, TAKE, Lease(name, holder, now + timedelta(seconds=seconds)), now)


def renew(journal: Journal, name: str, holder: str, now: datetime, seconds: float) -> bool:
    """Hold `name` for `seconds` from `now`; returns False when it was lost, by its time or to another."""
    return _append(journal, RENEW, Lease(name, holder, now + timedelta(seconds=seconds)), now)


def release(journal: Journal, name: str, holder: str, now: datetime) -> None:
    """Give `name` back; nothing happens when another holds it by now."""
    _append(journal, RELEASE, Lease(name, holder, now), now)


@contextmanager
def lease(journal: Journal, name: str, holder: str, now: Clock, seconds: float = SECONDS) -> Iterator[bool]:
    """Yield whether `holder` has the lease `name`; if so it is renewed during the block and released after it."""
    if not take(journal, name, holder, now(), seconds):
        yield False
        return
    over = Event()
    renewing = Thread(target=_keep, args=(journal, name, holder, now, seconds, over), daemon=True)
    renewing.start()
    try:
        yield True
    finally:
        over.set()
        renewing.join()
        release(journal, name, holder, now())


def _after(current: Lease | None, entry: Entry) -> Lease | None:
    """Return the lease as it stands after one more entry; an entry that came too late changes nothing."""
    asked = Lease(entry.payload["name"], entry.payload["holder"], datetime.fromisoformat(entry.payload["until"]))
    free = current is None or current.until <= entry.at
    if entry.payload["act"] == TAKE:
        return asked if free else current
    if free or current is None or current.holder != asked.holder:
        return current
    return asked if entry.payload["act"] == RENEW else None


def _append(journal: Journal, act: str, asked: Lease, now: datetime) -> bool:
    payload = {"act": act, "name": asked.name, "holder": asked.holder, "until": asked.until.isoformat()}
    own = journal.append(KIND, payload, now)
    entries = (entry for entry in journal.entries(KIND) if entry.seq <= own.seq)
    return held(entries, asked.name, now) == asked


def _keep(journal: Journal, name: str, holder: str, now: Clock, seconds: float, over: Event) -> None:
    while not over.wait(seconds / RENEWALS):
        try:
            if not renew(journal, name, holder, now(), seconds):
                _log.warning("the lease %s was lost: this process stood still for too long", name)
                return
        except (JournalError, OperationalError) as error:
            _log.warning("the lease %s could not be renewed now: %s", name, error)
