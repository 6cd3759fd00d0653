"""A change undone alone: the rule on the United Arab Emirates before and after, on the real texts."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from licensing_change import JUNE, MOVE, WORDS, emirates, with_both_lists
from licensing_eu_law import APPLIES, CONSOLIDATED, eu_law, met
from licensing_law import DAY

from regulation.controls.model import ControlList
from regulation.licensing.compared.alike import destinations, signature
from regulation.licensing.compared.comparing import Comparison
from regulation.licensing.compared.differing import difference, held
from regulation.licensing.compared.model import Difference, LawChange, Pair, Standing
from regulation.licensing.compared.profiles import case_of, profile_of, standing_for
from regulation.licensing.compared.undone import sides, undone
from regulation.licensing.determine import determine
from regulation.licensing.eu import determine_eu
from regulation.licensing.judging import NONE_KNOWN
from regulation.licensing.law import HeldEntry, Law, NotHeldError
from regulation.licensing.model import Case, Determination, Eligibility, Party, Result

APPROVED = (
    "ultimate consignee and all end users are approved entities in the UAE listed in supplement no. 8 to part 740"
)
FOR_STA = (
    "ultimate consignee and all end users are listed in supplement no. 8 to part 740 as approved for License Exception"
    " STA"
)
MISSILES = (
    "will be used in rocket systems or unmanned aerial vehicles capable of a range of at least 300 kilometers"
    " (744.3(a)(1))"
)
US_PERSON = "a U.S. person acts (744.6)"
CHIP = Case(DAY, code="3A090.b", origin="US", ship_from="US", ship_to="AE")
KNOWN = tuple(Party(role, "composed", "AE", "AE", "AE", screened=True) for role in ("consignee", "end user"))


@pytest.fixture(scope="module")
def both(law: Law, june: ControlList, september: ControlList) -> Law:
    return with_both_lists(law, june, september)


@pytest.fixture(scope="module")
def change(september: ControlList) -> LawChange:
    return emirates(september)


@pytest.fixture(scope="module")
def comparison(both: Law, change: LawChange) -> Comparison:
    return Comparison(both, change)


def test_seventeen_entries_gained_the_words(change: LawChange) -> None:
    assert len(change.entries) == 17
    assert "3E001" not in change.entries


def test_the_move_is_taken_back_by_the_rules_own_words(both: Law, change: LawChange) -> None:
    before = undone(both, change)
    assert before.groups(DAY).of("AE") == {"B", "D", "D:3", "D:4"}
    assert both.groups(DAY).of("AE") == {"A", "A:5", "B"}
    assert before.groups(DAY).quote("AE", "D:4") == before.groups(DAY).quote("AE", "A:5") == WORDS
    assert "X" in before.groups(DAY).quote("AE", "B").words
    assert before.groups(DAY).of("IL") == both.groups(DAY).of("IL")


def test_entries_of_the_change_are_of_the_text_before_it_and_all_else_of_the_day_after(
    both: Law, change: LawChange
) -> None:
    before = undone(both, change)
    chip, drone = before.entry("3A090", DAY), before.entry("9A012", DAY)
    assert chip is not None
    assert (chip.controls.version, chip.remark) == (JUNE, "text of 2026-06-25, before the change")
    assert drone is not None
    assert (drone.controls.version, drone.remark) == (DAY, "")
    assert before.section("742.6", DAY) is both.section("742.6", DAY)


def test_the_row_before_reaches_the_emirates_by_their_group_alone(
    comparison: Comparison,
) -> None:
    pair = comparison.pair(CHIP)
    quotes = [quote for one in pair.before.requirements for quote in one.quotes]
    assert ("RS", "742.6(a)(6)(iii)(B)") in held(pair.before)
    assert WORDS in quotes
    assert not any("UAE or" in one.words or "United Arab Emirates or" in one.words for one in quotes)
    assert all("UAE" not in need for one in pair.before.requirements for need in one.needs)
    assert any("everything but this change as of 2026-09-01" in one for one in pair.remarks)


def test_before_the_rule_sta_was_not_open_and_its_bar_for_the_emirates_is_not_used(comparison: Comparison) -> None:
    node = replace(CHIP, code="1A004.a", parties=KNOWN, answers={NONE_KNOWN: True, FOR_STA: True})
    pair = comparison.pair(node)
    sta = {side: next(one for one in found.exceptions if one.symbol == "STA") for side, found in _sides(pair)}
    assert sta["before"].status is Eligibility.NOT
    assert "(26)" not in sta["before"].why
    assert sta["after"].status is Eligibility.ELIGIBLE


def _sides(pair: Pair) -> tuple[tuple[str, Determination], ...]:
    return ("before", pair.before), ("after", pair.after)


@pytest.mark.parametrize(
    ("case", "expected", "results"),
    [
        # Nobody says whether consignee and end users are approved: the licence stays, and a fact could now lift it.
        (CHIP, Difference.OPENS_QUESTION, (Result.REQUIRED, Result.REQUIRED)),
        # Not approved: the row names the country, so nothing changes.
        (
            replace(CHIP, parties=KNOWN, answers={NONE_KNOWN: True, APPROVED: False, FOR_STA: False}),
            Difference.SAME,
            (Result.REQUIRED, Result.REQUIRED),
        ),
        (
            replace(CHIP, parties=KNOWN, answers={NONE_KNOWN: True, APPROVED: True}),
            Difference.LIFTED,
            (Result.REQUIRED, Result.NONE_FOUND),
        ),
        # Headquartered in China: 744.23(a)(3) reaches destinations outside D:4, so it reaches the Emirates from now on.
        (
            replace(CHIP, parties=tuple(replace(one, headquarters="CN") for one in KNOWN)),
            Difference.OPENS_QUESTION,
            (Result.REQUIRED, Result.REQUIRED),
        ),
        # An end-use rule for countries of D:4 does not reach the Emirates any more.
        (
            replace(CHIP, code="5A992.c", parties=KNOWN, answers={MISSILES: True, US_PERSON: False}),
            Difference.LIFTED,
            (Result.REQUIRED, Result.NONE_FOUND),
        ),
        # The row of 3E001 does not name the Emirates; the section that it cites does, and (A) reaches the world.
        (replace(CHIP, code="3E001"), Difference.EXCEPTION_OPENS, (Result.UNDECIDED, Result.UNDECIDED)),
        (replace(CHIP, code="3A090.a.1"), Difference.EXCEPTION_OPENS, (Result.REQUIRED, Result.REQUIRED)),
        (replace(CHIP, ship_to="CN"), Difference.SAME, (Result.REQUIRED, Result.REQUIRED)),
        (replace(CHIP, code="EAR99"), Difference.SAME, (Result.NONE_FOUND, Result.NONE_FOUND)),
    ],
)
def test_what_the_rule_changed(
    comparison: Comparison, case: Case, expected: Difference, results: tuple[Result, Result]
) -> None:
    pair = comparison.pair(case)
    assert (pair.before.result, pair.after.result) == results
    assert pair.difference is expected


def test_only_cells_whose_outcome_changed_are_given(comparison: Comparison, both: Law) -> None:
    places = destinations(both, DAY)
    assert {"AE", "CN", "HK", "MO"} <= set(places)
    assert len(places) > 240
    codes = ("3A090.b", "5A001.b.1", "EAR99")
    profiles = [comparison.profile(replace(CHIP, code=code, ship_to="")) for code in codes]
    found = [(one.profile.code, one.ship_to) for one in comparison.cells(profiles, places)]
    assert found == [("3A090.b", "AE"), ("5A001.b.1", "AE")]


def test_cells_that_are_not_computed_would_be_the_same(comparison: Comparison, both: Law) -> None:
    """Pruning by entry, country and what is read of the entry, on a seeded sample of all items and destinations."""
    rng = random.Random(8)  # noqa: S311 - a sample, no secrets
    places = destinations(both, DAY)
    entries = [one for one in _codes(both) if one.partition(".")[0] in comparison.change.entries]
    cases = [
        replace(CHIP, code=rng.choice(entries), ship_to=rng.choice(places), parties=rng.choice(((), KNOWN[:1], ABROAD)))
        for _ in range(150)
    ]
    pruned = [one for one in cases if comparison.is_same(one)]
    assert 50 < len(pruned) < 150
    for case in pruned:
        assert difference(determine(case, comparison.before), determine(case, comparison.after)) is Difference.SAME, (
            case
        )


ABROAD = (Party("end user", "composed", "SG", "CN", "CN"),)


def _codes(law: Law) -> list[str]:
    controls = law.entry("3A090", DAY)
    assert controls is not None
    return sorted(place.designation for one in controls.controls.entries for place in one.paragraphs())


def test_destinations_treated_alike_have_the_same_outcome(comparison: Comparison, both: Law) -> None:
    by_law: dict[object, list[str]] = {}
    for one in destinations(both, DAY):
        told = signature(comparison.before, DAY, one), signature(comparison.after, DAY, one)
        by_law.setdefault(told, []).append(one)
    assert by_law[signature(comparison.before, DAY, "AE"), signature(comparison.after, DAY, "AE")] == ["AE"]
    rng = random.Random(3)  # noqa: S311 - a sample, no secrets
    for alike in rng.sample([one for one in by_law.values() if len(one) > 1], 12):
        first, other = rng.sample(alike, 2)
        for code in ("3A090.b", "3A001.b.1", "9A610.a", "5A992.c"):
            case = replace(CHIP, code=code, parties=ABROAD)
            results = [determine(replace(case, ship_to=one), both) for one in (first, other)]
            assert held(results[0]) == held(results[1])
            assert difference(*results) is Difference.SAME, (first, other, code)


def test_an_entry_that_did_not_exist_before_is_never_no_requirement_found(both: Law, change: LawChange) -> None:
    def listed(eccn: str, on: date) -> HeldEntry | None:
        return None if eccn == "3A090" and on < DAY else both.listed(eccn, on)

    added = Comparison(replace(both, listed=listed, _entries={}, _once={}), change).pair(CHIP)
    assert added.difference is Difference.NOT_MODELLED
    assert added.remarks[0] == "3A090.b did not exist before: the item's classification then is not known"
    assert added.before.result is not Result.NONE_FOUND


def test_an_entry_that_is_removed_asks_for_a_classification(both: Law, change: LawChange) -> None:
    def listed(eccn: str, on: date) -> HeldEntry | None:
        return None if eccn == "3A090" and on >= DAY else both.listed(eccn, on)

    removed = Comparison(replace(both, listed=listed, _entries={}, _once={}), change).pair(CHIP)
    assert removed.difference is Difference.NOT_MODELLED
    assert "does not exist after" in removed.remarks[0]


def test_a_paragraph_that_is_new_in_the_entry_is_not_compared(both: Law, change: LawChange) -> None:
    drones = replace(change, entries=frozenset({"9A012"}), moves=())
    pair = Comparison(both, drones).pair(replace(CHIP, code="9A012.a.5"))
    assert pair.difference is Difference.NOT_MODELLED
    assert "did not exist before" in pair.remarks[0]


def test_a_coming_text_is_not_held_and_its_moves_are_done(law: Law, change: LawChange) -> None:
    coming = replace(change, before=DAY, after=DAY, moves=(replace(MOVE, out_of=("A:5",), into=("D:4",)),))
    before, after = sides(law, replace(coming, standing=Standing.PUBLISHED))
    assert before is law
    assert "D:4" in after.groups(DAY).of("AE")
    with pytest.raises(NotHeldError, match="brings is not held"):
        after.entry("3A090", DAY)
    assert Comparison(law, coming).pair(CHIP).difference is Difference.NOT_MODELLED


def test_other_words_alone_are_the_same_outcome(both: Law, change: LawChange) -> None:
    """These entries changed between the texts; no row that reaches these cases did."""
    worded = Comparison(both, replace(change, entries=frozenset({"7E002", "9E003", "5E002"}), moves=()))
    for code in ("7E002", "9E003.a.1", "5E002.a"):
        pair = worded.pair(replace(CHIP, code=code, ship_to="TW"))
        assert pair.before.result is pair.after.result
        assert pair.difference is Difference.SAME


def test_a_change_of_annex_i_takes_its_entries_from_the_text_before_and_nothing_else() -> None:
    entries = frozenset({"3A001", "3A501"})
    change = LawChange("composed", "Annex I", "EU", APPLIES, CONSOLIDATED, entries)
    compared = Comparison(eu_law(), change, determine_eu)
    case = Case(CONSOLIDATED, eu_code="3A001.a.1", ship_from="DE", ship_to="US", answers=met("EU001"))
    pair = compared.pair(case)
    assert pair.before.requirements[0].quotes[0].text_of == APPLIES
    assert pair.difference is Difference.SAME
    assert pair.before.result is pair.after.result is Result.EXCEPTION
    assert compared.may_differ(case)
    assert not compared.may_differ(replace(case, eu_code="5A002.a"))
    added = compared.pair(replace(case, eu_code="3A501"))
    assert added.difference is Difference.NOT_MODELLED
    assert added.remarks[0] == "3A501 did not exist before: the item's classification then is not known"
    assert "Annex I of 2021-09-09 has no 3A501" in {step.not_modelled for step in added.before.steps}


# What of a case makes a profile.


def test_a_profile_has_no_names_no_destination_and_no_fact_that_no_rule_asks(comparison: Comparison) -> None:
    party = Party("end user", "Composed GmbH", "DE", "DE", "DE", ("EL: COMPOSED",), screened=True)
    case = replace(
        CHIP,
        parties=(party,),
        answers={"Composed GmbH is the listed party EL: COMPOSED": False, "colour is blue": True, NONE_KNOWN: True},
        values={"tpp": Decimal(12000), "weight_kg": Decimal(3)},
        end_use="cooling of a composed laboratory",
    )
    profile = comparison.profile(case)
    assert "Composed GmbH" not in repr(profile)
    assert "AE" not in repr(profile)
    assert profile.answers == (("end user 1 is the listed party EL: COMPOSED", False), (NONE_KNOWN, True))
    assert profile.values == (("tpp", Decimal(12900)),)  # between 4,800 and 21,000
    assert profile == comparison.profile(replace(case, parties=(replace(party, name="Other"),), answers=_renamed(case)))


def _renamed(case: Case) -> dict[str, bool]:
    return {name.replace("Composed GmbH", "Other"): given for name, given in case.answers.items()}


def test_the_name_of_an_organisation_that_the_text_names_stays(comparison: Comparison) -> None:
    party = Party("end user", "Office of the GRU, composed", "RU")
    assert comparison.profile(replace(CHIP, parties=(party,))).parties[0].name == party.name


@pytest.mark.parametrize(
    ("value", "expected"),
    [("9", 9), ("10", 10), ("11", Decimal("17.5")), ("24.99", Decimal("17.5")), ("25", 25), ("80", 26)],
)
def test_a_number_is_reduced_to_its_interval(value: str, expected: Decimal) -> None:
    standing = standing_for(Decimal(value), (Decimal(10), Decimal(25)))
    assert standing == expected


def test_a_value_counts_only_where_the_entry_has_a_limit(comparison: Comparison) -> None:
    order = replace(CHIP, value=Decimal(1234), currency="USD")
    assert profile_of(order).value == 1234
    assert comparison.profile(replace(order, code="5A992.c")).value is None
    limited = [comparison.profile(replace(order, code="5A001.b.1", value=Decimal(one))) for one in (10, 2999, 3000)]
    assert limited[0] == limited[1] != limited[2]
    assert case_of(limited[2], "AE", DAY).value == 3000
