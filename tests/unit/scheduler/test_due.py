"""What is due, from journal entries alone, by table."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.records import FINISHED, STARTED, report_payload
from crawler.sources import Source, load_source
from ruletrace.journal import Entry
from ruletrace.model import Outcome, RunReport
from ruletrace.scheduler.due import Due, due, finished_since, next_run

CSL, ECFR, FR = (load_source(name) for name in ("csl", "ecfr-774", "fr-documents"))
SOURCES = [CSL, ECFR, FR]
HOURLY = CSL.model_copy(update={"id": "hourly", "rhythm_hours": 1})
NOW = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
GOOD, SAME, BAD = Outcome.OK, Outcome.UNCHANGED, Outcome.FAILED


def run(source: Source, ago: float, outcome: Outcome | None) -> list[Entry]:
    """Return the entries of a run `ago` hours before NOW; None: it started and never ended."""
    at = NOW - ago * HOUR
    begun = {"source": source.id, "run": f"{source.id}#{ago}", "expected": "composed"}
    entries = [Entry(1, at, STARTED, begun, "", "")]
    if outcome is not None:
        report = RunReport(source.id, begun["run"], at, at, outcome, "composed", {}, ("composed",))
        entries.append(Entry(2, at, FINISHED, report_payload(report), "", ""))
    return entries


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], ["csl", "ecfr-774", "fr-documents"]),
        ([*run(CSL, 1, GOOD), *run(ECFR, 23.9, SAME), *run(FR, 2, GOOD)], []),
        ([*run(CSL, 24, GOOD), *run(ECFR, 23.9, SAME), *run(FR, 2, GOOD)], ["csl"]),
        # The latest first; one without a good run before them all.
        ([*run(CSL, 30, GOOD), *run(ECFR, 99, SAME), *run(FR, 2, BAD)], ["fr-documents", "ecfr-774", "csl"]),
        # A failure does not count as a run, and does not undo a good one.
        ([*run(CSL, 5, GOOD), *run(CSL, 1, BAD), *run(ECFR, 1, GOOD), *run(FR, 30, GOOD), *run(FR, 1, BAD)],
         ["fr-documents"]),
        # Interrupted runs, recent and old.
        ([*run(CSL, 0.1, None), *run(ECFR, 9, None), *run(FR, 1, GOOD)], ["csl", "ecfr-774"]),
    ],
)  # fmt: skip
def test_due(entries: list[Entry], expected: list[str]) -> None:
    assert [one.source for one in due(entries, SOURCES, NOW)] == expected


def test_due_tells_since_when() -> None:
    found = due([*run(CSL, 30, GOOD), *run(ECFR, 1, GOOD)], SOURCES, NOW)
    assert found == [Due("fr-documents", None), Due("csl", NOW - 6 * HOUR)]


@pytest.mark.parametrize(
    ("source", "entries", "hours"),
    [
        (CSL, [], 0),
        (CSL, run(CSL, 4, GOOD), 20),
        (CSL, run(CSL, 30, GOOD), 0),
        (CSL, run(CSL, 0, BAD), 1),
        (CSL, run(CSL, 0.5, BAD), 0.5),
        (CSL, run(CSL, 7, BAD), 0),
        (CSL, [*run(CSL, 4, GOOD), *run(CSL, 1, BAD)], 20),
        (CSL, [*run(CSL, 40, GOOD), *run(CSL, 0, BAD)], 1),
        (HOURLY, run(HOURLY, 0, GOOD), 1),
        (CSL, run(FR, 1, GOOD), 0),
    ],
)
def test_next_run(source: Source, entries: list[Entry], hours: float) -> None:
    assert next_run(entries, source, NOW) == NOW + hours * HOUR


def test_finished_since_looks_at_the_source_and_the_place() -> None:
    entries = run(CSL, 1, BAD)
    assert finished_since(entries, "csl", 1)
    assert not finished_since(entries, "csl", 2)
    assert not finished_since(entries, "fr-documents", 0)
