"""What the list's own lines of licence exceptions give, by the text of 2026-09-01; parties and values are composed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from licensing_asked import ORDER, YEAR
from licensing_asked import asked as _asked
from licensing_asked import case as _case

from regulation.licensing.law import Law
from regulation.licensing.model import Eligibility

ELIGIBLE, NOT, NEEDS = Eligibility.ELIGIBLE, Eligibility.NOT, Eligibility.NEEDS_FACT
FORMERLY = (
    "0A505, item is among: LVS: except $3,000 for items in 0A505.x that, immediately prior to March 9, 2020, were"
    " classified under 0A018.b. (i.e., “Specially designed” components and parts for ammunition, except cartridge"
    " cases, powder bags, bullets, jackets, cores, shells, projectiles, boosters, fuses and components, primers, and"
    " other detonating devices and ammunition belting and linking machines (all of which are “subject to the ITAR”)."
    " (See 22 CFR parts 120 through 130))."
)


@pytest.mark.parametrize(
    ("code", "order", "answers", "expected"),
    [
        ("3A002.c.1", 4000, {}, ELIGIBLE),  # "$3000: 3A002.a, …" on one line, "$5000: 3A002.c to .d, …" on the next
        ("3A002.f", 4000, {}, NOT),
        ("3A002.h", 4000, {}, NEEDS),  # "(unless controlled for MT)"
        ("6A005.d.1.a.1", 2900, {}, ELIGIBLE),  # "N/A for NP items", "$3000 for all other items"
        ("6A005.a.2", 2900, {}, NEEDS),  # NP applies to some of 6A005.a.2
        ("6A006.d", 1000, {}, NOT),  # "N/A for 6A006.a.1; “Magnetometers” …; and 6A006.d, and 6A006.e"
        ("3A001.b.4", 4900, {}, ELIGIBLE),
        ("5B001.a", 4900, {}, NEEDS),  # "N/A for 5B001.a (for 5A001.j)"
        ("0A505.x", 2000, {FORMERLY: False}, NOT),
        ("0A505.x", 3001, {FORMERLY: True}, NOT),
    ],
)
def test_value_limits_of_the_entry(
    law: Law, code: str, order: int, answers: dict[str, bool], expected: Eligibility
) -> None:
    case = replace(_case(code, "BR", **answers), values={ORDER: Decimal(order), YEAR: Decimal(0)})
    answer = _asked(law, case)["LVS"]
    assert answer.status is expected, (answer.why, answer.needs)


def test_a_higher_value_for_some_items_is_a_fact(law: Law) -> None:
    case = replace(_case("0A505.x", "BR"), values={ORDER: Decimal(2000), YEAR: Decimal(0)})
    assert FORMERLY in _asked(law, case)["LVS"].needs  # "$500 for items in 0A505.x, except $3,000 for items … that"
    lower = replace(case, values={ORDER: Decimal(500), YEAR: Decimal(0)})
    assert _asked(law, lower)["LVS"].needs == ("no text of part 746 is held",)
    told = replace(case, answers={**case.answers, FORMERLY: True})
    assert _asked(law, told)["LVS"].needs == ("no text of part 746 is held",)


def test_an_excepted_reason_that_is_not_required_here_is_a_fact(law: Law) -> None:
    told = "1A005, item is among: GBS: Yes, except UN"  # UN applies to the entire entry; nothing of it to Brazil
    assert told in _asked(law, _case("1A005", "BR"))["GBS"].needs


@pytest.mark.parametrize(
    ("code", "symbol", "expected"),
    [
        ("6D003.b", "TSR", NEEDS),  # "except for 6D003.c and exports … outside A:5 … of “software” … 6D003.a"
        ("6D003.a", "TSR", NEEDS),
        ("3A001.g", "GBS", ELIGIBLE),
        ("3A001.b.9", "GBS", ELIGIBLE),
        ("3A001.b.2", "GBS", NEEDS),
        ("8A002.r", "GBS", ELIGIBLE),
        ("8A002.i.2", "GBS", NEEDS),
        ("3E001", "TSR", NEEDS),  # "N/A for MT, and “technology” for …"
    ],
)
def test_what_the_entry_grants(law: Law, code: str, symbol: str, expected: Eligibility) -> None:
    answer = _asked(law, _case(code, "BR"))[symbol]
    assert answer.status is expected, (answer.why, answer.needs)
