"""Reasons for control against the real list: every row is read or said to be open, and what rows reach."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from licensing_law import DAY

from regulation.controls.model import ControlList
from regulation.licensing.judging import DEEMED
from regulation.licensing.law import Law
from regulation.licensing.model import Case, Requirement
from regulation.licensing.reasons import reasons
from regulation.licensing.rows import row_rules

APPROVED = (
    "ultimate consignee and all end users are approved entities in the UAE listed in supplement no. 8 to part 740"
)


def _required(law: Law, case: Case) -> dict[str, Requirement]:
    return {one.reason: one for one in reasons(case, law).requirements}


def _case(code: str, ship_to: str) -> Case:
    return Case(DAY, code=code, ship_to=ship_to)


def test_every_row_of_the_list_is_counted_and_few_are_not_modelled(september: ControlList) -> None:
    rows = [row for entry in september.entries for row in row_rules(entry)]
    kinds = Counter(row.reach.kind if row.reach else "not modelled" for row in rows)
    assert kinds == {"column": 1272, "open": 7, "within": 204, "all": 79, "not modelled": 18}


@pytest.mark.parametrize(
    ("code", "ship_to", "expected"),
    [
        ("3A090.a", "CN", {"RS": "742.6(a)(6)(iii)(A)"}),
        ("3A090.a.1", "DE", {"RS": "742.6(a)(6)(iii)(A)"}),
        ("3A090.b", "VN", {"RS": "742.6(a)(6)(iii)(B)"}),
        ("3A090.c", "MO", {"RS": "742.6(a)(6)(i)(B)"}),
        ("9A610.y", "VE", {"RS": "742.6(a)(7)"}),
        ("5A992.c", "CN", {}),
        ("5A992.c", "SD", {}),
        ("4A003.b", "IN", {"NS": "Supplement No. 1 to part 738, NS Column 1"}),
    ],
)
def test_what_rows_require(law: Law, code: str, ship_to: str, expected: dict[str, str]) -> None:
    found = {reason: one.basis for reason, one in _required(law, _case(code, ship_to)).items() if one.holds}
    assert found == expected


@pytest.mark.parametrize("ship_to", ["DE", "SG", "IL"])
def test_a_destination_also_in_a5_or_a6_is_not_reached_by_b(law: Law, ship_to: str) -> None:
    # Israel is in D:4 and in A:6, Singapore in A:6, Germany in A:5.
    assert "RS" not in _required(law, _case("3A090.b", ship_to))


def test_the_emirates_stay_covered_until_all_parties_are_known_to_be_approved(law: Law) -> None:
    case = _case("3A090.b.1", "AE")
    open_, approved = case, replace(case, answers={APPROVED: True})
    found = _required(law, open_)["RS"]
    assert (found.holds, found.needs) == (True, (APPROVED,))
    assert any("approved entities in the UAE" in quote.words for quote in found.quotes)
    assert "RS" not in _required(law, approved)


def test_a_deemed_export_is_taken_out_by_the_section(law: Law) -> None:
    case = replace(_case("3E001", "CN"), answers={DEEMED: True})
    held = _required(law, case)
    assert all(one.basis != "742.6(a)(6)(iii)" for one in held.values())


def test_cuba_is_not_decided_by_the_chart(law: Law) -> None:
    found = _required(law, _case("5A992.c", "CU"))["AT"]
    assert found.holds is None
    assert "part 746" in found.needs[0]


def test_a_code_without_its_paragraph_leaves_open_what_only_some_paragraphs_have(law: Law) -> None:
    step = reasons(_case("3A090", "DE"), law)
    assert [one.holds for one in step.requirements] == [None]
    assert "paragraph of 3A090" in step.needs[0]


def test_what_is_not_held_is_not_modelled(law: Law) -> None:
    assert reasons(Case(date(2026, 1, 1), code="3A090.a", ship_to="CN"), law).not_modelled
    assert "no entry 3A777" in reasons(_case("3A777", "CN"), law).not_modelled
    assert reasons(_case("", "CN"), law).needs == ("classification of the item (ECCN)",)


def test_without_a_destination_a_row_is_open(law: Law) -> None:
    step = reasons(_case("5A992.c", ""), law)
    assert {one.holds for one in step.requirements} == {None}
    assert step.needs == ("ship_to",)


def test_an_empty_cell_is_never_clearance(law: Law) -> None:
    assert "no clearance" in reasons(_case("EAR99", "CN"), law).not_checked[0]
    assert "no clearance" in reasons(_case("5A992.c", "DE"), law).not_checked[0]
