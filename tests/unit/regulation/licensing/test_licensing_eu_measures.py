"""Regulation (EU) No 833/2014 in its text of 2022-06-04: read out of the print, and positive finds only."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from licensing_eu_law import DAY, SAMPLES, eu_law, met

from company.questions import known
from regulation.licensing.eu import UNLISTED, determine_eu, questions
from regulation.licensing.eu.measures import EXCEPTIONS, NAME
from regulation.licensing.eu.prohibitions import book
from regulation.licensing.eu.scope import EXPORTED
from regulation.licensing.law import Law
from regulation.licensing.model import Case, Determination, Eligibility, Party, Result, Step
from regulation.licensing.text_2022 import Act, read_act
from ruletrace.readers.packed import unpacked
from ruletrace.readers.xml import ReadError

FILE = SAMPLES / "reg-833-2014-2022-06-04.txt.xz"
VERSION = date(2022, 6, 4)
ANNEX_VII, ANNEX_XXIII = (one.goods.fact for one in book().prohibitions[1:])
# 3A001.a.1: integrated circuits designed or rated as radiation hardened
HARDENED = Case(DAY, eu_code="3A001.a.1", ship_from="DE", ship_to="RU")
PLAIN = replace(HARDENED, eu_code=UNLISTED)


@cache
def act() -> Act:
    return read_act(unpacked(FILE.read_bytes()))


def law(held: Act | None = None) -> Law:
    return replace(eu_law(), acts=lambda: (held or act(),))


def determined(case: Case, held: Act | None = None) -> Determination:
    return determine_eu(case, law(held))


def step(found: Determination, name: str = NAME) -> Step:
    return next(one for one in found.steps if one.name == name)


def required(found: Determination) -> Mapping[str, bool | None]:
    """Return whether each prohibition holds, by its article."""
    own = (one for one in found.requirements if one.reason == "833/2014")
    return {one.basis.rpartition(" ")[2]: one.holds for one in own}


def test_the_print_is_read_to_the_paragraph() -> None:
    assert (act().number, act().version) == ("833/2014", VERSION)
    assert (act().articles[0], act().articles[-1], len(act().articles)) == ("Article 1", "Article 14", 51)
    annexes = act().divisions[51:]
    assert (annexes[0], annexes[6], annexes[-1], len(annexes)) == ("Annex I", "Annex VII", "Annex XXV", 25)
    assert act().words["Article 2(1)"].startswith("1.    It shall be prohibited to sell")
    paragraphs = [one for one in act().words if one.startswith("Article 2(")]
    assert paragraphs == [f"Article 2({number})" for number in range(1, 9)]
    assert [one for one in act().words if one.startswith("Article 4(")][2:5] == [
        "Article 4(2a)",
        "Article 4(2aa)",
        "Article 4(2b)",
    ]


def test_what_the_printer_put_between_the_words_is_gone() -> None:
    for citation, words in act().words.items():
        assert not any(mark in words for mark in "▼►◄\u00ad\f"), citation
        assert "02014R0833 —" not in words
        assert not (citation.startswith("Article") and "(OJ L" in words), citation
    # broken words: "dual-\nuse" keeps its hyphen, "Regu\u00ad\nlation" had none
    assert "export of dual-use goods and technology or to the related" in " ".join(act().words["Article 2(3)"].split())
    assert "set out in this Regulation, as identified in Annex VIII" in " ".join(act().words["Article 1"].split())
    assert act().find("Article 2(2)(a)") == act().words["Article 2(2)"]
    assert act().find("Article 99(1)") == ""


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"composed: no law", "0 page headings"),
        (b"\xff", "not UTF-8 at byte 0"),
        ("02014R0833 — EN — 31.02.2022 — 009.004 — 1\n".encode(), "31.02.2022 is no day"),
        ("02014R0833 — EN — 04.06.2022 — 009.004 — 1\n".encode(), "no article"),
        ("02012R0267 — EN — 04.06.2022 — 009.004 — 1\n".encode(), "that of 267/2012, not of 833/2014"),
        ("02014R0833 — EN — 04.06.2022 — 0 — 1\n02014R0833 — EN — 05.06.2022 — 0 — 2\n".encode(), "2 page headings"),
    ],
)
def test_another_text_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(ReadError, match=told):
        read_act(data)


def test_an_item_of_annex_i_to_russia_is_prohibited_with_its_words() -> None:
    found = determined(HARDENED)
    assert found.result is Result.REQUIRED
    assert required(found) == {"2(1)": True, "2a(1)": None, "3k(1)": None}
    own = next(one for one in found.requirements if one.basis == "Regulation (EU) No 833/2014, Article 2(1)")
    assert [one.citation.partition(", ")[2] for one in own.quotes] == ["Article 2(1)", "Article 1(a)", "Article 13(a)"]
    assert own.quotes[0].words.endswith(
        "to any natural or legal person, entity or body in Russia or for use in Russia."
    )
    assert {(one.text_of, one.remark) for one in (*own.quotes, *own.review_quotes)} == {
        (VERSION, "text of 2022-06-04; later amendments not seen")
    }
    assert found.review_policy.startswith(
        "prohibited by Regulation (EU) No 833/2014, unless an exception of Article 2(3)"
    )
    assert "held as of 2022-06-04, so what it prohibits since then is not modelled" in step(found).not_modelled
    assert {ANNEX_VII, ANNEX_XXIII} <= set(found.missing)


def test_its_exceptions_are_named_and_never_open() -> None:
    found = determined(HARDENED)
    named = {one.symbol: one for one in step(found, EXCEPTIONS).exceptions}
    assert list(named) == [f"833/2014, Article {one}" for one in ("2(3)", "2(4)", "2(5)", "2b(1)")]
    assert {one.status for one in named.values()} == {Eligibility.NOT_MODELLED}
    assert "for non-military use and for a non-military end user" in named["833/2014, Article 2(3)"].quotes[0].words
    # a general authorisation overcomes Annex I alone, and EU001 has no Russia
    assert determined(replace(HARDENED, answers=met("EU001"))).result is Result.REQUIRED


def test_what_it_does_not_name_stays_as_it_was() -> None:
    without = determine_eu(PLAIN, eu_law())
    found = determined(PLAIN)
    assert (without.result, found.result) == (Result.NOT_MODELLED, Result.NOT_MODELLED)
    unlisted = replace(PLAIN, answers={ANNEX_VII: False, ANNEX_XXIII: False})
    assert (determined(unlisted).result, required(determined(unlisted))) == (Result.NOT_MODELLED, {})
    assert not [one for one in determined(unlisted).not_checked if "833/2014" in one and "not listed" in one]
    # its text says nothing of Belarus
    belarus = replace(HARDENED, ship_to="BY")
    assert required(determined(belarus)) == {}
    assert determined(replace(PLAIN, ship_to="BY")).result is Result.NOT_MODELLED
    # nor of a code that Annex I does not have
    assert required(determined(replace(HARDENED, eu_code="3A090.a"))) == {"2a(1)": None, "3k(1)": None}
    assert required(determined(replace(HARDENED, eu_code="")))["2(1)"] is None


@pytest.mark.parametrize(("fact", "article"), [(ANNEX_VII, "2a(1)"), (ANNEX_XXIII, "3k(1)")])
def test_what_a_person_found_in_its_annexes_is_prohibited(fact: str, article: str) -> None:
    found = determined(replace(PLAIN, answers={fact: True}))
    assert found.result is Result.REQUIRED
    assert required(found)[article] is True
    assert fact in questions()
    assert fact in known()


def test_russia_is_where_the_item_goes_or_a_party_is_or_it_will_be_used() -> None:
    abroad = replace(HARDENED, ship_to="KZ")
    assert required(determined(abroad)) == {}
    assert f"not stated: {book().in_russia}" in determined(abroad).not_checked
    for case in (
        replace(abroad, parties=(Party("purchaser", "composed", country="RU"),)),
        replace(abroad, answers={book().in_russia: True}),
    ):
        assert required(determined(case))["2(1)"] is True
    assert determined(replace(PLAIN, ship_to="KZ", answers={book().in_russia: True})).result is Result.NOT_MODELLED
    # a Russian company may be elsewhere
    based = replace(abroad, parties=(Party("end user", "composed", headquarters="RU", screened=True),))
    assert required(determined(based))["2(1)"] is None
    assert book().in_russia in determined(based).missing
    elsewhere = replace(based, answers={book().in_russia: False})
    assert required(determined(elsewhere)) == {}
    assert determined(replace(elsewhere, eu_code=UNLISTED)).result is Result.NONE_FOUND


def test_who_is_bound_is_asked_where_the_item_does_not_leave_the_union() -> None:
    abroad = replace(HARDENED, ship_from="US")
    assert required(determined(abroad))["2(1)"] is None
    assert book().bound in determined(abroad).missing
    bound = determined(replace(abroad, answers={book().bound: True}))
    assert required(bound)["2(1)"] is True
    cited = {quote.citation.rpartition(" ")[2] for one in bound.requirements for quote in one.quotes}
    assert {"13(c)", "13(d)", "13(e)"} <= cited
    assert required(determined(replace(abroad, answers={book().bound: False}))) == {}
    # from a member state the regulation applies whatever is stated
    assert required(determined(replace(HARDENED, answers={book().bound: False})))["2(1)"] is True


def test_a_service_is_asked_by_its_own_paragraph() -> None:
    service = replace(HARDENED, activity="technical assistance")
    assert required(determined(service))["2(2)(a)"] is None
    related = book().prohibitions[0].service.fact
    found = determined(replace(service, answers={related: True, EXPORTED: False}))
    assert required(found)["2(2)(a)"] is True
    assert "2(1)" not in required(found)
    assert not any(one.endswith("(2)(a)") for one in required(determined(HARDENED)))


def test_before_its_text_and_without_its_words_nothing_is_modelled() -> None:
    before = determined(replace(HARDENED, on=VERSION - timedelta(days=1), eu_code="3A225"))
    assert required(before) == {}
    assert "not held as a text of the day" in step(before).not_modelled
    other = replace(act(), words={**act().words, "Article 2(1)": "composed words of no law"})
    gone = determined(HARDENED, other)
    assert required(gone) == {}
    assert "Article 2(1) of 2022-06-04 does not say: It shall be prohibited" in step(gone).not_modelled


def test_no_answer_is_more_permissive_with_it_than_without() -> None:
    order = (Result.NONE_FOUND, Result.EXCEPTION, Result.UNDECIDED, Result.NOT_MODELLED, Result.REQUIRED)
    parties = ((), (Party("end user", country="RU", screened=True),), (Party("end user", headquarters="RU"),))
    for code in ("3A001.a.1", UNLISTED, ""):
        for ship_from in ("DE", "US", ""):
            for ship_to in ("RU", "BY", "US", "FR", ""):
                for own in parties:
                    case = Case(DAY, eu_code=code, ship_from=ship_from, ship_to=ship_to, parties=own)
                    less, found = determine_eu(case, eu_law()).result, determined(case).result
                    assert order.index(found) >= min(order.index(less), order.index(Result.UNDECIDED)), case
