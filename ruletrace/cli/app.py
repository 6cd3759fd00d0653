"""The commands, joined from their files."""

import typer

from ruletrace import __version__
from ruletrace.cli import (
    amendments,
    backtest,
    carry_out,
    classify,
    coverage,
    dashboard,
    data,
    demo,
    determinations,
    digest,
    entity_list,
    law,
    licence,
    outcomes,
    parts,
    questions,
    reading,
    reclassify,
    review,
    status,
    thresholds,
    up,
)
from ruletrace.cli.screen import out

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Follow an export-control rule from its publication to the SKU, the customer and the contract line.\n\n"
    "Exit codes: 0 done; 1 refused or failed, with the reason; 2 wrong usage; 3 done in part, with what is missing.",
)
for part in (
    demo,
    up,
    data,
    reading,
    amendments,
    carry_out,
    classify,
    coverage,
    backtest,
    dashboard,
    status,
    digest,
    questions,
    licence,
    outcomes,
):
    app.registered_commands += part.app.registered_commands
app.add_typer(law.app, name="controls")
app.add_typer(parts.app, name="provisions")
app.add_typer(thresholds.app, name="thresholds")
app.add_typer(entity_list.app, name="entity-list")
app.add_typer(determinations.evaluations, name="evaluate")
app.add_typer(review.app, name="review")
app.add_typer(reclassify.app, name="reclassify")


@app.command("version")
def version() -> None:
    """Print the program's version."""
    out.print(__version__)


def main() -> None:
    """Run the command line."""
    app()
