"""Fetches and runs as journal entries, and back."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from ruletrace.archive import Archive
from ruletrace.journal import Entry, Journal
from ruletrace.model import Fetch, Outcome, RunReport

FETCH, STARTED, FINISHED = "fetch", "run.started", "run.finished"
RUNS = (STARTED, FINISHED)
EVIDENCE = 256 * 1024  # bytes; the body of a failed fetch is kept up to this size

_FETCH = TypeAdapter(Fetch)
_REPORT = TypeAdapter(RunReport)


def fetch_payload(fetch: Fetch) -> dict[str, Any]:
    """Return `fetch` as the journal's plain JSON."""
    payload: dict[str, Any] = _FETCH.dump_python(fetch, mode="json")
    return payload


def fetch_of(payload: dict[str, Any]) -> Fetch:
    """Return the fetch that a journal entry of kind `fetch` holds."""
    return _FETCH.validate_python(payload)


def report_payload(report: RunReport) -> dict[str, Any]:
    """Return `report` as the journal's plain JSON."""
    payload: dict[str, Any] = _REPORT.dump_python(report, mode="json")
    return payload


def report_of(payload: dict[str, Any]) -> RunReport:
    """Return the report that a journal entry of kind `run.finished` holds."""
    return _REPORT.validate_python(payload)


def next_run(source: str, entries: Iterable[Entry]) -> str:
    """Return the id of the next run of `source`: the source and a number after all that began or ended.

    Journals of earlier versions have runs that ended without a beginning: their process had not come so far.
    """
    runs = [str(entry.payload["run"]) for entry in entries if entry.kind in RUNS and entry.payload["source"] == source]
    numbers = [number for _, _, number in (run.rpartition("#") for run in runs) if number.isdecimal()]
    return f"{source}#{max(map(int, numbers), default=0) + 1}"


def start_run(journal: Journal, source: str, expected: str, run: str, at: datetime) -> Entry:
    """Record that `run` begins, and return the entry: what belongs to the run stands after it."""
    return journal.append(STARTED, {"source": source, "run": run, "expected": expected}, at)


class Recorder:
    """Keeps the bodies of one run in the archive and its fetches in the journal."""

    def __init__(
        self, source: str, run: str, archive: Archive, journal: Journal, clock: Callable[[], datetime]
    ) -> None:
        self._source, self._run, self._clock = source, run, clock
        self._archive, self._journal = archive, journal
        self._known = _newest_good(source, journal.entries(FETCH))

    def previous(self, url: str, role: str) -> Fetch | None:
        """Return the newest good fetch of `url` in this role before this run."""
        return self._known.get((url, role))

    def holds(self, fetch: Fetch) -> bool:
        """Return whether the archive has the body of an earlier fetch."""
        return fetch.sha256 in self._archive

    def body_of(self, fetch: Fetch) -> bytes:
        """Return the archived body of an earlier fetch."""
        return self._archive.get(fetch.sha256)

    def good(self, url: str, role: str, status: int, headers: dict[str, str], body: bytes) -> Fetch:
        """Keep a good answer; it is `unchanged` when the newest one from `url` had the same bytes."""
        sha256 = self._archive.put(body)
        before = self.previous(url, role)
        outcome = Outcome.UNCHANGED if before and before.sha256 == sha256 else Outcome.OK
        return self._record(url, role, status, headers, sha256, len(body), outcome, "")

    def failed(
        self, url: str, role: str, status: int, headers: dict[str, str], body: bytes, reason: str, keep: bool = False
    ) -> Fetch:
        """Record a failed fetch with its reason; its body is evidence, kept when it is small or when told to."""
        sha256 = self._archive.put(body) if body and (keep or len(body) <= EVIDENCE) else ""
        return self._record(url, role, status, headers, sha256, len(body), Outcome.FAILED, reason)

    def _record(
        self,
        url: str,
        role: str,
        status: int,
        headers: dict[str, str],
        sha256: str,
        size: int,
        outcome: Outcome,
        reason: str,
    ) -> Fetch:
        at, pairs = self._clock(), tuple(sorted(headers.items()))
        fetch = Fetch(self._source, self._run, url, at, status, pairs, sha256, size, outcome, role, reason)
        self._journal.append(FETCH, fetch_payload(fetch), at)
        return fetch


def _newest_good(source: str, entries: Iterable[Entry]) -> dict[tuple[str, str], Fetch]:
    fetches = (fetch_of(entry.payload) for entry in entries if entry.payload["source"] == source)
    return {(fetch.url, fetch.role): fetch for fetch in fetches if fetch.outcome is not Outcome.FAILED}
