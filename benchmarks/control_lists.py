"""Seconds and memory to read each control list, each in a process of its own, and to find what changed."""

import gzip
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import pairwise

from benchmarks.measure import Watch, alone, best
from benchmarks.places import SAMPLES
from benchmarks.registry import Figure, benchmark
from regulation.annex import annex_differences, read_2021, read_consolidated
from regulation.controls import read_ccl, references
from regulation.controls.model import ControlList
from regulation.diff import differences
from regulation.history.compare import compare
from regulation.history.reading import read_converted
from regulation.versions import track

GOAL = 1.0
CCL_DATES = (date(2026, 6, 25), date(2026, 9, 1))
Step = tuple[str, Watch, int]


@benchmark("control-lists", "Control lists: reading, differences")
def control_lists() -> Sequence[Figure]:
    """Read the Commerce Control List and Annex I at both their dates, and compare the two of each."""
    figures = []
    for name, work in {
        "Commerce Control List 2026-06-25": partial(_reading, "ccl", 0),
        "Commerce Control List 2026-09-01": partial(_reading, "ccl", 1),
        "Annex I as adopted 2021": partial(_reading, "annex", 0),
        "Annex I consolidated 2025-11-15": partial(_reading, "annex", 1),
    }.items():
        (watch, size, count), memory = alone(work)
        note = f"{size / 1e6:.1f} MB, {count} entries; best of three, {watch.cpu:.2f} s of it processor time"
        figures.append(Figure(f"{name}: read", round(watch.seconds, 2), "s", GOAL, note))
        figures.append(Figure(f"{name}: peak memory of the process", memory, "MB"))
    return [
        *figures,
        *_measured("Commerce Control List", _ccl_changes, goals={"differences": GOAL}),
        *_measured("Annex I", _annex_changes),
        *_measured("Commerce Control List, 56 versions 2017-2025", _history),
    ]


def _measured(name: str, work: Callable[[], list[Step]], goals: Mapping[str, float] | None = None) -> list[Figure]:
    steps, memory = alone(work)
    figures = [
        Figure(
            f"{name}: {step}",
            round(watch.seconds, 2),
            "s",
            (goals or {}).get(step),
            f"{count:,} found; {watch.cpu:.2f} s processor time",
        )
        for step, watch, count in steps
    ]
    return [*figures, Figure(f"{name}: peak memory of the process that compares", memory, "MB")]


def _reading(name: str, number: int) -> tuple[Watch, int, int]:
    data, read = (_ccl if name == "ccl" else _annex)(number)
    watch, controls = best(lambda: read(data))
    return watch, len(data), len(controls.entries)


def _ccl(number: int) -> tuple[bytes, Callable[[bytes], ControlList]]:
    day = CCL_DATES[number]
    data = gzip.decompress((SAMPLES / "ecfr" / f"part-774-{day}.xml.gz").read_bytes())
    return data, lambda raw: read_ccl(raw, day)


def _annex(number: int) -> tuple[bytes, Callable[[bytes], ControlList]]:
    name, read = (("annex-i-2021.txt.gz", read_2021), ("annex-i-2025-11-15.json.gz", read_consolidated))[number]
    return gzip.decompress((SAMPLES / "eu" / name).read_bytes()), read


def _both(source: Callable[[int], tuple[bytes, Callable[[bytes], ControlList]]]) -> list[ControlList]:
    return [read(data) for data, read in (source(0), source(1))]


def _ccl_changes() -> list[Step]:
    old, new = _both(_ccl)
    tracking, tracked = best(lambda: track([old, new]))
    comparing, found = best(lambda: differences(old, new, tracked))
    referring, told = best(lambda: references(new))
    return [
        ("following places between the dates", tracking, len(tracked.ids)),
        ("differences", comparing, len(found)),
        ("references", referring, len(told)),
    ]


def _annex_changes() -> list[Step]:
    old, new = _both(_annex)
    watch, found = best(lambda: annex_differences(old, new), times=1)
    return [("differences", watch, len(found.changes))]


def _history() -> list[Step]:
    data = (SAMPLES / "ccl-history" / "history-runs.jsonl.gz").read_bytes()
    reading, held = best(lambda: read_converted(data), times=1)
    tracking, tracked = best(lambda: track(held.lists), times=1)
    pairs = list(pairwise(held.lists))
    every, steps = best(lambda: [compare(*pair, held.faults, tracked) for pair in pairs], times=1)
    busiest = max(range(len(pairs)), key=lambda number: len(steps[number].changes))
    one, found = best(lambda: compare(*pairs[busiest], held.faults))
    return [
        ("read", reading, len(held.lists)),
        ("following places over all of them", tracking, len(tracked.ids)),
        ("differences of the pair with most, untracked", one, len(found.changes)),
        ("differences of all pairs", every, sum(len(step.changes) for step in steps)),
    ]
