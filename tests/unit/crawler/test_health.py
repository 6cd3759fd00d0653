"""Source health from the journal's entries alone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from crawler.health import SourceHealth, State, health
from crawler.records import FINISHED, STARTED, report_payload
from crawler.sources import load_source, load_sources
from ruletrace.journal import Entry
from ruletrace.model import Outcome, RunReport

CSL = load_source("csl")
MORNING = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def entry(kind: str, payload: dict[str, object], at: datetime) -> Entry:
    return Entry(1, at, kind, payload, "", "")


def started(run: str, at: datetime) -> Entry:
    return entry(STARTED, {"source": "csl", "run": run, "expected": "20000 to 40000 parties"}, at)


def finished(run: str, at: datetime, outcome: Outcome, *reasons: str) -> Entry:
    report = RunReport("csl", run, at, at, outcome, "20000 to 40000 parties", {"fetched": 1}, reasons)
    return entry(FINISHED, report_payload(report), at)


def stand(entries: list[Entry], now: datetime) -> SourceHealth:
    return health(entries, now, [CSL])[0]


def run(number: int, at: datetime, outcome: Outcome, *reasons: str) -> list[Entry]:
    return [started(f"csl#{number}", at), finished(f"csl#{number}", at, outcome, *reasons)]


@pytest.mark.parametrize(
    ("entries", "now", "state", "silence"),
    [
        ([], MORNING, State.NEVER_RUN, "gap"),
        (run(1, MORNING, Outcome.OK), MORNING + 24 * HOUR, State.FINE, "proved"),
        (run(1, MORNING, Outcome.UNCHANGED), MORNING + HOUR, State.FINE, "proved"),
        (run(1, MORNING, Outcome.OK), MORNING + 25 * HOUR, State.LATE, "gap"),
        (run(1, MORNING, Outcome.FAILED, "empty body"), MORNING + HOUR, State.FAILED, "gap"),
        ([*run(1, MORNING, Outcome.OK), *run(2, MORNING + HOUR, Outcome.FAILED, "x")], MORNING + 2 * HOUR,
         State.FAILED, "gap"),
        ([*run(1, MORNING, Outcome.FAILED, "x"), *run(2, MORNING + HOUR, Outcome.OK)], MORNING + 2 * HOUR,
         State.FINE, "proved"),
    ],
)  # fmt: skip
def test_state(entries: list[Entry], now: datetime, state: State, silence: str) -> None:
    found = stand(entries, now)
    assert (found.state, found.silence) == (state, silence)


def test_a_rolling_source_is_watched_while_its_runs_follow_one_another_at_the_rhythm() -> None:
    """Runs at six o'clock of three days, a day missed, and one more: each run tells of the 24 hours before it."""
    rolling = CSL.model_copy(update={"rolling": True})
    hours = (0, 24.2, 48, 96)
    entries = [one for n, at in enumerate(hours) for one in run(n, MORNING + at * HOUR, Outcome.OK)]
    failed = run(9, MORNING + 72 * HOUR, Outcome.FAILED, "a stale feed")
    found = health([*entries[:6], *failed, *entries[6:]], MORNING + 97 * HOUR, [rolling])[0]
    assert found.watched == ((date(2026, 11, 26), date(2026, 11, 27)),), "one run alone covers no whole day"
    assert stand(entries, MORNING + 97 * HOUR).watched == (), "a source that holds everything needs no watch"


def test_what_is_rolling_stands_with_the_sources() -> None:
    assert [one.id for one in load_sources() if one.rolling] == ["fr-public-inspection", "oj-l"]


def test_times_and_reason_of_both_kinds_of_run_are_kept() -> None:
    entries = [*run(1, MORNING, Outcome.OK), *run(2, MORNING + HOUR, Outcome.FAILED, "empty body", "and more")]
    found = stand(entries, MORNING + 2 * HOUR)
    assert (found.last_success, found.last_failure) == (MORNING, MORNING + HOUR)
    assert found.reason == "empty body; and more"
    assert found.due == MORNING + 24 * HOUR


def test_run_that_never_finished_reads_as_failed() -> None:
    entries = [*run(1, MORNING, Outcome.OK), started("csl#2", MORNING + HOUR)]
    under_way, later = stand(entries, MORNING + HOUR * 1.2), stand(entries, MORNING + HOUR * 2)
    assert under_way.state is State.FINE
    assert (later.state, later.silence) == (State.FAILED, "gap")
    assert later.reason == "interrupted: the run that started at 2026-11-26 07:00 UTC never finished"
    assert stand([*entries, *run(3, MORNING + 3 * HOUR, Outcome.OK)], MORNING + 4 * HOUR).state is State.FINE


def test_an_id_that_an_earlier_version_gave_twice_stands_for_two_runs() -> None:
    """Run 2 ended before its process wrote that it began, and so did its id: run 2 again, without an end."""
    crashed = finished("csl#2", MORNING + HOUR, Outcome.FAILED, "the crawl's process was killed by signal 9")
    entries = [*run(1, MORNING, Outcome.OK), crashed, started("csl#2", MORNING + 2 * HOUR)]
    under_way, later = stand(entries, MORNING + 2.1 * HOUR), stand(entries, MORNING + 4 * HOUR)
    assert (under_way.state, under_way.last_failure) == (State.FAILED, MORNING + HOUR)
    assert (later.state, later.last_failure) == (State.FAILED, MORNING + 2 * HOUR)
    ended = [*entries, finished("csl#2", MORNING + 2.2 * HOUR, Outcome.OK)]
    assert stand(ended, MORNING + 4 * HOUR).state is State.FINE
    assert stand(ended, MORNING + 4 * HOUR).last_failure == MORNING + HOUR


def test_every_shipped_source_has_a_line_whatever_the_journal_holds() -> None:
    other = entry("import", {"folder": "x"}, MORNING)
    found = health([other, *run(1, MORNING, Outcome.OK)], MORNING)
    assert [(line.source, line.state) for line in found] == [
        ("csl", State.FINE),
        ("ecfr-774", State.NEVER_RUN),
        ("ecfr-parts", State.NEVER_RUN),
        ("eu-annex-i", State.NEVER_RUN),
        ("fr-documents", State.NEVER_RUN),
        ("fr-public-inspection", State.NEVER_RUN),
        ("oj-l", State.NEVER_RUN),
    ]
