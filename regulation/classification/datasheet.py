"""Total processing performance from the figures of a datasheet, without counting anything twice.

Technical Note 2 to ECCN 3A090: 2 × MacTOPS × bit length of the operation, summed over all processing units of the
circuit; of several bit lengths the highest; the values of dense matrices. The 2 counts a multiply-accumulate as two
operations, as datasheets do already.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from regulation.thresholds import value

# By unit as a datasheet prints it: how many tera it is, and whether it counts multiply-accumulates.
_UNITS = {
    "TOPS": (1, False),
    "TFLOPS": (1, False),
    "POPS": (1000, False),
    "PFLOPS": (1000, False),
    "MacTOPS": (1, True),
}
# "INT8 600 TOPS at 8 bits", "FP8 1,979 TFLOPS at 8 bits sparse"
_RATE = re.compile(
    rf"(?P<precision>[A-Za-z]\w*) (?P<number>\d[\d.,]*) (?P<unit>{'|'.join(_UNITS)}) at (?P<bits>\d{{1,3}}) bits?"
    r"(?P<sparse> sparse)?"
)


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as a datasheet states it, in tera operations per second, over all units of one kind.

    `bits` is the length of the widest input of the multiplication. `precision` joins the rates of units that work at
    one time. `macs` says that multiply-accumulates are counted, not operations; `sparse` that it holds for sparse
    matrices only.
    """

    tera: Decimal
    bits: int
    precision: str = ""
    macs: bool = False
    sparse: bool = False


def total_processing_performance(rates: Iterable[Rate]) -> Decimal | None:
    """Return the performance, None when no dense figure is given: a sparse one is never halved by guess."""
    sums: dict[str, Decimal] = {}
    for one in rates:
        if not one.sparse:
            counted = 2 * one.tera if one.macs else one.tera
            key = one.precision or f"{one.bits} bits"
            sums[key] = sums.get(key, Decimal(0)) + counted * one.bits
    return max(sums.values(), default=None)


def rates(cell: str) -> Iterator[Rate]:
    """Yield the rates of a cell, separated by ";": precision, number, unit, "at", bit length, and "sparse" where it is.

    Rates of one precision are those of units that work at one time, and are added up. Raises ValueError with the part
    that is no rate.
    """
    for part in filter(None, (" ".join(one.split()) for one in cell.split(";"))):
        match = _RATE.fullmatch(part)
        number = value(match["number"]).number if match else None
        if match is None or number is None:
            raise ValueError(part)
        tera, macs = _UNITS[match["unit"]]
        yield Rate(number * tera, int(match["bits"]), match["precision"].upper(), macs, bool(match["sparse"]))
