"""What the command line prints: tables and progress for people, JSON for programs."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from ruletrace.model import canonical

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)
PARTIAL = 3


def fail(reason: str) -> typer.Exit:
    """Print why a command was refused or failed, and return the exit to raise (code 1)."""
    err.print(f"[red]ruletrace:[/red] {reason}", markup=True, soft_wrap=True)
    return typer.Exit(1)


def json_line(value: object) -> None:
    """Print one JSON object on a line, keys sorted."""
    typer.echo(canonical(value))


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under a title; numbers are right-aligned."""
    grid = Table(title=title, title_justify="left", header_style="bold")
    for index, column in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[index], int | float) for row in rows)
        grid.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        grid.add_row(*map(_cell, row))
    out.print(grid)


def _cell(value: object) -> str:
    """Return a cell's words; what documents say is never taken for markup."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else escape(str(value))


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar on standard error; the value is called with (what, done, total)."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as bars:
        task = bars.add_task("", total=None)
        yield lambda what, done, total: bars.update(task, description=what, completed=done, total=total or None)
