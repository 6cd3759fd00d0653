"""Total processing performance from the figures of a datasheet, without counting anything twice.

Technical Note 2 to ECCN 3A090: 2 × MacTOPS × bit length of the operation, summed over all processing units of the
circuit; of several bit lengths the highest; the values of dense matrices. The 2 counts a multiply-accumulate as two
operations, as datasheets do already.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


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
