"""Serve the samples until stopped: `python -m crawler.replay --samples samples --port 0`."""

import argparse
import signal
import sys
from pathlib import Path

from crawler.replay.faults import FAULTS, VARIANTS, Fault
from crawler.replay.server import ReplayServer


def main() -> int:
    """Print the base URL as the first line and serve."""
    arguments = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with ReplayServer(arguments.samples, arguments.port, dict(arguments.fault)) as server:
        sys.stdout.write(f"{server.base_url}\n")
        sys.stdout.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="crawler.replay", description="Replay the official services on loopback.")
    parser.add_argument("--samples", type=Path, default=Path("samples"), help="folder of the samples")
    parser.add_argument("--port", type=int, default=0, help="port; 0 takes any free one")
    parser.add_argument(
        "--fault",
        type=_fault,
        action="append",
        default=[],
        help=f"PART_OF_URL:NAME, one of {', '.join(sorted({*FAULTS, *VARIANTS}))}",
    )
    return parser.parse_args()


def _fault(text: str) -> tuple[str, Fault]:
    part, _, name = text.rpartition(":")
    if name not in FAULTS and name not in VARIANTS:
        raise argparse.ArgumentTypeError(f"unknown fault {name}")
    return part, Fault(name)


if __name__ == "__main__":
    sys.exit(main())
