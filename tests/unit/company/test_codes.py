"""Codes in cells: what is accepted, in which form, and with which hint the rest is refused."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from pydantic_core import PydanticCustomError

from company import codes


def hint_of(check: Callable[[str], object], text: str) -> str:
    with pytest.raises(PydanticCustomError) as caught:
        check(text)
    return str((caught.value.context or {})["hint"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3A090.a.1", "3A090.a.1"),
        ("4A090", "4A090"),
        ("5A991.B.7.D", "5A991.b.7.d"),
        ("3a001.z.1.B", "3A001.z.1.b"),
        ("3A002 a. 1.", "3A002.a.1"),
        ("3A002a7", "3A002.a.7"),
        ("1C351.d.15", "1C351.d.15"),
        ("9A610.y.33", "9A610.y.33"),
        ("8A002.o.3.b", "8A002.o.3.b"),
        ("1C350.a.ii", "1C350.a.ii"),
        (" ear99 ", "EAR99"),
        ("EAR 99", "EAR99"),
    ],
)
def test_classifications_come_out_whole_and_in_their_legal_form(text: str, expected: str) -> None:
    assert codes.classification(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "5A992CN3",
        "XC3A001",
        "3F001",
        "3A01",
        "3A0901",
        "3A090..a",
        "3A090.aa",
        "3A090.a-1",
        "NLR",
        "N/A",
        "3A090; 4A090",
        "",
    ],
)
def test_what_is_not_wholly_a_designation_is_refused(text: str) -> None:
    assert hint_of(codes.classification, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1C350.24", "1C350.24"),
        ("1c350. 24", "1C350.24"),
        ("1C350.24.a", "1C350.24.a"),
        ("1C450.A.1", "1C450.a.1"),
        ("3a001a1", "3A001.a.1"),
        ("Not Listed", "not listed"),
        ("not_listed", "not listed"),
    ],
)
def test_the_union_numbers_paragraphs_and_may_list_nothing(text: str, expected: str) -> None:
    assert codes.annex_classification(text) == expected


@pytest.mark.parametrize(
    "text", ["3A0901", "1C35024", "1C350.024", "1C350..24", "EAR99", "unlisted", "not listed; 3A001", ""]
)
def test_what_is_no_designation_of_annex_i_is_refused(text: str) -> None:
    assert hint_of(codes.annex_classification, text)


@pytest.mark.parametrize("text", ["1C350.24", "not listed"])
def test_neither_is_a_classification_of_the_us_list(text: str) -> None:
    assert hint_of(codes.classification, text)


def test_ear99_is_not_a_control_list_designation() -> None:
    assert hint_of(codes.designation, "EAR99")


@pytest.mark.parametrize(
    ("text", "hint"),
    [("UK", "write GB"), ("United Arab Emirates", "write AE"), ("Crimea", "use the two capital letters")],
)
def test_unknown_countries_are_refused_with_a_hint(text: str, hint: str) -> None:
    # Crimea must not be offered as Ukraine: the region has an embargo of its own.
    assert hint_of(codes.country, text).startswith(hint)


def test_country_and_currency_codes_are_held_whole() -> None:
    assert {"AE", "CN", "HK", "MO", "TW", "US", "XK"} <= codes.countries()
    assert not {"", "SU", "AN", "EU"} & codes.countries()
    assert {"USD", "EUR", "AED", "TWD"} <= codes.currencies()
    assert all(len(code) == 3 for code in codes.currencies())
    assert hint_of(codes.currency, "DOLLAR")


def test_amounts_stay_as_written() -> None:
    assert codes.amount("0.10") == Decimal("0.10")
    assert str(codes.amount("12345678901234.55")) == "12345678901234.55"


@pytest.mark.parametrize("text", ["1,5", "1e5", "NaN", "12 kg", "1.", ".5", "1" * 30, "٣"])
def test_what_is_not_a_plain_number_is_refused(text: str) -> None:
    assert "point as decimal mark" in hint_of(codes.amount, text)


@pytest.mark.parametrize("text", ["2026-02-30", "01.02.2026", "20260201", "2026-2-1"])
def test_dates_are_iso_days(text: str) -> None:
    assert "YYYY-MM-DD" in hint_of(codes.iso_date, text)
