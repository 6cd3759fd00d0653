"""Part 744 against its real text: what stated end uses and parties require, what stays open, what is not checked."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from licensing_law import DAY

from regulation.licensing.conditions import read_rules
from regulation.licensing.end_use import FILE, end_use
from regulation.licensing.judging import NONE_KNOWN
from regulation.licensing.law import Law
from regulation.licensing.listed_parties import identified, owned_by, same_party, statement_of, unverified
from regulation.licensing.model import Case, Party, Requirement, Step
from regulation.licensing.stayed import RETURN

NUCLEAR = "will be used in nuclear explosive activities (744.2(a)(1))"
ROCKETS = (
    "will be used in rocket systems or unmanned aerial vehicles capable of a range of at least 300 kilometers "
    "(744.3(a)(1))"
)
CHEMICAL = "will be used in chemical or biological weapons (744.4(a))"
PLANT = "will be used in a whole plant to make chemical weapons precursors specified in ECCN 1C350 (744.4(a))"
US_PERSON = "a U.S. person acts (744.6)"
NATURAL = (
    "a natural U.S. person employed by a company headquartered in the United States or Country Group A:5 or A:6, "
    "not majority-owned from Macau or D:5 (744.6(d)(4))"
)
CAMERA = "will be or is intended to be used by a military end-user (744.9(d))"
PROCESSOR = (
    "microprocessor of 5 GFLOPS or more with an access width of 32 bit or more, or its software or technology "
    "(744.17(a))"
)
MILITARY_17 = "will be or is intended to be used for a military end use (744.17(d))"
MILITARY_USE = "is intended, entirely or in part, for a military end use (744.21(f))"
MILITARY_USER = "is intended, entirely or in part, for a military end user (744.21(g))"
SIGNED = "to or within Venezuela under a contract signed prior to November 7, 2014 (744.21(h))"
INTELLIGENCE = "is intended, entirely or in part, for a military-intelligence end use (744.22(f)(1))"
SUPERCOMPUTER = (
    "will be used in the development, production, operation, installation, maintenance, repair, overhaul, or "
    "refurbishing of a supercomputer (744.23(a)(1)(ii)(A))"
)
CIRCUIT = "integrated circuit (IC) (744.23(a)(1)(i)(A))"
ADVANCED = (
    "will be used in the development or production of ICs at a facility where production of advanced-node ICs occurs "
    "(744.23(a)(2)(i))"
)
UNKNOWN_NODE = (
    "will be used in the development or production of ICs at a facility where it is not known whether production of "
    "advanced-node ICs occurs (744.23(a)(2)(ii))"
)
BACK_END = "only back-end steps that do not alter the integrated circuit technology level (744.23(a)(5))"
EQUIPMENT = (
    "for the development or production of semiconductor manufacturing equipment of the ECCNs of 744.23(a)(4)(i), "
    "in Macau or Country Group D:5"
)
NOTICE = next(fact for fact in read_rules(FILE).questions() if fact.startswith("informed by BIS"))
OUTSIDE = (Step("subject to the EAR", "composed: no", answer=False),)
GERMAN = Party("end user", "composed", country="DE", headquarters="DE", ultimate_parent="DE")
HUAWEI = "EL: Huawei Technologies Co., Ltd."


def _case(code: str, ship_to: str, *facts: str, party: Party | None = None) -> Case:
    answers = dict.fromkeys(facts, True)
    return Case(DAY, code=code, ship_to=ship_to, answers=answers, parties=(party,) if party else ())


def _bases(law: Law, case: Case, found: tuple[Step, ...] = ()) -> dict[str, bool | None]:
    return {one.basis: one.holds for one in end_use(case, law, found).requirements}


# Worked by hand from the text; the words each rests on are in the rule, and stand in the text (next test).
@pytest.mark.parametrize(
    ("case", "expected"),
    [
        # "to any destination, other than countries in supplement no. 3": Germany is there, Poland and India are not.
        (_case("EAR99", "DE", NUCLEAR, party=GERMAN), {}),
        (_case("EAR99", "DE", NUCLEAR), {"744.6(b)(1)": None}),
        (_case("EAR99", "PL", NUCLEAR), {"744.2(a)(1)": True, "744.6(b)(1)": None}),
        (_case("EAR99", "IN", NUCLEAR, US_PERSON), {"744.2(a)(1)": True, "744.6(b)(1)": True}),
        # "in or by a country listed in Country Group D:4": Saudi Arabia is, the UAE no longer, Germany never was.
        (_case("EAR99", "SA", ROCKETS), {"744.3(a)(1)": True, "744.6(b)(2)": None}),
        (_case("EAR99", "AE", ROCKETS, party=replace(GERMAN, country="AE")), {}),
        (_case("EAR99", "DE", ROCKETS, party=GERMAN), {}),
        (_case("EAR99", "DE", ROCKETS), {"744.3(a)(1)": None, "744.6(b)(2)": None}),
        (
            _case("EAR99", "DE", ROCKETS, party=replace(GERMAN, ultimate_parent="PK")),
            {"744.3(a)(1)": True, "744.6(b)(2)": None},
        ),
        # "in or by any country or destination, worldwide"; plants: "other than those listed in Country Group A:3".
        (_case("EAR99", "DE", CHEMICAL), {"744.4(a)": True, "744.6(b)(3)": None}),
        (_case("EAR99", "DE", PLANT, party=GERMAN), {}),
        (_case("EAR99", "BR", PLANT), {"744.4(a)": True, "744.6(b)(4)": None}),
        # Cameras: a.3 "in all destinations except Australia, Canada, or the United Kingdom", others not to A:1.
        (_case("6A003.a.3", "DE", CAMERA), {"744.9(a)(1)(i)": True, "744.9(a)(1)(iii)": None}),
        (_case("6A003.a.3", "GB", CAMERA), {}),
        (_case("6A003.b.4", "SA", CAMERA), {"744.9(a)(1)(ii)": True, "744.9(a)(1)(iii)": None}),
        # Microprocessors "in a destination listed in Country Group D:1".
        (_case("3A991.a.1", "VN", PROCESSOR, MILITARY_17), {"744.17(a)": True}),
        (_case("3A991.a.1", "VN"), {"744.17(a)": None}),
        (_case("3A991.a.1", "IN", PROCESSOR, MILITARY_17), {}),
        # Supplement No. 2 names 5A992 whole, 5A991 "Limited to"; 5A002 not at all. Hong Kong counts as China.
        (_case("5A992.c", "KH", MILITARY_USER), {"744.21(a)(1)": True}),
        (_case("5A992.c", "HK", MILITARY_USER), {"744.21(a)(1)": True, "744.23(a)(1)": None}),
        (_case("5A991.b", "KH", MILITARY_USER), {"744.21(a)(1)": None}),
        (_case("5A002", "KH", MILITARY_USER), {}),
        (_case("9A012.a.1", "NI", MILITARY_USE), {"744.21(a)(1)": True}),
        (_case("9A012.b", "NI", MILITARY_USE), {"744.21(a)(1)": None}),
        (_case("EAR99", "BY", MILITARY_USE), {"744.21(a)(2)": True}),
        (_case("5A992.c", "VE", MILITARY_USE, SIGNED, NONE_KNOWN), {}),
        (_case("EAR99", "CN", INTELLIGENCE), {"744.22(a)": True, "744.6(b)(5)": None}),
        (_case("EAR99", "CU", INTELLIGENCE, US_PERSON), {"744.22(a)": True, "744.6(b)(5)": True}),
        (_case("EAR99", "DE", NOTICE), {"744.1(b)(2)": True}),
    ],
)
def test_sections_744_1_to_22(law: Law, case: Case, expected: dict[str, bool | None]) -> None:
    assert _bases(law, case) == expected


CHINESE = Party("end user", "composed", country="DE", headquarters="CN", ultimate_parent="CN")


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        # (a)(1): 3A001 and 3A991 as integrated circuits, "located in or destined to Macau or ... D:5".
        (_case("3A991.p", "CN", SUPERCOMPUTER, CIRCUIT, NONE_KNOWN), {"744.23(a)(1)": True}),
        (_case("3A991.p", "CN", SUPERCOMPUTER, NONE_KNOWN), {"744.23(a)(1)": None}),
        (_case("4A003.b", "MO", SUPERCOMPUTER), {"744.23(a)(1)": None}),
        (_case("4A003.b", "VN", SUPERCOMPUTER, party=replace(GERMAN, country="VN")), {}),
        (_case("EAR99", "CN", SUPERCOMPUTER), {}),
        # (a)(2)(i): "Any items subject to the EAR"; (ii): product groups B to E of Category 3.
        (_case("EAR99", "CN", ADVANCED), {"744.23(a)(2)(i)": True}),
        (_case("EAR99", "CN", ADVANCED, BACK_END), {}),
        (_case("3B001.c.1", "CN", UNKNOWN_NODE), {"744.23(a)(2)(ii)": True}),
        (_case("3B001.c.1", "CN"), {"744.23(a)(2)(ii)": None}),
        (_case("3A001.a.1", "CN", UNKNOWN_NODE, NONE_KNOWN), {}),
        # (a)(3)(i)(A): outside D:1, D:4, D:5 (less A:5, A:6), for who is headquartered in Macau or D:5.
        (_case("3A090.b", "DE", party=CHINESE), {"744.23(a)(3)(i)(A)": True}),
        (_case("3A090.b", "DE", party=replace(GERMAN, ultimate_parent="MO")), {"744.23(a)(3)(i)(A)": True}),
        (_case("3A090.b", "DE", party=GERMAN), {}),
        (_case("3A090.b", "DE", party=replace(GERMAN, ultimate_parent="")), {"744.23(a)(3)(i)(A)": None}),
        (_case("3A090.b", "DE"), {"744.23(a)(3)(i)(A)": None}),
        (_case("3A090.b", "VN", party=CHINESE), {}),
        (_case("3A090.b", "AE", party=CHINESE), {"744.23(a)(3)(i)(A)": True}),
        (_case("3A090.a", "DE", party=CHINESE), {}),
        (_case("3A090", "DE", party=CHINESE), {"744.23(a)(3)(i)(A)": None, "744.23(a)(3)(i)(B)": None}),
        # (a)(3)(i)(B): 3A090.c to any destination other than Macau or D:5.
        (_case("3A090.c", "VN", party=CHINESE), {"744.23(a)(3)(i)(B)": True}),
        (_case("3A090.c", "MO", party=CHINESE), {}),
        # (a)(4)(i): "specified on the CCL": EAR99 is not.
        (_case("2B999", "CN", EQUIPMENT, NONE_KNOWN), {"744.23(a)(4)(i)": True}),
        (_case("EAR99", "CN", EQUIPMENT), {}),
        (_case("5A992.c", "CN", NONE_KNOWN), {}),
    ],
)  # fmt: skip
def test_section_744_23(law: Law, case: Case, expected: dict[str, bool | None]) -> None:
    assert _bases(law, case) == expected


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (_case("EAR99", "CN", CHEMICAL, US_PERSON), {"744.6(b)(3)": True}),
        (_case("EAR99", "CN", CHEMICAL), {"744.6(b)(3)": None}),
        (_case("3B001.c.1", "CN", US_PERSON), {"744.6(c)(2)(iii)": True, "744.6(c)(2)(ii)": None}),
        (_case("3B001.c.1", "CN", US_PERSON, NATURAL), {}),
        (_case("3B001.c.1", "DE", US_PERSON), {}),
        (_case("5A992.c", "CN", MILITARY_USER, party=replace(GERMAN, listed=(HUAWEI,))), {}),
    ],
)
def test_an_item_outside_the_ear_is_asked_about_support_of_us_persons(
    law: Law, case: Case, expected: dict[str, bool | None]
) -> None:
    assert _bases(law, case, OUTSIDE) == expected


def test_the_words_of_every_rule_stand_in_the_text(law: Law) -> None:
    rules = read_rules(FILE)
    words = [pair for rule in rules.rules for pair in (*rule.words, *(lift.words for lift in rule.lifts))]
    words += [rule.review_words for rule in rules.rules if rule.review_words]
    words += [(one.citation, name) for one in rules.named for name in (*one.names, *one.short)]
    words += [pair for one in rules.lists.values() for pair in (one.words, one.owned) if pair]
    words += [one.review[1:] for one in rules.lists.values() if one.review]
    assert len(words) > 100
    for citation, said in words:
        assert law.quote(citation, said, DAY).text_of == DAY


def test_every_requirement_has_words_and_each_fact_names_its_paragraph(law: Law) -> None:
    step = end_use(_case("5A992.c", "CN", MILITARY_USER), law)
    assert all(quote.words for one in step.requirements for quote in one.quotes)
    assert step.requirements[0].review == "presumption of denial"
    assert read_rules(FILE).questions()[MILITARY_USER] == ("744.21(a)(1)", "744.21(a)(2)")


def test_a_plain_item_to_a_plain_destination_is_not_undecided_and_says_what_was_not_asked(law: Law) -> None:
    step = end_use(_case("5A992.c", "DE"), law)
    assert (step.requirements, step.needs, step.not_modelled) == ((), (), "")
    told = step.not_checked[0]
    assert told.startswith("end use and end user not stated for: ")
    assert all(one in told for one in ("744.3", "744.4", "744.6", "notices by BIS"))
    assert any("744.11(a)(2)" in one for one in step.not_checked)


def test_end_use_in_words_and_an_unknown_destination_decide_nothing(law: Law) -> None:
    step = end_use(replace(_case("EAR99", ""), end_use="composed: machining of valves"), law)
    assert step.needs == ("ship_to",)
    assert any("composed: machining of valves" in one for one in step.not_checked)


def test_before_the_text_reaches_the_day_a_rule_that_is_asked_is_not_modelled(law: Law) -> None:
    step = end_use(replace(_case("5A992.c", "CN"), on=date(2025, 6, 1)), law)
    assert "744.23 is held as of 2026-09-01; it was amended by 91 FR 1687 of 2026-01-15" in step.not_modelled
    assert not end_use(replace(_case("EAR99", "DE"), on=date(2025, 6, 1)), law).not_modelled


# Parties on lists.
def _listed(row: str, *facts: str, code: str = "EAR99", name: str = "composed", **answers: bool) -> Case:
    party = replace(GERMAN, name=name, listed=(row,), screened=True)
    return replace(_case(code, "DE", *facts, party=party), answers={**dict.fromkeys(facts, True), **answers})


def _only(law: Law, case: Case) -> Requirement:
    (one,) = end_use(case, law).requirements
    return one


def test_a_candidate_of_the_entity_list_is_for_a_person_to_decide(law: Law) -> None:
    case = _listed(HUAWEI)
    fact = same_party(case.parties[0], HUAWEI)
    open_, listed = _only(law, case), _only(law, replace(case, answers={fact: True}))
    assert (open_.reason, open_.holds, open_.needs) == ("744.11", None, (fact,))
    assert (listed.basis, listed.holds, listed.operative) == ("744.11(a)", True, True)
    assert "For all items subject to the EAR" in listed.quotes[1].words
    assert end_use(replace(case, answers={fact: False}), law).requirements == ()


def test_an_entry_that_does_not_reach_all_items_asks_whether_it_reaches_this_one(law: Law) -> None:
    held = law.section("Supplement No. 4 to part 744", DAY)
    cells = next(
        one.cells
        for one in held.entry.places
        if len(one.cells) == 5 and one.cells[2].startswith("For items on the CCL")
    )
    row = f"EL: {cells[1].partition(',')[0]}"
    case = _listed(row)
    found = _only(law, replace(case, answers={same_party(case.parties[0], row): True}))
    assert found.holds is None
    assert found.needs[0].startswith("whether the item is within: For items on the CCL")


def test_other_lists(law: Law) -> None:
    meu = _listed("MEU: composed", code="5A992.c")
    assert _only(law, meu).basis == "744.21(b)(1)(ii)"
    assert end_use(replace(meu, code="EAR99"), law).requirements == ()  # not in Supplement No. 2
    sdn = _listed("SDN: composed [SDGT]")
    confirmed = replace(sdn, answers={same_party(sdn.parties[0], "SDN: composed [SDGT]"): True})
    assert (_only(law, confirmed).basis, _only(law, confirmed).holds) == ("744.8(a)(1)", True)
    plain = _listed("SDN: composed [CUBA]")
    needs = _only(law, replace(plain, answers={same_party(plain.parties[0], "SDN: composed [CUBA]"): True})).needs
    assert needs == (identified(plain.parties[0]),)
    assert _only(law, _listed("DPL: composed")).reason == "764"
    assert _only(law, _listed("composed, of no list that is told")).reason == "744.11"
    other = end_use(_listed("CMIC: composed"), law)
    assert other.requirements == ()
    assert any("CMIC: composed" in one for one in other.not_checked)


def test_the_unverified_list_asks_for_a_statement_and_makes_no_requirement(law: Law) -> None:
    case = _listed("UVL: composed")
    party, row = case.parties[0], "UVL: composed"
    assert (end_use(case, law).needs, unverified(case)) == ((same_party(party, row),), None)
    confirmed = replace(case, answers={same_party(party, row): True})
    step = end_use(confirmed, law)
    assert (step.requirements, step.needs, unverified(confirmed)) == ((), (statement_of(party),), True)
    assert [quote.citation for quote in step.quotes] == ["744.15(b)", "744.15(a)"]
    assert unverified(replace(case, answers={same_party(party, row): False})) is False


@pytest.mark.parametrize(
    ("name", "country", "basis"),
    [
        ("Main Intelligence Directorate (composed)", "DE", "744.22(f)(2)(vii)"),
        ("GRU", "RU", "744.22(f)(2)(vii)"),
        ("GRU Holz GmbH (composed)", "DE", ""),
        ("J2", "", "744.22(f)(2)(v)"),
    ],
)
def test_organisations_that_the_text_names(law: Law, name: str, country: str, basis: str) -> None:
    party = Party("end user", name, country=country, headquarters=country, ultimate_parent=country)
    found = end_use(_case("EAR99", "DE", party=party), law).requirements
    assert [(one.holds, one.quotes[1].citation) for one in found] == ([(None, basis)] if basis else [])
    confirmed = _case("EAR99", "DE", f"{name} is the military-intelligence end user of {basis}", party=party)
    assert _bases(law, confirmed) == ({"744.22(a)": True} if basis else {})


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 9, 1), None),  # the rule is not yet published: no text of the day is held
        (date(2025, 10, 15), [(True, True)]),  # in force
        (date(2025, 12, 1), [(True, False)]),  # stayed: in the code, out of force
        (date(2026, 11, 9), [(True, False)]),  # the stay's last day
        (date(2026, 11, 26), [(True, False), (None, True)]),  # scheduled to return, unconfirmed
    ],
)
@pytest.mark.parametrize(
    ("name", "basis", "code"),
    [("Entity List", "744.11(a)(1)", "EAR99"), ("SDN List", "744.8(a)(2)", "EAR99")],
)
def test_affiliates_on_five_days(
    law: Law, on: date, expected: list[tuple[bool | None, bool]] | None, name: str, basis: str, code: str
) -> None:
    case = _case(code, "DE", owned_by(GERMAN, name), party=GERMAN)
    step = end_use(replace(case, on=on), law)
    if expected is None:
        assert step.requirements == ()
        assert "2025-09-30" in step.not_modelled
        return
    assert [(one.holds, one.operative) for one in step.requirements if one.basis == basis] == expected
    assert any(RETURN in need for one in step.requirements for need in one.needs) is (len(expected) == 2)
    if on.year == 2025 and on.month > 11:
        assert "stayed, effective until Nov. 9, 2026" in step.requirements[0].quotes[-1].words


def test_affiliates_of_the_meu_list_are_stayed_and_bound_to_supplement_2(law: Law) -> None:
    fact = owned_by(GERMAN, "MEU List")
    (held,) = end_use(_case("5A992.c", "DE", fact, party=GERMAN), law).requirements
    assert (held.basis, held.operative) == ("744.21(a)(3)", False)
    assert end_use(_case("EAR99", "DE", fact, party=GERMAN), law).requirements == ()


# From the most to the least permissive.
ORDER = (False, None, True)


def _outcome(step: Step) -> bool | None:
    held = {one.holds for one in step.requirements}
    return True if True in held else None if None in held or step.needs else False


# Properties. An end use that is no longer stated is told as not checked: never as not required.
STATED = (
    _case("5A992.c", "CN", MILITARY_USER, SUPERCOMPUTER, party=CHINESE),
    _case("3B001.c.1", "CN", ADVANCED, BACK_END, party=GERMAN),
    _case("3A090.b", "DE", party=CHINESE),
    _case("EAR99", "SA", ROCKETS, US_PERSON, party=replace(GERMAN, country="SA")),
    _listed(HUAWEI, f"composed is the listed party {HUAWEI}"),
    _case("5A992.c", "VE", MILITARY_USE, SIGNED),
)


@pytest.mark.parametrize("case", STATED)
def test_without_a_fact_nothing_becomes_more_permissive(law: Law, case: Case) -> None:
    before = {one.basis: one.holds for one in end_use(case, law).requirements}
    for size in range(1, len(case.answers) + 1):
        for gone in combinations(case.answers, size):
            less = replace(case, answers={fact: one for fact, one in case.answers.items() if fact not in gone})
            step = end_use(less, law)
            after = {one.basis: one.holds for one in step.requirements}
            for basis, holds in before.items():
                told = basis in after or basis.partition("(")[0] in step.not_checked[0]
                assert told, (basis, gone)
                assert not (holds is None and after.get(basis) is False)
    for field in ("headquarters", "ultimate_parent", "country"):
        less = replace(case, parties=tuple(replace(one, **{field: ""}) for one in case.parties))
        after = {one.basis: one.holds for one in end_use(less, law).requirements}
        assert set(before) <= set(after)


@pytest.mark.parametrize("case", STATED)
@pytest.mark.parametrize("row", [HUAWEI, "MEU: composed", "UVL: composed", "SDN: composed", "composed"])
def test_a_listed_end_user_never_makes_it_more_permissive(law: Law, case: Case, row: str) -> None:
    added = Party("end user", "composed, added", country="DE", headquarters="DE", ultimate_parent="DE", listed=(row,))
    after = end_use(replace(case, parties=(*case.parties, added)), law)
    assert ORDER.index(_outcome(after)) >= ORDER.index(_outcome(end_use(case, law)))


def test_the_order_of_facts_is_irrelevant(law: Law) -> None:
    case = STATED[0]
    turned = replace(case, answers=dict(reversed(case.answers.items())))
    assert end_use(case, law) == end_use(turned, law)
