"""The command line. Exit codes: 0 done; 1 refused or failed, with the reason; 2 wrong usage; 3 done in part."""

import gc
import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line."""
    # The trees of the law are many objects that stay: looking through them less often saves time. With no collection
    # at all a whole update took a sixth less.
    gc.set_threshold(50_000, 20, 50)
    from ruletrace.cli.commands import holding, joined

    joined(holding(sys.argv[1] if len(sys.argv) > 1 else ""))()
