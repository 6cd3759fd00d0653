"""Every quantity of the company's tables is one that some paragraph tests, or stands here with the reason why not."""

from collections.abc import Iterator

import pytest

from company.quantities import Quantity, quantities, symbols
from nlp.predicates.entries import read_entry
from regulation.classification import compiled, parameter
from regulation.classification.vocabulary import quotients
from regulation.controls import ControlList
from regulation.thresholds import unit
from regulation.thresholds.model import folded
from ruletrace.pipeline.controls import History

# Read with the texts of 2026-09-01.
NOT_TESTED = {
    "memory bandwidth": "3A090.c tests the bandwidth of HBM by its area; a processor's memory bandwidth stands in rules"
    " on licence review only",
    "approximated transistor count": "its numbers stand in the ways to overcome Note 1 to 3A090.a, which people attest",
    "bit length": "a part of the formula of total processing performance; nothing is compared with it",
    "asymmetric key length": "each kind of problem has a bound of its own (factorization, discrete logarithms, elliptic"
    " curves): the RSA key length is that of factorization",
    "phase noise": "the bounds of 3A002.d.4 are formulas of the frequency, which are not read as numbers",
}

# Tested in another entry than the one that the company's table names.
ELSEWHERE = {
    "instantaneous bandwidth": "5A001",  # in hertz; in 3A001 in octaves
    "range": "9A101",
    "payload": "9A604",  # "capable of delivering at least 500 kg payload"
}


@pytest.fixture(scope="module")
def asked(history: History) -> dict[str, frozenset[str]]:
    """Return by entry the names of what it asks for, and of what its quotients are computed from."""
    newest = history.versions[-1].controls
    codes = {*(one.entry for one in quantities()), *ELSEWHERE.values()}
    return {eccn: frozenset(_names(newest, eccn)) for eccn in sorted(codes)}


def _names(controls: ControlList, eccn: str) -> Iterator[str]:
    read = read_entry(controls, eccn)
    predicate = read.predicate(eccn) if read else None
    if read and predicate:
        takes = compiled(read.entry, predicate).takes
        yield from takes
        for one in quotients():
            if one.quantity in takes:
                yield from (one.of, one.by)


def _base(of: Quantity) -> str:
    return "" if of.bare or of.dimension == "number" else unit(symbols(of.dimension)[0]).base


@pytest.mark.parametrize("of", quantities(), ids=lambda one: one.name)
def test_it_is_tested_or_explained(of: Quantity, asked: dict[str, frozenset[str]]) -> None:
    own = parameter(of.name)
    name = folded(own.name if own else of.name)
    base = _base(of)
    tested = (f"{name} [{base}]" if base else name) in asked[ELSEWHERE.get(of.name, of.entry)]
    assert tested != (of.name in NOT_TESTED), (name, base)


@pytest.mark.parametrize(
    ("printed", "same"),
    [
        ("mm2", "mm²"),
        ("cm2", "cm²"),
        ("GFLOPS", "TFLOPS"),
        ("PFLOPS", "TOPS"),
        ("GB/s", "Gbyte/s"),
        ("TB/s", "MB/s"),
        ("Gbit/s", "Gb/s"),
        ("Gbps", "Tbit/s"),
        ("dBc/Hz", "dBc/Hz"),
        ("Wh/kg", "watt-hours per kilogram"),
        ("mJ per pulse", "mJ"),
    ],
)
def test_units_as_people_write_them(printed: str, same: str) -> None:
    assert unit(printed).base == unit(same).base


def test_units_convert_exactly() -> None:
    assert unit("cm2").factor == 100 * unit("mm2").factor
    assert unit("GB/s").factor == 1000 * unit("MB/s").factor
    assert unit("Gbit/s").factor == unit("GB/s").factor == 10**9
    assert unit("TFLOPS").factor == unit("TOPS").factor == 1000 * unit("GFLOPS").factor
