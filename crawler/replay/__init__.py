"""The replay server: the official services on loopback, from samples, for the demo and for tests."""

from crawler.replay.faults import Fault
from crawler.replay.server import ReplayServer, replay

__all__ = ["Fault", "ReplayServer", "replay"]
