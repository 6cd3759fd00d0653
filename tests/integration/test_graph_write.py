"""The writer: exactly what the units give, nothing twice, the same on every engine and by every route."""

from dataclasses import replace

import pytest
from graph_composed import lines_of, random_units

import graph
from graph import bulk, writer
from graph.reads import counts
from graph.schema import Control, PartOf, Product, Unit


def test_writing_twice_changes_nothing(connected: graph.Graph) -> None:
    units = random_units(1)
    first = graph.write(connected, units)
    assert (first.units_changed, first.nodes_created) == (3, len({(n.label, n.id) for u in units for n in u.nodes}))
    assert first.edges_created == sum(len(unit.edges) for unit in units)
    before = graph.export_hash(connected)
    assert graph.write(connected, units) == graph.WriteReport()
    assert graph.export_hash(connected) == before


def test_graph_holds_exactly_each_projection_in_turn(connected: graph.Graph) -> None:
    for seed in range(8):
        units = random_units(seed)
        graph.write(connected, units)
        exported = list(graph.export(connected))
        assert sorted(exported) == sorted(lines_of(units)), f"seed {seed}"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let even a few rows go the way of many: in several batches, side by side, or by the embedded batch route."""
    monkeypatch.setattr(writer, "BATCH", 3)
    monkeypatch.setattr(writer, "BULK", 1)
    monkeypatch.setattr(bulk, "AT_ONCE", 5)


@pytest.mark.usefixtures("small")
def test_many_rows_give_the_same_graph(connected: graph.Graph) -> None:
    for seed in range(20, 26):
        units, told = random_units(seed), [(0, 0)]
        graph.write(connected, units, lambda *now, told=told: told.append(now))
        assert sorted(graph.export(connected)) == sorted(lines_of(units)), f"seed {seed}"
        assert told[-1][0] == told[-1][1], f"seed {seed}"


@pytest.mark.usefixtures("small")
def test_many_new_rows_beside_a_kept_unit(connected: graph.Graph) -> None:
    entry, child = Control(id="us/3A090"), Control(id="us/3A090.a")
    joined = (PartOf(start=child.id, end=entry.id),)
    graph.write(connected, [Unit("law", (entry,), ())])
    graph.write(connected, [Unit("more", (entry, child), joined)], keep=["law"])
    assert sorted(graph.export(connected)) == sorted(lines_of([Unit("both", (entry, child), joined)]))
    loose = Unit("loose", (Control(id="us/5A002"),), (PartOf(start="us/5A002", end="us/5A999"),))
    with pytest.raises(graph.GraphError, match="1 relationships hang on nodes that are not there"):
        graph.write(connected, [loose], keep=["law", "more"])
    assert graph.unit_states(connected)["more"].hash != ""
    assert graph.write(connected, [replace(loose, edges=())], keep=["law", "more"]).units_changed == 1


def test_merging_and_rebuilding_give_the_same_hash(connected: graph.Graph) -> None:
    graph.write(connected, random_units(3))
    graph.write(connected, random_units(4))
    merged = graph.export_hash(connected)
    graph.clear(connected)
    assert list(graph.export(connected)) == []
    graph.write(connected, random_units(4))
    assert graph.export_hash(connected) == merged


def test_progress_ends_at_the_whole(connected: graph.Graph) -> None:
    told: list[tuple[int, int]] = []
    report = graph.write(connected, random_units(1), lambda done, total: told.append((done, total)))
    assert told[-1] == (report.nodes_created + report.edges_created,) * 2


def test_update_and_removal_are_counted(connected: graph.Graph) -> None:
    one, two = Product(id="SKU-1", name="Composed"), Product(id="SKU-2", eccn="3A090.a")
    graph.write(connected, [Unit("company", (one, two), ())])
    report = graph.write(connected, [Unit("company", (replace(two, eccn=""),), ())])
    assert report == graph.WriteReport(units_changed=1, nodes_updated=1, nodes_removed=1)
    assert list(graph.export(connected)) == ['{"label":"Product","properties":{"id":"SKU-2"}}']


def test_unit_that_is_given_no_more_is_removed(connected: graph.Graph) -> None:
    law, company, parties = random_units(5)
    graph.write(connected, [law, company, parties])
    report = graph.write(connected, [law])
    assert report.units_changed == 2
    assert counts(connected)["Product"] == 0
    assert sorted(graph.export(connected)) == sorted(lines_of([law]))


def test_node_passes_to_the_unit_that_still_gives_it(connected: graph.Graph) -> None:
    shared, child = Control(id="us/3A090"), Control(id="us/3A090.a")
    other = Unit("other", (shared, child), (PartOf(start=child.id, end=shared.id),))
    graph.write(connected, [Unit("first", (shared,), ()), other])
    graph.write(connected, [Unit("first", (), ()), other])
    assert sorted(graph.export(connected)) == sorted(lines_of([other]))


def test_relationships_of_new_nodes_stand_once_though_another_unit_gives_them(connected: graph.Graph) -> None:
    entry, child, new = Control(id="us/3A090"), Control(id="us/3A090.a"), Control(id="us/3A090.b")
    joined = PartOf(start=child.id, end=entry.id)
    graph.write(connected, [Unit("first", (entry, child), (joined,))])
    # Nodes and a relationship that the graph has, though no unit given held them before, beside a node that is new.
    more = Unit("more", (entry, child, new), (joined, PartOf(start=new.id, end=entry.id)))
    graph.write(connected, [more], keep=["first"])
    assert sorted(graph.export(connected)) == sorted(lines_of([more]))
    # As a writer leaves it that was ended midway: the node is there and its relationship too.
    connected.run("MATCH (m:Meta {id: 'more'}) SET m.hash = ''")
    graph.write(connected, [more], keep=["first"])
    assert sorted(graph.export(connected)) == sorted(lines_of([more]))


def test_contradictions_are_refused_before_anything_is_written(connected: graph.Graph) -> None:
    good = Unit("law", (Control(id="us/3A090"),), ())
    graph.write(connected, [good])
    before = graph.export_hash(connected)
    dangling = Unit("more", (), (PartOf(start="us/3A090.a", end="us/3A090"),))
    with pytest.raises(graph.ProjectionError, match=r"no unit gives.*'us/3A090\.a'.*\(more\)"):
        graph.write(connected, [good, dangling])
    assert graph.export_hash(connected) == before


def test_unfinished_unit_is_written_again(connected: graph.Graph) -> None:
    units = random_units(6)
    graph.write(connected, units)
    whole = graph.export_hash(connected)
    # As a writer leaves it that was ended midway: hashes emptied, some rows there and some not.
    connected.run("MATCH (m:Meta {id: 'company'}) SET m.hash = ''")
    connected.run("MATCH (n:Product {id: 'SKU-0'}) DETACH DELETE n")
    connected.run("MATCH (n:Product {id: 'SKU-1'}) SET n.row = 'another', n.name = 'half'")
    report = graph.write(connected, units)
    assert (report.units_changed, report.nodes_created, report.nodes_updated) == (1, 1, 1)
    assert graph.export_hash(connected) != whole or report.edges_created > 0


def test_text_comes_back_as_it_was(connected: graph.Graph) -> None:
    words = 'line 1\nline 2\t“quoted” \\ "plain" 10³ µm ≥ 4800 — 2026-07-14T00:00:00+00:00 \U0001f6e9'
    product = Product(id="SKU/1 ä", name=words, eccn="null")
    graph.write(connected, [Unit("company", (product,), ())])
    assert sorted(graph.export(connected)) == lines_of([Unit("company", (product,), ())])
    graph.write(connected, [Unit("company", (replace(product, name=f"{words}."),), ())])
    assert words in connected.read("MATCH (p:Product) RETURN p.name AS name")[0]["name"]


def test_kept_unit_stays_and_others_may_hang_on_it(connected: graph.Graph) -> None:
    law = Unit("law", (Control(id="us/3A090"),), (), made_from="text 1", problems=("row 3 not read",))
    more = Unit("more", (Control(id="us/3A090.a"),), (PartOf(start="us/3A090.a", end="us/3A090"),))
    graph.write(connected, [law])
    report = graph.write(connected, [more], keep=["law"])
    assert (report.units_changed, report.nodes_created, report.edges_created) == (1, 1, 1)
    assert sorted(graph.export(connected)) == sorted(lines_of([law, more]))
    state = graph.unit_states(connected)["law"]
    assert (state.made_from, state.problems) == ("text 1", ("row 3 not read",))


def test_relationship_to_a_node_that_nobody_has_is_refused(connected: graph.Graph) -> None:
    graph.write(connected, [Unit("law", (Control(id="us/3A090"),), ())])
    loose = Unit("more", (Control(id="us/3A090.a"),), (PartOf(start="us/3A090.a", end="us/3A999"),))
    with pytest.raises(graph.GraphError, match="1 relationships hang on nodes that are not there"):
        graph.write(connected, [loose], keep=["law"])
    states = graph.unit_states(connected)
    assert states["more"].hash == ""
    assert states["law"].hash != ""


def test_kept_unit_that_loses_a_relationship_is_incomplete(connected: graph.Graph) -> None:
    entry, child = Control(id="us/3A090"), Control(id="us/3A090.a")
    more = Unit("more", (child,), (PartOf(start=child.id, end=entry.id),))
    other = Unit("other", (Control(id="us/5A002"),), ())
    graph.write(connected, [Unit("law", (entry,), ()), more, other])
    graph.write(connected, [Unit("law", (), ())], keep=["more", "other"])
    states = graph.unit_states(connected)
    assert states["more"].hash == ""
    assert states["other"].hash != ""


def test_same_content_made_from_something_else_is_noted(connected: graph.Graph) -> None:
    law = Unit("law", (Control(id="us/3A090"),), (), made_from="text 1")
    graph.write(connected, [law])
    assert graph.write(connected, [replace(law, made_from="text 2")]) == graph.WriteReport()
    assert graph.unit_states(connected)["law"].made_from == "text 2"
