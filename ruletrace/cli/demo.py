"""`ruletrace demo`: the whole chain on recorded official texts and a composed sample company."""

import resource
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated

import typer

import graph
from crawler.replay import replay
from crawler.sources import source_ids
from graph import reads
from graph.reads.lines import BEFORE
from ruletrace.cli.common import bad_rows, folder, samples, settings, told
from ruletrace.cli.crawl import crawl_sources
from ruletrace.cli.dashboard import SEVERITIES, serve
from ruletrace.cli.screen import err, fail, out, table
from ruletrace.model import Outcome, RunReport
from ruletrace.pipeline import converted_parts, imports, list_history
from ruletrace.pipeline.controls import LISTS
from ruletrace.pipeline.demo import begin
from ruletrace.pipeline.run import Processed, process
from ruletrace.settings import Settings

app = typer.Typer()


@app.command("demo")
def demo(
    headless: Annotated[bool, typer.Option("--headless", help="Stop after the summary; start no dashboard.")] = False,
) -> None:
    """Run the whole chain on recorded official texts and a composed sample company, then show the dashboard.

    All state lies in the data folder (.ruletrace). A second run fetches again, finds nothing changed, and says so.
    """
    # A smaller heap than for live use: the demo keeps within 1.5 GB with dashboard and all.
    own = settings().model_copy(update={"engine_memory": "512m"})
    where = samples()
    try:
        _run(own, where)
        if not headless:
            serve(own)
    finally:
        graph.stop(own)


def _run(own: Settings, where: Path) -> None:
    started = time.monotonic()
    # The engine takes seconds to start; the crawl does not need it.
    with ThreadPoolExecutor(1) as background:
        engine = background.submit(_warm, own)
        with replay(where) as server, folder(own.model_copy(update={"base_url": server.base_url})) as context:
            begin(context)
            _refuse_failures(*crawl_sources(context, source_ids()))
            crawled = time.monotonic() - started
            if problems := bad_rows(imports.take_in(context, where / "company").content):
                raise fail(f"the sample company has bad rows: {problems[0]}")
            list_history.take_in(
                context,
                LISTS[0],
                where / "ccl-history" / "history-runs.jsonl.gz",
                "jacobfeldgoise/ccl-trade, state 3b3c047",
                "MIT; text in the public domain",
                where / "ccl-history" / "ccl-rules-2016-2025.json",
            )
            for part in ("746", "772"):
                converted_parts.take_in(
                    context,
                    where / "ear-2025-01" / "ear-parts-745-772-2025-01.md.xz",
                    part,
                    "eCFR of January 2025, converted to Markdown by others",
                    "public domain (17 U.S.C. 105)",
                )
            converted_parts.take_in(
                context,
                where / "eu" / "reg-833-2014-2022-06-04.txt.xz",
                "833/2014",
                "plain text of the official consolidated PDF, 02014R0833-20220604",
                "© European Union, reuse under Decision 2011/833/EU",
            )
            engine.result()
            with graph.connect(own) as opened:
                done = process(context, opened)
    done.seconds = {"crawl": crawled, **done.seconds}
    with told(), graph.connect(own) as opened:
        _summary(opened, done, own, time.monotonic() - started)


def _warm(own: Settings) -> None:
    with graph.connect(own):
        pass


def _refuse_failures(reports: list[RunReport], busy: list[str]) -> None:
    if busy:
        raise fail("; ".join(busy))
    for report in reports:
        if report.outcome is Outcome.FAILED:
            raise fail(f"{report.source} failed: {'; '.join(report.reasons)}")


def _summary(opened: graph.Graph, done: Processed, own: Settings, seconds: float) -> None:
    held = reads.counts(opened)
    alerts = [row.alert for row in reads.alerts(opened)]
    touched = (line for alert in alerts for line in reads.lines_touched(opened, alert.id))
    lines = {line.line.id for line in touched if line.delivered != BEFORE}
    rows: list[list[object]] = [
        ["documents", held["Document"]],
        ["changes", held["Change"]],
        ["products", held["Product"]],
        ["customers", held["Customer"]],
        ["contract lines", held["Line"]],
        ["contract lines touched, open when the change applies (each once)", len(lines)],
    ]
    rows += [[f"alerts, {one}", sum(alert.severity == one for alert in alerts)] for one in SEVERITIES]
    table("nothing changed" if done.unchanged else "Ruletrace demo", ["what", "number"], rows)
    table("Time", ["step", "seconds"], [[step, round(took, 1)] for step, took in done.seconds.items()])
    out.print(f"{seconds:.0f} s in all; memory at its peak: {_memory(own)}")
    err.print("Answers were replayed from recorded and composed samples; the company is composed (samples/README.md).")


def _memory(own: Settings) -> str:
    """Return the peak resident memory of this process and of the engine, in MB."""
    words = f"pipeline {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MB"
    status = Path(f"/proc/{graph.status(own).pid}/status")
    if graph.status(own).pid and status.exists():
        peak = next((line for line in status.read_text().splitlines() if line.startswith("VmHWM")), "")
        words += f", graph engine {int(peak.split()[1]) // 1024:,} MB" if peak else ""
    return words
