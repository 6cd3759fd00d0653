"""`python -m benchmarks [NAME …]`: measures, keeps the figures as JSON, and prints them."""

import argparse
import json
import sys
from pathlib import Path

from benchmarks import (
    chain,
    classification,
    company_import,
    control_lists,
    engine_start,
    extraction,
    graph_engines,
    licences,
    outcomes,
    record,
    show,
)
from benchmarks.registry import BENCHMARKS

MODULES = (
    control_lists,
    extraction,
    classification,
    engine_start,
    graph_engines,
    company_import,
    licences,
    outcomes,
    chain,
)  # each registers itself


def main() -> int:
    """Run what was asked for; exit code 1 when a benchmark failed (never for a slow one)."""
    asked = _arguments()
    if asked.here:
        _print(record.here(asked.here))
        return 0
    if asked.list:
        _print("\n".join(f"{one.name:15} {one.title}" for one in BENCHMARKS.values()))
        return 0
    names = [] if asked.kept else asked.names or list(BENCHMARKS)
    found = record.measured(names, asked.file)
    if asked.json:
        _print(json.dumps(found, indent=1, sort_keys=True))
    elif asked.markdown:
        _print(show.markdown(found))
    else:
        show.table(found, names or sorted(found["benchmarks"]))
    return int(any("error" in found["benchmarks"][name] for name in names))


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="benchmarks to run; none: all")
    parser.add_argument("--list", action="store_true", help="name the benchmarks")
    parser.add_argument("--kept", action="store_true", help="measure nothing; show what was measured last")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--markdown", action="store_true", help="print the page docs/benchmarks.md")
    parser.add_argument("--file", type=Path, default=record.FILE, help="where the figures are kept (JSON)")
    parser.add_argument("--here", choices=sorted(BENCHMARKS), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    unknown = sorted(set(arguments.names) - set(BENCHMARKS))
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; known: {', '.join(BENCHMARKS)}")
    return arguments


if __name__ == "__main__":
    sys.exit(main())
