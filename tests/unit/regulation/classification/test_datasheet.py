"""The note's own examples, and the traps: nothing is doubled, nothing sparse is counted."""

from decimal import Decimal

import pytest

from regulation.classification import Rate, rates, total_processing_performance

# "The 'TPP' threshold of 4800 can be met with 600 tera integer operations (or 2 × 300 'MacTOPS') at 8 bits or 300 tera
# FLOPS (or 2 × 150 'MacTOPS') at 16 bits."
EXAMPLES = [
    Rate(Decimal(600), 8),
    Rate(Decimal(300), 8, macs=True),
    Rate(Decimal(300), 16),
    Rate(Decimal(150), 16, macs=True),
]


def test_the_examples_of_the_note() -> None:
    assert [total_processing_performance([one]) for one in EXAMPLES] == [Decimal(4800)] * 4


def test_the_highest_over_precisions_and_the_sum_over_units() -> None:
    low = [Rate(Decimal(100), 16), Rate(Decimal(150), 8)]
    assert total_processing_performance(low) == 1600
    assert total_processing_performance([*low, Rate(Decimal(500), 4, precision="FP4")]) == 2000
    assert total_processing_performance([*low, Rate(Decimal(50), 16)]) == 2400


def test_a_sparse_figure_says_nothing() -> None:
    assert total_processing_performance([Rate(Decimal(1200), 8, sparse=True)]) is None
    assert total_processing_performance([Rate(Decimal(1200), 8, sparse=True), Rate(Decimal(600), 8)]) == 4800


def test_a_cell_of_rates() -> None:
    integers = "INT8 600 TOPS at 8 bits"
    cell = f"{integers}; FP8 1,200 TFLOPS at 8 bits sparse; FP16 150 MacTOPS at 16 bits; FP4 2 PFLOPS at 4 bits"
    assert list(rates(cell)) == [
        Rate(Decimal(600), 8, "INT8"),
        Rate(Decimal(1200), 8, "FP8", sparse=True),
        Rate(Decimal(150), 16, "FP16", macs=True),
        Rate(Decimal(2000), 4, "FP4"),
    ]
    assert total_processing_performance(rates(cell)) == 8000


@pytest.mark.parametrize("cell", ["600 TOPS", "INT8 600 TOPS", "INT8 many TOPS at 8 bits", "INT8 600 GB/s at 8 bits"])
def test_what_is_no_rate_is_told(cell: str) -> None:
    with pytest.raises(ValueError, match=cell):
        list(rates(cell))
