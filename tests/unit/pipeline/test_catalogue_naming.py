"""The company's quantities and decisions under the regulation's names."""

from decimal import Decimal

import pytest

from company import quantities
from company.products import Parameter
from regulation.classification import form
from regulation.thresholds.model import folded
from ruletrace.pipeline.catalogue.items import Wanted
from ruletrace.pipeline.catalogue.naming import answers, measured, named


def row(parameter: str, value: str, unit: str | None = None, note: str | None = None) -> Parameter:
    return Parameter(sku="A", parameter=parameter, value=value, unit=unit, source="sheet", note=note)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("parameter", "value", "unit", "key", "number"),
    [
        ("TPP", "4992", None, "total processing performance", "4992"),
        ("die area", "8.26", "cm2", "applicable die area [m²]", "0.000826"),
        ("link bandwidth", "600", "GB/s", "link bandwidth [byte/s]", "600000000000"),
        ("endurance", "2", "h", "endurance [s]", "7200"),
        ("spurious free dynamic range", "70", "dB", "spurious free dynamic range [dB]", "70"),
    ],
)
def test_values_are_converted_exactly(parameter: str, value: str, unit: str | None, key: str, number: str) -> None:
    own = row(parameter, value, unit)
    assert named(own.parameter, own.unit or "").key == key
    assert measured(own).number == Decimal(number)


def test_every_quantity_of_the_company_can_be_asked() -> None:
    found = {one.name: named(one.name, quantities.symbols(one.dimension)[0]).problem for one in quantities.quantities()}
    assert {name: problem for name, problem in found.items() if problem} == {}


def test_marks_of_a_note() -> None:
    assert measured(row("die area", "1628", "mm2", "estimate")).estimate
    rounded = measured(row("TPP", "20800", None, "rounded"))
    assert (rounded.number, rounded.off, rounded.estimate) == (Decimal(20800), Decimal(50), False)


def test_a_decision_answers_the_conditions_in_whose_words_it_stands() -> None:
    asked = folded("designed or marketed for use in datacenters")
    assert answers(asked, f"items that are {asked}")
    assert not answers("published", "published or not")
    wanted = Wanted(("performance density",), (asked, f"items that are {asked}"))
    assert wanted.answered_by(asked) == (asked,)
    assert "applicable die area [m²]" in wanted.names
    assert not wanted.answered_by(sorted(form("assembly").answers)[0])
