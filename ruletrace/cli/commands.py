"""Which file holds which command, so that one command need not load what only the others use."""

from collections.abc import Iterable
from importlib import import_module

import typer

from ruletrace import __version__
from ruletrace.cli.screen import out

FILES = {
    "demo": ("demo",),
    "up": ("up",),
    "crawl": ("crawl",),
    "data": ("import", "templates", "process", "rebuild", "export", "journal"),
    "reading": ("extract", "evaluate"),
    "amendments": ("amendments", "evaluate"),
    "carry_out": ("carry-out",),
    "classify": ("classify",),
    "coverage": ("coverage",),
    "backtest": ("backtest",),
    "dashboard": ("dashboard", "stop", "sources", "alerts"),
    "status": ("status", "enter"),
    "digest": ("digest",),
    "questions": ("questions",),
    "licence": ("licence",),
    "outcomes": ("outcomes",),
    "law": ("controls",),
    "parts": ("provisions",),
    "thresholds": ("thresholds",),
    "entity_list": ("entity-list",),
    "determinations": ("evaluate",),
    "review": ("review",),
    "reclassify": ("reclassify",),
}
GROUPS = {"law", "parts", "thresholds", "entity_list", "determinations", "review", "reclassify"}


def holding(command: str) -> list[str]:
    """Return the files that hold a command; all of them for any other word."""
    return [name for name, commands in FILES.items() if command in commands] or list(FILES)


def joined(files: Iterable[str]) -> typer.Typer:
    """Return the command line with the commands of the files."""
    app = typer.Typer(
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        help="Follow an export-control rule from its publication to the SKU, the customer and the contract line.\n\n"
        "Exit codes: 0 done; 1 refused or failed, with the reason; 2 wrong usage; "
        "3 done in part, with what is missing.",
    )
    for name in files:
        part: typer.Typer = import_module(f"ruletrace.cli.{name}").app
        if name in GROUPS:
            app.add_typer(part, name=FILES[name][0])
        else:
            app.registered_commands += part.registered_commands
    app.command("version")(_version)
    return app


def _version() -> None:
    """Print the program's version."""
    out.print(__version__)
