"""Crawling from the outside: each source in a child process of its own, with a timeout, and a report in any case."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from crawler.polite import RefusedError, user_agent
from crawler.records import FINISHED, RUNS, next_run, report_of, report_payload, start_run
from crawler.sources import Source, load_source, source_ids
from ruletrace.journal import Journal
from ruletrace.model import Outcome, RunReport
from ruletrace.settings import Settings

__all__ = ["RefusedError", "crawl", "crawl_all"]

_LAST = 500  # characters of the child's last words that a report quotes


def crawl(source_id: str, settings: Settings, now: Callable[[], datetime]) -> RunReport:
    """Crawl one source and return the report, which stands in the journal as well.

    Raises SourceError for an unknown source and RefusedError for a live crawl without a contact; whatever happens
    to the child process is a failed run, not an exception.
    """
    source = load_source(source_id)
    user_agent(settings)
    journal = Journal(settings.journal_location())
    try:
        run, started = next_run(source.id, journal.entries(*RUNS)), now()
        # Before the child is there: whatever becomes of it, this run has an id of its own and is seen to have begun.
        begun = start_run(journal, source.id, str(source.expected), run, started)
        log = settings.root / "logs" / f"crawl-{source.id}.log"
        ending = _child(source_id, run, started, settings, log)
        return _report(journal, run, begun.seq) or _lost(journal, source, run, started, now(), ending)
    finally:
        journal.close()


def crawl_all(settings: Settings, now: Callable[[], datetime], sources: Iterable[str] | None = None) -> list[RunReport]:
    """Crawl the given sources (all, when none is given) one after the other; one that fails stops no other.

    Raises SourceError or RefusedError before the first of them.
    """
    user_agent(settings)
    names = source_ids() if sources is None else list(sources)
    for name in names:
        load_source(name)
    return [crawl(name, settings, now) for name in names]


def _child(source_id: str, run: str, started: datetime, settings: Settings, log: Path) -> str:
    """Run the child process, its messages in `log`, and return in words how it ended."""
    command = [sys.executable, "-m", "crawler.child", source_id, "--run", run, "--at", started.isoformat()]
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as messages:
        # A group of its own, so that nothing of it survives the timeout.
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command,
            env=_environment(settings),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=messages,
            start_new_session=True,
        )
    try:
        code = child.wait(timeout=settings.crawl_timeout)
    except subprocess.TimeoutExpired:
        return f"timed out after {settings.crawl_timeout} s and was ended"
    finally:
        _end_group(child)
    if code < 0:
        return f"was killed by signal {-code}"
    last = log.read_text("utf-8", "replace").strip().splitlines()[-1:] or ["no message"]
    return f"ended with exit code {code}: {last[0][:_LAST]}"


def _end_group(child: "subprocess.Popen[bytes]") -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _environment(settings: Settings) -> dict[str, str]:
    own = settings.model_dump(exclude={"neo4j"})
    own["data"] = settings.root
    return {**os.environ, **{f"RULETRACE_{name.upper()}": str(value) for name, value in own.items()}}


def _report(journal: Journal, run: str, begun: int) -> RunReport | None:
    ended = (entry for entry in journal.entries(FINISHED) if entry.seq > begun)
    finished = [entry.payload for entry in ended if entry.payload["run"] == run]
    return report_of(finished[-1]) if finished else None


def _lost(journal: Journal, source: Source, run: str, started: datetime, finished: datetime, ending: str) -> RunReport:
    reason = f"the crawl's process {ending}"
    report = RunReport(source.id, run, started, finished, Outcome.FAILED, str(source.expected), {}, (reason,))
    journal.append(FINISHED, report_payload(report), finished)
    return report
