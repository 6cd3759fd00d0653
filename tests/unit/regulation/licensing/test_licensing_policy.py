"""Review policies of 742.4(b) and 742.6(b), worked by hand from the text of 2026-09-01; parties are composed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from licensing_law import DAY

from regulation.licensing.law import Law
from regulation.licensing.model import Case, Party, Requirement
from regulation.licensing.policy import review
from regulation.licensing.reasons import reasons

DENIAL, APPROVAL = "presumption of denial", "presumption of approval"
ALLOCATION = "country allocation of 742.6(b)(10)(iii)(B)(1) is met"


def _case(code: str, ship_to: str, seat: str = "") -> Case:
    held = seat or ship_to
    parties = tuple(Party(role, "composed", ship_to, held, held) for role in ("consignee", "end user"))
    return Case(DAY, code=code, origin="US", ship_from="US", ship_to=ship_to, parties=parties)


def _chip(ship_to: str, tpp: int, bandwidth: int, ship_from: str = "US") -> Case:
    values = {"tpp": Decimal(tpp), "memory_bandwidth_gb_s": Decimal(bandwidth)}
    return replace(_case("3A090.a.1", ship_to), ship_from=ship_from, values=values)


def _review(law: Law, case: Case, basis: str) -> str:
    return review(Requirement("RS", basis, ()), case, law).review


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (_chip("CN", 20999, 6499), "case by case, provided the applicant"),
        (_chip("MO", 15824, 4800), "case by case, provided the applicant"),
        (_chip("HK", 15824, 4800), "case by case, provided the applicant"),
        (_chip("CN", 21000, 4800), DENIAL),  # strict: less than 21,000
        (_chip("CN", 15824, 6500), DENIAL),  # strict: less than 6,500
        (_chip("CN", 15824, 4800, "DE"), DENIAL),  # a reexport: exports only
        (_chip("CN", 15824, 4800, "CN"), DENIAL),
        (_chip("IR", 15824, 4800), DENIAL),  # D:5, but neither China nor Macau
        (replace(_chip("CN", 1, 1), code="3E001"), DENIAL),  # commodities only
        (_case("3A090.a.1", "DE", "CN"), DENIAL),
        (_case("3A090.a.1", "DE"), APPROVAL),  # Supplement No. 5 (a)
        (_case("3A090.a.1", "PL", "US"), APPROVAL),  # headquartered there
    ],
)
def test_advanced_computing(law: Law, case: Case, expected: str) -> None:
    assert _review(law, case, "742.6(a)(6)(iii)(A)").startswith(expected)


@pytest.mark.parametrize(
    ("case", "needs"),
    [
        (replace(_chip("CN", 1, 1), values={"tpp": Decimal(15824)}), "memory_bandwidth_gb_s"),
        (replace(_chip("CN", 1, 1), values={}), "tpp, memory_bandwidth_gb_s"),
        (_chip("CN", 15824, 4800, ""), "ship_from"),
        (_case("3A090.a.1", "PL"), ALLOCATION),
        (replace(_case("3A090.a.1", "DE"), parties=()), "headquarters of the end user"),
    ],
)
def test_what_is_not_known_is_named(law: Law, case: Case, needs: str) -> None:
    assert _review(law, case, "742.6(a)(6)(iii)(A)").startswith(f"depends on: {needs}")


def test_the_allocation_decides_between_approval_and_denial(law: Law) -> None:
    case = _case("3A090.a.1", "PL")
    met = replace(case, answers={ALLOCATION: True})
    assert _review(law, met, "742.6(a)(6)(iii)(A)").startswith("policy of denial")
    assert _review(law, replace(case, answers={ALLOCATION: False}), "742.6(a)(6)(iii)(A)").startswith(APPROVAL)
    # The allocation speaks of items of (iii)(A) only; 3A090.b has the general policy.
    assert _review(law, _case("3A090.b", "VN"), "742.6(a)(6)(iii)(B)") == "case by case (742.6(b)(1)(i)(B))"


@pytest.mark.parametrize(
    ("case", "reason", "expected"),
    [
        (_case("3A090.c", "CN"), "RS", DENIAL),
        (_case("3A090.c", "CN", "DE"), "RS", APPROVAL),
        (_case("3A001.a.2", "TW"), "NS", "approval, unless there is a significant risk of diversion"),
        (_case("3A001.a.2", "CN"), "NS", "general policy of approval for civil end users for civil end uses"),
        (_case("3A001.a.2", "AM"), "NS", "approval when, case by case"),
        (_case("3A001.a.2", "RU"), "NS", "as 746.8(b) says"),
        (_case("3A001.a.2", "KZ"), "NS", "enhanced favorable consideration"),
        (_case("9A610.x", "DE"), "RS", "case by case (742.6(b)(1)(i)(A))"),
        (_case("9A610.x", "CN"), "RS", "case by case, and consistent with United States arms embargo policies"),
        (_case("9A515.x", "CN"), "RS", "policy of denial"),
        (_case("3A992.a", "PK"), "RS", "case by case; denied"),
    ],
)
def test_by_entry(law: Law, case: Case, reason: str, expected: str) -> None:
    found = next(one for one in reasons(case, law).requirements if one.reason == reason)
    held = review(found, case, law)
    assert held.review.startswith(expected)
    assert held.review_quotes
    assert all(quote.text_of == DAY for quote in held.review_quotes)


def test_the_most_restrictive_row_of_etching_equipment(law: Law) -> None:
    held = {
        one.basis: review(one, _case("3B001.c.1.a", "CN"), law).review
        for one in reasons(_case("3B001.c.1.a", "CN"), law).requirements
    }
    assert held["742.4(a)(5)"].startswith(DENIAL)
    assert held["742.6(a)(10)"].startswith(DENIAL)
    assert held["742.4(a)(4)(i)"].startswith("as 744.23(d) says")


def test_a_basis_or_day_without_policy_is_not_modelled_and_a_review_held_is_kept(law: Law) -> None:
    case = _case("5A992.c", "CN")
    assert _review(law, case, "742.15") == "not modelled: review policy of 742.15"
    early = replace(_chip("CN", 1, 1), on=date(2026, 1, 1))
    assert _review(law, early, "742.6(a)(6)(iii)(A)").startswith("not modelled: ")
    told = Requirement("744.21", "744.21", (), review="policy of denial")
    assert review(told, case, law) is told
