"""Results as tables, for the terminal and for the documents."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

COLUMNS = ("measure", "value", "goal", "how")
HEAD = """# Benchmarks

Measured, not asserted: `make bench` runs them all (some minutes), `python -m benchmarks NAME …` some of them,
`python -m benchmarks --list` names them. This page is `python -m benchmarks --markdown > docs/benchmarks.md`, or with
`--kept` the figures of the last runs without measuring again. Every benchmark runs in a process of its own; what is
compared is compared in one run. Seconds are wall time, so a busy machine makes them longer: *load* is the number of
processes that wanted a core in the minute before and after (the machine is busy when it is above its cores).
Memory is the peak resident memory of a process.

The graph of the `graph` benchmark is composed (`benchmarks/composed.py`, seeded); every other text is official or
comes from the samples. Neo4j is measured when its jars are held (`python tests/integration/neo4j_server.py`).
"""


def table(record: Mapping[str, Any], names: Sequence[str]) -> None:
    """Print the results of these benchmarks to the terminal."""
    console = Console(width=None if sys.stdout.isatty() else 150)
    console.print(", ".join(f"{name}: {value}" for name, value in record["machine"].items()), soft_wrap=True)
    for name in names:
        result = record["benchmarks"][name]
        title = f"{name}: {result['title']} ({_when(result)})"
        grid = Table(*COLUMNS, title=title, title_justify="left", header_style="bold")
        for row in _rows(result):
            grid.add_row(*row)
        console.print(grid)


def markdown(record: Mapping[str, Any]) -> str:
    """Return the results as a page."""
    return "\n".join([HEAD, *_machine(record), *_missed(record), *_sections(record)])


def _machine(record: Mapping[str, Any]) -> Iterator[str]:
    yield "## Machine\n"
    yield from (f"- {name}: {value}" for name, value in record["machine"].items())


def _missed(record: Mapping[str, Any]) -> Iterator[str]:
    yield "\n## What misses its goal\n"
    found = [
        f"- {figure['name']}: {_value(figure)}, goal {_goal(figure)} ({name}, {_when(result)})"
        for name, result in sorted(record["benchmarks"].items())
        for figure in result["figures"]
        if figure["missed"]
    ]
    failed = [
        f"- {name} failed: {result['error'].splitlines()[-1]}"
        for name, result in sorted(record["benchmarks"].items())
        if "error" in result
    ]
    yield from [*found, *failed] or ["Nothing."]


def _sections(record: Mapping[str, Any]) -> Iterator[str]:
    for name, result in sorted(record["benchmarks"].items()):
        yield f"\n## {result['title']}\n\n`{name}`, {_when(result)}\n"
        yield f"| {' | '.join(COLUMNS)} |\n|---|---:|---:|---|"
        yield from (f"| {' | '.join(row)} |" for row in _rows(result))


def _when(result: Mapping[str, Any]) -> str:
    before, after = result["load"]
    return f"{result['began'][:16].replace('T', ' ')} UTC, {result['seconds']:.0f} s in all, load {before} → {after}"


def _rows(result: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    for figure in result["figures"]:
        goal = f"{_goal(figure)}{' (missed)' if figure['missed'] else ''}" if figure["goal"] is not None else ""
        yield figure["name"], _value(figure), goal, figure["note"]
    if "error" in result:
        yield "failed", "", "", result["error"].splitlines()[-1]


def _value(figure: Mapping[str, Any]) -> str:
    value = figure["value"]
    return f"{value if isinstance(value, str) else f'{value:,}'} {figure['unit']}".strip()


def _goal(figure: Mapping[str, Any]) -> str:
    return f"under {figure['goal']:g} {figure['unit']}"
