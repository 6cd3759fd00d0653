"""The impact question on a loaded graph: its time, and whether its answer is that of a plain walk in Python."""

import time
from collections.abc import Sequence

from benchmarks.composed import changes
from benchmarks.measure import percentile
from benchmarks.places import from_tests
from benchmarks.registry import Figure
from graph import Graph, Unit
from graph.reads import CARRYING, Touch, code_impact

GOAL_MS = 50.0
ROUNDS = 3

Impact = tuple[Touch, ...]


def oracle(units: Sequence[Unit]) -> Impact:
    """Return the answer that the tests' plain walk of every path gives."""
    answer: Impact = from_tests("graph_composed").Oracle(units).code_impact(CARRYING)
    return answer


def impact(graph: Graph, engine: str, expected: Impact) -> tuple[list[Figure], float]:
    """Ask for each change by itself, warm; return the figures and the 95th percentile in milliseconds."""
    asked = changes()
    answers = {one: code_impact(graph, [one]) for one in asked}  # warms engine and driver
    samples = [_milliseconds(graph, one) for _ in range(ROUNDS) for one in asked]
    middle, high = percentile(samples, 0.5), percentile(samples, 0.95)
    sizes = [len(answer) for answer in answers.values()]
    note = f"{len(asked)} changes, {ROUNDS} rounds; touches each: {_sizes(sizes)}"
    same = tuple(touch for one in sorted(asked) for touch in answers[one]) == expected
    return [
        Figure(f"{engine}: impact of one change, p50", round(middle, 1), "ms", note=note),
        Figure(f"{engine}: impact of one change, p95", round(high, 1), "ms", GOAL_MS),
        Figure(f"{engine}: answers equal those of the plain walk", "yes" if same else "NO", note=f"{len(expected):,}"),
    ], high


def _milliseconds(graph: Graph, change: str) -> float:
    start = time.perf_counter()
    code_impact(graph, [change])
    return (time.perf_counter() - start) * 1000


def _sizes(sizes: Sequence[int]) -> str:
    return f"p50 {percentile(sizes, 0.5)}, p95 {percentile(sizes, 0.95)}, most {max(sizes)}"
