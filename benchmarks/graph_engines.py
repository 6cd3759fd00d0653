"""Loading 79,000 nodes and 300,000 relationships, and the impact question on them, on each engine in one run."""

from collections.abc import Sequence

import graph
from benchmarks.composed import units
from benchmarks.engines import embedded, engine_peak, neo4j, neo4j_is_there
from benchmarks.impact import Impact, impact, oracle
from benchmarks.measure import own_peak, peak_of, timed
from benchmarks.registry import Figure, benchmark, ratio
from graph import Graph, Unit
from graph.projection import project

FIRST_GOAL, MERGE_GOAL = 5.0, 30.0
SMALL = Unit("before", (), ())


@benchmark("graph", "Graph: loading, impact of a change, memory, on each engine")
def graph_engines() -> Sequence[Figure]:
    """Load the composed projection into each engine, ask, and compare."""
    all_units = units()
    nodes, edges = (sum(len(part) for part in kind) for kind in _parts(all_units))
    expected = oracle(all_units)
    with timed() as stamping:
        project(all_units)
    figures = [
        Figure("nodes", nodes),
        Figure("relationships", edges),
        Figure(
            "checking and stamping in Python (part of each load)",
            round(stamping.seconds, 2),
            "s",
            note=f"{stamping.cpu:.2f} s of it processor time",
        ),
    ]
    own, *merged = _embedded(all_units, expected)
    figures += own
    if neo4j_is_there():
        other, *seconds = _neo4j(all_units, expected)
        figures += [*other, ratio("MERGE load, Neo4j / embedded", seconds[0], merged[0])]
        figures.append(ratio("impact p95, Neo4j / embedded", seconds[1], merged[1]))
    else:
        figures.append(Figure("Neo4j", "not measured", note="its jars are not held: tests/integration/neo4j_server.py"))
    return [*figures, Figure("peak memory of the process that loads and asks", own_peak(), "MB")]


def _parts(all_units: Sequence[Unit]) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    return [unit.nodes for unit in all_units], [unit.edges for unit in all_units]


def _embedded(all_units: Sequence[Unit], expected: Impact) -> tuple[list[Figure], float, float]:
    with embedded() as settings:
        with graph.connect(settings):
            pass
        graph.stop(settings)  # the cache of classes is made at the first end
        with graph.connect(settings) as connected:
            first = _load(connected, all_units)
            graph.clear(connected)
            graph.write(connected, [SMALL])
            merge = _load(connected, [SMALL, *all_units])
            asked, high = impact(connected, "embedded", expected)
        memory = engine_peak(settings)
    figures = [
        Figure("embedded: first load of an empty graph", round(first, 1), "s", FIRST_GOAL, "batch route"),
        Figure("embedded: load by MERGE", round(merge, 1), "s", MERGE_GOAL),
        ratio("embedded: MERGE / batch route", merge, first),
        *asked,
        Figure("embedded: peak memory of the engine", memory, "MB", note=f"heap of {settings.engine_memory}"),
    ]
    return figures, merge, high


def _neo4j(all_units: Sequence[Unit], expected: Impact) -> tuple[list[Figure], float, float]:
    with neo4j() as (settings, pid), graph.connect(settings) as connected:
        graph.write(connected, [SMALL])
        merge = _load(connected, [SMALL, *all_units])
        asked, high = impact(connected, "Neo4j", expected)
        memory = peak_of(pid)
    figures = [
        Figure("Neo4j: load by MERGE", round(merge, 1), "s", MERGE_GOAL),
        *asked,
        Figure("Neo4j: peak memory of the server", memory, "MB", note="heap of 768m, page cache of 64m"),
    ]
    return figures, merge, high


def _load(connected: Graph, all_units: Sequence[Unit]) -> float:
    with timed() as watch:
        graph.write(connected, all_units)
    return watch.seconds
