"""Scope, the steps together, and properties: what is not known never makes an answer more permissive."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from licensing_law import DAY

from regulation.licensing.determine import determine
from regulation.licensing.judging import NONE_KNOWN
from regulation.licensing.law import Law
from regulation.licensing.model import Case, Eligibility, Party, Result
from regulation.licensing.scope import CONTENT, DEEMED, DIRECT_PRODUCT, EXCLUDED, NO_LEVEL, scope

# From the most to the least permissive; what cannot be decided permits nothing.
ORDER = (Result.NONE_FOUND, Result.EXCEPTION, Result.UNDECIDED, Result.NOT_MODELLED, Result.REQUIRED)
# Neither permits anything.
NOTHING = (Result.UNDECIDED, Result.NOT_MODELLED)
FROM_US = Case(DAY, code="3A090.a.1", ship_from="US", ship_to="CN", origin="US")
FOREIGN = Case(
    DAY,
    code="5A992.c",
    ship_from="DE",
    ship_to="FR",
    origin="DE",
    answers={DIRECT_PRODUCT: False, NO_LEVEL: False},
    values={CONTENT: Decimal(8)},
)


@pytest.mark.parametrize(
    ("case", "expected", "needs"),
    [
        (FROM_US, True, ()),
        (replace(FROM_US, ship_from="DE"), True, ()),
        (FOREIGN, False, ()),
        (replace(FOREIGN, values={CONTENT: Decimal(26)}), True, ()),
        (replace(FOREIGN, values={CONTENT: Decimal(25)}), False, ()),
        (replace(FOREIGN, ship_to="IR", values={CONTENT: Decimal(11)}), True, ()),
        (replace(FOREIGN, values={}), None, (CONTENT,)),
        (replace(FOREIGN, answers={DIRECT_PRODUCT: True}), True, ()),
        (replace(FOREIGN, answers={NO_LEVEL: True, DIRECT_PRODUCT: False}), True, ()),
        (replace(FROM_US, ship_from="", origin=""), None, ("ship_from", "origin", CONTENT, DIRECT_PRODUCT, NO_LEVEL)),
        (replace(FROM_US, answers={EXCLUDED: True}), False, ()),
    ],
)
def test_scope(law: Law, case: Case, expected: bool | None, needs: tuple[str, ...]) -> None:
    step = scope(case, law)
    assert (step.answer, step.needs) == (expected, needs)
    assert step.quotes
    assert all(quote.text_of == DAY for quote in step.quotes)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (FROM_US, Result.REQUIRED),
        (replace(FROM_US, ship_from="", origin=""), Result.UNDECIDED),
        (replace(FROM_US, code="5A992.c", ship_to="DE"), Result.NONE_FOUND),
        (replace(FROM_US, code="5A992.c", ship_to="DE", parties=(Party("end user", "composed"),)), Result.UNDECIDED),
        (replace(FROM_US, code="3A777"), Result.NOT_MODELLED),
        (replace(FROM_US, code=""), Result.UNDECIDED),
        (replace(FROM_US, on=DAY.replace(year=2025)), Result.NOT_MODELLED),
    ],
)
def test_result(law: Law, case: Case, expected: Result) -> None:
    found = determine(case, law)
    assert found.result is expected
    assert any("other authorities" in one for one in found.not_checked)


def test_without_a_fact_no_answer_is_more_permissive(law: Law) -> None:
    """Each subset of the facts of a reexport gives an answer no more permissive than all of them."""
    facts = ("ship_from", "origin", "ship_to", "code")
    for case in (
        FROM_US,
        replace(FROM_US, code="5A992.c", ship_to="DE"),
        replace(FOREIGN, values={CONTENT: Decimal(26)}),
    ):
        whole = ORDER.index(determine(case, law).result)
        for size in (1, 2, 3):
            for left_out in combinations(facts, size):
                less = replace(case, **dict.fromkeys(left_out, ""))
                answered = determine(less, law).result
                assert ORDER.index(answered) >= whole or answered in NOTHING, (case, left_out)


def test_a_later_day_is_answered_from_the_last_text_and_says_so(law: Law) -> None:
    found = determine(replace(FROM_US, on=DAY.replace(month=11)), law)
    assert found.result is Result.REQUIRED
    assert any("later amendments not seen" in one for one in found.remarks)


def _known(role: str) -> Party:
    return Party(role, "composed", "TW", "TW", "TW", screened=True)


NODE = replace(  # 5A001.b.1: NS Column 2 alone; "GBS: Yes"
    FROM_US,
    code="5A001.b.1",
    ship_to="TW",
    parties=(_known("consignee"), _known("end user")),
    answers={NONE_KNOWN: True},
)


def test_an_eligible_exception_that_overcomes_every_requirement(law: Law) -> None:
    found = determine(NODE, law)
    assert [one.symbol for one in found.exceptions if one.status is Eligibility.ELIGIBLE] == ["GBS"]
    assert [(one.reason, one.holds) for one in found.requirements] == [("NS", True)]
    assert found.result is Result.EXCEPTION


def test_a_candidate_of_any_list_is_for_a_person_and_blocks_the_best_answer(law: Law) -> None:
    party = replace(_known("end user"), listed=("a list not read: composed",))
    plain = replace(NODE, code="5A992.c", ship_to="DE", parties=(replace(party, country="DE"),))
    assert determine(plain, law).result is Result.UNDECIDED
    assert determine(replace(plain, parties=(replace(party, listed=()),)), law).result is Result.NONE_FOUND


@pytest.mark.parametrize("code", ["3A090.q", "3A090.a.1.z", "3A777.a"])
def test_a_paragraph_that_the_entry_does_not_have_is_not_modelled(law: Law, code: str) -> None:
    assert determine(replace(FROM_US, code=code), law).result is Result.NOT_MODELLED


def test_hong_kong_is_reached_with_china(law: Law) -> None:
    found = determine(replace(FROM_US, code="9A610.y", ship_to="HK"), law)
    assert "742.6(a)(7)" in {one.basis for one in found.requirements if one.holds}


def test_a_deemed_export_of_hardware_is_no_deemed_export(law: Law) -> None:
    found = determine(replace(FROM_US, answers={DEEMED: True}), law)
    assert found.result is Result.REQUIRED
