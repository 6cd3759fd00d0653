"""Part 746 in its text of January 2025: positive finds, each with that date, and never a clearance."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from licensing_law import DAY, JANUARY_FILE

from regulation.licensing.conditions import read_rules
from regulation.licensing.embargoes import FILE, embargoes
from regulation.licensing.law import Law
from regulation.licensing.model import Case, Step
from regulation.licensing.text_2025 import JANUARY_2025, read_converted_part
from regulation.parts import PartTree, amendments
from ruletrace.readers.packed import unpacked
from ruletrace.readers.xml import ReadError

FOOD = "food or medicine classified as EAR99"
CRIMEA = "to or within the temporarily occupied Crimea region of Ukraine (746.6(a)(1))"
DNR_LNR = "to or within the so-called DNR or LNR regions of Ukraine (746.6(a)(2))"
MILITARY = "will be, or is intended to be, used for a military end-use or by a military end-user (746.3(a)(4))"
SUPPLEMENTS = "listed in supplement no. 4, 5 or 6 to part 746"
OFAC = "authorized by OFAC (746.7(a)(2))"
CIVIL = next(fact for fact in read_rules(FILE).questions() if fact.startswith("for the civil end-users"))
OIL = next(fact for fact in read_rules(FILE).questions() if fact.startswith("will be used in exploration"))


@pytest.fixture(scope="session")
def converted() -> bytes:
    return unpacked(JANUARY_FILE.read_bytes())


@pytest.fixture(scope="session")
def part_746(converted: bytes) -> PartTree:
    return read_converted_part(converted, "746")


@pytest.fixture(scope="session")
def whole(law: Law, texts: Mapping[str, tuple[PartTree, ...]], part_746: PartTree) -> Law:
    return Law({**texts, "746": (part_746,)}, law.listed)


def _case(code: str, ship_to: str, *facts: str) -> Case:
    return Case(DAY, code=code, ship_to=ship_to, answers=dict.fromkeys(facts, True))


def _bases(law: Law, case: Case, found: tuple[Step, ...] = ()) -> dict[str, bool | None]:
    return {one.basis: one.holds for one in embargoes(case, law, found).requirements}


def test_the_text_is_read_as_paragraphs_without_a_reach(part_746: PartTree) -> None:
    assert [entry.eccn for entry in part_746.law.entries] == [f"746.{number}" for number in range(1, 11)]
    place = part_746.find("746.8(a)(12)(ii)(F)")
    assert place is not None
    assert place.text.startswith("(F) For official business of diplomatic or consular missions")
    heading = part_746.law.entries[5].places[0].text
    assert heading == "§ 746.6 Temporarily occupied Crimea region of Ukraine and covered regions of Ukraine."
    # The conversion drops the editors' notes: no source line can prove how far back a section reaches.
    assert all(amendments(entry).last is None for entry in part_746.law.entries)


def test_a_part_that_is_not_there_is_an_error(converted: bytes) -> None:
    with pytest.raises(ReadError, match="no heading of part 744"):
        read_converted_part(converted, "744")
    with pytest.raises(ReadError, match="not UTF-8"):
        read_converted_part(b"\xff", "746")


def test_the_words_of_every_rule_stand_in_the_text(whole: Law) -> None:
    rules = read_rules(FILE).rules
    words = [pair for rule in rules for pair in (*rule.words, *(lift.words for lift in rule.lifts))]
    words += [rule.review_words for rule in rules if rule.review_words]
    for citation, said in words:
        assert whole.quote(citation, said, DAY).text_of == JANUARY_2025


# Worked by hand from the text.
@pytest.mark.parametrize(
    ("case", "expected"),
    [
        # "all items subject to the EAR ... to Cuba"
        (_case("EAR99", "CU"), {"746.2(a)": True}),
        (_case("5A992.c", "CU"), {"746.2(a)": True}),
        (replace(_case("EAR99", "CU", "deemed export"), kind="technology"), {}),
        (replace(_case("EAR99", "CU", "deemed export"), kind="hardware"), {"746.2(a)": True}),
        (_case("3E001", "CU", "deemed export"), {"746.2(a)": True}),
        # Iraq: by reasons; 2B001 is controlled for NS, NP and AT, 5A992.c for AT alone.
        (_case("2B001.a", "IQ"), {"746.3(a)(1)": True}),
        (_case("5A992.c", "IQ"), {}),
        (_case("1C999", "IQ"), {"746.3(a)(1)": True, "746.3(a)(3)": True}),
        (_case("EAR99", "IQ", MILITARY), {"746.3(a)(4)": True}),
        (_case("0A501.a", "IQ"), {"746.1(b)(3)": True, "746.3(a)(1)": True, "746.3(a)(2)": True}),
        # "except food and medicines classified as EAR99"
        (_case("EAR99", "KP"), {"746.4(a)": True}),
        (_case("EAR99", "KP", FOOD), {}),
        (_case("5A992.c", "KP", FOOD), {"746.4(a)": True}),
        # Regions of Ukraine: asked for every item to Ukraine.
        (_case("EAR99", "UA"), {"746.6(a)(1)(i)": None, "746.6(a)(2)": None}),
        (_case("EAR99", "UA", CRIMEA), {"746.6(a)(1)(i)": True, "746.6(a)(2)": None}),
        (
            replace(_case("EAR99", "RU", CRIMEA, SUPPLEMENTS), kind="hardware"),
            {"746.6(a)(1)(i)": True, "746.8(a)(5) to (7)": True},
        ),
        (_case("EAR99", "UA", DNR_LNR, FOOD), {}),
        # Iran: "any item on the CCL containing a ... AT Column 1"; EAR99 by what OFAC prohibits.
        (_case("5A992.c", "IR"), {"746.7(a)(1)(i)": True, "746.7(e)": None}),
        (_case("5A980", "IR", OFAC), {"746.7(e)": None}),
        (_case("EAR99", "IR"), {"746.7(e)": None}),
        # Russia and Belarus: any ECCN; EAR99 by supplements that are not held.
        (_case("5A992.c", "BY"), {"746.8(a)(1)": True}),
        (_case("5A992.c", "RU", CIVIL), {}),
        (_case("3A001.a", "RU", CIVIL), {"746.8(a)(1)": True}),
        (_case("3E001", "RU", "deemed export"), {}),
        (replace(_case("EAR99", "RU"), kind="hardware"), {"746.8(a)(5) to (7)": None}),
        (_case("EAR99", "NO", OIL), {"746.8(a)(4)(i)": None}),
        # Syria, as of January 2025.
        (_case("EAR99", "SY"), {"746.9(a)": True}),
        (_case("EAR99", "SY", FOOD), {}),
        # United Nations arms embargoes reach items controlled for UN reasons.
        (_case("0A501.a", "LB"), {"746.1(b)(3)": True}),
        (_case("5A992.c", "LB"), {}),
    ],
)  # fmt: skip
def test_what_the_sections_require(whole: Law, case: Case, expected: dict[str, bool | None]) -> None:
    assert _bases(whole, case) == expected


def test_each_find_is_marked_with_the_date_of_its_text(whole: Law) -> None:
    step = embargoes(_case("EAR99", "CU"), whole)
    (one,) = step.requirements
    assert (one.reason, one.review) == ("746.2", "general policy of denial")
    for quote in (*one.quotes, *one.review_quotes):
        assert quote.text_of == JANUARY_2025
        assert quote.remark == "text of January 2025 (day not known), converted by others; later amendments not seen"


@pytest.mark.parametrize("ship_to", ["DE", "VE", "MM"])
def test_a_destination_that_is_not_named_is_not_cleared(whole: Law, ship_to: str) -> None:
    step = embargoes(_case("5A992.c", ship_to), whole)
    assert (step.requirements, step.needs, step.answer) == ((), (), None)
    assert any("is not cleared" in one for one in step.not_checked)
    assert any("supplements" in one for one in step.not_checked)


def test_without_a_text_for_the_day_a_named_destination_is_not_modelled(whole: Law, law: Law) -> None:
    early = replace(_case("5A992.c", "IR"), on=date(2024, 6, 1))
    assert "746.7 is held as of 2025-01-31 only" in embargoes(early, whole).not_modelled
    assert "no text of part 746 is held" in embargoes(_case("5A992.c", "IR"), law).not_modelled
    plain = embargoes(replace(early, ship_to="DE"), whole)
    assert plain.not_modelled == ""
    assert any("no text of the day is held" in one for one in plain.not_checked)


def test_an_item_outside_the_ear_and_an_unknown_destination(whole: Law) -> None:
    outside = (Step("subject to the EAR", "composed: no", answer=False),)
    assert _bases(whole, _case("EAR99", "CU"), outside) == {}
    assert embargoes(_case("EAR99", ""), whole).needs.count("ship_to") == 1


@pytest.mark.parametrize(
    "case", [_case("EAR99", "UA", CRIMEA, FOOD), _case("5A992.c", "RU", CIVIL), _case("EAR99", "KP", FOOD)]
)
def test_without_a_fact_nothing_becomes_more_permissive(whole: Law, case: Case) -> None:
    before = _bases(whole, case)
    for gone in case.answers:
        less = replace(case, answers={fact: one for fact, one in case.answers.items() if fact != gone})
        after = _bases(whole, less)
        assert set(before) <= set(after), gone
