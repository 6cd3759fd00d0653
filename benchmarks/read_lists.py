"""Measures how long it takes to read the two dated control lists of the samples, and to find their differences.

Run: python benchmarks/read_lists.py [--json]
"""

import argparse
import gzip
import json
import platform
import resource
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from regulation.controls import read_ccl, references
from regulation.diff import differences
from regulation.versions import track

SAMPLES = Path(__file__).parents[1] / "samples" / "ecfr"
DATES = (date(2026, 6, 25), date(2026, 9, 1))
Result = TypeVar("Result")


def main() -> None:
    """Print the measured seconds and peak memory, as a table or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    figures = measure()
    if parser.parse_args().json:
        print(json.dumps(figures, sort_keys=True))  # noqa: T201
        return
    for name, value in figures.items():
        print(f"{name:32} {value}")  # noqa: T201


def measure() -> dict[str, float | int | str]:
    """Return seconds per step (the best of three), counts, and peak memory in MB."""
    raw = [gzip.decompress((SAMPLES / f"part-774-{day}.xml.gz").read_bytes()) for day in DATES]
    read, lists = _timed(lambda: [read_ccl(data, day) for data, day in zip(raw, DATES, strict=True)])
    tracking, tracked = _timed(lambda: track(lists))
    compare, found = _timed(lambda: differences(lists[0], lists[1], tracked))
    refer, told = _timed(lambda: references(lists[1]))
    return {
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "bytes per list": len(raw[1]),
        "read one list (s)": round(read / 2, 3),
        "track two versions (s)": round(tracking, 3),
        "differences, tracked (s)": round(compare, 3),
        "references (s)": round(refer, 3),
        "entries": len(lists[1].entries),
        "places": sum(1 for _ in lists[1].all_places()),
        "differences": len(found),
        "references": len(told),
        "peak memory (MB)": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _timed(work: Callable[[], Result]) -> tuple[float, Result]:
    best, result = float("inf"), None
    for _ in range(3):
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
    assert result is not None  # noqa: S101
    return best, result


if __name__ == "__main__":
    main()
