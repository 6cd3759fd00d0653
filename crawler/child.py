"""The child process that crawls one source: `python -m crawler.child SOURCE_ID`.

Scrapy's reactor cannot be started twice in one process, so each crawl has its own. The settings come from the
environment; the report is printed as JSON. Exit codes: 0 good, 1 a failed run (with a report), 2 refused.
"""

import argparse
import json
import logging
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Thread

from scrapy.crawler import CrawlerProcess

from crawler.polite import RefusedError, scrapy_settings
from crawler.records import FINISHED, RUNS, Recorder, next_run, report_payload, start_run
from crawler.sources import Source, SourceError, load_source
from crawler.spider import SourceSpider
from crawler.tally import Tally
from ruletrace.archive import Archive
from ruletrace.journal import Journal
from ruletrace.model import Outcome, RunReport
from ruletrace.settings import Settings

GOOD, FAILED, REFUSED = 0, 1, 2
WATCH_SECONDS = 1


def main() -> int:
    """Crawl one source and print its report."""
    arguments = _arguments()
    settings = Settings()
    try:
        source = load_source(arguments.source)
        options = scrapy_settings(source, settings)
    except (SourceError, RefusedError) as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    if arguments.run:
        Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    report = crawl_here(source, settings, options, arguments.run, clock_from(arguments.at))
    sys.stdout.write(json.dumps(report_payload(report)) + "\n")
    return FAILED if report.outcome is Outcome.FAILED else GOOD


def crawl_here(
    source: Source, settings: Settings, options: dict[str, object], run: str, clock: Callable[[], datetime]
) -> RunReport:
    """Crawl `source` in this process, which can be done once, and record the run to its finish.

    `run` is the run that the parent process has recorded as started; "" starts the next one here.
    """
    journal, started = Journal(settings.journal_location()), clock()
    if not run:
        run = next_run(source.id, journal.entries(*RUNS))
        start_run(journal, source.id, str(source.expected), run, started)
    recorder = Recorder(source.id, run, Archive(settings.archive_location()), journal, clock)
    tally = Tally(source)
    _run_spider(options, source, recorder, tally)
    report = tally.report(run, started, clock())
    journal.append(FINISHED, report_payload(report), report.finished)
    journal.close()
    return report


def clock_from(start: str) -> Callable[[], datetime]:
    """Return a clock that runs from `start` (ISO 8601), so that the parent's clock is the child's; "": real time."""
    begin = datetime.fromisoformat(start).astimezone(UTC) if start else datetime.now(UTC)
    zero = time.monotonic()
    return lambda: begin + timedelta(seconds=time.monotonic() - zero)


def _end_with(parent: int) -> None:
    """End this process when its parent is gone: the source may be crawled again by then, and nobody would report us."""
    while os.getppid() == parent:
        time.sleep(WATCH_SECONDS)
    os._exit(FAILED)


def _run_spider(options: dict[str, object], source: Source, recorder: Recorder, tally: Tally) -> None:
    process = CrawlerProcess(options)
    logging.getLogger("scrapy").setLevel(logging.WARNING)
    crawler = process.create_crawler(SourceSpider)
    process.crawl(crawler, source=source, recorder=recorder, tally=tally)
    process.start()
    _check_end(crawler.stats.get_stats() if crawler.stats else {}, tally)


def _check_end(stats: dict[str, object], tally: Tally) -> None:
    reason = stats.get("finish_reason", "no reason given")
    if reason != "finished":
        tally.fail(f"the crawl ended early: {reason}")
    if stats.get("spider_exceptions/count"):
        tally.fail(f"the spider itself failed {stats['spider_exceptions/count']} times: see logs in the data folder")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="crawler.child", description="Crawl one source.")
    parser.add_argument("source", help="id of a source, or a YAML file that describes one")
    parser.add_argument("--run", default="", help="id of the run that the parent has started; by default the next one")
    parser.add_argument("--at", default="", help="time at which the run starts; by default now")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
