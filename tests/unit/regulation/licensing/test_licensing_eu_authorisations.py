"""EU001 to EU008 on their own words: items, destinations and conditions of each, worked by hand from the text held."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis.strategies import DataObject, booleans, data, sampled_from
from licensing_eu_law import DAY, eu_law, met

from regulation.licensing.eu import questions
from regulation.licensing.eu.authorisations import general
from regulation.licensing.eu.book import Authorisation, authorisations, catch_all
from regulation.licensing.eu.determine import determine_eu
from regulation.licensing.eu.items import ANNEX_IV, RELATES, numbered, section_i_rows
from regulation.licensing.eu.places import printed
from regulation.licensing.eu.texts import SECTION_I, entry_of, words_of
from regulation.licensing.law import NotHeldError
from regulation.licensing.model import Case, Eligibility, ExceptionAnswer, Result

BOOK = {one.symbol: one for one in authorisations()}
ELIGIBLE, NOT, NEEDS, UNKNOWN = (
    Eligibility.ELIGIBLE,
    Eligibility.NOT,
    Eligibility.NEEDS_FACT,
    Eligibility.NOT_MODELLED,
)


def narrowed(symbol: str, code: str) -> dict[str, bool]:
    """Return the fact by which an authorisation covers a code, as met."""
    return {one.fact: True for one in BOOK[symbol].items.narrowed if one.code == code}


def answered(symbol: str, code: str, ship_to: str, answers: Mapping[str, bool]) -> ExceptionAnswer:
    found = determine_eu(Case(DAY, eu_code=code, ship_from="DE", ship_to=ship_to, answers=answers), eu_law())
    assert any(one.holds for one in found.requirements), code
    return next(one for one in found.exceptions if one.symbol == symbol)


def words(one: Authorisation) -> Iterator[str]:
    """Yield all words of the authorisation that its rules rest on."""
    rule = one.items
    yield from (rule.words, *rule.listed, *rule.without, *one.destinations.names, *one.destinations.words)
    yield from (held.words for held in (*rule.narrowed, *rule.without_groups, *one.conditions, *one.acts))
    yield from (held.words for held in (*one.not_checked, *((rule.related,) if rule.related else ())))


@pytest.mark.parametrize("symbol", BOOK)
def test_all_words_that_rules_rest_on_stand_in_the_text(symbol: str) -> None:
    held = words_of(eu_law(), symbol, DAY)
    assert [held.quote(one).words for one in words(BOOK[symbol])]
    with pytest.raises(NotHeldError, match="does not say"):
        held.quote("This authorisation covers nothing")


def test_the_words_of_articles_4_and_5_stand_in_the_text() -> None:
    for one in catch_all():
        assert words_of(eu_law(), one.article, DAY).quote(one.words, one.at).citation == one.at


EU001 = "AU CA CH GB IS JP LI NO NZ US"
MANY = "AE AL AR BA BR CL CN HK IN KR KZ MA ME MK MO MX RS RU SG TN TR UA ZA"
EXCLUDED = (
    "AE AF AM AZ BY CD CF CG CN EG ER GE HK IL IQ IR KG KH KP KZ LB LY ML MM MN MO MU MY OM PK QA RU SA SD SO SS SY TJ"
    " TM UZ VE YE ZW"
)


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        ("EU001", EU001),
        ("EU002", "AR KR TR ZA"),
        ("EU003", MANY),
        ("EU004", MANY),
        ("EU005", "AR CN HK IN KR MO RU TR UA ZA"),
        ("EU006", "AR KR TR UA"),
        ("EU007", "AR BR CL ID IL IN JO KR MA MX MY PH SG TH TN ZA"),
        ("EU008", EXCLUDED),
    ],
)
def test_destinations_as_part_2_prints_them(symbol: str, expected: str) -> None:
    sure, maybe = printed(BOOK[symbol].destinations.names)
    assert " ".join(sorted(sure)) == expected
    assert ("PF" in maybe) == (symbol in ("EU003", "EU004"))  # "French overseas territories"


def test_section_i_as_printed() -> None:
    rows = section_i_rows(words_of(eu_law(), SECTION_I, DAY))
    assert [code for code, _ in rows] == [
        *("0C001", "0C002", "0D001", "0E001", "1A102", "1C351", "1C353", "1C354", "1C450.a.1", "1C450.a.2"),
        *("7E104", "9A009.a", "9A117"),
    ]


def test_the_numbers_of_eu006_name_the_chemicals_of_annex_i() -> None:
    """Each number of Part 1 has the CAS number that Annex I has under it: the parse lost or moved none."""
    held = words_of(eu_law(), "EU006", DAY)
    codes = numbered(held)
    assert len(codes) == 73
    assert not {"1C350.4", "1C350.23", "1C350.29", "1C350.66", "1C450.a.1", "1C450.a.3", "1C450.b.7"} & set(codes)
    part = " ".join(held.words.partition("Part 2")[0].split())
    for code, match in zip(codes[:62], re.finditer(r"\(CAS (\d+-\d\d-\d)\)", part), strict=False):
        entry = entry_of(eu_law(), code, DAY)
        assert entry is not None
        place = next(one for one in entry.entry.paragraphs() if one.designation == code)
        assert match[1] in place.text, code


@pytest.mark.parametrize(
    ("symbol", "code", "ship_to", "answers", "expected"),
    [
        # EU001, Part 1: "all dual-use items specified in any entry in Annex I, except those listed in Section I"
        ("EU001", "3A001.a.1", "US", met("EU001"), ELIGIBLE),
        ("EU001", "5A002.a.1", "JP", met("EU001"), ELIGIBLE),
        ("EU001", "3A501", "LI", met("EU001"), ELIGIBLE),  # "Switzerland, including Liechtenstein"
        ("EU001", "3A001.a.1", "KR", met("EU001"), NOT),
        ("EU001", "3A001.a.1", "PR", met("EU001"), UNKNOWN),  # "United States": the text does not tell of Puerto Rico
        # Section I: "all items specified in Annex IV", which is not held
        ("EU001", "3A001.a.1", "US", {**met("EU001"), ANNEX_IV: True}, NOT),
        # Section I: 1C351, 9A009.a, 9A117; of 9A009 b is outside it
        ("EU001", "1C351.a.1", "US", met("EU001"), NOT),
        ("EU001", "9A117", "US", met("EU001"), NOT),
        ("EU001", "9A009.a", "US", met("EU001"), NOT),
        ("EU001", "9A009.b", "US", met("EU001"), ELIGIBLE),
        ("EU001", "9A009", "US", met("EU001"), NEEDS),
        # Section I: 0D001 "in so far as it relates to 0C001 or to those items of 0C002 that are excluded from Annex IV"
        ("EU001", "0D001", "US", met("EU001"), NEEDS),
        ("EU001", "0D001", "US", {**met("EU001"), RELATES: True}, NOT),
        ("EU001", "0D001", "US", {**met("EU001"), RELATES: False}, ELIGIBLE),
        # EU002, Part 1: "… 3A001.a.3., 3A001.a.6., …", Part 2: "Argentina, South Africa, South Korea, Turkey"
        ("EU002", "3A001.a.3", "KR", met("EU002"), ELIGIBLE),
        ("EU002", "1C003.b", "TR", met("EU002"), ELIGIBLE),
        ("EU002", "3A001.a.1", "KR", met("EU002"), NOT),
        ("EU002", "3A001.a", "KR", met("EU002"), NEEDS),
        ("EU002", "3A001.a.3", "US", met("EU002"), NOT),
        # EU003, Part 1(2): "all items listed in Sections D and E of each Category", "5A002.c.", "1C350"
        ("EU003", "3A001.a.1", "CN", met("EU003"), ELIGIBLE),
        ("EU003", "5A002.a.1", "HK", met("EU003"), ELIGIBLE),
        ("EU003", "3E001", "CN", met("EU003"), NOT),
        ("EU003", "5A002.c", "CN", met("EU003"), NOT),
        ("EU003", "1C350.24", "IN", met("EU003"), NOT),
        ("EU003", "3A001.a.1", "US", met("EU003"), NOT),
        ("EU003", "3A001.a.1", "RU", met("EU003"), UNKNOWN),  # named in Part 2; Regulation (EU) No 833/2014 is not held
        # EU004, Part 1(d): "6A001" whole; (b): software "necessary to the proper functioning … for the demonstration"
        ("EU004", "3A001.a.1", "AE", met("EU004"), ELIGIBLE),
        ("EU004", "6A001.b.1", "AE", met("EU004"), NOT),
        ("EU004", "3D001", "AE", met("EU004"), NEEDS),
        ("EU004", "3E001", "AE", met("EU004"), NOT),
        # EU005, Part 1: 5A001.b.2, c and d; 5D001 for these; 5E001.a where required
        ("EU005", "5A001.b.2", "CN", met("EU005"), ELIGIBLE),
        ("EU005", "5A001.d.1", "IN", met("EU005"), ELIGIBLE),
        ("EU005", "5A001.b.1", "CN", met("EU005"), NOT),
        ("EU005", "5A001.b", "CN", met("EU005"), NEEDS),
        ("EU005", "5D001.a", "CN", met("EU005"), NEEDS),
        ("EU005", "5D001.a", "CN", met("EU005") | narrowed("EU005", "5D001"), ELIGIBLE),
        ("EU005", "5E001.a", "US", met("EU005") | narrowed("EU005", "5E001.a"), NOT),
        # EU006, Part 1: "24. Hydrogen fluoride (CAS 7664-39-3)"; 4 and 23 are left out
        ("EU006", "1C350.24", "KR", met("EU006"), ELIGIBLE),
        ("EU006", "1C350.10", "UA", met("EU006"), Eligibility.NOT_MODELLED),
        ("EU006", "1C450.a.4", "TR", met("EU006"), ELIGIBLE),
        ("EU006", "1C450.b.7", "TR", met("EU006"), NOT),
        ("EU006", "1C350.4", "KR", met("EU006"), NOT),
        ("EU006", "1C350", "KR", met("EU006"), NEEDS),
        ("EU006", "1C350.24", "CN", met("EU006"), NOT),
        # EU007, Part 1: technology and software, "except … related to items under 4A005, 4D004, 4E001.c, …"
        ("EU007", "4E001.a", "IN", met("EU007"), ELIGIBLE),
        ("EU007", "3D001", "IL", met("EU007"), ELIGIBLE),
        ("EU007", "4E001.c", "IN", met("EU007"), NOT),
        ("EU007", "4D004", "IN", met("EU007"), NOT),
        ("EU007", "7E104", "IN", met("EU007"), NOT),
        ("EU007", "3A001.a.1", "IN", met("EU007"), NOT),
        ("EU007", "4E001.a", "CN", met("EU007"), NOT),
        # EU008, Part 1: "5A002.a.2, 5A002.a.3, 5A002.b., only …"; Part 2: all but EU001's and those named
        ("EU008", "5A002.a.2", "BR", met("EU008"), ELIGIBLE),
        ("EU008", "5A002.a.3", "IN", met("EU008"), ELIGIBLE),
        ("EU008", "5A002.a.1", "BR", met("EU008"), NOT),
        ("EU008", "5A002.b", "BR", met("EU008"), NEEDS),
        ("EU008", "5D002.c.1", "BR", met("EU008") | narrowed("EU008", "5D002.c.1"), ELIGIBLE),
        ("EU008", "5A002.a.2", "US", met("EU008"), NOT),
        ("EU008", "5A002.a.2", "HK", met("EU008"), NOT),
        ("EU008", "5A002.a.2", "IL", met("EU008"), NOT),
        ("EU008", "5A002.a.2", "RU", met("EU008"), NOT),
    ],
)
def test_authorisation(symbol: str, code: str, ship_to: str, answers: dict[str, bool], expected: Eligibility) -> None:
    found = answered(symbol, code, ship_to, answers)
    assert found.status is expected, found
    assert bool(found.needs) == (expected is NEEDS)
    assert bool(found.conditions) == (expected is not NOT)
    assert found.why


CASES = {
    "EU001": ("3A001.a.1", "US"),
    "EU002": ("3A001.a.3", "KR"),
    "EU003": ("3A001.a.1", "CN"),
    "EU004": ("3A001.a.1", "CN"),
    "EU005": ("5A001.b.2", "CN"),
    "EU006": ("1C350.24", "KR"),
    "EU007": ("4E001.a", "IN"),
    "EU008": ("5A002.a.2", "BR"),
}


@pytest.mark.parametrize("symbol", BOOK)
def test_it_is_eligible_only_when_every_condition_that_is_a_fact_is_given_as_met(symbol: str) -> None:
    code, ship_to = CASES[symbol]
    facts = met(symbol)
    assert answered(symbol, code, ship_to, {}).status is NEEDS
    for fact, value in facts.items():
        without = {name: given for name, given in facts.items() if name != fact}
        assert answered(symbol, code, ship_to, without).status is NEEDS, fact
        one_of = any(fact in condition.one_of for condition in BOOK[symbol].conditions)
        assert answered(symbol, code, ship_to, {**facts, fact: not value}).status is (NEEDS if one_of else NOT), fact


@given(data())
@settings(max_examples=40, deadline=None)
def test_no_subset_of_facts_gives_a_more_permissive_answer(chosen: DataObject) -> None:
    order = (ELIGIBLE, NEEDS, UNKNOWN, NOT)
    symbol = chosen.draw(sampled_from(sorted(BOOK)))
    code, ship_to = CASES[symbol]
    facts = {fact: chosen.draw(booleans()) for fact in met(symbol)}
    less = {fact: value for fact, value in facts.items() if chosen.draw(booleans())}
    whole, part = (answered(symbol, code, ship_to, one).status for one in (facts, less))
    assert order.index(part) >= order.index(whole) or part is NEEDS


def test_every_fact_asked_is_a_question_of_the_regime() -> None:
    asked = {need for symbol, (code, to) in CASES.items() for need in answered(symbol, code, to, {}).needs}
    assert asked <= set(questions())


def test_an_eligible_authorisation_is_the_exception_with_what_its_user_must_do() -> None:
    case = Case(DAY, eu_code="1C350.24", ship_from="NL", ship_to="KR", answers=met("EU006"))
    found = determine_eu(case, eu_law())
    assert found.result is Result.EXCEPTION
    own = next(one for one in found.exceptions if one.symbol == "EU006")
    assert own.citation == "Annex II, Section F (EU006)"
    assert own.overcomes == ("Annex I",)
    assert any("No EU006 in the customs declaration" in one for one in own.conditions)
    assert any("within 30 days from the date when the first export took place" in one for one in own.conditions)
    assert determine_eu(replace(case, answers={}), eu_law()).result is Result.REQUIRED


def test_no_authorisation_is_asked_where_nothing_is_required() -> None:
    assert not general(Case(DAY), eu_law(), ()).exceptions
