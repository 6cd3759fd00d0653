"""Names and units of parameters: what people write leads to the words of the law, and never by a guess."""

import gzip
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from company import quantities
from regulation.controls.ccl import read_ccl

CCL = Path(__file__).parents[3] / "samples" / "ecfr" / "part-774-2026-09-01.xml.gz"
QUOTES = str.maketrans('‘’“”"', "'''''")


def plain(text: str) -> str:
    return " ".join(text.translate(QUOTES).lower().split())


def test_every_quantity_stands_in_the_entry_that_it_names() -> None:
    held = read_ccl(gzip.decompress(CCL.read_bytes()), date(2026, 9, 1))
    entries = {one.eccn: plain(" ".join([one.heading, *(place.text for place in one.places)])) for one in held.entries}
    lost = [one.name for one in quantities.quantities() if plain(one.words) not in entries[one.entry]]
    assert lost == []
    assert len(quantities.quantities()) > 40


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("TPP", "total processing performance"),
        ("tpp", "total processing performance"),
        ("Total Processing Performance (TPP)", "total processing performance"),
        ("'total processing performance'", "total processing performance"),
        ("PD", "performance density"),
        ("die_area_mm2", "applicable die area"),
        ("Die size", "applicable die area"),
        ("memory bandwidth", "memory bandwidth"),
        ("memory-bandwidth density", "memory bandwidth density"),
        ("APP", "adjusted peak performance"),
        ("I/O bandwidth", "aggregate bidirectional transfer rate"),
        ("bit length", "bit length"),
        ("AES key length", "symmetric key length"),
        ("training compute", "training operations"),
        ("Max. endurance", "maximum endurance"),
        ("range", "range"),
        ("payload", "payload"),
        ("frame rate", "frame rate"),
    ],
)
def test_names_that_people_write(written: str, name: str) -> None:
    assert quantities.name(written) == name
    assert quantities.quantity(name) is not None


@pytest.mark.parametrize("written", ["bandwidth", "performance", "TOPS", "key length", "frequency", "resolution"])
def test_other_names_stay_as_they_are(written: str) -> None:
    assert quantities.quantity(written) is None
    assert quantities.name(f" {written}  ") == written


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        ("mm²", "mm2"), ("mm^2", "mm2"), ("square millimetres", "mm2"), ("GB/s", "GB/s"), ("Gbyte/s", "GB/s"),
        ("Gbps", "Gbit/s"), ("Gb/s", "Gbit/s"), ("tflops", "TFLOPS"), ("μm", "µm"), ("minutes", "min"),
        ("TOPS x bit", "TPP"), ("weighted TeraFLOPS", "WT"), ("fps", "Hz"),
    ],
)  # fmt: skip
def test_units_that_people_write(written: str, symbol: str) -> None:
    found = quantities.unit(written)
    assert found is not None
    assert found.symbol == symbol == quantities.symbol(written)


@pytest.mark.parametrize("written", ["GBPS", "gb/s", "MJ", "mhz", "furlong", ""])
def test_a_unit_that_only_case_could_tell_is_not_guessed(written: str) -> None:
    assert quantities.unit(written) is None


@pytest.mark.parametrize(
    ("value", "name", "symbol", "expected"),
    [
        ("3.9", "memory bandwidth", "TB/s", "3900"),
        ("900", "link bandwidth", None, "900"),
        ("7200", "link bandwidth", "Gbit/s", "900"),
        ("8.26", "die area", "cm2", "826"),
        ("2", "endurance", "h", "7200"),
        ("120", "endurance", "min", "7200"),
        ("50000", "altitude", "ft", "15240"),
        ("1e26", "training operations", None, "1e26"),
        ("0.123456789012345678", "payload", "lb", "0.05599905752069983534327686"),
    ],
)
def test_values_are_converted_without_rounding(value: str, name: str, symbol: str | None, expected: str) -> None:
    of = quantities.quantity(name)
    assert of is not None
    assert quantities.exact(Decimal(value), of, symbol) == Decimal(expected)
    with pytest.raises(ValueError, match="is no unit of"):
        quantities.exact(Decimal(1), of, "dBc/Hz")
