"""Regulation (EU) 2021/821: where it applies, Annex I by its dated texts, Articles 4 and 5, what is never checked."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from licensing_eu_law import APPLIES, CONSOLIDATED, DAY, eu_law, met

from company import codes
from regulation.licensing.eu import NEVER_CHECKED, UNLISTED, determine_eu, questions
from regulation.licensing.eu.authorisations import NONE_KNOWN
from regulation.licensing.eu.book import catch_all
from regulation.licensing.eu.items import ANNEX_IV
from regulation.licensing.eu.scope import EXPORTED, FROM_NORTHERN_IRELAND, FROM_UNION, TO_OUTSIDE
from regulation.licensing.model import Case, Eligibility, Party, Result

# From the most to the least permissive; what cannot be decided permits nothing.
ORDER = (Result.NONE_FOUND, Result.EXCEPTION, Result.UNDECIDED, Result.NOT_MODELLED, Result.REQUIRED)
NOTHING = (Result.UNDECIDED, Result.NOT_MODELLED)
# 3A001.a.1: integrated circuits designed or rated as radiation hardened
HARDENED = Case(DAY, eu_code="3A001.a.1", ship_from="DE", ship_to="US", answers=met("EU001"))
PLAIN = Case(DAY, eu_code=UNLISTED, ship_from="DE", ship_to="CN")
INFORMED = next(one.fact for one in catch_all() if one.at == "Article 4(1)(a)")
AWARE = next(one for one in catch_all() if one.at == "Article 4(2)")


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        # Annex I to a destination of EU001, every condition that is a fact met
        (HARDENED, Result.EXCEPTION),
        (replace(HARDENED, answers={}), Result.REQUIRED),
        (replace(HARDENED, ship_to="CN"), Result.REQUIRED),
        # 3A090 is an entry of the US list alone; 3A001.z a paragraph of it; 2B004.b.9 no paragraph either
        (replace(HARDENED, eu_code="3A090.a"), Result.NOT_MODELLED),
        (replace(HARDENED, eu_code="3A001.z"), Result.NOT_MODELLED),
        # not classified
        (replace(HARDENED, eu_code=""), Result.UNDECIDED),
        # nobody says where it leaves, or where it goes
        (replace(HARDENED, ship_from=""), Result.UNDECIDED),
        (replace(HARDENED, ship_to=""), Result.UNDECIDED),
        # from one member state to another: Article 11 and Annex IV are not modelled
        (replace(HARDENED, ship_to="FR"), Result.NOT_MODELLED),
        (replace(PLAIN, ship_to="FR"), Result.NOT_MODELLED),
        (replace(HARDENED, ship_to="FR", ship_from=""), Result.NOT_MODELLED),
        # not from the Union: brokering, transit and technical assistance are not modelled
        (replace(HARDENED, ship_from="US", ship_to="CN"), Result.NOT_MODELLED),
        (replace(PLAIN, ship_from="US"), Result.NOT_MODELLED),
        # no entry specifies it
        (PLAIN, Result.NONE_FOUND),
        # a service: Article 8 is not modelled, and access to an item is by itself no export of it
        (replace(PLAIN, activity="technical assistance"), Result.NOT_MODELLED),
        (replace(HARDENED, activity="cloud GPU hours", ship_to="CN"), Result.NOT_MODELLED),
        (replace(HARDENED, activity="design", ship_to="CN", answers={EXPORTED: True}), Result.REQUIRED),
        (replace(HARDENED, activity="design", ship_to="CN", answers={EXPORTED: False}), Result.NOT_MODELLED),
        # Regulation (EU) No 833/2014 is not held
        (replace(PLAIN, ship_to="RU"), Result.NOT_MODELLED),
        (replace(PLAIN, ship_to="BY"), Result.NOT_MODELLED),
        (replace(HARDENED, ship_to="RU"), Result.REQUIRED),
    ],
)
def test_result(case: Case, expected: Result) -> None:
    found = determine_eu(case, eu_law())
    assert found.result is expected
    assert set(NEVER_CHECKED) <= set(found.not_checked)


def test_the_requirement_quotes_the_entry_and_says_that_article_3_is_not_held() -> None:
    found = determine_eu(replace(HARDENED, ship_to="CN"), eu_law())
    (one,) = found.requirements
    assert (one.reason, one.basis, one.holds) == ("Annex I", "Annex I, 3A001.a.1", True)
    assert [quote.citation for quote in one.quotes] == [
        f"Annex I, {code}" for code in ("3A001", "3A001.a", "3A001.a.1")
    ]
    assert "radiation hardened" in one.quotes[-1].words
    assert all(quote.text_of == CONSOLIDATED for quote in one.quotes)
    assert any(one.startswith("Article 3") and "not held" in one for one in found.not_checked)
    assert found.remarks == (f"text of {CONSOLIDATED}; later amendments not seen",)


def test_every_designation_of_annex_i_can_be_imported() -> None:
    for text in eu_law().annexes():
        designations = {one.designation for one in text.controls.all_places() if one.is_paragraph}
        assert {one for one in designations if codes.annex_classification(one) != one} == set()
        numbered = {one for one in designations if one.split(".")[1:2] and one.split(".")[1].isdigit()}
        assert {one.partition(".")[0] for one in numbered} == {"1C350"}
    assert codes.annex_classification(UNLISTED) == codes.UNLISTED == UNLISTED


@pytest.mark.parametrize(
    ("code", "on", "expected"),
    [
        # before the Regulation
        ("3A001.a.1", date(2021, 9, 8), "the first text held is of 2021-09-09"),
        # an entry that came between the two texts
        ("3A501", date(2024, 1, 1), "differs between them"),
        ("3A501", CONSOLIDATED.replace(day=14), "differs between them"),
        ("3A501", APPLIES, "Annex I of 2021-09-09 has no 3A501"),
        # 5A002 was changed between the texts
        ("5A002.a.2", date(2023, 5, 1), "differs between them"),
        ("1C350.91", DAY, "Annex I of 2025-11-15 has no 1C350.91"),
    ],
)
def test_a_day_or_code_that_no_text_answers(code: str, on: date, expected: str) -> None:
    found = determine_eu(replace(HARDENED, eu_code=code, on=on), eu_law())
    assert found.result is Result.NOT_MODELLED
    assert any(expected in step.not_modelled for step in found.steps)


def test_an_entry_that_both_texts_have_answers_between_them_and_its_authorisations_do_not() -> None:
    """3A225 (frequency changers) is the same in both texts; the authorisations are held as of 2025-11-15 only."""
    found = determine_eu(replace(HARDENED, eu_code="3A225", on=date(2023, 5, 1)), eu_law())
    assert found.result is Result.REQUIRED
    assert found.requirements[0].quotes[0].text_of == APPLIES
    assert "the same in that of 2025-11-15" in found.remarks[0]
    assert {one.status for one in found.exceptions} == {Eligibility.NOT_MODELLED}
    assert "EU001 is held as of 2025-11-15 only" in found.exceptions[0].why
    assert determine_eu(replace(HARDENED, eu_code="3A501", on=CONSOLIDATED), eu_law()).result is Result.EXCEPTION


@pytest.mark.parametrize(
    ("ship_from", "ship_to", "answers", "expected", "needs"),
    [
        ("GB", "US", {}, Result.UNDECIDED, FROM_NORTHERN_IRELAND),
        ("GB", "CN", {FROM_NORTHERN_IRELAND: True}, Result.REQUIRED, ""),
        ("GB", "CN", {FROM_NORTHERN_IRELAND: False}, Result.NOT_MODELLED, ""),
        ("DE", "GL", {}, Result.UNDECIDED, TO_OUTSIDE),
        ("DE", "GL", {TO_OUTSIDE: True}, Result.REQUIRED, ""),
        ("DE", "RE", {TO_OUTSIDE: False}, Result.NOT_MODELLED, ""),
        ("MC", "CN", {}, Result.UNDECIDED, FROM_UNION),
    ],
)
def test_places_whose_customs_status_no_text_held_tells(
    ship_from: str, ship_to: str, answers: dict[str, bool], expected: Result, needs: str
) -> None:
    case = Case(DAY, eu_code="3A001.a.1", ship_from=ship_from, ship_to=ship_to, answers=answers)
    found = determine_eu(case, eu_law())
    assert found.result is expected
    assert needs in (*found.missing, "")
    assert set(answers) | {needs} <= {*questions(), ""}


def test_articles_4_and_5_decide_where_a_fact_is_stated_and_are_told_where_not() -> None:
    found = determine_eu(PLAIN, eu_law())
    assert any("not stated for Article 4(1)(a), Article 4(1)(b)" in one for one in found.not_checked)
    informed = determine_eu(replace(PLAIN, answers={INFORMED: True}), eu_law())
    assert informed.result is Result.REQUIRED
    assert informed.requirements[0].basis == "Article 4(1)(a)"
    assert informed.requirements[0].quotes[0].words.startswith("An authorisation shall be required for the export")
    # whoever is aware must notify, and the authority decides
    aware = determine_eu(replace(PLAIN, answers={AWARE.fact: True}), eu_law())
    assert (aware.result, AWARE.decides in aware.missing) == (Result.UNDECIDED, True)
    decided = replace(PLAIN, answers={AWARE.fact: True, AWARE.decides: True})
    assert determine_eu(decided, eu_law()).result is Result.REQUIRED
    # they are for items that Annex I does not list, and held as of 2025-11-15 only
    listed = determine_eu(replace(HARDENED, ship_to="CN", answers={INFORMED: True}), eu_law())
    assert [one.reason for one in listed.requirements] == ["Annex I"]
    earlier = determine_eu(replace(PLAIN, on=date(2024, 1, 1), answers={INFORMED: True}), eu_law())
    assert earlier.result is Result.NOT_MODELLED


@pytest.mark.parametrize("party", [Party("end user", "composed"), Party("end user", listed=("row",), screened=True)])
def test_a_party_that_is_a_candidate_or_not_screened_blocks_every_positive_answer(party: Party) -> None:
    known = replace(party, listed=(), screened=True)
    assert determine_eu(replace(PLAIN, parties=(known,)), eu_law()).result is Result.NONE_FOUND
    assert determine_eu(replace(PLAIN, parties=(party,)), eu_law()).result is Result.UNDECIDED
    assert determine_eu(replace(HARDENED, parties=(known,)), eu_law()).result is Result.EXCEPTION
    assert determine_eu(replace(HARDENED, parties=(party,)), eu_law()).result is Result.REQUIRED
    russian = replace(known, country="RU")
    assert determine_eu(replace(PLAIN, parties=(russian,)), eu_law()).result is Result.NOT_MODELLED


@pytest.mark.parametrize("case", [HARDENED, replace(HARDENED, ship_to="CN"), PLAIN, replace(PLAIN, ship_to="RU")])
def test_without_a_fact_no_answer_is_more_permissive(case: Case) -> None:
    whole = ORDER.index(determine_eu(case, eu_law()).result)
    for size in (1, 2, 3):
        for left_out in combinations(("ship_from", "ship_to", "eu_code"), size):
            answered = determine_eu(replace(case, **dict.fromkeys(left_out, "")), eu_law()).result
            assert ORDER.index(answered) >= whole or answered in NOTHING, left_out
    for fact in case.answers:
        less = {name: value for name, value in case.answers.items() if name != fact}
        assert ORDER.index(determine_eu(replace(case, answers=less), eu_law()).result) >= whole, fact


def test_the_order_of_facts_makes_no_difference() -> None:
    turned = replace(HARDENED, answers=dict(reversed(list(HARDENED.answers.items()))))
    assert determine_eu(turned, eu_law()) == determine_eu(HARDENED, eu_law())


def test_one_statement_answers_what_the_exporter_knows_unless_a_fact_says_otherwise() -> None:
    zone = next(fact for fact in HARDENED.answers if "free warehouse" in fact)
    stated = replace(HARDENED, answers={NONE_KNOWN: True, ANNEX_IV: False, zone: False})
    assert determine_eu(stated, eu_law()).result is Result.EXCEPTION
    assert any(
        "end use in words" in one for one in determine_eu(replace(stated, end_use="radar"), eu_law()).not_checked
    )
    weapons = next(fact for fact in HARDENED.answers if "missiles" in fact)
    assert determine_eu(replace(stated, answers={**stated.answers, weapons: True}), eu_law()).result is Result.REQUIRED


def test_what_the_exporter_knows_of_uses_says_nothing_of_a_security_classification() -> None:
    facts = {fact: value for fact, value in met("EU008").items() if not fact.startswith(("informed", "aware"))}
    stated = Case(DAY, eu_code="5A002.a.2", ship_from="DE", ship_to="BR", answers={**facts, NONE_KNOWN: True})
    own = next(one for one in determine_eu(stated, eu_law()).exceptions if one.symbol == "EU008")
    assert own.status is Eligibility.NEEDS_FACT
    assert all("RESTREINT UE/EU RESTRICTED" in one for one in own.needs)
    assert len(own.needs) == 2
