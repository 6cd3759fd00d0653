"""Commands that import and compute."""

from pathlib import Path
from typing import Annotated

import typer

import graph
from company import templates
from company.summary import lines, problems_csv
from ruletrace.cli.common import Json, bad_rows, folder, settings, told
from ruletrace.cli.screen import PARTIAL, err, json_line, out, table
from ruletrace.pipeline import imports
from ruletrace.pipeline.rebuild import rebuild as rebuild_graph
from ruletrace.pipeline.run import Processed
from ruletrace.pipeline.run import process as process_all

app = typer.Typer(no_args_is_help=True)
SHOWN = 20


@app.command("import")
def import_command(
    where: Annotated[Path, typer.Argument(help="Folder with the company's tables.", metavar="FOLDER")],
    check: Annotated[bool, typer.Option("--check", help="Only check the tables; load nothing.")] = False,
    problems: Annotated[Path | None, typer.Option(help="Write every refused row to this CSV file.")] = None,
    as_json: Json = False,
) -> None:
    """Read the company's tables (CSV, XLSX, Parquet); good rows go in, bad rows are listed by file, row and field.

    Exit code 3 when rows or files were refused; the good rows went in all the same.
    """
    with folder() as context:
        done = imports.check(context, where) if check else imports.take_in(context, where)
    show_import(done, "Checked, nothing loaded" if check else "Import", as_json)
    if problems:
        problems.write_bytes(problems_csv(done.content))
    if done.content.bad or done.content.files:
        raise typer.Exit(PARTIAL)


@app.command("templates")
def templates_command(
    where: Annotated[Path, typer.Argument(help="Folder to write to.", metavar="FOLDER")],
) -> None:
    """Write templates of the company's tables with an example row and the meaning of each column."""
    for path in templates.write(where):
        out.print(str(path), soft_wrap=True)


@app.command("process")
def process_command(as_json: Json = False) -> None:
    """Read, extract, link and compute alerts from what archive and journal hold."""
    with folder() as context, graph.connect(context.settings) as opened:
        done = process_all(context, opened)
    show_processed(done, as_json)


@app.command("rebuild")
def rebuild_command(as_json: Json = False) -> None:
    """Make the graph again from nothing but archive and journal, after verifying the journal's chain."""
    with folder() as context, graph.connect(context.settings) as opened:
        done = rebuild_graph(context, opened)
    show_processed(done, as_json)


@app.command("export")
def export_command(
    to: Annotated[Path | None, typer.Option(help="Write the dump to this file instead of the screen.")] = None,
    only_hash: Annotated[bool, typer.Option("--hash", help="Print only the SHA-256 of the dump.")] = False,
) -> None:
    """Print the graph as sorted JSON lines and, on standard error, their SHA-256: equal graphs give equal dumps."""
    with told(), graph.connect(settings()) as opened:
        if only_hash:
            typer.echo(graph.export_hash(opened))
            return
        lines = list(graph.export(opened))
        digest = graph.export_hash(opened)
    if to:
        to.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    else:
        typer.echo("\n".join(lines))
    err.print(f"{len(lines):,} rows, SHA-256 {digest}")


@app.command("journal")
def journal_command() -> None:
    """Verify the journal's hash chain and tell how many entries it has."""
    with folder() as context:
        count = context.journal.verify()
    out.print(f"{count:,} entries, chain unbroken")


def show_import(done: imports.Imported, title: str, as_json: bool) -> None:
    """Print what went in, and every refused row with its place and a hint."""
    counts = {table_name: len(rows) for table_name, rows in done.content.rows.items()}
    if as_json:
        json_line({"unchanged": done.unchanged, "rows": counts, "problems": bad_rows(done.content)})
        return
    table(f"{title}: nothing changed" if done.unchanged else title, ["table", "rows"], list(counts.items()))
    for line in lines(done.content, SHOWN):
        out.print(line, markup=False, soft_wrap=True)


def show_processed(done: Processed, as_json: bool) -> None:
    """Print what the run changed and how long each step took."""
    if as_json:
        json_line({"unchanged": done.unchanged, "seconds": rounded(done), "problems": list(done.problems)})
        return
    table("nothing changed" if done.unchanged else "Processed", ["step", "seconds"], list(rounded(done).items()))
    if done.problems:
        out.print(f"{len(done.problems)} rows or answers were not wholly understood: --json lists them")


def rounded(done: Processed) -> dict[str, float]:
    """Return the seconds of each step to a tenth."""
    return {step: round(seconds, 1) for step, seconds in done.seconds.items()}
