"""The commands."""

from ruletrace.cli.commands import app
from ruletrace.cli.screen import fail
from ruletrace.log import configure
from ruletrace.settings import Settings


def main() -> None:
    """Run the command line."""
    app()


__all__ = ["app", "configure", "fail", "main", "Settings"]
