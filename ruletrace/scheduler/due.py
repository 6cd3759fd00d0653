"""What is due, from the journal alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from crawler.health import health
from crawler.records import FINISHED
from crawler.sources import Source
from ruletrace.journal import Entry

RETRY = timedelta(hours=1)  # after a failed run, unless the source's rhythm is shorter
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Due:
    """A source whose last good run is older than its rhythm; `since` is UTC, None when there was no good run."""

    source: str
    since: datetime | None


def due(entries: Iterable[Entry], sources: Iterable[Source], now: datetime) -> list[Due]:
    """Return the sources that are due at `now`: those without any good run first, then the latest, then by id."""
    found = [Due(state.source, state.due) for state in health(entries, now, sources)]
    late = [one for one in found if one.since is None or one.since <= now]
    return sorted(late, key=lambda one: (one.since or _NEVER, one.source))


def next_run(entries: Iterable[Entry], source: Source, now: datetime) -> datetime:
    """Return when `source` runs next: a rhythm after its last good run, or after a failure an hour at the latest."""
    state = health(entries, now, [source])[0]
    if state.due and state.due > now:
        return state.due
    if state.last_failure is None:
        return now
    return max(now, state.last_failure + min(RETRY, timedelta(hours=source.rhythm_hours)))


def finished_since(entries: Iterable[Entry], source: str, seen: int) -> bool:
    """Tell whether a run of `source` ended after the journal's entry number `seen`."""
    return any(entry.seq > seen and entry.kind == FINISHED and entry.payload["source"] == source for entry in entries)
