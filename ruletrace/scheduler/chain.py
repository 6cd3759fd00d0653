"""The two kinds of work, each done by one process at a time: crawl a source, and bring the graph up to date."""

import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from threading import Event

import graph
from crawler.run import crawl
from crawler.sources import Source
from ruletrace.journal import Entry
from ruletrace.model import Outcome, RunReport, sha256_hex
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.run import PROJECTION, Processed, inputs_key, process, program
from ruletrace.scheduler.due import finished_since
from ruletrace.scheduler.lease import SECONDS, lease, new_holder
from ruletrace.settings import Settings

Digests = Callable[[Context, graph.Graph, datetime], list[Path]]
_log = logging.getLogger(__name__)


class Stopped(Exception):  # noqa: N818 - no error: the way out of a long step when the program is told to end
    """The program was told to end."""


class Ran(Enum):
    """What came of an attempt; ELSEWHERE: another process does it or has done it; BROKEN: it failed by our fault."""

    GOOD = auto()
    FAILED = auto()
    ELSEWHERE = auto()
    BROKEN = auto()


@dataclass(frozen=True, slots=True)
class Chain:
    """The open data folder, the sources, and what the work needs from its caller.

    `tell` prints one line; `digests` builds the digests that are due and returns their files; `stop` is set when
    the program is to end; `lease_seconds` is how long the work of a killed process stays its own.
    """

    context: Context
    sources: tuple[Source, ...]
    tell: Callable[[str], None]
    digests: Digests
    stop: Event
    lease_seconds: float = SECONDS

    def entries(self) -> list[Entry]:
        """Return the journal's entries."""
        return list(self.context.journal.entries())

    def say(self, words: str) -> None:
        """Print a line that begins with the time in UTC."""
        self.tell(f"{self.context.now():%Y-%m-%d %H:%M:%S} UTC  {words}")


def no_digests(_context: Context, _graph: graph.Graph, _now: datetime) -> list[Path]:
    """Build no digest."""
    return []


def crawl_leased(chain: Chain, source: str, seen: int) -> Ran:
    """Crawl `source` unless another process does, or has done so since the journal's entry number `seen`."""
    context = chain.context
    if chain.stop.is_set():
        return Ran.ELSEWHERE
    with lease(context.journal, crawl_name(source), new_holder(), context.now, chain.lease_seconds) as mine:
        if not mine or finished_since(context.journal.entries(), source, seen):
            return Ran.ELSEWHERE
        report = crawl(source, context.settings, context.now)
    chain.say(told(report))
    return Ran.FAILED if report.outcome is Outcome.FAILED else Ran.GOOD


def crawl_safely(chain: Chain, source: str, seen: int) -> Ran:
    """Do as `crawl_leased`; an error of our own is told and logged, and harms no other source."""
    try:
        return crawl_leased(chain, source, seen)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other sources go on
        _log.exception("crawling %s", source)
        chain.say(f"{source}  could not be crawled: {type(error).__name__}: {error}")
        return Ran.BROKEN


def is_pending(context: Context) -> bool:
    """Tell whether archive and journal hold something that this data folder's projection was not made of."""
    return context.steps.kept(PROJECTION, program(), inputs_key(context)) is None


def update(chain: Chain, digests: bool) -> bool:
    """Bring the graph up to date, build the digests that are due; returns False when another process is at it."""
    context = chain.context
    if chain.stop.is_set():
        return False
    with lease(context.journal, process_name(context.settings), new_holder(), context.now, chain.lease_seconds) as mine:
        if not mine:
            return False
        with graph.connect(context.settings) as opened:
            chain.say(_told_processed(process(context, opened)))
            for path in chain.digests(context, opened, context.now()) if digests else ():
                chain.say(f"digest  {path}")
    return True


def update_safely(chain: Chain, digests: bool) -> Ran:
    """Do as `update`; an error is told and logged, and the next run repairs what it left."""
    try:
        return Ran.GOOD if update(chain, digests) else Ran.ELSEWHERE
    except Stopped:
        return Ran.ELSEWHERE
    except Exception as error:  # noqa: BLE001 - whatever it is, the crawls go on
        if chain.stop.is_set():
            return Ran.ELSEWHERE
        _log.exception("processing")
        chain.say(f"process  failed: {type(error).__name__}: {error}")
        return Ran.BROKEN


def crawl_name(source: str) -> str:
    """Return the lease of a source's crawl."""
    return f"crawl {source}"


def process_name(settings: Settings) -> str:
    """Return the lease of the graph: one for a Neo4j server, one for each machine's and folder's embedded engine."""
    place = f"{settings.neo4j.uri} {settings.neo4j.database}"
    if not settings.neo4j.uri:
        place = f"{socket.gethostname()} {settings.root}"
    return f"process {sha256_hex(place.encode())[:12]}"


def told(report: RunReport) -> str:
    """Return a run's result in one line."""
    counts = ", ".join(f"{number} {name}" for name, number in sorted(report.counts.items()))
    words = "; ".join(" ".join(reason.split()) for reason in report.reasons) or counts or report.expected
    return f"{report.source}  {report.outcome.value}: {words}"


def _told_processed(done: Processed) -> str:
    seconds = sum(done.seconds.values())
    words = "nothing changed" if done.unchanged else "graph brought up to date"
    unread = f"; {len(done.problems)} rows or answers not wholly understood" if done.problems else ""
    return f"process  {words} in {seconds:.1f} s{unread}"
