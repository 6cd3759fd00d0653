"""What must hold of any item: found by hypothesis, not by examples."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from classification_law import AREA, DATACENTER, TPP, LawOn, item, measured
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulation.classification import Item, Measured, Verdict, answer, verdict_of
from regulation.classification.presumption import APPLICABLE, BEARERS
from regulation.classification.vocabulary import ways
from regulation.thresholds.model import folded

PD = "performance density"

DAYS = ("2023-01-17", "2023-11-17", "2026-09-01")
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
# Around every bound of 3A090, and anywhere else.
performances = st.one_of(st.sampled_from([1599, 1600, 2399, 2400, 4799, 4800, 4801]), st.integers(1, 40_000))
areas = st.one_of(st.sampled_from([250, 500, 750, 1000, 1500]), st.integers(20, 3000))
links = st.sampled_from(["", "400", "599.9", "600", "900"])
answers = st.sampled_from([True, False, None])
# What the presumption hangs on: whose export it is, whether it is such a circuit, and what overcomes it.
PRESUMING = (APPLICABLE, *(folded(way.fact) for way in ways().values()))
roles = st.sampled_from(["", "designer", *BEARERS])
said = st.dictionaries(st.sampled_from(PRESUMING), st.booleans(), max_size=2)
plain_items = st.builds(
    lambda tpp, area, dc, link: item("any", str(tpp) if tpp else "", str(area) if area else "", dc, link),
    st.none() | performances,
    st.none() | areas,
    answers,
    links,
)
items = st.builds(
    lambda one, role, more: replace(one, role=role, answers={**one.answers, **more}), plain_items, roles, said
)
# A density that a datasheet prints, around the bounds and anywhere else.
densities = st.sampled_from(["1.6", "3.2", "5.92", "5.9", "3"]) | st.decimals(1, 20, places=2).map(str)
printed_items = st.builds(
    lambda one, density: replace(one, values={**one.values, PD: (Measured(Decimal(density)),)}), items, densities
)
CONTROLLED = (Verdict.IN, Verdict.PRESUMED)


def verdict(law_on: LawOn, day: str, one: Item) -> Verdict:
    law = law_on(day)
    test = law.test("3A090")
    assert test is not None
    return verdict_of(law, test, one)[0]


@pytest.mark.parametrize("day", DAYS)
def test_raising_performance_never_leaves_control(law_on: LawOn, day: str) -> None:
    @QUICK
    @given(items, performances, st.integers(1, 20_000))
    def holds(one: Item, tpp: int, more: int) -> None:
        before = verdict(law_on, day, replace(one, values={**one.values, TPP: measured(TPP, str(tpp))}))
        after = verdict(law_on, day, replace(one, values={**one.values, TPP: measured(TPP, str(tpp + more))}))
        assert before is not Verdict.IN or after is Verdict.IN
        assert before not in CONTROLLED or after in CONTROLLED

    holds()


@pytest.mark.parametrize("day", DAYS)
def test_a_missing_fact_decides_nothing_that_its_values_do_not(law_on: LawOn, day: str) -> None:
    @QUICK
    @given(items, performances, areas, st.booleans(), said)
    def holds(one: Item, tpp: int, area: int, datacenter: bool, more: dict[str, bool]) -> None:
        known = verdict(law_on, day, one)
        values = {TPP: measured(TPP, str(tpp)), AREA: measured(AREA, str(area)), **one.values}
        full = replace(one, values=values, answers={DATACENTER: datacenter, **more, **one.answers})
        assert known not in (Verdict.IN, Verdict.OUT) or verdict(law_on, day, full) is known

    holds()


@pytest.mark.parametrize("day", DAYS)
def test_the_fast_way_answers_as_the_explained_one(law_on: LawOn, day: str) -> None:
    @QUICK
    @given(items | printed_items)
    def holds(one: Item) -> None:
        law = law_on(day)
        test = law.test("3A090")
        assert test is not None
        found = answer(law, test, one)
        assert (found.verdict, found.paragraphs) == verdict_of(law, test, one)

    holds()


@pytest.mark.parametrize("role", BEARERS)
def test_presumed_until_overcome(law_on: LawOn, role: str) -> None:
    @QUICK
    @given(plain_items)
    def holds(one: Item) -> None:
        alone = verdict(law_on, "2026-09-01", one)
        borne = verdict(law_on, "2026-09-01", replace(one, role=role))
        assert borne in CONTROLLED
        for way in ways().values():
            overcome = replace(one, role=role, answers={**one.answers, folded(way.fact): True})
            assert verdict(law_on, "2026-09-01", overcome) is alone

    holds()


def test_a_printed_density_is_decided_only_as_all_that_round_to_it(law_on: LawOn) -> None:
    @QUICK
    @given(performances, st.decimals(1, 8, places=2), st.integers(-49, 49))
    def holds(tpp: int, density: Decimal, away: int) -> None:
        one = item("print", str(tpp))
        known = verdict(law_on, "2026-09-01", replace(one, values={**one.values, PD: (Measured(density),)}))
        real = Decimal(tpp) / (density + Decimal(away) / 10_000)
        whole = item("real", str(tpp), f"{real:.12f}")
        assert known is Verdict.UNDECIDED or verdict(law_on, "2026-09-01", whole) is known

    holds()


def test_outcomes_are_what_their_values_bring(law_on: LawOn) -> None:
    @QUICK
    @given(performances, areas)
    def holds(tpp: int, area: int) -> None:
        law = law_on("2026-09-01")
        test = law.test("3A090")
        assert test is not None
        found = answer(law, test, item("no die", str(tpp)))
        if found.verdict is Verdict.UNDECIDED:
            with_die = answer(law, test, item("die", str(tpp), str(area)))
            assert (with_die.verdict, with_die.paragraphs) in {(one.verdict, one.paragraphs) for one in found.outcomes}

    holds()


def test_row_order_is_irrelevant(law_on: LawOn) -> None:
    @QUICK
    @given(st.lists(items, min_size=2, max_size=6), st.randoms(use_true_random=False))
    def holds(rows: Sequence[Item], random: object) -> None:
        law = law_on("2026-09-01")
        test = law.test("3A090")
        assert test is not None
        numbered = [replace(one, name=str(n)) for n, one in enumerate(rows)]
        shuffled = list(reversed(numbered))
        random.shuffle(shuffled)  # type: ignore[attr-defined]
        first = {one.name: answer(law, test, one) for one in numbered}
        assert {one.name: answer(law, test, one) for one in shuffled} == first

    holds()


def test_sources_in_another_order_give_the_same_verdict(law_on: LawOn) -> None:
    law = law_on("2026-09-01")
    test = law.test("3A090")
    assert test is not None
    one, other = item("a", "1500/5000", "700"), item("a", "5000/1500", "700")
    assert answer(law, test, one).verdict is answer(law, test, other).verdict is Verdict.UNDECIDED
