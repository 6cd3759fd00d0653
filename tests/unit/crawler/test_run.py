"""Runs whose process ends before it does anything (composed): each is a run, and a failure, of its own."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

import crawler.run as running
from crawler.health import State, health
from crawler.records import FINISHED, RUNS, STARTED, next_run, report_payload
from crawler.sources import load_source
from ruletrace.journal import Entry, Journal
from ruletrace.model import Outcome, RunReport
from ruletrace.settings import Settings

MORNING = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
CSL = load_source("csl")


def entry(kind: str, run: str) -> Entry:
    return Entry(1, MORNING, kind, {"source": run.partition("#")[0], "run": run}, "", "")


@pytest.fixture
def clock() -> Callable[[], datetime]:
    minutes = count()
    return lambda: MORNING + timedelta(minutes=next(minutes))


def test_two_crashes_before_the_child_begins_are_two_failures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Callable[[], datetime]
) -> None:
    settings = Settings(data=tmp_path, base_url="http://127.0.0.1:1")
    ends = iter(["was killed by signal 9", "timed out after 1 s and was ended"])
    monkeypatch.setattr(running, "_child", lambda *_: next(ends))
    first, second = (running.crawl("csl", settings, clock) for _ in range(2))
    assert (first.run, second.run) == ("csl#1", "csl#2")
    assert second.reasons == ("the crawl's process timed out after 1 s and was ended",)
    assert second.started > first.finished
    journal = Journal(settings.journal_location())
    kinds = [one.kind for one in journal.entries(*RUNS)]
    (state,) = health(journal.entries(), clock(), [CSL])
    journal.close()
    assert kinds == [STARTED, FINISHED] * 2
    assert (state.state, state.silence, state.last_failure) == (State.FAILED, "gap", second.finished)


def test_an_end_of_the_same_id_before_the_run_began_is_not_its_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Callable[[], datetime]
) -> None:
    """Another process's run of the same id (composed) is reported by that process alone."""
    settings = Settings(data=tmp_path, base_url="http://127.0.0.1:1")
    journal = Journal(settings.journal_location())
    report = RunReport("csl", "csl#1", MORNING, MORNING, Outcome.OK, "composed")
    journal.append(FINISHED, report_payload(report), MORNING)
    monkeypatch.setattr(running, "next_run", lambda *_: "csl#1")
    monkeypatch.setattr(running, "_child", lambda *_: "was killed by signal 9")
    assert running.crawl("csl", settings, clock).outcome is Outcome.FAILED
    journal.close()


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], "csl#1"),
        ([entry(STARTED, "csl#1"), entry(FINISHED, "csl#1")], "csl#2"),
        ([entry(FINISHED, "csl#1")], "csl#2"),  # as journals of earlier versions have it
        ([entry(STARTED, "csl#9"), entry(STARTED, "csl#10"), entry(FINISHED, "csl#10")], "csl#11"),
        ([entry(STARTED, "ecfr-774#7"), entry(STARTED, "csl#by hand")], "csl#1"),
    ],
)
def test_no_id_is_given_twice(entries: list[Entry], expected: str) -> None:
    assert next_run("csl", entries) == expected
