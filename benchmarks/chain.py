"""One more document at the service: how long until its alert is on the screen, and what memory each process takes."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import graph
from benchmarks.engines import embedded, engine_peak
from benchmarks.measure import Children, Watch, own_peak, peak_of, timed
from benchmarks.places import SAMPLES
from benchmarks.registry import Figure, benchmark
from benchmarks.screen import page, served
from crawler.replay import replay
from crawler.run import crawl
from crawler.sources import source_ids
from graph import reads
from graph.engine.command import free_ports
from ruletrace.model import Outcome
from ruletrace.pipeline import imports
from ruletrace.pipeline.context import opened
from ruletrace.pipeline.run import Processed, process
from ruletrace.settings import Settings

SOURCE, NUMBER = "fr-documents", "2026-14132"
GOAL = 5.0


@benchmark("chain", "One fetched document until its alert is on the screen")
def chain() -> Sequence[Figure]:
    """Run the whole chain without one rule, let the service publish it, and measure each step to its alert."""
    with embedded() as bare, tempfile.TemporaryDirectory() as folder:
        settings = bare.model_copy(update={"dashboard_port": free_ports(1)[0]})
        without = _samples_without(Path(folder))
        first, crawls = _whole(settings, without)
        with served(settings) as dashboard:
            with timed() as opening:
                page(settings)
            steps, done = _one_more(settings)
            memory = peak_of(dashboard.pid)
        engine = engine_peak(settings)
    total = sum(one.seconds for one in steps.values())
    return [
        Figure(
            "first run: everything from archive to alerts", round(first, 1), "s", note="crawl and import not counted"
        ),
        *[
            Figure(f"one more document: {step}", round(one.seconds, 2), "s", note=_processor(one))
            for step, one in steps.items()
        ],
        Figure("one more document: crawl to alert on the screen", round(total, 2), "s", GOAL),
        *[Figure(f"of process: {step}", round(seconds, 2), "s") for step, seconds in done.seconds.items()],
        Figure("of crawl: start of the child and its imports", round(_child_start(), 2), "s"),
        Figure("first page of a dashboard just started", round(opening.seconds, 2), "s"),
        Figure("peak memory: pipeline", own_peak(), "MB"),
        Figure("peak memory: largest crawl", crawls, "MB"),
        Figure("peak memory: engine", engine, "MB"),
        Figure("peak memory: dashboard", memory, "MB"),
    ]


def _samples_without(folder: Path) -> Path:
    """Return a copy of the samples from which one rule is missing."""
    samples = folder / "samples"
    shutil.copytree(SAMPLES, samples)
    path = samples / "federalregister" / "documents.composed.json"
    store = json.loads(path.read_bytes())
    store["documents"] = [one for one in store["documents"] if one["document"]["document_number"] != NUMBER]
    path.write_text(json.dumps(store), "utf-8")
    return samples


def _whole(settings: Settings, samples: Path) -> tuple[float, int]:
    with replay(samples) as server, Children() as children:
        own = settings.model_copy(update={"base_url": server.base_url})
        for source in source_ids():
            crawl(source, own, _now)
    with opened(settings) as context, graph.connect(settings) as connected:
        imports.take_in(context, samples / "company")
        with timed() as watch:
            process(context, connected)
        if _alert(connected):
            raise ValueError(f"{NUMBER} has an alert before it was published")
    return watch.seconds, children.peak


def _one_more(settings: Settings) -> tuple[dict[str, Watch], Processed]:
    with replay(SAMPLES) as server, timed() as crawling:
        report = crawl(SOURCE, settings.model_copy(update={"base_url": server.base_url}), _now)
    if report.outcome is not Outcome.OK:
        raise ValueError(f"{SOURCE}: {report.reasons}")
    with opened(settings) as context, graph.connect(settings) as connected:
        with timed() as processing:
            done = process(context, connected)
        alert = _alert(connected)
    with timed() as showing:
        shown = page(settings, f"alert={alert}")
    if not alert or NUMBER.encode() not in shown:
        raise ValueError(f"the alert of {NUMBER} is not on the screen")
    steps = {"crawl of its source": crawling, "process": processing, "alert's page": showing}
    return steps, done


def _processor(watch: Watch) -> str:
    return f"{watch.cpu:.2f} s processor time of this process (the others' not counted)"


def _alert(connected: graph.Graph) -> str:
    found = [row.alert.id for row in reads.alerts(connected, audience="analyst") if NUMBER in row.alert.title]
    return found[0] if found else ""


def _child_start() -> float:
    with timed() as watch:
        subprocess.run([sys.executable, "-c", "import crawler.child"], check=True)
    return watch.seconds


def _now() -> datetime:
    return datetime.now(UTC)
