"""The health of the sources, from the journal alone: whether a quiet source is proved quiet or has a gap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from crawler.records import FINISHED, STARTED, report_of
from crawler.sources import Source, load_sources
from ruletrace.journal import Entry
from ruletrace.model import Outcome, RunReport

RUN_LIMIT = timedelta(minutes=30)  # a run without an end after this time was interrupted
GRACE = timedelta(hours=1)  # a run may start so much late, as the scheduler's may


class State(StrEnum):
    """How a source stands."""

    FINE = "fine"
    LATE = "late"
    FAILED = "failed"
    NEVER_RUN = "never run"


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How one source stands; times are UTC, None where there was no such run.

    `due` is when the next good run is expected at the latest; `reason` says why the last failed run failed;
    `silence` is "proved" when nothing new means nothing new, "gap" when something may have been missed since
    `last_success`. `watched` are spans of whole days (UTC, first and last) through which a rolling source was read at
    its rhythm.
    """

    source: str
    title: str
    state: State
    silence: str
    last_success: datetime | None
    last_failure: datetime | None
    reason: str
    rhythm_hours: int
    due: datetime | None
    expected: str
    counts: tuple[tuple[str, int], ...]
    watched: tuple[tuple[date, date], ...] = ()


def health(
    entries: Iterable[Entry],
    now: datetime,
    sources: Iterable[Source] | None = None,
    limit: timedelta = RUN_LIMIT,
) -> list[SourceHealth]:
    """Return the health of each source (those that ship with the program, when none are given), by id.

    `entries` are the journal's, in order; kinds other than run.started and run.finished are passed over. A run that
    started more than `limit` ago and never finished was interrupted, which is a failure.
    """
    entries = list(entries)
    known = load_sources() if sources is None else sorted(sources, key=lambda source: source.id)
    return [_health(source, _runs(source.id, entries, now, limit), now) for source in known]


def _runs(source: str, entries: list[Entry], now: datetime, limit: timedelta) -> list[RunReport]:
    """Return the ended runs of `source` in the order in which they started.

    An end belongs to the beginning before it that has its id and no end yet. Earlier versions gave the id of a run that
    ended without a beginning to the next one, so one id may stand for two runs.
    """
    runs: list[RunReport | None] = []
    begun: dict[str, int] = {}
    for entry in entries:
        if entry.kind == STARTED and entry.payload["source"] == source:
            begun[entry.payload["run"]] = len(runs)
            runs.append(_interrupted(entry) if now - entry.at > limit else None)
        elif entry.kind == FINISHED and entry.payload["source"] == source:
            place = begun.pop(entry.payload["run"], len(runs))
            runs[place : place + 1] = [report_of(entry.payload)]
    return [report for report in runs if report is not None]


def _interrupted(start: Entry) -> RunReport:
    reason = f"interrupted: the run that started at {start.at:%Y-%m-%d %H:%M} UTC never finished"
    run, source, expected = start.payload["run"], start.payload["source"], start.payload["expected"]
    return RunReport(source, run, start.at, start.at, Outcome.FAILED, expected, {}, (reason,))


def _health(source: Source, runs: list[RunReport], now: datetime) -> SourceHealth:
    good = [run for run in runs if run.outcome is not Outcome.FAILED]
    bad = [run for run in runs if run.outcome is Outcome.FAILED]
    due = good[-1].finished + timedelta(hours=source.rhythm_hours) if good else None
    state = _state(runs, due, now)
    return SourceHealth(
        source=source.id,
        title=source.title,
        state=state,
        silence="proved" if state is State.FINE else "gap",
        last_success=good[-1].finished if good else None,
        last_failure=bad[-1].finished if bad else None,
        reason="; ".join(bad[-1].reasons) if bad else "",
        rhythm_hours=source.rhythm_hours,
        due=due,
        expected=str(source.expected),
        counts=tuple(sorted(runs[-1].counts.items())) if runs else (),
        watched=_watched(good, timedelta(hours=source.rhythm_hours)) if source.rolling else (),
    )


def _watched(good: Sequence[RunReport], rhythm: timedelta) -> tuple[tuple[date, date], ...]:
    """Return the spans of whole days through which good runs followed one another at the rhythm.

    A run tells of the time back to the run before it, or of one rhythm where that is longer ago.
    """
    spans: list[tuple[datetime, datetime]] = []
    for run in good:
        if spans and run.started - spans[-1][1] <= rhythm + GRACE:
            spans[-1] = (spans[-1][0], run.started)
        else:
            spans.append((run.started - rhythm, run.started))
    days = ((_first_whole(start), end.date() - timedelta(days=1)) for start, end in spans)
    return tuple((first, last) for first, last in days if first <= last)


def _first_whole(at: datetime) -> date:
    return at.date() if at.time() == time.min else at.date() + timedelta(days=1)


def _state(runs: list[RunReport], due: datetime | None, now: datetime) -> State:
    if not runs:
        return State.NEVER_RUN
    if runs[-1].outcome is Outcome.FAILED or due is None:
        return State.FAILED
    return State.LATE if now > due else State.FINE
