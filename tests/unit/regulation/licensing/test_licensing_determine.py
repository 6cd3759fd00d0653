"""Scope, the steps together, and properties: what is not known never makes an answer more permissive."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from licensing_law import DAY

from regulation.licensing.determine import determine
from regulation.licensing.judging import NONE_KNOWN
from regulation.licensing.law import Law
from regulation.licensing.listed_parties import same_party
from regulation.licensing.model import Case, Eligibility, Party, Result
from regulation.licensing.onward import going_on
from regulation.licensing.scope import CONTENT, DEEMED, DIRECT_PRODUCT, ENCRYPTION, EXCLUDED, NO_LEVEL, REPORT, scope

# From the most to the least permissive; what cannot be decided permits nothing.
ORDER = (Result.NONE_FOUND, Result.EXCEPTION, Result.UNDECIDED, Result.NOT_MODELLED, Result.REQUIRED)
# Neither permits anything.
NOTHING = (Result.UNDECIDED, Result.NOT_MODELLED)
DE_MINIMIS = (DIRECT_PRODUCT, NO_LEVEL, ENCRYPTION)
FROM_US = Case(DAY, code="3A090.a.1", ship_from="US", ship_to="CN", origin="US")
FOREIGN = Case(
    DAY,
    code="5A992.c",
    ship_from="DE",
    ship_to="FR",
    origin="DE",
    answers={DIRECT_PRODUCT: False, NO_LEVEL: False, ENCRYPTION: False},
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
        (
            replace(FROM_US, ship_from="", origin=""),
            None,
            ("ship_from", "origin", CONTENT, DIRECT_PRODUCT, NO_LEVEL, ENCRYPTION),
        ),
        (replace(FROM_US, answers={EXCLUDED: True}), False, ()),
        (replace(FOREIGN, answers={**FOREIGN.answers, ENCRYPTION: True}), None, (ENCRYPTION,)),
        (replace(FOREIGN, code="3E002.a"), None, (REPORT,)),
        (replace(FOREIGN, code="3E002.a", answers={**FOREIGN.answers, REPORT: True}), False, ()),
        # 772.1: the territories are the United States too.
        (replace(FOREIGN, ship_from="PR"), True, ()),
        (replace(FOREIGN, origin="GU"), True, ()),
        (replace(FROM_US, ship_to="PR"), False, ()),
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
    party = replace(_known("end user"), country="DE", listed=("a list not read: composed",))
    plain = replace(NODE, code="5A992.c", ship_to="DE", parties=(party,), answers={NONE_KNOWN: True})
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


def test_an_end_user_elsewhere_asks_whether_the_item_goes_on(law: Law) -> None:
    """734.13(c): an export that transits a country is one to the destination."""
    parties = (replace(_known("consignee"), country="AE"), replace(_known("end user"), country="IR"))
    case = replace(FROM_US, code="5A992.c", ship_to="AE", parties=parties, answers={NONE_KNOWN: True})
    found = determine(case, law)
    assert (found.result, found.missing) == (Result.UNDECIDED, (going_on("IR"),))
    stays = determine(replace(case, answers={NONE_KNOWN: True, going_on("IR"): False}), law)
    assert stays.result is Result.NONE_FOUND
    goes = determine(replace(case, answers={NONE_KNOWN: True, going_on("IR"): True}), law)
    assert goes.missing == ("the determination with IR as the destination (734.13(c))",)


@pytest.mark.parametrize("code", ["0A521", "9A104", "4A611", "9A004.a", "3B001.o"])
def test_an_entry_that_states_no_requirement_is_not_modelled(law: Law, code: str) -> None:
    found = determine(replace(FROM_US, code=code), law)
    assert found.result is Result.NOT_MODELLED
    assert "no licence requirement of the entry speaks of" in found.steps[1].not_modelled


def test_a_missing_end_user_is_missed(law: Law) -> None:
    alone = replace(FROM_US, code="3A090.b", ship_to="DE", parties=(replace(_known("consignee"), country="DE"),))
    found = determine(alone, law)
    assert found.result is Result.UNDECIDED
    assert "headquarters and ultimate parent of the end user" in found.missing


def test_a_candidate_blocks_an_exception_until_it_is_decided(law: Law) -> None:
    party = replace(_known("end user"), listed=("ISN: composed",))
    case = replace(NODE, parties=(_known("consignee"), party))
    assert determine(case, law).result is Result.REQUIRED
    decided = {NONE_KNOWN: True, same_party(party, "ISN: composed"): False}
    assert determine(replace(case, answers=decided), law).result is Result.EXCEPTION


def test_what_a_line_prints_without_its_entry_is_taken_out(law: Law) -> None:
    """6A001 LVS: "N/A for 6A001.a.1.b.1 …; a.2.e.1, a.2.e.2; and …"."""
    found = determine(replace(NODE, code="6A001.a.2.e.1", ship_to="BR", parties=()), law)
    assert {one.symbol: one.status for one in found.exceptions}["LVS"] is Eligibility.NOT


def test_an_item_not_subject_has_no_requirement_beside_it(law: Law) -> None:
    found = determine(replace(FOREIGN, code="3A001.a.2.c", ship_to="CN"), law)
    assert (found.result, found.requirements) == (Result.NONE_FOUND, ())
