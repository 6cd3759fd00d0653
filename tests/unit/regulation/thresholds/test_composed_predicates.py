"""Values, units, truth, comparison and mutation of predicates; all predicates are composed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.thresholds import (
    Group,
    Junction,
    KeyedError,
    Node,
    Not,
    TooLargeError,
    Unread,
    Words,
    difference,
    evaluate,
    from_plain,
    keyed,
    mutations,
    to_plain,
    unit,
    value,
)

VALUES = [
    ("4,800", "4800"),
    ("1 000", "1000"),
    ("0,1", "0.1"),
    ("10²⁶", "1E+26"),
    ("2.5 × 10²⁵", "2.5E+25"),
    ("50 × 10⁻⁶", "0.000050"),
    ("10^26", "1E+26"),
    ("-150", "-150"),
    ("±0.1", "0.1"),
    ("10:1", "10"),
    ("8 million", "8000000"),
]


@pytest.mark.parametrize(("printed", "number"), VALUES)
def test_values_are_exact(printed: str, number: str) -> None:
    assert value(printed).number == Decimal(number)
    assert value(printed).uncertain == ""


@pytest.mark.parametrize("printed", ["(1.6 + L/2,000)", "λ/10", "32 × 32", "1:1.8"])
def test_a_formula_is_no_number(printed: str) -> None:
    assert (value(printed).number, value(printed).uncertain) == (None, "not a number")


@pytest.mark.parametrize(("printed", "flat"), [("5 × 103", False), ("5 x 10-4", False), ("1026", True), ("103", True)])
def test_a_flattened_power_stays_open(printed: str, flat: bool) -> None:
    assert value(printed, flat).number is None
    assert value(printed, flat).uncertain


def test_other_figures_are_plain_even_where_powers_are_flattened() -> None:
    assert [value(printed, True).number for printed in ("100", "1000", "1050", "29")] == [100, 1000, 1050, 29]


def test_units_have_exact_factors() -> None:
    assert unit("GB/s").base == unit("Gbyte/s").base == unit("gigabytes per second").base
    assert from_plain(bound(">", "125", unit="°C")).base_number == Decimal("398.15")  # type: ignore[union-attr]
    assert unit("furlongs").base == "furlongs"


def bound(comparator: str, number: str, quantity: str = "speed", unit: str = "") -> dict[str, object]:
    return {"bound": {"quantity": quantity, "comparator": comparator, "value": number, "unit": unit}}


def test_a_missing_answer_decides_only_where_it_does_not_matter() -> None:
    node = from_plain({"all": [bound(">=", "10"), {"fact": "painted"}]})
    assert evaluate(node, {"speed": Decimal(9)}) is False
    assert evaluate(node, {"speed": Decimal(10)}) is None
    assert evaluate(node, {"speed": Decimal(10), "painted": True}) is True


def test_an_unread_part_leaves_the_rest_open() -> None:
    unread = Unread(Words("1A000", "heading", 0, 4, "what"), "composed")
    node = Group(Junction.ALL, (from_plain(bound(">", "1")), unread))
    assert evaluate(node, {"speed": Decimal(2)}) is None
    assert evaluate(node, {"speed": Decimal(1)}) is False
    assert difference(node, node) is None


def test_the_counterexample_is_told() -> None:
    found = difference(from_plain(bound(">=", "10")), from_plain(bound(">", "10")))
    assert str(found) == "with speed = 10: one says yes, the other no"


def test_the_same_bound_in_another_unit_is_no_difference() -> None:
    left, right = (from_plain(bound("<", *one)) for one in (("1", "width", "µm"), ("1,000", "width", "nm")))
    assert difference(left, right) is None


def test_too_many_combinations_are_refused() -> None:
    many = from_plain({"any": [{"all": [{"fact": f"{i} a"}, {"fact": f"{i} b"}]} for i in range(30)]})
    with pytest.raises(TooLargeError, match="too many combinations"):
        difference(many, many, steps=2000)


def leaf() -> st.SearchStrategy[Node]:
    numbers = st.sampled_from(["1", "2", "5.5"])
    comparators = st.sampled_from([">", ">=", "<", "<="])
    names = st.sampled_from(["speed", "mass"])
    bounds = st.builds(lambda c, n, q: from_plain(bound(c, n, q)), comparators, numbers, names)
    return st.one_of(bounds, st.sampled_from(["painted", "sealed"]).map(lambda name: from_plain({"fact": name})))


def node() -> st.SearchStrategy[Node]:
    def grow(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        groups = st.builds(
            lambda junction, parts: Group(junction, tuple(parts)),
            st.sampled_from(list(Junction)),
            st.lists(inner, min_size=1, max_size=3),
        )
        return st.one_of(groups, inner.map(Not))

    return st.recursive(leaf(), grow, max_leaves=6)


KNOWN = st.fixed_dictionaries(
    {},
    optional={
        "speed": st.decimals(0, 7, places=2),
        "mass": st.decimals(0, 7, places=2),
        "painted": st.booleans(),
        "sealed": st.booleans(),
    },
)


@given(node(), node(), KNOWN)
def test_no_difference_means_none_anywhere(left: Node, right: Node, known: dict[str, Decimal | bool]) -> None:
    everything = {"speed": Decimal(3), "mass": Decimal(3), "painted": True, "sealed": False, **known}
    if difference(left, right) is None:
        assert evaluate(left, everything) is evaluate(right, everything)


@given(node(), KNOWN, KNOWN)
def test_knowing_more_never_overturns_an_answer(
    tree: Node, known: dict[str, Decimal | bool], more: dict[str, Decimal | bool]
) -> None:
    answer = evaluate(tree, known)
    if answer is not None:
        assert evaluate(tree, {**more, **known}) is answer


@given(node())
def test_written_and_read_again_it_is_the_same(tree: Node) -> None:
    assert difference(tree, from_plain(stripped(to_plain(tree)))) is None


def stripped(plain: object) -> object:
    if isinstance(plain, list):
        return [stripped(one) for one in plain]
    if not isinstance(plain, dict):
        return plain
    return {key: stripped(content) for key, content in plain.items() if key not in ("quote", "designation")}


def test_every_mutation_of_a_plain_predicate_differs() -> None:
    tree = from_plain({"all": [bound(">=", "1.6"), bound("<", "5.92"), {"not": {"fact": "painted"}}]})
    found = list(mutations(tree))
    assert len(found) == 13
    assert [told for told, mutated in found if difference(tree, mutated) is None] == []


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"some": []}, "1A000: none of all, any, not, fact, reference, bound in"),
        ({"all": ["fact"]}, "1A000/all 1: expected a mapping"),
        ({"fact": "painted", "not_a_field": 1}, "1A000: unknown fields"),
        ({"bound": {"quantity": "speed", "comparator": "=>", "value": "1"}}, "1A000: bound needs"),
        ({"reference": {"kind": "near", "to": []}}, "1A000: reference needs"),
    ],
)
def test_a_wrong_key_is_told_with_its_place(data: object, reason: str) -> None:
    with pytest.raises(KeyedError, match=reason):
        keyed({"paragraphs": {"1A000": {"condition": data}}}, "composed.yaml")
