"""Units are joined, checked and stamped."""

import pytest

from graph.errors import ProjectionError
from graph.projection import project, refuse_loose
from graph.schema import Changes, ClassifiedAs, Control, Country, PartOf, Product, ShipsTo, Unit

PLACE, ENTRY = Control(id="us/3A090.a", designation="3A090.a"), Control(id="us/3A090", designation="3A090")
PART = PartOf(start=PLACE.id, end=ENTRY.id)


def test_unknown_is_not_stored_and_names_lose_their_underscore() -> None:
    product = Product(id="SKU-1", from_="2026-11-01")
    stamped = project([Unit("company", (product,), ())]).nodes["Product", "SKU-1"]
    stored = stamped.properties()
    assert stored == {"id": "SKU-1", "from": "2026-11-01", "unit": "company", "row": stamped.stamp}


def test_zero_and_false_are_known() -> None:
    edge = ClassifiedAs(start="SKU-1", end=ENTRY.id, exact=False)
    projection = project([Unit("all", (Product(id="SKU-1"), ENTRY), (edge,))])
    (stamped,) = projection.edges.values()
    assert stamped.properties()["exact"] is False
    assert projection.nodes["Control", ENTRY.id].properties()["order"] == 0


def test_shared_node_belongs_to_the_first_unit_by_name() -> None:
    germany = Country(id="DE", name="Germany")
    projection = project([Unit("b", (germany,), ()), Unit("a", (germany,), ())])
    assert projection.nodes["Country", "DE"].unit == "a"
    assert projection.states["a"] != projection.states["b"]


def test_order_of_rows_and_units_does_not_matter() -> None:
    one = project([Unit("a", (PLACE, ENTRY), (PART,)), Unit("b", (), ())])
    other = project([Unit("b", (), ()), Unit("a", (ENTRY, PLACE), (PART,))])
    assert one.states == other.states


def test_every_property_counts_in_the_hash() -> None:
    first = project([Unit("a", (PLACE, ENTRY), (PART,))]).states
    assert first != project([Unit("a", (PLACE, ENTRY), ())]).states
    assert first != project([Unit("a", (PLACE, Control(id=ENTRY.id, designation="3A091")), (PART,))]).states


@pytest.mark.parametrize(
    ("units", "words"),
    [
        ([Unit("a", (), ()), Unit("a", (), ())], "units given twice: a"),
        ([Unit("a", (ENTRY, Control(id=ENTRY.id)), ())], r"different content: Control 'us/3A090' \(a, a\)"),
        ([Unit("a", (ENTRY, PLACE), (PART,)), Unit("b", (), (PART,))], r"relationships given twice: .*\(a, b\)"),
        ([Unit("a", (ENTRY,), (PART,))], r"no unit gives: \(Control 'us/3A090\.a'\)-\[PART_OF\]"),
        ([Unit("a", (), (ShipsTo(start="L", end="DE", end_label="Site"),))], "does not join: .*SHIPS_TO"),
        ([Unit("a", (), (Changes(start="ch", end="P", end_label="Product"),))], "does not join: .*CHANGES"),
    ],
)
def test_contradictions_are_named(units: list[Unit], words: str) -> None:
    with pytest.raises(ProjectionError, match=words):
        refuse_loose(project(units))


def test_many_faults_are_counted_not_listed() -> None:
    edges = tuple(PartOf(start=f"us/{number}", end=ENTRY.id) for number in range(30))
    with pytest.raises(ProjectionError, match="and 20 more"):
        refuse_loose(project([Unit("a", (ENTRY,), edges)]))
