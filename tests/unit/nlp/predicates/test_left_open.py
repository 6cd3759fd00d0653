"""Bounds whose number the source printed flat decide nothing; read from the two real lists of the samples."""

import gzip
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from nlp.predicates.entries import read_entry
from regulation.annex import read_consolidated
from regulation.controls import ControlList, read_ccl
from regulation.thresholds import Bound, Unread, evaluate
from regulation.thresholds.truth import leaves

SAMPLES = Path(__file__).parents[4] / "samples"


@pytest.fixture(scope="module")
def annex() -> ControlList:
    return read_consolidated((SAMPLES / "eu/annex-i-2025-11-15.json.gz").read_bytes())


@pytest.fixture(scope="module")
def ccl() -> ControlList:
    data = gzip.decompress((SAMPLES / "ecfr/part-774-2026-09-01.xml.gz").read_bytes())
    return read_ccl(data, date(2026, 9, 1))


def bounds(controls: ControlList, code: str) -> list[Bound]:
    read = read_entry(controls, code[:5])
    assert read is not None
    return [one for one in leaves(read.trees[code]) if isinstance(one, Bound)]


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("3A001.d.1", "10-14 J"),
        ("5E001.e.1", "10-14 J"),
        ("4A506.a.1", "10-4"),
        ("6C004.f", "10-5 cm-1"),
        ("6A005.g.5", "103"),
        ("3A001.a.1.a", "5 × 103"),
    ],
)
def test_annex_numbers_stay_open_with_their_whole_words(annex: ControlList, code: str, printed: str) -> None:
    opened = [one for one in bounds(annex, code) if one.value.number is None]
    assert [one.value.printed for one in opened] == [printed]
    assert opened[0].value.uncertain.startswith("exponent flattened")
    assert opened[0].words is not None
    words = opened[0].words
    assert annex.source.text[words.start : words.end] == words.text


def test_the_rest_of_a_flattened_number_is_no_condition_of_its_own(annex: ControlList) -> None:
    read = read_entry(annex, "3A001")
    assert read is not None
    assert not any(isinstance(one, Unread) for one in leaves(read.trees["3A001.d.1"]))


def test_magnetostriction_is_not_decided_by_five(ccl: ControlList) -> None:
    """1C003.b.1 prints "5 × 104⁻⁴": a value of 0.1 was taken for less than 5, and the paragraph denied."""
    read = read_entry(ccl, "1C003")
    assert read is not None
    (bound,) = bounds(ccl, "1C003.b.1")
    assert (bound.value.number, bound.value.printed) == (None, "5 × 104⁻⁴")
    known = {one.key: Decimal("0.1") for one in leaves(read.trees["1C003.b.1"]) if isinstance(one, Bound)}
    assert evaluate(read.trees["1C003.b.1"], {**known, "saturation magnetostriction": Decimal("0.1")}) is None


def test_a_flattened_number_opens_the_bounds_that_hang_on_it(ccl: ControlList) -> None:
    assert [one.value.number for one in bounds(ccl, "1C002.c.1.a")] == [None, None]


def test_a_flat_unit_is_told_and_its_number_stays(ccl: ControlList) -> None:
    power, density = bounds(ccl, "6A005.d.1.d.2.a")
    assert (power.doubt, density.value.number) == ("", Decimal(150))
    assert density.doubt == 'raised figure of a unit flattened: "W/cm2"'
