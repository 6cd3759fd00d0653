"""Properties of determinations: facts removed, listed parties added, orders changed, and what a profile leaves out."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from licensing_change import emirates, with_both_lists
from licensing_law import DAY

from regulation.controls.model import ControlList
from regulation.licensing.compared.comparing import Comparison
from regulation.licensing.compared.differing import counted
from regulation.licensing.compared.facts import bounds
from regulation.licensing.compared.profiles import case_of, profile_of
from regulation.licensing.conditions import read_rules
from regulation.licensing.determine import determine, questions
from regulation.licensing.judging import DEEMED, NONE_KNOWN
from regulation.licensing.law import Law
from regulation.licensing.listed_parties import owned_by, same_party
from regulation.licensing.model import EAR99, Case, Determination, Party, Result
from regulation.licensing.scope import EXCLUDED, RELEASED

CODES = (
    EAR99,
    "",
    "3A090.a.1",
    "3A090.b",
    "3A090.c",
    "3A001.b.1",
    "3A991.a.1",
    "3B001.c",
    "3E001",
    "4A003.z.1.b",
    "4E091",
    "5A001.b.1",
    "5A002.a",
    "5A992.c",
    "6A003.b.4",
    "9A012.a.1",
    "9A515.a",
    "9A610.y",
    "1C350.b",
    "2B999.h.2",
)
PLACES = ("", "AE", "CA", "CN", "CU", "DE", "HK", "IL", "IN", "KP", "MO", "PK", "RU", "TW", "UA", "VN")
SEATS = ("", "AE", "CN", "DE", "MO", "TW")
ROWS = ("EL: COMPOSED LTD", "UVL: COMPOSED LTD", "MEU: COMPOSED", "SDN: COMPOSED [SDGT]", "a list not read: composed")
# What kind of transaction it is: the law asks other questions of another kind, so these are no facts to take away.
KINDS = (DEEMED, RELEASED, EXCLUDED)
KNOWLEDGE = frozenset(
    fact for name in ("end_use.yaml", "embargoes.yaml") for rule in read_rules(name).rules for fact in rule.facts
)
PERMISSIVE = (Result.NONE_FOUND, Result.EXCEPTION)
few = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

parties = st.builds(
    Party,
    role=st.sampled_from(("end user", "consignee", "purchaser")),
    name=st.sampled_from(("", "Composed", "Composed GRU")),
    country=st.sampled_from(SEATS),
    headquarters=st.sampled_from(SEATS),
    ultimate_parent=st.sampled_from(SEATS),
    listed=st.lists(st.sampled_from(ROWS), max_size=1).map(tuple),
    screened=st.booleans(),
)
numbers = {
    name: [one + step for one in held for step in (-1, 0, 1) if one + step >= 0] for name, held in bounds().items()
}


@st.composite
def cases(draw: st.DrawFn) -> Case:
    held = draw(st.lists(parties, max_size=2))
    known = questions()
    answers = {
        known[at]: yes
        for at, yes in draw(st.dictionaries(st.integers(0, len(known) - 1), st.booleans(), max_size=6)).items()
    }
    decided = [same_party(one, row) for one in held for row in one.listed] + [
        owned_by(one, "Entity List") for one in held
    ]
    answers |= draw(st.dictionaries(st.sampled_from(decided), st.booleans())) if decided else {}
    if draw(st.booleans()):
        answers[NONE_KNOWN] = True
    names = draw(st.lists(st.sampled_from(sorted(numbers)), max_size=3, unique=True))
    return Case(
        DAY,
        code=draw(st.sampled_from(CODES)),
        kind=draw(st.sampled_from(("", "hardware", "software"))),
        origin=draw(st.sampled_from(("", "US", "DE", "CN"))),
        ship_from=draw(st.sampled_from(("", "US", "US", "DE"))),
        ship_to=draw(st.sampled_from(PLACES)),
        parties=tuple(held),
        value=draw(st.sampled_from((None, Decimal(100), Decimal(4000), Decimal(90000)))),
        currency=draw(st.sampled_from(("", "USD", "EUR"))),
        answers=answers,
        values={name: Decimal(draw(st.sampled_from(numbers[name]))) for name in names},
    )


def _without(case: Case, name: str) -> Case:
    return {
        "code": replace(case, code=""),
        "origin": replace(case, origin=""),
        "ship_from": replace(case, ship_from=""),
        "ship_to": replace(case, ship_to=""),
    }[name]


def less(case: Case) -> list[tuple[str, Case]]:
    """Return the case without each fact that it holds, one at a time."""
    fields = [
        (name, _without(case, name)) for name in ("code", "origin", "ship_from", "ship_to") if getattr(case, name)
    ]
    answers = [
        (fact, replace(case, answers={one: yes for one, yes in case.answers.items() if one != fact}))
        for fact in case.answers
        if fact not in KINDS
    ]
    values = [
        (name, replace(case, values={one: held for one, held in case.values.items() if one != name}))
        for name in case.values
    ]
    return [*fields, *answers, *values, *_less_of_parties(case)]


def _less_of_parties(case: Case) -> list[tuple[str, Case]]:
    found: list[tuple[str, Case]] = []
    for at, party in enumerate(case.parties):
        fewer = {
            "country": replace(party, country=""),
            "headquarters": replace(party, headquarters=""),
            "ultimate_parent": replace(party, ultimate_parent=""),
            "screened": replace(party, screened=False),
        }
        found += [
            (name, replace(case, parties=(*case.parties[:at], one, *case.parties[at + 1 :])))
            for name, one in fewer.items()
            if one != party
        ]
    return found


@few
@given(case=cases())
def test_without_a_fact_no_answer_is_more_permissive(law: Law, case: Case) -> None:
    """What is stated of an end use or end user leads to its rule; where it is not stated, the answer says so."""
    whole = determine(case, law).result
    for name, fewer in less(case):
        found = determine(fewer, law)
        if name in KNOWLEDGE and case.answers[name]:
            told = ("end use and end user not stated for", "facts not stated for")
            assert found.result not in PERMISSIVE or any(one.startswith(told) for one in found.not_checked), name
            continue
        assert whole in PERMISSIVE or found.result not in PERMISSIVE, name
        assert (whole, found.result) != (Result.EXCEPTION, Result.NONE_FOUND), name


@few
@given(case=cases(), row=st.sampled_from(ROWS), screened=st.booleans(), decided=st.sampled_from((None, True)))
def test_a_listed_end_user_more_never_makes_an_answer_more_permissive(
    law: Law, case: Case, row: str, screened: bool, decided: bool | None
) -> None:
    added = Party("end user", "Listed", "TW", "TW", "TW", (row,), screened)
    facts = {} if decided is None else {same_party(added, row): True}
    listed = replace(case, parties=(*case.parties, added), answers={**case.answers, **facts})
    found = determine(listed, law).result
    whole = determine(case, law).result
    assert found is not Result.NONE_FOUND
    assert whole in PERMISSIVE or found not in PERMISSIVE or _lacked(case)


def _lacked(case: Case) -> bool:
    """Return whether the case lacked an end user, whose seat decides for exceptions: then one more is a fact more."""
    return not any(one.role == "end user" for one in case.parties)


@few
@given(case=cases())
def test_the_order_of_facts_and_parties_makes_no_difference(law: Law, case: Case) -> None:
    turned = replace(
        case,
        parties=case.parties[::-1],
        answers=dict(reversed(list(case.answers.items()))),
        values=dict(reversed(list(case.values.items()))),
    )
    first, other = determine(case, law), determine(turned, law)
    assert _outcome(first) == _outcome(other)
    assert sorted(first.missing) == sorted(other.missing)
    assert sorted(first.not_checked) == sorted(other.not_checked)


def _outcome(found: Determination) -> tuple[object, ...]:
    requirements = sorted((one.reason, one.basis, str(one.holds), one.operative) for one in found.requirements)
    exceptions = [(one.symbol, one.status, one.overcomes) for one in found.exceptions]
    return found.result, found.axes, requirements, exceptions, len(counted(found))


@pytest.fixture(scope="module")
def comparison(law: Law, june: ControlList, september: ControlList) -> Comparison:
    return Comparison(with_both_lists(law, june, september), emirates(september))


@few
@given(case=cases())
def test_a_reduced_profile_has_the_same_determination(law: Law, comparison: Comparison, case: Case) -> None:
    reduced: tuple[Callable[[Case], object], ...] = (profile_of, comparison.profile)
    for made in (profile_of(case), comparison.profile(case)):
        assert _outcome(determine(case_of(made, case.ship_to, DAY), law)) == _outcome(determine(case, law))
    assert all(read(case) == read(replace(case, end_use="")) for read in reduced)
