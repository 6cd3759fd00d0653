"""Conditions turned into functions answer as the conditions do, in whole entries too."""

import random
from decimal import Decimal

import pytest
from classification_law import LawOn

from regulation.classification import Index, Item, Law, Measured, verdict_of, verdicts_of
from regulation.thresholds import evaluate
from regulation.thresholds.truth import Known

ENTRIES = ("3A001", "3A002", "3A090", "4A003", "4E091", "5A002", "6A003", "9A012")


def facts(test: object, rng: random.Random) -> dict[str, Decimal | bool]:
    """Return values at, below and above bounds, and answers, for some of what an entry asks."""
    found: dict[str, Decimal | bool] = {}
    for key in test.questions:  # type: ignore[attr-defined]
        scale = test.scales.get(key, ())  # type: ignore[attr-defined]
        if rng.random() < 0.6:
            found[key] = rng.choice(scale) * rng.choice((Decimal("0.9"), 1, 2)) if scale else rng.random() < 0.5
    return found


@pytest.mark.parametrize("eccn", ENTRIES)
def test_as_evaluated(law_on: LawOn, eccn: str) -> None:
    test = law_on("2026-09-01").test(eccn)
    assert test is not None
    assert test.units
    rng = random.Random(eccn)  # noqa: S311 - the same cases again and again
    for _ in range(60):
        known: Known = facts(test, rng)
        held = test.held(known)
        assert held == tuple(evaluate(unit.whole, known) for unit in test.units)
        assert [unit.reaches(known) for unit in test.units] == [evaluate(unit.base, known) for unit in test.units]
        assert test.held_whole(held, known) is (True if True in held else evaluate(test.whole, known))


@pytest.mark.parametrize("eccn", ENTRIES)
def test_an_entry_is_met_where_one_of_its_paragraphs_is(law_on: LawOn, eccn: str) -> None:
    test = law_on("2026-09-01").test(eccn)
    assert test is not None
    rng = random.Random(eccn)  # noqa: S311 - the same cases again and again
    for _ in range(60):
        known: Known = facts(test, rng)
        if True in test.held(known):
            assert evaluate(test.whole, known) is True


def test_remembered_answers_are_those_of_the_values(law_on: LawOn) -> None:
    fresh = law_on("2026-09-01")
    tests = {code: test for code in ENTRIES if (test := fresh.test(code))}
    index = Index(tests.values())
    law = Law(tests.get, index)
    rng = random.Random(3)  # noqa: S311 - the same cases again and again
    names = sorted(index.by_name)
    for _ in range(300):
        chosen = rng.sample(names, 3)
        values = {name: (Measured(Decimal(rng.choice((1, 100, 1600, 4800, 10_000)))),) for name in chosen}
        one = Item("any", values)
        alone = Law(tests.get)
        assert [(code, (verdict, met)) for code, verdict, met in verdicts_of(law, index, one)] == [
            (code, verdict_of(alone, tests[code], one)) for code in index.entries(values)
        ]
