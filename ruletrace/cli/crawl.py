"""`ruletrace crawl`: fetching once, by hand."""

from typing import Annotated

import typer

from crawler.run import crawl
from crawler.sources import load_source, source_ids
from ruletrace.cli.common import Json, folder
from ruletrace.cli.screen import PARTIAL, err, fail, json_line, table
from ruletrace.model import Outcome, RunReport
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.demo import refuse_live
from ruletrace.scheduler.chain import crawl_name
from ruletrace.scheduler.lease import KIND, held, lease, new_holder

app = typer.Typer()


@app.command("crawl")
def crawl_command(
    source: Annotated[list[str] | None, typer.Argument(help="Ids of sources; none: all of them.")] = None,
    as_json: Json = False,
) -> None:
    """Fetch what is new from the official services into archive and journal.

    Exit code 3 when a source failed, 1 when another process (`ruletrace up`) was crawling one; the others were fetched
    all the same.
    """
    with folder() as context:
        refuse_live(context)
        reports, busy = crawl_sources(context, source or source_ids())
    show_reports(reports, as_json)
    if busy:
        raise fail("; ".join(busy))
    if any(report.outcome is Outcome.FAILED for report in reports):
        raise typer.Exit(PARTIAL)


def crawl_sources(context: Context, sources: list[str]) -> tuple[list[RunReport], list[str]]:
    """Crawl the sources one after the other, showing which one is at work.

    Returns the reports, and who is crawling each source that another process has in hand, in words.
    """
    reports: list[RunReport] = []
    busy: list[str] = []
    for index, source in enumerate(sources):
        context.progress(f"crawling {source}", index, len(sources))
        name = crawl_name(load_source(source).id)
        with lease(context.journal, name, new_holder(), context.now) as mine:
            if mine:
                reports.append(crawl(source, context.settings, context.now))
            else:
                busy.append(_told_busy(context, name))
    return reports, busy


def show_reports(reports: list[RunReport], as_json: bool) -> None:
    """Print what each run brought and why one failed."""
    if as_json:
        for report in reports:
            json_line({"source": report.source, "outcome": report.outcome, **report.counts, "reasons": report.reasons})
        return
    rows = [[one.source, one.outcome.value, one.counts.get("fetched", 0), one.expected] for one in reports]
    table("Sources", ["source", "outcome", "fetched", "expected"], rows)
    for report in reports:
        for reason in report.reasons:
            err.print(f"[red]{report.source} failed:[/red] {reason}", soft_wrap=True)


def _told_busy(context: Context, name: str) -> str:
    other = held(context.journal.entries(KIND), name, context.now())
    who = (
        f"held by {other.holder} until {other.until:%Y-%m-%d %H:%M:%S} UTC at the latest" if other else "just released"
    )
    return f"{name}: another process was at it ({who})"
