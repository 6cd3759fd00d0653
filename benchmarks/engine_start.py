"""Start of the embedded engine to its first answer: in a new folder, and again in the same one."""

from collections.abc import Sequence

import graph
from benchmarks.engines import embedded, engine_peak
from benchmarks.measure import timed
from benchmarks.registry import Figure, benchmark
from ruletrace.settings import Settings

GOAL = 2.5
TIMES = 3


@benchmark("engine-start", "Embedded engine: start to the first answer")
def engine_start() -> Sequence[Figure]:
    """Start the engine cold (nothing cached), then warm several times, and attach to it while it runs."""
    with embedded() as settings:
        cold = _first_answer(settings)
        graph.stop(settings)
        warm = []
        for _ in range(TIMES):
            warm.append(_first_answer(settings))
            attached = _first_answer(settings)
            memory = engine_peak(settings)
            graph.stop(settings)
    return [
        Figure("cold: first start in a new folder", round(cold, 2), "s", note="makes the cache of classes at its end"),
        Figure("warm: best of three", round(min(warm), 2), "s", GOAL),
        Figure("warm: slowest of three", round(max(warm), 2), "s", GOAL),
        Figure("another process attaches", round(attached, 3), "s"),
        Figure("peak memory of the engine, idle", memory, "MB"),
    ]


def _first_answer(settings: Settings) -> float:
    with timed() as watch, graph.connect(settings) as connected:
        connected.read("RETURN 1")
    return watch.seconds
