"""Results of benchmarks as JSON: each with its date and the load under which it ran."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.machine import load, machine
from benchmarks.measure import timed
from benchmarks.places import ROOT
from benchmarks.registry import BENCHMARKS, Benchmark

FILE = ROOT / "build" / "benchmarks.json"
LAST = 500  # characters of what a failed benchmark said last

Record = dict[str, Any]


def measured(names: Sequence[str], path: Path) -> Record:
    """Run the benchmarks of these names, each in a process of its own, and keep them in `path` beside the others."""
    for name in names:
        sys.stderr.write(f"measuring {name} …\n")
        result = _result(BENCHMARKS[name])
        record = kept(path)  # read again: another run may have kept its own meanwhile
        record["benchmarks"][name] = result
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", "utf-8")
    return kept(path)


def kept(path: Path) -> Record:
    """Return what was measured before on this very machine, or a record without results."""
    new: Record = {"machine": dict(machine()), "benchmarks": {}}
    held: Record = json.loads(path.read_text("utf-8")) if path.is_file() else new
    return held if held["machine"] == new["machine"] else new


def _result(one: Benchmark) -> Mapping[str, Any]:
    before, began = load(), datetime.now(UTC).replace(microsecond=0)
    command = [sys.executable, "-m", "benchmarks", "--here", one.name]
    with timed() as watch:
        child = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    return {
        "title": one.title,
        "began": began.isoformat(),
        "seconds": round(watch.seconds, 1),
        "load": [before, load()],
        **_outcome(child),
    }


def _outcome(child: "subprocess.CompletedProcess[str]") -> Mapping[str, Any]:
    if child.returncode:
        return {"figures": [], "error": child.stderr.strip()[-LAST:]}
    return {"figures": json.loads(child.stdout.splitlines()[-1])}


def here(name: str) -> str:
    """Run one benchmark in this process and return its figures as one line of JSON."""
    return json.dumps([asdict(figure) | {"missed": figure.missed} for figure in BENCHMARKS[name].work()])
