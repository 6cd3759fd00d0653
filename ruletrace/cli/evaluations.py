"""The group `evaluate`; each of its commands stands in the file of what it measures."""

import typer

app = typer.Typer(no_args_is_help=True, help="Measure readings against hand-labelled answers.")
