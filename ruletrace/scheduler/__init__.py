"""The clock of the house: what is due, who does it, and when the graph follows."""

from ruletrace.scheduler.chain import Chain, Stopped, no_digests
from ruletrace.scheduler.once import run_once
from ruletrace.scheduler.service import Service
from ruletrace.scheduler.stopping import stoppable

__all__ = ["Chain", "Service", "Stopped", "no_digests", "run_once", "stoppable"]
