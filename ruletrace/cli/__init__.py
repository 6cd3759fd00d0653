"""The command line. Exit codes: 0 done; 1 refused or failed, with the reason; 2 wrong usage; 3 done in part."""

from ruletrace.cli.app import main

__all__ = ["main"]
