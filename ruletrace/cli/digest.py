"""The weekly digest for an executive."""

from pathlib import Path
from typing import Annotated

import typer

import graph
from alerts.report import Week, WeekError
from ruletrace.cli.common import folder
from ruletrace.cli.screen import err, fail
from ruletrace.pipeline import digests

app = typer.Typer()


def _week(value: str) -> str:
    try:
        return Week.parse(value).name if value else ""
    except WeekError as error:
        raise typer.BadParameter(str(error)) from None


@app.command("digest")
def digest_command(
    week: Annotated[
        str, typer.Option(help="ISO week, such as 2026-W36; none: the last one that is over.", callback=_week)
    ] = "",
    markdown: Annotated[bool, typer.Option("--markdown", help="Print or write Markdown instead of HTML.")] = False,
    to: Annotated[Path | None, typer.Option(help="Write the page to this file too.")] = None,
) -> None:
    """Build the weekly digest for an executive, one page, from what the graph holds.

    Both forms are kept in the data folder (digests/2026-W36.html and .md). Prints where they are, or with --markdown
    the Markdown itself.
    """
    with folder() as context, graph.connect(context.settings) as opened:
        paths = digests.build(context, opened, week or Week.last_complete(context.now()).name)
    page = paths[1] if markdown else paths[0]
    if to:
        _copy(page, to)
    elif markdown:
        typer.echo(page.read_text(encoding="utf-8"), nl=False)
    else:
        typer.echo("\n".join(str(path) for path in paths))


def _copy(page: Path, to: Path) -> None:
    try:
        to.write_bytes(page.read_bytes())
    except OSError as error:
        raise fail(f"cannot write {to}: {error.strerror}") from None
    err.print(f"written: {to}", soft_wrap=True)
