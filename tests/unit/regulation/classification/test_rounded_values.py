"""A printed value stands for all that rounds to it; what follows from a value is no second question."""

from dataclasses import replace
from decimal import Decimal

import pytest
from classification_law import DATACENTER, LawOn, item

from regulation.classification import Answer, Item, Measured, Verdict, answer, verdict_of
from regulation.classification.readings import MAX_READINGS, readings

IN, OUT, OPEN = Verdict.IN, Verdict.OUT, Verdict.UNDECIDED
PD, TPP, AREA = "performance density", "total processing performance", "applicable die area [m²]"


def asked(law_on: LawOn, one: Item) -> Answer:
    law = law_on("2026-09-01")
    test = law.test("3A090")
    assert test is not None
    found = answer(law, test, one)
    assert verdict_of(law, test, one) == (found.verdict, found.paragraphs)
    return found


def printed(density: str, tpp: str = "2000", area: str = "") -> Item:
    one = item("printed", tpp, area)
    return replace(one, values={**one.values, PD: (Measured(Decimal(density), "datasheet"),)})


@pytest.mark.parametrize(
    ("density", "verdict", "paragraphs"),
    [
        ("3.2", OPEN, ()),
        ("3.20", OPEN, ()),
        ("3.195", OUT, ()),
        ("3.205", IN, ("3A090.b.2",)),
        ("3.25", IN, ("3A090.b.2",)),
        ("3", OPEN, ()),
        # On either side of 5.92 it is in: which paragraph is not known, the entry is.
        ("5.92", IN, ("3A090",)),
        ("5.93", IN, ("3A090.a.2",)),
    ],
)
def test_a_printed_density_near_a_bound(
    law_on: LawOn, density: str, verdict: Verdict, paragraphs: tuple[str, ...]
) -> None:
    found = asked(law_on, printed(density))
    assert (found.verdict, found.paragraphs) == (verdict, paragraphs)
    assert any("is rounded as printed: taken as anything from" in words for words in found.remarks)
    if verdict is OPEN:
        assert (
            found.reason
            == f"performance density {Decimal(density).normalize()} is rounded as printed, and the answers part"
        )
        assert found.missing == ("applicable die area",)
        assert {one.verdict for one in found.outcomes} == {IN, OUT}
        assert found.may == ("3A090.b.2",)


@pytest.mark.parametrize(("area", "verdict"), [("625", IN), ("625.1", OUT)])
def test_die_area_decides_what_the_print_leaves_open(law_on: LawOn, area: str, verdict: Verdict) -> None:
    found = asked(law_on, printed("3.2", "2000", area))
    assert found.verdict is verdict
    assert not any("rounded" in words for words in found.remarks)


def test_a_value_that_is_said_to_be_rounded(law_on: LawOn) -> None:
    def of(off: str) -> Item:
        return replace(item("x"), values={TPP: (Measured(Decimal(4800), "a datasheet", off=Decimal(off)),), **area})

    area = item("x", "", "4000").values
    assert asked(law_on, of("0")).paragraphs == ("3A090.a.1",)
    found = asked(law_on, of("50"))
    assert found.verdict is OPEN
    assert found.missing == ("total processing performance",)


def test_a_printed_density_that_agrees_with_an_estimate_decides_nothing(law_on: LawOn) -> None:
    one = printed("6.67")
    estimate = {AREA: (Measured(Decimal("0.0003"), "a page", estimate=True),)}
    found = asked(law_on, replace(one, values={**one.values, **estimate}))
    assert found.verdict is OPEN
    assert "performance density agrees with an estimate, and decides nothing" in found.remarks


def test_performance_alone_is_asked_where_the_die_area_is_known(law_on: LawOn) -> None:
    found = asked(law_on, item("no tpp", "", "500"))
    assert found.missing == ("total processing performance",)
    told = [(one.when[0].partition(": ")[2], one.verdict, one.paragraphs) for one in found.outcomes]
    # A density of 5.92 over 500 mm² is 2960: nothing below it can have that density.
    assert told == [
        ("less than 1600", OUT, ()),
        ("1600 or more and less than 2400", IN, ("3A090.b.2",)),
        ("2400 or more and less than 2960", IN, ("3A090.b.1", "3A090.b.2")),
        ("2960 or more and less than 4800", IN, ("3A090.a.2",)),
        ("4800 or more", IN, ("3A090.a.1", "3A090.a.2")),
    ]
    assert dict(found.deciding) == {"total processing performance": 1}


def test_every_outcome_with_the_die_area_known_can_happen(law_on: LawOn) -> None:
    one = item("no tpp", "", "500", datacenter=None)
    found = asked(law_on, one)
    real = set()
    for tpp in (1, 1599, 1600, 2399, 2400, 2959, 2960, 4799, 4800, 20_000):
        for datacenter in (True, False):
            whole = item("with", str(tpp), "500", datacenter)
            told = asked(law_on, replace(whole, answers={**whole.answers, DATACENTER: datacenter}))
            real.add((told.verdict, told.paragraphs))
    assert {(outcome.verdict, outcome.paragraphs) for outcome in found.outcomes} == real


def test_too_many_values_are_not_known_rather_than_half_asked(law_on: LawOn) -> None:
    many = tuple(Measured(Decimal(number), f"page {number}") for number in range(1, MAX_READINGS + 2))
    one = replace(item("many"), values={TPP: (*many, Measured(Decimal(9000), "the last page"))})
    assert readings(one) == [{}]
    found = asked(law_on, one)
    assert found.verdict is OPEN
    assert any("too many values of total processing performance" in words for words in found.remarks)
