"""The whole way from archive and journal to alerts in the graph."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from alerts.impact import compute
from graph import Graph, Unit, WriteReport, unit_hashes, write
from ruletrace.model import canonical, sha256_hex
from ruletrace.pipeline import imports
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.controls import ANNEX, CCL, LISTS, history, summary
from ruletrace.pipeline.documents import documents
from ruletrace.pipeline.parties import screening
from ruletrace.pipeline.units import changes, company, controls, countries, parties, party_changes, sources
from ruletrace.pipeline.units import documents as document_units
from ruletrace.pipeline.version import version_of

ALERTS = "alerts"
PROJECTION = "projection"
_NO_INPUT = {"run.started", "run.finished", "run.lease", "digest"}  # what the program itself did
_REGIMES = {CCL: "US", ANNEX: "EU"}
PROGRAM = ("alerts", "company", "crawler", "graph", "nlp", "parties", "regulation", "ruletrace")


@dataclass(slots=True)
class Processed:
    """What one run did; `seconds` by step, `problems` what could not be read, in words."""

    unchanged: bool = False
    seconds: dict[str, float] = field(default_factory=dict)
    base: WriteReport = field(default_factory=WriteReport)
    alerts: WriteReport = field(default_factory=WriteReport)
    problems: tuple[str, ...] = ()

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Add the time of the block to a step."""
        start = time.monotonic()
        try:
            yield
        finally:
            self.seconds[step] = self.seconds.get(step, 0.0) + time.monotonic() - start


def program() -> str:
    """Return the version of everything that a projection depends on."""
    return version_of(*PROGRAM)


def process(context: Context, graph: Graph) -> Processed:
    """Bring the graph to what archive and journal say, and compute the alerts; the same input does nothing twice."""
    done = Processed()
    key = inputs_key(context)
    held = _others(graph)
    if held and context.steps.kept(PROJECTION, program(), key) == held:
        with done.timed("sources"):
            done.base = write(graph, [sources.unit(context)], keep=held.keys())
        done.unchanged = True
        return done
    units = _project(context, done)
    with done.timed("load"):
        done.base = write(graph, units, lambda a, b: context.progress("loading the graph", a, b), keep=(ALERTS,))
    with done.timed("alerts"):
        alerts = compute(graph, lambda a, b: context.progress("computing alerts", a, b))
        done.alerts = write(graph, [*units, alerts])
    done.unchanged = _others(graph) == held
    context.steps.keep(PROJECTION, program(), key, _others(graph))
    return done


def _others(graph: Graph) -> dict[str, str]:
    """Return the hashes of what the graph holds, but for the sources, whose times move on with every run."""
    return {name: value for name, value in unit_hashes(graph).items() if name != sources.NAME}


def _project(context: Context, done: Processed) -> list[Unit]:
    with done.timed("extract"):
        read = documents(context)
    with done.timed("control lists"):
        summaries = [summary(document, facts) for document, facts in document_units.documents_of(read)]
        lists = [history(context, one, summaries) for one in LISTS]
        law = [part for one in lists for part in (controls.unit(one), changes.unit(one))]
    with done.timed("parties"):
        listed = screening(context)
        listing = [parties.unit(listed), party_changes.unit(read, listed)]
    with done.timed("company"):
        rows = imports.dated_rows(context)
        own = [
            company.unit(rows, {_REGIMES[one.kept.list]: controls.control_ids(one) for one in lists}),
            countries.unit(company.countries(rows)),
            parties.candidate_unit(rows, listed),
        ]
    done.problems = (*read.problems, *(problem for one in lists for problem in one.problems), *listed.problems)
    return [sources.unit(context), document_units.unit(read), *law, *listing, *own]


def inputs_key(context: Context) -> str:
    """Return a hash of everything that the projection is made of: contents first seen, imports, decisions."""
    seen: list[object] = []
    known: set[tuple[str, str]] = set()
    for entry in context.journal.entries():
        if entry.kind == "fetch":
            content = (entry.payload["url"], entry.payload["sha256"])
            if entry.payload["outcome"] == "failed" or content in known:
                continue
            known.add(content)
        if entry.kind not in _NO_INPUT:
            seen.append([entry.kind, entry.hash])
    return sha256_hex(canonical(seen).encode())
