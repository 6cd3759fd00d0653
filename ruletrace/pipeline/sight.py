"""Through which day each source was seen, from the journal alone."""

from collections.abc import Sequence
from datetime import date, timedelta

from crawler.records import FETCH, FINISHED, fetch_of, report_of
from crawler.tally import REPLAY_DAY
from regulation.status import Seen
from ruletrace.model import Outcome
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.fetches import replay_mark

WASHINGTON = timedelta(hours=5)  # behind UTC at most; a day of the Federal Register ends there
DAY = timedelta(days=1)


def seen(context: Context, sources: Sequence[str]) -> Seen:
    """Return the last whole day before the last good run of each source; None where no run saw it.

    A replayed answer proves no silence: a run with one has seen what the sample says it stands for, or nothing.
    """
    found: dict[str, date | None] = dict.fromkeys(sorted(sources))
    replayed = _replayed(context)
    for entry in context.journal.entries(FINISHED):
        report = report_of(entry.payload)
        if report.source not in found or report.outcome is Outcome.FAILED:
            continue
        day = (report.finished - WASHINGTON).date() - DAY
        shown = replayed.get(report.run, day)
        found[report.source] = min(day, shown) if shown else found[report.source]
    return Seen(found)


def _replayed(context: Context) -> dict[str, date | None]:
    """Return the runs that a replay server answered, with the last whole day before the one it stood for."""
    runs: dict[str, date | None] = {}
    for entry in context.journal.entries(FETCH):
        fetch = fetch_of(entry.payload)
        if replay_mark(fetch):
            day = dict(fetch.headers).get(REPLAY_DAY)
            runs[fetch.run] = date.fromisoformat(day) - DAY if day else runs.get(fetch.run)
    return runs
