"""Import of a company with 100,000 products: files to checked rows and journal, and from there to each graph."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import graph
from benchmarks.company_files import files
from benchmarks.engines import embedded, engine_peak, neo4j, neo4j_is_there
from benchmarks.measure import Watch, own_peak, peak_of, timed
from benchmarks.places import SAMPLES
from benchmarks.registry import Figure, benchmark
from company.history import Dated
from graph import Graph, Unit, WriteReport
from graph import schema as g
from regulation.controls.ccl import read_ccl
from ruletrace.pipeline import imports
from ruletrace.pipeline.context import Context, opened
from ruletrace.pipeline.fetches import content_keys
from ruletrace.pipeline.parts import Part, bring
from ruletrace.pipeline.units import company, countries
from ruletrace.readers.packed import unpacked
from ruletrace.settings import Settings

DAY = date(2026, 9, 1)
GOAL = 30.0
START = datetime(2026, 9, 2, tzinfo=UTC)
LIST = "controls ccl"


@dataclass(frozen=True, slots=True)
class Step:
    """One import: seconds until it stands in the journal, to read it again from the archive, and to the graph."""

    taken: float
    read: float
    brought: float
    wrote: WriteReport

    @property
    def total(self) -> float:
        """The seconds of all parts."""
        return self.taken + self.read + self.brought


@benchmark("company-import", "Import of 100,000 products: files to journal, rows to graph, on each engine")
def company_import() -> Sequence[Figure]:
    """Import a composed company, the same files once more, and files of which one row in a hundred has changed."""
    law = _law()
    codes = sorted({node.designation for node in law.nodes if isinstance(node, g.Control)})
    first, changed = files(codes), files(codes, changed=True)
    rows = sum(data.count(b"\n") - 1 for data in first.values())
    found = [Figure("rows of the company's files", rows, note="100,000 products with two parameters each")]
    with _folders(first, changed) as folders:
        with embedded() as settings:
            found += _on("embedded", settings, law, folders, lambda: engine_peak(settings))
        with embedded() as settings:
            found.append(_empty(settings, folders[0]))
        if neo4j_is_there():
            with neo4j() as (settings, pid):
                found += _on("Neo4j", settings, law, folders, lambda: peak_of(pid))
        else:
            note = "its jars are not held: tests/integration/neo4j_server.py"
            found.append(Figure("Neo4j", "not measured", note=note))
    return [*found, Figure("peak memory of the process that imports", own_peak(), "MB")]


def _law() -> Unit:
    """Return the paragraphs of the Commerce Control List, which are in the graph before the company is."""
    controls = read_ccl(unpacked((SAMPLES / "ecfr" / f"part-774-{DAY}.xml.gz").read_bytes()), DAY)
    held = {place.designation: entry.eccn for entry in controls.entries for place in entry.places if place.designation}
    return Unit(LIST, tuple(g.Control(id=f"ccl/{one}", designation=one, entry=held[one]) for one in sorted(held)), ())


@contextmanager
def _folders(*deliveries: Mapping[str, bytes]) -> Iterator[list[Path]]:
    with tempfile.TemporaryDirectory() as root:
        folders = [Path(root) / str(number) for number in range(len(deliveries))]
        for folder, delivery in zip(folders, deliveries, strict=True):
            folder.mkdir()
            for name, data in delivery.items():
                (folder / name).write_bytes(data)
        yield folders


def _on(engine: str, settings: Settings, law: Unit, folders: Sequence[Path], memory: Callable[[], int]) -> list[Figure]:
    first, changed = folders
    with graph.connect(settings) as connected:
        graph.write(connected, [law])
        steps = [_step(connected, settings, law, folder, days) for days, folder in enumerate((first, first, changed))]
        peak = memory()
    once, again, little = steps
    return [
        Figure(f"{engine}: files to journal", round(once.taken, 1), "s"),
        Figure(f"{engine}: archive to rows", round(once.read, 1), "s", note="as `ruletrace run` does"),
        Figure(f"{engine}: rows to graph", round(once.brought, 1), "s", note=_wrote(once.wrote)),
        Figure(f"{engine}: import of 100,000 products", round(once.total, 1), "s", GOAL, "the control list is there"),
        Figure(f"{engine}: the same files again", round(again.total, 1), "s", note=_wrote(again.wrote)),
        Figure(f"{engine}: one row in a hundred changed", round(little.total, 1), "s", note=_parts(little)),
        Figure(f"{engine}: peak memory of the engine", peak, "MB"),
    ]


def _empty(settings: Settings, folder: Path) -> Figure:
    """Measure an import that is the first of all that the graph gets: the embedded engine has a fast route for it."""
    law = Unit(LIST, (), ())
    with graph.connect(settings) as connected:
        step = _step(connected, settings, law, folder, 0)
    note = f"{step.taken:.1f} s to the journal; batch route"
    return Figure("embedded: import of 100,000 products into an empty graph", round(step.total, 1), "s", GOAL, note)


def _step(connected: Graph, settings: Settings, law: Unit, folder: Path, days: int) -> Step:
    ids = {"US": {node.designation: node.id for node in law.nodes if isinstance(node, g.Control)}}
    reading = Watch()
    with opened(settings, lambda: START + timedelta(days)) as context:
        with timed() as taking:
            content = imports.take_in(context, folder).content
        if content.bad or content.files:
            raise ValueError(f"the composed company is not wholly good: {content.bad[:3]} {content.files}")
        with timed() as bringing:
            wrote = bring(connected, _company(context, ids, reading), _silent, keep=(LIST,))
    return Step(taking.seconds, reading.seconds, bringing.seconds - reading.seconds, wrote)


def _company(context: Context, ids: Mapping[str, Mapping[str, str]], reading: Watch) -> list[Part]:
    @cache
    def rows() -> list[Dated]:
        with timed() as watch:
            found = imports.dated_rows(context)
        reading.seconds = watch.seconds
        return found

    made_from = content_keys(context)[imports.KIND]
    return [
        Part(company.NAME, made_from, lambda: company.unit(rows(), ids)),
        Part(countries.NAME, made_from, lambda: countries.unit(company.countries(rows()))),
    ]


def _silent(_done: int, _total: int) -> None:
    """Show no progress."""


def _wrote(report: WriteReport) -> str:
    nodes = report.nodes_created + report.nodes_updated + report.nodes_removed
    edges = report.edges_created + report.edges_updated + report.edges_removed
    return f"{nodes:,} nodes and {edges:,} relationships written"


def _parts(step: Step) -> str:
    return f"{step.taken:.1f} s to the journal; {_wrote(step.wrote)}"
