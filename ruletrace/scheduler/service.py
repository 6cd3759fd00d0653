"""The scheduler: one process, a job a source with its rhythm, and the graph kept up to date behind them."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from apscheduler.events import EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.executors.pool import BasePoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from crawler.sources import Source
from ruletrace.scheduler.chain import Chain, Ran, crawl_safely, is_pending, update_safely
from ruletrace.scheduler.due import due, next_run
from ruletrace.scheduler.once import PARALLEL

BEAT = "up.beat"  # file in the data folder, touched as long as the scheduler lives: for health checks
BEAT_SECONDS = 30
LOOK_SECONDS = 60
# Until a source is looked at again that another process crawls, or that could not be crawled by our own fault.
AGAIN = {Ran.ELSEWHERE: timedelta(minutes=1), Ran.BROKEN: timedelta(minutes=10)}
GRACE = 3600  # seconds by which a job may begin late
CRAWLS, GRAPH, BESIDE = "crawls", "graph", "default"
THREADS = {CRAWLS: PARALLEL, GRAPH: 1, BESIDE: 1}


class _Threads(BasePoolExecutor):
    """Threads that we end ourselves; APScheduler's own executor keeps its pool to itself."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        super().__init__(pool)  # type: ignore[no-untyped-call]


class Service:
    """Runs jobs in threads of this process from `start` to `close`."""

    def __init__(self, chain: Chain) -> None:
        self._chain = chain
        self._sources = {source.id: source for source in chain.sources}
        self._seen: dict[str, int] = {}
        self._pools = {name: ThreadPoolExecutor(count, name) for name, count in THREADS.items()}
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={name: _Threads(pool) for name, pool in self._pools.items()},
            job_defaults={"misfire_grace_time": GRACE, "coalesce": True, "max_instances": 1},
        )
        self._scheduler.add_listener(self._missed, EVENT_JOB_MISSED)

    def start(self) -> None:
        """Plan all jobs, what is late at once in the order of lateness, and begin."""
        self._plan_all()
        self._every("beat", self._beat, IntervalTrigger(seconds=BEAT_SECONDS, timezone=UTC), BESIDE)
        self._every("look", self._look, IntervalTrigger(seconds=LOOK_SECONDS, timezone=UTC), GRAPH)
        self._every("digest", self._digest, CronTrigger(day_of_week="mon", hour=6, timezone=UTC), GRAPH)
        # What the last process did not get to, and digests of weeks in which none ran.
        self._scheduler.add_job(self._digest, DateTrigger(timezone=UTC), id="digest-at-start", executor=GRAPH)
        self._beat()
        self._scheduler.start()

    def close(self) -> None:
        """Begin no more jobs and wait for those at work."""
        self._scheduler.shutdown(wait=False)
        # Not by the scheduler, which waits with a lock in hand that a job may be waiting for.
        for pool in self._pools.values():
            pool.shutdown(wait=True)

    def planned(self) -> dict[str, datetime]:
        """Return when each job runs next (UTC), by job id."""
        return {job.id: job.next_run_time for job in self._scheduler.get_jobs()}

    def _plan_all(self) -> None:
        entries, now = self._chain.entries(), self._chain.context.now()
        seen = entries[-1].seq if entries else 0
        late = [one.source for one in due(entries, self._chain.sources, now)]
        for source in self._chain.sources:
            # Jobs begin in the order of their times, so a millisecond keeps the order of lateness.
            first = now + timedelta(milliseconds=late.index(source.id)) if source.id in late else None
            self._seen[source.id] = seen
            self._scheduler.add_job(
                self._crawl,
                IntervalTrigger(hours=source.rhythm_hours, timezone=UTC),
                args=(source,),
                id=job_id(source.id),
                executor=CRAWLS,
                next_run_time=first or next_run(entries, source, now),
            )

    def _every(self, name: str, work: Callable[[], None], trigger: BaseTrigger, executor: str) -> None:
        self._scheduler.add_job(work, trigger, id=name, executor=executor)

    def _crawl(self, source: Source) -> None:
        result = crawl_safely(self._chain, source.id, self._seen[source.id])
        if self._chain.stop.is_set():
            return
        self._plan(source, AGAIN.get(result, timedelta(0)))
        if result is not Ran.ELSEWHERE:
            # Also when it brought nothing new or failed: the graph shows each source's health.
            self._ask_update()

    def _plan(self, source: Source, at_least: timedelta) -> None:
        entries, now = self._chain.entries(), self._chain.context.now()
        self._seen[source.id] = entries[-1].seq if entries else 0
        at = max(next_run(entries, source, now), now + at_least)
        self._scheduler.modify_job(job_id(source.id), next_run_time=at)

    def _ask_update(self) -> None:
        # Two instances in an executor of one thread: one at work and one that waits and will see everything.
        self._scheduler.add_job(
            self._update,
            DateTrigger(timezone=UTC),
            id="process",
            executor=GRAPH,
            max_instances=2,
            replace_existing=True,
        )

    def _update(self) -> None:
        update_safely(self._chain, digests=False)

    def _digest(self) -> None:
        update_safely(self._chain, digests=True)

    def _look(self) -> None:
        """Follow what came by another way: an import, a decision, another scheduler's crawl."""
        if is_pending(self._chain.context):
            self._update()

    def _missed(self, event: JobExecutionEvent) -> None:
        """Catch up a crawl that was missed by more than the grace time: the machine slept, or the queue was long."""
        source = self._sources.get(event.job_id.removeprefix(_PREFIX))
        if source is not None and event.job_id == job_id(source.id):
            self._plan(source, timedelta(0))

    def _beat(self) -> None:
        (self._chain.context.settings.root / BEAT).touch()


_PREFIX = "crawl:"


def job_id(source: str) -> str:
    """Return the id of a source's job."""
    return f"{_PREFIX}{source}"
