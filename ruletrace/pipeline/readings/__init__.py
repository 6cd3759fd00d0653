"""Which readings state a change, are silent about it, contradict it, or are not held: agreement as confidence."""

from ruletrace.pipeline.readings.agreement import agreement, of_change
from ruletrace.pipeline.readings.model import LISTING, ORDERS, PREAMBLE, TEXTS, Reading, Stance
from ruletrace.pipeline.readings.witness import Witness, witness

__all__ = [
    "LISTING",
    "ORDERS",
    "PREAMBLE",
    "TEXTS",
    "Reading",
    "Stance",
    "Witness",
    "agreement",
    "of_change",
    "witness",
]
