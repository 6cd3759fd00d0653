"""The whole chain for tests: the replayed services, the sample company, the graph."""

import contextlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import graph
from crawler.replay import replay
from crawler.run import crawl_all
from crawler.sources import source_ids
from ruletrace.model import Outcome, RunReport
from ruletrace.pipeline import imports
from ruletrace.pipeline.context import Context, opened
from ruletrace.pipeline.run import Processed, process
from ruletrace.settings import Settings

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
START = datetime(2026, 9, 2, 6, tzinfo=UTC)


def clock(start: datetime = START) -> Callable[[], datetime]:
    """Return a clock that moves on by a second at every look."""
    looks = iter(range(10**9))
    return lambda: start + timedelta(seconds=next(looks))


def crawled(settings: Settings, sources: Sequence[str] = (), start: datetime = START) -> list[RunReport]:
    """Crawl the sources (all, when none are given) from the replay server."""
    with replay(SAMPLES) as server:
        own = settings.model_copy(update={"base_url": server.base_url})
        return crawl_all(own, clock(start), sources or source_ids())


def filled(settings: Settings) -> list[RunReport]:
    """Crawl everything and import the sample company."""
    reports = crawled(settings)
    assert [report.reasons for report in reports if report.outcome is Outcome.FAILED] == []
    with context(settings) as own:
        imports.take_in(own, SAMPLES / "company")
    return reports


def context(
    settings: Settings, start: datetime = START + timedelta(hours=1)
) -> contextlib.AbstractContextManager[Context]:
    """Open the data folder with a clock of its own."""
    return opened(settings, clock(start))


def run(settings: Settings) -> tuple[Processed, str]:
    """Process what is held and return what was done and the hash of the graph."""
    with context(settings) as own, graph.connect(settings) as connected:
        return process(own, connected), graph.export_hash(connected)
