"""What every step of the pipeline works with: settings, archive, journal, kept results, and a clock."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from ruletrace.archive import Archive
from ruletrace.journal import Journal
from ruletrace.pipeline.steps import Steps
from ruletrace.settings import Settings

Progress = Callable[[str, int, int], None]
Clock = Callable[[], datetime]


def silent(_what: str, _done: int, _total: int) -> None:
    """Show no progress."""


def utc_now() -> datetime:
    """Return the present in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Context:
    """One data folder, opened."""

    settings: Settings
    archive: Archive
    journal: Journal
    steps: Steps
    now: Clock
    progress: Progress


@contextmanager
def opened(settings: Settings, now: Clock = utc_now, progress: Progress = silent) -> Iterator[Context]:
    """Open the data folder of `settings`, making it when it is new."""
    settings.root.mkdir(parents=True, exist_ok=True)
    journal = Journal(settings.journal_location())
    steps = Steps(settings.root / "derived.sqlite")
    try:
        yield Context(settings, Archive(settings.archive_location()), journal, steps, now, progress)
    finally:
        steps.close()
        journal.close()
