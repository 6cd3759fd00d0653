"""Licence exceptions of part 740, worked by hand from the text of 2026-09-01; parties and values are composed."""

import gzip
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from licensing_asked import ORDER, YEAR
from licensing_asked import asked as _asked
from licensing_asked import before as _before
from licensing_asked import case as _case
from licensing_law import DAY, SAMPLES

from regulation.controls.model import ControlList, Kind
from regulation.licensing.exceptions import exceptions
from regulation.licensing.exceptions.book import bars, book, symbols
from regulation.licensing.judging import NONE_KNOWN
from regulation.licensing.law import HeldEntry, Law
from regulation.licensing.model import Case, Eligibility, Party, Quote, Requirement, Step
from regulation.parts import read_part_tree

CONFIRMED = "confirmation that License Exception NAC can be used (740.8(c)(2))"
APPROVED = (
    "ultimate consignee and all end users are listed in supplement no. 8 to part 740 "
    "as approved for License Exception STA"
)
TPP_YEAR = "TPP received by the ultimate consignee under LPP this calendar year with this order (740.29(d))"
ELIGIBLE, NOT, NEEDS, OPEN = (
    Eligibility.ELIGIBLE,
    Eligibility.NOT,
    Eligibility.NEEDS_FACT,
    Eligibility.NOT_MODELLED,
)


NODE = _case("5A001.b.1", "TW")  # NS Column 2; LVS $5000; GBS yes
NAC = replace(_case("3A090.b", "CN", datacenter=True), answers={NONE_KNOWN: True, "datacenter": True, CONFIRMED: True})


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({ORDER: 5000, YEAR: 60000}, ELIGIBLE),  # 740.3(d)(1)(i) and (d)(2): not above the limit, 12 times the limit
        ({ORDER: 5001, YEAR: 5001}, NOT),
        ({ORDER: 5000, YEAR: 60001}, NOT),
        ({ORDER: 5000}, NEEDS),
        ({}, NEEDS),
    ],
)
def test_the_value_limit_holds_for_order_and_year(law: Law, values: dict[str, int], expected: Eligibility) -> None:
    case = replace(NODE, values={name: Decimal(value) for name, value in values.items()})
    answer = _asked(law, case)["LVS"]
    assert answer.status is expected
    assert answer.overcomes == (() if expected is NOT else ("NS",))


def test_a_line_above_the_limit_is_an_order_above_it(law: Law) -> None:
    assert _asked(law, replace(NODE, value=Decimal(5001), currency="USD"))["LVS"].status is NOT
    assert _asked(law, replace(NODE, value=Decimal(5001), currency="EUR"))["LVS"].status is NEEDS


@pytest.mark.parametrize(
    ("case", "symbol", "expected"),
    [
        # 740.4: Country Group B except Sudan and Ukraine, NS only, "GBS—Yes" (5A001: not a, b.5, e, h).
        (NODE, "GBS", ELIGIBLE),
        (_case("5A001.b.1", "AE"), "GBS", ELIGIBLE),
        (_case("5A001.b.1", "SD"), "GBS", NOT),
        (_case("5A001.b.1", "UA"), "GBS", NOT),
        (_case("5A001.b.1", "CN"), "GBS", NOT),
        (_case("5A001.h", "TW"), "GBS", NOT),
        # 740.6: 3D003 is NS only and "TSR: Yes"; a commodity is no technology.
        (_case("3D003", "IN"), "TSR", ELIGIBLE),
        (_case("3D003", "CN"), "TSR", NOT),
        (NODE, "TSR", NOT),
        (_case("2E003.c", "TW"), "TSR", ELIGIBLE),  # "TSR: Yes, except 2E003.b, .e and .f"
        (_case("2E003.b", "TW"), "TSR", NOT),
        (_case("2E003", "TW"), "TSR", NEEDS),
        # 740.2(a)(5): 7A101 is controlled for MT reasons; only RPL, TMP, TSU, AVS and few others remain.
        (_case("7A101", "SG"), "LVS", NOT),
        (_case("7A101", "SG"), "RPL", OPEN),
        (_case("7A101", "SG"), "GFT", NOT),
        # 740.8: datacenter parts within 3A090.a have neither; 3A090.c has neither.
        (NAC, "NAC", ELIGIBLE),
        (_case("3A090.b", "CN", datacenter=True), "NAC", NEEDS),
        (_case("3A090.a.1", "CN", datacenter=True), "NAC", NOT),
        (
            replace(NAC, code="3A090.a.1", answers={NONE_KNOWN: True, "datacenter": False, CONFIRMED: True}),
            "NAC",
            ELIGIBLE,
        ),
        (replace(NAC, code="3A090.b", answers={NONE_KNOWN: True, "datacenter": False, CONFIRMED: True}), "NAC", NOT),
        (replace(NAC, code="3A090.c"), "NAC", NOT),
        (NAC, "ACA", NOT),
        (replace(NAC, ship_from="CN"), "ACA", ELIGIBLE),  # a transfer within China
        (_case("3A090.a.1", "DE", datacenter=False), "ACA", ELIGIBLE),
        (_case("3A090.a.1", "DE"), "ACA", NEEDS),
        (_case("3A090.a.1", "DE", "CN", datacenter=False), "ACA", NOT),
        (_case("3A090.b", "VN", datacenter=True), "ACA", ELIGIBLE),  # D:1: 740.2(a)(9)(ii) leaves NAC/ACA
        (_case("5A002.z.1.b", "CN", datacenter=True), "NAC", OPEN),  # 740.8(a)(3): ENC as well
        (_case("3A090.b", "KP", datacenter=True), "NAC", OPEN),  # 740.2(a)(6)
        # 740.29 and 740.2(a)(9)(ii): LPP is not among those left for D:1, D:4 and D:5.
        (_case("3A090.a.1", "SA"), "LPP", NOT),
        (_case("3A090.a.1", "SG"), "LPP", NEEDS),
        (replace(_case("3A090.a.1", "SG"), values={TPP_YEAR: Decimal(26900000)}), "LPP", ELIGIBLE),
        (replace(_case("3A090.a.1", "SG"), values={TPP_YEAR: Decimal(26900001)}), "LPP", NOT),
        (replace(_case("3A090.a.1", "SG"), ship_from="SG", values={TPP_YEAR: Decimal(1)}), "LPP", NOT),
        # 740.20: A:5 for NS and more, A:6 for NS only and not designated; the Emirates for approved entities only.
        (_case("3A002.a", "SG"), "STA", ELIGIBLE),
        (_case("3A002.g.1", "SG"), "STA", NOT),
        (_case("3A002.a", "IN"), "STA", NOT),  # no requirement: NS Column 2 does not reach India
        (_case("3A002.a", "VN"), "STA", NOT),
        (_case("3A002.a", "AE"), "STA", NEEDS),
        (
            replace(
                _case("3A002.a", "AE"), answers={NONE_KNOWN: True, APPROVED: True, "controlled for MT reasons": False}
            ),
            "STA",
            ELIGIBLE,
        ),
        (replace(_case("3A002.a", "AE"), answers={NONE_KNOWN: True, APPROVED: False}), "STA", NOT),
        (_case("5A001.f.1", "AE"), "STA", NOT),  # SL; 740.2(a)(3)
        (_case("3A611.a", "SG"), "STA", NOT),  # “600 series” outside A:5
        (_case("3A611.a", "DE"), "STA", OPEN),
        # 740.2(a)(25) and (a)(10).
        (_case("3A992.a", "PK"), "GFT", NOT),
        (_case("3A992.a", "PK"), "TMP", OPEN),
        (_case("0A983", "DE"), "GOV", NOT),
    ],
)
def test_worked_by_hand(law: Law, case: Case, symbol: str, expected: Eligibility) -> None:
    held = _asked(law, case)
    if not held:
        assert expected is NOT  # nothing is required: no exception is asked
        return
    answer = held[symbol]
    assert (answer.status, bool(answer.needs)) == (expected, expected is NEEDS), answer.why
    assert answer.why
    assert all(isinstance(quote, Quote) and quote.text_of == DAY for quote in answer.quotes)


def test_what_its_user_must_do_stands_beside_eligible(law: Law) -> None:
    answer = _asked(law, NAC)["NAC"]
    assert answer.overcomes == ("RS",)
    assert any("twenty-five calendar days" in one for one in answer.conditions)
    assert any("written purchase order" in one for one in answer.conditions)
    assert any("consignee(s) prior" in one for one in _asked(law, _case("3A002.a", "SG"))["STA"].conditions)


def test_a_sanctioned_destination_is_left_to_part_746(law: Law) -> None:
    embargo = Step("embargoes", "found", requirements=(Requirement("746.2", "746.2(a)", ()),))
    held = _asked(law, _case("EAR99", "CU"), (embargo,))
    assert {one.status for one in held.values()} <= {NOT, OPEN}
    assert held["GFT"].status is OPEN
    assert "part 746" in held["GFT"].why


def test_a_requirement_of_part_744_is_not_overcome(law: Law) -> None:
    military = Step("end use", "found", requirements=(Requirement("744.21", "744.21(a)", ()),))
    asked_for = Requirement("744.21", "744.21(a)", (), None, ("military end use",))
    unknown = Step("end use", "found", requirements=(asked_for,))
    assert _asked(law, NODE, (military,))["GBS"].status is NOT
    assert _asked(law, NODE, (unknown,))["GBS"].needs == ("military end use",)
    assert _asked(law, NAC, (military,))["NAC"].status is NOT


def test_end_uses_that_are_not_stated_leave_it_open(law: Law) -> None:
    silent = replace(NODE, answers={})
    assert _asked(law, silent)["GBS"].needs == (NONE_KNOWN,)


def test_nac_and_aca_reach_744_23_a_3_outside_the_groups_named(law: Law) -> None:
    # 740.8(b): 3A090.b to Germany for an entity headquartered in China.
    case = replace(
        _case("3A090.b", "DE", "CN", datacenter=True), answers={NONE_KNOWN: True, "datacenter": True, CONFIRMED: True}
    )
    cloud = Step("end use", "found", requirements=(Requirement("744.23", "744.23(a)(3)(i)(A)", ()),))
    answer = _asked(law, case, (cloud,))["NAC"]
    assert (answer.status, answer.overcomes) == (ELIGIBLE, ("744.23",))
    other = Step("end use", "found", requirements=(Requirement("744.23", "744.23(a)(2)(i)", ()),))
    assert _asked(law, case, (cloud, other))["NAC"].status is NOT


@pytest.mark.parametrize(
    ("party", "need"),
    [
        (Party("end user", "composed", "TW", "TW", "TW"), "screening of composed"),
        (
            Party("end user", "composed", "TW", "TW", "TW", ("Unverified List: composed",), screened=True),
            "a party to the transaction is on the Unverified List",
        ),
    ],
)
def test_the_unverified_list_needs_a_comparison_and_a_person(law: Law, party: Party, need: str) -> None:
    assert _asked(law, replace(NODE, parties=(party,)))["GBS"].needs == (need,)


def test_hong_kong_asks_for_its_own_licence(law: Law) -> None:
    named = "import licence of Hong Kong or statement that none is required held (740.2(a)(19))"
    case = replace(NODE, ship_to="HK")  # NS: 740.2(a)(19)
    assert _asked(law, replace(case, answers={NONE_KNOWN: True, named: False}))["RPL"].status is NOT
    assert _asked(law, replace(case, answers={NONE_KNOWN: True, named: True}))["RPL"].status is OPEN


def test_every_paragraph_of_740_2_is_checked_or_told(law: Law) -> None:
    held, _ = law.place("740.2(a)", DAY)
    below = [one for one in held.tree.children(held.tree.find("740.2(a)") or held.entry.places[0]) if not one.reserved]
    named = [one.designation for one in below] + ["740.2(b)", "740.2(c)", "740.2(d)"]
    checked = {one for one in named for rule in bars() if rule.citation.startswith(one)}
    told = " ".join(exceptions(NODE, law, _before(law, NODE)).not_checked)
    assert len(named) == 28  # (a)(1) to (26) without the reserved (24), and (b) to (d)
    assert [one for one in named if one not in checked] == ["740.2(a)(1)", "740.2(b)", "740.2(c)", "740.2(d)"]
    assert all(f"{one}: " in told for one in named if one not in checked)
    assert "740.2(a)(2): General Prohibitions Four and Seven to Ten" in told
    assert "no step before this one asked" in told


def test_every_symbol_of_the_text_is_answered_and_every_anchor_stands(law: Law) -> None:
    rules = book(law, NODE)
    assert {symbol for symbol, _ in rules.symbols} == set(symbols())
    assert len(rules.symbols) == 28
    quotes = [quote for held in (rules.must, rules.bars, rules.acts) for one in held.values() for _, quote in one]
    assert [quote for quote in quotes if isinstance(quote, str)] == []


def test_every_symbol_of_the_list_is_one_of_part_740(september: ControlList) -> None:
    lines = {
        place.place.removeprefix("exception ").split(" (")[0]
        for entry in september.entries
        for place in entry.of(Kind.EXCEPTION)
    }
    assert {symbol for line in lines for symbol in line.split("/")} <= set(symbols())


def test_a_day_without_a_text_of_740_2_is_told(law: Law) -> None:
    early = exceptions(replace(NODE, on=date(2026, 8, 31)), law, _before(law, NODE))
    assert early.exceptions == ()
    assert "740.2 is held as of 2026-09-01 only" in early.not_checked[0]


def test_words_that_no_longer_stand_are_not_modelled(law: Law) -> None:
    data = gzip.decompress((SAMPLES / f"part-740-{DAY}.xml.gz").read_bytes())
    composed = data.replace(b"available for all destinations in Country Group B", b"available for some destinations")
    assert composed != data
    other = Law({**law.parts, "740": (read_part_tree(composed, DAY),)}, law.listed)
    case = replace(NODE, values={ORDER: Decimal(4000), YEAR: Decimal(4000)})
    answer = _asked(other, case)["LVS"]
    assert (answer.status, _asked(law, case)["LVS"].status) == (OPEN, ELIGIBLE)
    assert "no longer says" in answer.why


FACTS = ("ship_from", "ship_to", "origin", "parties", "answers", "values", "code")
WHOLE = (
    replace(NODE, values={ORDER: Decimal(4000), YEAR: Decimal(4000)}),
    NAC,
    replace(
        _case("3A090.a.1", "DE"), answers={NONE_KNOWN: True, "datacenter": False}, values={TPP_YEAR: Decimal(5000)}
    ),
    replace(_case("3A002.a", "AE"), answers={NONE_KNOWN: True, APPROVED: True, "controlled for MT reasons": False}),
    _case("3A090.a.1", "SA", "CN", datacenter=False),
    replace(_case("5A001.b.1", "SD"), values={ORDER: Decimal(9000)}),
    _case("3D003", "IN"),
)


@settings(max_examples=40, deadline=None)
@given(whole=st.sampled_from(WHOLE), left_out=st.sets(st.sampled_from(FACTS), min_size=1), blank=st.booleans())
def test_no_exception_becomes_eligible_when_facts_go(law: Law, whole: Case, left_out: set[str], blank: bool) -> None:
    """The requirements are those of the whole case: only the exceptions' own facts go."""
    before = _before(law, whole)
    less = replace(whole, **{name: getattr(Case(DAY), name) for name in left_out})
    if blank and "parties" in left_out:
        less = replace(less, parties=tuple(replace(one, headquarters="", ultimate_parent="") for one in whole.parties))
    able = _eligible(exceptions(whole, law, before))
    assert _eligible(exceptions(less, law, before)) <= able


def test_a_code_without_its_paragraph_is_never_more_permissive(law: Law, september: ControlList) -> None:
    entries = [september.entry(one) for one in ("2E003", "3A001", "3A090", "4A003", "5A001", "6A003", "9A012")]
    for place in (one for entry in entries if entry for one in entry.paragraphs() if "." in one.designation):
        case = _case(place.designation, "TW")
        above = replace(case, code=place.designation.rpartition(".")[0])
        held = _before(law, case)
        if held[1].requirements:
            more = _eligible(exceptions(above, law, _before(law, above)))
            assert more <= _eligible(exceptions(case, law, held)), place.designation


@settings(max_examples=20, deadline=None)
@given(whole=st.sampled_from(WHOLE), seat=st.sampled_from(("CN", "MO", "DE", "")), listed=st.booleans())
def test_no_exception_becomes_eligible_by_a_further_party(law: Law, whole: Case, seat: str, listed: bool) -> None:
    further = Party("end user", "further", "DE", seat, seat, ("Unverified List: composed",) if listed else (), True)
    before = _before(law, whole)
    # NAC is for entities headquartered in Macau or D:5: there a further party can be what it asks for.
    more = _eligible(exceptions(replace(whole, parties=(*whole.parties, further)), law, before)) - {"NAC"}
    assert more <= _eligible(exceptions(whole, law, before))


def _eligible(step: Step) -> set[str]:
    return {one.symbol for one in step.exceptions if one.status is ELIGIBLE}


def test_an_entry_that_is_not_held_makes_nothing_eligible(law: Law) -> None:
    def none(_code: str, _on: date) -> HeldEntry | None:
        return None

    unheld = Law(law.parts, none)
    step = exceptions(NODE, unheld, _before(law, NODE))
    assert _eligible(step) == set()
