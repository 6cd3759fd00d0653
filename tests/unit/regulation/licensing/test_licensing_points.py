"""What no answer may claim, and points where software is often legally wrong: one test each, on the real texts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from licensing_law import DAY, JANUARY_FILE

from regulation.licensing import scope
from regulation.licensing.determine import determine
from regulation.licensing.judging import DEEMED, NONE_KNOWN
from regulation.licensing.law import Law
from regulation.licensing.model import Case, Determination, Party, Result
from regulation.licensing.text_2025 import read_converted_part
from regulation.parts import PartTree
from ruletrace.readers.packed import unpacked

COUNTRIES = ("AE", "AU", "BR", "CA", "CN", "CU", "DE", "GB", "IN", "IR", "JP", "KP", "MO", "RU", "SG", "SY", "VN")
GERMAN = Party("end user", country="DE", headquarters="DE", ultimate_parent="DE", screened=True)


@pytest.fixture(scope="module")
def whole(law: Law, texts: Mapping[str, tuple[PartTree, ...]]) -> Law:
    data = unpacked(JANUARY_FILE.read_bytes())
    parts = {number: (read_converted_part(data, number),) for number in ("746", "772")}
    return Law({**texts, **parts}, law.listed)


def _case(code: str, ship_to: str, **more: object) -> Case:
    return replace(Case(DAY, code=code, ship_from="US", ship_to=ship_to), **more)  # type: ignore[arg-type]


def _told(found: Determination) -> str:
    return "; ".join(found.not_checked)


@pytest.mark.parametrize("ship_to", COUNTRIES)
def test_ear99_and_an_empty_cell_are_never_clearance(whole: Law, ship_to: str) -> None:
    found = determine(_case("EAR99", ship_to), whole)
    assert found.result is not Result.EXCEPTION
    assert "a cell without a mark is no clearance" in _told(found)
    assert "end use and end user not stated" in _told(found)
    assert "parties: none given, none compared with the lists of parties" in found.not_checked


def test_an_unscreened_party_blocks_the_best_answer(whole: Law) -> None:
    screened = _case("EAR99", "DE", parties=(GERMAN,), answers={NONE_KNOWN: True})
    assert determine(screened, whole).result is Result.NONE_FOUND
    unscreened = determine(replace(screened, parties=(replace(GERMAN, screened=False),)), whole)
    assert (unscreened.result, unscreened.missing) == (Result.UNDECIDED, ("screening of end user",))
    candidate = determine(replace(screened, parties=(replace(GERMAN, listed=("EL: composed name",)),)), whole)
    assert candidate.result is Result.UNDECIDED


def test_case_by_case_is_a_review_policy_and_no_permission(whole: Law) -> None:
    facts = {"tpp": Decimal(15832), "memory_bandwidth_gb_s": Decimal(3350)}
    chinese = Party("end user", country="CN", headquarters="CN", ultimate_parent="CN", screened=True)
    found = determine(_case("3A090.a.1", "CN", values=facts, parties=(chinese,)), whole)
    assert found.review_policy.startswith("case by case")
    assert found.result is Result.REQUIRED


def test_a_text_that_is_not_held_is_not_modelled(whole: Law) -> None:
    found = determine(replace(_case("3A090.a.1", "CN"), on=date(2020, 1, 1)), whole)
    assert found.result is Result.NOT_MODELLED


def test_exports_from_the_united_states_only_need_a_ship_from(whole: Law) -> None:
    found = determine(_case("3A090.a.1", "CN", ship_from=""), whole)
    assert (found.result, "ship_from" in found.missing) == (Result.UNDECIDED, True)


@pytest.mark.parametrize(
    "activity", ["remote inference", "managed training", "cloud GPU hours", "software as a service"]
)
def test_access_to_a_computer_is_not_by_itself_an_export_of_it(whole: Law, activity: str) -> None:
    asked = determine(_case("4A090.a", "CN", activity=activity), whole)
    assert (asked.result, asked.steps[0].answer) == (Result.UNDECIDED, None)
    assert {scope.RELEASED, scope.US_PERSON} <= set(asked.missing)
    alone = {scope.RELEASED: False, scope.US_PERSON: False}
    found = determine(_case("4A090.a", "CN", activity=activity, answers=alone), whole)
    assert (found.result, found.steps[0].answer) == (Result.NONE_FOUND, False)
    assert "remote access to computers: legislation that is only proposed is no law" in found.not_checked
    released = determine(_case("4E091", "CN", activity=activity, answers={**alone, scope.RELEASED: True}), whole)
    assert released.result is Result.REQUIRED


def test_support_by_a_us_person_is_asked_although_nothing_is_exported(whole: Law) -> None:
    facts = {scope.RELEASED: False, scope.US_PERSON: True}
    quiet = determine(_case("4A090.a", "CN", activity="technical assistance", answers=facts), whole)
    assert "744.6" in _told(quiet)
    weapons = "will be used in chemical or biological weapons (744.4(a))"
    found = determine(_case("EAR99", "CN", activity="technical assistance", answers={**facts, weapons: True}), whole)
    assert {one.reason for one in found.requirements if one.holds is not False} >= {"744.6"}


def test_a_deemed_export_goes_to_the_person_s_country_and_spares_residents(whole: Law) -> None:
    deemed = _case("3E001", "CN", ship_from="", answers={DEEMED: True})
    found = determine(deemed, whole)
    assert found.steps[0].answer is True
    assert "most recent citizenship" in found.steps[0].found
    resident = determine(replace(deemed, answers={DEEMED: True, scope.NOT_FOREIGN: True}), whole)
    assert resident.steps[0].answer is False
    assert any(quote.citation == "772.1" for quote in resident.steps[0].quotes)


def test_object_code_is_not_released_by_a_deemed_export(whole: Law) -> None:
    deemed = _case("5D002.c.1", "CN", answers={DEEMED: True})
    assert scope.SOURCE_CODE in determine(deemed, whole).missing
    object_code = determine(replace(deemed, answers={DEEMED: True, scope.SOURCE_CODE: False}), whole)
    assert object_code.steps[0].answer is False


def test_macau_is_named_beside_group_d5(whole: Law) -> None:
    assert "D:5" not in whole.groups(DAY).of("MO")
    assert determine(_case("3B001.a.4", "MO"), whole).result is Result.REQUIRED


def test_headquarters_reach_where_the_destination_does_not(whole: Law) -> None:
    ours = replace(GERMAN, country="SG", headquarters="SG", ultimate_parent="SG")
    theirs = replace(ours, ultimate_parent="CN")
    results = [determine(_case("3A090.b.1", "SG", parties=(one,)), whole).result for one in (ours, theirs)]
    assert results == [Result.NONE_FOUND, Result.REQUIRED]


def test_de_minimis_depends_on_the_destination(whole: Law) -> None:
    facts = {scope.DIRECT_PRODUCT: False, scope.NO_LEVEL: False, scope.ENCRYPTION: False}
    made = replace(
        _case("5A992.c", "", answers=facts), ship_from="DE", origin="DE", values={scope.CONTENT: Decimal(12)}
    )
    answers = {place: determine(replace(made, ship_to=place), whole).steps[0].answer for place in ("CN", "IR")}
    assert answers == {"CN": False, "IR": True}


def test_what_is_not_enforced_is_still_required(whole: Law) -> None:
    """The AI diffusion rule: in the code, and announced as not enforced on 2025-05-13."""
    told = "announced as not enforced from 2025-05-13 (entered, not read)"
    silent = replace(whole, announced=lambda basis, _on: told if basis.startswith("742.6(a)(6)(iii)") else "")
    british = Party("end user", country="GB", headquarters="GB", ultimate_parent="GB", screened=True)
    found = determine(_case("3A090.a.1", "GB", parties=(british,)), silent)
    assert found.result is found.axes.operative is found.axes.codified is Result.REQUIRED
    assert found.axes.enforced is Result.UNDECIDED
    assert told in found.remarks
