"""The form of a determination: what its words become, what is told at its fields, and which facts it asks for."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dashboard.licensing import countries
from dashboard.licensing.asked import EU, Typed, asked, fields_of
from dashboard.licensing.questions import Kind, questions, said, split
from dashboard.licensing.supposed import read_fact, write_fact
from regulation.licensing.model import Axes, Case, Determination, Eligibility, ExceptionAnswer, Party, Result, Step

DAY = date(2026, 9, 1)
LISTED = "EL: composed"
LINE = Case(
    DAY,
    code="3A090.a.1",
    ship_from="SG",
    ship_to="CN",
    parties=(
        Party("consignee", name="Composed Ltd", country="CN", listed=(LISTED,), screened=True),
        Party("end user", name="Composed Ltd", headquarters="CN", listed=(LISTED,), screened=True),
    ),
    value=Decimal("66000"),
    currency="EUR",
    answers={"designed or marketed for use in datacenters": True, "other": False},
    values={"tpp": Decimal(4992), "die_area_mm2": Decimal(800)},
)
FORM = {"code": "3a090 a.1", "to": "United Arab Emirates", "from": "us", "hq": "China"}


def _case(regime: str = "US", facts: dict[str, str] | None = None, **fields: str) -> Case:
    found = asked(Typed(DAY, regime, {**FORM, **fields}, facts or {}))
    assert found.case is not None, found.problems
    return found.case


def test_names_and_codes_become_a_case() -> None:
    case = _case(tpp="4,992", value="1 000.5", currency="USD", datacenter="no")
    assert (case.code, case.ship_to, case.ship_from, case.on) == ("3A090.a.1", "AE", "US", DAY)
    assert case.parties == (Party("end user", headquarters="CN"),)
    assert (case.values, case.value, case.answers) == (
        {"tpp": Decimal(4992)}, Decimal("1000.5"), {"datacenter": False},
    )  # fmt: skip
    assert not case.parties[0].screened


@pytest.mark.parametrize(
    ("field", "words", "told"),
    [
        ("code", "3A0Z", "not a control list designation"),
        ("to", "Chnia", "Did you mean China?"),
        ("origin", "<b>", "No country is called"),
        ("tpp", "many", "no number"),
        ("value", "-3", "no number of 0 or more"),
        ("us_content", "1e99", "no number of 0 or more"),
        ("currency", "Euros", "currency"),
    ],
)
def test_a_problem_is_told_at_its_field(field: str, words: str, told: str) -> None:
    found = asked(Typed(DAY, "US", {**FORM, field: words}))
    assert found.case is None
    assert list(found.problems) == [field]
    assert told in found.problems[field]


def test_a_line_fills_the_form_and_comes_back_as_it_was() -> None:
    fields = fields_of(LINE)
    assert (fields["to"], fields["from"], fields["hq"], fields["datacenter"]) == ("China", "Singapore", "China", "yes")
    found = asked(Typed(DAY, "US", fields), LINE)
    assert found.case == replace(LINE, answers={"other": False, "datacenter": True})


def test_changing_the_destination_of_a_line_keeps_its_candidates() -> None:
    case = asked(Typed(DAY, "US", {**fields_of(LINE), "to": "DE", "hq": "DE", "tpp": ""}), LINE).case
    assert case is not None
    assert [one.listed for one in case.parties] == [(LISTED,), (LISTED,)]
    assert [one.headquarters for one in case.parties] == ["", "DE"]
    assert case.values == {"die_area_mm2": Decimal(800)}


def test_the_union_asks_its_own_code() -> None:
    assert _case(EU, code="3A001.b.1").eu_code == "3A001.b.1"
    assert _case(EU, code="Not listed").eu_code == "not listed"
    assert _case(EU, code="3A001.b.1").code == ""


def test_supposed_facts_reach_the_case_and_a_wrong_one_is_told() -> None:
    facts = {
        "screening of the end user": "yes",
        "ultimate_parent of the end user": "DE",
        "headquarters of the consignee": "France",
        "deemed export": "no",
        "us_content_percent": "12.5",
    }
    case = _case(facts=facts)
    assert case.parties == (
        Party("end user", headquarters="CN", ultimate_parent="DE", screened=True),
        Party("consignee", headquarters="FR"),
    )
    assert case.answers == {"deemed export": False}
    assert case.values == {"us_content_percent": Decimal("12.5")}
    assert asked(Typed(DAY, "US", FORM, {"tpp": "<b>"})).problems == {"tpp": "“<b>” is no number. Write digits, such as 4992 or 608.5."}  # noqa: E501  # fmt: skip


def test_a_fact_stands_in_the_address_and_is_read_back() -> None:
    assert read_fact(write_fact("a = b (744.1)", "yes")) == ("a = b (744.1)", "yes")


def test_every_country_has_a_name_and_its_name_leads_back() -> None:
    assert all(countries.code(name) == code for code, name in countries.names().items())


def _answer(case: Case) -> Determination:
    """Ask five facts, of which the first decides and the others belong to an exception."""
    asks = ("deemed export", "tpp", "headquarters of the consignee", "composed number", "no answer to this")
    missing = tuple(one for one in asks if (one not in case.answers and one not in case.values) or one == asks[-1])
    exception = ExceptionAnswer("STA", Eligibility.NEEDS_FACT, "740.20", needs=missing[1:])
    steps = (Step("reasons", "", needs=asks[:1]), Step("exceptions", "", exceptions=(exception,), needs=asks[1:]))
    axes = Axes(Result.UNDECIDED, Result.UNDECIDED, Result.UNDECIDED)
    return Determination(Result.UNDECIDED, axes, steps, (), (exception,), "", (), missing)


def test_missing_facts_are_asked_by_the_kind_of_their_answer() -> None:
    case = Case(DAY)
    found = questions(case, _answer(case), _answer)
    kinds = {one.fact: one.kind for one in found}
    assert kinds == {
        "deemed export": Kind.YES_NO,
        "tpp": Kind.NUMBER,
        "headquarters of the consignee": Kind.COUNTRY,
        "composed number": Kind.YES_NO,
        "no answer to this": Kind.OPEN,
    }
    first, later = split(found)
    assert ([one.fact for one in first], len(later)) == (["deemed export"], 4)
    assert said("us_content_percent") == "controlled US content, %"
